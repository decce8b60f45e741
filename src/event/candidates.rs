//! Which articles are worth comparing: all with all in a small run, else an inverted index over rare terms of lead and
//! names, in order of day.
//!
//! An article asks for those at most [`WINDOW_DAYS`] away, and the score of a neighbour falls with the days between; one
//! without a date asks all, and all ask it. It reads its rarest terms first until a budget is spent, so the cost an
//! article is flat. Its list grows while neighbours stay above half of the best: a fixed length would break large events.
//! A bare headline also gets those nearest to it in meaning.
//!
//! On the tuning sets the lists hold 98 to 100 % of the same-event pairs of articles with a text, and 82 % of those of
//! bare headlines in events of a hundred; the rest share no word ("Fed official blames weather", "Plosser: stay the course").

use std::sync::LazyLock;

use rayon::prelude::*;

use crate::event::meaning;
use crate::event::signature::{Part, SHORT_WORDS, Signature};
use crate::event::similarity::NEAR_MEANING;
use crate::event::term_weights::{WeighedRun, lead_part};

/// Runs with fewer articles than this compare all with all: 80,000 pairs take less than a second.
pub(crate) const SMALL_RUN: usize = 400;
/// The same for the part of a stream that is at hand, which is compared each day.
pub(crate) const SMALL_WINDOW: usize = 200;
/// Days between two articles that are compared, at most.
const WINDOW_DAYS: i32 = 60;
/// Days in which the score of a neighbour falls to 1/e.
const FADE_DAYS: f32 = 30.0;
/// How far one kind of article reads an index.
struct Limits {
    /// Entries that it reads at most.
    budget_entries: usize,
    /// Neighbours kept in any case.
    least: usize,
}

/// What one kind of article asks for, by its lead and by its names.
struct Asking {
    lead: Limits,
    names: Limits,
}

/// A text. With four times the budget and five more neighbours B-cubed F1 was the same on the other half of the events but for .002
/// (AllSides full .950 and .949, AllSides 2021 .922 and .920, the others the same), and with three fifths of it (.951, .924).
const TEXT: Asking = Asking { lead: Limits { budget_entries: 500, least: 20 }, names: Limits { budget_entries: 0, least: 0 } };
/// A text in another language: those of its event in English have names in common with it and little else.
const OTHER_LANGUAGE: Asking =
    Asking { lead: Limits { budget_entries: 2000, least: 25 }, names: Limits { budget_entries: 20_000, least: 20 } };
/// A bare headline: few words in common say little about which neighbours are best.
const HEADLINE: Asking =
    Asking { lead: Limits { budget_entries: 20_000, least: 300 }, names: Limits { budget_entries: 20_000, least: 100 } };
/// Neighbours of a bare headline by its meaning, kept in any case: with 250 (from a cosine of .3) B-cubed F1 of UCI headlines was .870.
const LEAST_BY_MEANING: usize = 100;
/// Neighbours kept at most.
const MOST_NEIGHBOURS: usize = 1000;
/// Neighbours above this share of the best are kept.
const SHARE_OF_BEST: f32 = 0.5;

/// Articles in order of day, those without one last.
struct Order {
    articles: Vec<u32>,
    days: Vec<Option<i32>>,
    dated: usize,
}

/// Places in [`Order`], and what the term weighs there.
struct Posting {
    place: u32,
    weight: f32,
}

/// For each term the places of the articles that hold it, in order.
struct Index {
    starts: Vec<usize>,
    postings: Vec<Posting>,
}

/// What one query needs; all scores are 0 between two.
struct Query {
    scores: Vec<f32>,
    touched: Vec<u32>,
    terms: Vec<(u32, u32, f32)>,
    ranked: Vec<(f32, u32)>,
}

