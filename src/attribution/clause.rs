//! Content of one reporting verb: quotation, that-clause, infinitive, object, by the frames that the verb takes.

use crate::attribution::adjunct;
use crate::attribution::cue::{Cue, Mood};
use crate::attribution::draft::{Draft, Rule};
use crate::attribution::grammar as g;
use crate::attribution::subject;
use crate::attribution::view::{Unit, View};
use crate::lexicon::reporting_cue::{self, CueKind, Frame};

/// Fewest words of content, else it is no statement.
const FEWEST_CONTENT_WORDS: usize = 2;

/// Words of a clause after `…, X said, and` up to which it is said by X as well; a longer one is mostly the outlet's own.
const LONGEST_SECOND_CLAUSE_WORDS: usize = 12;

/// What one cue gives. `from` is the first word that no earlier draft of the unit has taken as its clause.
pub(crate) fn draft(view: &View, index: usize, cue: &Cue, from: usize) -> Option<Draft> {
    let unit = &view.units[index];
    let end = unit.words.end;
    let mut draft = Draft {
        rule: Rule::Bare,
        source: None,
        cue: cue.range.clone(),
        content: Vec::new(),
        clause: Vec::new(),
        kind: cue.verb.kind,
        tone: cue.verb.tone,
        unit: index,
        inherited: false,
        probability: None,
    };
    if cue.mood == Mood::Passive {
        return passive(view, unit, cue, draft);
    }
    if let Some(found) = inverted(view, unit, cue, from, &draft) {
        return Some(found);
    }
    match cue.mood {
        Mood::Finite => {
            draft.source = subject::before(view, unit.words.clone(), cue.range.start);
            // "No group has claimed the attack": nobody said it.
            if draft.source.as_ref().is_some_and(|source| matches!(view.lower(source.start), "no" | "nobody" | "none" | "neither")) {
                return None;
            }
            let glued = cue.range.start > unit.words.start && view.lower(cue.range.start).contains('\'');
            if draft.source.is_none() && glued {
                draft.source = Some(cue.range.start..cue.range.start + 1);
            }
            if draft.source.is_none() {
                let before = if cue.range.start > unit.words.start { view.lower(cue.range.start - 1) } else { "" };
                // "praised X and argued that": the subject of the verb before.
                if !(g::is_conjunction(before) || g::is_comma(before) || before == "then") {
                    return None;
                }
                draft.inherited = true;
            }
        }
        Mood::Participle | Mood::Infinitive => draft.inherited = true,
        Mood::Passive => return None,
    }
    let after = cue.range.end;
    let cursor = adjunct::skip(view, after, end, cue.takes(Frame::Hearer));
    draft.clause.push(draft.source.as_ref().map_or(cue.range.start, |source| source.start.min(cue.range.start))..cursor);
    if postposed(view, unit, cue, cursor, from, &mut draft) {
        return Some(draft);
    }
    content(view, unit, cue, cursor, &mut draft)?;
    let words: usize = draft.content.iter().map(|part| view.count_words(part.clone())).sum();
    (words >= FEWEST_CONTENT_WORDS || draft.rule == Rule::QuoteAfter).then_some(draft)
}

