//! Finds reporting verbs outside quotations and says how each stands: finite, participle, infinitive, passive.

use std::ops::Range;

use crate::attribution::grammar as g;
use crate::attribution::view::{Unit, View};
use crate::lexicon::negation;
use crate::lexicon::reporting_cue::{self, Frame, Verb};

/// How the verb stands in its clause.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Mood {
    Finite,
    Participle,
    Infinitive,
    Passive,
}

/// A reporting verb in place.
#[derive(Clone, Debug)]
pub(crate) struct Cue {
    pub(crate) verb: &'static Verb,
    /// Auxiliaries, adverbs and the verb.
    pub(crate) range: Range<usize>,
    pub(crate) mood: Mood,
}

/// The reporting verb at a word, if it is used as one.
pub(crate) fn at(view: &View, unit: &Unit, at: usize) -> Option<Cue> {
    let word = &view.words[at];
    if word.quotation.is_some() {
        return None;
    }
    let (verb, forms) = reporting_cue::verb(&word.lower)?;
    // "ruled out a further rise" is no ruling.
    if at + 1 < unit.words.end && negation::is_ruled_out(&word.lower, view.lower(at + 1)) {
        return None;
    }
    let mut start = at;
    let back = |start: usize| if start > unit.words.start && !view.is_quoted(start - 1) { view.lower(start - 1) } else { "" };
    while start > unit.words.start && g::is_adverb(back(start)) && view.is_adverb(start - 1) {
        start -= 1;
    }
    let before = back(start);
    let auxiliaries = |mut start: usize| {
        while g::is_auxiliary(back(start)) && !is_glued(back(start))
            || (g::is_adverb(back(start)) && start < at && view.is_adverb(start - 1))
        {
            start -= 1;
        }
        start
    };
    let title_case = unit.is_headline;
    let mood = if forms.ing() {
        if g::is_be(before) {
            start = auxiliaries(start);
            Mood::Finite
        } else if g::is_determiner(before) || before.ends_with("'s") {
            return None;
        } else {
            Mood::Participle
        }
    } else if before == "to" {
        if !forms.base() {
            return None;
        }
        start -= 1;
        Mood::Infinitive
    } else if g::is_have(before) {
        start = auxiliaries(start);
        // "had been accused" has its "been" right before the verb and comes below.
        Mood::Finite
    } else if g::is_be(before) && forms.participle() {
        start = auxiliaries(start);
        Mood::Passive
    } else if g::is_modal(before) && (forms.base() || title_case) {
        start = auxiliaries(start);
        Mood::Finite
    } else if forms.past() {
        if g::makes_noun(before) || g::is_auxiliary(before) {
            return None;
        }
        Mood::Finite
    } else if forms.third() {
        if g::makes_noun(before) || g::is_auxiliary(before) || before == "and" && !title_case && view.lower(at + 1) == "of" {
            return None;
        }
        Mood::Finite
    } else if forms.base() {
        let plural = before.ends_with('s') && !before.ends_with("'s") && !before.ends_with("ss") && !g::is_auxiliary(before);
        let fits = plural || g::is_nominative(before) || g::is_relative(before) || is_plural(before) || (title_case && !before.is_empty());
        let inverted = matches!(verb.lemma, "say") && at > unit.words.start && (g::is_comma(before) || view.is_quoted(at - 1));
        if !(fits || inverted) || matches!(before, "it" | "he" | "she") {
            return None;
        }
        Mood::Finite
    } else {
        return None;
    };
    Some(Cue { verb, range: start..at + 1, mood })
}

/// "he's" and the like carry the subject too.
fn is_glued(word: &str) -> bool {
    word.contains('\'') && !word.starts_with('\'') && !word.ends_with("n't")
}

fn is_plural(word: &str) -> bool {
    matches!(
        word,
        "people"
            | "many"
            | "some"
            | "others"
            | "most"
            | "police"
            | "few"
            | "both"
            | "these"
            | "those"
            | "media"
            | "women"
            | "men"
            | "children"
            | "that"
    )
}

impl Cue {
    /// Whether the verb takes this frame here.
    pub(crate) fn takes(&self, frame: Frame) -> bool {
        self.verb.takes(frame)
    }
}
