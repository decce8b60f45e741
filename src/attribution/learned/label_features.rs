//! Features of the labeller: seen from one cue, is this word its source, its content, or neither?

use std::ops::Range;

use crate::attribution::learned::cue_features::{kind, quote_state};
use crate::attribution::learned::field::{CueField, FoundCue, gap, subject_of};
use crate::attribution::learned::keys::{Keys, reach, share};
use crate::attribution::learned::scene::{NONE, Scene};

/// Outside, source, content.
pub(crate) const LABELS: usize = 3;
/// Source among the labels.
pub(crate) const SOURCE: u8 = 1;
/// Content among the labels.
pub(crate) const CONTENT: u8 = 2;
/// Kinds of border between two words.
pub(crate) const BORDERS: usize = 20;

/// Templates of the labeller start here.
const BASE: u64 = 2000;
/// Words on each side of a cue that are looked at.
const WINDOW_WORDS: usize = 120;
/// Rank of a word in another sentence.
const ELSEWHERE: u8 = u8::MAX;
/// Ancestors of the cue that are told apart.
const MOST_RANKS: u8 = 4;

/// Where a word hangs, seen from the cue.
#[derive(Clone, Copy)]
struct Branch {
    /// 0 under the cue, else how far above the cue its branch leaves; [`ELSEWHERE`] in another sentence.
    rank: u8,
    /// The top of the branch: the word below the cue, or below its ancestor; the ancestor itself.
    top: usize,
    /// How far below the top.
    depth: u8,
    /// The nearest likely cue above it is another one.
    other: usize,
}

/// What the features of the words around one cue share.
pub(crate) struct LabelContext<'a> {
    field: &'a CueField<'a>,
    cue: FoundCue,
    pub(crate) window: Range<usize>,
    head: usize,
    subject: usize,
    complement: usize,
    branches: Vec<Branch>,
    /// First and last word of each branch's subtree, by top less the sentence's start.
    extents: Vec<(usize, usize)>,
    sentence: Range<usize>,
}

impl<'a> LabelContext<'a> {
    /// Around a cue.
    pub(crate) fn new(field: &'a CueField<'a>, cue: &FoundCue) -> Self {
        let scene = field.scene;
        let head = cue.head(scene);
        let sentence = scene.sentences[scene.places[head].sentence].clone();
        let window = window(scene, cue, &sentence);
        let (branches, extents) = branches(field, cue, head, &sentence);
        Self {
            field,
            cue: cue.clone(),
            window,
            head,
            subject: subject_of(scene, head),
            complement: scene.places[head].complement,
            branches,
            extents,
            sentence,
        }
    }

    fn branch(&self, at: usize) -> Branch {
        match at.checked_sub(self.sentence.start).and_then(|local| self.branches.get(local)) {
            Some(branch) => *branch,
            None => Branch { rank: ELSEWHERE, top: at, depth: 0, other: NONE },
        }
    }

    /// Whether a word belongs to the cue.
    pub(crate) fn is_cue(&self, at: usize) -> bool {
        self.cue.words.contains(&at)
    }

    /// The kind of border before a word.
    pub(crate) fn border(&self, at: usize) -> u8 {
        let scene = self.field.scene;
        if at == self.window.start {
            return 0;
        }
        let (left, right) = (&scene.places[at - 1], &scene.places[at]);
        let kind = if self.cue.words.start == at {
            1
        } else if self.cue.words.end == at {
            2
        } else if left.sentence != right.sentence {
            3
        } else if !left.quoted && right.quoted {
            4
        } else if left.quoted && !right.quoted {
            5
        } else if left.is_mark {
            6
        } else if right.is_mark {
            7
        } else {
            8
        };
        let (one, two) = (self.branch(at - 1), self.branch(at));
        2 * kind + u8::from(one.top != two.top)
    }

