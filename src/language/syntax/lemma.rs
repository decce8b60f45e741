//! Dictionary forms: "said" to "say", "houses" to "house", "bigger" to "big".
//!
//! A list of exceptions, learned from treebanks, comes first; then rules by Penn Treebank class, which propose stems and take the first
//! that the word table knows, so that "hoping" comes from "hope" and "hopping" from "hop". Names keep their form: James is no "jame".
//! Section `lemmas` of the word file: lines `form TAB class TAB lemma` in order of their bytes, found by bisection.
//!
//! Known misses: "left" as adjective and verb is told apart by its class alone; rare verbs in -ing and -ed whose stem is not known.

use crate::language::syntax::form::{normal_spelling, word_key};
use crate::language::syntax::tag::{Tag, Upos, Xpos};
use crate::language::syntax::words::WordTable;

/// Finds dictionary forms.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Lemmatiser<'file> {
    exceptions: &'file str,
    words: WordTable<'file>,
}

impl<'file> Lemmatiser<'file> {
    /// With a section of exceptions and the word table.
    pub(crate) fn new(section: &'file [u8], words: WordTable<'file>) -> Self {
        Self { exceptions: std::str::from_utf8(section).unwrap_or_default(), words }
    }

    /// The dictionary form of a word under its class.
    pub(crate) fn lemma(&self, written: &str, tag: Tag) -> String {
        if tag.upos == Upos::ProperNoun || matches!(tag.xpos, Xpos::ProperNoun | Xpos::ProperNouns) {
            return written.to_owned();
        }
        let form = lower(written);
        match self.exception(&form, tag.xpos) {
            Some(lemma) => lemma.to_owned(),
            None => self.by_rule(&form, tag),
        }
    }

    /// The lemma that the list has for a form and class.
    fn exception(&self, form: &str, class: Xpos) -> Option<&'file str> {
        let wanted = format!("{form}\t{}\t", class.name());
        let (mut low, mut high) = (0, self.exceptions.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            let bytes = self.exceptions.as_bytes();
            let start = bytes[..middle].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
            let end = bytes[middle..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |at| middle + at);
            let line = self.exceptions.get(start..end)?;
            if let Some(lemma) = line.strip_prefix(wanted.as_str()) {
                return Some(lemma);
            }
            if line.as_bytes() < wanted.as_bytes() { low = end + 1 } else { high = start }
        }
        None
    }

    /// The lemma that the rules give.
    pub(crate) fn by_rule(&self, form: &str, tag: Tag) -> String {
        let stems = match tag.xpos {
            Xpos::Nouns | Xpos::ThirdPersonVerb => without_s(form),
            Xpos::Gerund => without_ending(form, "ing"),
            Xpos::PastVerb | Xpos::Participle => without_ending(form, "ed"),
            Xpos::Comparative | Xpos::ComparativeAdverb => without_ending(form, "er"),
            Xpos::Superlative | Xpos::SuperlativeAdverb => without_ending(form, "est"),
            _ => Vec::new(),
        };
        let known = |stem: &&String| self.words.look_up(word_key(&normal_spelling(stem))).fine > 0;
        stems.iter().find(known).or(stems.first()).map_or_else(|| form.to_owned(), String::clone)
    }
}

/// Small letters, plain apostrophes.
pub(crate) fn lower(written: &str) -> String {
    written.to_lowercase().replace(['’', '‘', '`'], "'")
}

/// Stems of a form in -s, the likeliest first.
fn without_s(form: &str) -> Vec<String> {
    let cut = |letters: usize, add: &str| format!("{}{add}", &form[..form.len() - letters]);
    if !form.is_ascii() || form.len() < 3 || !form.ends_with('s') || form.ends_with("ss") {
        return Vec::new();
    }
    if form.ends_with("ies") && form.len() > 4 {
        return vec![cut(3, "y"), cut(1, "")];
    }
    if ["ses", "xes", "zes", "ches", "shes"].iter().any(|ending| form.ends_with(ending)) {
        // "boxes", "houses"
        let whole = form.ends_with("sses") || form.ends_with("xes") || form.ends_with("ches") || form.ends_with("shes");
        return if whole { vec![cut(2, ""), cut(1, "")] } else { vec![cut(1, ""), cut(2, "")] };
    }
    if form.ends_with("oes") {
        return vec![cut(2, ""), cut(1, "")];
    }
    if form.ends_with("'s") {
        return vec![cut(2, "")];
    }
    vec![cut(1, "")]
}

