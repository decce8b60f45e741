//! Tokens with spans and normal forms.
//!
//! One pass over each prose block. What is one token: a word with its inner hyphens and apostrophes ("explosive-laden", "O'Brien"),
//! an abbreviation with its full stop ("U.S.", "Mr."), an initial ("J."), a number with its separators ("1,000", "5-4", "10:30"), an
//! address, "#tag", "@name", a run of equal marks ("...", "--", "``"). What is two: a clitic and its host ("do" + "n't", "Iraq" + "'s",
//! "can" + "not"), so that a negation is a token and a name ends before its possessive; a sign and its figure ("$" + "3.5"), a figure
//! and its unit ("3.5" + "bn", "5" + "%"). The tokens of treebanks differ in hyphens alone, which they split.
//!
//! Known misses: "A." at a sentence's end before a capital reads as an initial; domains under rare suffixes are cut at the dot.

use rustc_hash::FxHashMap;

use crate::article::Article;
use crate::language::{Analysis, Token, TokenKind, stem};
use crate::lexicon::abbreviation::{self, Condition};
use crate::lexicon::function;
use crate::lexicon::number::{self, NumberWord};
use crate::span::{Span, TermIndex};

/// Ends of host names that news writes without "www." ("Amazon.com").
const HOST_ENDS: [&str; 14] = ["com", "org", "net", "gov", "edu", "co", "uk", "eu", "io", "tv", "info", "ru", "de", "fr"];

/// Letters that follow a figure without a space and are a token of their own ("3bn", "9am", "30km").
const FIGURE_TAILS: [&str; 24] = [
    "bn", "m", "mn", "tn", "k", "b", "am", "pm", "km", "kg", "cm", "mm", "mph", "kph", "ft", "lb", "lbs", "mw", "gw", "gb", "mb", "hz",
    "p", "c",
];

/// Fills `analysis.tokens` and `analysis.terms` from the prose blocks.
pub(crate) fn tokenise(article: &Article, analysis: &mut Analysis) {
    let mut terms = Terms::default();
    for block in article.blocks.iter().filter(|block| block.kind.is_prose()) {
        let base = block.span.range().start;
        let text = block.span.of(&article.text);
        let mut at = 0;
        while let Some(first) = text[at..].chars().next() {
            if first.is_whitespace() || is_invisible(first) {
                at += first.len_utf8();
                continue;
            }
            let end = end_of_token(text, at, first);
            let cut = clitic_start(text, at, end);
            for (start, end) in [(at, cut), (cut, end)] {
                if start < end {
                    let (kind, term) = terms.of(&text[start..end], analysis);
                    analysis.tokens.push(Token { span: Span::new(base + start, base + end), kind, term });
                }
            }
            at = end;
        }
    }
}

/// Characters without a shape: byte order marks, zero-width spaces, direction marks, soft hyphens.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{ad}')
        || (c.is_control() && !c.is_whitespace())
}

/// Kinds and normal forms of the written forms seen so far.
#[derive(Default)]
struct Terms<'text> {
    forms: FxHashMap<&'text str, (TokenKind, TermIndex)>,
    terms: FxHashMap<Box<str>, TermIndex>,
}

impl<'text> Terms<'text> {
    fn of(&mut self, form: &'text str, analysis: &mut Analysis) -> (TokenKind, TermIndex) {
        if let Some(known) = self.forms.get(form) {
            return *known;
        }
        let (kind, term) = normalise(form);
        let next = TermIndex::new(analysis.terms.len());
        let index = *self.terms.entry(term.as_str().into()).or_insert(next);
        if index == next {
            analysis.terms.push(term.into());
        }
        self.forms.insert(form, (kind, index));
        (kind, index)
    }
}