/// `"…," said X` and `…, said X`.
fn inverted(view: &View, unit: &Unit, cue: &Cue, from: usize, empty: &Draft) -> Option<Draft> {
    let start = cue.range.start;
    if !cue.takes(Frame::Inverted) || cue.mood != Mood::Finite || start <= unit.words.start || cue.range.len() > 2 {
        return None;
    }
    let after_quote =
        view.is_quoted(start - 1) || (start >= unit.words.start + 2 && view.words[start - 1].is_mark && view.is_quoted(start - 2));
    if !after_quote && !g::is_comma(view.lower(start - 1)) {
        return None;
    }
    // "The minister, who flew over it, declared a state of emergency": what follows is the object.
    let takes_object = cue.takes(Frame::Object) || cue.takes(Frame::ObjectWeak) || cue.takes(Frame::Hearer);
    if !after_quote && takes_object && subject::apposition(view, unit.words.clone(), start).is_some() {
        return None;
    }
    let source = subject::after(view, unit.words.end, cue.range.end)?;
    let next = source.end;
    let lower = view.lower(next);
    let closes = next >= unit.words.end
        || view.words[next].is_mark
        || view.is_quoted(next)
        || g::is_preposition(lower)
        || g::is_subordinator(lower)
        || g::is_time_word(lower)
        || g::is_conjunction(lower)
        || g::is_relative(lower)
        || lower.ends_with("ing")
        || lower.ends_with("ly");
    if !closes || (!after_quote && view.count_words(from..start) < 4) {
        return None;
    }
    let mut draft = empty.clone();
    draft.source = Some(source);
    left(view, unit, start, from, &mut draft);
    if draft.content.is_empty() {
        return None;
    }
    let close = rest_of_frame(view, unit, next, &mut draft);
    draft.clause.push(start..close);
    Some(draft)
}

/// `…, X said`: nothing but adjuncts follows the verb, and something to be said stands before the subject.
fn postposed(view: &View, unit: &Unit, cue: &Cue, cursor: usize, from: usize, draft: &mut Draft) -> bool {
    if cue.mood != Mood::Finite || !(cue.takes(Frame::Inverted) || matches!(cue.verb.lemma, "tell" | "show" | "find" | "learn" | "suggest"))
    {
        return false;
    }
    let Some(source) = draft.source.clone() else { return false };
    if source.start <= unit.words.start || source.start <= from {
        return false;
    }
    let before = source.start - 1;
    let quoted = view.is_quoted(before);
    if !quoted && !g::is_comma(view.lower(before)) && !g::is_dash(view.lower(before)) {
        return false;
    }
    let closes = cursor >= unit.words.end
        || g::is_stop(view.lower(cursor))
        || (g::is_comma(view.lower(cursor)) && (quoted || !view.is_quoted(cursor + 1) || is_resumed(view, cursor + 1)))
        || (g::is_dash(view.lower(cursor)) || view.lower(cursor) == ";")
        || quoted && !view.is_quoted(cursor) && !matches!(view.lower(cursor), "that" | ":");
    if !closes || (!quoted && view.count_words(from..before) < 3) {
        return false;
    }
    left(view, unit, source.start, from, draft);
    if draft.content.is_empty() {
        return false;
    }
    let close = rest_of_frame(view, unit, cursor, draft);
    if let Some(clause) = draft.clause.last_mut() {
        clause.end = clause.end.max(close);
    }
    true
}

/// Takes what stands before a postposed reporting clause: a quotation with its frame, else the clause.
fn left(view: &View, unit: &Unit, end: usize, from: usize, draft: &mut Draft) {
    let mut start = from.max(unit.words.start);
    let mut last = end;
    while last > start && view.words[last - 1].is_mark && !view.is_quoted(last - 1) {
        last -= 1;
    }
    if last <= start {
        return;
    }
    if view.is_quoted(last - 1) {
        draft.rule = Rule::QuoteBefore;
    } else {
        draft.rule = Rule::Postposed;
    }
    while start < last && (g::is_conjunction(view.lower(start)) || view.words[start].is_mark) && !view.is_quoted(start) {
        start += 1;
    }
    draft.content.push(start..last);
}

/// Whether a quotation goes on with the sentence around it: `…, he said, “don't build homelands”`.
fn is_resumed(view: &View, quote: usize) -> bool {
    let first = (quote..quote + 2).find(|at| view.words.get(*at).is_some_and(|word| !word.is_mark));
    first.is_some_and(|at| view.is_quoted(at) && !view.words[at].is_capital)
}

