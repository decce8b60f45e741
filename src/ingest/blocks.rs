//! Cuts a body into blocks: its lines, or the runs of lines between blank ones where the text is hard-wrapped.
//!
//! The first prose block is the lede; a short line without an end mark between paragraphs is a subheading; what is not
//! the article is found by `furniture`. Linear.
//! A row whose text is markup keeps it, tags and all, since positions count in it; its blocks lie between the tags.
//! Known misses: a hard-wrapped text without blank lines is taken line by line; inline tags and character references in
//! a row's text are taken for words.

use crate::article::{Block, BlockKind, Furniture};
use crate::ingest::furniture::{self, Line};
use crate::span::Span;

/// Lines of a wrapped text are of about this many characters.
const WRAPPED_CHARS: std::ops::RangeInclusive<usize> = 40..=100;
/// Share of the inner lines that must look wrapped.
const WRAPPED_SHARE: f64 = 0.7;
/// Inner lines needed to judge.
const MIN_INNER_LINES: usize = 4;
/// A subheading has at most so many words, whatever it says.
const MAX_SUBHEADING_WORDS: usize = 10;
/// The name of a section or a kicker has at most so many words.
const MAX_LABEL_WORDS: usize = 4;
/// A longer one may have so many if it neither asks nor reports. Chosen by reading 700 such lines of public event texts.
const MAX_LONG_SUBHEADING_WORDS: usize = 16;
/// Words that make a long line without an end mark a sentence that lost it.
const WORDS_OF_REPORTS: &[&str] = &["said", "says", "told", "added", "asked"];

