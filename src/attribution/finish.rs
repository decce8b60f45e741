//! From drafts to attributions: spans, kind, classes, probability, order, nesting.

use std::ops::Range;

use crate::attribution::draft::{Draft, Rule};
use crate::attribution::grammar as g;
use crate::attribution::speaker;
use crate::attribution::view::View;
use crate::attribution::{Attribution, AttributionClass, AttributionKind, AttributionOptions, CueClass, Speaker, SpeakerKind};
use crate::lexicon::reporting_cue::{CueKind, CueTone};
use crate::span::{AttributionIndex, Span};

/// Words and marks of a dateline at most: `NEW HALVIG, Talvenia, Nov. 9 (Agency) -`.
const LONGEST_DATELINE: usize = 14;

/// Turns drafts into attributions, in order of their first content span.
pub(crate) fn attributions(view: &View, drafts: Vec<Draft>, options: &AttributionOptions) -> Vec<Attribution> {
    let mut found: Vec<Attribution> = drafts
        .iter()
        .filter(|draft| options.attitudes || draft.kind == CueKind::Speech)
        .filter_map(|draft| attribution(view, draft))
        .collect();
    found.sort_by(|left, right| {
        let key = |one: &Attribution| (one.content.first().copied(), one.cue.first().copied(), one.source.first().copied());
        key(left).cmp(&key(right))
    });
    found.dedup_by(|later, earlier| later.content == earlier.content && later.cue == earlier.cue);
    // Speakers first: a pronoun goes back to whoever spoke, in whatever form.
    speaker::resolve(view, &mut found);
    found.retain(|one| options.only.is_none_or(|kind| one.kind == kind));
    nest(&mut found);
    found
}

fn attribution(view: &View, draft: &Draft) -> Option<Attribution> {
    let spans = |parts: &[Range<usize>]| {
        let mut spans: Vec<Span> = parts.iter().filter_map(|part| view.span(part.clone())).collect();
        spans.sort_unstable();
        let mut merged: Vec<Span> = Vec::new();
        for span in spans {
            match merged.last_mut() {
                Some(last) if last.overlaps(span) => *last = last.cover(span),
                _ => merged.push(span),
            }
        }
        merged
    };
    let content = spans(&draft.content);
    if content.is_empty() {
        return None;
    }
    let mut words = 0;
    let mut quoted = 0;
    for at in draft.content.iter().flat_map(|part| part.clone()).filter(|&at| !view.words[at].is_mark) {
        words += 1;
        quoted += usize::from(view.is_quoted(at));
    }
    let kind = if quoted == 0 {
        AttributionKind::Indirect
    } else if quoted == words {
        AttributionKind::Direct
    } else {
        AttributionKind::Mixed
    };
    let cue = match view.span(draft.cue.clone()) {
        Some(span) => vec![span],
        // A colon is all mark.
        None => view.words[draft.cue.clone()].iter().map(|word| word.span).collect(),
    };
    Some(Attribution {
        source: draft.source.iter().filter_map(|range| view.span(past_dateline(view, range))).collect(),
        cue,
        content,
        reporting_clause: spans(&draft.clause),
        kind,
        class: match draft.kind {
            CueKind::Speech => AttributionClass::Speech,
            CueKind::Attitude => AttributionClass::Attitude,
        },
        cue_class: match draft.tone {
            CueTone::Neutral => CueClass::Neutral,
            CueTone::Doubt => CueClass::Doubt,
            CueTone::Endorse => CueClass::Endorse,
            CueTone::Attack => CueClass::Attack,
            CueTone::Concede => CueClass::Concede,
            CueTone::Command => CueClass::Command,
            CueTone::Manner => CueClass::Manner,
        },
        speaker: Speaker { label: String::new(), role: None, kind: SpeakerKind::Unknown },
        probability: draft.probability.unwrap_or_else(|| probability(draft)),
        statements: Vec::new(),
        parent: None,
    })
}

/// A source without the dateline before it: `HALVIG (Agency) - The council`.
fn past_dateline(view: &View, range: &Range<usize>) -> Range<usize> {
    let opens = view.units.iter().any(|unit| unit.words.start == range.start && !unit.is_headline);
    let is_place = |word: &str| word.len() > 1 && word.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
    if !opens || view.words.get(range.start).is_none_or(|word| !is_place(word.span.of(&view.article.text))) {
        return range.clone();
    }
    let end = range.end.min(range.start + LONGEST_DATELINE);
    let dash = (range.start + 1..end).find(|&at| g::is_dash(view.lower(at)) || view.lower(at) == "-");
    dash.map_or(range.clone(), |dash| dash + 1..range.end)
}

/// Share of a rule's attributions whose content (Jaccard of at least one half) and source were right, on the first 300
/// articles of PolNeAR's training part (2026-11-23): with a subject of its own, and with one taken from another clause.
fn probability(draft: &Draft) -> f64 {
    let (own, inherited) = match draft.rule {
        Rule::QuoteBefore => (0.94, 0.94),
        Rule::QuoteAfter => (0.76, 0.55),
        Rule::That => (0.78, 0.55),
        Rule::Bare => (0.62, 0.40),
        Rule::Postposed => (0.62, 0.62),
        Rule::Infinitive => (0.31, 0.34),
        Rule::Object => (0.47, 0.28),
        Rule::Preposition => (0.50, 0.39),
        Rule::Person => (0.48, 0.36),
        Rule::According => (0.70, 0.70),
        Rule::Colon => (0.76, 0.76),
        Rule::Noun => (0.16, 0.16),
        Rule::Passive => (0.53, 0.53),
        // 0 of 31: nobody is named, and gold nearly always names somebody.
        Rule::Floating => (0.03, 0.03),
        // 17 of 20 on the development part.
        Rule::Signed => (0.85, 0.85),
        // Says itself how probable it is.
        Rule::Learned => (0.5, 0.5),
    };
    if draft.inherited { inherited } else { own }
}

/// The smallest attribution whose content holds source, cue and content of another is its parent.
fn nest(found: &mut [Attribution]) {
    let parents: Vec<Option<AttributionIndex>> = found
        .iter()
        .enumerate()
        .map(|(inner, child)| {
            let all = || child.cue.iter().chain(&child.content);
            let size = |one: &Attribution| one.content.iter().map(|span| span.len()).sum::<usize>();
            found
                .iter()
                .enumerate()
                .filter(|(outer, parent)| {
                    // The larger one, so that none is its own ancestor.
                    *outer != inner
                        && size(parent) > size(child)
                        && !child.cue.is_empty()
                        && all().all(|span| parent.content.iter().any(|content| content.contains(*span)))
                })
                .min_by_key(|(outer, parent)| (size(parent), *outer))
                .map(|(outer, _)| AttributionIndex::new(outer))
        })
        .collect();
    for (one, parent) in found.iter_mut().zip(parents) {
        one.parent = parent;
    }
}
