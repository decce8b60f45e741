//! Learns what names name, from treebanks with entity columns: `X.train.ner.conllu` beside `X.train.conllu`, whose text lines it lacks.
//!
//! The documents are analysed as any article, so that the model learns from the engine's own tokens and the rules' own spans and hints. A
//! token's gold class is that of the gold word at its start.

use std::fs;
use std::path::Path;

use crate::error::{Error, ErrorKind};
use crate::language::name;
use crate::language::name_model::{self, CLASSES, KINDS, Sign, Writing};
use crate::language::syntax::conllu::{self, GoldSentence};
use crate::language::syntax::feature::Features;
use crate::language::syntax::joined::{documents, join, place};
use crate::language::syntax::words::WordTable;
use crate::language::{self, LanguageDepth, LanguageOptions};
use crate::span::Span;
use crate::train::sequence_training::Labelled;

/// The kinds of names as the treebank calls them, in the order of [`name_model::HINTS`].
const GOLD_KINDS: [&str; KINDS] = ["PERSON", "LOCATION", "ORGANIZATION", "MISC"];

/// A sentence with the class of each token.
#[derive(Clone, Debug)]
pub(crate) struct NamedSentence {
    signs: Vec<Sign>,
    gold: Vec<u8>,
}

impl Labelled for NamedSentence {
    fn gold(&self) -> &[u8] {
        &self.gold
    }

    fn collect(&self, at: usize, before: &[u8], out: &mut Features) {
        name_model::collect(&self.signs, at, before, out);
    }
}

/// Number of classes.
pub(crate) const NAME_CLASSES: usize = CLASSES;

/// The sentences of all training files of a folder that have entity columns, in order of the files' names; none if there is no such file.
///
/// # Errors
/// If a file cannot be read.
pub(crate) fn read(folder: &Path, files: &[std::path::PathBuf], table: &WordTable<'_>) -> Result<Vec<NamedSentence>, Error> {
    let mut all = Vec::new();
    for file in files {
        let name = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let beside = folder.join(name.replace(".train.conllu", ".train.ner.conllu"));
        if !beside.exists() {
            continue;
        }
        let load = |path: &Path| -> Result<Vec<GoldSentence>, Error> {
            let place = path.display().to_string();
            let text = fs::read_to_string(path)
                .map_err(|error| Error::new(ErrorKind::Unreadable, &place, error.to_string(), "give a folder with *.train.conllu files"))?;
            conllu::read(&text, &place)
        };
        let (mut sentences, named) = (load(file)?, load(&beside)?);
        conllu::take_names(&mut sentences, &named);
        documents(&sentences).into_iter().for_each(|document| of_document(document, table, &mut all));
    }
    Ok(all)
}

fn of_document(gold: &[GoldSentence], table: &WordTable<'_>, out: &mut Vec<NamedSentence>) {
    let (article, spans) = join(gold);
    let text = article.text.as_str();
    // Kind of each gold word, where it stands.
    let mut kinds: Vec<(Span, Option<usize>)> = Vec::new();
    for (sentence, span) in gold.iter().zip(&spans) {
        let kind = |name: &Option<String>| GOLD_KINDS.iter().position(|kind| name.as_deref() == Some(kind));
        kinds.extend(place(text, *span, sentence).into_iter().zip(&sentence.words).map(|(span, word)| (span, kind(&word.name))));
    }
    let analysis = language::analyse(&article, &LanguageOptions { depth: LanguageDepth::Shallow, ..LanguageOptions::default() });
    let names = name::by_rules(&article, &analysis);
    let (writing, forms) = Writing::of(text, &analysis, table);
    let mut at = 0;
    for sentence in &analysis.sentences {
        let mut signs = Vec::new();
        name_model::signs(text, &analysis, sentence.tokens.range(), &names, &writing, &forms, &mut signs);
        let mut before = None;
        let classes = analysis.tokens_in(sentence.tokens).iter().map(|token| {
            while kinds.get(at).is_some_and(|kind| kind.0.end <= token.span.start) {
                at += 1;
            }
            let kind = kinds.get(at).filter(|kind| kind.0.overlaps(token.span)).and_then(|kind| kind.1);
            let further = kind.is_some() && kind == before;
            before = kind;
            let class = kind.map_or(0, |kind| 1 + kind + if further { KINDS } else { 0 });
            u8::try_from(class).expect("there are nine classes")
        });
        let gold: Vec<u8> = classes.collect();
        out.push(NamedSentence { signs, gold });
    }
}
