//! Fits a logistic function: Newton's steps on the likelihood, with a pull towards nought.
//!
//! Sums are taken over blocks of rows of one length and added in order, so that the number of threads does not change a digit.

use rayon::prelude::*;

/// Pull towards nought.
const RIDGE: f64 = 1e-3;
/// Steps; it stands still after five.
const STEPS: usize = 12;
/// Rows of a block.
const BLOCK_ROWS: usize = 4096;

/// What is known, what came of it, how much it counts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<const N: usize> {
    pub(crate) values: [f32; N],
    pub(crate) outcome: bool,
    pub(crate) weight: f32,
}

/// Weights for rows of features with their outcomes.
pub(crate) fn fit<const N: usize>(rows: &[([f32; N], bool)]) -> Vec<f32> {
    let rows: Vec<Row<N>> = rows.iter().map(|&(values, outcome)| Row { values, outcome, weight: 1.0 }).collect();
    #[allow(clippy::cast_possible_truncation, reason = "weights are small")]
    fit_weighted(&rows, &[RIDGE; N]).iter().map(|weight| *weight as f32).collect()
}

/// Weights for rows that do not all count the same; `ridge` is the pull on each weight.
pub(crate) fn fit_weighted<const N: usize>(rows: &[Row<N>], ridge: &[f64; N]) -> [f64; N] {
    let mut weights = [0.0_f64; N];
    for _ in 0..STEPS {
        let blocks: Vec<Sums<N>> = rows.par_chunks(BLOCK_ROWS).map(|rows| Sums::over(rows, &weights)).collect();
        let mut sums = Sums::new();
        for block in &blocks {
            sums.add(block);
        }
        for left in 0..N {
            sums.gradient[left] -= ridge[left] * weights[left];
            sums.curve[left][left] += ridge[left];
            for right in 0..left {
                sums.curve[left][right] = sums.curve[right][left];
            }
        }
        let step = solve(sums.curve, sums.gradient);
        for (weight, step) in weights.iter_mut().zip(step) {
            *weight += step;
        }
    }
    weights
}

/// First and second derivatives of the likelihood; of the second those right of the diagonal.
struct Sums<const N: usize> {
    gradient: [f64; N],
    curve: [[f64; N]; N],
}

impl<const N: usize> Sums<N> {
    fn new() -> Self {
        Self { gradient: [0.0; N], curve: [[0.0; N]; N] }
    }

    fn over(rows: &[Row<N>], weights: &[f64; N]) -> Self {
        let mut sums = Self::new();
        for row in rows {
            let values = row.values.map(f64::from);
            let sum: f64 = values.iter().zip(weights).map(|(value, weight)| value * weight).sum();
            let probability = 1.0 / (1.0 + (-sum).exp());
            let error = (f64::from(u8::from(row.outcome)) - probability) * f64::from(row.weight);
            let spread = probability * (1.0 - probability) * f64::from(row.weight);
            for left in 0..N {
                sums.gradient[left] += error * values[left];
                let own = spread * values[left];
                for (sum, value) in sums.curve[left][left..].iter_mut().zip(&values[left..]) {
                    *sum += own * value;
                }
            }
        }
        sums
    }

    fn add(&mut self, other: &Self) {
        for (sum, more) in self.gradient.iter_mut().zip(&other.gradient) {
            *sum += more;
        }
        for (sum, more) in self.curve.as_flattened_mut().iter_mut().zip(other.curve.as_flattened()) {
            *sum += more;
        }
    }
}

/// Solves a system with a positive definite matrix, by elimination.
fn solve<const N: usize>(mut matrix: [[f64; N]; N], mut right: [f64; N]) -> [f64; N] {
    for at in 0..N {
        let (row, own) = (matrix[at], right[at]);
        for below in at + 1..N {
            let share = matrix[below][at] / row[at];
            for (value, above) in matrix[below].iter_mut().zip(row) {
                *value -= share * above;
            }
            right[below] -= share * own;
        }
    }
    for at in (0..N).rev() {
        let known: f64 = (at + 1..N).map(|column| matrix[at][column] * right[column]).sum();
        right[at] = (right[at] - known) / matrix[at][at];
    }
    right
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of rows with the flag three in four are right, without it one in four.
    fn rows() -> Vec<([f32; 2], bool)> {
        (0..400).map(|n| ([1.0, (n % 2) as f32], n / 2 % 4 < if n % 2 == 1 { 3 } else { 1 })).collect()
    }

    #[test]
    fn the_function_gives_the_share_of_each_group() {
        let weights = fit(&rows());
        let share = |flag: f32| 1.0 / (1.0 + (-weights[0] - weights[1] * flag).exp());
        assert!((share(1.0) - 0.75).abs() < 1e-3 && (share(0.0) - 0.25).abs() < 1e-3);
    }

    #[test]
    fn a_row_that_counts_twice_is_two_rows_and_a_strong_pull_holds_a_weight_down() {
        let once: Vec<Row<2>> = rows().iter().map(|&(values, outcome)| Row { values, outcome, weight: 1.0 }).collect();
        let twice: Vec<Row<2>> = once.iter().chain(once.iter().filter(|row| row.outcome)).copied().collect();
        let weighted: Vec<Row<2>> = once.iter().map(|row| Row { weight: if row.outcome { 2.0 } else { 1.0 }, ..*row }).collect();
        let (left, right) = (fit_weighted(&twice, &[1e-3; 2]), fit_weighted(&weighted, &[1e-3; 2]));
        assert!(left.iter().zip(right).all(|(left, right)| (left - right).abs() < 1e-9));
        assert!(fit_weighted(&once, &[1e-3, 1e6])[1].abs() < 1e-3);
    }
}
