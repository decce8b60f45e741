//! Distils word vectors from a sentence encoder and writes `vectors.bin`.
//!
//! Steps: what the encoder makes of each piece of its vocabulary alone; its vectors of the user's sentences; a linear map and a projection
//! from the first to the second, then descent on both losses ([`vector_fit`]); rotation and coding in half a byte a value
//! ([`vector_codes`]). Tried in the guide and dropped: 384 dimensions, whole words as rows, more than 50,000 sentences (no gain).

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorKind};
use crate::language::encoder::Encoder;
use crate::train::vector_codes;
use crate::train::vector_fit::{self, Sentence};
use crate::weights::container;

/// Fewest sentences that a fit makes sense on.
const FEWEST_SENTENCES: usize = 1000;

/// What to learn from, and where to write.
#[derive(Clone, Debug)]
pub struct VectorTraining {
    /// A folder of sentence-transformers.
    pub teacher: PathBuf,
    /// Sentences, one a line.
    pub sentences: PathBuf,
    /// The folder for `vectors.bin`.
    pub out: PathBuf,
    /// Start of all random numbers.
    pub seed: u64,
}

/// Distils word vectors. `say` is told about each step.
///
/// # Errors
/// If the teacher or the sentences cannot be read, or the file cannot be written.
pub fn train(training: &VectorTraining, say: &(dyn Fn(&str) + Sync)) -> Result<(), Error> {
    let teacher = Encoder::load(&training.teacher)?;
    let place = training.teacher.display().to_string();
    if !teacher.folds_letters() {
        return Err(Error::new(ErrorKind::Data, place, "its vocabulary has capitals", "give an uncased model"));
    }
    let lines = sentences(&training.sentences)?;
    say(&format!("teacher {} with {} pieces; {} sentences", teacher.digest(), teacher.vocabulary().len(), lines.len()));
    let kept: Vec<usize> = kept(teacher.vocabulary());
    let states = teacher.piece_states();
    let mut numbers = vec![None; states.len()];
    kept.iter().enumerate().for_each(|(row, piece)| numbers[*piece] = Some(row));
    let pieces: Vec<Vec<f32>> = kept.iter().map(|piece| states[*piece].clone()).collect();
    say(&format!("{} pieces encoded", pieces.len()));
    let targets = teacher.encode(&lines);
    let sentences: Vec<Sentence> = lines
        .iter()
        .zip(targets)
        .map(|(line, target)| Sentence { rows: teacher.pieces(line).iter().filter_map(|piece| numbers[*piece as usize]).collect(), target })
        .filter(|sentence| !sentence.rows.is_empty())
        .collect();
    say("sentences encoded");
    let table = vector_fit::fit(&pieces, &sentences, training.seed, say);
    let coded = vector_codes::code(&table);
    let words = fronts(kept.iter().map(|piece| teacher.vocabulary()[*piece].as_str()));
    let bytes = container::write(&[("words", words), ("scales", coded.scales), ("levels", coded.levels), ("codes", coded.codes)]);
    let path = training.out.join("vectors.bin");
    let size = bytes.len();
    fs::write(&path, bytes).map_err(|error| {
        Error::new(ErrorKind::Write, path.display().to_string(), error.to_string(), "give --out a folder that can be written")
    })?;
    say(&format!("vectors written: {size} bytes, mean cosine of coded and exact rows {:.4}", coded.likeness));
    Ok(())
}

fn sentences(path: &Path) -> Result<Vec<String>, Error> {
    let place = path.display().to_string();
    let advice = "give a file with one sentence a line, thousands of them";
    let text = fs::read_to_string(path).map_err(|error| Error::new(ErrorKind::Unreadable, &place, error.to_string(), advice))?;
    let lines: Vec<String> = text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    if lines.len() < FEWEST_SENTENCES {
        return Err(Error::new(ErrorKind::NoText, place, format!("holds {} sentences", lines.len()), advice));
    }
    Ok(lines)
}

/// The pieces that English text can need, in order of their bytes: no signs of the model, no other scripts.
fn kept(vocabulary: &[String]) -> Vec<usize> {
    let english = |piece: &str| {
        let is_sign = piece.len() > 2 && piece.starts_with('[') && piece.ends_with(']');
        !(piece.is_empty() || is_sign)
            && piece.chars().all(|c| c < '\u{250}' || ('\u{2010}'..'\u{20d0}').contains(&c))
            && piece.len() < usize::from(u8::MAX)
    };
    let mut kept: Vec<usize> = (0..vocabulary.len()).filter(|at| english(&vocabulary[*at])).collect();
    kept.sort_by(|left, right| vocabulary[*left].cmp(&vocabulary[*right]));
    kept.dedup_by(|left, right| vocabulary[*left] == vocabulary[*right]);
    kept
}

/// Words in order, each without what it shares with the one before.
fn fronts<'words>(words: impl Iterator<Item = &'words str>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut last: &str = "";
    for word in words {
        let shared = last.bytes().zip(word.bytes()).take_while(|(left, right)| left == right).count();
        bytes.extend([shared, word.len() - shared].map(|count| u8::try_from(count).unwrap_or(0)));
        bytes.extend(&word.as_bytes()[shared..]);
        last = word;
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_and_other_scripts_are_left_out_and_the_rest_is_in_order() {
        let vocabulary: Vec<String> = ["[PAD]", "the", "##s", "[", "京", "café", "–"].iter().map(|piece| (*piece).to_owned()).collect();
        let kept: Vec<&str> = kept(&vocabulary).into_iter().map(|at| vocabulary[at].as_str()).collect();
        assert_eq!(kept, ["##s", "[", "café", "the", "–"]);
        assert_eq!(fronts(["cab", "cabin", "car"].into_iter()), *b"\0\x03cab\x03\x02in\x02\x01r");
    }
}
