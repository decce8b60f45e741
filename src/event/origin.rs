//! Where a text was first written: copies, wire stories, shared passages.

use crate::article::Article;
use crate::span::{ArticleIndex, Span};

/// Articles, or parts of them, that share one text.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// Who wrote it first, as a report should name it: an agency, else the outlet of `first`.
    pub writer: String,
    /// The article in which it appeared first (the agency's own, else the earliest, else the longest).
    pub first: ArticleIndex,
    /// The articles that carry it, `first` among them, in order of the run.
    pub carriers: Vec<Carrier>,
}

/// An article that carries a shared text.
#[derive(Clone, Debug, PartialEq)]
pub struct Carrier {
    /// The article.
    pub article: ArticleIndex,
    /// Its passages that stand in `first` too, nearly word for word, in order.
    pub passages: Vec<Span>,
    /// Share of its prose (bytes) that those passages make, 0 to 1.
    pub shared_share: f64,
}

/// Finds the texts that articles of one event share.
#[must_use]
pub fn trace(articles: &[Article], members: &[ArticleIndex]) -> Vec<Origin> {
    let _ = (articles, members);
    Vec::new()
}
