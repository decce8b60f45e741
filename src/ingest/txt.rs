//! Plain text: the first line is the headline; `Key: value` lines before it or right after it are the header.
//!
//! `Outlet, Date, URL, Author, Title, Language` (any case, any order) are header lines where their value fits: a date
//! that is one, an address that is one. Their synonyms (`Source`, `Published`, `Link`, `Byline` …) count only beside
//! one of the six, so that "Source: Iran ready to talk" stays a headline. A line under the headline with an outlet's name beside a date
//! ("Valley Echo · Thursday 12 March 2026, 5.30pm"), as pages are copied, gives both. Linear.
//! Known miss: a headline such as "Title: the fight for the cup".

use crate::article::Published;
use crate::ingest::dates;
use crate::ingest::draft::{Draft, given, split_byline};

/// A first line of more characters is a paragraph, not a headline: of 6,721 titles in
/// the public event corpora (counted 2026-11-23) 99.9 % have at most 189, and one has more than this.
const MAX_HEADLINE_CHARS: usize = 300;
/// More characters than this are no outlet's name, language or byline.
const MAX_VALUE_CHARS: usize = 160;

/// More characters than this are no date.
const MAX_DATE_CHARS: usize = 60;
/// More words than this are no outlet's name.
const MAX_OUTLET_WORDS: usize = 6;
/// Words of outlets' names.
const PAPERS: [&str; 44] = [
    "advertiser",
    "agency",
    "argus",
    "broadcasting",
    "bulletin",
    "chronicle",
    "citizen",
    "courier",
    "daily",
    "dispatch",
    "echo",
    "examiner",
    "express",
    "gazette",
    "globe",
    "guardian",
    "herald",
    "independent",
    "journal",
    "mail",
    "mercury",
    "messenger",
    "mirror",
    "monitor",
    "news",
    "newspaper",
    "observer",
    "post",
    "press",
    "radio",
    "record",
    "recorder",
    "reporter",
    "review",
    "sentinel",
    "standard",
    "star",
    "sun",
    "telegraph",
    "times",
    "today",
    "tribune",
    "tv",
    "weekly",
];

/// What a header line is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Key {
    /// Publisher.
    Outlet,
    /// Date of publication.
    Date,
    /// Address.
    Url,
    /// Byline.
    Author,
    /// Headline.
    Title,
    /// Language.
    Language,
}

/// Whether a key is one of the documented six or only means the same.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Naming {
    Documented,
    Synonym,
}

/// Reads one text. Line ends must be `\n`.
pub(crate) fn read(text: &str) -> Draft {
    let mut draft = Draft::default();
    let mut rest = take_header(skip_blank(text), &mut draft);
    if draft.title.is_empty() {
        rest = skip_blank(rest);
        let (line, after) = first_line(rest);
        if line.chars().take(MAX_HEADLINE_CHARS + 1).count() <= MAX_HEADLINE_CHARS {
            draft.title = line.trim().to_owned();
            rest = take_imprint(take_header(after, &mut draft), &mut draft);
        }
    }
    draft.body = skip_blank(rest).trim_end().to_owned();
    draft
}

/// Takes the header lines at the start of `text`; gives what follows them.
fn take_header<'a>(text: &'a str, draft: &mut Draft) -> &'a str {
    let mut found: Vec<(Key, &str)> = Vec::new();
    let mut documented = false;
    let mut rest = text;
    loop {
        let (line, after) = first_line(skip_blank(rest));
        let Some((key, naming, value)) = header_line(line) else { break };
        documented |= naming == Naming::Documented;
        found.push((key, value));
        rest = after;
    }
    if !documented {
        return text;
    }
    for (key, value) in found {
        set(draft, key, value);
    }
    rest
}

/// Takes a line "Valley Echo · 12 March 2026" right after the headline; gives what follows it.
fn take_imprint<'a>(text: &'a str, draft: &mut Draft) -> &'a str {
    let (line, after) = first_line(skip_blank(text));
    let parts: Vec<&str> = line.split(['·', '•', '|']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let (outlet, date) = match parts[..] {
        [first, second] if is_date(second) => (first, second),
        [first, second] if is_date(first) => (second, first),
        _ => return text,
    };
    if !draft.outlet.is_empty() || !draft.date.is_empty() || !is_outlet(outlet) {
        return text;
    }
    set(draft, Key::Outlet, outlet);
    set(draft, Key::Date, date);
    after
}

fn is_date(part: &str) -> bool {
    part.chars().count() <= MAX_DATE_CHARS && part.contains(|c: char| c.is_ascii_digit()) && dates::parse(part) != Published::Unknown
}

/// Whether a name is one of a paper, a station or a site, not of a writer.
fn is_outlet(name: &str) -> bool {
    let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    words.len() <= MAX_OUTLET_WORDS && name.starts_with(char::is_uppercase) && words.iter().any(|word| PAPERS.contains(&word.as_str()))
}

/// Puts a header's value where it belongs, if nothing is there.
pub(crate) fn set(draft: &mut Draft, key: Key, value: &str) {
    let value = given(value);
    let field = match key {
        Key::Outlet => &mut draft.outlet,
        Key::Date => &mut draft.date,
        Key::Url => &mut draft.url,
        Key::Title => &mut draft.title,
        Key::Language => &mut draft.language,
        Key::Author => {
            draft.authors.extend(split_byline(value));
            return;
        }
    };
    if field.is_empty() {
        value.clone_into(field);
    }
}

