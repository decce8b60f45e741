//! Findings from the lenses: the same quote in two forms, a label that one outlet alone uses.

use crate::finding::claims::Scene;
use crate::finding::{Evidence, Finding, FindingKind, gain};
use crate::framing::{Label, LabelSet, QuoteDifference, SharedQuote};

/// Share of such labels that were right when read (aim .75): the lens gives no probability of its own.
const LABEL_PRECISION: f64 = 0.75;
/// Outlets that name a referent from which on a label for it has full weight.
const FULL_WEIGHT_MEMBERS: f64 = 5.0;

/// Findings from quotes and labels.
pub(super) fn find(scene: Scene<'_>) -> Vec<Finding> {
    let quotes = scene.lenses.quotes.iter().enumerate().filter(|(_, quote)| !quote.differences.is_empty());
    let mut findings: Vec<Finding> = quotes.map(|(at, quote)| quoted(scene, at, quote)).collect();
    for (number, set) in scene.lenses.labels.iter().enumerate() {
        let labels = set.labels.iter().enumerate().filter(|(_, label)| label.is_exclusive);
        findings.extend(labels.map(|(at, label)| labelled((number, at), set, label)));
    }
    findings
}

fn quoted(scene: Scene<'_>, at: usize, quote: &SharedQuote) -> Finding {
    let mut evidence: Vec<Evidence> =
        quote.versions.iter().map(|version| Evidence { member: version.member, span: version.quoted }).collect();
    evidence.sort_unstable();
    evidence.dedup();
    let probability = |version: &crate::framing::QuoteVersion| {
        let attributions = scene.members.get(version.member as usize).map_or(&[][..], |member| member.attributions);
        attributions.get(version.attribution.get()).map_or(0.0, |attribution| attribution.probability)
    };
    let confidence = quote.versions.iter().map(probability).fold(1.0, f64::min);
    // Cue and label say more about framing than a cut, which every outlet makes.
    let telling = |difference: &QuoteDifference| match difference {
        QuoteDifference::Cue | QuoteDifference::Label => 1.0,
        QuoteDifference::Wording => 0.7,
        QuoteDifference::Cut => 0.4,
    };
    let most = quote.differences.iter().map(telling).fold(0.0, f64::max);
    Finding {
        kind: FindingKind::Quote(at),
        evidence,
        absences: Vec::new(),
        confidence,
        gain: gain::within(&gain::QUOTE, gain::weight(most, confidence)),
    }
}

fn labelled(at: (usize, usize), set: &LabelSet, label: &Label) -> Finding {
    let mut members: Vec<u32> = set.labels.iter().flat_map(|label| label.uses.iter().map(|(member, _)| *member)).collect();
    members.sort_unstable();
    members.dedup();
    let mut evidence: Vec<Evidence> = label.uses.iter().map(|(member, span)| Evidence { member: *member, span: *span }).collect();
    evidence.sort_unstable();
    let salience = (members.len() as f64 / FULL_WEIGHT_MEMBERS).min(1.0);
    Finding {
        kind: FindingKind::Label(at.0, at.1),
        evidence,
        absences: Vec::new(),
        confidence: LABEL_PRECISION,
        gain: gain::within(&gain::LABEL, gain::weight(salience, LABEL_PRECISION)),
    }
}
