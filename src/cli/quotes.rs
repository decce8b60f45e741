//! `quotes`: every attribution.

use serde::Serialize;

use crate::article::{Article, Part};
use crate::attribution::{Attribution, AttributionClass, AttributionKind, Source, SpeakerKind};
use crate::cli::args::{Format, Kind, Quotes};
use crate::cli::output::{self, Failure, complain};
use crate::cli::{Outcome, session};
use crate::pipeline::{self, Depth, Heard, Options};
use crate::render::terminal;
use crate::report::choice::{Naming, SourceChoice};
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
    speaker_kind: &'static str,
    probability: f64,
    /// What is said within what is said, in the same form; not there if nothing is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    children: Vec<Entry<'run>>,
}

pub(crate) fn run(arguments: &Quotes) -> Result<Outcome, Failure> {
    let mut options = session::options(&arguments.input, Some(&arguments.group))?;
    session::hear(&arguments.voices, &mut options);
    options.attribution.attitudes = !arguments.speech_only;
    options.attribution.only = arguments.kind.map(|kind| match kind {
        Kind::Direct => AttributionKind::Direct,
        Kind::Indirect => AttributionKind::Indirect,
        Kind::Mixed => AttributionKind::Mixed,
    });
    let naming = if arguments.anonymous { Naming::Unnamed } else { Naming::Any };
    let choice = SourceChoice { names: arguments.source.clone(), naming };
    match arguments.format {
        Format::Text => {
            let report = session::report(&arguments.input, Some(&arguments.group), &options, Depth::Quotes)?;
            session::show(&arguments.input, &arguments.look, &report, |report, style, out| {
                terminal::quotes::write(report, &choice, style, out)
            })
        }
        Format::Jsonl => {
            let intake = session::intake(&arguments.input, &options)?;
            let skipped = intake.skipped.len();
            let lines = if choice.is_all() && options.topics.is_empty() {
                session::with_threads(&arguments.input, || lines(&intake.articles, &options))?
            } else {
                let grouping = session::grouping(Some(&arguments.group))?;
                let heard = session::with_threads(&arguments.input, || pipeline::hear(intake.articles, &options, grouping))?;
                chosen(&heard, &choice, arguments.input.quiet)
            };
            output::to_stdout(|out| lines.iter().try_for_each(|line| out.write_all(line)))?;
            Ok(session::outcome(&arguments.input, skipped))
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
            let kept = vec![true; prepared.attributions.len()];
            line(article, &prepared.attributions, &kept)
        })
        .collect()
}

/// The same with what chosen sources say alone. Names are sought among all names that a source has in its event.
fn chosen(heard: &Heard, choice: &SourceChoice, quiet: bool) -> Vec<Vec<u8>> {
    let names = |source: &'_ Source| -> Vec<String> { std::iter::once(&source.label).chain(&source.aliases).cloned().collect() };
    let mut kept: Vec<Vec<bool>> = heard.prepared.iter().map(|prepared| vec![choice.is_all(); prepared.attributions.len()]).collect();
    let mut known: Vec<Vec<String>> = Vec::new();
    for (articles, sources) in &heard.sources {
        for source in sources {
            let own = names(source);
            if choice.takes(&own.iter().map(String::as_str).collect::<Vec<_>>(), source.kind.is_unnamed()) {
                for (member, attribution) in &source.members {
                    kept[articles[*member].get()][attribution.get()] = true;
                }
            }
            known.push(own);
        }
    }
    if !quiet {
        let known: Vec<Vec<&str>> = known.iter().map(|names| names.iter().map(String::as_str).collect()).collect();
        for unmet in choice.unmet(&known) {
            complain(&format!("note: {}", terminal::quotes::nobody(&unmet)));
        }
    }
    let articles = heard.articles.iter().zip(&heard.prepared).zip(&kept);
    articles.map(|((article, prepared), kept)| line(article, &prepared.attributions, kept)).collect()
}

fn line(article: &Article, attributions: &[Attribution], kept: &[bool]) -> Vec<u8> {
    let mut line = serde_json::to_vec(&Line { id: &article.id, attributions: entries(article, attributions, kept) }).unwrap_or_default();
    line.push(b'\n');
    line
}

/// The outermost of an article's attributions that are kept, each with those within it. None is its own ancestor.
fn entries<'run>(article: &Article, all: &'run [Attribution], kept: &[bool]) -> Vec<Entry<'run>> {
    let mut made: Vec<Option<Entry<'run>>> =
        all.iter().zip(kept).map(|(attribution, kept)| kept.then(|| entry(article, attribution))).collect();
    let mut inner: Vec<usize> = (0..all.len()).filter(|at| kept[*at] && all[*at].parent.is_some()).collect();
    // From the innermost outwards: what is within is complete before it is handed on.
    inner.sort_by_key(|at| std::cmp::Reverse(ancestors(all, *at).count()));
    for at in inner {
        let parent = ancestors(all, at).find(|parent| kept.get(*parent).copied().unwrap_or(false));
        if let Some(parent) = parent.filter(|parent| made[*parent].is_some())
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

/// The attributions that an attribution lies within, the nearest first.
fn ancestors(all: &[Attribution], at: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(all[at].parent, |parent| all.get(parent.get())?.parent).take(all.len()).map(AttributionIndex::get)
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
        speaker_kind: kind_name(attribution.speaker.kind),
        probability: attribution.probability,
        children: Vec::new(),
    }
}

/// As the report calls it.
fn kind_name(kind: SpeakerKind) -> &'static str {
    match kind {
        SpeakerKind::Person => "person",
        SpeakerKind::OfficialBody => "official-body",
        SpeakerKind::Organisation => "organisation",
        SpeakerKind::Document => "document",
        SpeakerKind::Post => "post",
        SpeakerKind::AnonymousOfficial => "anonymous-official",
        SpeakerKind::Witness => "witness",
        SpeakerKind::Expert => "expert",
        SpeakerKind::Anonymous => "anonymous",
        SpeakerKind::Group => "group",
        SpeakerKind::Media => "media",
        SpeakerKind::Unknown => "unknown",
    }
}
