//! Word clusters: words with like neighbours in news text share one.
//!
//! Each of the most frequent words is described by how much more often than by chance each frequent word stands right before or after it
//! (positive pointwise mutual information), brought to a hundred dimensions, and put into fine clusters by spherical k-means (Dhillon and
//! Modha, 2001, doi:10.1023/A:1007612920971); the centres of the fine clusters are put into rough ones likewise.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::language::syntax::form::{normal_spelling, word_key};
use crate::train::linear_algebra::{Dense, Sparse, reduce};
use crate::train::random::Random;

/// How clusters are made.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ClusterSettings {
    /// Words that get a cluster, the most frequent ones.
    pub(crate) words: usize,
    /// Frequent words that count as neighbours.
    pub(crate) neighbours: usize,
    pub(crate) dimensions: usize,
    /// Fine clusters.
    pub(crate) fine: usize,
    /// Rough clusters.
    pub(crate) rough: usize,
    /// Rounds of k-means.
    pub(crate) rounds: usize,
    /// Times that a word must have been seen.
    pub(crate) seen: u32,
    pub(crate) seed: u64,
}

/// Clusters of words.
#[derive(Clone, Debug, Default)]
pub(crate) struct Clusters {
    /// Key and fine cluster (from 0) of each word.
    pub(crate) words: Vec<(u64, u16)>,
    /// Rough cluster of each fine one (from 0).
    pub(crate) rough: Vec<u8>,
}

/// Rounds of subspace iteration.
const ITERATIONS: usize = 3;

/// Clusters the words of these sentences.
#[allow(clippy::cast_possible_truncation, reason = "there are fewer words and clusters than that")]
pub(crate) fn make(sentences: &[Vec<String>], settings: ClusterSettings) -> Clusters {
    let mut ids: FxHashMap<&str, u32> = FxHashMap::default();
    let mut spellings: FxHashMap<String, u32> = FxHashMap::default();
    let mut counts: Vec<(u32, String)> = Vec::new();
    let mut text: Vec<Vec<u32>> = Vec::with_capacity(sentences.len());
    for sentence in sentences {
        let mut line = Vec::with_capacity(sentence.len());
        for word in sentence {
            let id = *ids.entry(word).or_insert_with(|| {
                let normal = normal_spelling(word);
                *spellings.entry(normal.clone()).or_insert_with(|| {
                    counts.push((0, normal));
                    counts.len() as u32 - 1
                })
            });
            counts[id as usize].0 += 1;
            line.push(id);
        }
        text.push(line);
    }
    let mut order: Vec<u32> = (0..counts.len() as u32).collect();
    order.sort_by(|left, right| {
        let (left, right) = (&counts[*left as usize], &counts[*right as usize]);
        right.0.cmp(&left.0).then_with(|| left.1.cmp(&right.1))
    });
    let mut rank = vec![u32::MAX; counts.len()];
    for (place, id) in order.iter().enumerate() {
        rank[*id as usize] = place as u32;
    }
    let words = order.iter().take(settings.words).take_while(|id| counts[**id as usize].0 >= settings.seen).count();
    let matrix = neighbours(&text, &rank, words, settings.neighbours);
    let mut vectors = reduce(&matrix, settings.dimensions, ITERATIONS, settings.seed);
    normalise(&mut vectors);
    let weights: Vec<f32> = order[..words].iter().map(|id| (counts[*id as usize].0.min(5000) as f32).sqrt()).collect();
    let (fine, centres) = spherical_means(&vectors, &weights, settings.fine, settings.rounds, settings.seed);
    let sizes = vec![1.0; settings.fine];
    let (rough, _) = spherical_means(&centres, &sizes, settings.rough, settings.rounds, settings.seed + 1);
    Clusters {
        words: (0..words).map(|place| (word_key(&counts[order[place] as usize].1), fine[place] as u16)).collect(),
        rough: rough.iter().map(|cluster| *cluster as u8).collect(),
    }
}

/// Positive mutual information of each word with its left and right neighbours.
fn neighbours(text: &[Vec<u32>], rank: &[u32], words: usize, frequent: usize) -> Sparse {
    // Behind the frequent words: the sentence's border, and any other word.
    let half = frequent + 2;
    let column = |word: Option<&u32>| match word.map(|word| rank[*word as usize] as usize) {
        None => frequent,
        Some(rank) if rank < frequent => rank,
        Some(_) => frequent + 1,
    };
    let mut counts: Vec<FxHashMap<u32, f32>> = vec![FxHashMap::default(); words];
    for line in text {
        for (at, word) in line.iter().enumerate() {
            let word = rank[*word as usize] as usize;
            if word < words {
                let left = column(at.checked_sub(1).and_then(|before| line.get(before)));
                let right = half + column(line.get(at + 1));
                for column in [left, right] {
                    *counts[word].entry(u32::try_from(column).unwrap_or(0)).or_default() += 1.0;
                }
            }
        }
    }
    let mut totals = vec![0.0_f64; 2 * half];
    for (column, count) in counts.iter().flatten() {
        totals[*column as usize] += f64::from(*count);
    }
    let smooth: Vec<f64> = totals.iter().map(|total| total.powf(0.75)).collect();
    let sum: f64 = smooth.iter().sum();
    #[allow(clippy::cast_possible_truncation, reason = "single precision is enough")]
    let rows = counts.par_iter().map(|row| {
        let total: f64 = row.values().map(|count| f64::from(*count)).sum();
        let mut pairs: Vec<(u32, f32)> = row
            .iter()
            .map(|(column, count)| (*column, (f64::from(*count) / total / (smooth[*column as usize] / sum)).ln() as f32))
            .filter(|pair| pair.1 > 0.0)
            .collect();
        pairs.sort_unstable_by_key(|pair| pair.0);
        pairs
    });
    Sparse { rows: rows.collect(), columns: 2 * half }
}

