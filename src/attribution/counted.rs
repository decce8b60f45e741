//! Some of those who spoke or were counted before: "one of them", "three of the officials", "one preferred no change".
//!
//! They are called after those they belong to: "one of the officials", who were "Iraqi officials", is "one Iraqi official".
//! Cost: the speakers before, and the words of the sentence before.

use std::ops::Range;

use crate::attribution::described;
use crate::attribution::grammar as g;
use crate::attribution::speaker::{Resolved, Scene, text_of};
use crate::attribution::{Speaker, SpeakerKind};

/// Speakers before that "one of them" can belong to.
pub(super) const REACH_SPEAKERS: usize = 8;

/// "one of them", "three of the officials", "a page of the log": of those that spoke before, or of what follows.
pub(super) fn part(scene: &Scene, range: &Range<usize>) -> Option<(Speaker, Option<usize>)> {
    let view = scene.view;
    let head = described::head(view, range);
    if head.end + 1 >= range.end || view.lower(head.end) != "of" {
        return None;
    }
    let whole = head.end + 1..range.end;
    let noun = view.lower(head.end - 1);
    if matches!(noun, "page" | "pages" | "part" | "copy" | "copies" | "draft" | "transcript" | "version" | "recording") {
        let found = described::kind_of(scene, whole);
        return (found.0.kind == SpeakerKind::Document).then_some(found);
    }
    let counted = view.words[head.end - 1].is_number
        || matches!(noun, "one" | "two" | "three" | "four" | "five" | "several" | "some" | "many" | "most" | "both" | "none" | "another");
    if !counted || head.len() > 1 {
        return None;
    }
    let inner = described::head(view, &whole);
    let last = view.lower(inner.end - 1).to_owned();
    let those = || {
        scene.said.iter().rev().take(REACH_SPEAKERS).filter(|resolved| {
            let label = resolved.speaker.label.to_lowercase();
            resolved.speaker.kind.is_unnamed()
                && !label.starts_with("one of ")
                && (last == "them" || label.split_whitespace().any(|word| word == last))
        })
    };
    // All of them before some of them, and those that are described before a bare "officials".
    let is_whole = |resolved: &&Resolved| !is_count(resolved.speaker.label.split(' ').next().unwrap_or("").to_lowercase().as_str());
    let is_told = |resolved: &&Resolved| resolved.speaker.label.contains(' ');
    let those = if last == "them" {
        those().next()
    } else {
        those().find(|one| is_whole(one) && is_told(one)).or_else(|| those().find(is_told)).or_else(|| those().next())
    };
    let some = if matches!(noun, "several" | "some" | "many" | "most") { SpeakerKind::Group } else { SpeakerKind::Anonymous };
    let kind = match those {
        Some(resolved) if !matches!(resolved.speaker.kind, SpeakerKind::Group | SpeakerKind::Anonymous) => resolved.speaker.kind,
        Some(_) => some,
        None => described::as_kind(described::calling_of(&last), some),
    };
    let label = match those {
        Some(resolved) => one_of(noun, &resolved.speaker.label),
        None if last == "them" => return None,
        None => format!("{noun} of {}", text_of(view, whole)),
    };
    Some((Speaker { label, role: None, kind }, None))
}

/// "one of the officials", who are called "Iraqi officials": "one Iraqi official"; of "two officials", "one of two officials".
fn one_of(count: &str, those: &str) -> String {
    let first = those.split(' ').next().unwrap_or("").to_lowercase();
    let is_counted = is_count(&first) || first.chars().all(|c| c.is_ascii_digit());
    match count {
        "one" | "another" if is_counted => format!("{count} of {}", small_first(those)),
        // "a participant": one of the participants.
        "one" | "another" if matches!(first.as_str(), "a" | "an") => those.to_owned(),
        "one" | "another" => format!("{count} {}", singular(those)),
        _ if is_counted => those.to_owned(),
        _ => format!("{count} {those}"),
    }
}

/// A description as it stands within a sentence: "Two bankers" as "two bankers".
fn small_first(those: &str) -> String {
    let (first, rest) = those.split_once(' ').unwrap_or((those, ""));
    if is_count(&first.to_lowercase()) { format!("{} {rest}", first.to_lowercase()) } else { those.to_owned() }
}

pub(super) fn is_count(word: &str) -> bool {
    matches!(
        word,
        "two" | "three" | "four" | "five" | "six" | "seven" | "eight" | "nine" | "ten" | "several" | "some" | "many" | "most" | "both"
    )
}

/// A description of many as one of one: its head noun, the last word before a preposition, in the singular.
pub(super) fn singular(many: &str) -> String {
    let words: Vec<&str> = many.split(' ').collect();
    let head = words.iter().skip(1).position(|word| g::is_preposition(word) || g::is_relative(word)).map_or(words.len(), |at| at + 1);
    let one = |word: &str| {
        let lower = word.to_lowercase();
        match lower.as_str() {
            "people" => "person".to_owned(),
            _ if lower.ends_with("men") => format!("{}man", &word[..word.len() - 3]),
            _ if lower.ends_with("ies") => format!("{}y", &word[..word.len() - 3]),
            _ if lower.ends_with("ses") || lower.ends_with("ches") || lower.ends_with("shes") => word[..word.len() - 2].to_owned(),
            _ if lower.ends_with('s') && !lower.ends_with("ss") => word[..word.len() - 1].to_owned(),
            _ => word.to_owned(),
        }
    };
    let words = words.iter().enumerate().map(|(at, word)| if at + 1 == head { one(word) } else { (*word).to_owned() });
    words.collect::<Vec<_>>().join(" ")
}

/// "Two members wanted more and one preferred less": one of those that were counted before in the sentence.
pub(super) fn counted(scene: &Scene, range: &Range<usize>) -> Option<(Speaker, Option<usize>)> {
    let view = scene.view;
    let count = view.lower(range.start);
    if range.len() != 1 || !(is_count(count) || matches!(count, "one" | "another" | "others")) {
        return None;
    }
    let unit = view.units.get(view.units.partition_point(|unit| unit.words.end <= range.start))?;
    let those = (unit.words.start + 1..range.start).rev().find(|&at| {
        let before = view.lower(at - 1);
        view.lower(at).ends_with('s') && !view.words[at].is_capital && (view.words[at - 1].is_number || is_count(before) || before == "the")
    })?;
    let noun = view.lower(those);
    let label = if matches!(count, "one" | "another") { format!("{count} {}", singular(noun)) } else { format!("{count} {noun}") };
    Some((Speaker { label, role: None, kind: described::as_kind(described::calling_of(noun), SpeakerKind::Anonymous) }, None))
}
