//! Which articles report the same happening, and which texts were first written elsewhere.
//!
//! A signature an article, candidate pairs by rare terms near in time, a probability for each pair, average linkage.
//! Cost: linear in the text, then flat an article within a moving window of dates.
//!
//! Known misses: a follow-up of the next days by the same people is mostly held to be the same event, as it is in the public
//! sets; two texts of a few sentences of one day that share one rare name ("Velmora ferry sinks", "Velmora elects mayor").

mod candidates;
pub(crate) mod clustering;
pub mod continuation;
mod explanation;
pub mod given;
pub(crate) mod meaning;
pub mod origin;
pub(crate) mod probability;
pub(crate) mod signature;
pub(crate) mod similarity;
pub mod state;
mod surroundings;
pub(crate) mod term_weights;
mod told_day;
pub(crate) mod topic;
pub mod version;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::article::Article;
use crate::event::clustering::Edge;
use crate::event::meaning::Reader;
use crate::event::probability::{FEATURES, PairWeights};
use crate::event::signature::{Signature, Signer};
use crate::event::similarity::{Comparer, Plain};
use crate::event::surroundings::{Shared, Surroundings};
use crate::event::term_weights::WeighedRun;
use crate::language::encoder::Encoder;
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
    /// Reads bare headlines in place of the word vectors.
    pub encoder: Option<&'static Encoder>,
}

/// Near the best for the mean of seven sets, whole and in halves by event (.30 to .35); single sets are best from .15 to .65:
/// collections differ in what they call one event.
const GRANULARITY: f64 = 0.3;

/// Pairs below this probability count as strangers: nine in ten of those that are compared, and no mean of groups changes by more.
const LEAST_EDGE: f64 = 0.001;

impl Default for EventOptions {
    fn default() -> Self {
        Self { granularity: GRANULARITY, encoder: None }
    }
}

/// Groups articles into events, single ones too, in order of their first article.
#[must_use]
pub fn group(articles: &[Article], options: &EventOptions) -> Vec<Event> {
    let scored = score(articles, options.encoder);
    let edges = scored.edges();
    let groups = clustering::link(articles.len(), &edges, options.granularity);
    explanation::describe(articles, &scored, &edges, groups)
}

/// Explains groups that were made elsewhere: every article is in one of them.
#[must_use]
pub(crate) fn describe(articles: &[Article], groups: Vec<Vec<u32>>, options: &EventOptions) -> Vec<Event> {
    let scored = score(articles, options.encoder);
    explanation::describe(articles, &scored, &scored.edges(), groups)
}

/// The events of these articles, and what stands for and against two of them in one.
#[must_use]
pub fn explain_pair(articles: &[Article], left: ArticleIndex, right: ArticleIndex, options: &EventOptions) -> (Vec<Event>, PairReasons) {
    let scored = score(articles, options.encoder);
    let edges = scored.edges();
    let groups = clustering::link(articles.len(), &edges, options.granularity);
    let events = explanation::describe(articles, &scored, &edges, groups);
    let reasons = explanation::pair(articles, &events, &scored, left, right);
    (events, reasons)
}

/// Two articles that were compared.
pub(crate) struct Pair {
    pub(crate) left: u32,
    pub(crate) right: u32,
    pub(crate) plain: Plain,
    pub(crate) shared: Shared,
}

/// All that was compared in a run.
pub(crate) struct Scored {
    pub(crate) signatures: Vec<Signature>,
    pub(crate) run: WeighedRun,
    pub(crate) pairs: Vec<Pair>,
    pub(crate) surroundings: Vec<Surroundings>,
    pub(crate) reader: Reader,
}

impl Scored {
    pub(crate) fn features(&self, pair: &Pair) -> [f32; FEATURES] {
        let (left, right) = (&self.surroundings[pair.left as usize], &self.surroundings[pair.right as usize]);
        probability::features(&pair.plain, &pair.shared, left, right)
    }

    /// Two that share no word are no candidates in a large run, and count as strangers in a small one too.
    pub(crate) fn probability(&self, pair: &Pair) -> f64 {
        self.probability_by(pair, PairWeights::get())
    }

