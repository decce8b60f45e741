//! How the outlets frame the event: the same words quoted differently, voice, labels, what leads, headlines.

use std::io;

use crate::render::safe_text::clean;
use crate::render::table::View;
use crate::render::terminal::Keys;
use crate::render::terminal::event::evidence;
use crate::render::terminal::page::{Page, Text, Tone, shorten};
use crate::report::{
    CueClass, FindingEntry, FindingKind, LabelSetEntry, QuoteDifference, QuoteStanding, QuoteWordsEntry, SharedQuoteEntry,
};

/// Entries of each lens shown at first.
const ENTRIES: usize = 6;
/// Labels shown at first for one person or group.
const LABELS: usize = 8;
/// Characters of a quotation or lede shown at first.
const QUOTE_CHARS: usize = 200;
/// Characters of words that a version leaves out, shown at first: enough to know them.
const LEFT_OUT_CHARS: usize = 60;

pub(super) fn write(page: &mut Page<'_>, view: &View<'_>, keys: &Keys) -> io::Result<()> {
    quotes(page, view, keys)?;
    findings(page, view, keys, FindingKind::Voice, "VOICE", "stated as fact here, attributed to a source there")?;
    labels(page, view, keys)?;
    findings(page, view, keys, FindingKind::Lead, "LEADS", "what opens here stands low or nowhere there")?;
    openings(page, view, keys)
}

fn difference_words(difference: QuoteDifference) -> &'static str {
    match difference {
        QuoteDifference::Cut => "cut differently",
        QuoteDifference::Cue => "other words of saying",
        QuoteDifference::Label => "speaker labelled differently",
        QuoteDifference::Wording => "worded differently",
    }
}

fn quotes(page: &mut Page<'_>, view: &View<'_>, keys: &Keys) -> io::Result<()> {
    let quotes: Vec<&SharedQuoteEntry> = view.event.lenses.quotes.iter().filter(|quote| !quote.differences.is_empty()).collect();
    if quotes.is_empty() {
        return Ok(());
    }
    page.heading("SAME WORDS, QUOTED DIFFERENTLY", "[-left out-] and {+own+} words, beside the longest version")?;
    let shown = page.shown(quotes.len(), ENTRIES);
    for quote in &quotes[..shown] {
        let how: Vec<&str> = quote.differences.iter().map(|difference| difference_words(*difference)).collect();
        let text = Text::new(Tone::Plain, &page.quoted(&quote.shared, QUOTE_CHARS)).and(Tone::Faint, &format!("({})", how.join(", ")));
        page.hanging(0, 2, &text)?;
        for version in &quote.versions {
            let outlet = view.outlet_of(version.article).map_or_else(String::new, |outlet| keys.full(outlet));
            let cue = match cue_words(version.cue_class) {
                Some(class) if !version.cue.trim().is_empty() => format!("{} ({class})", version.cue),
                _ => version.cue.clone(),
            };
            let said = [version.label.as_str(), cue.as_str()].into_iter().filter(|part| !part.trim().is_empty());
            let said = said.collect::<Vec<_>>().join(&format!(" {} ", page.symbols.dot));
            let mut text = Text::new(Tone::Key, &outlet).with(Tone::Plain, ":");
            if !said.is_empty() {
                text = text.and(Tone::Mark, &said).with(Tone::Plain, ":");
            }
            let text = if version.words.is_empty() {
                text.and(Tone::Faint, &page.quoted(&version.quoted.exact, QUOTE_CHARS))
            } else {
                words(page, text, &version.words)
            };
            page.hanging(2, 4, &text)?;
        }
    }
    page.more(0, quotes.len() - shown, " quoted differently")
}

/// What a word of saying does to what is said; nothing for a neutral one.
fn cue_words(class: CueClass) -> Option<&'static str> {
    match class {
        CueClass::Neutral => None,
        CueClass::Doubt => Some("doubts"),
        CueClass::Endorse => Some("endorses"),
        CueClass::Attack => Some("attacks"),
        CueClass::Concede => Some("concedes"),
        CueClass::Command => Some("commands"),
        CueClass::Manner => Some("manner"),
    }
}

/// A version word by word. Long stretches that are kept or left out are shortened unless everything is shown.
fn words(page: &Page<'_>, mut text: Text, words: &[QuoteWordsEntry]) -> Text {
    for part in words {
        let shown =
            |most: usize| if page.is_detailed() { clean(&part.text) } else { shorten(&clean(&part.text), most, page.symbols.ellipsis) };
        text = match part.standing {
            QuoteStanding::Kept => text.and(Tone::Faint, &shown(QUOTE_CHARS)),
            QuoteStanding::LeftOut => text.and(Tone::Notice, &format!("[-{}-]", shown(LEFT_OUT_CHARS))),
            QuoteStanding::Added => text.and(Tone::Mark, &format!("{{+{}+}}", shown(QUOTE_CHARS))),
        };
    }
    text
}

