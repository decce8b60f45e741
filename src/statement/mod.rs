//! Clause-sized statements of one article, with polarity, certainty, quantities, times and names.
//!
//! The stage does not know who said what: the reporting clauses that the attribution stage found come in
//! as plain spans to be held apart, so that "X said Y" and "Y" give the same statement.

use crate::article::Article;
use crate::language::Analysis;
use crate::span::{BlockIndex, SentenceIndex, Span, TokenIndex};

/// A clause-sized proposition in one article.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Its parts in order; several where something was held apart in the middle.
    pub spans: Vec<Span>,
    /// The sentence it was cut from.
    pub sentence: SentenceIndex,
    /// The block that holds it.
    pub block: BlockIndex,
    /// Its tokens that carry meaning (content words, names, numbers), restored subject included, in order.
    pub tokens: Vec<TokenIndex>,
    /// Whether it is said to be so or not to be so.
    pub polarity: Polarity,
    /// The token that negates it, if one does.
    pub negator: Option<TokenIndex>,
    /// How sure its wording is.
    pub certainty: Certainty,
    /// Positions in `Analysis::quantities`.
    pub quantities: Vec<u32>,
    /// Positions in `Analysis::times`.
    pub times: Vec<u32>,
    /// Positions in `Analysis::names`.
    pub names: Vec<u32>,
}

/// Whether a statement says that something is so.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum Polarity {
    /// It is so.
    Affirmed,
    /// It is not so.
    Negated,
}

/// How sure the wording of a statement is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum Certainty {
    /// Said flatly.
    Flat,
    /// "may", "appears", "likely".
    Hedged,
    /// "allegedly", "accused of".
    Alleged,
    /// "denied that".
    Denied,
    /// "will", "plans to", "is due to".
    Planned,
    /// "if", "unless", "would".
    Conditional,
}

/// How statements are cut.
#[derive(Clone, Copy, Debug)]
pub struct StatementOptions {
    /// A piece with fewer content words than this stays with its neighbour, or is dropped and counted.
    pub fewest_content_words: usize,
}

impl Default for StatementOptions {
    fn default() -> Self {
        Self { fewest_content_words: 3 }
    }
}

/// Statements of one article and what was dropped.
#[derive(Clone, Debug, Default)]
pub struct Statements {
    /// In order of position.
    pub list: Vec<Statement>,
    /// Pieces without enough content, not kept.
    pub dropped_fragments: usize,
}

impl Statement {
    /// From its first to its last byte.
    #[must_use]
    pub fn extent(&self) -> Span {
        self.spans.iter().copied().reduce(Span::cover).unwrap_or_default()
    }
}

/// Cuts an article into statements. `apart` are the reporting clauses (source and cue with what binds them),
/// in order, which belong to no statement.
#[must_use]
pub fn cut(article: &Article, analysis: &Analysis, apart: &[Span], options: &StatementOptions) -> Statements {
    let _ = (article, analysis, apart, options);
    Statements::default()
}
