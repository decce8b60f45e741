//! Acts that only one can have done, and what they are done to: "won the seat", "shot the mayor", "was named chairman".

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::lexicon::rows;

pub(crate) static DATA: &str = include_str!("data/single_act.tsv");

/// What only one can have done.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum SingleAct {
    /// Won what is won once.
    Contest,
    /// Killed or shot somebody.
    Victim,
    /// Was at the wheel.
    Vehicle,
    /// Wrote, built, founded.
    Work,
    /// Carried out an attack.
    Attack,
    /// Was given a post.
    Post,
}

/// Whether a word is for the act or for what it is done to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum ActRole {
    /// The verb.
    Act,
    /// The noun.
    Thing,
}

static TABLE: LazyLock<FxHashMap<&'static str, (SingleAct, ActRole)>> = LazyLock::new(|| {
    rows(DATA)
        .filter_map(|row| {
            let act = match *row.get(1)? {
                "contest" => SingleAct::Contest,
                "victim" => SingleAct::Victim,
                "vehicle" => SingleAct::Vehicle,
                "work" => SingleAct::Work,
                "attack" => SingleAct::Attack,
                "post" => SingleAct::Post,
                _ => return None,
            };
            let role = match *row.get(2)? {
                "act" => ActRole::Act,
                "thing" => ActRole::Thing,
                _ => return None,
            };
            Some((row[0], (act, role)))
        })
        .collect()
});

/// The act that a verb in its base form is.
#[must_use]
pub fn act(verb: &str) -> Option<SingleAct> {
    TABLE.get(verb).filter(|(_, role)| *role == ActRole::Act).map(|(act, _)| *act)
}

/// The act that is done to what a noun in the singular names.
#[must_use]
pub fn of_thing(noun: &str) -> Option<SingleAct> {
    TABLE.get(noun).filter(|(_, role)| *role == ActRole::Thing).map(|(act, _)| *act)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_an_act_and_a_role() {
        assert_eq!(TABLE.len(), rows(DATA).count());
        assert_eq!(act("win"), Some(SingleAct::Contest));
        assert_eq!(of_thing("seat"), Some(SingleAct::Contest));
        assert_eq!(act("seat"), None);
    }
}
