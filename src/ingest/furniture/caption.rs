//! Captions of pictures, by their label or by the credit at their end, and labels of pictures without a caption.

use crate::article::{BlockKind, Furniture};
use crate::ingest::furniture::shape::{count_words, ends_a_sentence, tail};
use crate::lexicon::furniture::List;

/// Captions and labels of pictures.
pub(super) fn caption(line: &str, lower: &str) -> Option<BlockKind> {
    let bare = lower.trim_end_matches(['.', ':', ')', ']']).trim_start_matches(['(', '[']);
    if List::PictureLabel.has(bare) || is_counter(lower) || is_slideshow(lower) {
        return Some(BlockKind::Furniture(Furniture::PictureLabel));
    }
    let is_labelled = List::CaptionStart.opens(lower)
        // "Photo by Jane Doe", not "Photo by photo, the album …".
        || (List::PictureBy.opens(lower.trim_start_matches(['(', '[']))
            && line.split_whitespace().nth(2).is_some_and(|name| name.starts_with(|c: char| !c.is_lowercase())));
    (is_labelled || names_its_agency_first(line) || ends_in_credit(line)).then_some(BlockKind::Caption)
}

/// "Slideshow (13 images)".
fn is_slideshow(lower: &str) -> bool {
    lower.len() <= 40 && lower.contains("slideshow (") && lower.ends_with(')')
}

/// "Getty Images The bridge at dusk": the agency, then the caption, no end mark.
fn names_its_agency_first(line: &str) -> bool {
    let rest = List::AgencyFirst.phrases().iter().find_map(|agency| line.strip_prefix(agency)?.strip_prefix(' '));
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_uppercase()) && !ends_a_sentence(line) && count_words(line, 5) >= 5)
}

/// "1 of 12", "2/5".
fn is_counter(lower: &str) -> bool {
    let parts: Vec<&str> = lower.split([' ', '/']).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [left, "of", right] | [left, right] => {
            lower.len() <= 12
                && lower.contains([' ', '/'])
                && [left, right].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
                && !lower.contains('.')
        }
        _ => false,
    }
}

/// "(AP Photo/Jane Doe)", "Jane Doe/Getty Images", "Photograph: Jane Doe/Agency", "REUTERS/Jane Doe".
fn ends_in_credit(line: &str) -> bool {
    let tail = tail(line);
    let trimmed = tail.trim_end_matches(['.', ' ']);
    if let Some(at) = List::SlashCredit.phrases().iter().filter_map(|mark| trimmed.rfind(mark)).max()
        && trimmed.get(at..).is_some_and(|credit| count_words(credit, 9) <= 8 && !is_sentence_like(credit))
    {
        return true;
    }
    if let Some(inside) = trimmed.strip_suffix([')', ']'])
        && let Some(open) = inside.rfind(['(', '['])
        && let Some(credit) = inside.get(open + 1..)
    {
        return is_credit_of_picture(credit);
    }
    // Without brackets: what follows the last sentence end or bar.
    let cut = trimmed
        .rfind(['|', '\u{a0}'])
        .map(|at| at + 1)
        .or_else(|| [". ", ".” ", ".\" ", ".\t"].iter().filter_map(|mark| trimmed.rfind(mark).map(|at| at + mark.len())).max());
    let is_whole = line.len() <= 80;
    let credit = match cut.and_then(|at| trimmed.get(at..)).map(str::trim_start) {
        Some(credit) => credit,
        None if is_whole => trimmed,
        None => return trimmed.rsplit_once(' ').is_some_and(|(_, last)| last.contains('/') && is_credit_of_picture(last)),
    };
    if is_sentence_like(credit) {
        return false;
    }
    is_credit_of_picture(credit)
}

fn is_sentence_like(credit: &str) -> bool {
    credit
        .split_whitespace()
        .filter(|word| {
            word.starts_with(char::is_lowercase)
                && !matches!(
                    *word,
                    "via"
                        | "for"
                        | "by"
                        | "the"
                        | "of"
                        | "de"
                        | "al"
                        | "van"
                        | "der"
                        | "and"
                        | "von"
                        | "photo"
                        | "pool"
                        | "bin"
                        | "el"
                        | "file"
                        | "di"
                        | "la"
                        | "le"
                        | "du"
                )
        })
        .count()
        > 1
}

fn is_credit_of_picture(credit: &str) -> bool {
    let lower = credit.to_lowercase();
    if count_words(credit, 15) > 14 || lower.contains("http") {
        return false;
    }
    if List::PictureCreditStart.opens(&lower) || List::PictureCredit.is_in(&lower) {
        return true;
    }
    // "Name/Agency": each side a name.
    let Some((left, right)) = credit.split_once('/') else { return false };
    let is_name = |side: &str| {
        (1..=5).contains(&count_words(side, 6))
            && side.trim().starts_with(char::is_uppercase)
            && side.split_whitespace().all(|word| {
                word.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic())
                    || matches!(word, "for" | "via" | "the" | "de" | "al" | "van" | "and" | "of" | "pool")
            })
    };
    let sides = [left, right];
    sides.iter().all(|side| is_name(side)) && sides.iter().any(|side| is_agency_like(side))
}

/// Whether one side of "Name/Agency" is an agency: a known one, or by its last word.
fn is_agency_like(side: &str) -> bool {
    let lower = side.trim().to_lowercase();
    List::PictureAgency.has(&lower)
        || List::PictureCredit.is_in(&lower)
        || lower.split_whitespace().next_back().is_some_and(|last| List::AgencyEnd.has(last))
}
