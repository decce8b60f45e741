//! The same act, which only one can have done, by one here and by another there.
//!
//! An act (see `lexicon::single_act`) is told twice if what it was done to is the same word for word, or by name. Its doers differ if both
//! are named, are of one kind (two persons, two lands, two bodies), share no word, and are nowhere told beside each other: an alias, a
//! part and its whole, two who did it together stand near each other in some article. A post is the act of those who get it.
//! Acts are few, so that only those on one noun are compared; linear in the words otherwise.
//!
//! Known misses: doers without a name ("the driver" and "a passenger"), what is told in a relative clause or with a pronoun; two names
//! of one family; primaries and nominations, of which each party has its own.

use std::collections::{BTreeMap, BTreeSet};

use crate::alignment::StatementRef;
use crate::alignment::deed::{self, Noun, Reader};
use crate::alignment::matching::Matching;
use crate::language::NameHint;
use crate::language::syntax::relation::Relation;
use crate::language::syntax::tag::Upos;
use crate::lexicon::single_act::{self, SingleAct};
use crate::span::{Span, TokenIndex};
use crate::statement::Certainty;

/// Words between two names from which on an article does not tell them beside each other.
const BESIDE_WITHIN: usize = 3;
/// Letters from which on one name that begins with another is of the same: "Republican", "Republicans".
const SAME_START: usize = 5;

/// Who is said to have done something.
pub(crate) struct Doer {
    /// The statement that says so.
    pub statement: StatementRef,
    /// The doer.
    pub span: Span,
    /// The first act, in the order of the event, that has the same doer.
    pub order: i64,
}

/// An act in a statement.
struct Act {
    kind: SingleAct,
    verb: String,
    statement: StatementRef,
    doer: Noun,
    thing: Noun,
    /// Names of where it was done.
    places: BTreeSet<String>,
    days: Vec<jiff::civil::Date>,
}

/// All pairs of statements that give an act to two doers.
pub(crate) fn find(matching: &Matching<'_, '_>) -> Vec<(Doer, Doer)> {
    let mut by_thing: BTreeMap<(SingleAct, String), Vec<Act>> = BTreeMap::new();
    for reference in matching.references() {
        for act in read(matching, reference) {
            by_thing.entry((act.kind, act.thing.key.clone())).or_default().push(act);
        }
    }
    by_thing.into_values().flat_map(|acts| opposed(matching, &acts)).collect()
}

fn opposed(matching: &Matching<'_, '_>, acts: &[Act]) -> Vec<(Doer, Doer)> {
    let order = |act: &Act| acts.iter().position(|other| is_same_doer(&other.doer, &act.doer)).and_then(|at| i64::try_from(at).ok());
    let doer = |act: &Act| Doer { statement: act.statement, span: act.doer.span, order: order(act).unwrap_or(0) };
    let mut found = Vec::new();
    for (at, one) in acts.iter().enumerate() {
        for other in acts[at + 1..].iter().filter(|other| other.statement.member != one.statement.member) {
            if is_same_act(one, other) && are_two(one, other) && !is_told_apart(acts, one, other) && !stand_together(matching, one, other) {
                found.push((doer(one), doer(other)));
            }
        }
    }
    found
}

/// The acts that a statement tells.
fn read(matching: &Matching<'_, '_>, reference: StatementRef) -> Vec<Act> {
    let statement = matching.statement(reference);
    if !matches!(statement.certainty, Certainty::Flat | Certainty::Alleged) {
        return Vec::new();
    }
    let may_be = |lemma: &str| single_act::act(lemma).is_some() || single_act::of_thing(lemma) == Some(SingleAct::Attack);
    deed::read(matching, reference, may_be, act)
}

