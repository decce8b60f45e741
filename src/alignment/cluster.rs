//! Statements of several articles that say the same, as groups that do not chain.
//!
//! Star clustering (Aslam, Pelekhov and Rus, 2004): the statement closest to most other articles becomes a centre and
//! takes the free statements that are close to it, not those that are only close to its satellites; then the next. A
//! statement that adds nothing to a centre (all of it is found there) is taken too. Statements that conflict are never
//! of one group. Cost: linear in the links, after a sort.
//! Known miss: the same news in two wordings without a common word makes two groups.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::alignment::StatementRef;
use crate::alignment::matching::{Link, Matching, Place};

/// Closeness from which a statement belongs to a centre. Looked at on our corpora.
const JOIN_FROM: f64 = 0.55;
/// Least share in the weaker direction.
const LEAST_EITHER_WAY: f64 = 0.3;
/// Share from which a statement adds nothing to the centre.
const CONTAINED_FROM: f64 = 0.85;
/// Least share of the centre that a contained statement holds: else it is a detail of it.
const LEAST_OF_CENTRE: f64 = 0.25;
/// What a headline counts as a centre beside a sentence of the text.
const HEADLINE_SHARE: f64 = 0.5;

/// A group: its centre first, the others in order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Group {
    /// The statement that the others are close to.
    pub centre: StatementRef,
    /// All of them, the centre too, in order.
    pub statements: Vec<StatementRef>,
}

/// Groups all statements of an event; those alone in their group too.
pub(crate) fn group(matching: &Matching<'_, '_>, conflicting: &BTreeSet<(StatementRef, StatementRef)>) -> Vec<Group> {
    let mut neighbours: FxHashMap<StatementRef, Vec<(StatementRef, Link)>> = FxHashMap::default();
    for ((left, right), link) in matching.links.iter().filter(|(pair, _)| !conflicting.contains(pair)) {
        if joins(link) || joins(&turned(link)) {
            neighbours.entry(*left).or_default().push((*right, *link));
            neighbours.entry(*right).or_default().push((*left, turned(link)));
        }
    }
    let mut order: Vec<(f64, StatementRef)> = matching
        .references()
        .filter(|reference| !matching.prepared(*reference).words.is_empty())
        .map(|reference| (centrality(matching, reference, neighbours.get(&reference)), reference))
        .collect();
    // Ties by text, not by the order of the articles: swapping two articles changes no group.
    let text = |reference: StatementRef| (matching.members[reference.member as usize].article.digest, reference);
    order.sort_by(|left, right| right.0.total_cmp(&left.0).then_with(|| text(left.1).cmp(&text(right.1))));
    let mut taken: BTreeSet<StatementRef> = BTreeSet::new();
    let mut groups = Vec::new();
    for (_, centre) in order {
        if !taken.insert(centre) {
            continue;
        }
        let mut statements = vec![centre];
        for (other, link) in neighbours.get(&centre).into_iter().flatten() {
            if joins(link) && taken.insert(*other) {
                statements.push(*other);
            }
        }
        statements.sort_unstable();
        groups.push(Group { centre, statements });
    }
    groups
}

fn turned(link: &Link) -> Link {
    Link { forward: link.backward, backward: link.forward, left_in_right: link.right_in_left, right_in_left: link.left_in_right }
}

/// Whether the right one belongs to the left one as its centre.
fn joins(link: &Link) -> bool {
    let close = link.closeness() >= JOIN_FROM && link.forward.min(link.backward) >= LEAST_EITHER_WAY;
    let contained = link.backward >= CONTAINED_FROM && link.forward >= LEAST_OF_CENTRE;
    close || contained
}

/// The closest statement of each other article, summed.
fn centrality(matching: &Matching<'_, '_>, reference: StatementRef, neighbours: Option<&Vec<(StatementRef, Link)>>) -> f64 {
    let mut best: FxHashMap<u32, f64> = FxHashMap::default();
    for (other, link) in neighbours.into_iter().flatten().filter(|(other, _)| other.member != reference.member) {
        let held = best.entry(other.member).or_default();
        *held = held.max(link.closeness());
    }
    let mut closeness: Vec<f64> = best.into_values().collect();
    closeness.sort_by(f64::total_cmp);
    let prepared = matching.prepared(reference);
    let share = if prepared.place == Place::Headline { HEADLINE_SHARE } else { 1.0 };
    share * closeness.iter().sum::<f64>()
}
