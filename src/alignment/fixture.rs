//! Small events for the tests of this stage: one statement a sentence.

use crate::alignment::{AlignmentOptions, Comparison, ConflictKind, Member, StatementRef, compare};
use crate::article::{Article, BlockKind};
use crate::attribution::Attribution;
use crate::ingest::article_from_text;
use crate::language::{self, Analysis, LanguageDepth, LanguageOptions};
use crate::pipeline::{self, Options};
use crate::span::{ArticleIndex, SentenceIndex, TokenIndex, TokenRange};
use crate::statement::{Certainty, Polarity, Statement, StatementForm};

/// An article with its analysis and statements.
pub(super) struct Told {
    pub article: Article,
    pub analysis: Analysis,
    pub statements: Vec<Statement>,
    pub attributions: Vec<Attribution>,
}

impl Told {
    /// The article as one of an event.
    pub(super) fn member(&self) -> Member<'_> {
        let Self { article, analysis, statements, attributions } = self;
        Member { article, analysis, statements, attributions }
    }
}

/// An article of this headline and body.
pub(super) fn told(outlet: &str, headline: &str, body: &str) -> Told {
    let mut article = article_from_text(outlet, headline, body);
    article.outlet.name = outlet.to_owned();
    let analysis = language::analyse(&article, &LanguageOptions { depth: LanguageDepth::Full, ..LanguageOptions::default() });
    let statements = (0..analysis.sentences.len()).map(|at| statement(&article, &analysis, at)).collect();
    Told { article, analysis, statements, attributions: Vec::new() }
}

/// An article as the whole tool reads it.
pub(super) fn read(outlet: &str, body: &str) -> Told {
    let mut article = article_from_text(outlet, "", body);
    article.outlet.name = outlet.to_owned();
    let prepared = pipeline::prepare(&article, &Options::default());
    Told { article, analysis: prepared.analysis, statements: prepared.statements.list, attributions: prepared.attributions }
}

fn statement(article: &Article, analysis: &Analysis, at: usize) -> Statement {
    let sentence = analysis.sentences[at];
    let negator = sentence
        .tokens
        .range()
        .find(|token| matches!(analysis.tokens[*token].span.of(&article.text), "not" | "no" | "unhurt" | "Nobody" | "Neither"));
    let within = |tokens: TokenRange| sentence.tokens.start <= tokens.start && tokens.end <= sentence.tokens.end;
    let quantities = analysis.quantities.iter().enumerate().filter(|(_, held)| within(held.tokens)).map(|(at, _)| at as u32).collect();
    Statement {
        subject: Vec::new(),
        form: StatementForm::Clause,
        spans: vec![sentence.span],
        sentence: SentenceIndex::new(at),
        block: sentence.block,
        tokens: sentence.tokens.range().filter(|token| analysis.tokens[*token].kind.carries_meaning()).map(TokenIndex::new).collect(),
        polarity: if negator.is_some() { Polarity::Negated } else { Polarity::Affirmed },
        negator: negator.map(TokenIndex::new),
        certainty: Certainty::Flat,
        quantities,
        times: analysis.times.iter().enumerate().filter(|(_, held)| within(held.tokens)).map(|(at, _)| at as u32).collect(),
        names: Vec::new(),
    }
}

/// The comparison of such articles.
pub(super) fn compared(told: &[Told]) -> Comparison {
    let members: Vec<Member<'_>> = told.iter().map(Told::member).collect();
    let articles: Vec<ArticleIndex> = (0..told.len()).map(ArticleIndex::new).collect();
    compare(&members, &articles, &[], &AlignmentOptions::default())
}

/// Whether two articles of these texts say and deny the same.
pub(super) fn denies(one: &str, other: &str) -> bool {
    compared(&[told("A", "", one), told("B", "", other)]).conflicts.iter().any(|conflict| conflict.kind == ConflictKind::Polarity)
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
