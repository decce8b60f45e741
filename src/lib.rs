//! Rashomon compares how different outlets report the same event: it groups articles by event, aligns their
//! statements, and reports which claims, framings and quoted sources appear in one outlet but not in others.
//!
//! [`pipeline::run`] goes the whole way from paths to a [`report::Report`]; [`pipeline::compare`] starts from articles that
//! were read already. The report is plain data: every passage in it is verbatim, with its position.
//!
//! ```
//! use rashomon::ingest::{Intake, article_from_text};
//! use rashomon::pipeline::{Depth, Grouping, Options, compare};
//!
//! let first = article_from_text("gazette", "Ferry delayed", "The ferry to Skarn was delayed by twelve hours on Monday.");
//! let second = article_from_text("post", "Storm delays ferry", "A storm delayed the ferry to Skarn by nine hours on Monday.");
//! let intake = Intake { articles: vec![first, second], ..Intake::default() };
//! let report = compare(intake, &Options::default(), Grouping::AllTogether, Depth::Findings, &|_| ());
//!
//! let event = &report.events[0];
//! assert_eq!(event.outlets.len(), 2);
//! for passage in event.findings.iter().flat_map(|finding| &finding.evidence) {
//!     let text = report.articles[passage.article as usize].text.as_deref().unwrap_or_default();
//!     assert_eq!(&text[passage.bytes[0] as usize..passage.bytes[1] as usize], passage.exact);
//! }
//! ```

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
#[cfg(feature = "train")]
pub mod train;
pub mod weights;
