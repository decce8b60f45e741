//! Who does what to whom in a statement: "the union sued the port" does not say what "the port sued the union" says, with the same words.
//!
//! The agent of a verb is its subject, or of a passive the noun behind "by"; the patient its object, or the subject of a passive
//! (proto-roles; Dowty, 1991). Two statements are swapped if one verb has in each what the other has as agent for a patient, and neither
//! role agrees. Verbs that two do to each other ("met", "married") are left out. Linear in the words of a statement.
//!
//! Known misses: roles told by another verb ("bought" and "sold"), by a noun ("the suit of the port against the union") or across
//! clauses; subjects and objects that the parser took for each other in both.

use std::collections::BTreeSet;

use crate::alignment::Member;
use crate::alignment::vocabulary::{Term, Vocabulary, Word, WordKind};
use crate::language::syntax::reading::Tree;
use crate::language::syntax::relation::Relation;
use crate::language::syntax::tag::Upos;
use crate::span::TokenIndex;
use crate::statement::Statement;

/// Likeness from which two words are one.
const SAME_FROM: f64 = 0.9;
/// Beginnings of verbs that two do to each other.
const MUTUAL: [&str; 14] =
    ["meet", "met", "marr", "wed", "divorc", "join", "match", "face", "facing", "fought", "fight", "resembl", "rival", "equal"];

/// Who does what to whom.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Roles {
    verb: Term,
    agent: BTreeSet<Term>,
    patient: BTreeSet<Term>,
}

/// The verbs of a statement, whose words these are, that have both an agent and a patient.
pub(crate) fn read(member: &Member<'_>, statement: &Statement, words: &[Word]) -> Vec<Roles> {
    let analysis = member.analysis;
    let Some(sentence) = analysis.sentences.get(statement.sentence.get()) else { return Vec::new() };
    let tree = analysis.tree(sentence);
    let verbs = words.iter().filter(|word| tree.get(word.token).is_some_and(|syntax| syntax.tag.upos == Upos::Verb));
    verbs.filter_map(|word| of_verb(member, &tree, word, words)).collect()
}

fn of_verb(member: &Member<'_>, tree: &Tree<'_>, verb: &Word, words: &[Word]) -> Option<Roles> {
    let form = member.form(verb.token.get());
    if MUTUAL.iter().any(|mutual| form.starts_with(mutual)) {
        return None;
    }
    let find = |wanted: Relation| tree.child(verb.token, wanted);
    let (agent, patient) = match find(Relation::PassiveSubject) {
        Some(patient) => (tree.agent(verb.token)?, patient),
        None => (find(Relation::Subject)?, find(Relation::Object)?),
    };
    let named = |noun: TokenIndex| named(tree, noun, words);
    let (agent, patient) = (named(agent), named(patient));
    let shared: BTreeSet<Term> = agent.intersection(&patient).copied().collect();
    let without = |terms: BTreeSet<Term>| terms.difference(&shared).copied().collect::<BTreeSet<Term>>();
    let (agent, patient) = (without(agent), without(patient));
    (!agent.is_empty() && !patient.is_empty()).then_some(Roles { verb: verb.term, agent, patient })
}

/// A noun and the other words of its name.
fn named(tree: &Tree<'_>, noun: TokenIndex, words: &[Word]) -> BTreeSet<Term> {
    let is_part = |at: TokenIndex| {
        at == noun
            || tree.get(at).is_some_and(|held| held.head == Some(noun) && matches!(held.relation, Relation::Flat | Relation::Compound))
    };
    words.iter().filter(|word| is_part(word.token) && matches!(word.kind, WordKind::Name | WordKind::Plain)).map(|word| word.term).collect()
}

/// Whether a verb of both has the other's agent for a patient and the other's patient for an agent.
pub(crate) fn are_swapped(one: &[Roles], other: &[Roles], vocabulary: &Vocabulary) -> bool {
    let meet = |left: &BTreeSet<Term>, right: &BTreeSet<Term>| {
        left.iter().any(|term| right.iter().any(|held| vocabulary.likeness(*term, *held) >= SAME_FROM))
    };
    let is_swap = |one: &Roles, other: &Roles| {
        vocabulary.likeness(one.verb, other.verb) >= SAME_FROM
            && meet(&one.agent, &other.patient)
            && meet(&one.patient, &other.agent)
            && !meet(&one.agent, &other.agent)
            && !meet(&one.patient, &other.patient)
    };
    one.iter().any(|left| other.iter().any(|right| is_swap(left, right)))
}

#[cfg(test)]
mod tests {
    use crate::alignment::Relation;
    use crate::alignment::fixture::{compared, told};

    /// Whether two texts are held to say the same.
    fn is_same(one: &str, other: &str) -> bool {
        let comparison = compared(&[told("A", "", one), told("B", "", other)]);
        comparison.alignments.iter().any(|pair| pair.relation == Relation::Same)
    }

    #[test]
    fn who_does_it_to_whom_tells_statements_apart() {
        assert!(is_same("The dockers' union sued the port company on Monday.", "On Monday the dockers' union sued the port company."));
        assert!(!is_same("Acme Shipping sued Boreal Lines over the wreck.", "Boreal Lines sued Acme Shipping over the wreck."));
        assert!(!is_same("Police attacked the strikers at the gate.", "The strikers attacked police at the gate."));
    }

    #[test]
    fn the_passive_turns_the_roles_around() {
        assert!(is_same("Acme Shipping was sued by Boreal Lines over the wreck.", "Boreal Lines sued Acme Shipping over the wreck."));
        assert!(!is_same("Acme Shipping was sued by Boreal Lines over the wreck.", "Acme Shipping sued Boreal Lines over the wreck."));
    }

    #[test]
    fn what_two_do_to_each_other_can_be_told_either_way() {
        assert!(is_same("President Orsk met Chancellor Voss in Dorvik.", "Chancellor Voss met President Orsk in Dorvik."));
    }
}
