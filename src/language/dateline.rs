//! The place and agency before a first sentence ("BAGHDAD (AP) —"), which belong to no tree and no statement.
//!
//! A place in capitals, or an agency in brackets, up to a dash within reach, with nothing between them but names, figures, commas
//! and brackets; without a dash a known agency or broadcaster in brackets, a place before it or none ("Washington (CNN) The senator").
//! Known misses: other datelines without a dash ("BAGHDAD. The premier"), set in small letters without an agency.

use crate::article::{Article, BlockKind};
use crate::language::Sentence;

/// Words that a dateline has at most ("BRENICA, Velmora, Oct 15 (MPA) -").
const LONGEST: usize = 14;
/// Words before a bracket that can be its place ("Salt Lake City, Utah").
const LONGEST_PLACE: usize = 6;
/// What stands in brackets before a text without a dash after it.
const IN_BRACKETS: &[&str] = &["AFP", "AP", "BBC", "CNN", "CNNMoney", "CBS", "NBC", "Reuters", "UPI"];

/// How many words of a sentence's beginning are its dateline; none of a headline's are.
pub(crate) fn length<'text>(article: &Article, sentence: &Sentence, words: impl Iterator<Item = &'text str>) -> usize {
    let is_headline = article.blocks.get(sentence.block.get()).is_some_and(|block| block.kind == BlockKind::Headline);
    if is_headline { 0 } else { before(&words.take(LONGEST + 1).collect::<Vec<_>>()) }
}

fn before(words: &[&str]) -> usize {
    let dash = words.iter().take(LONGEST).position(|word| matches!(*word, "—" | "–" | "-" | "--" | "―"));
    let Some(dash) = dash else { return in_brackets(words) };
    let head = &words[..dash];
    let named = is_named(head);
    let shouted = head.first().is_some_and(|word| is_capitals(word));
    let agency = head.contains(&"(") && head.last().is_some_and(|word| *word == ")");
    if named && (shouted || agency) { dash + 1 } else { in_brackets(words) }
}

/// The same without a dash: `(CNN)`, `Washington (CNN)`.
fn in_brackets(words: &[&str]) -> usize {
    let Some(open) = words.iter().take(LONGEST_PLACE + 1).position(|word| *word == "(") else { return 0 };
    let is_agency = words.get(open + 1).is_some_and(|word| IN_BRACKETS.contains(word));
    let closed = words.get(open + 2).is_some_and(|word| *word == ")");
    // "The Associated Press (AP) reported": the agency itself.
    let begins = words.get(open + 3).is_some_and(|word| word.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"')));
    if is_agency && closed && begins && is_named(&words[..open]) { open + 3 } else { 0 }
}

/// Whether nothing but names, figures and what stands between them is there.
fn is_named(words: &[&str]) -> bool {
    words.iter().all(|word| {
        matches!(*word, "," | "(" | ")" | "." | "/" | "of" | "de" | "al" | "the" | "[" | "]")
            || word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
    })
}

fn is_capitals(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() > 2 && !text.chars().any(char::is_lowercase)
}
