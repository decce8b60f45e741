//! First names that are nearly always a woman's, or a man's, in English-language news.
//!
//! Weak evidence: titles, roles and pronouns of the text come first. Known misses: names of both ("Dana", "Robin") and names
//! that the list lacks say nothing.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

const DATA: &str = include_str!("data/name_gender.tsv");

static TABLE: LazyLock<FxHashMap<&'static str, bool>> = LazyLock::new(|| {
    DATA.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|row| row.split_once('\t'))
        .map(|(name, gender)| (name, gender == "female"))
        .collect()
});

/// Whether a lower-case first name is a woman's; `None` when it can be either or is not known.
pub(crate) fn is_female(name: &str) -> Option<bool> {
    TABLE.get(name).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_reads_and_the_file_is_sorted_without_repeats() {
        let rows: Vec<&str> = DATA.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(rows.windows(2).all(|pair| pair[0].split('\t').next() < pair[1].split('\t').next()));
        assert!(rows.iter().all(|row| row.ends_with("\tfemale") || row.ends_with("\tmale")));
        assert_eq!(rows.len(), TABLE.len());
    }

    #[test]
    fn names_of_both_say_nothing() {
        assert_eq!((is_female("helga"), is_female("teodor"), is_female("robin")), (Some(true), Some(false), None));
    }
}
