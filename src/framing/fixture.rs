//! Members made by hand for the tests of lenses and findings: no stage before this one takes part.

use crate::alignment::checkworthiness::Checkworthiness;
use crate::alignment::{Claim, Coverage, Member, MemberCoverage, Nearest, StatementRef, Voice};
use crate::article::{Article, Block, BlockKind};
use crate::attribution::{Attribution, AttributionClass, AttributionKind, CueClass, Source, Speaker, SpeakerKind};
use crate::language::{Analysis, Quotation, QuotationForm, Sentence, Token, TokenKind};
use crate::span::{AttributionIndex, BlockIndex, SentenceIndex, Span, StatementIndex, TermIndex, TokenRange};
use crate::statement::{Certainty, Polarity, Statement, StatementForm};

const FUNCTION: [&str; 14] = ["the", "a", "an", "of", "in", "on", "to", "and", "or", "is", "was", "who", "said", "at"];

/// An article with its analysis: a headline, then a paragraph a line. Each sentence is a statement.
pub(crate) struct Paper {
    pub(crate) article: Article,
    pub(crate) analysis: Analysis,
    pub(crate) statements: Vec<Statement>,
    pub(crate) attributions: Vec<Attribution>,
}

impl Paper {
    pub(crate) fn new(outlet: &str, headline: &str, body: &str) -> Self {
        let text = format!("{headline}\n\n{body}");
        let start = headline.len() + 2;
        let mut blocks = vec![Block { kind: BlockKind::Headline, span: Span::new(0, headline.len()) }];
        let mut at = start;
        for (number, line) in body.split('\n').enumerate() {
            let kind = if number == 0 { BlockKind::Lede } else { BlockKind::Body };
            blocks.push(Block { kind, span: Span::new(at, at + line.len()) });
            at += line.len() + 1;
        }
        let span = Span::new(start, text.len());
        let article = Article { headline: Span::new(0, headline.len()), body: span, ..Article::bare(outlet, text, blocks) };
        let analysis = analyse(&article);
        let statements = analysis.sentences.iter().enumerate().map(|(at, sentence)| statement(at, sentence)).collect();
        Self { article, analysis, statements, attributions: Vec::new() }
    }

    pub(crate) fn span(&self, part: &str) -> Span {
        let at = self.article.text.find(part).expect("the part stands in the text");
        Span::new(at, at + part.len())
    }

    /// Adds an attribution; the speaker is the source as written.
    pub(crate) fn says(mut self, source: &str, cue: (&str, CueClass), content: &[&str], kind: SpeakerKind) -> Self {
        let spans: Vec<Span> = content.iter().map(|part| self.span(part)).collect();
        self.attributions.push(Attribution {
            source: vec![self.span(source)],
            cue: vec![self.span(cue.0)],
            content: spans,
            reporting_clause: Vec::new(),
            kind: AttributionKind::Direct,
            class: AttributionClass::Speech,
            cue_class: cue.1,
            speaker: Speaker { label: source.to_owned(), role: None, kind },
            probability: 0.9,
            statements: Vec::new(),
            parent: None,
        });
        self
    }

    pub(crate) fn member(&self) -> Member<'_> {
        Member { article: &self.article, analysis: &self.analysis, statements: &self.statements, attributions: &self.attributions }
    }
}

fn statement(at: usize, sentence: &Sentence) -> Statement {
    Statement {
        subject: Vec::new(),
        form: StatementForm::Clause,
        spans: vec![sentence.span],
        sentence: SentenceIndex::new(at),
        block: sentence.block,
        tokens: Vec::new(),
        polarity: Polarity::Affirmed,
        negator: None,
        certainty: Certainty::Flat,
        quantities: Vec::new(),
        times: Vec::new(),
        names: Vec::new(),
    }
}

