//! Learns linear chains (conditional random fields; Lafferty, McCallum and Pereira, 2001) by gradient steps whose size each weight sets
//! for itself (AdaGrad; Duchi, Hazan and Singer, 2011), with a pull of all weights towards nought.

use rustc_hash::FxHashMap;

use crate::attribution::learned::chain::{NEVER, Row};
use crate::train::random::Random;
use crate::weights::scores::Feature;

/// A row of words: the ids of the features of each, the kind of border before each, its gold label. A word without features has label 0.
#[derive(Clone, Debug, Default)]
pub(crate) struct Example {
    pub(crate) features: Vec<u32>,
    pub(crate) ends: Vec<u32>,
    pub(crate) kinds: Vec<u8>,
    pub(crate) gold: Vec<u8>,
}

/// How a chain is trained.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ChainSettings {
    pub(crate) labels: usize,
    pub(crate) borders: usize,
    pub(crate) epochs: usize,
    /// Size of the first steps.
    pub(crate) rate: f32,
    /// Pull towards nought.
    pub(crate) decay: f32,
    /// Share of features that are left out of each example, so that others learn to stand in for them.
    pub(crate) dropped: f64,
    pub(crate) seed: u64,
}

/// Weights of a chain.
#[derive(Clone, Debug)]
pub(crate) struct Chain {
    pub(crate) labels: usize,
    /// For each feature `labels` weights and the sums of squares that set their steps.
    rows: Vec<f32>,
    pub(crate) borders: Vec<f32>,
    border_sums: Vec<f32>,
}

/// A gradient below this moves nothing.
const LEAST_GRADIENT: f32 = 5e-4;

impl Chain {
    fn new(features: usize, settings: ChainSettings) -> Self {
        let labels = settings.labels;
        let table = settings.borders * labels * labels;
        let mut rows = vec![0.0; features * 2 * labels];
        for (at, value) in rows.iter_mut().enumerate() {
            if at / labels % 2 == 1 {
                *value = 1e-6;
            }
        }
        Self { labels, rows, borders: vec![0.0; table], border_sums: vec![1e-6; table] }
    }

    /// Scores of an example's words.
    pub(crate) fn scores(&self, example: &Example, scores: &mut Vec<f32>) {
        let labels = self.labels;
        scores.clear();
        scores.resize(example.ends.len() * labels, 0.0);
        let mut start = 0;
        for (at, end) in example.ends.iter().enumerate() {
            let row = &mut scores[at * labels..(at + 1) * labels];
            if start == *end as usize {
                row[1..].fill(NEVER);
            }
            for id in &example.features[start..*end as usize] {
                let base = *id as usize * 2 * labels;
                for (score, weight) in row.iter_mut().zip(&self.rows[base..base + labels]) {
                    *score += weight;
                }
            }
            start = *end as usize;
        }
    }

    /// The weights of a feature.
    pub(crate) fn weights(&self, id: usize) -> &[f32] {
        &self.rows[id * 2 * self.labels..id * 2 * self.labels + self.labels]
    }

    fn step(&mut self, example: &Example, rate: f32, decay: f32, space: &mut Space) -> f32 {
        let labels = self.labels;
        let Space { scores, forward, backward, changes } = space;
        self.scores(example, scores);
        let row = Row { labels, words: scores, borders: &self.borders, kinds: &example.kinds };
        let all = row.sums(forward, backward);
        // Borders.
        changes.clear();
        changes.resize(self.borders.len(), 0.0);
        let mut gold_score = scores[usize::from(example.gold[0])];
        for at in 1..example.gold.len() {
            let base = usize::from(example.kinds[at]) * labels * labels;
            for from in 0..labels {
                let before = forward[(at - 1) * labels + from];
                for to in 0..labels {
                    let next = at * labels + to;
                    let score = before + self.borders[base + from * labels + to] + scores[next] + backward[next] - all;
                    if score > -12.0 {
                        changes[base + from * labels + to] -= score.exp();
                    }
                }
            }
            let gold = base + usize::from(example.gold[at - 1]) * labels + usize::from(example.gold[at]);
            changes[gold] += 1.0;
            gold_score += self.borders[gold] + scores[at * labels + usize::from(example.gold[at])];
        }
        // Words.
        let mut start = 0;
        for (at, end) in example.ends.iter().enumerate() {
            let end = *end as usize;
            let mut gradient = [0.0_f32; 8];
            let mut most = 0.0_f32;
            for (label, gradient) in gradient[..labels].iter_mut().enumerate() {
                let place = at * labels + label;
                *gradient = -(forward[place] + backward[place] - all).exp();
                *gradient += f32::from(u8::from(usize::from(example.gold[at]) == label));
                most = most.max(gradient.abs());
            }
            if most > LEAST_GRADIENT {
                for id in &example.features[start..end] {
                    let base = *id as usize * 2 * labels;
                    let (weights, sums) = self.rows[base..base + 2 * labels].split_at_mut(labels);
                    for ((weight, sum), gradient) in weights.iter_mut().zip(sums).zip(&gradient) {
                        let change = gradient - decay * *weight;
                        *sum += change * change;
                        *weight += rate * change / sum.sqrt();
                    }
                }
            }
            start = end;
        }
        for ((weight, sum), change) in self.borders.iter_mut().zip(&mut self.border_sums).zip(changes) {
            if *change != 0.0 {
                *sum += *change * *change;
                *weight += rate * *change / sum.sqrt();
            }
        }
        gold_score - all
    }

