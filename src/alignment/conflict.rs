//! Statements on the same matter that cannot all hold, put together over an event.
//!
//! Figures by the rule of `figure`; said and denied where the statements are aligned, one is negated,
//! and the word that is negated and the one before the negation are aligned; days where the statements are aligned in both directions and each gives
//! another day. Pairs grow into one conflict with a side for each value. Names are left out: swapped names were wrong
//! more often than right in natural text. Antonyms are left out for the same reason.
//! Known misses: "unhurt" against "a light cut"; outcomes said with different words.

use std::collections::{BTreeMap, BTreeSet};

use crate::alignment::figure::{self, Figure};
use crate::alignment::matching::{Link, Matching};
use crate::alignment::matter::Matter;
use crate::alignment::vocabulary::{Word, WordKind};
use crate::alignment::{Claim, Conflict, ConflictKind, Side, StatementRef};
use crate::article::Published;
use crate::language::{Approximator, TimeValue, Unit};
use crate::span::{ClaimIndex, Span, TokenIndex};
use crate::statement::{Certainty, Polarity};

/// Shares of both statements that must be aligned before a negation or another day makes a conflict.
const ALIGNED_BOTH_WAYS: (f64, f64) = (0.7, 0.4);
/// Likeness from which the negated word is aligned.
const HEAD_ALIGNED_FROM: f64 = 0.75;
/// Words that deny the word after them.
const PLAIN_NEGATORS: &[&str] = &["not", "never", "no", "nobody", "none", "nothing", "neither", "cannot"];
/// Words of the matter that a conflict is named by.
const MATTER_WORDS: usize = 4;
/// Least time between the last report of a lower figure and the first of a higher one in a sequence, in seconds.
const SEQUENCE_GAP_SECONDS: i64 = 3600;
/// What is held of a conflict of figures by its matter: people and votes, whose matter is known by what is said of them, and
/// all else, and of a negation or another day. Set by judgement, not fitted: too few conflicts are annotated for a fit.
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

/// What a side says; its text is shown.
struct Mention {
    statement: StatementRef,
    span: Span,
    value: f64,
    /// The second figure of a score; 1 for "several" and the like, which is no figure.
    second: u64,
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
    let mut by_kind: BTreeMap<Matter, Vec<usize>> = BTreeMap::new();
    for (at, figure) in figures.iter().enumerate() {
        // Synonyms of a noun are in different heaps otherwise.
        let kind = if let Matter::Things(_) = figure.matter { Matter::Things(0) } else { figure.matter };
        by_kind.entry(kind).or_default().push(at);
    }
    let mut conflicts = Vec::new();
    for held in by_kind.into_values() {
        let apart = TellsApart::of(&figures, &held);
        for group in groups(matching, &figures, &held, &apart) {
            let (early, rest) = early(matching, &figures, &group);
            conflicts.extend(quantity(matching, &figures, &early, opposition));
            conflicts.extend(quantity(matching, &figures, &rest, opposition));
        }
    }
    conflicts
}

/// Rates and sums that one article gives both: it tells them apart, so they are not two figures for one thing.
struct TellsApart {
    pairs: BTreeSet<(u64, u64)>,
}

