//! What a bare headline means: one vector each, since two headlines of one event may share no word.
//!
//! Texts of some length are told apart by their words better than by their meaning (the guide's runs), so they have no vector.

use crate::article::Article;
use crate::event::signature::{SHORT_WORDS, Signature};
use crate::language::encoder::Encoder;
use crate::language::vectors::WordVectors;

/// What made the vectors.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Reader {
    /// The word vectors in the binary.
    #[default]
    Words,
    /// An encoder from a folder.
    Encoder,
}

/// Gives each article that is little more than its headline a vector of length 1; what made it.
pub(crate) fn read(articles: &[&Article], signatures: &mut [Signature], encoder: Option<&Encoder>) -> Reader {
    let short: Vec<usize> = (0..articles.len()).filter(|at| signatures[*at].words < SHORT_WORDS).collect();
    let texts: Vec<String> = short.iter().map(|at| text(articles[*at])).collect();
    if let Some(encoder) = encoder {
        for ((at, text), vector) in short.iter().zip(&texts).zip(encoder.encode(&texts)) {
            signatures[*at].meaning = if text.is_empty() { Vec::new() } else { vector };
        }
        return Reader::Encoder;
    }
    for (at, text) in short.iter().zip(&texts) {
        signatures[*at].meaning = WordVectors::get().vector(text).map(|(vector, _)| vector.to_vec()).unwrap_or_default();
    }
    Reader::Words
}

/// The prose of a short article.
fn text(article: &Article) -> String {
    let blocks = article.blocks.iter().filter(|block| block.kind.is_prose());
    blocks.map(|block| block.span.of(&article.text).trim()).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(". ")
}

/// The cosine of two vectors of length 1; 0 if one of them is missing.
pub(crate) fn cosine(left: &[f32], right: &[f32]) -> f32 {
    let (left, right) = (left.as_chunks::<16>().0, right.as_chunks::<16>().0);
    let mut sums = [0.0_f32; 16];
    for (left, right) in left.iter().zip(right) {
        for at in 0..16 {
            sums[at] += left[at] * right[at];
        }
    }
    sums.iter().sum()
}
