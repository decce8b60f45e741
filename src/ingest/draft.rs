//! What a reader found in a file, before it is an article: strings as they were given.

use crate::article::BlockKind;
use crate::span::Span;

/// Whether a page says that its text may be read without paying.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Access {
    /// Free, or not said.
    #[default]
    Open,
    /// `isAccessibleForFree` is false.
    Paid,
}

/// An article as found. An empty string is a missing value.
#[derive(Clone, Default, Debug)]
pub(crate) struct Draft {
    /// The id that it came with.
    pub(crate) id: String,
    /// Headline.
    pub(crate) title: String,
    /// The text, exactly as it was given or extracted.
    pub(crate) body: String,
    /// What the reader knows about parts of the body (subheadings, captions), in order.
    pub(crate) marks: Vec<(Span, BlockKind)>,
    /// Name of the publisher.
    pub(crate) outlet: String,
    /// Host or address of the publisher, where it stands apart from the article's own.
    pub(crate) site: String,
    /// Address.
    pub(crate) url: String,
    /// Date in any form.
    pub(crate) date: String,
    /// Bylines.
    pub(crate) authors: Vec<String>,
    /// Declared language in any form.
    pub(crate) language: String,
    /// Whether it is free to read.
    pub(crate) access: Access,
    /// Row in a file that holds several.
    pub(crate) row: Option<u32>,
}

/// A value without its outer white space; the words that programs write for "none" are none.
pub(crate) fn given(value: &str) -> &str {
    let value = value.trim();
    let is_none = ["none", "null", "nan", "n/a", "undefined", "unknown"].iter().any(|word| value.eq_ignore_ascii_case(word));
    if is_none { "" } else { value }
}

/// Names of a byline: "By A, B and C" is three.
pub(crate) fn split_byline(byline: &str) -> Vec<String> {
    let byline = given(byline);
    let byline = ["By ", "by ", "BY "].iter().find_map(|by| byline.strip_prefix(by)).unwrap_or(byline);
    byline
        .split([';', '|'])
        .flat_map(|part| part.split(" and "))
        .flat_map(split_commas)
        .map(str::trim)
        .filter(|name| !given(name).is_empty())
        .map(str::to_owned)
        .collect()
}

/// "Doe, Jane" stays one name; "Jane Doe, Ann Roe" is two.
fn split_commas(part: &str) -> Vec<&str> {
    let pieces: Vec<&str> = part.split(',').collect();
    if pieces.iter().all(|piece| piece.split_whitespace().count() >= 2) { pieces } else { vec![part] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_are_parted_into_names() {
        assert_eq!(split_byline("By Jane Doe, Ann Roe and The Associated Press"), ["Jane Doe", "Ann Roe", "The Associated Press"]);
        assert_eq!(split_byline("Doe, Jane"), ["Doe, Jane"]);
        assert!(split_byline("None").is_empty());
    }
}
