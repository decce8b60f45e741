//! Fits the language engine: word clusters, lemmas, names, tagger, outlook, parser.
//!
//! Each step learns from what the step before it gets wrong: the outlook from tags, and the parser from tags and outlooks, that models
//! gave which had not seen the sentence (jackknifing). A share of the sentences is learned in title case as well, for headlines. What was
//! tried and dropped, with its gain on the development files: trees voted by six parsers over news (none), a larger cluster table (none),
//! usual classes of words as features (none), margins above 1 (none), eight folds instead of four (none), relations chosen again with the
//! whole tree in sight by a second model over jackknifed trees (between 17 words lost and 14 won of 22,000 and 24,000 each).

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::error::{Error, ErrorKind};
use crate::language::syntax::conllu::{self, GoldSentence};
use crate::language::syntax::feature::Features;
use crate::language::syntax::form::Form;
use crate::language::syntax::outlook;
use crate::language::syntax::tagger::{self, Capitals};
use crate::language::syntax::words::{self, WordTable};
use crate::train::clusters::{self, ClusterSettings};
use crate::train::gold_tree::GoldTree;
use crate::train::inventory::Inventory;
use crate::train::perceptron::{Perceptron, fit, prune};
use crate::train::sequence_training::{Labelled, OutlookSentence, SequenceSettings, TaggedSentence, train as train_sequence};
use crate::train::tree_training::{self, TreeSettings};
use crate::train::{lemmas, names, news, title_case};
use crate::weights::container;
use crate::weights::scores::{self, SparseScores};

/// Every so many sentences one is learned in title case too: 8 brought headlines from 64 to 82 LAS and cost nothing else; 4 no more.
const TITLE_CASE_EVERY: usize = 8;
/// Parts that jackknifing cuts the sentences into.
const FOLDS: usize = 4;
/// Sentences that stay in one part together, since neighbours share words.
const FOLD_RUN: usize = 10;
/// Passes of a jackknife model.
const FOLD_EPOCHS: usize = 4;
/// Bytes of a jackknife model: like those of the final ones, unpruned.
const FOLD_BYTES: usize = 3_000_000;
/// Passes of tagger and outlook before and after pruning.
const SEQUENCE_EPOCHS: (usize, usize) = (4, 6);
/// Runs whose mean the tagger and the outlook are: one gave .1 UPOS less, three no more.
const SEQUENCE_RUNS: u64 = 2;
/// Runs whose mean the parser is: 1 to 4 gave 83.3, 83.7, 83.7, 83.7 LAS on GUM and 83.1, 83.1, 83.2, 83.4 on EWT.
const PARSER_RUNS: u64 = 4;
/// Passes of the parser before and after pruning.
const PARSER_EPOCHS: (usize, usize) = (4, 7);
/// How often the parser follows its own mistakes: 1.0 was .3 worse.
const EXPLORATION: f64 = 0.9;
/// By how much a good step must lead: 0 was .2 worse, 3 no better.
const MARGIN: f32 = 1.0;
/// Features that changed less often are dropped at once.
const FEWEST_CHANGES: u32 = 2;
/// Bytes of the four files before packing.
const TAGGER_BYTES: usize = 1_100_000;
const OUTLOOK_BYTES: usize = 900_000;
const PARSER_BYTES: usize = 3_900_000;
const NAME_BYTES: usize = 300_000;
/// Least weight of the parser's features after that, in steps of the file. It leaves out 35 in 100 of them, so that look-ups find more of
/// the rest in the processor's memories (an eighth faster): LAS 84.2 on GUM and 83.7 on EWT (with all 84.4 and 83.9; from 22 on 84.2 and
/// 83.6, from 24 on 83.7 and 83.1), agentless passives .875 (.871), attributions of PolNeAR .684 (.682).
const PARSER_LEAST: i8 = 20;
/// Word clusters: sizes as in the trial of the guide; 1,024 fine ones were .3 worse.
const CLUSTERS: ClusterSettings =
    ClusterSettings { words: 40_000, neighbours: 2000, dimensions: 100, fine: 512, rough: 64, rounds: 25, seen: 3, seed: 0 };

/// What to train on, and where to write.
#[derive(Clone, Debug)]
pub struct LanguageTraining {
    /// A folder with `*.train.conllu` files.
    pub treebank: PathBuf,
    /// Files of JSON lines with news texts, for clusters.
    pub texts: Vec<PathBuf>,
    /// The folder for the files of weights.
    pub out: PathBuf,
    /// Start of all random numbers.
    pub seed: u64,
}

