//! A sentence encoder from a folder that the user names: one vector a text, stronger than word vectors and slower.
//!
//! Reads folders in the form of sentence-transformers (Reimers and Gurevych, 2019, doi:10.18653/v1/D19-1410) that hold a BERT, such as
//! all-MiniLM-L6-v2: `config.json`, the vocabulary, `model.safetensors`. Nothing is fetched. The products of matrices are those of
//! the processor at hand, so the last digits of a vector may differ between machines; on one machine they are the same for any number of
//! threads and any company in a batch. Without the feature `encoder` no folder is accepted and an [`Encoder`] cannot exist.

#[cfg(feature = "encoder")]
mod bert;
#[cfg(feature = "encoder")]
mod folder;
#[cfg(feature = "encoder")]
mod layer;

use std::path::Path;

#[cfg(feature = "encoder")]
use rayon::prelude::*;

use crate::error::Error;

/// Most tokens that are encoded together: the products are large enough, and every thread has work early.
#[cfg(feature = "encoder")]
const BATCH_TOKENS: usize = 1024;

/// A loaded encoder.
#[cfg(feature = "encoder")]
#[derive(Debug)]
pub struct Encoder {
    parts: folder::Parts,
}

/// An encoder; this build has none.
#[cfg(not(feature = "encoder"))]
#[derive(Debug)]
pub enum Encoder {}

#[cfg(feature = "encoder")]
impl Encoder {
    /// Reads a folder.
    ///
    /// # Errors
    /// [`ErrorKind::Data`](crate::error::ErrorKind::Data) if a file is missing or broken, or the model is of another kind than BERT.
    pub fn load(folder: &Path) -> Result<Self, Error> {
        Ok(Self { parts: folder::read(folder)? })
    }

    /// One vector of length 1 a text, in order. Long texts are cut at the model's limit.
    #[must_use]
    pub fn encode<T: AsRef<str> + Sync>(&self, texts: &[T]) -> Vec<Vec<f32>> {
        let sequences: Vec<Vec<u32>> = texts.par_iter().map(|text| self.parts.sequence(text.as_ref())).collect();
        self.run(&sequences, |model, states| model.pool(states))
    }

    /// SHA-256 of the model's weights, in hexadecimal.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.parts.digest
    }

    /// The vocabulary, by number.
    #[cfg(feature = "train")]
    pub(crate) fn vocabulary(&self) -> &[String] {
        &self.parts.vocabulary
    }

    /// Whether the vocabulary has no capitals and accents.
    #[cfg(feature = "train")]
    pub(crate) fn folds_letters(&self) -> bool {
        self.parts.letters == crate::language::wordpiece::Letters::Folded
    }

    /// The numbers of a text's pieces, without the signs around them and without unknown ones.
    #[cfg(feature = "train")]
    pub(crate) fn pieces(&self, text: &str) -> Vec<u32> {
        self.parts.pieces(text)
    }

    /// What the model makes of each piece of the vocabulary when it stands alone.
    #[cfg(feature = "train")]
    pub(crate) fn piece_states(&self) -> Vec<Vec<f32>> {
        let count = u32::try_from(self.parts.vocabulary.len()).unwrap_or(u32::MAX);
        let sequences: Vec<Vec<u32>> = (0..count).map(|piece| vec![self.parts.start, piece, self.parts.end]).collect();
        self.run(&sequences, |_, states| states.row(1).to_vec())
    }

    /// Runs sequences in batches of like length; `finish` makes a vector of what the model says of one.
    fn run(&self, sequences: &[Vec<u32>], finish: impl Fn(&bert::Bert, ndarray::ArrayView2<'_, f32>) -> Vec<f32> + Sync) -> Vec<Vec<f32>> {
        let mut order: Vec<usize> = (0..sequences.len()).collect();
        order.sort_by_key(|at| sequences[*at].len());
        let mut batches: Vec<Vec<usize>> = Vec::new();
        let mut tokens = BATCH_TOKENS;
        for at in order {
            if tokens + sequences[at].len() > BATCH_TOKENS {
                batches.push(Vec::new());
                tokens = 0;
            }
            tokens += sequences[at].len();
            if let Some(batch) = batches.last_mut() {
                batch.push(at);
            }
        }
        let done: Vec<Vec<(usize, Vec<f32>)>> = batches
            .into_par_iter()
            .map(|batch| {
                let ids: Vec<&[u32]> = batch.iter().map(|at| sequences[*at].as_slice()).collect();
                let model = &self.parts.model;
                let states = model.states(&ids);
                let mut start = 0;
                let vectors = batch.iter().map(|at| {
                    let end = start + sequences[*at].len();
                    let vector = finish(model, states.slice_axis(ndarray::Axis(0), ndarray::Slice::from(start..end)));
                    start = end;
                    (*at, vector)
                });
                vectors.collect()
            })
            .collect();
        let mut vectors = vec![Vec::new(); sequences.len()];
        for (at, vector) in done.into_iter().flatten() {
            vectors[at] = vector;
        }
        vectors
    }
}

#[cfg(not(feature = "encoder"))]
impl Encoder {
    /// Refuses: this build has no encoder.
    ///
    /// # Errors
    /// Always.
    pub fn load(folder: &Path) -> Result<Self, Error> {
        let advice = "build with the feature `encoder`, or leave the folder out";
        Err(Error::new(crate::error::ErrorKind::Usage, folder.display().to_string(), "this build has no sentence encoder", advice))
    }

    /// One vector of length 1 a text, in order.
    #[must_use]
    pub fn encode<T: AsRef<str> + Sync>(&self, _texts: &[T]) -> Vec<Vec<f32>> {
        match *self {}
    }

    /// SHA-256 of the model's weights, in hexadecimal.
    #[must_use]
    pub fn digest(&self) -> &str {
        match *self {}
    }
}

#[cfg(all(test, feature = "encoder"))]
mod tests {
    use super::*;

    /// Where a folder with all-MiniLM-L6-v2 is, for the test with a real model.
    const FOLDER: &str = "RASHOMON_TEST_ENCODER";

    #[test]
    fn a_folder_without_a_model_is_refused_by_name() {
        let error = Encoder::load(Path::new("/nowhere")).expect_err("there is no such folder");
        assert!(error.place.contains("/nowhere") && error.kind == crate::error::ErrorKind::Data, "{error}");
    }

    #[test]
    #[allow(clippy::print_stderr, reason = "a skipped test says so")]
    fn a_real_model_brings_paraphrases_together_in_any_company() {
        let Some(folder) = std::env::var_os(FOLDER) else {
            eprintln!("skipped: {FOLDER} names no folder with all-MiniLM-L6-v2");
            return;
        };
        let encoder = Encoder::load(Path::new(&folder)).expect("the folder holds the model");
        let texts = [
            "A ferry sank off the island on Monday night.",
            "On Monday a boat with passengers went down near the coast.",
            "The budget vote was put off by the coalition.",
            "",
            "How many people live in Berlin?",
        ];
        let vectors = encoder.encode(&texts);
        let dot = |left: &[f32], right: &[f32]| left.iter().zip(right).map(|(a, b)| a * b).sum::<f32>();
        assert!(vectors.iter().all(|vector| (dot(vector, vector) - 1.0).abs() < 1e-4));
        assert!(dot(&vectors[0], &vectors[1]) > 0.5 && dot(&vectors[0], &vectors[2]) < 0.2);
        assert_eq!(encoder.encode(&texts[1..2])[0], vectors[1]);
    }
}
