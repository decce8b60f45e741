//! Passives: what was done, to whom, and by whom as far as it is said.
//!
//! Participles that tell a state are none ("is closed" may be one, "was determined to go" is not): nobody is left out there who
//! did it. Known misses: reduced clauses inside a sentence ("with no link provided"), states of verbs that also tell acts ("is closed").

use crate::language::syntax::Syntax;
use crate::language::syntax::reading::Tree;
use crate::language::syntax::relation::Relation;
use crate::language::syntax::tag::{Upos, Xpos};
use crate::lexicon::{calendar, irregular, state};
use crate::span::TokenIndex;

/// Verbs without a passive: "is gone" is none, nor is "he's got".
const NEVER_PASSIVE: [&str; 8] = ["abide", "arrive", "be", "become", "come", "get", "go", "happen"];

/// Verbs of finishing, whose participle tells a state of a person: "I am done", not "the work is done".
const FINISHING: [&str; 2] = ["do", "finish"];

/// What "by" says the manner of, not who: "by force".
const MANNERS: [&str; 17] = [
    "accident",
    "air",
    "chance",
    "default",
    "definition",
    "email",
    "force",
    "hand",
    "law",
    "letter",
    "mail",
    "mistake",
    "name",
    "phone",
    "rail",
    "road",
    "sea",
];

/// Nouns whose "by" names their own author: "charged over a report by the bank".
const AUTHORED: [&str; 14] = [
    "analysis",
    "article",
    "book",
    "film",
    "letter",
    "novel",
    "painting",
    "photograph",
    "poll",
    "report",
    "song",
    "statement",
    "study",
    "survey",
];

/// What is put before verbs with a hyphen.
const PREFIXES: [&str; 9] = ["co", "counter", "cross", "de", "out", "over", "pre", "re", "under"];

/// Verbs of two objects, one of which stays in the passive: "was given leave", "was called a liar".
const TWO_OBJECTS: [&str; 48] = [
    "allocate",
    "allot",
    "allow",
    "appoint",
    "ask",
    "assign",
    "award",
    "call",
    "charge",
    "consider",
    "crown",
    "declare",
    "deem",
    "deny",
    "designate",
    "dub",
    "elect",
    "find",
    "fine",
    "forbid",
    "give",
    "grant",
    "guarantee",
    "hand",
    "issue",
    "leave",
    "lend",
    "make",
    "name",
    "offer",
    "owe",
    "pay",
    "permit",
    "promise",
    "pronounce",
    "refuse",
    "rename",
    "sell",
    "send",
    "sentence",
    "serve",
    "show",
    "spare",
    "teach",
    "tell",
    "title",
    "vote",
    "wish",
];

/// Units of time in their normal form: "by 5 years".
const SPANS: [&str; 7] = ["day", "decade", "hour", "minute", "month", "week", "year"];

/// Irregular participles that are adjectives too: "is gone", "was bound to".
const ADJECTIVES: [&str; 16] = [
    "bent", "bound", "broken", "done", "drunk", "fed", "gone", "hidden", "known", "left", "lost", "mistaken", "open", "shut", "torn",
    "worn",
];

/// Verbs whose base is used as their participle.
const BARE_PARTICIPLES: [&str; 1] = ["beat"];

/// Verbs that need an object, so that a headline without one tells a passive: "Mayor arrested after raid".
const BRIEF: [&str; 41] = [
    "accuse",
    "acquit",
    "appoint",
    "arrest",
    "ban",
    "blame",
    "capture",
    "charge",
    "detain",
    "evacuate",
    "execute",
    "expel",
    "fine",
    "free",
    "hospitalise",
    "hospitalize",
    "impeach",
    "imprison",
    "injure",
    "jail",
    "kidnap",
    "kill",
    "make",
    "name",
    "need",
    "nominate",
    "oust",
    "prosecute",
    "release",
    "rescue",
    "sack",
    "sell",
    "sentence",
    "shoot",
    "slay",
    "stab",
    "sue",
    "suspend",
    "treat",
    "want",
    "wound",
];

/// Where the "be" of a participle stands.
enum Helper {
    /// It is the participle's own.
    Own(TokenIndex),
    /// There is one, of another clause.
    Foreign,
    /// There is none.
    None,
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

impl Tree<'_> {
    /// The passives of the sentence: participles with an auxiliary, subject or agent that says so, and participles joined to one of them.
    #[must_use]
    pub fn passives(&self) -> Vec<Passive> {
        self.tokens().filter_map(|(token, syntax)| self.passive(token, syntax)).collect()
    }

