//! Articles as read, their grouping into events, and the texts that they share.
//!
//! Grouping is scored by B-cubed (Bagga and Baldwin, 1998) over the gold articles that were read. Shared texts are scored
//! by pairs of articles: a pair is right if gold has an origin that both carry (origins of one writer are taken together,
//! since a report may show the whole and the part copies of a wire story as one).

use std::collections::BTreeSet;

use super::{Measure, Scores, View};
use crate::evaluate::gold::GoldCompleteness;
use crate::report::Completeness;

pub(super) fn score(view: &View<'_>, scores: &mut Scores) {
    placement(view, scores);
    metadata(view, scores);
    events(view, scores);
    origins(view, scores);
}

fn placement(view: &View<'_>, scores: &mut Scores) {
    let lost = lost(view);
    for at in 0..view.placed.passages {
        scores.count(Measure::PassagesPlaced, at >= lost);
    }
    for error in &view.placed.misplaced {
        let line = error.place.rsplit(':').next().and_then(|line| line.parse().ok());
        scores.mistake(Measure::PassagesPlaced, "", line, error.cause.clone(), error.advice.clone());
    }
    for (entry, found) in view.gold.articles.iter().zip(&view.placed.articles) {
        scores.count(Measure::ArticlesRead, found.is_some());
        if found.is_none() {
            scores.mistake(Measure::ArticlesRead, &entry.value.article, Some(entry.line), "read", "");
        }
    }
}

/// Passages that were not found: what was complained of, but for the articles that were not read.
fn lost(view: &View<'_>) -> usize {
    let missing = view.placed.articles.iter().filter(|found| found.is_none()).count();
    view.placed.misplaced.len() - missing
}

fn metadata(view: &View<'_>, scores: &mut Scores) {
    for (entry, found) in view.gold.articles.iter().zip(&view.placed.articles) {
        let Some(found) = found else { continue };
        let (gold, article) = (&entry.value, &view.report.articles[*found]);
        let mut compare = |measure: Measure, gold_says: &str, predicted: &str| {
            scores.count(measure, gold_says == predicted);
            if gold_says != predicted {
                scores.mistake(measure, &gold.article, Some(entry.line), gold_says, predicted);
            }
        };
        compare(Measure::Outlets, &gold.outlet, &article.outlet);
        compare(Measure::Dates, gold.published.as_deref().unwrap_or("unknown"), article.date.as_deref().unwrap_or("unknown"));
        compare(Measure::Languages, &gold.language, &article.language);
        let whole = |is: bool| if is { "whole" } else { "truncated" };
        compare(
            Measure::Completeness,
            whole(gold.completeness == GoldCompleteness::Whole),
            whole(article.completeness == Completeness::Whole),
        );
        // An agency's own article names the agency as well: that is no copy.
        let flagged = article.wire.as_ref().is_some_and(|agency| *agency != article.outlet);
        if flagged {
            scores.count(Measure::WirePrecision, gold.wire);
        }
        if gold.wire {
            scores.count(Measure::WireRecall, flagged);
        }
        if flagged != gold.wire {
            let measure = if flagged { Measure::WirePrecision } else { Measure::WireRecall };
            let predicted = article.wire.clone().unwrap_or_default();
            scores.mistake(measure, &gold.article, Some(entry.line), if gold.wire { "wire" } else { "own" }, predicted);
        }
    }
}

fn events(view: &View<'_>, scores: &mut Scores) {
    let read: Vec<(usize, &str)> = view
        .gold
        .articles
        .iter()
        .zip(&view.placed.articles)
        .filter_map(|(entry, found)| found.map(|found| (found, entry.value.event.as_str())))
        .collect();
    let home = |at: usize| view.report.articles[at].event.as_deref();
    for (at, event) in &read {
        let together = |other: usize| other == *at || (home(*at).is_some() && home(*at) == home(other));
        let grouped: Vec<&str> = read.iter().filter(|(other, _)| together(*other)).map(|(_, event)| *event).collect();
        let right = grouped.iter().filter(|other| *other == event).count() as f64;
        let gold = read.iter().filter(|(_, other)| other == event).count() as f64;
        scores.count_share(Measure::EventPrecision, right / grouped.len() as f64);
        scores.count_share(Measure::EventRecall, right / gold);
        if (right as usize) < grouped.len() || right < gold {
            let title = home(*at).and_then(|id| view.report.events.iter().find(|event| event.id == id)).map(|event| event.title.clone());
            scores.mistake(Measure::EventRecall, view.name(*at), None, *event, title.unwrap_or_else(|| "alone".to_owned()));
        }
    }
}

