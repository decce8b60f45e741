//! Learned weights: the container they are kept in, their loader, and the sparse scores most of them are made of. Knows bytes, not what
//! a weight means.
//!
//! Each file is embedded in the binary and read in place: nothing is unpacked and no table is built at start. [`use_folder`] takes the
//! files of a folder instead, if that is asked for before the first use. Beside each file in `data/` stands its card: training data,
//! licences, the command that makes it again, its figures.

pub mod container;
pub mod scores;

use std::borrow::Cow;
use std::path::Path;
use std::sync::OnceLock;

use crate::error::{Error, ErrorKind};
use crate::weights::container::Container;

/// A file of weights.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum Weights {
    /// Words: their clusters and irregular lemmas.
    Words,
    /// Scores of tags.
    Tagger,
    /// Scores of first guesses at arcs.
    Outlook,
    /// Scores of a parser's steps.
    Parser,
    /// Scores of what a name names.
    Names,
    /// Scores of cues, and of sources and contents around them.
    Attribution,
    /// Word vectors.
    Vectors,
}

/// All files, in the order of their names here.
pub const ALL: [Weights; 7] =
    [Weights::Words, Weights::Tagger, Weights::Outlook, Weights::Parser, Weights::Names, Weights::Attribution, Weights::Vectors];

/// The weights of the pair score of events are text: a row a feature.
const EVENTS: &str = "events.tsv";
static EVENTS_LOADED: OnceLock<String> = OnceLock::new();

/// Those weights: the embedded ones, unless [`use_folder`] came first.
#[must_use]
pub fn events() -> &'static str {
    EVENTS_LOADED.get_or_init(|| include_str!("data/events.tsv").to_owned())
}

static LOADED: [OnceLock<Container>; ALL.len()] = [const { OnceLock::new() }; ALL.len()];

impl Weights {
    /// Name of the file, without its ending.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Tagger => "tagger",
            Self::Outlook => "outlook",
            Self::Parser => "parser",
            Self::Names => "names",
            Self::Attribution => "attribution",
            Self::Vectors => "vectors",
        }
    }

    /// The file's content: the embedded one, unless [`use_folder`] came first.
    #[must_use]
    pub fn get(self) -> &'static Container {
        LOADED[self as usize]
            .get_or_init(|| Container::read_trusted(Cow::Borrowed(self.embedded()), self.name()).expect("a test reads every embedded file"))
    }

    /// The bytes in the binary.
    #[must_use]
    pub fn embedded(self) -> &'static [u8] {
        match self {
            Self::Words => include_bytes!("data/words.bin"),
            Self::Tagger => include_bytes!("data/tagger.bin"),
            Self::Outlook => include_bytes!("data/outlook.bin"),
            Self::Parser => include_bytes!("data/parser.bin"),
            Self::Names => include_bytes!("data/names.bin"),
            Self::Attribution => include_bytes!("data/attribution.bin"),
            Self::Vectors => include_bytes!("data/vectors.bin"),
        }
    }
}