fn findings(page: &mut Page<'_>, view: &View<'_>, keys: &Keys, kind: FindingKind, heading: &str, note: &str) -> io::Result<()> {
    let findings: Vec<&FindingEntry> = view.findings(kind).collect();
    if findings.is_empty() {
        return Ok(());
    }
    page.heading(heading, note)?;
    let shown = page.shown(findings.len(), ENTRIES);
    for finding in &findings[..shown] {
        let text =
            Text::new(Tone::Plain, &page_summary(page, finding)).and(Tone::Faint, &format!("({}, {:.2})", finding.id, finding.confidence));
        page.hanging(0, 2, &text)?;
        let passages = page.shown(finding.evidence.len(), 3);
        for passage in &finding.evidence[..passages] {
            let outlet = view.outlet_of(passage.article).map_or_else(String::new, |outlet| keys.full(outlet));
            let speaker = view.attribution_around(passage).and_then(|attribution| view.speaker_of(attribution));
            evidence(page, 2, &outlet, speaker, &passage.exact)?;
        }
        page.more(2, finding.evidence.len() - passages, " passages")?;
    }
    page.more(0, findings.len() - shown, "")
}

fn page_summary(page: &Page<'_>, finding: &FindingEntry) -> String {
    if page.is_detailed() {
        finding.summary.clone()
    } else {
        crate::render::terminal::page::shorten(&finding.summary, QUOTE_CHARS, page.symbols.ellipsis)
    }
}

fn labels(page: &mut Page<'_>, view: &View<'_>, keys: &Keys) -> io::Result<()> {
    let sets: Vec<&LabelSetEntry> = view.event.lenses.labels.iter().filter(|set| !set.labels.is_empty()).collect();
    if sets.is_empty() {
        return Ok(());
    }
    page.heading("LABELS", "what people and groups are called; * by one outlet alone")?;
    let shown = page.shown(sets.len(), ENTRIES);
    for set in &sets[..shown] {
        let mut text = Text::new(Tone::Title, &set.referent).with(Tone::Plain, ":");
        let count = page.shown(set.labels.len(), LABELS);
        for (index, label) in set.labels[..count].iter().enumerate() {
            let mut outlets: Vec<usize> = label.uses.iter().filter_map(|used| view.outlet_of(used.article)).collect();
            outlets.sort_unstable();
            outlets.dedup();
            let star = if label.exclusive { "*" } else { "" };
            let end = if index + 1 == count { "" } else { ";" };
            text = text.and(Tone::Mark, &label.phrase).with(Tone::Plain, star).and(Tone::Faint, &format!("({}){end}", keys.list(outlets)));
        }
        if count < set.labels.len() {
            text = text.with(Tone::Faint, &format!("; {} more", set.labels.len() - count));
        }
        page.hanging(0, 2, &text)?;
    }
    page.more(0, sets.len() - shown, " named")
}

fn openings(page: &mut Page<'_>, view: &View<'_>, keys: &Keys) -> io::Result<()> {
    let openings = &view.event.lenses.openings;
    if openings.len() < 2 {
        return Ok(());
    }
    page.heading("OPENINGS", "headline and first sentence")?;
    for opening in openings {
        let outlet = view.outlet_of(opening.article).map_or_else(String::new, |outlet| keys.full(outlet));
        let headline = opening.headline.as_ref().map_or("(no headline)", |passage| passage.exact.as_str());
        page.hanging(0, 2, &Text::new(Tone::Key, &outlet).with(Tone::Plain, ":").and(Tone::Title, headline))?;
        if let Some(lede) = &opening.lede {
            let lede = if page.is_detailed() {
                lede.exact.clone()
            } else {
                crate::render::terminal::page::shorten(&crate::render::safe_text::clean(&lede.exact), QUOTE_CHARS, page.symbols.ellipsis)
            };
            page.text(2, &Text::new(Tone::Faint, &lede))?;
        }
        if !opening.quoted.is_empty() {
            let quoted: Vec<String> = opening.quoted.iter().map(|passage| page.quoted(&passage.exact, QUOTE_CHARS)).collect();
            page.text(2, &Text::new(Tone::Faint, "quoted in the headline:").and(Tone::Plain, &quoted.join(", ")))?;
        }
    }
    Ok(())
}
