//! Clause-sized statements of one article, with polarity, certainty, quantities, times and names.
//!
//! The stage does not know who said what: the reporting clauses that the attribution stage found come in
//! as plain spans to be held apart, so that "X said Y" and "Y" give the same statement.

use std::ops::Range;

use crate::article::Article;
use crate::language::{Analysis, Sentence, TokenKind, token};
use crate::lexicon::certainty::{self, CertaintyWord};
use crate::lexicon::negation;
use crate::span::{BlockIndex, SentenceIndex, Span, TokenIndex};

/// A clause-sized proposition in one article.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Its parts in order; several where something was held apart in the middle.
    pub spans: Vec<Span>,
    /// The sentence it was cut from.
    pub sentence: SentenceIndex,
    /// The block that holds it.
    pub block: BlockIndex,
    /// Its tokens that carry meaning (content words, names, numbers), restored subject included, in order.
    pub tokens: Vec<TokenIndex>,
    /// Whether it is said to be so or not to be so.
    pub polarity: Polarity,
    /// The token that negates it, if one does.
    pub negator: Option<TokenIndex>,
    /// How sure its wording is.
    pub certainty: Certainty,
    /// Positions in `Analysis::quantities`.
    pub quantities: Vec<u32>,
    /// Positions in `Analysis::times`.
    pub times: Vec<u32>,
    /// Positions in `Analysis::names`.
    pub names: Vec<u32>,
}

/// Whether a statement says that something is so.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum Polarity {
    /// It is so.
    Affirmed,
    /// It is not so.
    Negated,
}

/// How sure the wording of a statement is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum Certainty {
    /// Said flatly.
    Flat,
    /// "may", "appears", "likely".
    Hedged,
    /// "allegedly", "accused of".
    Alleged,
    /// "denied that".
    Denied,
    /// "will", "plans to", "is due to".
    Planned,
    /// "if", "unless", "would".
    Conditional,
}

/// How statements are cut.
#[derive(Clone, Copy, Debug)]
pub struct StatementOptions {
    /// A piece with fewer content words than this stays with its neighbour, or is dropped and counted.
    pub fewest_content_words: usize,
}

impl Default for StatementOptions {
    fn default() -> Self {
        Self { fewest_content_words: 3 }
    }
}

/// Statements of one article and what was dropped.
#[derive(Clone, Debug, Default)]
pub struct Statements {
    /// In order of position.
    pub list: Vec<Statement>,
    /// Pieces without enough content, not kept.
    pub dropped_fragments: usize,
}

impl Statement {
    /// From its first to its last byte.
    #[must_use]
    pub fn extent(&self) -> Span {
        self.spans.iter().copied().reduce(Span::cover).unwrap_or_default()
    }
}

/// Cuts an article into statements. `apart` are the reporting clauses (source and cue with what binds them),
/// in order, which belong to no statement.
///
/// First form: a sentence, less what is held apart, cut at semicolons where both sides hold enough content. Coordinated clauses
/// stay together as yet, quantities, times and names are those that the analysis found.
#[must_use]
pub fn cut(article: &Article, analysis: &Analysis, apart: &[Span], options: &StatementOptions) -> Statements {
    let mut statements = Statements::default();
    let mut first_apart = 0;
    for (index, sentence) in analysis.sentences.iter().enumerate() {
        while apart.get(first_apart).is_some_and(|span| span.end <= sentence.span.start) {
            first_apart += 1;
        }
        let held: Vec<Span> = apart[first_apart..].iter().copied().take_while(|span| span.start < sentence.span.end).collect();
        for piece in pieces(article, analysis, sentence, options) {
            let kept: Vec<usize> = piece.filter(|at| !held.iter().any(|span| span.overlaps(analysis.tokens[*at].span))).collect();
            match build(article, analysis, SentenceIndex::new(index), sentence.block, &kept, options) {
                Some(statement) => statements.list.push(statement),
                None => statements.dropped_fragments += usize::from(!kept.is_empty()),
            }
        }
    }
    statements
}

/// The token ranges between the semicolons of a sentence, too short ones joined to the piece before.
fn pieces(article: &Article, analysis: &Analysis, sentence: &Sentence, options: &StatementOptions) -> Vec<Range<usize>> {
    let range = sentence.tokens.range();
    let enough = |part: Range<usize>| content(analysis, part) >= options.fewest_content_words;
    let mut pieces = Vec::new();
    let mut start = range.start;
    for at in range.clone() {
        if analysis.tokens[at].span.of(&article.text) == ";" && enough(start..at) && enough(at..range.end) {
            pieces.push(start..at);
            start = at + 1;
        }
    }
    pieces.push(start..range.end);
    pieces
}

fn content(analysis: &Analysis, range: Range<usize>) -> usize {
    analysis.tokens[range].iter().filter(|token| carries_meaning(token.kind)).count()
}

fn carries_meaning(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Content | TokenKind::Number)
}

