//! Sparse linear scores, read in place: a feature's 64-bit key leads to the weights of some classes.
//!
//! Section `scores`, little-endian: number of classes u32, bits of a bucket number u32, largest weight f32; the buckets; eight zeros. A
//! bucket: number of its features u8, 16 bits of each one's key, the length of each one's row in units of two bytes (u8 each), the rows.
//! A row is a list of pairs (class u8, weight i8) or, where that is hardly shorter, a weight i8 for each class, filled up to a multiple
//! of 16; its length tells which. A key's upper bits name its bucket, its lower 16 tell it apart there; of two features with one print
//! the first counts.
//!
//! A weight is `sign * (q / 127)^2 * largest`: with plain rounding the largest weights were clipped or the small ones lost (6 points of
//! attachment score); the square keeps both. Sums are of whole numbers, so their order does not matter.
//!
//! Two things make it fast. Prints lie side by side, so that four are compared at once, without a branch that the processor would have to
//! guess; and a row that names most classes is added in one sweep. Where buckets begin is noted when a section is opened.

use crate::weights::container::number;

/// Classes that a score array has room for; more cannot be written.
pub const MOST_CLASSES: usize = 128;
const HEADER_BYTES: usize = 12;
/// Bytes behind the last bucket, so that eight can be read anywhere.
const TAIL_BYTES: usize = 8;
/// Full rows are filled up to a multiple of this.
const FULL_STEP: usize = 16;
/// Bits of a bucket's number within its block, unless blocks get too long.
const BLOCK_BITS: u32 = 5;
/// Prints that are compared at once.
const LANES: usize = 4;

/// Sums of weights by class, before they become scores.
pub type Sums = [i32; MOST_CLASSES];

/// What gives scores to classes: while training, and from a file.
pub trait Score {
    /// Sets `scores` to the sums over the features.
    fn score(&self, features: &[u64], scores: &mut [f32; MOST_CLASSES]);
}

/// Scores in a file.
#[derive(Clone, Debug)]
pub struct SparseScores<'file> {
    /// Where buckets begin in `stream`.
    starts: Starts,
    stream: &'file [u8],
    shift: u32,
    /// Bytes of a row with a weight for each class.
    full: usize,
    /// What a whole number in a sum is worth.
    unit: f32,
}

/// Where a row lies, and its length in units of two bytes.
type RowPlace = (u32, u32);

impl<'file> SparseScores<'file> {
    /// From a section. Bytes that make no sense give scores of nought.
    #[must_use]
    pub fn new(section: &'file [u8]) -> Self {
        let classes = number(section, 0).unwrap_or(0).clamp(1, MOST_CLASSES);
        let bits = number(section, 4).unwrap_or(0).clamp(1, 24);
        let largest = number(section, 8).and_then(|bits| u32::try_from(bits).ok()).map_or(0.0, f32::from_bits);
        let stream = section.get(HEADER_BYTES..).unwrap_or(&[]);
        Self {
            starts: Starts::of(&bucket_starts(stream, 1 << bits)),
            stream,
            shift: 64 - u32::try_from(bits).unwrap_or(1),
            full: classes.next_multiple_of(FULL_STEP),
            unit: largest / (127.0 * 127.0),
        }
    }

    #[inline]
    fn eight(&self, at: usize) -> u64 {
        self.stream.get(at..at + 8).and_then(|eight| eight.try_into().ok()).map_or(0, u64::from_le_bytes)
    }

