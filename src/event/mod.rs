//! Which articles report the same happening, and which texts were first written elsewhere.
//!
//! A signature an article, candidate pairs by rare terms near in time, a probability for each pair, average linkage.
//! Cost: linear in the text, then flat an article within a moving window of dates.

mod candidates;
mod clustering;
mod explanation;
pub mod origin;
mod signature;
mod similarity;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::article::Article;
use crate::event::clustering::Edge;
use crate::event::signature::Signature;
use crate::event::similarity::{FEATURES, Plain, Rarity, Surroundings};
use crate::span::{ArticleIndex, EventIndex};

pub use crate::event::explanation::{PairFeature, PairReasons};

/// A group of articles that report the same happening.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// In order of the run.
    pub articles: Vec<ArticleIndex>,
    /// Mean pair probability within; 1 for a single article.
    pub cohesion: f64,
    /// What its articles share.
    pub why: Why,
    /// For each article, the nearest other event, if any came near.
    pub runners_up: Vec<Option<RunnerUp>>,
}

/// What the articles of an event share, most telling first.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Why {
    /// Names in at least half of the articles.
    pub names: Vec<String>,
    /// Rare terms in at least half of the articles, as written.
    pub terms: Vec<String>,
    /// First and last day of publication.
    pub days: Option<(Date, Date)>,
}

/// The event that an article came nearest to without being in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RunnerUp {
    /// That event.
    pub event: EventIndex,
    /// Mean pair probability of the article with its articles, 0 to 1.
    pub score: f64,
}

/// How articles are grouped.
#[derive(Clone, Copy, Debug)]
pub struct EventOptions {
    /// Lowest mean pair probability at which two groups are joined, 0 to 1: lower gives larger events.
    pub granularity: f64,
}

/// Best for the mean of seven sets, fitted on one half by event and measured on the other; single sets are best from .15 to
/// .65: collections differ in what they call one event.
const GRANULARITY: f64 = 0.3;

impl Default for EventOptions {
    fn default() -> Self {
        Self { granularity: GRANULARITY }
    }
}

/// Groups articles into events, single ones too, in order of their first article.
#[must_use]
pub fn group(articles: &[Article], options: &EventOptions) -> Vec<Event> {
    let scored = score(articles);
    let groups = clustering::link(articles.len(), &scored.edges(), options.granularity);
    explanation::describe(articles, &scored, groups)
}

/// What stands for and against two articles in one event, in a run of these articles.
#[must_use]
pub fn explain_pair(articles: &[Article], left: ArticleIndex, right: ArticleIndex) -> PairReasons {
    explanation::pair(articles, &score(articles), left, right)
}

/// Features of every candidate pair: what the weights are fitted on.
#[doc(hidden)]
#[must_use]
pub fn candidate_features(articles: &[Article]) -> Vec<(u32, u32, [f32; FEATURES])> {
    let scored = score(articles);
    scored.pairs.iter().map(|pair| (pair.left, pair.right, scored.features(pair))).collect()
}

/// Two articles that were compared.
pub(crate) struct Pair {
    pub(crate) left: u32,
    pub(crate) right: u32,
    pub(crate) plain: Plain,
}

/// All that was compared in a run.
pub(crate) struct Scored {
    pub(crate) signatures: Vec<Signature>,
    pub(crate) rarity: Rarity,
    pub(crate) pairs: Vec<Pair>,
    pub(crate) surroundings: Vec<Surroundings>,
}

impl Scored {
    pub(crate) fn features(&self, pair: &Pair) -> [f32; FEATURES] {
        similarity::features(&pair.plain, &self.surroundings[pair.left as usize], &self.surroundings[pair.right as usize])
    }

    pub(crate) fn edges(&self) -> Vec<Edge> {
        let edge = |pair: &Pair| Edge { left: pair.left, right: pair.right, probability: similarity::probability(&self.features(pair)) };
        self.pairs.par_iter().map(edge).collect()
    }
}

fn score(articles: &[Article]) -> Scored {
    let mut signatures: Vec<Signature> = articles.par_iter().map(signature::sign).collect();
    let rarity = Rarity::count(&signatures);
    signatures.par_iter_mut().for_each(|signature| rarity.weigh(signature));
    let pairs: Vec<Pair> = candidates::pairs(&signatures, &rarity)
        .into_par_iter()
        .map(|(left, right)| Pair {
            left,
            right,
            plain: similarity::compare(&signatures[left as usize], &signatures[right as usize], &rarity),
        })
        .collect();
    let surroundings = survey(articles.len(), &pairs);
    Scored { signatures, rarity, pairs, surroundings }
}

