//! The comparison as a long table: one row a claim and outlet, absences too.
//!
//! Columns: `claim_id, status, claim_text, outlet, article_id, url, coverage, byte_start, byte_end, char_start,
//! char_end, exact, speaker, cue, value, probability, origin, wire`. Positions count in the article's text (its
//! headline, an empty line, its body). Where a claim is not reported, positions and `exact` are empty: the nearest
//! passage is not evidence for it. `value` is what the article gives in a conflict on the claim, `origin` who wrote
//! the outlet's text, `wire` the agency that the text names.
//!
//! A cell that begins with `=`, `+`, `-`, `@`, a tab or a return is led by an apostrophe, so that no text of an
//! article runs as a formula in a spreadsheet (OWASP, "CSV Injection").

use std::io;

use csv::WriterBuilder;

use crate::render::table::{Cell, Row, View};
use crate::report::{ClaimStatus, Coverage, Report};

/// Whether the file begins with a byte order mark, which Excel needs to see UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bom {
    /// No mark.
    Without,
    /// With the mark.
    With,
}

const COLUMNS: [&str; 18] = [
    "claim_id",
    "status",
    "claim_text",
    "outlet",
    "article_id",
    "url",
    "coverage",
    "byte_start",
    "byte_end",
    "char_start",
    "char_end",
    "exact",
    "speaker",
    "cue",
    "value",
    "probability",
    "origin",
    "wire",
];

/// Writes the table.
///
/// # Errors
/// What the writer answers.
pub fn write(report: &Report, bom: Bom, out: &mut dyn io::Write) -> io::Result<()> {
    if bom == Bom::With {
        out.write_all("\u{feff}".as_bytes())?;
    }
    let mut writer = WriterBuilder::new().from_writer(out);
    writer.write_record(COLUMNS)?;
    for event in &report.events {
        let view = View { report, event };
        for row in view.rows() {
            for cell in row.cells.iter().flatten() {
                writer.write_record(record(&view, &row, cell).map(guard))?;
            }
        }
    }
    writer.flush()
}

fn record(view: &View<'_>, row: &Row<'_>, cell: &Cell<'_>) -> [String; 18] {
    let outlet = view.event.outlets.get(cell.outlet);
    let article = view.article(cell.entry.article);
    let passage = cell.entry.passage.as_ref().filter(|_| has_passage(cell.entry.coverage));
    let number = |value: Option<u32>| value.map_or_else(String::new, |value| value.to_string());
    let attribution = passage.and(cell.attribution);
    let cue = attribution.map_or_else(String::new, |attribution| {
        attribution.cue.iter().map(|passage| passage.exact.as_str()).collect::<Vec<_>>().join(" … ")
    });
    let name = outlet.map_or("", |outlet| outlet.name.as_str());
    let text = |text: Option<&str>| text.unwrap_or("").to_owned();
    [
        row.claim.id.clone(),
        status_word(row.claim.status).to_owned(),
        row.claim.text.clone(),
        name.to_owned(),
        text(article.map(|article| article.id.as_str())),
        text(article.and_then(|article| article.url.as_deref())),
        coverage_word(cell.entry.coverage).to_owned(),
        number(passage.map(|passage| passage.bytes[0])),
        number(passage.map(|passage| passage.bytes[1])),
        number(passage.map(|passage| passage.chars[0])),
        number(passage.map(|passage| passage.chars[1])),
        text(passage.map(|passage| passage.exact.as_str())),
        text(attribution.map(|attribution| attribution.speaker.as_str())),
        cue,
        text(view.conflict_value(row.claim, cell.entry.article)),
        format!("{:.4}", cell.entry.probability),
        text(outlet.map(|outlet| view.writer(outlet).unwrap_or(name))),
        text(article.and_then(|article| article.wire.as_deref())),
    ]
}

/// Whether the passage of an entry bears on the claim.
fn has_passage(coverage: Coverage) -> bool {
    coverage.is_reported() || coverage == Coverage::Disputes
}

/// The status as the JSON form writes it.
pub(crate) fn status_word(status: ClaimStatus) -> &'static str {
    match status {
        ClaimStatus::Shared => "shared",
        ClaimStatus::Partial => "partial",
        ClaimStatus::Exclusive => "exclusive",
        ClaimStatus::Uncertain => "uncertain",
    }
}

/// The coverage as the JSON form writes it.
pub(crate) fn coverage_word(coverage: Coverage) -> &'static str {
    match coverage {
        Coverage::States => "states",
        Coverage::Attributes => "attributes",
        Coverage::Disputes => "disputes",
        Coverage::Unclear => "unclear",
        Coverage::Absent => "absent",
        Coverage::Unknown => "unknown",
    }
}

/// A cell that no spreadsheet takes for a formula.
fn guard(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    fn written(report: &Report, bom: Bom) -> String {
        let mut bytes = Vec::new();
        write(report, bom, &mut bytes).expect("a vector takes everything");
        String::from_utf8(bytes).expect("text")
    }

    #[test]
    fn one_row_a_claim_and_outlet() {
        let text = written(&sample::two_outlets(), Bom::Without);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines[0],
            "claim_id,status,claim_text,outlet,article_id,url,coverage,byte_start,byte_end,char_start,char_end,exact,speaker,cue,value,probability,origin,wire"
        );
        assert_eq!(lines.len(), 3);
        assert!(lines[1].starts_with("c-1,partial,\"Six guards were wounded, police said.\",Example Times,id-Example Times,"));
        assert!(lines[1].ends_with(",,,six,0.9000,Example Times,"), "{}", lines[1]);
    }

    #[test]
    fn an_absence_has_a_row_without_a_passage() {
        let text = written(&sample::event_of(&["A", "B", "C"], "text"), Bom::Without);
        let absent = text.lines().find(|line| line.contains(",absent,")).expect("a row for C");
        assert!(absent.contains(",absent,,,,,,,,,"), "{absent}");
    }

    #[test]
    fn no_cell_is_a_formula() {
        for start in ["=", "+", "-", "@", "\t", "\r"] {
            let report = sample::event_of(&["A"], &format!("{start}1+1"));
            let text = written(&report, Bom::Without);
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            for record in reader.records() {
                for cell in &record.expect("a record") {
                    assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell:?}");
                }
            }
        }
    }

    #[test]
    fn the_byte_order_mark_comes_first_when_asked_for() {
        assert!(written(&sample::empty(), Bom::With).starts_with('\u{feff}'));
        assert!(written(&sample::empty(), Bom::Without).starts_with("claim_id"));
    }
}
