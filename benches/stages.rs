//! Bytes a second of each stage, alone, on the articles of `corpora/`. See `README.md` beside this file.

use std::path::Path;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use rashomon::alignment::{self, Member};
use rashomon::article::Article;
use rashomon::event::{self, origin};
use rashomon::ingest;
use rashomon::language::syntax::engine::{Engine, Workspace};
use rashomon::language::vectors::WordVectors;
use rashomon::language::{LanguageDepth, LanguageOptions};
use rashomon::pipeline::{self, Options, Prepared};
use rashomon::span::ArticleIndex;
use rashomon::{attribution, language, statement};

fn main() {
    divan::main();
}

const CORPUS: &str = "baghdad-drone";

fn paths() -> Vec<String> {
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora");
    vec![corpora.join(CORPUS).join("articles").display().to_string()]
}

fn articles() -> Vec<Article> {
    ingest::read(&paths(), &Options::default().ingest).articles
}

fn bytes(articles: &[Article]) -> BytesCount {
    BytesCount::new(articles.iter().map(|article| article.text.len()).sum::<usize>())
}

fn prepared(articles: &[Article]) -> Vec<Prepared> {
    articles.iter().map(|article| pipeline::prepare(article, &Options::default())).collect()
}

/// Once a process: the table of pieces is made at the first word.
#[divan::bench(sample_count = 1, sample_size = 1)]
fn first_use_of_word_vectors() -> bool {
    WordVectors::get().vector("ferry").is_some()
}

/// Once a process: the weights of tagger and parser are made ready.
#[divan::bench(sample_count = 1, sample_size = 1)]
fn first_use_of_the_parser() -> usize {
    let mut parsed = Vec::new();
    Engine::get().parse(["Ferries", "sink"].into_iter(), &mut Workspace::default(), &mut parsed);
    parsed.len()
}

#[divan::bench]
fn ingest_files(bencher: Bencher<'_, '_>) {
    bencher.counter(bytes(&articles())).bench(|| ingest::read(&paths(), &Options::default().ingest));
}

#[divan::bench]
fn language_analysis(bencher: Bencher<'_, '_>) {
    let (articles, options) = (articles(), Options::default());
    bencher
        .counter(bytes(&articles))
        .bench_local(|| articles.iter().map(|article| language::analyse(article, &options.language)).collect::<Vec<_>>());
}

#[divan::bench]
fn language_with_trees(bencher: Bencher<'_, '_>) {
    let (articles, options) = (articles(), LanguageOptions { depth: LanguageDepth::Full, ..LanguageOptions::default() });
    bencher
        .counter(bytes(&articles))
        .bench_local(|| articles.iter().map(|article| language::analyse(article, &options)).collect::<Vec<_>>());
}

/// The words of each sentence of the articles.
fn sentences(articles: &[Article]) -> Vec<Vec<String>> {
    let mut sentences = Vec::new();
    for article in articles {
        let analysis = language::analyse(article, &LanguageOptions { depth: LanguageDepth::Full, ..LanguageOptions::default() });
        sentences.extend(analysis.sentences.iter().map(|sentence| {
            analysis.tokens_in(sentence.tokens).iter().map(|token| token.span.of(&article.text).to_owned()).collect::<Vec<_>>()
        }));
    }
    sentences
}

fn words(sentences: &[Vec<String>]) -> ItemsCount {
    ItemsCount::new(sentences.iter().map(Vec::len).sum::<usize>())
}

#[divan::bench]
fn tagging_words(bencher: Bencher<'_, '_>) {
    let sentences = sentences(&articles());
    let (mut space, mut tags) = (Workspace::default(), Vec::new());
    bencher.counter(words(&sentences)).bench_local(|| {
        for sentence in &sentences {
            Engine::get().tag_words(sentence.iter().map(String::as_str), &mut space, &mut tags);
        }
    });
}

#[divan::bench]
fn tagging_and_parsing_words(bencher: Bencher<'_, '_>) {
    let sentences = sentences(&articles());
    let (mut space, mut parsed) = (Workspace::default(), Vec::new());
    bencher.counter(words(&sentences)).bench_local(|| {
        for sentence in &sentences {
            Engine::get().parse(sentence.iter().map(String::as_str), &mut space, &mut parsed);
        }
    });
}

#[divan::bench]
fn attribution_finding(bencher: Bencher<'_, '_>) {
    let (articles, options) = (articles(), Options::default());
    let prepared = prepared(&articles);
    bencher.counter(bytes(&articles)).bench_local(|| {
        let each = articles.iter().zip(&prepared);
        each.map(|(article, prepared)| attribution::find(article, &prepared.analysis, &options.attribution)).collect::<Vec<_>>()
    });
}

/// From text to attributions: everything between reading an article and knowing who says what in it. Counts tokens.
#[divan::bench]
fn text_to_attributions(bencher: Bencher<'_, '_>) {
    let (articles, options) = (articles(), Options::default());
    let language = LanguageOptions { depth: LanguageDepth::Full, ..options.language };
    let tokens = prepared(&articles).iter().map(|prepared| prepared.analysis.tokens.len()).sum::<usize>();
    bencher.counter(ItemsCount::new(tokens)).bench_local(|| {
        let found = articles.iter().map(|article| {
            let analysis = language::analyse(article, &language);
            attribution::find(article, &analysis, &options.attribution)
        });
        found.collect::<Vec<_>>()
    });
}

#[divan::bench]
fn statement_cutting(bencher: Bencher<'_, '_>) {
    let (articles, options) = (articles(), Options::default());
    let prepared = prepared(&articles);
    bencher.counter(bytes(&articles)).bench_local(|| {
        let each = articles.iter().zip(&prepared);
        each.map(|(article, prepared)| statement::cut(article, &prepared.analysis, &[], &options.statement)).collect::<Vec<_>>()
    });
}

#[divan::bench]
fn event_grouping(bencher: Bencher<'_, '_>) {
    let (articles, options) = (articles(), Options::default());
    bencher.counter(bytes(&articles)).bench_local(|| event::group(&articles, &options.event));
}

#[divan::bench]
fn origin_tracing(bencher: Bencher<'_, '_>) {
    let articles = articles();
    let members: Vec<ArticleIndex> = (0..articles.len()).map(ArticleIndex::new).collect();
    bencher.counter(bytes(&articles)).bench_local(|| origin::trace(&articles, &members));
}

#[divan::bench]
fn alignment_of_one_event(bencher: Bencher<'_, '_>) {
    let (articles, options) = (articles(), Options::default());
    let prepared = prepared(&articles);
    let members: Vec<Member<'_>> = articles.iter().zip(&prepared).map(|(article, prepared)| pipeline::member(article, prepared)).collect();
    bencher.counter(bytes(&articles)).bench_local(|| alignment::compare(&members, &[], &[], &options.alignment));
}
