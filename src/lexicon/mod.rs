//! Typed look-ups over `data/*.tsv`. Knows words, not articles and not scores.

pub mod frequency;
pub(crate) mod reporting_cue;
pub(crate) mod source_word;
pub mod synonym;

/// Whether a lower-case word is a function word.
#[must_use]
pub fn is_function_word(word: &str) -> bool {
    matches!(word, "the" | "a" | "an" | "of" | "in" | "on" | "to" | "and" | "or" | "is" | "was")
}
