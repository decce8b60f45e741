//! Two short articles with gold and a report built by hand, so that each count can be worked out on paper.

use super::{Scores, View};
use crate::article::{Article, Origination};
use crate::evaluate::gold::{self, Gold};
use crate::evaluate::placement::place;
use crate::ingest::article_from_text;
use crate::render::sample;
use crate::report::{
    AttributionEntry, ClaimEntry, ConflictEntry, Coverage, FindingEntry, FindingKind, Passage, Report, SideEntry, StatementEntry,
};

/// Texts of the articles `a.txt` and `b.txt`, of the outlets A and B.
const TEXTS: [&str; 2] =
    ["Six people died. Ann Lee said it was over. The bridge is closed.", "Eight people died. Police said it was over. Shops were open."];

/// Gold lines, articles and a report of one event without claims, conflicts, attributions or findings.
pub(super) struct World {
    pub(super) gold: Gold,
    pub(super) articles: Vec<Article>,
    pub(super) report: Report,
}

/// Both articles in one event; `lines` are gold lines beside those of the articles.
pub(super) fn world(lines: &[&str]) -> World {
    let of_articles = ["a", "b"].map(|name| {
        let outlet = name.to_uppercase();
        format!(
            r#"{{"gold":"article","article":"{name}.txt","outlet":"{outlet}","event":"e","language":"en","completeness":"whole","wire":false,"published":"2026-03-02"}}"#
        )
    });
    let gold = of_articles.iter().map(String::as_str).chain(lines.iter().copied()).collect::<Vec<_>>().join("\n");
    let articles: Vec<Article> = ["a", "b"]
        .iter()
        .zip(TEXTS)
        .map(|(name, text)| {
            let mut article = article_from_text(name, "", text);
            article.origination = Origination { path: format!("somewhere/articles/{name}.txt"), row: None };
            article
        })
        .collect();
    let mut report = sample::event_of(&["A", "B"], "x");
    let event = &mut report.events[0];
    event.statements.clear();
    event.claims.clear();
    event.attributions.clear();
    event.conflicts.clear();
    event.sources.clear();
    event.findings.clear();
    World { gold: gold::parse("gold.jsonl", &gold).expect("the lines are well formed"), articles, report }
}

impl World {
    /// What `count` counts in this world.
    pub(super) fn scores(&self, count: impl Fn(&View<'_>, &mut Scores)) -> Scores {
        let placed = place(&self.gold, &self.articles);
        assert!(placed.misplaced.is_empty(), "{:?}", placed.misplaced);
        let mut scores = Scores::default();
        count(&View { gold: &self.gold, placed: &placed, articles: &self.articles, report: &self.report }, &mut scores);
        scores
    }

    /// Words of an article (0 is A, 1 is B).
    pub(super) fn passage(&self, article: u32, exact: &str) -> Passage {
        let start = self.articles[article as usize].text.find(exact).expect("the article says so");
        let at = |byte: usize| u32::try_from(byte).expect("a short text");
        let mut passage = sample::passage(article, exact);
        passage.bytes = [at(start), at(start + exact.len())];
        passage
    }

    /// Adds a statement and gives its position.
    pub(super) fn state(&mut self, article: u32, exact: &str) -> u32 {
        let passages = vec![self.passage(article, exact)];
        let statements = &mut self.report.events[0].statements;
        let mut statement: StatementEntry = sample::two_outlets().events[0].statements[0].clone();
        (statement.passages, statement.attribution) = (passages, None);
        statements.push(statement);
        u32::try_from(statements.len() - 1).expect("a few")
    }

    /// Adds a claim of these statements with the coverage of A and of B.
    pub(super) fn claim(&mut self, id: &str, statements: &[u32], coverage: [Coverage; 2]) {
        let mut claim: ClaimEntry = sample::two_outlets().events[0].claims[0].clone();
        (claim.id, claim.statements) = (id.to_owned(), statements.to_vec());
        for (cell, coverage) in claim.coverage.iter_mut().zip(coverage) {
            cell.coverage = coverage;
        }
        self.report.events[0].claims.push(claim);
    }

    /// Adds a finding about something, on these outlets.
    pub(super) fn find(&mut self, kind: FindingKind, about: &str, outlets: &[u32]) {
        let mut finding: FindingEntry = sample::two_outlets().events[0].findings[0].clone();
        (finding.kind, finding.about, finding.outlets) = (kind, Some(about.to_owned()), outlets.to_vec());
        self.report.events[0].findings.push(finding);
    }

    /// Adds a conflict with one passage a side.
    pub(super) fn conflict(&mut self, is_sequence: bool, sides: &[(u32, &str)]) {
        let mut conflict: ConflictEntry = sample::two_outlets().events[0].conflicts[0].clone();
        let template = conflict.sides[0].clone();
        let side = |(article, exact): &(u32, &str)| -> SideEntry {
            let mut side = template.clone();
            side.value = (*exact).to_owned();
            side.bearers[0].passage = self.passage(*article, exact);
            side
        };
        conflict.sides = sides.iter().map(side).collect();
        conflict.is_sequence = is_sequence;
        self.report.events[0].conflicts.push(conflict);
    }

    /// Adds an attribution; an empty source is none.
    pub(super) fn attribute(&mut self, article: u32, source: &str, content: &str, source_index: Option<u32>) {
        let mut entry: AttributionEntry = sample::two_outlets().events[0].attributions[0].clone();
        entry.article = article;
        entry.source = if source.is_empty() { Vec::new() } else { vec![self.passage(article, source)] };
        entry.content = vec![self.passage(article, content)];
        (entry.speaker, entry.source_index) = (source.to_owned(), source_index);
        self.report.events[0].attributions.push(entry);
    }

    /// Adds a source of the event.
    pub(super) fn source(&mut self, id: &str, label: &str) {
        let mut source = sample::two_outlets().events[0].sources[0].clone();
        (source.id, source.label) = (id.to_owned(), label.to_owned());
        source.aliases.clear();
        self.report.events[0].sources.push(source);
    }
}

/// Right and judged of a measure.
pub(super) fn counted(scores: &Scores, measure: super::Measure) -> (f64, f64) {
    let tally = scores.tally(measure);
    (tally.right, tally.of)
}
