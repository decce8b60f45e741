//! One event: what it is, who reports it, why its articles are together, and what they disagree on.

use std::collections::BTreeSet;
use std::io;

use crate::render::table::{View, completeness_words, conflict_words, wire_words};
use crate::render::terminal::page::{Page, Text, Tone};
use crate::render::terminal::{Keys, counted, header, lenses, matrix, only, sources, versions};
use crate::report::{ArticleEntry, BearerEntry, CarrierEntry, ConflictEntry, ConflictKind};

/// Conflicts shown at first.
const CONFLICTS: usize = 8;
/// Passages shown at first for one value.
const BEARERS: usize = 2;
/// Characters of a passage shown at first.
const PASSAGE_CHARS: usize = 240;
/// Shared names and terms shown at first.
const WHY: usize = 8;

pub(super) fn write(page: &mut Page<'_>, view: &View<'_>, index: usize) -> io::Result<()> {
    let keys = Keys::new(view, page.width());
    head(page, view, index)?;
    outlets(page, view, &keys)?;
    versions::write(page, view, &keys)?;
    conflicts(page, view, &keys)?;
    matrix::write(page, view, &keys)?;
    only::write(page, view, &keys)?;
    sources::write(page, view, &keys)?;
    lenses::write(page, view, &keys)
}

/// Title, days, counts, and why the articles are together.
pub(super) fn head(page: &mut Page<'_>, view: &View<'_>, index: usize) -> io::Result<()> {
    let event = view.event;
    page.rule(&format!("EVENT {}", index + 1), &event.id)?;
    let title = if event.title.trim().is_empty() { "(no headline)" } else { &event.title };
    page.text(0, &Text::new(Tone::Title, title))?;
    let mut facts = Vec::new();
    if let Some([first, last]) = &event.days {
        facts.push(if first == last { first.clone() } else { format!("{first} to {last}") });
    }
    facts.push(counted(event.articles.len(), "article"));
    facts.push(counted(event.outlets.len(), "outlet"));
    facts.push(format!("cohesion {:.2}", event.cohesion));
    page.text(0, &Text::new(Tone::Faint, &facts.join(&format!(" {} ", page.symbols.dot))))?;
    why(page, "shared names", &event.shared_names)?;
    why(page, "shared terms", &event.shared_terms)
}

fn why(page: &mut Page<'_>, what: &str, words: &[String]) -> io::Result<()> {
    if words.is_empty() {
        return Ok(());
    }
    let shown = page.shown(words.len(), WHY);
    let text = Text::new(Tone::Faint, &format!("Together by {what}:")).and(Tone::Plain, &words[..shown].join(", "));
    page.hanging(0, 2, &text)
}

/// Outlets with the letters of their columns, and their articles.
pub(super) fn outlets(page: &mut Page<'_>, view: &View<'_>, keys: &Keys) -> io::Result<()> {
    page.heading("OUTLETS", "in order of first publication")?;
    for (index, outlet) in view.event.outlets.iter().enumerate() {
        let mut name = Text::new(Tone::Key, &keys.full(index));
        if let Some(writer) = view.writer(outlet) {
            name = name.and(Tone::Notice, &format!("[carries a text by {writer}]"));
        }
        page.hanging(0, 2, &name)?;
        for article in outlet.articles.iter().filter_map(|article| view.article(*article)) {
            let date = article.date.as_deref().unwrap_or("no date");
            let mut text = Text::new(Tone::Faint, date).and(Tone::Plain, header::title(article));
            for flag in flags(view, article) {
                text = text.and(Tone::Notice, &format!("[{flag}]"));
            }
            page.hanging(2, 4, &text)?;
        }
    }
    Ok(())
}

fn flags(view: &View<'_>, article: &ArticleEntry) -> Vec<String> {
    let mut flags = Vec::new();
    if let Some(words) = completeness_words(article.completeness) {
        flags.push(words.to_owned());
    }
    flags.extend(wire_words(article));
    if !article.analysed {
        flags.push(format!("language {} not analysed", article.language));
    }
    let index = view.report.articles.iter().position(|other| std::ptr::eq(other, article)).and_then(|index| u32::try_from(index).ok());
    if let Some((place, count)) = index.and_then(|index| view.version(index)) {
        flags.push(format!("version {place} of {count}"));
    }
    for origin in &view.event.origins {
        let is_other = |carrier: &&CarrierEntry| Some(carrier.article) == index && !view.are_versions(carrier.article, origin.first);
        for carrier in origin.carriers.iter().filter(is_other).filter(|_| Some(origin.first) != index) {
            flags.push(format!("{:.0}% shared with {}", carrier.shared_share * 100.0, origin.writer));
        }
    }
    flags
}

