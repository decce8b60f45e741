//! The same matter that ended one way here and the other way there: "the council passed the plan", "the council rejected the plan".
//!
//! Who decided and what was decided must be the same word for word, or by name, so that a committee and its house, two courts, two bills
//! stay apart; both told flatly, in the news of one day. An article that tells of both ends knows of two steps, or of two charges, and is
//! set against nobody. Few verbs end something, so that only those on one noun are compared; linear in the words otherwise.
//!
//! Known misses: "the plan was thrown out" against "the council passed the plan" (who did it is given by one only); shut and open; the end
//! told by a noun ("the acquittal").

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::alignment::StatementRef;
use crate::alignment::deed::{self, Noun, Reader};
use crate::alignment::matching::Matching;
use crate::language::NameHint;
use crate::language::syntax::relation::Relation;
use crate::lexicon::ending::{self, End, EndedMatter};
use crate::lexicon::single_act::{self, SingleAct};
use crate::span::{Span, TokenIndex};
use crate::statement::Certainty;

/// What can be granted or denied; other things are denied by saying that they are not so.
const ASKED_FOR: [&str; 18] = [
    "appeal",
    "application",
    "asylum",
    "bail",
    "bid",
    "injunction",
    "leave",
    "licence",
    "license",
    "motion",
    "parole",
    "permission",
    "permit",
    "petition",
    "plea",
    "request",
    "stay",
    "visa",
];

/// What passes a house as its subject.
const BILLS: [&str; 9] = ["act", "amendment", "bill", "budget", "law", "legislation", "measure", "motion", "resolution"];

/// Where a matter is said to have ended in some way.
pub(crate) struct Told {
    /// The statement that says so.
    pub statement: StatementRef,
    /// The word that says how.
    pub span: Span,
}

/// How a matter is said to have ended.
struct Ended {
    statement: StatementRef,
    span: Span,
    end: End,
    matter: EndedMatter,
    /// Who decided, won or lost.
    agent: Option<Noun>,
    /// What was decided, or whose end it was.
    thing: Noun,
    /// Of the circumstances the charges of a verdict, else the names: the place of a match.
    details: BTreeSet<String>,
    days: Vec<Date>,
}

/// All pairs of statements that end a matter in two ways, the one that says no first.
pub(crate) fn find(matching: &Matching<'_, '_>) -> Vec<(Told, Told)> {
    let mut by_thing: BTreeMap<(EndedMatter, String), Vec<Ended>> = BTreeMap::new();
    for reference in matching.references() {
        for ended in read(matching, reference) {
            by_thing.entry((ended.matter, ended.thing.key.clone())).or_default().push(ended);
        }
    }
    let mut found = Vec::new();
    for list in by_thing.values() {
        for (at, one) in list.iter().enumerate() {
            for other in list[at + 1..].iter().filter(|other| other.statement.member != one.statement.member) {
                if one.end != other.end && is_same(matching, one, other) && !knows_both(list, one) && !knows_both(list, other) {
                    let (no, yes) = if one.end == End::No { (one, other) } else { (other, one) };
                    let told = |ended: &Ended| Told { statement: ended.statement, span: ended.span };
                    found.push((told(no), told(yes)));
                }
            }
        }
    }
    found
}

/// Whether the article of an end tells of the other end too.
fn knows_both(list: &[Ended], ended: &Ended) -> bool {
    let of_article = list.iter().filter(|other| other.statement.member == ended.statement.member);
    of_article.filter(|other| is_same_thing(&other.thing, &ended.thing)).any(|other| other.end != ended.end)
}

fn is_same(matching: &Matching<'_, '_>, one: &Ended, other: &Ended) -> bool {
    let day = |ended: &Ended| matching.members[ended.statement.member as usize].article.published.day();
    let is_same_day = |left: Option<Date>, right: Option<Date>| left.is_none() || right.is_none() || left == right;
    let is_same_agent = match (&one.agent, &other.agent) {
        (Some(left), Some(right)) => is_same_thing(left, right),
        (None, None) => true,
        _ => false,
    };
    let meet = one.days.is_empty() || other.days.is_empty() || one.days.iter().any(|day| other.days.contains(day));
    is_same_agent && is_same_thing(&one.thing, &other.thing) && one.details == other.details && meet && is_same_day(day(one), day(other))
}

