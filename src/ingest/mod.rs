//! From bytes to articles: formats, charsets, main text, metadata, dates, furniture.

use crate::article::{Article, Block, BlockKind, Completeness, Digest, Language, Origination, Outlet, OutletBasis, Published};
use crate::error::{Error, Warning};
use crate::span::Span;

/// What to read and how.
#[derive(Clone, Debug, Default)]
pub struct IngestOptions {
    /// Field names that override the ones found by themselves (`text=body`).
    pub fields: Vec<(String, String)>,
}

/// A file or row that gave no article.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Skipped {
    /// Why, where and what to do.
    pub error: Error,
}

/// One file that was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Input {
    /// Path as given or walked to.
    pub path: String,
    /// SHA-256 of its bytes.
    pub digest: Digest,
    /// Articles it gave.
    pub articles: usize,
}

/// Everything that reading gave.
#[derive(Clone, Debug, Default)]
pub struct Intake {
    /// Articles in order of path and row, ids unique.
    pub articles: Vec<Article>,
    /// Files read.
    pub inputs: Vec<Input>,
    /// Files and rows that gave no article, each with its reason.
    pub skipped: Vec<Skipped>,
    /// What was odd.
    pub warnings: Vec<Warning>,
}

/// Reads files, folders, glob patterns and `-` (standard input). Nothing is lost: what cannot be read is in `skipped`.
#[must_use]
pub fn read(paths: &[String], options: &IngestOptions) -> Intake {
    let _ = (paths, options);
    Intake::default()
}

/// An article made from a bare text (a claim to check, a test): the body's lines are its paragraphs.
#[must_use]
pub fn article_from_text(id: &str, headline: &str, body: &str) -> Article {
    let (text, headline, body) = if headline.is_empty() {
        (body.to_owned(), Span::default(), Span::new(0, body.len()))
    } else {
        let start = headline.len() + 2;
        (format!("{headline}\n\n{body}"), Span::new(0, headline.len()), Span::new(start, start + body.len()))
    };
    let mut blocks = Vec::new();
    if !headline.is_empty() {
        blocks.push(Block { kind: BlockKind::Headline, span: headline });
    }
    let mut kind = BlockKind::Lede;
    let mut start = body.range().start;
    for line in body.of(&text).split_inclusive('\n') {
        let span = Span::new(start, start + line.len()).trim(&text);
        if !span.is_empty() {
            blocks.push(Block { kind, span });
            kind = BlockKind::Body;
        }
        start += line.len();
    }
    Article {
        id: id.to_owned(),
        origination: Origination { path: String::new(), row: None },
        outlet: Outlet { name: id.to_owned(), domain: None, basis: OutletBasis::FileName },
        url: None,
        authors: Vec::new(),
        published: Published::Unknown,
        language: Language::English,
        digest: Digest::of(text.as_bytes()),
        text,
        headline,
        body,
        blocks,
        completeness: Completeness::Whole,
        wire: None,
    }
}