/// Kind and normal form of a token as written.
pub(crate) fn normalise(form: &str) -> (TokenKind, String) {
    let folded = fold(form);
    if !folded.chars().any(char::is_alphanumeric) {
        let mark = if folded == "``" || folded == "''" { "\"".to_owned() } else { folded };
        return (TokenKind::Punctuation, mark);
    }
    // "US" is the country; "us" the pronoun.
    if matches!(form, "US" | "U.S." | "U.S" | "USA" | "U.S.A.") {
        return (TokenKind::Content, "us.".to_owned());
    }
    match number::look_up(&folded) {
        Some(NumberWord::Cardinal(value) | NumberWord::Scale(value)) => return (TokenKind::Number, value.to_string()),
        Some(NumberWord::Ordinal(value)) => return (TokenKind::Number, ordinal(value)),
        Some(NumberWord::Suffix(_)) | None => {}
    }
    if folded.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        let plain = folded.replace(',', "");
        let kind = if plain.chars().any(char::is_alphabetic) && !is_ordinal(&plain) { TokenKind::Content } else { TokenKind::Number };
        return (kind, plain);
    }
    if function::is_function_word(&folded) {
        return (TokenKind::Function, folded);
    }
    if abbreviation::look_up(&folded).is_some() || folded.contains('.') {
        let plain = folded.trim_end_matches('.').replace('.', "");
        return (TokenKind::Content, if plain.is_empty() { folded } else { plain });
    }
    (TokenKind::Content, stem::stem(&folded))
}

/// Lower case, quotes straight, dashes simple.
pub(crate) fn fold(form: &str) -> String {
    if form.bytes().all(|byte| byte.is_ascii()) {
        return form.to_ascii_lowercase();
    }
    form.chars()
        .filter(|c| !is_invisible(*c))
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            '’' | '‘' | 'ʼ' | '‛' | '′' => '\'',
            '“' | '”' | '„' | '‟' | '«' | '»' | '″' => '"',
            '‐' | '‑' | '−' => '-',
            other => other,
        })
        .collect()
}

fn ordinal(value: u64) -> String {
    let ending = match (value % 100, value % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{value}{ending}")
}

fn is_ordinal(form: &str) -> bool {
    let figures = form.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    !figures.is_empty() && figures.bytes().all(|byte| byte.is_ascii_digit()) && matches!(&form[figures.len()..], "st" | "nd" | "rd" | "th")
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑')
}

/// Where the token that starts at `at` with `first` ends. Always after `at`.
fn end_of_token(text: &str, at: usize, first: char) -> usize {
    let rest = &text[at..];
    if first.is_alphanumeric() {
        if let Some(length) = address_length(rest) {
            return at + length;
        }
        if first.is_numeric() { end_of_number(text, at) } else { end_of_word(text, at) }
    } else {
        let second = rest[first.len_utf8()..].chars().next();
        if matches!(first, '#' | '@') && second.is_some_and(char::is_alphanumeric) {
            let body = rest[1..].find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len() - 1);
            return at + 1 + body;
        }
        let starts_word = text[..at].chars().next_back().is_none_or(char::is_whitespace);
        if first == '.' && starts_word && second.is_some_and(|c| c.is_ascii_digit()) {
            return end_of_number(text, at + 1);
        }
        if is_apostrophe(first) && second.is_some_and(char::is_alphanumeric) && !starts_word {
            // A possessive or clitic after a mark: "(AP)'s".
            let length = rest[first.len_utf8()..].find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len() - first.len_utf8());
            let tail = fold(&rest[first.len_utf8()..first.len_utf8() + length]);
            if matches!(tail.as_str(), "s" | "re" | "ve" | "ll" | "d" | "m") {
                return at + first.len_utf8() + length;
            }
        }
        if matches!(first, '.' | '-' | '!' | '?' | '*' | '=' | '_' | '`' | '\'') {
            let same = rest.chars().take_while(|c| *c == first).count();
            let same = if matches!(first, '`' | '\'') { same.min(2) } else { same };
            return at + same * first.len_utf8();
        }
        at + first.len_utf8()
    }
}

/// Length of a web or mail address at the start of `rest`.
fn address_length(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let starts = |prefix: &str| bytes.len() > prefix.len() && bytes[..prefix.len()].eq_ignore_ascii_case(prefix.as_bytes());
    if !(starts("http://") || starts("https://") || starts("www.")) {
        return None;
    }
    let run = rest.find(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | '”' | '’')).unwrap_or(rest.len());
    let trimmed = rest[..run].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'']);
    (trimmed.len() > 4).then_some(trimmed.len())
}

