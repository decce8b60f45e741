//! From a teacher's states of single pieces and its vectors of sentences to a table whose means tell those vectors.
//!
//! Smooth inverse frequency (Arora, Liang and Ma, 2017) on the centred states; least squares from the mean of a sentence's rows to its
//! vector; projection on the main directions of the vectors; then Adam (Kingma and Ba, 2015, arXiv:1412.6980) on the rows of each batch,
//! on 1 - cosine and on the difference between the likenesses of sentences here and at the teacher's. A rotation at random ends it.

use ndarray::{Array1, Array2, ArrayView1, Axis, Slice};

use crate::language::vectors::DIMENSIONS;
use crate::train::linear_algebra::{self, Dense};
use crate::train::random::Random;

/// How common a piece may be before it weighs less: a share of all pieces.
const SMOOTH: f32 = 1e-3;
/// Ridge of the least squares, as a share of the mean square.
const RIDGE: f64 = 1e-3;
/// Sentences of a step.
const BATCH: usize = 512;
/// Passes over the sentences.
const EPOCHS: usize = 6;
/// Length of a step at the start; a tenth at the end.
const RATE: f32 = 3e-3;
/// Steps until the length is reached.
const WARM_UP: usize = 50;
/// How much the likenesses of sentences count beside the sentences themselves.
const RELATIVE: f32 = 1.0;
/// Adam's memory of gradients and of their squares.
const MEMORY: (f32, f32) = (0.9, 0.999);

/// A sentence to learn from.
pub(crate) struct Sentence {
    /// Rows of its pieces, repeated ones too.
    pub(crate) rows: Vec<usize>,
    /// The teacher's vector, of length 1.
    pub(crate) target: Vec<f32>,
}

/// Fits a row for each piece.
pub(crate) fn fit(pieces: &[Vec<f32>], sentences: &[Sentence], seed: u64, say: &(dyn Fn(&str) + Sync)) -> Vec<[f32; DIMENSIONS]> {
    let targets = matrix(sentences.iter().map(|sentence| sentence.target.as_slice()));
    let start = smoothed(pieces, sentences);
    let (map, constant) = least_squares(&start, sentences, &targets);
    let projection = main_directions(&targets);
    let mut table = (start.dot(&map) + &constant).dot(&projection);
    let mut lengths: Vec<f32> = table.rows().into_iter().map(length).collect();
    lengths.sort_by(f32::total_cmp);
    table /= lengths[lengths.len() / 2].max(f32::MIN_POSITIVE);
    let mut projected = targets.dot(&projection);
    projected.rows_mut().into_iter().for_each(|mut row| {
        let length = length(row.view()).max(f32::MIN_POSITIVE);
        row /= length;
    });
    descend(&mut table, sentences, &targets, &projected, seed, say);
    let turned = table.dot(&rotation(seed));
    turned.rows().into_iter().map(|row| std::array::from_fn(|at| row[at])).collect()
}

fn length(row: ArrayView1<'_, f32>) -> f32 {
    row.dot(&row).sqrt()
}

fn matrix<'rows>(rows: impl Iterator<Item = &'rows [f32]>) -> Array2<f32> {
    let rows: Vec<&[f32]> = rows.collect();
    let columns = rows.first().map_or(0, |row| row.len());
    Array2::from_shape_vec((rows.len(), columns), rows.concat()).expect("all rows are of one length")
}

/// The states, centred, common pieces made small.
fn smoothed(pieces: &[Vec<f32>], sentences: &[Sentence]) -> Array2<f32> {
    let mut states = matrix(pieces.iter().map(Vec::as_slice));
    if let Some(mean) = states.mean_axis(Axis(0)) {
        states -= &mean;
    }
    let mut counts = vec![0.0_f32; pieces.len()];
    sentences.iter().flat_map(|sentence| &sentence.rows).for_each(|row| counts[*row] += 1.0);
    let all: f32 = counts.iter().sum();
    for (mut row, count) in states.rows_mut().into_iter().zip(counts) {
        row *= SMOOTH / (SMOOTH + count / all);
    }
    states
}

fn mean_of(table: &Array2<f32>, rows: &[usize]) -> Array1<f32> {
    let mut mean = Array1::zeros(table.ncols());
    rows.iter().for_each(|row| mean += &table.row(*row));
    mean / rows.len().max(1) as f32
}

