//! Conflicts that are found pair by pair: pairs that share a statement grow into one conflict with a side for each value.
//!
//! Linear in the pairs for each group of them, and in the words of their statements.

use std::collections::{BTreeMap, BTreeSet};

use crate::alignment::matching::Matching;
use crate::alignment::vocabulary::{Word, WordKind};
use crate::alignment::{Conflict, ConflictKind, Side, StatementRef};
use crate::span::Span;

/// Words of the matter that a conflict is named by.
const MATTER_WORDS: usize = 4;

/// One end of a pair: a statement, the passage that shows its value, and the value in an order of its own (a day's number; 0 for
/// what is denied, 1 for what is said; of a doer the first act that has it).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct End {
    pub statement: StatementRef,
    pub span: Span,
    pub value: i64,
}

/// Two statements that cannot both hold, the lower value first.
pub(super) struct Pair {
    pub low: End,
    pub high: End,
}

/// Puts pairs together that share a statement on the same side: one conflict with a side for each value.
pub(super) fn join(matching: &Matching<'_, '_>, kind: ConflictKind, pairs: Vec<Pair>, probability: f64) -> Vec<Conflict> {
    let mut groups: Vec<Vec<Pair>> = Vec::new();
    for pair in pairs {
        let shares = |held: &Pair| held.low == pair.low || held.high == pair.high || held.low == pair.high || held.high == pair.low;
        // A pair can bring groups together that shared nothing before.
        let (mut joined, rest): (Vec<Vec<Pair>>, Vec<Vec<Pair>>) = groups.into_iter().partition(|group| group.iter().any(shares));
        groups = rest;
        joined.push(vec![pair]);
        groups.push(joined.into_iter().flatten().collect());
    }
    groups.iter().map(|group| of_pairs(matching, kind, group, probability)).collect()
}

fn of_pairs(matching: &Matching<'_, '_>, kind: ConflictKind, pairs: &[Pair], probability: f64) -> Conflict {
    let mut by_value: BTreeMap<i64, BTreeSet<(StatementRef, Span)>> = BTreeMap::new();
    for end in pairs.iter().flat_map(|pair| [&pair.low, &pair.high]) {
        by_value.entry(end.value).or_default().insert((end.statement, end.span));
    }
    let text = |(reference, span): &(StatementRef, Span)| span.of(&matching.members[reference.member as usize].article.text).to_owned();
    let sides: Vec<Side> = by_value
        .into_values()
        .map(|held| Side { value: held.first().map_or_else(String::new, text), bearers: held.into_iter().collect() })
        .collect();
    let statements: Vec<StatementRef> = sides.iter().flat_map(|side| side.bearers.iter().map(|(statement, _)| *statement)).collect();
    let shared = matter(matching, &statements, None);
    // "Denied that": of the two only what was said tells what it is about.
    let is_far = pairs.iter().all(|pair| matching.link_of(pair.low.statement, pair.high.statement).is_none());
    let said = pairs.first().map(|pair| pair.high.statement).filter(|_| is_far && !shared.contains(' '));
    let matter = said.map_or(shared, |said| matter(matching, &[said], None));
    Conflict { kind, matter, sides, claim: None, probability, is_sequence: false }
}

/// Words that most of the statements share, in the order of the first one: what the conflict is about. Of one statement its rarest.
pub(super) fn matter(matching: &Matching<'_, '_>, statements: &[StatementRef], noun: Option<u32>) -> String {
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
    let mut seen = BTreeSet::new();
    let is_unit = |term: u32| matching.vocabulary.text(term) == "percent";
    let named = |word: &&Word| !matches!(word.kind, WordKind::Number | WordKind::Reporting) && !is_unit(word.term);
    for word in matching.prepared(first).words.iter().filter(named) {
        if !seen.insert(word.term) {
            continue;
        }
        let shared = held_by(word.term);
        let is_noun = noun.is_some_and(|noun| matching.vocabulary.likeness(noun, word.term) > 0.0);
        if (shared * 2 >= statements.len() && shared > 1) || is_noun || statements.len() == 1 {
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
