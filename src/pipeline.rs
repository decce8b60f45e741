//! The order of the stages, in parallel over articles and then over events. Results are collected by index, so the
//! number of threads never changes a byte.
//!
//! Reading and grouping come first and are cheap; the costlier stages run only on articles that need them.

use rayon::prelude::*;

use crate::alignment::{self, AlignmentOptions, Check, Comparison, Member};
use crate::article::Article;
use crate::attribution::{self, Attribution, AttributionMethod, AttributionOptions, Source};
use crate::error::{Warning, WarningCode};
use crate::event::given::GivenEvents;
use crate::event::state::State;
use crate::event::{self, Event, EventOptions, RunnerUp, Why, origin, topic, version};
use crate::finding;
use crate::framing::{self, Lenses};
use crate::ingest::selection::Selection;
use crate::ingest::{self, IngestOptions, Intake};
use crate::language::encoder::Encoder;
use crate::language::{self, Analysis, LanguageDepth, LanguageOptions};
use crate::report::build::{Compared, Frame, Treated, build};
use crate::report::continuation::{self, ContinuationReport};
use crate::report::{InputEntry, LeftOutEntry, OptionsEntry, Report, SelectionEntry, WeightsEntry};
use crate::span::{ArticleIndex, EventIndex};
use crate::statement::{self, StatementOptions, Statements};
use crate::weights::Weights;

/// Ids that a warning names.
const NAMED_IDS: usize = 5;

/// Options of all stages.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Reading.
    pub ingest: IngestOptions,
    /// Sentences, tokens, names, quantities.
    pub language: LanguageOptions,
    /// Cutting statements.
    pub statement: StatementOptions,
    /// Who said what.
    pub attribution: AttributionOptions,
    /// Grouping articles.
    pub event: EventOptions,
    /// Aligning statements.
    pub alignment: AlignmentOptions,
    /// Which articles take part, as recorded in the report; those who read the articles apply it
    /// ([`Selection::apply`](crate::ingest::selection::Selection::apply)).
    pub selection: Selection,
    /// Events about none of these are left out, unless there are none: all words of one topic must stand in the headline or the first
    /// words of one of an event's articles.
    pub topics: Vec<String>,
}

/// How articles come to be in one event.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
#[non_exhaustive]
pub enum Grouping {
    /// By what they report.
    #[default]
    ByEvent,
    /// All of them in one event, as the user says.
    AllTogether,
    /// As the user says, article by article.
    Given(GivenEvents),
}

/// How far the analysis goes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
#[non_exhaustive]
pub enum Depth {
    /// Events only.
    Events,
    /// Events and attributions, articles alone in their event too.
    Quotes,
    /// Everything.
    #[default]
    Findings,
}

/// What the program is doing, for those who wait.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Step {
    /// Reading files.
    Reading,
    /// Grouping so many articles.
    Grouping(usize),
    /// Analysing so many articles.
    Analysing(usize),
    /// One article is done.
    ArticleDone,
    /// Comparing so many events.
    Comparing(usize),
    /// One event is done.
    EventDone,
}

/// Is told what the program is doing; called from several threads.
pub type Progress<'a> = &'a (dyn Fn(Step) + Sync);

/// What the stages up to attribution made of one article.
#[derive(Clone, Debug, Default)]
pub struct Prepared {
    /// Sentences, tokens, names, quantities.
    pub analysis: Analysis,
    /// Statements.
    pub statements: Statements,
    /// Attributions, linked to the statements.
    pub attributions: Vec<Attribution>,
}

/// Runs the stages up to attribution on one article.
#[must_use]
pub fn prepare(article: &Article, options: &Options) -> Prepared {
    // Statements are cut by the tree.
    let analysis = language::analyse(article, &LanguageOptions { depth: LanguageDepth::Full, ..options.language });
    let mut attributions = attribution::find(article, &analysis, &options.attribution);
    let apart = attribution::apart(&attributions, article, &analysis);
    let statements = statement::cut(article, &analysis, &apart, &options.statement);
    attribution::link(&mut attributions, &statements.list);
    Prepared { analysis, statements, attributions }
}

/// Reads, groups, analyses and compares: the whole way from paths to the report.
#[must_use]
pub fn run(paths: &[String], options: &Options, grouping: Grouping, depth: Depth, progress: Progress<'_>) -> Report {
    progress(Step::Reading);
    compare(ingest::read(paths, &options.ingest), options, grouping, depth, progress)
}

