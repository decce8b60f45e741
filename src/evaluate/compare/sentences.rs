//! Sentences of the articles for which gold says where each begins. A sentence is right if both its ends are.

use std::collections::BTreeSet;

use super::{Measure, Scores, View};
use crate::article::Article;
use crate::evaluate::gold::GoldSentences;
use crate::language::{self, LanguageDepth, LanguageOptions};
use crate::span::Span;

pub(super) fn score(view: &View<'_>, scores: &mut Scores) {
    let options = LanguageOptions { depth: LanguageDepth::Shallow, ..LanguageOptions::default() };
    for entry in &view.gold.sentences {
        let name = entry.value.article.as_str();
        let Some(article) = view.article(name).map(|at| &view.articles[at]) else { continue };
        let gold = match place(article, &entry.value) {
            Ok(gold) => gold,
            Err(lost) => {
                // An opening that the text does not hold: its sentence cannot be found, and no border after it is known.
                scores.count(Measure::SentenceRecall, false);
                scores.mistake(Measure::SentenceRecall, name, Some(entry.line), lost, "");
                continue;
            }
        };
        let found: BTreeSet<Span> = language::analyse(article, &options).sentences.iter().map(|sentence| sentence.span).collect();
        for span in &found {
            scores.count(Measure::SentencePrecision, gold.contains(span));
            if !gold.contains(span) {
                scores.mistake(Measure::SentencePrecision, name, Some(entry.line), "", span.of(&article.text));
            }
        }
        for span in &gold {
            scores.count(Measure::SentenceRecall, found.contains(span));
            if !found.contains(span) {
                scores.mistake(Measure::SentenceRecall, name, Some(entry.line), span.of(&article.text), "");
            }
        }
    }
}

/// Where the gold sentences stand; an opening that is not there, if there is one.
fn place<'gold>(article: &Article, gold: &'gold GoldSentences) -> Result<BTreeSet<Span>, &'gold str> {
    let text = article.text.as_str();
    let prose: Vec<Span> = article.blocks.iter().filter(|block| block.kind.is_prose()).map(|block| block.span).collect();
    let mut starts = Vec::new();
    let mut from = 0;
    for opening in &gold.opens {
        let mut places = text.get(from..).unwrap_or("").match_indices(opening.as_str()).map(|(at, _)| from + at);
        let start = places.find(|at| prose.iter().any(|block| block.range().contains(at))).ok_or(opening.as_str())?;
        from = start + opening.len();
        starts.push(start);
    }
    let ends = starts.iter().skip(1).copied().chain(std::iter::once(text.len()));
    let spans = starts.iter().zip(ends).map(|(start, next)| {
        let block = prose.iter().map(|block| block.range().end).find(|end| end > start).unwrap_or(next);
        Span::new(*start, next.min(block)).trim(text)
    });
    Ok(spans.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::article_from_text;

    fn spans(opens: &[&str]) -> Result<Vec<String>, String> {
        let article = article_from_text("a", "Gate shut", "It rained. He left at 5 a.m. on Monday.\n\nIt rained again.");
        let gold = GoldSentences { article: String::new(), opens: opens.iter().map(|open| (*open).to_owned()).collect() };
        let placed = place(&article, &gold).map_err(str::to_owned)?;
        Ok(placed.iter().map(|span| span.of(&article.text).to_owned()).collect())
    }

    #[test]
    fn a_sentence_ends_where_the_next_begins_or_with_its_paragraph() {
        let expected = ["Gate shut", "It rained.", "He left at 5 a.m. on Monday.", "It rained again."];
        assert_eq!(spans(&["Gate", "It", "He", "It"]), Ok(expected.map(str::to_owned).to_vec()));
    }

    #[test]
    fn an_opening_that_is_not_there_is_named() {
        assert_eq!(spans(&["Gate", "She"]), Err("She".to_owned()));
    }
}