    /// Collects the features of a word.
    #[allow(clippy::too_many_lines, reason = "a list of templates")]
    pub(crate) fn collect(&self, at: usize, keys: &mut Keys) {
        keys.clear();
        let field = self.field;
        let scene = field.scene;
        let mut template = BASE;
        macro_rules! add {
            ($($value:expr),* $(,)?) => {{
                template += 1;
                keys.add(template, [$($value),*]);
            }};
        }
        if self.is_cue(at) {
            return;
        }
        let near = |offset: isize| scene.near(&self.window, at, offset);
        let (here, left, right) = (near(0), near(-1), near(1));
        let cue = &scene.places[self.head];
        let verb = cue.lemma;
        let after = at >= self.cue.words.end;
        let side = u64::from(after);
        let between = if after { self.cue.words.end..at } else { at + 1..self.cue.words.start };
        let distance = between.len();
        let apart = (here.sentence as i64 - cue.sentence as i64).clamp(-2, 2);
        let place = ((apart + 2) as u64) * 2 + side;
        let quoted = u64::from(here.quoted);
        let branch = self.branch(at);
        let top = &scene.places[branch.top];
        let rank = u64::from(branch.rank.min(MOST_RANKS + 1));
        let above = branch.rank > 0 && branch.rank != ELSEWHERE && branch.top == at && branch.depth == 0;
        let way = if branch.rank == ELSEWHERE { 99 } else { rank + 8 * (top.relation as u64 + 1) + 1024 * u64::from(above) };
        let relation = here.relation as u64;
        // Where it stands.
        add!(place, quoted);
        add!(place, here.class);
        add!(place, quoted, verb);
        add!(place, reach(distance));
        add!(place, reach(distance), here.class, quoted);
        add!(reach(distance), side, verb);
        // Words around.
        add!(side, here.word);
        add!(side, here.lemma, way);
        add!(side, left.word);
        add!(side, right.word);
        add!(side, left.word, here.word);
        add!(side, left.class, here.class, right.class);
        add!(side, here.class, left.word);
        add!(place, quote_state(left, here, right));
        add!(place, verb, here.word);
        // What lies between.
        let commas = field.commas_in(between.clone()).min(3);
        let marks = field.marks_in(between.clone()).min(3);
        add!(place, commas, marks, quoted);
        add!(place, commas, verb);
        add!(place, commas, way);
        // Other cues.
        let others = field.cues_in(between.clone()).min(2);
        let own_sentence = scene.sentences[here.sentence].clone();
        let own = u64::from(own_sentence.contains(&self.cue.words.start) && field.likely[self.cue.words.start]);
        let in_sentence = field.cues_in(own_sentence).saturating_sub(own).min(2);
        let sure = share(self.cue.probability);
        add!(sure);
        add!(sure, place);
        add!(place, others, quoted);
        add!(place, in_sentence, quoted);
        add!(side, u64::from(field.likely[at]), here.entry);
        add!(place, others, way);
        let over = if branch.other == NONE { 0 } else { 1 };
        add!(over, sure, side);
        add!(over, place, way);
        add!(over, if branch.other == NONE { 0 } else { scene.places[branch.other].lemma }, side);
        // The tree.
        add!(way, side);
        add!(way, side, verb);
        add!(way, relation, side);
        add!(way, here.class, side);
        add!(way, quoted, side);
        add!(way, top.introducer, side);
        add!(way, top.introducer, verb);
        add!(way, top.class, side);
        add!(way, cue.relation as u64, side);
        add!(way, cue.frame, side);
        add!(way, cue.class, side, u64::from(branch.depth.min(3)));
        add!(way, u64::from(branch.depth.min(4)), relation);
        add!(way, cue.entry, cue.frame & 0b11_1111_1111);
        add!(top.lemma, way, side);
        add!(top.lemma, verb);
        let (first, last) = self.extent(branch.top, at);
        let edge = u64::from(first == at) | u64::from(last == at) << 1 | u64::from(last == at + 1) << 2;
        add!(edge, way, side);
        add!(edge, here.class, side, way);
        // Who it could be.
        let subject = self.subject_state(at);
        add!(subject, here.class);
        add!(subject, here.name, here.entry);
        add!(subject, relation, side);
        add!(subject, way);
        add!(here.name, place, way);
        add!(here.entry, place, way);
        add!(here.name, place, reach(distance), commas);
        add!(u64::from(here.is_capital), place, here.class, commas);
        let said = scene.places.get(self.complement);
        add!(kind(said), way, side);
        // Quotations.
        if let Some(run) = field.run_of(at) {
            let own = gap(&self.cue.words, run);
            let nearer = u64::from(field.is_nearer(&self.cue, run));
            let paragraphs = (here.paragraph as i64 - cue.paragraph as i64).unsigned_abs().min(2);
            let ends = &scene.places[run.end - 1];
            let ends = if ends.is_mark && run.len() > 2 { scene.places[run.end - 2].word } else { ends.word };
            let long = reach(run.len());
            add!(nearer, reach(own), side, paragraphs);
            add!(reach(own), side, long, u64::from(cue.quoted));
            add!(nearer, verb, side);
            add!(ends, side, reach(own));
            add!(nearer, sure, reach(own), side);
            add!(nearer, way);
        } else {
            add!(u64::from(cue.quoted), place);
            add!(u64::from(cue.quoted), way);
        }
    }