/// Stems of a form in -ing, -ed, -er or -est, the likeliest first.
fn without_ending(form: &str, ending: &str) -> Vec<String> {
    let Some(front) = form.strip_suffix(ending).filter(|front| front.len() > 1 && front.is_ascii()) else { return Vec::new() };
    let bytes = front.as_bytes();
    let last = bytes[bytes.len() - 1];
    let vowel = |byte: u8| matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u');
    let doubled = bytes.len() > 2 && last == bytes[bytes.len() - 2] && !vowel(last);
    if !bytes.iter().any(|byte| vowel(*byte) || *byte == b'y') {
        return Vec::new();
    }
    if ending != "ing" && last == b'i' {
        return vec![format!("{}y", &front[..front.len() - 1])];
    }
    if doubled {
        let single = front[..front.len() - 1].to_owned();
        // "killing", "passing" keep both; "stopping" does not.
        return if matches!(last, b'l' | b's' | b'z' | b'f') { vec![front.to_owned(), single] } else { vec![single, front.to_owned()] };
    }
    let with_e = format!("{front}e");
    let wants_e = matches!(last, b'v' | b'c' | b'z' | b'u' | b's' | b'g')
        || bytes.len() > 1
            && vowel(bytes[bytes.len() - 2])
            && !vowel(last)
            && matches!(last, b't' | b'd' | b'k' | b'n' | b'r' | b'l' | b'm' | b'p')
            && (bytes.len() < 3 || !vowel(bytes[bytes.len() - 3]));
    if wants_e { vec![with_e, front.to_owned()] } else { vec![front.to_owned(), with_e] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::syntax::words::write;

    fn tag(joint: &str) -> Tag {
        Tag::of(joint).expect("the tests name known tags")
    }

    #[test]
    fn rules_prefer_stems_that_are_words() {
        let words = ["hope", "hop", "house", "box", "say", "stop", "kill", "big", "city", "visit"];
        let section = write(words.iter().map(|word| (word_key(word), 1)).collect(), &[1]);
        let lemmatiser = Lemmatiser::new(b"children\tNNS\tchild\nsaid\tVBD\tsay\n", WordTable::new(&section));
        for (form, joint, lemma) in [
            ("hoping", "VBG|VERB", "hope"),
            ("hopping", "VBG|VERB", "hop"),
            ("houses", "NNS|NOUN", "house"),
            ("boxes", "NNS|NOUN", "box"),
            ("Said", "VBD|VERB", "say"),
            ("children", "NNS|NOUN", "child"),
            ("killed", "VBN|VERB", "kill"),
            ("stopped", "VBD|VERB", "stop"),
            ("bigger", "JJR|ADJ", "big"),
            ("cities", "NNS|NOUN", "city"),
            ("visited", "VBD|VERB", "visit"),
            ("James", "NNP|PROPN", "James"),
            ("The", "DT|DET", "the"),
            ("as", "IN|ADP", "as"),
        ] {
            assert_eq!(lemmatiser.lemma(form, tag(joint)), lemma, "{form}");
        }
    }

    #[test]
    fn every_exception_is_found() {
        let list: String = (10..60).map(|n| format!("w{n}\tNNS\tx{n}\n")).collect();
        let lemmatiser = Lemmatiser::new(list.as_bytes(), WordTable::default());
        assert!((10..60).all(|n| lemmatiser.lemma(&format!("w{n}"), tag("NNS|NOUN")) == format!("x{n}")));
        assert_eq!(lemmatiser.lemma("w9", tag("NNS|NOUN")), "w9");
    }
}
