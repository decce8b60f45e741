//! Scores statement alignment: is this proposition of one article in that other article (same, contradict, absent)?
//!
//! Owns the gold and prediction lines, and the figures of the public scorer `score_alignment.py`, to the digit: average
//! precision, ROC area, best F1 and precisions at a share with ties taken together, calibration error over ten bins of
//! equal width (Naeini et al., 2015), support among those that have one. And the way from gold files to predictions:
//! each proposition goes through [`alignment::check`] against its article.
//! Cost: n log n in the number of lines.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::alignment::{self, AlignmentOptions, CheckCoverage};
use crate::article::Article;
use crate::error::{Error, ErrorKind};
use crate::evaluate::rates::{Rates, share};
use crate::evaluate::rows;
use crate::ingest::article_from_text;
use crate::language::{self, Analysis, LanguageOptions};
use crate::pipeline::{self, Options};
use crate::span::Span;

/// What an article does with a proposition.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Label {
    /// Says it.
    Same,
    /// Says what cannot hold beside it.
    Contradict,
    /// Neither.
    Absent,
}

/// One line of a gold file.
#[derive(Clone, Debug, Deserialize)]
pub struct Gold {
    /// Names the line.
    pub id: String,
    /// The event that both articles belong to.
    pub cluster: String,
    /// What the article does with the proposition.
    pub label: Label,
    /// The sentences of the article that show it.
    #[serde(default)]
    pub supports: Vec<usize>,
    /// The proposition.
    #[serde(default)]
    pub proposition: String,
    /// The sentence it was cut from.
    #[serde(default)]
    pub sentence: String,
    /// The article looked through.
    #[serde(default)]
    pub premise_doc: String,
    /// The article that it was cut from.
    #[serde(default)]
    pub hypothesis_doc: String,
}

/// One line of a file of predictions.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Prediction {
    /// The gold line that it answers.
    pub id: String,
    /// The decision.
    pub label: Label,
    /// How probable `same` is, 0 to 1.
    pub p_same: f64,
    /// How probable `contradict` is, 0 to 1; none counts as 0.
    #[serde(default)]
    pub p_contradict: Option<f64>,
    /// How probable `absent` is; what the other two leave if not given.
    #[serde(default)]
    pub p_absent: Option<f64>,
    /// The sentence that came nearest.
    #[serde(default)]
    pub support: Option<usize>,
}

/// The highest F1 over all thresholds on `p_same`: an upper bound, not a result.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize)]
pub struct BestF1 {
    /// F1 there.
    pub f1: f64,
    /// The threshold.
    pub at: Option<f64>,
}

/// The figures of the public scorer. A figure is absent where nothing was there to measure it on.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Figures {
    /// Gold lines.
    pub lines: usize,
    /// Gold lines by label: same, contradict, absent.
    pub gold: [usize; 3],
    /// Three ways, by predicted label.
    pub accuracy: f64,
    /// Same or not.
    pub accuracy_two_way: f64,
    /// Mean of true-positive and true-negative rate, same or not.
    pub balanced_accuracy: f64,
    /// Same or not, by predicted label.
    pub same: Rates,
    /// Over all thresholds.
    pub best_f1: BestF1,
    /// Average precision of the ranking by `p_same`.
    pub average_precision: Option<f64>,
    /// Area under the ROC curve of that ranking.
    pub roc_area: Option<f64>,
    /// Expected calibration error of `p_same`, ten bins of equal width.
    pub calibration_error: f64,
    /// Mean squared error of `p_same`.
    pub brier: f64,
    /// Contradictions, by predicted label.
    pub contradict: Rates,
    /// How many contradictions were predicted.
    pub contradict_predicted: usize,
    /// Average precision of the ranking by `p_contradict`.
    pub contradict_average_precision: Option<f64>,
    /// Absences, by predicted label.
    pub absent: Rates,
    /// Precision of the first 10, 25 and 50 % of all lines by `p_absent`: a wrong one is a false "only in A".
    pub absent_precision_at: [f64; 3],
    /// Largest share of gold absences found while precision stays at .90, .95, .98.
    pub absent_recall_at_precision: [f64; 3],
    /// Gold lines with a support.
    pub supported: usize,
    /// Share of them whose support was found.
    pub support: Option<f64>,
    /// The same among those with the right label.
    pub support_of_found: Option<f64>,
}

