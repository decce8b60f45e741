//! Words that say that much depends on what is said: a fact-checker looks at deaths, verdicts and budgets first.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::lexicon::rows;

pub(crate) static DATA: &str = include_str!("data/consequence.tsv");

/// What much depends on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum Consequence {
    /// "killed", "injured".
    Harm,
    /// "attack", "shelling".
    Violence,
    /// "flood", "collapsed".
    Disaster,
    /// "convicted", "ruling".
    Law,
    /// "election", "veto".
    Power,
    /// "inflation", "jobs".
    Money,
    /// "vaccine", "outbreak".
    Health,
    /// "emissions".
    Environment,
}

static TABLE: LazyLock<FxHashMap<&'static str, Consequence>> = LazyLock::new(|| {
    rows(DATA)
        .filter_map(|row| {
            let field = match *row.get(1)? {
                "harm" => Consequence::Harm,
                "violence" => Consequence::Violence,
                "disaster" => Consequence::Disaster,
                "law" => Consequence::Law,
                "power" => Consequence::Power,
                "money" => Consequence::Money,
                "health" => Consequence::Health,
                "environment" => Consequence::Environment,
                _ => return None,
            };
            Some((row[0], field))
        })
        .collect()
});

/// What a lower-case word says that depends on it, if anything.
#[must_use]
pub fn look_up(word: &str) -> Option<Consequence> {
    TABLE.get(word).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_field() {
        assert_eq!(TABLE.len(), rows(DATA).count());
        assert_eq!(look_up("killed"), Some(Consequence::Harm));
        assert_eq!(look_up("kettle"), None);
    }
}
