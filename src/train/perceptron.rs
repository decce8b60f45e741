//! An averaged perceptron over sparse features (Freund and Schapire, 1999; Collins, 2002) that grows as it learns.
//!
//! A row of (class, weight) pairs a feature, all rows in one arena, found by open addressing. The average is kept as the sum of changes
//! times their time, so that a change touches one pair (Daumé, 2006).

use rayon::prelude::*;

use crate::weights::scores::{Feature, MOST_CLASSES, Score};

/// Rows have room for so many pairs at first.
const FIRST_ROOM: u16 = 2;
/// Slots at first, a power of two.
const FIRST_SLOTS: usize = 1 << 18;

#[derive(Clone, Copy, Default)]
struct Slot {
    key: u64,
    start: u32,
    length: u16,
    room: u16,
    changes: u32,
}

#[derive(Clone, Copy, Default)]
struct Pair {
    weight: f32,
    class: u32,
}

/// Weights while they are learned.
pub(crate) struct Perceptron {
    slots: Vec<Slot>,
    used: usize,
    pairs: Vec<Pair>,
    /// Sum of change times time, beside `pairs`.
    sums: Vec<f64>,
    /// Decisions so far.
    clock: f64,
    /// Whether no pair is added any more.
    closed: bool,
}

impl Perceptron {
    pub(crate) fn new() -> Self {
        Self { slots: vec![Slot::default(); FIRST_SLOTS], used: 0, pairs: Vec::new(), sums: Vec::new(), clock: 1.0, closed: false }
    }

    /// With these features and classes and no others, all weights at nought: learned again, few weights make up for those left out.
    pub(crate) fn with_features(features: &[Feature]) -> Self {
        let mut perceptron = Self::new();
        for (key, pairs) in features {
            for (class, _) in pairs {
                perceptron.change(&[*key], *class, 0.0);
            }
        }
        perceptron.closed = true;
        perceptron
    }

    /// Counts a decision.
    pub(crate) fn tick(&mut self) {
        self.clock += 1.0;
    }

    fn find(&self, key: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = (key >> 20) as usize & mask;
        while self.slots[at].changes > 0 && self.slots[at].key != key {
            at = (at + 1) & mask;
        }
        at
    }

    fn grow(&mut self) {
        let twice = vec![Slot::default(); self.slots.len() * 2];
        for slot in std::mem::replace(&mut self.slots, twice) {
            if slot.changes > 0 {
                let at = self.find(slot.key);
                self.slots[at] = slot;
            }
        }
    }

    fn room(&mut self, pairs: u16) -> u32 {
        let start = self.pairs.len();
        self.pairs.resize(start + usize::from(pairs), Pair::default());
        self.sums.resize(start + usize::from(pairs), 0.0);
        u32::try_from(start).expect("fewer than four thousand million pairs")
    }

    /// Adds `change` to a class' weight in all features.
    pub(crate) fn change(&mut self, features: &[u64], class: u8, change: f32) {
        for key in features {
            let mut at = self.find(*key);
            if self.slots[at].changes == 0 {
                if self.closed {
                    continue;
                }
                if self.used * 10 > self.slots.len() * 6 {
                    self.grow();
                    at = self.find(*key);
                }
                self.used += 1;
                let start = self.room(FIRST_ROOM);
                self.slots[at] = Slot { key: *key, start, length: 0, room: FIRST_ROOM, changes: 0 };
            }
            self.slots[at].changes += 1;
            let Slot { start, length, room, .. } = self.slots[at];
            let row = start as usize..start as usize + usize::from(length);
            let place = row.clone().find(|place| self.pairs[*place].class == u32::from(class));
            if place.is_none() && self.closed {
                continue;
            }
            let place = place.unwrap_or_else(|| {
                if length == room {
                    let moved = self.room(room * 2) as usize;
                    self.pairs.copy_within(row.clone(), moved);
                    self.sums.copy_within(row, moved);
                    self.slots[at].start = u32::try_from(moved).unwrap_or(0);
                    self.slots[at].room = room * 2;
                }
                let slot = &mut self.slots[at];
                slot.length += 1;
                let place = slot.start as usize + usize::from(slot.length) - 1;
                self.pairs[place] = Pair { weight: 0.0, class: u32::from(class) };
                place
            });
            self.pairs[place].weight += change;
            self.sums[place] += f64::from(change) * self.clock;
        }
    }

    /// The averaged weights of features that changed at least `fewest` times, without weights below `least`.
    #[allow(clippy::cast_possible_truncation, reason = "classes are below 128, weights small")]
    pub(crate) fn averaged(&self, fewest: u32, least: f32) -> Vec<Feature> {
        let mut features: Vec<Feature> = Vec::new();
        for slot in self.slots.iter().filter(|slot| slot.changes >= fewest.max(1)) {
            let row = slot.start as usize..slot.start as usize + usize::from(slot.length);
            let pairs: Vec<(u8, f32)> = row
                .map(|place| {
                    let average = f64::from(self.pairs[place].weight) - self.sums[place] / self.clock;
                    (self.pairs[place].class as u8, average as f32)
                })
                .filter(|pair| pair.1 != 0.0 && pair.1.abs() >= least)
                .collect();
            if !pairs.is_empty() {
                features.push((slot.key, pairs));
            }
        }
        features.sort_by_key(|feature| feature.0);
        features
    }
}

