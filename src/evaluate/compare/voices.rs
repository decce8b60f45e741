//! Attributions, their speakers, and the sources that one outlet alone has.
//!
//! Contents are paired one to one, best word overlap first, from [`PAIRED_FROM`] on (as in the public scorer). A source is
//! right if it shares a word of meaning with gold's, or both have none. A speaker is right by
//! [`same_speaker`]; gold's `unnamed` is not judged. Judged are the articles of gold events of two articles or more, and
//! others only where the report has attributions for them (a report leaves out articles that are alone in their event).
//!
//! An `only-source` finding is right if gold has an exclusive source of that outlet with the same speaker: by name, or by
//! an attribution of the finding's source whose content is one of that speaker's in gold (so that anonymous sources need
//! not be described in the same words).

use std::collections::BTreeSet;

use super::words::{Words, jaccard, under, under_passages};
use super::{Measure, Scores, View, same_speaker};
use crate::report::{AttributionEntry, EventEntry, FindingKind};
use crate::span::Span;

/// Share of the words of two contents that must be the same.
const PAIRED_FROM: f64 = 0.5;

/// Gold's name for a source that is not said.
const UNNAMED: &str = "unnamed";

/// Words that do not make a source right by themselves.
const EMPTY_WORDS: &[&str] =
    &["the", "a", "an", "of", "and", "in", "for", "to", "by", "his", "her", "its", "their", "mr", "mrs", "ms", "dr", "s"];

/// Of a gold attribution: the event and attribution of the report that it is paired with.
type Pairing = Vec<Option<(usize, usize)>>;

pub(super) fn score(view: &View<'_>, scores: &mut Scores) {
    let pairing = attributions(view, scores);
    exclusives(view, &pairing, scores);
}

fn attributions(view: &View<'_>, scores: &mut Scores) -> Pairing {
    let mut pairing = vec![None; view.gold.attributions.len()];
    for (entry, found) in view.gold.articles.iter().zip(&view.placed.articles) {
        let Some(article) = *found else { continue };
        let predicted = predictions(view, article);
        if predicted.is_empty() && view.event_size(&entry.value.event) < 2 {
            continue;
        }
        one_article(view, &entry.value.article, article, &predicted, &mut pairing, scores);
    }
    pairing
}

/// Attributions of an article: event, position in it, entry.
fn predictions<'run>(view: &View<'run>, article: usize) -> Vec<(usize, usize, &'run AttributionEntry)> {
    let events = view.report.events.iter().enumerate();
    let all = events.flat_map(|(event, entry)| entry.attributions.iter().enumerate().map(move |(at, entry)| (event, at, entry)));
    all.filter(|(_, _, entry)| entry.article as usize == article).collect()
}

