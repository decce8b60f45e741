//! Fits the attribution weights: cue tagger, labeller, and how probable an attribution is.
//!
//! The labeller learns from cues that taggers found which had not seen the article (jackknifing), so that it learns to reject; the
//! probability from attributions in articles that neither had seen.

use std::fs;
use std::path::PathBuf;

use rayon::prelude::*;

use crate::attribution::learned::assemble::source_of;
use crate::attribution::learned::cue_features::{CUE_BORDERS, CUE_LABELS};
use crate::attribution::learned::field::{CueField, FoundCue};
use crate::attribution::learned::label_features::{BORDERS, LABELS};
use crate::attribution::learned::likelihood::{self, FEATURES};
use crate::attribution::learned::model::{ChainWeights, Space, find_cues, label};
use crate::error::{Error, ErrorKind};
use crate::train::attribution_examples::{self as examples, Gather, Visit, visit_cues, visit_labels};
use crate::train::attribution_gold::{self, GoldScene};
use crate::train::chain_training::{Chain, ChainSettings, Example, Index, train as train_chain};
use crate::train::logistic;
use crate::train::perceptron::prune;
use crate::weights::container;
use crate::weights::scores;

/// Parts that jackknifing cuts the articles into.
const FOLDS: usize = 5;
/// Bytes of the tagger's and the labeller's scores, before packing.
const CUE_BYTES: usize = 1_300_000;
const LABEL_BYTES: usize = 2_000_000;

/// What to train on, and where to write.
#[derive(Clone, Debug)]
pub struct AttributionTraining {
    /// JSON lines with gold attributions.
    pub gold: PathBuf,
    /// The folder for the file of weights.
    pub out: PathBuf,
    /// Start of all random numbers.
    pub seed: u64,
}

const CUE_SETTINGS: ChainSettings =
    ChainSettings { labels: CUE_LABELS, borders: CUE_BORDERS, epochs: 6, rate: 0.02, decay: 0.05, dropped: 0.0, seed: 0 };
const LABEL_SETTINGS: ChainSettings =
    ChainSettings { labels: LABELS, borders: BORDERS, epochs: 5, rate: 0.01, decay: 0.05, dropped: 0.2, seed: 0 };

/// Fits the weights and writes `attribution.bin`. `say` is told about each step.
///
/// # Errors
/// If the gold cannot be read or the file cannot be written.
pub fn train(training: &AttributionTraining, say: &(dyn Fn(&str) + Sync)) -> Result<(), Error> {
    let articles = attribution_gold::read(&training.gold)?;
    say(&format!("{} articles analysed", articles.len()));
    let sections = sections(&articles, training.seed, say);
    let path = training.out.join("attribution.bin");
    fs::write(&path, container::write(&sections)).map_err(|error| {
        Error::new(ErrorKind::Write, path.display().to_string(), error.to_string(), "give --out a folder that can be written")
    })
}

/// All sections of the file.
pub(crate) fn sections(articles: &[GoldScene], seed: u64, say: &(dyn Fn(&str) + Sync)) -> Vec<(&'static str, Vec<u8>)> {
    let settings = ChainSettings { seed, ..CUE_SETTINGS };
    let visit = |at: usize, to: &mut dyn Visit| visit_cues(&articles[at], to);
    let index = examples::index(articles, &visit);
    let rows = gather(articles.len(), &index, &visit);
    say(&format!("cues: {} features", index.keys.len()));
    // The parts, then all.
    let fitted: Vec<Fitted> = (0..=FOLDS).into_par_iter().map(|part| fit(&rows, part, settings, &index)).collect();
    drop(rows);
    let cues: Vec<Vec<FoundCue>> = (0..articles.len())
        .into_par_iter()
        .map(|at| find_cues(&fitted[at % FOLDS].weights(CUE_BORDERS), &articles[at].scene, &mut Space::default()))
        .collect();
    say("cues found");
    let tagger = pruned(&fitted[FOLDS], CUE_BYTES, articles.len(), settings, &visit);

    let settings = ChainSettings { seed: seed + 1, ..LABEL_SETTINGS };
    let visit = |at: usize, to: &mut dyn Visit| visit_labels(&articles[at], &cues[at], to);
    let index = examples::index(articles, &visit);
    let rows = gather(articles.len(), &index, &visit);
    say(&format!("labels: {} features", index.keys.len()));
    let fitted: Vec<Fitted> = [0, FOLDS].into_par_iter().map(|part| fit(&rows, part, settings, &index)).collect();
    drop(rows);
    say("labels fitted");
    let judged: Vec<([f32; FEATURES], bool)> = (0..articles.len())
        .into_par_iter()
        .filter(|at| *at % FOLDS == 0)
        .flat_map_iter(|at| judge(&articles[at], &cues[at], &fitted[0].weights(BORDERS)))
        .collect();
    let likelihood = logistic::fit(&judged);
    let labeller = pruned(&fitted[1], LABEL_BYTES, articles.len(), settings, &visit);
    say(&format!("likelihood {likelihood:?}"));
    vec![
        ("cue", tagger.section),
        ("cue borders", bytes(&tagger.borders)),
        ("label", labeller.section),
        ("label borders", bytes(&labeller.borders)),
        ("likelihood", bytes(&likelihood)),
    ]
}

