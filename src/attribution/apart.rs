//! Which reporting clauses are held apart from statements.
//!
//! "The mayor said" belongs to no statement: what she said is one. "The mayor backed the plan" reports nothing that could stand alone;
//! the plan is what she backs, and the whole clause is the statement. A clause is held apart unless its content is no more than a noun
//! that the verb acts on: object, or behind a preposition, with no "that" clause of its own ("rejected the claim that it fired").
//! Linear in the content's words.
//!
//! Known miss: nouns that stand for what was said ("announced a strike") keep their clause as well.

use crate::attribution::{Attribution, AttributionKind};
use crate::language::Analysis;
use crate::language::syntax::relation::Relation;
use crate::language::syntax::tag::Upos;
use crate::span::{Span, TokenIndex};

/// See [`apart`](super::apart()).
pub(super) fn apart(attributions: &[Attribution], analysis: &Analysis) -> Vec<Span> {
    let telling = attributions.iter().filter(|attribution| !acts_on_a_thing(attribution, analysis));
    let mut apart: Vec<Span> = telling.flat_map(|attribution| attribution.reporting_clause.iter().copied()).collect();
    apart.sort_unstable();
    apart.dedup();
    apart
}

/// Whether the content is a noun that the cue's verb acts on, and no clause.
fn acts_on_a_thing(attribution: &Attribution, analysis: &Analysis) -> bool {
    let ([content], AttributionKind::Indirect) = (&attribution.content[..], attribution.kind) else { return false };
    let own = analysis.tokens_under(*content).range();
    let Some(sentence) = analysis.sentence_at(content.start).and_then(|at| analysis.sentences.get(at.get())) else { return false };
    let tree = analysis.tree(sentence);
    let is_top = |head: Option<TokenIndex>| head.is_none_or(|head| !own.contains(&head.get()));
    let mut tops =
        tree.tokens().filter(|(at, syntax)| own.contains(&at.get()) && syntax.relation != Relation::Punctuation && is_top(syntax.head));
    let (Some((top, syntax)), None) = (tops.next(), tops.next()) else { return false };
    let is_of_cue = |head: TokenIndex| attribution.cue.iter().any(|cue| cue.contains(analysis.tokens[head.get()].span));
    let is_noun = matches!(syntax.tag.upos, Upos::Noun | Upos::ProperNoun | Upos::Pronoun | Upos::Numeral);
    let is_acted_on = matches!(syntax.relation, Relation::Object | Relation::Oblique) && syntax.head.is_some_and(is_of_cue);
    let is_clause = |child: TokenIndex, relation: Relation| match relation {
        Relation::Copula | Relation::ContentClause => true,
        Relation::NounClause => tree.child(child, Relation::Mark).is_some(),
        relation => relation.is_nominal_subject(),
    };
    is_noun && is_acted_on && !tree.children(top).any(|(child, syntax)| is_clause(child, syntax.relation))
}
