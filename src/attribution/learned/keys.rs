//! Keys of features: 64 bits mixed from a template and its values, the same on every machine.

use crate::language::syntax::feature::{mix, of_bytes};

const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;
/// Start of the hash of words, apart from those of the tagger.
const WORD_SEED: u64 = 0xa7;

/// The keys of one decision.
#[derive(Clone, Debug, Default)]
pub(crate) struct Keys {
    keys: Vec<u64>,
    /// The template of each.
    #[cfg(any(test, feature = "train"))]
    templates: Vec<u64>,
}

impl Keys {
    /// Starts a new decision.
    pub(crate) fn clear(&mut self) {
        self.keys.clear();
        #[cfg(any(test, feature = "train"))]
        self.templates.clear();
    }

    /// Adds a feature: templates tell features with the same values apart.
    #[inline]
    pub(crate) fn add<const N: usize>(&mut self, template: u64, values: [u64; N]) {
        let mut hash = (template + 1).wrapping_mul(MULTIPLIER);
        for value in values {
            hash = (hash.rotate_left(23) ^ value).wrapping_mul(MULTIPLIER);
        }
        self.keys.push(mix(hash));
        #[cfg(any(test, feature = "train"))]
        self.templates.push(template);
    }

    /// Puts the keys in the order of their templates, in which features are learned: whatever the grouping, the same weights come out.
    #[cfg(any(test, feature = "train"))]
    pub(crate) fn sort_by_template(&mut self) {
        let mut both: Vec<(u64, u64)> = self.templates.iter().copied().zip(self.keys.iter().copied()).collect();
        both.sort_by_key(|(template, _)| *template);
        (self.templates, self.keys) = both.into_iter().unzip();
    }

    /// The keys.
    #[inline]
    pub(crate) fn list(&self) -> &[u64] {
        &self.keys
    }
}

/// The value of a word.
#[inline]
pub(crate) fn word(form: &str) -> u64 {
    of_bytes(form.as_bytes(), WORD_SEED)
}

/// A distance in words, in seven steps.
#[inline]
pub(crate) fn reach(words: usize) -> u64 {
    match words {
        0..=2 => words as u64,
        3..=4 => 3,
        5..=8 => 4,
        9..=16 => 5,
        17..=32 => 6,
        _ => 7,
    }
}

/// A probability in eleven steps.
#[inline]
pub(crate) fn share(probability: f32) -> u64 {
    const STEPS: [f32; 10] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97];
    STEPS.iter().take_while(|step| probability >= **step).count() as u64
}
