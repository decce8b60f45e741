//! From what the stages found to the report. Linear in what is reported.

use crate::alignment::{Comparison, Member};
use crate::article::{self, Article};
use crate::attribution::Source;
use crate::error::{Error, Warning};
use crate::event::Event;
use crate::event::origin::Origin;
use crate::event::version::Versions;
use crate::finding::Finding;
use crate::framing::Lenses;
use crate::report::event::Builder;
use crate::report::identity::id;
use crate::report::{ArticleEntry, EventEntry, InputEntry, LeftOutEntry, OptionsEntry, Report, Run, SCHEMA, WeightsEntry};

/// An article with the counts of what was made of it.
#[derive(Clone, Copy, Debug)]
pub struct Treated<'run> {
    /// The article.
    pub article: &'run Article,
    /// Words of its prose.
    pub words: usize,
    /// Sentences of its prose.
    pub sentences: usize,
    /// Statements cut from it.
    pub statements: usize,
    /// Pieces that were not kept.
    pub dropped_fragments: usize,
}

/// Everything that was found in one event of two articles or more.
#[derive(Debug)]
pub struct Compared<'run> {
    /// Which group of the run it is.
    pub group: usize,
    /// Its articles with what was made of them, in order.
    pub members: Vec<Member<'run>>,
    /// Shared texts.
    pub origins: Vec<Origin>,
    /// Articles that are versions of one another.
    pub versions: Vec<Versions>,
    /// Whom its articles quote.
    pub sources: Vec<Source>,
    /// Claims and conflicts.
    pub comparison: Comparison,
    /// Framing.
    pub lenses: Lenses,
    /// What differs.
    pub findings: Vec<Finding>,
}

/// The run around the events.
#[derive(Debug)]
pub struct Frame<'run> {
    /// Every article, in order.
    pub articles: Vec<Treated<'run>>,
    /// Every group of articles, single ones too.
    pub groups: &'run [Event],
    /// Files read.
    pub inputs: Vec<InputEntry>,
    /// What could not be read.
    pub skipped: Vec<Error>,
    /// The options that bear on the result.
    pub options: OptionsEntry,
    /// Models and lexicons.
    pub weights: Vec<WeightsEntry>,
    /// How many articles were left out.
    pub left_out: LeftOutEntry,
    /// What was odd.
    pub warnings: Vec<Warning>,
}

/// Builds the report.
#[must_use]
pub fn build(frame: Frame<'_>, compared: &[Compared<'_>]) -> Report {
    let event_ids: Vec<Option<String>> = frame.groups.iter().map(|group| event_id(group, &frame.articles)).collect();
    let mut events: Vec<EventEntry> = compared.iter().map(|event| Builder::new(&frame, event, &event_ids).event()).collect();
    events.sort_by(|left, right| {
        (right.outlets.len(), right.articles.len()).cmp(&(left.outlets.len(), left.articles.len())).then(left.articles.cmp(&right.articles))
    });
    let mut home = vec![None; frame.articles.len()];
    for (group, event) in frame.groups.iter().zip(&event_ids) {
        for index in &group.articles {
            home[index.get()].clone_from(event);
        }
    }
    let alone = (0..count(frame.articles.len())).filter(|index| home[*index as usize].is_none()).collect();
    Report {
        schema: SCHEMA.to_owned(),
        rashomon: env!("CARGO_PKG_VERSION").to_owned(),
        articles: frame.articles.iter().zip(home).map(|(treated, event)| article_entry(treated, event)).collect(),
        run: Run { inputs: frame.inputs, skipped: frame.skipped, options: frame.options, weights: frame.weights, left_out: frame.left_out },
        events,
        alone,
        warnings: frame.warnings,
    }
}

fn event_id(group: &Event, articles: &[Treated<'_>]) -> Option<String> {
    if group.articles.len() < 2 {
        return None;
    }
    let mut digests: Vec<String> = group.articles.iter().map(|index| articles[index.get()].article.digest.hex()).collect();
    digests.sort();
    Some(id('e', digests.iter().map(String::as_str)))
}

fn article_entry(treated: &Treated<'_>, event: Option<String>) -> ArticleEntry {
    let article = treated.article;
    let published_at = match article.published {
        article::Published::Moment { unix_seconds, .. } => jiff::Timestamp::from_second(unix_seconds).ok().map(|moment| moment.to_string()),
        _ => None,
    };
    ArticleEntry {
        id: article.id.clone(),
        path: article.origination.path.clone(),
        row: article.origination.row,
        outlet: article.outlet.name.clone(),
        outlet_basis: article.outlet.basis.into(),
        title: article.title().to_owned(),
        url: article.url.clone(),
        authors: article.authors.clone(),
        date: article.published.day().map(|day| day.to_string()),
        published_at,
        language: article.language.code().to_owned(),
        analysed: article.language.is_analysed(),
        completeness: article.completeness.into(),
        wire: article.wire.as_ref().map(|wire| wire.agency.clone()),
        sha256: article.digest.hex(),
        text: event.is_some().then(|| article.text.clone()),
        headline_bytes: [article.headline.start, article.headline.end],
        body_bytes: [article.body.start, article.body.end],
        words: count(treated.words),
        sentences: count(treated.sentences),
        statements: count(treated.statements),
        dropped_fragments: count(treated.dropped_fragments),
        furniture: count(
            article
                .blocks
                .iter()
                .filter(|block| matches!(block.kind, article::BlockKind::Caption | article::BlockKind::Furniture(_)))
                .count(),
        ),
        event,
    }
}

/// As the report counts.
pub(crate) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
