//! Pairs of statements and sentences a second within one event, and the whole comparison of an event of twenty articles of some 800 words.
//! See `README.md` beside this file.
#![allow(clippy::print_stdout, reason = "what it is for")]

use std::path::Path;
use std::time::Instant;

use rashomon::alignment::{self, Member};
use rashomon::article::Article;
use rashomon::event::origin;
use rashomon::ingest::{self, IngestOptions};
use rashomon::pipeline::{self, Options, Prepared};
use rashomon::span::ArticleIndex;
use rashomon::{attribution, finding, framing};

/// Articles of the event, and words of each.
const ARTICLES: usize = 20;
const WORDS: usize = 800;
/// Rounds, of which the best counts.
const ROUNDS: usize = 5;

fn main() {
    let options = Options::default();
    let articles = event();
    let members: Vec<ArticleIndex> = (0..articles.len()).map(ArticleIndex::new).collect();
    let prepared: Vec<Prepared> = articles.iter().map(|article| pipeline::prepare(article, &options)).collect();
    let parts: Vec<Member<'_>> = articles.iter().zip(&prepared).map(|(article, prepared)| pipeline::member(article, prepared)).collect();
    let sentences: Vec<usize> = parts.iter().map(|member| member.analysis.sentences.len()).collect();
    let all: usize = sentences.iter().sum();
    let pairs: usize = parts.iter().zip(&sentences).map(|(member, own)| member.statements.len() * (all - own)).sum();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread can be started");
    let (mut aligning, mut whole) = (f64::INFINITY, f64::INFINITY);
    for _ in 0..ROUNDS {
        pool.install(|| {
            let start = Instant::now();
            let voices: Vec<_> = parts.iter().map(|member| (member.article, member.attributions)).collect();
            let sources = attribution::merge_sources(&voices);
            let origins = origin::trace(&articles, &members);
            let before = start.elapsed().as_secs_f64();
            let comparison = alignment::compare(&parts, &members, &origins, &options.alignment);
            aligning = aligning.min(start.elapsed().as_secs_f64() - before);
            let lenses = framing::look(&parts, &members, &origins, &sources, &comparison);
            let findings = finding::gather(&parts, &members, &origins, &sources, &comparison, &lenses);
            whole = whole.min(start.elapsed().as_secs_f64());
            assert!(!findings.is_empty(), "an event of twenty articles has findings");
        });
    }
    let words: usize = articles.iter().map(|article| article.text.split_whitespace().count()).sum();
    println!(
        "{ARTICLES} articles of {} words: {pairs} pairs of statement and sentence; alignment {aligning:.3} s on one thread, {:.2} million pairs/s; \
         whole comparison after language analysis {whole:.3} s",
        words / ARTICLES,
        pairs as f64 / aligning / 1e6,
    );
}

/// Articles of one event: those of a corpus, each cut or filled up with sentences of the next ones to one length.
fn event() -> Vec<Article> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/baghdad-drone/articles").display().to_string();
    let read = ingest::read(&[folder], &IngestOptions::default()).articles;
    let bodies: Vec<Vec<&str>> = read.iter().map(|article| article.body.of(&article.text).split_inclusive(". ").collect()).collect();
    (0..ARTICLES)
        .map(|at| {
            let mut text = String::new();
            let mut order = (at..).flat_map(|next| bodies[next % bodies.len()].iter().skip(next / bodies.len()));
            while text.split_whitespace().count() < WORDS {
                text.push_str(order.next().expect("it goes round"));
                text.push(' ');
            }
            let mut article = ingest::article_from_text(&format!("outlet-{at}"), read[at % read.len()].title(), &text);
            article.published = read[at % read.len()].published;
            article
        })
        .collect()
}