    /// Weights by key, without those that are nought.
    pub(crate) fn features(&self, keys: &[u64]) -> Vec<Feature> {
        let row =
            |id: usize| -> Vec<(u8, f32)> { (0_u8..).zip(self.weights(id)).filter(|pair| *pair.1 != 0.0).map(|(l, w)| (l, *w)).collect() };
        keys.iter().enumerate().map(|(id, key)| (*key, row(id))).filter(|feature| !feature.1.is_empty()).collect()
    }
}

#[derive(Default)]
struct Space {
    scores: Vec<f32>,
    forward: Vec<f32>,
    backward: Vec<f32>,
    changes: Vec<f32>,
}

/// Trains a chain. `say` is told the mean likelihood of a word after each pass.
pub(crate) fn train(features: usize, examples: &[&Example], settings: ChainSettings, say: &dyn Fn(usize, f64)) -> Chain {
    let mut chain = Chain::new(features, settings);
    let mut random = Random::new(settings.seed);
    let mut order: Vec<usize> = (0..examples.len()).filter(|at| !examples[*at].gold.is_empty()).collect();
    let mut space = Space::default();
    let mut thinned = Example::default();
    for epoch in 0..settings.epochs {
        random.shuffle(&mut order);
        let (mut likelihood, mut words) = (0.0, 0);
        for at in &order {
            let example = if settings.dropped > 0.0 {
                thin(examples[*at], settings.dropped, &mut random, &mut thinned);
                &thinned
            } else {
                examples[*at]
            };
            likelihood += f64::from(chain.step(example, settings.rate, settings.decay, &mut space));
            words += example.gold.len();
        }
        say(epoch, likelihood / words.max(1) as f64);
    }
    chain
}

/// Leaves out a share of an example's features.
fn thin(example: &Example, dropped: f64, random: &mut Random, out: &mut Example) {
    out.features.clear();
    out.ends.clear();
    out.kinds.clone_from(&example.kinds);
    out.gold.clone_from(&example.gold);
    let mut start = 0;
    for end in &example.ends {
        let list = &example.features[start..*end as usize];
        out.features.extend(list.iter().filter(|_| random.share() >= dropped));
        // A word with features keeps one.
        if let (Some(first), true) = (list.first(), out.ends.last().copied().unwrap_or(0) as usize == out.features.len()) {
            out.features.push(*first);
        }
        out.ends.push(u32::try_from(out.features.len()).unwrap_or(u32::MAX));
        start = *end as usize;
    }
}

/// Counts features by key, roughly: enough to leave out the rare ones before they take a place.
pub(crate) struct Counter(Vec<u8>);

impl Counter {
    pub(crate) fn new() -> Self {
        Self(vec![0; 1 << 27])
    }

    fn place(key: u64) -> usize {
        (key >> 37) as usize
    }

    pub(crate) fn count(&mut self, key: u64) {
        let count = &mut self.0[Self::place(key)];
        *count = count.saturating_add(1);
    }

    pub(crate) fn of(&self, key: u64) -> u8 {
        self.0[Self::place(key)]
    }
}

/// Ids of features by key.
#[derive(Default)]
pub(crate) struct Index {
    ids: FxHashMap<u64, u32>,
    pub(crate) keys: Vec<u64>,
}

impl Index {
    /// Only these.
    pub(crate) fn of(features: &[Feature]) -> Self {
        let mut index = Self::default();
        for feature in features {
            index.add(feature.0);
        }
        index
    }

    pub(crate) fn add(&mut self, key: u64) -> u32 {
        *self.ids.entry(key).or_insert_with(|| {
            self.keys.push(key);
            u32::try_from(self.keys.len() - 1).unwrap_or(u32::MAX)
        })
    }

    pub(crate) fn get(&self, key: u64) -> Option<u32> {
        self.ids.get(&key).copied()
    }
}