fn one_article(
    view: &View<'_>,
    name: &str,
    article: usize,
    predicted: &[(usize, usize, &AttributionEntry)],
    pairing: &mut Pairing,
    scores: &mut Scores,
) {
    let text = &view.articles[article].text;
    let gold: Vec<usize> = (0..view.gold.attributions.len()).filter(|at| view.gold.attributions[*at].value.article == name).collect();
    let gold_words: Vec<Words> = gold.iter().map(|at| under(text, view.placed.attributions[*at].content.iter().copied())).collect();
    let words: Vec<Words> = predicted.iter().map(|(_, _, entry)| under_passages(text, &entry.content)).collect();
    let mut candidates = Vec::new();
    for (left, of_gold) in gold_words.iter().enumerate() {
        for (right, of_predicted) in words.iter().enumerate() {
            let overlap = jaccard(of_gold, of_predicted);
            if overlap >= PAIRED_FROM {
                candidates.push((overlap, left, right));
            }
        }
    }
    candidates.sort_by(|left, right| right.0.total_cmp(&left.0).then((left.1, left.2).cmp(&(right.1, right.2))));
    let (mut of_gold, mut of_predicted) = (vec![None; gold.len()], vec![None; predicted.len()]);
    for (_, left, right) in candidates {
        if of_gold[left].is_none() && of_predicted[right].is_none() {
            (of_gold[left], of_predicted[right]) = (Some(right), Some(left));
        }
    }
    let source_right =
        |left: usize, right: usize| same_source(text, &view.placed.attributions[gold[left]].source, &predicted[right].2.source);
    for (left, at) in gold.iter().enumerate() {
        let entry = &view.gold.attributions[*at];
        let says = format!("{} {}: {}", entry.value.speaker, entry.value.cue, entry.value.content.join(" … "));
        scores.count(Measure::ContentRecall, of_gold[left].is_some());
        let Some(right) = of_gold[left] else {
            scores.count(Measure::AttributionRecall, false);
            scores.mistake(Measure::ContentRecall, name, Some(entry.line), says, "");
            continue;
        };
        let (event, position, prediction) = predicted[right];
        pairing[*at] = Some((event, position));
        scores.count(Measure::AttributionRecall, source_right(left, right));
        if !source_right(left, right) {
            let source: Vec<&str> = prediction.source.iter().map(|passage| passage.exact.as_str()).collect();
            let gold_says = format!("{} ({says})", entry.value.source);
            scores.mistake(Measure::AttributionRecall, name, Some(entry.line), gold_says, source.join(" … "));
        }
        if entry.value.speaker != UNNAMED {
            let labels = labels(&view.report.events[event], prediction);
            let right = labels.iter().any(|label| same_speaker(&entry.value.speaker, label));
            scores.count(Measure::Speakers, right);
            if !right {
                scores.mistake(Measure::Speakers, name, Some(entry.line), &entry.value.speaker, labels.join(" / "));
            }
        }
    }
    for (right, (_, _, prediction)) in predicted.iter().enumerate() {
        scores.count(Measure::ContentPrecision, of_predicted[right].is_some());
        scores.count(Measure::AttributionPrecision, of_predicted[right].is_some_and(|left| source_right(left, right)));
        if of_predicted[right].is_none() {
            let content: Vec<&str> = prediction.content.iter().map(|passage| passage.exact.as_str()).collect();
            scores.mistake(Measure::ContentPrecision, name, None, "", format!("{}: {}", prediction.speaker, content.join(" … ")));
        }
    }
}

/// What the report calls the speaker: the event's source, else the article's own label. An event's source that merges two
/// speakers is a fault, so its other names do not count.
fn labels(event: &EventEntry, prediction: &AttributionEntry) -> Vec<String> {
    let source = prediction.source_index.and_then(|at| event.sources.get(at as usize));
    vec![source.map_or_else(|| prediction.speaker.clone(), |source| source.label.clone())]
}

fn same_source(text: &str, gold: &[Span], predicted: &[crate::report::Passage]) -> bool {
    if gold.is_empty() || predicted.is_empty() {
        return gold.is_empty() && predicted.is_empty();
    }
    let of_gold = under(text, gold.iter().copied());
    let shared: BTreeSet<u32> = of_gold.intersection(&under_passages(text, predicted)).copied().collect();
    let has_meaning = |words: &Words| words.iter().any(|start| !EMPTY_WORDS.contains(&word_at(text, *start).as_str()));
    !shared.is_empty() && (has_meaning(&shared) || !has_meaning(&of_gold))
}