/// Shares of the lines at which the precision of absences is taken.
const ABSENT_SHARES: [f64; 3] = [0.1, 0.25, 0.5];
/// Precisions at which the recall of absences is taken.
const ABSENT_PRECISIONS: [f64; 3] = [0.9, 0.95, 0.98];
/// Bins of the calibration error.
const CALIBRATION_BINS: usize = 10;

/// Reads gold lines.
///
/// # Errors
/// A line that is not JSON or lacks a field.
pub fn read_gold(text: &str, place: &str) -> Result<Vec<Gold>, Error> {
    rows::values(text, place, "one object a line, fields as documented")
}

/// Reads predictions.
///
/// # Errors
/// A line that is not JSON or lacks a field.
pub fn read_predictions(text: &str, place: &str) -> Result<Vec<Prediction>, Error> {
    rows::values(text, place, "one object a line, fields as documented")
}

/// Scores predictions against gold: every gold id predicted exactly once.
///
/// # Errors
/// An id that is predicted twice or not at all, or a `p_same` outside 0..=1.
pub fn score(gold: &[Gold], predictions: &[Prediction]) -> Result<Figures, Error> {
    let mut by_id: BTreeMap<&str, &Prediction> = BTreeMap::new();
    for prediction in predictions {
        if !(0.0..=1.0).contains(&prediction.p_same) {
            return Err(Error::new(ErrorKind::Format, &prediction.id, "p_same lies outside 0..1", "give a probability"));
        }
        if by_id.insert(&prediction.id, prediction).is_some() {
            return Err(Error::new(ErrorKind::Format, &prediction.id, "predicted twice", "one line for each gold id"));
        }
    }
    let paired: Vec<(&Gold, &Prediction)> = gold
        .iter()
        .map(|line| {
            let found = by_id.get(line.id.as_str()).copied();
            found
                .map(|prediction| (line, prediction))
                .ok_or_else(|| Error::new(ErrorKind::Format, &line.id, "not predicted", "one line for each gold id"))
        })
        .collect::<Result<_, _>>()?;
    Ok(figures(&paired))
}

fn figures(paired: &[(&Gold, &Prediction)]) -> Figures {
    let count = paired.len().max(1) as f64;
    let is = |label: Label| -> Vec<bool> { paired.iter().map(|(gold, _)| gold.label == label).collect() };
    let said = |label: Label| -> Vec<bool> { paired.iter().map(|(_, prediction)| prediction.label == label).collect() };
    let (same, contradict, absent) = (is(Label::Same), is(Label::Contradict), is(Label::Absent));
    let p_same: Vec<f64> = paired.iter().map(|(_, prediction)| prediction.p_same).collect();
    let p_contradict: Vec<f64> = paired.iter().map(|(_, prediction)| prediction.p_contradict.unwrap_or(0.0)).collect();
    let p_absent: Vec<f64> = (0..paired.len()).map(|at| paired[at].1.p_absent.unwrap_or(1.0 - p_same[at] - p_contradict[at])).collect();
    let said_same = said(Label::Same);
    let hits = same.iter().zip(&said_same).filter(|(gold, said)| **gold && **said).count() as f64;
    let positives = held(&same) as f64;
    let negatives = paired.len() as f64 - positives;
    let false_alarms = held(&said_same) as f64 - hits;
    let supported: Vec<&(&Gold, &Prediction)> =
        paired.iter().filter(|(gold, _)| gold.label != Label::Absent && !gold.supports.is_empty()).collect();
    let shown = |(gold, prediction): &(&Gold, &Prediction)| prediction.support.is_some_and(|at| gold.supports.contains(&at));
    let rate = |list: &[&(&Gold, &Prediction)]| {
        (!list.is_empty()).then(|| list.iter().filter(|pair| shown(pair)).count() as f64 / list.len() as f64)
    };
    let found: Vec<&(&Gold, &Prediction)> = supported.iter().copied().filter(|(gold, prediction)| gold.label == prediction.label).collect();
    Figures {
        lines: paired.len(),
        gold: [held(&same), held(&contradict), held(&absent)],
        accuracy: paired.iter().filter(|(gold, prediction)| gold.label == prediction.label).count() as f64 / count,
        accuracy_two_way: (hits + negatives - false_alarms) / count,
        balanced_accuracy: (share(hits, positives) + share(negatives - false_alarms, negatives)) / 2.0,
        same: rates(&same, &said_same),
        best_f1: best_f1(&p_same, &same),
        average_precision: average_precision(&p_same, &same),
        roc_area: roc_area(&p_same, &same),
        calibration_error: calibration_error(&p_same, &same),
        brier: p_same.iter().zip(&same).map(|(score, gold)| (score - f64::from(u8::from(*gold))).powi(2)).sum::<f64>() / count,
        contradict: rates(&contradict, &said(Label::Contradict)),
        contradict_predicted: held(&said(Label::Contradict)),
        contradict_average_precision: average_precision(&p_contradict, &contradict),
        absent: rates(&absent, &said(Label::Absent)),
        absent_precision_at: ABSENT_SHARES.map(|part| precision_at(&p_absent, &absent, part)),
        absent_recall_at_precision: ABSENT_PRECISIONS.map(|precision| recall_at(&p_absent, &absent, precision)),
        supported: supported.len(),
        support: rate(&supported),
        support_of_found: rate(&found),
    }
}

