//! What can fail (reading, loading, writing, options) and what is only worth a word (everything else).

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What kind of work failed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ErrorKind {
    /// A path that leads nowhere, or a pattern that matches nothing.
    NotFound,
    /// The system refused to open or read it.
    Unreadable,
    /// Not a format that is read, or broken.
    Format,
    /// Readable, but without an article's text.
    NoText,
    /// Larger than the limit.
    TooLarge,
    /// Weights or lexicons that do not fit.
    Data,
    /// Output that could not be written.
    Write,
    /// Options that do not go together, or a value that makes no sense.
    Usage,
}

/// A failure: what kind, where, why, and what to do.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Error {
    /// What kind of work failed.
    pub kind: ErrorKind,
    /// The file (and `:line` or `#id` within it), option or output.
    pub place: String,
    /// What happened.
    pub cause: String,
    /// What to do about it; empty if there is nothing sensible to say.
    pub advice: String,
}

impl Error {
    /// A failure of `kind` at `place`.
    #[must_use]
    pub fn new(kind: ErrorKind, place: impl Into<String>, cause: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { kind, place: place.into(), cause: cause.into(), advice: advice.into() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.place, self.cause)?;
        if !self.advice.is_empty() {
            write!(out, " ({})", self.advice)?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

/// Stable code of a [`Warning`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum WarningCode {
    /// No headline was given or found.
    NoHeadline,
    /// No date was given or found: it takes part, ordered last.
    NoDate,
    /// A date that can mean two days was settled by the other articles, or the day in the address stands for it.
    AssumedDate,
    /// No outlet was given or found: the file's name stands in.
    NoOutlet,
    /// Two articles bore one id: the later one was renamed.
    DuplicateId,
    /// Two addresses go under one outlet name.
    SharedOutletName,
    /// The text is cut (paywall, teaser): silence in it means nothing.
    TruncatedText,
    /// The language is not one that can be analysed.
    UnsupportedLanguage,
    /// Bytes that were not text were replaced.
    ReplacedBytes,
    /// A sentence was too long and was cut.
    LongSentence,
    /// A quotation mark without its partner.
    UnbalancedQuotation,
    /// The same text came twice.
    RepeatedArticle,
    /// An event of one outlet: nothing to compare.
    SingleOutlet,
    /// Events that were given and articles that were read do not go together.
    GivenEvents,
    /// A document in a folder that may hold an article, of a kind that is not read.
    UnreadDocument,
}

/// Something worth a word that did not stop the work.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Warning {
    /// Stable code.
    pub code: WarningCode,
    /// The article or file it is about.
    pub place: String,
    /// What happened, and what to do.
    pub message: String,
}

impl Warning {
    /// A warning about `place`.
    #[must_use]
    pub fn new(code: WarningCode, place: impl Into<String>, message: impl Into<String>) -> Self {
        Self { code, place: place.into(), message: message.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_names_its_place_its_cause_and_what_to_do() {
        let error = Error::new(ErrorKind::Format, "a.json:3", "not JSON", "one object a line");
        assert_eq!(error.to_string(), "a.json:3: not JSON (one object a line)");
    }
}
