//! Whole runs: from files to the report, and to its bytes. See `README.md` beside this file.

use std::path::Path;

use divan::Bencher;
use divan::counter::ItemsCount;
use rashomon::pipeline::{self, Depth, Grouping, Options};
use rashomon::render::{json, terminal};
use rashomon::report::Report;

fn main() {
    divan::main();
}

const CORPORA: &[&str] = &["baghdad-drone", "court-ruling", "port-strike", "rate-decision", "valley-flood"];

fn paths(corpora: &[&str]) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora");
    corpora.iter().map(|name| root.join(name).join("articles").display().to_string()).collect()
}

fn run(corpora: &[&str], depth: Depth) -> Report {
    pipeline::run(&paths(corpora), &Options::default(), Grouping::ByEvent, depth, &|_| ())
}

#[divan::bench(args = CORPORA)]
fn compare_corpus(bencher: Bencher<'_, '_>, corpus: &str) {
    let articles = run(&[corpus], Depth::Events).articles.len();
    bencher.counter(ItemsCount::new(articles)).bench(|| run(&[corpus], Depth::Findings));
}

#[divan::bench]
fn compare_all_corpora(bencher: Bencher<'_, '_>) {
    let articles = run(CORPORA, Depth::Events).articles.len();
    bencher.counter(ItemsCount::new(articles)).bench(|| run(CORPORA, Depth::Findings));
}

#[divan::bench]
fn group_all_corpora(bencher: Bencher<'_, '_>) {
    let articles = run(CORPORA, Depth::Events).articles.len();
    bencher.counter(ItemsCount::new(articles)).bench(|| run(CORPORA, Depth::Events));
}

#[divan::bench]
fn write_json(bencher: Bencher<'_, '_>) {
    let report = run(CORPORA, Depth::Findings);
    bencher.bench_local(|| json::write(&report, &mut std::io::sink()));
}

#[divan::bench]
fn write_terminal(bencher: Bencher<'_, '_>) {
    let report = run(CORPORA, Depth::Findings);
    bencher.bench_local(|| terminal::write(&report, &terminal::Style::default(), &mut std::io::sink()));
}
