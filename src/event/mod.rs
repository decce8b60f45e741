//! Which articles report the same happening, and which texts were first written elsewhere.

pub mod origin;

use jiff::civil::Date;

use crate::article::Article;
use crate::span::{ArticleIndex, EventIndex};

/// A group of articles that report the same happening.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// In order of the run.
    pub articles: Vec<ArticleIndex>,
    /// Mean pair probability within; 1 for a single article.
    pub cohesion: f64,
    /// What its articles share.
    pub why: Why,
    /// For each article, the nearest other event, if any came near.
    pub runners_up: Vec<Option<RunnerUp>>,
}

/// What the articles of an event share, most telling first.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Why {
    /// Names in at least half of the articles.
    pub names: Vec<String>,
    /// Rare terms in at least half of the articles, as written.
    pub terms: Vec<String>,
    /// First and last day of publication.
    pub days: Option<(Date, Date)>,
}

/// The event that an article came nearest to without being in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RunnerUp {
    /// That event.
    pub event: EventIndex,
    /// Mean pair probability of the article with its articles, 0 to 1.
    pub score: f64,
}

/// How articles are grouped.
#[derive(Clone, Copy, Debug)]
pub struct EventOptions {
    /// Lowest mean pair probability at which two groups are joined, 0 to 1: lower gives larger events.
    pub granularity: f64,
}

impl Default for EventOptions {
    fn default() -> Self {
        Self { granularity: 0.35 }
    }
}

/// Groups articles into events, single ones too, in order of their first article.
#[must_use]
pub fn group(articles: &[Article], options: &EventOptions) -> Vec<Event> {
    let _ = options;
    (0..articles.len())
        .map(|index| Event { articles: vec![ArticleIndex::new(index)], cohesion: 1.0, why: Why::default(), runners_up: vec![None] })
        .collect()
}
