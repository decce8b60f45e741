//! `eval` agrees with the public scorers, where they lie beside the project, on predictions that the tool itself writes.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::tool::{root, run_in, write};

/// Figures agree to three decimals.
const TOLERANCE: f64 = 0.0005;

/// A file beside the project, or nothing where it is not there.
#[allow(clippy::print_stderr, reason = "a skipped test says so")]
fn shared(name: &str) -> Option<PathBuf> {
    let path = root().join("../shared").join(name);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: {} is not there", path.display());
    None
}

/// The first `count` lines of a JSON Lines file.
fn head(path: &Path, count: usize) -> String {
    let text = fs::read_to_string(path).expect("the data can be read");
    text.lines().take(count).map(|line| format!("{line}\n")).collect()
}

/// What a public scorer says, as JSON; nothing where there is no Python.
#[allow(clippy::print_stderr, reason = "a skipped test says so")]
fn scorer(script: &Path, folder: &Path) -> Option<Value> {
    match Command::new("python3").arg(script).args(["gold.jsonl", "predicted.jsonl", "--json"]).current_dir(folder).output() {
        Ok(output) => {
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            Some(serde_json::from_slice(&output.stdout).expect("it writes JSON"))
        }
        Err(_) => {
            eprintln!("skipped: python3 is not there");
            None
        }
    }
}