fn normalise(vectors: &mut Dense) {
    for row in vectors.values.chunks_mut(vectors.columns) {
        let length = row.iter().map(|value| value * value).sum::<f32>().sqrt().max(1e-9);
        row.iter_mut().for_each(|value| *value /= length);
    }
}

/// The cluster of each row and the centres.
fn spherical_means(vectors: &Dense, weights: &[f32], clusters: usize, rounds: usize, seed: u64) -> (Vec<usize>, Dense) {
    let columns = vectors.columns;
    let rows = weights.len();
    let mut random = Random::new(seed);
    // Spread first centres: each the farthest of a few random rows from its nearest centre.
    let mut chosen: Vec<usize> = vec![0];
    let mut nearest = vec![f32::MIN; rows];
    while chosen.len() < clusters.min(rows) {
        let last = vectors.row(chosen[chosen.len() - 1]).to_vec();
        nearest.par_iter_mut().enumerate().for_each(|(row, best)| *best = best.max(dot(vectors.row(row), &last)));
        let far = (0..12).map(|_| random.below(rows)).filter(|row| nearest[*row] < 1.0);
        let next =
            far.max_by(|left, right| (weights[*left] * (1.0 - nearest[*left])).total_cmp(&(weights[*right] * (1.0 - nearest[*right]))));
        chosen.push(next.unwrap_or_else(|| random.below(rows)));
    }
    let mut centres = Dense { values: chosen.iter().flat_map(|row| vectors.row(*row).to_vec()).collect(), columns };
    let mut of = vec![0; rows];
    for _ in 0..rounds {
        of = (0..rows)
            .into_par_iter()
            .map(|row| {
                let vector = vectors.row(row);
                let mut best = (0, f32::MIN);
                for (cluster, centre) in centres.values.chunks(columns).enumerate() {
                    let alike = dot(vector, centre);
                    if alike > best.1 {
                        best = (cluster, alike);
                    }
                }
                best.0
            })
            .collect();
        let mut sums = vec![0.0; centres.values.len()];
        for (row, cluster) in of.iter().enumerate() {
            let sum = &mut sums[cluster * columns..(cluster + 1) * columns];
            sum.iter_mut().zip(vectors.row(row)).for_each(|(sum, value)| *sum += weights[row] * value);
        }
        for (centre, sum) in centres.values.chunks_mut(columns).zip(sums.chunks(columns)) {
            if sum.iter().any(|value| *value != 0.0) {
                centre.copy_from_slice(sum);
            }
        }
        normalise(&mut centres);
    }
    (of, centres)
}

fn dot(left: &[f32], right: &[f32]) -> f32 {
    // Eight sums side by side, so that the order of additions is fixed and the loop is quick.
    let mut sums = [0.0_f32; 8];
    let (left_chunks, right_chunks) = (left.chunks_exact(8), right.chunks_exact(8));
    let rest: f32 = left_chunks.remainder().iter().zip(right_chunks.remainder()).map(|(a, b)| a * b).sum();
    for (left, right) in left_chunks.zip(right_chunks) {
        for at in 0..8 {
            sums[at] += left[at] * right[at];
        }
    }
    sums.iter().sum::<f32>() + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_with_like_neighbours_share_a_cluster() {
        let mut sentences = Vec::new();
        for at in 0..400 {
            let (noun, verb) = (["boat", "ferry", "ship"][at % 3], ["sank", "left", "stopped"][at / 3 % 3]);
            sentences.push(["the", noun, verb, "near", "the", "coast"].map(str::to_owned).to_vec());
        }
        let settings = ClusterSettings { words: 9, neighbours: 8, dimensions: 4, fine: 4, rough: 2, rounds: 10, seen: 1, seed: 1 };
        let clusters = make(&sentences, settings);
        let of = |word: &str| clusters.words.iter().find(|entry| entry.0 == word_key(word)).map(|entry| entry.1);
        assert_eq!(of("boat"), of("ferry"));
        assert_eq!(of("sank"), of("stopped"));
        assert_ne!(of("boat"), of("sank"));
    }
}
