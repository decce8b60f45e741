//! Abbreviations written with a full stop.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::lexicon::rows;

pub(crate) static DATA: &str = include_str!("data/abbreviation.tsv");

/// Whether an abbreviation can end a sentence.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum AbbreviationClass {
    /// "Mr.", "Gen.": what it belongs to follows.
    Title,
    /// "U.S.", "a.m.", "Inc.": may be the last word.
    Plain,
}

/// When a written form is the abbreviation and not a word at a sentence's end.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum Condition {
    /// Always.
    Any,
    /// With a capital.
    Capital,
    /// Before a number.
    Number,
    /// Beside a comma.
    Comma,
}

static TABLE: LazyLock<FxHashMap<&'static str, (AbbreviationClass, Condition)>> = LazyLock::new(|| {
    rows(DATA)
        .map(|row| {
            let class = if row[1] == "title" { AbbreviationClass::Title } else { AbbreviationClass::Plain };
            let condition = match row[2] {
                "capital" => Condition::Capital,
                "number" => Condition::Number,
                "comma" => Condition::Comma,
                _ => Condition::Any,
            };
            (row[0], (class, condition))
        })
        .collect()
});

/// Class and condition of a lower-case form with its full stop ("mr.").
#[must_use]
pub fn look_up(form: &str) -> Option<(AbbreviationClass, Condition)> {
    TABLE.get(form).copied()
}