    fn passive(&self, verb: TokenIndex, syntax: &Syntax) -> Option<Passive> {
        if !self.can_be_passive(verb, syntax) {
            return None;
        }
        let (agent, subject) = (self.agent(verb), self.child(verb, Relation::PassiveSubject));
        let marked = |patient| Some(Passive { verb, patient, agent, form: PassiveForm::Marked });
        match self.helper(verb, syntax) {
            Helper::Own(helper) if !self.describes_object(verb, syntax) && (agent.is_some() || !self.is_state(verb, syntax, helper)) => {
                return marked(subject);
            }
            Helper::Own(_) | Helper::Foreign => return None,
            Helper::None => {}
        }
        if let Some(patient) = self.asked_about(verb, syntax).or_else(|| self.told_in_brief(verb, syntax)) {
            return marked(Some(patient));
        }
        let is_active = self.children(verb).any(|(_, child)| {
            matches!(child.relation, Relation::Subject | Relation::Object)
                || (child.relation.universal() == "aux" && self.lemma(child) == "have")
        });
        if is_active {
            return None;
        }
        if agent.is_some() || (subject.is_some() && syntax.tag.xpos == Xpos::Participle) {
            return marked(subject);
        }
        let above = syntax.head.filter(|_| syntax.relation == Relation::Conjunct && syntax.tag.xpos == Xpos::Participle)?;
        let has_helper = self.children(verb).any(|(_, child)| matches!(child.relation, Relation::Auxiliary | Relation::Copula));
        let passive = !has_helper && self.child(above, Relation::PassiveAuxiliary).is_some();
        passive.then(|| Passive { verb, patient: self.child(above, Relation::PassiveSubject), agent, form: PassiveForm::Joined })
    }

    /// Whether the word is a participle that can be passive. One taken for an adjective is, where the parser saw a passive in it or no
    /// adjective is spelt so ("was sung").
    fn can_be_passive(&self, verb: TokenIndex, syntax: &Syntax) -> bool {
        let lemma = self.lemma(syntax);
        let is_irregular = || irregular::look_up(lemma).is_some_and(|base| base != lemma && !ADJECTIVES.contains(&lemma));
        match syntax.tag.xpos {
            Xpos::Participle | Xpos::PastVerb => syntax.tag.upos == Upos::Verb && !NEVER_PASSIVE.contains(&lemma),
            Xpos::BaseVerb => syntax.tag.upos == Upos::Verb && BARE_PARTICIPLES.contains(&lemma),
            Xpos::Adjective => self.children(verb).any(|(_, child)| match child.relation {
                Relation::PassiveAuxiliary => true,
                Relation::Copula => is_irregular(),
                _ => false,
            }),
            _ => false,
        }
    }

    /// The "be" or "get" of a participle. The parser calls some of them copulas ("was done"). One that belongs to a clause above is
    /// foreign ("the truth is that she has grown", "it was as expected").
    fn helper(&self, verb: TokenIndex, syntax: &Syntax) -> Helper {
        let before = || self.children(verb).take_while(|(at, _)| *at < verb);
        let helpers =
            before().filter(|(_, child)| matches!(child.relation.universal(), "aux" | "cop") && matches!(self.lemma(child), "be" | "get"));
        let Some((helper, own)) = helpers.last() else { return Helper::None };
        let between = || before().filter(|(at, _)| *at > helper);
        let is_likened = between().last().is_some_and(|(at, child)| at.get() + 1 == verb.get() && self.lemma(child) == "as");
        let is_above = between().any(|(_, child)| {
            (child.relation == Relation::Mark && child.tag.xpos != Xpos::To) || matches!(self.lemma(child), "have" | "gonna")
        });
        let subject = before().filter(|(_, child)| child.relation.is_nominal_subject()).last().map(|(at, _)| at);
        let asks = before().any(|(at, child)| at < helper && matches!(child.tag.xpos, Xpos::WhAdverb | Xpos::WhPronoun));
        let is_inverted = subject.is_some_and(|subject| subject > helper) && asks;
        let is_own = match syntax.tag.xpos {
            Xpos::Participle | Xpos::Adjective => true,
            _ => own.relation == Relation::PassiveAuxiliary || is_inverted || subject.is_none_or(|subject| subject < helper),
        };
        match is_own && !is_above && !is_likened {
            true => Helper::Own(helper),
            false => Helper::Foreign,
        }
    }

