//! Which reporting clauses are held apart from statements.
//!
//! "The mayor said" belongs to no statement: what she said is one. "The mayor backed the plan" reports nothing that could stand alone;
//! the plan is what she backs, and the whole clause is the statement. A clause is held apart unless its content is no more than a noun
//! that the verb acts on: object, or behind a preposition, with no "that" clause of its own ("rejected the claim that it fired").
//! A relative clause in commas that tells more of the source ("the company, which has offered 4 percent, says") is the outlet's own and
//! stays: it says nothing of what was said.
//! Linear in the content's words.
//!
//! Known miss: nouns that stand for what was said ("announced a strike") keep their clause as well.

use crate::article::Article;
use crate::attribution::{Attribution, AttributionKind};
use crate::language::syntax::reading::Tree;
use crate::language::syntax::relation::Relation;
use crate::language::syntax::tag::Upos;
use crate::language::{Analysis, Token, TokenKind};
use crate::lexicon::calendar;
use crate::span::{Span, TokenIndex};

/// Forms of verbs by which somebody asks for something.
const ASKING: [&str; 12] =
    ["appeal", "appealed", "appeals", "call", "called", "calls", "plead", "pleaded", "pleads", "urge", "urged", "urges"];
/// Words of meaning from which on what is said is a statement of its own.
const FEWEST_SAID: usize = 3;

/// See [`apart`](super::apart()).
pub(super) fn apart(attributions: &[Attribution], article: &Article, analysis: &Analysis) -> Vec<Span> {
    let telling = attributions
        .iter()
        .filter(|attribution| !acts_on_a_thing(attribution, analysis) && !says_too_little(attribution, attributions, article, analysis))
        .filter(|attribution| !tells_in_passing(attribution, article, analysis));
    let clauses = telling.flat_map(|attribution| attribution.reporting_clause.iter().copied());
    let mut apart: Vec<Span> = clauses.flat_map(|clause| without_aside(clause, article, analysis)).collect();
    apart.sort_unstable();
    apart.dedup();
    apart
}

/// A reporting clause without the relative clause in commas that tells more of its source: "The company, which has offered 4 percent, says".
fn without_aside(clause: Span, article: &Article, analysis: &Analysis) -> Vec<Span> {
    let tokens = analysis.tokens_under(clause).range();
    let form = |at: usize| analysis.tokens.get(at).map_or("", |token| token.span.of(&article.text));
    let opens = |at: &usize| matches!(form(*at), "which" | "who") && at.checked_sub(1).is_some_and(|before| form(before) == ",");
    let aside = tokens.clone().skip(1).find(opens).and_then(|pronoun| {
        let sentence = analysis.sentences.get(analysis.sentence_at(clause.start)?.get())?;
        let tree = analysis.tree(sentence);
        let verb = tree.get(TokenIndex::new(pronoun))?.head?;
        let syntax = tree.get(verb)?;
        let source = syntax.head.filter(|head| {
            syntax.relation == Relation::RelativeClause
                && (tokens.start..pronoun).contains(&head.get())
                && names_the_source(*head, pronoun, form(pronoun), &tree)
        });
        let last = tree.subtree(verb).last()?.get();
        let is_closed = form(last + 1) == "," && last + 1 < tokens.end;
        (source.is_some() && is_closed).then_some(pronoun..last + 1)
    });
    let Some(aside) = aside else { return vec![clause] };
    let (first, next) = (analysis.tokens[aside.start].span.start, analysis.tokens[aside.end].span.start);
    vec![Span { end: first, ..clause }, Span { start: next, ..clause }]
}

