//! An article as the learned tagger and labeller see it: words, classes, trees, quotations, lexicon entries, paragraphs.

use std::ops::Range;

use crate::attribution::learned::keys;
use crate::attribution::view::View;
use crate::language::NameHint;
use crate::language::syntax::relation::Relation;
use crate::language::syntax::tag::{Upos, Xpos};
use crate::lexicon::reporting_cue::{self, CueKind};
use crate::lexicon::source_word::{self, SourceWord};

/// No word.
pub(crate) const NONE: usize = usize::MAX;
/// Value of what lies outside.
const OUTSIDE: u64 = 0x51;

/// A word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// In lower case.
    pub(crate) word: u64,
    /// Its last three letters.
    pub(crate) ending: u64,
    /// Dictionary form.
    pub(crate) lemma: u64,
    /// Penn Treebank class.
    pub(crate) class: u64,
    /// Universal class.
    pub(crate) rough_class: Upos,
    /// What it is to its head.
    pub(crate) relation: Relation,
    /// Its head; [`NONE`] for the head of a sentence.
    pub(crate) head: usize,
    /// It stands in quotation marks.
    pub(crate) quoted: bool,
    /// What the lexicons say of it.
    pub(crate) entry: u64,
    /// What a name that it belongs to seems to name; 0 for none.
    pub(crate) name: u64,
    /// A mark.
    pub(crate) is_mark: bool,
    /// A comma.
    pub(crate) is_comma: bool,
    /// Starts with a capital.
    pub(crate) is_capital: bool,
    /// Its sentence.
    pub(crate) sentence: usize,
    /// Its paragraph.
    pub(crate) paragraph: usize,
    /// Its quotation, from 1; 0 outside.
    pub(crate) run: usize,
    /// Relations and marks of what hangs on it.
    pub(crate) frame: u64,
    /// Its subject; [`NONE`] without.
    pub(crate) subject: usize,
    /// The head of its content: clause, open clause or object.
    pub(crate) complement: usize,
    /// The preposition, subordinator or the like that introduces it.
    pub(crate) introducer: u64,
}

/// Entries of the lexicons.
pub(crate) const SPEECH_VERB: u64 = 1;
pub(crate) const ATTITUDE_VERB: u64 = 2;
pub(crate) const SPEECH_NOUN: u64 = 3;
pub(crate) const ATTITUDE_NOUN: u64 = 4;

/// Whether an entry is a cue word.
pub(crate) fn is_cue_entry(entry: u64) -> bool {
    (SPEECH_VERB..=ATTITUDE_NOUN).contains(&entry)
}

/// An article.
pub(crate) struct Scene {
    pub(crate) places: Vec<Place>,
    /// Words of each paragraph that has any.
    pub(crate) paragraphs: Vec<Range<usize>>,
    /// Words of each sentence.
    pub(crate) sentences: Vec<Range<usize>>,
    children_at: Vec<u32>,
    children: Vec<u32>,
}

impl Scene {
    /// Of an article; one that was not parsed has words and quotations alone.
    pub(crate) fn new(view: &View) -> Self {
        let analysis = view.analysis;
        let mut lemmas: Vec<Option<u64>> = vec![None; analysis.terms.len()];
        let mut places: Vec<Place> = Vec::with_capacity(view.words.len());
        for (at, word) in view.words.iter().enumerate() {
            let syntax = analysis.syntax.get(at);
            let key = keys::word(&word.lower);
            let lemma = syntax.and_then(|syntax| {
                let place = lemmas.get_mut(syntax.lemma.get())?;
                Some(*place.get_or_insert_with(|| keys::word(&analysis.terms[syntax.lemma.get()])))
            });
            let ending = word.lower.char_indices().rev().nth(2).map_or(key, |(from, _)| keys::word(&word.lower[from..]));
            places.push(Place {
                word: key,
                ending,
                lemma: lemma.unwrap_or(key),
                class: syntax.map_or(OUTSIDE, |syntax| syntax.tag.xpos as u64),
                rough_class: syntax.map_or(Upos::Other, |syntax| syntax.tag.upos),
                relation: syntax.map_or(Relation::Unspecified, |syntax| syntax.relation),
                head: syntax.and_then(|syntax| syntax.head).map_or(NONE, |head| head.get()),
                quoted: word.quotation.is_some(),
                entry: entry(&word.lower),
                name: 0,
                is_mark: word.is_mark,
                is_comma: word.lower == ",",
                is_capital: word.is_capital,
                sentence: 0,
                paragraph: 0,
                run: word.quotation.map_or(0, |run| run + 1),
                frame: 0,
                subject: NONE,
                complement: NONE,
                introducer: 0,
            });
        }
        for name in &analysis.names {
            let hint = match name.hint {
                NameHint::Person => 1,
                NameHint::Organisation => 2,
                NameHint::Place => 3,
                _ => 4,
            };
            for at in name.tokens.range() {
                if let Some(place) = places.get_mut(at) {
                    place.name = hint;
                }
            }
        }
        let mut scene = Self { places, paragraphs: Vec::new(), sentences: Vec::new(), children_at: Vec::new(), children: Vec::new() };
        scene.divide(view);
        scene.join();
        scene
    }

