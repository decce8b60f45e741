//! Scores event groups of articles: the figures of the public scorer `score_clusters.py`.
//!
//! B-cubed (Bagga and Baldwin, 1998), pairwise, entity CEAF with phi4 and exact assignment (Luo, 2005; Hungarian method,
//! Kuhn, 1955), V-measure in natural logarithms (Rosenberg and Hirschberg, 2007), adjusted Rand index (Hubert and Arabie,
//! 1985), shares of events reproduced exactly, of mixed groups and of split events. Gold articles without a prediction
//! count as groups of one; predictions for unknown articles are left out. Cost: linear but for the assignment, which is
//! cubic in a block of overlapping events and groups and becomes greedy (a lower bound) in huge ones.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::article::Article;
use crate::error::{Error, ErrorKind};
use crate::evaluate::assignment;
use crate::evaluate::rates::Rates;
use crate::evaluate::rows;
use crate::event::EventOptions;
use crate::event::continuation;
use crate::event::state::State;

const ADVICE: &str = "give JSON Lines, an object an article: id and event in gold, id and cluster in predictions";

/// One line of a gold file.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Gold {
    /// Names the article.
    pub id: String,
    /// Its event; a number is read as its digits.
    #[serde(deserialize_with = "label")]
    pub event: String,
}

/// The group of each article if they come day by day, each day's to the events of the days before, those without a date first: the last
/// that was said of it before it was too old to move.
#[must_use]
pub fn predict_online(mut articles: Vec<Article>, options: &EventOptions) -> Vec<Prediction> {
    articles.sort_by_key(|article| article.published.day());
    let mut state = State::default();
    let mut clusters: BTreeMap<String, String> = BTreeMap::new();
    for today in articles.chunk_by(|left, right| left.published.day() == right.published.day()) {
        let (continuation, next) = continuation::proceed(state, today, options);
        clusters.extend(continuation.moved.into_iter().map(|moved| (moved.article.id, moved.to)));
        for event in continuation.events {
            clusters.extend(event.articles.iter().map(|index| (today[index.get()].id.clone(), event.name.clone())));
        }
        state = next;
    }
    clusters.into_iter().map(|(id, cluster)| Prediction { id, cluster }).collect()
}

/// One line of a file of predictions.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Prediction {
    /// Names the article.
    pub id: String,
    /// The group it was put in; a number is read as its digits.
    #[serde(deserialize_with = "label")]
    pub cluster: String,
}

fn label<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    match serde_json::Value::deserialize(deserializer)? {
        serde_json::Value::String(text) => Ok(text),
        other => Ok(other.to_string()),
    }
}

/// How entity CEAF was assigned.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Assignment {
    /// The best one-to-one assignment.
    Exact,
    /// Greedy in a huge block: a lower bound.
    Greedy,
}

/// V-measure, natural logarithms.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct VMeasure {
    /// Homogeneity.
    #[serde(rename = "h")]
    pub homogeneity: f64,
    /// Completeness.
    #[serde(rename = "c")]
    pub completeness: f64,
    /// Harmonic mean.
    pub v: f64,
}

/// The figures; shares are 0 to 1.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Figures {
    /// Gold articles.
    pub articles: usize,
    /// Gold articles without a prediction.
    pub missing: usize,
    /// Predictions for articles that the gold does not know.
    pub unknown: usize,
    /// Gold events.
    pub gold_events: usize,
    /// Gold events of two articles or more.
    pub gold_multi: usize,
    /// Predicted groups.
    pub groups: usize,
    /// Predicted groups of two articles or more.
    pub groups_multi: usize,
    /// Mean over articles, single ones included.
    pub bcubed: Rates,
    /// Over pairs of articles.
    pub pairwise: Rates,
    /// Entity CEAF, phi4.
    pub ceaf_e: Rates,
    /// How it was assigned.
    pub assignment: Assignment,
    /// V-measure.
    pub v_measure: VMeasure,
    /// Adjusted Rand index, -1 to 1.
    pub ari: f64,
    /// Share of events of two articles or more that are reproduced exactly.
    pub exact_multi: f64,
    /// Share of all events that are reproduced exactly.
    pub exact_all: f64,
    /// Share of groups of two articles or more that mix events.
    pub mixed: f64,
    /// Share of events of two articles or more that are spread over several groups.
    pub split: f64,
}

