//! How alike two articles are: cosines of their signatures, each also compared with the two articles' own best
//! neighbours, and a logistic regression over them that gives the probability that both report one event.
//!
//! Local scaling: `cos(i, j) / sqrt(best(i) * best(j))` (after Zelnik-Manor and Perona, 2004): the same people day after
//! day make plain cosines high everywhere, the nearest neighbours of an article still are its event. Inverse document
//! frequencies are of the run, mixed with those of English news at large, so that seven articles of one event do not
//! make the words of the event worthless.

use rustc_hash::FxHashMap;

use crate::event::signature::{SHORT_WORDS, Signature, Vector};

/// Articles' worth of background mixed into the run's document frequencies.
const BACKGROUND_ARTICLES: f32 = 300.0;
/// Best neighbours below this are held to be this near, so that two strangers are not scaled up to twins.
const LEAST_BEST: f32 = 0.15;

/// Inverse document frequencies of the run.
pub(crate) struct Rarity {
    articles: f32,
    terms: FxHashMap<u32, (u32, f32)>,
}

impl Rarity {
    /// Counted over signatures whose vectors hold counts.
    pub(crate) fn count(signatures: &[Signature]) -> Self {
        let mut terms: FxHashMap<u32, (u32, f32)> = FxHashMap::default();
        for signature in signatures {
            for &(key, share) in &signature.background {
                let entry = terms.entry(key).or_insert((0, share));
                entry.0 += 1;
            }
        }
        #[allow(clippy::cast_precision_loss, reason = "fewer articles than 2^24 weigh exactly")]
        Self { articles: signatures.len() as f32, terms }
    }

    /// Of a term: 0 for one that is everywhere.
    #[allow(clippy::cast_precision_loss, reason = "fewer articles than 2^24 weigh exactly")]
    pub(crate) fn of(&self, key: u32) -> f32 {
        let (held, share) = self.terms.get(&key).copied().unwrap_or((0, 0.0));
        let all = self.articles + BACKGROUND_ARTICLES;
        ((all + 1.0) / (held as f32 + BACKGROUND_ARTICLES * share + 0.5)).ln().max(0.0)
    }

    /// Rarity of a term in news at large, whatever the run.
    pub(crate) fn background_of(&self, key: u32) -> f32 {
        let share = self.terms.get(&key).map_or(0.0, |entry| entry.1);
        -share.max(1e-4).ln()
    }

    /// Articles of the run that hold a term.
    pub(crate) fn held_by(&self, key: u32) -> u32 {
        self.terms.get(&key).map_or(0, |entry| entry.0)
    }

    /// Turns counts into weights, each vector of length 1.
    pub(crate) fn weigh(&self, signature: &mut Signature) {
        let Signature { lead, body, title, opening, bigrams, names, background, .. } = signature;
        for vector in [lead, body, title, opening, bigrams, names] {
            let mut sum = 0.0;
            for (key, weight) in vector.iter_mut() {
                *weight *= self.of(*key);
                sum += *weight * *weight;
            }
            let length = if sum > 0.0 { sum.sqrt() } else { 1.0 };
            for (_, weight) in vector.iter_mut() {
                *weight /= length;
            }
            vector.shrink_to_fit();
        }
        *background = Vec::new();
    }
}

/// Cosine of two vectors of length 1, terms in order.
pub(crate) fn cosine(left: &Vector, right: &Vector) -> f32 {
    shared(left, right).map(|(_, a, b)| a * b).sum()
}

/// The terms of both, with both weights.
pub(crate) fn shared<'a>(left: &'a Vector, right: &'a Vector) -> impl Iterator<Item = (u32, f32, f32)> + 'a {
    let (mut i, mut j) = (0, 0);
    std::iter::from_fn(move || {
        while i < left.len() && j < right.len() {
            let (a, b) = (left[i], right[j]);
            if a.0 == b.0 {
                i += 1;
                j += 1;
                return Some((a.0, a.1, b.1));
            }
            if a.0 < b.0 { i += 1 } else { j += 1 }
        }
        None
    })
}

/// What an article's own candidate list looks like.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Surroundings {
    pub(crate) best_lead: f32,
    pub(crate) best_body: f32,
    pub(crate) best_names: f32,
    pub(crate) best_bigrams: f32,
    pub(crate) mean_lead: f32,
    pub(crate) deviation_lead: f32,
    /// From [`crowd`].
    pub(crate) crowd: f32,
}

