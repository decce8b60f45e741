//! When two figures cannot both hold.
//!
//! Two quantities are on the same matter if they measure the same thing (unit, or the noun that is counted; people
//! under any noun) and their statements are about the same: either one statement holds most of the other's words apart
//! from the figures (forward coverage >= .8, backward >= .25), or both figures stand beside the same word of what
//! happened ("seven guards were wounded", "six members of his force were injured"). They conflict if no value is
//! allowed by both ("at least two" allows three), they are more than 2 % apart, and the statements share no figure.
//! Known miss: figures of different things that share noun and verb ("three killed" in another, older attack, undated).

use crate::alignment::StatementRef;
use crate::alignment::matching::Matching;
use crate::alignment::scorer;
use crate::alignment::vocabulary::{Term, Word, WordKind};
use crate::language::{Approximator, Quantity, TimeValue, Unit};
use crate::span::Span;

/// Share of the words apart from figures that one direction must hold: chosen on natural text, where .7 gave false alarms.
const FORWARD_FROM: f64 = 0.8;
/// The same in the other direction.
const BACKWARD_FROM: f64 = 0.25;
/// With the same word of what happened beside both figures, this is enough.
const ANCHORED_FROM: f64 = 0.4;
/// Values nearer than this are the same, rounded.
const SAME_WITHIN: f64 = 0.02;
/// Words on either side of a figure that anchor it.
const ANCHOR_REACH: usize = 4;
/// Likeness from which words are aligned.
const ALIGNED_FROM: f64 = 0.7;
/// Rarity from which a word can be an anchor: below are words such as "say", "be", "people".
const ANCHOR_RARITY: f64 = 2.0;

/// Stems of nouns for people who are counted.
const PEOPLE: &[&str] = &[
    "people",
    "person",
    "guard",
    "bodyguard",
    "member",
    "officer",
    "soldier",
    "troop",
    "policeman",
    "civilian",
    "man",
    "men",
    "woman",
    "women",
    "child",
    "children",
    "resident",
    "protester",
    "demonstrator",
    "worker",
    "striker",
    "docker",
    "passenger",
    "victim",
    "casualty",
    "villager",
    "student",
    "citizen",
    "picket",
    "militant",
    "activist",
    "supporter",
    "patient",
    "migrant",
    "refugee",
    "death",
    "dead",
    "injured",
    "wounded",
    "evacuee",
    "households",
    "other",
    "life",
    "lives",
];

/// A figure in a statement.
pub(crate) struct Figure<'run> {
    /// The statement.
    pub statement: StatementRef,
    /// The quantity.
    pub quantity: &'run Quantity,
    /// The noun that is counted, if it is an event's term.
    pub noun: Option<Term>,
    /// Whether people are counted.
    pub counts_people: bool,
    /// Where it stands.
    pub span: Span,
    /// Aligned words must be among these: those beside the figure.
    anchors: Vec<Term>,
    /// The statement's words apart from figures.
    rest: Vec<Word>,
}

/// All figures of an event's statements that can be compared.
pub(crate) fn figures<'run>(matching: &Matching<'_, 'run>) -> Vec<Figure<'run>> {
    let mut figures = Vec::new();
    for reference in matching.references() {
        let member = &matching.members[reference.member as usize];
        for at in &matching.statement(reference).quantities {
            let Some(quantity) = member.analysis.quantities.get(*at as usize) else { continue };
            if matches!(quantity.unit, Unit::Ordinal) {
                continue;
            }
            figures.push(figure(matching, reference, quantity));
        }
    }
    figures
}

fn figure<'run>(matching: &Matching<'_, 'run>, statement: StatementRef, quantity: &'run Quantity) -> Figure<'run> {
    let member = &matching.members[statement.member as usize];
    let words = &matching.prepared(statement).words;
    let inside = |word: &Word| quantity.tokens.range().contains(&word.token.get());
    let noun = match &quantity.unit {
        Unit::Count(Some(term)) => member.analysis.terms.get(term.get()).and_then(|text| matching.vocabulary.find(text)),
        _ => None,
    };
    let first = words.iter().position(inside).or_else(|| words.iter().position(|word| word.token.get() >= quantity.tokens.range().start));
    let at = first.unwrap_or(words.len());
    let anchors = words
        .iter()
        .enumerate()
        .filter(|(place, word)| {
            place.abs_diff(at) <= ANCHOR_REACH && matches!(word.kind, WordKind::Plain) && !inside(word) && Some(word.term) != noun
        })
        .map(|(_, word)| word.term)
        .filter(|term| matching.vocabulary.background(*term) >= ANCHOR_RARITY && !is_people(matching.vocabulary.text(*term)))
        .collect();
    let rest = words.iter().copied().filter(|word| word.kind != WordKind::Number && !inside(word)).collect();
    let counts_people = noun.is_some_and(|noun| is_people(matching.vocabulary.text(noun)));
    Figure { statement, quantity, noun, counts_people, span: quantity.span, anchors, rest }
}

