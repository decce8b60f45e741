//! Which articles are worth comparing: an inverted index over rare terms of lead and names, in order of day.
//!
//! An article asks for those at most [`WINDOW_DAYS`] away (99 % of same-event pairs lie within six); one without a date
//! asks all, and all ask it. It reads its rarest terms first until a budget is spent, so the cost an article is flat.
//! Its list grows while neighbours stay above half of the best: a fixed length would break large events.

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::event::signature::Signature;
use crate::event::similarity::Rarity;

/// Days between two articles of one event at most.
const WINDOW_DAYS: i32 = 7;
/// Entries of the index that an article reads at most, each of lead and names.
const BUDGET_ENTRIES: usize = 6000;
/// Neighbours kept in any case.
const LEAST_NEIGHBOURS: usize = 25;
/// Neighbours by names kept in any case.
const LEAST_BY_NAMES: usize = 10;
/// Neighbours kept at most.
const MOST_NEIGHBOURS: usize = 400;
/// Neighbours above this share of the best are kept.
const SHARE_OF_BEST: f32 = 0.5;

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

    let days: Vec<Option<i32>> = signatures.iter().map(|signature| signature.day.map(day_number)).collect();
    let lead = Index::build(signatures, &days, |signature| &signature.lead);
    let names = Index::build(signatures, &days, |signature| &signature.names);
    let lists: Vec<Vec<(u32, u32)>> = (0..signatures.len())
        .into_par_iter()
        .map_init(
            || vec![0.0_f32; signatures.len()],
            |scores, at| {
                let mut found = lead.nearest(at, &signatures[at].lead, days[at], rarity, scores, LEAST_NEIGHBOURS);
                found.extend(names.nearest(at, &signatures[at].names, days[at], rarity, scores, LEAST_BY_NAMES));
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

/// Days since 1970, for differences.
fn day_number(day: Date) -> i32 {
    let epoch = jiff::civil::date(1970, 1, 1);
    (day - epoch).get_days()
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
            for posting in dated.iter().chain(undated) {
                let score = &mut scores[posting.article as usize];
                if *score == 0.0 {
                    touched.push(posting.article);
                }
                *score += weight * posting.weight;
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
