//! Precision, recall and their harmonic mean.

use serde::Serialize;

/// Precision, recall and their harmonic mean, 0 to 1; 0 where nothing was there to count.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize)]
pub struct Rates {
    /// Share of the predicted that is right.
    pub precision: f64,
    /// Share of the gold that was found.
    pub recall: f64,
    /// Harmonic mean.
    pub f1: f64,
}

impl Rates {
    /// Of so many right among so many predicted and so many in gold.
    pub(super) fn of(right: f64, predicted: f64, gold: f64) -> Self {
        Self::mean(share(right, predicted), share(right, gold))
    }

    /// With the harmonic mean of the two.
    pub(super) fn mean(precision: f64, recall: f64) -> Self {
        let sum = precision + recall;
        Self { precision, recall, f1: if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 } }
    }
}

/// Part of a whole; 0 of nothing.
pub(super) fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_right_of_four_predicted_and_three_in_gold() {
        let rates = Rates::of(2.0, 4.0, 3.0);
        assert!((rates.precision - 0.5).abs() < 1e-12 && (rates.recall - 2.0 / 3.0).abs() < 1e-12);
        assert!((rates.f1 - 4.0 / 7.0).abs() < 1e-12);
    }

    #[test]
    fn nothing_gives_nought() {
        assert_eq!(Rates::of(0.0, 0.0, 0.0), Rates::default());
        assert_eq!(Rates::of(0.0, 0.0, 3.0), Rates::default());
    }
}
