//! The little linear algebra that clusters need: a truncated singular value decomposition of a sparse matrix by subspace iteration
//! (Halko, Martinsson and Tropp, 2011, doi:10.1137/090771806), and the eigenvectors of a small symmetric matrix (Jacobi, 1846).

use rayon::prelude::*;

use crate::train::random::Random;

/// Sweeps of Jacobi's method: more than a matrix of a few hundred rows needs.
const SWEEPS: usize = 12;

/// Share of its length below which what is left of a column is no direction.
const VANISHED: f32 = 1e-4;

/// A sparse matrix by rows: (column, value) pairs.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sparse {
    pub(crate) rows: Vec<Vec<(u32, f32)>>,
    pub(crate) columns: usize,
}

/// A dense matrix, row by row.
#[derive(Clone, Debug, Default)]
pub(crate) struct Dense {
    pub(crate) values: Vec<f32>,
    pub(crate) columns: usize,
}

impl Dense {
    pub(crate) fn row(&self, at: usize) -> &[f32] {
        &self.values[at * self.columns..(at + 1) * self.columns]
    }

    fn rows(&self) -> usize {
        self.values.len() / self.columns.max(1)
    }
}

impl Sparse {
    fn transposed(&self) -> Self {
        let mut rows = vec![Vec::new(); self.columns];
        for (at, row) in self.rows.iter().enumerate() {
            for (column, value) in row {
                rows[*column as usize].push((u32::try_from(at).expect("fewer rows than that"), *value));
            }
        }
        Self { rows, columns: self.rows.len() }
    }

    fn times(&self, right: &Dense) -> Dense {
        let columns = right.columns;
        let values: Vec<Vec<f32>> = self
            .rows
            .par_iter()
            .map(|row| {
                let mut sum = vec![0.0; columns];
                for (at, value) in row {
                    sum.iter_mut().zip(right.row(*at as usize)).for_each(|(sum, other)| *sum += value * other);
                }
                sum
            })
            .collect();
        Dense { values: values.concat(), columns }
    }
}

/// Makes the columns orthonormal (modified Gram and Schmidt).
pub(crate) fn orthonormalise(matrix: &mut Dense) {
    let (rows, columns) = (matrix.rows(), matrix.columns);
    let mut by_column: Vec<Vec<f32>> =
        (0..columns).map(|column| (0..rows).map(|row| matrix.values[row * columns + column]).collect()).collect();
    for at in 0..columns {
        let (done, rest) = by_column.split_at_mut(at);
        let column = &mut rest[0];
        let before = column.iter().map(|value| value * value).sum::<f32>().sqrt();
        for other in done {
            let share: f32 = other.iter().zip(column.iter()).map(|(a, b)| a * b).sum();
            column.iter_mut().zip(other.iter()).for_each(|(value, other)| *value -= share * other);
        }
        let length = column.iter().map(|value| value * value).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        // More columns than the matrix has directions: what is left of one is rounding.
        if length <= VANISHED * before {
            column.fill(0.0);
        } else {
            column.iter_mut().for_each(|value| *value /= length);
        }
    }
    for (column, values) in by_column.iter().enumerate() {
        for (row, value) in values.iter().enumerate() {
            matrix.values[row * columns + column] = *value;
        }
    }
}

/// Eigenvalues and eigenvectors (as rows) of a symmetric matrix.
pub(crate) fn eigen(matrix: &mut [Vec<f64>]) -> Vec<(f64, Vec<f64>)> {
    let size = matrix.len();
    let mut vectors: Vec<Vec<f64>> = (0..size).map(|at| (0..size).map(|other| f64::from(u8::from(at == other))).collect()).collect();
    for _ in 0..SWEEPS {
        for p in 0..size {
            for q in p + 1..size {
                if matrix[p][q].abs() < 1e-12 {
                    continue;
                }
                let theta = (matrix[q][q] - matrix[p][p]) / (2.0 * matrix[p][q]);
                let t = theta.signum() / (theta.abs() + (theta * theta + 1.0).sqrt());
                let cos = 1.0 / (t * t + 1.0).sqrt();
                let sin = t * cos;
                for row in matrix.iter_mut() {
                    let (a, b) = (row[p], row[q]);
                    row[p] = cos * a - sin * b;
                    row[q] = sin * a + cos * b;
                }
                for at in 0..size {
                    let (a, b) = (matrix[p][at], matrix[q][at]);
                    matrix[p][at] = cos * a - sin * b;
                    matrix[q][at] = sin * a + cos * b;
                    let (a, b) = (vectors[p][at], vectors[q][at]);
                    vectors[p][at] = cos * a - sin * b;
                    vectors[q][at] = sin * a + cos * b;
                }
            }
        }
    }
    let mut pairs: Vec<(f64, Vec<f64>)> = vectors.into_iter().enumerate().map(|(at, vector)| (matrix[at][at], vector)).collect();
    pairs.sort_by(|left, right| right.0.total_cmp(&left.0));
    pairs
}

/// The rows of a matrix in `rank` dimensions: left singular vectors times the square root of their singular values.
#[allow(clippy::cast_possible_truncation, reason = "vectors are kept in single precision")]
pub(crate) fn reduce(matrix: &Sparse, rank: usize, rounds: usize, seed: u64) -> Dense {
    let transposed = matrix.transposed();
    let mut random = Random::new(seed);
    let columns = rank + 20;
    let start = (0..matrix.columns * columns).map(|_| (random.share() - 0.5) as f32).collect();
    let mut basis = matrix.times(&Dense { values: start, columns });
    for _ in 0..rounds {
        orthonormalise(&mut basis);
        let mut back = transposed.times(&basis);
        orthonormalise(&mut back);
        basis = matrix.times(&back);
    }
    orthonormalise(&mut basis);
    // The small matrix basis' * matrix has the same singular values.
    let small = transposed.times(&basis);
    let mut square = vec![vec![0.0_f64; columns]; columns];
    for row in 0..small.rows() {
        let values = small.row(row);
        for (at, value) in values.iter().enumerate() {
            for (other, right) in values.iter().enumerate() {
                square[at][other] += f64::from(*value) * f64::from(*right);
            }
        }
    }
    let pairs = eigen(&mut square);
    let mut reduced = Vec::with_capacity(basis.rows() * rank);
    for row in 0..basis.rows() {
        for (value, vector) in &pairs[..rank] {
            let scale = value.max(0.0).sqrt().sqrt();
            let sum: f64 = basis.row(row).iter().zip(vector).map(|(left, right)| f64::from(*left) * right).sum();
            reduced.push((sum * scale) as f32);
        }
    }
    Dense { values: reduced, columns: rank }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_are_alike_stay_alike_and_others_apart() {
        let row = |columns: &[u32]| columns.iter().map(|column| (*column, 1.0)).collect::<Vec<_>>();
        let mut rows = Vec::new();
        for at in 0..60_u32 {
            rows.push(if at % 2 == 0 { row(&[at % 7, 8 + at % 3, 12]) } else { row(&[20 + at % 7, 30 + at % 3, 35]) });
        }
        // Two directions: of further ones none is longer than the others, so that any mixture of them could come.
        let reduced = reduce(&Sparse { rows, columns: 40 }, 2, 12, 1);
        let dot = |left: usize, right: usize| reduced.row(left).iter().zip(reduced.row(right)).map(|(a, b)| a * b).sum::<f32>();
        assert!(dot(0, 2) > 0.1 && dot(0, 1).abs() < 1e-3, "{} {}", dot(0, 2), dot(0, 1));
    }
}