/// Whether the noun before a relative pronoun is the source itself: neither a noun inside its phrase ("the president of the country, which
/// became free", "the dean of the school, who has taught there") nor a number beside it ("Lee, 51, who serves") nor one of several.
fn names_the_source(noun: TokenIndex, pronoun: usize, form: &str, tree: &Tree<'_>) -> bool {
    let Some(syntax) = tree.get(noun) else { return false };
    let is_noun = matches!(syntax.tag.upos, Upos::Noun | Upos::ProperNoun | Upos::Pronoun);
    let is_inner =
        matches!(syntax.relation, Relation::NounModifier | Relation::UnmarkedNounModifier | Relation::Conjunct | Relation::Possessor);
    let between = || (noun.get() + 1..pronoun).map(TokenIndex::new).filter_map(|at| tree.get(at));
    let is_apart = between().any(|held| held.relation == Relation::Case || held.tag.upos == Upos::Coordinator);
    is_noun && !is_inner && !(form == "which" && is_apart)
}

/// Whether what is asked for is too little to be a statement: "He called on everyone to remain calm", "The president urged restraint".
fn says_too_little(attribution: &Attribution, all: &[Attribution], article: &Article, analysis: &Analysis) -> bool {
    let ([content], AttributionKind::Indirect) = (&attribution.content[..], attribution.kind) else { return false };
    let range = analysis.tokens_under(*content).range();
    let Some(tokens) = analysis.tokens.get(range.clone()) else { return false };
    let is_verb = |at: usize| analysis.syntax.get(at).is_some_and(|syntax| syntax.tag.xpos.is_finite_verb());
    let tells = |token: &&Token| token.kind.carries_meaning() && calendar::look_up(&token.span.of(&article.text).to_lowercase()).is_none();
    let is_figure = |token: &Token| token.kind == TokenKind::Number;
    let asks = |at: usize| {
        let form = analysis.tokens[at].span.of(&article.text).to_lowercase();
        ASKING.contains(&form.as_str())
    };
    let Some(sentence) = analysis.sentence_at(content.start).and_then(|at| analysis.sentences.get(at.get())) else { return false };
    let is_beside = |other: &Attribution| other != attribution && other.content.iter().any(|held| sentence.span.overlaps(*held));
    let is_request = !attribution.source.is_empty() && attribution.cue.iter().any(|cue| analysis.tokens_under(*cue).range().any(asks));
    is_request
        && !all.iter().any(is_beside)
        && (1..FEWEST_SAID).contains(&tokens.iter().filter(tells).count())
        && !tokens.iter().any(is_figure)
        && !range.clone().any(is_verb)
        && analysis.quotations.iter().all(|quotation| !quotation.span.overlaps(*content))
}

/// Whether a relative clause tells of its noun what it said, in less than a clause: "Lund, who declared himself elected, is in front".
fn tells_in_passing(attribution: &Attribution, article: &Article, analysis: &Analysis) -> bool {
    let ([source], AttributionKind::Indirect) = (&attribution.source[..], attribution.kind) else { return false };
    let is_relative = ["who", "which"].iter().any(|pronoun| source.of(&article.text).eq_ignore_ascii_case(pronoun));
    let is_finite = |at: usize| analysis.syntax.get(at).is_some_and(|syntax| syntax.tag.xpos.is_finite_verb());
    is_relative
        && attribution.content.iter().all(|content| {
            let behind = attribution.cue.iter().all(|cue| cue.end <= content.start);
            let mut own = analysis.tokens_under(*content).range();
            behind && own.all(|at| !is_finite(at) || analysis.tokens[at].span.of(&article.text).contains('-'))
        })
}

