//! Every passage of a report can be found again in the text as it was given, in every unit.

use std::collections::BTreeMap;

use rashomon::article::Digest;
use rashomon::ingest;
use rashomon::pipeline::{self, Depth, Grouping, Options};
use serde_json::Value;

use crate::tool::{corpora, name_of};

/// Calls `visit` on every object of the report that has `exact`.
fn passages<'v>(value: &'v Value, path: &str, visit: &mut dyn FnMut(&str, &'v Value)) {
    match value {
        Value::Object(fields) => {
            if fields.contains_key("exact") {
                visit(path, value);
            }
            for (name, field) in fields {
                passages(field, &format!("{path}.{name}"), visit);
            }
        }
        Value::Array(list) => {
            for (at, entry) in list.iter().enumerate() {
                passages(entry, &format!("{path}[{at}]"), visit);
            }
        }
        _ => {}
    }
}

fn range(value: &Value, name: &str) -> (usize, usize) {
    let end = |at: usize| usize::try_from(value[name][at].as_u64().expect("a position is a number")).expect("it fits");
    (end(0), end(1))
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().expect("it is text")
}

#[test]
fn every_passage_of_every_corpus_is_found_again_in_every_unit() {
    for folder in corpora() {
        let options = Options::default();
        let intake = ingest::read(&[folder.join("articles").display().to_string()], &options.ingest);
        let given: Vec<(String, String)> = intake
            .articles
            .iter()
            .map(|article| (article.headline.of(&article.text).to_owned(), article.body.of(&article.text).to_owned()))
            .collect();
        let report = pipeline::compare(intake, &options, Grouping::ByEvent, Depth::Findings, &|_| ());
        let report = serde_json::to_value(&report).expect("a report can be written as JSON");
        let articles = report["articles"].as_array().expect("articles are a list");
        let mut units: BTreeMap<usize, (Vec<char>, Vec<u16>)> = BTreeMap::new();
        for (at, article) in articles.iter().enumerate() {
            if let Some(whole) = article["text"].as_str() {
                assert_eq!(Digest::of(whole.as_bytes()).hex(), text(article, "sha256"), "{}", text(article, "id"));
                assert_eq!(article["headline_bytes"].as_array().map(Vec::len), Some(2));
                let (start, end) = range(article, "body_bytes");
                assert_eq!(&whole[start..end], given[at].1, "the body is exactly what was given");
                units.insert(at, (whole.chars().collect(), whole.encode_utf16().collect()));
            }
        }
        let mut seen = 0;
        passages(&report["events"], "events", &mut |path, passage| {
            seen += 1;
            let at = usize::try_from(passage["article"].as_u64().expect("an index")).expect("it fits");
            let whole = text(&articles[at], "text");
            let exact = text(passage, "exact");
            let (start, end) = range(passage, "bytes");
            assert_eq!(whole.get(start..end), Some(exact), "{path}: bytes");
            assert!(!exact.is_empty(), "{path}: an empty passage shows nothing");
            let (chars, utf16) = &units[&at];
            let (from, to) = range(passage, "chars");
            assert_eq!(chars[from..to].iter().collect::<String>(), exact, "{path}: code points");
            let (from, to) = range(passage, "utf16");
            assert_eq!(String::from_utf16_lossy(&utf16[from..to]), exact, "{path}: UTF-16");
            let part = match text(passage, "part") {
                "headline" => &given[at].0,
                _ => &given[at].1,
            };
            let (from, to) = range(passage, "part_bytes");
            assert_eq!(part.get(from..to), Some(exact), "{path}: bytes of the part");
            let (prefix, suffix) = (text(passage, "prefix"), text(passage, "suffix"));
            assert!(whole[..start].ends_with(prefix), "{path}: prefix");
            assert!(whole[end..].starts_with(suffix), "{path}: suffix");
        });
        assert!(seen > 500, "{}: only {seen} passages were looked at", name_of(&folder));
    }
}

#[test]
fn every_absence_says_what_was_searched() {
    for folder in corpora() {
        let paths = [folder.join("articles").display().to_string()];
        let report = pipeline::run(&paths, &Options::default(), Grouping::ByEvent, Depth::Findings, &|_| ());
        let mut absences = 0;
        for event in &report.events {
            for claim in &event.claims {
                for cell in claim.coverage.iter().filter(|cell| cell.coverage == rashomon::report::Coverage::Absent) {
                    absences += 1;
                    assert!(cell.sentences_searched > 0, "{}: claim {}", name_of(&folder), claim.id);
                    let article = &report.articles[cell.article as usize];
                    assert!(article.analysed, "an article that was not analysed proves nothing: {}", article.id);
                    assert_eq!(article.completeness, rashomon::report::Completeness::Whole, "a cut text proves nothing: {}", article.id);
                }
            }
            for absence in event.findings.iter().flat_map(|finding| &finding.absences) {
                assert!(absence.sentences_searched > 0);
                assert!((0.0..=1.0).contains(&absence.probability));
            }
        }
        assert!(absences > 0, "{}: no claim is absent anywhere", name_of(&folder));
    }
}
