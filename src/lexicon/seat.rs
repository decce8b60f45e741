//! Seats of government that news lets speak for their state ("Tehran"), and short names of states and unions ("US").

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::lexicon::rows;

pub(crate) static DATA: &str = include_str!("data/seat.tsv");

static TABLE: LazyLock<FxHashMap<&'static str, (&'static str, &'static str)>> =
    LazyLock::new(|| rows(DATA).map(|row| (row[0], (row[1], row[2]))).collect());

/// The state that a lower-case name stands for when it speaks: its seat or a short name.
#[must_use]
pub fn state_of(name: &str) -> Option<&'static str> {
    TABLE.get(name).map(|(state, _)| *state)
}

/// What a short name is short for, within longer names too ("UN mission").
#[must_use]
pub fn name_of(short: &str) -> Option<&'static str> {
    TABLE.get(short).filter(|(_, sort)| *sort == "short").map(|(state, _)| *state)
}

/// Whether a lower-case name is a seat of government.
#[must_use]
pub fn is_seat(name: &str) -> bool {
    TABLE.get(name).is_some_and(|(_, sort)| *sort == "seat")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seat_speaks_for_its_state_and_a_short_name_is_written_out() {
        assert_eq!(state_of("tehran"), Some("iran"));
        assert_eq!((name_of("un"), name_of("tehran")), (Some("united nations"), None));
        assert!(is_seat("paris") && !is_seat("uk"));
    }
}
