//! Sparse linear scores, read in place: a feature's 64-bit key leads to a few (class, weight) pairs.
//!
//! Section `scores`, little-endian: number of classes u32, bits of a bucket number u32, largest weight f32; the start of each bucket in
//! the stream, u32, one more than there are buckets; the stream: for each feature of a bucket 16 bits of its key, its number of pairs
//! u8, its pairs (class u8, weight i8). A key's upper bits name its bucket, its lower 16 tell it apart there; of two features with one
//! print the first counts. A weight is `sign * (q / 127)^2 * largest`: with plain rounding the largest weights were clipped or the small
//! ones lost (6 points of attachment score); the square keeps both. A look-up touches two places in memory.

use crate::weights::container::number;

/// Classes that a score array has room for; more cannot be written.
pub const MOST_CLASSES: usize = 128;
const HEADER_BYTES: usize = 12;
/// Bytes before a feature's pairs.
const PRINT_BYTES: usize = 3;

/// What gives scores to classes: while training, and from a file.
pub trait Score {
    /// Sets `scores` to the sums over the features.
    fn score(&self, features: &[u64], scores: &mut [f32; MOST_CLASSES]);
}

/// Scores in a file.
#[derive(Clone, Debug)]
pub struct SparseScores<'file> {
    starts: &'file [u8],
    stream: &'file [u8],
    shift: u32,
    values: Box<[f32; 256]>,
}

impl<'file> SparseScores<'file> {
    /// From a section. Bytes that make no sense give scores of nought.
    #[must_use]
    pub fn new(section: &'file [u8]) -> Self {
        let bits = number(section, 4).unwrap_or(0).clamp(1, 24);
        let largest = number(section, 8).and_then(|bits| u32::try_from(bits).ok()).map_or(0.0, f32::from_bits);
        let stream_at = HEADER_BYTES + 4 * ((1 << bits) + 1);
        let mut values = Box::new([0.0; 256]);
        for (byte, value) in (0..=u8::MAX).zip(values.iter_mut()) {
            let share = f32::from(byte.cast_signed()) / 127.0;
            *value = share * share.abs() * largest;
        }
        let shift = 64 - u32::try_from(bits).unwrap_or(1);
        let starts = section.get(HEADER_BYTES..stream_at).unwrap_or(&[]);
        Self { starts, stream: section.get(stream_at..).unwrap_or(&[]), shift, values }
    }

    /// Where a key's bucket lies in the stream.
    #[inline]
    fn bucket(&self, key: u64) -> (u32, u32) {
        let at = 4 * (key >> self.shift) as usize;
        let Some(eight) = self.starts.get(at..at + 8) else { return (0, 0) };
        (u32::from_le_bytes([eight[0], eight[1], eight[2], eight[3]]), u32::from_le_bytes([eight[4], eight[5], eight[6], eight[7]]))
    }

    /// Adds one feature's weights, if its bucket holds it.
    #[inline]
    fn add(&self, key: u64, bucket: (u32, u32), scores: &mut [f32; MOST_CLASSES]) {
        let print = key.to_le_bytes();
        let mut rest = self.stream.get(bucket.0 as usize..bucket.1 as usize).unwrap_or(&[]);
        while let Some((head, tail)) = rest.split_first_chunk::<PRINT_BYTES>() {
            let length = 2 * usize::from(head[2]);
            if head[0] == print[0] && head[1] == print[1] {
                for pair in tail.get(..length).unwrap_or(&[]).chunks_exact(2) {
                    scores[usize::from(pair[0]) % MOST_CLASSES] += self.values[usize::from(pair[1])];
                }
                return;
            }
            rest = tail.get(length..).unwrap_or(&[]);
        }
    }
}

/// Keys that are looked up together.
const BATCH: usize = 32;

impl Score for SparseScores<'_> {
    #[inline]
    fn score(&self, features: &[u64], scores: &mut [f32; MOST_CLASSES]) {
        scores.fill(0.0);
        for keys in features.chunks(BATCH) {
            // All buckets first, then a byte of each: without branches between them the processor fetches many at once.
            let mut buckets = [(0, 0); BATCH];
            for (bucket, key) in buckets.iter_mut().zip(keys) {
                *bucket = self.bucket(*key);
            }
            let touched = buckets.iter().fold(0, |touched, bucket| touched ^ self.stream.get(bucket.0 as usize).copied().unwrap_or(0));
            std::hint::black_box(touched);
            for (bucket, key) in buckets.iter().zip(keys) {
                self.add(*key, *bucket, scores);
            }
        }
    }
}

/// A feature and its weights by class.
pub type Feature = (u64, Vec<(u8, f32)>);

/// The section for these features.
#[must_use]
#[allow(clippy::cast_possible_truncation, reason = "a weight lies in -127..=127, lengths are checked")]
pub fn write(classes: usize, mut features: Vec<Feature>) -> Vec<u8> {
    debug_assert!(classes <= MOST_CLASSES, "a class has a place in the score array");
    features.sort_by_key(|feature| feature.0);
    let largest = features.iter().flat_map(|feature| &feature.1).fold(f32::MIN_POSITIVE, |most, pair| most.max(pair.1.abs()));
    let mut bits = 1;
    while (features.len() >> bits) > 3 && bits < 24 {
        bits += 1;
    }
    let buckets = 1_usize << bits;
    let mut starts = Vec::with_capacity(4 * (buckets + 1));
    let mut stream: Vec<u8> = Vec::new();
    let mut next = 0;
    for bucket in 0..buckets {
        starts.extend((stream.len() as u32).to_le_bytes());
        let mut prints = Vec::new();
        while next < features.len() && (features[next].0 >> (64 - bits)) as usize == bucket {
            let (key, pairs) = &features[next];
            next += 1;
            let print = *key as u16;
            let mut kept: Vec<u8> = Vec::new();
            for (class, weight) in pairs {
                let quantum = ((weight.abs() / largest).sqrt() * 127.0).round().copysign(*weight) as i8;
                if quantum != 0 && kept.len() < 2 * usize::from(u8::MAX) {
                    kept.extend([*class, quantum.cast_unsigned()]);
                }
            }
            if !kept.is_empty() && !prints.contains(&print) {
                prints.push(print);
                stream.extend(print.to_le_bytes());
                stream.push((kept.len() / 2) as u8);
                stream.extend(kept);
            }
        }
    }
    starts.extend((stream.len() as u32).to_le_bytes());
    let mut section = Vec::with_capacity(HEADER_BYTES + starts.len() + stream.len());
    section.extend((classes as u32).to_le_bytes());
    section.extend((bits as u32).to_le_bytes());
    section.extend(largest.to_le_bytes());
    section.extend(starts);
    section.extend(stream);
    section
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

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