fn header_line(line: &str) -> Option<(Key, Naming, &str)> {
    let (name, value) = line.split_once(':')?;
    let (key, naming) = key_of(name.trim())?;
    let value = value.trim();
    let fits = match key {
        // Digits alone are meant as a date, even one that can be read in two ways.
        Key::Date => {
            given(value).is_empty()
                || dates::parse(value) != Published::Unknown
                || value.chars().all(|c| c.is_ascii_digit() || "-/. :".contains(c))
        }
        Key::Url => given(value).is_empty() || is_address(value),
        Key::Language => given(value).chars().count() <= 20,
        Key::Title => !value.is_empty() && value.chars().count() <= MAX_HEADLINE_CHARS,
        Key::Outlet | Key::Author => value.chars().count() <= MAX_VALUE_CHARS && !value.ends_with(['.', '!', '?', '"', '”']),
    };
    fits.then_some((key, naming, value))
}

fn key_of(name: &str) -> Option<(Key, Naming)> {
    use Naming::{Documented, Synonym};
    Some(match name.to_ascii_lowercase().as_str() {
        "outlet" => (Key::Outlet, Documented),
        "date" => (Key::Date, Documented),
        "url" => (Key::Url, Documented),
        "author" | "authors" => (Key::Author, Documented),
        "title" => (Key::Title, Documented),
        "language" => (Key::Language, Documented),
        "source" | "publisher" | "site" => (Key::Outlet, Synonym),
        "published" | "published at" | "publication date" => (Key::Date, Synonym),
        "link" | "address" => (Key::Url, Synonym),
        "byline" | "by" => (Key::Author, Synonym),
        "headline" => (Key::Title, Synonym),
        "lang" => (Key::Language, Synonym),
        _ => return None,
    })
}

/// Front matter and fields name the same things.
pub(crate) fn key_named(name: &str) -> Option<Key> {
    key_of(name).map(|(key, _)| key)
}

fn is_address(value: &str) -> bool {
    let value = value.trim_matches(['<', '>']);
    !value.contains(char::is_whitespace) && (value.contains("://") || value.contains('.'))
}

/// The first line and what follows it.
pub(crate) fn first_line(text: &str) -> (&str, &str) {
    text.split_once('\n').unwrap_or((text, ""))
}

/// Without blank lines at the start.
pub(crate) fn skip_blank(text: &str) -> &str {
    let mut rest = text;
    while let Some((line, after)) = rest.split_once('\n') {
        if !line.trim().is_empty() {
            break;
        }
        rest = after;
    }
    if rest.trim().is_empty() { "" } else { rest }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_is_the_headline_and_the_rest_the_body() {
        let draft = read("\nFlood closes the valley road\n\nThe road was closed on Monday.\n\nNobody was hurt.\n");
        assert_eq!(draft.title, "Flood closes the valley road");
        assert_eq!(draft.body, "The road was closed on Monday.\n\nNobody was hurt.");
    }

    #[test]
    fn an_outlet_beside_a_date_under_the_headline_is_an_imprint() {
        let draft = read("Dairy falls silent\n\nValley Echo · Thursday 12 March 2026, 5.30pm\nTilda Roon\n\nThe works stopped.");
        assert_eq!((draft.outlet.as_str(), draft.date.as_str()), ("Valley Echo", "Thursday 12 March 2026, 5.30pm"));
        assert_eq!(draft.body, "Tilda Roon\n\nThe works stopped.");
        let of_writer = read("Dairy falls silent\n\nTilda Roon · 12 March 2026\n\nThe works stopped.");
        assert_eq!((of_writer.outlet.as_str(), of_writer.date.as_str()), ("", ""));
    }

    #[test]
    fn header_lines_stand_before_or_after_the_headline_in_any_order() {
        let before = read("date: 7 November 2021\nOUTLET: Example Times\nURL: https://example.com/a\n\nA headline\n\nText.");
        let after = read("A headline\nLanguage: en\nOutlet: Example Times\nSource: x\nDate: 2021-11-07\nURL: https://example.com/a\nText.");
        for draft in [before, after] {
            assert_eq!(
                (draft.title.as_str(), draft.outlet.as_str(), draft.url.as_str()),
                ("A headline", "Example Times", "https://example.com/a")
            );
            assert!(!draft.date.is_empty());
            assert_eq!(draft.body, "Text.");
        }
    }

    #[test]
    fn a_headline_or_sentence_with_a_colon_is_no_header() {
        let draft = read("Iran: talks stall\nDate: to be announced, say officials\nText.");
        assert_eq!(draft.title, "Iran: talks stall");
        assert!(draft.body.starts_with("Date: to be"));
        assert_eq!(read("Source: Iran ready to talk\n\nText.").title, "Source: Iran ready to talk");
        let quoted = read("A headline\n\nAuthor: “I never wrote that.”\n\nText.");
        assert!(quoted.body.starts_with("Author:"));
    }

    #[test]
    fn a_title_line_is_the_headline() {
        let draft = read("Title: A headline\nOutlet: Example Times\n\nThe first paragraph.");
        assert_eq!((draft.title.as_str(), draft.body.as_str()), ("A headline", "The first paragraph."));
    }

    #[test]
    fn a_text_without_headline_keeps_its_first_paragraph() {
        let paragraph = "Word after word. ".repeat(30);
        let draft = read(&paragraph);
        assert!(draft.title.is_empty());
        assert_eq!(draft.body, paragraph.trim_end());
    }

    #[test]
    fn nothing_gives_nothing() {
        assert!(read(" \n \n").body.is_empty());
        assert_eq!(read("word").title, "word");
    }
}
