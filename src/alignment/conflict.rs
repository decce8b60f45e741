//! Statements on the same matter that cannot all hold, put together over an event.
//!
//! Figures by the rule of [`figure`](super::figure); said and denied where the statements are aligned, one is negated,
//! and the word that is negated and the one before the negation are aligned; days where the statements are aligned in both directions and each gives
//! another day. Pairs grow into one conflict with a side for each value. Names are left out: swapped names were wrong
//! more often than right in natural text. Antonyms are left out for the same reason.
//! Known misses: "unhurt" against "a light cut"; outcomes said with different words.

use std::collections::{BTreeMap, BTreeSet};

use crate::alignment::figure::{self, Figure};
use crate::alignment::matching::{Link, Matching};
use crate::alignment::vocabulary::{Word, WordKind};
use crate::alignment::{Claim, Conflict, ConflictKind, Side, StatementRef};
use crate::article::Published;
use crate::language::TimeValue;
use crate::span::{ClaimIndex, Span};
use crate::statement::{Certainty, Polarity};

/// Shares of both statements that must be aligned before a negation or another day makes a conflict.
const ALIGNED_BOTH_WAYS: (f64, f64) = (0.7, 0.4);
/// Likeness from which the negated word is aligned.
const HEAD_ALIGNED_FROM: f64 = 0.75;
/// Words of the matter that a conflict is named by.
const MATTER_WORDS: usize = 4;
/// Least time between the last report of a lower figure and the first of a higher one in a sequence, in seconds.
const SEQUENCE_GAP_SECONDS: i64 = 3600;
/// How often a found conflict was one when read on our corpora: with the same noun, and without.
const PROBABILITY: (f64, f64) = (0.85, 0.6);

/// Which statements cannot hold beside each other.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Opposition {
    /// Pairs, the earlier statement first.
    pub pairs: BTreeSet<(StatementRef, StatementRef)>,
}

impl Opposition {
    /// Whether the two cannot both hold.
    pub(crate) fn holds(&self, one: StatementRef, other: StatementRef) -> bool {
        self.pairs.contains(&(one.min(other), one.max(other)))
    }

    /// Whether a statement is in any conflict.
    pub(crate) fn touches(&self, statement: StatementRef) -> bool {
        self.pairs.iter().any(|(left, right)| *left == statement || *right == statement)
    }
}

/// What keeps two values apart: lowest, highest, second figure of a score.
type ValueKey = (u64, u64, u64);

/// What a side says: its key keeps values apart, its text is shown.
struct Mention {
    statement: StatementRef,
    span: Span,
    key: ValueKey,
    value: f64,
}

/// Finds the conflicts of an event, and which statements they set against each other.
pub(crate) fn find(matching: &Matching<'_, '_>) -> (Vec<Conflict>, Opposition) {
    let mut opposition = Opposition::default();
    let mut conflicts = quantities(matching, &mut opposition);
    for ((left, right), link) in &matching.links {
        if left.member == right.member || !aligned(link) {
            continue;
        }
        if let Some((one, other)) = denied(matching, *left, *right) {
            opposition.pairs.insert((*left, *right));
            conflicts.push(pair(matching, ConflictKind::Polarity, (*left, one), (*right, other)));
        } else if let Some((one, other)) = other_days(matching, *left, *right) {
            opposition.pairs.insert((*left, *right));
            conflicts.push(pair(matching, ConflictKind::Date, (*left, one), (*right, other)));
        }
    }
    conflicts = merge(conflicts);
    conflicts
        .sort_by(|left, right| right.probability.total_cmp(&left.probability).then_with(|| first_bearer(left).cmp(&first_bearer(right))));
    (conflicts, opposition)
}

/// Says to which claim each conflict belongs: the one that holds most of its bearers, two at least.
pub(crate) fn place(conflicts: &mut [Conflict], claims: &[Claim]) {
    for conflict in conflicts {
        let bearers: BTreeSet<StatementRef> = conflict.sides.iter().flat_map(|side| side.bearers.iter().map(|(held, _)| *held)).collect();
        conflict.claim = claims
            .iter()
            .enumerate()
            .map(|(at, claim)| (claim.statements.iter().filter(|held| bearers.contains(held)).count(), std::cmp::Reverse(at)))
            .filter(|(held, _)| *held > 0)
            .max()
            .map(|(_, at)| ClaimIndex::new(at.0));
    }
}

fn first_bearer(conflict: &Conflict) -> Option<(StatementRef, Span)> {
    conflict.sides.iter().flat_map(|side| side.bearers.iter().copied()).min()
}

fn aligned(link: &Link) -> bool {
    let (more, less) = (link.forward.max(link.backward), link.forward.min(link.backward));
    more >= ALIGNED_BOTH_WAYS.0 && less >= ALIGNED_BOTH_WAYS.1
}