/// The map and constant that bring the means of sentences nearest to their targets.
fn least_squares(states: &Array2<f32>, sentences: &[Sentence], targets: &Array2<f32>) -> (Array2<f32>, Array1<f32>) {
    let width = states.ncols();
    let mut inputs = Array2::ones((sentences.len(), width + 1));
    for (mut input, sentence) in inputs.rows_mut().into_iter().zip(sentences) {
        input.slice_axis_mut(Axis(0), Slice::from(..width)).assign(&mean_of(states, &sentence.rows));
    }
    let mut square = inputs.t().dot(&inputs).mapv(f64::from);
    let ridge = RIDGE * square.diag().sum() / (width + 1) as f64;
    square.diag_mut().iter_mut().for_each(|value| *value += ridge);
    let solved = solve(square, inputs.t().dot(targets).mapv(f64::from)).mapv(|value| value as f32);
    (solved.slice_axis(Axis(0), Slice::from(..width)).to_owned(), solved.row(width).to_owned())
}

/// Solves `square * x = right` for a positive definite matrix (Cholesky).
fn solve(mut square: Array2<f64>, mut right: Array2<f64>) -> Array2<f64> {
    let size = square.nrows();
    for at in 0..size {
        let before = square.row(at).slice_axis(Axis(0), Slice::from(..at)).to_owned();
        let known: f64 = before.dot(&before);
        let pivot = (square[[at, at]] - known).max(f64::MIN_POSITIVE).sqrt();
        square[[at, at]] = pivot;
        for below in at + 1..size {
            let known = square.row(below).slice_axis(Axis(0), Slice::from(..at)).dot(&before);
            square[[below, at]] = (square[[below, at]] - known) / pivot;
        }
    }
    for at in 0..size {
        let known = square.row(at).slice_axis(Axis(0), Slice::from(..at)).dot(&right.slice_axis(Axis(0), Slice::from(..at)));
        let row = (&right.row(at) - &known) / square[[at, at]];
        right.row_mut(at).assign(&row);
    }
    for at in (0..size).rev() {
        let known = square.column(at).slice_axis(Axis(0), Slice::from(at + 1..)).dot(&right.slice_axis(Axis(0), Slice::from(at + 1..)));
        let row = (&right.row(at) - &known) / square[[at, at]];
        right.row_mut(at).assign(&row);
    }
    right
}

/// The directions in which the targets are longest, a column each.
fn main_directions(targets: &Array2<f32>) -> Array2<f32> {
    let square = targets.t().dot(targets);
    let mut rows: Vec<Vec<f64>> = square.rows().into_iter().map(|row| row.iter().map(|value| f64::from(*value)).collect()).collect();
    let vectors = linear_algebra::eigen(&mut rows);
    Array2::from_shape_fn((targets.ncols(), DIMENSIONS), |(row, column)| vectors.get(column).map_or(0.0, |vector| vector.1[row] as f32))
}

/// An orthogonal matrix at random.
fn rotation(seed: u64) -> Array2<f32> {
    let mut random = Random::new(seed ^ 0x726f_7461);
    let mut matrix = Dense { values: (0..DIMENSIONS * DIMENSIONS).map(|_| random.normal() as f32).collect(), columns: DIMENSIONS };
    linear_algebra::orthonormalise(&mut matrix);
    linear_algebra::orthonormalise(&mut matrix);
    Array2::from_shape_vec((DIMENSIONS, DIMENSIONS), matrix.values).expect("it is square")
}

fn descend(
    table: &mut Array2<f32>,
    sentences: &[Sentence],
    targets: &Array2<f32>,
    projected: &Array2<f32>,
    seed: u64,
    say: &(dyn Fn(&str) + Sync),
) {
    let mut random = Random::new(seed);
    let mut first = Array2::<f32>::zeros(table.dim());
    let mut second = Array2::<f32>::zeros(table.dim());
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let batches = sentences.len() / BATCH;
    let mut step = 0;
    for epoch in 1..=EPOCHS {
        random.shuffle(&mut order);
        let mut loss = 0.0;
        for chosen in order.chunks_exact(BATCH) {
            step += 1;
            let (gradients, distance) = gradients(table, sentences, chosen, targets, projected);
            loss += distance / batches as f32;
            let done = step as f32;
            let rate = RATE * (1.0 - 0.9 * done / (EPOCHS * batches) as f32) * (done / WARM_UP as f32).min(1.0);
            let (near, far) = (1.0 - MEMORY.0.powf(done), 1.0 - MEMORY.1.powf(done));
            for (row, gradient) in gradients {
                for (at, slope) in gradient.iter().enumerate() {
                    let (one, two) = (&mut first[[row, at]], &mut second[[row, at]]);
                    *one = MEMORY.0 * *one + (1.0 - MEMORY.0) * slope;
                    *two = MEMORY.1 * *two + (1.0 - MEMORY.1) * slope * slope;
                    table[[row, at]] -= rate * (*one / near) / ((*two / far).sqrt() + 1e-9);
                }
            }
        }
        say(&format!("pass {epoch}: mean distance {loss:.4}"));
    }
}