    /// The row of a key in the bucket that begins at `start`; one of no length if it is not there.
    #[inline]
    fn row(&self, key: u64, start: usize) -> RowPlace {
        let print = (key & 0xffff) * 0x0001_0001_0001_0001;
        let count = self.stream.get(start).map_or(0, |count| usize::from(*count));
        let (mut prints, mut lengths) = (start + 1, start + 1 + 2 * count);
        let mut row = start + 1 + 3 * count;
        let mut left = count;
        loop {
            // A lane of noughts is the print that is looked for; the lowest one found is never a false one.
            let other = self.eight(prints) ^ print;
            let found = other.wrapping_sub(0x0001_0001_0001_0001) & !other & 0x8000_8000_8000_8000;
            let lane = found.trailing_zeros() / 16;
            let four = self.eight(lengths) & 0xffff_ffff;
            if (lane as usize) < left.min(LANES) {
                let before = four & ((1_u64 << (8 * lane)) - 1);
                let units = (before.wrapping_mul(0x0101_0101) >> 24) & 0xff;
                return ((row + 2 * units as usize) as u32, ((four >> (8 * lane)) & 0xff) as u32);
            }
            if left <= LANES {
                return (0, 0);
            }
            row += 2 * four.to_le_bytes()[..LANES].iter().map(|units| usize::from(*units)).sum::<usize>();
            (prints, lengths, left) = (prints + 2 * LANES, lengths + LANES, left - LANES);
        }
    }

    /// Adds a row's weights.
    #[inline]
    fn add(&self, (at, units): RowPlace, sums: &mut Sums) {
        let (at, length) = (at as usize, 2 * units as usize);
        let row = self.stream.get(at..at + length).unwrap_or(&[]);
        if length == self.full {
            for (sum, weight) in sums.iter_mut().zip(row) {
                let weight = i16::from(weight.cast_signed());
                *sum += i32::from(weight * weight.abs());
            }
        } else {
            for pair in row.chunks_exact(2) {
                let weight = i32::from(pair[1].cast_signed());
                sums[usize::from(pair[0]) % MOST_CLASSES] += weight * weight.abs();
            }
        }
    }
}

/// Where each bucket begins: where a block of buckets does, and how far behind that. Half as large as plain numbers, since most of the
/// time of a look-up is that of fetching them.
#[derive(Clone, Debug)]
struct Starts {
    blocks: Box<[u32]>,
    behind: Box<[u16]>,
    /// Bits of a bucket's number within its block.
    block_bits: u32,
}

impl Starts {
    fn of(starts: &[u32]) -> Self {
        // A block of one bucket always fits.
        let split = |bits: u32| -> Option<Self> {
            let blocks = starts.chunks(1 << bits);
            let behind = blocks.clone().flat_map(|block| block.iter().map(|start| u16::try_from(start - block[0])));
            Some(Self { blocks: blocks.map(|block| block[0]).collect(), behind: behind.collect::<Result<_, _>>().ok()?, block_bits: bits })
        };
        (0..=BLOCK_BITS).rev().find_map(split).unwrap_or(Self { blocks: Box::new([]), behind: Box::new([]), block_bits: 0 })
    }

    #[inline]
    fn get(&self, bucket: usize) -> u32 {
        match (self.blocks.get(bucket >> self.block_bits), self.behind.get(bucket)) {
            (Some(block), Some(behind)) => block + u32::from(*behind),
            _ => u32::MAX,
        }
    }
}

/// Where the buckets begin; all at the end where they would take more than is there.
fn bucket_starts(stream: &[u8], buckets: usize) -> Box<[u32]> {
    let end = stream.len().saturating_sub(TAIL_BYTES);
    if buckets > end {
        return Box::new([]);
    }
    let mut at = 0;
    (0..buckets)
        .map(|_| {
            let start = at.min(end);
            let count = stream.get(start).map_or(0, |count| usize::from(*count));
            let lengths = stream.get(start + 1 + 2 * count..start + 1 + 3 * count).unwrap_or(&[]);
            at = start + 1 + 3 * count + 2 * lengths.iter().map(|units| usize::from(*units)).sum::<usize>();
            u32::try_from(start).unwrap_or(0)
        })
        .collect()
}

/// Keys that are looked up together.
const BATCH: usize = 32;

