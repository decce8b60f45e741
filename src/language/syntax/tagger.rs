//! Word classes, from left to right: each word takes the class with the best score, and its neighbours' forms and the two classes before
//! it are what the score is made of (averaged perceptron, Collins, 2002, doi:10.3115/1118693.1118694). Linear.
//!
//! Class and Penn Treebank class are one decision. A sentence in title case or capitals throughout is told so, since a capital in it
//! means nothing. Known misses: a noun that could be a verb where nothing but sense decides ("Police shot and killed").

use crate::language::syntax::feature::Features;
use crate::language::syntax::form::Form;
#[cfg(any(test, feature = "train"))]
use crate::weights::scores::Score;
use crate::weights::scores::{MOST_CLASSES, SparseScores, Sums};

/// Key space of the tagger's features.
const TASK: u64 = 1;
/// A class that leads by so much in score before pairs of words are looked at is taken without them: from 30 on nothing is lost (20 cost .1
/// XPOS on EWT).
const SURE: f32 = 30.0;
/// Letters of a word whose capital counts towards title case, at least: short ones stay small in headlines.
const LONG_WORD_LETTERS: usize = 4;

/// How a sentence is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Capitals {
    /// Capitals mark names and the start.
    Sentence,
    /// Most words have one.
    Throughout,
}

impl Capitals {
    /// From the words as written: throughout if at least seven in ten of three or more long words have a capital.
    pub(crate) fn of<'words>(words: impl Iterator<Item = &'words str>) -> Self {
        let (mut long, mut capital) = (0, 0);
        for word in words.filter(|word| word.starts_with(char::is_alphabetic) && word.len() >= LONG_WORD_LETTERS) {
            long += 1;
            capital += usize::from(word.starts_with(char::is_uppercase));
        }
        if long > 2 && capital * 10 >= long * 7 { Self::Throughout } else { Self::Sentence }
    }
}

/// What the features of a word are made of.
struct View<'sentence> {
    this: &'sentence Form,
    left: &'sentence Form,
    left2: &'sentence Form,
    right: &'sentence Form,
    right2: &'sentence Form,
    /// The classes chosen for the two words before it; 0 for none.
    one: u64,
    two: u64,
    opens: u64,
    title: u64,
}

impl<'sentence> View<'sentence> {
    /// Of word `at`. `before` holds the classes chosen for the words before it, as numbers.
    fn new(forms: &'sentence [Form], at: usize, before: &[u8], capitals: Capitals) -> Self {
        let form = |offset: isize| at.checked_add_signed(offset).and_then(|place| forms.get(place)).unwrap_or(&Form::OUTSIDE);
        let class = |back: usize| at.checked_sub(back).and_then(|place| before.get(place)).map_or(0, |class| u64::from(*class) + 1);
        Self {
            this: form(0),
            left: form(-1),
            left2: form(-2),
            right: form(1),
            right2: form(2),
            one: class(1),
            two: class(2),
            opens: u64::from(at == 0),
            title: u64::from(capitals == Capitals::Throughout),
        }
    }

    /// Whether the word by itself says what it says within any sentence.
    fn is_plain(&self) -> bool {
        self.opens == 0 && self.title == 0
    }

    /// Adds the sums of the features that `put` puts.
    fn add(&self, put: impl Fn(&Self, &mut Features), scorer: &SparseScores<'_>, features: &mut Features, sums: &mut Sums) {
        features.start(TASK);
        put(self, features);
        scorer.add_to(features.keys(), sums);
    }

    /// The word by itself.
    fn own(&self, out: &mut Features) {
        let Self { this, opens, title, .. } = *self;
        out.put(1, [0]);
        out.put(2, [this.word]);
        out.put(3, [this.raw, title]);
        for (number, suffix) in (4..).zip(this.suffixes) {
            out.put(number, [suffix]);
        }
        for (number, prefix) in (8..).zip(this.prefixes) {
            out.put(number, [prefix]);
        }
        out.put(11, [this.shape]);
        out.put(12, [this.shape, opens, title]);
        out.put(13, [this.flags, opens, title]);
        out.put(14, [this.suffixes[2], this.flags, opens, title]);
        if this.fine > 0 {
            out.put(43, [this.fine]);
            out.put(44, [this.rough]);
            out.put(49, [this.fine, this.suffixes[1]]);
        }
    }

