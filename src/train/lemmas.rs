//! The exceptions of the lemmatiser: what treebanks say where its rules say something else, and the irregular verbs of the lexicon.

use std::collections::BTreeMap;

use crate::language::syntax::conllu::GoldSentence;
use crate::language::syntax::lemma::{Lemmatiser, lower};
use crate::language::syntax::tag::{Tag, Upos, Xpos};
use crate::language::syntax::words::WordTable;
use crate::lexicon::verb;

/// The section `lemmas`: sorted lines of form, class, lemma.
pub(crate) fn exceptions(gold: &[GoldSentence], words: WordTable<'_>) -> Vec<u8> {
    let mut seen: BTreeMap<(String, Xpos), BTreeMap<(String, Upos), usize>> = BTreeMap::new();
    for word in gold.iter().flat_map(|sentence| &sentence.words) {
        let name = word.tag.upos == Upos::ProperNoun || matches!(word.tag.xpos, Xpos::ProperNoun | Xpos::ProperNouns);
        let odd = matches!(word.tag.upos, Upos::Other | Upos::Symbol | Upos::Punctuation) || word.lemma == "_";
        let plain = |text: &str| !text.contains(['\t', '\n', ' ']);
        if !name && !odd && plain(&word.form) && plain(&word.lemma) {
            *seen.entry((lower(&word.form), word.tag.xpos)).or_default().entry((word.lemma.clone(), word.tag.upos)).or_default() += 1;
        }
    }
    for (base, past, participle) in verb::irregular() {
        for (form, class) in [(past, Xpos::PastVerb), (participle, Xpos::Participle)] {
            seen.entry((form.to_owned(), class)).or_default().entry((base.to_owned(), Upos::Verb)).or_insert(1);
        }
    }
    let rules = Lemmatiser::new(&[], words);
    let mut lines: Vec<String> = Vec::new();
    for ((form, xpos), lemmas) in seen {
        let Some(((lemma, upos), _)) = lemmas.iter().max_by_key(|entry| entry.1) else { continue };
        if rules.by_rule(&form, Tag { upos: *upos, xpos }) != *lemma {
            lines.push(format!("{form}\t{}\t{lemma}\n", xpos.name()));
        }
    }
    lines.sort_unstable();
    lines.concat().into_bytes()
}
