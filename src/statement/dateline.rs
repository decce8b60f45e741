//! The place and agency before a first sentence ("BAGHDAD (AP) —"), which belong to no statement.
//!
//! A place in capitals, or an agency in brackets, up to a dash within reach, with nothing between them but names, figures, commas
//! and brackets; without a dash a known agency or broadcaster in brackets, a place before it or none ("Washington (CNN) The senator").
//! Known misses: other datelines without a dash ("BAGHDAD. The premier"), set in small letters without an agency.

use crate::statement::predicate::Word;

/// Words that a dateline has at most ("BRENICA, Velmora, Oct 15 (MPA) -").
const LONGEST: usize = 14;
/// Words before a bracket that can be its place ("Salt Lake City, Utah").
const LONGEST_PLACE: usize = 6;
/// What stands in brackets before a text without a dash after it.
const IN_BRACKETS: &[&str] = &["AFP", "AP", "BBC", "CNN", "CNNMoney", "CBS", "NBC", "Reuters", "UPI"];

/// How many words of a sentence's beginning are its dateline.
pub(super) fn length(words: &[Word<'_>]) -> usize {
    let dash = words.iter().take(LONGEST).position(|word| matches!(word.text, "—" | "–" | "-" | "--" | "―"));
    let Some(dash) = dash else { return in_brackets(words) };
    let head = &words[..dash];
    let named = is_named(head);
    let shouted = head.first().is_some_and(|word| is_capitals(word.text));
    let agency = head.iter().any(|word| word.text == "(") && head.last().is_some_and(|word| word.text == ")");
    if named && (shouted || agency) { dash + 1 } else { in_brackets(words) }
}

/// The same without a dash: `(CNN)`, `Washington (CNN)`.
fn in_brackets(words: &[Word<'_>]) -> usize {
    let Some(open) = words.iter().take(LONGEST_PLACE + 1).position(|word| word.text == "(") else { return 0 };
    let is_agency = words.get(open + 1).is_some_and(|word| IN_BRACKETS.contains(&word.text));
    let closed = words.get(open + 2).is_some_and(|word| word.text == ")");
    // "The Associated Press (AP) reported": the agency itself.
    let begins = words.get(open + 3).is_some_and(|word| word.text.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"')));
    if is_agency && closed && begins && is_named(&words[..open]) { open + 3 } else { 0 }
}

/// Whether nothing but names, figures and what stands between them is there.
fn is_named(words: &[Word<'_>]) -> bool {
    words.iter().all(|word| {
        matches!(word.text, "," | "(" | ")" | "." | "/" | "of" | "de" | "al" | "the" | "[" | "]")
            || word.text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
    })
}

fn is_capitals(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() > 2 && !text.chars().any(char::is_lowercase)
}
