//! Scores attributions against gold: the figures of the public scorer, to the last digit.
//!
//! Gold is one article a line: `{"id","text","attributions":[{"source_b","cue_b","content_b":[[start,end],..],"kind"?}],"discard_b"?}`
//! (`*_b` are UTF-8 bytes; without them `source`, `cue`, `content` are read as code points). Predictions are one article a
//! line: `{"id","attributions":[{"source","cue","content":[[start,end],..]}]}` in bytes of the gold text.
//!
//! Rules of the scorer, kept here on purpose apart from the language stage's own: only word tokens count (letters and
//! digits, inner apostrophe, hyphen, full stop kept), so conventions on marks at a span's edge are neutral; quotation
//! marks are found by paragraph; pairs are taken greedily by the Jaccard share of content tokens (Pareti, 2015, names the
//! same exact and partial figures). Cost: linear, but gold times predictions within one article.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;

use crate::error::{Error, ErrorKind};
use crate::evaluate::attribution_text::{ScoredText, Tokens, cue_is_speech};
use crate::evaluate::rates::{Rates, share};
use crate::evaluate::rows::{self, Numbered};
use crate::span::Span;

const ADVICE: &str = "one article a line, with spans of its own text";

/// A predicted attribution: bytes of the gold text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Predicted {
    /// Who.
    pub source: Vec<Span>,
    /// The word of saying.
    pub cue: Vec<Span>,
    /// What was said.
    pub content: Vec<Span>,
}

/// One gold article.
#[derive(Clone, PartialEq, Debug)]
pub struct GoldArticle {
    /// Its id.
    pub id: String,
    /// Its text.
    pub text: String,
    attributions: Vec<(Predicted, Option<Kind>)>,
    discard: Vec<Span>,
}

impl GoldArticle {
    /// Source and cue of each attribution.
    pub(crate) fn sources_and_cues(&self) -> impl Iterator<Item = (&[Span], &[Span])> {
        self.attributions.iter().map(|(one, _)| (one.source.as_slice(), one.cue.as_slice()))
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Direct,
    Mixed,
    Indirect,
}

/// Which attributions a row of figures counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum View {
    /// Every one.
    All,
    /// All content words stand in quotation marks.
    Direct,
    /// Some do.
    Mixed,
    /// None does.
    Indirect,
    /// Direct or mixed.
    Quoted,
    /// The cue is a word of saying.
    Speech,
    /// Belief, intention, decree.
    Other,
}

impl View {
    /// All views, in the order of the table.
    pub const ALL: [Self; 7] = [Self::All, Self::Direct, Self::Mixed, Self::Indirect, Self::Quoted, Self::Speech, Self::Other];

    /// As the table names it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Direct => "direct",
            Self::Mixed => "mixed",
            Self::Indirect => "indirect",
            Self::Quoted => "quoted",
            Self::Speech => "speech",
            Self::Other => "other",
        }
    }

    fn keeps(self, one: &Scored) -> bool {
        match self {
            Self::All => true,
            Self::Direct => one.kind == Kind::Direct,
            Self::Mixed => one.kind == Kind::Mixed,
            Self::Indirect => one.kind == Kind::Indirect,
            Self::Quoted => one.kind != Kind::Indirect,
            Self::Speech => one.speech,
            Self::Other => !one.speech,
        }
    }
}

/// The figures of one view.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct AttributionFigures {
    /// What is counted.
    pub view: View,
    /// Gold attributions.
    pub gold: usize,
    /// Predicted attributions.
    pub predicted: usize,
    /// a: content with the same word tokens.
    pub content_exact: Rates,
    /// a': content with the same spans, white space trimmed.
    pub content_strict: Rates,
    /// b: overlap of content, mean over attributions.
    pub partial_macro: Rates,
    /// b': overlap of content, summed over tokens.
    pub partial_micro: Rates,
    /// c: tokens labelled source.
    pub source_tokens: Rates,
    /// c: tokens labelled cue.
    pub cue_tokens: Rates,
    /// c: tokens labelled content.
    pub content_tokens: Rates,
    /// d: content overlaps by Jaccard of at least one half and the source is right.
    pub attribution: Rates,
    /// f: the same without the source.
    pub content_half: Rates,
    /// e: share of those with the source right.
    pub source_right: f64,
    /// e': share of those with the very same source.
    pub source_exact: f64,
}