fn quantities(matching: &Matching<'_, '_>, opposition: &mut Opposition) -> Vec<Conflict> {
    let figures = figure::figures(matching);
    let mut group: Vec<usize> = (0..figures.len()).collect();
    let mut opposed = vec![false; figures.len()];
    let mut clear = vec![false; figures.len()];
    for (at, left) in figures.iter().enumerate() {
        for (next, right) in figures.iter().enumerate().skip(at + 1) {
            if left.statement.member == right.statement.member || !figure::same_matter(matching, left, right) {
                continue;
            }
            let apart = figure::disjoint(left.quantity, right.quantity);
            if apart && figure::share_figure(&figures, left.statement, right.statement) {
                continue;
            }
            let (one, other) = (root(&group, at), root(&group, next));
            group[one.max(other)] = one.min(other);
            if apart {
                opposition.pairs.insert((left.statement.min(right.statement), left.statement.max(right.statement)));
                opposed[at] = true;
                opposed[next] = true;
                let noun = left.noun.is_some() && right.noun.is_some();
                clear[at] |= noun;
                clear[next] |= noun;
            }
        }
    }
    let mut by_root: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in 0..figures.len() {
        by_root.entry(root(&group, at)).or_default().push(at);
    }
    by_root
        .into_values()
        .filter(|held| held.iter().any(|at| opposed[*at]))
        .map(|held| {
            let mentions: Vec<Mention> = held.iter().map(|at| mention(&figures[*at])).collect();
            let probability = if held.iter().any(|at| clear[*at]) { PROBABILITY.0 } else { PROBABILITY.1 };
            let words = held.iter().map(|at| figures[*at].statement).collect::<Vec<_>>();
            let noun = held.iter().find_map(|at| figures[*at].noun);
            let sides = sides(matching, &mentions);
            Conflict {
                kind: ConflictKind::Quantity,
                matter: matter(matching, &words, noun),
                is_sequence: is_sequence(matching, &mentions),
                sides,
                claim: None,
                probability,
            }
        })
        .collect()
}

fn root(group: &[usize], mut at: usize) -> usize {
    while group[at] != at {
        at = group[at];
    }
    at
}

fn mention(figure: &Figure<'_>) -> Mention {
    let second = match figure.quantity.unit {
        crate::language::Unit::Score(second) => u64::from(second),
        _ => 0,
    };
    let key = (figure.quantity.low.to_bits(), figure.quantity.high.to_bits(), second);
    Mention { statement: figure.statement, span: figure.span, key, value: figure.quantity.value }
}

/// One side for each value, lowest first; its wording is that of its first bearer.
fn sides(matching: &Matching<'_, '_>, mentions: &[Mention]) -> Vec<Side> {
    let mut by_key: BTreeMap<(u64, ValueKey), Vec<&Mention>> = BTreeMap::new();
    for mention in mentions {
        by_key.entry((mention.value.max(0.0).to_bits(), mention.key)).or_default().push(mention);
    }
    by_key
        .into_values()
        .map(|held| {
            let text = |mention: &Mention| mention.span.of(&matching.members[mention.statement.member as usize].article.text).to_owned();
            Side {
                value: held.first().map_or_else(String::new, |mention| text(mention)),
                bearers: held.iter().map(|mention| (mention.statement, mention.span)).collect(),
            }
        })
        .collect()
}

/// Words that most of the statements share, in the order of the first one: what the conflict is about.
fn matter(matching: &Matching<'_, '_>, statements: &[StatementRef], noun: Option<u32>) -> String {
    let Some(first) = statements.iter().copied().min_by_key(|held| (matching.prepared(*held).words.len(), *held)) else {
        return String::new();
    };
    let article = matching.members[first.member as usize].article;
    let analysis = matching.members[first.member as usize].analysis;
    let held_by = |term: u32| {
        statements
            .iter()
            .filter(|other| matching.prepared(**other).words.iter().any(|word| matching.vocabulary.likeness(term, word.term) > 0.0))
            .count()
    };
    let mut words: Vec<(usize, f64, usize)> = Vec::new();
    for word in matching.prepared(first).words.iter().filter(|word| !matches!(word.kind, WordKind::Number | WordKind::Reporting)) {
        let shared = held_by(word.term);
        let is_noun = noun.is_some_and(|noun| matching.vocabulary.likeness(noun, word.term) > 0.0);
        if (shared * 2 >= statements.len() && shared > 1) || is_noun {
            words.push((shared + usize::from(is_noun) * statements.len(), matching.vocabulary.background(word.term), word.token.get()));
        }
    }
    words.sort_by(|left, right| right.0.cmp(&left.0).then(right.1.total_cmp(&left.1)).then(left.2.cmp(&right.2)));
    let mut tokens: Vec<usize> = words.into_iter().map(|(_, _, token)| token).collect();
    let mut seen = BTreeSet::new();
    tokens.retain(|token| seen.insert(*token));
    tokens.truncate(MATTER_WORDS);
    tokens.sort_unstable();
    let words: Vec<&str> =
        tokens.iter().filter_map(|token| analysis.tokens.get(*token)).map(|token| token.span.of(&article.text)).collect();
    words.join(" ")
}

