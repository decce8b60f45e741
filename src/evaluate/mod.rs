//! Gold readers and metrics: the figures of the public scorers, and the comparison against our own corpora.

pub mod alignment;
mod assignment;
pub mod attribution;
mod attribution_text;
pub mod compare;
pub mod events;
pub mod floors;
pub mod gold;
pub mod language;
pub mod names;
pub mod passives;
pub mod placement;
pub mod rates;
pub mod reporting;
pub mod rows;
pub mod similarity;
pub mod statements;
