//! Language analysis of one article: tokens, sentences, quotations, names, quantities, times, word classes, trees.
//!
//! Total: on odd text it returns less and a [`Warning`], it never fails. Linear in the text's length.
//! Only prose blocks (headline, lede, body) are analysed; captions, subheadings and furniture yield nothing.
//!
//! What another language would need: rules for its tokens and clitics beside `token` (hyphens and prefixes in `syntax::part`), the marks and
//! abbreviations that end sentences (`sentence`, `lexicon/data/abbreviation.tsv`), its word lists in `lexicon/data`, its number and date
//! words; for `syntax` no code but a treebank of Universal Dependencies and news text, from which `rashomon train language` makes a set of
//! weights, and the endings of its words in `syntax::lemma`. The tagger, parser and containers know no language; a second set of weights
//! would be chosen by [`crate::article::Language`] in `syntax::engine`.

pub(crate) mod dateline;
pub mod encoder;
pub mod name;
mod name_hint;
pub(crate) mod name_model;
mod name_title;
pub mod quantity;
mod quantity_number;
mod quantity_refusal;
mod quantity_score;
mod quantity_toll;
mod quantity_unit;
mod quantity_vague;
pub mod quotation;
pub mod sentence;
mod sentence_words;
pub mod stem;
pub mod syntax;
pub mod time;
pub mod token;
pub mod vectors;
pub(crate) mod wordpiece;

use jiff::civil::Date;

use crate::article::Article;
use crate::error::Warning;
use crate::language::syntax::Syntax;
use crate::span::{BlockIndex, SentenceIndex, Span, TermIndex, TokenIndex, TokenRange};

/// What the language stage made of one article. Kept beside the article, never in it.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    /// Tokens in order.
    pub tokens: Vec<Token>,
    /// Sentences in order; each lies inside one block.
    pub sentences: Vec<Sentence>,
    /// Runs inside quotation marks, in order, not nested.
    pub quotations: Vec<Quotation>,
    /// Name spans, in order, not overlapping.
    pub names: Vec<Name>,
    /// Quantities with unit and approximator, in order.
    pub quantities: Vec<Quantity>,
    /// Dates, weekdays, months, in order.
    pub times: Vec<TimeExpression>,
    /// Class, lemma, head and relation of each token, beside `tokens`; empty unless [`LanguageDepth::Full`] was asked for.
    pub syntax: Vec<Syntax>,
    /// Normal forms of the tokens in order of first appearance, then lemmas: [`Token::term`] and [`Syntax::lemma`] count here.
    pub terms: Vec<Box<str>>,
    /// What was odd.
    pub warnings: Vec<Warning>,
}

/// A token: a word, a number, a mark.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    /// Its normal form: quotes and case folded, possessive cut, stemmed; numbers as digits.
    pub term: TermIndex,
}

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum TokenKind {
    /// A word that carries content.
    Content,
    /// A function word (article, preposition, pronoun, auxiliary, conjunction).
    Function,
    /// Digits or a number word.
    Number,
    /// A mark.
    Punctuation,
}

impl TokenKind {
    /// Whether a token says something by itself: a word of content, a number.
    #[must_use]
    pub fn carries_meaning(self) -> bool {
        matches!(self, Self::Content | Self::Number)
    }
}

/// A sentence, with the block that holds it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sentence {
    /// Where it stands, without white space at its ends.
    pub span: Span,
    /// Its tokens.
    pub tokens: TokenRange,
    /// The block that holds it.
    pub block: BlockIndex,
}

/// A run of text inside quotation marks, within one block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Quotation {
    /// With its marks.
    pub span: Span,
    /// Without its marks.
    pub inner: Span,
    /// How it ends.
    pub form: QuotationForm,
}

/// How a quotation ends.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum QuotationForm {
    /// Both marks are there.
    Closed,
    /// Opened, and the next paragraph opens again: speech that runs on.
    Continued,
    /// Opened and never closed: ends with its paragraph.
    Unclosed,
}

/// A name span.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Name {
    /// Where it stands, without a title before it ("Mr.") or a possessive after it.
    pub span: Span,
    /// Its tokens.
    pub tokens: TokenRange,
    /// What it seems to name.
    pub hint: NameHint,
}

/// What a name seems to name. A hint, not a fact.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum NameHint {
    /// A person.
    Person,
    /// A body: ministry, party, firm, outlet.
    Organisation,
    /// A place or a nationality.
    Place,
    /// Nothing speaks for one of them, or it is another thing: a law, a film, an event.
    Unknown,
}

/// A number in the text with what it counts. `low..=high` holds every value that the words allow:
/// "at least two" is 2 to infinity, "dozens" 24 to 120, "six" 6 to 6.
#[derive(Clone, PartialEq, Debug)]
pub struct Quantity {
    /// Number, approximator and unit words.
    pub span: Span,
    /// Its tokens.
    pub tokens: TokenRange,
    /// The sentence that holds it.
    pub sentence: SentenceIndex,
    /// Smallest value that the words allow.
    pub low: f64,
    /// Largest value that the words allow; infinite after "at least".
    pub high: f64,
    /// The value as written, without approximator.
    pub value: f64,
    /// What stands before it.
    pub approximator: Approximator,
    /// What it counts or measures.
    pub unit: Unit,
}

