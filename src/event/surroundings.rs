//! What an article's own candidate list looks like, and what two articles' lists have in common.
//!
//! Local scaling (Zelnik-Manor and Perona, 2004, doi 10.5555/2976040.2976241): the same people day after day make plain
//! cosines high everywhere; the nearest neighbours of an article still are its event. Shared nearest neighbours (Jarvis and
//! Patrick, 1973, doi 10.1109/T-C.1973.223640) bring headlines together that share no word but have the same neighbours.
//! Cost: linear in the candidate pairs.

use rayon::prelude::*;

use crate::event::Pair;
use crate::event::similarity::{Plain, STRANGE_LEAD, STRANGE_MEANING, Shape};

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

/// What fills up the list of a small run: a stranger has a little of everything.
const STRANGER: Plain = Plain {
    lead: STRANGE_LEAD,
    body: STRANGE_LEAD,
    title: STRANGE_LEAD,
    opening: STRANGE_LEAD,
    first: STRANGE_LEAD,
    bigrams: STRANGE_LEAD,
    names: STRANGE_LEAD,
    meaning: STRANGE_MEANING,
    rarest_name: 0.0,
    names_in_common: 0.0,
    numbers: 0.0,
    headline_held: 0.0,
    first_held: 0.0,
    gap_days: None,
    told_gap_days: None,
    tells_later: false,
    shape: Shape::Texts,
};

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
#[derive(Clone, Copy, Default)]
struct Neighbour {
    other: u32,
    pair: u32,
}

/// Each article's candidates, in order of the articles.
struct Lists {
    starts: Vec<usize>,
    neighbours: Vec<Neighbour>,
}

impl Lists {
    /// From pairs in order: an article's pairs with lower ones come before those with higher ones.
    fn of(count: usize, pairs: &[Pair]) -> Self {
        let mut starts = vec![0_usize; count + 1];
        for pair in pairs {
            starts[pair.left as usize + 1] += 1;
            starts[pair.right as usize + 1] += 1;
        }
        for at in 0..count {
            starts[at + 1] += starts[at];
        }
        let mut next = starts.clone();
        let mut neighbours = vec![Neighbour::default(); 2 * pairs.len()];
        let mut put = |at: u32, other: u32, pair: u32| {
            neighbours[next[at as usize]] = Neighbour { other, pair };
            next[at as usize] += 1;
        };
        for (number, pair) in (0..).zip(pairs) {
            put(pair.left, pair.right, number);
            put(pair.right, pair.left, number);
        }
        Self { starts, neighbours }
    }

    fn articles(&self) -> usize {
        self.starts.len() - 1
    }

    fn range(&self, article: usize) -> std::ops::Range<usize> {
        self.starts[article]..self.starts[article + 1]
    }
}

/// Fills in what the lists of each pair's articles have in common; the surroundings of each of the `count` articles, which are all or a
/// part of the `collection`.
pub(crate) fn survey(count: usize, collection: usize, pairs: &mut [Pair]) -> Vec<Surroundings> {
    let lists = Lists::of(count, pairs);
    let found = {
        let pairs = &*pairs;
        let plain = |neighbour: &Neighbour| &pairs[neighbour.pair as usize].plain;
        (0..count).into_par_iter().map(|at| look_around(count, collection, &lists.neighbours[lists.range(at)], plain)).collect()
    };
    compare_lists(&lists, pairs, &Ground { value: |plain| plain.lead, nearby: NEARBY }, |pair, neighbours, widened| {
        (pair.shared.neighbours, pair.shared.widened) = (neighbours, widened);
    });
    if pairs.iter().any(|pair| pair.plain.meaning > 0.0) {
        compare_lists(&lists, pairs, &Ground { value: |plain| plain.meaning, nearby: NEARBY_MEANING }, |pair, neighbours, widened| {
            (pair.shared.neighbours_in_meaning, pair.shared.widened_in_meaning) = (neighbours, widened);
        });
    }
    found
}

/// The highest of the values that it was shown, highest first.
struct Highest<const MOST: usize> {
    values: [f32; MOST],
    count: usize,
}

impl<const MOST: usize> Highest<MOST> {
    fn new() -> Self {
        Self { values: [0.0; MOST], count: 0 }
    }

    fn show(&mut self, value: f32) {
        if self.count == MOST {
            if value <= self.values[MOST - 1] {
                return;
            }
        } else {
            self.count += 1;
        }
        let mut at = self.count - 1;
        while at > 0 && self.values[at - 1] < value {
            self.values[at] = self.values[at - 1];
            at -= 1;
        }
        self.values[at] = value;
    }

