//! Figures that are put in the place of one given before: "The union put the figure at more than 30", "the true figure is nearer 110".
//!
//! "The figure", "the number", "the toll" with a value and no noun that is counted names again what was counted last. Such a figure
//! is on the matter of the nearest figure before it in the article, if that stands no more than two sentences before.
//! Linear in the words between the noun and the figure.
//!
//! So is a bare value that somebody "speaks of", "counts" or "admits to" ("Police put the crowd at 4,000; its organisers spoke of 20,000"), and one
//! that another party's reckoning gives ("by the commission's reckoning 38 stations; by the opposition's, more than 100").
//!
//! Known misses: "a figure of 30", "twice as many", "three more than the police say".

use std::ops::Range;

use crate::alignment::Member;
use crate::language::syntax::tag::Upos;
use crate::language::{Quantity, Unit};

/// Nouns that stand for what was counted before.
const NOUNS: [&str; 7] = ["figure", "number", "toll", "total", "tally", "sum", "amount"];
/// What makes them definite.
const DEFINITE: [&str; 8] = ["the", "that", "this", "its", "their", "his", "her", "whose"];
/// Words between such a noun and its value.
const BETWEEN: [&str; 34] = [
    "at", "is", "was", "be", "been", "being", "has", "had", "may", "might", "could", "would", "stands", "stood", "now", "closer", "nearer",
    "near", "to", "above", "below", "over", "more", "less", "than", "about", "around", "nearly", "actually", "really", "rather", "put",
    "higher", "lower",
];
/// Verbs whose bare value is one for what was counted before.
const COUNTING: [&str; 3] = ["counted", "counts", "reckons"];
/// Verbs that do so with a preposition.
const SPEAKING: [&str; 9] = ["admit", "admits", "admitted", "speak", "speaks", "spoke", "talk", "talked", "talks"];
/// Words of the value itself: "more than", "no fewer than".
const ROUGH: [&str; 14] = ["a", "about", "as", "at", "fewer", "just", "least", "many", "more", "nearly", "no", "over", "some", "than"];
/// A value may be this many times the one in whose place it is put.
const MOST_TIMES: f64 = 10.0;
/// Words between that are looked through.
const WITHIN: usize = 6;
/// Words before the noun in which its article stands ("the true figure").
const ARTICLE_WITHIN: usize = 2;
/// Sentences before in which the figure stands that is put again.
const SENTENCES_BEFORE: usize = 2;

/// Whether a quantity without a noun of its own is given for one that was counted before.
pub(crate) fn is_restated(member: &Member<'_>, quantity: &Quantity) -> bool {
    if quantity.unit != Unit::Count(None) {
        return false;
    }
    let before = before(member, quantity);
    let (first, start) = (before.start, before.end);
    let noun = (first.max(start.saturating_sub(WITHIN))..start).rev().find(|at| !BETWEEN.contains(&member.form(*at).as_str()));
    // "The number 38 bus" has nothing between the two.
    let noun = noun.filter(|at| at + 1 < start && NOUNS.contains(&member.form(*at).as_str()));
    let is_definite =
        |noun: usize| (first.max(noun.saturating_sub(ARTICLE_WITHIN))..noun).any(|at| DEFINITE.contains(&member.form(at).as_str()));
    is_rival(member, quantity) || noun.is_some_and(is_definite)
}

/// Whether it is the value of another party than the one before: somebody speaks of it, or it is somebody else's reckoning.
pub(crate) fn is_rival(member: &Member<'_>, quantity: &Quantity) -> bool {
    let before = before(member, quantity);
    let Some(cue) = before.clone().rev().find(|at| !ROUGH.contains(&member.form(*at).as_str())) else { return false };
    is_spoken_of(member, cue, before.start) || is_by_other(member, cue, before.start)
}

/// The tokens of the sentence before a quantity.
fn before(member: &Member<'_>, quantity: &Quantity) -> Range<usize> {
    let first = member.analysis.sentences.get(quantity.sentence.get()).map_or(0, |sentence| sentence.tokens.range().start);
    first..quantity.tokens.range().start
}