/// Pairs of articles to compare, each once, lower index first, in order; all of a run of fewer than `small`.
pub(crate) fn pairs(signatures: &[Signature], run: &WeighedRun, small: usize) -> Vec<(u32, u32)> {
    if signatures.len() < small {
        let count = u32::try_from(signatures.len()).unwrap_or(u32::MAX);
        return (0..count).flat_map(|left| (left + 1..count).map(move |right| (left, right))).collect();
    }
    let order = Order::of(run);
    let leads = |at: usize| {
        let own = &run.articles[at];
        own.words.iter().zip(&own.leads).map(|(word, leads)| (*word, leads[lead_part(Part::Lead)]))
    };
    let names = |at: usize| run.articles[at].names.iter().copied();
    let lead_index = Index::build(&order, run.vocabulary.words(), leads);
    let name_index = Index::build(&order, run.vocabulary.words(), names);
    let lists: Vec<Vec<u64>> = (0..signatures.len())
        .into_par_iter()
        .map_init(
            || Query { scores: vec![0.0; signatures.len()], touched: Vec::new(), terms: Vec::new(), ranked: Vec::new() },
            |query, place| {
                let at = order.articles[place] as usize;
                let asking = if signatures[at].words < SHORT_WORDS {
                    &HEADLINE
                } else if signatures[at].foreign.is_some() {
                    &OTHER_LANGUAGE
                } else {
                    &TEXT
                };
                let mut found = nearest_in_meaning(at, signatures, run);
                query.set(run, leads(at));
                found.extend(lead_index.nearest(place, &order, query, &asking.lead));
                if asking.names.budget_entries > 0 {
                    query.set(run, names(at));
                    found.extend(name_index.nearest(place, &order, query, &asking.names));
                }
                let own = order.articles[place];
                found.into_iter().map(|other| u64::from(own.min(other)) << 32 | u64::from(own.max(other))).collect()
            },
        )
        .collect();
    let mut pairs: Vec<u64> = lists.into_iter().flatten().collect();
    pairs.sort_unstable();
    pairs.dedup();
    #[allow(clippy::cast_possible_truncation, reason = "each half is an article")]
    pairs.into_iter().map(|pair| ((pair >> 32) as u32, pair as u32)).collect()
}

impl Order {
    fn of(run: &WeighedRun) -> Self {
        let day = |at: &u32| run.articles[*at as usize].day;
        let mut articles: Vec<u32> = (0..u32::try_from(run.articles.len()).unwrap_or(u32::MAX)).collect();
        articles.sort_by_key(|at| (day(at).is_none(), day(at)));
        let days: Vec<Option<i32>> = articles.iter().map(day).collect();
        let dated = days.partition_point(Option::is_some);
        Self { articles, days, dated }
    }

    /// The first and the last but one place of those with a date that one at this place is compared with.
    fn window(&self, place: usize) -> (usize, usize) {
        let Some(day) = self.days[place] else { return (0, self.dated) };
        let days = &self.days[..self.dated];
        let before = |last: i32| days.partition_point(|other| other.is_some_and(|other| other <= last));
        (before(day - WINDOW_DAYS - 1), before(day + WINDOW_DAYS))
    }

    /// What the score of a neighbour is worth: less with the days between.
    fn faded(&self, left: usize, right: usize, faded: &[f32]) -> f32 {
        let gap = self.days[left].zip(self.days[right]).map_or(0, |(left, right)| left.abs_diff(right));
        faded.get(gap as usize).copied().unwrap_or(0.0)
    }
}

/// What the score of a neighbour so many days away is worth, for the days of the window.
static FADED: LazyLock<Vec<f32>> = LazyLock::new(|| {
    #[allow(clippy::cast_precision_loss, reason = "days within the window")]
    (0..=WINDOW_DAYS).map(|days| (-(days as f32) / FADE_DAYS).exp()).collect()
});

impl Query {
    /// Asks for these terms, the rarest first.
    fn set(&mut self, run: &WeighedRun, terms: impl Iterator<Item = (u32, f32)>) {
        self.terms.clear();
        self.terms.extend(terms.map(|(term, weight)| (run.vocabulary.held_by(term), term, weight)));
        self.terms.sort_unstable_by_key(|&(held, term, _)| (held, term));
    }
}

/// The nearest bare headlines to one by what they mean: all of them in the window of days are looked at.
fn nearest_in_meaning(at: usize, signatures: &[Signature], run: &WeighedRun) -> Vec<u32> {
    let own = &signatures[at].meaning;
    if own.is_empty() {
        return Vec::new();
    }
    let day = |at: usize| run.articles[at].day;
    let in_window = |other: usize| day(at).zip(day(other)).is_none_or(|(left, right)| (left - right).abs() <= WINDOW_DAYS);
    let mut ranked: Vec<(f32, u32)> = (0..signatures.len())
        .filter(|other| *other != at && !signatures[*other].meaning.is_empty() && in_window(*other))
        .map(|other| (meaning::cosine(own, &signatures[other].meaning), u32::try_from(other).unwrap_or(u32::MAX)))
        .filter(|near| near.0 >= NEAR_MEANING)
        .collect();
    ranked.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    ranked.into_iter().take(LEAST_BY_MEANING).map(|(_, other)| other).collect()
}

impl Index {
    fn build<Terms: Iterator<Item = (u32, f32)>>(order: &Order, terms: usize, of: impl Fn(usize) -> Terms) -> Self {
        let mut starts = vec![0_usize; terms + 1];
        for &article in &order.articles {
            of(article as usize).for_each(|(term, _)| starts[term as usize + 1] += 1);
        }
        for term in 0..terms {
            starts[term + 1] += starts[term];
        }
        let mut next = starts.clone();
        let mut postings: Vec<Posting> = (0..starts[terms]).map(|_| Posting { place: 0, weight: 0.0 }).collect();
        for (place, &article) in (0..).zip(&order.articles) {
            for (term, weight) in of(article as usize) {
                postings[next[term as usize]] = Posting { place, weight };
                next[term as usize] += 1;
            }
        }
        Self { starts, postings }
    }