/// Whether the content is a noun that the cue's verb acts on, and no clause.
fn acts_on_a_thing(attribution: &Attribution, analysis: &Analysis) -> bool {
    let ([content], AttributionKind::Indirect) = (&attribution.content[..], attribution.kind) else { return false };
    let own = analysis.tokens_under(*content).range();
    let Some(sentence) = analysis.sentence_at(content.start).and_then(|at| analysis.sentences.get(at.get())) else { return false };
    let tree = analysis.tree(sentence);
    let mut tops = tree.tops(own).filter(|(_, syntax)| syntax.relation != Relation::Punctuation);
    let (Some((top, syntax)), None) = (tops.next(), tops.next()) else { return false };
    let is_of_cue = |head: TokenIndex| attribution.cue.iter().any(|cue| cue.contains(analysis.tokens[head.get()].span));
    let is_noun = matches!(syntax.tag.upos, Upos::Noun | Upos::ProperNoun | Upos::Pronoun | Upos::Numeral);
    let is_acted_on =
        matches!(syntax.relation, Relation::Object | Relation::Oblique | Relation::PassiveSubject) && syntax.head.is_some_and(is_of_cue);
    let is_clause = |child: TokenIndex, relation: Relation| match relation {
        Relation::Copula | Relation::ContentClause => true,
        Relation::NounClause => tree.child(child, Relation::Mark).is_some(),
        relation => relation.is_nominal_subject(),
    };
    is_noun && is_acted_on && !tree.children(top).any(|(child, syntax)| is_clause(child, syntax.relation))
}

#[cfg(test)]
mod tests {
    use crate::ingest::article_from_text;
    use crate::pipeline::{self, Options};

    /// The statements of a text, as the whole tool reads it.
    fn stated(body: &str) -> Vec<String> {
        let article = article_from_text("", "", body);
        let prepared = pipeline::prepare(&article, &Options::default());
        prepared.statements.list.iter().map(|statement| statement.wording(&article.text)).collect()
    }

    #[test]
    fn who_acts_on_a_thing_makes_a_statement() {
        assert_eq!(stated("The harbour board rejects the allegation."), ["The harbour board rejects the allegation"]);
        assert_eq!(stated("Six members of the council opposed the toll."), ["Six members of the council opposed the toll"]);
    }

    #[test]
    fn what_is_dismissed_and_what_is_told_in_passing_stay_whole() {
        assert_eq!(stated("The idea was dismissed by the mayor as “naive”."), ["The idea was dismissed by the mayor as “naive"]);
        let stated = stated("Erik Lund, who declared himself elected at dawn, is ahead of his rival.");
        assert!(stated.iter().any(|one| one.starts_with("Erik Lund") && one.contains("is ahead")), "{stated:?}");
        assert!(!stated.iter().any(|one| one.starts_with("himself")), "{stated:?}");
    }

    #[test]
    fn who_says_something_makes_none() {
        assert_eq!(stated("The harbour board said the toll was legal."), ["the toll was legal"]);
        assert_eq!(stated("The harbour board rejected the claim that the toll was illegal."), ["the claim that the toll was illegal"]);
    }

    #[test]
    fn what_is_told_of_a_source_beside_is_a_statement_on_it() {
        assert_eq!(
            stated("The ferry company, which has offered a rise of 4 percent, says that forty posts will go."),
            ["[The ferry company] has offered a rise of 4 percent", "forty posts will go"]
        );
    }

    #[test]
    fn a_clause_joined_to_the_saying_gets_its_subject() {
        assert_eq!(
            stated("The Civil Protection Service confirmed 19 deaths, four of them of children, and was still looking for 27 people."),
            ["19 deaths, four of them of children", "[The Civil Protection Service] was still looking for 27 people"]
        );
    }

    #[test]
    fn who_says_too_little_to_stand_alone_is_told_of() {
        assert_eq!(
            stated("In an earlier tweet he had called on everyone to remain calm."),
            ["In an earlier tweet he had called on everyone to remain calm"]
        );
        assert_eq!(stated("The harbour master said the toll was legal."), ["the toll was legal"]);
    }

    #[test]
    fn what_is_told_of_a_noun_inside_the_source_is_none() {
        for text in [
            "The president of South Arvania, which became free only four months ago, said the border was open.",
            "Ann Lee of the union and her supporters, who seek a vote, said the border was open.",
        ] {
            assert_eq!(stated(text), ["the border was open"], "{text}");
        }
    }
}
