//! How wide, how colourful and with which characters: what was typed, else what the terminal can do.

use std::io::IsTerminal;

use crate::cli::args::{Fold, Look, When};
use crate::render::terminal::{Colour, Copies, Detail, Glyphs, Style};

/// Columns when nobody says.
const DEFAULT_WIDTH: usize = 80;
/// Narrower than this nothing is laid out.
const LEAST_WIDTH: usize = 40;
/// Wider than this lines get hard to read.
const MOST_WIDTH: usize = 200;

/// The style for standard output.
pub(crate) fn style(look: &Look) -> Style {
    let terminal = std::io::stdout().is_terminal();
    let colour = match look.color {
        When::Always => Colour::Coloured,
        When::Never => Colour::Plain,
        When::Auto => match anstream::AutoStream::choice(&std::io::stdout()) {
            anstream::ColorChoice::Never => Colour::Plain,
            _ => Colour::Coloured,
        },
    };
    let width =
        look.width.map_or_else(|| if terminal { terminal_width().clamp(LEAST_WIDTH, MOST_WIDTH) } else { DEFAULT_WIDTH }, usize::from);
    let glyphs = if look.ascii || !speaks_unicode() { Glyphs::Ascii } else { Glyphs::Unicode };
    Style { width, colour, glyphs, detail: if look.all { Detail::All } else { Detail::Summary }, copies: copies(look) }
}

/// How outlets that carry another's text are shown.
pub(crate) fn copies(look: &Look) -> Copies {
    match look.fold_copies {
        Fold::On => Copies::Folded,
        Fold::Off => Copies::Apart,
    }
}

fn terminal_width() -> usize {
    terminal_size::terminal_size().map_or(DEFAULT_WIDTH, |(width, _)| usize::from(width.0))
}

/// Whether the locale, if it says anything, is one of UTF-8.
fn speaks_unicode() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    locale.is_none_or(|locale| {
        let locale = locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}
