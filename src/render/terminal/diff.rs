//! Two articles of an event: what both say, with the words that differ, and what only one says.
//!
//! Words are compared by the crate `similar` (Myers 1986). Words of the left article alone stand in `[-…-]`, of the
//! right alone in `{+…+}`, as `wdiff` writes them, so that no colour is needed to read it.

use std::io;

use similar::{ChangeTag, TextDiff};

use crate::render::safe_text::clean;
use crate::render::table::View;
use crate::render::terminal::page::{Page, Text, Tone};
use crate::render::terminal::{Style, counted, header};
use crate::report::{ArticleEntry, ClaimEntry, ConflictEntry, Coverage, CoverageEntry, EventEntry, Report};

/// Below this share of common words and spaces two texts stand one below the other: mixed, they could not be read.
/// Chosen by eye on articles of the corpora.
const MIXED_FROM: f32 = 0.6;

/// Writes the difference of two articles (indices) of an event.
///
/// # Errors
/// What the writer answers.
pub fn write(report: &Report, event: &EventEntry, left: u32, right: u32, style: &Style, out: &mut dyn io::Write) -> io::Result<()> {
    let page = &mut Page::new(style, out);
    let view = View { report, event };
    for (side, index) in [("A", left), ("B", right)] {
        let Some(article) = view.article(index) else { continue };
        page.hanging(0, 2, &heading(side, article))?;
    }
    conflicts(page, &view, left, right)?;
    both(page, &view, left, right)?;
    only(page, &view, "ONLY IN A", left, right)?;
    only(page, &view, "ONLY IN B", right, left)
}

fn heading(side: &str, article: &ArticleEntry) -> Text {
    Text::new(Tone::Key, side)
        .and(Tone::Key, &article.outlet)
        .with(Tone::Plain, ":")
        .and(Tone::Title, header::title(article))
        .and(Tone::Faint, article.date.as_deref().unwrap_or("no date"))
}

fn conflicts(page: &mut Page<'_>, view: &View<'_>, left: u32, right: u32) -> io::Result<()> {
    let value = |conflict: &ConflictEntry, article: u32| {
        let side = conflict.sides.iter().find(|side| side.bearers.iter().any(|bearer| bearer.passage.article == article))?;
        Some(side.value.clone())
    };
    let found: Vec<(&ConflictEntry, String, String)> = view
        .event
        .conflicts
        .iter()
        .filter_map(|conflict| Some((conflict, value(conflict, left)?, value(conflict, right)?)))
        .filter(|(_, left, right)| left != right)
        .collect();
    if found.is_empty() {
        return Ok(());
    }
    page.heading("CONFLICTS", "")?;
    for (conflict, left, right) in found {
        let text = Text::new(Tone::Title, &conflict.matter)
            .with(Tone::Plain, ":")
            .and(Tone::Key, "A")
            .and(Tone::Mark, &left)
            .with(Tone::Plain, ",")
            .and(Tone::Key, "B")
            .and(Tone::Mark, &right)
            .and(Tone::Faint, &format!("({})", conflict.id));
        page.hanging(0, 2, &text)?;
    }
    Ok(())
}

fn entry(claim: &ClaimEntry, article: u32) -> Option<&CoverageEntry> {
    claim.coverage.iter().find(|entry| entry.article == article)
}

fn both(page: &mut Page<'_>, view: &View<'_>, left: u32, right: u32) -> io::Result<()> {
    let passage = |claim: &'_ ClaimEntry, article: u32| entry(claim, article)?.passage.as_ref().map(|passage| passage.exact.clone());
    let pairs: Vec<(&ClaimEntry, String, String)> =
        view.event.claims.iter().filter_map(|claim| Some((claim, passage(claim, left)?, passage(claim, right)?))).collect();
    if pairs.is_empty() {
        return Ok(());
    }
    page.heading("IN BOTH", "[-words of A alone-] {+words of B alone+}")?;
    for (claim, left_text, right_text) in pairs {
        if similarity(&left_text, &right_text) < MIXED_FROM {
            for (side, text) in [("A", &left_text), ("B", &right_text)] {
                page.hanging(0, 2, &Text::new(Tone::Key, side).and(Tone::Plain, text))?;
            }
        } else {
            page.hanging(0, 2, &words(&left_text, &right_text))?;
        }
        let mut notes = vec![claim.id.clone()];
        for (side, article) in [("A", left), ("B", right)] {
            let attribution = entry(claim, article).and_then(|entry| view.attribution(entry.attribution));
            notes.extend(attribution.and_then(|attribution| view.speaker_of(attribution)).map(|speaker| format!("{side} by {speaker}")));
        }
        page.hanging(2, 4, &Text::new(Tone::Faint, &format!("({})", notes.join("; "))))?;
    }
    Ok(())
}

