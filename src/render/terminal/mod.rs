//! The report in a terminal: everything goes through `page::Page`, which cleans, wraps and colours.

pub mod continuation;
pub mod diff;
mod event;
pub mod events;
pub mod explain;
pub mod framing;
mod grid;
mod header;
mod lenses;
mod matrix;
mod only;
pub(crate) mod page;
pub mod pair;
pub mod quotes;
mod sources;
mod versions;

use std::io;

use crate::render::table::View;
use crate::render::terminal::grid::headings_fit;
use crate::render::terminal::page::Page;
use crate::report::Report;

/// Narrower pages are written this wide.
pub const MIN_WIDTH: usize = 20;

/// Wider pages are written this wide: longer lines are hard to read.
pub const MAX_WIDTH: usize = 200;

/// From this width on outlets go by name where their names fit.
const NAMES_FROM: usize = 100;

/// How a report is to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Columns of the terminal; from [`MIN_WIDTH`] to [`MAX_WIDTH`] are used.
    pub width: usize,
    /// Whether escape sequences may be written.
    pub colour: Colour,
    /// The characters to draw with.
    pub glyphs: Glyphs,
    /// How much is shown.
    pub detail: Detail,
    /// Whether outlets that carry another's text share its column.
    pub copies: Copies,
}

impl Default for Style {
    fn default() -> Self {
        Self { width: 80, colour: Colour::Plain, glyphs: Glyphs::Unicode, detail: Detail::Summary, copies: Copies::Folded }
    }
}

/// Whether escape sequences may be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// No.
    Plain,
    /// Yes.
    Coloured,
}

/// The characters to draw with. Texts of articles stay as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyphs {
    /// Lines, dots and curly quotation marks.
    Unicode,
    /// ASCII alone.
    Ascii,
}

/// How much is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// What matters most of each kind, passages shortened; what is left out is counted.
    Summary,
    /// Everything.
    All,
}

/// How outlets that carry another's text are shown in the matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copies {
    /// In the column of that text, where their cells say the same.
    Folded,
    /// In columns of their own.
    Apart,
}

/// Writes the whole report.
///
/// # Errors
/// What the writer answers.
pub fn write(report: &Report, style: &Style, out: &mut dyn io::Write) -> io::Result<()> {
    let page = &mut Page::new(style, out);
    header::write(page, report)?;
    for (index, event) in report.events.iter().enumerate() {
        page.blank()?;
        event::write(page, &View { report, event }, index)?;
    }
    header::write_alone(page, report)
}

/// What the outlets of an event are called in columns and lists: names where they fit, else letters.
#[derive(Debug)]
pub(crate) struct Keys {
    keys: Vec<String>,
    names: Vec<String>,
    kind: KeyKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum KeyKind {
    Letter,
    Name,
}

impl Keys {
    pub(crate) fn new(view: &View<'_>, width: usize) -> Self {
        let names: Vec<String> = view.event.outlets.iter().map(|outlet| outlet.name.clone()).collect();
        if width >= NAMES_FROM && headings_fit(&names, width) {
            return Self { keys: names.clone(), names, kind: KeyKind::Name };
        }
        Self { keys: (0..names.len()).map(letters).collect(), names, kind: KeyKind::Letter }
    }

    /// Headings of columns.
    pub(crate) fn all(&self) -> &[String] {
        &self.keys
    }

    /// The short form.
    pub(crate) fn key(&self, outlet: usize) -> &str {
        self.keys.get(outlet).map_or("?", String::as_str)
    }

    /// The letter where there is one, and the name.
    pub(crate) fn full(&self, outlet: usize) -> String {
        match (self.kind, self.names.get(outlet)) {
            (KeyKind::Letter, Some(name)) => format!("{} {name}", self.key(outlet)),
            _ => self.key(outlet).to_owned(),
        }
    }

    /// What the letters stand for; nothing where names are used.
    pub(crate) fn legend(&self, dot: &str) -> Option<String> {
        let all = || (0..self.names.len()).map(|outlet| self.full(outlet)).collect::<Vec<_>>();
        (self.kind == KeyKind::Letter).then(|| all().join(&format!(" {dot} ")))
    }

    /// Short forms, separated by commas.
    pub(crate) fn list(&self, outlets: impl IntoIterator<Item = usize>) -> String {
        outlets.into_iter().map(|outlet| self.key(outlet)).collect::<Vec<_>>().join(", ")
    }
}

/// A, B … Z, AA, AB …
fn letters(index: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(index % 26).unwrap_or(0));
    if index < 26 { letter.to_string() } else { format!("{}{letter}", letters(index / 26 - 1)) }
}

/// `1 article`, `2 articles`.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

#[cfg(test)]
mod tests;
