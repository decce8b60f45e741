//! The whole way of one file: read, analyse, compare, report. What the targets share.

use rashomon::ingest;
use rashomon::pipeline::{self, Depth, Grouping, Options};

/// Reads `bytes` as a file with this ending and takes what it gives through all stages; every span must fit its text.
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
    let report = pipeline::compare(intake, &options, Grouping::AllTogether, Depth::Findings, &|_| ());
    rashomon::render::json::write(&report, &mut std::io::sink()).expect("nothing can be written to");
}