/// Fits all weights of the language engine and writes their files. `say` is told about each step.
///
/// # Errors
/// If the treebank or a text cannot be read, or a file cannot be written.
pub fn train(training: &LanguageTraining, say: &(dyn Fn(&str) + Sync)) -> Result<(), Error> {
    let plain = treebank(&training.treebank)?;
    let texts = news::read(&training.texts)?;
    say(&format!("{} sentences of treebanks, {} of news", plain.len(), texts.len()));

    let word_section = cluster(texts, &plain, training.seed);
    let table = WordTable::new(&word_section);
    let lemmas = lemmas::exceptions(&plain, table);
    write(&training.out, "words", &[("words", word_section.clone()), ("lemmas", lemmas)])?;
    say("words written");

    let named = names::read(&training.treebank, &training_files(&training.treebank)?, &table)?;
    let section = fit_sequence(&named, names::NAME_CLASSES, training.seed + 3, NAME_BYTES);
    write(&training.out, "names", &[("scores", section)])?;
    say("names written");
    drop(named);

    let inventory = Inventory::of(&plain);
    let (gold, sources) = with_headlines(&plain);
    let fold = |at: usize| sources[at] / FOLD_RUN % FOLDS;
    let tagged: Vec<TaggedSentence> = gold.iter().map(|sentence| tagged(sentence, &inventory, &table)).collect();
    let tags = inventory.tags.len();
    let section = fit_sequence(&tagged, tags, training.seed, TAGGER_BYTES);
    let names: String = inventory.tags.iter().map(|tag| tag.joint() + "\n").collect();
    write(&training.out, "tagger", &[("tags", names.into_bytes()), ("scores", section)])?;
    say("tagger written");

    let predicted_tags = jackknife(&tagged, tags, training.seed, &fold, &|scores, sentence, features, chosen| {
        tagger::decode(scores, tags, &sentence.forms, sentence.capitals, features, chosen);
    });
    let outlooks = Inventory::outlooks(&plain);
    let classes = outlooks.len();
    let looking: Vec<OutlookSentence> = gold
        .iter()
        .zip(&tagged)
        .zip(&predicted_tags)
        .map(|((sentence, tagged), tags)| OutlookSentence {
            forms: tagged.forms.clone(),
            tags: tags.clone(),
            gold: Inventory::outlook(sentence, &outlooks),
        })
        .collect();
    let section = fit_sequence(&looking, classes, training.seed + 1, OUTLOOK_BYTES);
    write(&training.out, "outlook", &[("classes", vec![u8::try_from(classes).unwrap_or(u8::MAX)]), ("scores", section)])?;
    say("outlook written");

    let guesses = jackknife(&looking, classes, training.seed + 1, &fold, &|scores, sentence, features, chosen| {
        outlook::decode(scores, classes, &sentence.forms, &sentence.tags, features, chosen);
    });
    let trees: Vec<GoldTree> = (0..gold.len())
        .into_par_iter()
        .filter_map(|at| {
            let (role, label) = (|tag| inventory.role(tag), |name: &str| inventory.relation(name));
            GoldTree::of(&gold[at], &tagged[at].forms, &predicted_tags[at], &guesses[at], role, label)
        })
        .collect();
    drop((tagged, looking));
    let steps = inventory.steps(&trees);
    let trees: Vec<&GoldTree> = trees.iter().collect();
    let runs = training.seed + 2..training.seed + 2 + PARSER_RUNS;
    let features = fit(runs, PARSER_BYTES, FEWEST_CHANGES, &|start, seed, again| {
        let epochs = if again { PARSER_EPOCHS.1 } else { PARSER_EPOCHS.0 };
        tree_training::train(start, &trees, &steps, TreeSettings { epochs, exploration: EXPLORATION, margin: MARGIN, seed })
    });
    let relations: String = inventory.relations.iter().map(|relation| format!("{}\n", relation.name())).collect();
    let step_bytes = steps.classes.iter().flat_map(|(step, label)| [*step as u8, *label]).collect();
    let section = scores::write(steps.classes.len(), scores::telling(features, PARSER_LEAST));
    write(&training.out, "parser", &[("relations", relations.into_bytes()), ("steps", step_bytes), ("scores", section)])?;
    say("parser written");
    Ok(())
}

fn unreadable(place: &Path, error: &std::io::Error) -> Error {
    Error::new(ErrorKind::Unreadable, place.display().to_string(), error.to_string(), "give a folder with *.train.conllu files")
}

