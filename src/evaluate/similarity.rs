//! Scores how alike two short texts are against people's judgement: rank correlation, for word vectors or an encoder.
//!
//! The likeness of two texts is that of the guide to word vectors: each word counts by its best nearness to a word of the other text, weighted
//! by the rarity of its stem in news; the harmonic mean of both directions (soft token alignment; Mihalcea, Corley and Strapparava,
//! 2006), and a share of the cosine of the whole texts. Figure: Spearman's rank correlation, ties averaged, for each set of pairs
//! and the mean of the sets.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::evaluate::rows;
use crate::language::encoder::Encoder;
use crate::language::stem::stem;
use crate::language::vectors::{DIMENSIONS, WordVectors, dot};
use crate::lexicon::{calendar, frequency};

/// Cosine at which nearness begins, as in the alignment of statements.
const FLOOR: f64 = 0.2;
/// What the cosine of the whole texts adds to that of their words: the guide's, chosen there on other sets.
const WHOLE_SHARE: f64 = 0.35;

/// One line of gold: two texts and how alike people find them.
#[derive(Clone, Debug, Deserialize)]
pub struct Gold {
    /// One text.
    pub a: String,
    /// The other.
    pub b: String,
    /// How alike, on any scale.
    pub score: f64,
    /// The set that the pair belongs to.
    #[serde(default)]
    pub set: String,
}

/// Rank correlations.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Figures {
    /// Gold lines.
    pub lines: usize,
    /// Of each set.
    pub spearman: BTreeMap<String, f64>,
    /// Mean of the sets.
    pub mean: f64,
}

/// Reads gold lines.
///
/// # Errors
/// A line that is not JSON or lacks a field.
pub fn read_gold(text: &str, place: &str) -> Result<Vec<Gold>, Error> {
    rows::values(text, place, "one object a line, fields as documented")
}

/// Scores the likeness of the gold's pairs, whole texts read by the encoder if there is one.
#[must_use]
pub fn score(gold: &[Gold], encoder: Option<&Encoder>) -> Figures {
    let whole: Vec<f64> = match encoder {
        Some(encoder) => {
            let texts: Vec<&str> = gold.iter().flat_map(|pair| [pair.a.as_str(), pair.b.as_str()]).collect();
            let vectors = encoder.encode(&texts);
            vectors.as_chunks::<2>().0.iter().map(|[a, b]| a.iter().zip(b).map(|(a, b)| f64::from(a * b)).sum()).collect()
        }
        None => gold.par_iter().map(|pair| cosine(&pair.a, &pair.b)).collect(),
    };
    let said: Vec<f64> =
        gold.par_iter().zip(&whole).map(|(pair, whole)| likeness(&words(&pair.a), &words(&pair.b)) + WHOLE_SHARE * whole).collect();
    let mut sets: BTreeMap<String, (Vec<f64>, Vec<f64>)> = BTreeMap::new();
    for (pair, said) in gold.iter().zip(said) {
        let set = sets.entry(pair.set.clone()).or_default();
        set.0.push(pair.score);
        set.1.push(said);
    }
    let spearman: BTreeMap<String, f64> =
        sets.into_iter().map(|(name, (gold, said))| (name, correlation(&ranks(&gold), &ranks(&said)))).collect();
    let mean = spearman.values().sum::<f64>() / spearman.len().max(1) as f64;
    Figures { lines: gold.len(), spearman, mean }
}

fn cosine(left: &str, right: &str) -> f64 {
    let of = |text| WordVectors::get().vector(text);
    of(left).zip(of(right)).map_or(0.0, |(left, right)| f64::from(dot(&left.0, &right.0)))
}

struct Word {
    stem: String,
    weight: f64,
    /// None for numbers and days, which are near to nothing but themselves.
    vector: Option<Box<[f32; DIMENSIONS]>>,
}

/// The different words of a text.
fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let lower = text.to_lowercase().replace('’', "'");
    for form in lower.split(|c: char| !c.is_alphanumeric() && c != '\'').map(|form| form.trim_matches('\'')) {
        let form = form.strip_suffix("'s").unwrap_or(form);
        let stem = stem(form);
        if form.is_empty() || words.iter().any(|word| word.stem == stem) {
            continue;
        }
        let alone = form.starts_with(|c: char| c.is_ascii_digit()) || calendar::look_up(form).is_some();
        let vector = if alone { None } else { WordVectors::get().vector(form).map(|(vector, _)| vector) };
        words.push(Word { weight: frequency::inverse_document_frequency(&stem), stem, vector });
    }
    words
}

fn likeness(left: &[Word], right: &[Word]) -> f64 {
    let near = |one: &Word, other: &Word| {
        if one.stem == other.stem {
            return 1.0;
        }
        let cosine = one.vector.as_ref().zip(other.vector.as_ref()).map_or(0.0, |(one, other)| f64::from(dot(one, other)));
        ((cosine - FLOOR) / (1.0 - FLOOR)).max(0.0)
    };
    let held = |words: &[Word], other: &[Word]| {
        let sum: f64 = words.iter().map(|word| word.weight * other.iter().map(|there| near(word, there)).fold(0.0, f64::max)).sum();
        sum / words.iter().map(|word| word.weight).sum::<f64>().max(1e-9)
    };
    let (forward, backward) = (held(left, right), held(right, left));
    2.0 * forward * backward / (forward + backward).max(1e-9)
}

/// The place of each value in their order, from 1; equal ones share the mean of theirs.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|left, right| values[*left].total_cmp(&values[*right]));
    let mut ranks = vec![0.0; values.len()];
    for tied in order.chunk_by(|left, right| values[*left] == values[*right]) {
        let before = order.partition_point(|at| values[*at] < values[tied[0]]) as f64;
        tied.iter().for_each(|at| ranks[*at] = before + (tied.len() as f64 + 1.0) / 2.0);
    }
    ranks
}

fn correlation(left: &[f64], right: &[f64]) -> f64 {
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len().max(1) as f64;
    let (one, other) = (mean(left), mean(right));
    let sum = |left: &[f64], from: f64, right: &[f64], to: f64| left.iter().zip(right).map(|(a, b)| (a - from) * (b - to)).sum::<f64>();
    let spread = (sum(left, one, left, one) * sum(right, other, right, other)).sqrt();
    if spread > 0.0 { sum(left, one, right, other) / spread } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_share_their_rank_and_order_alone_counts() {
        assert_eq!(ranks(&[3.0, 1.0, 3.0, 2.0]), [3.5, 1.0, 3.5, 2.0]);
        assert!((correlation(&ranks(&[1.0, 2.0, 3.0]), &ranks(&[10.0, 200.0, 3000.0])) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn other_words_for_the_same_are_alike_and_other_days_and_numbers_are_not() {
        let alike = |left: &str, right: &str| likeness(&words(left), &words(right));
        assert!(alike("wounded", "injured") > alike("wounded", "pension") && alike("Monday", "Tuesday") == 0.0 && alike("60", "61") == 0.0);
        let one = "Ferry with 60 aboard sinks on Monday";
        assert!(alike(one, one) > 0.999 && alike(one, "Budget vote delayed") < 0.3);
    }
}
