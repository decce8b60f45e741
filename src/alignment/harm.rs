//! Somebody of that name was hurt, says one; was not, says another.
//!
//! "The premier escaped unhurt" is said of one person, and so is "the premier got away with a cut": the name must be the subject of the
//! clause that tells of the harm, not stand beside it ("three of the premier's guards were hurt") nor do it ("wounded two men").
//! Linear in the words, but for pairs of statements of both kinds.
//!
//! Known misses: harm told of a pronoun ("left him with a scratch"); "not seriously hurt" says of neither kind.

use crate::alignment::StatementRef;
use crate::alignment::matching::{Matching, Place, reference};
use crate::alignment::vocabulary::{Term, WordKind};
use crate::language::stem::stem;
use crate::language::syntax::reading::Tree;
use crate::language::syntax::relation::Relation;
use crate::lexicon::negation::{self, NegationClass};
use crate::span::TokenIndex;
use crate::statement::{Certainty, Polarity};

/// Nouns for harm.
const HARMS: [&str; 18] = [
    "bruise",
    "bruises",
    "burn",
    "burns",
    "concussion",
    "cut",
    "cuts",
    "fracture",
    "fractures",
    "gash",
    "graze",
    "injuries",
    "injury",
    "scratch",
    "scratches",
    "sprain",
    "wound",
    "wounds",
];
/// Stems of verbs whose subject has the harm that follows them: "got away with a cut", "was treated for burns".
const SUFFERING: [&str; 10] = ["escap", "get", "got", "have", "had", "receiv", "suffer", "sustain", "surviv", "treat"];
/// Participles of harm.
const HARMED: [&str; 4] = ["harmed", "hurt", "injured", "wounded"];
/// Negators that leave nobody out.
const NOBODY: [&str; 5] = ["neither", "no", "nobody", "none", "nor"];
/// Likeness from which two names are of one person.
const SAME_NAME_FROM: f64 = 0.9;
/// Words after "not" within which the participle stands.
const AFTER_NOT: usize = 2;
/// Words that stand above a harm in its clause, at most.
const STEPS_UP: usize = 4;

/// A statement on whether somebody came to harm.
pub(crate) struct Harm {
    /// The statement.
    pub statement: StatementRef,
    /// The person's surname, or what stands last of the name.
    person: Term,
}

/// Statements that say of a named person that no harm came to them, and those that say that harm did.
pub(crate) fn find(matching: &Matching<'_, '_>) -> (Vec<Harm>, Vec<Harm>) {
    let (mut unhurt, mut hurt) = (Vec::new(), Vec::new());
    for statement in matching.references().filter(|reference| matching.prepared(*reference).place != Place::Headline) {
        let said = matching.statement(statement);
        if said.certainty != Certainty::Flat {
            continue;
        }
        let Some(reading) = Reading::of(matching, statement) else { continue };
        let made = |person| Harm { statement, person };
        match said.polarity {
            Polarity::Negated => unhurt.extend(said.negator.and_then(|at| reading.unhurt(at)).map(made)),
            Polarity::Affirmed => hurt.extend(reading.hurt().map(made)),
        }
    }
    (unhurt, hurt)
}

/// Whether two such statements are on one person.
pub(crate) fn is_of_same(matching: &Matching<'_, '_>, one: &Harm, other: &Harm) -> bool {
    matching.vocabulary.likeness(one.person, other.person) >= SAME_NAME_FROM
}

/// Whether a statement counts those who came to harm, and an article says that somebody or nobody else did not: it is not silent on how
/// many were hurt.
pub(crate) fn may_be_denied(matching: &Matching<'_, '_>, count: StatementRef, member: usize) -> bool {
    let tells_harm = |statement: StatementRef| {
        let there = matching.members[statement.member as usize];
        let mut own = there.analysis.tokens_under(matching.statement(statement).extent()).range();
        own.any(|at| HARMED.contains(&there.form(at).as_str()))
    };
    let counts = !matching.statement(count).quantities.is_empty() && tells_harm(count);
    counts
        && (0..matching.statements[member].len()).any(|at| {
            let statement = reference(member, at);
            let said = matching.statement(statement);
            // "Nobody was hurt"; who says that the premier was not says nothing of the guards.
            let of_all = said.negator.is_some_and(|at| NOBODY.contains(&matching.members[member].form(at.get()).as_str()));
            said.polarity == Polarity::Negated && of_all && tells_harm(statement)
        })
}

/// A statement with the tree of its sentence.
struct Reading<'event, 'run> {
    matching: &'event Matching<'event, 'run>,
    statement: StatementRef,
    tree: Tree<'run>,
    own: std::ops::Range<usize>,
}