/// A chain from the articles outside one part, or from all if the part is [`FOLDS`].
fn fit(rows: &[Vec<Example>], part: usize, settings: ChainSettings, index: &Index) -> Fitted {
    let seen: Vec<&Example> = rows.iter().enumerate().filter(|(at, _)| part == FOLDS || at % FOLDS != part).flat_map(|row| row.1).collect();
    Fitted::of(&train_chain(index.keys.len(), &seen, settings, &|_, _| ()), index)
}

fn gather(articles: usize, index: &Index, visit: &(dyn Fn(usize, &mut dyn Visit) + Sync)) -> Vec<Vec<Example>> {
    (0..articles)
        .into_par_iter()
        .map(|at| {
            let mut gather = Gather::new(index);
            visit(at, &mut gather);
            gather.list
        })
        .collect()
}

/// A chain as it is written.
struct Fitted {
    features: Vec<scores::Feature>,
    section: Vec<u8>,
    borders: Vec<f32>,
    labels: usize,
}

impl Fitted {
    fn of(chain: &Chain, index: &Index) -> Self {
        let features = chain.features(&index.keys);
        let section = scores::write(chain.labels, features.clone());
        Self { features, section, borders: chain.borders.clone(), labels: chain.labels }
    }

    fn weights(&self, borders: usize) -> ChainWeights<'_> {
        ChainWeights::new(&self.section, &bytes(&self.borders), borders * self.labels * self.labels)
    }
}

/// Keeps the largest weights that fit into `most` bytes and learns them again, so that they make up for the others.
fn pruned(whole: &Fitted, most: usize, articles: usize, settings: ChainSettings, visit: &(dyn Fn(usize, &mut dyn Visit) + Sync)) -> Fitted {
    let index = Index::of(&prune(&whole.features, most));
    let rows = gather(articles, &index, visit);
    let seen: Vec<&Example> = rows.iter().flatten().collect();
    let again = Fitted::of(&train_chain(index.keys.len(), &seen, settings, &|_, _| ()), &index);
    let features = prune(&again.features, most);
    Fitted { section: scores::write(settings.labels, features.clone()), features, ..again }
}

/// Attributions of an article with what the probability is made of, and whether they are right: at least half of the content's words and
/// a word of the source.
fn judge(article: &GoldScene, cues: &[FoundCue], weights: &ChainWeights) -> Vec<([f32; FEATURES], bool)> {
    let scene = &article.scene;
    let field = CueField::new(scene, cues.to_vec());
    let labelled = label(weights, &field, &mut Space::default());
    let counts = |at: usize| !scene.places[at].is_mark;
    let right = |one: &crate::attribution::learned::model::Labelled| {
        let source = examples::listed(source_of(scene, one));
        article.attributions.iter().any(|gold| {
            let (both, all) = examples::shared(&one.content, &gold.content, &counts);
            let (same, any) = examples::shared(&source, &gold.source, &counts);
            2 * both >= all && both > 0 && (same > 0 || any == 0)
        })
    };
    labelled.iter().map(|one| (likelihood::features(scene, one), right(one))).collect()
}

fn bytes(values: &[f32]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_le_bytes()).collect()
}
