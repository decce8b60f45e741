//! Reporting clauses behind or inside what they report, which weights and rules both missed: "…, the city's health office advised",
//! "…, budget papers show, …", "…, said the mission's head, Teodor Amsler".
//!
//! The form is sure without weights: a comma, a noun and a verb of saying with nothing else that it takes, then the end of the sentence, a
//! comma, or to whom and where it was said; before the comma stands a sentence. At a sentence's end the words alone are enough, since the
//! parser is often wrong there ("the office advised" as "the office that was advised"). Linear in the words of the text, but for the few
//! clauses found, each of which looks through the drafts.
//! Known misses: a clause that a coordinator joins behind the verb, verbs that the list of cues lacks.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::attribution::draft::{Draft, Rule};
use crate::attribution::learned::scene::{NONE, SPEECH_VERB, Scene, is_finite, is_nominal, is_verbal};
use crate::attribution::view::View;
use crate::language::syntax::relation::Relation;
use crate::language::syntax::tag::{Upos, Xpos};
use crate::lexicon::reporting_cue::{self, Frame, Verb};

/// Words of a content, at least.
const FEWEST_WORDS: usize = 3;
/// Words that say how, when or where something was said, at most: "by telephone", "in a statement on Monday".
const LONGEST_ADJUNCT_WORDS: usize = 6;
/// Words of a source, at most.
const LONGEST_SOURCE_WORDS: usize = 20;

/// Adds a draft for each such clause whose verb no draft has for its cue.
pub(super) fn add(view: &View, scene: &Scene, drafts: &mut Vec<Draft>) {
    let mut of_cue: FxHashMap<usize, usize> = FxHashMap::default();
    let mut is_source = vec![false; scene.places.len()];
    for (at, draft) in drafts.iter().enumerate() {
        draft.cue.clone().for_each(|word| {
            of_cue.entry(word).or_insert(at);
        });
        draft.source.clone().into_iter().flatten().for_each(|word| is_source[word] = true);
    }
    let verbs = (0..scene.places.len()).filter(|at| scene.places[*at].entry == SPEECH_VERB && !scene.places[*at].quoted);
    for verb in verbs {
        let by_form = || found(view, scene, verb).or_else(|| found_at_end(view, scene, verb));
        // A cue without a source, whose speaker went into the content; or one with speaker and content the wrong way round.
        if let Some(draft) = of_cue.get(&verb).and_then(|at| drafts.get_mut(*at)) {
            let is_behind = !draft.content.is_empty() && draft.content.iter().all(|part| part.start > verb);
            if let Some(found) =
                by_form().filter(|found| draft.source.is_none() || (is_behind && is_within(&draft.content, found.source.as_ref())))
            {
                (draft.source, draft.content, draft.clause) = (found.source, found.content, found.clause);
            }
            continue;
        }
        let Some(found) = by_form().filter(|_| !is_source[verb]) else { continue };
        // What another draft took for its content ends where the clause begins.
        let clause = found.clause[0].clone();
        for part in drafts.iter_mut().flat_map(|draft| &mut draft.content).filter(|part| part.contains(&verb) && part.start < clause.start)
        {
            part.end = clause.start - 1;
        }
        of_cue.insert(verb, drafts.len());
        found.source.clone().into_iter().flatten().for_each(|word| is_source[word] = true);
        drafts.push(found);
    }
    drafts.retain_mut(|draft| {
        draft.content.retain(|part| !part.is_empty());
        !draft.content.is_empty()
    });
}

fn is_within(content: &[Range<usize>], source: Option<&Range<usize>>) -> bool {
    source.is_some_and(|source| content.iter().all(|part| source.start <= part.start && part.end <= source.end))
}

