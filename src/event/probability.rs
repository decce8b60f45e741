//! The probability that two articles report one event: a logistic regression over their similarity and over how that
//! compares with each article's own neighbours.
//!
//! Six sets of weights, by what the two have: texts, bare headlines (read by word vectors or by an encoder, with days or without), texts
//! in two languages (names, numbers and days alone). They stand in `weights/data/events.tsv`; the card beside it says how they were
//! fitted, and `train events` fits such a file anew.

use std::sync::LazyLock;

use crate::event::meaning::Reader;
use crate::event::similarity::{Plain, Shape};
use crate::event::surroundings::{Best, Shared, Surroundings};
use crate::lexicon::rows;
use crate::weights;

/// Best neighbours below these are held to be this near, so that two strangers are not scaled up to twins: what four in
/// five articles of events of the tuning sets have within their event.
const LEAST_BEST: Best = Best { lead: 0.25, body: 0.3, title: 0.2, opening: 0.25, first: 0.2, bigrams: 0.08, names: 0.3, meaning: 0.5 };
/// The same for means over several neighbours.
const LEAST_MEAN: f32 = 0.2;
/// Least deviation of an article's neighbours.
const LEAST_DEVIATION: f32 = 0.02;
/// Days apart beyond which more make no difference.
const FAR_DAYS: f32 = 30.0;

/// Days after which a story is rarely still the same event: of pairs in sets with sound dates that are this far apart and
/// alike, 3 in 672 are.
const WEEK_DAYS: i32 = 7;

/// Number of features.
pub(crate) const FEATURES: usize = 50;

/// Names of the features, in order of [`features`]; the same stand in the file of weights.
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
    "one headline only",
    "lead of headline only",
    "headline's words in the other, of headline only",
    "headline of headline only",
    "articles in the run",
    "headline's words in the other",
    "first words in the other",
    "headline, against own best",
    "opening, against own best",
    "first words, against own best",
    "lead, against own best few",
    "lead, against own best eight",
    "full text, against own best few",
    "full text, against own best eight",
    "names, against own best few",
    "a day told of unknown",
    "same day told of",
    "days told of apart",
    "days apart, against neighbours'",
    "days apart, against neighbours' mean",
    "headline, above own neighbours",
    "first words, above own neighbours",
    "neighbours in common",
    "one tells of a later day",
    "lead, with neighbours' words",
    "more than a week apart",
    "meaning",
    "meaning, against own best",
    "meaning, against own best eight",
    "meaning, above own mean",
    "meaning, above own neighbours",
    "neighbours in common, by meaning",
    "meaning, with neighbours'",
];

