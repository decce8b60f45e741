//! Normal forms that no suffix rule finds ("said", "children"), and words that none may touch ("james").

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::lexicon::rows;

pub(crate) static DATA: &str = include_str!("data/irregular.tsv");

static TABLE: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(|| rows(DATA).map(|row| (row[0], row[1])).collect());

/// The normal form of a lower-case word, if the list holds it.
#[must_use]
pub fn look_up(word: &str) -> Option<&'static str> {
    TABLE.get(word).copied()
}
