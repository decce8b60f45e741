//! The page: the one place through which everything goes to the terminal. Cleans all text, wraps it, and never
//! writes a line wider than the page.
//!
//! Lines break where Unicode allows it (UAX #14, by `textwrap`); a word wider than the page is cut. Widths are
//! those of `unicode-width`, measured on whole lines, since a sequence of characters may be wider or narrower than
//! its characters one by one.

use std::io;
use std::ops::Range;

use anstyle::{AnsiColor, Style as Ansi};
use textwrap::WordSeparator;
use unicode_width::UnicodeWidthStr;

use crate::render::safe_text::clean;
use crate::render::terminal::{Colour, Detail, Glyphs, MAX_WIDTH, MIN_WIDTH, Style};

/// What a piece of text is for. Tones help the eye; the words carry the meaning alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    Plain,
    /// The title of an event.
    Title,
    /// The heading of a section.
    Heading,
    /// Names of outlets.
    Key,
    /// Evidence and small print.
    Faint,
    /// Values and cells.
    Mark,
    /// What the reader must know about the input.
    Notice,
}

impl Tone {
    fn ansi(self) -> Ansi {
        match self {
            Self::Plain => Ansi::new(),
            Self::Title | Self::Heading => Ansi::new().bold(),
            Self::Key => Ansi::new().fg_color(Some(AnsiColor::Cyan.into())),
            Self::Faint => Ansi::new().dimmed(),
            Self::Mark => Ansi::new().bold().fg_color(Some(AnsiColor::Cyan.into())),
            Self::Notice => Ansi::new().fg_color(Some(AnsiColor::Yellow.into())),
        }
    }
}

/// Text in several tones, clean from the start.
#[derive(Clone, Debug, Default)]
pub(crate) struct Text {
    line: String,
    /// Where each run of one tone ends.
    runs: Vec<(usize, Tone)>,
}

impl Text {
    /// Text in one tone.
    pub(crate) fn new(tone: Tone, text: &str) -> Self {
        Self::default().and(tone, text)
    }

    /// With more text after a space.
    pub(crate) fn and(mut self, tone: Tone, text: &str) -> Self {
        if !self.line.is_empty() && !self.line.ends_with(' ') {
            self.line.push(' ');
        }
        self.push(tone, text);
        self
    }

    /// With more text directly after it.
    pub(crate) fn with(mut self, tone: Tone, text: &str) -> Self {
        self.push(tone, text);
        self
    }

    /// With one space at its end.
    pub(crate) fn with_space(mut self) -> Self {
        if !self.line.is_empty() && !self.line.ends_with(' ') {
            self.line.push(' ');
            self.runs.push((self.line.len(), Tone::Plain));
        }
        self
    }

    fn push(&mut self, tone: Tone, text: &str) {
        self.line.push_str(&clean(text));
        self.runs.push((self.line.len(), tone));
    }
}

/// The characters that the page draws with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Symbols {
    pub(crate) open: &'static str,
    pub(crate) close: &'static str,
    pub(crate) ellipsis: &'static str,
    pub(crate) dash: &'static str,
    pub(crate) dot: &'static str,
    pub(crate) then: &'static str,
    pub(crate) rule: char,
    pub(crate) heavy_rule: char,
}

const UNICODE: Symbols =
    Symbols { open: "“", close: "”", ellipsis: "…", dash: "–", dot: "·", then: "→", rule: '─', heavy_rule: '═' };
const ASCII: Symbols = Symbols { open: "\"", close: "\"", ellipsis: "...", dash: "-", dot: "|", then: "->", rule: '-', heavy_rule: '=' };

/// Where lines go.
pub(crate) struct Page<'out> {
    out: &'out mut dyn io::Write,
    width: usize,
    pub(crate) style: Style,
    pub(crate) symbols: Symbols,
}

