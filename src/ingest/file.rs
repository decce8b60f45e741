//! One file to its articles: unpack, decode, tell the format, read, assemble. A broken row costs that row alone.

use rayon::prelude::*;
use serde::de::{DeserializeSeed, Deserializer, SeqAccess, Visitor};
use serde_json::Value;

use crate::article::{Article, Digest};
use crate::error::{Error, ErrorKind, Warning, WarningCode};
use crate::ingest::assemble::Made;
use crate::ingest::date_order::Form;
use crate::ingest::draft::Draft;
use crate::ingest::format::{self, Ending, Format, ending_of};
use crate::ingest::walk::Found;
use crate::ingest::{IngestOptions, assemble, charset, html, json, markdown, txt, unpack};

/// What one file gave.
#[derive(Default)]
pub(crate) struct Outcome {
    /// Of the bytes, if they could be read.
    pub(crate) digest: Option<Digest>,
    pub(crate) articles: Vec<Article>,
    /// Of each article, what its date shows about the order of day and month.
    pub(crate) forms: Vec<Option<Form>>,
    pub(crate) errors: Vec<Error>,
    pub(crate) warnings: Vec<Warning>,
}

/// A draft, or why a row gave none.
type Drafted = Result<Draft, Error>;

/// Reads one file.
pub(crate) fn read(found: &Found, options: &IngestOptions) -> Outcome {
    let mut outcome = Outcome::default();
    let bytes = match unpack::load(found) {
        Ok(bytes) => bytes,
        Err(error) => {
            outcome.errors.push(error);
            return outcome;
        }
    };
    outcome.digest = Some(bytes.digest);
    if bytes.content.is_empty() {
        outcome.errors.push(Error::new(ErrorKind::NoText, &found.path, "the file is empty", "save the article again"));
        return outcome;
    }
    let decoded = match charset::decode(bytes.content, &found.path) {
        Ok(decoded) => decoded,
        Err(error) => {
            outcome.errors.push(error);
            return outcome;
        }
    };
    if decoded.replaced > 0 {
        let message =
            format!("{} bytes or characters in it were not text and were replaced or taken out: save it as UTF-8", decoded.replaced);
        outcome.warnings.push(Warning::new(WarningCode::ReplacedBytes, &found.path, message));
    }
    let made: Vec<Result<Made, Error>> = match format_of(found, &decoded.text) {
        Format::Text => vec![assemble::article(txt::read(&with_plain_line_ends(decoded.text)), &found.path)],
        Format::Markdown => vec![assemble::article(markdown::read(&with_plain_line_ends(decoded.text)), &found.path)],
        Format::Html => vec![assemble::article(html::read(&with_plain_line_ends(decoded.text)), &found.path)],
        Format::Json => {
            read_json(&decoded.text, found, options).into_par_iter().map(|draft| assemble::article(draft?, &found.path)).collect()
        }
        Format::JsonLines => read_lines(&decoded.text, found, options),
    };
    for article in made {
        match article {
            Ok(made) => {
                outcome.articles.push(made.article);
                outcome.forms.push(made.form);
                outcome.warnings.extend(made.warnings);
            }
            Err(error) => outcome.errors.push(error),
        }
    }
    if outcome.articles.is_empty() && outcome.errors.is_empty() {
        outcome.errors.push(Error::new(
            ErrorKind::NoText,
            &found.path,
            "there is no article in it",
            "check that rows are objects with a title and a text",
        ));
    }
    outcome
}

fn format_of(found: &Found, text: &str) -> Format {
    match ending_of(&found.path) {
        Ending::Read(Format::Text) if format::opens_as_page(text) => Format::Html,
        // Rows under a .json ending, one array under .jsonl.
        Ending::Read(Format::Json) if format::sniff(text) == Format::JsonLines => Format::JsonLines,
        Ending::Read(Format::JsonLines)
            if format::sniff(text) == Format::Json && text.lines().filter(|line| !line.trim().is_empty()).nth(1).is_some() =>
        {
            Format::Json
        }
        Ending::Read(format) => format,
        Ending::Document(_) | Ending::Other => format::sniff(text),
    }
}

fn with_plain_line_ends(text: String) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}

/// A row at a time, so that no tree of the whole file is held.
fn read_lines(text: &str, found: &Found, options: &IngestOptions) -> Vec<Result<Made, Error>> {
    let lines: Vec<(u32, &str)> = (1_u32..).zip(text.split('\n')).filter(|(_, line)| !line.trim().is_empty()).collect();
    lines
        .into_par_iter()
        .map(|(row, line)| {
            let place = || assemble::place_of(&found.path, Some(row));
            let value: Value = serde_json::from_str(line).map_err(|cause| {
                Error::new(ErrorKind::Format, place(), format!("not JSON: {cause}"), "JSON Lines has one whole object a line")
            })?;
            let draft = json::draft_of(&value, &options.fields).ok_or_else(|| no_object(place()))?;
            assemble::article(Draft { row: Some(row), ..draft }, &found.path)
        })
        .collect()
}

fn no_object(place: String) -> Error {
    Error::new(ErrorKind::Format, place, "not an object", "an article is an object with fields such as title and text")
}

/// One document: an object, or an array of which each element becomes a draft before the next is read.
fn read_json(text: &str, found: &Found, options: &IngestOptions) -> Vec<Drafted> {
    let mut drafts = Vec::new();
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let document = Document { path: &found.path, options, drafts: &mut drafts };
    let result = document.deserialize(&mut deserializer).and_then(|()| deserializer.end());
    if let Err(cause) = result {
        let place = assemble::place_of(&found.path, u32::try_from(cause.line()).ok().filter(|line| *line > 0));
        drafts.push(Err(Error::new(ErrorKind::Format, place, format!("not JSON: {cause}"), "what came before it was read")));
    }
    drafts
}

struct Document<'a> {
    path: &'a str,
    options: &'a IngestOptions,
    drafts: &'a mut Vec<Drafted>,
}

impl<'de> DeserializeSeed<'de> for Document<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Document<'_> {
    type Value = ();

    fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("an article or an array of articles")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<(), A::Error> {
        let mut row = 0_u32;
        while let Some(value) = rows.next_element::<Value>()? {
            row += 1;
            let place = || format!("{}#{row}", self.path);
            let draft = json::draft_of(&value, &self.options.fields).ok_or_else(|| no_object(place()));
            self.drafts.push(draft.map(|draft| Draft { row: Some(row), ..draft }));
        }
        Ok(())
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        let value = serde::Deserialize::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
        self.drafts.extend(json::rows_of(value, &self.options.fields).into_iter().map(Ok));
        Ok(())
    }
}
