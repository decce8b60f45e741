//! Where sentences are cut into statements, against gold propositions (`{"hypothesis_doc", "sentence_index", "sentence",
//! "token_offsets": [[start, end], ...]}`, a line a proposition, offsets in code points of the sentence).
//!
//! A proposition and a statement are compared by their words of meaning, a subject given back included: the shared ones over all
//! (Jaccard, 1901), paired one to one so that the sum is greatest, as PropSegmEnt does it (Chen et al., 2023,
//! doi:10.18653/v1/2023.findings-acl.565). Gold that says twice the same words is one proposition. A pair counts from a share of words
//! on: half, or eight tenths.
//!
//! Gold goes further than clauses ("It starred A, B and C" are three), so that recall stays low by design.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::evaluate::assignment::assign;
use crate::evaluate::rates::{Rates, share};
use crate::evaluate::rows;
use crate::ingest;
use crate::language::{self, LanguageOptions};
use crate::span::Span;
use crate::statement::{self, StatementOptions};

/// Share of words from which a cut is about right.
const LOOSE: f64 = 0.5;
/// Share of words from which a cut is right but for a word or two.
const STRICT: f64 = 0.8;

/// Start and end of each token of a proposition, in code points of the sentence.
type Offsets = Vec<(usize, usize)>;

#[derive(Clone, Debug, Deserialize)]
struct Line {
    hypothesis_doc: String,
    sentence_index: usize,
    sentence: String,
    token_offsets: Option<Offsets>,
}

/// The figures.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct CutFigures {
    /// Sentences with gold propositions.
    pub sentences: usize,
    /// Gold propositions.
    pub gold: usize,
    /// Statements made of those sentences.
    pub statements: usize,
    /// Pairs that share half of their words.
    pub loose: Rates,
    /// Pairs that share eight tenths of their words.
    pub strict: Rates,
    /// Share of statements whose words all lie in one proposition or make up several whole ones, 0 to 1.
    pub closed: f64,
}

/// Cuts each sentence of gold and scores the statements.
///
/// # Errors
/// [`crate::error::ErrorKind::Format`] at the first line that does not have this form.
pub fn score(text: &str, place: &str) -> Result<CutFigures, Error> {
    let lines: Vec<Line> = rows::values(text, place, "give lines with sentence, sentence_index, hypothesis_doc and token_offsets")?;
    let mut sentences: BTreeMap<(String, usize, String), BTreeSet<Offsets>> = BTreeMap::new();
    for line in lines {
        let key = (line.hypothesis_doc, line.sentence_index, line.sentence);
        sentences.entry(key).or_default().extend(line.token_offsets);
    }
    let mut figures = (0, 0, 0);
    let (mut loose, mut strict, mut closed) = (0_usize, 0_usize, 0_usize);
    for ((_, _, sentence), propositions) in &sentences {
        let (gold, own) = words(sentence, propositions);
        figures = (figures.0 + 1, figures.1 + gold.len(), figures.2 + own.len());
        let weights: Vec<Vec<f64>> = own.iter().map(|own| gold.iter().map(|gold| jaccard(own, gold)).collect()).collect();
        if gold.is_empty() || own.is_empty() {
            continue;
        }
        let paired = assign(&weights);
        let agreements = paired.iter().enumerate().filter_map(|(at, pair)| pair.map(|pair| weights[at][pair]));
        for agreement in agreements {
            loose += usize::from(agreement >= LOOSE);
            strict += usize::from(agreement >= STRICT);
        }
        closed += own.iter().filter(|own| is_closed(own, &gold)).count();
    }
    #[allow(clippy::cast_precision_loss, reason = "counts of statements")]
    let rates = |right: usize| Rates::of(right as f64, figures.2 as f64, figures.1 as f64);
    #[allow(clippy::cast_precision_loss, reason = "counts of statements")]
    let closed = share(closed as f64, figures.2 as f64);
    let (sentences, gold, statements) = figures;
    Ok(CutFigures { sentences, gold, statements, loose: rates(loose), strict: rates(strict), closed })
}

