//! What a tree says of its verbs: subject, object, passive, agent. What later stages ask, in one place, with the corrections that the
//! parser's known faults need.

use std::ops::Range;

use crate::language::syntax::Syntax;
use crate::language::syntax::relation::Relation;
use crate::language::syntax::tag::{Upos, Xpos};
use crate::language::{Analysis, Sentence};
use crate::lexicon::calendar;
use crate::span::TokenIndex;

/// Verbs without a passive: "is gone" is none, nor is "he's got".
const NEVER_PASSIVE: [&str; 7] = ["arrive", "be", "become", "come", "get", "go", "happen"];

/// Levels that a verb borrows its subject from: "said and left and returned".
const BORROWED_LEVELS: usize = 4;

/// The tree of one sentence.
#[derive(Clone, Copy, Debug)]
pub struct Tree<'run> {
    syntax: &'run [Syntax],
    terms: &'run [Box<str>],
    first: usize,
}

/// A passive: its verb, and what was done to whom by whom, as far as it is said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Passive {
    /// The participle.
    pub verb: TokenIndex,
    /// The head of its subject.
    pub patient: Option<TokenIndex>,
    /// The head of the phrase with "by".
    pub agent: Option<TokenIndex>,
    /// How it shows.
    pub form: PassiveForm,
}

/// How a passive shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum PassiveForm {
    /// By an auxiliary, a passive subject or an agent of its own.
    Marked,
    /// By the passive that it is joined to: "killed" in "was shot and killed".
    Joined,
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

    /// The passives of the sentence: participles with an auxiliary, subject or agent that says so, and participles joined to one of them.
    #[must_use]
    pub fn passives(&self) -> Vec<Passive> {
        self.tokens().filter_map(|(token, syntax)| self.passive(token, syntax)).collect()
    }

    fn passive(&self, token: TokenIndex, syntax: &Syntax) -> Option<Passive> {
        let participle = syntax.tag.upos == Upos::Verb && matches!(syntax.tag.xpos, Xpos::Participle | Xpos::PastVerb);
        if !participle || NEVER_PASSIVE.contains(&self.lemma(syntax)) {
            return None;
        }
        let has = |token: TokenIndex, relation: Relation| self.child(token, relation);
        let (subject, agent) = (has(token, Relation::PassiveSubject), has(token, Relation::Agent));
        let marked = has(token, Relation::PassiveAuxiliary).is_some();
        let helpers =
            || self.children(token).filter(|(_, child)| matches!(child.relation.universal(), "aux" | "cop")).map(|(_, child)| child);
        // The parser calls some of them copulas ("was done").
        let be = helpers().any(|child| matches!(self.lemma(child), "be" | "get"));
        let have = helpers().any(|child| self.lemma(child) == "have");
        let perfect = have && !be && agent.is_none();
        if marked || agent.is_some() || (subject.is_some() && !perfect) || (be && syntax.tag.xpos == Xpos::Participle) {
            return Some(Passive { verb: token, patient: subject, agent: self.agent(token), form: PassiveForm::Marked });
        }
        let above = syntax.head.filter(|_| syntax.relation == Relation::Conjunct && syntax.tag.xpos == Xpos::Participle)?;
        let active = self.children(token).any(|(_, child)| {
            child.relation.is_nominal_subject() || matches!(child.relation, Relation::Auxiliary | Relation::Copula | Relation::Object)
        });
        let passive = !active && has(above, Relation::PassiveAuxiliary).is_some();
        passive.then(|| Passive { verb: token, patient: has(above, Relation::PassiveSubject), agent, form: PassiveForm::Joined })
    }

    /// Who does what a passive tells, given its verb.
    #[must_use]
    pub fn agent(&self, verb: TokenIndex) -> Option<TokenIndex> {
        self.child(verb, Relation::Agent).or_else(|| self.unlabelled_agent(verb))
    }

    /// "by" and a noun under a passive that the parser took for another circumstance. Days and years are not agents ("by Friday").
    fn unlabelled_agent(&self, verb: TokenIndex) -> Option<TokenIndex> {
        let by = |noun: TokenIndex| self.children(noun).any(|(_, child)| child.relation == Relation::Case && self.lemma(child) == "by");
        let noun =
            |syntax: &Syntax| matches!(syntax.tag.upos, Upos::Noun | Upos::ProperNoun | Upos::Pronoun | Upos::Numeral | Upos::Determiner);
        let mut circumstances = self.children(verb).filter(|(_, child)| child.relation == Relation::Oblique && noun(child));
        circumstances.find(|(token, child)| by(*token) && !is_time(self.lemma(child))).map(|(token, _)| token)
    }

    fn lemma(&self, syntax: &Syntax) -> &'run str {
        self.terms.get(syntax.lemma.get()).map_or("", |lemma| lemma)
    }
}

fn is_time(lemma: &str) -> bool {
    lemma.bytes().all(|byte| byte.is_ascii_digit()) || calendar::look_up(&lemma.to_lowercase()).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::sentence::tests::{analysed, article};

    /// Verb, subject and agent of each passive of one sentence; "-" where there is none.
    fn passives(text: &str) -> Vec<[String; 3]> {
        let article = article(&[text]);
        let analysis = analysed(&article);
        let form = |token: Option<TokenIndex>| token.map_or("-", |token| analysis.tokens[token.get()].span.of(&article.text)).to_owned();
        let found = analysis.tree(&analysis.sentences[0]).passives();
        found.iter().map(|passive| [form(Some(passive.verb)), form(passive.patient), form(passive.agent)]).collect()
    }

    #[test]
    fn a_passive_names_what_is_said_of_it() {
        let found = passives("The mayor was shot and wounded near the harbour, and the boat was taken by two men.");
        assert_eq!(found, [["shot", "mayor", "-"], ["wounded", "mayor", "-"], ["taken", "boat", "men"]]);
    }

    #[test]
    fn a_perfect_is_no_passive() {
        let found = passives("The mayor was gone by Friday, but the work was done by two men of the harbour guard.");
        assert_eq!(found, [["done", "work", "men"]]);
    }

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
