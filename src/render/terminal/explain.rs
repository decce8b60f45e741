//! Why an event, claim, conflict, source or finding is what it is: passages, scores, thresholds, near misses.

use std::io;

use crate::render::csv::{coverage_word, status_word};
use crate::render::table::{View, conflict_words, speaker_words};
use crate::render::terminal::page::{Page, Text, Tone};
use crate::render::terminal::{Keys, Style, event, events, matrix, sources};
use crate::report::{AbsenceEntry, ClaimEntry, ConflictEntry, CoverageEntry, FindingEntry, NearestEntry, Relation, Report, SourceEntry};

/// Whether an id was found in a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Explained {
    /// It was, and has been explained.
    Found,
    /// No event, claim, conflict, source or finding has it; nothing was written.
    Unknown,
}

/// Explains what has this id.
///
/// # Errors
/// What the writer answers.
pub fn write(report: &Report, id: &str, style: &Style, out: &mut dyn io::Write) -> io::Result<Explained> {
    let page = &mut Page::new(style, out);
    for (index, entry) in report.events.iter().enumerate() {
        let view = View { report, event: entry };
        let keys = Keys::new(&view, 0);
        if entry.id == id {
            of_event(page, &view, &keys, index)?;
        } else if let Some(found) = view.claim(id) {
            of_claim(page, &view, &keys, found)?;
        } else if let Some(found) = entry.conflicts.iter().find(|conflict| conflict.id == id) {
            of_conflict(page, &view, &keys, found)?;
        } else if let Some(found) = entry.sources.iter().find(|source| source.id == id) {
            of_source(page, &view, &keys, found)?;
        } else if let Some(found) = entry.findings.iter().find(|finding| finding.id == id) {
            of_finding(page, &view, &keys, found)?;
        } else {
            continue;
        }
        return Ok(Explained::Found);
    }
    Ok(Explained::Unknown)
}

fn fact(page: &mut Page<'_>, what: &str, value: &str) -> io::Result<()> {
    page.hanging(0, 2, &Text::new(Tone::Faint, what).with(Tone::Faint, ":").and(Tone::Plain, value))
}

fn of_event(page: &mut Page<'_>, view: &View<'_>, keys: &Keys, index: usize) -> io::Result<()> {
    event::head(page, view, index)?;
    let granularity = view.report.run.options.granularity;
    fact(page, "Joined", &format!("mean pair probability {:.2}, from {granularity:.2} on", view.event.cohesion))?;
    event::outlets(page, view, keys)?;
    events::runners_up(page, view)
}

fn of_claim(page: &mut Page<'_>, view: &View<'_>, keys: &Keys, claim: &ClaimEntry) -> io::Result<()> {
    page.rule("CLAIM", &claim.id)?;
    page.text(0, &Text::new(Tone::Title, &claim.text))?;
    let options = &view.report.run.options;
    fact(page, "Status", status_word(claim.status))?;
    fact(page, "Salience", &format!("{:.2}", claim.salience))?;
    let worth = &claim.checkworthiness;
    let features = format!(
        "{:.2} = factual {:.2} times the weighted mean of specific {:.2}, figures {:.2}, contested {:.2}, consequential {:.2}, single-sourced {:.2}",
        worth.score, worth.factual, worth.specific, worth.figures, worth.contested, worth.consequential, worth.single_sourced
    );
    fact(page, "Worth checking", &features)?;
    fact(page, "Independent origins", &claim.independent_origins.to_string())?;
    let thresholds =
        format!("covered from {:.2} on, absent below {:.2}, between them not clearly found", options.covered_from, options.absent_below);
    fact(page, "Thresholds", &thresholds)?;
    page.heading("COVERAGE", "probability that the article reports it")?;
    for entry in &claim.coverage {
        coverage(page, view, keys, entry)?;
    }
    if claim.alignments.is_empty() {
        return Ok(());
    }
    page.heading("ALIGNED PAIRS", "probability; share of the left one found in the right one, and back")?;
    for pair in &claim.alignments {
        let relation = match pair.relation {
            Relation::Same => "the same",
            Relation::MoreSpecific => "the first says more",
            Relation::LessSpecific => "the second says more",
            Relation::Conflicting => "they cannot both hold",
        };
        let scores = format!("{relation}, {:.2}; {:.2} and {:.2}", pair.probability, pair.forward, pair.backward);
        page.text(0, &Text::new(Tone::Mark, &scores))?;
        for statement in [pair.left, pair.right] {
            let Some(statement) = view.event.statements.get(statement as usize) else { continue };
            for passage in &statement.passages {
                let outlet = view.outlet_of(passage.article).map_or_else(String::new, |outlet| keys.full(outlet));
                event::evidence(page, 2, &outlet, None, &passage.exact)?;
            }
        }
    }
    Ok(())
}

