//! A first guess at each word's arc, before any tree is built: on which side its head stands and what it is to it.
//!
//! The parser sees three words ahead; the guess has read the tags on both sides and hands on what they say (supertags of dependencies;
//! Ouchi, Duh and Matsumoto, 2014, doi:10.3115/v1/E14-4030). Decided from left to right like tags.

use crate::language::syntax::feature::Features;
use crate::language::syntax::form::Form;
use crate::language::syntax::tagger::best;
use crate::weights::scores::{MOST_CLASSES, Score};

/// Key space of these features.
const TASK: u64 = 4;
/// The tag where no word stands.
const NO_TAG: u64 = 0;

/// The features of word `at`. `before` holds the guesses for the words before it.
pub(crate) fn collect(forms: &[Form], tags: &[u8], at: usize, before: &[u8], out: &mut Features) {
    let form = |offset: isize| at.checked_add_signed(offset).and_then(|place| forms.get(place)).unwrap_or(&Form::OUTSIDE);
    let tag = |offset: isize| at.checked_add_signed(offset).and_then(|place| tags.get(place)).map_or(NO_TAG, |tag| u64::from(*tag) + 1);
    let guess = |back: usize| at.checked_sub(back).and_then(|place| before.get(place)).map_or(0, |class| u64::from(*class) + 1);
    let (this, left, right, right2) = (form(0), form(-1), form(1), form(2));
    let (t, l1, l2, l3, r1, r2, r3, r4) = (tag(0), tag(-1), tag(-2), tag(-3), tag(1), tag(2), tag(3), tag(4));
    let (one, two, three) = (guess(1), guess(2), guess(3));
    out.start(TASK);
    out.add([t]);
    out.add([this.word]);
    out.add([this.word, t]);
    out.add([this.suffixes[2], t]);
    // Tags around it.
    out.add([l1, t, r1]);
    out.add([l1, t]);
    out.add([t, r1]);
    out.add([l2, l1, t]);
    out.add([t, r1, r2]);
    out.add([l2, l1, t, r1, r2]);
    out.add([l1, t, r1, r2]);
    out.add([l2, l1, t, r1]);
    out.add([t, r1, r2, r3]);
    out.add([l1, t, r1, r2, r3]);
    out.add([t, r2]);
    out.add([t, r3, r4]);
    out.add([l3, l2, l1, t]);
    out.add([t, r1, r2, r3, r4]);
    // Words around it.
    out.add([left.word, this.word]);
    out.add([this.word, right.word]);
    out.add([left.word, t]);
    out.add([t, right.word]);
    out.add([this.word, r1]);
    out.add([this.word, r1, r2]);
    out.add([this.word, r1, r2, r3]);
    out.add([l1, this.word]);
    out.add([l1, this.word, r1]);
    out.add([l2, l1, this.word]);
    out.add([form(-2).word, t]);
    out.add([t, right2.word]);
    out.add([t, r1, right2.word]);
    out.add([left.word, t, right.word]);
    out.add([left.word, t, r1]);
    out.add([t, right.word, r2]);
    // Guesses before it.
    out.add([one]);
    out.add([one, t]);
    out.add([two, one, t]);
    out.add([three, two, one, t]);
    out.add([one, this.word]);
    out.add([one, t, r1]);
    out.add([one, t, r1, r2]);
    out.add([two, one, this.word]);
    out.add([one, l1, t, r1]);
    out.add([two, one, l1, t, r1]);
    if this.fine > 0 {
        out.add([this.fine, t]);
        out.add([this.fine, r1]);
        out.add([this.fine, l1]);
        out.add([this.fine, one]);
        out.add([this.rough, left.rough, right.rough]);
    }
}

/// The best guess for each word, as numbers below `classes`.
pub(crate) fn decode(scorer: &impl Score, classes: usize, forms: &[Form], tags: &[u8], features: &mut Features, chosen: &mut Vec<u8>) {
    chosen.clear();
    let mut scores = [0.0; MOST_CLASSES];
    for at in 0..forms.len() {
        collect(forms, tags, at, chosen, features);
        scorer.score(features.keys(), &mut scores);
        chosen.push(best(&scores[..classes.min(MOST_CLASSES)]));
    }
}
