//! Word classes, from left to right: each word takes the class with the best score, and its neighbours' forms and the two classes before
//! it are what the score is made of (averaged perceptron, Collins, 2002, doi:10.3115/1118693.1118694). Linear.
//!
//! Class and Penn Treebank class are one decision. A sentence in title case or capitals throughout is told so, since a capital in it
//! means nothing. Known misses: a noun that could be a verb where nothing but sense decides ("Police shot and killed").

use crate::language::syntax::feature::Features;
use crate::language::syntax::form::Form;
use crate::weights::scores::{MOST_CLASSES, Score};

/// Key space of the tagger's features.
const TASK: u64 = 1;
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

/// The features of word `at`. `before` holds the classes chosen for the words before it, as numbers.
#[allow(clippy::too_many_lines, reason = "one line a template")]
pub(crate) fn collect(forms: &[Form], at: usize, before: &[u8], capitals: Capitals, out: &mut Features) {
    let form = |offset: isize| at.checked_add_signed(offset).and_then(|place| forms.get(place)).unwrap_or(&Form::OUTSIDE);
    let class = |back: usize| at.checked_sub(back).and_then(|place| before.get(place)).map_or(0, |class| u64::from(*class) + 1);
    let (this, left, left2, right, right2) = (form(0), form(-1), form(-2), form(1), form(2));
    let (one, two) = (class(1), class(2));
    let opens = u64::from(at == 0);
    let title = u64::from(capitals == Capitals::Throughout);
    out.start(TASK);
    out.add([0]);
    // The word by itself.
    out.add([this.word]);
    out.add([this.raw, title]);
    for suffix in this.suffixes {
        out.add([suffix]);
    }
    for prefix in this.prefixes {
        out.add([prefix]);
    }
    out.add([this.shape]);
    out.add([this.shape, opens, title]);
    out.add([this.flags, opens, title]);
    out.add([this.suffixes[2], this.flags, opens, title]);
    // With the classes before it.
    out.add([one]);
    out.add([one, two]);
    out.add([one, this.word]);
    out.add([one, this.suffixes[1]]);
    out.add([one, this.suffixes[2]]);
    out.add([one, two, this.suffixes[2]]);
    out.add([one, this.shape, title]);
    out.add([one, two, this.word]);
    // Its neighbours.
    out.add([left.word]);
    out.add([left2.word]);
    out.add([right.word]);
    out.add([right2.word]);
    out.add([left.word, this.word]);
    out.add([this.word, right.word]);
    out.add([left.word, right.word]);
    out.add([right.word, right2.word]);
    out.add([left2.word, left.word]);
    out.add([left.suffixes[2]]);
    out.add([right.suffixes[2]]);
    out.add([right2.suffixes[2]]);
    out.add([right.suffixes[1], right.flags]);
    out.add([this.shape, right.shape]);
    out.add([this.shape, left.shape]);
    out.add([right.flags, right2.flags, this.flags]);
    out.add([one, right.word]);
    out.add([one, right.suffixes[2]]);
    out.add([this.word, right.suffixes[2]]);
    out.add([this.suffixes[2], right.suffixes[1], one]);
    // What the word table knows.
    if this.fine > 0 {
        out.add([this.fine]);
        out.add([this.rough]);
        out.add([this.rough, one]);
        out.add([this.fine, one]);
        out.add([this.fine, right.fine]);
        out.add([this.fine, left.fine]);
        out.add([this.fine, this.suffixes[1]]);
        out.add([this.rough, right.rough, one]);
    } else {
        out.skip(8);
    }
    if right.fine > 0 {
        out.add([right.fine]);
        out.add([right.rough]);
        out.add([right.fine, one]);
        out.add([right.fine, right2.fine]);
    } else {
        out.skip(4);
    }
    if left.fine > 0 {
        out.add([left.fine]);
        out.add([left.rough]);
    } else {
        out.skip(2);
    }
}

/// The best class of each word, as numbers below `classes`.
pub(crate) fn decode(
    scorer: &impl Score,
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

    #[test]
    fn title_case_is_told_from_names() {
        let capitals = |text: &str| Capitals::of(text.split(' '));
        assert_eq!(capitals("Storm Delays Ferry to Skarn"), Capitals::Throughout);
        assert_eq!(capitals("Carla Munthe told reporters that ferries stay"), Capitals::Sentence);
        assert_eq!(capitals("Oslo"), Capitals::Sentence);
    }
}
