//! What an article's own candidate list looks like, and what two articles' lists have in common.
//!
//! Local scaling (Zelnik-Manor and Perona, 2004, doi 10.5555/2976040.2976241): the same people day after day make plain
//! cosines high everywhere; the nearest neighbours of an article still are its event. Shared nearest neighbours (Jarvis and
//! Patrick, 1973, doi 10.1109/T-C.1973.223640) bring headlines together that share no word but have the same neighbours.
//! Cost: linear in the candidate pairs.

use rayon::prelude::*;

use crate::event::signature::Signature;
use crate::event::similarity::{Plain, STRANGE_LEAD, STRANGE_MEANING};

/// Neighbours over which an article's mean and deviation are taken: as many in a run of thirty as in one of thousands.
const NEAREST: usize = 25;
/// Neighbours that stand for an article when lists are compared.
const CLOSEST: usize = 10;
/// Cosine of leads from which an article is a neighbour at all: strangers' best is about .1, so that in a folder of three the
/// two others do not stand for an article.
const NEARBY: f32 = 0.15;
/// The same for what two headlines mean: unrelated ones are below .3.
const NEARBY_MEANING: f32 = 0.4;
/// Neighbours whose days say how fast an article's story moves.
const DAY_NEIGHBOURS: usize = 5;
/// Days beyond which a neighbour is simply far away.
const FAR_DAYS: f32 = 14.0;
/// Few and some neighbours over which the best are averaged: most events have three articles, many have eight.
const FEW: usize = 3;
const SOME: usize = 8;

/// Best neighbours of one article, each vector by itself.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Best {
    pub(crate) lead: f32,
    pub(crate) body: f32,
    pub(crate) title: f32,
    pub(crate) opening: f32,
    pub(crate) first: f32,
    pub(crate) bigrams: f32,
    pub(crate) names: f32,
    pub(crate) meaning: f32,
}

/// What an article's own candidate list looks like.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Surroundings {
    pub(crate) best: Best,
    pub(crate) mean_lead: f32,
    pub(crate) deviation_lead: f32,
    pub(crate) few_lead: f32,
    pub(crate) few_body: f32,
    pub(crate) few_names: f32,
    pub(crate) some_lead: f32,
    pub(crate) some_body: f32,
    pub(crate) some_title: f32,
    pub(crate) some_first: f32,
    pub(crate) some_meaning: f32,
    pub(crate) mean_meaning: f32,
    pub(crate) deviation_meaning: f32,
    /// Mean days to the nearest neighbours, by their cosine; nothing where no day is known.
    pub(crate) pace_days: Option<f32>,
    /// From [`crowd`].
    pub(crate) crowd: f32,
}

/// What the lists of a pair have in common.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Shared {
    /// Cosine of the two lists of closest neighbours.
    pub(crate) neighbours: f32,
    /// Cosine of the two articles, each with its closest neighbours added.
    pub(crate) widened: f32,
    /// The first of these by meaning.
    pub(crate) neighbours_in_meaning: f32,
    /// The second by meaning.
    pub(crate) widened_in_meaning: f32,
}

/// Articles up to which a run counts as small.
const SMALL_RUN: f32 = 80.0;
/// Articles from which a larger run is no harder: the largest that was fitted on.
const LARGE_RUN: f32 = 3000.0;

/// How many strangers a run may hold that look alike: the logarithm of its size above 80 articles.
#[allow(clippy::cast_precision_loss, reason = "numbers of articles")]
pub(crate) fn crowd(articles: usize) -> f32 {
    (articles as f32).clamp(SMALL_RUN, LARGE_RUN).ln() - SMALL_RUN.ln()
}

/// One candidate pair seen from one side.
#[derive(Clone, Copy)]
struct Neighbour {
    other: u32,
    pair: u32,
}

/// Each article's candidates, in order.
fn adjacency(count: usize, pairs: &[(u32, u32, Plain)]) -> Vec<Vec<Neighbour>> {
    let mut lists: Vec<Vec<Neighbour>> = vec![Vec::new(); count];
    for (at, &(left, right, _)) in pairs.iter().enumerate() {
        let pair = u32::try_from(at).unwrap_or(u32::MAX);
        lists[left as usize].push(Neighbour { other: right, pair });
        lists[right as usize].push(Neighbour { other: left, pair });
    }
    for list in &mut lists {
        list.sort_unstable_by_key(|neighbour| neighbour.other);
    }
    lists
}