/// Groups, analyses and compares what was read.
#[must_use]
pub fn compare(intake: Intake, options: &Options, grouping: Grouping, depth: Depth, progress: Progress<'_>) -> Report {
    let Intake { articles, inputs, skipped, left_out, mut warnings, .. } = intake;
    progress(Step::Grouping(articles.len()));
    let groups = grouped(&articles, grouping, options, &mut warnings);
    let read = articles.len();
    let (articles, groups) = narrow(articles, groups, &options.topics);
    let by_topic = read - articles.len();
    let taken: Vec<usize> = match depth {
        Depth::Quotes => (0..groups.len()).collect(),
        Depth::Events | Depth::Findings => (0..groups.len()).filter(|group| groups[*group].articles.len() > 1).collect(),
    };
    let mut wanted = vec![false; articles.len()];
    if depth > Depth::Events {
        for index in taken.iter().flat_map(|group| &groups[*group].articles) {
            wanted[index.get()] = true;
        }
    }
    progress(Step::Analysing(wanted.iter().filter(|wanted| **wanted).count()));
    let prepared: Vec<Prepared> = articles
        .par_iter()
        .zip(&wanted)
        .map(|(article, wanted)| {
            if !wanted {
                return Prepared::default();
            }
            let prepared = prepare(article, options);
            progress(Step::ArticleDone);
            prepared
        })
        .collect();
    progress(Step::Comparing(taken.len()));
    let compared: Vec<Compared<'_>> = taken
        .par_iter()
        .map(|group| {
            let compared = compare_event(*group, &groups[*group], &articles, &prepared, options, depth);
            progress(Step::EventDone);
            compared
        })
        .collect();
    event_warnings(&articles, &groups, &mut warnings);
    warnings.extend(prepared.iter().flat_map(|prepared| prepared.analysis.warnings.iter().cloned()));
    warnings.sort();
    warnings.dedup();
    let treated = articles.iter().zip(&prepared).map(|(article, prepared)| treated(article, prepared)).collect();
    let frame = Frame {
        articles: treated,
        groups: &groups,
        inputs: inputs
            .into_iter()
            .map(|input| InputEntry { path: input.path, sha256: input.digest.hex(), articles: count(input.articles) })
            .collect(),
        skipped: skipped.into_iter().map(|skipped| skipped.error).collect(),
        options: OptionsEntry {
            granularity: options.event.granularity,
            reported_from: options.alignment.reported_from,
            covered_from: options.alignment.covered_from,
            claims_by: options.alignment.order.into(),
            absent_below: options.alignment.absent_below,
            attitudes: options.attribution.attitudes,
            attribution: options.attribution.method.into(),
            attribution_care: options.attribution.care.into(),
            selection: SelectionEntry {
                since: options.selection.since.map(|day| day.to_string()),
                until: options.selection.until.map(|day| day.to_string()),
                outlets: options.selection.outlets.clone(),
                about: options.topics.clone(),
            },
        },
        left_out: LeftOutEntry {
            by_outlet: count(left_out.by_outlet),
            by_day: count(left_out.by_day),
            undated: count(left_out.undated),
            by_topic: count(by_topic),
        },
        weights: weights(options, depth),
        warnings,
    };
    build(frame, &compared)
}

fn grouped(articles: &[Article], grouping: Grouping, options: &Options, warnings: &mut Vec<Warning>) -> Vec<Event> {
    match grouping {
        Grouping::ByEvent => event::group(articles, &options.event),
        Grouping::AllTogether => together(articles),
        Grouping::Given(given) => {
            given_warnings(&given, articles, warnings);
            event::describe(articles, given.groups(articles), &options.event)
        }
    }
}

/// The articles with what was made of each, and whom the articles of each event quote.
#[derive(Clone, Debug, Default)]
pub struct Heard {
    /// The articles in events about the topics, in order.
    pub articles: Vec<Article>,
    /// What was made of each of them.
    pub prepared: Vec<Prepared>,
    /// Sources of every event, with the articles (indices) that their members count in.
    pub sources: Vec<(Vec<ArticleIndex>, Vec<Source>)>,
}

