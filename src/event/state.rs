//! What a run leaves for the next one: the signatures of the articles of the last days and the event of each. No text is kept.
//!
//! Lines of JSON: first what it is, with the SHA-256 of all that follows, then an article a line, in the order in which they came.
//! Whoever writes it writes a new file beside the old one and renames it, so that a crash leaves the old one whole.

use std::io::{self, Write};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::article::Digest;
use crate::error::{Error, ErrorKind};
use crate::event::signature::Signature;

/// What the first line calls the file.
const NAME: &str = "rashomon.events-state";
/// Goes up when a signature holds something else, since old ones cannot be compared with new ones then.
const VERSION: u32 = 2;

/// The open events: those with an article of the last days.
#[derive(Clone, Debug, Default)]
pub struct State {
    pub(crate) articles: Vec<Kept>,
    /// Articles that came so far, with those that are gone.
    pub(crate) seen: usize,
    /// Digest of the encoder that read its bare headlines; none for the word vectors.
    pub(crate) encoder: Option<String>,
}

/// An article of an earlier run.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Kept {
    pub(crate) id: String,
    pub(crate) outlet: String,
    pub(crate) title: String,
    /// Its address without what does not name the page.
    pub(crate) address: Option<String>,
    /// SHA-256 of its text, hexadecimal.
    pub(crate) sha256: String,
    /// Stands in for a date that it lacks: the latest day of publication in the run in which it came, or else of its event.
    pub(crate) came: Option<Date>,
    pub(crate) event: String,
    pub(crate) signature: Signature,
}

#[derive(Serialize, Deserialize)]
struct Head {
    format: String,
    version: u32,
    articles: usize,
    seen: usize,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    encoder: Option<String>,
    sha256: String,
}

impl Kept {
    /// The day that says how old it is.
    pub(crate) fn day(&self) -> Option<Date> {
        self.signature.day.or(self.came)
    }
}

impl State {
    /// Articles that are open.
    #[must_use]
    pub fn len(&self) -> usize {
        self.articles.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// Whether it can go on with this encoder: meanings that two encoders made cannot be compared.
    ///
    /// # Errors
    /// [`ErrorKind::Usage`] if its articles were read with another encoder, or with none.
    pub fn check_encoder(&self, encoder: Option<&str>, place: &str) -> Result<(), Error> {
        if self.is_empty() || self.encoder.as_deref() == encoder {
            return Ok(());
        }
        let (cause, advice) = match (&self.encoder, encoder) {
            (None, _) => ("was made without an encoder", "go on without --encoder, or begin a new file"),
            (Some(_), None) => ("was made with an encoder", "name the same folder with --encoder, or begin a new file"),
            (Some(_), Some(_)) => ("was made with another encoder", "name the same folder with --encoder, or begin a new file"),
        };
        Err(Error::new(ErrorKind::Usage, place, cause, advice))
    }

    /// Reads what [`State::write`] wrote. `place` names it in errors.
    ///
    /// # Errors
    /// [`ErrorKind::Format`] if it is something else, of another version, or damaged.
    pub fn read(text: &str, place: &str) -> Result<Self, Error> {
        let wrong = |cause: String, advice: &str| Error::new(ErrorKind::Format, place, cause, advice);
        let elsewhere = "name another file: it is left as it is";
        let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
        let head: Head = serde_json::from_str(first).map_err(|_| wrong("is no state of events".to_owned(), elsewhere))?;
        if head.format != NAME {
            return Err(wrong("is no state of events".to_owned(), elsewhere));
        }
        if head.version != VERSION {
            let cause = format!("is a state of events of version {}; this program reads version {VERSION}", head.version);
            return Err(wrong(cause, "begin a new file, or use the program that wrote it"));
        }
        let damaged = || wrong("is damaged: it does not hold what was written".to_owned(), "bring back a copy of it, or begin a new file");
        if Digest::of(rest.as_bytes()).hex() != head.sha256 {
            return Err(damaged());
        }
        let articles = rest.lines().map(serde_json::from_str).collect::<Result<Vec<Kept>, _>>().map_err(|_| damaged())?;
        if articles.len() == head.articles { Ok(Self { articles, seen: head.seen, encoder: head.encoder }) } else { Err(damaged()) }
    }

    /// Writes it.
    ///
    /// # Errors
    /// What the writer answers.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut rest = Vec::new();
        for article in &self.articles {
            serde_json::to_writer(&mut rest, article)?;
            rest.push(b'\n');
        }
        let sha256 = Digest::of(&rest).hex();
        serde_json::to_writer(
            &mut *out,
            &Head {
                format: NAME.to_owned(),
                version: VERSION,
                articles: self.articles.len(),
                seen: self.seen,
                encoder: self.encoder.clone(),
                sha256,
            },
        )?;
        out.write_all(b"\n")?;
        out.write_all(&rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::signature::Term;

    fn term() -> Term {
        Term { key: 1, share: 0.1, times: [3, 2, 1, 0, 0] }
    }

    fn state() -> State {
        let kept = |id: &str| Kept {
            id: id.to_owned(),
            outlet: "Harbour Post".to_owned(),
            title: "Ferry sinks".to_owned(),
            address: None,
            sha256: "00".to_owned(),
            came: None,
            event: "e-1".to_owned(),
            signature: Signature { terms: vec![term()], day: "2024-03-05".parse().ok(), ..Signature::default() },
        };
        State { articles: vec![kept("a"), kept("b")], seen: 5, encoder: None }
    }

    fn written() -> String {
        let mut out = Vec::new();
        state().write(&mut out).expect("a vector takes all");
        String::from_utf8(out).expect("JSON is UTF-8")
    }

    #[test]
    fn what_was_written_can_be_read() {
        let read = State::read(&written(), "state").expect("it is whole");
        assert_eq!(read.articles.iter().map(|kept| kept.id.as_str()).collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(read.articles[0].signature.terms, [term()]);
        assert_eq!((read.articles[0].day(), read.seen), ("2024-03-05".parse().ok(), 5));
    }

    #[test]
    fn a_state_goes_on_with_the_encoder_that_made_it_alone() {
        let mut state = State { encoder: Some("ab".to_owned()), ..state() };
        let mut out = Vec::new();
        state.write(&mut out).expect("a vector takes all");
        let read = State::read(&String::from_utf8(out).expect("JSON is UTF-8"), "state").expect("it is whole");
        assert!(read.check_encoder(Some("ab"), "state").is_ok());
        assert!(read.check_encoder(Some("cd"), "state").is_err_and(|error| error.to_string().contains("another encoder")));
        assert!(read.check_encoder(None, "state").is_err_and(|error| error.to_string().contains("--encoder")));
        state.encoder = None;
        assert!(state.check_encoder(Some("ab"), "state").is_err_and(|error| error.to_string().contains("without")));
        assert!(State::default().check_encoder(Some("ab"), "state").is_ok());
    }

    #[test]
    fn what_is_cut_changed_or_something_else_is_an_error() {
        let whole = written();
        for (text, cause) in [
            (whole[..whole.len() - 20].to_owned(), "damaged"),
            (whole.replace("Ferry", "Fairy"), "damaged"),
            (whole.replace("\"version\":2", "\"version\":9"), "version 9"),
            ("{\"id\": 1}\n".to_owned(), "no state"),
            (String::new(), "no state"),
        ] {
            let error = State::read(&text, "state").expect_err(cause);
            assert!(error.to_string().contains(cause), "{error}");
        }
    }
}
