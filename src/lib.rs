//! Rashomon compares how different outlets report the same event: it groups articles by event, aligns their
//! statements, and reports which claims, framings and quoted sources appear in one outlet but not in others.

pub mod alignment;
pub mod article;
pub mod attribution;
pub mod cli;
pub mod error;
pub mod evaluate;
pub mod event;
pub mod finding;
pub mod framing;
pub mod ingest;
pub mod language;
pub mod lexicon;
pub mod pipeline;
pub mod render;
pub mod report;
pub mod span;
pub mod statement;
pub mod weights;
