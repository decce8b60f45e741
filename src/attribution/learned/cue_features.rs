//! Features of the cue tagger: is this word the begin of a cue, inside one, or none?

use std::ops::Range;

use crate::attribution::learned::keys::{Keys, reach};
use crate::attribution::learned::scene::{NONE, Place, Scene, is_cue_entry};
use crate::language::syntax::relation::Relation;

/// Outside, begin, inside.
pub(crate) const CUE_LABELS: usize = 3;
/// Kinds of border between two words.
pub(crate) const CUE_BORDERS: usize = 3;

/// Templates of the tagger start here.
const BASE: u64 = 1000;
/// Those that look at the tree are numbered from here on.
const BASE_OF_TREE: u64 = BASE + 32;
/// Words on each side in which marks of quotation are looked for.
const QUOTE_REACH: usize = 40;

/// What the features of a paragraph's words share.
pub(crate) struct CueContext {
    paragraph: Range<usize>,
    has_quote: bool,
    /// Nearest cue word of the lexicon before and after each word.
    before: Vec<(u64, u64)>,
    after: Vec<(u64, u64)>,
    /// Words to the nearest quoted word before and after.
    quote_before: Vec<usize>,
    quote_after: Vec<usize>,
}

impl CueContext {
    /// Of a paragraph.
    pub(crate) fn new(scene: &Scene, paragraph: &Range<usize>) -> Self {
        let count = paragraph.len();
        let places = &scene.places[paragraph.clone()];
        let (mut before, mut after) = (vec![(7, 0); count], vec![(7, 0); count]);
        let (mut quote_before, mut quote_after) = (vec![QUOTE_REACH; count], vec![QUOTE_REACH; count]);
        let (mut last, mut quote): (Option<usize>, Option<usize>) = (None, None);
        for at in 0..count {
            if let Some(last) = last {
                before[at] = (reach(at - last), places[last].entry + 16 * u64::from(places[last].sentence == places[at].sentence));
            }
            quote_before[at] = quote.map_or(QUOTE_REACH, |quote| (at - quote).min(QUOTE_REACH));
            if is_cue_entry(places[at].entry) {
                last = Some(at);
            }
            if places[at].quoted {
                quote = Some(at);
            }
        }
        (last, quote) = (None, None);
        for at in (0..count).rev() {
            if let Some(last) = last {
                after[at] = (reach(last - at), places[last].entry + 16 * u64::from(places[last].sentence == places[at].sentence));
            }
            quote_after[at] = quote.map_or(QUOTE_REACH, |quote| (quote - at).min(QUOTE_REACH));
            if is_cue_entry(places[at].entry) {
                last = Some(at);
            }
            if places[at].quoted {
                quote = Some(at);
            }
        }
        Self { paragraph: paragraph.clone(), has_quote: places.iter().any(|place| place.quoted), before, after, quote_before, quote_after }
    }

    /// The kind of border before a word.
    pub(crate) fn border(&self, scene: &Scene, at: usize) -> u8 {
        if at == self.paragraph.start || scene.places[at - 1].sentence != scene.places[at].sentence {
            return 0;
        }
        let (left, right) = (&scene.places[at - 1], &scene.places[at]);
        if left.head == at || right.head == at - 1 { 1 } else { 2 }
    }

    /// Collects the features of a word.
    #[cfg(feature = "train")]
    pub(crate) fn collect(&self, scene: &Scene, at: usize, keys: &mut Keys) {
        keys.clear();
        self.put_words(scene, at, keys);
        self.put_tree(scene, at, keys);
    }