fn act(reader: &Reader<'_, '_>, at: TokenIndex) -> Option<Act> {
    let lemma = reader.lemma(at);
    let is_verb = reader.tree.get(at)?.tag.upos == Upos::Verb;
    let kind = single_act::act(&lemma).filter(|_| is_verb);
    let (kind, head, doer, thing) = match kind {
        Some(SingleAct::Attack) | None => {
            let (head, doer) = behind(reader, at)?;
            (SingleAct::Attack, head, doer, at)
        }
        Some(SingleAct::Post) => {
            let (doer, post) = posted(reader, at)?;
            (SingleAct::Post, at, doer, post)
        }
        Some(kind) => {
            let (agent, patient) = reader.roles(at);
            let (agent, patient) = (agent?, patient?);
            let is_of_kind = kind == SingleAct::Victim || single_act::of_thing(&reader.lemma(patient)) == Some(kind);
            (kind, at, agent, is_of_kind.then_some(patient)?)
        }
    };
    if !reader.is_told(head) {
        return None;
    }
    let places = reader.places(head, Some(doer));
    let (doer, thing) = (reader.noun(doer), reader.noun(thing));
    let is_known = match kind {
        SingleAct::Victim => thing.hint == Some(NameHint::Person),
        // "The report", "the car" may be any; with a word more it is one.
        SingleAct::Contest | SingleAct::Vehicle | SingleAct::Work | SingleAct::Post => thing.words.len() > 1,
        SingleAct::Attack => true,
    };
    (is_known && thing.is_one && doer.is_one && !doer.names.is_empty()).then(|| Act {
        kind,
        verb: lemma,
        statement: reader.statement,
        doer,
        thing,
        places,
        days: reader.days.clone(),
    })
}