impl TellsApart {
    fn of(figures: &[Figure<'_>], held: &[usize]) -> Self {
        let mut pairs = BTreeSet::new();
        let mut by_member: BTreeMap<u32, Vec<&Figure<'_>>> = BTreeMap::new();
        for figure in held.iter().map(|at| &figures[*at]).filter(|figure| figure.matter == Matter::Measured) {
            by_member.entry(figure.statement.member).or_default().push(figure);
        }
        for given in by_member.into_values() {
            for (at, left) in given.iter().enumerate() {
                for right in given[at + 1..].iter().filter(|right| right.quantity.unit == left.quantity.unit) {
                    pairs.insert(key(left, right));
                }
            }
        }
        Self { pairs }
    }

    fn holds(&self, left: &Figure<'_>, right: &Figure<'_>) -> bool {
        left.quantity.value != right.quantity.value && left.matter == Matter::Measured && self.pairs.contains(&key(left, right))
    }
}

fn key(left: &Figure<'_>, right: &Figure<'_>) -> (u64, u64) {
    let (left, right) = (left.quantity.value.to_bits(), right.quantity.value.to_bits());
    (left.min(right), left.max(right))
}

/// Figures on one matter. Each figure joins the group whose first figure it shares the matter with.
fn groups(matching: &Matching<'_, '_>, figures: &[Figure<'_>], held: &[usize], apart: &TellsApart) -> Vec<Vec<usize>> {
    let mut order = held.to_vec();
    let same = |one: usize, other: usize| {
        figure::same_matter(matching, &figures[one], &figures[other]) && !apart.holds(&figures[one], &figures[other])
    };
    let like = |at: usize| held.iter().filter(|other| same(at, **other)).count();
    // The figure that shares its matter with most others is the first of its group: groups do not chain.
    order.sort_by_cached_key(|at| (std::cmp::Reverse(like(*at)), *at));
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for at in order {
        match groups.iter_mut().find(|group| same(group[0], at)) {
            Some(group) => group.push(at),
            None => groups.push(vec![at]),
        }
    }
    groups
}

/// Where only the first reports give a lower figure, hours before all others, who then disagree: the update from the
/// first figure to the one that most give, and the group without the first.
fn early(matching: &Matching<'_, '_>, figures: &[Figure<'_>], group: &[usize]) -> (Vec<usize>, Vec<usize>) {
    let moment = |at: usize| match matching.members[figures[at].statement.member as usize].article.published {
        Published::Moment { unix_seconds, .. } => Some(unix_seconds),
        _ => None,
    };
    let value = |at: usize| figures[at].quantity.value.max(0.0).to_bits();
    let values: BTreeSet<u64> = group.iter().map(|at| value(*at)).collect();
    let Some(lowest) = values.first().copied().filter(|_| values.len() > 2) else { return (Vec::new(), group.to_vec()) };
    let (first, rest): (Vec<usize>, Vec<usize>) = group.iter().partition(|at| value(**at) == lowest);
    let known = |held: &[usize]| held.iter().filter_map(|at| moment(*at)).collect::<Vec<_>>();
    let (Some(last), Some(next)) = (known(&first).into_iter().max(), known(&rest).into_iter().min()) else {
        return (Vec::new(), group.to_vec());
    };
    if next - last < SEQUENCE_GAP_SECONDS {
        return (Vec::new(), group.to_vec());
    }
    let count = |of: u64| rest.iter().filter(|at| value(**at) == of).count();
    let most = rest.iter().map(|at| value(*at)).max_by_key(|of| (count(*of), std::cmp::Reverse(*of)));
    let update = first.iter().copied().chain(rest.iter().copied().filter(|at| Some(value(*at)) == most)).collect::<Vec<_>>();
    let pure = is_sequence(matching, &group.iter().map(|at| mention(&figures[*at])).collect::<Vec<_>>());
    let mentions: Vec<Mention> = update.iter().map(|at| mention(&figures[*at])).collect();
    if pure || !is_sequence(matching, &mentions) { (Vec::new(), group.to_vec()) } else { (update, rest) }
}

/// The conflict, or sequence, that the figures of one matter make.
fn quantity(matching: &Matching<'_, '_>, figures: &[Figure<'_>], group: &[usize], opposition: &mut Opposition) -> Option<Conflict> {
    let mut opposed = BTreeSet::new();
    let mut differ = false;
    for (place, at) in group.iter().enumerate() {
        for next in &group[place + 1..] {
            let (left, right) = (&figures[*at], &figures[*next]);
            differ |= figure::differs(left.quantity, right.quantity);
            if left.statement != right.statement
                && figure::disjoint(left.quantity, right.quantity)
                && !figure::share_figure(figures, left, right)
            {
                opposed.insert((left.statement.min(right.statement), left.statement.max(right.statement)));
            }
        }
    }
    let mut held = group.to_vec();
    held.sort_unstable();
    let mentions: Vec<Mention> = held.iter().map(|at| mention(&figures[*at])).collect();
    let is_sequence = differ && is_sequence(matching, &mentions);
    if opposed.is_empty() && !is_sequence {
        return None;
    }
    if !is_sequence {
        opposition.pairs.extend(opposed.iter().filter(|(left, right)| left.member != right.member));
    }
    let statements = held.iter().map(|at| figures[*at].statement).collect::<Vec<_>>();
    let noun = held.iter().find_map(|at| figures[*at].noun);
    let sides = sides(matching, &mentions);
    let probability = probability(figures[group[0]].matter);
    let matter = figures[group[0]].matter.words(&matching.vocabulary).unwrap_or_else(|| matter(matching, &statements, noun));
    Some(Conflict { kind: ConflictKind::Quantity, matter, is_sequence, sides, claim: None, probability })
}

fn probability(matter: Matter) -> f64 {
    match matter {
        Matter::People(..) | Matter::Vote(_) => PROBABILITY.0,
        Matter::Things(_) | Matter::Measured => PROBABILITY.1,
    }
}

fn mention(figure: &Figure<'_>) -> Mention {
    let second = match figure.quantity.unit {
        Unit::Score(second) => u64::from(second),
        _ => u64::from(figure.quantity.approximator == Approximator::Vague),
    };
    Mention { statement: figure.statement, span: figure.span, value: figure.quantity.value, second }
}

/// One side for each value, lowest first; its wording is that of its first bearer.
fn sides(matching: &Matching<'_, '_>, mentions: &[Mention]) -> Vec<Side> {
    let mut by_value: BTreeMap<(u64, u64), Vec<&Mention>> = BTreeMap::new();
    for mention in mentions {
        by_value.entry((mention.value.max(0.0).to_bits(), mention.second)).or_default().push(mention);
    }
    by_value
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

/// Whether each next figure, rising or falling, was published after every one before, by an hour at least, and no article gives two.
fn is_sequence(matching: &Matching<'_, '_>, mentions: &[Mention]) -> bool {
    let moment = |member: u32| match matching.members[member as usize].article.published {
        Published::Moment { unix_seconds, .. } => Some(unix_seconds),
        _ => None,
    };
    let mut by_value: BTreeMap<u64, (i64, i64, BTreeSet<u32>)> = BTreeMap::new();
    for mention in mentions {
        // Who gives no time says nothing on the order; but each figure needs one who does.
        let Some(seconds) = moment(mention.statement.member) else { continue };
        let held = by_value.entry(mention.value.max(0.0).to_bits()).or_insert((seconds, seconds, BTreeSet::new()));
        held.0 = held.0.min(seconds);
        held.1 = held.1.max(seconds);
        held.2.insert(mention.statement.member);
    }
    let day = |mention: &Mention| matching.members[mention.statement.member as usize].article.published.day();
    let known: Vec<_> = by_value.keys().copied().collect();
    let all: BTreeSet<u64> = mentions.iter().map(|mention| mention.value.max(0.0).to_bits()).collect();
    // A figure without an hour fits in below the others on a day that is not later than theirs, if two others show the order.
    let unknown: Vec<&Mention> = mentions.iter().filter(|mention| !by_value.contains_key(&mention.value.max(0.0).to_bits())).collect();
    let earliest = mentions.iter().filter(|mention| known.contains(&mention.value.max(0.0).to_bits())).filter_map(day).min();
    let fits = |mention: &&Mention| {
        known.first().is_some_and(|lowest| mention.value.max(0.0).to_bits() < *lowest) && day(mention).is_some() && day(mention) <= earliest
    };
    if all.len() != known.len() && (known.len() < 2 || !unknown.iter().all(fits)) {
        return false;
    }
    let values: Vec<_> = by_value.into_values().collect();
    let follows = |earlier: &(i64, i64, BTreeSet<u32>), later: &(i64, i64, BTreeSet<u32>)| {
        later.0 - earlier.1 >= SEQUENCE_GAP_SECONDS && earlier.2.is_disjoint(&later.2)
    };
    let rises = values.windows(2).all(|pair| follows(&pair[0], &pair[1]));
    let falls = unknown.is_empty() && values.windows(2).all(|pair| follows(&pair[1], &pair[0]));
    values.len() > 1 && (rises || falls)
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
    let negator = matching.statement(negative).negator.filter(|at| is_plain_negator(matching, negative, *at))?;
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

/// Whether a negator is a word that denies what it stands before: "failed attempt", "unable" deny something else.
fn is_plain_negator(matching: &Matching<'_, '_>, statement: StatementRef, at: TokenIndex) -> bool {
    let member = &matching.members[statement.member as usize];
    let form = member.analysis.tokens.get(at.get()).map_or("", |token| token.span.of(&member.article.text)).to_lowercase();
    PLAIN_NEGATORS.iter().any(|word| form == *word) || form.ends_with("n't") || form.ends_with("n’t")
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