/// The surroundings of each article and what each pair's have in common, pairs in their order.
pub(crate) fn survey(signatures: &[Signature], pairs: &[(u32, u32, Plain)]) -> (Vec<Surroundings>, Vec<Shared>) {
    let lists = adjacency(signatures.len(), pairs);
    let plain = |neighbour: &Neighbour| &pairs[neighbour.pair as usize].2;
    let found = lists.par_iter().map(|list| look_around(signatures.len(), list, plain)).collect();
    let mut shared = vec![Shared::default(); pairs.len()];
    compare_lists(&lists, pairs, Ground { value: |plain| plain.lead, nearby: NEARBY }, |pair, neighbours, widened| {
        (shared[pair].neighbours, shared[pair].widened) = (neighbours, widened);
    });
    if pairs.iter().any(|pair| pair.2.meaning > 0.0) {
        compare_lists(&lists, pairs, Ground { value: |plain| plain.meaning, nearby: NEARBY_MEANING }, |pair, neighbours, widened| {
            (shared[pair].neighbours_in_meaning, shared[pair].widened_in_meaning) = (neighbours, widened);
        });
    }
    (found, shared)
}

#[allow(clippy::cast_precision_loss, reason = "lengths of lists")]
fn look_around<'p>(count: usize, list: &[Neighbour], plain: impl Fn(&Neighbour) -> &'p Plain) -> Surroundings {
    let strangers = NEAREST.saturating_sub(count.saturating_sub(1));
    let sorted_from = |value: fn(&Plain) -> f32, stranger: f32| {
        let mut values: Vec<f32> = list.iter().map(|neighbour| value(plain(neighbour))).collect();
        values.extend(std::iter::repeat_n(stranger, strangers));
        values.sort_unstable_by(|a, b| b.total_cmp(a));
        values
    };
    let sorted = |value: fn(&Plain) -> f32| sorted_from(value, STRANGE_LEAD);
    let best = |values: &[f32]| values.first().copied().unwrap_or(0.0);
    let mean = |values: &[f32], most: usize| values.iter().take(most).sum::<f32>() / most as f32;
    let (lead, body, title) = (sorted(|plain| plain.lead), sorted(|plain| plain.body), sorted(|plain| plain.title));
    let (first, names) = (sorted(|plain| plain.first), sorted(|plain| plain.names));
    let meaning = sorted_from(|plain| plain.meaning, STRANGE_MEANING);
    let mean_meaning = mean(&meaning, NEAREST);
    let meaning_squares: Vec<f32> = meaning.iter().map(|meaning| meaning * meaning).collect();
    let mean_lead = mean(&lead, NEAREST);
    let squares: Vec<f32> = lead.iter().map(|lead| lead * lead).collect();
    Surroundings {
        best: Best {
            lead: best(&lead),
            body: best(&body),
            title: best(&title),
            opening: best(&sorted(|plain| plain.opening)),
            first: best(&first),
            bigrams: best(&sorted(|plain| plain.bigrams)),
            names: best(&names),
            meaning: best(&meaning),
        },
        mean_lead,
        deviation_lead: (mean(&squares, NEAREST) - mean_lead * mean_lead).max(0.0).sqrt(),
        few_lead: mean(&lead, FEW),
        few_body: mean(&body, FEW),
        few_names: mean(&names, FEW),
        some_lead: mean(&lead, SOME),
        some_body: mean(&body, SOME),
        some_title: mean(&title, SOME),
        some_first: mean(&first, SOME),
        some_meaning: mean(&meaning, SOME),
        mean_meaning,
        deviation_meaning: (mean(&meaning_squares, NEAREST) - mean_meaning * mean_meaning).max(0.0).sqrt(),
        pace_days: pace(list, plain),
        crowd: crowd(count),
    }
}

#[allow(clippy::cast_precision_loss, reason = "days")]
fn pace<'p>(list: &[Neighbour], plain: impl Fn(&Neighbour) -> &'p Plain) -> Option<f32> {
    let least = nth_best(list.iter().map(|neighbour| plain(neighbour).lead).collect(), DAY_NEIGHBOURS);
    let (mut days, mut weight) = (0.0, 0.0);
    for plain in list.iter().map(plain).filter(|plain| plain.lead >= least && plain.lead > 0.0) {
        if let Some(gap) = plain.gap_days {
            days += plain.lead * (gap as f32).min(FAR_DAYS);
            weight += plain.lead;
        }
    }
    (weight > 0.0).then(|| days / weight)
}

/// The n-th best of some values; 0 if there are fewer.
fn nth_best(mut values: Vec<f32>, n: usize) -> f32 {
    values.sort_unstable_by(|a, b| b.total_cmp(a));
    values.get(n - 1).copied().unwrap_or(0.0)
}

/// What makes two articles neighbours.
#[derive(Clone, Copy)]
struct Ground {
    value: fn(&Plain) -> f32,
    nearby: f32,
}

/// An article's closest neighbours with their cosines, itself among them with 1, in order.
fn closest(at: u32, list: &[Neighbour], pairs: &[(u32, u32, Plain)], ground: Ground) -> Vec<(u32, f32)> {
    let lead = |neighbour: &Neighbour| (ground.value)(&pairs[neighbour.pair as usize].2);
    let least = nth_best(list.iter().map(lead).collect(), CLOSEST).max(ground.nearby);
    let mut row: Vec<(u32, f32)> =
        list.iter().map(|neighbour| (neighbour.other, lead(neighbour))).filter(|&(_, lead)| lead >= least && lead > 0.0).collect();
    row.push((at, 1.0));
    row.sort_unstable_by_key(|&(other, _)| other);
    row
}