struct Scored {
    source: Tokens,
    cue: Tokens,
    content: Tokens,
    strict: Vec<Span>,
    kind: Kind,
    speech: bool,
}

#[derive(Default)]
struct Counts {
    gold: usize,
    predicted: usize,
    exact: usize,
    strict: usize,
    partial_precision: f64,
    partial_recall: f64,
    overlap_predicted: usize,
    overlap_gold: usize,
    predicted_tokens: usize,
    gold_tokens: usize,
    labels: [[usize; 3]; 3],
    half: usize,
    right: usize,
    same_source: usize,
}

/// Reads gold articles from JSON Lines. `name` is the file as errors should name it.
///
/// # Errors
/// A line is not JSON, lacks a field, or has a span off the text or inside a character.
pub fn read_gold(jsonl: &str, name: &str) -> Result<Vec<GoldArticle>, Error> {
    lines(jsonl, name)?
        .into_iter()
        .map(|(place, row)| {
            let text = row.get("text").and_then(Value::as_str).ok_or_else(|| bad(&place, "no \"text\""))?.to_owned();
            let attributions = list(&row, "attributions")
                .iter()
                .map(|one| {
                    let bytes = one.get("content_b").is_some();
                    let spans = |field: &str| {
                        let field = if bytes { format!("{field}_b") } else { field.to_owned() };
                        read_spans(one, &field, &text, bytes, &place)
                    };
                    let kind = match one.get("kind").and_then(Value::as_str) {
                        Some("direct") => Some(Kind::Direct),
                        Some("mixed") => Some(Kind::Mixed),
                        Some("indirect") => Some(Kind::Indirect),
                        _ => None,
                    };
                    Ok((Predicted { source: spans("source")?, cue: spans("cue")?, content: spans("content")? }, kind))
                })
                .collect::<Result<_, Error>>()?;
            let discard = read_spans(&row, "discard_b", &text, true, &place)?;
            Ok(GoldArticle { id: identifier(&row, &place)?, text, attributions, discard })
        })
        .collect()
}

/// Reads predictions from JSON Lines, by article id. Rows of articles that are not in `gold` are left out.
///
/// # Errors
/// A line is not JSON, an id occurs twice, or a span lies off the gold text or inside a character.
pub fn read_predictions(jsonl: &str, name: &str, gold: &[GoldArticle]) -> Result<BTreeMap<String, Vec<Predicted>>, Error> {
    let texts: BTreeMap<&str, &str> = gold.iter().map(|article| (article.id.as_str(), article.text.as_str())).collect();
    let mut found = BTreeMap::new();
    for (place, row) in lines(jsonl, name)? {
        let id = identifier(&row, &place)?;
        let Some(text) = texts.get(id.as_str()) else { continue };
        let predicted = list(&row, "attributions")
            .iter()
            .map(|one| {
                let spans = |field: &str| read_spans(one, field, text, true, &place);
                Ok(Predicted { source: spans("source")?, cue: spans("cue")?, content: spans("content")? })
            })
            .collect::<Result<Vec<_>, Error>>()?;
        if found.insert(id, predicted).is_some() {
            return Err(bad(&place, "the article occurs twice"));
        }
    }
    Ok(found)
}

/// The figures of every view. An article without predictions counts as one in which nothing was found.
#[must_use]
pub fn score(gold: &[GoldArticle], predicted: &BTreeMap<String, Vec<Predicted>>) -> Vec<AttributionFigures> {
    let articles: Vec<_> = gold
        .iter()
        .map(|article| {
            let text = ScoredText::new(&article.text);
            let wanted: Vec<Scored> =
                article.attributions.iter().map(|(one, kind)| scored(&text, one, *kind)).filter(|one| !one.content.is_empty()).collect();
            let discard = text.tokens(&article.discard);
            let guessed: Vec<Scored> = predicted
                .get(&article.id)
                .map_or(&[][..], Vec::as_slice)
                .iter()
                .map(|one| scored(&text, one, None))
                .filter(|one| !one.content.is_empty() && one.content.intersection(&discard).count() * 2 < one.content.len())
                .collect();
            let paired = pair(&wanted, &guessed);
            (text, wanted, guessed, paired)
        })
        .collect();
    View::ALL
        .into_iter()
        .map(|view| {
            let mut counts = Counts::default();
            for (text, wanted, guessed, paired) in &articles {
                count(&mut counts, text, wanted, guessed, paired, view);
            }
            counts.figures(view)
        })
        .collect()
}