    fn best(&self) -> f32 {
        self.values[0]
    }

    #[allow(clippy::cast_precision_loss, reason = "lengths of lists")]
    fn mean(&self, most: usize) -> f32 {
        self.values.iter().take(most).sum::<f32>() / most as f32
    }

    #[allow(clippy::cast_precision_loss, reason = "lengths of lists")]
    fn deviation(&self) -> f32 {
        let mean = self.mean(MOST);
        let square = self.values.iter().map(|value| value * value).sum::<f32>() / MOST as f32;
        (square - mean * mean).max(0.0).sqrt()
    }
}

fn look_around<'p>(count: usize, collection: usize, list: &[Neighbour], plain: impl Fn(&Neighbour) -> &'p Plain) -> Surroundings {
    let mut lead = Highest::<NEAREST>::new();
    let mut meaning = Highest::<NEAREST>::new();
    let [mut body, mut title, mut first, mut names] = [(); 4].map(|()| Highest::<SOME>::new());
    let [mut opening, mut bigrams] = [(); 2].map(|()| Highest::<1>::new());
    let mut show = |plain: &Plain| {
        lead.show(plain.lead);
        meaning.show(plain.meaning);
        body.show(plain.body);
        title.show(plain.title);
        first.show(plain.first);
        names.show(plain.names);
        opening.show(plain.opening);
        bigrams.show(plain.bigrams);
    };
    list.iter().for_each(|neighbour| show(plain(neighbour)));
    for _ in count.saturating_sub(1)..NEAREST {
        show(&STRANGER);
    }
    Surroundings {
        best: Best {
            lead: lead.best(),
            body: body.best(),
            title: title.best(),
            opening: opening.best(),
            first: first.best(),
            bigrams: bigrams.best(),
            names: names.best(),
            meaning: meaning.best(),
        },
        mean_lead: lead.mean(NEAREST),
        deviation_lead: lead.deviation(),
        few_lead: lead.mean(FEW),
        few_body: body.mean(FEW),
        few_names: names.mean(FEW),
        some_lead: lead.mean(SOME),
        some_body: body.mean(SOME),
        some_title: title.mean(SOME),
        some_first: first.mean(SOME),
        some_meaning: meaning.mean(SOME),
        mean_meaning: meaning.mean(NEAREST),
        deviation_meaning: meaning.deviation(),
        pace_days: pace(list, &lead, plain),
        crowd: crowd(collection),
    }
}

#[allow(clippy::cast_precision_loss, reason = "days")]
fn pace<'p>(list: &[Neighbour], lead: &Highest<NEAREST>, plain: impl Fn(&Neighbour) -> &'p Plain) -> Option<f32> {
    let least = if list.len() < DAY_NEIGHBOURS { 0.0 } else { lead.values[DAY_NEIGHBOURS - 1] };
    let (mut days, mut weight) = (0.0, 0.0);
    for plain in list.iter().map(plain).filter(|plain| plain.lead >= least && plain.lead > 0.0) {
        if let Some(gap) = plain.gap_days {
            days += plain.lead * (gap as f32).min(FAR_DAYS);
            weight += plain.lead;
        }
    }
    (weight > 0.0).then(|| days / weight)
}

/// What makes two articles neighbours.
struct Ground {
    value: fn(&Plain) -> f32,
    nearby: f32,
}

/// An article's closest neighbours with their cosines, itself among them with 1, in order; and the length of that list.
struct Closest {
    row: Vec<(u32, f32)>,
    length: f32,
}

fn closest(at: usize, list: &[Neighbour], values: &[f32], nearby: f32) -> Closest {
    let mut highest = Highest::<CLOSEST>::new();
    values.iter().for_each(|value| highest.show(*value));
    let least = if values.len() < CLOSEST { nearby } else { highest.values[CLOSEST - 1].max(nearby) };
    let near = list.iter().zip(values).map(|(neighbour, value)| (neighbour.other, *value));
    let mut row: Vec<(u32, f32)> = near.filter(|&(_, value)| value >= least && value > 0.0).collect();
    let at = u32::try_from(at).unwrap_or(u32::MAX);
    row.insert(row.partition_point(|&(other, _)| other < at), (at, 1.0));
    let length = row.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
    Closest { row, length }
}

