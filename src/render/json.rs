//! The complete report as JSON, indented, ending in a line break.
//!
//! Control characters of the C1 range and those that turn the reading direction are written as `\u` escapes: the
//! value is the same, and the file is safe to look at in a terminal. Linear.

use std::io;

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{Formatter, PrettyFormatter};

use crate::render::safe_text::is_unsafe;
use crate::report::Report;

/// Writes the report.
///
/// # Errors
/// What the writer answers.
pub fn write(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    let formatter = Escaping { pretty: PrettyFormatter::new() };
    report.serialize(&mut Serializer::with_formatter(&mut *out, formatter)).map_err(io::Error::from)?;
    out.write_all(b"\n")
}

/// [`PrettyFormatter`] with escapes for what would steer a terminal.
struct Escaping {
    pretty: PrettyFormatter<'static>,
}

impl Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((at, character)) = rest.char_indices().find(|(_, character)| is_unsafe(*character)) {
            writer.write_all(&rest.as_bytes()[..at])?;
            for unit in character.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = &rest[at + character.len_utf8()..];
        }
        writer.write_all(rest.as_bytes())
    }

    fn begin_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.pretty.begin_array(writer)
    }

    fn end_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.pretty.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.pretty.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.pretty.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.pretty.begin_object(writer)
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.pretty.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.pretty.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.pretty.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.pretty.end_object_value(writer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    #[test]
    fn a_report_reads_back_as_it_was_and_carries_nothing_that_steers_a_terminal() {
        let mut report = sample::two_outlets();
        report.articles[0].title = "a\u{9b}31m\u{202e}b \u{e0001} \"q\" \u{1b}".to_owned();
        let mut bytes = Vec::new();
        write(&report, &mut bytes).expect("a vector takes everything");
        let text = String::from_utf8(bytes).expect("JSON is UTF-8");
        assert!(text.chars().all(|character| character == '\n' || !is_unsafe(character)));
        assert!(text.starts_with("{\n  \"schema\": \"rashomon.report/1\"") && text.ends_with("}\n"));
        assert_eq!(serde_json::from_str::<Report>(&text).expect("it reads back"), report);
    }
}
