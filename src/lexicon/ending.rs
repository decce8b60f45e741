//! Verbs that say how a matter ended, one way or the other: "passed" and "rejected", "convicted" and "acquitted".

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::lexicon::rows;

pub(crate) static DATA: &str = include_str!("data/ending.tsv");

/// What ended.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum EndedMatter {
    /// A bill, an appeal, a request.
    Decision,
    /// A trial.
    Verdict,
    /// An election, a match.
    Contest,
    /// A life in danger.
    Life,
    /// A chase.
    Custody,
}

/// Which way it ended. What is the good end depends on who is asked, so that the two have no better names.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum End {
    /// Rejected, acquitted, lost, dead, away.
    No,
    /// Passed, convicted, won, alive, held.
    Yes,
}

static TABLE: LazyLock<FxHashMap<&'static str, (EndedMatter, End)>> = LazyLock::new(|| {
    rows(DATA)
        .filter_map(|row| {
            let matter = match *row.get(1)? {
                "decision" => EndedMatter::Decision,
                "verdict" => EndedMatter::Verdict,
                "contest" => EndedMatter::Contest,
                "life" => EndedMatter::Life,
                "custody" => EndedMatter::Custody,
                _ => return None,
            };
            let end = match *row.get(2)? {
                "yes" => End::Yes,
                "no" => End::No,
                _ => return None,
            };
            Some((row[0], (matter, end)))
        })
        .collect()
});

/// What a verb in its base form, with its particle after a space, ends, and how.
#[must_use]
pub fn look_up(verb: &str) -> Option<(EndedMatter, End)> {
    TABLE.get(verb).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_matter_and_an_end() {
        assert_eq!(TABLE.len(), rows(DATA).count());
        assert_eq!(look_up("acquit"), Some((EndedMatter::Verdict, End::No)));
        assert_eq!(look_up("strike down"), Some((EndedMatter::Decision, End::No)));
        assert_eq!(look_up("strike"), None);
    }
}