fn found(view: &View, scene: &Scene, verb: usize) -> Option<Draft> {
    let (entry, _) = reporting_cue::verb(view.lower(verb))?;
    if !is_finite(&scene.places[verb]) || !reports_clauses(entry) {
        return None;
    }
    let sentence = scene.sentences.get(scene.places[verb].sentence)?.clone();
    let subject = scene.children(verb).find(|at| matches!(scene.places[*at].relation, Relation::Subject | Relation::OuterSubject))?;
    if !is_nominal(&scene.places[subject]) {
        return None;
    }
    let source = phrase(scene, subject, verb, &sentence)?;
    let clause = source.start.min(verb)..source.end.max(verb + 1);
    let comma = clause.start.checked_sub(1).filter(|at| sentence.contains(at) && scene.places[*at].is_comma)?;
    let has_verb = (sentence.start..comma).any(|at| is_verbal(&scene.places[at]) && !scene.places[at].quoted);
    let end = closed(view, scene, verb, clause.end, &sentence)?;
    // A clause of its own before the one that reports: "…; no trace was found, she said".
    let start = start_of_clause(view, &sentence, comma);
    if !has_verb || view.count_words(start..comma) < FEWEST_WORDS || takes_more(scene, verb, entry, comma) {
        return None;
    }
    let mut content: Vec<Range<usize>> = std::iter::once(start..comma).collect();
    let rest = end + 1..sentence.end;
    if end < sentence.end && scene.places[end].is_comma && (start..comma).any(|at| rest.contains(&scene.places[at].head)) {
        let last = rest.clone().rev().find(|at| !scene.places[*at].is_mark).map_or(rest.start, |at| at + 1);
        content.push(rest.start..last.max(rest.start));
    }
    content.retain(|part| !part.is_empty());
    Some(draft(entry, source, verb, content, clause.start..end))
}

/// The same by the words alone, at the end of a sentence: ", the city's health office advised.", ", said its head, Teodor Amsler."
fn found_at_end(view: &View, scene: &Scene, verb: usize) -> Option<Draft> {
    let (entry, forms) = reporting_cue::verb(view.lower(verb))?;
    // "figures show": a base form that the tagger may take for a noun.
    let is_plural = || {
        verb > 0
            && (sentence_start(scene, verb)..verb)
                .rev()
                .take_while(|at| is_of_noun(scene, *at) || scene.places[*at].rough_class == Upos::Adposition)
                .any(|at| scene.places[at].class == Xpos::Nouns as u64)
    };
    if !(forms.past() || forms.third() || forms.base() && is_plural())
        || !(reports_clauses(entry) || entry.lemma == "show")
        || entry.lemma == "tell"
    {
        return None;
    }
    let sentence = scene.sentences.get(scene.places[verb].sentence)?.clone();
    let last = sentence.clone().rev().find(|at| !scene.places[*at].is_mark)?;
    let is_part = |at: usize| is_of_noun(scene, at) || matches!(view.lower(at), "of" | "from" | "for");
    let source = if let Some(source) = named_behind_role(view, scene, verb, &sentence).filter(|_| is_adjunct(scene, verb + 1..last + 1)) {
        source
    } else if last == verb {
        let start = (sentence.start..verb).rev().take_while(|at| is_part(*at)).last()?;
        start..verb
    } else if entry.takes(Frame::Inverted) && (verb + 1..=last).all(|at| is_part(at) || scene.places[at].is_comma) {
        verb + 1..last + 1
    } else {
        return None;
    };
    let clause = source.start.min(verb)..last + 1;
    let comma = clause.start.checked_sub(1).filter(|at| sentence.contains(at) && scene.places[*at].is_comma)?;
    let determiners = source.clone().filter(|at| scene.places[*at].rough_class == Upos::Determiner).count();
    let is_noun = source.clone().any(|at| is_nominal(&scene.places[at])) && determiners <= 1 && source.len() <= LONGEST_SOURCE_WORDS;
    let start = start_of_clause(view, &sentence, comma);
    let has_verb = (start..comma).any(|at| is_verbal(&scene.places[at]) && !scene.places[at].quoted);
    if !is_noun || !has_verb || view.count_words(start..comma) < FEWEST_WORDS || clause.clone().any(|at| scene.places[at].quoted) {
        return None;
    }
    Some(draft(entry, source, verb, std::iter::once(start..comma).collect(), clause))
}

/// "its spokesman, Pavo Rist, | said": role and name between commas before a verb.
fn named_behind_role(view: &View, scene: &Scene, verb: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
    let comma_before = |at: usize| (sentence.start..at).rev().find(|at| scene.places[*at].is_comma);
    let last = verb.checked_sub(1).filter(|at| sentence.contains(at) && scene.places[*at].is_comma)?;
    let middle = comma_before(last)?;
    let first = comma_before(middle)?;
    let is_name = middle + 1 < last && (middle + 1..last).all(|at| scene.places[at].is_capital && is_nominal(&scene.places[at]));
    let role = first + 1..middle;
    let opens = role
        .clone()
        .next()
        .is_some_and(|at| scene.places[at].class == Xpos::PossessivePronoun as u64 || scene.places[at].rough_class == Upos::Determiner);
    let is_role = opens && role.clone().all(|at| is_of_noun(scene, at) || matches!(view.lower(at), "of" | "for"));
    (is_name && is_role).then_some(role.start..last)
}

