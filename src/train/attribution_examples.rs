//! Rows of words to learn cues and labels from.

use std::ops::Range;

use crate::attribution::learned::cue_features::CueContext;
use crate::attribution::learned::field::{CueField, FoundCue};
use crate::attribution::learned::keys::Keys;
use crate::attribution::learned::label_features::{CONTENT, LabelContext, SOURCE};
use crate::train::attribution_gold::GoldScene;
use crate::train::chain_training::{Counter, Example, Index};

/// Features seen less often are left out.
const FEWEST_SEEN: u8 = 3;
/// Probability of a gold cue that the tagger missed, when the labeller learns from it.
const MISSED_CUE: f32 = 0.15;

/// Visits the rows of an article: a word's keys with its border and gold label, then the end of each row.
pub(crate) trait Visit {
    fn word(&mut self, keys: &[u64], kind: u8, gold: u8);
    fn end(&mut self);
}

/// The paragraphs of an article, as the cue tagger sees them.
pub(crate) fn visit_cues(article: &GoldScene, visit: &mut dyn Visit) {
    let scene = &article.scene;
    let mut gold = vec![0; scene.places.len()];
    for one in &article.attributions {
        for (place, at) in one.cue.iter().enumerate() {
            if gold[*at] == 0 {
                gold[*at] = if place == 0 { 1 } else { 2 };
            }
        }
    }
    let mut keys = Keys::default();
    for paragraph in &scene.paragraphs {
        if paragraph.clone().all(|at| article.discarded[at]) {
            continue;
        }
        let context = CueContext::new(scene, paragraph);
        for at in paragraph.clone() {
            context.collect(scene, at, &mut keys);
            visit.word(keys.list(), context.border(scene, at), gold[at]);
        }
        visit.end();
    }
}

/// The surroundings of an article's cues, as the labeller sees them: of those found and of those that the tagger missed.
pub(crate) fn visit_labels(article: &GoldScene, found: &[FoundCue], visit: &mut dyn Visit) {
    let field = CueField::new(&article.scene, found.to_vec());
    let mut keys = Keys::default();
    for (cue, gold) in with_gold(article, found) {
        let context = LabelContext::new(&field, &cue);
        for at in context.window.clone() {
            context.collect(at, &mut keys);
            let label = match gold.map(|gold| &article.attributions[gold]) {
                Some(_) if context.is_cue(at) => 0,
                Some(gold) if gold.content.binary_search(&at).is_ok() => CONTENT,
                Some(gold) if gold.source.binary_search(&at).is_ok() => SOURCE,
                _ => 0,
            };
            visit.word(keys.list(), context.border(at), label);
        }
        visit.end();
    }
}

/// Each cue with the gold attribution that it belongs to, and the gold cues that were missed.
pub(crate) fn with_gold(article: &GoldScene, found: &[FoundCue]) -> Vec<(FoundCue, Option<usize>)> {
    let mut used = vec![false; article.attributions.len()];
    let mut list = Vec::new();
    for cue in found.iter().filter(|cue| !cue.words.clone().all(|at| article.discarded[at])) {
        let shared = |gold: usize| article.attributions[gold].cue.iter().filter(|at| cue.words.contains(at)).count();
        let best = (0..used.len()).filter(|gold| !used[*gold] && shared(*gold) > 0).max_by_key(|gold| (shared(*gold), usize::MAX - gold));
        if let Some(gold) = best {
            used[gold] = true;
        }
        list.push((cue.clone(), best));
    }
    for (gold, one) in article.attributions.iter().enumerate().filter(|(gold, _)| !used[*gold]) {
        let start = one.cue[0];
        let end = one.cue.iter().zip(start..).take_while(|(at, next)| *at == next).last().map_or(start, |(at, _)| *at);
        list.push((FoundCue { words: start..end + 1, probability: MISSED_CUE }, Some(gold)));
    }
    list
}

/// The features of all articles that are seen often enough.
pub(crate) fn index(articles: &[GoldScene], visit: &dyn Fn(usize, &mut dyn Visit)) -> Index {
    struct Count(Counter);
    impl Visit for Count {
        fn word(&mut self, keys: &[u64], _: u8, _: u8) {
            keys.iter().for_each(|key| self.0.count(*key));
        }
        fn end(&mut self) {}
    }
    struct Enter(Counter, Index);
    impl Visit for Enter {
        fn word(&mut self, keys: &[u64], _: u8, _: u8) {
            for key in keys {
                if self.0.of(*key) >= FEWEST_SEEN {
                    self.1.add(*key);
                }
            }
        }
        fn end(&mut self) {}
    }
    let mut count = Count(Counter::new());
    (0..articles.len()).for_each(|at| visit(at, &mut count));
    let mut enter = Enter(count.0, Index::default());
    (0..articles.len()).for_each(|at| visit(at, &mut enter));
    enter.1
}

/// Gathers examples.
pub(crate) struct Gather<'a> {
    pub(crate) index: &'a Index,
    pub(crate) list: Vec<Example>,
    row: Example,
}

impl<'a> Gather<'a> {
    pub(crate) fn new(index: &'a Index) -> Self {
        Self { index, list: Vec::new(), row: Example::default() }
    }
}

impl Visit for Gather<'_> {
    fn word(&mut self, keys: &[u64], kind: u8, gold: u8) {
        self.row.features.extend(keys.iter().filter_map(|key| self.index.get(*key)));
        self.row.ends.push(u32::try_from(self.row.features.len()).unwrap_or(u32::MAX));
        self.row.kinds.push(kind);
        self.row.gold.push(gold);
    }

    fn end(&mut self) {
        if !self.row.gold.is_empty() {
            self.list.push(std::mem::take(&mut self.row));
        }
    }
}

/// Words of both, of either: what a Jaccard share is made of.
pub(crate) fn shared(left: &[usize], right: &[usize], counts: &dyn Fn(usize) -> bool) -> (usize, usize) {
    let both = left.iter().filter(|at| counts(**at) && right.binary_search(at).is_ok()).count();
    let all = left.iter().chain(right).filter(|at| counts(**at)).count() - both;
    (both, all)
}

/// Words of a range.
pub(crate) fn listed(range: Option<Range<usize>>) -> Vec<usize> {
    range.map(Iterator::collect).unwrap_or_default()
}
