//! Units of measure and money.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::lexicon::rows;

pub(crate) static DATA: &str = include_str!("data/unit.tsv");

/// What a unit word or sign measures.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum UnitWord {
    /// Singular form of a measure.
    Measure(&'static str),
    /// ISO 4217 code of a money word after the number.
    Money(&'static str),
    /// ISO 4217 code of a sign before the number.
    Sign(&'static str),
}

static TABLE: LazyLock<FxHashMap<&'static str, UnitWord>> = LazyLock::new(|| {
    rows(DATA)
        .map(|row| {
            let unit = match row[2] {
                "money" => UnitWord::Money(row[1]),
                "sign" => UnitWord::Sign(row[1]),
                _ => UnitWord::Measure(row[1]),
            };
            (row[0], unit)
        })
        .collect()
});

/// The unit that a lower-case word or sign is, if it is one.
#[must_use]
pub fn look_up(word: &str) -> Option<UnitWord> {
    TABLE.get(word).copied()
}