/// The training files of a folder, in order of their names.
fn training_files(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| unreadable(folder, &error))? {
        let path = entry.map_err(|error| unreadable(folder, &error))?.path();
        if path.to_string_lossy().ends_with(".train.conllu") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The sentences of all training files of a folder, in order of the files' names.
fn treebank(folder: &Path) -> Result<Vec<GoldSentence>, Error> {
    let mut sentences = Vec::new();
    for file in &training_files(folder)? {
        let text = fs::read_to_string(file).map_err(|error| unreadable(file, &error))?;
        sentences.extend(conllu::read(&text, &file.display().to_string())?);
    }
    if sentences.is_empty() {
        return Err(Error::new(
            ErrorKind::NotFound,
            folder.display().to_string(),
            "holds no *.train.conllu file",
            "give the folder of a treebank",
        ));
    }
    Ok(sentences)
}

/// The section of word clusters.
fn cluster(mut texts: Vec<Vec<String>>, gold: &[GoldSentence], seed: u64) -> Vec<u8> {
    texts.extend(gold.iter().map(|sentence| sentence.words.iter().map(|word| word.form.clone()).collect()));
    let clusters = clusters::make(&texts, ClusterSettings { seed, ..CLUSTERS });
    let rough: Vec<u8> = clusters.rough.iter().map(|cluster| cluster + 1).collect();
    words::write(clusters.words.iter().map(|(key, fine)| (*key, fine + 1)).collect(), &rough)
}

/// The sentences and their copies in title case, with the place of the sentence that each comes from.
fn with_headlines(plain: &[GoldSentence]) -> (Vec<GoldSentence>, Vec<usize>) {
    let mut gold = plain.to_vec();
    let mut sources: Vec<usize> = (0..plain.len()).collect();
    for at in (TITLE_CASE_EVERY / 2..plain.len()).step_by(TITLE_CASE_EVERY) {
        if let Some(headline) = title_case::headline(&plain[at]) {
            gold.push(headline);
            sources.push(at);
        }
    }
    (gold, sources)
}

fn tagged(sentence: &GoldSentence, inventory: &Inventory, table: &WordTable<'_>) -> TaggedSentence {
    TaggedSentence {
        forms: sentence.words.iter().map(|word| Form::new(&word.form, table)).collect(),
        capitals: Capitals::of(sentence.words.iter().map(|word| word.form.as_str())),
        gold: sentence.words.iter().map(|word| inventory.tag(word.tag)).collect(),
    }
}

fn fit_sequence<S: Labelled>(sentences: &[S], classes: usize, seed: u64, bytes: usize) -> Vec<u8> {
    let all: Vec<&S> = sentences.iter().collect();
    let features = fit(seed..seed + SEQUENCE_RUNS, bytes, FEWEST_CHANGES, &|start, seed, again| {
        let epochs = if again { SEQUENCE_EPOCHS.1 } else { SEQUENCE_EPOCHS.0 };
        train_sequence(start, &all, SequenceSettings { classes, epochs, seed })
    });
    scores::write(classes, features)
}

/// Classifies the sentences of one part in the way given.
type Decode<'a, S> = &'a (dyn Fn(&SparseScores<'_>, &S, &mut Features, &mut Vec<u8>) + Sync);

/// Classes of each sentence by a model that has not seen it.
fn jackknife<S: Labelled>(
    sentences: &[S],
    classes: usize,
    seed: u64,
    fold: &(dyn Fn(usize) -> usize + Sync),
    decode: Decode<'_, S>,
) -> Vec<Vec<u8>> {
    let parts: Vec<Vec<(usize, Vec<u8>)>> = (0..FOLDS)
        .into_par_iter()
        .map(|part| {
            let (held, seen): (Vec<usize>, Vec<usize>) = (0..sentences.len()).partition(|at| fold(*at) == part);
            let seen: Vec<&S> = seen.iter().map(|at| &sentences[*at]).collect();
            let settings = SequenceSettings { classes, epochs: FOLD_EPOCHS, seed: seed + part as u64 };
            let features = train_sequence(Perceptron::new(), &seen, settings).averaged(FEWEST_CHANGES, 0.0);
            let section = scores::write(classes, prune(&features, FOLD_BYTES));
            let scores = SparseScores::new(&section);
            let mut features = Features::default();
            let mut chosen = Vec::new();
            let decoded = held.into_iter().map(|at| {
                decode(&scores, &sentences[at], &mut features, &mut chosen);
                (at, chosen.clone())
            });
            decoded.collect()
        })
        .collect();
    let mut all = vec![Vec::new(); sentences.len()];
    for (at, classes) in parts.into_iter().flatten() {
        all[at] = classes;
    }
    all
}

fn write(folder: &Path, name: &str, sections: &[(&str, Vec<u8>)]) -> Result<(), Error> {
    let path = folder.join(format!("{name}.bin"));
    fs::write(&path, container::write(sections)).map_err(|error| {
        Error::new(ErrorKind::Write, path.display().to_string(), error.to_string(), "give --out a folder that can be written")
    })
}