    /// The holders of a term within a range of places.
    fn within(&self, term: u32, from: usize, to: usize) -> &[Posting] {
        let all = &self.postings[self.starts[term as usize]..self.starts[term as usize + 1]];
        let is_before = |posting: &Posting, place: usize| (posting.place as usize) < place;
        let start =
            if all.first().is_some_and(|first| is_before(first, from)) { all.partition_point(|one| is_before(one, from)) } else { 0 };
        let all = &all[start..];
        if all.last().is_none_or(|last| is_before(last, to)) { all } else { &all[..all.partition_point(|one| is_before(one, to))] }
    }

    /// The nearest articles to the one at a place, by the terms that the budget allows.
    fn nearest(&self, place: usize, order: &Order, query: &mut Query, limits: &Limits) -> Vec<u32> {
        let (from, to) = order.window(place);
        let mut budget = limits.budget_entries;
        for &(_, term, weight) in &query.terms {
            let dated = self.within(term, from, to);
            let undated = if order.dated < order.days.len() { self.within(term, order.dated, order.days.len()) } else { &[] };
            if dated.len() + undated.len() > budget {
                break;
            }
            budget -= dated.len() + undated.len();
            for posting in dated.iter().chain(undated) {
                let score = &mut query.scores[posting.place as usize];
                if *score == 0.0 {
                    query.touched.push(posting.place);
                }
                *score += weight * posting.weight;
            }
        }
        let faded = &*FADED;
        query.ranked.clear();
        for other in query.touched.drain(..) {
            let score = std::mem::take(&mut query.scores[other as usize]);
            if other as usize != place {
                query.ranked.push((score * order.faded(place, other as usize, faded), order.articles[other as usize]));
            }
        }
        let ranked = &mut query.ranked;
        let enough = ranked.iter().map(|(score, _)| *score).fold(0.0, f32::max) * SHARE_OF_BEST;
        let near = ranked.iter().filter(|(score, _)| *score > enough).count();
        let kept = near.max(limits.least).min(MOST_NEIGHBOURS);
        if kept < ranked.len() {
            ranked.select_nth_unstable_by(kept, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            ranked.truncate(kept);
        }
        ranked.iter().map(|(_, other)| *other).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::signature::{PARTS, Term};
    use crate::event::term_weights;

    fn signature(day: Option<&str>, terms: &[u32]) -> Signature {
        let mut terms: Vec<Term> = terms.iter().map(|&key| Term { key, share: 0.001, times: [1; PARTS] }).collect();
        terms.sort_unstable_by_key(|term| term.key);
        Signature { terms, day: day.map(|day| day.parse().expect("it is a day")), words: 200, ..Signature::default() }
    }

    fn found(signatures: Vec<Signature>) -> Vec<(u32, u32)> {
        pairs(&signatures, &term_weights::weigh(&signatures), SMALL_RUN)
    }

    /// Strangers that make a run large.
    fn crowd() -> Vec<Signature> {
        (0..SMALL_RUN).map(|at| signature(Some("2024-01-01"), &[u32::try_from(at).expect("few") + 1000])).collect()
    }

    #[test]
    fn a_small_run_compares_all_even_without_a_word_in_common() {
        assert_eq!(found(vec![signature(None, &[1]), signature(None, &[2]), signature(None, &[])]), [(0, 1), (0, 2), (1, 2)]);
    }

    #[test]
    fn a_large_run_compares_those_that_share_rare_terms() {
        let mut run = crowd();
        run[3] = signature(Some("2024-01-01"), &[1, 2]);
        run[7] = signature(Some("2024-01-09"), &[2, 3]);
        assert_eq!(found(run), [(3, 7)]);
    }

    #[test]
    fn articles_months_apart_are_not_compared_but_undated_ones_are() {
        let mut run = crowd();
        run[3] = signature(Some("2024-01-01"), &[1]);
        run[7] = signature(Some("2024-09-01"), &[1]);
        run[9] = signature(None, &[1]);
        assert_eq!(found(run), [(3, 9), (7, 9)]);
    }

    #[test]
    fn a_list_grows_while_neighbours_stay_near() {
        let many = u32::try_from(TEXT.lead.least).expect("few") + 150;
        let mut run = crowd();
        run[..many as usize].fill_with(|| signature(Some("2024-01-01"), &[1, 2]));
        assert_eq!(found(run).len(), (many * (many - 1) / 2) as usize);
    }
}
