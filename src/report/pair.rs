//! Why two articles are or are not in one event, ready to be written.

use crate::article::Article;
use crate::event::PairReasons;
use crate::report::continuation::ListedArticle;

/// What stands for and against two articles in one event.
#[derive(Clone, Debug)]
pub struct PairReport {
    /// The two articles.
    pub articles: [ListedArticle; 2],
    /// Whether they are together.
    pub standing: Standing,
    /// That both report one event, by themselves, 0 to 1.
    pub probability: f64,
    /// Mean probability between the articles of their events, 0 to 1; within it, if they are together.
    pub mean: f64,
    /// Mean from which groups are joined, 0 to 1.
    pub granularity: f64,
    /// Names that both have, rarest first.
    pub names: Vec<String>,
    /// Rare terms that both have, rarest first.
    pub terms: Vec<String>,
    /// What each feature of the two adds to the log odds, largest first.
    pub features: Vec<WeighedFeature>,
}

/// Whether two articles are in one event.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// They are.
    Together,
    /// They are not.
    Apart,
}

/// A feature of two articles.
#[derive(Clone, Copy, Debug)]
pub struct WeighedFeature {
    /// What it compares.
    pub name: &'static str,
    /// Its value.
    pub value: f64,
    /// What it adds to the log odds.
    pub contribution: f64,
}

/// Builds the report.
#[must_use]
pub fn build(articles: [&Article; 2], standing: Standing, reasons: PairReasons, granularity: f64) -> PairReport {
    let features = reasons.features.iter();
    PairReport {
        articles: articles.map(ListedArticle::new),
        standing,
        probability: reasons.probability,
        mean: reasons.mean_between,
        granularity,
        names: reasons.names,
        terms: reasons.terms,
        features: features
            .map(|feature| WeighedFeature { name: feature.name, value: feature.value, contribution: feature.contribution })
            .collect(),
    }
}