    /// Whether a participle has an object that its verb does not take in the passive, so that it only describes it: "is coagulated blood".
    fn describes_object(&self, verb: TokenIndex, syntax: &Syntax) -> bool {
        !TWO_OBJECTS.contains(&self.lemma(syntax)) && self.children(verb).any(|(at, child)| at > verb && child.relation == Relation::Object)
    }

    /// Whether a participle behind a helper, without an agent, tells a state.
    fn is_state(&self, verb: TokenIndex, syntax: &Syntax, helper: TokenIndex) -> bool {
        if self.get(helper).is_none_or(|helper| self.lemma(helper) != "be" || helper.tag.xpos == Xpos::Gerund) {
            return false;
        }
        let lemma = self.lemma(syntax);
        let person = || {
            let subject = self.subject(verb).and_then(|subject| self.get(subject));
            subject.is_some_and(|subject| matches!(self.lemma(subject), "I" | "he" | "i" | "she" | "we" | "you" | "they"))
        };
        let gerund = || self.children(verb).any(|(at, child)| at > verb && child.tag.xpos == Xpos::Gerund);
        state::tells_state(lemma) || is_compound(lemma) || (FINISHING.contains(&lemma) && (person() || gerund()))
    }

    /// What a question asks of, where the parser took its participle for a part of it: "the city" in "Why is the city called so?". Behind
    /// "what", "who" and "where" only a participle that ends the question: "Who is the man called Frank?" asks for the man.
    fn asked_about(&self, verb: TokenIndex, syntax: &Syntax) -> Option<TokenIndex> {
        if syntax.relation != Relation::NounClause || syntax.tag.xpos != Xpos::Participle {
            return None;
        }
        let noun = syntax.head.filter(|noun| *noun < verb)?;
        let describes = |child: &Syntax| {
            matches!(
                child.relation,
                Relation::Determiner | Relation::Possessor | Relation::Adjective | Relation::Compound | Relation::Number
            )
        };
        let first = self.children(noun).find(|(_, child)| describes(child)).map_or(noun, |(at, _)| at.min(noun));
        let before = |places: usize| first.get().checked_sub(places).and_then(|at| self.get(TokenIndex::new(at)));
        let (copula, question) = (before(1)?, before(2)?);
        let ends = || self.tokens().all(|(at, word)| at <= verb || word.tag.upos == Upos::Punctuation);
        let asks = match (question.tag.xpos, self.lemma(question)) {
            (Xpos::WhAdverb, "how" | "when" | "why") => true,
            (Xpos::WhAdverb | Xpos::WhPronoun, _) => ends(),
            _ => false,
        };
        (asks && self.lemma(copula) == "be").then_some(noun)
    }

    /// What a headline or a note tells of with a participle alone: "Parents prosecuted after death", "Passport needed". The verb takes an
    /// object and has none, the noun stands without an article.
    fn told_in_brief(&self, verb: TokenIndex, syntax: &Syntax) -> Option<TokenIndex> {
        let of_noun = syntax.relation == Relation::NounClause && syntax.tag.xpos == Xpos::Participle;
        let noun = match of_noun {
            true => syntax.head.filter(|noun| *noun < verb && self.get(*noun).is_some_and(|word| word.relation == Relation::Root))?,
            false => self.child(verb, Relation::Subject).filter(|noun| *noun < verb)?,
        };
        let is_open = self.children(verb).any(|(at, child)| {
            matches!(
                child.relation,
                Relation::Object | Relation::ContentClause | Relation::OpenClause | Relation::Conjunct | Relation::Parataxis
            ) || matches!(child.relation.universal(), "aux" | "cop")
                || (at < verb && child.relation == Relation::Mark)
        });
        let takes_object = BRIEF.contains(&self.lemma(syntax));
        let noun_word = self.get(noun)?;
        let is_bare = matches!(noun_word.tag.upos, Upos::Noun | Upos::ProperNoun | Upos::Numeral)
            && self.children(noun).all(|(_, child)| !matches!(child.relation, Relation::Determiner | Relation::Possessor));
        (is_bare && takes_object && !is_open && (of_noun || syntax.relation == Relation::Root)).then_some(noun)
    }