impl<'out> Page<'out> {
    pub(crate) fn new(style: &Style, out: &'out mut dyn io::Write) -> Self {
        let symbols = match style.glyphs {
            Glyphs::Unicode => UNICODE,
            Glyphs::Ascii => ASCII,
        };
        Self { out, width: style.width.clamp(MIN_WIDTH, MAX_WIDTH), style: *style, symbols }
    }

    pub(crate) fn width(&self) -> usize {
        self.width
    }

    pub(crate) fn is_detailed(&self) -> bool {
        self.style.detail == Detail::All
    }

    /// How many of `count` are shown when `limit` is the usual number.
    pub(crate) fn shown(&self, count: usize, limit: usize) -> usize {
        if self.is_detailed() { count } else { count.min(limit) }
    }

    /// Says how many were left out.
    pub(crate) fn more(&mut self, indent: usize, left_out: usize, what: &str) -> io::Result<()> {
        if left_out == 0 {
            return Ok(());
        }
        self.text(indent, &Text::new(Tone::Faint, &format!("and {left_out} more{what} (--all)")))
    }

    pub(crate) fn blank(&mut self) -> io::Result<()> {
        self.out.write_all(b"\n")
    }

    /// A section heading after an empty line.
    pub(crate) fn heading(&mut self, heading: &str, note: &str) -> io::Result<()> {
        self.blank()?;
        let text = Text::new(Tone::Heading, heading);
        if note.is_empty() {
            return self.text(0, &text);
        }
        self.hanging(0, 2, &text.and(Tone::Faint, self.symbols.dash).and(Tone::Faint, note))
    }

    /// A line across the page with words near its start and at its end.
    pub(crate) fn rule(&mut self, left: &str, right: &str) -> io::Result<()> {
        let (left, right) = (clean(left), clean(right));
        let used = left.width() + right.width() + 6;
        let fill = |count: usize| self.symbols.heavy_rule.to_string().repeat(count);
        let line = if used < self.width { format!("{} {left} {} {right}", fill(2), fill(self.width - used + 1)) } else { fill(self.width) };
        self.raw(&line, Tone::Heading)?;
        if used < self.width { Ok(()) } else { self.text(0, &Text::new(Tone::Heading, &left).and(Tone::Heading, &right)) }
    }

    /// A paragraph: all its lines begin at `indent`.
    pub(crate) fn text(&mut self, indent: usize, text: &Text) -> io::Result<()> {
        self.hanging(indent, indent, text)
    }

    /// A paragraph: its first line begins at `first`, the others at `rest`.
    pub(crate) fn hanging(&mut self, first: usize, rest: usize, text: &Text) -> io::Result<()> {
        let most = self.width / 3;
        let (first, rest) = (first.min(most), rest.min(most));
        for (index, range) in wrap(&text.line, self.width - first, self.width - rest).into_iter().enumerate() {
            let indent = if index == 0 { first } else { rest };
            write!(self.out, "{:indent$}", "")?;
            self.runs(text, range)?;
            self.out.write_all(b"\n")?;
        }
        Ok(())
    }

    /// A line that is known to fit and to be clean.
    pub(crate) fn raw(&mut self, line: &str, tone: Tone) -> io::Result<()> {
        self.piece(line.trim_end(), tone)?;
        self.out.write_all(b"\n")
    }

    /// A line that is known to fit and to be clean, in two tones.
    pub(crate) fn raw_parts(&mut self, left: (&str, Tone), right: (&str, Tone)) -> io::Result<()> {
        let right = (right.0.trim_end(), right.1);
        self.piece(if right.0.is_empty() { left.0.trim_end() } else { left.0 }, left.1)?;
        self.piece(right.0, right.1)?;
        self.out.write_all(b"\n")
    }

    fn runs(&mut self, text: &Text, range: Range<usize>) -> io::Result<()> {
        let mut at = range.start;
        for (end, tone) in &text.runs {
            let until = (*end).min(range.end);
            if until > at {
                self.piece(&text.line[at..until], *tone)?;
                at = until;
            }
        }
        Ok(())
    }

