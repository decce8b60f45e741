//! The forward pass of BERT (Devlin et al., 2019, doi:10.18653/v1/N19-1423) over sequences laid end to end: the products of a layer
//! run over all of them at once, and none is padded.
//! Cost: some 21 million multiplications a token for six layers of 384 dimensions.

use ndarray::{Array2, ArrayView2, Axis};

use crate::language::encoder::layer::{Layer, Norm};

/// How the states of a text's tokens become one vector.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Pooling {
    /// Their mean.
    Mean,
    /// The state of the sign at the beginning.
    First,
}

/// A model's weights.
#[derive(Debug)]
pub(super) struct Bert {
    /// A row a piece of the vocabulary.
    pub(super) words: Array2<f32>,
    /// A row a position.
    pub(super) positions: Array2<f32>,
    /// The first row is added everywhere: there is one text, not two.
    pub(super) segments: Array2<f32>,
    pub(super) norm: Norm,
    pub(super) layers: Vec<Layer>,
    pub(super) heads: usize,
    pub(super) pooling: Pooling,
}

impl Bert {
    /// The last layer's states of the sequences' tokens, a row each, sequences one after another.
    pub(super) fn states(&self, sequences: &[&[u32]]) -> Array2<f32> {
        let tokens: usize = sequences.iter().map(|sequence| sequence.len()).sum();
        let mut states = Array2::zeros((tokens, self.words.ncols()));
        let mut bounds = Vec::with_capacity(sequences.len());
        let mut at = 0;
        for sequence in sequences {
            bounds.push(at..at + sequence.len());
            for (position, piece) in sequence.iter().enumerate() {
                let mut row = states.row_mut(at);
                row += &self.words.row(*piece as usize);
                row += &self.positions.row(position);
                row += &self.segments.row(0);
                at += 1;
            }
        }
        self.norm.apply(&mut states);
        let Some(mut space) = self.layers.first().map(|layer| layer.space(tokens)) else { return states };
        for layer in &self.layers {
            layer.apply(&mut states, &bounds, self.heads, &mut space);
        }
        states
    }

    /// The vector of a text, of length 1, from its tokens' states.
    pub(super) fn pool(&self, states: ArrayView2<'_, f32>) -> Vec<f32> {
        let vector = match self.pooling {
            Pooling::Mean => states.mean_axis(Axis(0)),
            Pooling::First => Some(states.row(0).to_owned()),
        };
        let vector = vector.map(|vector| vector.to_vec()).unwrap_or_default();
        let length = vector.iter().map(|value| value * value).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        vector.iter().map(|value| value / length).collect()
    }
}
