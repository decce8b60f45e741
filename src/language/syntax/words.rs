//! The word table: what is known of a word apart from its place in a text.
//!
//! For each word in normal spelling, by its key: a fine cluster and the rough cluster that it lies in. Words in one cluster have like
//! neighbours in news text (see `train::clusters`). Sorted keys, read in place by bisection. Section `words`: number of words u32; keys,
//! u32 each (the upper half of a word's key); fine clusters, u16 each; then the rough cluster of each fine one, u8.

use crate::weights::container::number;

/// What the table knows of a word. Noughts for an unknown one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct KnownWord {
    /// Fine cluster, from 1.
    pub(crate) fine: u64,
    /// Rough cluster, from 1.
    pub(crate) rough: u64,
}

/// The table in a file.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct WordTable<'file> {
    keys: &'file [u8],
    fine: &'file [u8],
    rough: &'file [u8],
}

impl<'file> WordTable<'file> {
    /// From a section; one that makes no sense knows no word.
    pub(crate) fn new(section: &'file [u8]) -> Self {
        let words = number(section, 0).unwrap_or(0);
        let cut = |start: usize, length: usize| section.get(4 + start * words..4 + start * words + length * words).unwrap_or(&[]);
        Self { keys: cut(0, 4), fine: cut(4, 2), rough: section.get(4 + 6 * words..).unwrap_or(&[]) }
    }

    /// What is known of the word with this key.
    pub(crate) fn look_up(&self, key: u64) -> KnownWord {
        let wanted = (key >> 32) as u32;
        let key_at =
            |at: usize| self.keys.get(4 * at..4 * at + 4).map_or(0, |four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]));
        let (mut low, mut high) = (0, self.keys.len() / 4);
        while low < high {
            let middle = usize::midpoint(low, high);
            if key_at(middle) < wanted { low = middle + 1 } else { high = middle }
        }
        if low >= self.keys.len() / 4 || key_at(low) != wanted {
            return KnownWord::default();
        }
        let fine = self.fine.get(2 * low..2 * low + 2).map_or(0, |two| u16::from_le_bytes([two[0], two[1]]));
        let rough = usize::from(fine).checked_sub(1).and_then(|at| self.rough.get(at)).copied().unwrap_or(0);
        KnownWord { fine: u64::from(fine), rough: u64::from(rough) }
    }
}

/// The section for these words, each with its fine cluster from 1. `rough[fine - 1]` is the rough cluster of a fine one.
#[cfg(any(feature = "train", test))]
pub(crate) fn write(mut rows: Vec<(u64, u16)>, rough: &[u8]) -> Vec<u8> {
    rows.sort_unstable();
    rows.dedup_by_key(|row| row.0 >> 32);
    let mut section = u32::try_from(rows.len()).unwrap_or(u32::MAX).to_le_bytes().to_vec();
    section.extend(rows.iter().flat_map(|row| ((row.0 >> 32) as u32).to_le_bytes()));
    section.extend(rows.iter().flat_map(|row| row.1.to_le_bytes()));
    section.extend(rough);
    section
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::syntax::form::word_key;

    #[test]
    fn a_word_is_found_with_both_its_clusters() {
        let section = write(vec![(word_key("house"), 2), (word_key("say"), 1)], &[5, 6]);
        let table = WordTable::new(&section);
        assert_eq!(table.look_up(word_key("house")), KnownWord { fine: 2, rough: 6 });
        assert_eq!(table.look_up(word_key("say")), KnownWord { fine: 1, rough: 5 });
        assert_eq!(table.look_up(word_key("boat")), KnownWord::default());
    }

    #[test]
    fn odd_bytes_know_no_word() {
        for section in [&[][..], &[1], &[255, 255, 255, 255, 1], &[1, 0, 0, 0, 9, 9, 9, 9]] {
            let _ = WordTable::new(section).look_up(0x0909_0909 << 32);
        }
    }
}
