//! The whole way of one file: read, analyse, compare, report. What the targets share.

use rashomon::article::Article;
use rashomon::ingest;
use rashomon::pipeline::{self, Depth, Grouping, Options};

/// Reads `bytes` as a file with this ending and takes what it gives through all stages; every span must fit its text.
#[allow(dead_code, reason = "each target uses its own")]
pub fn take(bytes: &[u8], ending: &str) {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let path = folder.path().join(format!("input.{ending}"));
    std::fs::write(&path, bytes).expect("a temporary folder can be written to");
    let options = Options::default();
    let intake = ingest::read(&[path.display().to_string()], &options.ingest);
    assert!(!intake.articles.is_empty() || !intake.skipped.is_empty(), "a file is lost silently");
    for article in &intake.articles {
        for block in &article.blocks {
            assert!(article.text.get(block.span.range()).is_some(), "a block off its text");
        }
        assert!(article.text.get(article.body.range()).is_some(), "a body off its text");
    }
    for article in &intake.articles {
        check(article, &options);
    }
    let report = pipeline::compare(intake, &options, Grouping::AllTogether, Depth::Findings, &|_| ());
    rashomon::render::json::write(&report, &mut std::io::sink()).expect("nothing can be written to");
}

/// Takes a text through the stages up to attribution.
#[allow(dead_code, reason = "each target uses its own")]
pub fn attribute(headline: &str, body: &str) {
    check(&ingest::article_from_text("a", headline, body), &Options::default());
}

/// What must hold of every attribution: all its spans are text, its content says something, its probability is one.
fn check(article: &Article, options: &Options) {
    let prepared = pipeline::prepare(article, options);
    for found in &prepared.attributions {
        for span in found.source.iter().chain(&found.cue).chain(&found.content).chain(&found.reporting_clause) {
            assert!(article.text.get(span.range()).is_some_and(|text| !text.is_empty()), "a span off its text, or empty");
        }
        assert!(!found.content.is_empty(), "an attribution of nothing");
        assert!((0.0..=1.0).contains(&found.probability), "no probability");
    }
}
