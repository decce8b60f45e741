//! Whether the whole text is there: declarations, prompts, ellipses, a last sentence without its end.
//!
//! Silence in a cut text proves nothing, so a doubt counts as a cut. Linear.
//! Known misses: a text cut exactly at a sentence's end without any sign; a list of names at the end is no cut, nor is
//! a last line of less than [`MIN_LAST_WORDS`] words.

use crate::article::{Block, BlockKind, Completeness, Furniture, Truncation};
use crate::ingest::draft::Access;
use crate::ingest::furniture::{count_words, ends_a_sentence};

/// Prose of a page that is not free and has less words than this is its free beginning: news pages that show all have more.
const MAX_FREE_WORDS: usize = 300;
/// A last block of less words may be a sign-off or a tag that slipped through.
const MIN_LAST_WORDS: usize = 8;

/// Words before which a prompt says that text is missing.
const MORE_BEHIND: &[&str] = &[
    "to continue reading",
    "to read the full",
    "to read this",
    "to keep reading",
    "continue reading",
    "read the full story",
    "read the full article",
    "subscribe to read",
    "to unlock",
    "already a subscriber",
    "for subscribers only",
    "subscribers only",
    "for full access",
    "to read on",
    "to access this article",
    "register to read",
    "sign in to read",
    "log in to read",
    "remaining articles",
    "free articles",
];

/// Judges a text by its blocks.
pub(crate) fn judge(text: &str, blocks: &[Block], access: Access) -> Completeness {
    let prose = || blocks.iter().filter(|block| matches!(block.kind, BlockKind::Lede | BlockKind::Body));
    let Some(last) = prose().next_back() else { return Completeness::Truncated(Truncation::HeadlineOnly) };
    let last_text = last.span.of(text);
    let mut words = 0_usize;
    for block in prose() {
        words += count_words(block.span.of(text), MAX_FREE_WORDS + 1);
        if words > MAX_FREE_WORDS {
            break;
        }
    }
    if access == Access::Paid && words <= MAX_FREE_WORDS {
        return Completeness::Truncated(Truncation::Paywall);
    }
    let after = blocks.iter().filter(|block| block.span.start > last.span.start);
    if after.clone().any(|block| block.kind == BlockKind::Furniture(Furniture::Prompt) && asks_for_more(block.span.of(text)))
        || (last_text.len() < 300 && asks_for_more(last_text))
    {
        return Completeness::Truncated(Truncation::SubscribePrompt);
    }
    if is_teaser(last_text) {
        return Completeness::Truncated(Truncation::Teaser);
    }
    // An address ends a note to readers, no sentence.
    let is_address = last_text.split_whitespace().next_back().is_some_and(|word| word.contains(['@', '/']) || word.contains("www."));
    let stops_open = !is_address
        && !ends_a_sentence(last_text)
        && last_text.chars().next_back().is_some_and(|c| c.is_alphanumeric() || matches!(c, ',' | ';' | '-' | '–' | '—'));
    // The only paragraph of a text may be short; after others a short line is more often a sign-off.
    if stops_open && (count_words(last_text, MIN_LAST_WORDS) >= MIN_LAST_WORDS || last_text.ends_with(',')) {
        return Completeness::Truncated(Truncation::MidSentence);
    }
    Completeness::Whole
}

fn asks_for_more(line: &str) -> bool {
    let line = line.to_lowercase();
    MORE_BEHIND.iter().any(|phrase| line.contains(phrase))
}

/// "and then…", "[…]", "… Read more", "[+1234 chars]".
fn is_teaser(last: &str) -> bool {
    let tail = tail_of(last, 60).trim_end_matches(['"', '”', '\'', '’', ' ']).to_lowercase();
    let tail = ["read more", "continue reading", "more »", "read more »", "read on", "(more)", "»"]
        .iter()
        .find_map(|more| tail.strip_suffix(more))
        .map(|rest| (rest.trim_end().to_owned(), true))
        .unwrap_or((tail, false));
    let (tail, has_more) = tail;
    let bare = tail.trim_end_matches([']', ')']);
    bare.ends_with('…')
        || bare.ends_with("...")
        || bare.ends_with(". . .")
        || bare.ends_with(" chars") && bare.contains("[+")
        || (has_more && !tail.is_empty() && !ends_a_sentence(&tail))
}

/// The last bytes of a text, on a character border.
fn tail_of(text: &str, bytes: usize) -> &str {
    let from = text.len().saturating_sub(bytes);
    (from..=text.len()).find_map(|at| text.get(at..)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::article_from_text;

    fn judged(body: &str, access: Access) -> Completeness {
        let article = article_from_text("t", "Flood closes the valley road", body);
        judge(&article.text, &article.blocks, access)
    }

    #[test]
    fn a_text_that_ends_is_whole() {
        for body in
            ["The road was closed on Monday.", "“The road is closed.”", "The road was closed. (Reuters)", "It was closed.\n\nValley Desk"]
        {
            assert_eq!(judged(body, Access::Open), Completeness::Whole, "{body}");
        }
    }

    #[test]
    fn signs_of_a_cut_are_told_apart() {
        let cut = |body: &str, access| match judged(body, access) {
            Completeness::Truncated(why) => Some(why),
            Completeness::Whole => None,
        };
        assert_eq!(cut("The road was closed on Monday.", Access::Paid), Some(Truncation::Paywall));
        assert_eq!(cut("The road was closed on Monday.\n\nSubscribe to continue reading", Access::Open), Some(Truncation::SubscribePrompt));
        assert_eq!(cut("The road was closed on Monday, after the […]", Access::Open), Some(Truncation::Teaser));
        assert_eq!(cut("The road was closed on Monday, after the river… Read more", Access::Open), Some(Truncation::Teaser));
        assert_eq!(cut("The road was closed on Monday, after the river… [+1200 chars]", Access::Open), Some(Truncation::Teaser));
        assert_eq!(cut("The road was closed on Monday. Officials said that the river had", Access::Open), Some(Truncation::MidSentence));
        assert_eq!(cut("", Access::Open), Some(Truncation::HeadlineOnly));
    }

    #[test]
    fn a_long_text_that_is_not_free_was_read_by_a_subscriber() {
        assert_eq!(judged(&"The road was closed on Monday.\n\n".repeat(100), Access::Paid), Completeness::Whole);
    }
}