fn analyse(article: &Article) -> Analysis {
    let mut analysis = Analysis::default();
    for (number, block) in article.blocks.iter().enumerate() {
        let (base, text) = (block.span.start as usize, block.span.of(&article.text));
        let mut open: Option<usize> = None;
        let mut sentence = analysis.tokens.len();
        let mut chars = text.char_indices().peekable();
        while let Some((at, first)) = chars.next() {
            if first.is_whitespace() {
                continue;
            }
            let mut end = at + first.len_utf8();
            while let Some(&(next, c)) =
                chars.peek().filter(|(_, c)| first.is_alphanumeric() && (c.is_alphanumeric() || *c == '-' || *c == '\''))
            {
                end = next + c.len_utf8();
                chars.next();
            }
            let word = text[at..end].to_lowercase();
            let kind = match first {
                c if !c.is_alphanumeric() => TokenKind::Punctuation,
                c if c.is_numeric() => TokenKind::Number,
                _ if FUNCTION.contains(&word.as_str()) => TokenKind::Function,
                _ => TokenKind::Content,
            };
            let stem: Box<str> = crate::language::stem::stem(&word).into();
            let term = analysis.terms.iter().position(|known| *known == stem).unwrap_or_else(|| {
                analysis.terms.push(stem);
                analysis.terms.len() - 1
            });
            analysis.tokens.push(Token { span: Span::new(base + at, base + end), kind, term: TermIndex::new(term) });
            match first {
                '“' => open = Some(base + at),
                '”' => {
                    if let Some(start) = open.take() {
                        let span = Span::new(start, base + end);
                        analysis.quotations.push(Quotation {
                            span,
                            inner: Span::new(start + '“'.len_utf8(), base + at),
                            form: QuotationForm::Closed,
                        });
                    }
                }
                _ => {}
            }
            let ends =
                chars.peek().is_none_or(|(_, next)| next.is_whitespace()) && (word == "." || (first == '”' && text[..at].ends_with('.')));
            if ends || chars.peek().is_none() {
                let tokens = TokenRange::new(sentence, analysis.tokens.len());
                let span = Span::new(analysis.tokens[sentence].span.range().start, base + end);
                analysis.sentences.push(Sentence { span, tokens, block: BlockIndex::new(number) });
                sentence = analysis.tokens.len();
            }
        }
    }
    analysis
}

/// A claim with the coverage of each member: the statement that bears it and its voice, or nothing (absent).
pub(crate) fn claim(bearers: &[Option<(usize, Voice)>]) -> Claim {
    let reference = |(member, bearer): (usize, &Option<(usize, Voice)>)| {
        bearer.map(|(statement, _)| StatementRef {
            member: u32::try_from(member).expect("few members"),
            statement: StatementIndex::new(statement),
        })
    };
    let statements: Vec<StatementRef> = bearers.iter().enumerate().filter_map(reference).collect();
    let coverage = bearers.iter().map(|bearer| match bearer {
        Some((statement, voice)) => MemberCoverage {
            coverage: if *voice == Voice::Own { Coverage::States } else { Coverage::Attributes },
            probability: 0.9,
            bearer: Some((StatementIndex::new(*statement), *voice)),
            nearest: None,
            sentences_searched: 1,
        },
        None => MemberCoverage {
            coverage: Coverage::Absent,
            probability: 0.1,
            bearer: None,
            nearest: Some(Nearest { sentence: SentenceIndex::new(0), span: Span::new(0, 1), similarity: 0.2 }),
            sentences_searched: 1,
        },
    });
    Claim {
        label: statements[0],
        statements,
        coverage: coverage.collect(),
        independent_origins: 1,
        salience: 0.5,
        checkworthiness: Checkworthiness::default(),
    }
}

/// A source with its attributions by member.
pub(crate) fn source(label: &str, kind: SpeakerKind, members: &[(usize, usize)]) -> Source {
    let members = members.iter().map(|(member, attribution)| (*member, AttributionIndex::new(*attribution))).collect();
    Source { label: label.to_owned(), role: None, kind, aliases: Vec::new(), members }
}