/// Reads gold lines.
///
/// # Errors
/// A line that is no such object, an id that stands twice.
pub fn read_gold(text: &str, place: &str) -> Result<Vec<Gold>, Error> {
    let rows: Vec<Gold> = rows::values(text, place, ADVICE)?;
    once(place, rows.iter().map(|row| row.id.as_str()))?;
    Ok(rows)
}

/// Reads predictions: a line an article, or a line a group (`{"cluster", "ids"}`).
///
/// # Errors
/// A line that is no such object, an id that stands twice.
pub fn read_predictions(text: &str, place: &str) -> Result<Vec<Prediction>, Error> {
    #[derive(Deserialize)]
    struct Line {
        id: Option<String>,
        ids: Option<Vec<String>>,
        #[serde(deserialize_with = "label")]
        cluster: String,
    }
    let mut rows = Vec::new();
    for line in rows::values::<Line>(text, place, ADVICE)? {
        for id in line.ids.unwrap_or_else(|| line.id.into_iter().collect()) {
            rows.push(Prediction { id, cluster: line.cluster.clone() });
        }
    }
    once(place, rows.iter().map(|row| row.id.as_str()))?;
    Ok(rows)
}

fn once<'a>(place: &str, ids: impl Iterator<Item = &'a str>) -> Result<(), Error> {
    let mut seen = BTreeSet::new();
    for id in ids {
        if !seen.insert(id) {
            return Err(bad(place, &format!("id {id:?} stands twice")));
        }
    }
    Ok(())
}

fn bad(place: &str, cause: &str) -> Error {
    Error::new(ErrorKind::Format, place, cause, ADVICE)
}

