//! Words of a text by position, so that punctuation and marks at the ends of a passage do not matter.

use std::collections::BTreeSet;

use crate::report::Passage;
use crate::span::Span;

/// Start of each word.
pub(super) type Words = BTreeSet<u32>;

/// Share of the shorter one's words from which on two passages are on the same place.
const SAME_PLACE_SHARE: f64 = 0.5;

/// Words under these spans. A word is a run of letters and digits.
pub(super) fn under(text: &str, spans: impl IntoIterator<Item = Span>) -> Words {
    let mut words = Words::new();
    for span in spans {
        let mut inside = false;
        for (at, character) in span.of(text).char_indices() {
            let now = character.is_alphanumeric();
            if now && !inside {
                words.insert(span.start + u32::try_from(at).unwrap_or(u32::MAX));
            }
            inside = now;
        }
    }
    words
}

/// Words under the passages of a report.
pub(super) fn under_passages<'run>(text: &str, passages: impl IntoIterator<Item = &'run Passage>) -> Words {
    under(text, passages.into_iter().map(|passage| Span { start: passage.bytes[0], end: passage.bytes[1] }))
}

/// Shared words among all words of both, 0 to 1.
pub(super) fn jaccard(left: &Words, right: &Words) -> f64 {
    let shared = left.intersection(right).count();
    let all = left.len() + right.len() - shared;
    if all == 0 { 0.0 } else { shared as f64 / all as f64 }
}

/// Whether half of the shorter passage's words are in the other one too.
pub(super) fn same_place(left: &Words, right: &Words) -> bool {
    let shorter = left.len().min(right.len());
    shorter > 0 && left.intersection(right).count() as f64 >= SAME_PLACE_SHARE * shorter as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_at_the_ends_do_not_matter() {
        let text = "He said \u{201c}it is over,\u{201d} she wrote.";
        let at = |part: &str| {
            let start = text.find(part).expect("it is there");
            under(text, [Span::new(start, start + part.len())])
        };
        assert!((jaccard(&at("\u{201c}it is over,\u{201d}"), &at("it is over")) - 1.0).abs() < 1e-9);
        assert!(same_place(&at("it is"), &at("said \u{201c}it is over")));
        assert!(!same_place(&at("she wrote"), &at("it is over")));
    }
}