impl SparseScores<'_> {
    /// Adds the weights of features.
    #[inline]
    pub fn add_to(&self, features: &[u64], sums: &mut Sums) {
        for keys in features.chunks(BATCH) {
            // All buckets first, then a byte of each, then the rows: without branches between them the processor fetches many at once.
            let mut starts = [0_u32; BATCH];
            for (start, key) in starts.iter_mut().zip(keys) {
                *start = self.starts.get((key >> self.shift) as usize);
            }
            let touched = starts.iter().fold(0, |touched, start| touched ^ self.stream.get(*start as usize).copied().unwrap_or(0));
            std::hint::black_box(touched);
            let mut rows = [(0, 0); BATCH];
            let mut found = 0;
            for (start, key) in starts.iter().zip(keys) {
                let row = self.row(*key, *start as usize);
                rows[found] = row;
                found += usize::from(row.1 > 0);
            }
            for row in &rows[..found] {
                self.add(*row, sums);
            }
        }
    }

    /// How many sums there are, filled up; those behind them are 0.
    #[inline]
    #[must_use]
    pub fn width(&self) -> usize {
        self.full
    }

    /// Adds sums to others.
    #[inline]
    pub fn join(&self, more: &[i32], sums: &mut Sums) {
        for (sum, more) in sums[..self.full].iter_mut().zip(more) {
            *sum += more;
        }
    }

    /// The sums of features over the first classes.
    #[inline]
    #[must_use]
    pub fn sums_of<const CLASSES: usize>(&self, features: &[u64]) -> [i32; CLASSES] {
        let mut sums = [0; MOST_CLASSES];
        self.add_to(features, &mut sums);
        std::array::from_fn(|class| sums.get(class).copied().unwrap_or(0))
    }

    /// The score that a sum stands for.
    #[inline]
    #[must_use]
    pub fn score_of(&self, sum: i32) -> f32 {
        #[allow(clippy::cast_precision_loss, reason = "24 bits of a sum are enough to tell scores apart")]
        let sum = sum as f32;
        sum * self.unit
    }

    /// The scores that sums stand for.
    #[inline]
    pub fn scores_of(&self, sums: &Sums, scores: &mut [f32; MOST_CLASSES]) {
        for (score, sum) in scores[..self.full].iter_mut().zip(sums) {
            *score = self.score_of(*sum);
        }
        scores[self.full..].fill(0.0);
    }
}

impl Score for SparseScores<'_> {
    #[inline]
    fn score(&self, features: &[u64], scores: &mut [f32; MOST_CLASSES]) {
        let mut sums = [0; MOST_CLASSES];
        self.add_to(features, &mut sums);
        self.scores_of(&sums, scores);
    }
}

/// A feature and its weights by class.
pub type Feature = (u64, Vec<(u8, f32)>);

/// The features one of whose weights counts at least so much, 1 to 127, in steps as [`write()`] makes them.
#[must_use]
pub fn telling(mut features: Vec<Feature>, least: i8) -> Vec<Feature> {
    let largest = largest(&features);
    features.retain(|feature| feature.1.iter().any(|pair| quantum(pair.1, largest).abs() >= least));
    features
}

/// The largest weight, whatever its sign.
fn largest(features: &[Feature]) -> f32 {
    features.iter().flat_map(|feature| &feature.1).fold(f32::MIN_POSITIVE, |most, pair| most.max(pair.1.abs()))
}

/// A weight as it is written.
#[allow(clippy::cast_possible_truncation, reason = "a weight lies in -127..=127")]
fn quantum(weight: f32, largest: f32) -> i8 {
    ((weight.abs() / largest).sqrt() * 127.0).round().copysign(weight) as i8
}

