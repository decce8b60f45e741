//! Sets of articles with their events, as the weights of the pair score are fitted on them: signatures only.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rayon::prelude::*;
use serde::Deserialize;

use crate::article::Article;
use crate::error::{Error, ErrorKind};
use crate::event::meaning::{self, Reader};
use crate::event::signature::{SHORT_WORDS, Signature, Signer};
use crate::ingest::{self, IngestOptions};
use crate::language::encoder::Encoder;

/// One collection: what each of its articles looks like, and which event it reports.
pub(crate) struct EventSet {
    pub(crate) name: String,
    /// As they are.
    pub(crate) whole: Vec<Signature>,
    /// Each as if its headline were all there is.
    pub(crate) bare: Vec<Signature>,
    /// Number of each article's event.
    pub(crate) event: Vec<usize>,
    pub(crate) events: usize,
    pub(crate) kind: SetKind,
    pub(crate) reader: Reader,
}

/// What most of a set's articles are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum SetKind {
    Texts,
    Headlines,
}

#[derive(Deserialize)]
struct Gold {
    id: String,
    event: serde_json::Value,
}

/// All sets of a folder, a file of JSON lines each, in order of their names.
///
/// # Errors
/// If there is none, or a line has no id and event.
pub(crate) fn read(folder: &Path, encoder: Option<&Encoder>) -> Result<Vec<EventSet>, Error> {
    let place = folder.display().to_string();
    let advice = "give a folder with files of JSON lines: id, event and the fields of articles";
    let entries = fs::read_dir(folder).map_err(|error| Error::new(ErrorKind::Unreadable, &place, error.to_string(), advice))?;
    let mut files: Vec<_> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "jsonl"));
    files.sort();
    if files.is_empty() {
        return Err(Error::new(ErrorKind::NoText, place, "holds no *.jsonl", advice));
    }
    files.iter().map(|file| read_set(file, encoder, advice)).collect()
}

fn read_set(file: &Path, encoder: Option<&Encoder>, advice: &str) -> Result<EventSet, Error> {
    let place = file.display().to_string();
    let text = fs::read_to_string(file).map_err(|error| Error::new(ErrorKind::Unreadable, &place, error.to_string(), advice))?;
    let mut gold: BTreeMap<String, String> = BTreeMap::new();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let row: Gold = serde_json::from_str(line)
            .map_err(|error| Error::new(ErrorKind::Format, format!("{place}:{}", at + 1), error.to_string(), advice))?;
        gold.insert(row.id, row.event.to_string());
    }
    let mut articles = ingest::read(std::slice::from_ref(&place), &IngestOptions::default()).articles;
    articles.retain(|article| gold.contains_key(&article.id));
    let mut number: BTreeMap<&str, usize> = BTreeMap::new();
    let event: Vec<usize> = articles
        .iter()
        .map(|article| {
            let next = number.len();
            *number.entry(&gold[&article.id]).or_insert(next)
        })
        .collect();
    let events = number.len();
    let bare: Vec<Article> = articles.iter().map(headline_of).collect();
    let (whole, reader) = sign(&articles, encoder);
    let short = whole.iter().filter(|signature| signature.words < SHORT_WORDS).count();
    Ok(EventSet {
        name: file.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        bare: sign(&bare, encoder).0,
        event,
        events,
        kind: if 2 * short > whole.len() { SetKind::Headlines } else { SetKind::Texts },
        whole,
        reader,
    })
}

fn headline_of(article: &Article) -> Article {
    let mut bare = ingest::article_from_text(&article.id, article.title(), "");
    bare.published = article.published;
    bare.language = article.language.clone();
    bare
}

fn sign(articles: &[Article], encoder: Option<&Encoder>) -> (Vec<Signature>, Reader) {
    let mut signatures: Vec<Signature> = articles.par_iter().map_init(Signer::default, Signer::sign).collect();
    let reader = meaning::read(&articles.iter().collect::<Vec<_>>(), &mut signatures, encoder);
    (signatures, reader)
}

impl EventSet {
    /// Which half each event belongs to; by its number mixed with the seed, so that halves are of one size.
    pub(crate) fn halves(&self, seed: u64) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.events).collect();
        crate::train::random::Random::new(seed).shuffle(&mut order);
        let mut half = vec![0; self.events];
        order.iter().enumerate().for_each(|(place, event)| half[*event] = place % 2);
        half
    }
}