fn origins(view: &View<'_>, scores: &mut Scores) {
    let mut gold = BTreeSet::new();
    let mut writers: Vec<(&str, &str)> =
        view.gold.origins.iter().map(|entry| (entry.value.event.as_str(), entry.value.first.as_str())).collect();
    writers.sort_unstable();
    writers.dedup();
    for writer in writers {
        let of_writer = view.gold.origins.iter().filter(|entry| (entry.value.event.as_str(), entry.value.first.as_str()) == writer);
        let carriers: BTreeSet<usize> =
            of_writer.flat_map(|entry| entry.value.articles.iter().filter_map(|name| view.article(name))).collect();
        gold.extend(pairs(&carriers));
    }
    let mut predicted = BTreeSet::new();
    for origin in view.report.events.iter().flat_map(|event| &event.origins) {
        predicted.extend(pairs(&origin.carriers.iter().map(|carrier| carrier.article as usize).collect()));
    }
    for pair in &predicted {
        scores.count(Measure::OriginPrecision, gold.contains(pair));
        if !gold.contains(pair) {
            scores.mistake(Measure::OriginPrecision, view.name(pair.0), None, "no shared text", view.name(pair.1));
        }
    }
    for pair in &gold {
        scores.count(Measure::OriginRecall, predicted.contains(pair));
        if !predicted.contains(pair) {
            scores.mistake(Measure::OriginRecall, view.name(pair.0), None, view.name(pair.1), "no shared text");
        }
    }
}

fn pairs(carriers: &BTreeSet<usize>) -> Vec<(usize, usize)> {
    carriers.iter().flat_map(|left| carriers.range(left + 1..).map(|right| (*left, *right))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::compare::fixture::{counted, world};
    use crate::report::{CarrierEntry, OriginEntry};

    #[test]
    fn metadata_are_compared_one_by_one() {
        let mut world = world(&[]);
        let second = &mut world.report.articles[1];
        (second.outlet, second.date, second.language) = ("b".to_owned(), None, "de".to_owned());
        (second.completeness, second.wire) = (Completeness::Teaser, Some("An Agency".to_owned()));
        let scores = world.scores(score);
        for measure in [Measure::Outlets, Measure::Dates, Measure::Languages, Measure::Completeness] {
            assert_eq!(counted(&scores, measure), (1.0, 2.0), "{}", measure.name());
        }
        assert_eq!(counted(&scores, Measure::ArticlesRead), (2.0, 2.0));
        assert_eq!(counted(&scores, Measure::WirePrecision), (0.0, 1.0));
        assert_eq!(counted(&scores, Measure::WireRecall), (0.0, 0.0));
    }

    #[test]
    fn an_event_torn_apart_costs_recall_alone() {
        let mut world = world(&[]);
        assert_eq!(counted(&world.scores(score), Measure::EventRecall), (2.0, 2.0));
        world.report.articles[1].event = None;
        let scores = world.scores(score);
        assert_eq!(counted(&scores, Measure::EventPrecision), (2.0, 2.0));
        assert_eq!(counted(&scores, Measure::EventRecall), (1.0, 2.0));
    }

    #[test]
    fn shared_texts_are_counted_by_pairs() {
        let mut world = world(&[r#"{"gold":"origin","event":"e","first":"A","articles":["a.txt","b.txt"]}"#]);
        let scores = world.scores(score);
        assert_eq!((counted(&scores, Measure::OriginRecall), counted(&scores, Measure::OriginPrecision)), ((0.0, 1.0), (0.0, 0.0)));
        let carriers = [0, 1].map(|article| CarrierEntry { article, shared_share: 0.9, passages: Vec::new() }).to_vec();
        world.report.events[0].origins.push(OriginEntry { writer: "A".to_owned(), first: 0, carriers });
        let scores = world.scores(score);
        assert_eq!((counted(&scores, Measure::OriginRecall), counted(&scores, Measure::OriginPrecision)), ((1.0, 1.0), (1.0, 1.0)));
    }
}