    /// Who does what a passive tells, given its verb.
    #[must_use]
    pub fn agent(&self, verb: TokenIndex) -> Option<TokenIndex> {
        let is_agent = |noun: TokenIndex, child: &Syntax| self.is_behind_by(noun) && is_doer(child) && !self.is_circumstance(noun, child);
        let own = || self.children(verb).filter(|(at, _)| *at > verb);
        let mut of_verb = own().filter(|(_, child)| matches!(child.relation, Relation::Agent | Relation::Oblique));
        if let Some((agent, _)) = of_verb.find(|(at, child)| is_agent(*at, child)) {
            return Some(agent);
        }
        // "reprinted for effect by the editor": the parser hangs "by" on the noun before it.
        let hosts = own()
            .filter(|(_, child)| matches!(child.relation, Relation::Oblique | Relation::Object) && !AUTHORED.contains(&self.lemma(child)));
        let mut of_nouns = hosts.flat_map(|(host, _)| self.children(host)).filter(|(_, child)| child.relation == Relation::NounModifier);
        of_nouns.find(|(at, child)| is_agent(*at, child)).map(|(agent, _)| agent)
    }

    fn is_behind_by(&self, noun: TokenIndex) -> bool {
        self.children(noun).any(|(at, child)| at < noun && child.relation == Relation::Case && self.lemma(child) == "by")
    }

    /// Whether a noun behind "by" says when or how, not who: "by Friday", "by five years", "by force".
    fn is_circumstance(&self, noun: TokenIndex, syntax: &Syntax) -> bool {
        let lemma = self.lemma(syntax);
        let is_bare = || self.children(noun).all(|(_, child)| matches!(child.relation, Relation::Case | Relation::Punctuation));
        is_time(lemma) || SPANS.contains(&lemma) || (MANNERS.contains(&lemma) && is_bare())
    }
}

/// Whether a participle is joined to what it is done with: "self-inflicted", not "re-elected".
fn is_compound(lemma: &str) -> bool {
    lemma.split_once('-').is_some_and(|(first, _)| !PREFIXES.contains(&first))
}

fn is_doer(syntax: &Syntax) -> bool {
    matches!(syntax.tag.upos, Upos::Noun | Upos::ProperNoun | Upos::Pronoun | Upos::Numeral | Upos::Determiner)
}

fn is_time(lemma: &str) -> bool {
    lemma.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_punctuation()) || calendar::look_up(&lemma.to_lowercase()).is_some()
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
    fn a_state_is_no_passive() {
        let found = passives("She was determined to go, the wound was self-inflicted and we are done, but the mayor was re-elected.");
        assert_eq!(found, [["re-elected", "mayor", "-"]]);
        assert_eq!(passives("The mayor was surprised by the vote."), [["surprised", "mayor", "vote"]]);
    }

    #[test]
    fn a_question_asks_what_was_done() {
        assert_eq!(passives("Why is the harbour called Ostrel?"), [["called", "harbour", "-"]]);
        assert_eq!(passives("Where is the man who called so?"), [[""; 3]; 0]);
    }

    #[test]
    fn a_headline_tells_a_passive_in_brief() {
        assert_eq!(passives("Mayor arrested after raid on harbour"), [["arrested", "Mayor", "-"]]);
        assert_eq!(passives("Police arrested the mayor after the raid"), [[""; 3]; 0]);
    }

    #[test]
    fn what_has_an_object_is_described_by_its_participle() {
        assert_eq!(passives("The mixture is purified water from the river."), [[""; 3]; 0]);
        assert_eq!(passives("The guard was given a medal."), [["given", "guard", "-"]]);
    }

    #[test]
    fn an_agent_stands_behind_another_circumstance_and_is_no_manner() {
        assert_eq!(passives("The tanker was sunk in a daring raid by the navy."), [["sunk", "tanker", "navy"]]);
        assert_eq!(passives("The bridge was taken by force."), [["taken", "bridge", "-"]]);
        assert_eq!(passives("The banker was charged over a report by the auditors."), [["charged", "banker", "-"]]);
    }

    #[test]
    fn a_perfect_is_no_passive() {
        let found = passives("The mayor was gone by Friday, but the work was done by two men of the harbour guard.");
        assert_eq!(found, [["done", "work", "men"]]);
    }
}
