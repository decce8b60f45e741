//! What groups of the labeller's features summed up to, so that it is not looked up again: what a word says by itself for all cues of an
//! article, the rest until it says something else.

use crate::attribution::learned::keys::Keys;
use crate::attribution::learned::label_features::{Group, LABELS, LabelContext, Seen};
use crate::weights::scores::SparseScores;

/// Sums of weights by label.
type LabelSums = [i32; LABELS];

/// The last sums of a group.
#[derive(Clone, Copy, Default)]
struct Held {
    key: Option<[usize; 4]>,
    sums: LabelSums,
}

/// Sums that are at hand.
#[derive(Default)]
pub(crate) struct LabelMemory {
    /// For each word of the article, before and after a cue.
    words: Vec<[Option<LabelSums>; 2]>,
    groups: [Held; Group::ALL.len()],
}

impl LabelMemory {
    /// Forgets the last article; the next one has so many words.
    pub(crate) fn reset(&mut self, words: usize) {
        self.words.clear();
        self.words.resize(words, [None; 2]);
    }

    /// Forgets the last cue.
    pub(crate) fn forget_cue(&mut self) {
        self.groups = Default::default();
    }

    /// The scores of a word's labels, seen from a cue.
    pub(crate) fn score(&mut self, scores: &SparseScores, context: &LabelContext, seen: &Seen, keys: &mut Keys) -> [f32; LABELS] {
        context.collect_own(seen, keys);
        let mut all: LabelSums = scores.sums_of(keys.list());
        for group in Group::ALL {
            let sums = self.sums(group, scores, context, seen, keys);
            all.iter_mut().zip(sums).for_each(|(all, sum)| *all += sum);
        }
        all.map(|sum| scores.score_of(sum))
    }

    fn sums(&mut self, group: Group, scores: &SparseScores, context: &LabelContext, seen: &Seen, keys: &mut Keys) -> LabelSums {
        let key = context.key(group, seen);
        let mut make = || {
            context.collect_group(group, seen, keys);
            scores.sums_of(keys.list())
        };
        if group == Group::Word {
            let [at, side, ..] = key;
            return match self.words.get_mut(at).and_then(|sides| sides.get_mut(side)) {
                Some(sums) if context.is_inside(at) => *sums.get_or_insert_with(make),
                _ => make(),
            };
        }
        let held = &mut self.groups[group as usize];
        if held.key != Some(key) {
            *held = Held { key: Some(key), sums: make() };
        }
        held.sums
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribution::learned::MODEL;
    use crate::attribution::learned::field::CueField;
    use crate::attribution::learned::model::{self, Space};
    use crate::attribution::learned::scene::Scene;
    use crate::attribution::view::View;
    use crate::ingest;
    use crate::language::{self, LanguageDepth, LanguageOptions};

    #[test]
    fn what_is_remembered_scores_like_all_features_made_anew() {
        let body = "Ruiz said on Monday, after a long night, that the gate would stay shut, and the ministry, which had denied it, agreed: “We \
                    were told nothing,” it said. “The gate is ours,” the mayor added.\n\n“And it stays ours,” she said, according to two \
                    people who were there. Critics believe that “nobody asked” them, though Novak told the council so.\n\n“We asked,” Ruiz \
                    replied. “Twice.\n\n“Nobody came.” The council did not answer.";
        let article = ingest::article_from_text("a", "", body);
        let analysis = language::analyse(&article, &LanguageOptions { depth: LanguageDepth::Full, ..LanguageOptions::default() });
        let scene = Scene::new(&View::new(&article, &analysis));
        let field = CueField::new(&scene, model::find_cues(&MODEL.cues, &scene, &mut Space::default()));
        assert!(field.cues.len() > 5, "{:?}", field.cues);
        let (mut memory, mut keys) = (LabelMemory::default(), Keys::default());
        memory.reset(scene.places.len());
        let scores = MODEL.labels.scores();
        for cue in &field.cues {
            memory.forget_cue();
            let context = LabelContext::new(&field, cue);
            for at in context.window.clone() {
                let Some(seen) = context.look(at) else { continue };
                let remembered = memory.score(scores, &context, &seen, &mut keys);
                context.collect(at, &mut keys);
                let anew: LabelSums = scores.sums_of(keys.list());
                assert_eq!(remembered, anew.map(|sum| scores.score_of(sum)), "word {at} seen from {cue:?}");
            }
        }
    }
}