/// The features of a pair.
#[allow(clippy::cast_precision_loss, reason = "days")]
pub(crate) fn features(pair: &Plain, shared: &Shared, left: &Surroundings, right: &Surroundings) -> [f32; FEATURES] {
    let local = |value: f32, of: fn(&Best) -> f32| {
        let least = of(&LEAST_BEST);
        value / (of(&left.best).max(least) * of(&right.best).max(least)).sqrt()
    };
    let against = |value: f32, of: fn(&Surroundings) -> f32| value / (of(left).max(LEAST_MEAN) * of(right).max(LEAST_MEAN)).sqrt();
    let above = |of: &Surroundings| ((pair.lead - of.mean_lead) / of.deviation_lead.max(LEAST_DEVIATION)).clamp(-3.0, 5.0);
    let above_in_meaning = |of: &Surroundings| {
        if pair.meaning > 0.0 {
            ((pair.meaning - of.mean_meaning) / of.deviation_meaning.max(LEAST_DEVIATION)).clamp(-3.0, 5.0)
        } else {
            0.0
        }
    };
    let decay = |gap: Option<i32>, days: f32| gap.map_or(0.0, |gap| (-(gap as f32) / days).exp());
    let hurried = |of: &Surroundings| {
        let gap = pair.gap_days.map(|gap| (gap as f32).min(FAR_DAYS));
        gap.zip(of.pace_days).map_or(0.0, |(gap, pace)| gap.ln_1p() - pace.ln_1p())
    };
    let flag = |is: bool| f32::from(u8::from(is));
    let short = flag(matches!(pair.shape, Shape::Headlines | Shape::TextAndHeadline));
    [
        pair.lead,
        pair.body,
        pair.title,
        pair.opening,
        pair.bigrams,
        pair.names,
        local(pair.lead, |best| best.lead),
        local(pair.body, |best| best.body),
        local(pair.names, |best| best.names),
        local(pair.bigrams, |best| best.bigrams),
        f32::midpoint(above(left), above(right)),
        pair.rarest_name,
        pair.names_in_common,
        pair.numbers,
        decay(pair.gap_days, 2.0),
        decay(pair.gap_days, 7.0),
        flag(pair.gap_days.is_none()),
        short,
        short * pair.lead,
        short * pair.headline_held,
        short * pair.title,
        left.crowd,
        pair.headline_held,
        pair.first_held,
        local(pair.title, |best| best.title),
        local(pair.opening, |best| best.opening),
        local(pair.first, |best| best.first),
        against(pair.lead, |of| of.few_lead),
        against(pair.lead, |of| of.some_lead),
        against(pair.body, |of| of.few_body),
        against(pair.body, |of| of.some_body),
        against(pair.names, |of| of.few_names),
        flag(pair.told_gap_days.is_none()),
        flag(pair.told_gap_days == Some(0)),
        decay(pair.told_gap_days, 2.0),
        hurried(left).max(hurried(right)),
        f32::midpoint(hurried(left), hurried(right)),
        pair.title - left.some_title.max(right.some_title),
        pair.first - left.some_first.max(right.some_first),
        shared.neighbours,
        flag(pair.tells_later),
        shared.widened,
        flag(pair.gap_days.is_some_and(|gap| gap > WEEK_DAYS)),
        pair.meaning,
        local(pair.meaning, |best| best.meaning),
        against(pair.meaning, |of| of.some_meaning),
        f32::midpoint(above_in_meaning(left), above_in_meaning(right)),
        pair.meaning - left.some_meaning.max(right.some_meaning),
        shared.neighbours_in_meaning,
        shared.widened_in_meaning,
    ]
}

/// Log odds of a pair whose features are all 0, and what each feature adds.
#[derive(Clone, Debug)]
pub(crate) struct Weights {
    pub(crate) constant: f32,
    pub(crate) of: [f32; FEATURES],
}

impl Weights {
    fn probability(&self, features: &[f32; FEATURES]) -> f64 {
        let sum: f32 = self.constant + self.contributions(features).iter().sum::<f32>();
        1.0 / (1.0 + f64::from(-sum).exp())
    }

    fn contributions(&self, features: &[f32; FEATURES]) -> [f32; FEATURES] {
        std::array::from_fn(|at| features[at] * self.of[at])
    }
}

/// The columns of the file, in its order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Column {
    Texts,
    /// Two bare headlines, both with a day, read by word vectors.
    Headlines,
    Languages,
    /// The same read by an encoder.
    HeadlinesEncoded,
    /// Two bare headlines of which one has no day: words must say what days said.
    HeadlinesUndated,
    HeadlinesUndatedEncoded,
}

impl Column {
    pub(crate) const ALL: [Self; 6] =
        [Self::Texts, Self::Headlines, Self::Languages, Self::HeadlinesEncoded, Self::HeadlinesUndated, Self::HeadlinesUndatedEncoded];

    pub(crate) fn of(pair: &Plain, reader: Reader) -> Self {
        match (pair.shape, reader, pair.gap_days) {
            (Shape::Texts | Shape::TextAndHeadline, ..) => Self::Texts,
            (Shape::Languages, ..) => Self::Languages,
            (Shape::Headlines, Reader::Words, Some(_)) => Self::Headlines,
            (Shape::Headlines, Reader::Words, None) => Self::HeadlinesUndated,
            (Shape::Headlines, Reader::Encoder, Some(_)) => Self::HeadlinesEncoded,
            (Shape::Headlines, Reader::Encoder, None) => Self::HeadlinesUndatedEncoded,
        }
    }
}

/// The weights of all columns.
#[derive(Clone, Debug)]
pub(crate) struct PairWeights {
    columns: [Weights; Column::ALL.len()],
}

static WEIGHTS: LazyLock<PairWeights> = LazyLock::new(|| PairWeights::read(weights::events()));

