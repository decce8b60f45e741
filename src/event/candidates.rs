//! Which articles are worth comparing: all with all in a small run, else an inverted index over rare terms of lead and
//! names, in order of day.
//!
//! An article asks for those at most [`WINDOW_DAYS`] away, and the score of a neighbour falls with the days between; one
//! without a date asks all, and all ask it. It reads its rarest terms first until a budget is spent, so the cost an
//! article is flat. Its list grows while neighbours stay above half of the best: a fixed length would break large events.
//! A bare headline also gets those nearest to it in meaning. On the tuning sets the lists hold more than 99 % of the same-event pairs of articles with a text, and 84 % of those of
//! bare headlines in events of a hundred; the rest share no word ("Fed official blames weather", "Plosser: stay the course").

use std::sync::LazyLock;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::event::meaning;
use crate::event::signature::{SHORT_WORDS, Signature};
use crate::event::similarity::{NEAR_MEANING, Rarity};

/// Runs with fewer articles than this compare all with all: 80,000 pairs take less than a second.
const SMALL_RUN: usize = 400;
/// Days between two articles that are compared, at most.
const WINDOW_DAYS: i32 = 60;
/// Days in which the score of a neighbour falls to 1/e.
const FADE_DAYS: f32 = 30.0;
/// Entries of the index that an article reads at most, each of lead and names.
const BUDGET_ENTRIES: usize = 20_000;
/// Neighbours kept in any case, by lead and by names.
const LEAST: Least = Least { lead: 100, names: 20 };
/// The same for a bare headline: few words in common say little about which neighbours are best.
const LEAST_OF_HEADLINE: Least = Least { lead: 300, names: 100 };
/// Neighbours of a bare headline by its meaning, kept in any case: with 250 (from a cosine of .3) B-cubed F1 of UCI headlines was .870.
const LEAST_BY_MEANING: usize = 100;
/// Neighbours kept at most.
const MOST_NEIGHBOURS: usize = 1000;
/// Neighbours above this share of the best are kept.
const SHARE_OF_BEST: f32 = 0.5;

struct Least {
    lead: usize,
    names: usize,
}

struct Posting {
    day: i32,
    article: u32,
    weight: f32,
}

struct Index {
    dated: FxHashMap<u32, Vec<Posting>>,
    undated: FxHashMap<u32, Vec<Posting>>,
}

