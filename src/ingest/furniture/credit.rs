//! Who wrote, edited, photographed or helped: bylines, credit lines, addresses of authors, notes on authors.
//!
//! A line that opens like a credit ("Edited by …") is one only if nearly all of its words are names or the words of
//! credits, since "Edited by three people, the text …" is a sentence.

use crate::ingest::furniture::notice::is_dash_or_bullet;
use crate::ingest::furniture::shape::{LOOK_BYTES, count_words, ends_a_sentence};
use crate::ingest::wire;
use crate::lexicon::furniture::List;

/// Credits with many names are long, but no longer than this.
const MAX_CREDIT_BYTES: usize = 600;
/// Lower-case words that a credit may have besides those of [`List::CreditWord`].
const MAX_OTHER_WORDS: usize = 1;

/// Credits, bylines, addresses; `is_near_end` says that the line is one of the last.
pub(super) fn is_credit(line: &str, lower: &str, words: usize, is_near_end: bool) -> bool {
    if line.len() > MAX_CREDIT_BYTES {
        return false;
    }
    let opening = |c: char| matches!(c, '(' | '[') || is_dash_or_bullet(c);
    let inner = lower.trim_start_matches(opening);
    let original = line.trim_start_matches(opening);
    if is_address(original, inner, words) {
        return true;
    }
    if line.contains(['“', '"']) {
        return false;
    }
    (List::CreditStart.opens(inner) && is_names(original))
        || List::SureCreditStart.opens(inner)
        || List::Credit.is_in(lower)
        || tells_who_helped(original, inner)
        || is_byline(line, lower, words)
        || (words <= 5 && wire::agency_of(line).is_some())
        || (is_near_end && is_note_on_author(line, lower, words))
}

/// Whether nearly all words are names or the words of credits. The word that opens a credit may be in lower case.
fn is_names(line: &str) -> bool {
    other_words(line) <= MAX_OTHER_WORDS
}

fn other_words(line: &str) -> usize {
    line.split_whitespace()
        // Addresses and hours are no words.
        .filter(|word| !word.trim_end_matches(|c: char| !c.is_alphanumeric()).contains(['.', '@']))
        .flat_map(|word| word.split(['/', ';', ',']))
        .filter(|word| word.starts_with(char::is_lowercase))
        .filter(|word| !List::CreditWord.has(word.trim_end_matches(|c: char| !c.is_alphanumeric())))
        .count()
}

/// "Jane Doe and Ann Roe contributed.", "Doe reported from Cairo.", "Writers A in B and C in D contributed reporting."
fn tells_who_helped(line: &str, lower: &str) -> bool {
    let end = lower.trim_end_matches(['.', ')', ']', ' ']);
    let helped = ["contributed", "contributed reporting", "contributed from", "contributed research"];
    let is_helped =
        helped.iter().any(|verb| end.ends_with(verb)) || lower.contains(" contributed from ") || lower.contains(" reported from ");
    is_helped && line.starts_with(char::is_uppercase) && end.contains(' ') && other_words(line) == 0
}

/// "Write to Jane Doe at jane@example.com", "Twitter: @doe", "Follow Jane Doe on Twitter", "Send tips to …".
fn is_address(line: &str, lower: &str, words: usize) -> bool {
    if words > 60 || lower.contains(" said") || lower.starts_with("follow us ") {
        return false;
    }
    let has_mail = || {
        line.split_whitespace().any(|word| {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
        }) || lower.contains("[email protected]")
    };
    let has_handle = || line.split_whitespace().any(|word| word.starts_with('@') && word.len() > 2);
    if List::AddressStart.opens(lower) && (has_mail() || has_handle() || lower.contains("http") || lower.contains(".com")) {
        return true;
    }
    let is_network = lower.split_once(':').is_some_and(|(network, _)| List::ShareWord.has(network.trim()));
    if words <= 6 && is_network && has_handle() {
        return true;
    }
    let on_network = [" on twitter", " on facebook", " on instagram", " on bluesky", " on x.", " on x:", " on mastodon", " on linkedin"];
    if lower.starts_with("follow ") && words <= 40 && (on_network.iter().any(|network| lower.contains(network)) || lower.ends_with(" on x"))
    {
        return true;
    }
    // "Jane Doe, jane@example.com": an address and hardly more.
    words <= 8 && has_mail() && !ends_a_sentence(line) && is_names(line)
}

/// "Jane Doe is a staff writer at The Example.", among the last lines.
fn is_note_on_author(line: &str, lower: &str, words: usize) -> bool {
    let Some((name, rest)) = [" is a ", " is an ", " is the ", " covers "].iter().find_map(|verb| lower.split_once(verb)) else {
        return false;
    };
    let of_line = line.get(..name.len()).unwrap_or_default();
    let is_name = (2..=4).contains(&count_words(of_line, 5)) && of_line.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    is_name
        && words <= 40
        && line.len() <= LOOK_BYTES
        && rest.split_whitespace().take(6).any(|word| List::Trade.has(word.trim_end_matches([',', '.'])))
        && [" for ", " at ", " of ", " with ", " in ", " based ", " covering "].iter().any(|link| rest.contains(link))
        && !lower.contains(" said")
}

/// "By Jane Doe and Ann Roe", "JANE DOE, Associated Press", names only.
fn is_byline(line: &str, lower: &str, words: usize) -> bool {
    let Some(names) = lower.strip_prefix("by ").or_else(|| lower.strip_prefix("by: ")).or_else(|| lower.strip_prefix("written by ")) else {
        return false;
    };
    let original = line.get(line.len() - names.len().min(line.len())..).unwrap_or_default();
    let capitals = original.split_whitespace().filter(|word| word.starts_with(|c: char| c.is_uppercase() || c == '|' || c == '@')).count();
    let particles = original
        .split_whitespace()
        .filter(|word| matches!(*word, "and" | "in" | "for" | "of" | "the" | "de" | "van" | "von" | "al" | "&"))
        .count();
    words <= 20 && capitals >= 1 && !line.ends_with(['.', '?', '!']) && capitals + particles + 1 >= words.saturating_sub(1)
}

/// Where a credit in brackets at the end of a paragraph begins: "… closed the road. (Reporting by Jane Doe)".
pub(crate) fn credit_at_end(line: &str) -> Option<usize> {
    let inside = line.trim_end_matches(['.', ' ']).strip_suffix(')')?;
    let open = inside.rfind('(')?;
    let credit = inside.get(open + 1..)?;
    let before = line.get(..open)?.trim_end();
    let lower = credit.to_lowercase();
    let is_one = credit.len() <= MAX_CREDIT_BYTES && List::CreditStart.opens(&lower) && is_names(credit);
    (is_one && ends_a_sentence(before)).then_some(open)
}