/// Neighbours over which an article's mean and deviation are taken: as many in a run of thirty as in one of thousands.
const NEAREST: usize = 25;

/// Each article's best neighbours, and mean and deviation over its [`NEAREST`].
#[allow(clippy::cast_precision_loss, reason = "lengths of lists")]
fn survey(count: usize, pairs: &[Pair]) -> Vec<Surroundings> {
    let mut found = vec![Surroundings::default(); count];
    let mut leads: Vec<Vec<f32>> = vec![Vec::new(); count];
    for pair in pairs {
        for at in [pair.left as usize, pair.right as usize] {
            let (here, plain) = (&mut found[at], &pair.plain);
            here.best_lead = here.best_lead.max(plain.lead);
            here.best_body = here.best_body.max(plain.body);
            here.best_names = here.best_names.max(plain.names);
            here.best_bigrams = here.best_bigrams.max(plain.bigrams);
            leads[at].push(plain.lead);
        }
    }
    let n = NEAREST.min(count.saturating_sub(1)).max(1);
    for (here, mut list) in found.iter_mut().zip(leads) {
        list.sort_unstable_by(|a, b| b.total_cmp(a));
        list.truncate(n);
        let (sum, squares) = list.iter().fold((0.0, 0.0), |(sum, squares), lead| (sum + lead, squares + lead * lead));
        here.crowd = similarity::crowd(count);
        here.mean_lead = sum / n as f32;
        here.deviation_lead = (squares / n as f32 - here.mean_lead * here.mean_lead).max(0.0).sqrt();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Published;
    use crate::ingest::article_from_text;

    fn folder() -> Vec<Article> {
        let texts = [
            (
                "Ferry sinks off Velmora, 14 missing",
                "A ferry with 60 people aboard sank off the island of Velmora on Monday night, and 14 passengers are missing, the Harvan coast guard said. The Santa Irene went down in high waves near Cape Doro.",
            ),
            (
                "Budget vote delayed in Harvan",
                "Lawmakers in Harvan put off a vote on the state budget on Monday after the finance minister, Ilse Brandt, failed to win over the smaller coalition party on pension cuts.",
            ),
            (
                "Search goes on after Velmora ferry disaster",
                "Rescuers searched the sea near Cape Doro on Tuesday for passengers of the Santa Irene, a ferry that sank off Velmora with 60 people aboard. Fourteen are still missing, according to the coast guard.",
            ),
            (
                "Coalition row stops pension cuts",
                "A row over pension cuts forced finance minister Ilse Brandt to delay Monday's vote on the budget. Her smaller coalition partner said that it would not be pushed into it by anyone.",
            ),
        ];
        let day = "2024-03-05".parse().expect("it is a day");
        let make = |(at, (title, text)): (usize, &(&str, &str))| {
            let mut article = article_from_text(&at.to_string(), title, text);
            article.published = Published::Day(day);
            article
        };
        texts.iter().enumerate().map(make).collect()
    }

    #[test]
    fn a_small_folder_falls_into_its_events_with_what_they_share() {
        let events = group(&folder(), &EventOptions::default());
        let members: Vec<Vec<u32>> = events.iter().map(|event| event.articles.iter().map(|article| article.0).collect()).collect();
        assert_eq!(members, [vec![0, 2], vec![1, 3]]);
        assert!(events[0].why.names.iter().any(|name| name.contains("Santa Irene")), "{:?}", events[0].why);
    }

    #[test]
    fn a_pair_is_explained_with_the_probability_that_decided() {
        let reasons = explain_pair(&folder(), ArticleIndex(2), ArticleIndex(0));
        assert!(reasons.probability > EventOptions::default().granularity);
        assert!(!reasons.features.is_empty() && !reasons.names.is_empty());
    }

    #[test]
    fn no_article_is_lost_and_none_is_needed() {
        assert!(group(&[], &EventOptions::default()).is_empty());
        let blank: Vec<Article> = (0..3).map(|at| article_from_text(&at.to_string(), "", "")).collect();
        assert_eq!(group(&blank, &EventOptions::default()).iter().map(|event| event.articles.len()).sum::<usize>(), 3);
    }
}
