//! Forms that look like numbers and are none: clocks, house numbers, labels ("Article 5"), bare years, the pronoun "one".

use crate::language::TokenKind;
use crate::language::quantity_number::{Number, Shape};
use crate::language::quantity_unit::is_plural;
use crate::language::sentence_words::SentenceWords;
use crate::lexicon::calendar;
use crate::lexicon::unit;

/// Bare four-figure numbers in this range are years.
const YEARS: std::ops::RangeInclusive<f64> = 1500.0..=2099.0;

/// Words that a label's number follows.
const LABELS: &[&str] = &[
    "channel",
    "article",
    "section",
    "sections",
    "chapter",
    "route",
    "highway",
    "interstate",
    "flight",
    "boeing",
    "airbus",
    "no.",
    "nos.",
    "page",
    "pages",
    "room",
    "apollo",
    "formula",
    "volume",
    "clause",
    "paragraph",
    "verse",
    "ward",
    "precinct",
    "stage",
    "version",
    "season",
    "episode",
    "terminal",
    "gate",
    "pier",
    "berth",
    "proposition",
    "amendment",
    "resolution",
    "figure",
    "table",
    "junction",
    "bus",
    "gallery",
    "catch",
    "windows",
    "iphone",
    "playstation",
    "unit",
    "block",
    "lane",
    "rule",
    "category",
    "grade",
    "tier",
    "part",
    "act",
    "scene",
    "chromosome",
    "platform",
    "exit",
];

/// Words after a street's name.
const STREETS: &[&str] = &[
    "street",
    "st",
    "st.",
    "road",
    "rd",
    "rd.",
    "avenue",
    "ave",
    "ave.",
    "lane",
    "square",
    "drive",
    "boulevard",
    "blvd",
    "blvd.",
    "place",
    "row",
    "quay",
    "terrace",
];

/// Whether what reads as a number is part of something else.
pub(crate) fn refuses(words: &SentenceWords<'_>, at: usize, number: &Number) -> bool {
    if number.sign.is_some() || matches!(number.shape, Shape::Vague { .. } | Shape::Fraction) {
        return false;
    }
    let (before, after) = (words.word_before(at, 1), words.word(number.end));
    let written = words.raw(at).starts_with(|c: char| c.is_ascii_digit());
    let month = |word: &str| matches!(calendar::look_up(word), Some(calendar::CalendarWord::Month(_)));
    let capital_month = |at: usize| month(words.word(at)) && words.is_capital(at);
    if number.value <= 31.0 && (capital_month(number.end) || at > 0 && capital_month(at - 1)) {
        return true;
    }
    // "magnitude-6.2" may be cut after its stop; "zero in on" is a verb.
    let cut_off = words.is_joined(at) && at > 0 && (words.kind(at - 1) == TokenKind::Content || before.ends_with('.'));
    if cut_off || words.word(at) == "zero" && after == "in" {
        return true;
    }
    if matches!(number.shape, Shape::Ordinal) {
        return before == "at" && words.word(at) == "first";
    }
    // Clocks.
    if matches!(after, "a.m." | "p.m." | "am" | "pm" | "o'clock" | "gmt" | "utc") || after.starts_with(':') && words.is_joined(number.end) {
        return true;
    }
    if before == "at" && !written && number.value <= 12.0 && !words.kind(number.end).carries_meaning() && after != "of" {
        return true;
    }
    // Labels, street numbers, years.
    if LABELS.contains(&before) && number.shape == Shape::Plain && (written || words.is_capital(at)) {
        return true;
    }
    if written && (1..=3).any(|on| STREETS.contains(&words.word(number.end + on)) && (0..=on).all(|at| words.is_capital(number.end + at))) {
        return true;
    }
    let bare_year = written
        && number.shape == Shape::Plain
        && number.end == at + 1
        && words.raw(at).len() == 4
        && YEARS.contains(&number.value)
        && !matches!(after, "%" | "percent")
        && unit::look_up(after).is_none()
        && !(number.value % 100.0 == 0.0 && is_plural(after));
    if bare_year {
        return true;
    }
    // Parts of names: "World War Two", "Group of Seven", "Apollo 11".
    let capital_before = at > 0 && words.is_capital(at - 1) && words.kind(at - 1) == TokenKind::Content && !words.title_case;
    if !words.title_case && !words.opens(at) && !number.is_compound {
        if !written && words.is_capital(at) {
            return true;
        }
        let counted = is_plural(after) || words.kind(number.end) == TokenKind::Content && !words.is_capital(number.end);
        let hurt = matches!(before, "kills" | "kill" | "killing" | "hits" | "wounds" | "injures" | "hurts" | "leaves");
        if written && capital_before && !words.opens(at - 1) && !counted && !hurt && number.end == at + 1 && unit_free(words, number.end) {
            return true;
        }
    }
    if words.word(at) == "one" && number.end == at + 1 {
        return pronoun(words, at);
    }
    false
}

fn unit_free(words: &SentenceWords<'_>, at: usize) -> bool {
    unit::look_up(words.word(at)).is_none() && !matches!(words.word(at), "%" | "percent" | "per" | "percentage" | "," | ")" | "(")
}

/// Whether "one" stands for something and does not count.
fn pronoun(words: &SentenceWords<'_>, at: usize) -> bool {
    let before = words.word_before(at, 1);
    let hedged = matches!(before, "least" | "most" | "than" | "only" | "just" | "about");
    if hedged && !matches!(words.word(at + 1), "another") {
        return false;
    }
    matches!(
        before,
        "no" | "the" | "this" | "that" | "each" | "every" | "any" | "which" | "another" | "some" | "a" | "day" | "'s" | "number"
    ) || words.kind(at + 1) != TokenKind::Content
        || matches!(words.word(at + 1), "another" | "thing" | "way" | "hand" | "time" | "day" | "such" | "reason" | "side")
        || calendar::look_up(words.word(at + 1)).is_some()
}
