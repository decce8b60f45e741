//! Features of the labeller: seen from one cue, is this word its source, its content, or neither?
//!
//! Templates stand in groups by what they look at, since most of them say the same of several words, or seen from several cues.
//! [`LabelContext::key`] tells when a group says the same. A template's number is part of its features' keys and so of the weights.

use std::ops::Range;

use crate::attribution::learned::cue_features::{kind, quote_state};
use crate::attribution::learned::field::{CueField, FoundCue, gap, subject_of};
use crate::attribution::learned::keys::{Keys, reach, share};
use crate::attribution::learned::scene::{NONE, Place, Scene};

/// Outside, source, content.
pub(crate) const LABELS: usize = 3;
/// Source among the labels.
pub(crate) const SOURCE: u8 = 1;
/// Content among the labels.
pub(crate) const CONTENT: u8 = 2;
/// Kinds of border between two words.
pub(crate) const BORDERS: usize = 20;

/// Templates of the labeller are numbered from here.
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

/// Templates that look at the same things, most of which say the same of one word after the other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Group {
    /// The word with its neighbours, whatever the cue.
    Word,
    /// The way to the word's branch.
    Branch,
    /// The top of the branch.
    Top,
    /// What lies between cue and word.
    Between,
    /// The quotation that the word stands in.
    Quotation,
}

impl Group {
    /// All of them.
    pub(crate) const ALL: [Self; 5] = [Self::Word, Self::Branch, Self::Top, Self::Between, Self::Quotation];
}