fn end_of_number(text: &str, at: usize) -> usize {
    let mut end = at;
    let mut chars = text[at..].char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let joins = match c {
            '.' | ',' | ':' | '/' => next.is_some_and(|n| n.is_ascii_digit()),
            _ if is_hyphen(c) => next.is_some_and(char::is_alphanumeric),
            _ => false,
        };
        if !(c.is_alphanumeric() || joins) {
            break;
        }
        end = at + offset + c.len_utf8();
    }
    let form = &text[at..end];
    if let Some(figures) = form.find(|c: char| c.is_alphabetic())
        && FIGURE_TAILS.contains(&fold(&form[figures..]).as_str())
    {
        return at + figures;
    }
    // "9 a.m." written together: "9a.m."
    end.max(at + text[at..].chars().next().map_or(0, char::len_utf8))
}

fn end_of_word(text: &str, at: usize) -> usize {
    let mut end = at;
    let mut chars = text[at..].char_indices().peekable();
    let mut letters_since_dot = 0_usize;
    let mut dots = 0_usize;
    while let Some((offset, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let stop = at + offset + c.len_utf8();
        if c.is_alphanumeric() || is_mark(c) || c == '_' || is_invisible(c) {
            letters_since_dot += 1;
        } else if is_apostrophe(c) || is_hyphen(c) || c == '&' || c == '@' {
            let joins = next.is_some_and(char::is_alphanumeric) && (c != '&' || stop - at <= 3);
            if !joins {
                break;
            }
            letters_since_dot = 0;
        } else if c == '.' {
            // Single letters with dots between them ("U.S.", "a.m."), or a host name.
            if letters_since_dot == 1 && next.is_some_and(char::is_alphabetic) {
                let after = text[stop..].chars().nth(1);
                if !after.is_some_and(char::is_alphabetic) || (dots > 0 && !after.is_some_and(char::is_lowercase)) {
                    dots += 1;
                    letters_since_dot = 0;
                    end = stop;
                    continue;
                }
            }
            if letters_since_dot == 1 && dots > 0 {
                return stop;
            }
            if next.is_some_and(|n| n.is_ascii_alphanumeric()) {
                let tail = &text[stop..];
                let length = tail.find(|c: char| !c.is_alphanumeric()).unwrap_or(tail.len());
                if letters_since_dot > 1 && HOST_ENDS.contains(&&tail[..length]) {
                    letters_since_dot = 2;
                    end = stop;
                    continue;
                }
                break;
            }
            return if takes_full_stop(text, at, stop) { stop } else { end };
        } else {
            break;
        }
        end = stop;
    }
    end
}

/// Combining marks (general category Mn, the blocks that Latin text meets).
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{20d0}'..='\u{20ff}')
}

/// Whether the full stop that ends `text[at..stop]` belongs to an abbreviation or an initial.
fn takes_full_stop(text: &str, at: usize, stop: usize) -> bool {
    let form = &text[at..stop];
    let after = text[stop..].chars().find(|c| !c.is_whitespace());
    let mut letters = form.chars();
    if let (Some(letter), Some('.'), None) = (letters.next(), letters.next(), letters.next()) {
        return letter.is_uppercase() && letter != 'I' && after.is_some_and(char::is_uppercase);
    }
    if form.len() > 8 {
        return false;
    }
    match abbreviation::look_up(&fold(form)) {
        None => false,
        Some((_, Condition::Any)) => true,
        Some((_, Condition::Capital)) => form.starts_with(char::is_uppercase) && after.is_some(),
        Some((_, Condition::Number)) => after.is_some_and(|c| c.is_ascii_digit()),
        Some((_, Condition::Comma)) => after == Some(',') || text[..at].trim_end().ends_with(','),
    }
}

/// Where the clitic of `text[at..end]` starts; `end` if it has none.
fn clitic_start(text: &str, at: usize, end: usize) -> usize {
    let form = &text[at..end];
    if !form.starts_with(char::is_alphanumeric) {
        return end;
    }
    if form.len() == 6 && form.eq_ignore_ascii_case("cannot") {
        return at + 3;
    }
    let Some(apostrophe) = form.rfind(is_apostrophe) else { return end };
    let mark = form[apostrophe..].chars().next().map_or(1, char::len_utf8);
    let (host, tail) = (&form[..apostrophe], &form[apostrophe + mark..]);
    let tail = tail.to_ascii_lowercase();
    if tail == "t" && host.len() > 1 && host.ends_with(['n', 'N']) {
        return at + apostrophe - 1;
    }
    let is_clitic = matches!(tail.as_str(), "s" | "re" | "ve" | "ll" | "d" | "m") && !host.is_empty();
    if is_clitic { at + apostrophe } else { end }
}
