//! Places that news names without saying what they are: "Texas", "Helsinki", "North Korea".

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::lexicon::rows;

pub(crate) static DATA: &str = include_str!("data/place.tsv");

static TABLE: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| rows(DATA).map(|row| row[0]).collect());

/// Whether a lower-case name, its words joined by single spaces, is such a place.
#[must_use]
pub fn is_place(name: &str) -> bool {
    TABLE.contains(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_one_word_and_of_two_are_known() {
        assert!(is_place("texas") && is_place("south carolina") && !is_place("carolina"));
    }
}
