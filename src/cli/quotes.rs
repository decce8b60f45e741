//! `quotes`: every attribution.

use serde::Serialize;

use crate::article::{Article, Part};
use crate::attribution::{Attribution, AttributionClass, AttributionKind};
use crate::cli::args::{Format, Quotes};
use crate::cli::output::{self, Failure};
use crate::cli::{Outcome, session};
use crate::pipeline::{self, Depth, Options};
use crate::render::terminal;
use crate::span::Span;

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
            let attributions = prepared.attributions.iter().map(|attribution| entry(article, attribution)).collect();
            let mut line = serde_json::to_vec(&Line { id: &article.id, attributions }).unwrap_or_default();
            line.push(b'\n');
            line
        })
        .collect()
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
    }
}
