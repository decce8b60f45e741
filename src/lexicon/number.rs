//! Number words.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::lexicon::rows;

pub(crate) static DATA: &str = include_str!("data/number.tsv");

/// What a number word says.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum NumberWord {
    /// "six".
    Cardinal(u64),
    /// "million": multiplies what stands before it.
    Scale(u64),
    /// "bn": a scale that follows digits only.
    Suffix(u64),
    /// "sixth".
    Ordinal(u64),
}

static TABLE: LazyLock<FxHashMap<&'static str, NumberWord>> = LazyLock::new(|| {
    rows(DATA)
        .filter_map(|row| {
            let value = row[1].parse().ok()?;
            let word = match row[2] {
                "scale" => NumberWord::Scale(value),
                "suffix" => NumberWord::Suffix(value),
                "ordinal" => NumberWord::Ordinal(value),
                _ => NumberWord::Cardinal(value),
            };
            Some((row[0], word))
        })
        .collect()
});

/// The number that a lower-case word says; "twenty-five" too.
#[must_use]
pub fn look_up(word: &str) -> Option<NumberWord> {
    if let Some(found) = TABLE.get(word) {
        return Some(*found);
    }
    let (tens, ones) = word.split_once('-')?;
    match (TABLE.get(tens)?, TABLE.get(ones)?) {
        (NumberWord::Cardinal(tens @ 20..=90), NumberWord::Cardinal(ones @ 1..=9)) => Some(NumberWord::Cardinal(tens + ones)),
        (NumberWord::Cardinal(tens @ 20..=90), NumberWord::Ordinal(ones @ 1..=9)) => Some(NumberWord::Ordinal(tens + ones)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hyphenated_tens_add_up() {
        assert_eq!(look_up("twenty-five"), Some(NumberWord::Cardinal(25)));
        assert_eq!(look_up("twenty-first"), Some(NumberWord::Ordinal(21)));
        assert_eq!(look_up("twenty-year"), None);
    }
}