/// The statement that the kept tokens of a piece make, if they hold enough content.
fn build(
    article: &Article,
    analysis: &Analysis,
    sentence: SentenceIndex,
    block: BlockIndex,
    kept: &[usize],
    options: &StatementOptions,
) -> Option<Statement> {
    let edge = |at: &usize| {
        let token = &analysis.tokens[*at];
        token.kind == TokenKind::Punctuation && !matches!(token.span.of(&article.text), "$" | "£" | "€" | "%")
    };
    let from = kept.iter().position(|at| !edge(at))?;
    let to = kept.iter().rposition(|at| !edge(at))?;
    let kept = &kept[from..=to];
    let mut spans: Vec<Span> = Vec::new();
    let mut previous = None;
    for at in kept {
        let span = analysis.tokens[*at].span;
        match spans.last_mut() {
            Some(last) if previous == Some(at - 1) => *last = last.cover(span),
            _ => spans.push(span),
        }
        previous = Some(*at);
    }
    // A part of marks alone says nothing.
    spans.retain(|span| span.of(&article.text).contains(char::is_alphanumeric));
    let meaning: Vec<TokenIndex> =
        kept.iter().filter(|at| carries_meaning(analysis.tokens[**at].kind)).map(|at| TokenIndex::new(*at)).collect();
    let enough = meaning.len() >= options.fewest_content_words;
    if !enough || spans.is_empty() {
        return None;
    }
    let words: Vec<(usize, String)> = kept.iter().map(|at| (*at, token::fold(analysis.tokens[*at].span.of(&article.text)))).collect();
    let negator = words.iter().find(|(_, word)| negation::look_up(word).is_some()).map(|(at, _)| TokenIndex::new(*at));
    let certainty = words.iter().filter_map(|(_, word)| certainty::look_up(word)).map(certainty_of).max_by_key(|found| weight(*found));
    let quantities = positions(&analysis.quantities, |quantity| quantity.span, &spans);
    let times = positions(&analysis.times, |time| time.span, &spans);
    let names = positions(&analysis.names, |name| name.span, &spans);
    Some(Statement {
        sentence,
        block,
        tokens: meaning,
        polarity: if negator.is_some() { Polarity::Negated } else { Polarity::Affirmed },
        negator,
        certainty: certainty.unwrap_or(Certainty::Flat),
        quantities,
        times,
        names,
        spans,
    })
}

/// Positions of the items, in order of their spans, that lie inside one of the parts.
fn positions<T>(items: &[T], span_of: impl Fn(&T) -> Span, parts: &[Span]) -> Vec<u32> {
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return Vec::new() };
    let from = items.partition_point(|item| span_of(item).start < first.start);
    let near = items.iter().enumerate().skip(from).take_while(|(_, item)| span_of(item).start < last.end);
    near.filter(|(_, item)| parts.iter().any(|part| part.contains(span_of(item)))).filter_map(|(at, _)| u32::try_from(at).ok()).collect()
}

fn certainty_of(word: CertaintyWord) -> Certainty {
    match word {
        CertaintyWord::Hedged => Certainty::Hedged,
        CertaintyWord::Alleged => Certainty::Alleged,
        CertaintyWord::Denied => Certainty::Denied,
        CertaintyWord::Planned => Certainty::Planned,
        CertaintyWord::Conditional => Certainty::Conditional,
    }
}

/// Which of several certainties wins: the one that takes most from the statement.
fn weight(certainty: Certainty) -> u8 {
    match certainty {
        Certainty::Flat => 0,
        Certainty::Planned => 1,
        Certainty::Hedged => 2,
        Certainty::Conditional => 3,
        Certainty::Alleged => 4,
        Certainty::Denied => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::sentence::tests::{analysed, article};

    fn cut_apart(text: &str, apart: &str) -> Vec<(String, Polarity, Certainty)> {
        let article = article(&[text]);
        let analysis = analysed(&article);
        let held: Vec<Span> =
            text.find(apart).filter(|_| !apart.is_empty()).map(|at| Span::new(at, at + apart.len())).into_iter().collect();
        let made = cut(&article, &analysis, &held, &StatementOptions::default());
        let parts = |statement: &Statement| statement.spans.iter().map(|span| span.of(&article.text)).collect::<Vec<_>>().join(" | ");
        made.list.iter().map(|statement| (parts(statement), statement.polarity, statement.certainty)).collect()
    }

    #[test]
    fn what_is_held_apart_belongs_to_no_statement() {
        let expected = ("six guards were wounded in the attack".to_owned(), Polarity::Affirmed, Certainty::Flat);
        assert_eq!(cut_apart("Officials said that six guards were wounded in the attack.", "Officials said that"), [expected.clone()]);
        assert_eq!(cut_apart("“six guards were wounded in the attack,” officials said.", "officials said"), [expected]);
    }

    #[test]
    fn negation_and_doubt_are_seen() {
        let made = cut_apart("The prime minister wasn't hurt in the attack; rebels allegedly fired two rockets.", "");
        assert_eq!((made[0].1, made[0].2), (Polarity::Negated, Certainty::Flat));
        assert_eq!((made[1].1, made[1].2), (Polarity::Affirmed, Certainty::Alleged));
    }
}