/// What the articles disagree on, each value with those who give it.
fn conflicts(page: &mut Page<'_>, view: &View<'_>, keys: &Keys) -> io::Result<()> {
    let conflicts = &view.event.conflicts;
    if conflicts.is_empty() {
        return Ok(());
    }
    let likely = view.likely_conflicts();
    let sequences = conflicts[..likely].iter().filter(|conflict| conflict.is_sequence).count();
    let mut note = counted(likely - sequences, "conflict");
    if sequences > 0 {
        let change = if sequences == 1 { "changes" } else { "change" };
        note.push_str(&format!(", {} that {change} over time", counted(sequences, "figure")));
    }
    let open = conflicts.len() - likely;
    if open > 0 {
        note.push_str(&format!("; {open} more may be of two matters (--all)"));
    }
    page.heading("CONFLICTS", &note)?;
    let shown = page.shown(conflicts.len(), CONFLICTS.min(likely));
    for (index, conflict) in conflicts[..shown].iter().enumerate() {
        write_conflict(page, view, keys, index, conflict)?;
    }
    page.more(0, conflicts.len() - shown, "")
}

pub(super) fn write_conflict(page: &mut Page<'_>, view: &View<'_>, keys: &Keys, index: usize, conflict: &ConflictEntry) -> io::Result<()> {
    let what = if conflict.is_sequence { "changes over time" } else { conflict_words(conflict.kind) };
    let text = Text::new(Tone::Plain, &format!("{}.", index + 1))
        .and(Tone::Title, &conflict.matter)
        .and(Tone::Plain, &format!("{} {what}", page.symbols.dash))
        .and(Tone::Faint, &format!("({}, {:.2})", conflict.id, conflict.probability));
    page.hanging(0, 3, &text)?;
    for (place, side) in view.sides_in_order(conflict).into_iter().enumerate() {
        let outlets: BTreeSet<usize> = side.bearers.iter().filter_map(|bearer| view.outlet_of(bearer.passage.article)).collect();
        let mut text = Text::default();
        if conflict.is_sequence {
            let day = side.bearers.iter().filter_map(|bearer| view.article(bearer.passage.article)?.date.as_deref()).min();
            let arrow = if place == 0 { "" } else { page.symbols.then };
            text = text.and(Tone::Plain, arrow).and(Tone::Faint, day.unwrap_or("no date"));
        }
        // A whole statement for a value stands in the passages below it already.
        if side.bearers.iter().any(|bearer| bearer.passage.exact == side.value) {
            // Sides lie in the order of their values: what is denied comes before what is said.
            let is_first = conflict.sides.first().is_some_and(|first| std::ptr::eq(first, side));
            let how = match conflict.kind {
                ConflictKind::Polarity if is_first => "Denied in",
                ConflictKind::Polarity => "Said in",
                _ => "In",
            };
            text = text.and(Tone::Plain, how).and(Tone::Key, &keys.list(outlets)).with(Tone::Plain, ":");
        } else {
            text = text.and(Tone::Mark, &side.value).and(Tone::Plain, &format!("in {}", keys.list(outlets)));
        }
        page.hanging(3, 5, &text)?;
        let bearers = one_an_article(&side.bearers);
        let shown = page.shown(bearers.len(), BEARERS);
        for bearer in &bearers[..shown] {
            let outlet = view.outlet_of(bearer.passage.article).map_or_else(String::new, |outlet| keys.full(outlet));
            let speaker = view.attribution_of_statement(bearer.statement).and_then(|attribution| view.speaker_of(attribution));
            evidence(page, 5, &outlet, speaker, &bearer.passage.exact)?;
        }
        page.more(5, bearers.len() - shown, " with this value")?;
    }
    Ok(())
}

/// The first bearer of each article.
fn one_an_article(bearers: &[BearerEntry]) -> Vec<&BearerEntry> {
    let mut seen = BTreeSet::new();
    bearers.iter().filter(|bearer| seen.insert(bearer.passage.article)).collect()
}

/// A verbatim passage with its outlet and, where it has one, its speaker.
pub(super) fn evidence(page: &mut Page<'_>, indent: usize, outlet: &str, speaker: Option<&str>, passage: &str) -> io::Result<()> {
    let mut text = Text::new(Tone::Key, outlet);
    if let Some(speaker) = speaker {
        text = text.with(Tone::Plain, ", by").and(Tone::Plain, speaker);
    }
    let quoted = page.quoted(passage, PASSAGE_CHARS);
    page.hanging(indent, indent + 2, &text.with(Tone::Plain, ":").and(Tone::Faint, &quoted))
}
