//! What a statement tells as done: the head of a main clause, who does it and what it is done to.
//!
//! Only what is told of now counts: no modal, no negation, no "if" or "when" above it, no relative clause (news tells there what is
//! known), no pluperfect, no other year. Linear in the words of the sentence for each head that is asked about.
//!
//! Known misses: subjects that are pronouns; what a relative clause tells for the first time.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::alignment::figure_time::{times, usual_day};
use crate::alignment::matching::{Matching, Place};
use crate::alignment::{Member, StatementRef};
use crate::language::stem::stem;
use crate::language::syntax::Syntax;
use crate::language::syntax::passive::Passive;
use crate::language::syntax::reading::Tree;
use crate::language::syntax::relation::Relation;
use crate::language::syntax::tag::{Upos, Xpos};
use crate::language::{NameHint, TimeExpression, TimeValue};
use crate::lexicon::reporting_cue::{self, CueTone};
use crate::lexicon::{calendar, demonym, seat};
use crate::span::{Span, TokenIndex};
use crate::statement::Polarity;

/// Days before its article that a day may lie of which the article tells as now.
const MOST_DAYS_BEFORE: i32 = 7;
/// Clauses that a clause is joined to, or told in, at most.
const MOST_ABOVE: usize = 4;
/// Helpers that tell of what is not so yet.
const MODALS: [&str; 11] = ["will", "would", "may", "might", "can", "could", "shall", "should", "must", "ought", "'ll"];
/// Words beside a verb by which it was not done, or not now.
const NOT_NOW: [&str; 20] = [
    "not",
    "n't",
    "never",
    "hardly",
    "nearly",
    "almost",
    "narrowly",
    "once",
    "previously",
    "formerly",
    "earlier",
    "originally",
    "initially",
    "first",
    "twice",
    "again",
    "ago",
    "allegedly",
    "also",
    "too",
];
/// Words before a noun that leave open which one it is.
const INDEFINITE: [&str; 14] =
    ["a", "an", "another", "any", "both", "each", "every", "more", "most", "no", "one", "other", "several", "some"];

/// A noun with the words that say which one it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Noun {
    /// Stem of its last word: of a person the surname.
    pub key: String,
    /// Its words, without articles and clauses.
    pub span: Span,
    /// Stems of its words of meaning; days left out.
    pub words: BTreeSet<String>,
    /// Of those, the ones that are names or stand for peoples; peoples and seats of government by their land.
    pub names: BTreeSet<String>,
    /// What its name seems to name, if its head is a name.
    pub hint: Option<NameHint>,
    /// Whether it names one thing only: neither "a", "some" nor a list.
    pub is_one: bool,
}

/// A statement, told of now, with the tree of its sentence.
pub(crate) struct Reader<'event, 'run> {
    pub member: &'event Member<'run>,
    pub statement: StatementRef,
    pub tree: Tree<'run>,
    /// The days that it names.
    pub days: Vec<Date>,
    is_headline: bool,
    /// What negates it.
    negation: Negation,
}

/// What negates a statement.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Negation {
    Nothing,
    By(Option<TokenIndex>),
}

impl<'event, 'run> Reader<'event, 'run> {
    /// A statement that tells of now.
    pub(crate) fn of(matching: &'event Matching<'_, 'run>, reference: StatementRef) -> Option<Self> {
        let member = &matching.members[reference.member as usize];
        let statement = matching.statement(reference);
        let sentence = member.analysis.sentences.get(statement.sentence.get())?;
        let published = member.article.published.day().or(usual_day(matching));
        let (days, is_other_time) = times(matching, reference, published, None);
        let is_old = |day: &Date| published.is_some_and(|published| (published - *day).get_days() > MOST_DAYS_BEFORE);
        // Without a day of the article any year may be another.
        let is_year = |time: &TimeExpression| matches!(time.value, TimeValue::Year(_)) && sentence.span.contains(time.span);
        let may_be_other = published.is_none() && member.analysis.times.iter().any(is_year);
        if is_other_time || may_be_other || days.iter().any(is_old) {
            return None;
        }
        let is_headline = matching.prepared(reference).place == Place::Headline;
        let negation = match statement.polarity {
            Polarity::Affirmed => Negation::Nothing,
            Polarity::Negated => Negation::By(statement.negator),
        };
        Some(Self { member, statement: reference, tree: member.analysis.tree(sentence), days, is_headline, negation })
    }

