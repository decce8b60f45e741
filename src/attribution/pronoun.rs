//! Pronouns as sources: the nearest speaker or subject before them that fits by gender and kind.
//!
//! Sentence by sentence backwards: whoever speaks in it, else whoever opens it. Cost: a few sentences a pronoun.

use std::ops::Range;

use crate::attribution::described;
use crate::attribution::gender::Gender;
use crate::attribution::grammar as g;
use crate::attribution::speaker::{Resolved, Scene, person, unresolved};
use crate::attribution::{Speaker, SpeakerKind};

/// How far back a pronoun looks for a name, in units.
const REACH_UNITS: usize = 5;
/// Words at a unit's beginning in which its subject stands.
const OPENING_WORDS: usize = 8;

pub(super) fn is_one(word: &str) -> bool {
    matches!(word, "he" | "she" | "they" | "it" | "his" | "her" | "their" | "i" | "we" | "who" | "which" | "that" | "him" | "this" | "you")
}

/// The speaker whom the pronoun at a word stands for.
pub(super) fn resolve(scene: &Scene, at: usize, word: &str) -> (Speaker, Option<usize>) {
    let found = match word {
        "who" | "which" | "that" => return relative(scene, at, word),
        "he" | "his" | "him" => somebody(scene, at, Gender::Male),
        "she" | "her" => somebody(scene, at, Gender::Female),
        "they" | "their" => recent(scene, at, |kind| kind.is_unnamed() || kind.is_body()).or_else(|| opening_body(scene, at)),
        "it" => thing(scene, at),
        _ => None,
    };
    found.unwrap_or_else(|| unresolved(scene.view, at..at + 1))
}

/// "X, who said": the noun phrase before.
fn relative(scene: &Scene, at: usize, word: &str) -> (Speaker, Option<usize>) {
    let Scene { view, people, .. } = scene;
    let floor = view.units.get(unit_of(scene, at)).map_or(at, |unit| unit.words.start);
    let near = people.mentions.iter().rev().find(|(mention, _)| mention.end <= at && mention.start >= floor && mention.end + 15 >= at);
    if let Some((mention, who)) = near.filter(|_| word != "which") {
        let close = mention.end + 1 >= at || view.lower(mention.end) == ",";
        if close {
            return person(people, *who);
        }
    }
    let mut start = at;
    while start > floor
        && at - start < 8
        && (!view.words[start - 1].is_mark || start == at)
        && !g::is_finite_verb(view.lower(start - 1), "")
    {
        start -= 1;
        if g::is_determiner(view.lower(start)) {
            break;
        }
    }
    // "higher than that of the ministry, which speaks of 300": the ministry speaks.
    if start + 2 < at && matches!(view.lower(start), "that" | "those") && view.lower(start + 1) == "of" {
        start += 2;
    }
    if start + 1 < at { described::resolve(scene, start..at) } else { unresolved(view, at..at + 1) }
}

fn unit_of(scene: &Scene, at: usize) -> usize {
    scene.view.units.partition_point(|unit| unit.words.end <= at)
}

/// Words of the unit so many units before, up to `at`.
fn words_of(scene: &Scene, at: usize, back: usize) -> Option<Range<usize>> {
    let unit = scene.view.units.get(unit_of(scene, at).checked_sub(back)?).filter(|unit| !unit.is_headline)?;
    Some(unit.words.start..unit.words.end.min(at))
}

fn said_in<'a>(scene: &'a Scene, words: &Range<usize>) -> impl Iterator<Item = &'a Resolved> {
    let bytes = if words.is_empty() { 0..0 } else { scene.view.words[words.start].span.start..scene.view.words[words.end - 1].span.end };
    scene.said.iter().rev().filter(move |resolved| bytes.contains(&resolved.at))
}