/// The figures as the lines of a table, in percent with one decimal.
#[must_use]
pub fn table(figures: &[AttributionFigures]) -> String {
    use std::fmt::Write as _;
    let mut out = String::new();
    for row in figures {
        let _ = writeln!(out, "\n== {}: {} gold, {} predicted", row.view.name(), row.gold, row.predicted);
        for (name, rates) in [
            ("a  content exact (word tokens)", row.content_exact),
            ("a' content exact (strict spans)", row.content_strict),
            ("b  content partial, macro", row.partial_macro),
            ("b' content partial, micro", row.partial_micro),
            ("c  tokens SOURCE", row.source_tokens),
            ("c  tokens CUE", row.cue_tokens),
            ("c  tokens CONTENT", row.content_tokens),
            ("d  attribution (content J>=.5 + source)", row.attribution),
            ("f  content only (J>=.5)", row.content_half),
        ] {
            let Rates { precision, recall, f1 } = rates;
            let _ = writeln!(out, "  {name:42} P {:5.1}  R {:5.1}  F1 {:5.1}", precision * 100.0, recall * 100.0, f1 * 100.0);
        }
        let _ = writeln!(out, "  {:42} {:5.1}", "e  source right | content matched", row.source_right * 100.0);
        let _ = writeln!(out, "  {:42} {:5.1}", "e' source exact | content matched", row.source_exact * 100.0);
    }
    out
}

fn scored(text: &ScoredText<'_>, one: &Predicted, kind: Option<Kind>) -> Scored {
    let content = text.tokens(&one.content);
    let quoted = content.iter().filter(|&&token| text.is_quoted(token)).count();
    let own = match quoted {
        _ if content.is_empty() => Kind::Indirect,
        0 => Kind::Indirect,
        all if all == content.len() => Kind::Direct,
        _ => Kind::Mixed,
    };
    let cue_text: Vec<&str> = one.cue.iter().map(|span| span.of(text.text)).collect();
    let mut parts = one.content.clone();
    parts.sort_unstable();
    Scored {
        source: text.tokens(&one.source),
        cue: text.tokens(&one.cue),
        content,
        strict: parts.into_iter().map(|span| span.trim(text.text)).filter(|span| !span.is_empty()).collect(),
        kind: kind.unwrap_or(own),
        speech: cue_is_speech(&cue_text.join(" ")),
    }
}