    /// The small form of a token.
    pub(crate) fn form(&self, at: TokenIndex) -> String {
        self.member.form(at.get())
    }

    /// The dictionary form of a token.
    pub(crate) fn lemma(&self, at: TokenIndex) -> String {
        let terms = &self.member.analysis.terms;
        let lemma = self.tree.get(at).and_then(|syntax| terms.get(syntax.lemma.get()));
        lemma.map_or_else(String::new, |lemma| lemma.to_lowercase())
    }

    /// A verb with its particle: "strike down".
    pub(crate) fn phrasal(&self, verb: TokenIndex) -> String {
        let lemma = self.lemma(verb);
        match self.tree.child(verb, Relation::VerbParticle) {
            Some(particle) => format!("{lemma} {}", self.form(particle)),
            None => lemma,
        }
    }

    /// Whether the clause of this head, which may be a verb or what a copula stands before, is told as done, and as the news.
    pub(crate) fn is_told(&self, head: TokenIndex) -> bool {
        let Some(syntax) = self.tree.get(head) else { return false };
        // "Rejected" is a negation, of the plan that was.
        let is_so = self.negation == Negation::Nothing || self.negation == Negation::By(Some(head));
        if !is_so {
            return false;
        }
        let is_verb = syntax.tag.upos == Upos::Verb;
        if is_verb && !self.has_told_form(head, syntax) {
            return false;
        }
        let undoes = |(at, child): (TokenIndex, &Syntax)| {
            let form = self.form(at);
            match child.relation {
                Relation::Auxiliary | Relation::Copula | Relation::PassiveAuxiliary => MODALS.contains(&form.as_str()) || form == "had",
                Relation::Adverb => NOT_NOW.contains(&form.as_str()) || child.tag.xpos == Xpos::WhAdverb,
                Relation::Mark => form != "that",
                _ => false,
            }
        };
        !self.tree.children(head).any(undoes) && self.is_main(head)
    }

    fn has_told_form(&self, verb: TokenIndex, syntax: &Syntax) -> bool {
        match syntax.tag.xpos {
            Xpos::PastVerb => true,
            // "Holm killed Lund": past and participle are one form, and the tagger may take it for the other.
            Xpos::Participle => {
                self.is_helped(verb)
                    || self.tree.child(verb, Relation::Subject).is_some()
                    || syntax.relation == Relation::Conjunct
                    || self.is_headline
            }
            Xpos::ThirdPersonVerb | Xpos::PresentVerb => self.is_headline,
            _ => false,
        }
    }

    fn is_helped(&self, verb: TokenIndex) -> bool {
        let is_helper = |relation| matches!(relation, Relation::Auxiliary | Relation::PassiveAuxiliary | Relation::Copula);
        self.tree.children(verb).any(|(_, child)| is_helper(child.relation))
    }

    /// Whether a head is that of the sentence, or joined to that, or what a reporting verb there says.
    fn is_main(&self, head: TokenIndex) -> bool {
        let mut at = head;
        for _ in 0..MOST_ABOVE {
            let Some(syntax) = self.tree.get(at) else { return false };
            let Some(above) = syntax.head else { return true };
            let is_reported = || {
                let verb = reporting_cue::verb(&self.form(above));
                verb.is_some_and(|(verb, _)| matches!(verb.tone, CueTone::Neutral | CueTone::Endorse | CueTone::Concede))
            };
            match syntax.relation {
                Relation::Root | Relation::Parataxis => return true,
                Relation::Conjunct => at = above,
                Relation::ContentClause if is_reported() => at = above,
                _ => return false,
            }
        }
        false
    }

    /// Who does it and what it is done to: of a passive the noun behind "by" and the subject.
    pub(crate) fn roles(&self, verb: TokenIndex) -> (Option<TokenIndex>, Option<TokenIndex>) {
        match self.passive(verb) {
            Some(passive) => (passive.agent, passive.patient),
            None => (self.tree.subject(verb), self.tree.child(verb, Relation::Object)),
        }
    }

    fn passive(&self, verb: TokenIndex) -> Option<Passive> {
        self.tree.passives().into_iter().find(|passive| passive.verb == verb)
    }

