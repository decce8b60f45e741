//! CoNLL-U, the form of Universal Dependencies' treebanks (<https://universaldependencies.org/format.html>): read for training and
//! measuring, written by `inspect`.
//!
//! Ranges of words (`1-2`) and empty nodes (`1.1`) are passed over; of the last column only `SpaceAfter` and `NER` are read.

use crate::error::{Error, ErrorKind};
use crate::language::syntax::relation::Relation;
use crate::language::syntax::tag::{Tag, Upos, Xpos};

/// A word of a treebank.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GoldWord {
    /// As written.
    pub form: String,
    /// Its dictionary form.
    pub lemma: String,
    /// Its class.
    pub tag: Tag,
    /// Place of its head in the sentence; nothing for the root.
    pub head: Option<usize>,
    /// What it is to its head.
    pub relation: Relation,
    /// Name class (`NER=` in the last column), if one is given: "PERSON", "ORGANIZATION", "LOCATION", "MISC", "O".
    pub name: Option<String>,
}

/// A sentence of a treebank.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct GoldSentence {
    /// The text as it was written (`# text`); empty if not given.
    pub text: String,
    /// The document's id, on its first sentence.
    pub opens_document: Option<String>,
    /// Whether it is the first of a paragraph.
    pub opens_paragraph: bool,
    /// Its words.
    pub words: Vec<GoldWord>,
}

/// Reads a treebank.
///
/// # Errors
/// [`ErrorKind::Format`] at the first line that is no row of ten columns, or whose head is no number.
pub fn read(text: &str, place: &str) -> Result<Vec<GoldSentence>, Error> {
    let mut sentences = Vec::new();
    let mut current = GoldSentence::default();
    for (at, line) in text.lines().enumerate() {
        if line.is_empty() {
            if !current.words.is_empty() {
                sentences.push(std::mem::take(&mut current));
            }
        } else if let Some(comment) = line.strip_prefix('#') {
            let comment = comment.trim_start();
            if let Some(text) = comment.strip_prefix("text = ") {
                text.clone_into(&mut current.text);
            } else if let Some(id) = comment.strip_prefix("newdoc") {
                current.opens_document = Some(id.trim_start_matches(" id = ").to_owned());
            } else if comment == "newpar" || comment.starts_with("newpar ") {
                current.opens_paragraph = true;
            }
        } else if let Some(word) =
            word(line).map_err(|cause| Error::new(ErrorKind::Format, format!("{place}:{}", at + 1), cause, "give CoNLL-U"))?
        {
            current.words.push(word);
        }
    }
    if !current.words.is_empty() {
        sentences.push(current);
    }
    for sentence in &mut sentences {
        let length = sentence.words.len();
        for word in &mut sentence.words {
            word.head = word.head.filter(|head| *head < length);
        }
    }
    Ok(sentences)
}

/// Takes the entity columns of a file with the same sentences in the same order, which may lack their text lines.
pub fn take_names(sentences: &mut [GoldSentence], named: &[GoldSentence]) {
    for (sentence, named) in sentences.iter_mut().zip(named) {
        for (word, named) in sentence.words.iter_mut().zip(&named.words).filter(|(word, named)| word.form == named.form) {
            word.name.clone_from(&named.name);
        }
    }
}

/// A row; nothing for ranges and empty nodes.
fn word(line: &str) -> Result<Option<GoldWord>, String> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [id, form, lemma, upos, xpos, _, head, relation, ..] = columns[..] else {
        return Err(format!("has {} columns", columns.len()));
    };
    if id.contains(['-', '.']) {
        return Ok(None);
    }
    let head: usize = head.parse().map_err(|_| format!("the head {head} is no number"))?;
    let base = relation.split(':').next().unwrap_or(relation);
    Ok(Some(GoldWord {
        form: form.to_owned(),
        lemma: lemma.to_owned(),
        tag: Tag { upos: Upos::of(upos).unwrap_or(Upos::Other), xpos: Xpos::of(xpos).unwrap_or(Xpos::Foreign) },
        head: head.checked_sub(1),
        relation: Relation::of(relation).or_else(|| Relation::of(base)).unwrap_or(Relation::Unspecified),
        name: columns.get(9).and_then(|last| last.split('|').find_map(|part| part.strip_prefix("NER="))).map(str::to_owned),
    }))
}

/// A row of CoNLL-U. `at` and `head` count from 0; the features, the graph and, where nothing is given, the last column are left out.
#[must_use]
pub fn row(at: usize, form: &str, lemma: &str, tag: Tag, head: Option<usize>, relation: Relation, last: &str) -> String {
    let head = head.map_or(0, |head| head + 1);
    let (upos, xpos, relation) = (tag.upos.name(), tag.xpos.name(), relation.name());
    let last = if last.is_empty() { "_" } else { last };
    format!("{}\t{form}\t{lemma}\t{upos}\t{xpos}\t_\t{head}\t{relation}\t_\t{last}\n", at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_as_they_were_written() {
        let tag = Tag { upos: Upos::Verb, xpos: Xpos::PastVerb };
        let text = format!("# newdoc id = d\n# text = He slept\n{}", row(0, "slept", "sleep", tag, None, Relation::Root, "NER=O"));
        let sentences = read(&text, "sample").expect("it is well formed");
        let word = &sentences[0].words[0];
        assert_eq!(
            (word.form.as_str(), word.lemma.as_str(), word.tag, word.head, word.relation),
            ("slept", "sleep", tag, None, Relation::Root)
        );
        assert_eq!((sentences[0].text.as_str(), sentences[0].opens_document.as_deref()), ("He slept", Some("d")));
        assert_eq!(word.name.as_deref(), Some("O"));
    }

    #[test]
    fn ranges_are_passed_over_and_broken_rows_named() {
        assert_eq!(read("1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n", "sample"), Ok(Vec::new()));
        assert_eq!(read("\n1\tdon't\n", "sample").expect_err("too few columns").place, "sample:2");
    }
}
