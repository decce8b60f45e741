//! Words that say what became of people who are counted ("killed", "in hospital", "detained").
//!
//! Two figures for people are on one matter only if the same became of them. Few words of news say it, so that a list
//! holds most of them. Known misses: "dragged into vans" (arrested), "laid to rest" (dead).

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::lexicon::rows;

pub(crate) static DATA: &str = include_str!("data/outcome.tsv");

/// Words of the longest entry.
pub(crate) const LONGEST: usize = 4;

/// What became of people, or what they did together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum Outcome {
    /// Killed, found dead.
    Dead,
    /// Injured, treated.
    Hurt,
    /// Not found yet.
    Missing,
    /// Arrested, held.
    Arrested,
    /// Evacuated, fled.
    Displaced,
    /// Came together in one place.
    Gathered,
    /// Could not get out or on.
    Trapped,
    /// Got out by others.
    Rescued,
}

static TABLE: LazyLock<FxHashMap<&'static str, Outcome>> = LazyLock::new(|| {
    rows(DATA)
        .filter_map(|row| {
            let outcome = match *row.get(1)? {
                "dead" => Outcome::Dead,
                "hurt" => Outcome::Hurt,
                "missing" => Outcome::Missing,
                "arrested" => Outcome::Arrested,
                "displaced" => Outcome::Displaced,
                "gathered" => Outcome::Gathered,
                "trapped" => Outcome::Trapped,
                "rescued" => Outcome::Rescued,
                _ => return None,
            };
            Some((row[0], outcome))
        })
        .collect()
});

/// The outcome that a lower-case word, or words with a space between them, stand for.
#[must_use]
pub fn look_up(words: &str) -> Option<Outcome> {
    TABLE.get(words).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_and_no_entry_is_longer_than_the_longest() {
        assert_eq!(TABLE.len(), rows(DATA).count());
        assert!(rows(DATA).all(|row| row[0].split(' ').count() <= LONGEST));
    }

    #[test]
    fn single_words_and_phrases_are_known() {
        assert_eq!(look_up("wounded"), Some(Outcome::Hurt));
        assert_eq!(look_up("looking for"), Some(Outcome::Missing));
        assert_eq!(look_up("guard"), None);
    }
}
