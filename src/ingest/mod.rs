//! From bytes to articles: formats, charsets, main text, metadata, dates, furniture.
//!
//! Files are read in parallel and put together in the order of their paths, so that neither the number of threads nor
//! the order of arguments changes a byte.

mod assemble;
mod blocks;
mod charset;
mod completeness;
mod dates;
mod draft;
mod file;
mod format;
mod furniture;
mod html;
mod identity;
mod json;
mod markdown;
mod metadata;
mod outlet;
mod phrases;
mod tags;
mod tongue;
mod txt;
mod unpack;
mod walk;
mod wire;

use rayon::prelude::*;

use crate::article::{Article, Digest, Language, Origination, Outlet, OutletBasis};
use crate::error::{Error, Warning};
use crate::ingest::draft::Draft;

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
    /// Files of folders that were left alone because they hold no articles (pictures, style sheets, papers).
    pub ignored: Vec<String>,
    /// What was odd.
    pub warnings: Vec<Warning>,
}

/// Reads files, folders, glob patterns and `-` (standard input). Nothing is lost: what cannot be read is in `skipped`.
#[must_use]
pub fn read(paths: &[String], options: &IngestOptions) -> Intake {
    let walk = walk::walk(paths);
    let mut intake = Intake { ignored: walk.ignored, ..Intake::default() };
    let mut errors = walk.errors;
    let outcomes: Vec<file::Outcome> = walk.files.par_iter().map(|found| file::read(found, options)).collect();
    for (found, outcome) in walk.files.iter().zip(outcomes) {
        if let Some(digest) = outcome.digest {
            intake.inputs.push(Input { path: found.path.clone(), digest, articles: outcome.articles.len() });
        }
        intake.articles.extend(outcome.articles);
        intake.warnings.extend(outcome.warnings);
        errors.extend(outcome.errors);
    }
    identity::name_all(&mut intake.articles, &mut intake.warnings);
    identity::compare(&intake.articles, &mut intake.warnings);
    intake.skipped = errors.into_iter().map(|error| Skipped { error }).collect();
    intake
}

/// An article made from a bare text (a claim to check, a test): the body's lines are its paragraphs. Taken for English.
#[must_use]
pub fn article_from_text(id: &str, headline: &str, body: &str) -> Article {
    let draft = Draft { id: id.to_owned(), title: headline.to_owned(), body: body.to_owned(), ..Draft::default() };
    let mut article = assemble::make(draft, "");
    article.origination = Origination { path: String::new(), row: None };
    article.outlet = Outlet { name: id.to_owned(), domain: None, basis: OutletBasis::FileName };
    article.language = Language::English;
    article
}
