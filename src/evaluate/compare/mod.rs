//! Scores a run of the whole tool on a corpus of `corpora/` against its gold.
//!
//! Each [`Measure`] is a count of what is right among what was judged; the files beside this one say what counts as right:
//! `texts` (articles, events, origins), `voices` (attributions, speakers, exclusive sources), `claims` (claims, coverage,
//! only-in), `conflicts`, `sentences`. What gold says nothing about is unjudged and counted apart, never taken as right. Articles in a
//! language that is not analysed take part as any other: their gold cells are `unknown`.
//!
//! Nothing is printed here: [`Scores::figures`] gives the figures, [`Scores::mistakes`] each single error with its line.

mod claims;
mod conflicts;
#[cfg(test)]
mod fixture;
mod sentences;
mod speaker;
mod texts;
mod voices;
mod words;

use std::path::Path;

use crate::article::Article;
use crate::error::{Error, ErrorKind};
use crate::evaluate::floors::Figure;
use crate::evaluate::gold::{self, GOLD_FILE, Gold};
use crate::evaluate::placement::{Placed, place};
use crate::ingest;
use crate::pipeline::{self, Depth, Grouping, Options};
use crate::report::Report;

pub use speaker::same_speaker;

macro_rules! measures {
    ($($(#[$doc:meta])* $name:ident = $text:literal),+ $(,)?) => {
        /// Something that is counted: right among judged.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        #[non_exhaustive]
        pub enum Measure { $($(#[$doc])* $name),+ }

        impl Measure {
            /// All of them, in the order in which they are shown.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// As written in figures and floors.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => $text),+ }
            }
        }
    };
}

measures! {
    /// Gold passages that are in the article's text as read.
    PassagesPlaced = "passages_placed",
    /// Gold articles that were read.
    ArticlesRead = "articles_read",
    /// Outlets named as gold names them.
    Outlets = "outlets",
    /// Days of publication.
    Dates = "dates",
    /// Languages.
    Languages = "languages",
    /// Whole or truncated.
    Completeness = "completeness",
    /// Articles flagged as an agency's text carried by another outlet, that are.
    WirePrecision = "wire_precision",
    /// Articles that are an agency's text carried by another outlet, that are flagged.
    WireRecall = "wire_recall",
    /// Sentences found that gold has.
    SentencePrecision = "sentence_precision",
    /// Gold sentences that are found.
    SentenceRecall = "sentence_recall",
    /// B-cubed precision of the grouping.
    EventPrecision = "event_precision",
    /// B-cubed recall of the grouping.
    EventRecall = "event_recall",
    /// Pairs of articles held to share a text, that do.
    OriginPrecision = "origin_precision",
    /// Pairs of articles that share a text, that are found.
    OriginRecall = "origin_recall",
    /// Attributions found whose content is one of gold's.
    ContentPrecision = "content_precision",
    /// Gold attributions whose content was found.
    ContentRecall = "content_recall",
    /// Attributions found whose content and source are gold's.
    AttributionPrecision = "attribution_precision",
    /// Gold attributions whose content was found with the right source.
    AttributionRecall = "attribution_recall",
    /// Attributions with the right content whose speaker is gold's.
    Speakers = "speakers",
    /// Sources held to be quoted by one outlet alone, that are.
    ExclusivePrecision = "exclusive_source_precision",
    /// Sources quoted by one outlet alone, that are found.
    ExclusiveRecall = "exclusive_source_recall",
    /// Gold claims that are a claim of the report.
    ClaimRecall = "claim_recall",
    /// Statements of the found claims that do not belong to another gold claim.
    ClaimPurity = "claim_purity",
    /// Coverage cells of the found claims, in six classes.
    Coverage = "coverage",
    /// Coverage cells of the found claims: there or not there.
    CoverageTwoWay = "coverage_two_way",
    /// Cells held to be absent, that gold holds absent too.
    AbsentPrecision = "absent_precision",
    /// Claims held to be in one outlet alone, that are.
    OnlyInPrecision = "only_in_precision",
    /// Gold conflicts that are found.
    ConflictRecall = "conflict_recall",
    /// Gold conflicts of figures that are found.
    ConflictQuantityRecall = "conflict_quantity_recall",
    /// Gold conflicts of days and hours that are found.
    ConflictDateRecall = "conflict_date_recall",
    /// Gold conflicts of said and denied that are found.
    ConflictPolarityRecall = "conflict_polarity_recall",
    /// Conflicts of figures in the report that gold has too, among all of them.
    QuantityPrecision = "conflict_quantity_precision",
    /// Conflicts of figures in the report that gold has too, among those on figures that gold speaks of.
    QuantityPrecisionJudged = "conflict_quantity_precision_judged",
    /// Gold sequences that are found as such.
    SequenceRecall = "sequence_recall",
}

/// F1s: precision, recall, name.
const F1S: &[(Measure, Measure, &str)] = &[
    (Measure::SentencePrecision, Measure::SentenceRecall, "sentence_f1"),
    (Measure::EventPrecision, Measure::EventRecall, "event_f1"),
    (Measure::OriginPrecision, Measure::OriginRecall, "origin_f1"),
    (Measure::ContentPrecision, Measure::ContentRecall, "content_f1"),
    (Measure::AttributionPrecision, Measure::AttributionRecall, "attribution_f1"),
    (Measure::ExclusivePrecision, Measure::ExclusiveRecall, "exclusive_source_f1"),
    (Measure::ClaimPurity, Measure::ClaimRecall, "claim_f1"),
];

/// Right among judged.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Tally {
    /// How many are right; shares of one for B-cubed.
    pub right: f64,
    /// How many were judged.
    pub of: f64,
    /// How many could not be judged, since gold says nothing about them.
    pub unjudged: usize,
}

impl Tally {
    /// Right among judged, 0 to 1; none if nothing was judged.
    #[must_use]
    pub fn share(self) -> Option<f64> {
        (self.of > 0.0).then(|| self.right / self.of)
    }
}

/// A single error.
#[derive(Clone, PartialEq, Debug)]
pub struct Mistake {
    /// What it counts against.
    pub measure: Measure,
    /// The article, as gold names it, or the event.
    pub place: String,
    /// Line of the gold file, if one is concerned.
    pub line: Option<usize>,
    /// What gold says.
    pub gold: String,
    /// What the report says; empty if nothing.
    pub predicted: String,
}

/// Gold class, class of the report, cells.
pub type Confusion = std::collections::BTreeMap<(&'static str, &'static str), usize>;

/// Everything that was counted.
#[derive(Clone, Debug, Default)]
pub struct Scores {
    tallies: std::collections::BTreeMap<Measure, Tally>,
    mistakes: Vec<Mistake>,
    /// Coverage cells of found claims.
    pub confusion: Confusion,
}

impl Scores {
    /// The count of a measure.
    #[must_use]
    pub fn tally(&self, measure: Measure) -> Tally {
        self.tallies.get(&measure).copied().unwrap_or_default()
    }

    /// Every error, in order of measure and line.
    #[must_use]
    pub fn mistakes(&self) -> &[Mistake] {
        &self.mistakes
    }

    /// All figures that could be judged, F1s after their parts.
    #[must_use]
    pub fn figures(&self) -> Vec<Figure> {
        let mut figures = Vec::new();
        for measure in Measure::ALL {
            let tally = self.tally(*measure);
            if let Some(value) = tally.share() {
                figures.push(Figure { name: measure.name(), value, right: tally.right, of: tally.of, unjudged: tally.unjudged });
            }
            for (precision, recall, name) in F1S.iter().filter(|(_, recall, _)| recall == measure) {
                let (of_precision, of_recall) = (self.tally(*precision), self.tally(*recall));
                // Nothing found where something was to be found: precision is not defined, F1 is nought.
                let Some(recall) = of_recall.share() else { continue };
                let precision = of_precision.share().unwrap_or(0.0);
                let value = if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 };
                let (right, of) = (of_recall.right, of_recall.of);
                figures.push(Figure { name, value, right, of, unjudged: of_precision.unjudged });
            }
        }
        figures
    }

    /// Adds the counts of another corpus.
    pub fn add(&mut self, other: &Self) {
        for (measure, tally) in &other.tallies {
            let own = self.tallies.entry(*measure).or_default();
            own.right += tally.right;
            own.of += tally.of;
            own.unjudged += tally.unjudged;
        }
        for (cell, count) in &other.confusion {
            *self.confusion.entry(*cell).or_default() += count;
        }
        self.mistakes.extend(other.mistakes.iter().cloned());
    }

    fn count(&mut self, measure: Measure, right: bool) {
        self.count_share(measure, if right { 1.0 } else { 0.0 });
    }

    fn count_share(&mut self, measure: Measure, share: f64) {
        let tally = self.tallies.entry(measure).or_default();
        tally.right += share;
        tally.of += 1.0;
    }

    fn unjudged(&mut self, measure: Measure) {
        self.tallies.entry(measure).or_default().unjudged += 1;
    }

    fn mistake(&mut self, measure: Measure, place: &str, line: Option<usize>, gold: impl Into<String>, predicted: impl Into<String>) {
        self.mistakes.push(Mistake { measure, place: place.to_owned(), line, gold: gold.into(), predicted: predicted.into() });
    }
}

/// What all parts of the scoring look at.
pub(crate) struct View<'run> {
    pub(crate) gold: &'run Gold,
    pub(crate) placed: &'run Placed,
    pub(crate) articles: &'run [Article],
    pub(crate) report: &'run Report,
}

impl View<'_> {
    /// Position in the run of the article that gold calls so.
    fn article(&self, name: &str) -> Option<usize> {
        let at = self.gold.articles.iter().position(|entry| entry.value.article == name)?;
        self.placed.articles[at]
    }

    /// What gold calls the article at this position of the run.
    fn name(&self, position: usize) -> &str {
        let at = self.placed.articles.iter().position(|found| *found == Some(position));
        at.map_or("", |at| self.gold.articles[at].value.article.as_str())
    }

    /// Number of articles that gold puts into this event.
    fn event_size(&self, event: &str) -> usize {
        self.gold.articles.iter().filter(|entry| entry.value.event == event).count()
    }
}

