//! How common a term is in English news: document frequencies of stems over passages of 250 tokens.
//!
//! Inverse document frequency as in Spärck Jones (1972): ln((passages + 1) / (passages with the term + .5)). Terms that
//! the table leaves out are rarer than its rarest. Known miss: a count is over all senses ("may", the verb and the month).

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

static DATA: &str = include_str!("data/frequency.tsv");

/// Passages that a term outside the table is taken to stand in: most are names that the corpora hold a few times.
const PASSAGES_OF_A_RARE_TERM: f64 = 3.0;

struct Table {
    passages: f64,
    counts: FxHashMap<&'static str, u32>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let passages = DATA
        .lines()
        .find_map(|line| line.strip_prefix("# passages: "))
        .and_then(|count| count.trim().parse().ok())
        .expect("the header of frequency.tsv gives the number of passages");
    let counts = DATA
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(term, count)| Some((term, count.parse().ok()?)))
        .collect();
    Table { passages, counts }
});

/// Passages of the table's corpora that hold a term (a stem, as the language stage makes it); `None` for a rare one.
#[must_use]
pub fn passages_with(term: &str) -> Option<u32> {
    TABLE.counts.get(term).copied()
}

/// Inverse document frequency of a term, natural logarithm: 0 for a word that is everywhere, up to
/// [`highest`] for one that the table does not hold.
#[must_use]
pub fn inverse_document_frequency(term: &str) -> f64 {
    let held = passages_with(term).map_or(PASSAGES_OF_A_RARE_TERM, f64::from);
    ((TABLE.passages + 1.0) / (held + 0.5)).ln().max(0.0)
}

/// The inverse document frequency of a term that the table does not hold.
#[must_use]
pub fn highest() -> f64 {
    ((TABLE.passages + 1.0) / (PASSAGES_OF_A_RARE_TERM + 0.5)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_terms_weigh_more_than_common_ones() {
        assert!(inverse_document_frequency("the") < 0.5);
        assert!(inverse_document_frequency("president") < inverse_document_frequency("dron"));
        assert!(inverse_document_frequency("dron") < highest());
        assert!((inverse_document_frequency("khatibzadeh") - highest()).abs() < 1e-12);
    }

    #[test]
    fn the_table_is_sorted_without_repeats_and_every_count_is_a_number() {
        let rows: Vec<(&str, &str)> = DATA.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t')).collect();
        assert!(rows.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(rows.iter().all(|(_, count)| count.parse::<u32>().is_ok()));
        assert_eq!(rows.len(), TABLE.counts.len());
    }
}
