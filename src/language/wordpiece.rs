//! Words and their pieces, as BERT's vocabularies have them: what the word vectors and the sentence encoder look up.
//!
//! Basic tokenisation (Devlin et al., 2019, doi:10.18653/v1/N19-1423): white space parts, every punctuation mark and every Chinese
//! character stands alone, lower case without accents where the vocabulary has it so. Then greedily the longest piece from the left
//! (Schuster and Nakajima, 2012, doi:10.1109/ICASSP.2012.6289079), all but the first with `##` before it.
//! Cost: quadratic in the length of a word, which is limited.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Letters of the longest word that is cut into pieces: BERT's own limit.
const LONGEST_WORD: usize = 100;

/// What a vocabulary does with capitals and accents.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Letters {
    /// All small, without accents.
    #[default]
    Folded,
    /// As written.
    #[cfg_attr(not(feature = "encoder"), allow(dead_code, reason = "only encoders have such vocabularies"))]
    AsWritten,
}

/// The words and marks of a text.
pub(crate) fn words(text: &str, letters: Letters) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut take = |c: char| {
        if c == '\0' || c == '\u{fffd}' || (c.is_control() && !c.is_whitespace()) {
            return;
        }
        let alone = is_mark(c) || is_chinese(c);
        if (alone || c.is_whitespace()) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if alone {
            words.push(c.to_string());
        } else if !c.is_whitespace() {
            word.push(c);
        }
    };
    match letters {
        Letters::AsWritten => text.chars().for_each(&mut take),
        Letters::Folded => text.chars().flat_map(char::to_lowercase).nfd().filter(|c| !is_combining_mark(*c)).for_each(&mut take),
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Adds the pieces of a word. A word with a part that no piece fits has none.
pub(crate) fn cut(word: &str, find: impl Fn(&str) -> Option<u32>, into: &mut Vec<u32>) -> Option<()> {
    if let Some(piece) = find(word) {
        into.push(piece);
        return Some(());
    }
    if word.chars().count() > LONGEST_WORD {
        return None;
    }
    let before = into.len();
    let mut key = String::with_capacity(word.len() + 2);
    let mut start = 0;
    while start < word.len() {
        let mut end = word.len();
        let found = loop {
            key.clear();
            if start > 0 {
                key.push_str("##");
            }
            key.push_str(&word[start..end]);
            match find(&key) {
                Some(piece) => break Some(piece),
                None => end = word[start..end].char_indices().next_back().map_or(start, |(at, _)| start + at),
            }
            if end == start {
                break None;
            }
        };
        let Some(piece) = found else {
            into.truncate(before);
            return None;
        };
        into.push(piece);
        start = end;
    }
    Some(())
}

/// Marks as BERT counts them: all of ASCII that is neither letter, digit nor space, and Unicode's punctuation.
fn is_mark(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c,
            '\u{a1}' | '\u{a7}' | '\u{ab}' | '\u{b6}' | '\u{b7}' | '\u{bb}' | '\u{bf}' | '\u{37e}' | '\u{387}' | '\u{55a}'..='\u{55f}'
            | '\u{589}' | '\u{58a}' | '\u{5be}' | '\u{5c0}' | '\u{5c3}' | '\u{5c6}' | '\u{5f3}' | '\u{5f4}' | '\u{60c}' | '\u{60d}'
            | '\u{61b}' | '\u{61f}' | '\u{66a}'..='\u{66d}' | '\u{6d4}' | '\u{964}' | '\u{965}' | '\u{2010}'..='\u{2027}'
            | '\u{2030}'..='\u{2043}' | '\u{2045}'..='\u{2051}' | '\u{2053}'..='\u{205e}' | '\u{207d}' | '\u{207e}' | '\u{208d}'
            | '\u{208e}' | '\u{2308}'..='\u{230b}' | '\u{2329}' | '\u{232a}' | '\u{2768}'..='\u{2775}' | '\u{27e6}'..='\u{27ef}'
            | '\u{2e00}'..='\u{2e2e}' | '\u{2e30}'..='\u{2e4f}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}'
            | '\u{3014}'..='\u{301f}' | '\u{3030}' | '\u{303d}' | '\u{30a0}' | '\u{30fb}' | '\u{fe10}'..='\u{fe19}'
            | '\u{fe30}'..='\u{fe52}' | '\u{fe54}'..='\u{fe61}' | '\u{fe63}' | '\u{fe68}' | '\u{fe6a}' | '\u{fe6b}'
            | '\u{ff01}'..='\u{ff03}' | '\u{ff05}'..='\u{ff0a}' | '\u{ff0c}'..='\u{ff0f}' | '\u{ff1a}' | '\u{ff1b}' | '\u{ff1f}'
            | '\u{ff20}' | '\u{ff3b}'..='\u{ff3d}' | '\u{ff3f}' | '\u{ff5b}' | '\u{ff5d}' | '\u{ff5f}'..='\u{ff65}')
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2a6df}'
        | '\u{2a700}'..='\u{2ceaf}' | '\u{2f800}'..='\u{2fa1f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_alone_and_accents_go() {
        assert_eq!(words("Café's €5,000 – “no”!", Letters::Folded), ["cafe", "'", "s", "€5", ",", "000", "–", "“", "no", "”", "!"]);
        assert_eq!(words("Zürich\u{a0}北京", Letters::AsWritten), ["Zürich", "北", "京"]);
    }

    #[test]
    fn a_word_falls_into_its_longest_pieces_or_none() {
        let pieces = ["un", "##afford", "##able", "##a"];
        let find = |piece: &str| pieces.iter().position(|held| *held == piece).map(|at| u32::try_from(at).expect("few"));
        let mut found = Vec::new();
        assert!(cut("unaffordable", find, &mut found).is_some());
        assert_eq!(found, [0, 1, 2]);
        assert!(cut("unbearable", find, &mut found).is_none());
        assert_eq!(found.len(), 3);
        assert!(cut("ü", find, &mut found).is_none());
    }
}
