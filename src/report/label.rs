//! The words that stand for a claim: its statement's, a subject given back in brackets (behind it where it is not the subject: "engineers had
//! closed in 2019 [the bridge]"), and the word of saying where the statement goes on from it ("[he called] on the five powers to break
//! off"). Linear in the words of one sentence.

use crate::alignment::Member;
use crate::language::syntax::relation::Relation;
use crate::span::{Span, StatementIndex, TokenIndex};
use crate::statement::Statement;

/// Bytes between a word of saying and what goes on from it, at most: a space.
const BESIDE: u32 = 1;

/// The wording of one of a member's statements.
pub(super) fn of(member: &Member<'_>, statement: StatementIndex) -> String {
    let text = &member.article.text;
    let held = &member.statements[statement.get()];
    if held.subject.is_empty() {
        let said = held.said(text);
        return lead(member, statement).map_or(said.clone(), |lead| format!("[{}] {said}", lead.of(text)));
    }
    if has_own_subject(member, held) { format!("{} [{}]", held.said(text), held.given_back(text)) } else { held.wording(text) }
}

/// Whether a statement has a subject beside the noun that was given back to it: "engineers had closed in 2019 | the bridge, which".
fn has_own_subject(member: &Member<'_>, held: &Statement) -> bool {
    let own = member.analysis.tokens_under(held.extent()).range();
    let Some(sentence) = member.analysis.sentences.get(held.sentence.get()) else { return false };
    let tree = member.analysis.tree(sentence);
    let clause = tree.tops(own.clone()).find(|(_, syntax)| syntax.relation == Relation::RelativeClause);
    let is_subject = |child: TokenIndex, relation: Relation| own.contains(&child.get()) && relation.is_nominal_subject();
    clause.is_some_and(|(verb, _)| tree.children(verb).any(|(child, syntax)| is_subject(child, syntax.relation)))
}

/// The word of saying that a statement goes on from, with who says it if that stands right before: it is what the verb acts on, or does, and
/// no clause that can stand alone.
fn lead(member: &Member<'_>, statement: StatementIndex) -> Option<Span> {
    let held = &member.statements[statement.get()];
    let (extent, analysis) = (held.extent(), member.analysis);
    let is_right_before = |span: &Span, next: Span| span.end <= next.start && next.start - span.end <= BESIDE;
    let mut saying = member.attributions.iter().filter(|attribution| attribution.statements.contains(&statement));
    let (attribution, cue) = saying.find_map(|one| Some((one, *one.cue.last().filter(|cue| is_right_before(cue, extent))?)))?;
    let tree = analysis.tree(analysis.sentences.get(held.sentence.get())?);
    let is_of_cue = |head: Option<TokenIndex>| head.is_some_and(|head| cue.contains(analysis.tokens[head.get()].span));
    let goes_on = |at: TokenIndex, relation: Relation| {
        let is_clause = tree.children(at).any(|(_, held)| held.relation.is_nominal_subject() || held.relation == Relation::Copula);
        let is_of_verb = matches!(relation, Relation::Object | Relation::IndirectObject | Relation::Oblique | Relation::UnmarkedOblique);
        (is_of_verb || matches!(relation, Relation::OpenClause | Relation::AdverbClause)) && !is_clause
    };
    let own = analysis.tokens_under(extent).range();
    let mut tops = tree.tops(own).filter(|(_, syntax)| syntax.relation != Relation::Punctuation).peekable();
    tops.peek()?;
    let all = tops.all(|(at, syntax)| is_of_cue(syntax.head) && goes_on(at, syntax.relation));
    let source = attribution.source.last().filter(|source| is_right_before(source, cue));
    all.then(|| source.map_or(cue, |source| source.cover(cue)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::language::Analysis;
    use crate::pipeline::{self, Options};

    fn labels(body: &str) -> Vec<String> {
        let article: Article = crate::ingest::article_from_text("a", "", body);
        let prepared = pipeline::prepare(&article, &Options::default());
        let analysis: &Analysis = &prepared.analysis;
        let member = Member { article: &article, analysis, statements: &prepared.statements.list, attributions: &prepared.attributions };
        (0..member.statements.len()).map(|at| of(&member, StatementIndex::new(at))).collect()
    }

    #[test]
    fn what_goes_on_from_a_word_of_saying_is_shown_with_it() {
        let all = labels("He urged the five northern powers to break off from the treaty on Monday.");
        assert!(all.iter().all(|label| label.contains("urged")), "{all:?}");
    }

    #[test]
    fn a_noun_that_is_not_the_subject_is_shown_behind() {
        let all = labels("The northern bridge, which the city engineers had closed to all lorries in 2019 after a storm, fell on Monday.");
        assert!(
            all.contains(&"the city engineers had closed to all lorries in 2019 after a storm [The northern bridge]".to_owned()),
            "{all:?}"
        );
    }

    #[test]
    fn a_clause_stands_alone() {
        assert_eq!(labels("The mayor said that the old gate was shut on Monday."), ["the old gate was shut on Monday"]);
    }
}
