//! Sources that hold more than the speaker: the end of what is said before it, or the rest of its own clause behind it.
//!
//! `…, where papers ran short, | the commission said` and `the chief | named the supplier and said`. Linear in the words of the source.

use std::ops::Range;

use crate::attribution::grammar as g;
use crate::attribution::learned::scene::{Scene, is_finite, is_nominal};
use crate::attribution::view::View;
use crate::language::syntax::tag::{Upos, Xpos};

/// The source without what is no part of the speaker, and the words left out that stand before it.
pub(super) fn trimmed(view: &View, scene: &Scene, source: Range<usize>, cue: &Range<usize>) -> (Range<usize>, Range<usize>) {
    if source.end > cue.start {
        return (source.clone(), source.start..source.start);
    }
    let start = behind_clause(view, scene, &source).unwrap_or(source.start);
    let end = before_verb(view, scene, &(start..source.end)).unwrap_or(source.end);
    (start..end, source.start..start)
}

/// Where the speaker begins behind a clause that the comma before it ends.
fn behind_clause(view: &View, scene: &Scene, source: &Range<usize>) -> Option<usize> {
    // "an email of 17 November in which | a foreman asks": whoever asks in the clause.
    let in_which = source
        .clone()
        .skip(2)
        .find(|at| view.lower(*at) == "which" && scene.places[at - 1].rough_class == Upos::Adposition && at + 1 < source.end);
    if let Some(pronoun) =
        in_which.filter(|pronoun| (pronoun + 1..source.end).all(|at| !is_own_verb(scene, at) && !scene.places[at].is_mark))
    {
        return Some(pronoun + 1);
    }
    let comma = source.clone().rev().find(|at| scene.places[*at].is_comma && !scene.places[*at].quoted)?;
    let speaker = comma + 1..source.end;
    let is_noun = speaker.clone().all(|at| !is_own_verb(scene, at) && !scene.places[at].is_mark)
        && speaker.clone().any(|at| is_nominal(&scene.places[at]));
    let opens = |at: usize| g::is_determiner(view.lower(at)) || scene.places[at].is_capital;
    // "Ana Ruiz, who leads the party, a former judge": the first comma ends the speaker's own name.
    let first = scene.places[source.start];
    let is_name = first.is_capital && first.rough_class == Upos::ProperNoun;
    let has_verb = (source.start..comma).any(|at| is_own_verb(scene, at));
    (!speaker.is_empty() && is_noun && opens(speaker.start) && has_verb && !is_name).then_some(speaker.start)
}

/// Where a name ends before a verb of its own that "and" joins to the cue: "Ana Ruiz named the supplier and said". The parser takes such
/// a verb for a participle now and then.
fn before_verb(view: &View, scene: &Scene, source: &Range<usize>) -> Option<usize> {
    let joins = source.len() > 2 && matches!(view.lower(source.end - 1), "and" | "but") || matches!(view.lower(source.end), "and" | "but");
    let follows_name = |at: usize| {
        let before = &scene.places[at - 1];
        before.rough_class == Upos::ProperNoun && before.is_capital && !scene.places[at].is_capital
    };
    let is_past = |at: usize| [Xpos::PastVerb, Xpos::Participle].iter().any(|past| scene.places[at].class == *past as u64);
    let verb = (source.start + 1..source.end).find(|at| is_past(*at) && follows_name(*at))?;
    let is_apart = (source.start..verb).any(|at| scene.places[at].is_mark);
    (joins && !is_apart).then_some(verb)
}

/// A finite verb outside quotation marks.
fn is_own_verb(scene: &Scene, at: usize) -> bool {
    !scene.places[at].quoted && is_finite(&scene.places[at])
}