/// Share of words that both texts have, in order, 0 to 1.
fn similarity(left: &str, right: &str) -> f32 {
    TextDiff::from_unicode_words(clean(left), clean(right)).ratio()
}

/// Both texts in one, each run of words once.
fn words(left: &str, right: &str) -> Text {
    let (left, right) = (clean(left), clean(right));
    let diff = TextDiff::from_unicode_words(&left, &right);
    let mut runs: Vec<(ChangeTag, String)> = Vec::new();
    for change in diff.iter_all_changes() {
        match runs.last_mut() {
            Some((tag, run)) if *tag == change.tag() => run.push_str(change.value()),
            _ => runs.push((change.tag(), change.value().to_owned())),
        }
    }
    marked(runs.iter().map(|(tag, run)| (*tag, run.as_str())))
}

/// Runs of words with marks around those of one side.
pub(super) fn marked<'run>(runs: impl Iterator<Item = (ChangeTag, &'run str)>) -> Text {
    let mut text = Text::default();
    for (tag, run) in runs {
        let (open, tone, close) = match tag {
            ChangeTag::Equal => ("", Tone::Plain, ""),
            ChangeTag::Delete => ("[-", Tone::Notice, "-]"),
            ChangeTag::Insert => ("{+", Tone::Mark, "+}"),
        };
        if run.starts_with(' ') || run.trim().is_empty() {
            text = text.with_space();
        }
        if !run.trim().is_empty() {
            text = text.with(tone, &format!("{open}{}{close}", run.trim()));
        }
        if run.ends_with(' ') {
            text = text.with_space();
        }
    }
    text
}

fn only(page: &mut Page<'_>, view: &View<'_>, heading: &str, here: u32, there: u32) -> io::Result<()> {
    let claims: Vec<(&ClaimEntry, &CoverageEntry, &CoverageEntry)> = view
        .event
        .claims
        .iter()
        .filter_map(|claim| Some((claim, entry(claim, here)?, entry(claim, there)?)))
        .filter(|(_, here, there)| {
            here.coverage.is_reported() && matches!(there.coverage, Coverage::Absent | Coverage::Unclear | Coverage::Unknown)
        })
        .collect();
    if claims.is_empty() {
        return Ok(());
    }
    page.heading(heading, "")?;
    for (claim, here, there) in claims {
        let text = here.passage.as_ref().map_or(claim.text.as_str(), |passage| passage.exact.as_str());
        let mut line = Text::new(Tone::Plain, text);
        if let Some(speaker) = view.attribution(here.attribution).and_then(|attribution| view.speaker_of(attribution)) {
            line = line.and(Tone::Plain, &format!("{} {speaker}", page.symbols.dash));
        }
        let how = match there.coverage {
            Coverage::Unclear => "not clearly found there",
            Coverage::Unknown => "unknown there",
            _ => "not found there",
        };
        page.hanging(
            0,
            2,
            &line.and(Tone::Faint, &format!("({how}: {} searched; {})", counted(there.sentences_searched as usize, "sentence"), claim.id)),
        )?;
        if let Some(nearest) = &there.nearest {
            let passage = page.quoted(&nearest.passage.exact, 140);
            page.hanging(2, 4, &Text::new(Tone::Faint, &format!("nearest ({:.2}): {passage}", nearest.similarity)))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    fn shown(left: &str, right: &str) -> String {
        let style = Style { width: 200, ..Style::default() };
        let mut bytes = Vec::new();
        Page::new(&style, &mut bytes).text(0, &words(left, right)).expect("a vector takes everything");
        String::from_utf8(bytes).expect("text").trim_end().to_owned()
    }

    #[test]
    fn words_of_one_side_are_marked_and_the_rest_stands_once() {
        assert_eq!(shown("six guards were hurt", "three guards were hurt"), "[-six-]{+three+} guards were hurt");
        assert_eq!(shown("he said no", "he said no more"), "he said no {+more+}");
        assert_eq!(shown("same", "same"), "same");
    }

    #[test]
    fn texts_with_few_common_words_are_not_mixed() {
        assert!(similarity("the sirens stayed silent, she said", "nobody called me, the sirens were off") < MIXED_FROM);
        assert!(similarity("six guards were hurt", "three guards were hurt") >= MIXED_FROM);
    }

    #[test]
    fn two_articles_are_compared_with_their_conflict_first() {
        let report = sample::two_outlets();
        let mut bytes = Vec::new();
        write(&report, &report.events[0], 0, 1, &Style::default(), &mut bytes).expect("a vector takes everything");
        let text = String::from_utf8(bytes).expect("text");
        let conflict = text.find("CONFLICTS").expect("a conflict");
        assert!(conflict < text.find("IN BOTH").expect("what both say"), "{text}");
        assert!(text.contains("A six, B three"), "{text}");
    }
}
