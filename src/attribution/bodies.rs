//! Bodies named in one article and where: what "the company", "the judges" and "a spokeswoman" go back to.
//!
//! A body is a name that the language stage takes for an organisation, and no outlet; "the company" may also be a name of two words
//! that nothing speaks for or against. A description goes back to the nearest
//! one before it: a body of that noun ("the court": Constitutional Court), for firms one without any such noun in its name.
//! Cost: linear in the names; for a description, in the mentions before it.
//! Known miss: a firm that the article has named by its brand and by its owner is two bodies.

use std::ops::Range;

use crate::attribution::SpeakerKind;
use crate::attribution::people::People;
use crate::attribution::view::View;
use crate::language::NameHint;
use crate::lexicon::source_word::{self, SourceWord};
use crate::lexicon::{demonym, place, seat};

/// A body where it is mentioned.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    pub(crate) words: Range<usize>,
    pub(crate) name: String,
    pub(crate) kind: SpeakerKind,
    hint: NameHint,
}

/// All mentions in order.
#[derive(Debug, Default)]
pub(crate) struct Bodies {
    pub(crate) mentions: Vec<Mention>,
}

impl Bodies {
    pub(crate) fn of(view: &View, people: &People) -> Self {
        let is_person = |words: &Range<usize>| {
            let at = people.mentions.partition_point(|(mention, _)| mention.end <= words.start);
            people.mentions.get(at).is_some_and(|(mention, _)| mention.start < words.end)
        };
        let mentions = view.analysis.names.iter().filter(|name| name.hint != NameHint::Place).filter_map(|name| {
            let mut words = name.tokens.range();
            // A hint is a hint: "Marenna Container Terminals" is nobody.
            let fewest_words = match name.hint {
                NameHint::Organisation => 0,
                NameHint::Person => 3,
                _ => 2,
            };
            if name.hint != NameHint::Organisation && (is_person(&words) || words.len() < fewest_words) {
                return None;
            }
            // "St Hild's Hospital": its own name stands before.
            if words.len() == 1 && words.start > 1 && view.is_possessive(words.start - 1) {
                while words.start > 0
                    && (view.words[words.start - 1].is_capital || view.is_possessive(words.start - 1))
                    && !view.is_quoted(words.start - 1)
                {
                    words.start -= 1;
                }
            }
            let written = view.span(words.clone())?.of(&view.article.text).split_whitespace().collect::<Vec<_>>().join(" ");
            let is_media = words.clone().any(|at| source_word::of(bare(view.lower(at))) == Some(SourceWord::Media));
            // The paper itself: "a copy that the Observer has read".
            let is_own = view.article.outlet.is_called(&written);
            (!is_media && !is_own && !words.is_empty()).then(|| Mention {
                kind: kind_of_name(&written),
                words,
                name: written,
                hint: name.hint,
            })
        });
        Self { mentions: mentions.collect() }
    }

    /// The nearest one before a word that a noun can mean.
    pub(crate) fn called(&self, noun: &str, before: usize) -> Option<&Mention> {
        self.mentions.iter().rev().filter(|mention| mention.words.end <= before).find(|mention| {
            let is_sure = mention.hint == NameHint::Organisation;
            (is_sure || is_firm_noun(noun)) && can_mean(&mention.name, noun)
        })
    }

    /// The first one in a range of words.
    pub(crate) fn within(&self, range: &Range<usize>) -> Option<&Mention> {
        let is_inside = |mention: &&Mention| mention.words.start >= range.start && mention.words.end <= range.end;
        self.mentions.iter().filter(|mention| mention.hint == NameHint::Organisation).find(is_inside)
    }
}

/// Without a possessive ending.
pub(crate) fn bare(word: &str) -> &str {
    word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word)
}

/// Nouns for a firm whose name need not have them.
pub(crate) fn is_firm_noun(noun: &str) -> bool {
    matches!(noun, "company" | "firm" | "operator" | "group" | "manufacturer" | "maker" | "retailer" | "developer" | "airline")
}

/// Whether "the court" can be the body of this name.
pub(crate) fn can_mean(name: &str, noun: &str) -> bool {
    let words: Vec<String> = name.to_lowercase().replace('’', "'").split_whitespace().map(|word| bare(word).to_owned()).collect();
    let noun = if matches!(noun, "judges" | "justices") { "court" } else { noun };
    words.iter().any(|word| word == noun)
        || is_firm_noun(noun)
            && name.contains(' ')
            && name.chars().next().is_some_and(char::is_uppercase)
            && words.iter().all(|word| source_word::of(word).is_none())
}

/// What a body of this name is: an office if a word of it says so, or if it is the name of a state or city.
pub(crate) fn kind_of_name(name: &str) -> SpeakerKind {
    let lower = name.to_lowercase().replace('’', "'");
    let lower = lower.strip_prefix("the ").unwrap_or(&lower);
    let words: Vec<&str> = lower.split_whitespace().map(bare).collect();
    if is_state(lower) {
        return SpeakerKind::OfficialBody;
    }
    // The head is the last word before "of", "for" and the like; of "National Bank" the word before it counts too.
    let head = words.iter().position(|word| matches!(*word, "of" | "for" | "on" | "in")).unwrap_or(words.len());
    let is_state_bank =
        words[..head].last() == Some(&"bank") && words.iter().any(|word| matches!(*word, "central" | "national" | "reserve"));
    let sort = |word: &&str| match source_word::of(word) {
        Some(SourceWord::OfficialBody) => Some(SpeakerKind::OfficialBody),
        Some(SourceWord::Organisation) => Some(SpeakerKind::Organisation),
        _ => None,
    };
    if is_state_bank {
        return SpeakerKind::OfficialBody;
    }
    words[..head].iter().rev().find_map(sort).or_else(|| words[head..].iter().find_map(sort)).unwrap_or(SpeakerKind::Organisation)
}

/// Whether a lower-case name is that of a state, or of a city that may speak for one.
pub(crate) fn is_state(name: &str) -> bool {
    demonym::is_place(name) || place::is_place(name) || seat::state_of(name).is_some() || STATES.contains(&name)
}

/// States and seats of government that no other list has.
const STATES: [&str; 8] =
    ["downing street", "european union", "kremlin", "u.k", "u.s", "united kingdom", "united nations", "united states"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest;
    use crate::language::{self, LanguageOptions};

    fn called(body: &str, noun: &str) -> Option<String> {
        let article = ingest::article_from_text("a", "", body);
        let analysis = language::analyse(&article, &LanguageOptions::default());
        let view = View::new(&article, &analysis);
        Bodies::of(&view, &People::of(&view)).called(noun, view.words.len()).map(|mention| mention.name.clone())
    }

    #[test]
    fn a_noun_goes_back_to_the_nearest_body_that_it_can_mean() {
        let text = "The Court of Appeal met the Ministry of Ports. The Harbour Court waited.";
        assert_eq!(called(text, "court").as_deref(), Some("Harbour Court"));
        assert_eq!(called(text, "judges").as_deref(), Some("Harbour Court"));
        assert_eq!(called(text, "union"), None);
    }

    #[test]
    fn offices_and_organisations_are_told_apart_by_their_names() {
        for name in ["Ministry of Ports", "Constitutional Court", "National Bank of Talvenia", "Iran", "the United States", "Tehran"] {
            assert_eq!(kind_of_name(name), SpeakerKind::OfficialBody, "{name}");
        }
        for name in ["Dock Workers' Union", "Tamsa Hydro", "Savers Bank", "Association of Landlords", "Green Party"] {
            assert_eq!(kind_of_name(name), SpeakerKind::Organisation, "{name}");
        }
    }
}