/// Whether a run of words says no more than how, when or where: none, or one that a preposition begins, without a verb.
fn is_adjunct(scene: &Scene, run: Range<usize>) -> bool {
    run.is_empty()
        || (scene.places[run.start].rough_class == Upos::Adposition
            && run.len() <= LONGEST_ADJUNCT_WORDS
            && !run.clone().any(|at| is_verbal(&scene.places[at]) || scene.places[at].is_mark))
}

fn sentence_start(scene: &Scene, at: usize) -> usize {
    scene.sentences.get(scene.places[at].sentence).map_or(at, |sentence| sentence.start)
}

fn is_of_noun(scene: &Scene, at: usize) -> bool {
    let place = &scene.places[at];
    let is_possessive = place.class == Xpos::Possessive as u64;
    is_nominal(place) || is_possessive || matches!(place.rough_class, Upos::Determiner | Upos::Adjective | Upos::Numeral)
}

/// Where the clause that is reported begins: behind the last semicolon or colon before it.
fn start_of_clause(view: &View, sentence: &Range<usize>, comma: usize) -> usize {
    (sentence.start..comma).rev().find(|at| matches!(view.lower(*at), ";" | ":")).map_or(sentence.start, |at| at + 1)
}

fn draft(entry: &Verb, source: Range<usize>, verb: usize, content: Vec<Range<usize>>, clause: Range<usize>) -> Draft {
    Draft {
        rule: Rule::Postposed,
        source: Some(source),
        cue: verb..verb + 1,
        content,
        clause: vec![clause],
        kind: entry.kind,
        tone: entry.tone,
        unit: 0,
        inherited: false,
        probability: None,
    }
}

/// Whether a verb stands beside whole clauses.
fn reports_clauses(verb: &Verb) -> bool {
    [Frame::Quote, Frame::Inverted, Frame::That, Frame::Bare, Frame::Hearer].iter().any(|frame| verb.takes(*frame))
}

/// Whether something hangs on the verb, behind the comma, that it would report itself.
fn takes_more(scene: &Scene, verb: usize, entry: &Verb, comma: usize) -> bool {
    let has_hearer = entry.takes(Frame::Hearer);
    scene.children(verb).filter(|at| *at > comma).any(|at| match scene.places[at].relation {
        Relation::ContentClause | Relation::OpenClause => true,
        Relation::Object | Relation::IndirectObject => !has_hearer,
        Relation::Mark | Relation::Coordinator => at < verb,
        _ => false,
    })
}

/// The subject with what belongs to it, on its side of the verb; `None` if it is not one run of words.
pub(super) fn phrase(scene: &Scene, subject: usize, verb: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
    let hangs = |at: usize| {
        let mut next = at;
        while next != NONE && next != subject && next != verb {
            next = scene.places[next].head;
        }
        next == subject
    };
    let mut range = subject..subject + 1;
    while range.start > sentence.start && hangs(range.start - 1) && !scene.places[range.start - 1].is_mark {
        range.start -= 1;
    }
    while range.end < sentence.end && range.end != verb && hangs(range.end) {
        range.end += 1;
    }
    while range.len() > 1 && scene.places[range.end - 1].is_mark {
        range.end -= 1;
    }
    let gap = if range.start > verb { verb + 1..range.start } else { range.end..verb };
    let is_near = gap.clone().all(|at| {
        scene.places[at].rough_class == Upos::Adverb || scene.places[at].rough_class == Upos::Auxiliary || scene.places[at].is_mark
    });
    let is_coordinated = scene.places[range.start].rough_class == Upos::Coordinator;
    (is_near && !is_coordinated && range.len() <= LONGEST_SOURCE_WORDS).then_some(range)
}

/// Where a reporting clause ends: at the sentence's end or a comma, behind to whom, when and where it was said.
fn closed(view: &View, scene: &Scene, verb: usize, from: usize, sentence: &Range<usize>) -> Option<usize> {
    let mut at = from;
    while at < sentence.end {
        let place = &scene.places[at];
        if place.is_mark {
            return matches!(view.lower(at), "," | "." | ";" | "!" | "?" | "-" | "–" | "—" | ")").then_some(at);
        }
        let hangs =
            std::iter::successors(Some(at), |at| Some(scene.places[*at].head).filter(|head| *head != NONE)).take(8).any(|up| up == verb);
        if !hangs || place.quoted || view.lower(at) == "that" || is_finite(&scene.places[at]) {
            return None;
        }
        at += 1;
    }
    Some(at)
}