/// Pairs of articles to compare, each once, lower index first, in order.
pub(crate) fn pairs(signatures: &[Signature], rarity: &Rarity) -> Vec<(u32, u32)> {
    use rayon::prelude::*;

    if signatures.len() < SMALL_RUN {
        let count = u32::try_from(signatures.len()).unwrap_or(u32::MAX);
        return (0..count).flat_map(|left| (left + 1..count).map(move |right| (left, right))).collect();
    }
    let days: Vec<Option<i32>> = signatures.iter().map(|signature| signature.day.map(day_number)).collect();
    let lead = Index::build(signatures, &days, |signature| &signature.lead);
    let names = Index::build(signatures, &days, |signature| &signature.names);
    let lists: Vec<Vec<(u32, u32)>> = (0..signatures.len())
        .into_par_iter()
        .map_init(
            || vec![0.0_f32; signatures.len()],
            |scores, at| {
                let least = if signatures[at].words < SHORT_WORDS { &LEAST_OF_HEADLINE } else { &LEAST };
                let mut found = lead.nearest(at, &signatures[at].lead, days[at], rarity, scores, least.lead);
                found.extend(nearest_in_meaning(at, signatures, &days));
                found.extend(names.nearest(at, &signatures[at].names, days[at], rarity, scores, least.names));
                let at = u32::try_from(at).unwrap_or(u32::MAX);
                found.into_iter().map(|other| (at.min(other), at.max(other))).collect()
            },
        )
        .collect();
    let mut pairs: Vec<(u32, u32)> = lists.into_iter().flatten().collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// What the score of a neighbour so many days away is worth, for the days of the window.
static FADED: LazyLock<Vec<f32>> = LazyLock::new(|| {
    #[allow(clippy::cast_precision_loss, reason = "days within the window")]
    (0..=WINDOW_DAYS).map(|days| (-(days as f32) / FADE_DAYS).exp()).collect()
});

/// Days since 1970, for differences.
fn day_number(day: Date) -> i32 {
    let epoch = jiff::civil::date(1970, 1, 1);
    (day - epoch).get_days()
}

/// The nearest bare headlines to one by what they mean: all of them in the window of days are looked at.
fn nearest_in_meaning(at: usize, signatures: &[Signature], days: &[Option<i32>]) -> Vec<u32> {
    let own = &signatures[at].meaning;
    if own.is_empty() {
        return Vec::new();
    }
    let in_window = |other: usize| days[at].zip(days[other]).is_none_or(|(left, right)| (left - right).abs() <= WINDOW_DAYS);
    let mut ranked: Vec<(f32, u32)> = (0..signatures.len())
        .filter(|other| *other != at && !signatures[*other].meaning.is_empty() && in_window(*other))
        .map(|other| (meaning::cosine(own, &signatures[other].meaning), u32::try_from(other).unwrap_or(u32::MAX)))
        .filter(|near| near.0 >= NEAR_MEANING)
        .collect();
    ranked.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    ranked.into_iter().take(LEAST_BY_MEANING).map(|(_, other)| other).collect()
}

impl Index {
    fn build(signatures: &[Signature], days: &[Option<i32>], vector: impl Fn(&Signature) -> &Vec<(u32, f32)>) -> Self {
        let mut index = Self { dated: FxHashMap::default(), undated: FxHashMap::default() };
        for (at, signature) in signatures.iter().enumerate() {
            let article = u32::try_from(at).unwrap_or(u32::MAX);
            for &(key, weight) in vector(signature) {
                let (half, day) = match days[at] {
                    Some(day) => (&mut index.dated, day),
                    None => (&mut index.undated, 0),
                };
                half.entry(key).or_default().push(Posting { day, article, weight });
            }
        }
        for list in index.dated.values_mut() {
            list.sort_unstable_by_key(|posting| (posting.day, posting.article));
        }
        index
    }

    /// The nearest articles to one, by the terms that the budget allows.
    fn nearest(&self, at: usize, vector: &[(u32, f32)], day: Option<i32>, rarity: &Rarity, scores: &mut [f32], least: usize) -> Vec<u32> {
        let mut terms: Vec<(u32, u32, f32)> =
            vector.iter().map(|&(key, weight)| (rarity.held_by(key), key, weight)).filter(|term| term.0 > 1).collect();
        terms.sort_unstable_by_key(|&(held, key, _)| (held, key));
        let (mut budget, mut touched) = (BUDGET_ENTRIES, Vec::new());
        let faded = &*FADED;
        let fade = |days: i32| faded.get(days.unsigned_abs() as usize).copied().unwrap_or(0.0);
        for (_, key, weight) in terms {
            if weight <= 0.0 {
                continue;
            }
            let dated = self.dated.get(&key).map_or(&[][..], Vec::as_slice);
            let dated = match day {
                Some(day) => {
                    let from = dated.partition_point(|posting| posting.day < day - WINDOW_DAYS);
                    let to = dated.partition_point(|posting| posting.day <= day + WINDOW_DAYS);
                    &dated[from..to]
                }
                None => dated,
            };
            let undated = self.undated.get(&key).map_or(&[][..], Vec::as_slice);
            if dated.len() + undated.len() > budget {
                break;
            }
            budget -= dated.len() + undated.len();
            for (posting, day) in dated.iter().map(|posting| (posting, day)).chain(undated.iter().map(|posting| (posting, None))) {
                let score = &mut scores[posting.article as usize];
                if *score == 0.0 {
                    touched.push(posting.article);
                }
                *score += weight * posting.weight * day.map_or(1.0, |day| fade(day - posting.day));
            }
        }
        let mut ranked: Vec<(f32, u32)> =
            touched.iter().filter(|&&other| other as usize != at).map(|&other| (scores[other as usize], other)).collect();
        for &other in &touched {
            scores[other as usize] = 0.0;
        }
        ranked.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let enough = ranked.first().map_or(0.0, |best| best.0 * SHARE_OF_BEST);
        ranked
            .iter()
            .take(MOST_NEIGHBOURS)
            .enumerate()
            .take_while(|(rank, (score, _))| *rank < least || *score > enough)
            .map(|(_, &(_, other))| other)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signature(day: Option<&str>, terms: &[u32]) -> Signature {
        let mut lead: Vec<(u32, f32)> = terms.iter().map(|&key| (key, 1.0)).collect();
        lead.sort_unstable_by_key(|&(key, _)| key);
        let background = lead.iter().map(|&(key, _)| (key, 0.001)).collect();
        Signature { lead, background, day: day.map(|day| day.parse().expect("it is a day")), words: 200, ..Signature::default() }
    }

    fn found(mut signatures: Vec<Signature>) -> Vec<(u32, u32)> {
        let rarity = Rarity::count(&signatures);
        signatures.iter_mut().for_each(|signature| rarity.weigh(signature));
        pairs(&signatures, &rarity)
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
        let many = u32::try_from(LEAST.lead).expect("few") + 150;
        let mut run = crowd();
        run[..many as usize].fill_with(|| signature(Some("2024-01-01"), &[1, 2]));
        assert_eq!(found(run).len(), (many * (many - 1) / 2) as usize);
    }
}
