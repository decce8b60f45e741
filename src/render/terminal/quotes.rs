//! Whom the articles quote: a table by source, then every attribution with its source, word of saying and content.
//!
//! Both keep to the sources that are asked for, and leave out the events that have none of them.

use std::collections::BTreeMap;
use std::io;

use crate::render::table::View;
use crate::render::terminal::page::{Page, Text, Tone};
use crate::render::terminal::sources::Tail;
use crate::render::terminal::{Keys, Style, counted, event, header, sources};
use crate::report::choice::{SourceChoice, Unmet};
use crate::report::{AttributionClass, AttributionEntry, AttributionKind, Passage, Report, SourceEntry};

/// Attributions shown at first for one source.
const PER_SOURCE: usize = 6;
/// Characters of a content shown at first.
const CONTENT_CHARS: usize = 240;

/// Writes the sources that are asked for and their attributions, event by event.
///
/// # Errors
/// What the writer answers.
pub fn write(report: &Report, choice: &SourceChoice, style: &Style, out: &mut dyn io::Write) -> io::Result<()> {
    let page = &mut Page::new(style, out);
    header::write(page, report)?;
    let names = report.events.iter().flat_map(|event| &event.sources).map(all_names).collect::<Vec<_>>();
    for unmet in choice.unmet(&names) {
        page.blank()?;
        page.hanging(0, 2, &Text::new(Tone::Notice, &nobody(&unmet)))?;
    }
    let mut is_empty = true;
    for (index, entry) in report.events.iter().enumerate() {
        let view = View { report, event: entry };
        let groups = groups(&view, choice);
        if groups.is_empty() && !choice.is_all() {
            continue;
        }
        is_empty &= groups.is_empty();
        let keys = Keys::new(&view, page.width());
        page.blank()?;
        event::head(page, &view, index)?;
        if let Some(legend) = keys.legend(page.symbols.dot) {
            page.hanging(0, 2, &Text::new(Tone::Faint, "Outlets:").and(Tone::Plain, &legend))?;
        }
        let named: Vec<&SourceEntry> = groups.iter().filter_map(|group| group.source).collect();
        let counts = groups.iter().filter_map(|group| Some((group.source?.id.as_str(), group.attributions.len()))).collect();
        sources::table(page, &view, &keys, named, &Tail::Attributions(counts))?;
        attributions(page, &view, &keys, &groups)?;
    }
    if is_empty && !report.events.is_empty() {
        page.blank()?;
        page.text(0, &Text::new(Tone::Plain, "Nobody is quoted with what was asked for."))?;
    }
    Ok(())
}

/// What is said of a name that nobody bears.
#[must_use]
pub fn nobody(unmet: &Unmet) -> String {
    let near =
        if unmet.nearest.is_empty() { "no name comes near".to_owned() } else { format!("the nearest: {}", unmet.nearest.join(", ")) };
    format!("No source is called \u{201c}{}\u{201d}; {near}.", unmet.name)
}

/// Label and aliases.
fn all_names(source: &SourceEntry) -> Vec<&str> {
    std::iter::once(source.label.as_str()).chain(source.aliases.iter().map(String::as_str)).collect()
}

/// A source with its attributions; those without a source together.
struct Group<'run> {
    source: Option<&'run SourceEntry>,
    attributions: Vec<&'run AttributionEntry>,
}

/// The sources that are asked for and speak, most outlets first, then most attributions; last, what nobody is found for.
fn groups<'run>(view: &View<'run>, choice: &SourceChoice) -> Vec<Group<'run>> {
    let mut by_source: BTreeMap<Option<u32>, Vec<&AttributionEntry>> = BTreeMap::new();
    for attribution in &view.event.attributions {
        by_source.entry(attribution.source_index).or_default().push(attribution);
    }
    let mut groups: Vec<Group<'run>> = by_source
        .into_iter()
        .filter_map(|(index, attributions)| {
            let source = index.and_then(|index| view.event.sources.get(index as usize));
            let is_taken = match source {
                Some(source) => choice.takes(&all_names(source), source.kind.is_unnamed()),
                None => choice.is_all(),
            };
            is_taken.then_some(Group { source, attributions })
        })
        .collect();
    groups.sort_by_key(|group| {
        let outlets = group.source.map_or(0, |source| source.airtime.len());
        (group.source.is_none(), std::cmp::Reverse((outlets, group.source.map_or(0, sources::words), group.attributions.len())))
    });
    groups
}

fn attributions(page: &mut Page<'_>, view: &View<'_>, keys: &Keys, groups: &[Group<'_>]) -> io::Result<()> {
    if groups.is_empty() {
        return Ok(());
    }
    page.heading("WHAT THEY ARE QUOTED WITH", "")?;
    for Group { source, attributions } in groups {
        let name = source.map_or_else(|| "(no source)".to_owned(), sources::name);
        page.hanging(0, 2, &Text::new(Tone::Title, &name).and(Tone::Faint, &format!("({})", counted(attributions.len(), "attribution"))))?;
        let shown = page.shown(attributions.len(), PER_SOURCE);
        for attribution in &attributions[..shown] {
            one(page, view, keys, attribution)?;
        }
        page.more(2, attributions.len() - shown, "")?;
    }
    Ok(())
}

fn one(page: &mut Page<'_>, view: &View<'_>, keys: &Keys, attribution: &AttributionEntry) -> io::Result<()> {
    let outlet = view.outlet_of(attribution.article).map_or("?", |outlet| keys.key(outlet));
    let words = |passages: &[Passage]| passages.iter().map(|passage| passage.exact.as_str()).collect::<Vec<_>>().join(" … ");
    let (source, cue) = (words(&attribution.source), words(&attribution.cue));
    let kind = match attribution.kind {
        AttributionKind::Direct => "direct",
        AttributionKind::Indirect => "indirect",
        AttributionKind::Mixed => "mixed",
    };
    let class = if attribution.class == AttributionClass::Attitude { ", attitude" } else { "" };
    let content = page.quoted(&words(&attribution.content), CONTENT_CHARS);
    let text = Text::new(Tone::Key, outlet)
        .and(Tone::Plain, &source)
        .and(Tone::Mark, &cue)
        .with(Tone::Plain, ":")
        .and(Tone::Faint, &content)
        .and(Tone::Faint, &format!("({kind}{class}, {:.2})", attribution.probability));
    page.hanging(2, 4, &text)
}
