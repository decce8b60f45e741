//! What the rules look at: the words of an article with their quotation, in units that no quotation crosses.
//!
//! A unit is a sentence, or several that one quotation joins: in `“A. B,” he said.` the reporting verb belongs to both.

use std::ops::Range;

use crate::article::{Article, BlockKind};
use crate::language::{Analysis, TokenKind};
use crate::span::Span;

/// A token as the rules see it.
pub(crate) struct Word {
    pub(crate) span: Span,
    /// Lower case, straight apostrophes.
    pub(crate) lower: String,
    pub(crate) is_mark: bool,
    pub(crate) is_number: bool,
    pub(crate) is_capital: bool,
    /// Position in `Analysis::quotations`, marks included.
    pub(crate) quotation: Option<usize>,
}

/// A run of words in which one reporting clause can stand.
pub(crate) struct Unit {
    pub(crate) words: Range<usize>,
    pub(crate) block: usize,
    pub(crate) is_headline: bool,
}

/// An article as the rules see it.
pub(crate) struct View<'a> {
    pub(crate) article: &'a Article,
    pub(crate) analysis: &'a Analysis,
    pub(crate) words: Vec<Word>,
    pub(crate) units: Vec<Unit>,
}

impl<'a> View<'a> {
    pub(crate) fn new(article: &'a Article, analysis: &'a Analysis) -> Self {
        let mut quotation = 0;
        let words = analysis
            .tokens
            .iter()
            .map(|token| {
                while analysis.quotations.get(quotation).is_some_and(|run| run.span.end <= token.span.start) {
                    quotation += 1;
                }
                let form = token.span.of(&article.text);
                Word {
                    span: token.span,
                    lower: form.to_lowercase().replace('’', "'"),
                    is_mark: token.kind == TokenKind::Punctuation && !form.chars().any(char::is_alphanumeric),
                    is_number: token.kind == TokenKind::Number,
                    is_capital: form.chars().next().is_some_and(char::is_uppercase),
                    quotation: analysis.quotations.get(quotation).filter(|run| run.span.overlaps(token.span)).map(|_| quotation),
                }
            })
            .collect();
        let mut view = Self { article, analysis, words, units: Vec::new() };
        for sentence in &analysis.sentences {
            let range = sentence.tokens.range();
            if range.is_empty() || range.end > view.words.len() {
                continue;
            }
            let block = sentence.block.get();
            let joined = view.units.last().is_some_and(|last| {
                let (left, right) = (last.words.end - 1, range.start);
                last.block == block && view.words[left].quotation.is_some() && view.words[left].quotation == view.words[right].quotation
            });
            if let Some(last) = view.units.last_mut().filter(|_| joined) {
                last.words.end = range.end;
            } else {
                let is_headline = article.blocks.get(block).is_some_and(|block| block.kind == BlockKind::Headline);
                view.units.push(Unit { words: range, block, is_headline });
            }
        }
        view
    }

    pub(crate) fn lower(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| &word.lower)
    }

    /// An adverb that is no surname ("Mayor Lucia Tamberly").
    pub(crate) fn is_adverb(&self, at: usize) -> bool {
        let named = at > 0 && self.words.get(at).is_some_and(|word| word.is_capital) && self.words[at - 1].is_capital;
        !named && crate::attribution::grammar::is_adverb(self.lower(at))
    }

    /// Whether a word is the ending that makes an owner of the word before it: `'s`, or `'` after a plural.
    pub(crate) fn is_possessive(&self, at: usize) -> bool {
        let is_ending = matches!(self.lower(at), "'s" | "'");
        is_ending && at > 0 && self.words[at - 1].span.end == self.words[at].span.start && self.words[at].quotation.is_none()
    }

    pub(crate) fn is_quoted(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| word.quotation.is_some())
    }

    /// Words of a quotation, marks included, that begin at `at`.
    pub(crate) fn quotation_end(&self, at: usize, limit: usize) -> usize {
        let here = self.words[at].quotation;
        (at..limit).find(|&next| self.words[next].quotation != here).unwrap_or(limit)
    }

    /// Word tokens (no marks) in a range.
    pub(crate) fn count_words(&self, range: Range<usize>) -> usize {
        range.filter(|&at| self.words.get(at).is_some_and(|word| !word.is_mark)).count()
    }

    /// The span of a range of words without marks at its ends that belong to the frame: commas, colons, dashes outside
    /// quotations. `None` when nothing is left.
    pub(crate) fn span(&self, range: Range<usize>) -> Option<Span> {
        let loose = |at: usize| {
            let word = &self.words[at];
            word.is_mark && word.quotation.is_none() && !matches!(word.lower.as_str(), "$" | "(" | ")" | "€" | "£" | "%")
        };
        let mut range = range.start..range.end.min(self.words.len());
        while !range.is_empty() && loose(range.start) {
            range.start += 1;
        }
        while !range.is_empty() && loose(range.end - 1) {
            range.end -= 1;
        }
        if range.is_empty() || self.count_words(range.clone()) == 0 {
            return None;
        }
        Some(self.words[range.start].span.cover(self.words[range.end - 1].span))
    }
}