    fn piece(&mut self, piece: &str, tone: Tone) -> io::Result<()> {
        if self.style.colour == Colour::Plain || tone == Tone::Plain || piece.trim().is_empty() {
            return self.out.write_all(piece.as_bytes());
        }
        let ansi = tone.ansi();
        write!(self.out, "{ansi}{piece}{ansi:#}")
    }

    /// A passage in quotation marks, shortened unless everything is shown.
    pub(crate) fn quoted(&self, passage: &str, most: usize) -> String {
        let passage = clean(passage);
        let inner = if self.is_detailed() { passage } else { shorten(&passage, most, self.symbols.ellipsis) };
        if inner.starts_with(['"', '“', '«']) && inner.ends_with(['"', '”', '»']) {
            return inner;
        }
        format!("{}{inner}{}", self.symbols.open, self.symbols.close)
    }
}

/// The text up to `most` characters, cut between words.
pub(crate) fn shorten(text: &str, most: usize, ellipsis: &str) -> String {
    let Some((cut, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let head = &text[..cut];
    let head = match head.rfind(' ') {
        Some(space) if space * 2 > cut => &head[..space],
        _ => head,
    };
    format!("{}{ellipsis}", head.trim_end_matches([' ', ',', ';', ':', '.']))
}

/// Where the lines of a clean text stand when the first may be `first` wide and the others `rest`. An empty text
/// gives no line.
pub(crate) fn wrap(text: &str, first: usize, rest: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let (mut start, mut end) = (0, 0);
    let mut next = 0;
    for word in WordSeparator::UnicodeBreakProperties.find_words(text) {
        let word_start = next;
        let word_end = word_start + word.word.len();
        next = word_end + word.whitespace.len();
        let room = |lines: &Vec<Range<usize>>| if lines.is_empty() { first } else { rest };
        if text[start..word_end].width() <= room(&lines) {
            end = word_end;
            continue;
        }
        if end > start {
            lines.push(start..end);
        }
        start = word_start;
        end = word_end;
        while text[start..end].width() > room(&lines) {
            let cut = start + fitting(&text[start..end], room(&lines));
            lines.push(start..cut);
            start = cut;
        }
    }
    if end > start {
        lines.push(start..end);
    }
    lines
}

/// Bytes of the longest beginning that fits; at least one character, so that work goes on.
fn fitting(text: &str, room: usize) -> usize {
    let mut fits = text.chars().next().map_or(0, char::len_utf8);
    for (at, character) in text.char_indices() {
        let end = at + character.len_utf8();
        if text[..end].width() > room {
            break;
        }
        fits = end.max(fits);
    }
    fits
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines(text: &str, width: usize) -> Vec<&str> {
        wrap(text, width, width).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn lines_break_between_words_and_long_words_are_cut() {
        assert_eq!(lines("one two three", 7), ["one two", "three"]);
        assert_eq!(lines("a incomprehensibility b", 8), ["a", "incompre", "hensibil", "ity b"]);
    }

    #[test]
    fn wide_characters_count_twice_and_no_line_begins_with_a_length_mark() {
        assert_eq!(lines("東京タワー", 4), ["東京", "タ", "ワー"]);
    }

    #[test]
    fn nothing_gives_no_line() {
        assert!(lines("", 5).is_empty());
    }

    #[test]
    fn a_text_is_shortened_between_words() {
        assert_eq!(shorten("one two three four", 10, "…"), "one two…");
        assert_eq!(shorten("short", 10, "…"), "short");
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_no_letter_is_lost(text in any::<String>(), width in 2_usize..60) {
            let text = clean(&text);
            let lines = lines(&text, width);
            for line in &lines {
                prop_assert!(line.width() <= width);
            }
            let letters = |text: &str| text.chars().filter(|character| *character != ' ').collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
        }
    }
}
