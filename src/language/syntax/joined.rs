//! Documents of a treebank as raw text: the `# text` lines joined (sentences by a space, paragraphs by an empty line), and where each
//! sentence and word stands in it.

use crate::article::{Article, Block, BlockKind};
use crate::language::syntax::conllu::GoldSentence;
use crate::span::Span;

/// How far a word may be looked for where the text and the words differ.
const SEARCH_BYTES: usize = 24;

/// The sentences of each document.
pub(crate) fn documents(gold: &[GoldSentence]) -> Vec<&[GoldSentence]> {
    let mut starts: Vec<usize> = (0..gold.len()).filter(|at| *at == 0 || gold[*at].opens_document.is_some()).collect();
    starts.push(gold.len());
    starts.windows(2).map(|pair| &gold[pair[0]..pair[1]]).filter(|document| !document.is_empty()).collect()
}

/// The document's text with a block a paragraph, and where each sentence stands.
pub(crate) fn join(gold: &[GoldSentence]) -> (Article, Vec<Span>) {
    let mut text = String::new();
    let mut spans = Vec::new();
    let mut blocks: Vec<Block> = Vec::new();
    for (at, sentence) in gold.iter().enumerate() {
        let opens = at == 0 || sentence.opens_paragraph;
        if at > 0 {
            text.push_str(if opens { "\n\n" } else { " " });
        }
        let start = text.len();
        text.push_str(&sentence.text);
        let span = Span::new(start, text.len()).trim(&text);
        spans.push(span);
        match blocks.last_mut() {
            Some(block) if !opens => block.span = block.span.cover(span),
            _ => blocks.push(Block { kind: BlockKind::Body, span }),
        }
    }
    (Article::bare("gold", text, blocks), spans)
}

/// Where each word of a sentence stands; empty spans at its end for words that the text does not show.
pub(crate) fn place(text: &str, span: Span, sentence: &GoldSentence) -> Vec<Span> {
    let mut at = span.range().start;
    let end = span.range().end;
    let mut spans = Vec::with_capacity(sentence.words.len());
    for word in &sentence.words {
        let rest = text.get(at..end).unwrap_or("");
        let from = at + (rest.len() - rest.trim_start().len());
        let found = text.get(from..end).and_then(|rest| rest.find(word.form.as_str())).filter(|offset| *offset <= SEARCH_BYTES);
        match found {
            Some(offset) => {
                spans.push(Span::new(from + offset, from + offset + word.form.len()));
                at = from + offset + word.form.len();
            }
            None => spans.push(Span::new(end, end)),
        }
    }
    spans
}