/// The section for these features.
#[must_use]
#[allow(clippy::cast_possible_truncation, reason = "a weight lies in -127..=127, lengths are checked")]
pub fn write(classes: usize, mut features: Vec<Feature>) -> Vec<u8> {
    debug_assert!((1..=MOST_CLASSES).contains(&classes), "a class has a place in the score array");
    features.sort_by_key(|feature| feature.0);
    let largest = largest(&features);
    // Two features a bucket, so that a look at four prints is nearly always enough.
    let mut bits = 1;
    while (features.len() >> bits) > 2 && bits < 24 {
        bits += 1;
    }
    let mut section = Vec::new();
    section.extend((classes as u32).to_le_bytes());
    section.extend((bits as u32).to_le_bytes());
    section.extend(largest.to_le_bytes());
    let mut next = 0;
    for bucket in 0..1_usize << bits {
        let (mut prints, mut lengths, mut rows) = (Vec::new(), Vec::new(), Vec::new());
        while next < features.len() && (features[next].0 >> (64 - bits)) as usize == bucket {
            let (key, pairs) = &features[next];
            next += 1;
            let row = row_of(classes, largest, pairs);
            let print = *key as u16;
            if !row.is_empty() && !prints.contains(&print) && prints.len() < usize::from(u8::MAX) {
                prints.push(print);
                lengths.push((row.len() / 2) as u8);
                rows.extend(row);
            }
        }
        section.push(prints.len() as u8);
        section.extend(prints.iter().flat_map(|print| print.to_le_bytes()));
        section.extend(lengths);
        section.extend(rows);
    }
    section.extend([0; TAIL_BYTES]);
    section
}

/// A feature's row: pairs, or a weight for each class where a third of them have one.
fn row_of(classes: usize, largest: f32, pairs: &[(u8, f32)]) -> Vec<u8> {
    let full = classes.next_multiple_of(FULL_STEP);
    let quanta = pairs.iter().map(|(class, weight)| (*class, quantum(*weight, largest).cast_unsigned()));
    let kept: Vec<(u8, u8)> = quanta.filter(|pair| pair.1 != 0 && usize::from(pair.0) < classes).collect();
    if 3 * kept.len() < full {
        return kept.into_iter().flat_map(|(class, quantum)| [class, quantum]).collect();
    }
    let mut row = vec![0; full];
    for (class, quantum) in kept {
        row[usize::from(class)] = quantum;
    }
    row
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn features_that_tell_little_can_be_left_out() {
        let features: Vec<Feature> = vec![(1, vec![(0, 1.0)]), (2, vec![(0, 0.01), (1, -0.3)]), (3, vec![(1, 0.01)])];
        let left = |least| telling(features.clone(), least).iter().map(|feature| feature.0).collect::<Vec<_>>();
        assert_eq!((left(1), left(20), left(127)), (vec![1, 2, 3], vec![1, 2], vec![1]));
    }

    #[test]
    fn weights_come_back_nearly_as_they_were() {
        let features: Vec<Feature> =
            (1..500_u64).map(|n| (n.wrapping_mul(0x9e37_79b9_7f4a_7c15), vec![((n % 7) as u8, n as f32 / 10.0), (9, -0.01)])).collect();
        let section = write(10, features.clone());
        let scores = SparseScores::new(&section);
        for (key, pairs) in features {
            let mut sums = [0.0; MOST_CLASSES];
            scores.score(&[key], &mut sums);
            let (class, weight) = pairs[0];
            assert!((sums[usize::from(class)] - weight).abs() < 0.02 * weight.sqrt() * 50.0_f32.sqrt(), "{weight}");
        }
        let mut sums = [1.0; MOST_CLASSES];
        scores.score(&[12_345], &mut sums);
        assert!(sums.iter().all(|sum| *sum == 0.0), "an unknown feature says nothing");
    }

    proptest! {
        #[test]
        fn any_section_gives_scores(section in proptest::collection::vec(any::<u8>(), 0..300), keys in proptest::collection::vec(any::<u64>(), 0..20)) {
            SparseScores::new(&section).score(&keys, &mut [0.0; MOST_CLASSES]);
        }
    }
}
