//! Figures and matters that somebody is said to give in a form that the weights rarely saw: "police put the crowd at 4,000", "its organisers
//! spoke of 20,000", "which the firm estimates at some 18 million".
//!
//! The form is sure by itself: a subject, "put" or "estimate", "at" and a number; or a subject, "speak" or "talk", and "of". Linear in the words.
//! Known misses: passives ("was put at 4,000 by police"), a subject left out beside another ("police put it at 4,000, organisers at 20,000").

use std::ops::Range;

use crate::attribution::draft::{Draft, Rule};
use crate::attribution::learned::behind::phrase;
use crate::attribution::learned::scene::{Scene, is_nominal, is_verb};
use crate::attribution::view::View;
use crate::language::syntax::relation::Relation;
use crate::language::syntax::tag::{Upos, Xpos};
use crate::lexicon::reporting_cue::{CueKind, CueTone};

/// Forms of the verbs that put something at a figure.
const PUTTING: [&str; 7] = ["estimate", "estimated", "estimates", "put", "puts", "reckoned", "reckons"];
/// Forms of the verbs that speak of something.
const SPEAKING: [&str; 6] = ["speak", "speaks", "spoke", "talk", "talked", "talks"];
/// Words between such a verb and its "at", at most.
const MOST_WORDS_TO_AT: usize = 14;
/// Words between "at" and the number, at most: "at no fewer than some 4,000".
const MOST_WORDS_TO_NUMBER: usize = 5;

/// Adds a draft for each such verb that no draft has for its cue.
pub(super) fn add(view: &View, scene: &Scene, drafts: &mut Vec<Draft>) {
    let mut is_cue = vec![false; scene.places.len()];
    drafts.iter().flat_map(|draft| draft.cue.clone()).for_each(|word| is_cue[word] = true);
    for verb in 0..scene.places.len() {
        if !is_verb(&scene.places[verb]) || scene.places[verb].quoted {
            continue;
        }
        let word = view.lower(verb);
        let found = if PUTTING.contains(&word) {
            put(view, scene, verb)
        } else if SPEAKING.contains(&word) {
            spoken(view, scene, verb)
        } else {
            None
        };
        let Some(found) = found else { continue };
        if !found.cue.clone().any(|word| is_cue[word]) {
            drafts.push(found);
        }
    }
}

/// "police put the crowd at 4,000", "which police estimated at 4,000".
fn put(view: &View, scene: &Scene, verb: usize) -> Option<Draft> {
    let sentence = scene.sentences.get(scene.places[verb].sentence)?.clone();
    let reach = verb + 1..sentence.end.min(verb + 2 + MOST_WORDS_TO_AT);
    let at = reach.clone().find(|at| view.lower(*at) == "at" && view.lower(at + 1) != "least")?;
    if (verb + 1..at).any(|between| is_verb(&scene.places[between]) || matches!(view.lower(between), ";" | ":" | "that")) {
        return None;
    }
    let number = (at + 1..sentence.end.min(at + 2 + MOST_WORDS_TO_NUMBER)).find(|at| scene.places[*at].rough_class == Upos::Numeral)?;
    let end = clause_end(view, scene, number + 1, &sentence);
    let mut content: Vec<Range<usize>> = std::iter::once(verb + 1..end).collect();
    if at == verb + 1 {
        // What is put stands before: "the crowd, which police put at 4,000".
        let pronoun = (sentence.start..verb).rev().take(MOST_WORDS_TO_AT).find(|at| matches!(view.lower(*at), "which" | "that"))?;
        content.insert(0, pronoun..pronoun + 1);
    }
    draft(scene, verb, verb..verb + 1, content, &sentence)
}

/// "its organisers spoke of 20,000".
fn spoken(view: &View, scene: &Scene, verb: usize) -> Option<Draft> {
    let sentence = scene.sentences.get(scene.places[verb].sentence)?.clone();
    if view.lower(verb + 1) != "of" {
        return None;
    }
    let end = clause_end(view, scene, verb + 2, &sentence);
    let content = verb + 2..end;
    (!content.is_empty()).then(|| draft(scene, verb, verb..verb + 2, std::iter::once(content).collect(), &sentence))?
}

/// The next mark or coordinator that no number follows.
fn clause_end(view: &View, scene: &Scene, from: usize, sentence: &Range<usize>) -> usize {
    let ends = |at: &usize| {
        let place = &scene.places[*at];
        let joins_number = || (at + 1..at + 3).any(|next| sentence.contains(&next) && scene.places[next].rough_class == Upos::Numeral);
        (place.is_mark && !place.quoted && !matches!(view.lower(*at), "$" | "%" | "(" | ")" | "-"))
            || (place.rough_class == Upos::Coordinator && !joins_number())
    };
    (from..sentence.end).find(ends).unwrap_or(sentence.end)
}

fn draft(scene: &Scene, verb: usize, cue: Range<usize>, content: Vec<Range<usize>>, sentence: &Range<usize>) -> Option<Draft> {
    let is_open = scene.places[verb].class == Xpos::Participle as u64 || scene.places[verb].class == Xpos::BaseVerb as u64;
    let has_helper = scene.children(verb).any(|at| matches!(scene.places[at].relation, Relation::Auxiliary | Relation::PassiveAuxiliary));
    let subject = scene.children(verb).find(|at| *at < verb && scene.places[*at].relation == Relation::Subject)?;
    if !is_nominal(&scene.places[subject]) || is_open && !has_helper {
        return None;
    }
    let source = phrase(scene, subject, verb, sentence)?;
    Some(Draft {
        rule: Rule::Preposition,
        source: Some(source),
        cue,
        content,
        clause: Vec::new(),
        kind: CueKind::Speech,
        tone: CueTone::Neutral,
        unit: 0,
        inherited: false,
        probability: None,
    })
}
