//! Sentences a second of the sentence encoder in the folder that RASHOMON_ENCODER names, over our own articles: one line, which
//! `encoder.py` beside this file compares with the original's in one run. Says so and does nothing without a folder.
#![allow(clippy::print_stdout, reason = "what it is for")]

use std::path::Path;
use std::time::Instant;

use rashomon::ingest::{self, IngestOptions};
use rashomon::language::encoder::Encoder;

/// Sentences that are read.
const SENTENCES: usize = 512;

fn main() {
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora").display().to_string();
    let articles = ingest::read(&[format!("{corpora}/*/articles/*")], &IngestOptions::default()).articles;
    let texts: Vec<String> = articles.iter().map(|article| article.body.of(&article.text).replace('\n', " ")).collect();
    let mut sentences: Vec<String> = texts.iter().flat_map(|text| text.split_inclusive(". ")).map(|part| part.trim().to_owned()).collect();
    sentences.retain(|sentence| sentence.split(' ').count() > 4);
    sentences.truncate(SENTENCES);
    if let Some(file) = std::env::args().find_map(|argument| argument.strip_prefix("sentences=").map(str::to_owned)) {
        std::fs::write(file, sentences.join("\n")).expect("the file can be written");
    }
    let Some(folder) = std::env::var_os("RASHOMON_ENCODER") else {
        println!("encoder: skipped, RASHOMON_ENCODER names no folder");
        return;
    };
    let encoder = Encoder::load(Path::new(&folder)).expect("RASHOMON_ENCODER names a folder of sentence-transformers");
    let _ = encoder.encode(&sentences[..32.min(sentences.len())]);
    let start = Instant::now();
    let vectors = encoder.encode(&sentences);
    let seconds = start.elapsed().as_secs_f64();
    println!("encoder: {} sentences, {seconds:.2} s, {:.1} sentences/s", vectors.len(), vectors.len() as f64 / seconds);
}
