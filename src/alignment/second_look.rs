//! A second look for claims of a single origin, before they are said to be in one outlet alone.
//!
//! By wording alone "got away with a light cut" is nowhere in an article that says "little more than a scratch". What only one origin
//! reports is sought in the others again by nearness in meaning (see `nearness`); where that comes near, the silence is not clear.
//! So it is where another article uses the claim's own predicate, a rare one ("rigged"), or the claim counts what it does not name ("More
//! than 30 were dragged into vans") and the other counts people.
//! A sum or a count of things of which the article has neither the value nor any of its kind and order is not in other words there.
//! It is done for those claims alone: nearness in meaning finds too much where it decides what is reported.
//! Cost: the different words of those claims times those of the event; then those claims times articles.

use crate::alignment::coverage;
use crate::alignment::denial;
use crate::alignment::matching::Matching;
use crate::alignment::scorer::{self, Manner};
use crate::alignment::vocabulary::{Term, WordKind};
use crate::alignment::{Claim, Coverage, StatementRef};

/// Inverse document frequency from which on a predicate is rare: an article that uses it of the same event may well mean the same.
const RARE_PREDICATE: f64 = 5.0;
/// Probability by meaning from which on a silence is not clear. Below it comes whatever shares a common word: of the silences of our corpora
/// that .15 made unclear and this does not, twelve of twelve were silences, in public news about .94.
const NEAR_BY_MEANING: f64 = 0.25;

/// Looks again for each claim of one origin in the articles that seem to be silent on it.
pub(super) fn at(matching: &mut Matching<'_, '_>, claims: &mut [Claim]) {
    let is_silent = |coverage: Coverage| coverage == Coverage::Absent;
    let stands_alone = |claim: &Claim| {
        claim.independent_origins == 1
            && claim.coverage.iter().any(|held| is_silent(held.coverage))
            && claim.coverage.iter().all(|held| held.coverage != Coverage::Unclear)
    };
    let alone: Vec<usize> = (0..claims.len()).filter(|at| stands_alone(&claims[*at])).collect();
    let asked: Vec<_> = alone.iter().flat_map(|at| matching.prepared(claims[*at].label).words.iter().map(|word| word.term)).collect();
    matching.vocabulary.bring_near(asked.into_iter());
    for at in alone {
        let claim = &mut claims[at];
        let words = &matching.prepared(claim.label).words;
        let predicates = rare_predicates(matching, claim.label);
        for (member, held) in claim.coverage.iter_mut().enumerate().filter(|(_, held)| is_silent(held.coverage)) {
            let weights = matching.weights(words, claim.label.member as usize, member);
            let found = scorer::seek(words, &weights, &matching.texts[member], &matching.vocabulary, Manner::Meaning);
            let is_named = predicates.iter().any(|term| matching.texts[member].frequency(*term) > 0);
            let holds_record = |sentence: usize| matching.sentence_holds_record(claim.label, member, sentence);
            let found = found.filter(|found| holds_record(found.sentence));
            let comes_near = found.as_ref().is_some_and(|found| found.probability >= NEAR_BY_MEANING);
            if (comes_near || is_named) && !matching.lacks_sums(claim.label, member) || matching.may_count_the_same(claim.label, member) {
                held.coverage = Coverage::Unclear;
            } else if let Some(found) = found.filter(|found| found.probability > held.probability) {
                held.probability = found.probability;
                held.nearest = coverage::passage(&matching.members[member], &found);
            }
        }
    }
}

/// The rare words among the predicates of a statement.
fn rare_predicates(matching: &Matching<'_, '_>, statement: StatementRef) -> Vec<Term> {
    let predicates = denial::predicates(matching, statement);
    let words = matching.prepared(statement).words.iter();
    let is_rare = |term: Term| matching.vocabulary.background(term) >= RARE_PREDICATE;
    words
        .filter(|word| word.kind == WordKind::Plain && predicates.contains(&word.token) && is_rare(word.term))
        .map(|word| word.term)
        .collect()
}
