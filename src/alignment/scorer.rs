//! How probable it is that an article reports a statement.
//!
//! For statement P and sentence S of the article, `s` is the share of P's weight that S holds: each word of P counts by
//! its best likeness to a word of S (1 for the same term; numbers only by value), weighted by
//! `idf_background^.5 * idf_local^1.5`, the local one over the sentences of the two articles (soft token alignment;
//! Mihalcea, Corley and Strapparava, 2006). The sentence with the highest `s` is the support. A logistic regression over
//! features of that sentence and of the whole article gives the probability.
//! Cost: the postings of P's terms and their likes, then one pass over the best sentence.

use crate::alignment::candidates::Searchable;
use crate::alignment::vocabulary::{Term, Vocabulary, Word, WordKind};

/// Exponent of the inverse document frequency in news at large.
const BACKGROUND_EXPONENT: f64 = 0.5;
/// Exponent of the inverse document frequency in the two articles: the biggest single gain of all that was tried.
const LOCAL_EXPONENT: f64 = 1.5;
/// Least local frequency weight: a word that is in every sentence still counts a little.
const LEAST_LOCAL: f64 = 0.1;
/// What a word of reporting counts beside others.
const REPORTING_SHARE: f64 = 0.4;
/// What a neighbouring sentence counts beside the sentence itself.
const NEIGHBOUR_SHARE: f64 = 0.5;
/// Words from which on length tells nothing more.
const LONGEST: f64 = 20.0;
/// Weight from which on it tells nothing more.
const HEAVIEST: f64 = 60.0;

/// What the probability is made from.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Features(pub [f64; Features::COUNT]);

impl Features {
    /// How many there are.
    pub const COUNT: usize = 18;

    /// Their names, as `explain` shows them.
    pub const NAMES: [&'static str; Self::COUNT] = [
        "share of weight found",
        "share found word for word",
        "share by general rarity",
        "share found over the whole article",
        "heaviest word not found",
        "names not found",
        "numbers not found",
        "other words not found",
        "another number stands there",
        "words",
        "weight",
        "share with neighbouring sentences",
        "share of the sentence used",
        "adjacent words kept",
        "order kept",
        "starts with a pronoun",
        "two heaviest words not found",
        "lead over the next sentence",
    ];
}

/// The sentence of an article that holds most of a statement.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Match {
    /// The sentence.
    pub sentence: usize,
    /// Share of the statement's weight that it holds, 0 to 1.
    pub similarity: f64,
    /// What the probability is made from.
    pub features: Features,
    /// How probable it is that the article reports the statement, 0 to 1.
    pub probability: f64,
}

/// What each word of a statement weighs against one article.
pub(crate) fn weigh(
    words: &[Word],
    vocabulary: &Vocabulary,
    home: impl Fn(Term) -> usize,
    home_sentences: usize,
    there: &Searchable,
) -> Vec<f64> {
    let sentences = (home_sentences + there.sentences.len()) as f64;
    words
        .iter()
        .map(|word| {
            let held = (home(word.term) + there.frequency(word.term)) as f64;
            let local = ((sentences + 1.0) / (held + 0.5)).ln().max(LEAST_LOCAL);
            let share = if word.kind == WordKind::Reporting { REPORTING_SHARE } else { 1.0 };
            vocabulary.background(word.term).powf(BACKGROUND_EXPONENT) * local.powf(LOCAL_EXPONENT) * share
        })
        .collect()
}

/// Share of the weight of `words` that `other` holds, and for each word its best likeness there.
pub(crate) fn cover(words: &[Word], weights: &[f64], other: &[Word], vocabulary: &Vocabulary) -> (f64, Vec<f64>) {
    let best: Vec<f64> =
        words.iter().map(|word| other.iter().map(|there| vocabulary.likeness(word.term, there.term)).fold(0.0, f64::max)).collect();
    (share(&best, weights), best)
}

fn share(found: &[f64], weights: &[f64]) -> f64 {
    let total: f64 = weights.iter().sum();
    if total <= 0.0 { 0.0 } else { found.iter().zip(weights).map(|(found, weight)| found * weight).sum::<f64>() / total }
}

/// The sentences of an article by the share of a statement's weight that they hold, best first (at most `most`).
pub(crate) fn rank(words: &[Word], weights: &[f64], there: &Searchable, vocabulary: &Vocabulary, most: usize) -> Vec<(usize, f64)> {
    let total: f64 = weights.iter().sum();
    if total <= 0.0 || there.sentences.is_empty() {
        return Vec::new();
    }
    let mut sums = vec![0.0; there.sentences.len()];
    let mut seen = vec![0_u32; there.sentences.len()];
    for (at, (word, weight)) in words.iter().zip(weights).enumerate() {
        let stamp = at as u32 + 1;
        // Best likeness first: the first one that a sentence meets is the one that counts.
        for (term, likeness) in vocabulary.alike(word.term) {
            for sentence in there.holding(*term) {
                let sentence = *sentence as usize;
                if seen[sentence] != stamp {
                    seen[sentence] = stamp;
                    sums[sentence] += likeness * weight;
                }
            }
        }
    }
    let mut ranked: Vec<(usize, f64)> = sums.iter().map(|sum| sum / total).enumerate().filter(|(_, share)| *share > 0.0).collect();
    ranked.sort_by(|left, right| right.1.total_cmp(&left.1).then(left.0.cmp(&right.0)));
    ranked.truncate(most);
    ranked
}

