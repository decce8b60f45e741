//! What a statement says of its subject, and whether a sentence says anything of the kind.
//!
//! Two sentences on one subject come near each other by it alone: "inflation will average 4.1 percent next year" and "inflation is a tax
//! on the poor". Of what is said of the subject, the head (verb, or what a copula makes the predicate) with its object and adjuncts, the
//! second holds nothing. A short predicate proves nothing, since verbs vary ("three drones were used", "took part"), nor does one
//! with "not", since what is not so is said in many ways, nor a sentence that has the head, or a name or month that goes with it.
//! Cost: linear in the words of the two, and the tree of one sentence.
//!
//! Known misses: subjects that the parser did not find; long predicates put in other words throughout.

use crate::alignment::StatementRef;
use crate::alignment::matching::Matching;
use crate::alignment::scorer;
use crate::alignment::vocabulary::{Grounds, Word, WordKind};
use crate::language::syntax::relation::Relation;
use crate::lexicon::calendar::{self, CalendarWord};
use crate::lexicon::negation::{self, NegationClass};
use crate::span::TokenIndex;

/// Words of meaning from which on a predicate says so much that a sentence without any of it says something else.
const FEWEST_WORDS: usize = 3;
/// Share of its weight below which a sentence holds nothing of it. Looked at on our corpora: .1 to .3 differ by five cells of 500.
const NOTHING_BELOW: f64 = 0.2;
/// Likeness from which a word is held.
const HELD_FROM: f64 = 0.5;

/// Whether a sentence of an article says nothing of what a statement says of its subject.
pub(crate) fn is_missing(matching: &Matching<'_, '_>, statement: StatementRef, (member, sentence): (usize, usize)) -> bool {
    let Some(Said { words, head }) = said(matching, statement) else { return false };
    let there = &matching.texts[member].sentences[sentence];
    let is_month = |word: &Word| matches!(calendar::look_up(matching.vocabulary.text(word.term)), Some(CalendarWord::Month(_)));
    let tells = |word: &&Word| word.token == head || word.kind == WordKind::Name || is_month(word);
    let is_held = |word: &Word| there.iter().any(|other| matching.vocabulary.likeness(word.term, other.term) >= HELD_FROM);
    if words.len() < FEWEST_WORDS || words.iter().filter(tells).any(is_held) {
        return false;
    }
    let weights = matching.weights(&words, statement.member as usize, member);
    scorer::cover(&words, &weights, there, &matching.vocabulary, Grounds::Wording).0 < NOTHING_BELOW
}

/// What a statement says of its subject.
struct Said {
    words: Vec<Word>,
    head: TokenIndex,
}

/// The head of a statement's clause and the words that are neither of its subject, own or given back, nor of what opens the clause before
/// it; all of its own words where no subject was found. Nothing of a clause with a negation.
fn said(matching: &Matching<'_, '_>, reference: StatementRef) -> Option<Said> {
    let member = &matching.members[reference.member as usize];
    let analysis = member.analysis;
    let statement = matching.statement(reference);
    let own = analysis.tokens_under(statement.extent()).range();
    let tree = analysis.tree(analysis.sentences.get(statement.sentence.get())?);
    let (head, _) = tree.tops(own.clone()).find(|(_, syntax)| syntax.relation != Relation::Punctuation)?;
    let mut children = tree.children(head).filter(|(at, _)| own.contains(&at.get()));
    let subject = children.find(|(_, syntax)| syntax.relation.is_nominal_subject()).map_or_else(Vec::new, |(at, _)| tree.subtree(at));
    let first = subject.first().copied().unwrap_or_default();
    let is_negation = |at: usize| negation::look_up(&member.form(at)) == Some(NegationClass::Particle);
    if own.clone().any(is_negation) {
        return None;
    }
    let is_said = |word: &&Word| {
        let span = analysis.tokens[word.token.get()].span;
        let is_own = statement.spans.iter().any(|part| part.contains(span));
        is_own && word.token >= first && subject.binary_search(&word.token).is_err()
    };
    Some(Said { words: matching.prepared(reference).words.iter().filter(is_said).copied().collect(), head })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alignment::Member;
    use crate::alignment::fixture::{Told, told};
    use crate::alignment::matching::reference;

    /// Whether the second text says nothing of what the first one says of its subject.
    fn is_missing(one: &str, other: &str) -> bool {
        let told = [told("A", "", one), told("B", "", other)];
        let members: Vec<Member<'_>> = told.iter().map(Told::member).collect();
        super::is_missing(&Matching::of(&members), reference(0, 0), (1, 0))
    }

    #[test]
    fn another_thing_said_of_the_same_subject_is_something_else() {
        assert!(is_missing("The ferry company will lay off forty sailors before winter.", "The ferry company has an old song."));
    }

    #[test]
    fn who_has_the_head_or_the_month_or_a_short_predicate_in_other_words_may_say_it() {
        assert!(!is_missing("The ferry company will sell its oldest ships in Larne.", "The ferry company must sell some of its fleet."));
        assert!(!is_missing("The toll will not be raised before the end of March.", "The toll stays as it is until March."));
        assert!(!is_missing("The ferry company has not given up its oldest ships.", "The ferry company keeps to its plans."));
        assert!(!is_missing("Two ferry captains were dismissed.", "The two ferry captains had to go."));
    }
}
