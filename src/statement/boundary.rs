//! Where a run of words is cut into clauses.
//!
//! Cut: at semicolons, colons and dashes between two clauses; before "and", "but", "while", "after" and the like where a subject with
//! its finite verb follows and one went before; at the comma that closes a leading "While ..."; between coordinated predicates, and
//! before a participle tail (", killing 14"), both of which get the subject back. Not cut: "if" clauses, relative clauses,
//! appositions, and all that a surface reading ([`predicate`]) is not sure of: a statement without its subject
//! aligns worse than a long one (measured on PropSegmEnt: cutting at commas is as bad as whole sentences).
//!
//! Known misses: "The army said it killed six and wounded two" without its reporting clause apart restores "it"; a predicate
//! coordinated across a relative clause ("a man who robbed a bank, and fled") stays whole.

use std::ops::Range;

use crate::language::TokenKind;
use crate::lexicon::reporting_cue;
use crate::statement::predicate::{self, Clause, Role, Word};
use crate::statement::word_class;

/// Content words that a participle tail must have if it gives no figure.
pub(super) const TAIL_CONTENT: usize = 4;
/// Content words that each side of a cut must have, a subject given back included.
pub(super) const SIDE_CONTENT: usize = 3;

/// The same where a semicolon stands between two clauses that each have their subject.
pub(super) const WHOLE_CONTENT: usize = 2;

/// Content words of its own that a part with its subject given back must have: "killed at least one of them" aligned with any
/// killing (corpora, purity of claims .93 with two).
pub(super) const OWN_CONTENT: usize = 3;

/// A clause-sized part of a run of words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Part {
    /// Its words.
    pub(super) words: Range<usize>,
    /// The subject that it shares with the part before.
    pub(super) subject: Range<usize>,
}

/// What a reading from the start of a part up to a word has seen.
#[derive(Clone, Debug, Default)]
struct Seen {
    main: Option<Clause>,
    last: Option<Clause>,
    /// The last finite verb stands in a clause inside the main one.
    inside: bool,
    /// Subordinators and relative pronouns that still wait for their verb.
    waiting: usize,
}

/// A place to cut: the part before ends at `end`, the next one begins at `start`.
struct Cut {
    end: usize,
    start: usize,
    subject: Range<usize>,
}

