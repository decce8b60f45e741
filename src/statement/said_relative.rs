//! A relative clause that somebody is said to have said: "the vote, which they say was rigged, was held in May".
//!
//! The reporting clause is held apart, so that its complement is left without a subject: the finite verb right after it shows that the
//! relative pronoun is that subject. The complement is a clause of its own on the noun that the relative clause hangs on; it ends at the
//! next comma if the sentence goes on there with its main verb. Linear in the words.
//!
//! Known misses: a relative pronoun that is an object ("which they say he took"); a noun that the parser did not find.

use std::ops::Range;

use crate::language::TokenKind;
use crate::language::syntax::reading::Tree;
use crate::language::syntax::relation::Relation;
use crate::span::TokenIndex;
use crate::statement::predicate::{self, Role, Word};

/// Words before the held-apart clause in which its relative pronoun may stand.
const PRONOUN_WITHIN: usize = 2;

/// The complement of a reporting clause that a relative pronoun opens.
pub(super) struct SaidRelative {
    /// Where it ends among the words: the rest of its run goes on with the clause before.
    pub(super) end: usize,
    /// The tokens of the noun that it tells of.
    pub(super) subject: Vec<usize>,
}

/// Whether the run at `next` opens with the complement of a reporting clause that hangs on a noun of the run before it.
pub(super) fn find(words: &[Word<'_>], before: &Range<usize>, next: &Range<usize>, tree: &Tree<'_>) -> Option<SaidRelative> {
    let is_pronoun = |at: &usize| matches!(&*words[*at].low, "which" | "who");
    let pronoun = (before.end.saturating_sub(PRONOUN_WITHIN).max(before.start)..next.start).find(is_pronoun)?;
    // ", they say,": an insertion, not a clause with its own gap.
    if words[next.start - 1].text == "," || pronoun + 1 >= next.start {
        return None;
    }
    let run = &words[next.clone()];
    let roles = predicate::read(run);
    if roles.first() != Some(&Role::Finite) {
        return None;
    }
    let goes_on = |at: &usize| run[*at].text == "," && roles.get(at + 1) == Some(&Role::Finite);
    let end = next.start + (1..run.len()).find(goes_on).unwrap_or(run.len());
    let subject = antecedent(words, before, words[pronoun].token, tree);
    (!subject.is_empty()).then_some(SaidRelative { end, subject })
}

/// The noun of a reporting clause that a run tells more of, if the run is a relative clause that stands in the middle of that: "The company,
/// which has offered 4 percent, says".
pub(super) fn of_source(words: &[Word<'_>], run: &Range<usize>, tree: &Tree<'_>) -> Option<Vec<usize>> {
    let is_enclosed =
        run.start.checked_sub(1).is_some_and(|before| words[before].text == ",") && words.get(run.end).is_some_and(|next| next.text == ",");
    if !is_enclosed || !matches!(&*words[run.start].low, "which" | "who") {
        return None;
    }
    Some(antecedent(words, &(0..run.start), words[run.start].token, tree)).filter(|subject| !subject.is_empty())
}

/// The noun phrase, in the run before, on which the relative clause of a pronoun hangs; without its preposition.
fn antecedent(words: &[Word<'_>], before: &Range<usize>, pronoun: usize, tree: &Tree<'_>) -> Vec<usize> {
    let mut at = TokenIndex::new(pronoun);
    let head = loop {
        let Some(syntax) = tree.get(at) else { return Vec::new() };
        let Some(head) = syntax.head else { return Vec::new() };
        if syntax.relation == Relation::RelativeClause {
            break head;
        }
        at = head;
    };
    let clause = tree.subtree(at);
    let is_preposition =
        |token: &TokenIndex| tree.get(*token).is_some_and(|held| held.relation == Relation::Case && held.head == Some(head));
    let belongs = |word: &&Word<'_>| {
        let token = TokenIndex::new(word.token);
        word.kind != TokenKind::Punctuation && word.token < pronoun && !clause.contains(&token) && !is_preposition(&token)
    };
    let phrase = tree.subtree(head);
    words[before.clone()]
        .iter()
        .filter(belongs)
        .filter(|word| phrase.contains(&TokenIndex::new(word.token)))
        .map(|word| word.token)
        .collect()
}