/// Whether two nouns name one thing: the same words, or of a person a part of the name.
fn is_same_thing(one: &Noun, other: &Noun) -> bool {
    let are_persons = [one, other].iter().all(|noun| noun.hint == Some(NameHint::Person));
    let is_part = || one.names.is_subset(&other.names) || other.names.is_subset(&one.names);
    one.words == other.words || are_persons && one.key == other.key && is_part()
}

fn read(matching: &Matching<'_, '_>, reference: StatementRef) -> Vec<Ended> {
    let statement = matching.statement(reference);
    if statement.certainty != Certainty::Flat {
        return Vec::new();
    }
    let may_end =
        |lemma: &str| ending::look_up(lemma).is_some() || matches!(lemma, "strike" | "throw" | "vote" | "turn" | "kill" | "guilty");
    deed::read(matching, reference, may_end, ended)
}

fn ended(reader: &Reader<'_, '_>, at: TokenIndex) -> Option<Ended> {
    let (head, (matter, end)) = match reader.phrasal(at).as_str() {
        "kill" if reader.is_passive(at) => (at, (EndedMatter::Life, End::No)),
        "guilty" => {
            let head = reader.tree.get(at)?.head.filter(|head| reader.lemma(*head) == "find" && reader.is_passive(*head))?;
            (head, (EndedMatter::Verdict, End::Yes))
        }
        verb => (at, ending::look_up(verb)?),
    };
    if !reader.is_told(head) {
        return None;
    }
    let (agent, patient) = reader.roles(head);
    let is_held = |wanted: SingleAct, noun: TokenIndex| single_act::of_thing(&reader.lemma(noun)) == Some(wanted);
    let (agent, thing) = match (matter, end) {
        // "The bill passed the senate" is "the senate passed the bill".
        (EndedMatter::Decision, _) if agent.is_some_and(|agent| BILLS.contains(&reader.lemma(agent).as_str())) => (patient, agent?),
        (EndedMatter::Decision, _) => (agent, patient?),
        (EndedMatter::Contest, _) => (Some(agent?), patient.filter(|thing| is_held(SingleAct::Contest, *thing))?),
        (EndedMatter::Life, End::No) if reader.lemma(head) == "kill" => (None, patient?),
        (EndedMatter::Life, _) | (EndedMatter::Custody, End::No) => (None, agent?),
        (EndedMatter::Verdict, _) | (EndedMatter::Custody, End::Yes) => (None, patient?),
    };
    let is_asked_for = ASKED_FOR.contains(&reader.lemma(thing).as_str());
    if matches!(reader.lemma(head).as_str(), "grant" | "deny" | "refuse") && !is_asked_for {
        return None;
    }
    let by = agent;
    let is_circumstance = |at: TokenIndex, relation| matches!(relation, Relation::Oblique | Relation::NounModifier) && Some(at) != by;
    let below = reader.tree.tokens().filter(|(_, child)| child.head.is_some_and(|held| held == head || held == at));
    let obliques = below.filter(|(at, child)| is_circumstance(*at, child.relation));
    let is_charge = matter == EndedMatter::Verdict;
    let detail = |noun: Noun| if is_charge { noun.words } else { noun.names };
    let details = obliques.flat_map(|(at, _)| detail(reader.noun(at))).collect();
    let (agent, thing) = (agent.map(|agent| reader.noun(agent)), reader.noun(thing));
    let is_person = matches!(matter, EndedMatter::Verdict | EndedMatter::Life | EndedMatter::Custody);
    if matter == EndedMatter::Decision && thing.hint == Some(NameHint::Person) {
        return None;
    }
    let is_known = if is_person { thing.hint == Some(NameHint::Person) } else { agent.is_some() || thing.words.len() > 1 };
    let is_one = thing.is_one && agent.as_ref().is_none_or(|agent| agent.is_one && !agent.words.is_empty());
    let span = reader.member.analysis.tokens.get(at.get())?.span;
    (is_known && is_one && !thing.words.is_empty()).then(|| Ended {
        statement: reader.statement,
        span,
        end,
        matter,
        agent,
        thing,
        details,
        days: reader.days.clone(),
    })
}