/// Scores predictions against gold.
#[must_use]
#[allow(clippy::cast_precision_loss, reason = "counts of articles")]
pub fn score(gold: &[Gold], predictions: &[Prediction]) -> Figures {
    let told: BTreeMap<&str, &str> = predictions.iter().map(|row| (row.id.as_str(), row.cluster.as_str())).collect();
    let mut known = BTreeSet::new();
    let mut groups: BTreeMap<(bool, &str), usize> = BTreeMap::new();
    let mut events: BTreeMap<&str, usize> = BTreeMap::new();
    let mut joint: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let mut missing = 0;
    for row in gold {
        known.insert(row.id.as_str());
        let label = match told.get(row.id.as_str()) {
            Some(cluster) => (true, *cluster),
            None => {
                missing += 1;
                (false, row.id.as_str())
            }
        };
        let next = groups.len();
        let group = *groups.entry(label).or_insert(next);
        let next = events.len();
        let event = *events.entry(row.event.as_str()).or_insert(next);
        *joint.entry((event, group)).or_default() += 1;
    }
    let (mut sizes, mut group_sizes) = (vec![0_usize; events.len()], vec![0_usize; groups.len()]);
    let (mut spread, mut mix) = (vec![0_usize; events.len()], vec![0_usize; groups.len()]);
    for (&(event, group), &count) in &joint {
        sizes[event] += count;
        group_sizes[group] += count;
        spread[event] += 1;
        mix[group] += 1;
    }
    let total = gold.len() as f64;
    let per_article = |value: f64| if gold.is_empty() { 0.0 } else { value / total };
    let cells = || joint.iter().map(|(&(event, group), &count)| (sizes[event] as f64, group_sizes[group] as f64, count as f64));
    let bcubed = Rates::mean(per_article(cells().map(|(_, p, k)| k * k / p).sum()), per_article(cells().map(|(g, _, k)| k * k / g).sum()));
    let choose = |count: usize| count as f64 * (count as f64 - 1.0) / 2.0;
    let (both, of_gold, of_groups): (f64, f64, f64) =
        (joint.values().map(|&k| choose(k)).sum(), sizes.iter().map(|&k| choose(k)).sum(), group_sizes.iter().map(|&k| choose(k)).sum());
    let or_one = |value: f64, of: f64| if of > 0.0 { value / of } else { 1.0 };
    let (phi, assignment) = assign(&joint, &sizes, &group_sizes);
    let entropy = |counts: &[usize]| -counts.iter().map(|&k| k as f64 / total * (k as f64 / total).ln()).sum::<f64>();
    let conditional = |of: fn((f64, f64, f64)) -> f64| -cells().map(|cell| cell.2 / total * (cell.2 / of(cell)).ln()).sum::<f64>();
    let (entropy_gold, entropy_groups) = (entropy(&sizes), entropy(&group_sizes));
    let homogeneity = if events.len() < 2 { 1.0 } else { 1.0 - conditional(|cell| cell.1) / entropy_gold };
    let completeness = if groups.len() < 2 { 1.0 } else { 1.0 - conditional(|cell| cell.0) / entropy_groups };
    let expected = if gold.len() > 1 { of_gold * of_groups / choose(gold.len()) } else { 0.0 };
    let middle = f64::midpoint(of_gold, of_groups);
    #[allow(clippy::float_cmp, reason = "the public scorer's own test for a degenerate case")]
    let ari = if gold.len() < 2 || middle == expected { 1.0 } else { (both - expected) / (middle - expected) };
    let exact: Vec<usize> =
        joint.iter().filter(|&(&(event, group), &k)| k == sizes[event] && k == group_sizes[group]).map(|(_, &k)| k).collect();
    let multi = |counts: &[usize]| counts.iter().filter(|&&k| k > 1).count();
    let share = |part: usize, of: usize| if of > 0 { part as f64 / of as f64 } else { 0.0 };
    let (gold_multi, groups_multi) = (multi(&sizes), multi(&group_sizes));
    let sum = homogeneity + completeness;
    Figures {
        articles: gold.len(),
        missing,
        unknown: told.keys().filter(|id| !known.contains(*id)).count(),
        gold_events: sizes.len(),
        gold_multi,
        groups: group_sizes.len(),
        groups_multi,
        bcubed,
        pairwise: Rates::mean(or_one(both, of_groups), or_one(both, of_gold)),
        ceaf_e: Rates::mean(phi / (group_sizes.len().max(1) as f64), phi / (sizes.len().max(1) as f64)),
        assignment,
        v_measure: VMeasure { homogeneity, completeness, v: if sum > 0.0 { 2.0 * homogeneity * completeness / sum } else { 0.0 } },
        ari,
        exact_multi: if gold_multi > 0 { share(multi(&exact), gold_multi) } else { 1.0 },
        exact_all: share(exact.len(), sizes.len()),
        mixed: share((0..mix.len()).filter(|&at| mix[at] > 1).count(), groups_multi),
        split: share((0..spread.len()).filter(|&at| spread[at] > 1).count(), gold_multi),
    }
}

/// Blocks whose smaller side times both sides exceeds this are assigned greedily, as in the public scorer.
const MOST_STEPS: usize = 1500 * 1500 * 100;

