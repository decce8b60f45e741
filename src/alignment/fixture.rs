//! Small events for the tests of this stage: one statement a sentence, numbers before a noun as quantities.

use crate::alignment::{AlignmentOptions, Comparison, Member, StatementRef, compare};
use crate::article::{Article, BlockKind};
use crate::attribution::Attribution;
use crate::ingest::article_from_text;
use crate::language::{self, Analysis, Approximator, LanguageOptions, Quantity, TokenKind, Unit};
use crate::span::{ArticleIndex, SentenceIndex, TokenIndex, TokenRange};
use crate::statement::{Certainty, Polarity, Statement};

/// An article with its analysis and statements.
pub(super) struct Told {
    pub article: Article,
    pub analysis: Analysis,
    pub statements: Vec<Statement>,
    pub attributions: Vec<Attribution>,
}

/// An article of this headline and body.
pub(super) fn told(outlet: &str, headline: &str, body: &str) -> Told {
    let mut article = article_from_text(outlet, headline, body);
    article.outlet.name = outlet.to_owned();
    let mut analysis = language::analyse(&article, &LanguageOptions::default());
    analysis.quantities = quantities(&article, &analysis);
    let statements = (0..analysis.sentences.len()).map(|at| statement(&article, &analysis, at)).collect();
    Told { article, analysis, statements, attributions: Vec::new() }
}

fn quantities(article: &Article, analysis: &Analysis) -> Vec<Quantity> {
    const WORDS: &[(&str, f64)] = &[("two", 2.0), ("three", 3.0), ("six", 6.0), ("seven", 7.0)];
    let mut quantities = Vec::new();
    for (index, sentence) in analysis.sentences.iter().enumerate() {
        for at in sentence.tokens.range() {
            let form = |at: usize| analysis.tokens.get(at).map_or("", |token| token.span.of(&article.text)).to_lowercase();
            let Some((_, value)) = WORDS.iter().find(|(word, _)| *word == form(at)) else { continue };
            let at_least = at >= 2 && form(at - 2) == "at" && form(at - 1) == "least";
            let noun = (at + 1..sentence.tokens.range().end).find(|next| analysis.tokens[*next].kind == TokenKind::Content);
            quantities.push(Quantity {
                span: analysis.tokens[at].span,
                tokens: TokenRange::new(at, at + 1),
                sentence: SentenceIndex::new(index),
                low: *value,
                high: if at_least { f64::INFINITY } else { *value },
                value: *value,
                approximator: if at_least { Approximator::AtLeast } else { Approximator::Exact },
                unit: Unit::Count(noun.map(|noun| analysis.tokens[noun].term)),
            });
        }
    }
    quantities
}

fn statement(article: &Article, analysis: &Analysis, at: usize) -> Statement {
    let sentence = analysis.sentences[at];
    let negator = sentence.tokens.range().find(|token| analysis.tokens[*token].span.of(&article.text) == "not");
    let within = |tokens: TokenRange| sentence.tokens.start <= tokens.start && tokens.end <= sentence.tokens.end;
    let quantities = analysis.quantities.iter().enumerate().filter(|(_, held)| within(held.tokens)).map(|(at, _)| at as u32).collect();
    Statement {
        spans: vec![sentence.span],
        sentence: SentenceIndex::new(at),
        block: sentence.block,
        tokens: sentence
            .tokens
            .range()
            .filter(|token| matches!(analysis.tokens[*token].kind, TokenKind::Content | TokenKind::Number))
            .map(TokenIndex::new)
            .collect(),
        polarity: if negator.is_some() { Polarity::Negated } else { Polarity::Affirmed },
        negator: negator.map(TokenIndex::new),
        certainty: Certainty::Flat,
        quantities,
        times: Vec::new(),
        names: Vec::new(),
    }
}

/// The comparison of such articles.
pub(super) fn compared(told: &[Told]) -> Comparison {
    let members: Vec<Member<'_>> = told
        .iter()
        .map(|told| Member {
            article: &told.article,
            analysis: &told.analysis,
            statements: &told.statements,
            attributions: &told.attributions,
        })
        .collect();
    let articles: Vec<ArticleIndex> = (0..told.len()).map(ArticleIndex::new).collect();
    compare(&members, &articles, &[], &AlignmentOptions::default())
}

/// The text of a statement.
pub(super) fn text(told: &[Told], reference: StatementRef) -> &str {
    let told = &told[reference.member as usize];
    told.statements[reference.statement.get()].extent().of(&told.article.text)
}

/// Whether a statement is a headline.
pub(super) fn is_headline(told: &[Told], reference: StatementRef) -> bool {
    let told = &told[reference.member as usize];
    told.article.blocks[told.statements[reference.statement.get()].block.get()].kind == BlockKind::Headline
}
