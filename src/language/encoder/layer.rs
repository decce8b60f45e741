//! One layer of a transformer encoder (Vaswani et al., 2017, arXiv:1706.03762): attention within each sequence, then two linear maps
//! with a GELU between (Hendrycks and Gimpel, 2016, arXiv:1606.08415), each followed by its norm.

use std::ops::Range;

use ndarray::linalg::general_mat_mul;
use ndarray::{Array1, Array2, Axis, Slice};

/// A linear map: `out = in * weights + bias`.
#[derive(Debug)]
pub(super) struct Linear {
    /// A row an output, as the files have it.
    pub(super) weights: Array2<f32>,
    pub(super) bias: Array1<f32>,
}

impl Linear {
    fn apply(&self, states: &Array2<f32>, out: &mut Array2<f32>) {
        out.assign(&self.bias);
        general_mat_mul(1.0, states, &self.weights.t(), 1.0, out);
    }

    fn room(&self, tokens: usize) -> Array2<f32> {
        Array2::zeros((tokens, self.weights.nrows()))
    }
}

/// Each row to mean 0 and deviation 1, then scaled and moved.
#[derive(Debug)]
pub(super) struct Norm {
    pub(super) scale: Array1<f32>,
    pub(super) shift: Array1<f32>,
    pub(super) epsilon: f32,
}

impl Norm {
    pub(super) fn apply(&self, states: &mut Array2<f32>) {
        let width = self.scale.len().max(1) as f32;
        for mut row in states.rows_mut() {
            let mean = row.sum() / width;
            let variance = row.iter().map(|value| (value - mean) * (value - mean)).sum::<f32>() / width;
            let deviation = (variance + self.epsilon).sqrt();
            for ((value, scale), shift) in row.iter_mut().zip(&self.scale).zip(&self.shift) {
                *value = (*value - mean) / deviation * scale + shift;
            }
        }
    }
}

/// What a layer works in; the layers of a model use it one after another, since fetching it anew takes a tenth of the time.
pub(super) struct Space {
    mixed: Array2<f32>,
    context: Array2<f32>,
    wide: Array2<f32>,
    out: Array2<f32>,
}

/// A layer's weights.
#[derive(Debug)]
pub(super) struct Layer {
    /// Queries, keys and values side by side.
    pub(super) attention_in: Linear,
    pub(super) attention_out: Linear,
    pub(super) attention_norm: Norm,
    pub(super) widen: Linear,
    pub(super) narrow: Linear,
    pub(super) norm: Norm,
}

impl Layer {
    /// Space for so many tokens.
    pub(super) fn space(&self, tokens: usize) -> Space {
        Space {
            mixed: self.attention_in.room(tokens),
            context: self.attention_out.room(tokens),
            wide: self.widen.room(tokens),
            out: self.narrow.room(tokens),
        }
    }

    /// `bounds`: the rows of each sequence.
    pub(super) fn apply(&self, states: &mut Array2<f32>, bounds: &[Range<usize>], heads: usize, space: &mut Space) {
        let Space { mixed, context, wide, out } = space;
        let width = states.ncols();
        let size = width / heads.max(1);
        let scale = 1.0 / (size as f32).sqrt();
        self.attention_in.apply(states, mixed);
        for rows in bounds {
            let own = mixed.slice_axis(Axis(0), Slice::from(rows.clone()));
            let mut heard = context.slice_axis_mut(Axis(0), Slice::from(rows.clone()));
            for head in 0..heads {
                let part = |which: usize| {
                    let start = which * width + head * size;
                    own.slice_axis(Axis(1), Slice::from(start..start + size))
                };
                let mut shares = part(0).dot(&part(1).t());
                for mut row in shares.rows_mut() {
                    let most = row.fold(f32::NEG_INFINITY, |most, value| most.max(*value));
                    row.mapv_inplace(|value| ((value - most) * scale).exp());
                    let sum = row.sum();
                    row.mapv_inplace(|value| value / sum);
                }
                heard.slice_axis_mut(Axis(1), Slice::from(head * size..(head + 1) * size)).assign(&shares.dot(&part(2)));
            }
        }
        self.attention_out.apply(context, out);
        *states += &*out;
        self.attention_norm.apply(states);
        self.widen.apply(states, wide);
        wide.mapv_inplace(gelu);
        self.narrow.apply(wide, out);
        *states += &*out;
        self.norm.apply(states);
    }
}

/// The Gaussian error linear unit.
fn gelu(value: f32) -> f32 {
    0.5 * value * (1.0 + error_function(value * std::f32::consts::FRAC_1_SQRT_2))
}

/// To 1.5e-7: formula 7.1.26 of Abramowitz and Stegun (1964).
fn error_function(value: f32) -> f32 {
    let x = value.abs();
    let t = 1.0 / (1.0 + 0.327_591_1 * x);
    let sum = t * (0.254_829_6 + t * (-0.284_496_74 + t * (1.421_413_7 + t * (-1.453_152_1 + t * 1.061_405_4))));
    (1.0 - sum * (-x * x).exp()).copysign(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unit_bends_where_it_should() {
        assert!((gelu(1.0) - 0.841_345).abs() < 1e-5 && (gelu(-1.0) + 0.158_655).abs() < 1e-5 && gelu(0.0).abs() < 1e-6);
    }

    #[test]
    fn a_norm_leaves_mean_nought_and_deviation_one() {
        let norm = Norm { scale: Array1::ones(4), shift: Array1::zeros(4), epsilon: 1e-12 };
        let mut states = Array2::from_shape_vec((1, 4), vec![1.0, 2.0, 3.0, 4.0]).expect("four values");
        norm.apply(&mut states);
        assert!(states.sum().abs() < 1e-5 && (states.mapv(|value| value * value).sum() - 4.0).abs() < 1e-4);
    }
}
