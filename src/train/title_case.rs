//! Sentences as headlines write them: a capital on each word but the short ones, no full stop.

use crate::language::syntax::conllu::GoldSentence;

/// Words that stay small in a headline.
const SMALL: &[&str] =
    &["a", "an", "the", "and", "or", "but", "of", "in", "on", "at", "to", "for", "by", "as", "with", "from", "is", "n't", "'s", "’s"];
/// Words that a headline has.
const HEADLINE_WORDS: std::ops::RangeInclusive<usize> = 4..=24;

/// The sentence in title case; nothing if it is too short or too long for a headline.
pub(crate) fn headline(sentence: &GoldSentence) -> Option<GoldSentence> {
    if !HEADLINE_WORDS.contains(&sentence.words.len()) {
        return None;
    }
    let mut headline = sentence.clone();
    for (at, word) in headline.words.iter_mut().enumerate() {
        if at == 0 || !SMALL.contains(&word.form.as_str()) {
            word.form = capitalised(&word.form);
        }
    }
    let last = headline.words.len() - 1;
    if headline.words[last].form == "." && !headline.words.iter().any(|word| word.head == Some(last)) && headline.words[last].head.is_some()
    {
        headline.words.pop();
    }
    Some(headline)
}

fn capitalised(form: &str) -> String {
    let mut letters = form.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