/// Who is said to be behind an attack, with the head of the clause that says so: "carried out the attack", "was behind the attack", "claimed
/// responsibility for the attack", "is blamed for the attack".
fn behind(reader: &Reader<'_, '_>, attack: TokenIndex) -> Option<(TokenIndex, TokenIndex)> {
    if single_act::of_thing(&reader.lemma(attack)) != Some(SingleAct::Attack) {
        return None;
    }
    let syntax = reader.tree.get(attack)?;
    let has_case = |preposition: &str| {
        reader.tree.children(attack).any(|(at, child)| child.relation == Relation::Case && reader.form(at) == preposition)
    };
    let subject = |head: TokenIndex| reader.tree.subject(head);
    if has_case("behind") {
        return subject(attack).map(|doer| (attack, doer));
    }
    let head = syntax.head?;
    let does = |verb: TokenIndex| reader.phrasal(verb) == "carry out" || single_act::act(&reader.lemma(verb)) == Some(SingleAct::Attack);
    match syntax.relation {
        Relation::Object if does(head) => reader.tree.subject(head).map(|doer| (head, doer)),
        Relation::PassiveSubject if does(head) => reader.tree.agent(head).map(|doer| (head, doer)),
        Relation::Oblique | Relation::NounModifier if has_case("for") => {
            let above = reader.tree.get(head)?.head;
            let claims = |verb: TokenIndex| matches!(reader.lemma(verb).as_str(), "claim" | "admit" | "accept");
            match reader.lemma(head).as_str() {
                "responsible" => subject(head).map(|doer| (head, doer)),
                "responsibility" => above.filter(|verb| claims(*verb)).and_then(|verb| Some((verb, subject(verb)?))),
                "claim" => {
                    let what = reader.tree.child(head, Relation::Object).filter(|what| reader.form(*what) == "responsibility");
                    what.and(subject(head)).map(|doer| (head, doer))
                }
                "blame" if reader.is_passive(head) => reader.roles(head).1.map(|doer| (head, doer)),
                "blame" => reader.tree.child(head, Relation::Object).map(|doer| (head, doer)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Who gets a post, and the post: "was named chief executive", "appointed her as ambassador".
fn posted(reader: &Reader<'_, '_>, verb: TokenIndex) -> Option<(TokenIndex, TokenIndex)> {
    let is_passive = reader.is_passive(verb);
    let (_, who) = reader.roles(verb);
    let who = who?;
    let is_post = |at: TokenIndex| single_act::of_thing(&reader.lemma(at)) == Some(SingleAct::Post);
    let is_as = |at: TokenIndex| reader.tree.children(at).any(|(at, child)| child.relation == Relation::Case && reader.form(at) == "as");
    let has_case = |at: TokenIndex| reader.tree.child(at, Relation::Case).is_some();
    let mut children = reader.tree.children(verb).filter(|(at, _)| *at > who && *at > verb && is_post(*at));
    let post = children.find(|(at, child)| match child.relation {
        Relation::OpenClause => true,
        Relation::Object => is_passive,
        Relation::Oblique => is_as(*at) || !has_case(*at),
        _ => false,
    });
    post.map(|(post, _)| (who, post))
}

/// Whether two are told of one act: done to the same, at the same place, on the same day.
fn is_same_act(one: &Act, other: &Act) -> bool {
    let meet = |left: &BTreeSet<String>, right: &BTreeSet<String>| left.is_empty() || right.is_empty() || !left.is_disjoint(right);
    let is_same_thing = match one.kind {
        SingleAct::Victim => one.thing.names.is_subset(&other.thing.names) || other.thing.names.is_subset(&one.thing.names),
        SingleAct::Attack => meet(&one.thing.names, &other.thing.names),
        SingleAct::Contest | SingleAct::Vehicle | SingleAct::Work | SingleAct::Post => one.thing.words == other.thing.words,
    };
    let is_same_place = match one.kind {
        SingleAct::Contest => one.places == other.places,
        _ => meet(&one.places, &other.places),
    };
    let is_same_verb = one.verb == other.verb || !matches!(one.kind, SingleAct::Victim | SingleAct::Work);
    let is_same_day = one.days.is_empty() || other.days.is_empty() || one.days.iter().any(|day| other.days.contains(day));
    is_same_thing && is_same_place && is_same_verb && is_same_day
}

/// Whether two doers are of one kind and share no word.
fn are_two(one: &Act, other: &Act) -> bool {
    let (one, other) = (&one.doer, &other.doer);
    kind(one) == kind(other) && !is_same_doer(one, other)
}

#[derive(PartialEq, Eq)]
enum Kind {
    Person,
    Land,
    Body,
}

fn kind(doer: &Noun) -> Kind {
    match doer.hint {
        Some(NameHint::Person) => Kind::Person,
        Some(NameHint::Place) => Kind::Land,
        _ => Kind::Body,
    }
}

fn is_same_doer(one: &Noun, other: &Noun) -> bool {
    let alike = |left: &String, right: &String| {
        let is_start = |short: &str, long: &str| short.len() >= SAME_START && long.starts_with(short);
        left == right || is_start(left, right) || is_start(right, left)
    };
    let share = one.names.iter().any(|left| other.names.iter().any(|right| alike(left, right)));
    share || !one.words.is_disjoint(&other.words) || is_short_for(one, other) || is_short_for(other, one)
}

/// Whether a name is the initials of another: "PKK".
fn is_short_for(short: &Noun, long: &Noun) -> bool {
    let initials: BTreeSet<char> = long.words.iter().filter_map(|word| word.chars().next()).collect();
    let is_made_of =
        |name: &String| name.len() > 1 && name.len() <= initials.len() + 2 && name.chars().all(|letter| initials.contains(&letter));
    short.names.iter().any(is_made_of)
}

/// Whether an article of the two tells the act of both doers: it knows better.
fn is_told_apart(acts: &[Act], one: &Act, other: &Act) -> bool {
    let tells = |member: u32, doer: &Noun| acts.iter().any(|act| act.statement.member == member && is_same_doer(&act.doer, doer));
    tells(one.statement.member, &other.doer) || tells(other.statement.member, &one.doer)
}

/// Whether an article names the two doers beside each other; of persons, in one sentence, unless they are rivals for a prize.
fn stand_together(matching: &Matching<'_, '_>, one: &Act, other: &Act) -> bool {
    let is_close = one.kind == SingleAct::Contest || kind(&one.doer) != Kind::Person;
    matching.members.iter().any(|member| {
        let (mut left, mut right): (Option<usize>, Option<usize>) = (None, None);
        let mut sentence_start = 0;
        let mut sentences = member.analysis.sentences.iter().peekable();
        for at in 0..member.analysis.tokens.len() {
            while let Some(sentence) = sentences.next_if(|sentence| sentence.tokens.range().start <= at) {
                sentence_start = sentence.tokens.range().start;
            }
            let token = &member.analysis.tokens[at];
            if !token.span.of(&member.article.text).starts_with(char::is_uppercase) {
                continue;
            }
            let form = deed::of_land(&member.form(at));
            if one.doer.names.contains(&form) {
                left = Some(at);
            }
            if other.doer.names.contains(&form) {
                right = Some(at);
            }
            if let (Some(left), Some(right)) = (left, right)
                && left.min(right) >= sentence_start
                && (!is_close || left.abs_diff(right) <= BESIDE_WITHIN + 1)
            {
                return true;
            }
        }
        false
    })
}

#[cfg(test)]
mod tests {
    use crate::alignment::ConflictKind;
    use crate::alignment::fixture::{compared, told};

    /// The doers that two texts give for one act.
    fn doers(one: &str, other: &str) -> Vec<String> {
        let conflicts = compared(&[told("A", "", one), told("B", "", other)]).conflicts;
        let actors = conflicts.into_iter().filter(|conflict| conflict.kind == ConflictKind::Actor);
        actors.flat_map(|conflict| conflict.sides).map(|side| side.value).collect()
    }

    #[test]
    fn one_act_by_two_doers_is_a_conflict() {
        for (one, other, expected) in [
            ("Anna Solberg won the Larne council seat.", "Erik Lund won the Larne council seat.", ["Anna Solberg", "Erik Lund"]),
            ("The Larne council seat was won by Anna Solberg.", "Erik Lund won the Larne council seat.", ["Anna Solberg", "Erik Lund"]),
            ("Anna Solberg was elected mayor of Larne.", "Erik Lund was elected mayor of Larne.", ["Anna Solberg", "Erik Lund"]),
            ("The board appointed Anna Solberg as chief executive.", "Erik Lund was named chief executive.", ["Anna Solberg", "Erik Lund"]),
            ("Anna Solberg was sworn in as prime minister.", "Erik Lund was sworn in as prime minister.", ["Anna Solberg", "Erik Lund"]),
            ("Anna Solberg killed Peter Holm at the gate.", "Mayor Peter Holm was killed by Erik Lund.", ["Anna Solberg", "Erik Lund"]),
            ("Anna Solberg was driving. Anna Solberg drove the mail van.", "Erik Lund drove the mail van.", ["Anna Solberg", "Erik Lund"]),
            (
                "The Harbour Front claimed responsibility for the bombing.",
                "The Tide Brigade carried out the bombing.",
                ["Harbour Front", "Tide Brigade"],
            ),
            (
                "The Harbour Front was behind the bombing.",
                "The bombing was carried out by the Tide Brigade.",
                ["Harbour Front", "Tide Brigade"],
            ),
            (
                "Officials blamed the Harbour Front for the bombing.",
                "The Tide Brigade was responsible for the bombing.",
                ["Harbour Front", "Tide Brigade"],
            ),
        ] {
            assert_eq!(doers(one, other), expected, "{one} {other}");
        }
    }

    #[test]
    fn names_of_one_doer_and_doers_of_other_acts_are_none() {
        for (one, other) in [
            ("Anna Solberg won the Larne council seat.", "Solberg won the Larne council seat."),
            ("Anna Solberg won the Larne council seat.", "Erik Lund won the Skarn council seat."),
            ("Anna Solberg won the Larne council seat.", "Erik Lund did not win the Larne council seat."),
            ("Anna Solberg won the Larne council seat.", "Erik Lund nearly won the Larne council seat."),
            ("Anna Solberg won the Larne council seat.", "Erik Lund had won the Larne council seat."),
            ("Anna Solberg and Erik Lund won the team prize.", "Erik Lund won the team prize."),
            ("Anna Solberg won a council seat.", "Erik Lund won a council seat."),
            ("Anna Solberg won the Larne council seat. It went to Solberg (Lund by birth).", "Erik Lund won the Larne council seat."),
            ("Anna Solberg was elected mayor of Larne.", "Erik Lund was elected deputy mayor of Larne."),
            ("Anna Solberg was elected mayor of Larne. Solberg follows Erik Lund.", "Erik Lund was elected mayor of Larne."),
            ("Anna Solberg won the Larne council seat.", "The Tide Party won the Larne council seat."),
            ("Iran carried out the bombing.", "The Tide Brigade carried out the bombing."),
            (
                "The Harbour Front claimed responsibility for the Larne bombing.",
                "The Tide Brigade claimed responsibility for the Skarn bombing.",
            ),
        ] {
            assert_eq!(doers(one, other), [""; 0], "{one} {other}");
        }
    }
}