fn held(flags: &[bool]) -> usize {
    flags.iter().filter(|flag| **flag).count()
}

fn rates(gold: &[bool], said: &[bool]) -> Rates {
    let hits = gold.iter().zip(said).filter(|(gold, said)| **gold && **said).count();
    Rates::of(hits as f64, held(said) as f64, held(gold) as f64)
}

/// Lines of one score: that score, how many of them are positive, how many there are. Highest score first.
fn tied(scores: &[f64], gold: &[bool]) -> Vec<(f64, usize, usize)> {
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|left, right| scores[*right].total_cmp(&scores[*left]));
    let mut groups: Vec<(f64, usize, usize)> = Vec::new();
    for at in order {
        match groups.last_mut() {
            Some((score, positive, all)) if *score == scores[at] => {
                *positive += usize::from(gold[at]);
                *all += 1;
            }
            _ => groups.push((scores[at], usize::from(gold[at]), 1)),
        }
    }
    groups
}

fn average_precision(scores: &[f64], gold: &[bool]) -> Option<f64> {
    let positives = held(gold);
    let (mut hits, mut seen, mut sum) = (0, 0, 0.0);
    for (_, positive, all) in tied(scores, gold) {
        hits += positive;
        seen += all;
        sum += positive as f64 * hits as f64 / seen as f64;
    }
    (positives > 0).then(|| sum / positives as f64)
}

fn roc_area(scores: &[f64], gold: &[bool]) -> Option<f64> {
    let positives = held(gold);
    let negatives = gold.len() - positives;
    let (mut passed, mut sum) = (0, 0.0);
    for (_, positive, all) in tied(scores, gold) {
        let negative = all - positive;
        sum += positive as f64 * (negatives - passed - negative) as f64 + positive as f64 * negative as f64 / 2.0;
        passed += negative;
    }
    (positives > 0 && negatives > 0).then(|| sum / (positives as f64 * negatives as f64))
}

fn best_f1(scores: &[f64], gold: &[bool]) -> BestF1 {
    let positives = held(gold);
    let (mut hits, mut seen, mut best) = (0, 0, BestF1::default());
    for (score, positive, all) in tied(scores, gold) {
        hits += positive;
        seen += all;
        let f1 = 2.0 * hits as f64 / (seen + positives) as f64;
        if f1 > best.f1 {
            best = BestF1 { f1, at: Some(score) };
        }
    }
    best
}