impl PairWeights {
    /// Those in use.
    pub(crate) fn get() -> &'static Self {
        &WEIGHTS
    }

    /// From the text of the file; what it lacks is 0.
    pub(crate) fn read(text: &'static str) -> Self {
        let mut columns = Column::ALL.map(|_| Weights { constant: 0.0, of: [0.0; FEATURES] });
        for row in rows(text) {
            for (column, cell) in columns.iter_mut().zip(&row[1..]) {
                let value = cell.parse().unwrap_or(0.0);
                match FEATURE_NAMES.iter().position(|name| *name == row[0]) {
                    Some(at) => column.of[at] = value,
                    None => column.constant = value,
                }
            }
        }
        Self { columns }
    }

    pub(crate) fn column(&self, column: Column) -> &Weights {
        &self.columns[column as usize]
    }

    #[cfg(feature = "train")]
    pub(crate) fn set(&mut self, column: Column, weights: Weights) {
        self.columns[column as usize] = weights;
    }

    /// The probability that two articles report one event.
    pub(crate) fn probability(&self, pair: &Plain, reader: Reader, features: &[f32; FEATURES]) -> f64 {
        self.column(Column::of(pair, reader)).probability(features)
    }
}

/// What each feature adds to the log odds.
pub(crate) fn contributions(pair: &Plain, reader: Reader, features: &[f32; FEATURES]) -> [f32; FEATURES] {
    PairWeights::get().column(Column::of(pair, reader)).contributions(features)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(value: f32, gap_days: Option<i32>) -> Plain {
        Plain {
            lead: value,
            body: value,
            title: value,
            opening: value,
            first: value,
            bigrams: value / 3.0,
            names: value,
            headline_held: value,
            first_held: value,
            gap_days,
            told_gap_days: gap_days,
            ..Plain::default()
        }
    }

    fn near(best: f32, articles: usize) -> Surroundings {
        Surroundings {
            best: Best { lead: best, body: best, title: best, opening: best, first: best, bigrams: best / 3.0, names: best, meaning: best },
            mean_lead: best / 4.0,
            deviation_lead: best / 4.0,
            few_lead: best,
            few_body: best,
            few_names: best,
            some_lead: best / 2.0,
            some_body: best / 2.0,
            some_title: best / 2.0,
            some_first: best / 2.0,
            some_meaning: best / 2.0,
            mean_meaning: best / 4.0,
            deviation_meaning: best / 4.0,
            pace_days: Some(0.0),
            crowd: crate::event::surroundings::crowd(articles),
        }
    }

    fn chance(plain: &Plain, best: f32, articles: usize) -> f64 {
        let shared = Shared { neighbours: plain.lead, widened: plain.lead, ..Shared::default() };
        PairWeights::get().probability(plain, Reader::Words, &features(plain, &shared, &near(best, articles), &near(best, articles)))
    }

    #[test]
    fn every_feature_has_its_row_of_weights_and_every_row_its_feature() {
        let names: Vec<&str> = rows(weights::events()).map(|row| row[0]).collect();
        assert_eq!(names[0], "constant");
        assert_eq!(names[1..], FEATURE_NAMES);
        for row in rows(weights::events()) {
            assert_eq!(row.len(), 1 + Column::ALL.len(), "{row:?}");
            assert!(row[1..].iter().all(|cell| cell.parse::<f32>().is_ok_and(f32::is_finite)), "{row:?}");
        }
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
        assert!(chance(&pair(0.0, Some(0)), 0.3, 50) < 0.05);
    }

    #[test]
    fn contributions_add_up_to_the_probability() {
        for (shape, gap) in [(Shape::Texts, None), (Shape::Headlines, None), (Shape::Headlines, Some(2)), (Shape::Languages, None)] {
            let plain = Plain { shape, ..pair(0.4, gap) };
            let values = features(&plain, &Shared::default(), &near(0.5, 300), &near(0.5, 300));
            let constant = PairWeights::get().column(Column::of(&plain, Reader::Words)).constant;
            let sum: f32 = constant + contributions(&plain, Reader::Words, &values).iter().sum::<f32>();
            assert!((PairWeights::get().probability(&plain, Reader::Words, &values) - 1.0 / (1.0 + f64::from(-sum).exp())).abs() < 1e-6);
        }
    }
}
