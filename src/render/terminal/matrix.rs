//! Claims by outlets: one row a claim, one sign a cell.

use std::io;

use crate::render::table::{self, LEGEND, Row, View};
use crate::render::terminal::grid::{Grid, GridRow};
use crate::render::terminal::page::{Page, Text, Tone};
use crate::render::terminal::{Glyphs, Keys, counted};
use crate::report::Coverage;

/// Rows shown at first.
const ROWS: usize = 20;
/// Lines of a claim's text shown at first.
const LINES: usize = 3;
/// From this width on each row says its id.
const IDS_FROM: usize = 120;
/// The same where everything is shown.
const DETAILED_IDS_FROM: usize = 60;

/// The sign of a way of covering.
pub(super) fn sign(coverage: Coverage, glyphs: Glyphs) -> &'static str {
    match (glyphs, coverage) {
        (Glyphs::Unicode, _) => table::sign(coverage),
        (Glyphs::Ascii, Coverage::States) => "S",
        (Glyphs::Ascii, Coverage::Attributes) => "A",
        (Glyphs::Ascii, Coverage::Disputes) => "D",
        (Glyphs::Ascii, Coverage::Unclear) => "?",
        (Glyphs::Ascii, Coverage::Absent) => ".",
        (Glyphs::Ascii, Coverage::Unknown) => "-",
    }
}

pub(super) fn write(page: &mut Page<'_>, view: &View<'_>, keys: &Keys) -> io::Result<()> {
    let all: Vec<Row<'_>> = view.rows().collect();
    if all.is_empty() {
        return Ok(());
    }
    let total = all.len();
    // What one outlet alone has is listed by outlet further down.
    let rows: Vec<Row<'_>> = if page.is_detailed() { all } else { all.into_iter().filter(|row| row.treating() > 1).collect() };
    let single = total - rows.len();
    let shown = page.shown(rows.len(), ROWS);
    page.heading("CLAIMS", &format!("{total}, by outlet; n counts independent origins"))?;
    if shown > 0 {
        let columns = view.columns(page.style.copies, &rows);
        grid(page, keys, &columns, &rows[..shown]).write(page)?;
        let glyphs = page.style.glyphs;
        let mut legend = Text::default();
        for (index, (coverage, words)) in LEGEND.into_iter().enumerate() {
            let end = if index + 1 == LEGEND.len() { "" } else { ";" };
            legend = legend.and(Tone::Mark, sign(coverage, glyphs)).and(Tone::Faint, &format!("{words}{end}"));
        }
        page.text(0, &legend)?;
    }
    page.more(0, rows.len() - shown, " in several outlets")?;
    if single > 0 {
        page.text(0, &Text::new(Tone::Faint, &format!("{} of one outlet alone: see ONLY IN, or --all", counted(single, "claim"))))?;
    }
    let columns = view.columns(page.style.copies, &rows);
    for (outlet, writer) in view.copies() {
        let column = columns.iter().find(|column| column.len() > 1 && column.contains(&outlet));
        let place = column.map_or_else(String::new, |column| format!(" (column {})", heading(keys, column)));
        let note = format!("{} carries a text by {writer}, counted once as an origin{place}", keys.full(outlet));
        page.hanging(0, 2, &Text::new(Tone::Faint, &note))?;
    }
    Ok(())
}

/// "G+2": an outlet with two that carry its text.
fn heading(keys: &Keys, column: &[usize]) -> String {
    let key = keys.key(column[0]);
    if column.len() == 1 { key.to_owned() } else { format!("{key}+{}", column.len() - 1) }
}

fn grid(page: &Page<'_>, keys: &Keys, columns: &[Vec<usize>], rows: &[Row<'_>]) -> Grid {
    let glyphs = page.style.glyphs;
    let with_ids = page.width() >= if page.is_detailed() { DETAILED_IDS_FROM } else { IDS_FROM };
    let origins = |row: &Row<'_>| row.claim.independent_origins;
    let row = |row: &Row<'_>| GridRow {
        text: vec![row.claim.text.clone()],
        cells: columns.iter().map(|column| row.cells[column[0]].map_or("", |cell| sign(cell.entry.coverage, glyphs)).to_owned()).collect(),
        tail: if with_ids { format!("{} {}", origins(row), row.claim.id) } else { origins(row).to_string() },
    };
    Grid {
        corner: "claim".to_owned(),
        columns: columns.iter().map(|column| heading(keys, column)).collect(),
        tail: if with_ids {
            format!("n {:width$}", "id", width = rows.first().map_or(0, |row| row.claim.id.len()))
        } else {
            "n".to_owned()
        },
        rows: rows.iter().map(row).collect(),
        max_lines: LINES,
    }
}