    /// Adds what the words around it, quotations and the lexicon say.
    pub(crate) fn put_words(&self, scene: &Scene, at: usize, keys: &mut Keys) {
        let near = |offset: isize| scene.near(&self.paragraph, at, offset);
        let (here, left, right, left2, right2) = (near(0), near(-1), near(1), near(-2), near(2));
        let local = at - self.paragraph.start;
        let mut template = BASE;
        macro_rules! add {
            ($($value:expr),* $(,)?) => {{
                template += 1;
                keys.add(template, [$($value),*]);
            }};
        }
        // Words around.
        add!(here.word);
        add!(left.word);
        add!(right.word);
        add!(left2.word);
        add!(right2.word);
        add!(left.word, here.word);
        add!(here.word, right.word);
        add!(left.lemma, here.lemma, right.lemma);
        add!(here.lemma);
        add!(here.lemma, here.class);
        add!(left.lemma, here.class);
        add!(here.class, right.lemma);
        add!(here.ending);
        // Classes around.
        add!(here.class);
        add!(left.class, here.class);
        add!(here.class, right.class);
        add!(left.class, here.class, right.class);
        add!(left2.class, left.class, here.class);
        add!(here.class, right.class, right2.class);
        add!(left.class, here.lemma);
        add!(here.lemma, right.class);
        // Quotations.
        let quote = quote_state(left, here, right);
        let (quote_left, quote_right) = (reach(self.quote_before[local]), reach(self.quote_after[local]));
        add!(quote, here.class);
        add!(quote, here.entry);
        add!(quote_left, quote_right, u64::from(here.quoted), here.rough_class as u64);
        add!(quote_left, quote_right, here.lemma);
        add!(u64::from(self.has_quote), here.entry, u64::from(here.quoted));
        add!(u64::from(here.quoted), here.lemma);
        // Lexicon.
        add!(here.entry, here.class);
        add!(here.entry, left.class, right.class);
        add!(self.before[local].0, self.before[local].1, here.entry);
        add!(self.after[local].0, self.after[local].1, here.entry);
        add!(self.before[local].1, self.after[local].1, here.class);
    }

    /// Adds what its place in the tree and in the sentence says.
    pub(crate) fn put_tree(&self, scene: &Scene, at: usize, keys: &mut Keys) {
        let here = &scene.places[at];
        let mut template = BASE_OF_TREE;
        macro_rules! add {
            ($($value:expr),* $(,)?) => {{
                template += 1;
                keys.add(template, [$($value),*]);
            }};
        }
        let head = if here.head == NONE { &scene.places[at] } else { &scene.places[here.head] };
        let is_root = u64::from(here.head == NONE);
        let relation = here.relation as u64 + 64 * is_root;
        add!(relation);
        add!(relation, here.lemma);
        add!(relation, head.lemma);
        add!(relation, head.class, here.class);
        add!(head.entry, relation, here.entry);
        add!(head.lemma, here.lemma);
        add!(here.frame, here.class);
        add!(here.frame, here.lemma);
        add!(here.frame, here.entry, relation);
        let (subject, complement) = (at_or(scene, here.subject), at_or(scene, here.complement));
        let has_subject = kind(subject);
        let has_complement = complement.map_or(0, |place| 1 + place.relation as u64);
        let clause = complement.map_or(0, |place| place.introducer);
        add!(has_subject, here.lemma);
        add!(has_subject, has_complement, here.class);
        add!(has_complement, here.lemma);
        add!(clause, here.lemma);
        add!(clause, has_complement, here.entry);
        add!(has_complement, complement.map_or(0, |place| place.class), here.lemma);
        add!(subject.map_or(0, |place| place.lemma));
        add!(subject.map_or(0, |place| place.lemma), here.entry);
        add!(complement.map_or(0, |place| place.lemma), here.lemma);
        add!(subject.map_or(0, |place| place.entry + 16 * place.name), has_complement);
        add!(here.introducer, here.lemma);
        add!(here.introducer, relation, here.class);
        // Place in the sentence.
        let sentence = &scene.sentences[here.sentence];
        add!(reach(at - sentence.start), reach(sentence.end - at), here.entry);
        template += 1;
        for child in scene.children(at) {
            let place = &scene.places[child];
            if matches!(place.relation, Relation::Oblique | Relation::NounModifier | Relation::AdverbClause | Relation::VerbParticle) {
                keys.add(template, [place.relation as u64, place.introducer, here.lemma]);
            } else if !place.is_mark {
                keys.add(template, [place.relation as u64, place.lemma, here.lemma]);
            }
        }
    }
}

/// Quoted or not, here and on both sides.
pub(crate) fn quote_state(left: &Place, here: &Place, right: &Place) -> u64 {
    u64::from(here.quoted)
        | u64::from(left.quoted) << 1
        | u64::from(right.quoted) << 2
        | u64::from(left.is_mark) << 3
        | u64::from(right.is_mark) << 4
}

pub(crate) fn at_or(scene: &Scene, at: usize) -> Option<&Place> {
    scene.places.get(at)
}

/// What sort of noun phrase it is: none, pronoun, name, noun, with its side of things.
pub(crate) fn kind(place: Option<&Place>) -> u64 {
    place.map_or(0, |place| 1 + place.rough_class as u64 + 32 * place.name)
}