    /// The classes before it, and each neighbour.
    fn near(&self, out: &mut Features) {
        let Self { this, left, right, one, two, title, .. } = *self;
        out.put(15, [one]);
        out.put(16, [one, two]);
        out.put(17, [one, this.word]);
        out.put(18, [one, this.suffixes[1]]);
        out.put(19, [one, this.suffixes[2]]);
        out.put(20, [one, two, this.suffixes[2]]);
        out.put(21, [one, this.shape, title]);
        out.put(22, [one, two, this.word]);
        out.put(23, [left.word]);
        out.put(25, [right.word]);
        out.put(32, [left.suffixes[2]]);
        out.put(33, [right.suffixes[2]]);
        out.put(35, [right.suffixes[1], right.flags]);
        if this.fine > 0 {
            out.put(45, [this.rough, one]);
            out.put(46, [this.fine, one]);
        }
        if right.fine > 0 {
            out.put(51, [right.fine]);
            out.put(52, [right.rough]);
        }
        if left.fine > 0 {
            out.put(55, [left.fine]);
            out.put(56, [left.rough]);
        }
    }

    /// Words further away, and pairs.
    fn rest(&self, out: &mut Features) {
        let Self { this, left, left2, right, right2, one, .. } = *self;
        out.put(24, [left2.word]);
        out.put(26, [right2.word]);
        out.put(27, [left.word, this.word]);
        out.put(28, [this.word, right.word]);
        out.put(29, [left.word, right.word]);
        out.put(30, [right.word, right2.word]);
        out.put(31, [left2.word, left.word]);
        out.put(34, [right2.suffixes[2]]);
        out.put(36, [this.shape, right.shape]);
        out.put(37, [this.shape, left.shape]);
        out.put(38, [right.flags, right2.flags, this.flags]);
        out.put(39, [one, right.word]);
        out.put(40, [one, right.suffixes[2]]);
        out.put(41, [this.word, right.suffixes[2]]);
        out.put(42, [this.suffixes[2], right.suffixes[1], one]);
        if this.fine > 0 {
            out.put(47, [this.fine, right.fine]);
            out.put(48, [this.fine, left.fine]);
            out.put(50, [this.rough, right.rough, one]);
        }
        if right.fine > 0 {
            out.put(53, [right.fine, one]);
            out.put(54, [right.fine, right2.fine]);
        }
    }
}

/// Collects the features of word `at`, in the order in which they are learned.
#[cfg(any(test, feature = "train"))]
pub(crate) fn collect(forms: &[Form], at: usize, before: &[u8], capitals: Capitals, out: &mut Features) {
    let view = View::new(forms, at, before, capitals);
    out.start(TASK);
    view.own(out);
    view.near(out);
    view.rest(out);
    out.sort_by_number();
}

/// The best class of each word by all of its features, as numbers below `classes`.
#[cfg(any(test, feature = "train"))]
pub(crate) fn decode(
    scorer: &SparseScores<'_>,
    classes: usize,
    forms: &[Form],
    capitals: Capitals,
    features: &mut Features,
    chosen: &mut Vec<u8>,
) {
    chosen.clear();
    let mut scores = [0.0; MOST_CLASSES];
    for at in 0..forms.len() {
        collect(forms, at, chosen, capitals, features);
        scorer.score(features.keys(), &mut scores);
        chosen.push(best(&scores[..classes.min(MOST_CLASSES)]));
    }
}

/// What words by themselves summed up to, by the number of the word: most words of a text come again.
#[derive(Clone, Debug, Default)]
pub(crate) struct Memory {
    /// The sums of a word, one after the other.
    sums: Vec<i32>,
    /// Whether a word has been seen.
    is_there: Vec<bool>,
}

impl Memory {
    /// Forgets all words.
    pub(crate) fn clear(&mut self) {
        self.is_there.clear();
    }

    /// Adds the sums of a word by itself.
    fn add_own(&mut self, number: usize, view: &View<'_>, scorer: &SparseScores<'_>, features: &mut Features, sums: &mut Sums) {
        let width = scorer.width();
        if self.is_there.len() <= number {
            self.is_there.resize(number + 1, false);
            self.sums.resize((number + 1) * width, 0);
        }
        let held = &mut self.sums[number * width..(number + 1) * width];
        if !self.is_there[number] {
            self.is_there[number] = true;
            let mut own = [0; MOST_CLASSES];
            view.add(View::own, scorer, features, &mut own);
            held.copy_from_slice(&own[..width]);
        }
        scorer.join(held, sums);
    }