/// For each gold, the prediction it is paired with and their Jaccard share.
fn pair(gold: &[Scored], predicted: &[Scored]) -> Vec<Option<(usize, f64)>> {
    let mut candidates = Vec::new();
    for (left, wanted) in gold.iter().enumerate() {
        for (right, guessed) in predicted.iter().enumerate() {
            let shared = wanted.content.intersection(&guessed.content).count();
            if shared > 0 {
                let all = wanted.content.len() + guessed.content.len() - shared;
                let sources = wanted.source.intersection(&guessed.source).count();
                candidates.push((shared as f64 / all as f64, sources, left, right));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then((a.2, a.3).cmp(&(b.2, b.3))));
    let mut pairs = vec![None; gold.len()];
    let mut taken = vec![false; predicted.len()];
    for (share, _, left, right) in candidates {
        if pairs[left].is_none() && !taken[right] {
            pairs[left] = Some((right, share));
            taken[right] = true;
        }
    }
    pairs
}

fn count(total: &mut Counts, text: &ScoredText<'_>, gold: &[Scored], predicted: &[Scored], pairs: &[Option<(usize, f64)>], view: View) {
    let mut partner = vec![None; predicted.len()];
    for (left, found) in pairs.iter().enumerate() {
        if let Some((right, share)) = found {
            partner[*right] = Some((left, *share));
        }
    }
    let kept_gold: Vec<usize> = (0..gold.len()).filter(|&at| view.keeps(&gold[at])).collect();
    let kept: Vec<usize> = (0..predicted.len())
        .filter(|&at| match partner[at] {
            Some((left, share)) if share >= 0.5 => view.keeps(&gold[left]),
            _ => view.keeps(&predicted[at]),
        })
        .collect();
    total.gold += kept_gold.len();
    total.predicted += kept.len();
    for (row, label) in
        [|one: &Scored| one.source.clone(), |one: &Scored| one.cue.clone(), |one: &Scored| one.content.clone()].iter().enumerate()
    {
        let wanted: BTreeSet<usize> = kept_gold.iter().flat_map(|&at| label(&gold[at])).collect();
        let guessed: BTreeSet<usize> = kept.iter().flat_map(|&at| label(&predicted[at])).collect();
        let found = [wanted.intersection(&guessed).count(), guessed.len(), wanted.len()];
        for (sum, more) in total.labels[row].iter_mut().zip(found) {
            *sum += more;
        }
    }
    for &at in &kept_gold {
        let wanted = &gold[at];
        total.gold_tokens += wanted.content.len();
        let Some((right, share)) = pairs[at] else { continue };
        let guessed = &predicted[right];
        let overlap = wanted.content.intersection(&guessed.content).count();
        total.exact += usize::from(wanted.content == guessed.content);
        total.strict += usize::from(wanted.strict == guessed.strict);
        total.partial_recall += overlap as f64 / wanted.content.len() as f64;
        total.overlap_gold += overlap;
        if share >= 0.5 {
            total.half += 1;
            total.right += usize::from(source_is_right(text, wanted, guessed));
            total.same_source += usize::from(wanted.source == guessed.source);
        }
    }
    for &at in &kept {
        let guessed = &predicted[at];
        total.predicted_tokens += guessed.content.len();
        if let Some((left, _)) = partner[at] {
            let overlap = gold[left].content.intersection(&guessed.content).count();
            total.partial_precision += overlap as f64 / guessed.content.len() as f64;
            total.overlap_predicted += overlap;
        }
    }
}

/// Both empty, or they share a content word (any word if gold's has none, as in "he").
fn source_is_right(text: &ScoredText<'_>, gold: &Scored, predicted: &Scored) -> bool {
    if gold.source.is_empty() || predicted.source.is_empty() {
        return gold.source.is_empty() && predicted.source.is_empty();
    }
    let mut content = gold.source.iter().filter(|&&token| !text.is_stop_word(token)).peekable();
    if content.peek().is_some() {
        content.any(|token| predicted.source.contains(token))
    } else {
        gold.source.intersection(&predicted.source).next().is_some()
    }
}

impl Counts {
    fn figures(&self, view: View) -> AttributionFigures {
        let (gold, predicted) = (self.gold as f64, self.predicted as f64);
        let rates = |right: usize| Rates::of(right as f64, predicted, gold);
        let label = |row: usize| {
            let [shared, guessed, wanted] = self.labels[row].map(|count| count as f64);
            Rates::of(shared, guessed, wanted)
        };
        AttributionFigures {
            view,
            gold: self.gold,
            predicted: self.predicted,
            content_exact: rates(self.exact),
            content_strict: rates(self.strict),
            partial_macro: Rates::mean(share(self.partial_precision, predicted), share(self.partial_recall, gold)),
            partial_micro: Rates::mean(
                share(self.overlap_predicted as f64, self.predicted_tokens as f64),
                share(self.overlap_gold as f64, self.gold_tokens as f64),
            ),
            source_tokens: label(0),
            cue_tokens: label(1),
            content_tokens: label(2),
            attribution: rates(self.right),
            content_half: rates(self.half),
            source_right: share(self.right as f64, self.half as f64),
            source_exact: share(self.same_source as f64, self.half as f64),
        }
    }
}

fn lines(jsonl: &str, name: &str) -> Result<Vec<(String, Value)>, Error> {
    let rows: Vec<Numbered<Value>> = rows::read(jsonl, name, ADVICE)?;
    Ok(rows.into_iter().map(|row| (format!("{name}:{}", row.line), row.value)).collect())
}

fn list<'a>(row: &'a Value, field: &str) -> &'a [Value] {
    row.get(field).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn identifier(row: &Value, place: &str) -> Result<String, Error> {
    row.get("id").and_then(Value::as_str).map(str::to_owned).ok_or_else(|| bad(place, "no \"id\""))
}

fn read_spans(row: &Value, field: &str, text: &str, bytes: bool, place: &str) -> Result<Vec<Span>, Error> {
    list(row, field)
        .iter()
        .map(|pair| {
            let end = |at: usize| {
                let number = usize::try_from(pair.get(at)?.as_u64()?).ok()?;
                if bytes {
                    text.is_char_boundary(number).then_some(number)
                } else {
                    text.char_indices().map(|(byte, _)| byte).chain([text.len()]).nth(number)
                }
            };
            match (end(0), end(1)) {
                (Some(start), Some(end)) if start <= end => Ok(Span::new(start, end)),
                _ => Err(bad(place, &format!("span {pair} of \"{field}\" is outside the text or splits a character"))),
            }
        })
        .collect()
}

fn bad(place: &str, why: &str) -> Error {
    Error::new(ErrorKind::Format, place, why, ADVICE)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Mr. Smith said “the café is closed.” He added that taxes will rise, according to Reuters.";

    fn at(part: &str) -> Span {
        let start = TEXT.find(part).expect("the test names a part of its text");
        Span::new(start, start + part.len())
    }

    fn guess(source: &str, cue: &str, content: &str) -> Predicted {
        let spans = |part: &str| if part.is_empty() { vec![] } else { vec![at(part)] };
        Predicted { source: spans(source), cue: spans(cue), content: spans(content) }
    }

    fn gold() -> Vec<GoldArticle> {
        let attributions =
            vec![(guess("Mr. Smith", "said", "“the café is closed.”"), None), (guess("He", "added", "that taxes will rise"), None)];
        vec![GoldArticle { id: "x".into(), text: TEXT.into(), attributions, discard: vec![] }]
    }

    fn run(predicted: Vec<Predicted>, view: View) -> AttributionFigures {
        let figures = score(&gold(), &BTreeMap::from([("x".to_owned(), predicted)]));
        *figures.iter().find(|row| row.view == view).expect("every view is scored")
    }

    #[test]
    fn the_gold_itself_scores_one() {
        let perfect: Vec<Predicted> = gold()[0].attributions.iter().map(|(one, _)| one.clone()).collect();
        let all = run(perfect.clone(), View::All);
        assert_eq!((all.gold, all.predicted), (2, 2));
        for rates in [all.attribution, all.content_strict, all.content_tokens, all.partial_macro] {
            assert!((rates.f1 - 1.0).abs() < 1e-12);
        }
        assert_eq!(run(perfect.clone(), View::Direct).gold, 1);
        assert_eq!(run(perfect, View::Indirect).predicted, 1);
    }

    #[test]
    fn marks_at_the_edge_are_neutral_except_for_strict_spans() {
        let figures = run(vec![guess("Smith", "said", "the café is closed")], View::All);
        assert!((figures.content_exact.precision - 1.0).abs() < 1e-12 && figures.content_strict.f1 == 0.0);
        assert!((figures.attribution.recall - 0.5).abs() < 1e-12 && figures.source_exact == 0.0);
    }

    #[test]
    fn a_title_alone_does_not_make_a_source_right_but_a_pronoun_does() {
        assert_eq!(run(vec![guess("Mr.", "said", "the café is closed")], View::All).attribution.f1, 0.0);
        let pronoun = run(vec![guess("He", "added", "taxes will rise")], View::All);
        assert!((pronoun.attribution.precision - 1.0).abs() < 1e-12 && (pronoun.partial_macro.recall - 0.375).abs() < 1e-12);
    }

    #[test]
    fn half_the_words_are_enough_and_fewer_are_not() {
        assert!(run(vec![guess("He", "", "taxes will")], View::All).attribution.precision > 0.0);
        assert_eq!(run(vec![guess("He", "", "taxes")], View::All).attribution.precision, 0.0);
    }

    #[test]
    fn a_second_prediction_of_the_same_is_a_false_one() {
        let twice = vec![guess("He", "added", "taxes will rise"), guess("He", "added", "taxes will rise")];
        assert!((run(twice, View::All).attribution.precision - 0.5).abs() < 1e-12);
    }

    #[test]
    fn predictions_in_discarded_regions_are_dropped() {
        let mut gold = gold();
        gold[0].discard = vec![Span::new(0, TEXT.len())];
        let figures = score(&gold, &BTreeMap::from([("x".to_owned(), vec![guess("He", "added", "taxes will rise")])]));
        assert_eq!(figures[0].predicted, 0);
    }

    #[test]
    fn a_span_that_splits_a_character_is_refused() {
        let start = TEXT.find('é').expect("the text has one") + 1;
        let line = format!("{{\"id\":\"x\",\"attributions\":[{{\"content\":[[{start},{}]]}}]}}", start + 3);
        assert!(read_predictions(&line, "predictions", &gold()).is_err());
    }
}
