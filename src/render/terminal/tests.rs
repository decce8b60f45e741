//! Tests of the whole page.

use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

use super::*;
use crate::error::{Error, ErrorKind};
use crate::render::safe_text::is_unsafe;
use crate::render::sample;
use crate::report::choice::SourceChoice;

fn written(report: &Report, style: &Style) -> String {
    let mut bytes = Vec::new();
    write(report, style, &mut bytes).expect("a vector takes everything");
    String::from_utf8(bytes).expect("text")
}

fn at(width: usize) -> Style {
    Style { width, ..Style::default() }
}

fn assert_fits(text: &str, width: usize) {
    for line in text.lines() {
        assert!(line.width() <= width, "{} of {width}: {line:?}", line.width());
        assert!(!line.chars().any(is_unsafe), "{line:?}");
    }
}

/// Every other view of a report.
fn views(report: &Report, style: &Style) -> String {
    let mut bytes = Vec::new();
    let out = &mut bytes;
    events::write(report, style, out).expect("a vector takes everything");
    quotes::write(report, &SourceChoice::default(), style, out).expect("a vector takes everything");
    framing::write(report, style, out).expect("a vector takes everything");
    for event in &report.events {
        diff::write(report, event, 0, 1, style, out).expect("a vector takes everything");
    }
    for id in ["e-1", "c-1", "k-1", "k-2", "s-1", "f-2", "f-0"] {
        explain::write(report, id, style, out).expect("a vector takes everything");
    }
    String::from_utf8(bytes).expect("text")
}

#[test]
fn an_id_of_the_report_is_explained_and_another_is_not() {
    let report = sample::two_outlets();
    let mut bytes = Vec::new();
    let explained = explain::write(&report, "c-1", &at(80), &mut bytes).expect("a vector takes everything");
    assert_eq!(explained, explain::Explained::Found);
    let text = String::from_utf8(bytes).expect("text");
    assert!(text.contains("covered from 0.50 on, absent below 0.40"), "{text}");
    let mut bytes = Vec::new();
    assert_eq!(explain::write(&report, "c-9", &at(80), &mut bytes).expect("nothing is written"), explain::Explained::Unknown);
    assert!(bytes.is_empty());
}

fn many(count: usize) -> Vec<String> {
    (0..count).map(|index| format!("Outlet Number {index}")).collect()
}

#[test]
fn a_report_without_articles_says_so() {
    assert_eq!(
        written(&sample::empty(), &at(80)),
        "Rashomon: 0 articles of 0 outlets read, 0 events\n\nNothing to compare: no article could be read.\n"
    );
}

#[test]
fn what_was_skipped_is_named_with_its_reason_and_what_to_do() {
    let mut report = sample::empty();
    report.run.skipped.push(Error::new(ErrorKind::Format, "a.pdf", "not a format that is read", "save it as text"));
    assert!(written(&report, &at(80)).contains("1 input skipped:\n  a.pdf: not a format that is read (save it as text)\n"));
}

#[test]
fn a_value_that_is_the_whole_passage_is_not_written_twice() {
    let mut report = sample::two_outlets();
    let side = &mut report.events[0].conflicts[0].sides[0];
    side.value = side.bearers[0].passage.exact.clone();
    let text = written(&report, &at(80));
    assert!(text.contains("\n   In A:\n     A Example Times"), "{text}");
}

#[test]
fn every_section_stands_on_the_page_conflicts_first() {
    let text = written(&sample::two_outlets(), &at(80));
    let mut from = 0;
    for heading in
        ["OUTLETS", "CONFLICTS", "CLAIMS", "ONLY IN", "MISSING FROM", "SOURCES", "SAME WORDS", "VOICE", "LABELS", "LEADS", "OPENINGS"]
    {
        let at = text[from..].find(&format!("\n{heading}")).unwrap_or_else(|| panic!("{heading} after {from}:\n{text}"));
        from += at;
    }
    assert!(text.contains("nearest (B, 0.25)"), "{text}");
    assert!(text.contains("→ 2026-03-02 three in B"), "{text}");
}