fn compare_lists(lists: &[Vec<Neighbour>], pairs: &[(u32, u32, Plain)], ground: Ground, mut put: impl FnMut(usize, f32, f32)) {
    let rows: Vec<Vec<(u32, f32)>> =
        lists.par_iter().enumerate().map(|(at, list)| closest(u32::try_from(at).unwrap_or(u32::MAX), list, pairs, ground)).collect();
    let lengths: Vec<f32> = rows.iter().map(|row| row.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt()).collect();
    let products: Vec<Widened> = (0..lists.len())
        .into_par_iter()
        .map_init(
            || (vec![0.0_f32; lists.len()], vec![0.0_f32; lists.len()]),
            |(sums, own), at| widen(at, lists, &rows, pairs, ground, sums, own),
        )
        .collect();
    for (left, own) in products.iter().enumerate() {
        for &(pair, neighbours, widened) in &own.products {
            let right = pairs[pair as usize].1 as usize;
            let length = (own.squared_length * products[right].squared_length).max(1e-9).sqrt();
            put(pair as usize, neighbours / (lengths[left] * lengths[right]), widened / length);
        }
    }
}

/// An article with its closest neighbours added.
struct Widened {
    squared_length: f32,
    /// For each pair in which it is the left one: the pair, the product of the lists, the product of the widened articles.
    products: Vec<(u32, f32, f32)>,
}

/// `sums` and `own` are all 0 before and after.
fn widen(
    at: usize,
    lists: &[Vec<Neighbour>],
    rows: &[Vec<(u32, f32)>],
    pairs: &[(u32, u32, Plain)],
    ground: Ground,
    sums: &mut [f32],
    own: &mut [f32],
) -> Widened {
    for &(middle, weight) in &rows[at] {
        sums[middle as usize] += weight;
        own[middle as usize] = weight;
        for neighbour in &lists[middle as usize] {
            sums[neighbour.other as usize] += weight * (ground.value)(&pairs[neighbour.pair as usize].2);
        }
    }
    let product = |row: &[(u32, f32)], with: &[f32]| row.iter().map(|&(other, weight)| weight * with[other as usize]).sum::<f32>();
    let squared_length = product(&rows[at], sums);
    let products = lists[at]
        .iter()
        .filter(|neighbour| neighbour.other as usize > at)
        .map(|neighbour| {
            let row = &rows[neighbour.other as usize];
            (neighbour.pair, product(row, own), product(row, sums))
        })
        .collect();
    for &(middle, _) in &rows[at] {
        sums[middle as usize] = 0.0;
        own[middle as usize] = 0.0;
        for neighbour in &lists[middle as usize] {
            sums[neighbour.other as usize] = 0.0;
        }
    }
    Widened { squared_length, products }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(left: u32, right: u32, lead: f32, gap_days: Option<i32>) -> (u32, u32, Plain) {
        (left, right, Plain { lead, gap_days, ..Plain::default() })
    }

    fn around(count: usize, pairs: &[(u32, u32, Plain)]) -> (Vec<Surroundings>, Vec<Shared>) {
        survey(&vec![Signature::default(); count], pairs)
    }

    #[test]
    fn the_best_neighbour_and_the_pace_are_of_the_articles_own_list() {
        let (found, _) = around(3, &[pair(0, 1, 0.8, Some(0)), pair(0, 2, 0.2, Some(4)), pair(1, 2, 0.1, None)]);
        assert!((found[0].best.lead - 0.8).abs() < 1e-6 && (found[2].best.lead - 0.2).abs() < 1e-6);
        assert!((found[0].pace_days.expect("days are known") - 0.8).abs() < 1e-6);
        assert_eq!(found[2].pace_days.map(|days| days > 3.9), Some(true));
        assert!((found[0].mean_lead - (0.8 + 0.2 + 23.0 * STRANGE_LEAD) / 25.0).abs() < 1e-6);
    }

    #[test]
    fn articles_without_a_word_in_common_are_near_through_their_neighbours() {
        let (_, shared) = around(4, &[pair(0, 1, 0.0, None), pair(0, 2, 0.6, None), pair(0, 3, 0.0, None), pair(1, 2, 0.6, None)]);
        assert!(shared[0].neighbours > 0.2 && shared[0].widened > 0.5, "{:?}", shared[0]);
        assert!(shared[2].neighbours < 1e-6 && shared[2].widened < 1e-6, "{:?}", shared[2]);
    }

    #[test]
    fn nobody_around_is_no_trouble() {
        assert!(around(0, &[]).0.is_empty());
        assert!(around(1, &[]).0[0].pace_days.is_none());
    }
}
