//! What a tree says of its verbs: subject, object, passive, agent. What later stages ask, in one place, with the corrections that the
//! parser's known faults need.

use std::ops::Range;

use crate::language::syntax::Syntax;
use crate::language::syntax::relation::Relation;
use crate::language::syntax::tag::Xpos;
use crate::language::{Analysis, Sentence};
use crate::span::TokenIndex;

/// Levels that a verb borrows its subject from: "said and left and returned".
const BORROWED_LEVELS: usize = 4;

/// The tree of one sentence.
#[derive(Clone, Copy, Debug)]
pub struct Tree<'run> {
    syntax: &'run [Syntax],
    terms: &'run [Box<str>],
    first: usize,
}

impl Analysis {
    /// The tree of a sentence; empty if it was not parsed.
    #[must_use]
    pub fn tree(&self, sentence: &Sentence) -> Tree<'_> {
        let tokens = sentence.tokens.range();
        Tree { syntax: self.syntax.get(tokens.clone()).unwrap_or(&[]), terms: &self.terms, first: tokens.start }
    }
}

impl<'run> Tree<'run> {
    /// A token's place in the tree, if it lies in the sentence.
    #[must_use]
    pub fn get(&self, token: TokenIndex) -> Option<&'run Syntax> {
        self.syntax.get(token.get().checked_sub(self.first)?)
    }

    /// The sentence's tokens.
    pub fn tokens(&self) -> impl Iterator<Item = (TokenIndex, &'run Syntax)> + use<'run> {
        let first = self.first;
        self.syntax.iter().enumerate().map(move |(at, syntax)| (TokenIndex::new(first + at), syntax))
    }

    /// The head of the sentence.
    #[must_use]
    pub fn root(&self) -> Option<TokenIndex> {
        self.tokens().find(|(_, syntax)| syntax.head.is_none()).map(|(token, _)| token)
    }

    /// The uppermost of a run of the sentence's tokens: those whose head lies outside it, in order.
    pub fn tops(&self, run: Range<usize>) -> impl Iterator<Item = (TokenIndex, &'run Syntax)> + use<'run> {
        self.tokens().filter(move |(at, syntax)| run.contains(&at.get()) && syntax.head.is_none_or(|head| !run.contains(&head.get())))
    }

    /// What hangs on a token, in order. Costs a pass over the sentence.
    pub fn children(&self, token: TokenIndex) -> impl Iterator<Item = (TokenIndex, &'run Syntax)> + use<'run> {
        self.tokens().filter(move |(_, syntax)| syntax.head == Some(token))
    }

    /// The first child with a relation.
    #[must_use]
    pub fn child(&self, token: TokenIndex, relation: Relation) -> Option<TokenIndex> {
        self.children(token).find(|(_, syntax)| syntax.relation == relation).map(|(child, _)| child)
    }

    /// A token and all below it, in order.
    #[must_use]
    pub fn subtree(&self, token: TokenIndex) -> Vec<TokenIndex> {
        let mut below = vec![token];
        let mut at = 0;
        while at < below.len() {
            let parent = below[at];
            below.extend(self.children(parent).map(|(child, _)| child));
            at += 1;
        }
        below.sort_unstable();
        below
    }

    /// The head of a verb's subject. A verb without one borrows that of the verb it is joined to ("came and said"), or, as a clause
    /// without a subject of its own, that of the verb above it ("wanted to say").
    #[must_use]
    pub fn subject(&self, verb: TokenIndex) -> Option<TokenIndex> {
        let mut at = verb;
        for _ in 0..BORROWED_LEVELS {
            let own = self.children(at).find(|(_, syntax)| syntax.relation.is_nominal_subject());
            if let Some((subject, _)) = own {
                return Some(subject);
            }
            let syntax = self.get(at)?;
            // "officials saying so": the noun that the clause hangs on.
            if syntax.relation == Relation::NounClause && syntax.tag.xpos == Xpos::Gerund {
                return syntax.head;
            }
            if !matches!(syntax.relation, Relation::Conjunct | Relation::OpenClause | Relation::AdverbClause) {
                return None;
            }
            // "..., saying": the subject of the main verb; "after it said" has its own or none.
            if syntax.relation == Relation::AdverbClause && syntax.tag.xpos != Xpos::Gerund {
                return None;
            }
            at = syntax.head?;
        }
        None
    }

    /// The normal form of a word.
    pub(super) fn lemma(&self, syntax: &Syntax) -> &'run str {
        self.terms.get(syntax.lemma.get()).map_or("", |lemma| lemma)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::sentence::tests::{analysed, article};

    #[test]
    fn a_second_verb_borrows_its_subject() {
        let article = article(&["The minister came late and said that the talks had failed."]);
        let analysis = analysed(&article);
        let tree = analysis.tree(&analysis.sentences[0]);
        let said = TokenIndex::new(5);
        assert_eq!(tree.subject(said), Some(TokenIndex::new(1)));
        assert_eq!(tree.root(), Some(TokenIndex::new(2)));
        assert!(tree.subtree(said).len() > 5);
    }
}
