//! From labelled cues to drafts: which are kept, a source for those without, whole quotations, and those that nobody claimed.

use std::ops::Range;

use crate::attribution::draft::{Draft, Rule};
use crate::attribution::learned::field::subject_of;
use crate::attribution::learned::likelihood;
use crate::attribution::learned::model::{Labelled, Model};
use crate::attribution::learned::relative;
use crate::attribution::learned::scene::{NONE, Scene, is_nominal, is_verbal};
use crate::attribution::learned::trim;
use crate::attribution::view::View;
use crate::language::syntax::relation::Relation;
use crate::language::syntax::tag::Upos;
use crate::lexicon::reporting_cue::{self, CueKind, CueTone};
use crate::lexicon::source_word::{self, SourceWord};

/// Words of a source that was filled in, at most.
const LONGEST_FILLED_WORDS: usize = 25;
/// Two attributions whose contents overlap by this share of the shorter are one.
const SAME_SHARE: f64 = 0.5;
/// Words of a quotation that nobody claimed, from which it goes to the speaker before.
const FEWEST_FLOATING_WORDS: usize = 4;
/// The same for one that opens a paragraph.
const FEWEST_OPENING_WORDS: usize = 5;
/// Words that may stand between a speaker's words and a quotation that is theirs too.
const MOST_WORDS_BETWEEN: usize = 12;

/// Drafts of at least this probability, in order of their cues.
pub(crate) fn drafts(view: &View, scene: &Scene, model: &Model, labelled: Vec<Labelled>, least: f32) -> Vec<Draft> {
    let mut rated: Vec<(f32, Labelled)> = labelled
        .into_iter()
        .map(|one| (likelihood::of(&model.likelihood, &likelihood::features(scene, &one)), one))
        .filter(|(probability, _)| *probability >= least)
        .collect();
    settle(&mut rated);
    let mut drafts: Vec<Draft> = rated.iter().map(|(probability, one)| draft(view, scene, *probability, one)).collect();
    complete_quotations(view, &mut drafts);
    claim_floating(view, &mut drafts);
    drafts
}

/// Of two attributions with much the same content, and no cue of one within the other's, the less probable is dropped.
fn settle(rated: &mut Vec<(f32, Labelled)>) {
    let mut keep = vec![true; rated.len()];
    for left in 0..rated.len() {
        for right in left + 1..rated.len() {
            let (one, two) = (&rated[left], &rated[right]);
            if one.1.content.first() > two.1.content.last() || two.1.content.first() > one.1.content.last() || !keep[left] || !keep[right] {
                continue;
            }
            let inner = one.1.content.contains(&two.1.cue.words.start) != two.1.content.contains(&one.1.cue.words.start);
            let shared = one.1.content.iter().filter(|at| two.1.content.binary_search(at).is_ok()).count();
            let least = one.1.content.len().min(two.1.content.len());
            if !inner && shared as f64 > SAME_SHARE * least as f64 {
                keep[if one.0 < two.0 { left } else { right }] = false;
            }
        }
    }
    let mut at = 0;
    rated.retain(|_| {
        at += 1;
        keep[at - 1]
    });
}