    fn probability_by(&self, pair: &Pair, weights: &PairWeights) -> f64 {
        if pair.plain.shares_nothing() {
            return 0.0;
        }
        weights.probability(&pair.plain, self.reader, &self.features(pair))
    }

    pub(crate) fn edges(&self) -> Vec<Edge> {
        self.edges_by(PairWeights::get())
    }

    pub(crate) fn edges_by(&self, weights: &PairWeights) -> Vec<Edge> {
        let edge = |pair: &Pair| Edge { left: pair.left, right: pair.right, probability: self.probability_by(pair, weights) };
        self.pairs.par_iter().map(edge).filter(|edge| edge.probability >= LEAST_EDGE).collect()
    }
}

fn score(articles: &[Article], encoder: Option<&Encoder>) -> Scored {
    let mut signatures: Vec<Signature> = articles.par_iter().map_init(Signer::default, Signer::sign).collect();
    let reader = meaning::read(&articles.iter().collect::<Vec<_>>(), &mut signatures, encoder);
    score_signatures(signatures, reader)
}

pub(crate) fn score_signatures(signatures: Vec<Signature>, reader: Reader) -> Scored {
    let articles = signatures.len();
    score_run(signatures, reader, articles, candidates::SMALL_RUN)
}

/// Scores the articles of a stream that are at hand; `seen` is how many it has had so far.
pub(crate) fn score_stream(signatures: Vec<Signature>, reader: Reader, seen: usize) -> Scored {
    score_run(signatures, reader, seen, candidates::SMALL_WINDOW)
}

