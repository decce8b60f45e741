//! The lenses alone, for every event.

use std::io;

use crate::render::table::View;
use crate::render::terminal::page::Page;
use crate::render::terminal::{Keys, Style, event, header, lenses, sources};
use crate::report::Report;

/// Writes how every event is framed.
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
        event::outlets(page, &view, &keys)?;
        lenses::write(page, &view, &keys)?;
        sources::write(page, &view, &keys)?;
    }
    Ok(())
}