/// After a postposed clause: `…,” he said, “…”` and `…, he said, would …` go on with the content. Returns where the
/// reporting clause ends.
fn rest_of_frame(view: &View, unit: &Unit, from: usize, draft: &mut Draft) -> usize {
    let end = unit.words.end;
    let quote = (from..end).find(|&at| view.is_quoted(at));
    if draft.rule == Rule::QuoteBefore {
        if let Some(quote) =
            quote.filter(|&quote| (from..quote).all(|at| !is_finite_cue(view, unit, at)) && view.count_words(from..quote) <= 25)
        {
            let close = view.quotation_end(quote, end);
            if view.count_words(quote..close) >= 3 || quote == from + 1 {
                draft.content.push(quote..close);
            }
            return quote;
        }
        return participle_or(view, from, end);
    }
    if from < end && g::is_comma(view.lower(from)) {
        let next = view.lower(from + 1);
        if draft.rule == Rule::Postposed && is_resumed(view, from + 1) {
            draft.content.push(from + 1..view.quotation_end(from + 1, end));
            return from + 1;
        }
        // `…, it said, and two were shot down`: a second clause of what is said.
        let second = from + 2;
        if draft.rule == Rule::Postposed
            && next == "and"
            && clause_starts(view, second, end)
            && !view.is_quoted(second)
            && view.count_words(second..end) <= LONGEST_SECOND_CLAUSE_WORDS
            && (second..end).all(|at| !is_finite_cue(view, unit, at))
        {
            draft.content.push(second..limit(view, unit, second, false));
            return second;
        }
        let goes_on = !g::is_conjunction(next)
            && !next.ends_with("ing")
            && !g::is_preposition(next)
            && !g::is_relative(next)
            && !g::is_subordinator(next);
        if goes_on && view.count_words(from..end) >= 3 {
            let close = limit(view, unit, from + 1, false);
            draft.content.push(from + 1..close);
            return from + 1;
        }
    }
    participle_or(view, from, end)
}

/// The reporting clause runs to the sentence's end unless a participle of saying starts something new.
fn participle_or(view: &View, from: usize, end: usize) -> usize {
    (from..end)
        .find(|&at| {
            // The terms on which somebody speaks belong to the saying to its end.
            if g::is_comma(view.lower(at)) && tells_terms(view, at + 1, end) {
                return false;
            }
            g::is_comma(view.lower(at)) || g::is_dash(view.lower(at)) || view.is_quoted(at) || matches!(view.lower(at), "and" | "but" | ";")
        })
        .unwrap_or(end)
}

/// "speaking on condition of anonymity", "asking not to be named".
fn tells_terms(view: &View, at: usize, end: usize) -> bool {
    matches!(view.lower(at), "speaking" | "talking" | "asking" | "requesting" | "insisting" | "on")
        && (at..end.min(at + 6)).any(|next| matches!(view.lower(next), "anonymity" | "anonymously" | "named" | "identified" | "background"))
}

fn is_finite_cue(view: &View, unit: &Unit, at: usize) -> bool {
    crate::attribution::cue::at(view, unit, at).is_some_and(|cue| cue.mood == Mood::Finite && cue.verb.kind == CueKind::Speech)
}