    /// The best class of each word, as numbers below `classes`. `numbers` tells the words that were seen before from others.
    pub(crate) fn decode(
        &mut self,
        scorer: &SparseScores<'_>,
        classes: usize,
        (forms, numbers): (&[Form], &[usize]),
        capitals: Capitals,
        features: &mut Features,
        chosen: &mut Vec<u8>,
    ) {
        chosen.clear();
        for (at, number) in numbers.iter().enumerate() {
            let view = View::new(forms, at, chosen, capitals);
            let mut sums = [0; MOST_CLASSES];
            if view.is_plain() {
                self.add_own(*number, &view, scorer, features, &mut sums);
            } else {
                view.add(View::own, scorer, features, &mut sums);
            }
            view.add(View::near, scorer, features, &mut sums);
            let (mut best, lead) = lead(&sums[..classes.min(MOST_CLASSES)]);
            if scorer.score_of(lead) < SURE {
                view.add(View::rest, scorer, features, &mut sums);
                best = self::lead(&sums[..classes.min(MOST_CLASSES)]).0;
            }
            chosen.push(best);
        }
    }
}

/// The first of the highest sums, and by how much it leads.
#[allow(clippy::cast_possible_truncation, reason = "there are at most 128 classes")]
fn lead(sums: &[i32]) -> (u8, i32) {
    let (mut best, mut first, mut second) = (0, i32::MIN, i32::MIN);
    for (class, sum) in sums.iter().enumerate() {
        if *sum > first {
            (best, first, second) = (class as u8, *sum, first);
        } else {
            second = second.max(*sum);
        }
    }
    (best, first.saturating_sub(second))
}

/// The first of the highest scores.
#[allow(clippy::cast_possible_truncation, reason = "there are at most 128 classes")]
pub(crate) fn best(scores: &[f32]) -> u8 {
    let mut best = 0;
    for (class, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = class;
        }
    }
    best as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::syntax::words::WordTable;
    use crate::weights::Weights;

    #[test]
    fn what_is_remembered_and_what_is_left_out_changes_no_class() {
        let container = Weights::Tagger.get();
        let (scorer, classes) = (SparseScores::new(container.section("scores")), container.lines("tags").count());
        let table = WordTable::new(Weights::Words.get().section("words"));
        let (mut memory, mut features, mut words) = (Memory::default(), Features::default(), Vec::new());
        let (mut chosen, mut anew) = (Vec::new(), Vec::new());
        for sentence in [
            "The old ferry , which had been sold twice , sank off Skarn before the second crew could reach it .",
            "\" The crew could reach the old ferry , \" said Carla Munthe , who had sold it twice .",
            "Old Ferry Sank Off Skarn Before Crew Could Reach It",
        ] {
            let forms: Vec<Form> = sentence.split(' ').map(|word| Form::new(word, &table)).collect();
            let mut number = |word| {
                words.iter().position(|seen| *seen == word).unwrap_or_else(|| {
                    words.push(word);
                    words.len() - 1
                })
            };
            let numbers: Vec<usize> = sentence.split(' ').map(&mut number).collect();
            let capitals = Capitals::of(sentence.split(' '));
            memory.decode(&scorer, classes, (&forms, &numbers), capitals, &mut features, &mut chosen);
            decode(&scorer, classes, &forms, capitals, &mut features, &mut anew);
            assert_eq!(chosen, anew, "{sentence}");
        }
        memory.clear();
        assert!(!memory.is_there.iter().any(|is_there| *is_there));
    }

    #[test]
    fn title_case_is_told_from_names() {
        let capitals = |text: &str| Capitals::of(text.split(' '));
        assert_eq!(capitals("Storm Delays Ferry to Skarn"), Capitals::Throughout);
        assert_eq!(capitals("Carla Munthe told reporters that ferries stay"), Capitals::Sentence);
        assert_eq!(capitals("Oslo"), Capitals::Sentence);
    }
}
