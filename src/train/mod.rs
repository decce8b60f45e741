//! Fits the weights under `src/weights/data` from public treebanks, news text and sets of events whose paths the user names (feature `train`).
//!
//! Deterministic: a seed, the same files and the same code give the same bytes, whatever the number of threads.

pub mod attribution;
pub(crate) mod attribution_examples;
pub(crate) mod attribution_gold;
pub(crate) mod chain_training;
pub(crate) mod clusters;
pub(crate) mod event_runs;
pub(crate) mod event_sets;
pub mod events;
pub(crate) mod gold_tree;
pub(crate) mod inventory;
pub mod language;
pub(crate) mod lemmas;
pub(crate) mod linear_algebra;
pub(crate) mod logistic;
pub(crate) mod names;
pub(crate) mod news;
pub(crate) mod oracle;
pub(crate) mod perceptron;
pub(crate) mod random;
pub(crate) mod sequence_training;
pub(crate) mod title_case;
pub(crate) mod tree_training;
pub(crate) mod vector_codes;
pub(crate) mod vector_fit;
pub mod vectors;
