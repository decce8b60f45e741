//! Keys of features: 64 bits mixed from a template's number and its values, the same on every machine.

const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;
const FINISH: u64 = 0xd6e8_feb8_6659_fd93;

/// Mixes a number, so that all its bits tell.
#[inline]
pub(crate) fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 32)).wrapping_mul(FINISH);
    value ^ (value >> 29)
}

/// The key of some bytes (FNV-1a, mixed).
#[inline]
pub(crate) fn of_bytes(bytes: &[u8], seed: u64) -> u64 {
    let hash = bytes.iter().fold(seed ^ 0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    mix(hash)
}

/// Collects the keys of one decision's features. Templates are numbered by their order, so each call must come whether or not its values
/// are there, or be put by number.
#[derive(Clone, Debug, Default)]
pub(crate) struct Features {
    keys: Vec<u64>,
    /// The template of the last one.
    template: u64,
    /// The template of each, as far as they were put by number.
    #[cfg(any(test, feature = "train"))]
    numbers: Vec<u64>,
}

impl Features {
    /// Starts a new decision. Tasks with different `task` share no keys.
    #[inline]
    pub(crate) fn start(&mut self, task: u64) {
        self.keys.clear();
        self.template = task << 32;
        #[cfg(any(test, feature = "train"))]
        self.numbers.clear();
    }

    /// Adds a feature of the next template.
    #[inline]
    pub(crate) fn add<const N: usize>(&mut self, values: [u64; N]) {
        self.template += 1;
        self.keys.push(key_of(self.template, values));
    }

    /// Adds a feature of the template with this number, wherever the numbering stands.
    #[inline]
    pub(crate) fn put<const N: usize>(&mut self, number: u64, values: [u64; N]) {
        self.keys.push(key_of(self.template + number, values));
        #[cfg(any(test, feature = "train"))]
        self.numbers.push(number);
    }

    /// Puts keys that were put by number in the order of their numbers, in which features are learned: whatever the grouping, the same
    /// weights come out.
    #[cfg(any(test, feature = "train"))]
    pub(crate) fn sort_by_number(&mut self) {
        let mut both: Vec<(u64, u64)> = self.numbers.iter().copied().zip(self.keys.iter().copied()).collect();
        both.sort_by_key(|(number, _)| *number);
        (self.numbers, self.keys) = both.into_iter().unzip();
    }

    /// The keys.
    #[inline]
    pub(crate) fn keys(&self) -> &[u64] {
        &self.keys
    }
}

/// The key of some values under a number.
#[inline]
pub(crate) fn key_of<const N: usize>(template: u64, values: [u64; N]) -> u64 {
    let start = template.wrapping_mul(MULTIPLIER);
    mix(values.into_iter().fold(start, |hash, value| (hash.rotate_left(23) ^ value).wrapping_mul(MULTIPLIER)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_and_values_tell_features_apart() {
        let mut features = Features::default();
        features.start(1);
        features.add([1, 2]);
        features.add([1, 2]);
        features.add([2, 1]);
        let second = features.keys()[1];
        let mut keys = features.keys().to_vec();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), 3);
        features.start(1);
        features.put(2, [1, 2]);
        assert_eq!(features.keys(), [second]);
        assert_ne!(of_bytes(b"a", 1), of_bytes(b"a", 2));
    }
}