fn draft(view: &View, scene: &Scene, probability: f32, one: &Labelled) -> Draft {
    let head = one.cue.head(scene);
    let trimmed = source_of(scene, one).map(|source| trim::trimmed(view, scene, source, &one.cue.words));
    let (source, left) = trimmed.map_or((None, 0..0), |(source, left)| (Some(source), left));
    let inside = source.as_ref().and_then(|source| relative::of(view, scene, source, &one.cue.words, &one.content));
    let (source, cue, content) = match inside {
        Some(found) => (Some(found.source), found.cue, found.content),
        None => {
            let mut content = resumed(scene, one, source.as_ref());
            if let (Some(run), Some(source)) = (main_run(&one.source, &one.cue.words), &source) {
                // What the source leaves to the content.
                content.extend((run.start..source.start).filter(|at| !scene.places[*at].is_comma || *at + 1 < source.start));
                content.sort_unstable();
            }
            content.extend(left.filter(|at| one.content.last().is_some_and(|last| last < at)));
            content.sort_unstable();
            content.dedup();
            leave_own_sentence(scene, &one.cue.words, &mut content);
            // A speaker whom the labeller took for the end of the quotation.
            content.retain(|at| source.as_ref().is_none_or(|source| !source.contains(at)));
            (source, one.cue.words.clone(), content)
        }
    };
    let quoted = content.iter().any(|at| scene.places[*at].quoted);
    let (kind, tone) = sort_of(view, &cue, head, quoted);
    Draft {
        rule: Rule::Learned,
        source,
        cue,
        content: runs(&content),
        clause: Vec::new(),
        kind,
        tone,
        unit: 0,
        inherited: false,
        // More digits say nothing.
        probability: Some((f64::from(probability) * 1e4).round() / 1e4),
    }
}

/// Who said it: the labeller's source, else the cue's subject.
pub(crate) fn source_of(scene: &Scene, one: &Labelled) -> Option<Range<usize>> {
    let subject = || filled(scene, one.cue.head(scene), one);
    match main_run(&one.source, &one.cue.words) {
        // "of the Landlords said": what is left of a phrase; its head is the subject.
        Some(run) if scene.places[run.start].relation == Relation::Case => Some(whole_phrase(scene, one, run)),
        Some(run) => Some(behind_content(scene, one, run)),
        None => subject().or_else(|| behind_quotation(scene, one)),
    }
}

/// A source without the end of what is said that the labeller took into it: what follows on content, up to a comma, and is no part of the
/// speaker's phrase behind the comma ("warned the crowd | three times, a spokesman said").
fn behind_content(scene: &Scene, one: &Labelled, run: Range<usize>) -> Range<usize> {
    let subject = subject_of(scene, one.cue.head(scene));
    let follows_content = run.start > 0 && one.content.binary_search(&(run.start - 1)).is_ok();
    if !follows_content || !run.contains(&subject) {
        return run;
    }
    let Some(comma) = (run.start..subject).rev().find(|at| scene.places[*at].is_comma) else { return run };
    let speaker = comma + 1..run.end;
    let up = |at: &usize| {
        let (head, relation) = (scene.places[*at].head, scene.places[*at].relation);
        (head != NONE && !matches!(relation, Relation::Oblique | Relation::UnmarkedOblique)).then_some(head)
    };
    let is_of_phrase = |at: usize| std::iter::successors(Some(at), up).any(|at| speaker.contains(&at));
    if (run.start..comma).any(is_of_phrase) { run } else { speaker }
}

/// For a cue behind a quotation that neither labeller nor parse gave a source: what stands between the two (`“…,” Ana Ruiz, a nurse,
/// told the Post`), else what follows the cue up to a comma or the end (`“…,” said the widow Ana Ruiz.`).
fn behind_quotation(scene: &Scene, one: &Labelled) -> Option<Range<usize>> {
    let head = one.cue.head(scene);
    let sentence = scene.sentences[scene.places[head].sentence].clone();
    let is_quoted = |at: usize| scene.places[at].quoted;
    let quote = one.content.iter().rev().find(|at| **at < one.cue.words.start && is_quoted(**at)).filter(|at| sentence.contains(at))?;
    let end = (*quote..one.cue.words.start).rev().find(|at| is_quoted(*at))?;
    let trimmed = |mut range: Range<usize>| {
        while !range.is_empty() && scene.places[range.start].is_mark {
            range.start += 1;
        }
        while !range.is_empty() && scene.places[range.end - 1].is_mark {
            range.end -= 1;
        }
        let is_name = |at: usize| scene.places[at].is_capital || is_nominal(&scene.places[at]);
        let opens = |at: usize| is_name(at) || matches!(scene.places[at].rough_class, Upos::Determiner | Upos::Numeral);
        let is_source = !range.is_empty() && range.len() <= LONGEST_FILLED_WORDS && opens(range.start) && range.clone().any(is_name);
        is_source.then_some(range)
    };
    let between = end + 1..one.cue.words.start;
    if let Some(found) = trimmed(between.clone()) {
        return Some(found);
    }
    if between.clone().any(|at| !scene.places[at].is_mark) {
        return None;
    }
    let stop = (head + 1..sentence.end).find(|at| scene.places[*at].is_mark || is_quoted(*at)).unwrap_or(sentence.end);
    trimmed(head + 1..stop)
}

