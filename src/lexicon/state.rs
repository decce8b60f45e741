//! Verbs whose participle behind "be" mostly tells a state and no act: "was determined to go" names nobody who determined it.
//!
//! Of the participles of such verbs behind "be" without "by", the training parts of the treebanks take three in four as adjectives.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::lexicon::rows;

pub(crate) static DATA: &str = include_str!("data/state.tsv");

static SET: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| rows(DATA).map(|row| row[0]).collect());

/// Whether the participle of a verb, given in its base form, mostly tells a state behind "be".
#[must_use]
pub fn tells_state(verb: &str) -> bool {
    SET.contains(verb)
}
