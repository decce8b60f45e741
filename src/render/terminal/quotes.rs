//! Whom the articles quote, with every attribution: source, word of saying, content.

use std::io;

use crate::render::table::View;
use crate::render::terminal::page::{Page, Text, Tone};
use crate::render::terminal::{Keys, Style, event, header, sources};
use crate::report::{AttributionEntry, AttributionKind, Passage, Report};

/// Attributions shown at first for one source.
const PER_SOURCE: usize = 6;
/// Characters of a content shown at first.
const CONTENT_CHARS: usize = 240;

/// Writes sources and attributions of every event.
///
/// # Errors
/// What the writer answers.
pub fn write(report: &Report, style: &Style, out: &mut dyn io::Write) -> io::Result<()> {
    let page = &mut Page::new(style, out);
    header::write(page, report)?;
    for (index, entry) in report.events.iter().enumerate() {
        let view = View { report, event: entry };
        let keys = Keys::new(&view, page.width());
        page.blank()?;
        event::head(page, &view, index)?;
        sources::write(page, &view, &keys)?;
        attributions(page, &view, &keys)?;
    }
    Ok(())
}

fn attributions(page: &mut Page<'_>, view: &View<'_>, keys: &Keys) -> io::Result<()> {
    let all = &view.event.attributions;
    if all.is_empty() {
        return Ok(());
    }
    page.heading("WHAT THEY ARE QUOTED WITH", "")?;
    for (index, source) in view.event.sources.iter().enumerate() {
        let own: Vec<&AttributionEntry> =
            all.iter().filter(|attribution| attribution.source_index.is_some_and(|at| at as usize == index)).collect();
        if !own.is_empty() {
            group(page, view, keys, &sources::name(source), &own)?;
        }
    }
    let rest: Vec<&AttributionEntry> = all.iter().filter(|attribution| attribution.source_index.is_none()).collect();
    if rest.is_empty() { Ok(()) } else { group(page, view, keys, "(no source)", &rest) }
}

fn group(page: &mut Page<'_>, view: &View<'_>, keys: &Keys, name: &str, own: &[&AttributionEntry]) -> io::Result<()> {
    page.hanging(0, 2, &Text::new(Tone::Title, name).and(Tone::Faint, &format!("({})", own.len())))?;
    let shown = page.shown(own.len(), PER_SOURCE);
    for attribution in &own[..shown] {
        one(page, view, keys, attribution)?;
    }
    page.more(2, own.len() - shown, "")
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
    let content = page.quoted(&words(&attribution.content), CONTENT_CHARS);
    let text = Text::new(Tone::Key, outlet)
        .and(Tone::Plain, &source)
        .and(Tone::Mark, &cue)
        .with(Tone::Plain, ":")
        .and(Tone::Faint, &content)
        .and(Tone::Faint, &format!("({kind}, {:.2})", attribution.probability));
    page.hanging(2, 4, &text)
}