/// A source that begins with a preposition, with the noun before it; where that is content, what follows the comma in the source.
fn whole_phrase(scene: &Scene, one: &Labelled, run: Range<usize>) -> Range<usize> {
    let is_free = |at: usize| !one.content.contains(&at) && !one.cue.words.contains(&at);
    let is_part = |at: usize| matches!(scene.places[at].rough_class, Upos::Noun | Upos::ProperNoun | Upos::Adjective | Upos::Determiner);
    let sentence = scene.places[run.start].sentence;
    let mut start = run.start;
    while start > 0 && scene.places[start - 1].sentence == sentence && is_part(start - 1) && is_free(start - 1) {
        start -= 1;
    }
    if start < run.start {
        return start..run.end;
    }
    let comma = run.clone().find(|at| scene.places[*at].is_comma && at + 1 < run.end);
    comma.map_or(run.clone(), |comma| comma + 1..run.end)
}

/// The content, and the rest of the sentence if it was broken off for a reporting clause between commas: `The gate, he said, is shut`.
fn resumed(scene: &Scene, one: &Labelled, source: Option<&Range<usize>>) -> Vec<usize> {
    let mut content = one.content.clone();
    let cue = &one.cue.words;
    let clause = source.map_or(cue.clone(), |source| source.start.min(cue.start)..source.end.max(cue.end));
    let sentence = scene.sentences[scene.places[cue.start].sentence].clone();
    let is_break = |at: usize| sentence.contains(&at) && scene.places[at].is_comma;
    let (Some(last), Some(before)) = (content.last().copied(), clause.start.checked_sub(1)) else { return content };
    let near = before == last || before == last + 1;
    if !near || !(is_break(before) || is_break(last)) || !is_break(clause.end) || scene.places[last].quoted {
        return content;
    }
    let rest = clause.end + 1..sentence.end;
    // What was broken off hangs on a word behind the clause.
    let hangs = content.iter().any(|at| rest.contains(&scene.places[*at].head));
    // "Acts of protest, she said, are acts of care"; "Though it was late, she said, the gate was shut": no sentence by itself.
    let opens_sentence = content.first() == Some(&sentence.start);
    let has_verb = content.iter().any(|at| is_verbal(&scene.places[*at]));
    let is_bound = scene.places[content[0]].rough_class == Upos::Subordinator;
    // "…, she said, and the bridge fell": a sentence of its own.
    let joined = has_verb && !is_bound && scene.places.get(rest.start).is_some_and(|place| place.rough_class == Upos::Coordinator);
    let waits = !joined && hangs || opens_sentence && (!has_verb || is_bound);
    if waits {
        let stops = |at: &usize| scene.places[*at].is_mark && at + 1 == sentence.end;
        content.extend(rest.filter(|at| !stops(at)));
    }
    content
}