fn word_at(text: &str, start: u32) -> String {
    let rest = text.get(start as usize..).unwrap_or("");
    rest.chars().take_while(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn exclusives(view: &View<'_>, pairing: &Pairing, scores: &mut Scores) {
    let judged: Vec<usize> =
        (0..view.gold.exclusives.len()).filter(|at| view.event_size(&view.gold.exclusives[*at].value.event) >= 2).collect();
    let mut found = BTreeSet::new();
    for (event_at, event) in view.report.events.iter().enumerate() {
        for finding in event.findings.iter().filter(|finding| finding.kind == FindingKind::OnlySource) {
            let Some(source_at) = event.sources.iter().position(|source| Some(&source.id) == finding.about.as_ref()) else { continue };
            let source = &event.sources[source_at];
            let articles: BTreeSet<usize> = finding
                .outlets
                .iter()
                .filter_map(|outlet| event.outlets.get(*outlet as usize))
                .flat_map(|outlet| outlet.articles.iter().map(|article| *article as usize))
                .collect();
            let matched = judged.iter().copied().find(|at| {
                let gold = &view.gold.exclusives[*at].value;
                !found.contains(at)
                    && view.article(&gold.article).is_some_and(|article| articles.contains(&article))
                    && (names(source).any(|name| same_speaker(&gold.speaker, name))
                        || quoted_in_gold(view, pairing, event_at, source_at, &gold.article, &gold.speaker))
            });
            scores.count(Measure::ExclusivePrecision, matched.is_some());
            match matched {
                Some(at) => {
                    found.insert(at);
                }
                None => scores.mistake(Measure::ExclusivePrecision, &event.title, None, "", finding.summary.clone()),
            }
        }
    }
    for at in judged {
        let entry = &view.gold.exclusives[at];
        scores.count(Measure::ExclusiveRecall, found.contains(&at));
        if !found.contains(&at) {
            scores.mistake(Measure::ExclusiveRecall, &entry.value.article, Some(entry.line), &entry.value.speaker, "");
        }
    }
}

fn names(source: &crate::report::SourceEntry) -> impl Iterator<Item = &str> {
    std::iter::once(source.label.as_str()).chain(source.aliases.iter().map(String::as_str))
}

/// Whether gold has this speaker say something that the report gives to this source.
fn quoted_in_gold(view: &View<'_>, pairing: &Pairing, event: usize, source: usize, article: &str, speaker: &str) -> bool {
    view.gold.attributions.iter().zip(pairing).any(|(entry, pair)| {
        entry.value.article == article
            && entry.value.speaker == speaker
            && pair.is_some_and(|(of_event, at)| {
                of_event == event && view.report.events[event].attributions[at].source_index.map(|index| index as usize) == Some(source)
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::compare::fixture::{World, counted, world};

    fn two_voices() -> World {
        let line = |article: &str, source: &str| {
            format!(
                r#"{{"gold":"attribution","article":"{article}","source":"{source}","cue":"said","content":["it was over"],"kind":"indirect","class":"speech","speaker":"{source}"}}"#
            )
        };
        let exclusive = r#"{"gold":"exclusive","event":"e","article":"a.txt","speaker":"Ann Lee"}"#;
        world(&[&line("a.txt", "Ann Lee"), &line("b.txt", "Police"), exclusive])
    }

    #[test]
    fn contents_sources_and_speakers_are_counted_apart() {
        let mut world = two_voices();
        world.source("s-1", "Ann Lee");
        world.attribute(0, "Ann Lee", "it was over", Some(0));
        world.attribute(0, "Ann Lee", "The bridge is closed", Some(0));
        world.attribute(1, "", "said it was over", None);
        let scores = world.scores(score);
        assert_eq!(counted(&scores, Measure::ContentRecall), (2.0, 2.0));
        assert_eq!(counted(&scores, Measure::ContentPrecision), (2.0, 3.0));
        assert_eq!(counted(&scores, Measure::AttributionRecall), (1.0, 2.0));
        assert_eq!(counted(&scores, Measure::AttributionPrecision), (1.0, 3.0));
        assert_eq!(counted(&scores, Measure::Speakers), (1.0, 2.0));
    }

    #[test]
    fn a_content_that_shares_less_than_half_of_the_words_is_another() {
        let mut world = two_voices();
        world.attribute(0, "Ann Lee", "was over. The bridge", None);
        let scores = world.scores(score);
        assert_eq!(counted(&scores, Measure::ContentRecall), (0.0, 2.0));
        assert_eq!(counted(&scores, Measure::ContentPrecision), (0.0, 1.0));
    }

    #[test]
    fn a_source_of_one_outlet_alone_is_found_by_its_name() {
        let mut world = two_voices();
        world.source("s-1", "Lee");
        world.source("s-2", "Tom Ray");
        assert_eq!(counted(&world.scores(score), Measure::ExclusiveRecall), (0.0, 1.0));
        world.find(FindingKind::OnlySource, "s-1", &[0]);
        world.find(FindingKind::OnlySource, "s-2", &[0]);
        world.find(FindingKind::OnlySource, "s-1", &[1]);
        let scores = world.scores(score);
        assert_eq!(counted(&scores, Measure::ExclusiveRecall), (1.0, 1.0));
        assert_eq!(counted(&scores, Measure::ExclusivePrecision), (1.0, 3.0));
    }
}