/// Groups and analyses what was read, as [`compare`] does with [`Depth::Quotes`], without the report.
#[must_use]
pub fn hear(articles: Vec<Article>, options: &Options, grouping: Grouping) -> Heard {
    let groups = grouped(&articles, grouping, options, &mut Vec::new());
    let (articles, groups) = narrow(articles, groups, &options.topics);
    let prepared: Vec<Prepared> = articles.par_iter().map(|article| prepare(article, options)).collect();
    let sources = groups.par_iter().map(|event| {
        let voices: Vec<(&Article, &[Attribution])> =
            event.articles.iter().map(|index| (&articles[index.get()], prepared[index.get()].attributions.as_slice())).collect();
        (event.articles.clone(), attribution::merge_sources(&voices))
    });
    let sources = sources.collect();
    Heard { articles, prepared, sources }
}

fn compare_event<'run>(
    group: usize,
    event: &Event,
    articles: &'run [Article],
    prepared: &'run [Prepared],
    options: &Options,
    depth: Depth,
) -> Compared<'run> {
    let members: Vec<Member<'run>> = event.articles.iter().map(|index| member(&articles[index.get()], &prepared[index.get()])).collect();
    let voices: Vec<(&Article, &[Attribution])> = members.iter().map(|member| (member.article, member.attributions)).collect();
    let sources = attribution::merge_sources(&voices);
    let (origins, comparison) = if depth == Depth::Findings {
        let origins = origin::trace(articles, &event.articles);
        let comparison = alignment::compare(&members, &event.articles, &origins, &options.alignment);
        (origins, comparison)
    } else {
        (Vec::new(), Comparison::default())
    };
    let lenses = framing::look(&members, &event.articles, &origins, &sources, &comparison);
    let findings = if depth == Depth::Findings {
        finding::gather(&members, &event.articles, &origins, &sources, &comparison, &lenses)
    } else {
        Vec::new()
    };
    let lenses = if depth == Depth::Findings { lenses } else { Lenses { airtime: lenses.airtime, ..Lenses::default() } };
    let versions = version::find(articles, &event.articles);
    Compared { group, members, origins, versions, sources, comparison, lenses, findings }
}

/// Adds what was read to the events of earlier runs; what the next run needs comes back beside the report.
#[must_use]
pub fn continue_events(intake: Intake, state: State, options: &Options) -> (ContinuationReport, State) {
    let (continuation, state) = event::continuation::proceed(state, &intake.articles, &options.event);
    let skipped = intake.skipped.into_iter().map(|skipped| skipped.error).collect();
    let mut warnings = intake.warnings;
    warnings.sort();
    warnings.dedup();
    (continuation::build(&continuation, &intake.articles, skipped, warnings), state)
}

/// What takes part of the learned weights, and the encoder, if one does.
fn weights(options: &Options, depth: Depth) -> Vec<WeightsEntry> {
    // Word vectors group bare headlines and align statements.
    let mut files = vec![Weights::Names, Weights::Vectors];
    if depth > Depth::Events {
        files.extend([Weights::Words, Weights::Tagger, Weights::Outlook, Weights::Parser]);
        if options.attribution.method == AttributionMethod::Learned {
            files.push(Weights::Attribution);
        }
    }
    files.sort_unstable();
    let of_file = |file: Weights| WeightsEntry { name: file.name().to_owned(), sha256: file.get().digest() };
    let of_encoder = |encoder: &Encoder| WeightsEntry { name: "encoder".to_owned(), sha256: encoder.digest().to_owned() };
    let encoder = options.event.encoder.or(options.alignment.encoder).map(of_encoder);
    files.into_iter().map(of_file).chain(encoder).collect()
}

/// The article with what was made of it.
#[must_use]
pub fn member<'run>(article: &'run Article, prepared: &'run Prepared) -> Member<'run> {
    Member { article, analysis: &prepared.analysis, statements: &prepared.statements.list, attributions: &prepared.attributions }
}

/// A claim from outside, to be looked for in articles.
#[derive(Clone, Debug)]
pub struct Question {
    claim: (Article, Analysis),
    context: Option<(Article, Analysis)>,
}

impl Question {
    /// A claim in any wording, and the sentence it was cut from, if known.
    #[must_use]
    pub fn new(claim: &str, context: Option<&str>, options: &Options) -> Self {
        let analysed = |text: &str| {
            let article = ingest::article_from_text("claim", "", text);
            let analysis = language::analyse(&article, &options.language);
            (article, analysis)
        };
        Self { claim: analysed(claim), context: context.map(analysed) }
    }