/// What each row of a batch should lose, in order of rows, and the mean of 1 - cosine.
fn gradients(
    table: &Array2<f32>,
    sentences: &[Sentence],
    chosen: &[usize],
    targets: &Array2<f32>,
    projected: &Array2<f32>,
) -> (Vec<(usize, Array1<f32>)>, f32) {
    let mut means = Array2::zeros((chosen.len(), table.ncols()));
    for (mut mean, at) in means.rows_mut().into_iter().zip(chosen) {
        mean.assign(&mean_of(table, &sentences[*at].rows));
    }
    let lengths: Vec<f32> = means.rows().into_iter().map(|row| length(row) + 1e-6).collect();
    for (mut mean, length) in means.rows_mut().into_iter().zip(&lengths) {
        mean /= *length;
    }
    let (wanted, here) = (targets.select(Axis(0), chosen), projected.select(Axis(0), chosen));
    let mut difference = means.dot(&means.t()) - wanted.dot(&wanted.t());
    difference.diag_mut().fill(0.0);
    let slopes = difference.dot(&means) * (4.0 * RELATIVE / (chosen.len() as f32).sqrt()) - &here;
    let mut sorted = lengths.clone();
    sorted.sort_by(f32::total_cmp);
    let usual = sorted[sorted.len() / 2];
    let mut sums: std::collections::BTreeMap<usize, Array1<f32>> = std::collections::BTreeMap::new();
    let mut distance = 0.0;
    for (at, number) in chosen.iter().enumerate() {
        let (mean, slope) = (means.row(at), slopes.row(at));
        distance += (1.0 - mean.dot(&here.row(at))) / chosen.len() as f32;
        // Only what turns the mean counts, not what makes it longer.
        let turned = (&slope - &(&mean * slope.dot(&mean))) * (usual / lengths[at] / chosen.len() as f32);
        let rows = &sentences[*number].rows;
        let share = &turned / rows.len() as f32;
        for row in rows {
            *sums.entry(*row).or_insert_with(|| Array1::zeros(table.ncols())) += &share;
        }
    }
    (sums.into_iter().collect(), distance)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_positive_definite_system_is_solved() {
        let square = ndarray::array![[4.0, 2.0, 0.0], [2.0, 5.0, 1.0], [0.0, 1.0, 3.0]];
        let wanted = ndarray::array![[1.0, 0.5], [-2.0, 0.0], [3.0, 1.0]];
        let solved = solve(square.clone(), square.dot(&wanted));
        assert!((solved - wanted).iter().all(|difference| difference.abs() < 1e-9));
    }

    #[test]
    fn rows_learn_what_their_sentences_are_about() {
        let mut random = Random::new(5);
        let topics: Vec<Vec<f32>> = (0..2)
            .map(|_| {
                let values: Vec<f32> = (0..DIMENSIONS).map(|_| random.normal() as f32).collect();
                let length = values.iter().map(|value| value * value).sum::<f32>().sqrt();
                values.iter().map(|value| value / length).collect()
            })
            .collect();
        let pieces: Vec<Vec<f32>> = (0..8).map(|_| (0..DIMENSIONS).map(|_| random.normal() as f32).collect()).collect();
        let sentences: Vec<Sentence> = (0..BATCH * 2)
            .map(|at| Sentence { rows: (0..3).map(|_| at % 2 * 4 + random.below(4)).collect(), target: topics[at % 2].clone() })
            .collect();
        let table = fit(&pieces, &sentences, 1, &|_| ());
        let near = |left: usize, right: usize| {
            let dot = |one: &[f32; DIMENSIONS], two: &[f32; DIMENSIONS]| crate::language::vectors::dot(one, two);
            dot(&table[left], &table[right]) / (dot(&table[left], &table[left]) * dot(&table[right], &table[right])).sqrt()
        };
        assert!(near(0, 1) > near(0, 5) + 0.2, "{} {}", near(0, 1), near(0, 5));
    }
}
