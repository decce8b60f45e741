//! Passages of an article in bytes, code points and UTF-16 units.

use crate::article::{Article, Part as ArticlePart};
use crate::report::{Part, Passage};
use crate::span::Span;

/// Bytes between two remembered positions: one short scan a look-up, a 64th of the text in memory.
const STRIDE_BYTES: usize = 64;

/// Code points of context on each side of a passage: what readers of TextQuoteSelector expect.
const CONTEXT_CHARS: usize = 32;

/// Turns byte positions of one article into the other units.
#[derive(Debug)]
pub(crate) struct Units<'run> {
    text: &'run str,
    /// Code points and UTF-16 units before the first character at or after each stride.
    marks: Vec<(u32, u32, u32)>,
}

impl<'run> Units<'run> {
    pub(crate) fn new(text: &'run str) -> Self {
        let mut marks = vec![(0, 0, 0)];
        let (mut chars, mut utf16) = (0, 0);
        for (at, character) in text.char_indices() {
            if at >= marks.len() * STRIDE_BYTES {
                marks.push((u32::try_from(at).unwrap_or(u32::MAX), chars, utf16));
            }
            chars += 1;
            utf16 += if character.len_utf16() == 2 { 2 } else { 1 };
        }
        Self { text, marks }
    }

    /// Code points and UTF-16 units before a byte.
    fn before(&self, byte: u32) -> (u32, u32) {
        let after = self.marks.partition_point(|mark| mark.0 <= byte);
        let (at, mut chars, mut utf16) = self.marks[after.saturating_sub(1)];
        for character in self.text.get(at as usize..byte as usize).unwrap_or("").chars() {
            chars += 1;
            utf16 += if character.len_utf16() == 2 { 2 } else { 1 };
        }
        (chars, utf16)
    }
}

/// A passage of an article with its context.
pub(crate) fn passage(index: u32, article: &Article, units: &Units<'_>, span: Span) -> Passage {
    let (start, end) = (units.before(span.start), units.before(span.end));
    let (part, local) = article.locate(span);
    let before = article.text.get(..span.range().start).unwrap_or("");
    let after = article.text.get(span.range().end..).unwrap_or("");
    let prefix_at = before.char_indices().rev().nth(CONTEXT_CHARS - 1).map_or(0, |(at, _)| at);
    let suffix_to = after.char_indices().nth(CONTEXT_CHARS).map_or(after.len(), |(at, _)| at);
    Passage {
        article: index,
        bytes: [span.start, span.end],
        chars: [start.0, end.0],
        utf16: [start.1, end.1],
        part: match part {
            ArticlePart::Headline => Part::Headline,
            ArticlePart::Body => Part::Body,
        },
        part_bytes: [local.start, local.end],
        exact: span.of(&article.text).to_owned(),
        prefix: before[prefix_at..].to_owned(),
        suffix: after[..suffix_to].to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::article_from_text;

    #[test]
    fn every_unit_counts_the_same_passage() {
        let body = format!("{} 𝒜é end of it. {}", "ü".repeat(90), "x".repeat(90));
        let article = article_from_text("a", "Headline 😀", &body);
        let start = article.text.find("end of it").expect("it is there");
        let found = passage(0, &article, &Units::new(&article.text), Span::new(start, start + 9));
        assert_eq!(found.exact, "end of it");
        let chars: Vec<char> = article.text.chars().collect();
        assert_eq!(chars[found.chars[0] as usize..found.chars[1] as usize].iter().collect::<String>(), "end of it");
        let utf16: Vec<u16> = article.text.encode_utf16().collect();
        assert_eq!(String::from_utf16_lossy(&utf16[found.utf16[0] as usize..found.utf16[1] as usize]), "end of it");
        assert_eq!(&body[found.part_bytes[0] as usize..found.part_bytes[1] as usize], "end of it");
        assert_eq!(found.prefix.chars().count(), 32);
        assert!(article.text.contains(&format!("{}{}{}", found.prefix, found.exact, found.suffix)));
    }
}
