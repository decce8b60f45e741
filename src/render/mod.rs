//! Writes a report in its various forms. Knows the report and nothing else.
//!
//! Whatever comes from an article is untrusted here: [`safe_text`] for terminals and Markdown, a formula guard in
//! CSV, escapes in JSON.

pub mod csv;
pub mod json;
pub mod markdown;
pub mod safe_text;
#[cfg(test)]
pub(crate) mod sample;
pub(crate) mod table;
pub mod terminal;
