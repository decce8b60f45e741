//! The weights of the tagger and the labeller, and the way of an article through them.

use crate::attribution::learned::chain::{NEVER, Row};
use crate::attribution::learned::cue_features::{CUE_BORDERS, CUE_LABELS, CueContext};
use crate::attribution::learned::field::{CueField, FoundCue};
use crate::attribution::learned::keys::Keys;
use crate::attribution::learned::label_features::{BORDERS, CONTENT, LABELS, LabelContext, SOURCE};
use crate::attribution::learned::label_memory::LabelMemory;
use crate::attribution::learned::likelihood;
use crate::attribution::learned::scene::Scene;
use crate::weights::container::Container;
use crate::weights::scores::SparseScores;

/// A word is part of a possible cue from this probability on. Lower ones gave no more right attributions and cost time.
pub(crate) const LEAST_CUE: f32 = 0.2;

/// A word that is in no cue by so much (a natural logarithm of odds) before the tree is looked at is in none: no figure on PolNeAR's
/// development part changes from 2 on, 1 cost .2 (F1 in percent).
const SURE_OUTSIDE: f32 = 3.0;

/// A linear chain's weights.
pub(crate) struct ChainWeights<'file> {
    scores: SparseScores<'file>,
    borders: Vec<f32>,
}

impl<'file> ChainWeights<'file> {
    /// From two sections: scores of features, and of labels beside each other (f32, little-endian), `borders` of them.
    pub(crate) fn new(scores: &'file [u8], table: &[u8], borders: usize) -> Self {
        Self { scores: SparseScores::new(scores), borders: floats(table, borders) }
    }

    /// Of features.
    #[cfg(test)]
    pub(crate) fn scores(&self) -> &SparseScores<'file> {
        &self.scores
    }
}

/// Numbers of a section; noughts for those that it lacks.
pub(crate) fn floats(section: &[u8], count: usize) -> Vec<f32> {
    let mut list: Vec<f32> = section.chunks_exact(4).map(|four| f32::from_le_bytes([four[0], four[1], four[2], four[3]])).collect();
    list.resize(count, 0.0);
    list
}

/// Everything that is learned about attribution.
pub(crate) struct Model<'file> {
    pub(crate) cues: ChainWeights<'file>,
    pub(crate) labels: ChainWeights<'file>,
    pub(crate) likelihood: Vec<f32>,
}

impl<'file> Model<'file> {
    /// From a file of weights.
    pub(crate) fn new(file: &'file Container) -> Self {
        let table = |name| file.section(name);
        Self {
            cues: ChainWeights::new(table("cue"), table("cue borders"), CUE_BORDERS * CUE_LABELS * CUE_LABELS),
            labels: ChainWeights::new(table("label"), table("label borders"), BORDERS * LABELS * LABELS),
            likelihood: floats(table("likelihood"), likelihood::FEATURES),
        }
    }
}

/// Space that rows use again.
#[derive(Default)]
pub(crate) struct Space {
    keys: Keys,
    memory: LabelMemory,
    words: Vec<f32>,
    kinds: Vec<u8>,
    forward: Vec<f32>,
    backward: Vec<f32>,
    path: Vec<u8>,
}

/// Cues that a paragraph keeps in any case, and words for each further one: news has one in 30 words. Endless paragraphs of no sense
/// would cost minutes.
const MOST_CUES: usize = 20;
const WORDS_A_CUE: usize = 16;

/// The possible cues of an article, in order.
pub(crate) fn find_cues(weights: &ChainWeights, scene: &Scene, space: &mut Space) -> Vec<FoundCue> {
    let mut found = Vec::new();
    for paragraph in &scene.paragraphs {
        let context = CueContext::new(scene, paragraph);
        space.words.clear();
        space.kinds.clear();
        for at in paragraph.clone() {
            space.keys.clear();
            context.put_words(scene, at, &mut space.keys);
            let mut sums: [i32; CUE_LABELS] = weights.scores.sums_of(space.keys.list());
            let outside = sums[0].saturating_sub(sums[1].max(sums[2]));
            if weights.scores.score_of(outside) < SURE_OUTSIDE {
                space.keys.clear();
                context.put_tree(scene, at, &mut space.keys);
                let more: [i32; CUE_LABELS] = weights.scores.sums_of(space.keys.list());
                sums.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
            }
            space.words.extend(sums.map(|sum| weights.scores.score_of(sum)));
            space.kinds.push(context.border(scene, at));
        }
        let row = Row { labels: CUE_LABELS, words: &space.words, borders: &weights.borders, kinds: &space.kinds };
        let all = row.sums(&mut space.forward, &mut space.backward);
        let share = |at: usize, label: usize| {
            let place = at * CUE_LABELS + label;
            (space.forward[place] + space.backward[place] - all).exp()
        };
        let part = |at: usize| share(at, 1) + share(at, 2);
        let mut at = 0;
        while at < paragraph.len() {
            let mut probability = part(at);
            let start = at;
            at += 1;
            if probability < LEAST_CUE {
                continue;
            }
            while at < paragraph.len() && part(at) >= LEAST_CUE && share(at, 2) > share(at, 1) {
                probability = probability.max(part(at));
                at += 1;
            }
            found.push(FoundCue { words: paragraph.start + start..paragraph.start + at, probability: probability.min(1.0) });
        }
        let first = found.partition_point(|cue| cue.words.start < paragraph.start);
        keep_likeliest(&mut found, first, MOST_CUES + paragraph.len() / WORDS_A_CUE);
    }
    found
}

/// Drops all but the likeliest cues from a place on.
fn keep_likeliest(found: &mut Vec<FoundCue>, first: usize, most: usize) {
    if found.len() - first <= most {
        return;
    }
    let mut rest = found.split_off(first);
    rest.sort_by(|left, right| right.probability.total_cmp(&left.probability).then(left.words.start.cmp(&right.words.start)));
    rest.truncate(most);
    rest.sort_by_key(|cue| cue.words.start);
    found.append(&mut rest);
}

/// What the labeller makes of one cue.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Labelled {
    pub(crate) cue: FoundCue,
    pub(crate) source: Vec<usize>,
    /// Never empty.
    pub(crate) content: Vec<usize>,
    /// By how much labels with content are better than without.
    pub(crate) lead: f32,
}

/// Labels the words around each cue. A cue without room for content is left out.
pub(crate) fn label(weights: &ChainWeights, field: &CueField, space: &mut Space) -> Vec<Labelled> {
    let mut list = Vec::new();
    space.memory.reset(field.scene.places.len());
    for cue in &field.cues {
        let context = LabelContext::new(field, cue);
        space.words.clear();
        space.kinds.clear();
        space.memory.forget_cue();
        for at in context.window.clone() {
            match context.look(at) {
                Some(seen) => space.words.extend(space.memory.score(&weights.scores, &context, &seen, &mut space.keys)),
                None => space.words.extend([0.0, NEVER, NEVER]),
            }
            space.kinds.push(context.border(at));
        }
        let row = Row { labels: LABELS, words: &space.words, borders: &weights.borders, kinds: &space.kinds };
        let lead = row.best_with(usize::from(CONTENT), &mut space.path);
        let of = |label: u8| -> Vec<usize> {
            space.path.iter().zip(context.window.clone()).filter(|pair| *pair.0 == label).map(|pair| pair.1).collect()
        };
        let content = of(CONTENT);
        if content.iter().any(|at| !field.scene.places[*at].is_mark) {
            list.push(Labelled { cue: cue.clone(), source: of(SOURCE), content, lead });
        }
    }
    list
}
