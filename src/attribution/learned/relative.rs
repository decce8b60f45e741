//! Reporting inside a relative clause: `the vote, which the opposition says was rigged,` and `the mayor, who said it was late,`.
//!
//! The labeller, which sees few of them, gives such a cue the antecedent, or runs on into the main clause. Where the clause ends is told
//! by the tree and the commas. The content is the pronoun with what follows the cue, as PolNeAR's annotators have it (Newell, Margolin
//! and Ruths, 2018).

use std::ops::Range;

use crate::attribution::grammar as g;
use crate::attribution::learned::scene::{NONE, Scene, is_finite, is_nominal, is_verb, is_verbal};
use crate::attribution::view::View;
use crate::language::syntax::relation::Relation;
use crate::language::syntax::tag::{Upos, Xpos};

/// Words between a source and its cue, at most: "which he has repeatedly said".
const MOST_WORDS_BEFORE_CUE: usize = 2;
/// Steps up a tree before it is given up.
const DEEPEST: usize = 64;

/// A report in a relative clause, by word positions.
#[derive(Debug)]
pub(crate) struct Relative {
    pub(crate) source: Range<usize>,
    pub(crate) cue: Range<usize>,
    pub(crate) content: Vec<usize>,
}

/// The report as the relative clause has it, if its source is a relative pronoun or follows one.
pub(crate) fn of(view: &View, scene: &Scene, source: &Range<usize>, cue: &Range<usize>, content: &[usize]) -> Option<Relative> {
    if source.end > cue.start || cue.start - source.end > MOST_WORDS_BEFORE_CUE {
        return None;
    }
    let head = cue.clone().find(|at| is_verb(&scene.places[*at]))?;
    let pronoun = if is_pronoun(view, scene, source.start) { source.start } else { source.start.checked_sub(1)? };
    if !is_pronoun(view, scene, pronoun) || !opens_clause(view, scene, pronoun, head) {
        return None;
    }
    let end = end(scene, pronoun, head, cue.end);
    // "police say fired": the verb of the content is no part of the cue.
    let cue = if cue.end == head + 2 && is_verb(&scene.places[head + 1]) && scene.places[head + 1].relation == Relation::ContentClause {
        cue.start..head + 1
    } else {
        cue.clone()
    };
    if source.len() == 1 && source.start == pronoun {
        // The pronoun is the speaker.
        let inside: Vec<usize> = content.iter().copied().filter(|at| (pronoun..end).contains(at)).collect();
        return (!inside.is_empty()).then(|| Relative { source: source.clone(), cue, content: inside });
    }
    let source = source.start.max(pronoun + 1)..source.end;
    let rest: Vec<usize> = (cue.end..end).collect();
    let says_something = rest.iter().any(|at| is_verbal(&scene.places[*at]));
    if source.is_empty() || !says_something || scene.places[head].entry == 0 {
        return None;
    }
    Some(Relative { source, cue, content: std::iter::once(pronoun).chain(rest).collect() })
}

fn is_pronoun(view: &View, scene: &Scene, at: usize) -> bool {
    let lower = view.lower(at);
    g::is_relative(lower) || lower == "whom" || lower == "that" && scene.places[at].class == Xpos::WhDeterminer as u64
}

/// Whether a relative clause on a noun begins with the pronoun, not a question or a clause on a verb.
fn opens_clause(view: &View, scene: &Scene, pronoun: usize, head: usize) -> bool {
    let Some(before) = pronoun.checked_sub(1).map(|at| &scene.places[at]) else { return false };
    if before.sentence != scene.places[pronoun].sentence || scene.places[pronoun].sentence != scene.places[head].sentence {
        return false;
    }
    let is_relative = scene.places[head].relation == Relation::RelativeClause;
    match view.lower(pronoun) {
        "that" => is_relative && is_nominal(before),
        _ => before.is_comma || is_nominal(before),
    }
}

/// Where the relative clause ends.
fn end(scene: &Scene, pronoun: usize, head: usize, from: usize) -> usize {
    let sentence = &scene.sentences[scene.places[head].sentence];
    let last = (from..sentence.end).rev().find(|at| !scene.places[*at].is_mark || scene.places[*at].quoted).map_or(from, |at| at + 1);
    let between_commas = scene.places[pronoun - 1].is_comma;
    let stops = |at: usize| {
        let place = &scene.places[at];
        if place.quoted {
            return false;
        }
        if place.is_mark {
            let next = (at + 1..last).find(|next| scene.places[*next].rough_class != Upos::Adverb);
            return next.is_some_and(|next| {
                !hangs_on(scene, next, head)
                    || between_commas && (is_finite(&scene.places[next]) || scene.places[next].class == Xpos::BaseVerb as u64)
            });
        }
        !between_commas && is_finite(&scene.places[at]) && !hangs_on(scene, at, head)
    };
    (from..last).find(|at| stops(*at)).unwrap_or(last)
}

fn hangs_on(scene: &Scene, at: usize, head: usize) -> bool {
    let mut next = at;
    for _ in 0..DEEPEST {
        if next == head || next == NONE {
            break;
        }
        next = scene.places[next].head;
    }
    next == head
}
