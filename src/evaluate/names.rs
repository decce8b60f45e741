//! Names against a treebank's entity columns, on the raw text of its documents.
//!
//! Entities of persons, places and organisations are asked for; other ones (events, works) only count as right where a name is found on
//! them. Found: a name overlaps it. Exact: it has both its ends. Hints are judged on the entities found; a name without one is wrong.

use serde::Serialize;

use crate::evaluate::rates::{Rates, share};
use crate::language::syntax::conllu::GoldSentence;
use crate::language::syntax::joined::{documents, join, place};
use crate::language::{self, LanguageDepth, LanguageOptions, NameHint};
use crate::span::Span;

/// The figures.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct NameFigures {
    /// Entities asked for.
    pub gold: usize,
    /// Names that overlap an entity, entities that overlap a name.
    pub found: Rates,
    /// Names and entities with the same ends.
    pub exact: Rates,
    /// Share of the entities found whose name has the right hint.
    pub hints: f64,
    /// Share of right hints among those given on entities asked for.
    pub hint_precision: f64,
}

/// An entity: where it stands and what it is; nothing for kinds that are not asked for.
type Entity = (Span, Option<NameHint>);

/// Finds the names of each document and scores them.
#[must_use]
pub fn score(gold: &[GoldSentence]) -> NameFigures {
    let options = LanguageOptions { depth: LanguageDepth::Shallow, ..LanguageOptions::default() };
    let (mut asked, mut names, mut overlapped, mut overlapping, mut exact_gold, mut exact_own) = (0, 0, 0, 0, 0, 0);
    let (mut right, mut given) = (0, 0);
    for document in documents(gold) {
        let (article, sentences) = join(document);
        let entities: Vec<Entity> = document.iter().zip(&sentences).flat_map(|(gold, span)| entities(&article.text, *span, gold)).collect();
        let own = language::analyse(&article, &options).names;
        for (span, hint) in entities.iter().filter_map(|(span, hint)| Some((*span, (*hint)?))) {
            asked += 1;
            exact_gold += usize::from(own.iter().any(|name| name.span == span));
            if let Some(name) = own.iter().find(|name| name.span.overlaps(span)) {
                overlapped += 1;
                given += usize::from(name.hint != NameHint::Unknown);
                right += usize::from(name.hint == hint);
            }
        }
        names += own.len();
        overlapping += own.iter().filter(|name| entities.iter().any(|entity| entity.0.overlaps(name.span))).count();
        exact_own += own.iter().filter(|name| entities.iter().any(|entity| entity.0 == name.span)).count();
    }
    #[allow(clippy::cast_precision_loss, reason = "counts of names")]
    let of = |part: usize, whole: usize| share(part as f64, whole as f64);
    NameFigures {
        gold: asked,
        found: Rates::mean(of(overlapping, names), of(overlapped, asked)),
        exact: Rates::mean(of(exact_own, names), of(exact_gold, asked)),
        hints: of(right, overlapped),
        hint_precision: of(right, given),
    }
}

/// The entities of a sentence: words after each other with one kind.
fn entities(text: &str, span: Span, gold: &GoldSentence) -> Vec<Entity> {
    let mut found: Vec<Entity> = Vec::new();
    let mut before = "O";
    for (word, span) in gold.words.iter().zip(place(text, span, gold)) {
        let kind = word.name.as_deref().unwrap_or("O");
        let hint = match kind {
            "PERSON" => Some(NameHint::Person),
            "LOCATION" => Some(NameHint::Place),
            "ORGANIZATION" => Some(NameHint::Organisation),
            _ => None,
        };
        match found.last_mut().filter(|_| kind == before) {
            _ if kind == "O" => {}
            Some(entity) => entity.0 = entity.0.cover(span),
            None => found.push((span, hint)),
        }
        before = kind;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::syntax::conllu;

    #[test]
    fn a_name_with_its_ends_and_its_hint_scores_in_full() {
        let row = |at: usize, form: &str, class: &str, last: &str| format!("{at}\t{form}\t{form}\t{class}\tNN\t_\t0\troot\t_\t{last}\n");
        let text = String::from("# newdoc id = d\n# text = Then President Anna Jones left.\n")
            + &row(1, "Then", "ADV", "NER=O")
            + &row(2, "President", "NOUN", "NER=O")
            + &row(3, "Anna", "PROPN", "NER=PERSON")
            + &row(4, "Jones", "PROPN", "NER=PERSON")
            + &row(5, "left", "VERB", "SpaceAfter=No|NER=O")
            + &row(6, ".", "PUNCT", "NER=O");
        let figures = score(&conllu::read(&text, "sample").expect("it is well formed"));
        assert_eq!((figures.gold, figures.found.f1, figures.exact.f1, figures.hints), (1, 1.0, 1.0, 1.0));
    }
}