impl Score for Perceptron {
    #[inline]
    fn score(&self, features: &[u64], scores: &mut [f32; MOST_CLASSES]) {
        scores.fill(0.0);
        // Touch all slots before any is looked at: without branches between them the processor fetches many at once.
        let mask = self.slots.len() - 1;
        let touched = features.iter().fold(0, |touched, key| touched ^ self.slots[(key >> 20) as usize & mask].key);
        std::hint::black_box(touched);
        let mut rows = [(0_u32, 0_u16); 256];
        let mut found = 0;
        for key in features {
            let slot = &self.slots[self.find(*key)];
            if slot.length > 0 && found < rows.len() {
                rows[found] = (slot.start, slot.length);
                found += 1;
            }
        }
        let touched = rows[..found].iter().fold(0, |touched, row| touched ^ self.pairs[row.0 as usize].class);
        std::hint::black_box(touched);
        for (start, length) in &rows[..found] {
            for pair in &self.pairs[*start as usize..*start as usize + usize::from(*length)] {
                scores[pair.class as usize % MOST_CLASSES] += pair.weight;
            }
        }
    }
}

/// A run of training: from these weights, with this seed; `true` the second time, with the features that were kept.
pub(crate) type Run<'a> = &'a (dyn Fn(Perceptron, u64, bool) -> Perceptron + Sync);

/// Learns weights that fit into about `bytes`: several runs with their own seeds are averaged (the mean of linear models is one, and errs
/// less; McDonald, Hall and Mann, 2010), the smallest weights left out, and those that are kept learned again by as many runs, so that
/// they make up for the others: as good as the whole, in a tenth of the size.
pub(crate) fn fit(seeds: std::ops::Range<u64>, bytes: usize, fewest: u32, run: Run<'_>) -> Vec<Feature> {
    let first = seeds.clone().into_par_iter().map(|seed| run(Perceptron::new(), seed, false).averaged(fewest, 0.0));
    let kept = prune(&mean(first.collect()), bytes);
    mean(seeds.into_par_iter().map(|seed| run(Perceptron::with_features(&kept), seed, true).averaged(1, 0.0)).collect())
}

/// The mean of several models.
fn mean(models: Vec<Vec<Feature>>) -> Vec<Feature> {
    #[allow(clippy::cast_precision_loss, reason = "there are few")]
    let share = 1.0 / models.len().max(1) as f32;
    let mut all: Vec<Feature> = models.into_iter().flatten().collect();
    all.sort_by_key(|feature| feature.0);
    let mut merged: Vec<Feature> = Vec::new();
    for (key, pairs) in all {
        if merged.last().is_none_or(|last| last.0 != key) {
            merged.push((key, Vec::new()));
        }
        let last = merged.last_mut().expect("one was just pushed");
        for (class, weight) in pairs {
            match last.1.iter_mut().find(|pair| pair.0 == class) {
                Some(pair) => pair.1 += share * weight,
                None => last.1.push((class, share * weight)),
            }
        }
    }
    merged
}

/// Leaves out the smallest weights, so that the rest takes about `bytes` in a file: two bytes a pair, five a feature.
pub(crate) fn prune(features: &[Feature], bytes: usize) -> Vec<Feature> {
    let size = |least: f32| -> usize {
        let kept = features.iter().map(|feature| feature.1.iter().filter(|pair| pair.1.abs() >= least).count());
        kept.map(|pairs| if pairs == 0 { 0 } else { 2 * pairs + 5 }).sum()
    };
    let (mut low, mut high) = (0.0, features.iter().flat_map(|feature| &feature.1).fold(0.0_f32, |most, pair| most.max(pair.1.abs())));
    if size(low) > bytes {
        for _ in 0..24 {
            let middle = f32::midpoint(low, high);
            if size(middle) > bytes { low = middle } else { high = middle }
        }
        low = high;
    }
    let kept = features.iter().map(|(key, pairs)| (*key, pairs.iter().copied().filter(|pair| pair.1.abs() >= low).collect::<Vec<_>>()));
    kept.filter(|feature| !feature.1.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_average_counts_how_long_a_weight_stood() {
        let mut perceptron = Perceptron::new();
        perceptron.tick();
        perceptron.change(&[5 << 20], 1, 1.0);
        for _ in 0..8 {
            perceptron.tick();
        }
        let features = perceptron.averaged(1, 0.0);
        assert_eq!(features.len(), 1);
        assert!((features[0].1[0].1 - 0.8).abs() < 1e-6);
        let mut scores = [0.0; MOST_CLASSES];
        perceptron.score(&[5 << 20], &mut scores);
        assert!((scores[1] - 1.0).abs() < 1e-6);
    }

    #[test]
    fn pruning_keeps_the_largest() {
        let features: Vec<Feature> = (1..=10).map(|n| (n, vec![(0, n as f32)])).collect();
        let kept = prune(&features, 21);
        assert_eq!(kept.iter().map(|feature| feature.0).collect::<Vec<_>>(), [8, 9, 10]);
    }
}
