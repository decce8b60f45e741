//! What one outlet alone has, and what it alone has not, with what was searched and what came nearest.

use std::io;

use crate::render::table::{View, nearest};
use crate::render::terminal::event::evidence;
use crate::render::terminal::page::{Page, Text, Tone};
use crate::render::terminal::{Keys, counted};
use crate::report::{FindingEntry, FindingKind};

/// Share of a claim below which the nearest passage has nothing to do with it.
const LEAST_NEAR: f64 = 0.005;

/// Findings shown at first for one outlet.
const PER_OUTLET: usize = 3;
/// Outlets times findings shown at first.
const MISSING: usize = 8;
/// Characters of a nearest passage shown at first.
const NEAREST_CHARS: usize = 140;

pub(super) fn write(page: &mut Page<'_>, view: &View<'_>, keys: &Keys) -> io::Result<()> {
    only_in(page, view, keys)?;
    missing(page, view, keys)
}

fn only_in(page: &mut Page<'_>, view: &View<'_>, keys: &Keys) -> io::Result<()> {
    let findings: Vec<&FindingEntry> = view.findings(FindingKind::OnlyIn).collect();
    if findings.is_empty() {
        return Ok(());
    }
    page.heading("ONLY IN", "one outlet has it; the others were searched")?;
    for outlet in 0..view.event.outlets.len() {
        let own: Vec<&&FindingEntry> =
            findings.iter().filter(|finding| finding.outlets.first().is_some_and(|at| *at as usize == outlet)).collect();
        if own.is_empty() {
            continue;
        }
        page.text(0, &Text::new(Tone::Key, &keys.full(outlet)).and(Tone::Faint, &format!("({})", own.len())))?;
        let shown = page.shown(own.len(), PER_OUTLET);
        for finding in &own[..shown] {
            one(page, view, keys, finding)?;
        }
        page.more(2, own.len() - shown, &format!(" only in {}", keys.key(outlet)))?;
    }
    Ok(())
}

fn one(page: &mut Page<'_>, view: &View<'_>, keys: &Keys, finding: &FindingEntry) -> io::Result<()> {
    let Some(passage) = finding.evidence.first() else {
        return page.hanging(2, 4, &Text::new(Tone::Plain, &finding.summary));
    };
    let claim = finding.about.as_deref().and_then(|about| view.claim(about));
    let speaker = claim
        .and_then(|claim| claim.coverage.iter().find(|entry| entry.article == passage.article))
        .and_then(|entry| view.attribution(entry.attribution))
        .and_then(|attribution| view.speaker_of(attribution));
    // With the subject that it shares with another clause, if it has none of its own.
    let wording = claim
        .filter(|claim| claim.text.starts_with('[') || claim.text.ends_with(']'))
        .map_or(passage.exact.as_str(), |claim| claim.text.as_str());
    let mut text = Text::new(Tone::Plain, &page.quoted(wording, 300));
    if let Some(speaker) = speaker {
        text = text.and(Tone::Plain, &format!("{} {speaker}", page.symbols.dash));
    }
    page.hanging(2, 4, &text.and(Tone::Faint, &format!("({}, {:.2})", finding.id, finding.confidence)))?;
    searched(page, view, keys, finding)
}

/// Where it was looked for, and what came nearest.
fn searched(page: &mut Page<'_>, view: &View<'_>, keys: &Keys, finding: &FindingEntry) -> io::Result<()> {
    if finding.absences.is_empty() {
        return Ok(());
    }
    let sentences: u32 = finding.absences.iter().map(|absence| absence.sentences_searched).fold(0, u32::saturating_add);
    let searched = format!("not found in {} of {}", counted(sentences as usize, "sentence"), counted(finding.absences.len(), "article"));
    let mut text = Text::new(Tone::Faint, &searched);
    if let Some(nearest) = nearest(finding.absences.iter().filter_map(|absence| absence.nearest.as_ref())) {
        if nearest.similarity < LEAST_NEAR {
            return page.hanging(4, 6, &text.with(Tone::Faint, "; nothing came near"));
        }
        let outlet = view.outlet_of(nearest.passage.article).map_or("?", |outlet| keys.key(outlet));
        let passage = page.quoted(&nearest.passage.exact, NEAREST_CHARS);
        text = text.with(Tone::Faint, &format!("; nearest ({outlet}, {:.2}):", nearest.similarity)).and(Tone::Faint, &passage);
    }
    page.hanging(4, 6, &text)
}

fn missing(page: &mut Page<'_>, view: &View<'_>, keys: &Keys) -> io::Result<()> {
    let findings: Vec<&FindingEntry> = view.findings(FindingKind::MissingFrom).collect();
    if findings.is_empty() {
        return Ok(());
    }
    page.heading("MISSING FROM", "the other outlets have it")?;
    let shown = page.shown(findings.len(), MISSING);
    for finding in &findings[..shown] {
        let outlets = finding.outlets.iter().map(|outlet| keys.full(*outlet as usize)).collect::<Vec<_>>().join(", ");
        let claim = finding.about.as_deref().and_then(|about| view.claim(about));
        let what = claim.map_or(finding.summary.as_str(), |claim| claim.text.as_str());
        let text = Text::new(Tone::Key, &outlets)
            .with(Tone::Plain, ":")
            .and(Tone::Plain, &page.quoted(what, 300))
            .and(Tone::Faint, &format!("({}, {:.2})", finding.id, finding.confidence));
        page.hanging(0, 2, &text)?;
        searched(page, view, keys, finding)?;
        if page.is_detailed() {
            for passage in &finding.evidence {
                let outlet = view.outlet_of(passage.article).map_or_else(String::new, |outlet| keys.full(outlet));
                evidence(page, 4, &outlet, None, &passage.exact)?;
            }
        }
    }
    page.more(0, findings.len() - shown, " missing")
}