/// Sum of phi4 under the best assignment, block by block of the overlap graph.
#[allow(clippy::cast_precision_loss, reason = "counts of articles")]
fn assign(joint: &BTreeMap<(usize, usize), usize>, sizes: &[usize], group_sizes: &[usize]) -> (f64, Assignment) {
    let phi = |event: usize, group: usize| {
        2.0 * joint.get(&(event, group)).map_or(0.0, |&k| k as f64) / (sizes[event] + group_sizes[group]) as f64
    };
    let (mut of_event, mut of_group) = (vec![Vec::new(); sizes.len()], vec![Vec::new(); group_sizes.len()]);
    for &(event, group) in joint.keys() {
        of_event[event].push(group);
        of_group[group].push(event);
    }
    let (mut seen_event, mut seen_group) = (vec![false; sizes.len()], vec![false; group_sizes.len()]);
    let (mut total, mut way) = (0.0, Assignment::Exact);
    for start in 0..sizes.len() {
        if seen_event[start] {
            continue;
        }
        seen_event[start] = true;
        let (mut events, mut groups) = (vec![start], Vec::new());
        let mut at = 0;
        while at < events.len() {
            for &group in &of_event[events[at]] {
                if !std::mem::replace(&mut seen_group[group], true) {
                    groups.push(group);
                    for &event in &of_group[group] {
                        if !std::mem::replace(&mut seen_event[event], true) {
                            events.push(event);
                        }
                    }
                }
            }
            at += 1;
        }
        let least = events.len().min(groups.len());
        if least == 1 {
            total += events
                .iter()
                .flat_map(|&event| groups.iter().map(move |&group| (event, group)))
                .map(|(event, group)| phi(event, group))
                .fold(0.0, f64::max);
        } else if least * events.len() * groups.len() <= MOST_STEPS {
            let weights: Vec<Vec<f64>> = events.iter().map(|&event| groups.iter().map(|&group| phi(event, group)).collect()).collect();
            let given = assignment::assign(&weights);
            total += weights.iter().zip(given).filter_map(|(row, column)| row.get(column?)).sum::<f64>();
        } else {
            way = Assignment::Greedy;
            let mut cells: Vec<(f64, usize, usize)> = events
                .iter()
                .flat_map(|&event| of_event[event].iter().map(move |&group| (event, group)))
                .map(|(event, group)| (phi(event, group), event, group))
                .collect();
            cells.sort_by(|a, b| b.0.total_cmp(&a.0).then((b.1, b.2).cmp(&(a.1, a.2))));
            let (mut used_events, mut used_groups) = (BTreeSet::new(), BTreeSet::new());
            for (value, event, group) in cells {
                if !used_events.contains(&event) && !used_groups.contains(&group) {
                    used_events.insert(event);
                    used_groups.insert(group);
                    total += value;
                }
            }
        }
    }
    (total, way)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gold(rows: &[(&str, &str)]) -> Vec<Gold> {
        rows.iter().map(|&(id, event)| Gold { id: id.into(), event: event.into() }).collect()
    }

    fn predicted(rows: &[(&str, &str)]) -> Vec<Prediction> {
        rows.iter().map(|&(id, cluster)| Prediction { id: id.into(), cluster: cluster.into() }).collect()
    }

    const GOLD: [(&str, &str); 5] = [("a", "1"), ("b", "1"), ("c", "1"), ("d", "2"), ("e", "2")];

    fn near(left: f64, right: f64) {
        assert!((left - right).abs() < 1e-6, "{left} is not {right}");
    }

    #[test]
    fn the_example_worked_by_hand_comes_out() {
        let figures = score(&gold(&GOLD), &predicted(&[("a", "x"), ("b", "x"), ("c", "y"), ("d", "y"), ("e", "z")]));
        near(figures.bcubed.precision, 0.8);
        near(figures.bcubed.f1, 0.64);
        near(figures.pairwise.f1, 1.0 / 3.0);
        near(figures.ceaf_e.precision, (4.0 / 5.0 + 2.0 / 3.0) / 3.0);
        near(figures.ari, 0.2 / 2.2);
        near(figures.v_measure.homogeneity, 0.588_032_3);
        near(figures.v_measure.v, 0.458_066_1);
        near(figures.mixed, 0.5);
        near(figures.split, 1.0);
    }

    #[test]
    fn articles_without_a_prediction_are_groups_of_one() {
        let figures = score(&gold(&GOLD), &predicted(&[("q", "x")]));
        near(figures.bcubed.precision, 1.0);
        near(figures.bcubed.recall, 0.4);
        assert_eq!((figures.missing, figures.unknown), (5, 1));
    }

    #[test]
    fn a_perfect_prediction_has_perfect_figures() {
        let figures = score(&gold(&GOLD), &predicted(&GOLD));
        for value in [figures.bcubed.f1, figures.pairwise.f1, figures.ceaf_e.f1, figures.ari, figures.exact_all, figures.v_measure.v] {
            near(value, 1.0);
        }
    }

    #[test]
    fn lines_of_whole_groups_and_numbers_as_labels_are_read() {
        let rows = read_predictions("{\"cluster\": 3, \"ids\": [\"a\", \"b\"]}\n\n{\"id\": \"c\", \"cluster\": \"x\"}", "p")
            .expect("these are lines");
        assert_eq!(rows, predicted(&[("a", "3"), ("b", "3"), ("c", "x")]));
        assert!(read_gold("{\"id\": \"a\", \"event\": 1}\n{\"id\": \"a\", \"event\": 2}", "g").is_err());
    }
}
