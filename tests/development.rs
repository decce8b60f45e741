//! Figures on the public development data, where it lies beside the project: they do not fall under their floors.

use std::fs;
use std::path::PathBuf;

use rashomon::alignment::AlignmentOptions;
use rashomon::evaluate::{alignment, attribution};
use rashomon::ingest::article_from_text;
use rashomon::pipeline::{Options, prepare};

use crate::tool::root;

/// F1 of content and source over all attributions, measured .586 on 2026-11-24.
const ATTRIBUTION_FLOOR: f64 = 0.57;
/// Average precision of the ranking, measured .938 (news) and .855 (encyclopaedia) on 2026-11-24.
const ALIGNMENT_FLOORS: [(&str, f64); 2] = [("news_silver", 0.92), ("propsegment", 0.84)];

/// The file's text, or nothing where the data is not there.
#[allow(clippy::print_stderr, reason = "a skipped test says so")]
fn data(name: &str) -> Option<(String, String)> {
    let path: PathBuf = root().join("../shared/data").join(name);
    match fs::read_to_string(&path) {
        Ok(text) => Some((path.display().to_string(), text)),
        Err(_) => {
            eprintln!("skipped: {} is not there", path.display());
            None
        }
    }
}

#[test]
fn attribution_keeps_its_floor_on_development_articles() {
    let Some((place, text)) = data("attribution/polnear_dev.jsonl") else { return };
    let gold = attribution::read_gold(&text, &place).expect("the gold can be read");
    let found = gold.iter().map(|line| {
        let article = article_from_text(&line.id, "", &line.text);
        let made = prepare(&article, &Options::default()).attributions;
        let made = made.into_iter().map(|one| attribution::Predicted { source: one.source, cue: one.cue, content: one.content });
        (line.id.clone(), made.collect())
    });
    let figures = attribution::score(&gold, &found.collect());
    let reached = figures[0].attribution.f1;
    assert!(reached >= ATTRIBUTION_FLOOR, "attribution: {reached:.3} is under {ATTRIBUTION_FLOOR}");
}

#[test]
fn alignment_keeps_its_floor_on_development_pairs() {
    for (name, floor) in ALIGNMENT_FLOORS {
        let (Some((place, gold)), Some((beside, documents))) =
            (data(&format!("alignment/{name}.jsonl")), data(&format!("alignment/{name}_docs.jsonl")))
        else {
            continue;
        };
        let gold = alignment::read_gold(&gold, &place).expect("the gold can be read");
        let documents = alignment::read_documents(&documents, &beside).expect("the texts can be read");
        let predicted = alignment::predict(&gold, &documents, &AlignmentOptions::default());
        let reached = alignment::score(&gold, &predicted).expect("every line is predicted once").average_precision.unwrap_or_default();
        assert!(reached >= floor, "{name}: {reached:.3} is under {floor}");
    }
}
