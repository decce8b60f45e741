//! Unlabelled news: the words of each sentence of the texts in JSON lines.

use std::fs;
use std::path::PathBuf;

use rayon::prelude::*;
use serde_json::Value;

use crate::article::{Article, Block, BlockKind};
use crate::error::{Error, ErrorKind};
use crate::language::syntax::part;
use crate::language::{self, LanguageDepth, LanguageOptions};
use crate::span::Span;

/// Longest sentence that is kept, in words: longer ones are lists and tables.
const LONGEST_WORDS: usize = 120;

/// The sentences of the `text` (or `body`) fields of files of JSON lines, in order.
///
/// # Errors
/// [`ErrorKind::Unreadable`] for a file that cannot be read, [`ErrorKind::Format`] for one without such a line.
pub(crate) fn read(files: &[PathBuf]) -> Result<Vec<Vec<String>>, Error> {
    let mut texts = Vec::new();
    for file in files {
        let place = file.display().to_string();
        let content = fs::read_to_string(file)
            .map_err(|error| Error::new(ErrorKind::Unreadable, &place, error.to_string(), "give a file of JSON lines"))?;
        let before = texts.len();
        for line in content.lines() {
            let row: Value = serde_json::from_str(line).unwrap_or(Value::Null);
            let text = ["text", "body"].iter().find_map(|field| row.get(field)?.as_str());
            texts.extend(text.map(str::to_owned));
        }
        if texts.len() == before {
            return Err(Error::new(ErrorKind::Format, place, "has no line with a text", "give JSON lines with a field \"text\""));
        }
    }
    let sentences: Vec<Vec<Vec<String>>> = texts.par_iter().map(|text| sentences(text)).collect();
    Ok(sentences.into_iter().flatten().collect())
}

/// The words of each sentence, as treebanks count them.
fn sentences(text: &str) -> Vec<Vec<String>> {
    let article = article(text);
    let options = LanguageOptions { depth: LanguageDepth::Shallow, ..LanguageOptions::default() };
    let analysis = language::analyse(&article, &options);
    let mut parts = Vec::new();
    let mut sentences = Vec::new();
    for sentence in &analysis.sentences {
        part::split(&article.text, analysis.tokens_in(sentence.tokens), sentence.tokens.range().start, &mut parts);
        if parts.len() <= LONGEST_WORDS {
            sentences.push(parts.iter().map(|part| part.span.of(&article.text).to_owned()).collect());
        }
    }
    sentences
}

/// The text with a block a line.
fn article(text: &str) -> Article {
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(at, at + line.len()).trim(text);
        if !span.is_empty() {
            blocks.push(Block { span, kind: BlockKind::Body });
        }
        at += line.len();
    }
    Article::bare("news", text.to_owned(), blocks)
}
