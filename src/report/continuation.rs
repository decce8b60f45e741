//! What a run added to the events of earlier runs, ready to be written.

use crate::article::Article;
use crate::error::{Error, Warning};
use crate::event::continuation::{Continuation, Continued, Earlier, Moved};
use crate::event::version::{self, Revision};
use crate::report::WordRunEntry;
use crate::span::ArticleIndex;

/// Events with an article of this run, and what they hold from before.
#[derive(Clone, Debug, Default)]
pub struct ContinuationReport {
    /// Those that go on first.
    pub events: Vec<ContinuedEntry>,
    /// Articles of earlier runs that are in another event now.
    pub moved: Vec<MovedEntry>,
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
    /// New texts of one article.
    pub versions: Vec<NewTextEntry>,
    /// Mean pair probability within, over the articles that are open; 1 for a single one.
    pub cohesion: f64,
    /// Names that at least half of its articles have.
    pub names: Vec<String>,
}

/// A text that replaced another one of the same outlet.
#[derive(Clone, Debug)]
pub struct NewTextEntry {
    /// The earlier one.
    pub from: ListedArticle,
    /// The later one.
    pub to: ListedArticle,
    /// What changed, sentence by sentence; none where the earlier text came in an earlier run, which keeps no text.
    pub changes: Option<Vec<ChangedSentence>>,
}

/// A sentence that is not as it was.
#[derive(Clone, Debug)]
pub struct ChangedSentence {
    /// Whether it, or another form of it, stood in the earlier text.
    pub was_there: bool,
    /// Whether it stands in the later text.
    pub is_there: bool,
    /// The words of both, each run once.
    pub words: Vec<WordRunEntry>,
}

/// An article of an earlier run that is in another event now.
#[derive(Clone, Debug)]
pub struct MovedEntry {
    /// The article.
    pub article: ListedArticle,
    /// Name of the event that it was in.
    pub from: String,
    /// Name of the event that it is in.
    pub to: String,
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
    let now = |index: ArticleIndex| ListedArticle::new(&articles[index.get()]);
    let versions = |event: &Continued| {
        let found = version::find(articles, &event.articles);
        let revisions = found.iter().flat_map(|versions| &versions.revisions);
        let seen =
            revisions.map(|revision| NewTextEntry { from: now(revision.from), to: now(revision.to), changes: Some(changes(revision)) });
        let rewritten = event.rewritten.iter();
        rewritten.map(|(new, old)| NewTextEntry { from: listed(old), to: now(*new), changes: None }).chain(seen).collect()
    };
    let moved = |moved: &Moved| MovedEntry { article: listed(&moved.article), from: moved.from.clone(), to: moved.to.clone() };
    let entry = |event: &Continued| ContinuedEntry {
        name: event.name.clone(),
        earlier: event.earlier.iter().map(listed).collect(),
        new: event.articles.iter().map(|index| now(*index)).collect(),
        versions: versions(event),
        cohesion: event.cohesion,
        names: event.names.clone(),
    };
    ContinuationReport {
        events: continuation.events.iter().map(entry).collect(),
        moved: continuation.moved.iter().map(moved).collect(),
        articles: articles.len(),
        open: continuation.open,
        closed: continuation.closed,
        skipped,
        warnings,
    }
}

fn listed(earlier: &Earlier) -> ListedArticle {
    ListedArticle {
        id: earlier.id.clone(),
        outlet: earlier.outlet.clone(),
        title: earlier.title.clone(),
        day: earlier.day.map(|day| day.to_string()),
    }
}

fn changes(revision: &Revision) -> Vec<ChangedSentence> {
    let sentences = revision.changes.iter().map(|change| ChangedSentence {
        was_there: change.before.is_some(),
        is_there: change.after.is_some(),
        words: change.words.iter().map(|run| WordRunEntry { change: run.change.into(), text: run.text.clone() }).collect(),
    });
    sentences.collect()
}
