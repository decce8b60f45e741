//! Findings from conflicts and sequences.
//!
//! Kept if two outlets give different values in passages that are not one shared text: a figure in a wire story against
//! another figure of the same wire story is the agency's own affair. Linear in the bearers of each conflict, squared.

use crate::alignment::{Conflict, Member};
use crate::finding::claims::Scene;
use crate::finding::{Evidence, Finding, FindingKind, gain};

/// Probability below which a conflict is no news: the two figures are mostly of two matters.
const LEAST_PROBABILITY: f64 = 0.3;

/// A finding for each conflict and each sequence.
pub(super) fn find(scene: Scene<'_>) -> Vec<Finding> {
    let conflicts = scene.comparison.conflicts.iter().enumerate();
    conflicts.filter(|(_, conflict)| is_between_outlets(scene, conflict)).map(|(at, conflict)| finding(scene, at, conflict)).collect()
}

fn is_between_outlets(scene: Scene<'_>, conflict: &Conflict) -> bool {
    let bearers = |side: usize| conflict.sides[side].bearers.iter().map(|(reference, span)| (reference.member as usize, *span));
    let outlet = |member: usize| scene.members.get(member).map(|member| member.article.outlet.name.as_str());
    (0..conflict.sides.len()).any(|left| {
        (left + 1..conflict.sides.len()).any(|right| {
            bearers(left).any(|one| {
                bearers(right).any(|other| {
                    outlet(one.0) != outlet(other.0) && !are_equal(scene.members, one.0, other.0) && !scene.standing.is_shared(one, other)
                })
            })
        })
    })
}

fn are_equal(members: &[Member<'_>], left: usize, right: usize) -> bool {
    let body = |member: usize| members.get(member).map(|member| member.article.body.of(&member.article.text).trim());
    body(left) == body(right)
}

fn finding(scene: Scene<'_>, at: usize, conflict: &Conflict) -> Finding {
    let mut evidence: Vec<Evidence> = Vec::new();
    for (reference, span) in conflict.sides.iter().flat_map(|side| &side.bearers) {
        let statement = scene.members.get(reference.member as usize).and_then(|member| member.statements.get(reference.statement.get()));
        let whole = statement.map_or(*span, |statement| statement.extent().cover(*span));
        evidence.push(Evidence { member: reference.member, span: whole });
    }
    evidence.sort_unstable_by_key(|passage: &Evidence| (passage.member, passage.span));
    evidence.dedup();
    let salience = conflict.claim.and_then(|claim| scene.comparison.claims.get(claim.get())).map_or(0.5, |claim| claim.salience);
    let kind = if conflict.is_sequence { FindingKind::Sequence(at) } else { FindingKind::Conflict(at) };
    let band = match kind {
        _ if conflict.probability < LEAST_PROBABILITY => &gain::LOOSE_CONFLICT,
        FindingKind::Sequence(_) => &gain::SEQUENCE,
        _ => &gain::CONFLICT,
    };
    // For a conflict it matters more whether it is one than how prominent it is.
    let weight = gain::weight(conflict.probability, salience);
    Finding { kind, evidence, absences: Vec::new(), confidence: conflict.probability, gain: gain::within(band, weight) }
}