    /// Whether a verb is passive.
    pub(crate) fn is_passive(&self, verb: TokenIndex) -> bool {
        self.passive(verb).is_some()
    }

    /// Names in the circumstances of a verb: "won the final in Oslo". Days and the agent are none.
    pub(crate) fn places(&self, verb: TokenIndex, agent: Option<TokenIndex>) -> BTreeSet<String> {
        let circumstances = self.tree.children(verb).filter(|(at, child)| child.relation == Relation::Oblique && Some(*at) != agent);
        circumstances.flat_map(|(at, _)| self.noun(at).names).collect()
    }

    /// A noun and the words that say which one it is.
    pub(crate) fn noun(&self, head: TokenIndex) -> Noun {
        let analysis = self.member.analysis;
        let mut tokens = vec![head];
        let mut is_one = self.tree.get(head).is_none_or(|syntax| syntax.relation != Relation::Conjunct && syntax.tag.xpos != Xpos::Nouns);
        let mut at = 0;
        while let Some(parent) = tokens.get(at).copied() {
            for (child, syntax) in self.tree.children(parent) {
                match syntax.relation {
                    Relation::Conjunct if parent == head => is_one = false,
                    Relation::Determiner if parent == head && INDEFINITE.contains(&self.form(child).as_str()) => is_one = false,
                    Relation::Adjective
                    | Relation::Compound
                    | Relation::Flat
                    | Relation::NounModifier
                    | Relation::Possessor
                    | Relation::UnmarkedNounModifier
                    | Relation::Description
                    | Relation::Number
                    | Relation::Conjunct => tokens.push(child),
                    _ => {}
                }
            }
            at += 1;
        }
        tokens.sort_unstable();
        let span =
            tokens.iter().filter_map(|at| analysis.tokens.get(at.get())).map(|token| token.span).reduce(Span::cover).unwrap_or_default();
        let mut words = BTreeSet::new();
        let mut names = BTreeSet::new();
        for token in &tokens {
            let (form, tag) = (self.form(*token), self.tree.get(*token).map(|syntax| syntax.tag.upos));
            let tells = matches!(tag, Some(Upos::Noun | Upos::ProperNoun | Upos::Adjective | Upos::Numeral | Upos::Verb));
            if !tells || calendar::look_up(&form).is_some() {
                continue;
            }
            if tag == Some(Upos::ProperNoun) || demonym::is_demonym(&form) {
                names.extend(of_land(&form).split_whitespace().map(str::to_owned));
            }
            words.insert(stem(&form));
        }
        let name = analysis.names.iter().find(|name| name.tokens.range().contains(&head.get()));
        // A name is a run of words, whichever of them the parser took for the head.
        let last = name.map_or(head, |name| TokenIndex::new(name.tokens.range().end - 1));
        let key = stem(&self.form(if tokens.contains(&last) { last } else { head }));
        Noun { key, span, words, names, hint: name.map(|name| name.hint), is_one }
    }
}

/// What `make` reads at the words of a statement whose dictionary form may be one. The tree is asked only where there is such a word.
pub(crate) fn read<'event, T>(
    matching: &'event Matching<'_, '_>,
    reference: StatementRef,
    may_be: impl Fn(&str) -> bool,
    make: impl Fn(&Reader<'event, '_>, TokenIndex) -> Option<T>,
) -> Vec<T> {
    let analysis = matching.members[reference.member as usize].analysis;
    let lemma = |at: TokenIndex| analysis.syntax_of(at).and_then(|syntax| analysis.terms.get(syntax.lemma.get()));
    let mut hits =
        matching.statement(reference).tokens.iter().copied().filter(|at| may_be(lemma(*at).map_or("", |lemma| lemma))).peekable();
    let reader = hits.peek().and_then(|_| Reader::of(matching, reference));
    reader.map_or_else(Vec::new, |reader| hits.filter_map(|at| make(&reader, at)).collect())
}

/// A people or a seat of government by its land; any other word of a name as it is, without a possessive.
pub(crate) fn of_land(form: &str) -> String {
    let form = form.strip_suffix("'s").unwrap_or(form).replace('.', "");
    demonym::place_of(&form).or_else(|| seat::state_of(&form)).map_or(form, str::to_owned)
}