/// Words of an analysis, by position.
type Words = BTreeSet<usize>;

/// The words of meaning of the propositions, and of the statements that the tool makes of a sentence.
fn words(sentence: &str, propositions: &BTreeSet<Offsets>) -> (Vec<Words>, Vec<Words>) {
    let article = ingest::article_from_text("sentence", "", sentence);
    let analysis = language::analyse(&article, &LanguageOptions { depth: language::LanguageDepth::Full, ..LanguageOptions::default() });
    // Reading may trim the text: positions of gold count from where the sentence begins in it.
    let shift = article.text.find(sentence.trim()).unwrap_or(0);
    let lead = sentence.len() - sentence.trim_start().len();
    let byte = |point: usize| sentence.char_indices().nth(point).map_or(sentence.len(), |(at, _)| at).saturating_sub(lead) + shift;
    let carries = |at: usize| analysis.tokens[at].kind.carries_meaning();
    let under = |offsets: &Offsets| -> Words {
        let spans: Vec<Span> = offsets.iter().map(|(start, end)| Span::new(byte(*start), byte(*end))).collect();
        (0..analysis.tokens.len()).filter(|at| carries(*at) && spans.iter().any(|span| span.overlaps(analysis.tokens[*at].span))).collect()
    };
    let gold: BTreeSet<Words> = propositions.iter().map(under).filter(|words| !words.is_empty()).collect();
    let cut = statement::cut(&article, &analysis, &[], &StatementOptions::default()).list;
    let own = cut.iter().map(|statement| statement.tokens.iter().map(|token| token.get()).collect()).collect();
    (gold.into_iter().collect(), own)
}

fn jaccard(left: &Words, right: &Words) -> f64 {
    let shared = left.intersection(right).count();
    #[allow(clippy::cast_precision_loss, reason = "counts of words")]
    share(shared as f64, (left.len() + right.len() - shared) as f64)
}

/// Whether a statement keeps every proposition that it touches by most of its words whole: nothing was torn.
fn is_closed(own: &Words, gold: &[Words]) -> bool {
    gold.iter().any(|gold| own.is_subset(gold))
        || gold.iter().filter(|gold| 2 * gold.intersection(own).count() > gold.len()).all(|gold| gold.is_subset(own))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(sentence: &str, parts: &[&str]) -> String {
        let offsets: Vec<(usize, usize)> = parts
            .iter()
            .map(|part| {
                let start = sentence.find(part).expect("it is part of it");
                (start, start + part.len())
            })
            .collect();
        serde_json::json!({"hypothesis_doc": "d", "sentence_index": 0, "sentence": sentence, "token_offsets": offsets}).to_string()
    }

    #[test]
    fn two_clauses_that_are_cut_as_in_gold_are_right() {
        let sentence = "The council rejected the plan in May and approved a smaller one in June.";
        let gold =
            [line(sentence, &["The council rejected the plan in May"]), line(sentence, &["The council", "approved a smaller one in June"])];
        let figures = score(&gold.join("\n"), "gold").expect("it is well formed");
        assert_eq!((figures.sentences, figures.gold, figures.statements), (1, 2, 2));
        assert!((figures.strict.f1 - 1.0).abs() < 1e-9 && (figures.closed - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_sentence_left_whole_finds_one_of_its_propositions_at_most() {
        let sentence = "The river, which rises in the hills of Arvania, flooded the town.";
        let gold = [line(sentence, &["The river", "flooded the town"]), line(sentence, &["The river", "rises in the hills of Arvania"])];
        let figures = score(&gold.join("\n"), "gold").expect("it is well formed");
        assert!(figures.loose.recall <= 1.0 && figures.gold == 2);
        assert!(score("{}", "gold").is_err());
    }
}