/// Content to the right of the verb, from `cursor` on, past hearer and adjuncts.
fn content(view: &View, unit: &Unit, cue: &Cue, cursor: usize, draft: &mut Draft) -> Option<()> {
    let end = unit.words.end;
    let after = cue.range.end;
    let mut at = cursor;
    while at < end && (g::is_comma(view.lower(at)) || view.lower(at) == ":") && !view.is_quoted(at) {
        at += 1;
    }
    if cue.takes(Frame::Quote) || cue.takes(Frame::Hearer) {
        if at >= end || g::is_stop(view.lower(at)) {
            // "Mr Smith continued:" with the quotation in the next paragraph.
            let colon = cursor < end && view.lower(cursor) == ":";
            if colon {
                draft.rule = Rule::QuoteAfter;
                return Some(());
            }
        }
        if at < end && view.is_quoted(at) {
            let close = view.quotation_end(at, end);
            let fragment = view.count_words(at..close) < 4 && close < end && !view.words[close].is_mark;
            let stop = if fragment || (at == cursor && close < end && !g::is_stop(view.lower(close))) {
                limit(view, unit, at, false)
            } else {
                close
            };
            draft.rule = Rule::QuoteAfter;
            draft.content.push(at..stop);
            extend_clause(draft, at);
            return Some(());
        }
        // "He said that, …" and "He said of X, “…”": a quotation a few words on.
        let quote = (at..end.min(at + 14)).find(|&next| view.is_quoted(next));
        if let Some(quote) = quote
            && (g::is_comma(view.lower(quote - 1)) || view.lower(quote - 1) == ":")
            && view.words[quote].is_mark
            && !matches!(view.lower(at), "that")
            && (at..quote).all(|at| !is_finite_cue(view, unit, at))
            && (g::is_preposition(view.lower(cursor))
                || g::is_comma(view.lower(cursor))
                || cue.takes(Frame::Hearer)
                || view.lower(quote - 1) == ":")
        {
            draft.rule = Rule::QuoteAfter;
            draft.content.push(quote..view.quotation_end(quote, end));
            extend_clause(draft, quote);
            return Some(());
        }
    }
    let lower = view.lower(at);
    let says_that = cue.takes(Frame::That)
        || cue.takes(Frame::Bare)
        || cue.takes(Frame::BareWeak)
        || cue.takes(Frame::Hearer)
        || cue.takes(Frame::Inverted);
    if lower == "that" && at < end && says_that {
        draft.rule = Rule::That;
        draft.content.push(at..limit(view, unit, at + 1, false));
        extend_clause(draft, at + 1);
        return Some(());
    }
    if cue.takes(Frame::PointOut) {
        if view.lower(after) == "out" {
            draft.cue.end = after + 1;
            let at = if view.lower(after + 1) == "that" { after + 2 } else { after + 1 };
            draft.rule = Rule::That;
            draft.content.push(after + 1..limit(view, unit, at, false));
            extend_clause(draft, at);
            return Some(());
        }
        if view.lower(after) != "to" {
            return None;
        }
    }
    let of_person = cue.takes(Frame::Accuse) || cue.takes(Frame::Ordered) || cue.takes(Frame::CallAs) || cue.takes(Frame::SeeAs);
    if of_person && let Some(()) = person(view, unit, cue, draft) {
        return Some(());
    }
    if (cue.takes(Frame::Whether) || cue.takes(Frame::Hearer))
        && matches!(lower, "whether" | "if" | "what" | "how" | "why" | "who" | "where")
    {
        draft.rule = Rule::That;
        draft.content.push(at..limit(view, unit, at + 1, false));
        return Some(());
    }
    if lower == "to" && at == after && (cue.takes(Frame::Infinitive)) {
        draft.rule = Rule::Infinitive;
        draft.content.push(at..limit(view, unit, at + 1, false));
        return Some(());
    }
    if at < end && cue.takes(Frame::Hearer) && at > after && at == cursor && clause_starts(view, at, end) {
        draft.rule = Rule::Bare;
        draft.content.push(at..limit(view, unit, at, false));
        return Some(());
    }
    // On which terms somebody speaks is not what is said.
    let terms = view.lower(after) == "on" && matches!(view.lower(after + 1), "condition" | "background");
    if at < end && !terms && cue.verb.prepositions.iter().any(|word| *word == view.lower(after)) && after + 1 < end {
        draft.rule = Rule::Preposition;
        draft.cue.end = after + 1;
        draft.content.push(after + 1..limit(view, unit, after + 1, true));
        return Some(());
    }
    if at < end
        && (cue.takes(Frame::Bare) || (cue.takes(Frame::BareWeak) && (g::is_nominative(lower) || view.words[at].is_capital)))
        && !g::is_comma(view.lower(after))
        && clause_starts(view, at, end)
    {
        draft.rule = Rule::Bare;
        draft.content.push(at..limit(view, unit, at, false));
        return Some(());
    }
    let strong = cue.takes(Frame::Object)
        || (cue.takes(Frame::ObjectWeak)
            && (g::is_determiner(view.lower(after)) || view.words.get(after).is_some_and(|word| word.is_capital)));
    if strong && after < end && !view.words[after].is_mark | view.is_quoted(after) && !g::is_preposition(view.lower(after)) {
        draft.rule = Rule::Object;
        draft.content.push(after..limit(view, unit, after, true));
        if let Some(clause) = draft.clause.last_mut() {
            clause.end = after;
        }
        return Some(());
    }
    None
}