    /// Whether a word is the subject's head, under it, or neither.
    fn subject_state(&self, at: usize) -> u64 {
        if self.subject == NONE {
            return 3;
        }
        if at == self.subject {
            return 1;
        }
        let scene = self.field.scene;
        let mut next = at;
        for _ in 0..6 {
            next = scene.places[next].head;
            if next == self.subject {
                return 2;
            }
            if next == NONE || self.is_cue(next) {
                break;
            }
        }
        0
    }

    /// First and last word of a branch.
    fn extent(&self, top: usize, at: usize) -> (usize, usize) {
        top.checked_sub(self.sentence.start).and_then(|local| self.extents.get(local)).copied().unwrap_or((at, at))
    }
}

/// The cue's paragraph, and the next one if a quotation may go on there.
fn window(scene: &Scene, cue: &FoundCue, sentence: &Range<usize>) -> Range<usize> {
    let paragraph = scene.places[cue.words.start].paragraph;
    let own = scene.paragraphs[paragraph].clone();
    let mut end = own.end;
    // "He said:" and then a paragraph in quotation marks; speech that runs on.
    let last = &scene.places[own.end - 1];
    if let Some(next) = scene.paragraphs.get(paragraph + 1)
        && scene.places[next.start].quoted
        && (sentence.end == own.end || last.quoted)
    {
        end = next.end;
    }
    own.start.max(cue.words.start.saturating_sub(WINDOW_WORDS))..end.min(cue.words.end + WINDOW_WORDS)
}

/// Where each word of the cue's sentence hangs, and the extent of each word's subtree within its branch.
fn branches(field: &CueField, cue: &FoundCue, head: usize, sentence: &Range<usize>) -> (Vec<Branch>, Vec<(usize, usize)>) {
    let scene = field.scene;
    let unknown = Branch { rank: ELSEWHERE, top: NONE, depth: 0, other: NONE };
    let mut branches = vec![unknown; sentence.len()];
    // The cue and what stands above it: the stem, off which branches go.
    let mut stem = vec![false; sentence.len()];
    let mut done = vec![false; sentence.len()];
    for word in cue.words.clone().filter(|word| sentence.contains(word)) {
        branches[word - sentence.start] = Branch { rank: 0, top: word, depth: 0, other: NONE };
        stem[word - sentence.start] = true;
    }
    let (mut at, mut rank) = (head, 0_u8);
    while sentence.contains(&at) {
        let local = at - sentence.start;
        if !stem[local] {
            let other = if field.likely[at] { at } else { NONE };
            branches[local] = Branch { rank, top: at, depth: 0, other };
            stem[local] = true;
        }
        at = scene.places[at].head;
        rank = (rank + 1).min(MOST_RANKS);
    }
    done.copy_from_slice(&stem);
    let mut path: Vec<usize> = Vec::new();
    for start in sentence.clone() {
        let mut at = start;
        path.clear();
        while sentence.contains(&at) && !done[at - sentence.start] {
            path.push(at);
            at = scene.places[at].head;
        }
        while let Some(word) = path.pop() {
            let head = scene.places[word].head;
            let above = if sentence.contains(&head) { branches[head - sentence.start] } else { unknown };
            let begins = !sentence.contains(&head) || stem[head - sentence.start];
            let other = if field.likely[word] {
                word
            } else if begins && above.rank == 0 {
                NONE
            } else {
                above.other
            };
            branches[word - sentence.start] = Branch {
                rank: above.rank,
                top: if begins { word } else { above.top },
                depth: if begins { 1 } else { above.depth.saturating_add(1) },
                other,
            };
            done[word - sentence.start] = true;
        }
    }
    let mut extents = vec![(usize::MAX, 0); sentence.len()];
    for word in sentence.clone() {
        let top = branches[word - sentence.start].top;
        if sentence.contains(&top) {
            let extent = &mut extents[top - sentence.start];
            if extent.0 == usize::MAX {
                *extent = (word, word);
            }
            *extent = (extent.0.min(word), extent.1.max(word));
        }
    }
    (branches, extents)
}
