//! How much a reader gains from a finding: the order of the report.
//!
//! Each kind has a band, so that conflicts come before claims of one outlet alone with named sources, these before claims that
//! all others have, these before framing. Within its band a finding stands by its weight: salience and confidence.
//! The bands are a choice of ours (what a standards editor asks first), not fitted to data.

use std::ops::Range;

use crate::finding::{Finding, FindingKind};

/// Statements that cannot all hold.
pub(super) const CONFLICT: Range<f64> = 0.8..1.0;
/// Figures that differ but may be of two matters.
pub(super) const LOOSE_CONFLICT: Range<f64> = 0.02..0.05;
/// A claim by one outlet alone, in the mouth of a named source.
pub(super) const ONLY_IN_NAMED: Range<f64> = 0.6..0.8;
/// A claim that all others have.
pub(super) const MISSING_FROM: Range<f64> = 0.45..0.6;
/// Figures that rise over time.
pub(super) const SEQUENCE: Range<f64> = 0.4..0.45;
/// A source that one outlet alone quotes.
pub(super) const ONLY_SOURCE: Range<f64> = 0.35..0.4;
/// A claim by one outlet alone, in its own voice or by somebody without a name.
pub(super) const ONLY_IN: Range<f64> = 0.25..0.35;
/// The same quote in two forms.
pub(super) const QUOTE: Range<f64> = 0.18..0.25;
/// Stated here, attributed there.
pub(super) const VOICE: Range<f64> = 0.12..0.2;
/// A label that one outlet alone uses.
pub(super) const LABEL: Range<f64> = 0.08..0.18;
/// Leads here, stands low or nowhere elsewhere.
pub(super) const LEAD: Range<f64> = 0.05..0.12;

/// The place in a band by a weight of 0 to 1.
pub(super) fn within(band: &Range<f64>, weight: f64) -> f64 {
    let weight = if weight.is_finite() { weight.clamp(0.0, 1.0) } else { 0.0 };
    band.start + (band.end - band.start) * weight
}

/// Salience counts for more than confidence: what is sure and of no account is no gain.
pub(super) fn weight(salience: f64, confidence: f64) -> f64 {
    0.6 * salience + 0.4 * confidence
}

/// Most gain first; ties by what and where.
pub(super) fn sort(findings: &mut [Finding]) {
    findings.sort_by(|left, right| {
        right
            .gain
            .total_cmp(&left.gain)
            .then_with(|| right.confidence.total_cmp(&left.confidence))
            .then_with(|| left.evidence.cmp(&right.evidence))
            .then_with(|| rank(&left.kind).cmp(&rank(&right.kind)))
    });
}

/// A fixed order of kinds and positions, for ties.
fn rank(kind: &FindingKind) -> (u8, usize, usize) {
    match kind {
        FindingKind::Conflict(at) => (0, *at, 0),
        FindingKind::Sequence(at) => (1, *at, 0),
        FindingKind::OnlyIn { claim, member } => (2, claim.get(), *member as usize),
        FindingKind::MissingFrom { claim, .. } => (3, claim.get(), 0),
        FindingKind::Voice { claim } => (4, claim.get(), 0),
        FindingKind::OnlySource { source, member } => (5, source.get(), *member as usize),
        FindingKind::Quote(at) => (6, *at, 0),
        FindingKind::Label(set, label) => (7, *set, *label),
        FindingKind::Lead { claim, member } => (8, claim.get(), *member as usize),
    }
}