fn calibration_error(scores: &[f64], gold: &[bool]) -> f64 {
    let mut bins = [(0.0, 0.0); CALIBRATION_BINS];
    for (score, gold) in scores.iter().zip(gold) {
        let bin = &mut bins[((score * CALIBRATION_BINS as f64) as usize).min(CALIBRATION_BINS - 1)];
        bin.0 += score;
        bin.1 += f64::from(u8::from(*gold));
    }
    bins.iter().map(|(said, gold)| (said - gold).abs()).sum::<f64>() / scores.len().max(1) as f64
}

/// Expected precision of the first `share` of the lines, ties averaged. Half a line rounds to the even side, as Python does.
fn precision_at(scores: &[f64], gold: &[bool], share: f64) -> f64 {
    let wanted = ((share * scores.len() as f64).round_ties_even() as usize).max(1);
    let (mut got, mut seen) = (0.0, 0);
    for (_, positive, all) in tied(scores, gold) {
        let taken = all.min(wanted - seen);
        got += positive as f64 * taken as f64 / all as f64;
        seen += taken;
        if seen == wanted {
            break;
        }
    }
    got / wanted as f64
}

fn recall_at(scores: &[f64], gold: &[bool], precision: f64) -> f64 {
    let positives = held(gold);
    let (mut hits, mut seen, mut best) = (0, 0, 0.0_f64);
    for (_, positive, all) in tied(scores, gold) {
        hits += positive;
        seen += all;
        if positives > 0 && hits as f64 / seen as f64 >= precision {
            best = best.max(hits as f64 / positives as f64);
        }
    }
    best
}

/// One line of a file of articles that gold lines speak of.
#[derive(Clone, Debug, Deserialize)]
pub struct Document {
    /// The event that it belongs to.
    pub cluster: String,
    /// Its name within the event.
    pub doc: String,
    /// Its text.
    pub text: String,
    /// Its sentences: gold supports count here.
    pub sentences: Vec<DocumentSentence>,
}

/// A sentence of a [`Document`].
#[derive(Clone, Debug, Deserialize)]
pub struct DocumentSentence {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}

/// Reads the articles that gold lines speak of.
///
/// # Errors
/// A line that is not JSON or lacks a field.
pub fn read_documents(text: &str, place: &str) -> Result<Vec<Document>, Error> {
    rows::values(text, place, "one object a line, fields as documented")
}

/// Predicts each gold line by checking its proposition against its article. A line whose article is missing is
/// predicted absent without a support.
#[must_use]
pub fn predict(gold: &[Gold], documents: &[Document], options: &AlignmentOptions) -> Vec<Prediction> {
    let analyse = |text: &str| -> (Article, Analysis) {
        let article = article_from_text("", "", text);
        let analysis = language::analyse(&article, &LanguageOptions::default());
        (article, analysis)
    };
    let read: BTreeMap<(&str, &str), _> = documents
        .iter()
        .map(|document| {
            let article = article_from_text("", "", &document.text);
            let prepared = pipeline::prepare(&article, &Options::default());
            ((document.cluster.as_str(), document.doc.as_str()), (document, article, prepared))
        })
        .collect();
    gold.iter()
        .map(|line| {
            let Some((document, article, prepared)) = read.get(&(line.cluster.as_str(), line.premise_doc.as_str())) else {
                return Prediction {
                    id: line.id.clone(),
                    label: Label::Absent,
                    p_same: 0.0,
                    p_contradict: None,
                    p_absent: None,
                    support: None,
                };
            };
            let member = pipeline::member(article, prepared);
            let (claim, sentence) = (analyse(&line.proposition), analyse(&line.sentence));
            // The whole article that it was cut from tells better which words are rare in the matter than its sentence.
            let home = read.get(&(line.cluster.as_str(), line.hypothesis_doc.as_str()));
            let home = home.map(|(_, article, prepared)| (article, &prepared.analysis));
            let context = home.or((!line.sentence.is_empty()).then_some((&sentence.0, &sentence.1)));
            let check = alignment::check((&claim.0, &claim.1), context, &member, options);
            let label = match check.coverage {
                CheckCoverage::Contradicted => Label::Contradict,
                CheckCoverage::Reported => Label::Same,
                _ if check.probability_reported >= options.reported_from => Label::Same,
                _ => Label::Absent,
            };
            Prediction {
                id: line.id.clone(),
                label,
                p_same: check.probability_reported.clamp(0.0, 1.0),
                p_contradict: Some(check.probability_contradicted),
                p_absent: None,
                support: check.nearest.and_then(|nearest| sentence_of(document, nearest.span)),
            }
        })
        .collect()
}

