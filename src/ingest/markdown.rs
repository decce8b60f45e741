//! Markdown: front matter between `---` lines, `# ` headline, paragraphs with the marks of emphasis and links taken off.
//!
//! A reading of the common marks, not of the whole syntax. Linear. Known misses: reference links, nested brackets,
//! tables (their rows become paragraphs).

use crate::article::BlockKind;
use crate::ingest::draft::Draft;
use crate::ingest::txt;
use crate::span::Span;

/// Reads one text. Line ends must be `\n`.
pub(crate) fn read(text: &str) -> Draft {
    let mut draft = Draft::default();
    let text = take_front_matter(txt::skip_blank(text), &mut draft);
    let text = txt::skip_blank(text);
    let (line, after) = txt::first_line(text);
    let rest = match line.strip_prefix("# ") {
        Some(title) => {
            if draft.title.is_empty() {
                draft.title = plain(title.trim());
            }
            after
        }
        None => text,
    };
    // What follows may carry the header lines of a plain text.
    let inner = if draft.title.is_empty() {
        txt::read(rest)
    } else {
        let mut inner = txt::read(&format!("{}\n{rest}", draft.title));
        inner.title.clear();
        inner
    };
    if draft.title.is_empty() {
        draft.title = plain(&inner.title);
    }
    for (mine, other) in [
        (&mut draft.outlet, inner.outlet),
        (&mut draft.date, inner.date),
        (&mut draft.url, inner.url),
        (&mut draft.language, inner.language),
    ] {
        if mine.is_empty() {
            *mine = other;
        }
    }
    draft.authors.extend(inner.authors);
    set_body(&inner.body, &mut draft);
    draft
}

/// `key: value` lines between two `---` lines.
fn take_front_matter<'a>(text: &'a str, draft: &mut Draft) -> &'a str {
    let (line, after) = txt::first_line(text);
    if line.trim_end() != "---" {
        return text;
    }
    let mut rest = after;
    let mut found = Vec::new();
    while !rest.is_empty() {
        let (line, after) = txt::first_line(rest);
        rest = after;
        if matches!(line.trim_end(), "---" | "...") {
            for (key, value) in found {
                txt::set(draft, key, value);
            }
            return rest;
        }
        if let Some((name, value)) = line.split_once(':') {
            found.extend(txt::key_named(name.trim()).map(|key| (key, value.trim().trim_matches(['"', '\'', '[', ']']))));
        }
    }
    text
}

fn set_body(source: &str, draft: &mut Draft) {
    for line in source.lines() {
        let trimmed = line.trim();
        let heading = trimmed.trim_start_matches('#');
        let is_heading = heading.len() < trimmed.len() && heading.starts_with(' ');
        let content = if is_heading { heading.trim().trim_end_matches('#').trim_end() } else { trimmed };
        let content = content.strip_prefix("> ").or_else(|| content.strip_prefix("- ")).unwrap_or(content);
        let is_rule = content.len() >= 3 && content.chars().all(|c| matches!(c, '-' | '*' | '_' | ' '));
        let content = if is_rule { String::new() } else { plain(content) };
        let start = draft.body.len();
        draft.body.push_str(&content);
        if is_heading && !content.is_empty() {
            draft.marks.push((Span::new(start, draft.body.len()), BlockKind::Subheading));
        }
        draft.body.push('\n');
    }
    draft.body.truncate(draft.body.trim_end().len());
}

/// Text of one line without pictures, link targets and marks of emphasis.
fn plain(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(['[', '*', '_', '!', '`', '\\']) {
        out.push_str(rest.get(..at).unwrap_or_default());
        let here = rest.get(at..).unwrap_or_default();
        let before_is_word = out.chars().next_back().is_some_and(char::is_alphanumeric);
        let (kept, used) = mark(here, before_is_word);
        out.push_str(&kept);
        rest = here.get(used..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// What stands for the mark at the start of `here`, and how many bytes it takes.
fn mark(here: &str, before_is_word: bool) -> (String, usize) {
    if let Some(inside) = here.strip_prefix("![")
        && let Some((_, used)) = link(inside)
    {
        return (String::new(), 2 + used);
    }
    if let Some(inside) = here.strip_prefix('[')
        && let Some((label, used)) = link(inside)
    {
        return (plain(label), 1 + used);
    }
    for double in ["**", "__"] {
        if here.starts_with(double) {
            return (String::new(), 2);
        }
    }
    let next = here.get(1..).and_then(|after| after.chars().next());
    match here.chars().next() {
        Some('`') => (String::new(), 1),
        Some('\\') if next.is_some_and(|c| c.is_ascii_punctuation()) => (next.map(String::from).unwrap_or_default(), 2),
        // Opens before a word, closes after one: "5 * 3" and "snake_case" stay.
        Some('*') if before_is_word || next.is_some_and(char::is_alphanumeric) => (String::new(), 1),
        Some('_') if before_is_word != next.is_some_and(char::is_alphanumeric) => (String::new(), 1),
        Some(other) => (other.to_string(), other.len_utf8()),
        None => (String::new(), 1),
    }
}

/// `label](target)` at the start: the label and the bytes of it all.
fn link(inside: &str) -> Option<(&str, usize)> {
    let close = inside.find(']')?;
    let target = inside.get(close + 1..)?.strip_prefix('(')?;
    let end = target.find(')')?;
    Some((inside.get(..close)?, close + 2 + end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_headline_and_headings_are_read() {
        let draft = read(
            "---\ntitle: \"A headline\"\ndate: 2021-11-07\noutlet: Example Times\n---\n\n# A headline\n\nThe **first** [paragraph](https://example.com/x).\n\n## What next\n\nMore *text* here.\n",
        );
        assert_eq!((draft.title.as_str(), draft.outlet.as_str(), draft.date.as_str()), ("A headline", "Example Times", "2021-11-07"));
        assert_eq!(draft.body, "The first paragraph.\n\nWhat next\n\nMore text here.");
        let marks: Vec<_> = draft.marks.iter().map(|(span, kind)| (span.of(&draft.body), *kind)).collect();
        assert_eq!(marks, [("What next", BlockKind::Subheading)]);
    }

    #[test]
    fn a_plain_text_named_md_is_read_as_one() {
        let draft = read("A headline\nOutlet: Example Times\n\nText with 5 * 3 and snake_case.");
        assert_eq!((draft.title.as_str(), draft.outlet.as_str()), ("A headline", "Example Times"));
        assert_eq!(draft.body, "Text with 5 * 3 and snake_case.");
    }

    #[test]
    fn a_headline_with_header_lines_below_it() {
        let draft = read("# A headline\nOutlet: Example Times\n\nText.");
        assert_eq!((draft.title.as_str(), draft.outlet.as_str(), draft.body.as_str()), ("A headline", "Example Times", "Text."));
    }
}