/// The word that says how exact a quantity is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum Approximator {
    /// None: the number as it stands.
    Exact,
    /// "about", "some", "nearly", "almost", "around".
    About,
    /// "at least", "no fewer than".
    AtLeast,
    /// "more than", "over".
    MoreThan,
    /// "up to", "at most".
    AtMost,
    /// "fewer than", "less than", "under".
    LessThan,
    /// "dozens", "scores", "hundreds", "several": no number at all.
    Vague,
}

/// What a quantity counts or measures.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum Unit {
    /// Things: the term of the noun that is counted, if one stands there.
    Count(Option<TermIndex>),
    /// Per cent.
    Percent,
    /// Percentage points (a quarter of a point is .25).
    PercentagePoint,
    /// Money, by ISO 4217 code or the sign as written.
    Money(Box<str>),
    /// A measure (kilometre, hour, tonne), in the singular.
    Measure(Box<str>),
    /// Years of age.
    Age,
    /// First, second, third.
    Ordinal,
    /// A score such as 5-4: `value` is the first figure, the second is here.
    Score(u32),
}

/// A date, weekday, month or year in the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TimeExpression {
    /// Where it stands.
    pub span: Span,
    /// Its tokens.
    pub tokens: TokenRange,
    /// What it says, resolved against the article's date where that is needed and known.
    pub value: TimeValue,
}

/// What a time expression says.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum TimeValue {
    /// A day.
    Day(Date),
    /// A month of a year.
    Month {
        /// The year.
        year: i16,
        /// 1 to 12.
        month: i8,
    },
    /// A year.
    Year(i16),
    /// A day of a month, its year unknown.
    MonthDay {
        /// 1 to 12.
        month: i8,
        /// 1 to 31.
        day: i8,
    },
    /// A weekday (1 is Monday) that could not be placed, since the article has no date.
    Weekday(i8),
}

/// How far the analysis goes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
#[non_exhaustive]
pub enum LanguageDepth {
    /// Tokens, sentences, quotations, names, quantities, times: what comparisons read.
    #[default]
    Shallow,
    /// Tags, lemmas and trees as well.
    Full,
}

/// How the analysis is done.
#[derive(Clone, Copy, Debug)]
pub struct LanguageOptions {
    /// How far it goes.
    pub depth: LanguageDepth,
    /// A sentence longer than this is cut, with a warning.
    pub longest_sentence_tokens: usize,
}

impl Default for LanguageOptions {
    fn default() -> Self {
        Self { depth: LanguageDepth::Shallow, longest_sentence_tokens: 400 }
    }
}

impl Analysis {
    /// The normal form of a token.
    #[must_use]
    pub fn term(&self, token: &Token) -> &str {
        self.terms.get(token.term.get()).map_or("", |term| term)
    }

    /// Class, lemma, head and relation of a token, if it was parsed.
    #[must_use]
    pub fn syntax_of(&self, token: TokenIndex) -> Option<&Syntax> {
        self.syntax.get(token.get())
    }

    /// The tokens of a range.
    #[must_use]
    pub fn tokens_in(&self, range: TokenRange) -> &[Token] {
        self.tokens.get(range.range()).unwrap_or(&[])
    }

    /// The tokens that lie wholly inside a span.
    #[must_use]
    pub fn tokens_under(&self, span: Span) -> TokenRange {
        let start = self.tokens.partition_point(|token| token.span.start < span.start);
        let end = self.tokens.partition_point(|token| token.span.end <= span.end);
        TokenRange::new(start, end.max(start))
    }

    /// The sentence that holds a byte.
    #[must_use]
    pub fn sentence_at(&self, byte: u32) -> Option<SentenceIndex> {
        let after = self.sentences.partition_point(|sentence| sentence.span.start <= byte);
        let at = after.checked_sub(1)?;
        (byte < self.sentences[at].span.end).then(|| SentenceIndex::new(at))
    }

    /// Whether a span lies inside quotation marks.
    #[must_use]
    pub fn is_quoted(&self, span: Span) -> bool {
        let after = self.quotations.partition_point(|quotation| quotation.span.start <= span.start);
        after.checked_sub(1).is_some_and(|at| self.quotations[at].span.contains(span))
    }
}

/// Analyses one article. An article in a language that cannot be analysed gives an empty analysis.
#[must_use]
pub fn analyse(article: &Article, options: &LanguageOptions) -> Analysis {
    let mut analysis = Analysis::default();
    if !article.language.is_analysed() {
        return analysis;
    }
    token::tokenise(article, &mut analysis);
    quotation::find(article, &mut analysis);
    sentence::split(article, options, &mut analysis);
    time::find(article, &mut analysis);
    quantity::find(article, &mut analysis);
    name::find(article, &mut analysis);
    if options.depth == LanguageDepth::Full {
        syntax::annotate(article, &mut analysis);
    }
    analysis
}
