//! Function words: articles, pronouns, prepositions, auxiliaries, conjunctions, adverbs without content.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::lexicon::rows;

pub(crate) static DATA: &str = include_str!("data/function.tsv");

/// Class of a function word. A word of several classes has the one in which it is met most.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum FunctionClass {
    /// "the".
    Article,
    /// "they", "this", "who".
    Pronoun,
    /// "some", "many".
    Determiner,
    /// "of", "during".
    Preposition,
    /// "is", "has", "will", "'ve".
    Auxiliary,
    /// "and", "because".
    Conjunction,
    /// "not", "also", "however".
    Adverb,
}

static TABLE: LazyLock<FxHashMap<&'static str, FunctionClass>> = LazyLock::new(|| {
    rows(DATA)
        .map(|row| {
            let class = match row[1] {
                "article" => FunctionClass::Article,
                "pronoun" => FunctionClass::Pronoun,
                "determiner" => FunctionClass::Determiner,
                "preposition" => FunctionClass::Preposition,
                "auxiliary" => FunctionClass::Auxiliary,
                "conjunction" => FunctionClass::Conjunction,
                _ => FunctionClass::Adverb,
            };
            (row[0], class)
        })
        .collect()
});

/// The class of a lower-case word, if it is a function word.
#[must_use]
pub fn class_of(word: &str) -> Option<FunctionClass> {
    TABLE.get(word).copied()
}

/// Whether a lower-case word is a function word.
#[must_use]
pub fn is_function_word(word: &str) -> bool {
    TABLE.contains_key(word)
}
