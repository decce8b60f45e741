//! Words for peoples and faiths ("Iraqi", "Shiites"), and the places that they come from.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::lexicon::rows;

pub(crate) static DATA: &str = include_str!("data/demonym.tsv");

static TABLE: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(|| rows(DATA).map(|row| (row[0], row[1])).collect());

static PLACES: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| TABLE.values().copied().filter(|place| *place != "-").collect());

/// Whether a lower-case word is for a people, faith, party or feast.
#[must_use]
pub fn is_demonym(word: &str) -> bool {
    TABLE.contains_key(word)
}

/// The place that a lower-case word for a people comes from.
#[must_use]
pub fn place_of(word: &str) -> Option<&'static str> {
    TABLE.get(word).copied().filter(|place| *place != "-")
}

/// Whether a lower-case word is a place that a people is named after.
#[must_use]
pub fn is_place(word: &str) -> bool {
    PLACES.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_people_and_its_place_are_told_apart() {
        assert!(is_demonym("iraqi") && !is_demonym("iraq"));
        assert!(is_place("iraq") && !is_place("iraqi"));
    }
}
