//! Figures that agree: statements that give the same one for people or votes on one matter, and a figure that says another one, which
//! names no single value ("at least 14" were killed if 19 were, "several" were hurt if seven were).
//!
//! Cost: pairs within a matter, the same figures at most [`MOST_AGREEING`] a statement.

use std::collections::BTreeMap;

use crate::alignment::conflict::{self, Opposition};
use crate::alignment::figure::{self, Figure};
use crate::alignment::matter::Matter;
use crate::language::Approximator;

/// Later statements with the same figure that a statement is tied to, at most: an event of 500 articles has no 125,000 pairs.
const MOST_AGREEING: usize = 40;

/// Notes what agrees among the figures of one matter.
pub(super) fn note(figures: &[Figure<'_>], group: &[usize], opposition: &mut Opposition) {
    note_agreement(figures, group, opposition);
    note_implication(figures, group, opposition);
}

/// Notes who gives the same figure: twelve arrested is twelve arrested, whatever the words around it, and so is "the number was put at
/// twelve".
fn note_agreement(figures: &[Figure<'_>], group: &[usize], opposition: &mut Opposition) {
    let mut by_value: BTreeMap<(u64, u64, Approximator), Vec<&Figure<'_>>> = BTreeMap::new();
    for figure in group.iter().map(|at| &figures[*at]).filter(|figure| figure.quantity.approximator != Approximator::Vague) {
        let mention = conflict::mention(figure);
        let value = (mention.value.max(0.0).to_bits(), mention.second, figure.quantity.approximator);
        by_value.entry(value).or_default().push(figure);
    }
    let by_figure = |figure: &Figure<'_>| matches!(figure.matter, Matter::People(..) | Matter::Vote(_)) || figure.is_restated;
    for held in by_value.values() {
        for (at, left) in held.iter().enumerate() {
            let others = held[at + 1..].iter().filter(|right| right.statement.member != left.statement.member);
            for right in others.filter(|right| by_figure(left) || by_figure(right)).take(MOST_AGREEING) {
                let pair = (left.statement.min(right.statement), left.statement.max(right.statement));
                opposition.agreeing.insert(pair);
                if let Matter::Vote(_) = left.matter {
                    opposition.of_vote.insert(pair);
                }
            }
        }
    }
}

/// Notes whose figure for people says another one's that names no single value.
fn note_implication(figures: &[Figure<'_>], group: &[usize], opposition: &mut Opposition) {
    let people =
        || group.iter().map(|at| &figures[*at]).filter(|figure| matches!(figure.matter, Matter::People(..)) && !figure.is_restated);
    for wide in people() {
        let says =
            |narrow: &&Figure<'_>| narrow.statement.member != wide.statement.member && figure::is_within(&narrow.quantity, &wide.quantity);
        opposition.implied.extend(people().filter(says).take(MOST_AGREEING).map(|narrow| (wide.statement, narrow.statement)));
    }
}