/// "accused X of …", "urged X to …", "called X a liar", "sees X as".
fn person(view: &View, unit: &Unit, cue: &Cue, draft: &mut Draft) -> Option<()> {
    let after = cue.range.end;
    let end = limit(view, unit, after, false);
    let find = |words: &[&str], reach: usize| {
        (after + 1..end.min(after + reach)).find(|&at| words.contains(&view.lower(at)) && !view.is_quoted(at))
    };
    draft.rule = Rule::Person;
    if cue.takes(Frame::Accuse) {
        let of = find(&["of"], 14)?;
        // "the president of X of lying": the last "of" before an -ing word wins.
        let of = (of..end.min(of + 12)).find(|&at| view.lower(at) == "of" && view.lower(at + 1).ends_with("ing")).unwrap_or(of);
        draft.content.push(of + 1..end);
        return Some(());
    }
    if cue.takes(Frame::CallAs) {
        if after >= end || matches!(view.lower(after), "for" | "on") || view.words[after].is_mark && !view.is_quoted(after) {
            return None;
        }
        draft.content.push(after..limit(view, unit, after, true));
        return Some(());
    }
    if cue.takes(Frame::SeeAs) {
        find(&["as"], 10)?;
        draft.content.push(after..limit(view, unit, after, false));
        return Some(());
    }
    let to = find(&["to"], 14)?;
    let start = if cue.verb.kind == CueKind::Attitude { after } else { to };
    draft.content.push(start..end);
    Some(())
}

/// "X was accused of …", "Y was criticised by X", "it was reported that", "X is expected to".
fn passive(view: &View, unit: &Unit, cue: &Cue, mut draft: Draft) -> Option<Draft> {
    let after = cue.range.end;
    let end = unit.words.end;
    let subject = subject::before(view, unit.words.clone(), cue.range.start);
    draft.rule = Rule::Passive;
    draft.clause.push(subject.as_ref().map_or(cue.range.start, |range| range.start)..after);
    let next = view.lower(after);
    if next == "as" && matches!(view.lower(after + 1), "saying" | "telling") {
        draft.source = subject;
        draft.cue.end = after + 2;
        let start = after + 2;
        draft.content.push(start..limit(view, unit, start, false));
        extend_clause(&mut draft, start);
        return Some(draft);
    }
    let by = (after..end.min(after + 12)).find(|&at| view.lower(at) == "by" && !view.is_quoted(at));
    if let Some(by) = by {
        draft.source = subject::after(view, end, by + 1);
        if draft.source.is_some()
            && let Some(subject) = subject.clone()
        {
            draft.content.push(subject);
            if by > after {
                draft.content.push(after..by);
            }
            return Some(draft);
        }
    }
    let it = subject.as_ref().is_some_and(|range| range.len() == 1 && view.lower(range.start) == "it");
    if next == "that" && it {
        draft.content.push(after..limit(view, unit, after, false));
        extend_clause(&mut draft, after + 1);
        return Some(draft);
    }
    if next == "that" && (cue.takes(Frame::Hearer) || matches!(cue.verb.lemma, "convince")) {
        return None;
    }
    if next == "to" && (cue.takes(Frame::Passive) || matches!(cue.verb.lemma, "believe" | "think" | "say" | "allege" | "report" | "rumor"))
    {
        if let Some(subject) = subject {
            draft.content.push(subject);
            draft.clause.clear();
        }
        draft.content.push(after..limit(view, unit, after, false));
        return Some(draft);
    }
    None
}