fn coverage(page: &mut Page<'_>, view: &View<'_>, keys: &Keys, entry: &CoverageEntry) -> io::Result<()> {
    let outlet = view.outlet_of(entry.article).map_or_else(String::new, |outlet| keys.full(outlet));
    let text = Text::new(Tone::Mark, matrix::sign(entry.coverage, page.style.glyphs))
        .and(Tone::Key, &outlet)
        .with(Tone::Plain, ":")
        .and(Tone::Plain, coverage_word(entry.coverage))
        .and(Tone::Faint, &format!("({:.2}; {} sentences searched)", entry.probability, entry.sentences_searched));
    page.hanging(0, 2, &text)?;
    if let Some(passage) = &entry.passage {
        let speaker = view.attribution(entry.attribution).and_then(|attribution| view.speaker_of(attribution));
        event::evidence(page, 2, "passage", speaker, &passage.exact)?;
        fact_at(page, &passage.bytes)?;
    }
    nearest(page, entry.nearest.as_ref())
}

fn fact_at(page: &mut Page<'_>, bytes: &[u32; 2]) -> io::Result<()> {
    page.text(4, &Text::new(Tone::Faint, &format!("bytes {} to {} of its text", bytes[0], bytes[1])))
}

fn nearest(page: &mut Page<'_>, nearest: Option<&NearestEntry>) -> io::Result<()> {
    let Some(nearest) = nearest else { return Ok(()) };
    let passage = page.quoted(&nearest.passage.exact, 240);
    page.hanging(2, 4, &Text::new(Tone::Faint, &format!("nearest ({:.2}): {passage}", nearest.similarity)))
}

fn of_conflict(page: &mut Page<'_>, view: &View<'_>, keys: &Keys, conflict: &ConflictEntry) -> io::Result<()> {
    page.rule("CONFLICT", &conflict.id)?;
    fact(page, "Kind", if conflict.is_sequence { "a figure that changes over time" } else { conflict_words(conflict.kind) })?;
    fact(page, "Probability", &format!("{:.2}", conflict.probability))?;
    if let Some(claim) = &conflict.claim {
        fact(page, "Claim", claim)?;
    }
    event::write_conflict(page, view, keys, 0, conflict)
}

fn of_source(page: &mut Page<'_>, view: &View<'_>, keys: &Keys, source: &SourceEntry) -> io::Result<()> {
    page.rule("SOURCE", &source.id)?;
    page.text(0, &Text::new(Tone::Title, &sources::name(source)))?;
    fact(page, "Kind", speaker_words(source.kind).unwrap_or("person"))?;
    if !source.aliases.is_empty() {
        fact(page, "Also", &source.aliases.join("; "))?;
    }
    for airtime in &source.airtime {
        let words = format!(
            "{} words quoted, {} paraphrased, first at {:.0}% of the article; {}",
            airtime.quoted_words,
            airtime.paraphrased_words,
            airtime.first_at_share * 100.0,
            airtime.cues.join(", ")
        );
        page.hanging(0, 2, &Text::new(Tone::Key, &keys.full(airtime.outlet as usize)).with(Tone::Plain, ":").and(Tone::Plain, &words))?;
        for attribution in airtime.attributions.iter().filter_map(|at| view.attribution(Some(*at))) {
            for passage in &attribution.content {
                event::evidence(page, 2, &format!("{:.2}", attribution.probability), None, &passage.exact)?;
            }
        }
    }
    Ok(())
}

fn of_finding(page: &mut Page<'_>, view: &View<'_>, keys: &Keys, finding: &FindingEntry) -> io::Result<()> {
    page.rule("FINDING", &finding.id)?;
    page.text(0, &Text::new(Tone::Title, &finding.summary))?;
    fact(page, "Confidence", &format!("{:.2}", finding.confidence))?;
    fact(page, "Gain", &format!("{:.2} (orders the list)", finding.gain))?;
    if let Some(about) = &finding.about {
        fact(page, "About", about)?;
    }
    for passage in &finding.evidence {
        let outlet = view.outlet_of(passage.article).map_or_else(String::new, |outlet| keys.full(outlet));
        event::evidence(page, 2, &outlet, None, &passage.exact)?;
        fact_at(page, &passage.bytes)?;
    }
    for absence in &finding.absences {
        of_absence(page, view, keys, absence)?;
    }
    match finding.about.as_deref().and_then(|about| view.claim(about)) {
        Some(claim) => {
            page.blank()?;
            of_claim(page, view, keys, claim)
        }
        None => Ok(()),
    }
}

fn of_absence(page: &mut Page<'_>, view: &View<'_>, keys: &Keys, absence: &AbsenceEntry) -> io::Result<()> {
    let outlet = view.outlet_of(absence.article).map_or_else(String::new, |outlet| keys.full(outlet));
    let words =
        format!("not found in {} sentences (probability that it is not there {:.2})", absence.sentences_searched, absence.probability);
    page.hanging(0, 2, &Text::new(Tone::Key, &outlet).with(Tone::Plain, ":").and(Tone::Plain, &words))?;
    nearest(page, absence.nearest.as_ref())
}
