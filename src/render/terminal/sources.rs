//! Whom the outlets quote: words inside and outside quotation marks, and the words of saying.

use std::collections::BTreeMap;
use std::io;

use crate::render::table::{View, speaker_words};
use crate::render::terminal::Keys;
use crate::render::terminal::grid::{Grid, GridRow};
use crate::render::terminal::page::{Page, Text, Tone};
use crate::report::SourceEntry;

/// Sources shown at first.
const ROWS: usize = 15;
/// Lines of a source's name and role shown at first.
const LINES: usize = 2;
/// Different words of saying shown at first for one outlet.
const CUES: usize = 4;

pub(super) fn write(page: &mut Page<'_>, view: &View<'_>, keys: &Keys) -> io::Result<()> {
    let mut sources: Vec<&SourceEntry> = view.event.sources.iter().filter(|source| !source.airtime.is_empty()).collect();
    if sources.is_empty() {
        return Ok(());
    }
    sources.sort_by_key(|source| std::cmp::Reverse((source.airtime.len(), words(source))));
    table(page, view, keys, sources, &Tail::None)
}

/// A last column of the table.
pub(super) enum Tail<'run> {
    /// None.
    None,
    /// How many attributions each source has, by its id.
    Attributions(BTreeMap<&'run str, usize>),
}

/// The table of these sources, in this order.
pub(super) fn table(page: &mut Page<'_>, view: &View<'_>, keys: &Keys, sources: Vec<&SourceEntry>, tail: &Tail<'_>) -> io::Result<()> {
    if sources.is_empty() {
        return Ok(());
    }
    let note = "words quoted + words paraphrased, by outlet";
    let times = if matches!(tail, Tail::None) { "" } else { "; times quoted" };
    page.heading("SOURCES", &format!("{note}{times}"))?;
    let shown = page.shown(sources.len(), ROWS);
    let grid = Grid {
        corner: "source".to_owned(),
        columns: keys.all().to_vec(),
        tail: if matches!(tail, Tail::None) { String::new() } else { "times".to_owned() },
        rows: sources[..shown].iter().map(|source| row(page, view, keys, source, tail)).collect(),
        max_lines: LINES,
    };
    grid.write(page)?;
    page.more(0, sources.len() - shown, " quoted")?;
    if !matches!(tail, Tail::None) {
        return Ok(());
    }
    let alone = view.findings(crate::report::FindingKind::OnlySource).count();
    if alone > 0 {
        let note = format!("{alone} of the sources are quoted by one outlet alone");
        page.text(0, &Text::new(Tone::Faint, &note))?;
    }
    Ok(())
}

pub(super) fn words(source: &SourceEntry) -> u64 {
    source.airtime.iter().map(|airtime| u64::from(airtime.quoted_words) + u64::from(airtime.paraphrased_words)).sum()
}

/// The name with its role and kind.
pub(super) fn name(source: &SourceEntry) -> String {
    let mut name = source.label.clone();
    if let Some(role) = source.role.as_deref().filter(|role| !role.trim().is_empty()) {
        name.push_str(", ");
        name.push_str(role);
    }
    if let Some(kind) = speaker_words(source.kind) {
        name.push_str(&format!(" [{kind}]"));
    }
    name
}

fn row(page: &Page<'_>, view: &View<'_>, keys: &Keys, source: &SourceEntry, tail: &Tail<'_>) -> GridRow {
    let mut cells = vec![String::new(); view.event.outlets.len()];
    let mut by_cues: Vec<(String, Vec<usize>)> = Vec::new();
    for airtime in &source.airtime {
        let outlet = airtime.outlet as usize;
        if let Some(cell) = cells.get_mut(outlet) {
            *cell = format!("{}+{}", airtime.quoted_words, airtime.paraphrased_words);
        }
        let cues = cues(page, &airtime.cues);
        if cues.is_empty() {
            continue;
        }
        match by_cues.iter_mut().find(|(other, _)| *other == cues) {
            Some((_, outlets)) => outlets.push(outlet),
            None => by_cues.push((cues, vec![outlet])),
        }
    }
    let cues: Vec<String> = by_cues.iter().map(|(cues, outlets)| format!("{}: {cues}", keys.list(outlets.iter().copied()))).collect();
    let tail = match tail {
        Tail::None => String::new(),
        Tail::Attributions(counts) => counts.get(source.id.as_str()).copied().unwrap_or(0).to_string(),
    };
    GridRow { text: vec![name(source), cues.join("; ")], cells, tail }
}

/// The words of saying, most frequent first.
fn cues(page: &Page<'_>, cues: &[String]) -> String {
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (place, cue) in cues.iter().enumerate() {
        let cue = cue.trim().to_lowercase();
        if !cue.is_empty() {
            counts.entry(cue).or_insert((0, place)).0 += 1;
        }
    }
    let mut counts: Vec<(String, (usize, usize))> = counts.into_iter().collect();
    counts.sort_by_key(|(_, (count, place))| (std::cmp::Reverse(*count), *place));
    let shown = page.shown(counts.len(), CUES);
    let mut words: Vec<String> =
        counts[..shown].iter().map(|(cue, (count, _))| if *count > 1 { format!("{cue} ({count})") } else { cue.clone() }).collect();
    if shown < counts.len() {
        words.push(format!("{} more", counts.len() - shown));
    }
    words.join(", ")
}
