//! Learns to label the words of a sentence from left to right: tags, outlooks, parts of names.

use crate::language::syntax::feature::Features;
use crate::language::syntax::form::Form;
use crate::language::syntax::outlook;
use crate::language::syntax::tagger::{self, Capitals, best};
use crate::train::perceptron::Perceptron;
use crate::train::random::Random;
use crate::weights::scores::{MOST_CLASSES, Score};

/// A sentence with gold classes, and the features of each of its words.
pub(crate) trait Labelled: Sync {
    /// The gold class of each word.
    fn gold(&self) -> &[u8];
    /// Collects the features of word `at`, after the classes chosen before it.
    fn collect(&self, at: usize, before: &[u8], out: &mut Features);
}

/// A sentence with its tags.
#[derive(Clone, Debug)]
pub(crate) struct TaggedSentence {
    pub(crate) forms: Vec<Form>,
    pub(crate) capitals: Capitals,
    pub(crate) gold: Vec<u8>,
}

impl Labelled for TaggedSentence {
    fn gold(&self) -> &[u8] {
        &self.gold
    }

    fn collect(&self, at: usize, before: &[u8], out: &mut Features) {
        tagger::collect(&self.forms, at, before, self.capitals, out);
    }
}

/// A sentence with the outlook of each word.
#[derive(Clone, Debug)]
pub(crate) struct OutlookSentence {
    pub(crate) forms: Vec<Form>,
    pub(crate) tags: Vec<u8>,
    pub(crate) gold: Vec<u8>,
}

impl Labelled for OutlookSentence {
    fn gold(&self) -> &[u8] {
        &self.gold
    }

    fn collect(&self, at: usize, before: &[u8], out: &mut Features) {
        outlook::collect(&self.forms, &self.tags, at, before, out);
    }
}

/// How long to train.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SequenceSettings {
    /// Classes that there are.
    pub(crate) classes: usize,
    /// Passes over the sentences.
    pub(crate) epochs: usize,
    pub(crate) seed: u64,
}

/// Goes over the sentences in a random order, follows its own classes, and changes weights where the gold class does not lead.
pub(crate) fn train<S: Labelled>(mut perceptron: Perceptron, sentences: &[&S], settings: SequenceSettings) -> Perceptron {
    let mut random = Random::new(settings.seed);
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut features = Features::default();
    let mut scores = [0.0; MOST_CLASSES];
    for _ in 0..settings.epochs {
        random.shuffle(&mut order);
        for sentence in order.iter().map(|at| sentences[*at]) {
            let mut chosen: Vec<u8> = Vec::with_capacity(sentence.gold().len());
            for (at, gold) in sentence.gold().iter().enumerate() {
                sentence.collect(at, &chosen, &mut features);
                perceptron.score(features.keys(), &mut scores);
                perceptron.tick();
                let class = best(&scores[..settings.classes]);
                if class != *gold {
                    perceptron.change(features.keys(), *gold, 1.0);
                    perceptron.change(features.keys(), class, -1.0);
                }
                chosen.push(class);
            }
        }
    }
    perceptron
}