/// Whether each higher figure was published after every lower one, by an hour at least, and no article gives two.
fn is_sequence(matching: &Matching<'_, '_>, mentions: &[Mention]) -> bool {
    let moment = |member: u32| match matching.members[member as usize].article.published {
        Published::Moment { unix_seconds, .. } => Some(unix_seconds),
        _ => None,
    };
    let mut by_value: BTreeMap<u64, (i64, i64, BTreeSet<u32>)> = BTreeMap::new();
    for mention in mentions {
        let Some(seconds) = moment(mention.statement.member) else { return false };
        let held = by_value.entry(mention.value.max(0.0).to_bits()).or_insert((seconds, seconds, BTreeSet::new()));
        held.0 = held.0.min(seconds);
        held.1 = held.1.max(seconds);
        held.2.insert(mention.statement.member);
    }
    let values: Vec<_> = by_value.into_values().collect();
    values.len() > 1 && values.windows(2).all(|pair| pair[1].0 - pair[0].1 >= SEQUENCE_GAP_SECONDS && pair[0].2.is_disjoint(&pair[1].2))
}

/// If one statement negates what the other says: the passages that show it.
fn denied(matching: &Matching<'_, '_>, left: StatementRef, right: StatementRef) -> Option<(Span, Span)> {
    let (one, other) = (matching.statement(left), matching.statement(right));
    let negated =
        |statement: &crate::statement::Statement| (statement.polarity == Polarity::Negated) != (statement.certainty == Certainty::Denied);
    if negated(one) == negated(other) {
        return None;
    }
    let (negative, positive) = if negated(one) { (left, right) } else { (right, left) };
    // "Denied", "failed" and the like carry no negator: what they deny is not known well enough to set two passages against each other.
    let negator = matching.statement(negative).negator?;
    let words = &matching.prepared(negative).words;
    let there = &matching.prepared(positive).words;
    let is_there = |word: &Word| there.iter().any(|held| matching.vocabulary.likeness(word.term, held.term) >= HEAD_ALIGNED_FROM);
    let head = words.iter().find(|word| word.token > negator && word.kind == WordKind::Plain)?;
    // The one of whom it is denied must be there as well: "he was not injured" says nothing about "guards were wounded".
    let subject = words.iter().rev().find(|word| word.token < negator)?;
    if !is_there(head) || !is_there(subject) {
        return None;
    }
    Some((one.extent(), other.extent()))
}

/// If each statement gives one day and the days differ: the passages that give them.
fn other_days(matching: &Matching<'_, '_>, left: StatementRef, right: StatementRef) -> Option<(Span, Span)> {
    let day = |reference: StatementRef| {
        let times = &matching.members[reference.member as usize].analysis.times;
        let mut days =
            matching.statement(reference).times.iter().filter_map(|at| times.get(*at as usize)).filter_map(|time| match time.value {
                TimeValue::Day(day) => Some((day, time.span)),
                _ => None,
            });
        let first = days.next()?;
        days.all(|(day, _)| day == first.0).then_some(first)
    };
    let ((one, here), (other, there)) = (day(left)?, day(right)?);
    (one != other).then_some((here, there))
}

fn pair(matching: &Matching<'_, '_>, kind: ConflictKind, left: (StatementRef, Span), right: (StatementRef, Span)) -> Conflict {
    let text = |(reference, span): (StatementRef, Span)| span.of(&matching.members[reference.member as usize].article.text).to_owned();
    Conflict {
        kind,
        matter: matter(matching, &[left.0, right.0], None),
        sides: [left, right].into_iter().map(|held| Side { value: text(held), bearers: vec![held] }).collect(),
        claim: None,
        probability: PROBABILITY.1,
        is_sequence: false,
    }
}

/// Joins conflicts of one kind that share a bearer on a side: their other bearers are on those sides too.
fn merge(conflicts: Vec<Conflict>) -> Vec<Conflict> {
    let mut merged: Vec<Conflict> = Vec::new();
    for conflict in conflicts {
        let home = merged.iter_mut().find(|held| {
            held.kind == conflict.kind
                && conflict.kind != ConflictKind::Quantity
                && held
                    .sides
                    .iter()
                    .any(|side| side.bearers.iter().any(|bearer| conflict.sides.iter().any(|other| other.bearers.contains(bearer))))
        });
        let Some(home) = home else {
            merged.push(conflict);
            continue;
        };
        let touched = conflict.sides.iter().position(|side| side.bearers.iter().any(|bearer| home.sides[0].bearers.contains(bearer)));
        let first = touched.or_else(|| {
            conflict
                .sides
                .iter()
                .position(|side| side.bearers.iter().any(|bearer| home.sides[1].bearers.contains(bearer)))
                .map(|at| 1 - at.min(1))
        });
        let first = first.unwrap_or(0);
        for (slot, from) in [(0, first), (1, 1 - first.min(1))] {
            for bearer in conflict.sides.get(from).into_iter().flat_map(|side| side.bearers.iter()) {
                if !home.sides[slot].bearers.contains(bearer) {
                    home.sides[slot].bearers.push(*bearer);
                }
            }
        }
    }
    merged
}
