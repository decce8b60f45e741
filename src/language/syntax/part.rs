//! Parts of tokens: the words that treebanks count. A token with inner hyphens is several of them ("Iran", "-", "backed"), since the
//! treebanks that the engine learns from cut there; all other tokens are one. After parsing, one part speaks for its token
//! ([`speakers`]).
//!
//! A prefix stays with its word ("non-lethal", "re-elected"), as in the treebanks, and so does a telephone number or a code.

use crate::language::Token;
use crate::span::{Span, TokenIndex};

/// Prefixes that are no word by themselves.
const PREFIXES: &[&str] = &[
    "anti", "co", "counter", "cross", "de", "e", "eco", "ex", "inter", "mega", "micro", "mid", "mini", "multi", "neo", "non", "over",
    "pan", "post", "pre", "pro", "pseudo", "psycho", "quasi", "re", "semi", "sub", "super", "trans", "ultra", "un", "under",
];

/// Digits in a row on both sides of a hyphen from which it is a telephone number or a code.
const CODE_DIGITS: usize = 3;

/// A part of a token.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Part {
    /// The token.
    pub(crate) token: TokenIndex,
    /// Where the part stands.
    pub(crate) span: Span,
}

/// The parts of tokens that follow each other, the first of which has index `first`.
pub(crate) fn split(text: &str, tokens: &[Token], first: usize, parts: &mut Vec<Part>) {
    parts.clear();
    for (offset, token) in tokens.iter().enumerate() {
        let index = TokenIndex::new(first + offset);
        let form = token.span.of(text);
        let base = token.span.range().start;
        let mut start = 0;
        if form.contains(is_hyphen) && form.starts_with(char::is_alphanumeric) && !is_code(form) {
            for (at, hyphen) in form.match_indices(is_hyphen) {
                let prefix = start == 0 && PREFIXES.iter().any(|prefix| prefix.eq_ignore_ascii_case(&form[..at]));
                if at > start && !prefix && at + hyphen.len() < form.len() {
                    for (from, to) in [(start, at), (at, at + hyphen.len())] {
                        parts.push(Part { token: index, span: Span::new(base + from, base + to) });
                    }
                    start = at + hyphen.len();
                }
            }
        }
        parts.push(Part { token: index, span: Span::new(base + start, base + form.len()) });
    }
}

fn is_hyphen(letter: char) -> bool {
    matches!(letter, '-' | '‐' | '‑')
}

/// "713-853-3989", "646-8420", an address.
fn is_code(form: &str) -> bool {
    let digits = |part: &str| part.len() >= CODE_DIGITS && part.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = form.split(is_hyphen);
    let years = form.len() == 9 && form.split(is_hyphen).all(|part| part.len() == 4);
    form.contains("://") || form.starts_with("www.") || !years && groups.all(digits)
}

/// For each token the place of the part that speaks for it: the one nearest to the head of the sentence. `heads` are places of parts.
/// The heads of these parts lie in other tokens and lead to the head of the sentence, so that the tokens make a tree too.
pub(crate) fn speakers(parts: &[Part], heads: &[Option<usize>], first: usize, tokens: usize) -> Vec<usize> {
    let depth = |place: usize| {
        let mut at = place;
        (0..parts.len()).find(|_| match heads.get(at).copied().flatten() {
            Some(head) => {
                at = head;
                false
            }
            None => true,
        })
    };
    let mut speakers = vec![usize::MAX; tokens];
    for (place, part) in parts.iter().enumerate() {
        let speaker = &mut speakers[part.token.get() - first];
        if *speaker == usize::MAX || depth(place) < depth(*speaker) {
            *speaker = place;
        }
    }
    speakers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::sentence::tests::{analysed, article};

    fn parts(text: &str) -> Vec<String> {
        let article = article(&[text]);
        let mut found = Vec::new();
        split(&article.text, &analysed(&article).tokens, 0, &mut found);
        found.iter().map(|part| part.span.of(&article.text).to_owned()).collect()
    }

    #[test]
    fn compounds_are_cut_and_prefixes_are_not() {
        assert_eq!(parts("Iran-backed non-lethal re-elected"), ["Iran", "-", "backed", "non-lethal", "re-elected"]);
        assert_eq!(parts("one-on-one"), ["one", "-", "on", "-", "one"]);
        assert_eq!(parts("call 713-853-3989 , 5-4"), ["call", "713-853-3989", ",", "5", "-", "4"]);
    }

    #[test]
    fn the_part_nearest_to_the_root_speaks() {
        let article = article(&["Iran-backed men left"]);
        let mut found = Vec::new();
        split(&article.text, &analysed(&article).tokens, 0, &mut found);
        let heads = [Some(2), Some(0), Some(3), Some(4), None];
        assert_eq!(speakers(&found, &heads, 0, 3), [2, 3, 4]);
    }
}