/// Looks for a statement in an article. `None` if no sentence shares a term with it.
pub(crate) fn seek(
    words: &[Word],
    weights: &[f64],
    there: &Searchable,
    vocabulary: &Vocabulary,
    starts_with_pronoun: bool,
) -> Option<Match> {
    let ranked = rank(words, weights, there, vocabulary, usize::MAX);
    let (sentence, similarity) = *ranked.first()?;
    let runner_up = ranked.get(1).map_or(0.0, |(_, share)| *share);
    let features = measure(words, weights, there, vocabulary, (sentence, similarity, runner_up), starts_with_pronoun);
    Some(Match { sentence, similarity, features, probability: probability(&features) })
}

fn measure(
    words: &[Word],
    weights: &[f64],
    there: &Searchable,
    vocabulary: &Vocabulary,
    (sentence, similarity, runner_up): (usize, f64, f64),
    starts_with_pronoun: bool,
) -> Features {
    let text = &there.sentences[sentence];
    let (_, found) = cover(words, weights, text, vocabulary);
    let exact: Vec<f64> = found.iter().map(|found| f64::from(u8::from(*found >= 1.0))).collect();
    let general: Vec<f64> = words.iter().map(|word| vocabulary.background(word.term)).collect();
    let anywhere: Vec<f64> = words
        .iter()
        .map(|word| {
            let held = vocabulary.alike(word.term).iter().find(|(term, _)| there.frequency(*term) > 0);
            held.map_or(0.0, |(_, likeness)| *likeness)
        })
        .collect();
    let mut with_neighbours = found.clone();
    for neighbour in [sentence.checked_sub(1), Some(sentence + 1)].into_iter().flatten().filter_map(|at| there.sentences.get(at)) {
        let (_, near) = cover(words, weights, neighbour, vocabulary);
        with_neighbours.iter_mut().zip(near).for_each(|(held, near)| *held = held.max(NEIGHBOUR_SHARE * near));
    }
    let total: f64 = weights.iter().sum();
    let open: Vec<f64> = found.iter().zip(weights).map(|(found, weight)| weight * (1.0 - found) / total).collect();
    let mut heaviest = open.clone();
    heaviest.sort_by(|left, right| right.total_cmp(left));
    let open_of =
        |kinds: &[WordKind]| words.iter().zip(&open).filter(|(word, _)| kinds.contains(&word.kind)).map(|(_, open)| open).sum::<f64>();
    let has_number = |words: &[Word]| words.iter().any(|word| word.kind == WordKind::Number);
    let number_open = words.iter().zip(&found).any(|(word, found)| word.kind == WordKind::Number && *found < 1.0);
    let places: Vec<usize> = words
        .iter()
        .filter_map(|word| {
            let best = text
                .iter()
                .enumerate()
                .map(|(at, there)| (vocabulary.likeness(word.term, there.term), at))
                .max_by(|left, right| left.0.total_cmp(&right.0).then(right.1.cmp(&left.1)))?;
            (best.0 > 0.6).then_some(best.1)
        })
        .collect();
    let steps = places.len().saturating_sub(1).max(1) as f64;
    let kept = |test: &dyn Fn(usize, usize) -> bool| places.windows(2).filter(|pair| test(pair[0], pair[1])).count() as f64;
    let (_, back) = cover(text, &vec![1.0; text.len()], words, vocabulary);
    let back_weights: Vec<f64> = text.iter().map(|word| vocabulary.background(word.term).sqrt()).collect();
    Features([
        similarity,
        share(&exact, weights),
        share(&found, &general),
        share(&anywhere, weights),
        heaviest.first().copied().unwrap_or(0.0),
        open_of(&[WordKind::Name]),
        open_of(&[WordKind::Number]),
        open_of(&[WordKind::Plain, WordKind::Reporting]),
        f64::from(u8::from(number_open && has_number(text))),
        (words.len() as f64).min(LONGEST),
        total.min(HEAVIEST),
        share(&with_neighbours, weights),
        share(&back, &back_weights),
        kept(&|one, next| next > one && next - one <= 2) / (words.len().saturating_sub(1).max(1) as f64),
        if places.len() < 2 { 1.0 } else { kept(&|one, next| one < next) / steps },
        f64::from(u8::from(starts_with_pronoun)),
        heaviest.iter().take(2).sum(),
        similarity - runner_up,
    ])
}

/// The regression's coefficients, in the order of [`Features::NAMES`].
const COEFFICIENTS: [f64; Features::COUNT] = [
    0.8638, 1.3592, -0.3254, 2.6487, -0.7801, 0.0, 0.0789, -0.9527, -1.2243, 0.0086, 0.0091, 1.6709, 3.1113, 1.3987, -0.3055, 0.0461,
    3.065, -0.8991,
];
/// Its constant.
const CONSTANT: f64 = -3.9714;

/// The probability that features of this kind belong to a statement that is reported.
#[must_use]
pub fn probability(features: &Features) -> f64 {
    let sum: f64 = CONSTANT + features.0.iter().zip(COEFFICIENTS).map(|(feature, coefficient)| feature * coefficient).sum::<f64>();
    1.0 / (1.0 + (-sum).exp())
}
