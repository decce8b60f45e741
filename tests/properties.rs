//! What must hold for any input: nothing panics, spans stay in their text, sides mirror each other.

use proptest::prelude::*;
use rashomon::article::{Article, Outlet, OutletBasis};
use rashomon::ingest::{self, Intake};
use rashomon::pipeline::{self, Depth, Grouping, Options};
use rashomon::render::{json, terminal};
use rashomon::report::Report;

use crate::tool::{LEFT, RIGHT, corpora};

fn article(id: &str, outlet: &str, headline: &str, body: &str) -> Article {
    let mut article = ingest::article_from_text(id, headline, body);
    article.outlet = Outlet { name: outlet.to_owned(), domain: None, basis: OutletBasis::Given };
    article
}

fn compare(articles: Vec<Article>) -> Report {
    let intake = Intake { articles, ..Intake::default() };
    pipeline::compare(intake, &Options::default(), Grouping::AllTogether, Depth::Findings, &|_| ())
}

/// Each finding as kind, outlets and passages by article id, so that the order of articles does not show.
fn findings(report: &Report) -> Vec<String> {
    let mut all = Vec::new();
    for event in &report.events {
        for finding in &event.findings {
            let mut outlets: Vec<&str> = finding.outlets.iter().map(|at| event.outlets[*at as usize].name.as_str()).collect();
            outlets.sort_unstable();
            let mut evidence: Vec<(String, [u32; 2])> =
                finding.evidence.iter().map(|passage| (report.articles[passage.article as usize].id.clone(), passage.bytes)).collect();
            evidence.sort();
            evidence.dedup();
            all.push(format!("{:?} {outlets:?} {evidence:?}", finding.kind));
        }
    }
    all.sort();
    all
}

fn split(text: &str) -> (String, String) {
    let (headline, rest) = text.split_once('\n').expect("a headline line");
    (headline.to_owned(), rest.split_once("\n\n").expect("header lines").1.to_owned())
}

#[test]
fn swapping_two_articles_mirrors_the_findings() {
    let (left, right) = (split(LEFT), split(RIGHT));
    let one = || article("one", "Coast Herald", &left.0, &left.1);
    let two = || article("two", "Island Post", &right.0, &right.1);
    let forward = findings(&compare(vec![one(), two()]));
    assert!(!forward.is_empty(), "these two articles differ");
    assert_eq!(forward, findings(&compare(vec![two(), one()])));
}

#[test]
fn swapping_two_articles_of_a_corpus_mirrors_the_findings() {
    for folder in corpora() {
        let intake = ingest::read(&[folder.join("articles").display().to_string()], &Options::default().ingest);
        let pair: Vec<Article> = intake.articles.into_iter().filter(|article| article.language.is_analysed()).take(2).collect();
        let swapped = vec![pair[1].clone(), pair[0].clone()];
        assert_eq!(findings(&compare(pair)), findings(&compare(swapped)), "{}", folder.display());
    }
}

#[test]
fn an_article_against_itself_gives_no_findings() {
    for folder in corpora() {
        let intake = ingest::read(&[folder.join("articles").display().to_string()], &Options::default().ingest);
        for article in intake.articles {
            let mut again = article.clone();
            again.id = format!("{}-again", article.id);
            again.outlet.name = format!("{} Again", article.outlet.name);
            let found = findings(&compare(vec![article.clone(), again]));
            assert!(found.is_empty(), "{} {}: {found:#?}", folder.display(), article.id);
        }
    }
}

