//! Reads the gold of a corpus (`corpora/<name>/gold.jsonl`, its form is described in `corpora/README.md`).
//!
//! Gold quotes passages, it never counts positions: [`placement`](super::placement) finds them in the articles of a run.

use std::path::Path;

use serde::Deserialize;

use crate::error::{Error, ErrorKind};
use crate::evaluate::rows::{self, Numbered};

/// Name of the gold file in a corpus folder.
pub const GOLD_FILE: &str = "gold.jsonl";

/// A gold file as read: the lines by what they are.
#[derive(Clone, Debug, Default)]
pub struct Gold {
    /// Path of the file, for messages.
    pub path: String,
    /// `article` lines.
    pub articles: Vec<Numbered<GoldArticle>>,
    /// `attribution` lines.
    pub attributions: Vec<Numbered<GoldAttribution>>,
    /// `claim` lines.
    pub claims: Vec<Numbered<GoldClaim>>,
    /// `conflict` lines.
    pub conflicts: Vec<Numbered<GoldConflict>>,
    /// `sequence` lines.
    pub sequences: Vec<Numbered<GoldConflict>>,
    /// `exclusive` lines.
    pub exclusives: Vec<Numbered<GoldExclusive>>,
    /// `origin` lines.
    pub origins: Vec<Numbered<GoldOrigin>>,
    /// `sentences` lines.
    pub sentences: Vec<Numbered<GoldSentences>>,
}

#[derive(Deserialize)]
#[serde(tag = "gold", rename_all = "kebab-case")]
enum Line {
    Article(GoldArticle),
    Attribution(GoldAttribution),
    Claim(GoldClaim),
    Conflict(GoldConflict),
    Sequence(GoldConflict),
    Exclusive(GoldExclusive),
    Origin(GoldOrigin),
    Sentences(GoldSentences),
}

/// What an article is.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldArticle {
    /// `file` or `file.jsonl#id`.
    pub article: String,
    /// As a report should name it.
    pub outlet: String,
    /// The folder's own id of its event.
    pub event: String,
    /// ISO 639-1.
    pub language: String,
    /// Whether the whole text is there.
    pub completeness: GoldCompleteness,
    /// Whether it is an agency's text carried by another outlet.
    pub wire: bool,
    /// `YYYY-MM-DD`.
    pub published: Option<String>,
}

/// Whether the whole text of an article is there.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GoldCompleteness {
    /// It is.
    Whole,
    /// It is cut.
    Truncated,
}

/// Who said what.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldAttribution {
    /// The article.
    pub article: String,
    /// Who, as it stands there; empty if nobody.
    pub source: String,
    /// The word of saying.
    pub cue: String,
    /// What is said.
    pub content: Vec<String>,
    /// Full name, or the group, body or document as one would list it.
    pub speaker: String,
    /// What stands just before the content.
    pub prefix: Option<String>,
    /// What stands just before the source.
    pub source_prefix: Option<String>,
    /// What stands just before the cue.
    pub cue_prefix: Option<String>,
    /// What stands just before each content.
    pub content_prefix: Option<Vec<Option<String>>>,
}

/// A proposition with its coverage.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldClaim {
    /// Id within the file.
    pub id: String,
    /// Its event.
    pub event: String,
    /// In plain words.
    pub text: String,
    /// One for each article of the event.
    pub coverage: Vec<GoldCell>,
}

/// How one article treats a claim.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldCell {
    /// The article.
    pub article: String,
    /// How.
    pub coverage: GoldCoverage,
    /// The passage that shows it.
    pub exact: Option<String>,
    /// What stands just before it.
    pub prefix: Option<String>,
}

/// How an article treats a claim.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GoldCoverage {
    /// Says it in its own voice.
    States,
    /// Has a source say it.
    Attributes,
    /// Says the opposite, or reports only a denial.
    Disputes,
    /// Is silent on it.
    Absent,
    /// Nothing follows from its silence.
    Unknown,
}

impl GoldCoverage {
    /// Whether the claim is there.
    #[must_use]
    pub fn is_reported(self) -> bool {
        matches!(self, Self::States | Self::Attributes)
    }

    /// As written in the gold.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::States => "states",
            Self::Attributes => "attributes",
            Self::Disputes => "disputes",
            Self::Absent => "absent",
            Self::Unknown => "unknown",
        }
    }
}

/// Values that cannot all hold, or that follow each other in time.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldConflict {
    /// Id within the file.
    pub id: String,
    /// Its event.
    pub event: String,
    /// What differs.
    pub matter: String,
    /// In which way.
    pub kind: GoldConflictKind,
    /// Who gives which value.
    pub sides: Vec<GoldSide>,
}

