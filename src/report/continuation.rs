//! What a run added to the events of earlier runs, ready to be written.

use crate::article::Article;
use crate::error::{Error, Warning};
use crate::event::continuation::{Continuation, Continued, Earlier};

/// Events with an article of this run, and what they hold from before.
#[derive(Clone, Debug, Default)]
pub struct ContinuationReport {
    /// Those that go on first.
    pub events: Vec<ContinuedEntry>,
    /// Articles of this run.
    pub articles: usize,
    /// Articles that were open before.
    pub open: usize,
    /// Of these, those that are too old now.
    pub closed: usize,
    /// Files and rows that could not be read.
    pub skipped: Vec<Error>,
    /// What was odd.
    pub warnings: Vec<Warning>,
}

/// An event with articles of this run.
#[derive(Clone, Debug)]
pub struct ContinuedEntry {
    /// Its name, the same from run to run.
    pub name: String,
    /// Articles of earlier runs, in the order in which they came.
    pub earlier: Vec<ListedArticle>,
    /// Articles of this run.
    pub new: Vec<ListedArticle>,
    /// Mean pair probability within, over the articles that are open; 1 for a single one.
    pub cohesion: f64,
    /// Names that at least half of its articles have.
    pub names: Vec<String>,
}

/// An article as lists show it.
#[derive(Clone, Debug)]
pub struct ListedArticle {
    /// Its id.
    pub id: String,
    /// Its outlet.
    pub outlet: String,
    /// Its headline; may be empty.
    pub title: String,
    /// Day of publication, if known.
    pub day: Option<String>,
}

impl ListedArticle {
    /// An article of this run.
    #[must_use]
    pub(crate) fn new(article: &Article) -> Self {
        Self {
            id: article.id.clone(),
            outlet: article.outlet.name.clone(),
            title: article.title().to_owned(),
            day: article.published.day().map(|day| day.to_string()),
        }
    }
}

/// Builds the report.
#[must_use]
pub fn build(continuation: &Continuation, articles: &[Article], skipped: Vec<Error>, warnings: Vec<Warning>) -> ContinuationReport {
    let earlier = |earlier: &Earlier| ListedArticle {
        id: earlier.id.clone(),
        outlet: earlier.outlet.clone(),
        title: earlier.title.clone(),
        day: earlier.day.map(|day| day.to_string()),
    };
    let entry = |event: &Continued| ContinuedEntry {
        name: event.name.clone(),
        earlier: event.earlier.iter().map(earlier).collect(),
        new: event.articles.iter().map(|index| ListedArticle::new(&articles[index.get()])).collect(),
        cohesion: event.cohesion,
        names: event.names.clone(),
    };
    ContinuationReport {
        events: continuation.events.iter().map(entry).collect(),
        articles: articles.len(),
        open: continuation.open,
        closed: continuation.closed,
        skipped,
        warnings,
    }
}
