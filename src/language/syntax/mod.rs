//! Word classes, lemmas and the dependency tree of each sentence.
//!
//! Three steps over the parts of a sentence's tokens (see `part`): classes from left to right (`tagger`), heads and relations (`parser`),
//! dictionary forms (`lemma`). All three are learned from public treebanks by `rashomon train language`; their weights are read in place
//! from `crate::weights`. Linear in the text's length.

pub mod conllu;
pub mod engine;
pub(crate) mod feature;
pub(crate) mod form;
pub(crate) mod joined;
pub(crate) mod lemma;
pub(crate) mod node;
pub(crate) mod outlook;
pub(crate) mod parser;
pub(crate) mod part;
pub mod passive;
pub mod reading;
pub mod relation;
pub(crate) mod state;
pub mod tag;
pub(crate) mod tagger;
pub(crate) mod templates;
pub(crate) mod tree;
pub(crate) mod words;

use std::cell::Cell;

use crate::article::Article;
use crate::language::syntax::engine::{Engine, ParsedWord, Workspace};
use crate::language::syntax::relation::Relation;
use crate::language::syntax::tag::Tag;
use crate::language::{Analysis, dateline};
use crate::span::{TermIndex, TokenIndex};
use rustc_hash::FxHashMap;

/// What a token is in its sentence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Syntax {
    /// Its class.
    pub tag: Tag,
    /// Its dictionary form, in the article's vocabulary.
    pub lemma: TermIndex,
    /// The token that it hangs on; nothing for the head of a sentence.
    pub head: Option<TokenIndex>,
    /// What it is to its head.
    pub relation: Relation,
}

thread_local! {
    /// Space that the articles of a thread use one after another, with the words that they have in common.
    static SPACE: Cell<Workspace> = Cell::default();
}

/// Fills `analysis.syntax`, and adds lemmas to `analysis.terms`.
pub(crate) fn annotate(article: &Article, analysis: &mut Analysis) {
    let engine = Engine::get();
    let text = article.text.as_str();
    let mut vocabulary: FxHashMap<Box<str>, TermIndex> =
        analysis.terms.iter().enumerate().map(|(at, term)| (term.clone(), TermIndex::new(at))).collect();
    let (mut parts, mut words, mut space) = (Vec::new(), Vec::<ParsedWord>::new(), SPACE.take());
    let (mut heads, mut behind): (Vec<Option<usize>>, Vec<ParsedWord>) = (Vec::new(), Vec::new());
    // Most words of an article come again.
    let mut lemmas: FxHashMap<(&str, Tag), TermIndex> = FxHashMap::default();
    let mut syntax = Vec::with_capacity(analysis.tokens.len());
    for sentence in &analysis.sentences {
        let tokens = analysis.tokens.get(sentence.tokens.range()).unwrap_or(&[]);
        let first = sentence.tokens.range().start;
        part::split(text, tokens, first, &mut parts);
        let written = || parts.iter().map(|part| part.span.of(text));
        // A dateline is no part of the tree: it hangs on the head of the sentence.
        let dateline = dateline::length(article, sentence, written());
        if dateline > 0 && dateline < parts.len() {
            engine.parse(written().skip(dateline), &mut space, &mut behind);
            engine.parse(written().take(dateline), &mut space, &mut words);
            let top = behind.iter().position(|word| word.head.is_none()).map(|top| top + dateline);
            for word in words.iter_mut().filter(|word| word.head.is_none()) {
                (word.head, word.relation) = (top, Relation::Unspecified);
            }
            words.extend(behind.iter().map(|word| ParsedWord { head: word.head.map(|head| head + dateline), ..*word }));
        } else {
            engine.parse(written(), &mut space, &mut words);
        }
        heads.clear();
        heads.extend(words.iter().map(|word| word.head));
        for speaker in part::speakers(&parts, &heads, first, tokens.len()) {
            let word = &words[speaker];
            let written = tokens[parts[speaker].token.get() - first].span.of(text);
            let lemma = *lemmas.entry((written, word.tag)).or_insert_with(|| {
                let next = TermIndex::new(analysis.terms.len());
                *vocabulary.entry(engine.lemma(written, word.tag).into_boxed_str()).or_insert_with_key(|lemma| {
                    analysis.terms.push(lemma.clone());
                    next
                })
            });
            syntax.push(Syntax { tag: word.tag, lemma, head: word.head.map(|head| parts[head].token), relation: word.relation });
        }
    }
    analysis.syntax = syntax;
    SPACE.set(space);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::sentence::tests::{analysed, article};

    /// Each token with its class, lemma, head and relation.
    fn rows(text: &str) -> Vec<String> {
        let article = article(&[text]);
        let analysis = analysed(&article);
        let form = |token: TokenIndex| analysis.tokens[token.get()].span.of(&article.text);
        let rows = analysis.syntax.iter().zip(&analysis.tokens).map(|(syntax, token)| {
            let head = syntax.head.map_or("-", form);
            let lemma = &analysis.terms[syntax.lemma.get()];
            format!("{} {} {lemma} {} {head}", token.span.of(&article.text), syntax.tag.xpos.name(), syntax.relation.name())
        });
        rows.collect()
    }

    #[test]
    fn a_plain_sentence_has_its_tree() {
        let rows = rows("The minister told reporters that the fighters had attacked two ships.");
        for row in ["The DT the det minister", "minister NN minister nsubj told", "told VBD tell root -", "two CD two nummod ships"] {
            assert!(rows.contains(&row.to_owned()), "{row}: {rows:?}");
        }
    }

    #[test]
    fn a_passive_has_its_subject_and_its_agent() {
        let rows = rows("Three soldiers were killed by a bomb on Monday.");
        assert!(rows.contains(&"soldiers NNS soldier nsubj:pass killed".to_owned()), "{rows:?}");
        assert!(rows.contains(&"bomb NN bomb obl:agent killed".to_owned()), "{rows:?}");
    }

    #[test]
    fn a_dateline_does_not_bend_the_tree() {
        let rows = rows("HALVIG, Nov 17 (SNA) - The storm hit the town, the mayor said.");
        for row in ["storm NN storm nsubj hit", "mayor NN mayor nsubj said"] {
            assert!(rows.contains(&row.to_owned()), "{row}: {rows:?}");
        }
        assert!(rows[0].starts_with("HALVIG") && rows[0].contains(" dep "), "{rows:?}");
    }

    #[test]
    fn every_token_has_a_place_in_a_tree() {
        for text in ["", "…", "\u{201c}?!\u{201d} - -- (", "one-on-one-on-one a-b-c-d x", "U.S. 5-4 $3bn n't 's"] {
            let article = article(&[text, "He slept."]);
            let analysis = analysed(&article);
            assert_eq!(analysis.syntax.len(), analysis.tokens.len());
            for sentence in &analysis.sentences {
                let range = sentence.tokens.range();
                let roots = analysis.syntax[range.clone()].iter().filter(|syntax| syntax.head.is_none()).count();
                assert_eq!(roots, 1, "{text:?}");
                for token in range.clone() {
                    let mut at = token;
                    let mut climbed = 0;
                    while let Some(head) = analysis.syntax[at].head {
                        assert!(range.contains(&head.get()), "{text:?}");
                        at = head.get();
                        climbed += 1;
                        assert!(climbed <= range.len(), "a circle in {text:?}");
                    }
                }
            }
        }
    }
}