/// A word as seen from a cue.
pub(crate) struct Seen<'a> {
    at: usize,
    here: &'a Place,
    /// 0 before the cue, 1 after it.
    side: u64,
    /// Sentences from the cue, and the side.
    place: u64,
    /// Words from the cue, in steps.
    reach: u64,
    quoted: u64,
    branch: Branch,
    top: &'a Place,
    /// How its branch leaves the cue.
    way: u64,
    /// Between it and the cue, up to three, and likely cues, up to two.
    commas: u64,
    marks: u64,
    others: u64,
    /// Likely cues in its sentence, up to two.
    in_sentence: u64,
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

    /// A word as seen from the cue; nothing for the cue itself.
    pub(crate) fn look(&self, at: usize) -> Option<Seen<'_>> {
        if self.is_cue(at) {
            return None;
        }
        let field = self.field;
        let scene = field.scene;
        let here = &scene.places[at];
        let cue = &scene.places[self.head];
        let after = at >= self.cue.words.end;
        let between = if after { self.cue.words.end..at } else { at + 1..self.cue.words.start };
        let apart = (here.sentence as i64 - cue.sentence as i64).clamp(-2, 2);
        let branch = self.branch(at);
        let top = &scene.places[branch.top];
        let rank = u64::from(branch.rank.min(MOST_RANKS + 1));
        let above = branch.rank > 0 && branch.rank != ELSEWHERE && branch.top == at && branch.depth == 0;
        let own_sentence = scene.sentences[here.sentence].clone();
        let own = u64::from(own_sentence.contains(&self.cue.words.start) && field.likely[self.cue.words.start]);
        Some(Seen {
            at,
            here,
            side: u64::from(after),
            place: ((apart + 2) as u64) * 2 + u64::from(after),
            reach: reach(between.len()),
            quoted: u64::from(here.quoted),
            branch,
            top,
            way: if branch.rank == ELSEWHERE { 99 } else { rank + 8 * (top.relation as u64 + 1) + 1024 * u64::from(above) },
            commas: field.commas_in(between.clone()).min(3),
            marks: field.marks_in(between.clone()).min(3),
            others: field.cues_in(between).min(2),
            in_sentence: field.cues_in(own_sentence).saturating_sub(own).min(2),
        })
    }

    /// Whether the word's neighbours are seen from every cue that it is seen from.
    pub(crate) fn is_inside(&self, at: usize) -> bool {
        at > self.window.start && at + 1 < self.window.end
    }

    /// What a group looks at, but for the cue: where it is the same, so are the features.
    pub(crate) fn key(&self, group: Group, seen: &Seen) -> [usize; 4] {
        let Seen { at, here, side, place, reach, quoted, branch, way, commas, marks, others, in_sentence, .. } = *seen;
        let number = |value: u64| usize::try_from(value).unwrap_or(usize::MAX);
        match group {
            Group::Word => [at, number(side), 0, 0],
            Group::Branch => [number(place), number(way), branch.other, 0],
            Group::Top => [number(side), number(way), branch.top, 0],
            Group::Between => {
                let counts = [marks, others, in_sentence, quoted].into_iter().fold(commas, |all, count| all << 2 | count);
                [number(place), number(way), number(reach), number(counts)]
            }
            Group::Quotation => [number(place), number(way), here.run, here.paragraph],
        }
    }

    /// Collects the features of a group alone.
    pub(crate) fn collect_group(&self, group: Group, seen: &Seen, keys: &mut Keys) {
        keys.clear();
        self.put(group, seen, keys);
    }

    /// Collects the features that belong to no group.
    pub(crate) fn collect_own(&self, seen: &Seen, keys: &mut Keys) {
        keys.clear();
        self.put_own(seen, keys);
    }

    /// Collects the features of a word, in order of their templates; none for the cue itself.
    #[cfg(any(test, feature = "train"))]
    pub(crate) fn collect(&self, at: usize, keys: &mut Keys) {
        keys.clear();
        if let Some(seen) = self.look(at) {
            Group::ALL.iter().for_each(|group| self.put(*group, &seen, keys));
            self.put_own(&seen, keys);
            keys.sort_by_template();
        }
    }

    fn put(&self, group: Group, seen: &Seen, keys: &mut Keys) {
        match group {
            Group::Word => self.put_word(seen, keys),
            Group::Branch => self.put_branch(seen, keys),
            Group::Top => self.put_top(seen, keys),
            Group::Between => self.put_between(seen, keys),
            Group::Quotation => self.put_quotation(seen, keys),
        }
    }

    fn put_word(&self, seen: &Seen, keys: &mut Keys) {
        let Seen { at, here, side, .. } = *seen;
        let scene = self.field.scene;
        let (left, right) = (scene.near(&self.window, at, -1), scene.near(&self.window, at, 1));
        keys.add(BASE + 7, [side, here.word]);
        keys.add(BASE + 9, [side, left.word]);
        keys.add(BASE + 10, [side, right.word]);
        keys.add(BASE + 11, [side, left.word, here.word]);
        keys.add(BASE + 12, [side, left.class, here.class, right.class]);
        keys.add(BASE + 13, [side, here.class, left.word]);
        keys.add(BASE + 23, [side, u64::from(self.field.likely[at]), here.entry]);
    }

    fn put_branch(&self, seen: &Seen, keys: &mut Keys) {
        let Seen { side, place, branch, way, .. } = *seen;
        let scene = self.field.scene;
        let cue = &scene.places[self.head];
        let sure = share(self.cue.probability);
        let (over, other) = if branch.other == NONE { (0, 0) } else { (1, scene.places[branch.other].lemma) };
        keys.add(BASE + 19, [sure]);
        keys.add(BASE + 20, [sure, place]);
        keys.add(BASE + 25, [over, sure, side]);
        keys.add(BASE + 26, [over, place, way]);
        keys.add(BASE + 27, [over, other, side]);
        keys.add(BASE + 28, [way, side]);
        keys.add(BASE + 29, [way, side, cue.lemma]);
        keys.add(BASE + 36, [way, cue.relation as u64, side]);
        keys.add(BASE + 37, [way, cue.frame, side]);
        keys.add(BASE + 40, [way, cue.entry, cue.frame & 0b11_1111_1111]);
        keys.add(BASE + 53, [kind(scene.places.get(self.complement)), way, side]);
    }

    fn put_top(&self, seen: &Seen, keys: &mut Keys) {
        let Seen { side, top, way, .. } = *seen;
        let verb = self.field.scene.places[self.head].lemma;
        keys.add(BASE + 33, [way, top.introducer, side]);
        keys.add(BASE + 34, [way, top.introducer, verb]);
        keys.add(BASE + 35, [way, top.class, side]);
        keys.add(BASE + 41, [top.lemma, way, side]);
        keys.add(BASE + 42, [top.lemma, verb]);
    }

    fn put_between(&self, seen: &Seen, keys: &mut Keys) {
        let Seen { side, place, reach, quoted, way, commas, marks, others, in_sentence, .. } = *seen;
        let verb = self.field.scene.places[self.head].lemma;
        keys.add(BASE + 1, [place, quoted]);
        keys.add(BASE + 3, [place, quoted, verb]);
        keys.add(BASE + 4, [place, reach]);
        keys.add(BASE + 6, [reach, side, verb]);
        keys.add(BASE + 16, [place, commas, marks, quoted]);
        keys.add(BASE + 17, [place, commas, verb]);
        keys.add(BASE + 18, [place, commas, way]);
        keys.add(BASE + 21, [place, others, quoted]);
        keys.add(BASE + 22, [place, in_sentence, quoted]);
        keys.add(BASE + 24, [place, others, way]);
        keys.add(BASE + 32, [way, quoted, side]);
    }

    fn put_quotation(&self, seen: &Seen, keys: &mut Keys) {
        let Seen { at, here, side, place, way, .. } = *seen;
        let scene = self.field.scene;
        let cue = &scene.places[self.head];
        let in_quotation = u64::from(cue.quoted);
        // Two numbers serve for words in a quotation and outside.
        let Some(run) = self.field.run_of(at) else {
            keys.add(BASE + 54, [in_quotation, place]);
            keys.add(BASE + 55, [in_quotation, way]);
            return;
        };
        let own = reach(gap(&self.cue.words, run));
        let nearer = u64::from(self.field.is_nearer(&self.cue, run));
        let paragraphs = (here.paragraph as i64 - cue.paragraph as i64).unsigned_abs().min(2);
        let ends = &scene.places[run.end - 1];
        let ends = if ends.is_mark && run.len() > 2 { scene.places[run.end - 2].word } else { ends.word };
        keys.add(BASE + 54, [nearer, own, side, paragraphs]);
        keys.add(BASE + 55, [own, side, reach(run.len()), in_quotation]);
        keys.add(BASE + 56, [nearer, cue.lemma, side]);
        keys.add(BASE + 57, [ends, side, own]);
        keys.add(BASE + 58, [nearer, share(self.cue.probability), own, side]);
        keys.add(BASE + 59, [nearer, way]);
    }

    fn put_own(&self, seen: &Seen, keys: &mut Keys) {
        let Seen { at, here, side, place, reach, quoted, branch, way, commas, .. } = *seen;
        let scene = self.field.scene;
        let cue = &scene.places[self.head];
        let relation = here.relation as u64;
        let near = |offset: isize| scene.near(&self.window, at, offset);
        keys.add(BASE + 2, [place, here.class]);
        keys.add(BASE + 5, [place, reach, here.class, quoted]);
        keys.add(BASE + 8, [side, here.lemma, way]);
        keys.add(BASE + 14, [place, quote_state(near(-1), here, near(1))]);
        keys.add(BASE + 15, [place, cue.lemma, here.word]);
        keys.add(BASE + 30, [way, relation, side]);
        keys.add(BASE + 31, [way, here.class, side]);
        keys.add(BASE + 38, [way, cue.class, side, u64::from(branch.depth.min(3))]);
        keys.add(BASE + 39, [way, u64::from(branch.depth.min(4)), relation]);
        let (first, last) = self.extent(branch.top, at);
        let edge = u64::from(first == at) | u64::from(last == at) << 1 | u64::from(last == at + 1) << 2;
        keys.add(BASE + 43, [edge, way, side]);
        keys.add(BASE + 44, [edge, here.class, side, way]);
        let subject = self.subject_state(at);
        keys.add(BASE + 45, [subject, here.class]);
        keys.add(BASE + 46, [subject, here.name, here.entry]);
        keys.add(BASE + 47, [subject, relation, side]);
        keys.add(BASE + 48, [subject, way]);
        keys.add(BASE + 49, [here.name, place, way]);
        keys.add(BASE + 50, [here.entry, place, way]);
        keys.add(BASE + 51, [here.name, place, reach, commas]);
        keys.add(BASE + 52, [u64::from(here.is_capital), place, here.class, commas]);
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
