//! Legal notes, dates and places, prompts to the reader, links to other stories.

use crate::ingest::dates;
use crate::ingest::furniture::shape::{count_words, ends_a_sentence};
use crate::lexicon::furniture::List;

/// A note to readers has at most so many words.
const MAX_NOTE_WORDS: usize = 60;

pub(super) fn is_legal(line: &str, lower: &str, words: usize, has_asterisk: bool) -> bool {
    let year_follows = |mark: &str| lower.strip_prefix(mark).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    if line.starts_with(['©', 'Ⓒ']) || year_follows("(c) ") || year_follows("(c)") {
        return true;
    }
    let lower = lower.trim_start_matches(|c: char| matches!(c, '(' | '[') || is_dash_or_bullet(c));
    if words <= MAX_NOTE_WORDS && is_note_on_versions(lower) {
        return true;
    }
    if line.starts_with('*') && !line.starts_with("**") {
        let note = lower.trim_start_matches('*').trim_start();
        if has_asterisk && !line.starts_with("* * *") || List::StatusNote.is_in(note) {
            return true;
        }
    }
    (List::LegalStart.opens(lower) && words >= 2) || (List::Legal.is_in(lower) && line.len() <= 600)
}

/// "This story was updated at 5:20 p.m.", "This report has been corrected to …".
fn is_note_on_versions(lower: &str) -> bool {
    let Some(rest) = ["this ", "an earlier version of this ", "a previous version of this ", "the original version of this "]
        .iter()
        .find_map(|start| lower.strip_prefix(start))
    else {
        return false;
    };
    let Some((noun, rest)) = rest.split_once(' ') else { return false };
    let is_earlier = !lower.starts_with("this ");
    List::TextNoun.has(noun) && (is_earlier || List::NoteVerb.opens(rest))
}

pub(super) fn is_dash_or_bullet(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '•' | '·' | '⦁' | '■' | '*' | '_' | ' ' | '\u{a0}')
}

pub(super) fn is_dateline(line: &str, lower: &str, words: usize) -> bool {
    if words > 14 {
        return false;
    }
    if dates::is_only_a_date(line) {
        return true;
    }
    let is_age = lower.ends_with(" ago") && words <= 7 && lower.bytes().any(|byte| byte.is_ascii_digit());
    let is_reading_time = words <= 5 && (lower.ends_with("min read") || lower.ends_with("minute read") || lower.ends_with("minutes read"));
    let after_dash = lower.trim_start_matches(is_dash_or_bullet);
    let is_stamp = words <= 12
        && List::StampStart.opens(after_dash)
        && lower.bytes().any(|byte| byte.is_ascii_digit())
        && (!line.ends_with('.') || ["a.m.", "p.m."].iter().any(|half| lower.ends_with(half)));
    let is_old = words <= 9 && lower.starts_with("this article is more than ") && lower.ends_with(" old");
    is_old || is_age || is_reading_time || is_stamp || is_place_only(line, words)
}

/// "BAGHDAD (AP) —" on a line of its own.
fn is_place_only(line: &str, words: usize) -> bool {
    words <= 8 && line.ends_with(['—', '–', '-']) && line.chars().take(3).all(|c| c.is_uppercase() || !c.is_alphabetic())
}

/// What the reader is asked to do.
pub(super) fn is_prompt(line: &str, lower: &str, words: usize) -> bool {
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    if List::Prompt.has(bare)
        || (words <= 10
            && bare
                .split(|c: char| c.is_whitespace() || c == '|' || c == ',')
                .filter(|word| !word.is_empty())
                .all(|word| List::ShareWord.has(word)))
            && words >= 1
    {
        return true;
    }
    let is_said = lower.contains(" said") || line.contains(['“', '"']);
    if is_said {
        return false;
    }
    // "Sign up for Daily Newsletters": what is offered makes the prompt, no end mark keeps it from a sentence.
    let is_offer = words <= 12
        && !ends_a_sentence(line)
        && List::Offer.opens(bare)
        && bare.split_whitespace().any(|word| List::Offered.has(word.trim_matches(|c: char| !c.is_alphanumeric())));
    // "12 comments", "View 3 comments", "Comments (12)".
    let is_count = words <= 3
        && !ends_a_sentence(line.trim_end_matches([')', ']']))
        && bare.bytes().any(|byte| byte.is_ascii_digit())
        && bare.contains("comment")
        && bare.split_whitespace().all(|word| {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            matches!(word, "comment" | "comments" | "view" | "show" | "all" | "read") || word.bytes().all(|byte| byte.is_ascii_digit())
        });
    // "This article is for Monitor Premium readers. Start your trial".
    let is_for_readers = ["this article is for ", "this content is for ", "this story is for "].iter().any(|start| bare.starts_with(start))
        && words <= MAX_NOTE_WORDS
        && bare.split(['.', ';']).next().is_some_and(|first| ["members", "readers", "subscribers"].iter().any(|who| first.ends_with(who)));
    is_offer || is_count || is_for_readers || List::PromptStart.opens(bare) || List::PromptWord.is_in(lower)
}

/// Notes that offer letters, broadcasts or another browser may be long; a phrase gives them away, unless somebody says it.
pub(super) fn is_offer_note(line: &str, lower: &str) -> bool {
    List::PromptNote.is_in(lower) && !lower.contains(" said") && count_words(line, MAX_NOTE_WORDS + 1) <= MAX_NOTE_WORDS
}

/// Notes on cookies and consent may be long.
pub(super) fn is_cookie_note(lower: &str, words: usize) -> bool {
    words <= MAX_NOTE_WORDS && lower.contains("cookie") && (List::CookieStart.opens(lower) || List::Cookie.is_in(lower))
}

pub(super) fn is_related(line: &str, lower: &str, words: usize) -> bool {
    let bare = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
    let only = bare.trim_end_matches(|c: char| !c.is_alphanumeric());
    if List::RelatedStart.opens(bare) || List::Label.has(only) {
        return true;
    }
    // "More: Bridge opens", "Trump and Xi meet Read more": a link by its label, whatever its case.
    let is_link = !ends_a_sentence(line) || line.ends_with('?');
    if is_link && line.split_once(':').is_some_and(|(label, _)| List::LinkLabel.has(&label.trim().to_lowercase())) {
        return true;
    }
    let before_more = lower.strip_suffix(" read more").map(str::trim_end);
    if words >= 4 && before_more.is_some_and(|title| !title.ends_with(['…', '.', ',', ']'])) {
        return true;
    }
    // An address alone on its line.
    if words <= 2 && ["http://", "https://", "www."].iter().any(|start| lower.starts_with(start)) && !lower.contains(' ') {
        return true;
    }
    let opens_with_arrow = line.starts_with(['→', '►', '▶', '»', '>']) && words >= 3;
    // "MORE: …", "WATCH | …": a label in capitals.
    let label = line.split_once([':', '|']).map(|(label, _)| label.trim()).unwrap_or_default();
    let is_label = !label.is_empty() && label.chars().all(|c| c.is_uppercase() || c == ' ') && List::Label.has(&label.to_lowercase());
    (opens_with_arrow && !ends_a_sentence(line)) || is_label
}