/// In which way values differ.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GoldConflictKind {
    /// Figures.
    Quantity,
    /// Days, hours.
    Date,
    /// Names.
    Name,
    /// Said and denied.
    Polarity,
    /// Who did it.
    Actor,
    /// How it ended.
    Outcome,
}

/// One value, given by one article.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldSide {
    /// The value; equal values are one side.
    pub value: String,
    /// The article.
    pub article: String,
    /// The passage.
    pub exact: String,
    /// What stands just before it.
    pub prefix: Option<String>,
}

/// A source that one outlet alone has.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldExclusive {
    /// Its event.
    pub event: String,
    /// The article.
    pub article: String,
    /// As in the attributions.
    pub speaker: String,
}

/// A text that several articles carry.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldOrigin {
    /// Its event.
    pub event: String,
    /// Who wrote it.
    pub first: String,
    /// Those that carry it.
    pub articles: Vec<String>,
}

/// Where the sentences of an article begin.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldSentences {
    /// The article.
    pub article: String,
    /// How each sentence of headline and main text begins, all of them, in order: the first occurrence after the one before is meant. A
    /// sentence ends where the next begins, or with its paragraph.
    pub opens: Vec<String>,
}

/// Reads a gold file.
///
/// # Errors
/// If it cannot be read, or a line is not of the documented form: the error names the line.
pub fn read(path: &Path) -> Result<Gold, Error> {
    let place = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| {
        Error::new(ErrorKind::Unreadable, &place, error.to_string(), "give a corpus folder that holds articles/ and gold.jsonl")
    })?;
    parse(&place, &text)
}

pub(super) fn parse(place: &str, text: &str) -> Result<Gold, Error> {
    let mut gold = Gold { path: place.to_owned(), ..Gold::default() };
    for Numbered { line, value } in rows::read(text, place, "corpora/README.md lists the fields of each kind of line")? {
        match value {
            Line::Article(value) => gold.articles.push(Numbered { line, value }),
            Line::Attribution(value) => gold.attributions.push(Numbered { line, value }),
            Line::Claim(value) => gold.claims.push(Numbered { line, value }),
            Line::Conflict(value) => gold.conflicts.push(Numbered { line, value }),
            Line::Sequence(value) => gold.sequences.push(Numbered { line, value }),
            Line::Exclusive(value) => gold.exclusives.push(Numbered { line, value }),
            Line::Origin(value) => gold.origins.push(Numbered { line, value }),
            Line::Sentences(value) => gold.sentences.push(Numbered { line, value }),
        }
    }
    gold.check_names()?;
    Ok(gold)
}

impl Gold {
    /// Every line must name an article that has an `article` line: a slip there would silently score as a miss.
    fn check_names(&self) -> Result<(), Error> {
        let known: std::collections::BTreeSet<&str> = self.articles.iter().map(|article| article.value.article.as_str()).collect();
        let mut named: Vec<(usize, &str)> = Vec::new();
        named.extend(self.attributions.iter().map(|entry| (entry.line, entry.value.article.as_str())));
        named.extend(self.exclusives.iter().map(|entry| (entry.line, entry.value.article.as_str())));
        named.extend(self.sentences.iter().map(|entry| (entry.line, entry.value.article.as_str())));
        for entry in &self.claims {
            named.extend(entry.value.coverage.iter().map(|cell| (entry.line, cell.article.as_str())));
        }
        for entry in self.conflicts.iter().chain(&self.sequences) {
            named.extend(entry.value.sides.iter().map(|side| (entry.line, side.article.as_str())));
        }
        for entry in &self.origins {
            named.extend(entry.value.articles.iter().map(|article| (entry.line, article.as_str())));
        }
        match named.into_iter().find(|(_, article)| !known.contains(article)) {
            Some((line, article)) => Err(Error::new(
                ErrorKind::Format,
                format!("{}:{line}", self.path),
                format!("names the article {article}, which has no `article` line"),
                "give it one, or correct the name",
            )),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_line_and_an_unknown_article_name_their_line() {
        let error = parse("g", "{}\n").expect_err("it has no kind");
        assert_eq!(error.place, "g:1");
        let error = parse("g", r#"{"gold":"exclusive","event":"e","article":"b.txt","speaker":"x"}"#).expect_err("b.txt is unknown");
        assert!(error.cause.contains("b.txt"));
    }
}
