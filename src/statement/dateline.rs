//! The place and agency before a first sentence ("BAGHDAD (AP) —"), which belong to no statement.
//!
//! A place in capitals, or an agency in brackets, up to a dash within reach, with nothing between them but names, figures, commas
//! and brackets. Known misses: datelines without a dash ("BAGHDAD. The premier"), set in small letters without an agency.

use crate::statement::predicate::Word;

/// Words that a dateline has at most ("BRENICA, Velmora, Oct 15 (MPA) -").
const LONGEST: usize = 14;

/// How many words of a sentence's beginning are its dateline.
pub(super) fn length(words: &[Word<'_>]) -> usize {
    let Some(dash) = words.iter().take(LONGEST).position(|word| matches!(word.text, "—" | "–" | "-" | "--" | "―")) else { return 0 };
    let head = &words[..dash];
    let named = head.iter().all(|word| {
        matches!(word.text, "," | "(" | ")" | "." | "/" | "of" | "de" | "al" | "the" | "[" | "]")
            || word.text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
    });
    let shouted = head.first().is_some_and(|word| is_capitals(word.text));
    let agency = head.iter().any(|word| word.text == "(") && head.last().is_some_and(|word| word.text == ")");
    if named && (shouted || agency) { dash + 1 } else { 0 }
}

fn is_capitals(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() > 2 && !text.chars().any(char::is_lowercase)
}