impl<'event, 'run> Reading<'event, 'run> {
    fn of(matching: &'event Matching<'event, 'run>, statement: StatementRef) -> Option<Self> {
        let analysis = matching.members[statement.member as usize].analysis;
        let said = matching.statement(statement);
        let tree = analysis.tree(analysis.sentences.get(said.sentence.get())?);
        Some(Self { matching, statement, tree, own: analysis.tokens_under(said.extent()).range() })
    }

    fn form(&self, at: usize) -> String {
        self.matching.members[self.statement.member as usize].form(at)
    }

    /// Who is said to be unhurt by this negator: somebody with a name.
    fn unhurt(&self, negator: TokenIndex) -> Option<Term> {
        let words = &self.matching.prepared(self.statement).words;
        let is_name = |person: &Term| words.iter().any(|word| word.term == *person && word.kind == WordKind::Name);
        self.who_is_unhurt(negator.get()).filter(is_name)
    }

    fn who_is_unhurt(&self, at: usize) -> Option<Term> {
        let word = self.form(at);
        if negation::look_up(&word) == Some(NegationClass::State) {
            return self.subject_of(at);
        }
        let harmed = (at + 1..=at + AFTER_NOT).find(|next| HARMED.contains(&self.form(*next).as_str()))?;
        let is_plain = matches!(word.as_str(), "not" | "n't") && (at + 1..harmed).all(|between| self.form(between) == "been");
        if is_plain { self.subject_of(harmed) } else { None }
    }

    /// Who is said to have come to harm: the subject of "was wounded", or of a verb that has the harm after it.
    fn hurt(&self) -> Option<Term> {
        self.own.clone().find_map(|at| {
            let (form, token) = (self.form(at), TokenIndex::new(at));
            if HARMED.contains(&form.as_str()) {
                return self.tree.child(token, Relation::PassiveSubject).and_then(|subject| self.last_of(subject));
            }
            let syntax = self.tree.get(token).filter(|_| HARMS.contains(&form.as_str()))?;
            let verb = syntax.head.filter(|_| matches!(syntax.relation, Relation::Object | Relation::Oblique))?;
            let suffers = SUFFERING.contains(&stem(&self.form(verb.get())).as_str());
            if suffers { self.subject_of(at) } else { None }
        })
    }

    /// The last word of the subject of the clause in which a word stands: of a name the surname.
    fn subject_of(&self, at: usize) -> Option<Term> {
        let mut above = TokenIndex::new(at);
        for _ in 0..STEPS_UP {
            if let Some(subject) = [Relation::Subject, Relation::PassiveSubject].iter().find_map(|held| self.tree.child(above, *held)) {
                return if subject.get() < at { self.last_of(subject) } else { None };
            }
            let syntax = self.tree.get(above)?;
            above = syntax.head.filter(|head| self.own.contains(&head.get()))?;
        }
        None
    }

    /// The last word of the name that a noun is, or that stands beside it for it ("the premier, Anna Solberg,").
    fn last_of(&self, noun: TokenIndex) -> Option<Term> {
        let parts = self.tree.children(noun).filter(|(_, held)| matches!(held.relation, Relation::Flat | Relation::Apposition));
        let mut tokens: Vec<TokenIndex> = parts.map(|(at, _)| at).chain([noun]).collect();
        for at in tokens.clone() {
            tokens.extend(self.tree.children(at).filter(|(_, held)| held.relation == Relation::Flat).map(|(at, _)| at));
        }
        let words = self.matching.prepared(self.statement).words.iter();
        words.filter(|word| tokens.contains(&word.token)).max_by_key(|word| word.token).map(|word| word.term)
    }
}

#[cfg(test)]
mod tests {
    use crate::alignment::fixture::denies;

    #[test]
    fn who_escaped_unhurt_was_not_cut() {
        assert!(denies("Governor Anna Solberg escaped unhurt.", "Solberg was treated for a cut."));
        assert!(denies("Governor Anna Solberg was not injured.", "Solberg suffered a bruise and a broken wrist."));
    }

    #[test]
    fn others_than_the_one_who_is_named_may_be_hurt() {
        assert!(!denies("Governor Anna Solberg escaped unhurt.", "Three of Solberg's guards were wounded."));
        assert!(!denies("Governor Anna Solberg escaped unhurt.", "Solberg visited a driver with burns."));
        assert!(!denies("Governor Anna Solberg escaped unhurt.", "Solberg had wounded two drivers in spring."));
        assert!(!denies("Governor Anna Solberg escaped unhurt.", "Pilot Erik Lund was treated for burns."));
        assert!(!denies("Governor Anna Solberg was not seriously hurt.", "Solberg suffered a bruise."));
    }
}