/// The sentence of the document that shares most with a span (bytes).
fn sentence_of(document: &Document, span: Span) -> Option<usize> {
    let before = |byte: usize| document.text.get(..byte).map_or(0, |head| head.chars().count());
    let (start, end) = (before(span.range().start), before(span.range().end));
    let shared = |sentence: &DocumentSentence| sentence.end.min(end).saturating_sub(sentence.start.max(start));
    document
        .sentences
        .iter()
        .enumerate()
        .map(|(at, sentence)| (shared(sentence), std::cmp::Reverse(at)))
        .filter(|(shared, _)| *shared > 0)
        .max()
        .map(|(_, at)| at.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(left: f64, right: f64) -> bool {
        (left - right).abs() < 1e-9
    }

    fn line(at: usize, label: Label, supports: Vec<usize>) -> Gold {
        Gold {
            id: at.to_string(),
            cluster: (at % 5).to_string(),
            label,
            supports,
            proposition: String::new(),
            sentence: String::new(),
            premise_doc: String::new(),
            hypothesis_doc: String::new(),
        }
    }

    #[test]
    fn average_precision_and_roc_area_are_those_of_a_worked_example() {
        let (gold, scores) = ([true, false, true, false], [0.9, 0.8, 0.7, 0.1]);
        assert!(near(average_precision(&scores, &gold).expect("positives"), (1.0 + 2.0 / 3.0) / 2.0));
        assert!(near(roc_area(&scores, &gold).expect("both classes"), 0.75));
        assert!(near(calibration_error(&[0.05, 0.95], &[false, true]), 0.05));
    }

    #[test]
    fn constant_predictions_score_the_base_rate() {
        let labels = [Label::Same, Label::Absent, Label::Absent, Label::Contradict];
        let gold: Vec<Gold> = (0..40).map(|at| line(at, labels[at % 4], vec![])).collect();
        let said: Vec<Prediction> = gold
            .iter()
            .map(|line| Prediction {
                id: line.id.clone(),
                label: Label::Absent,
                p_same: 0.25,
                p_contradict: None,
                p_absent: None,
                support: Some(0),
            })
            .collect();
        let figures = score(&gold, &said).expect("complete");
        assert!(near(figures.accuracy, 0.5) && near(figures.balanced_accuracy, 0.5) && near(figures.same.f1, 0.0));
        assert!(near(figures.average_precision.expect("positives"), 0.25) && near(figures.calibration_error, 0.0));
        assert!(near(figures.absent_precision_at[0], 0.5) && near(figures.absent.precision, 0.5));
        assert_eq!(figures.support, None);
    }

    #[test]
    fn a_missing_or_doubled_prediction_is_an_error() {
        let gold = [line(0, Label::Same, vec![1])];
        let said = Prediction { id: "0".into(), label: Label::Same, p_same: 1.0, p_contradict: None, p_absent: None, support: Some(1) };
        assert!(score(&gold, &[]).is_err());
        assert!(score(&gold, &[said.clone(), said.clone()]).is_err());
        let figures = score(&gold, &[said]).expect("complete");
        assert_eq!((figures.support, figures.support_of_found), (Some(1.0), Some(1.0)));
    }

    #[test]
    fn a_passage_is_placed_in_the_sentence_that_holds_most_of_it() {
        let text = "É one. Two is it.".to_owned();
        let sentences = vec![DocumentSentence { start: 0, end: 6 }, DocumentSentence { start: 7, end: 17 }];
        let document = Document { cluster: String::new(), doc: String::new(), text, sentences };
        assert_eq!(sentence_of(&document, Span::new(5, 18)), Some(1));
        assert_eq!(sentence_of(&document, Span::new(0, 7)), Some(0));
    }
}