/// Takes the files of a folder (`words.bin`, `events.tsv` and so on) instead of those in the binary; what it lacks stays as it is, since each subject of
/// `train` writes files of its own. To be called before any analysis.
///
/// # Errors
/// [`ErrorKind::Data`] if there is no such file at all, or one is no container of this version, or does not have the digest that it
/// says; also if weights are in use already.
pub fn use_folder(folder: &Path) -> Result<(), Error> {
    let path_of = |file: &Weights| folder.join(format!("{}.bin", file.name()));
    let there: Vec<Weights> = ALL.into_iter().filter(|file| path_of(file).exists()).collect();
    let events = folder.join(EVENTS);
    if events.exists() {
        let place = events.display().to_string();
        let advice = "give a folder that `train` wrote";
        let text = std::fs::read_to_string(&events)
            .map_err(|error| Error::new(ErrorKind::Data, &place, format!("cannot be read: {error}"), advice))?;
        check_rows(&text).map_err(|cause| Error::new(ErrorKind::Data, &place, cause, advice))?;
        if EVENTS_LOADED.set(text).is_err() {
            return Err(Error::new(ErrorKind::Data, place, "weights are in use already", "set the folder first"));
        }
        if there.is_empty() {
            return Ok(());
        }
    }
    // With nothing there, the first file is missed by name.
    for file in if there.is_empty() { &ALL[..1] } else { &there[..] } {
        let path = path_of(file);
        let place = path.display().to_string();
        let bytes = std::fs::read(&path)
            .map_err(|error| Error::new(ErrorKind::Data, &place, format!("cannot be read: {error}"), "give a folder that `train` wrote"))?;
        let container = Container::read(Cow::Owned(bytes), &place)?;
        if LOADED[*file as usize].set(container).is_err() {
            return Err(Error::new(ErrorKind::Data, place, "weights are in use already", "set the folder first"));
        }
    }
    Ok(())
}

/// Whether a text is a table of weights: the same rows in the same order as the embedded one, with as many numbers.
fn check_rows(text: &str) -> Result<(), String> {
    let cells = |line: &'static str| line.split('\t').collect::<Vec<_>>();
    let own: Vec<Vec<&str>> = include_str!("data/events.tsv").lines().filter(|line| !line.starts_with('#')).map(cells).collect();
    let rows: Vec<Vec<&str>> = text.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect()).collect();
    for (at, own) in own.iter().enumerate() {
        let row = rows.get(at).filter(|row| row[0] == own[0] && row.len() == own.len());
        if !row.is_some_and(|row| row[1..].iter().all(|cell| cell.parse::<f32>().is_ok_and(f32::is_finite))) {
            return Err(format!("has no row \"{}\" with {} numbers in its place", own[0], own.len() - 1));
        }
    }
    if rows.len() == own.len() { Ok(()) } else { Err(format!("has {} rows instead of {}", rows.len(), own.len())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes that the embedded files of the language engine may have together.
    const MOST_LANGUAGE_BYTES: usize = 6_000_000;
    /// Bytes that those of attribution may have.
    const MOST_ATTRIBUTION_BYTES: usize = 4_000_000;
    /// Bytes that the word vectors may have.
    const MOST_VECTOR_BYTES: usize = 5_000_000;

    #[test]
    fn embedded_files_are_whole_and_small_and_have_a_card() {
        let mut language = 0;
        for file in ALL {
            Container::read(Cow::Borrowed(file.embedded()), file.name()).expect("an embedded file is whole");
            let bytes = file.embedded().len();
            match file {
                Weights::Attribution => assert!(bytes <= MOST_ATTRIBUTION_BYTES, "{bytes}"),
                Weights::Vectors => assert!(bytes <= MOST_VECTOR_BYTES, "{bytes}"),
                _ => language += bytes,
            }
            let card = format!("{}/src/weights/data/{}.CARD.md", env!("CARGO_MANIFEST_DIR"), file.name());
            assert!(Path::new(&card).exists(), "{card} is missing");
        }
        assert!(language <= MOST_LANGUAGE_BYTES, "{language}");
    }

    #[test]
    fn a_table_of_weights_has_the_rows_of_the_embedded_one() {
        let own = include_str!("data/events.tsv");
        assert_eq!(check_rows(own), Ok(()));
        assert!(check_rows(&own.replace("word pairs\t", "pairs of words\t")).is_err_and(|cause| cause.contains("word pairs")));
        assert!(check_rows(&own.replacen("\t0.", "\tNaN", 1)).is_err());
        assert!(check_rows(&format!("{own}more\t1\t1\t1\t1\n")).is_err());
    }

    #[test]
    fn a_folder_without_the_files_is_named() {
        let error = use_folder(Path::new("/nowhere")).expect_err("there is no such folder");
        assert!(error.place.contains("words.bin") && error.kind == ErrorKind::Data);
    }
}
