//! Words that say how sure a statement is.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::lexicon::rows;

pub(crate) static DATA: &str = include_str!("data/certainty.tsv");

/// How sure a word makes its clause.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum CertaintyWord {
    /// "may", "appears".
    Hedged,
    /// "allegedly".
    Alleged,
    /// "denied".
    Denied,
    /// "will", "plans".
    Planned,
    /// "if", "would".
    Conditional,
}

static TABLE: LazyLock<FxHashMap<&'static str, CertaintyWord>> = LazyLock::new(|| {
    rows(DATA)
        .map(|row| {
            let certainty = match row[1] {
                "alleged" => CertaintyWord::Alleged,
                "denied" => CertaintyWord::Denied,
                "planned" => CertaintyWord::Planned,
                "conditional" => CertaintyWord::Conditional,
                _ => CertaintyWord::Hedged,
            };
            (row[0], certainty)
        })
        .collect()
});

/// What a lower-case word does to certainty, if anything.
#[must_use]
pub fn look_up(word: &str) -> Option<CertaintyWord> {
    TABLE.get(word).copied()
}
