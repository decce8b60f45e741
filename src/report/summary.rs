//! One neutral sentence for each finding, in the words of the articles where there are any.

use crate::finding::FindingKind;
use crate::report::{ClaimEntry, ConflictEntry, ConflictKind, Coverage, LensesEntry, OutletEntry, QuoteDifference, SourceEntry};

/// What the sentences draw on.
pub(crate) struct Context<'run> {
    pub(crate) outlets: &'run [OutletEntry],
    pub(crate) singled_out: &'run [u32],
    pub(crate) claims: &'run [ClaimEntry],
    pub(crate) conflicts: &'run [ConflictEntry],
    pub(crate) sources: &'run [SourceEntry],
    pub(crate) lenses: &'run LensesEntry,
}

/// The sentence for a finding.
pub(crate) fn of(kind: &FindingKind, context: &Context<'_>) -> String {
    let outlets = names(context);
    let claim = |index: &crate::span::ClaimIndex| context.claims.get(index.get());
    let text = |index: &crate::span::ClaimIndex| claim(index).map_or("", |claim| claim.text.as_str());
    match kind {
        FindingKind::Conflict(at) => context.conflicts.get(*at).map_or_else(String::new, |conflict| {
            let values: Vec<&str> = conflict.sides.iter().map(|side| side.value.as_str()).collect();
            match conflict.kind {
                ConflictKind::Quantity => format!("Figures differ on {}: {}", conflict.matter, values.join(" / ")),
                ConflictKind::Date => format!("Dates differ on {}: {}", conflict.matter, values.join(" / ")),
                ConflictKind::Name => format!("Names differ on {}: {}", conflict.matter, values.join(" / ")),
                ConflictKind::Polarity => format!("Said and denied: {}", conflict.matter),
                ConflictKind::Actor => format!("Who did it differs on {}: {}", conflict.matter, values.join(" / ")),
                ConflictKind::Outcome => format!("The end differs on {}: {}", conflict.matter, values.join(" / ")),
            }
        }),
        FindingKind::Sequence(at) => context.conflicts.get(*at).map_or_else(String::new, |conflict| {
            let values: Vec<&str> = conflict.sides.iter().map(|side| side.value.as_str()).collect();
            format!("Figures change over time on {}: {}", conflict.matter, values.join(", then "))
        }),
        FindingKind::OnlyIn { claim, .. } => format!("Only in {outlets}{}: {}", one_text(context), text(claim)),
        FindingKind::MissingFrom { claim: index, .. } => {
            let have = claim(index)
                .map_or(0, |claim| claim.by_outlet.iter().filter(|at| claim.coverage[**at as usize].coverage.is_reported()).count());
            format!("Not in {outlets}, in {have} others: {}", text(index))
        }
        FindingKind::Voice { claim: index } => {
            let with = |wanted: Coverage| {
                let Some(claim) = claim(index) else { return String::new() };
                let held = claim.by_outlet.iter().enumerate().filter(|(_, at)| claim.coverage[**at as usize].coverage == wanted);
                held.filter_map(|(outlet, _)| context.outlets.get(outlet)).map(|outlet| outlet.name.as_str()).collect::<Vec<_>>().join(", ")
            };
            format!("In own voice in {}, attributed in {}: {}", with(Coverage::States), with(Coverage::Attributes), text(index))
        }
        FindingKind::OnlySource { source, .. } => {
            let source = context.sources.get(source.get());
            let role = source.and_then(|source| source.role.as_deref()).map_or_else(String::new, |role| format!(" ({role})"));
            format!("Quoted only in {outlets}{}: {}{role}", one_text(context), source.map_or("", |source| source.label.as_str()))
        }
        FindingKind::Quote(at) => context.lenses.quotes.get(*at).map_or_else(String::new, |quote| {
            let how: Vec<&str> = quote
                .differences
                .iter()
                .map(|difference| match difference {
                    QuoteDifference::Cut => "cut differently",
                    QuoteDifference::Cue => "introduced with another kind of word",
                    QuoteDifference::Label => "speaker labelled differently",
                    QuoteDifference::Wording => "worded differently",
                })
                .collect();
            format!("The same quote, {}: \u{201c}{}\u{201d}", how.join(", "), quote.shared)
        }),
        FindingKind::Label(set, label) => context.lenses.labels.get(*set).map_or_else(String::new, |set| {
            let phrase = set.labels.get(*label).map_or("", |label| label.phrase.as_str());
            format!("Only {outlets} says \u{201c}{phrase}\u{201d} of {}", set.referent)
        }),
        FindingKind::Lead { claim, .. } => format!("{outlets} leads with: {}", text(claim)),
    }
}

/// Several outlets singled out together carry one text.
fn one_text(context: &Context<'_>) -> &'static str {
    if context.singled_out.len() > 1 { " (one text)" } else { "" }
}

fn names(context: &Context<'_>) -> String {
    let names = context.singled_out.iter().filter_map(|index| context.outlets.get(*index as usize));
    names.map(|outlet| outlet.name.as_str()).collect::<Vec<_>>().join(", ")
}