/// The parts of a run, in order; what lies between them are marks and conjunctions.
pub(super) fn parts(words: &[Word<'_>], roles: &[Role]) -> Vec<Part> {
    let enclosed = enclosed(words);
    let mut parts = Vec::new();
    let mut part = Part { words: 0..words.len(), subject: 0..0 };
    let mut leading = leading_clause_end(words, roles, 0);
    let mut at = 0;
    while at < words.len() {
        let from = part.words.start;
        let found = if leading == Some(at) {
            leading = None;
            cut(words, &part, at, at + 1, 0..0)
        } else if leading.is_none() && !enclosed[at] {
            cut_at(words, roles, &part, at)
        } else {
            None
        };
        if let Some(Cut { end, start, subject }) = found
            && start > from
        {
            parts.push(Part { words: from..end, subject: part.subject });
            part = Part { words: start..words.len(), subject };
            leading = leading_clause_end(words, roles, start);
            at = start;
            continue;
        }
        at += 1;
    }
    parts.push(part);
    parts
}

/// For each word whether it stands in brackets.
fn enclosed(words: &[Word<'_>]) -> Vec<bool> {
    let mut enclosed = vec![false; words.len()];
    let mut open: Vec<usize> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        match word.text {
            "(" | "[" => open.push(at),
            ")" | "]" => {
                if let Some(from) = open.pop()
                    && open.is_empty()
                {
                    enclosed[from..=at].fill(true);
                }
            }
            _ => {}
        }
    }
    enclosed
}

/// The comma after a clause that a subordinator opens at `from`, if a main clause follows.
fn leading_clause_end(words: &[Word<'_>], roles: &[Role], from: usize) -> Option<usize> {
    let first = (from..words.len()).find(|at| !matches!(roles[*at], Role::Mark | Role::Conjunction | Role::Adverb))?;
    if !matches!(
        &*words[first].low,
        "while" | "whereas" | "although" | "though" | "after" | "as" | "when" | "since" | "because" | "before" | "once"
    ) {
        return None;
    }
    let clause = predicate::clause_at(words, roles, first + 1, words.len())?;
    let comma = (clause.verb..words.len())
        .take(40)
        .find(|at| words[*at].text == "," && predicate::clause_at(words, roles, at + 1, words.len()).is_some())?;
    Some(comma)
}

fn cut_at(words: &[Word<'_>], roles: &[Role], part: &Part, at: usize) -> Option<Cut> {
    let from = part.words.start;
    if at <= from {
        return None;
    }
    let marked = words[at - 1].text == "," || is_dash(words[at - 1].text);
    let end = if marked { at - 1 } else { at };
    match words[at].text {
        ";" => return both_clauses(words, roles, part, at, at + 1).or_else(|| cut(words, part, at, at + 1, 0..0)),
        ":" => return both_clauses(words, roles, part, at, at + 1),
        mark if is_dash(mark) => return both_clauses(words, roles, part, at, at + 1),
        _ => {}
    }
    match &*words[at].low {
        "or" | "so" if !marked => None,
        "and" if next_is(words, at, &["so"]) => None,
        "and" | "but" | "or" | "yet" | "so" => {
            if let Some(next) = predicate::clause_at(words, roles, at + 1, words.len())
                && is_safe(words, roles, &seen(words, roles, from, end), &next, marked, at)
            {
                return cut(words, part, end, at + 1, 0..0);
            }
            shared_subject(words, roles, part, end, at)
        }
        "while" | "whereas" | "although" | "though" if marked => both_clauses(words, roles, part, end, at + 1),
        "as" if next_is(words, at, &["well", "soon", "long", "many", "much", "of", "if", "though"]) || is_aside(words, roles, at) => None,
        "after" | "before" | "as" | "because" | "since" | "until" if marked => both_clauses(words, roles, part, end, at + 1),
        // "It came two days after": the first half would say nothing.
        "after" if is_measured(words, at) => None,
        "while" | "whereas" | "although" | "after" => both_clauses(words, roles, part, end, at + 1),
        _ if marked && end + 1 == at && words[end].text == "," && is_tail(words, roles, at) => {
            let seen = seen(words, roles, from, end);
            let subject = shared(words, &seen.main?, part);
            let tail = at..tail_end(words, roles, at);
            let enough = content(words, tail.clone()) >= TAIL_CONTENT || words[tail].iter().any(|word| word.kind == TokenKind::Number);
            if enough { cut(words, part, end, at, subject) } else { None }
        }
        _ => None,
    }
}

fn next_is(words: &[Word<'_>], at: usize, list: &[&str]) -> bool {
    words.get(at + 1).is_some_and(|word| list.contains(&&*word.low))
}

/// ", as he said,": an aside about the saying.
fn is_aside(words: &[Word<'_>], roles: &[Role], at: usize) -> bool {
    predicate::clause_at(words, roles, at + 1, words.len()).is_some_and(|clause| reporting_cue::verb(&words[clause.verb].low).is_some())
}

/// Whether a measure of time or an adverb stands before.
fn is_measured(words: &[Word<'_>], at: usize) -> bool {
    at.checked_sub(1).map(|before| &*words[before].low).is_some_and(|before| before == "even" || word_class::is_measure(before))
}

fn is_dash(mark: &str) -> bool {
    matches!(mark, "—" | "–" | "--" | "-")
}

/// A cut between two clauses that each have a subject and a finite verb.
fn both_clauses(words: &[Word<'_>], roles: &[Role], part: &Part, end: usize, start: usize) -> Option<Cut> {
    let seen = seen(words, roles, part.words.start, end);
    let skipped = if roles.get(start) == Some(&Role::Conjunction) { start + 1 } else { start };
    let quoted = (skipped..words.len()).find(|at| !is_quote(words[*at].text))?;
    let complete = seen.main.is_some() && seen.waiting == 0 && predicate::clause_at(words, roles, quoted, words.len()).is_some();
    if !complete {
        return None;
    }
    // After a semicolon each side stands for itself.
    let is_whole = words[end].text == ";" && end + 1 == start;
    let (left, right) = (content(words, part.words.start..end), content(words, start..words.len()));
    if is_whole && left.min(right) >= WHOLE_CONTENT {
        return Some(Cut { end, start, subject: 0..0 });
    }
    cut(words, part, end, start, 0..0)
}

fn is_quote(mark: &str) -> bool {
    matches!(mark, "\"" | "“" | "”" | "'" | "‘" | "’" | "``" | "''" | "«" | "»")
}

/// A cut, if both sides have enough content.
fn cut(words: &[Word<'_>], part: &Part, end: usize, start: usize, subject: Range<usize>) -> Option<Cut> {
    let left = content(words, part.words.start..end) + content(words, part.subject.clone());
    let own = content(words, start..words.len());
    let right = own + content(words, subject.clone());
    (left >= SIDE_CONTENT && right >= SIDE_CONTENT && own >= OWN_CONTENT).then_some(Cut { end, start, subject })
}

/// Whether a conjunction joins two clauses rather than two nouns inside one.
fn is_safe(words: &[Word<'_>], roles: &[Role], seen: &Seen, next: &Clause, marked: bool, at: usize) -> bool {
    let Some(last) = seen.last.as_ref().filter(|_| seen.main.is_some() && seen.waiting == 0) else { return false };
    if marked || roles[at + 1] == Role::Subject {
        return true;
    }
    // "believes the army and the police were", "the man who led the army and the police were": the nouns may belong together.
    let cue = reporting_cue::verb(&words[last.verb].low).is_some();
    let near = next.subject.len() <= 6;
    !cue && !seen.inside && near && has_object_or_adjunct(roles, last.verb, at)
}

/// Whether the verb is followed by more than the noun that stands before the conjunction.
fn has_object_or_adjunct(roles: &[Role], verb: usize, at: usize) -> bool {
    let after = &roles[verb + 1..at];
    after.contains(&Role::Preposition)
        || after.contains(&Role::Participle)
        || after.contains(&Role::To)
        || after.iter().all(|role| matches!(role, Role::Adverb | Role::Nominal)) && !after.is_empty()
}

/// A cut before a second predicate of the same subject: "X did A and did B".
fn shared_subject(words: &[Word<'_>], roles: &[Role], part: &Part, end: usize, at: usize) -> Option<Cut> {
    let verb = (at + 1..words.len()).find(|at| roles[*at] != Role::Adverb)?;
    let seen = seen(words, roles, part.words.start, end);
    let last = seen.last.as_ref()?;
    let main = seen.main.as_ref()?;
    if seen.inside || seen.waiting > 0 {
        return None;
    }
    let passive = roles[verb] == Role::Participle
        && (last.verb..end).any(|at| roles[at] == Role::Participle)
        && word_class::is_auxiliary(&words[last.verb].low);
    if roles[verb] != Role::Finite && !passive {
        return None;
    }
    cut(words, part, end, at + 1, shared(words, main, part))
}

/// The subject of a part's main clause, given back or its own.
fn shared(words: &[Word<'_>], main: &Clause, part: &Part) -> Range<usize> {
    if main.subject.is_empty() {
        return part.subject.clone();
    }
    // "When asked about X -- an accusation -- the nominee": what stands after the last mark, unless the marks enclose an
    // apposition ("Mr X, the mayor,") or a list.
    let Range { start, end } = main.subject.clone();
    let opened = matches!(
        &*words[start].low,
        "when" | "while" | "although" | "though" | "after" | "as" | "since" | "because" | "before" | "once" | "if"
    );
    let last = (start..end).rev().find(|at| words[*at].text == "," || is_dash(words[*at].text));
    match last {
        Some(mark) if opened && content(words, mark + 1..end) > 0 => mark + 1..end,
        _ => start..end,
    }
}

/// Reads a part up to `end`.
fn seen(words: &[Word<'_>], roles: &[Role], from: usize, end: usize) -> Seen {
    let mut seen = Seen::default();
    let mut start = (from..end).find(|at| !matches!(roles[*at], Role::Mark | Role::Conjunction)).unwrap_or(end);
    // The subordinator that opens the part governs all of it.
    let opener = start;
    if roles.get(start) == Some(&Role::Subordinator) && start < end && words[start].low != "if" {
        start += 1;
    }
    let mut relatives = 0_usize;
    let mut subject = if opener < start { opener } else { past_adjunct(words, roles, start, end) };
    let mut nominal = false;
    for at in start..end {
        match roles[at] {
            Role::Relative => {
                seen.waiting += 1;
                relatives += 1;
            }
            Role::Subordinator => seen.waiting += 1,
            Role::Mark if words[at].text == "," => {
                seen.waiting -= relatives.min(seen.waiting);
                relatives = 0;
            }
            Role::Finite if seen.waiting > 0 => {
                seen.waiting -= 1;
                relatives = relatives.min(seen.waiting);
                seen.last = Some(Clause { subject: subject..at, verb: at });
                seen.inside = seen.main.is_some();
            }
            Role::Finite => {
                let joined = predicate::before(roles, at).is_some_and(|before| roles[before] == Role::Conjunction);
                let clause = Clause { subject: subject..at, verb: at };
                if seen.main.is_none() {
                    // A part with its subject given back begins with its verb.
                    if nominal || at == start {
                        seen.main = Some(clause.clone());
                        seen.last = Some(clause);
                        seen.inside = false;
                    }
                } else if !joined {
                    seen.last = Some(clause);
                    seen.inside = true;
                }
                subject = at + 1;
            }
            Role::Subject | Role::Pronoun | Role::Nominal => nominal = true,
            Role::Determiner => nominal |= !matches!(&*words[at].low, "the" | "a" | "an" | "'s"),
            _ => {}
        }
    }
    seen
}

/// Past an adjunct that opens the part ("In a 6-3 decision,"): its subject begins after the comma.
fn past_adjunct(words: &[Word<'_>], roles: &[Role], start: usize, end: usize) -> usize {
    if !matches!(roles.get(start), Some(Role::Preposition | Role::Adverb | Role::To | Role::Ing | Role::Participle)) {
        return start;
    }
    let stop = (start..end).find(|at| words[*at].text == "," || roles[*at] == Role::Finite);
    stop.filter(|at| words[*at].text == ",").map_or(start, |comma| comma + 1)
}

/// Whether a participle tail begins here: ", killing 14".
fn is_tail(words: &[Word<'_>], roles: &[Role], at: usize) -> bool {
    let Some(head) = (at..words.len()).find(|at| roles[*at] != Role::Adverb) else { return false };
    if roles[head] != Role::Ing || word_class::is_ing_preposition(&words[head].low) {
        return false;
    }
    // "The bomb, killing 14, was": the tail is an insertion.
    let end = tail_end(words, roles, at);
    let resumed = words.get(end).is_some_and(|word| word.text == ",")
        && (end + 1..words.len()).find(|at| roles[*at] != Role::Adverb).is_some_and(|at| roles[at] == Role::Finite);
    !resumed
        && !(at..end).any(|at| roles[at] == Role::Finite && !(head..at).any(|at| matches!(roles[at], Role::Relative | Role::Subordinator)))
}

fn tail_end(words: &[Word<'_>], roles: &[Role], from: usize) -> usize {
    let end = (from..words.len()).find(|at| roles[*at] == Role::Mark && matches!(words[*at].text, "," | ";" | ":" | "." | "—" | "–"));
    end.unwrap_or(words.len())
}

/// Words that carry meaning.
pub(super) fn content(words: &[Word<'_>], range: Range<usize>) -> usize {
    words.get(range).unwrap_or(&[]).iter().filter(|word| word.kind.carries_meaning()).count()
}

/// Whether a part has a finite verb with a subject, its own or given back.
pub(super) fn has_predicate(words: &[Word<'_>], roles: &[Role], part: &Part) -> bool {
    !part.subject.is_empty() || seen(words, roles, part.words.start, part.words.end).main.is_some_and(|main| !main.subject.is_empty())
}

/// The first finite verb of a part's main clause.
pub(super) fn main_verb(words: &[Word<'_>], roles: &[Role], part: &Part) -> Option<usize> {
    seen(words, roles, part.words.start, part.words.end).main.map(|clause| clause.verb)
}