/// "he", "she": nearest sentence first; in it a speaker, else a name that opens it, else any name.
fn somebody(scene: &Scene, at: usize, wanted: Gender) -> Option<(Speaker, Option<usize>)> {
    let Scene { view, people, .. } = scene;
    let fits = |who: usize| people.list[who].gender.is_none_or(|gender| gender == wanted);
    let is_sure = |who: usize| people.list[who].gender == Some(wanted);
    let mut fallback = None;
    let mut sure = None;
    for back in 0..=REACH_UNITS {
        let Some(words) = words_of(scene, at, back) else { continue };
        let mentions = || {
            people.mentions.iter().filter(|(mention, who)| {
                words.contains(&mention.start) && mention.end <= words.end && !view.is_quoted(mention.start) && fits(*who)
            })
        };
        // A possessive or what a preposition governs is no subject.
        let opener = mentions()
            .find(|(mention, _)| {
                let owner = view.is_possessive(mention.end);
                let governed = mention.start > words.start && g::is_preposition(view.lower(mention.start - 1));
                mention.start < words.start + OPENING_WORDS && !owner && !governed
            })
            .map(|(_, who)| *who);
        if back == 0
            && let Some(who) = opener
        {
            return Some(person(people, who));
        }
        let speaker = said_in(scene, &words).find_map(|resolved| match resolved.person {
            Some(who) if fits(who) => Some((person(people, who), is_sure(who))),
            None if is_one_human(&resolved.speaker, wanted) => Some(((resolved.speaker.clone(), None), true)),
            _ => None,
        });
        // Somebody of that gender in a nearer sentence, against a speaker of none.
        if let Some((_, false)) = speaker
            && let Some(sure) = sure.take()
        {
            return Some(person(people, sure));
        }
        match (speaker, opener) {
            (Some((_, false)), Some(who)) if is_sure(who) => return Some(person(people, who)),
            (Some((found, _)), _) => return Some(found),
            (None, Some(who)) => return Some(person(people, who)),
            (None, None) => {}
        }
        if back == 1
            && let Some(found) = unnamed(scene, &words, wanted)
        {
            return Some(found);
        }
        // Whom the sentence before has just introduced.
        if back == 1
            && let Some((_, who)) = mentions().next_back().filter(|(mention, who)| {
                let first = people.mentions.iter().find(|(_, other)| other == who);
                first.is_some_and(|(first, _)| first == mention) && !view.is_possessive(mention.end)
            })
        {
            return Some(person(people, *who));
        }
        sure = sure.or_else(|| mentions().find(|(_, who)| is_sure(*who)).map(|(_, who)| *who));
        fallback = fallback
            .or_else(|| mentions().find(|(_, who)| is_sure(*who)).map(|(_, who)| person(people, *who)))
            .or_else(|| mentions().next_back().filter(|_| back == 1).map(|(_, who)| person(people, *who)));
    }
    fallback
}

/// "an adviser to the premier" as a subject that did not speak yet.
fn unnamed(scene: &Scene, words: &Range<usize>, wanted: Gender) -> Option<(Speaker, Option<usize>)> {
    let view = scene.view;
    words.clone().filter(|&at| matches!(view.lower(at), "a" | "an") && !view.is_quoted(at)).find_map(|at| {
        // "Ana Ruiz, a cook": it explains her.
        let is_apposed = at > words.start + 1
            && g::is_comma(view.lower(at - 1))
            && scene.people.mentions.iter().any(|(mention, _)| mention.end == at - 1);
        if is_apposed {
            return None;
        }
        let governed = at > words.start && g::is_preposition(view.lower(at - 1));
        let stop = (at + 1..words.end).find(|&next| {
            view.words[next].is_mark || g::is_relative(view.lower(next)) || g::is_finite_verb(view.lower(next), view.lower(next - 1))
        })?;
        let subject = stop > at + 1 && !governed && !(at > words.start && g::is_finite_verb(view.lower(at - 1), ""));
        let (speaker, who) = subject.then(|| described::resolve(scene, at..stop))?;
        (who.is_none() && is_one_human(&speaker, wanted)).then_some((speaker, who))
    })
}

