//! The groups of articles, each explained: days, shared names and terms, score, runner-up.

use std::io;

use crate::render::table::View;
use crate::render::terminal::page::{Page, Text, Tone};
use crate::render::terminal::{Keys, Style, event, header, versions};
use crate::report::Report;

/// Writes the events of a report, then the articles that are alone in theirs.
///
/// # Errors
/// What the writer answers.
pub fn write(report: &Report, style: &Style, out: &mut dyn io::Write) -> io::Result<()> {
    let page = &mut Page::new(style, out);
    header::write(page, report)?;
    for (index, entry) in report.events.iter().enumerate() {
        let view = View { report, event: entry };
        page.blank()?;
        event::head(page, &view, index)?;
        let keys = Keys::new(&view, page.width());
        event::outlets(page, &view, &keys)?;
        versions::write(page, &view, &keys)?;
        runners_up(page, &view)?;
    }
    header::write_alone(page, report)
}

/// For articles that came near another event: which, and how near.
pub(super) fn runners_up(page: &mut Page<'_>, view: &View<'_>) -> io::Result<()> {
    let runners_up = &view.event.runners_up;
    if runners_up.is_empty() {
        return Ok(());
    }
    page.heading("NEAREST OTHER EVENTS", "mean pair probability; joined from the granularity on")?;
    for entry in runners_up {
        let outlet = view.article(entry.article).map_or("?", |article| article.outlet.as_str());
        let mut text = Text::new(Tone::Key, outlet).and(Tone::Mark, &format!("{:.2}", entry.score)).and(Tone::Plain, &entry.title);
        if let Some(event) = &entry.event {
            text = text.and(Tone::Faint, &format!("({event})"));
        }
        page.hanging(0, 2, &text)?;
    }
    Ok(())
}
