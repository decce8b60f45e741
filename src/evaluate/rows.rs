//! JSON Lines: an object a line, blank lines passed over, a broken line named by its number.

use serde::de::DeserializeOwned;

use crate::error::{Error, ErrorKind};

/// A line and its number.
#[derive(Clone, Debug)]
pub struct Numbered<T> {
    /// Line of the file, from 1.
    pub line: usize,
    /// What it says.
    pub value: T,
}

/// All lines of `text`; `advice` says what a line should be.
pub(super) fn read<T: DeserializeOwned>(text: &str, place: &str, advice: &str) -> Result<Vec<Numbered<T>>, Error> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(at, line)| match serde_json::from_str(line) {
            Ok(value) => Ok(Numbered { line: at + 1, value }),
            Err(cause) => Err(Error::new(ErrorKind::Format, format!("{place}:{}", at + 1), cause.to_string(), advice)),
        })
        .collect()
}

/// The same without the numbers.
pub(super) fn values<T: DeserializeOwned>(text: &str, place: &str, advice: &str) -> Result<Vec<T>, Error> {
    Ok(read(text, place, advice)?.into_iter().map(|row| row.value).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_their_numbers_and_a_broken_one_is_named() {
        let rows: Vec<Numbered<u32>> = read("1\n\n 3 \n", "f", "numbers").expect("these are numbers");
        assert_eq!(rows.iter().map(|row| (row.line, row.value)).collect::<Vec<_>>(), [(1, 1), (3, 3)]);
        let error = values::<u32>("1\nx\n", "f", "numbers").expect_err("x is none");
        assert_eq!((error.place.as_str(), error.advice.as_str()), ("f:2", "numbers"));
    }
}