/// Where content that starts at `from` ends: the unit's end, or where another reporting clause begins. Objects end
/// earlier, where a new clause hangs on.
pub(crate) fn limit(view: &View, unit: &Unit, from: usize, object: bool) -> usize {
    let end = unit.words.end;
    let mut at = from;
    while at < end {
        if view.is_quoted(at) {
            at += 1;
            continue;
        }
        let lower = view.lower(at);
        let next = view.lower(at + 1);
        let comma = g::is_comma(lower) || g::is_dash(lower);
        if lower == ";" && at > from || lower == "according" && next == "to" {
            return at;
        }
        if g::is_stop(lower) && at > from && at + 1 < end && (view.is_quoted(at + 1)) {
            return at;
        }
        let mut ahead = at + 1;
        if comma && g::is_conjunction(next) {
            ahead += 1;
        }
        while g::is_adverb(view.lower(ahead)) && ahead < end {
            ahead += 1;
        }
        if (comma || g::is_conjunction(lower))
            && ahead < end
            && at > from
            && !view.is_quoted(ahead)
            && let Some((verb, forms)) = reporting_cue::verb(view.lower(ahead))
        {
            let participle = comma && forms.ing();
            let finite = (forms.past() || forms.third()) && verb.takes(Frame::Quote) && !g::is_determiner(view.lower(ahead - 1));
            if (participle && verb.kind == CueKind::Speech) || finite {
                return at;
            }
        }
        if comma && matches!(next, "and" | "but" | "while" | "though" | "although") && at > from + 2 {
            let reach = end.min(at + 8);
            if (at + 2..reach).any(|next| is_finite_cue(view, unit, next)) {
                return at;
            }
        }
        // ", he said." after the content of an outer clause.
        if comma && ahead < end && (g::is_nominative(view.lower(ahead)) || view.words[ahead].is_capital) && at > from + 2 {
            let said = (ahead + 1..end.min(ahead + 5)).find(|&at| matches!(view.lower(at), "said" | "says" | "added"));
            if said.is_some_and(|said| said + 2 >= end || g::is_comma(view.lower(said + 1))) {
                return at;
            }
        }
        if object && at > from {
            let clause =
                matches!(lower, "when" | "because" | "after" | "while" | "during" | "before" | "since" | "although" | "if" | "amid")
                    || (g::is_time_word(lower) && matches!(view.lower(at.saturating_sub(1)), "on" | "last")
                        || lower == "on" && g::is_time_word(next))
                    || (comma
                        && (g::is_conjunction(next)
                            || g::is_relative(next)
                            || g::is_subordinator(next)
                            || next.ends_with("ing")
                            || g::is_nominative(next)));
            if clause {
                return at;
            }
        }
        at += 1;
    }
    end
}

/// Whether the words from `at` on look like a clause: a subject and a verb to come.
fn clause_starts(view: &View, at: usize, end: usize) -> bool {
    let lower = view.lower(at);
    if view.words[at].is_mark && !view.is_quoted(at)
        || g::is_preposition(lower) && lower != "in" && lower != "under" && lower != "with" && lower != "at"
    {
        return false;
    }
    if g::is_nominative(lower) {
        return true;
    }
    (at + 1..end.min(at + 26)).any(|next| {
        let word = view.lower(next);
        g::is_auxiliary(word)
            || g::is_finite_verb(word, view.lower(next - 1))
            || (word.ends_with('s') && view.lower(next + 1) == "to")
            || is_plain_verb(word)
    })
}

fn is_plain_verb(word: &str) -> bool {
    matches!(
        word,
        "need"
            | "needs"
            | "want"
            | "wants"
            | "make"
            | "makes"
            | "take"
            | "takes"
            | "remain"
            | "remains"
            | "face"
            | "faces"
            | "go"
            | "come"
            | "get"
            | "give"
            | "see"
            | "think"
            | "believe"
            | "know"
            | "knew"
            | "saw"
            | "thought"
            | "support"
            | "show"
            | "plan"
            | "plans"
            | "expect"
            | "hope"
    )
}

fn extend_clause(draft: &mut Draft, to: usize) {
    if let Some(clause) = draft.clause.last_mut() {
        clause.end = clause.end.max(to);
    }
}