fn compare_lists(lists: &Lists, pairs: &mut [Pair], ground: &Ground, put: impl Fn(&mut Pair, f32, f32)) {
    let values: Vec<f32> = lists.neighbours.iter().map(|neighbour| (ground.value)(&pairs[neighbour.pair as usize].plain)).collect();
    let count = lists.articles();
    let rows: Vec<Closest> = (0..count)
        .into_par_iter()
        .map(|at| closest(at, &lists.neighbours[lists.range(at)], &values[lists.range(at)], ground.nearby))
        .collect();
    let products: Vec<Widened> = (0..count)
        .into_par_iter()
        .map_init(|| (vec![0.0_f32; count], vec![0.0_f32; count]), |(sums, own), at| widen(at, lists, &values, &rows, sums, own))
        .collect();
    for (left, own) in products.iter().enumerate() {
        for &(pair, neighbours, widened) in &own.products {
            let pair = &mut pairs[pair as usize];
            let right = pair.right as usize;
            let length = (own.squared_length * products[right].squared_length).max(1e-9).sqrt();
            put(pair, neighbours / (rows[left].length * rows[right].length), widened / length);
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
fn widen(at: usize, lists: &Lists, values: &[f32], rows: &[Closest], sums: &mut [f32], own: &mut [f32]) -> Widened {
    for &(middle, weight) in &rows[at].row {
        sums[middle as usize] += weight;
        own[middle as usize] = weight;
        let range = lists.range(middle as usize);
        for (neighbour, value) in lists.neighbours[range.clone()].iter().zip(&values[range]) {
            sums[neighbour.other as usize] += weight * value;
        }
    }
    let product = |row: &[(u32, f32)], with: &[f32]| row.iter().map(|&(other, weight)| weight * with[other as usize]).sum::<f32>();
    let squared_length = product(&rows[at].row, sums);
    let products = lists.neighbours[lists.range(at)]
        .iter()
        .filter(|neighbour| neighbour.other as usize > at)
        .map(|neighbour| {
            let row = &rows[neighbour.other as usize].row;
            (neighbour.pair, product(row, own), product(row, sums))
        })
        .collect();
    for &(middle, _) in &rows[at].row {
        sums[middle as usize] = 0.0;
        own[middle as usize] = 0.0;
        for neighbour in &lists.neighbours[lists.range(middle as usize)] {
            sums[neighbour.other as usize] = 0.0;
        }
    }
    Widened { squared_length, products }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(left: u32, right: u32, lead: f32, gap_days: Option<i32>) -> Pair {
        Pair { left, right, plain: Plain { lead, gap_days, ..Plain::default() }, shared: Shared::default() }
    }

    fn around<const PAIRS: usize>(count: usize, mut pairs: [Pair; PAIRS]) -> (Vec<Surroundings>, [Shared; PAIRS]) {
        let found = survey(count, count, &mut pairs);
        (found, pairs.map(|pair| pair.shared))
    }

    #[test]
    fn the_best_neighbour_and_the_pace_are_of_the_articles_own_list() {
        let (found, _) = around(3, [pair(0, 1, 0.8, Some(0)), pair(0, 2, 0.2, Some(4)), pair(1, 2, 0.1, None)]);
        assert!((found[0].best.lead - 0.8).abs() < 1e-6 && (found[2].best.lead - 0.2).abs() < 1e-6);
        assert!((found[0].pace_days.expect("days are known") - 0.8).abs() < 1e-6);
        assert_eq!(found[2].pace_days.map(|days| days > 3.9), Some(true));
        assert!((found[0].mean_lead - (0.8 + 0.2 + 23.0 * STRANGE_LEAD) / 25.0).abs() < 1e-6);
    }

    #[test]
    fn articles_without_a_word_in_common_are_near_through_their_neighbours() {
        let (_, shared) = around(4, [pair(0, 1, 0.0, None), pair(0, 2, 0.6, None), pair(0, 3, 0.0, None), pair(1, 2, 0.6, None)]);
        assert!(shared[0].neighbours > 0.2 && shared[0].widened > 0.5, "{:?}", shared[0]);
        assert!(shared[2].neighbours < 1e-6 && shared[2].widened < 1e-6, "{:?}", shared[2]);
    }

    #[test]
    fn nobody_around_is_no_trouble() {
        assert!(around(0, []).0.is_empty());
        assert!(around(1, []).0[0].pace_days.is_none());
    }
}
