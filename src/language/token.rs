//! Tokens with spans. First form.

use rustc_hash::FxHashMap;

use crate::article::Article;
use crate::language::{Analysis, Token, TokenKind, stem};
use crate::lexicon;
use crate::span::{Span, TermIndex};

/// Fills `analysis.tokens` and `analysis.terms` from the prose blocks.
pub(crate) fn tokenise(article: &Article, analysis: &mut Analysis) {
    let mut seen: FxHashMap<Box<str>, TermIndex> = FxHashMap::default();
    for block in article.blocks.iter().filter(|block| block.kind.is_prose()) {
        let base = block.span.start as usize;
        let text = block.span.of(&article.text);
        let mut chars = text.char_indices().peekable();
        while let Some((at, first)) = chars.next() {
            if first.is_whitespace() {
                continue;
            }
            let mut end = at + first.len_utf8();
            let word = first.is_alphanumeric();
            if word {
                while let Some(&(next, c)) = chars.peek() {
                    let follows = text[next + c.len_utf8()..].chars().next();
                    let joins = matches!(c, '\'' | '’' | '-' | '.' | ',')
                        && follows.is_some_and(|f| f.is_alphanumeric())
                        && (!matches!(c, '.' | ',') || follows.is_some_and(|f| f.is_ascii_digit()));
                    if !(c.is_alphanumeric() || joins) {
                        break;
                    }
                    end = next + c.len_utf8();
                    chars.next();
                }
            }
            let form = &text[at..end];
            let lower = form.to_lowercase().replace('’', "'");
            let kind = if !word {
                TokenKind::Punctuation
            } else if first.is_ascii_digit() {
                TokenKind::Number
            } else if lexicon::is_function_word(&lower) {
                TokenKind::Function
            } else {
                TokenKind::Content
            };
            let term: Box<str> = stem::stem(&lower).into();
            let next = TermIndex::new(analysis.terms.len());
            let term = *seen.entry(term.clone()).or_insert_with(|| {
                analysis.terms.push(term);
                next
            });
            analysis.tokens.push(Token { span: Span::new(base + at, base + end), kind, term });
        }
    }
}