/// Whether a description without a name is one person who can be called so.
fn is_one_human(speaker: &Speaker, wanted: Gender) -> bool {
    let label = speaker.label.to_lowercase();
    let mut words = label.split(|c: char| !c.is_alphanumeric() && c != '-');
    let first = words.next().unwrap_or("");
    // "analysts", "two officials": the head noun, before what explains it, is a plural.
    let head = label.split_whitespace().take_while(|word| !g::is_preposition(word) && !g::is_relative(word)).last().unwrap_or("");
    let head = head.trim_end_matches(|c: char| !c.is_alphanumeric());
    let many = first.is_empty()
        || matches!(first, "two" | "three" | "four" | "five" | "several" | "some" | "many" | "both" | "people")
        || matches!(head, "children" | "men" | "people" | "police" | "women")
        || !matches!(first, "a" | "an" | "one" | "another") && head.ends_with('s') && !head.ends_with("ss");
    let other = label.split_whitespace().take(6).any(|word| match wanted {
        Gender::Male => word.ends_with("woman") || matches!(word, "mother" | "daughter" | "sister" | "wife" | "widow"),
        Gender::Female => {
            word != "woman" && word.len() > 2 && word.ends_with("man") && !word.ends_with("woman")
                || matches!(word, "father" | "son" | "brother")
        }
    });
    speaker.kind.is_unnamed() && !many && !other
}

/// The nearest speaker of such a kind.
fn recent(scene: &Scene, at: usize, fits: fn(SpeakerKind) -> bool) -> Option<(Speaker, Option<usize>)> {
    (0..REACH_UNITS).find_map(|back| {
        let words = words_of(scene, at, back)?;
        let found = said_in(scene, &words).find(|resolved| fits(resolved.speaker.kind))?;
        Some((found.speaker.clone(), found.person))
    })
}

/// "it": nearest sentence first; in it a body or document that speaks, else a body that opens it.
fn thing(scene: &Scene, at: usize) -> Option<(Speaker, Option<usize>)> {
    let fits = |kind: SpeakerKind| kind.is_body() || matches!(kind, SpeakerKind::Document | SpeakerKind::Media);
    (0..=REACH_UNITS).find_map(|back| {
        let words = words_of(scene, at, back)?;
        let opener = opening(scene, &words);
        let speaker = said_in(scene, &words).find(|resolved| fits(resolved.speaker.kind));
        let speaker = speaker.map(|resolved| (resolved.speaker.clone(), resolved.person));
        if back == 0 { opener.or(speaker) } else { speaker.or(opener) }
    })
}

fn opening_body(scene: &Scene, at: usize) -> Option<(Speaker, Option<usize>)> {
    (0..=1).find_map(|back| opening(scene, &words_of(scene, at, back)?))
}

/// The body that is the subject of a sentence.
fn opening(scene: &Scene, words: &Range<usize>) -> Option<(Speaker, Option<usize>)> {
    let view = scene.view;
    let mut start = words.start;
    while start < words.end && (g::is_conjunction(view.lower(start)) || view.words[start].is_mark && !view.is_quoted(start)) {
        start += 1;
    }
    let stop = (start..words.end.min(start + OPENING_WORDS)).find(|&at| {
        let lower = view.lower(at);
        let before = if at > start { view.lower(at - 1) } else { "" };
        if view.is_possessive(at) {
            return false;
        }
        view.is_quoted(at)
            || view.words[at].is_mark
            || g::is_finite_verb(lower, before)
            || g::is_preposition(lower) && lower != "of"
            || at > start && !view.words[at].is_capital && lower.ends_with("ed")
    })?;
    if stop <= start || g::is_nominative(view.lower(start)) {
        return None;
    }
    let followed = g::is_comma(view.lower(stop)) && view.lower(stop + 1) == "which";
    let (speaker, person) = described::resolve(scene, start..stop);
    if followed && speaker.kind == SpeakerKind::Person && person.is_none() {
        return Some((Speaker { kind: SpeakerKind::Organisation, ..speaker }, None));
    }
    if speaker.kind.is_body() {
        return Some((speaker, None));
    }
    // "The bank's forecasts say": the bank's.
    let owner = (start + 1..stop).find(|&at| view.is_possessive(at))?;
    let (speaker, _) = described::resolve(scene, start..owner);
    speaker.kind.is_body().then_some((speaker, None))
}