fn own(task: &str, folder: &Path) -> Value {
    let ran = run_in(folder, &["eval", task, "gold.jsonl", "--predictions", "predicted.jsonl", "--json"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    serde_json::from_str(&ran.stdout).expect("it writes JSON")
}

fn agree(name: &str, own: &Value, theirs: &Value) {
    match (own.as_f64(), theirs.as_f64()) {
        (Some(left), Some(right)) => assert!((left - right).abs() < TOLERANCE, "{name}: {left} here, {right} there"),
        (left, right) => assert_eq!((left, right), (None, None), "{name}"),
    }
}

#[test]
fn events_are_scored_as_by_the_public_scorer() {
    let (Some(script), Some(data)) = (shared("eval/score_clusters.py"), shared("data/events/g5w.jsonl")) else { return };
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    write(folder.path(), "gold.jsonl", head(&data, 100));
    let ran = run_in(folder.path(), &["events", "--quiet", "--format", "jsonl", "gold.jsonl"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    write(folder.path(), "predicted.jsonl", ran.stdout);
    let Some(theirs) = scorer(&script, folder.path()) else { return };
    let own = own("events", folder.path());
    for measure in ["bcubed", "pairwise", "ceaf_e"] {
        for (mine, other) in [("precision", "p"), ("recall", "r"), ("f1", "f1")] {
            agree(measure, &own[measure][mine], &theirs[measure][other]);
        }
    }
    for part in ["h", "c", "v"] {
        agree("v_measure", &own["v_measure"][part], &theirs["v_measure"][part]);
    }
    agree("ari", &own["ari"], &theirs["ari"]);
    agree("exact_multi", &own["exact_multi"], &theirs["exact"]["multi"]);
    agree("exact_all", &own["exact_all"], &theirs["exact"]["all"]);
    agree("mixed", &own["mixed"], &theirs["purity_bad"]);
    agree("split", &own["split"], &theirs["split"]);
    assert!(own["bcubed"]["f1"].as_f64().is_some_and(|f1| f1 > 0.3), "the predictions are of some use: {own}");
}

#[test]
fn attributions_are_scored_as_by_the_public_scorer() {
    let (Some(script), Some(data)) = (shared("eval/score_attribution.py"), shared("data/attribution/polnear_dev.jsonl")) else { return };
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    // Without its title, so that every position counts in the text.
    let mut gold = String::new();
    for line in head(&data, 12).lines() {
        let mut row: Value = serde_json::from_str(line).expect("a line is JSON");
        row.as_object_mut().expect("a line is an object").remove("title");
        let _ = writeln!(gold, "{row}");
    }
    write(folder.path(), "gold.jsonl", gold);
    let ran = run_in(folder.path(), &["quotes", "--quiet", "--format", "jsonl", "gold.jsonl"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    write(folder.path(), "predicted.jsonl", ran.stdout);
    let Some(theirs) = scorer(&script, folder.path()) else { return };
    let own = own("attribution", folder.path());
    let rows = [
        ("content_exact", "a  content exact (word tokens)"),
        ("content_strict", "a' content exact (strict spans)"),
        ("partial_macro", "b  content partial, macro"),
        ("partial_micro", "b' content partial, micro"),
        ("source_tokens", "c  tokens SOURCE"),
        ("cue_tokens", "c  tokens CUE"),
        ("content_tokens", "c  tokens CONTENT"),
        ("attribution", "d  attribution (content J>=.5 + source)"),
        ("content_half", "f  content only (J>=.5)"),
    ];
    for view in own.as_array().expect("a list of views") {
        let other = &theirs[view["view"].as_str().expect("a view has a name")];
        agree("gold", &view["gold"], &other["gold"]);
        agree("predicted", &view["predicted"], &other["pred"]);
        for (mine, name) in rows {
            for (part, letter) in [("precision", "P"), ("recall", "R"), ("f1", "F")] {
                let percent = view[mine][part].as_f64().map(|value| 100.0 * value);
                agree(
                    &format!("{name} of {}", view["view"]),
                    &json!(percent.map(|value| value / 100.0)),
                    &json!(other[name][letter].as_f64().map(|value| value / 100.0)),
                );
            }
        }
    }
    assert!(own[0]["attribution"]["f1"].as_f64().is_some_and(|f1| f1 > 0.3), "the predictions are of some use");
}

#[test]
fn alignments_are_scored_as_by_the_public_scorer() {
    let (Some(script), Some(data), Some(texts)) =
        (shared("eval/score_alignment.py"), shared("data/alignment/propsegment.jsonl"), shared("data/alignment/propsegment_docs.jsonl"))
    else {
        return;
    };
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let gold: Vec<Value> = head(&data, 150).lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let id = |cluster: &Value, document: &Value| format!("{}|{}", text(cluster), text(document));
    let wanted: std::collections::BTreeSet<String> = gold.iter().map(|line| id(&line["cluster"], &line["premise_doc"])).collect();
    let (mut rows, mut claims, mut documents) = (String::new(), String::new(), std::collections::BTreeMap::new());
    for line in fs::read_to_string(texts).expect("the texts can be read").lines() {
        let row: Value = serde_json::from_str(line).expect("a line is JSON");
        let name = id(&row["cluster"], &row["doc"]);
        if wanted.contains(&name) {
            let _ = writeln!(rows, "{}", json!({"id": name, "text": row["text"], "language": "en"}));
            documents.insert(name, row);
        }
    }
    for line in &gold {
        let claim = json!({"id": line["id"], "text": line["proposition"], "context": line["sentence"], "article": id(&line["cluster"], &line["premise_doc"])});
        let _ = writeln!(claims, "{claim}");
    }
    write(folder.path(), "gold.jsonl", gold.iter().map(|line| format!("{line}\n")).collect::<String>());
    write(folder.path(), "rows.jsonl", rows);
    write(folder.path(), "claims.jsonl", claims);
    let ran = run_in(folder.path(), &["check", "--quiet", "--claims", "claims.jsonl", "rows.jsonl"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_eq!(ran.stdout.lines().count(), gold.len(), "a line a claim");
    let mut predicted = String::new();
    for line in ran.stdout.lines() {
        let line: Value = serde_json::from_str(line).expect("a line is JSON");
        let label = match line["coverage"].as_str() {
            Some("reported") => "same",
            Some("contradicted") => "contradict",
            _ => "absent",
        };
        let support = line["support"].as_object().and_then(|support| {
            let document = &documents[line["article"].as_str()?];
            // The scorer counts code points, the tool bytes.
            let start = usize::try_from(support["start"].as_u64()?).ok()?;
            let at = document["text"].as_str()?.get(..start)?.chars().count() as u64;
            let holds = |sentence: &Value| {
                sentence["start"].as_u64().is_some_and(|start| start <= at) && sentence["end"].as_u64().is_some_and(|end| at < end)
            };
            document["sentences"].as_array()?.iter().position(holds)
        });
        let row = json!({"id": line["id"], "label": label, "p_same": line["p_reported"], "p_contradict": line["p_contradicted"], "support": support});
        let _ = writeln!(predicted, "{row}");
    }
    write(folder.path(), "predicted.jsonl", predicted);
    let Some(theirs) = scorer(&script, folder.path()) else { return };
    let own = own("alignment", folder.path());
    for (mine, other) in [
        (&own["accuracy"], "accuracy"),
        (&own["accuracy_two_way"], "accuracy2"),
        (&own["balanced_accuracy"], "bal_acc"),
        (&own["same"]["precision"], "same_P"),
        (&own["same"]["recall"], "same_R"),
        (&own["same"]["f1"], "same_F1"),
        (&own["best_f1"]["f1"], "bestF1"),
        (&own["average_precision"], "AP"),
        (&own["roc_area"], "AUC"),
        (&own["calibration_error"], "ECE"),
        (&own["brier"], "Brier"),
        (&own["contradict"]["f1"], "contradict_F1"),
        (&own["contradict_average_precision"], "contradict_AP"),
        (&own["absent"]["precision"], "absent_P"),
        (&own["absent"]["f1"], "absent_F1"),
        (&own["absent_precision_at"][0], "absent@0.1"),
        (&own["absent_precision_at"][2], "absent@0.5"),
        (&own["absent_recall_at_precision"][0], "absent_R@P0.9"),
        (&own["support"], "support_acc"),
        (&own["support_of_found"], "support_acc_found"),
    ] {
        agree(other, mine, &theirs[other]);
    }
    assert!(own["average_precision"].as_f64().is_some_and(|value| value > 0.5), "the predictions are of some use: {own}");
}
