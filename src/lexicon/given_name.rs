//! Given names.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::lexicon::rows;

pub(crate) static DATA: &str = include_str!("data/given_name.tsv");

static TABLE: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| rows(DATA).map(|row| row[0]).collect());

/// Whether a lower-case word is a given name.
#[must_use]
pub fn is_given_name(word: &str) -> bool {
    TABLE.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_places_are_left_out() {
        assert!(is_given_name("helena") && !is_given_name("virginia"));
    }
}