/// Articles up to which a run counts as small.
const SMALL_RUN: f32 = 80.0;
/// Articles from which a larger run is no harder: the largest that was fitted on.
const LARGE_RUN: f32 = 3000.0;

/// How many strangers a run may hold that look alike: the logarithm of its size above 80 articles.
#[allow(clippy::cast_precision_loss, reason = "numbers of articles")]
pub(crate) fn crowd(articles: usize) -> f32 {
    (articles as f32).clamp(SMALL_RUN, LARGE_RUN).ln() - SMALL_RUN.ln()
}

/// The parts of a pair that do not depend on other articles.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Plain {
    pub(crate) lead: f32,
    pub(crate) body: f32,
    pub(crate) title: f32,
    pub(crate) opening: f32,
    pub(crate) bigrams: f32,
    pub(crate) names: f32,
    rarest_name: f32,
    names_in_common: f32,
    numbers: f32,
    gap_days: Option<i32>,
    short: bool,
    headline_held: f32,
}

/// Compares two signatures.
#[allow(clippy::cast_precision_loss, reason = "small counts")]
pub(crate) fn compare(left: &Signature, right: &Signature, rarity: &Rarity) -> Plain {
    let (mut names, mut rarest, mut sum) = (0.0, 0.0_f32, 0.0);
    for (key, a, b) in shared(&left.names, &right.names) {
        names += a * b;
        let rarity = rarity.of(key);
        rarest = rarest.max(rarity);
        sum += rarity;
    }
    let numbers = left.numbers.iter().filter(|key| right.numbers.binary_search(key).is_ok()).map(|&key| rarity.of(key)).sum::<f32>();
    let short = left.words.min(right.words) < SHORT_WORDS;
    Plain {
        lead: cosine(&left.lead, &right.lead),
        body: cosine(&left.body, &right.body),
        title: cosine(&left.title, &right.title),
        opening: cosine(&left.opening, &right.opening),
        bigrams: cosine(&left.bigrams, &right.bigrams),
        names,
        rarest_name: rarest / 8.0,
        names_in_common: sum.ln_1p(),
        numbers: numbers.ln_1p(),
        gap_days: left.day.zip(right.day).map(|(a, b)| (a - b).get_days().abs()),
        short,
        headline_held: if short { (held(&left.title, &right.body) + held(&right.title, &left.body)) / 2.0 } else { 0.0 },
    }
}

/// Share of a vector's squared weight in terms that another has too.
fn held(vector: &Vector, other: &Vector) -> f32 {
    shared(vector, other).map(|(_, weight, _)| weight * weight).sum()
}

/// Names of the features, in order of [`features`].
pub(crate) const FEATURE_NAMES: [&str; FEATURES] = [
    "lead",
    "full text",
    "headline",
    "opening",
    "word pairs",
    "names",
    "lead, against own best",
    "full text, against own best",
    "names, against own best",
    "word pairs, against own best",
    "lead, above own mean",
    "rarest shared name",
    "shared names",
    "shared numbers",
    "days apart (2)",
    "days apart (7)",
    "a day unknown",
    "headline only",
    "lead of headline only",
    "lead of headline only, against own best",
    "headline's words in the other",
    "shared names of headline only",
    "headline of headline only",
    "articles in the run",
    "articles in a run of headlines",
];

/// Number of features.
pub(crate) const FEATURES: usize = 25;

/// The features of a pair.
pub(crate) fn features(pair: &Plain, left: &Surroundings, right: &Surroundings) -> [f32; FEATURES] {
    let local = |value: f32, a: f32, b: f32| value / (a.max(LEAST_BEST) * b.max(LEAST_BEST)).sqrt();
    let above = |of: &Surroundings| ((pair.lead - of.mean_lead) / of.deviation_lead.max(0.02)).clamp(-3.0, 5.0);
    let decay = |days: f32| {
        #[allow(clippy::cast_precision_loss, reason = "days")]
        pair.gap_days.map_or(0.0, |gap| (-(gap as f32) / days).exp())
    };
    let local_lead = local(pair.lead, left.best_lead, right.best_lead);
    let short = f32::from(u8::from(pair.short));
    [
        pair.lead,
        pair.body,
        pair.title,
        pair.opening,
        pair.bigrams,
        pair.names,
        local_lead,
        local(pair.body, left.best_body, right.best_body),
        local(pair.names, left.best_names, right.best_names),
        local(pair.bigrams, left.best_bigrams, right.best_bigrams),
        (above(left) + above(right)) / 2.0,
        pair.rarest_name,
        pair.names_in_common,
        pair.numbers,
        decay(2.0),
        decay(7.0),
        f32::from(u8::from(pair.gap_days.is_none())),
        short,
        short * pair.lead,
        short * local_lead,
        short * pair.headline_held,
        short * pair.names_in_common,
        short * pair.title,
        left.crowd,
        short * left.crowd,
    ]
}

