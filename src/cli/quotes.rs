//! `quotes`: every attribution.

use serde::Serialize;

use crate::article::{Article, Part};
use crate::attribution::{Attribution, AttributionClass, AttributionKind};
use crate::cli::args::{Format, Quotes};
use crate::cli::output::{self, Failure};
use crate::cli::{Outcome, session};
use crate::pipeline::{self, Depth, Options};
use crate::render::terminal;
use crate::span::{AttributionIndex, Span};

/// A line of the machine form: one article. Positions are bytes of the part.
#[derive(Serialize)]
struct Line<'run> {
    id: &'run str,
    attributions: Vec<Entry<'run>>,
}

#[derive(Serialize)]
struct Entry<'run> {
    part: &'static str,
    source: Vec<[u32; 2]>,
    cue: Vec<[u32; 2]>,
    content: Vec<[u32; 2]>,
    kind: &'static str,
    class: &'static str,
    speaker: Option<&'run str>,
    probability: f64,
    /// What is said within what is said, in the same form; not there if nothing is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    children: Vec<Entry<'run>>,
}

pub(crate) fn run(arguments: &Quotes) -> Result<Outcome, Failure> {
    let mut options = session::options(&arguments.input, Some(&arguments.group))?;
    session::hear(&arguments.voices, &mut options);
    options.attribution.attitudes = !arguments.speech_only;
    match arguments.format {
        Format::Text => {
            let report = session::report(&arguments.input, Some(&arguments.group), &options, Depth::Quotes)?;
            session::show(&arguments.input, &arguments.look, &report, terminal::quotes::write)
        }
        Format::Jsonl => {
            let intake = session::intake(&arguments.input, &options)?;
            let lines = session::with_threads(&arguments.input, || lines(&intake.articles, &options))?;
            output::to_stdout(|out| lines.iter().try_for_each(|line| out.write_all(line)))?;
            Ok(session::outcome(&arguments.input, intake.skipped.len()))
        }
    }
}

/// One line an article, in order. Articles are analysed one by one and let go: memory grows with the lines alone.
fn lines(articles: &[Article], options: &Options) -> Vec<Vec<u8>> {
    use rayon::prelude::*;
    articles
        .par_iter()
        .map(|article| {
            let prepared = pipeline::prepare(article, options);
            let attributions = entries(article, &prepared.attributions);
            let mut line = serde_json::to_vec(&Line { id: &article.id, attributions }).unwrap_or_default();
            line.push(b'\n');
            line
        })
        .collect()
}

/// The outermost attributions of an article, each with those within it. None is its own ancestor.
fn entries<'run>(article: &Article, all: &'run [Attribution]) -> Vec<Entry<'run>> {
    let mut made: Vec<Option<Entry<'run>>> = all.iter().map(|attribution| Some(entry(article, attribution))).collect();
    let mut inner: Vec<usize> = (0..all.len()).filter(|at| all[*at].parent.is_some()).collect();
    // From the innermost outwards: what is within is complete before it is handed on.
    inner.sort_by_key(|at| std::cmp::Reverse(level(all, *at)));
    for at in inner {
        let parent = all[at].parent.map(AttributionIndex::get);
        if let Some(parent) = parent.filter(|parent| made.get(*parent).is_some_and(Option::is_some))
            && let Some(child) = made[at].take()
            && let Some(outer) = &mut made[parent]
        {
            outer.children.push(child);
        }
    }
    let mut entries: Vec<Entry<'run>> = made.into_iter().flatten().collect();
    entries.iter_mut().for_each(in_order);
    entries
}

/// How many attributions an attribution lies within.
fn level(all: &[Attribution], at: usize) -> usize {
    std::iter::successors(all[at].parent, |parent| all.get(parent.get())?.parent).take(all.len()).count()
}

fn in_order(entry: &mut Entry<'_>) {
    entry.children.sort_by(|left, right| left.cue.cmp(&right.cue).then(left.content.cmp(&right.content)));
    entry.children.iter_mut().for_each(in_order);
}

fn entry<'run>(article: &Article, attribution: &'run Attribution) -> Entry<'run> {
    let part = attribution.content.first().map_or(Part::Body, |span| article.locate(*span).0);
    let positions = |spans: &[Span]| -> Vec<[u32; 2]> {
        let located = spans.iter().map(|span| article.locate(*span));
        located.filter(|(at, _)| *at == part).map(|(_, span)| [span.start, span.end]).collect()
    };
    Entry {
        part: part.name(),
        source: positions(&attribution.source),
        cue: positions(&attribution.cue),
        content: positions(&attribution.content),
        kind: match attribution.kind {
            AttributionKind::Direct => "direct",
            AttributionKind::Indirect => "indirect",
            AttributionKind::Mixed => "mixed",
        },
        class: match attribution.class {
            AttributionClass::Speech => "speech",
            AttributionClass::Attitude => "attitude",
        },
        speaker: (!attribution.speaker.label.is_empty()).then_some(attribution.speaker.label.as_str()),
        probability: attribution.probability,
        children: Vec::new(),
    }
}
