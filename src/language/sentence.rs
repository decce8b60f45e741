//! Sentences with spans. First form.

use crate::article::Article;
use crate::language::{Analysis, LanguageOptions, Sentence};
use crate::span::{BlockIndex, Span, TokenRange};

/// Fills `analysis.sentences`.
pub(crate) fn split(article: &Article, _options: &LanguageOptions, analysis: &mut Analysis) {
    for (index, block) in article.blocks.iter().enumerate().filter(|(_, block)| block.kind.is_prose()) {
        let tokens = analysis.tokens_under(block.span);
        let mut start = tokens.start as usize;
        for at in tokens.range() {
            let form = analysis.tokens[at].span.of(&article.text);
            let last = at + 1 == tokens.range().end;
            if last || matches!(form, "." | "!" | "?") {
                let span = Span::new(analysis.tokens[start].span.range().start, analysis.tokens[at].span.range().end);
                analysis.sentences.push(Sentence { span, tokens: TokenRange::new(start, at + 1), block: BlockIndex::new(index) });
                start = at + 1;
            }
        }
    }
}