/// Scores a report of `articles` (in the same order) against the gold.
#[must_use]
pub fn score(gold: &Gold, articles: &[Article], report: &Report) -> Scores {
    let placed = place(gold, articles);
    let view = View { gold, placed: &placed, articles, report };
    let mut scores = Scores::default();
    texts::score(&view, &mut scores);
    sentences::score(&view, &mut scores);
    voices::score(&view, &mut scores);
    claims::score(&view, &mut scores);
    conflicts::score(&view, &mut scores);
    scores.mistakes.sort_by(|left, right| (left.measure, left.line, &left.place).cmp(&(right.measure, right.line, &right.place)));
    scores
}

/// Runs the whole tool on `folder/articles` and scores the report against `folder/gold.jsonl`.
///
/// # Errors
/// If the folder has no articles, or the gold cannot be read.
pub fn evaluate(folder: &Path, options: &Options) -> Result<(Scores, Report), Error> {
    let gold = gold::read(&folder.join(GOLD_FILE))?;
    let articles = folder.join("articles");
    let place = articles.display().to_string();
    let intake = ingest::read(std::slice::from_ref(&place), &options.ingest);
    if intake.articles.is_empty() {
        let advice = "give a corpus folder that holds articles/ and gold.jsonl";
        return Err(Error::new(ErrorKind::NoText, place, "no article could be read", advice));
    }
    let articles = intake.articles.clone();
    let report = pipeline::compare(intake, options, Grouping::ByEvent, Depth::Findings, &|_| ());
    Ok((score(&gold, &articles, &report), report))
}