/// Weights of the features. Fitted on 2026-11-24 by L2-regularised logistic regression on the candidate pairs of seven
/// public sets (AllSides full and leads, BASIL, ECB+, Giveme5W1H, Wikinews sources, UCI headlines): of each set two halves
/// by event whole, both together, sub-samples of a sixth to a half of their events (weight .6), and 60 small folders of one to four
/// events, half of them look-alikes (weight .3). Each set has equal weight by its same-event pairs (headlines .35);
/// same-event pairs more than a week apart, mostly misread dates, count .3.
const WEIGHTS: [f32; FEATURES] = [
    2.2094, 1.6604, -0.8055, 4.3892, 8.4720, -2.4141, 4.4382, 2.1426, 2.2455, -2.8447, 0.4823, 2.0813, 0.0506, 0.4211, 3.6505, 2.7982,
    3.0831, 1.5399, 2.7974, 0.7993, 2.0343, 0.4398, 2.8044, -1.3241, 0.9026,
];
/// Log odds of a pair whose features are all 0; same fit.
const CONSTANT: f32 = -9.4160;

/// What each feature adds to the log odds.
pub(crate) fn contributions(features: &[f32; FEATURES]) -> [f32; FEATURES] {
    std::array::from_fn(|at| features[at] * WEIGHTS[at])
}

/// The probability that two articles report one event.
pub(crate) fn probability(features: &[f32; FEATURES]) -> f64 {
    let sum: f32 = CONSTANT + features.iter().zip(&WEIGHTS).map(|(value, weight)| value * weight).sum::<f32>();
    1.0 / (1.0 + f64::from(-sum).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(value: f32, gap_days: Option<i32>) -> Plain {
        Plain { lead: value, body: value, title: value, opening: value, bigrams: value, names: value, gap_days, ..Plain::default() }
    }

    fn near(best: f32, articles: usize) -> Surroundings {
        Surroundings {
            best_lead: best,
            best_body: best,
            best_names: best,
            best_bigrams: best,
            mean_lead: 0.1,
            deviation_lead: 0.1,
            crowd: crowd(articles),
        }
    }

    fn chance(plain: &Plain, best: f32, articles: usize) -> f64 {
        probability(&features(plain, &near(best, articles), &near(best, articles)))
    }

    #[test]
    fn the_same_cosine_says_less_when_both_have_nearer_neighbours() {
        let pair = pair(0.25, Some(1));
        assert!(chance(&pair, 0.8, 50) < chance(&pair, 0.25, 50));
    }

    #[test]
    fn days_apart_and_a_large_run_make_one_event_less_probable() {
        assert!(chance(&pair(0.3, Some(9)), 0.4, 50) < chance(&pair(0.3, Some(0)), 0.4, 50));
        assert!(chance(&pair(0.3, Some(0)), 0.4, 2000) < chance(&pair(0.3, Some(0)), 0.4, 50));
        assert!(chance(&pair(0.0, Some(0)), 0.0, 50) < 0.05);
    }

    #[test]
    fn contributions_add_up_to_the_probability() {
        let values = features(&pair(0.4, None), &near(0.5, 300), &near(0.5, 300));
        let sum: f32 = CONSTANT + contributions(&values).iter().sum::<f32>();
        assert!((probability(&values) - 1.0 / (1.0 + f64::from(-sum).exp())).abs() < 1e-6);
    }

    #[test]
    fn the_share_held_is_of_the_headline() {
        assert!((held(&vec![(1, 0.6), (2, 0.8)], &vec![(2, 0.1), (3, 0.9)]) - 0.64).abs() < 1e-6);
    }
}
