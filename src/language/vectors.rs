//! Word vectors from a table in the binary: how near two words are in meaning, whatever their spelling.
//!
//! A static table of word pieces, distilled from a sentence encoder (in the manner of Model2Vec; Tulkens and van Dongen, 2024,
//! doi:10.5281/zenodo.17270888) and then fitted so that the mean of a sentence's pieces tells the encoder's vector of it; see the card.
//! A word's vector is the sum of its pieces' rows. Pieces of little meaning have short rows, so length serves as weight.
//! The file: `words`, the pieces in order of their bytes, each as bytes shared with the one before, bytes of the rest (u8 each), the rest;
//! `scales`, an f32 a row; `levels`, 16 f32; `codes`, half a byte a value, low half first: value = level * scale.
//! Nearness is not agreement: Monday and Tuesday, approved and rejected are near. Cost: a look-up makes no table but that of the pieces,
//! once, in some milliseconds.

use std::sync::LazyLock;

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::language::wordpiece::{self, Letters};
use crate::weights::Weights;
use crate::weights::container::Container;

/// Values of a vector.
pub const DIMENSIONS: usize = 256;
/// Levels of a value.
pub(crate) const LEVELS: usize = 16;

/// A table of word vectors.
#[derive(Debug)]
pub struct WordVectors {
    pieces: FxHashMap<Box<str>, u32>,
    levels: [f32; LEVELS],
    file: &'static Container,
}

static TABLE: LazyLock<WordVectors> = LazyLock::new(|| WordVectors::new(Weights::Vectors.get()));

impl WordVectors {
    /// The table in use.
    #[must_use]
    pub fn get() -> &'static Self {
        &TABLE
    }

    fn new(file: &'static Container) -> Self {
        let mut pieces = FxHashMap::with_capacity_and_hasher(file.section("scales").len() / 4, FxBuildHasher);
        let mut rest = file.section("words");
        let mut last: Vec<u8> = Vec::new();
        while let [shared, length, tail @ ..] = rest {
            let Some((end, tail)) = tail.split_at_checked(usize::from(*length)) else { break };
            last.truncate(usize::from(*shared));
            last.extend_from_slice(end);
            let number = u32::try_from(pieces.len()).unwrap_or(u32::MAX);
            if let Ok(piece) = std::str::from_utf8(&last) {
                pieces.insert(piece.into(), number);
            }
            rest = tail;
        }
        let mut levels = [0.0; LEVELS];
        for (level, bytes) in levels.iter_mut().zip(file.section("levels").as_chunks::<4>().0) {
            *level = f32::from_le_bytes(*bytes);
        }
        Self { pieces, levels, file }
    }

    /// Adds the rows of a text's pieces to `sum`; how many there were.
    fn add(&self, text: &str, sum: &mut [f32; DIMENSIONS]) -> usize {
        let mut found = Vec::new();
        for word in wordpiece::words(text, Letters::Folded) {
            // A word without a row says nothing.
            let _ = wordpiece::cut(&word, |piece| self.pieces.get(piece).copied(), &mut found);
        }
        for piece in &found {
            self.add_row(*piece as usize, sum);
        }
        found.len()
    }

    fn add_row(&self, row: usize, sum: &mut [f32; DIMENSIONS]) {
        let (scales, codes) = (self.file.section("scales").as_chunks::<4>().0, self.file.section("codes"));
        let bytes = DIMENSIONS / 2;
        let (Some(scale), Some(codes)) = (scales.get(row), codes.get(row * bytes..(row + 1) * bytes)) else { return };
        let scale = f32::from_le_bytes(*scale);
        for (pair, code) in sum.as_chunks_mut::<2>().0.iter_mut().zip(codes) {
            pair[0] += self.levels[usize::from(code & 15)] * scale;
            pair[1] += self.levels[usize::from(code >> 4)] * scale;
        }
    }

    /// The vector of a word or text, of length 1, and the length it had: none if no piece of it has a row.
    #[must_use]
    pub fn vector(&self, text: &str) -> Option<(Box<[f32; DIMENSIONS]>, f32)> {
        let mut sum = Box::new([0.0; DIMENSIONS]);
        self.add(text, &mut sum);
        let length = dot(&sum, &sum).sqrt();
        if length <= f32::MIN_POSITIVE {
            return None;
        }
        sum.iter_mut().for_each(|value| *value /= length);
        Some((sum, length))
    }
}

/// The cosine of two vectors of length 1.
#[must_use]
#[inline]
pub fn dot(left: &[f32; DIMENSIONS], right: &[f32; DIMENSIONS]) -> f32 {
    // Sixteen sums side by side: the processor adds them at once, and their order is fixed.
    let mut sums = [0.0_f32; 16];
    for (left, right) in left.as_chunks::<16>().0.iter().zip(right.as_chunks::<16>().0) {
        for at in 0..16 {
            sums[at] += left[at] * right[at];
        }
    }
    sums.iter().sum()
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    fn near(left: &str, right: &str) -> f32 {
        let of = |word| WordVectors::get().vector(word).expect("the word has a vector").0;
        dot(&of(left), &of(right))
    }

    #[test]
    fn words_of_like_meaning_are_nearer_than_others() {
        assert!(near("wounded", "injured") > 0.5, "{}", near("wounded", "injured"));
        assert!(near("scratch", "injury") > near("scratch", "budget"));
        assert!(near("ferry", "vessel") > 0.3 && near("ferry", "pension") < 0.2);
    }

    #[test]
    fn a_vector_has_length_one_and_nothing_has_none() {
        let table = WordVectors::get();
        let (vector, length) = table.vector("Capitals and Ünïcode").expect("it has pieces");
        assert!((dot(&vector, &vector) - 1.0).abs() < 1e-4 && length > 0.0);
        assert!(table.vector("").is_none() && table.vector("北京").is_none());
    }

    #[test]
    fn the_table_is_there_at_once() {
        let start = Instant::now();
        let table = WordVectors::new(Weights::Vectors.get());
        let took = start.elapsed();
        assert!(table.pieces.len() > 20_000);
        // An optimised build takes some milliseconds; one that is not, on a busy machine, hundreds of them.
        let most = if cfg!(debug_assertions) { Duration::from_secs(10) } else { Duration::from_millis(30) };
        assert!(took < most, "{took:?}");
    }
}
