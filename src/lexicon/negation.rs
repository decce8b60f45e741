//! Words that negate what they govern.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::lexicon::rows;

pub(crate) static DATA: &str = include_str!("data/negation.tsv");

/// How a word negates.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum NegationClass {
    /// "not", "no", "without".
    Particle,
    /// "denied", "failed": negates what depends on it.
    Verb,
    /// "unhurt", "unharmed": is the negated word itself.
    State,
}

static TABLE: LazyLock<FxHashMap<&'static str, NegationClass>> = LazyLock::new(|| rows(DATA).map(|row| (row[0], class(row[1]))).collect());

fn class(name: &str) -> NegationClass {
    match name {
        "verb" => NegationClass::Verb,
        "state" => NegationClass::State,
        _ => NegationClass::Particle,
    }
}

/// How a lower-case word negates, if it does.
#[must_use]
pub fn look_up(word: &str) -> Option<NegationClass> {
    TABLE.get(word).copied()
}

/// Whether two lower-case words in a row are "ruled out".
#[must_use]
pub(crate) fn is_ruled_out(word: &str, next: &str) -> bool {
    matches!(word, "rule" | "rules" | "ruled" | "ruling") && next == "out"
}