/// `articles` are those of the whole collection, which these may be a part of; fewer than `small` are compared all with all.
fn score_run(signatures: Vec<Signature>, reader: Reader, articles: usize, small: usize) -> Scored {
    let run = term_weights::weigh(&signatures);
    let candidates = candidates::pairs(&signatures, &run, small);
    let mut pairs: Vec<Pair> =
        candidates.into_iter().map(|(left, right)| Pair { left, right, plain: Plain::default(), shared: Shared::default() }).collect();
    pairs.par_chunk_by_mut(|one, next| one.left == next.left).for_each_init(
        || Comparer::new(&run, &signatures),
        |comparer, pairs| {
            for pair in pairs {
                pair.plain = comparer.compare(pair.left as usize, pair.right as usize);
            }
        },
    );
    let surroundings = surroundings::survey(signatures.len(), articles, &mut pairs);
    Scored { signatures, run, pairs, surroundings, reader }
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
        assert_eq!(members(&folder()), [vec![0, 2], vec![1, 3]]);
        assert!(events[0].why.names.iter().any(|name| name.contains("Santa Irene")), "{:?}", events[0].why);
    }

    fn members(articles: &[Article]) -> Vec<Vec<u32>> {
        let events = group(articles, &EventOptions::default());
        events.iter().map(|event| event.articles.iter().map(|article| article.0).collect()).collect()
    }

    fn dated(id: usize, day: &str, title: &str, text: &str) -> Article {
        let mut article = article_from_text(&id.to_string(), title, text);
        article.published = Published::Day(day.parse().expect("it is a day"));
        article
    }

    /// One event in the words of six outlets, two of them on the day after.
    fn ferry() -> Vec<Article> {
        [
            ("2024-03-05", "Ferry sinks off Velmora, 14 missing", "A ferry with 60 people aboard sank off the island of Velmora on Monday night, and 14 passengers are missing, the Harvan coast guard said. The Santa Irene went down in high waves near Cape Doro."),
            ("2024-03-05", "Fourteen missing as Santa Irene goes down", "The coast guard of Harvan is looking for 14 people after the ferry Santa Irene capsized near Cape Doro. Sixty passengers and crew had been on their way to Velmora when water broke into the car deck."),
            ("2024-03-05", "Search for survivors of Velmora ferry", "Rescuers in helicopters searched the sea off Velmora for survivors of a ferry that sank in a storm. Of the 60 aboard the Santa Irene, 46 were taken to hospitals in Port Harvan, according to the coast guard."),
            ("2024-03-05", "Storm sinks island ferry", "High waves sank the Santa Irene, the evening ferry to Velmora, off Cape Doro. The coast guard took 46 people out of the water; 14 were not found by morning. The ferry's owner, Harvan Lines, said it was shaken."),
            ("2024-03-06", "Captain of sunken ferry questioned", "Police questioned the captain of the Santa Irene, which sank off Velmora on Monday night with 60 people aboard. Fourteen of them are still missing. Harvan Lines said that the ferry had passed its last inspection."),
            ("2024-03-06", "Families wait for the 14 of the Santa Irene", "At the harbour of Velmora, families waited for news of the 14 passengers missing since the Santa Irene went down near Cape Doro on Monday. The coast guard said that it would search on through the night."),
        ]
        .iter()
        .enumerate()
        .map(|(at, (day, title, text))| dated(at, day, title, text))
        .collect()
    }

    #[test]
    fn a_folder_of_one_event_is_not_broken_apart() {
        assert_eq!(members(&ferry()), [vec![0, 1, 2, 3, 4, 5]]);
        assert_eq!(members(&ferry()[..2]), [vec![0, 1]]);
    }

    /// A ferry, a court and an election, all in one country on one day.
    fn strangers() -> Vec<Article> {
        let court = dated(
            1,
            "2024-03-05",
            "Court stops rent freeze in Selden",
            "The appeal court in Selden on Tuesday struck down a freeze on rents that the city council had voted for in December. Landlords cheered; tenants said that they would go to the supreme court.",
        );
        let mayor = dated(
            2,
            "2024-03-05",
            "Castra elects its first mayor in ten years",
            "Voters in Castra, on the coast of Harvan, chose Anna Lindt, a teacher, as their first mayor in ten years. She said that she would bring back the school bus, and won by 212 votes.",
        );
        vec![ferry().swap_remove(0), court, mayor]
    }

    #[test]
    fn a_folder_of_strangers_is_not_put_together() {
        assert_eq!(members(&strangers()), [vec![0], vec![1], vec![2]]);
        assert_eq!(members(&strangers()[..2]), [vec![0], vec![1]]);
    }

    #[test]
    fn articles_without_a_day_find_their_event() {
        let mut articles = ferry();
        articles[1].published = Published::Unknown;
        articles[4].published = Published::Unknown;
        assert_eq!(members(&articles), [vec![0, 1, 2, 3, 4, 5]]);
    }

    #[test]
    fn bare_headlines_are_grouped_with_and_without_days() {
        let titles = [
            "Ferry Santa Irene sinks off Velmora, 14 missing",
            "Court stops rent freeze in Selden",
            "14 missing after ferry sinks off Velmora",
            "Selden rent freeze stopped by court",
        ];
        let mut articles: Vec<Article> = titles.iter().enumerate().map(|(at, title)| dated(at, "2024-03-05", title, "")).collect();
        assert_eq!(members(&articles), [vec![0, 2], vec![1, 3]]);
        articles.iter_mut().for_each(|article| article.published = Published::Unknown);
        assert_eq!(members(&articles), [vec![0, 2], vec![1, 3]]);
    }

    #[test]
    fn two_short_strangers_of_one_day_stay_apart() {
        let articles = [
            dated(
                0,
                "2024-03-05",
                "Ferry Santa Irene sinks off Velmora",
                "A ferry sank off the island near Cape Doro with 60 people aboard. Fourteen are missing.",
            ),
            dated(
                1,
                "2024-03-05",
                "Budget vote delayed in Harvan",
                "Lawmakers put off the vote on the state budget after Ilse Brandt failed to win over the coalition.",
            ),
        ];
        assert_eq!(members(&articles), [vec![0], vec![1]]);
    }

    #[test]
    fn a_pair_is_explained_with_the_probability_that_decided() {
        let (articles, options) = (folder(), EventOptions::default());
        let (events, reasons) = explain_pair(&articles, ArticleIndex(2), ArticleIndex(0), &options);
        assert_eq!(events, group(&articles, &options));
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
