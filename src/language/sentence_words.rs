//! The words of one sentence in folded form, with the neighbours that a reader of numbers and dates asks for.
//!
//! Every question is total: past either end a word is "".

use crate::language::token::fold;
use crate::language::{Analysis, Sentence, Token, TokenKind};
use crate::span::Span;

/// Share of content words with a capital from which capitals tell nothing (a headline in title case).
const TITLE_CASE_SHARE: f64 = 0.8;
/// Fewest words for that share to mean something. A sentence with a full stop is no headline, however many names it holds.
const TITLE_CASE_WORDS: usize = 4;

/// A sentence, word by word.
pub(crate) struct SentenceWords<'run> {
    /// Index of its first token.
    pub first_token: usize,
    /// Whether its words are all capitalised, so that a capital tells nothing.
    pub title_case: bool,
    text: &'run str,
    tokens: &'run [Token],
    folded: Vec<String>,
    taken: Vec<bool>,
}

impl<'run> SentenceWords<'run> {
    pub(crate) fn new(text: &'run str, analysis: &'run Analysis, sentence: &Sentence) -> Self {
        let tokens = analysis.tokens_in(sentence.tokens);
        let folded = tokens.iter().map(|token| fold(token.span.of(text))).collect();
        let first_token = sentence.tokens.range().start;
        let mut taken = vec![false; tokens.len()];
        let from = analysis.times.partition_point(|time| time.tokens.range().end <= first_token);
        for time in analysis.times[from..].iter().take_while(|time| time.tokens.range().start < first_token + tokens.len()) {
            for at in time.tokens.range() {
                if let Some(place) = at.checked_sub(first_token).and_then(|at| taken.get_mut(at)) {
                    *place = true;
                }
            }
        }
        Self { first_token, title_case: is_title_case(text, tokens), text, tokens, folded, taken }
    }

    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The folded word; "" past the end.
    pub(crate) fn word(&self, at: usize) -> &str {
        self.folded.get(at).map_or("", String::as_str)
    }

    /// The folded word `back` words before `at`; "" before the start.
    pub(crate) fn word_before(&self, at: usize, back: usize) -> &str {
        at.checked_sub(back).map_or("", |at| self.word(at))
    }

    /// The word as written.
    pub(crate) fn raw(&self, at: usize) -> &'run str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    pub(crate) fn token(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    pub(crate) fn kind(&self, at: usize) -> TokenKind {
        self.tokens.get(at).map_or(TokenKind::Punctuation, |token| token.kind)
    }

    /// Whether no time expression holds the word.
    pub(crate) fn is_free(&self, at: usize) -> bool {
        self.taken.get(at).is_some_and(|taken| !taken)
    }

    pub(crate) fn is_capital(&self, at: usize) -> bool {
        self.raw(at).starts_with(char::is_uppercase)
    }

    /// Whether a capital here is owed to the start of a sentence: first word, or first after an opening mark, dash or colon.
    pub(crate) fn opens(&self, at: usize) -> bool {
        at == 0
            || matches!(
                self.word(at - 1),
                "\"" | "“" | "``" | "'" | "‘" | "(" | "[" | ":" | "-" | "--" | "–" | "—" | "«" | "." | "!" | "?" | "…" | "*" | "•"
            )
    }

    /// Whether nothing stands between a word and the one before it.
    pub(crate) fn is_joined(&self, at: usize) -> bool {
        match (at.checked_sub(1).and_then(|before| self.tokens.get(before)), self.tokens.get(at)) {
            (Some(before), Some(token)) => before.span.end == token.span.start,
            _ => false,
        }
    }

    /// Text from the first byte of word `start` to the last of word `end - 1`.
    pub(crate) fn span(&self, start: usize, end: usize) -> Span {
        match (self.tokens.get(start), end.checked_sub(1).and_then(|last| self.tokens.get(last))) {
            (Some(first), Some(last)) => first.span.cover(last.span),
            _ => Span::default(),
        }
    }
}

fn is_title_case(text: &str, tokens: &[Token]) -> bool {
    let (mut words, mut capitals) = (0_usize, 0_usize);
    for token in tokens.iter().filter(|token| token.kind == TokenKind::Content) {
        let form = token.span.of(text);
        if form.starts_with(char::is_alphabetic) {
            words += 1;
            capitals += usize::from(form.starts_with(char::is_uppercase));
        }
    }
    #[allow(clippy::cast_precision_loss, reason = "a sentence has few words")]
    let share = capitals as f64 / words.max(1) as f64;
    let stops = tokens.last().is_some_and(|token| token.span.of(text) == ".");
    !stops && words >= TITLE_CASE_WORDS && share >= TITLE_CASE_SHARE
}
