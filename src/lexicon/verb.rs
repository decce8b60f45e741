//! Verbs and their forms, for telling a finite verb by its form and place where no tagger is at hand.
//!
//! Regular forms are derived, the last consonant both single and doubled where it may be ("stopped", "entered"): a form that
//! nobody writes does no harm in a look-up. Known misses: verbs that are not listed, seen only by "-ed" (see `statement`).

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::lexicon::rows;

pub(crate) static DATA: &str = include_str!("data/verb.tsv");

/// What a word can be as a form of a listed verb; several for "read", "shut".
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct VerbForm {
    forms: u8,
    /// Whether the base and its -s form are as often nouns ("plans").
    pub kind: VerbKind,
    /// Whether it mostly takes an object.
    pub object: VerbObject,
}

/// Whether a verb's base and -s forms are as often nouns.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[non_exhaustive]
pub enum VerbKind {
    /// "become", "says".
    #[default]
    VerbOnly,
    /// "plan", "attacks".
    NounToo,
}

/// Whether a verb mostly takes an object.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[non_exhaustive]
pub enum VerbObject {
    /// "killed".
    #[default]
    Takes,
    /// "collapsed".
    None,
}

const BASE: u8 = 1;
const THIRD: u8 = 2;
const PAST: u8 = 4;
const PARTICIPLE: u8 = 8;

impl VerbForm {
    /// "become".
    #[must_use]
    pub fn base(self) -> bool {
        self.forms & BASE != 0
    }
    /// "becomes".
    #[must_use]
    pub fn third(self) -> bool {
        self.forms & THIRD != 0
    }
    /// "became".
    #[must_use]
    pub fn past(self) -> bool {
        self.forms & PAST != 0
    }
    /// "become", "taken", "killed".
    #[must_use]
    pub fn participle(self) -> bool {
        self.forms & PARTICIPLE != 0
    }
}

/// Base, past and participle of the verbs whose past does not end in "-ed".
#[cfg(feature = "train")]
pub(crate) fn irregular() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    rows(DATA).filter(|row| row[1] != "-" && row[2] != "-").map(|row| (row[0], row[1], row[2]))
}

static TABLE: LazyLock<FxHashMap<Box<str>, VerbForm>> = LazyLock::new(|| {
    let mut table: FxHashMap<Box<str>, VerbForm> = FxHashMap::default();
    for row in rows(DATA) {
        let kind = if row[3] == "noun" { VerbKind::NounToo } else { VerbKind::VerbOnly };
        let object = if row[4] == "none" { VerbObject::None } else { VerbObject::Takes };
        let mut add = |form: String, bit: u8| {
            let entry = table.entry(form.into_boxed_str()).or_insert(VerbForm { forms: 0, kind, object });
            entry.forms |= bit;
        };
        let base = row[0];
        add(base.to_owned(), BASE);
        add(third_person(base), THIRD);
        if row[1] == "-" {
            for past in regular_past(base) {
                add(past, PAST | PARTICIPLE);
            }
        } else {
            add(row[1].to_owned(), PAST);
            add(row[2].to_owned(), PARTICIPLE);
        }
    }
    table
});

/// The base with "-s", "-es" or "-ies".
fn third_person(base: &str) -> String {
    match base.strip_suffix('y').filter(|stem| !stem.ends_with(is_vowel)) {
        Some(stem) => format!("{stem}ies"),
        None if ["s", "x", "z", "ch", "sh", "o"].iter().any(|end| base.ends_with(end)) => format!("{base}es"),
        None => format!("{base}s"),
    }
}

/// The base with "-d", "-ied" or "-ed", and with its last consonant doubled where it may be.
fn regular_past(base: &str) -> Vec<String> {
    if base.ends_with('e') {
        return vec![format!("{base}d")];
    }
    if let Some(stem) = base.strip_suffix('y').filter(|stem| !stem.ends_with(is_vowel)) {
        return vec![format!("{stem}ied")];
    }
    let mut forms = vec![format!("{base}ed")];
    let mut back = base.chars().rev();
    if let (Some(last), Some(middle)) = (back.next(), back.next())
        && !is_vowel(last)
        && !matches!(last, 'w' | 'x' | 'y')
        && is_vowel(middle)
    {
        forms.push(format!("{base}{last}ed"));
    }
    forms
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// What a lower-case word can be as a form of a listed verb.
#[must_use]
pub fn look_up(word: &str) -> Option<VerbForm> {
    TABLE.get(word).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(word: &str) -> VerbForm {
        look_up(word).unwrap_or_default()
    }

    #[test]
    fn regular_forms_are_derived() {
        for past in ["killed", "stopped", "entered", "tried", "vowed", "fled", "admitted"] {
            assert!(form(past).past(), "{past}");
        }
        for third in ["becomes", "tries", "reaches", "goes"] {
            assert!(form(third).third(), "{third}");
        }
    }

    #[test]
    fn irregular_pasts_that_are_no_participle_are_told_apart() {
        assert!(form("went").past() && !form("went").participle());
        assert!(form("gone").participle() && !form("gone").past());
        assert!(form("held").past() && form("held").participle());
    }
}
