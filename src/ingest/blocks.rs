//! Cuts a body into blocks: its lines, or the runs of lines between blank ones where the text is hard-wrapped.
//!
//! The first prose block is the lede; a short line without an end mark between paragraphs is a subheading; what is not
//! the article is found by `furniture`. Linear.
//! Known miss: a hard-wrapped text without blank lines is taken line by line.

use crate::article::{Block, BlockKind, Furniture};
use crate::ingest::furniture::{self, Line};
use crate::span::Span;

/// Lines of a wrapped text are of about this many characters.
const WRAPPED_CHARS: std::ops::RangeInclusive<usize> = 40..=100;
/// Share of the inner lines that must look wrapped.
const WRAPPED_SHARE: f64 = 0.7;
/// Inner lines needed to judge.
const MIN_INNER_LINES: usize = 4;
/// A subheading has at most so many words; longer ones are headlines of other stories.
const MAX_SUBHEADING_WORDS: usize = 10;

/// Blocks of the body, the headline's first. `marks` are spans of `text` whose kind the reader knows.
pub(crate) fn cut(text: &str, headline: Span, body: Span, marks: &[(Span, BlockKind)]) -> Vec<Block> {
    let mut blocks = Vec::new();
    if !headline.is_empty() {
        blocks.push(Block { kind: BlockKind::Headline, span: headline });
    }
    let mut spans = paragraphs(text, body);
    spans.retain(|span| !span.overlaps(headline));
    let lines: Vec<Line<'_>> = spans.iter().map(|span| Line { text: span.of(text), mark: mark_of(*span, marks) }).collect();
    let kinds = furniture::classify(headline.of(text), &lines);
    let start = blocks.len();
    blocks.extend(spans.iter().zip(kinds).map(|(span, kind)| Block { kind, span: *span }));
    if let Some(inner) = blocks.get_mut(start..) {
        name_subheadings(text, inner);
        keep_some_prose(inner);
        if let Some(lede) = inner.iter_mut().find(|block| block.kind == BlockKind::Body) {
            lede.kind = BlockKind::Lede;
        }
    }
    blocks
}

/// A rule that takes every line for furniture is wrong about the text: then it is prose.
fn keep_some_prose(blocks: &mut [Block]) {
    if blocks.iter().any(|block| block.kind == BlockKind::Body) {
        return;
    }
    let longest = blocks.iter_mut().filter(|block| block.kind == BlockKind::Subheading).max_by_key(|block| block.span.len());
    if let Some(block) = longest {
        block.kind = BlockKind::Body;
    }
}

fn mark_of(span: Span, marks: &[(Span, BlockKind)]) -> Option<BlockKind> {
    // Marks are in order and do not overlap.
    let at = marks.partition_point(|(mark, _)| mark.end <= span.start);
    marks.get(at).filter(|(mark, _)| mark.contains(span)).map(|(_, kind)| *kind)
}

fn paragraphs(text: &str, body: Span) -> Vec<Span> {
    let mut lines = Vec::new();
    let mut start = body.range().start;
    for line in body.of(text).split_inclusive('\n') {
        // A lone carriage return is a line end too.
        for piece in line.split_inclusive('\r') {
            lines.push(Span::new(start, start + piece.len()).trim(text));
            start += piece.len();
        }
    }
    if !is_wrapped(text, &lines) {
        lines.retain(|line| !line.is_empty());
        return lines;
    }
    let mut spans: Vec<Span> = Vec::new();
    let mut is_open = false;
    for line in lines {
        match spans.last_mut().filter(|_| is_open && !line.is_empty()) {
            Some(last) => *last = last.cover(line),
            None if !line.is_empty() => spans.push(line),
            None => {}
        }
        is_open = !line.is_empty();
    }
    spans
}

fn is_wrapped(text: &str, lines: &[Span]) -> bool {
    // Lines that are followed by another one without a blank line between.
    let mut inner = 0_usize;
    let mut wrapped = 0_usize;
    for pair in lines.windows(2) {
        let [line, next] = pair else { continue };
        if line.is_empty() || next.is_empty() {
            continue;
        }
        let content = line.of(text);
        inner += 1;
        let ends_open = !furniture::ends_a_sentence(content);
        wrapped += usize::from(ends_open && content.len() <= 4 * WRAPPED_CHARS.end() && WRAPPED_CHARS.contains(&content.chars().count()));
    }
    let has_blank = lines.iter().skip(1).any(|line| line.is_empty());
    has_blank && inner >= MIN_INNER_LINES && wrapped as f64 >= WRAPPED_SHARE * inner as f64
}

/// Short lines without an end mark before a paragraph.
fn name_subheadings(text: &str, blocks: &mut [Block]) {
    let is_paragraph = |block: &Block| {
        block.kind == BlockKind::Body
            && furniture::ends_a_sentence(block.span.of(text))
            && furniture::count_words(block.span.of(text), 12) >= 12
    };
    for at in 0..blocks.len() {
        let (before, rest) = blocks.split_at_mut(at);
        let Some((block, after)) = rest.split_first_mut() else { continue };
        if block.kind != BlockKind::Body || !furniture::is_heading_like(block.span.of(text)) {
            continue;
        }
        let words = furniture::count_words(block.span.of(text), MAX_SUBHEADING_WORDS + 1);
        let follows = before.iter().any(|block| block.kind == BlockKind::Body);
        let next = after.iter().find(|block| !matches!(block.kind, BlockKind::Furniture(_) | BlockKind::Caption));
        // A list's items stand beside each other; a heading stands before a paragraph.
        if next.is_some_and(is_paragraph) && (follows || words <= 4) {
            block.kind = if words <= MAX_SUBHEADING_WORDS { BlockKind::Subheading } else { BlockKind::Furniture(Furniture::Related) };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(body: &str) -> Vec<(BlockKind, String)> {
        cut(body, Span::default(), Span::new(0, body.len()), &[])
            .into_iter()
            .map(|block| (block.kind, block.span.of(body).to_owned()))
            .collect()
    }

    #[test]
    fn lines_are_paragraphs_and_the_first_is_the_lede() {
        let found = kinds("One paragraph here.\nAnother one there.\n\nA third.");
        assert_eq!(found.iter().map(|(kind, _)| *kind).collect::<Vec<_>>(), [BlockKind::Lede, BlockKind::Body, BlockKind::Body]);
    }

    #[test]
    fn a_hard_wrapped_text_is_cut_at_its_blank_lines() {
        let paragraph = "The council met in the evening and talked about the road\nthat the flood had closed two days before, but it did not\ncome to an end and will meet again on the day after\ntomorrow, the mayor said.";
        let found = kinds(&format!("{paragraph}\n\n{paragraph}"));
        assert_eq!(found.len(), 2);
        assert!(found.iter().all(|(_, text)| text == paragraph));
    }

    #[test]
    fn a_short_line_before_a_paragraph_is_a_subheading() {
        let long = "The council met in the evening and talked about the road that the flood had closed.";
        let found = kinds(&format!("{long}\n\nWhat happens next\n\n{long}\n\n“I was there.”\n\n{long}"));
        assert_eq!(
            found.iter().map(|(kind, _)| *kind).collect::<Vec<_>>(),
            [BlockKind::Lede, BlockKind::Subheading, BlockKind::Body, BlockKind::Body, BlockKind::Body]
        );
    }
}
