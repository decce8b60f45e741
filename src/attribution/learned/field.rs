//! The cues of an article as the labeller sees them: where they are, how probable, and what lies between them and any other word.

use std::ops::Range;

use crate::attribution::learned::scene::{NONE, Scene, is_verb};

/// A cue from here on counts as one between a word and another cue.
const LIKELY: f32 = 0.35;

/// A word or words that may report.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct FoundCue {
    pub(crate) words: Range<usize>,
    pub(crate) probability: f32,
}

impl FoundCue {
    /// The word of the cue on which the others hang: its verb, if it has one.
    pub(crate) fn head(&self, scene: &Scene) -> usize {
        let outer = |at: &usize| !self.words.contains(&scene.places[*at].head);
        let verb = self.words.clone().filter(|at| is_verb(&scene.places[*at])).find(outer);
        let verb = verb.or_else(|| self.words.clone().rev().find(|at| is_verb(&scene.places[*at])));
        verb.or_else(|| self.words.clone().filter(|at| !scene.places[*at].is_mark).find(outer)).unwrap_or(self.words.start)
    }
}

/// All cues of an article.
pub(crate) struct CueField<'a> {
    pub(crate) scene: &'a Scene,
    pub(crate) cues: Vec<FoundCue>,
    /// Whether a word belongs to a likely cue.
    pub(crate) likely: Vec<bool>,
    counts: Vec<u32>,
    commas: Vec<u32>,
    marks: Vec<u32>,
    /// Words of each quotation that has any, by its number less one.
    runs: Vec<Range<usize>>,
}

impl<'a> CueField<'a> {
    /// Of these cues, in order.
    pub(crate) fn new(scene: &'a Scene, cues: Vec<FoundCue>) -> Self {
        let count = scene.places.len();
        let mut likely = vec![false; count];
        let mut starts = vec![false; count];
        for cue in cues.iter().filter(|cue| cue.probability >= LIKELY) {
            likely[cue.words.clone()].fill(true);
            starts[cue.words.start] = true;
        }
        let sums = |holds: &dyn Fn(usize) -> bool| {
            let mut sums = Vec::with_capacity(count + 1);
            let mut sum = 0;
            sums.push(0);
            for at in 0..count {
                sum += u32::from(holds(at));
                sums.push(sum);
            }
            sums
        };
        let mut runs: Vec<Range<usize>> = Vec::new();
        for (at, place) in scene.places.iter().enumerate().filter(|(_, place)| place.run > 0) {
            if runs.len() < place.run {
                runs.resize(place.run, at..at);
                runs[place.run - 1] = at..at;
            }
            runs[place.run - 1].end = at + 1;
        }
        Self {
            scene,
            likely,
            counts: sums(&|at| starts[at]),
            commas: sums(&|at| scene.places[at].is_comma),
            marks: sums(&|at| scene.places[at].is_mark && !scene.places[at].is_comma),
            runs,
            cues,
        }
    }

    /// Likely cues that begin in a range.
    pub(crate) fn cues_in(&self, range: Range<usize>) -> u64 {
        between(&self.counts, range)
    }

    /// Commas in a range.
    pub(crate) fn commas_in(&self, range: Range<usize>) -> u64 {
        between(&self.commas, range)
    }

    /// Other marks in a range.
    pub(crate) fn marks_in(&self, range: Range<usize>) -> u64 {
        between(&self.marks, range)
    }

    /// Words of the quotation that holds a word.
    pub(crate) fn run_of(&self, at: usize) -> Option<&Range<usize>> {
        self.runs.get(self.scene.places[at].run.checked_sub(1)?)
    }

    /// Whether another likely cue outside quotations stands nearer to a quotation than `cue`.
    pub(crate) fn is_nearer(&self, cue: &FoundCue, run: &Range<usize>) -> bool {
        let own = gap(&cue.words, run);
        // Cues are in order: those near the run lie around its place among them.
        let first = self.cues.partition_point(|other| other.words.end + own < run.start);
        self.cues[first..].iter().take_while(|other| other.words.start < run.end + own).any(|other| {
            other.probability >= LIKELY
                && other.words != cue.words
                && !self.scene.places[other.words.start].quoted
                && gap(&other.words, run) < own
        })
    }
}

/// Words between two ranges.
pub(crate) fn gap(left: &Range<usize>, right: &Range<usize>) -> usize {
    if left.end <= right.start { right.start - left.end } else { left.start.saturating_sub(right.end) }
}

fn between(sums: &[u32], range: Range<usize>) -> u64 {
    if range.start >= range.end { 0 } else { u64::from(sums[range.end] - sums[range.start]) }
}

/// Levels that a subject is borrowed from.
const BORROWED_LEVELS: usize = 4;

/// The head of the subject of a cue: its own, that of the verb it is joined to, or that of the clause it hangs on.
pub(crate) fn subject_of(scene: &Scene, head: usize) -> usize {
    use crate::attribution::learned::scene::is_gerund;
    use crate::language::syntax::relation::Relation;
    let mut at = head;
    for _ in 0..BORROWED_LEVELS {
        let place = &scene.places[at];
        if place.subject != NONE {
            return place.subject;
        }
        match place.relation {
            Relation::NounClause | Relation::RelativeClause => return place.head,
            Relation::Conjunct | Relation::OpenClause | Relation::Parataxis => {}
            Relation::AdverbClause if is_gerund(place) || at == head => {}
            _ => return NONE,
        }
        if place.head == NONE {
            return NONE;
        }
        at = place.head;
    }
    NONE
}