#[cfg(test)]
mod tests {
    use crate::alignment::ConflictKind;
    use crate::alignment::fixture::{compared, read, told};

    /// How two texts end one matter.
    fn ends(one: &str, other: &str) -> Vec<String> {
        let conflicts = compared(&[told("A", "", one), told("B", "", other)]).conflicts;
        let outcomes = conflicts.into_iter().filter(|conflict| conflict.kind == ConflictKind::Outcome);
        outcomes.flat_map(|conflict| conflict.sides).map(|side| side.value).collect()
    }

    #[test]
    fn one_matter_that_ended_in_two_ways_is_a_conflict() {
        for (one, other, expected) in [
            ("The council passed the harbour plan.", "The council rejected the harbour plan.", ["rejected", "passed"]),
            (
                "The council passed the harbour plan on Thursday evening after a long debate.",
                "The council rejected the harbour plan on Thursday.",
                ["rejected", "passed"],
            ),
            ("The toll bill passed the council.", "The council rejected the toll bill.", ["rejected", "passed"]),
            ("The harbour plan was passed by the council.", "The council voted down the harbour plan.", ["voted", "passed"]),
            ("The court upheld the toll law.", "The court struck down the toll law.", ["struck", "upheld"]),
            ("The judge granted the request for bail.", "The judge denied the request for bail.", ["denied", "granted"]),
            ("Erik Lund was convicted of fraud.", "Erik Lund was acquitted of fraud.", ["acquitted", "convicted"]),
            ("Erik Lund was found guilty of fraud.", "Erik Lund was cleared of fraud.", ["cleared", "guilty"]),
            ("Erik Lund won the Larne election.", "Erik Lund lost the Larne election.", ["lost", "won"]),
            ("Erik Lund survived.", "Erik Lund died.", ["died", "survived"]),
            ("Police arrested Erik Lund.", "Erik Lund escaped.", ["escaped", "arrested"]),
        ] {
            assert_eq!(ends(one, other), expected, "{one} {other}");
        }
    }

    #[test]
    fn a_rejection_is_an_end_though_it_negates() {
        let outcomes = |one: &str, other: &str| {
            let conflicts = compared(&[read("A", one), read("B", other)]).conflicts;
            conflicts.into_iter().filter(|conflict| conflict.kind == ConflictKind::Outcome).count()
        };
        assert_eq!(outcomes("The council rejected the harbour plan.", "The harbour plan was passed by the council."), 1);
        assert_eq!(outcomes("The council did not reject the harbour plan.", "The council passed the harbour plan."), 0);
    }

    #[test]
    fn other_bodies_other_matters_and_later_steps_are_none() {
        for (one, other) in [
            ("The council passed the harbour plan.", "The committee rejected the harbour plan."),
            ("The council passed the harbour plan.", "The old council rejected the harbour plan."),
            ("The appeals court upheld the toll law.", "The lower court struck down the toll law."),
            ("The council passed the harbour plan.", "The council rejected the station plan."),
            ("The council passed the harbour plan.", "The council may reject the harbour plan."),
            ("The council passed the harbour plan.", "The council would reject the harbour plan if it could."),
            ("The council passed the harbour plan.", "The council rejected the harbour plan in 2019."),
            ("The council rejected the harbour plan. The council passed the harbour plan.", "The council rejected the harbour plan."),
            ("Erik Lund was convicted of fraud.", "Erik Lund was acquitted of murder."),
            ("Erik Lund won the Larne election.", "Anna Solberg lost the Larne election."),
            ("The harbour plan was passed.", "The council rejected the harbour plan."),
        ] {
            assert_eq!(ends(one, other), [""; 0], "{one} {other}");
        }
    }
}
