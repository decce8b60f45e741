//! How far a count of votes has come: "With 97 per cent of districts counted".
//!
//! Such a share only rises, within minutes, and who gives two tells of the lower one as of before ("it froze when 71.6 percent had been
//! counted"). Linear in the figures.

use std::collections::BTreeMap;

use crate::alignment::Member;
use crate::alignment::figure::Figure;
use crate::language::{Quantity, Unit};

/// What is done to what is counted after an election.
const COUNTED: [&str; 7] = ["counted", "declared", "evaluated", "in", "processed", "reporting", "tallied"];
/// Words behind such a share among which its noun stands.
pub(super) const WITHIN: usize = 3;

/// "With 97 per cent of districts counted": how far a count has come.
pub(super) fn is_share_counted(member: &Member<'_>, quantity: &Quantity) -> bool {
    let end = quantity.tokens.range().end;
    matches!(quantity.unit, Unit::Percent)
        && member.form(end) == "of"
        && (end + 2..=end + 2 * WITHIN).any(|at| COUNTED.contains(&member.form(at).as_str()))
}

/// Of the shares counted that an article gives, the highest is the one that it reports; the others are told of the time before.
pub(super) fn settle(figures: &mut [Figure<'_>]) {
    let mut highest: BTreeMap<u32, f64> = BTreeMap::new();
    for figure in figures.iter().filter(|figure| figure.is_count) {
        let held = highest.entry(figure.statement.member).or_default();
        *held = held.max(figure.quantity.value);
    }
    for figure in figures.iter_mut().filter(|figure| figure.is_count) {
        figure.is_former |= highest.get(&figure.statement.member).is_some_and(|most| figure.quantity.value < *most);
    }
}