/// Pieces that make analysis stumble: marks without partner, numbers of odd shape, other scripts, control characters.
const PIECES: &[&str] = &[
    "The minister said",
    "\u{201c}We will not",
    "\u{201d}",
    "\"",
    "'",
    "\u{2019}s",
    "\u{2018}It was dark",
    "\u{201e}",
    "\u{201a}",
    "\u{ab}",
    "\u{bb}",
    "\u{2039}",
    "``",
    "''",
    "\u{300c}",
    "\u{2033}",
    "\u{b4}",
    "she told reporters",
    " ",
    "\n",
    "\n\n",
    "\t",
    "\u{a0}",
    "\u{200b}",
    "\u{feff}",
    "\0",
    "\u{1b}[31m",
    "12",
    "1,2,3,4",
    "3.",
    ".5",
    "99999999999999999999999999",
    "-7",
    "\u{bd}",
    "$",
    "%",
    "5 million",
    "two thirds",
    "half",
    "Sunday",
    "31 February",
    "30.02.2021",
    "according to",
    "said that",
    "added:",
    "\u{2014}",
    "--",
    "...",
    "\u{2026}",
    "(Reuters)",
    "U.S.",
    "Mr.",
    "J. P. O'Neil",
    "al-Kadhimi",
    "\u{645}\u{631}\u{62d}\u{628}\u{627}",
    "\u{4f60}\u{597d}",
    "\u{1f600}",
    "e\u{301}",
    "\u{202e}",
    "not",
    "denied",
    "no",
    "killed",
    "people",
    "seven guards were wounded",
    "he",
    "they",
    "who",
    ",",
    ";",
    ":",
    "!",
    "?",
    "]",
    "[",
    "<b>",
    "&amp;",
    "A",
    "a",
];

fn text(longest: usize) -> impl Strategy<Value = String> {
    let piece = prop_oneof![8 => proptest::sample::select(PIECES).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    proptest::collection::vec((piece, proptest::bool::weighted(0.7)), 0..longest)
        .prop_map(|pieces| pieces.into_iter().map(|(piece, space)| if space { piece + " " } else { piece }).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_goes_through_the_whole_way_and_any_report_renders(
        bodies in proptest::collection::vec((text(6), text(60)), 1..4)
    ) {
        let articles: Vec<Article> = bodies
            .iter()
            .enumerate()
            .map(|(at, (headline, body))| article(&format!("a{at}"), &format!("Outlet {at}"), &headline.replace('\n', " "), body))
            .collect();
        let texts: Vec<String> = articles.iter().map(|article| article.text.clone()).collect();
        for article in &articles {
            let prepared = pipeline::prepare(article, &Options::default());
            for statement in &prepared.statements.list {
                let block = article.blocks[statement.block.get()].span;
                for span in &statement.spans {
                    prop_assert!(article.text.get(span.range()).is_some(), "a span off its text: {span:?}");
                    prop_assert!(block.contains(*span), "a statement outside its block: {span:?} {block:?}");
                }
            }
            for attribution in &prepared.attributions {
                prop_assert!(!attribution.content.is_empty(), "an attribution of nothing");
                for span in attribution.source.iter().chain(&attribution.cue).chain(&attribution.content).chain(&attribution.reporting_clause) {
                    prop_assert!(article.text.get(span.range()).is_some(), "a span off its text: {span:?}");
                }
                prop_assert!((0.0..=1.0).contains(&attribution.probability));
            }
            for sentence in &prepared.analysis.sentences {
                prop_assert!(article.text.get(sentence.span.range()).is_some());
            }
        }
        let report = compare(articles);
        for event in &report.events {
            for passage in event.statements.iter().flat_map(|statement| &statement.passages) {
                let [start, end] = passage.bytes;
                prop_assert_eq!(texts[passage.article as usize].get(start as usize..end as usize), Some(passage.exact.as_str()));
            }
        }
        let mut out = Vec::new();
        json::write(&report, &mut out).expect("memory can be written to");
        prop_assert!(serde_json::from_slice::<serde_json::Value>(&out).is_ok());
        let mut shown = Vec::new();
        terminal::write(&report, &terminal::Style::default(), &mut shown).expect("memory can be written to");
        let shown = String::from_utf8(shown).expect("the terminal report is UTF-8");
        prop_assert!(!shown.chars().any(|letter| letter.is_control() && letter != '\n'), "control characters reach the terminal");
    }

    #[test]
    fn swapping_mirrors_the_findings_of_odd_texts_too(left in text(60), right in text(60)) {
        let one = || article("one", "First", "A headline", &left);
        let two = || article("two", "Second", "Another one", &right);
        prop_assert_eq!(findings(&compare(vec![one(), two()])), findings(&compare(vec![two(), one()])));
    }
}