/// Leaves out what a coordinator joins behind the reporting clause, if it is a sentence by itself and so is what stands before: "The gate
/// was shut, he said, and crews were looking for the key". The rest is the outlet's own.
fn leave_own_sentence(scene: &Scene, cue: &Range<usize>, content: &mut Vec<usize>) {
    let is_sentence = |words: &[usize]| {
        let verb = words.iter().position(|at| is_verbal(&scene.places[*at]));
        verb.is_some_and(|verb| words[..verb].iter().any(|at| is_nominal(&scene.places[*at])))
    };
    let behind = content.partition_point(|at| *at < cue.end);
    let (before, rest) = content.split_at(behind);
    let Some(first) = rest.iter().position(|at| !scene.places[*at].is_mark) else { return };
    let opens = &scene.places[rest[first]];
    let joined = opens.rough_class == Upos::Coordinator && !opens.quoted && opens.sentence == scene.places[cue.start].sentence;
    if joined && is_sentence(before) && is_sentence(&rest[first + 1..]) {
        content.truncate(behind);
    }
}

/// Runs of words that follow each other.
fn runs(words: &[usize]) -> Vec<Range<usize>> {
    let mut list: Vec<Range<usize>> = Vec::new();
    for at in words {
        match list.last_mut() {
            Some(last) if last.end == *at => last.end = at + 1,
            _ => list.push(*at..at + 1),
        }
    }
    list
}

/// The run of source words that is nearest to the cue.
fn main_run(words: &[usize], cue: &Range<usize>) -> Option<Range<usize>> {
    let gap = |run: &Range<usize>| if run.end <= cue.start { cue.start - run.end } else { run.start.saturating_sub(cue.end) };
    runs(words).into_iter().min_by_key(|run| (gap(run), run.start))
}

/// The phrase of the cue's subject, for a cue that was given no source.
fn filled(scene: &Scene, head: usize, one: &Labelled) -> Option<Range<usize>> {
    let subject = subject_of(scene, head);
    if subject == NONE || !is_nominal(&scene.places[subject]) || scene.places[subject].relation == Relation::Expletive {
        return None;
    }
    let taken = |at: usize| one.cue.words.contains(&at) || one.content.binary_search(&at).is_ok();
    if taken(subject) {
        return None;
    }
    let hangs = |at: usize| {
        let mut next = at;
        while next != NONE && next != subject {
            // A clause on the subject is no part of its name.
            if matches!(scene.places[next].relation, Relation::RelativeClause | Relation::NounClause | Relation::Parataxis) {
                return false;
            }
            next = scene.places[next].head;
        }
        next == subject
    };
    let mut range = subject..subject + 1;
    while range.len() < LONGEST_FILLED_WORDS && range.start > 0 && hangs(range.start - 1) && !taken(range.start - 1) {
        range.start -= 1;
    }
    while range.len() < LONGEST_FILLED_WORDS && range.end < scene.places.len() && hangs(range.end) && !taken(range.end) {
        range.end += 1;
    }
    while range.len() > 1 && scene.places[range.end - 1].is_mark {
        range.end -= 1;
    }
    Some(range)
}

/// Class and tone of a cue; of one that the lexicons lack what its content suggests.
fn sort_of(view: &View, cue: &Range<usize>, head: usize, quoted: bool) -> (CueKind, CueTone) {
    let known = |at: usize| {
        if let Some((verb, _)) = reporting_cue::verb(view.lower(at)) {
            return Some((verb.kind, verb.tone));
        }
        match source_word::of(view.lower(at)) {
            Some(SourceWord::Cue { tone, kind }) => Some((kind, tone)),
            _ => None,
        }
    };
    let mark = cue.clone().all(|at| view.words[at].is_mark);
    let saying = mark || quoted || view.lower(cue.start) == "according";
    known(head)
        .or_else(|| cue.clone().find_map(known))
        .unwrap_or((if saying { CueKind::Speech } else { CueKind::Attitude }, CueTone::Neutral))
}