    /// What one article says on it.
    #[must_use]
    pub fn ask(&self, article: &Article, prepared: &Prepared, options: &Options) -> Check {
        let context = self.context.as_ref().map(|(article, analysis)| (article, analysis));
        alignment::check((&self.claim.0, &self.claim.1), context, &member(article, prepared), &options.alignment)
    }
}

/// Leaves out the events that are about none of the topics, with their articles.
fn narrow(articles: Vec<Article>, events: Vec<Event>, topics: &[String]) -> (Vec<Article>, Vec<Event>) {
    if topics.is_empty() {
        return (articles, events);
    }
    let kept = topic::matching(&articles, &events, topics);
    let mut is_kept = vec![false; articles.len()];
    for (event, _) in events.iter().zip(&kept).filter(|(_, kept)| **kept) {
        event.articles.iter().for_each(|index| is_kept[index.get()] = true);
    }
    // The place that each kept event and article moves to.
    let places = |kept: &[bool]| -> Vec<Option<usize>> {
        let mut next = 0..kept.len();
        kept.iter().map(|kept| if *kept { next.next() } else { None }).collect()
    };
    let (new_event, new_article) = (places(&kept), places(&is_kept));
    let moved = |mut event: Event| {
        event.articles = event.articles.iter().filter_map(|index| new_article[index.get()].map(ArticleIndex::new)).collect();
        for runner_up in &mut event.runners_up {
            *runner_up = runner_up.and_then(|held| Some(RunnerUp { event: EventIndex::new(new_event[held.event.get()]?), ..held }));
        }
        event
    };
    let events = events.into_iter().zip(&kept).filter(|(_, kept)| **kept).map(|(event, _)| moved(event)).collect();
    let articles = articles.into_iter().zip(&is_kept).filter(|(_, kept)| **kept).map(|(article, _)| article).collect();
    (articles, events)
}

fn given_warnings(given: &GivenEvents, articles: &[Article], warnings: &mut Vec<Warning>) {
    let named = |ids: &[&str]| {
        let shown = ids.iter().take(NAMED_IDS).map(|id| format!("\"{id}\"")).collect::<Vec<_>>().join(", ");
        if ids.len() > NAMED_IDS { format!("{shown} and {} more", ids.len() - NAMED_IDS) } else { shown }
    };
    let unknown = given.unknown(articles);
    if !unknown.is_empty() {
        let message = format!("it names {}, which no article is called", named(&unknown));
        warnings.push(Warning::new(WarningCode::GivenEvents, "the given events", message));
    }
    let unnamed = given.unnamed(articles);
    if !unnamed.is_empty() {
        let message = format!("{} not named there: alone in an event", named(&unnamed));
        warnings.push(Warning::new(WarningCode::GivenEvents, "the given events", message));
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn together(articles: &[Article]) -> Vec<Event> {
    if articles.is_empty() {
        return Vec::new();
    }
    let days = articles.iter().filter_map(|article| article.published.day());
    let days = days.clone().min().zip(days.max());
    let why = Why { days, ..Why::default() };
    let runners_up: Vec<Option<RunnerUp>> = vec![None; articles.len()];
    vec![Event { articles: (0..articles.len()).map(ArticleIndex::new).collect(), cohesion: 1.0, why, runners_up }]
}

fn treated<'run>(article: &'run Article, prepared: &Prepared) -> Treated<'run> {
    let prose = article.blocks.iter().filter(|block| block.kind.is_prose());
    Treated {
        article,
        words: prose.map(|block| block.span.of(&article.text).split_whitespace().count()).sum(),
        sentences: prepared.analysis.sentences.len(),
        statements: prepared.statements.list.len(),
        dropped_fragments: prepared.statements.dropped_fragments,
    }
}

/// Events in which there is nothing to compare between outlets.
fn event_warnings(articles: &[Article], groups: &[Event], warnings: &mut Vec<Warning>) {
    for group in groups.iter().filter(|group| group.articles.len() > 1) {
        let first = &articles[group.articles[0].get()];
        if group.articles.iter().all(|index| articles[index.get()].outlet.name == first.outlet.name) {
            let message = format!(
                "its event has {} articles, all by {}: nothing to compare between outlets",
                group.articles.len(),
                first.outlet.name
            );
            warnings.push(Warning::new(WarningCode::SingleOutlet, &first.id, message));
        }
    }
}