    fn divide(&mut self, view: &View) {
        let mut block = None;
        for sentence in &view.analysis.sentences {
            let range = sentence.tokens.range();
            if range.is_empty() || range.end > self.places.len() {
                continue;
            }
            if block == Some(sentence.block) {
                if let Some(last) = self.paragraphs.last_mut() {
                    last.end = range.end;
                }
            } else {
                self.paragraphs.push(range.clone());
                block = Some(sentence.block);
            }
            for place in &mut self.places[range.clone()] {
                place.sentence = self.sentences.len();
                place.paragraph = self.paragraphs.len() - 1;
            }
            self.sentences.push(range);
        }
    }

    /// Children of each word, and what follows from them.
    fn join(&mut self) {
        let count = self.places.len();
        let mut starts = vec![0_u32; count + 2];
        for place in &self.places {
            if place.head < count {
                starts[place.head + 2] += 1;
            }
        }
        for at in 2..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut children = vec![0_u32; *starts.last().unwrap_or(&0) as usize];
        for (at, place) in self.places.iter().enumerate() {
            if place.head < count {
                let next = &mut starts[place.head + 1];
                children[*next as usize] = u32::try_from(at).unwrap_or(u32::MAX);
                *next += 1;
            }
        }
        self.children_at = starts;
        self.children = children;
        for at in 0..count {
            let (mut frame, mut subject, mut complement, mut introducer) = (0_u64, NONE, NONE, 0);
            for child in self.children(at) {
                let place = &self.places[child];
                let side = u64::from(child > at);
                match place.relation {
                    Relation::Subject | Relation::PassiveSubject | Relation::OuterSubject => {
                        subject = child;
                        frame |= 1 << side;
                    }
                    Relation::ContentClause => {
                        complement = child;
                        frame |= 4 << side;
                    }
                    Relation::OpenClause => {
                        complement = child;
                        frame |= 16;
                    }
                    Relation::Object => {
                        if complement == NONE {
                            complement = child;
                        }
                        frame |= 32;
                    }
                    Relation::Parataxis => frame |= 64 << side,
                    Relation::Oblique | Relation::Agent | Relation::NounModifier => frame |= 256,
                    Relation::AdverbClause | Relation::NounClause => frame |= 512,
                    Relation::Auxiliary => frame |= 1024,
                    Relation::PassiveAuxiliary => frame |= 2048,
                    Relation::Possessor => {
                        if subject == NONE {
                            subject = child;
                        }
                        frame |= 4096;
                    }
                    Relation::Mark | Relation::Case => introducer = place.lemma,
                    _ => {}
                }
            }
            let place = &mut self.places[at];
            (place.frame, place.subject, place.complement, place.introducer) = (frame, subject, complement, introducer);
        }
    }

    /// What hangs on a word, in order.
    pub(crate) fn children(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let range = self.children_at[at] as usize..self.children_at[at + 1] as usize;
        self.children[range].iter().map(|child| *child as usize)
    }

    /// A word of a paragraph; what lies outside has the values of nothing.
    pub(crate) fn near(&self, paragraph: &Range<usize>, at: usize, offset: isize) -> &Place {
        match at.checked_add_signed(offset) {
            Some(at) if paragraph.contains(&at) => &self.places[at],
            _ => &NOTHING,
        }
    }
}

static NOTHING: Place = Place {
    word: OUTSIDE,
    ending: OUTSIDE,
    lemma: OUTSIDE,
    class: OUTSIDE,
    rough_class: Upos::Other,
    relation: Relation::Unspecified,
    head: NONE,
    quoted: false,
    entry: 0,
    name: 0,
    is_mark: true,
    is_comma: false,
    is_capital: false,
    sentence: NONE,
    paragraph: NONE,
    run: 0,
    frame: 0,
    subject: NONE,
    complement: NONE,
    introducer: 0,
};

/// A verb in a form of its own.
pub(crate) fn is_verb(place: &Place) -> bool {
    place.rough_class == Upos::Verb
}

/// A verb or an auxiliary.
pub(crate) fn is_verbal(place: &Place) -> bool {
    matches!(place.rough_class, Upos::Verb | Upos::Auxiliary)
}

/// A noun, name or pronoun.
pub(crate) fn is_nominal(place: &Place) -> bool {
    matches!(place.rough_class, Upos::Noun | Upos::ProperNoun | Upos::Pronoun)
}

/// A verb in a form that a sentence has of its own: past, present, modal.
pub(crate) fn is_finite(place: &Place) -> bool {
    [Xpos::PastVerb, Xpos::ThirdPersonVerb, Xpos::PresentVerb, Xpos::Modal].iter().any(|finite| place.class == *finite as u64)
}

/// "-ing".
pub(crate) fn is_gerund(place: &Place) -> bool {
    place.class == Xpos::Gerund as u64
}

fn entry(lower: &str) -> u64 {
    if let Some((verb, _)) = reporting_cue::verb(lower) {
        return if verb.kind == CueKind::Speech { SPEECH_VERB } else { ATTITUDE_VERB };
    }
    match source_word::of(lower) {
        Some(SourceWord::Cue { kind: CueKind::Speech, .. }) => SPEECH_NOUN,
        Some(SourceWord::Cue { .. }) => ATTITUDE_NOUN,
        Some(SourceWord::Role(_)) => 5,
        Some(SourceWord::Title) => 6,
        Some(SourceWord::Group(_)) => 7,
        Some(SourceWord::Anonymous(_)) => 8,
        Some(SourceWord::OfficialBody | SourceWord::Organisation) => 9,
        Some(SourceWord::Document) => 10,
        Some(SourceWord::Post) => 11,
        Some(SourceWord::Media) => 12,
        None => 0,
    }
}