#[test]
fn the_page_fits_at_any_width_with_any_number_of_outlets_and_any_script() {
    let texts = [
        "",
        "Six guards were wounded, police said.",
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsversammlungsprotokoll",
        "東京都心で大規模な停電が発生し、数百万人に影響が出たと当局が発表した。",
        "👩‍👩‍👧‍👦 ☁️ 🇩🇪 👍🏽 #️⃣ emoji everywhere 🤦🏼‍♂️",
        "אמר ראש הממשלה كما قال الوزير \u{202e}evil",
        "a\u{1b}[2Jb\u{9b}c\u{0}d\r\ne",
    ];
    for text in texts {
        for outlets in [1, 2, 12, 30] {
            let names = many(outlets);
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let report = sample::event_of(&names, text);
            for width in [20, 40, 80, 200] {
                for glyphs in [Glyphs::Unicode, Glyphs::Ascii] {
                    for detail in [Detail::Summary, Detail::All] {
                        let style = Style { width, glyphs, detail, colour: Colour::Plain, copies: Copies::Folded };
                        assert_fits(&written(&report, &style), width);
                        assert_fits(&views(&report, &style), width);
                    }
                }
            }
        }
    }
}

#[test]
fn twelve_outlets_stand_in_one_block_of_letters_at_eighty_columns() {
    let names = many(12);
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let text = written(&sample::event_of(&names, "A claim."), &at(80));
    assert!(text.lines().any(|line| line.ends_with("A B C D E F G H I J K L n")), "{text}");
}

#[test]
fn outlets_go_by_name_on_a_wide_page() {
    let text = written(&sample::two_outlets(), &at(200));
    assert!(text.lines().any(|line| line.contains("Example") && line.contains("Daily") && line.contains(" n")), "{text}");
}

#[test]
fn ascii_signs_are_letters() {
    let style = Style { glyphs: Glyphs::Ascii, ..at(80) };
    let text = written(&sample::two_outlets(), &style);
    assert!(text.is_ascii(), "{text}");
    assert!(text.contains("S A 2"), "{text}");
}

#[test]
fn colours_change_nothing_but_escape_sequences() {
    let report = sample::two_outlets();
    let coloured = written(&report, &Style { colour: Colour::Coloured, ..at(80) });
    let stripped = anstream::adapter::strip_str(&coloured).to_string();
    assert!(coloured.contains('\u{1b}'));
    assert_eq!(stripped, written(&report, &at(80)));
}

#[test]
fn indices_that_lead_nowhere_do_no_harm() {
    let mut report = sample::two_outlets();
    report.articles.clear();
    report.events[0].statements.clear();
    report.events[0].attributions.clear();
    report.events[0].claims[0].by_outlet = vec![9, 9, 9];
    report.events[0].outlets.truncate(1);
    assert_fits(&written(&report, &at(80)), 80);
    assert_fits(&views(&report, &at(80)), 80);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_line_is_too_wide_and_nothing_steers_the_terminal(text in any::<String>(), name in any::<String>(), width in 20_usize..220, outlets in 1_usize..9) {
        let names = vec![name.as_str(); outlets];
        let report = sample::event_of(&names, &text);
        for detail in [Detail::Summary, Detail::All] {
            assert_fits(&written(&report, &Style { detail, ..at(width) }), width);
            assert_fits(&views(&report, &Style { detail, ..at(width) }), width);
        }
    }
}

#[test]
fn a_passages_speaker_has_the_name_of_the_table_of_sources() {
    let mut report = sample::two_outlets();
    report.events[0].attributions.iter_mut().for_each(|attribution| attribution.speaker = "Surname".to_owned());
    report.events[0].sources[0].label = "Given Surname".to_owned();
    let text = written(&report, &at(80));
    assert!(text.contains("by Given Surname"), "{text}");
    report.events[0].attributions.iter_mut().for_each(|attribution| attribution.source_index = None);
    let text = written(&report, &at(80));
    assert!(text.contains("by Surname"), "{text}");
}
