//! What a line looks like: a heading, a headline, a sentence; its words, its letters.

/// Bytes looked at on either side of a line.
pub(super) const LOOK_BYTES: usize = 240;
/// A prompt, a related line or a tag line has at most so many words.
pub(super) const MAX_SHORT_WORDS: usize = 24;
/// A line that is a headline by its shape has at least so many words.
const MIN_HEADLINE_WORDS: usize = 5;

/// A line with the shape of a headline: several words, most of them capitalised, no end mark.
pub(crate) fn is_headline_like(line: &str) -> bool {
    let words = count_words(line, MAX_SHORT_WORDS + 1);
    if !(MIN_HEADLINE_WORDS..=MAX_SHORT_WORDS).contains(&words) || !is_heading_like(line) {
        return false;
    }
    let (mut long, mut capital) = (0_usize, 0_usize);
    for word in line.split_whitespace().filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() >= 4) {
        long += 1;
        capital += usize::from(
            word.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()),
        );
    }
    long >= 3 && capital * 10 >= long * 8
}

/// No end mark, no bullet, no opening in lower case: what a heading looks like.
pub(crate) fn is_heading_like(line: &str) -> bool {
    line.len() <= LOOK_BYTES
        && !line.ends_with(['.', '!', ':', ';', ',', '…', '"', '”', '’', '\'', ')', ']', '-', '–', '—'])
        && line.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '‘' | '\'' | '“' | '"'))
        && line.chars().any(char::is_alphabetic)
        && !line.contains(". ")
}

/// Whether a line ends as a sentence does, quotes and brackets looked through.
pub(crate) fn ends_a_sentence(line: &str) -> bool {
    let bare = line.trim_end_matches(['"', '”', '’', '\'', '»', ')', ']', '*', ' ', '\u{a0}']);
    bare.ends_with(['.', '!', '?', '…', '。', '؟', '।', '！', '？']) || (bare.len() < line.len() && line.ends_with([')', ']']))
}

/// Words of a line, counted up to `most`.
pub(crate) fn count_words(line: &str, most: usize) -> usize {
    line.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).take(most).count()
}

/// Letters and digits alone, in lower case.
pub(super) fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Latin and other letters.
pub(super) fn scripts(text: &str) -> (usize, usize) {
    text.chars().filter(|c| c.is_alphabetic()).fold((0, 0), |(latin, other), c| {
        if c < '\u{250}' || ('\u{1e00}'..'\u{1f00}').contains(&c) || ('\u{fb00}'..'\u{fb07}').contains(&c) {
            (latin + 1, other)
        } else {
            (latin, other + 1)
        }
    })
}

/// The first [`LOOK_BYTES`].
pub(super) fn head(line: &str) -> &str {
    let end = (0..=line.len().min(LOOK_BYTES)).rev().find(|at| line.is_char_boundary(*at)).unwrap_or(0);
    line.get(..end).unwrap_or_default()
}

/// The last [`LOOK_BYTES`].
pub(super) fn tail(line: &str) -> &str {
    let start = (line.len().saturating_sub(LOOK_BYTES)..=line.len()).find(|at| line.is_char_boundary(*at)).unwrap_or(line.len());
    line.get(start..).unwrap_or_default()
}