/// A quotation of which an attribution has at least half goes to it as a whole.
fn complete_quotations(view: &View, drafts: &mut [Draft]) {
    for run in quotation_runs(view) {
        let words = view.count_words(run.clone());
        if words < 2 {
            continue;
        }
        let share = |draft: &Draft| -> usize { draft.content.iter().map(|part| view.count_words(overlap(part, &run))).sum() };
        let Some(at) = (0..drafts.len()).max_by_key(|at| (share(&drafts[*at]), usize::MAX - at)) else { return };
        if 2 * share(&drafts[at]) < words {
            continue;
        }
        let mut taken = vec![false; run.len()];
        for (other, draft) in drafts.iter().enumerate() {
            let inside = other != at && share(draft) > 0 && drafts[at].content.iter().any(|part| part.contains(&draft.cue.start));
            let content = if other == at || inside { &[][..] } else { &draft.content };
            let frame = if inside { None } else { draft.source.as_ref() };
            let cue = if inside { None } else { Some(&draft.cue) };
            for part in content.iter().chain(frame).chain(cue) {
                for word in overlap(part, &run) {
                    taken[word - run.start] = true;
                }
            }
        }
        let more: Vec<usize> = run.clone().filter(|word| !taken[word - run.start]).collect();
        add(&mut drafts[at].content, &more);
    }
}

/// A quotation that no attribution has goes to the quoted speaker before it in its paragraph, or at the end of the one before.
fn claim_floating(view: &View, drafts: &mut [Draft]) {
    for run in quotation_runs(view) {
        let words = view.count_words(run.clone());
        if words < FEWEST_FLOATING_WORDS || drafts.iter().any(|draft| draft.content.iter().any(|part| !overlap(part, &run).is_empty())) {
            continue;
        }
        let end_of = |draft: &Draft| draft.content.last().map_or(0, |part| part.end).max(draft.cue.end);
        let Some(at) = (0..drafts.len()).filter(|at| end_of(&drafts[*at]) <= run.start).max_by_key(|at| end_of(&drafts[*at])) else {
            continue;
        };
        let end = end_of(&drafts[at]).max(drafts[at].source.as_ref().map_or(0, |source| source.end)).min(run.start);
        if end == 0 || !drafts[at].content.iter().any(|part| part.clone().any(|word| view.is_quoted(word))) {
            continue;
        }
        let (Some(before), Some(here)) = (block_of(view, end - 1), block_of(view, run.start)) else { continue };
        let ends_like_speech = run.len() >= 2 && (run.end - 2..run.end).any(|word| matches!(view.lower(word), "." | "," | "!" | "?"));
        let between = view.count_words(end..run.start);
        let opens = block_of(view, run.start.wrapping_sub(1)) != Some(here);
        if before == here && between <= MOST_WORDS_BETWEEN && ends_like_speech
            || opens && here == before + 1 && words >= FEWEST_OPENING_WORDS && between <= MOST_WORDS_BETWEEN
        {
            let more: Vec<usize> = run.collect();
            add(&mut drafts[at].content, &more);
        }
    }
}

/// Block of a word.
fn block_of(view: &View, at: usize) -> Option<usize> {
    let index = view.units.partition_point(|unit| unit.words.end <= at);
    view.units.get(index).filter(|unit| unit.words.contains(&at)).map(|unit| unit.block)
}

/// Words of each quotation.
fn quotation_runs(view: &View) -> Vec<Range<usize>> {
    let mut list: Vec<Range<usize>> = Vec::new();
    let mut last = None;
    for (at, word) in view.words.iter().enumerate() {
        if word.quotation.is_some() && word.quotation == last {
            if let Some(run) = list.last_mut() {
                run.end = at + 1;
            }
        } else if word.quotation.is_some() {
            list.push(at..at + 1);
        }
        last = word.quotation;
    }
    list
}

fn overlap(left: &Range<usize>, right: &Range<usize>) -> Range<usize> {
    let start = left.start.max(right.start);
    start..left.end.min(right.end).max(start)
}

/// Adds words to parts of content.
fn add(content: &mut Vec<Range<usize>>, more: &[usize]) {
    let mut words: Vec<usize> = content.iter().cloned().flatten().chain(more.iter().copied()).collect();
    words.sort_unstable();
    words.dedup();
    *content = runs(&words);
}
