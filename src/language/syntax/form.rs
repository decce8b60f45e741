//! What the written form of a word tells the tagger, the parser and the name finder: the word itself in normal spelling, its ends, its
//! shape, and what the word table knows of it.

use crate::language::syntax::feature::{mix, of_bytes};
use crate::language::syntax::words::WordTable;

/// Letters at a word's end that are features, at most.
const SUFFIXES: usize = 4;
/// Letters at a word's start that are features, at most.
const PREFIXES: usize = 3;
/// Equal letters in a row that a shape shows.
const SHAPE_RUN: usize = 2;

/// Bit of [`Form::flags`]: starts with a capital.
pub(crate) const CAPITAL: u64 = 1;
/// Bit of [`Form::flags`]: no small letter in it.
const NO_SMALL: u64 = 2;
/// Bit of [`Form::flags`]: a digit in it.
const DIGIT: u64 = 4;
/// Bit of [`Form::flags`]: nothing stands here.
const OUTSIDE: u64 = 16;

/// A word's form as features.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Form {
    /// The word in normal spelling.
    pub(crate) word: u64,
    /// The word as written.
    pub(crate) raw: u64,
    /// Its last one to four letters.
    pub(crate) suffixes: [u64; SUFFIXES],
    /// Its first one to three letters.
    pub(crate) prefixes: [u64; PREFIXES],
    /// Its shape: "Xxdd-".
    pub(crate) shape: u64,
    /// Capitals and digits.
    pub(crate) flags: u64,
    /// Its fine cluster; 0 if unknown.
    pub(crate) fine: u64,
    /// Its rough cluster; 0 if unknown.
    pub(crate) rough: u64,
}

impl Form {
    /// Before the first and after the last word.
    pub(crate) const OUTSIDE: Self = Self {
        word: 0x51,
        raw: 0x51,
        suffixes: [0x51; SUFFIXES],
        prefixes: [0x51; PREFIXES],
        shape: 0x51,
        flags: OUTSIDE,
        fine: 0,
        rough: 0,
    };

    /// The features of a word.
    pub(crate) fn new(written: &str, table: &WordTable<'_>) -> Self {
        let normal = normal_spelling(written);
        let word = word_key(&normal);
        let letters: Vec<char> = normal.chars().collect();
        let ends = |from: usize, to: usize, seed: u64| {
            letters.get(from..to).unwrap_or(&[]).iter().fold(seed, |hash, letter| mix(hash.rotate_left(9) ^ u64::from(u32::from(*letter))))
        };
        let mut suffixes = [0; SUFFIXES];
        for (at, suffix) in suffixes.iter_mut().enumerate() {
            *suffix = letters.len().checked_sub(at + 1).map_or(word, |from| ends(from, letters.len(), 0x77 + at as u64));
        }
        let mut prefixes = [0; PREFIXES];
        for (at, prefix) in prefixes.iter_mut().enumerate() {
            *prefix = if letters.len() > at { ends(0, at + 1, 0x99 + at as u64) } else { word };
        }
        let known = table.look_up(word);
        Self {
            word,
            raw: of_bytes(written.as_bytes(), 2),
            suffixes,
            prefixes,
            shape: of_bytes(shape(written).as_bytes(), 3),
            flags: flags(written),
            fine: known.fine,
            rough: known.rough,
        }
    }

    /// Whether it starts with a capital.
    pub(crate) fn is_capital(&self) -> bool {
        self.flags & CAPITAL != 0
    }
}

/// The key of a word in normal spelling.
pub(crate) fn word_key(normal: &str) -> u64 {
    of_bytes(normal.as_bytes(), 1)
}

fn flags(written: &str) -> u64 {
    let mut flags = 0;
    if written.starts_with(char::is_uppercase) {
        flags |= CAPITAL;
    }
    if !written.chars().any(char::is_lowercase) {
        flags |= NO_SMALL;
    }
    if written.bytes().any(|byte| byte.is_ascii_digit()) {
        flags |= DIGIT;
    }
    flags
}

/// Small letters, plain quotes and dashes; numbers, years and addresses as one word each, digits inside words as noughts.
pub(crate) fn normal_spelling(written: &str) -> String {
    match written {
        "“" | "”" | "\"" | "``" | "''" | "„" | "«" | "»" => return "\"".to_owned(),
        "—" | "–" | "--" | "---" | "―" => return "--".to_owned(),
        "…" | "..." => return "...".to_owned(),
        "-LRB-" => return "(".to_owned(),
        "-RRB-" => return ")".to_owned(),
        _ => {}
    }
    if written.starts_with("http") || written.starts_with("www.") || written.contains('@') && written.contains('.') {
        return "!address".to_owned();
    }
    if written.bytes().any(|byte| byte.is_ascii_digit()) && written.bytes().all(|byte| byte.is_ascii_digit() || b".,:/-%".contains(&byte)) {
        let year = written.len() == 4 && written.bytes().all(|byte| byte.is_ascii_digit());
        return if year { "!year" } else { "!number" }.to_owned();
    }
    let mut normal = String::with_capacity(written.len());
    for letter in written.chars() {
        match letter {
            '’' | '‘' | '`' => normal.push('\''),
            '‐' | '‑' => normal.push('-'),
            digit if digit.is_ascii_digit() => normal.push('0'),
            other => normal.extend(other.to_lowercase()),
        }
    }
    normal
}

/// "Xx" for a capitalised word, "dd-" and so on; at most two equal signs in a row.
fn shape(written: &str) -> String {
    let mut shape = String::new();
    let (mut last, mut run) = ('\0', 0);
    for letter in written.chars() {
        let sign = match letter {
            upper if upper.is_uppercase() => 'X',
            lower if lower.is_alphabetic() => 'x',
            digit if digit.is_ascii_digit() => 'd',
            '’' | '‘' => '\'',
            '“' | '”' => '"',
            '—' | '–' | '‐' | '‑' => '-',
            other => other,
        };
        run = if sign == last { run + 1 } else { 1 };
        last = sign;
        if run <= SHAPE_RUN {
            shape.push(sign);
        }
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_meet() {
        for (written, normal) in [
            ("Don’t", "don't"),
            ("“", "\""),
            ("1,000", "!number"),
            ("2021", "!year"),
            ("F16", "f00"),
            ("www.a.com", "!address"),
            ("—", "--"),
        ] {
            assert_eq!(normal_spelling(written), normal);
        }
        let table = WordTable::new(&[]);
        assert_eq!(Form::new("It’s", &table).word, Form::new("it's", &table).word);
    }

    #[test]
    fn a_shape_keeps_capitals_and_marks() {
        assert_eq!(shape("McDonald-20"), "XxXxx-dd");
        assert!(Form::new("Oslo", &WordTable::new(&[])).is_capital());
    }
}