/// Blocks of the body, the headline's first. `marks` are spans of `text` whose kind the reader knows.
pub(crate) fn cut(text: &str, headline: Span, body: Span, marks: &[(Span, BlockKind)]) -> Vec<Block> {
    let mut blocks = Vec::new();
    if !headline.is_empty() {
        blocks.push(Block { kind: BlockKind::Headline, span: headline });
    }
    let mut spans = paragraphs(text, body);
    spans.retain(|span| !span.overlaps(headline));
    let spans: Vec<Span> = spans.into_iter().flat_map(|span| part_credit(text, span)).collect();
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

/// A paragraph and the credit in brackets at its end are two blocks.
fn part_credit(text: &str, span: Span) -> impl Iterator<Item = Span> {
    let cut = furniture::credit_at_end(span.of(text)).map(|at| span.range().start + at);
    let first = Span::new(span.range().start, cut.unwrap_or(span.range().end)).trim(text);
    std::iter::once(first).chain(cut.map(|at| Span::new(at, span.range().end)))
}

fn mark_of(span: Span, marks: &[(Span, BlockKind)]) -> Option<BlockKind> {
    // Marks are in order and do not overlap.
    let at = marks.partition_point(|(mark, _)| mark.end <= span.start);
    marks.get(at).filter(|(mark, _)| mark.contains(span)).map(|(_, kind)| *kind)
}

fn paragraphs(text: &str, body: Span) -> Vec<Span> {
    let mut lines = Vec::new();
    let has_tags = ["</p>", "<p>", "<br", "</div>", "</li>"].iter().any(|tag| body.of(text).contains(tag));
    let mut start = body.range().start;
    for line in body.of(text).split_inclusive('\n') {
        // A lone carriage return is a line end too.
        for piece in line.split_inclusive('\r') {
            let line = Span::new(start, start + piece.len());
            if has_tags {
                lines.extend(between_tags(text, line));
            } else {
                lines.push(line.trim(text));
            }
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

/// Elements that end a line of text.
const BLOCK_TAGS: &[&str] = &[
    "p",
    "div",
    "br",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "figure",
    "figcaption",
    "section",
    "article",
    "table",
    "tr",
    "td",
    "img",
    "hr",
    "body",
    "html",
];
/// A longer run after `<` is no tag.
const MAX_TAG_BYTES: usize = 600;

/// The runs of a line between the tags of paragraphs, for rows whose text is markup. The text itself stays as given.
fn between_tags(text: &str, line: Span) -> Vec<Span> {
    let mut spans = Vec::new();
    let (mut start, end) = (line.range().start, line.range().end);
    let mut at = start;
    while let Some(open) = text.get(at..end).and_then(|rest| rest.find('<')).map(|found| at + found) {
        let inside = text.get(open + 1..end).unwrap_or_default();
        let name = inside.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let close = inside.bytes().take(MAX_TAG_BYTES).position(|byte| byte == b'>');
        match close.filter(|_| BLOCK_TAGS.iter().any(|tag| tag.eq_ignore_ascii_case(name))) {
            Some(close) => {
                spans.push(Span::new(start, open).trim(text));
                start = open + 1 + close + 1;
                at = start;
            }
            None => at = open + 1,
        }
    }
    spans.push(Span::new(start, end).trim(text));
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
    // From the end, so that labels in a row before the first paragraph ("News", "Local") see that they lead to one.
    for at in (0..blocks.len()).rev() {
        let (before, rest) = blocks.split_at_mut(at);
        let Some((block, after)) = rest.split_first_mut() else { continue };
        if block.kind != BlockKind::Body || !furniture::is_heading_like(block.span.of(text)) {
            continue;
        }
        let line = block.span.of(text);
        let words = furniture::count_words(line, MAX_LONG_SUBHEADING_WORDS + 1);
        let follows = before.iter().any(|block| block.kind == BlockKind::Body && !is_label(block.span.of(text)));
        let next = after.iter().find(|block| !matches!(block.kind, BlockKind::Furniture(_) | BlockKind::Caption));
        // A list's items stand beside each other; a heading stands before a paragraph.
        let leads = next.is_some_and(|next| is_paragraph(next) || (!follows && next.kind == BlockKind::Subheading));
        if !leads || !(follows || words <= MAX_LABEL_WORDS) {
            continue;
        }
        if words > MAX_SUBHEADING_WORDS && furniture::is_headline_like(line) {
            block.kind = BlockKind::Furniture(Furniture::Related);
        } else if words <= MAX_SUBHEADING_WORDS || (words <= MAX_LONG_SUBHEADING_WORDS && !asks_or_reports(line)) {
            block.kind = BlockKind::Subheading;
        }
    }
}

/// Shaped like a heading and very short.
fn is_label(line: &str) -> bool {
    furniture::is_heading_like(line) && furniture::count_words(line, MAX_LABEL_WORDS + 1) <= MAX_LABEL_WORDS
}

/// A long line without a full stop that is a sentence all the same.
fn asks_or_reports(line: &str) -> bool {
    line.ends_with('?')
        || line.contains(['“', '"'])
        || line.split_whitespace().any(|word| WORDS_OF_REPORTS.contains(&word.trim_matches(|c: char| !c.is_alphanumeric())))
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
    fn the_blocks_of_a_text_of_markup_lie_between_its_tags() {
        let found = kinds("<p>One paragraph here.</p><p class=\"x\">Another one, 1 < 2.<br/>A third.</p>\n<div><img src=\"a.jpg\"></div>");
        assert_eq!(
            found.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>(),
            ["One paragraph here.", "Another one, 1 < 2.", "A third."]
        );
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

    #[test]
    fn labels_before_the_first_paragraph_are_no_lede() {
        let long = "The council met in the evening and talked about the road that the flood had closed.";
        let found = kinds(&format!("Home\nNews\nLocal\n{long}\n{long}"));
        assert_eq!(
            found.iter().map(|(kind, _)| *kind).collect::<Vec<_>>(),
            [BlockKind::Subheading, BlockKind::Subheading, BlockKind::Subheading, BlockKind::Lede, BlockKind::Body]
        );
    }

    #[test]
    fn a_long_line_that_asks_or_reports_is_prose() {
        let long = "The council met in the evening and talked about the road that the flood had closed.";
        let kind_of = |line: &str| kinds(&format!("{long}\n\n{line}\n\n{long}"))[1].0;
        for line in [
            "Will the council have to spend more money next year, or will the bridge hold until then?",
            "Two of the members of the council said on Wednesday evening that they would not vote for it",
            "The engineers of the district found cracks in both of the pillars and closed the bridge to lorries for the whole of the winter",
        ] {
            assert_eq!(kind_of(line), BlockKind::Body, "{line}");
        }
        assert_eq!(kind_of("The plan is not new, and parts of it have failed before"), BlockKind::Subheading);
        let link = "Mayor Wins Third Term as Voters in Northern Valley Towns Turn Against Plans for a Second Bridge and Tunnel";
        assert_eq!(kind_of(link), BlockKind::Furniture(Furniture::Related));
    }

    #[test]
    fn a_credit_at_the_end_of_a_paragraph_is_a_block_of_its_own() {
        let found = kinds("The road was closed on Monday, the council said. (Reporting by Jane Doe in Cairo; Editing by Ann Roe)");
        assert_eq!(found[0], (BlockKind::Lede, "The road was closed on Monday, the council said.".to_owned()));
        assert_eq!(found[1].0, BlockKind::Furniture(Furniture::Credit));
        let whole = kinds("The road was closed (reported by the police on Monday as a flood).");
        assert_eq!(whole.len(), 1);
        assert_eq!(kinds("The road was closed, it said. (Reuters)").len(), 1);
    }
}
