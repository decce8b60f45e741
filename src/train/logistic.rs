//! Fits a logistic function: Newton's steps on the likelihood, with a slight pull towards nought.

/// Pull towards nought.
const RIDGE: f64 = 1e-3;
/// Steps; it stands still after five.
const STEPS: usize = 12;

/// Weights for rows of features with their outcomes.
pub(crate) fn fit<const N: usize>(rows: &[([f32; N], bool)]) -> Vec<f32> {
    let mut weights = [0.0_f64; N];
    for _ in 0..STEPS {
        let mut gradient = [0.0_f64; N];
        let mut curve = [[0.0_f64; N]; N];
        for (values, outcome) in rows {
            let sum: f64 = values.iter().zip(&weights).map(|(value, weight)| f64::from(*value) * weight).sum();
            let probability = 1.0 / (1.0 + (-sum).exp());
            let error = f64::from(u8::from(*outcome)) - probability;
            let spread = probability * (1.0 - probability);
            for left in 0..N {
                gradient[left] += error * f64::from(values[left]);
                for right in 0..N {
                    curve[left][right] += spread * f64::from(values[left]) * f64::from(values[right]);
                }
            }
        }
        for at in 0..N {
            gradient[at] -= RIDGE * weights[at];
            curve[at][at] += RIDGE;
        }
        let step = solve(curve, gradient);
        for (weight, step) in weights.iter_mut().zip(step) {
            *weight += step;
        }
    }
    #[allow(clippy::cast_possible_truncation, reason = "weights are small")]
    weights.iter().map(|weight| *weight as f32).collect()
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

    #[test]
    fn the_function_gives_the_share_of_each_group() {
        // Of rows with the flag three in four are right, without it one in four.
        let rows: Vec<([f32; 2], bool)> = (0..400).map(|n| ([1.0, (n % 2) as f32], n / 2 % 4 < if n % 2 == 1 { 3 } else { 1 })).collect();
        let weights = fit(&rows);
        let share = |flag: f32| 1.0 / (1.0 + (-weights[0] - weights[1] * flag).exp());
        assert!((share(1.0) - 0.75).abs() < 1e-3 && (share(0.0) - 0.25).abs() < 1e-3);
    }
}