fn is_people(term: &str) -> bool {
    PEOPLE.iter().any(|noun| *noun == term || crate::language::stem::stem(noun) == term)
}

/// Whether two figures are on the same matter.
pub(crate) fn same_matter(matching: &Matching<'_, '_>, left: &Figure<'_>, right: &Figure<'_>) -> bool {
    if !same_unit(matching, left, right) || other_day(matching, left.statement, right.statement) {
        return false;
    }
    let shares = |from: &Figure<'_>, to: &Figure<'_>| {
        let weights = matching.weights(&from.rest, from.statement.member as usize, to.statement.member as usize);
        scorer::cover(&from.rest, &weights, &to.rest, &matching.vocabulary).0
    };
    let (forward, backward) = (shares(left, right), shares(right, left));
    let (more, less) = (forward.max(backward), forward.min(backward));
    let anchored =
        left.anchors.iter().any(|one| right.anchors.iter().any(|other| matching.vocabulary.likeness(*one, *other) >= ALIGNED_FROM));
    let counted_alike = left.noun.is_some() && right.noun.is_some();
    (more >= FORWARD_FROM && less >= BACKWARD_FROM && anchored) || (anchored && counted_alike && more >= ANCHORED_FROM)
}

/// Whether no value is allowed by both.
pub(crate) fn disjoint(left: &Quantity, right: &Quantity) -> bool {
    if let (Unit::Score(one), Unit::Score(other)) = (&left.unit, &right.unit) {
        return (left.value, *one) != (right.value, *other);
    }
    let apart = left.high < right.low || right.high < left.low;
    let vague = left.approximator == Approximator::Vague || right.approximator == Approximator::Vague;
    let (gap, size) = ((left.value - right.value).abs(), left.value.abs().max(right.value.abs()));
    apart && (vague || gap > SAME_WITHIN * size)
}

/// Whether the two statements share a figure of this unit.
pub(crate) fn share_figure(figures: &[Figure<'_>], left: StatementRef, right: StatementRef) -> bool {
    let of = |statement: StatementRef| figures.iter().filter(move |figure| figure.statement == statement);
    of(left).any(|one| {
        of(right).any(|other| {
            std::mem::discriminant(&one.quantity.unit) == std::mem::discriminant(&other.quantity.unit)
                && one.quantity.value == other.quantity.value
        })
    })
}

fn same_unit(matching: &Matching<'_, '_>, left: &Figure<'_>, right: &Figure<'_>) -> bool {
    match (&left.quantity.unit, &right.quantity.unit) {
        (Unit::Count(_), Unit::Count(_)) => match (left.noun, right.noun) {
            (Some(one), Some(other)) => {
                matching.vocabulary.likeness(one, other) >= ALIGNED_FROM || (left.counts_people && right.counts_people)
            }
            (None, None) => true,
            _ => true,
        },
        (one, other) => one == other || matches!((one, other), (Unit::Score(_), Unit::Score(_))),
    }
}

/// Whether both statements give days and share none.
fn other_day(matching: &Matching<'_, '_>, left: StatementRef, right: StatementRef) -> bool {
    let days = |reference: StatementRef| {
        let times = &matching.members[reference.member as usize].analysis.times;
        matching
            .statement(reference)
            .times
            .iter()
            .filter_map(|at| times.get(*at as usize))
            .filter_map(|time| match time.value {
                TimeValue::Day(day) => Some(day),
                _ => None,
            })
            .collect::<Vec<_>>()
    };
    let (left, right) = (days(left), days(right));
    !left.is_empty() && !right.is_empty() && !left.iter().any(|day| right.contains(day))
}
