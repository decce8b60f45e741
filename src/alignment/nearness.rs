//! Which words of a claim and an article are near in meaning: one table, from the word vectors in the binary.
//!
//! The soft side of token alignment: what does not look alike may still say the same ("scratch" and "injury", "vessel" and "ferry"). Numbers,
//! weekdays, months and names have no vector here: Monday is near Tuesday and says another thing, so is one minister near another. Near is not the same: approved and rejected are near too, and conflicts are sought by wording alone.
//! Cost: the claim's different words times the article's.

use crate::alignment::vocabulary::{Term, WordKind};
use crate::language::vectors::{DIMENSIONS, WordVectors, dot};
use crate::lexicon::calendar;

/// Cosine at which nearness begins: .2 was better than .3 on our news set (average precision .939, not .935) and no worse on PropSegmEnt.
const FLOOR: f64 = 0.2;
/// Nearness below this is none: it would only lengthen the lists.
const LEAST: f64 = 0.1;

/// A word's place in the space of meanings.
pub(crate) struct Meaning {
    term: Term,
    vector: Box<[f32; DIMENSIONS]>,
}

impl Meaning {
    /// Of a term, by a form of it; none for numbers, days, names, and words without a vector.
    pub(crate) fn of(term: Term, form: &str, kind: WordKind) -> Option<Self> {
        if matches!(kind, WordKind::Number | WordKind::Name) || calendar::look_up(form).is_some() {
            return None;
        }
        let (vector, _) = WordVectors::get().vector(form)?;
        Some(Self { term, vector })
    }
}

/// Pairs of near terms, one of the first list and one of the second, with their nearness, 0 to 1.
pub(crate) fn pairs(left: &[Meaning], right: &[Meaning]) -> Vec<(Term, Term, f64)> {
    let mut near = Vec::new();
    for one in left {
        for other in right.iter().filter(|other| other.term != one.term) {
            let nearness = (f64::from(dot(&one.vector, &other.vector)) - FLOOR) / (1.0 - FLOOR);
            if nearness >= LEAST {
                near.push((one.term, other.term, nearness.min(1.0)));
            }
        }
    }
    near
}

/// How near two words are, 0 to 1; 0 where one of them has no place.
pub(crate) fn of_two(one: Option<&Meaning>, other: Option<&Meaning>) -> f64 {
    let (Some(one), Some(other)) = (one, other) else { return 0.0 };
    f64::from(dot(&one.vector, &other.vector)).clamp(0.0, 1.0)
}

/// A text's place in the space of meanings, of all its words together.
pub(crate) struct WholeMeaning(Option<Box<[f32; DIMENSIONS]>>);

impl WholeMeaning {
    /// Of a text.
    pub(crate) fn of(text: &str) -> Self {
        Self(WordVectors::get().vector(text).map(|(vector, _)| vector))
    }

    /// How alike two texts are as wholes, -1 to 1; 0 where one of them has no vector.
    pub(crate) fn likeness(&self, other: &Self) -> f64 {
        self.0.as_ref().zip(other.0.as_ref()).map_or(0.0, |(one, other)| f64::from(dot(one, other)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(left: &str, right: &str) -> bool {
        let of = |form, term| Meaning::of(term, form, WordKind::Plain).into_iter().collect::<Vec<_>>();
        !pairs(&of(left, 0), &of(right, 1)).is_empty()
    }

    #[test]
    fn words_are_near_by_meaning_but_days_and_names_to_nothing() {
        assert!(near("wounded", "injured") && !near("ferry", "pension"));
        assert!(!near("monday", "tuesday") && !near("march", "april"));
        assert!(Meaning::of(0, "biden", WordKind::Name).is_none());
    }

    #[test]
    fn texts_are_alike_as_wholes_and_nothing_is_like_no_text() {
        let alike = |left: &str, right: &str| WholeMeaning::of(left).likeness(&WholeMeaning::of(right));
        assert!(alike("the ship sank", "a vessel went down") > alike("the ship sank", "parliament passed the budget"));
        assert!((alike("the ship sank", "the ship sank") - 1.0).abs() < 1e-5);
        assert!(alike("", "the ship sank") == 0.0);
    }
}