/// "its organisers spoke of 20,000", "the regulator counts five": the word before the value, in a sentence that begins at `first`.
fn is_spoken_of(member: &Member<'_>, cue: usize, first: usize) -> bool {
    let word = member.form(cue);
    let speaks = matches!(word.as_str(), "of" | "to") && cue > first && SPEAKING.contains(&member.form(cue - 1).as_str());
    // "Counts 7 and 8" are none.
    let is_verb = || member.analysis.syntax.get(cue).is_some_and(|syntax| syntax.tag.upos == Upos::Verb);
    speaks || COUNTING.contains(&word.as_str()) && is_verb()
}

/// "by the opposition's, more than 100": likewise.
fn is_by_other(member: &Member<'_>, cue: usize, first: usize) -> bool {
    let is_owner = cue > first && member.form(cue) == "," && member.form(cue - 1).ends_with("'s");
    is_owner && (first.max(cue.saturating_sub(WITHIN))..cue).any(|at| member.form(at) == "by")
}

/// Whether a quantity stands near enough before another one for that to be given in its place, and is of its order.
pub(crate) fn is_before(quantity: &Quantity, restated: &Quantity) -> bool {
    let apart = restated.sentence.get().checked_sub(quantity.sentence.get());
    let (more, less) = (quantity.value.max(restated.value), quantity.value.min(restated.value));
    quantity.tokens.range().end <= restated.tokens.range().start
        && apart.is_some_and(|apart| apart <= SENTENCES_BEFORE)
        && more <= MOST_TIMES * less
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alignment::ConflictKind;
    use crate::alignment::fixture::{compared, read, told};

    fn restated(text: &str) -> Vec<bool> {
        let told = told("A", "", text);
        told.analysis.quantities.iter().map(|quantity| is_restated(&told.member(), quantity)).collect()
    }

    #[test]
    fn the_figure_with_a_value_stands_for_the_figure_before() {
        assert_eq!(restated("The army counted 40 dead. The clinic put the number at more than 60."), [false, true]);
        assert_eq!(restated("It costs 20 crowns a day. Tenants say the true figure is nearer 35."), [false, true]);
        assert_eq!(restated("He took the number 38 bus. The number of buses is 12."), [false, false]);
        assert_eq!(restated("A number was put at 12."), [false]);
    }

    #[test]
    fn what_another_party_speaks_of_stands_for_the_figure_before() {
        assert_eq!(restated("Police put the crowd at 4,000; its organisers spoke of 20,000."), [false, true]);
        assert_eq!(restated("The firm names three batches. The regulator counted five."), [false, true]);
        assert_eq!(restated("By the board's reckoning 38 stations closed; by the party's, more than 100."), [false, true]);
        assert_eq!(restated("Police spoke of 12 boats. She counted to ten."), [false, false]);
        assert_eq!(restated("The jury heard six witnesses. Counts 7 and 8 were dropped on Monday."), [false, false, false]);
    }

    #[test]
    fn the_figures_of_two_parties_in_one_article_conflict() {
        let sides = |text: &str| {
            let comparison =
                compared(&[read("A", text), read("B", "A crowd of 4,000 gathered at the gate, police said. Trains ran late.")]);
            let conflict = comparison.conflicts.into_iter().find(|conflict| conflict.kind == ConflictKind::Quantity);
            conflict.map(|conflict| conflict.sides.into_iter().map(|side| side.value).collect::<Vec<_>>())
        };
        assert_eq!(sides("Police put the crowd at 4,000. Trains ran late."), None);
    }

    #[test]
    fn a_figure_put_in_the_place_of_another_conflicts_with_it() {
        let mut one = told("A", "", "Police arrested 14 people at the stadium. The fan club put the figure at more than 50.");
        one.attributions = crate::attribution::find(&one.article, &one.analysis, &crate::attribution::AttributionOptions::default());
        let other = told("B", "", "Police arrested 14 people at the stadium. Trains ran late.");
        let comparison = compared(&[one, other]);
        let conflict = comparison.conflicts.iter().find(|conflict| conflict.kind == ConflictKind::Quantity).expect("14 and 50");
        assert_eq!(conflict.sides.iter().map(|side| side.value.as_str()).collect::<Vec<_>>(), ["14", "more than 50"]);
    }
}
