//! Noun phrases beside a reporting verb, without a parser: the words between the verb and the clause's border.

use std::ops::Range;

use crate::attribution::grammar as g;
use crate::attribution::view::View;

/// Longest noun phrase that is taken for a source. Gold sources of PolNeAR's training part: 99 % have fewer words.
const LONGEST_SOURCE_WORDS: usize = 40;

/// The subject that ends right before `end`. `None` when the verb shares the subject of an earlier one, or has none.
pub(crate) fn before(view: &View, unit: Range<usize>, end: usize) -> Option<Range<usize>> {
    if end <= unit.start {
        return None;
    }
    let last = end - 1;
    if view.is_quoted(last) {
        return None;
    }
    if g::is_relative(view.lower(last)) {
        return Some(last..end);
    }
    if view.lower(last) == "that" && last > unit.start && !view.words[last - 1].is_mark && !g::is_finite_verb(view.lower(last - 1), "") {
        return Some(last..end);
    }
    if g::is_comma(view.lower(last)) || g::is_dash(view.lower(last)) || view.lower(last) == ")" {
        return apposition(view, unit, end);
    }
    region(view, unit, end)
}

/// "X, the mayor, said": head and apposition.
pub(crate) fn apposition(view: &View, unit: Range<usize>, end: usize) -> Option<Range<usize>> {
    let last = end - 1;
    let open = match view.lower(last) {
        ")" => "(",
        other => other,
    };
    let floor = unit.start.max(last.saturating_sub(LONGEST_SOURCE_WORDS));
    let mut from = last;
    for _ in 0..3 {
        let mark = (floor..from).rev().find(|&at| view.lower(at) == open && !view.is_quoted(at))?;
        let head = mark.checked_sub(1).map(|_| mark).and_then(|mark| region(view, unit.clone(), mark));
        if let Some(head) = head {
            let first = view.lower(head.start);
            let is_place = view.count_words(head.clone()) <= 2 && mark + 3 >= from;
            // "Ana Ruiz, 68, who lives there,": an age is no subject.
            let is_age = view.words[head.start].is_number && head.len() == 1;
            let opens = is_age || matches!(first, "who" | "which" | "whose" | "including" | "when" | "where");
            let adjunct = g::is_preposition(first) || g::is_time_word(first);
            if !(opens || adjunct || is_place && from != last && head.start > unit.start && g::is_comma(view.lower(head.start - 1))) {
                let start = apposed_name(view, &unit, &head).unwrap_or(head.start);
                return Some(start..if open == "(" { end } else { last });
            }
        }
        from = mark;
    }
    None
}

/// "Ana Ruiz, the leader of one group, the Greens, said": the name before an apposition that holds commas itself.
fn apposed_name(view: &View, unit: &Range<usize>, head: &Range<usize>) -> Option<usize> {
    let comma = head.start.checked_sub(1).filter(|&at| at > unit.start && g::is_comma(view.lower(at)))?;
    let is_name = |at: usize| view.words[at].is_capital || view.lower(at).starts_with("al-") || view.lower(at).starts_with("el-");
    if !g::is_determiner(view.lower(head.start)) || view.is_quoted(comma - 1) || !is_name(comma - 1) {
        return None;
    }
    let name = region(view, unit.clone(), comma)?;
    (view.count_words(name.clone()) >= 2 && view.words[name.start].is_capital && !g::is_time_word(view.lower(comma - 1)))
        .then_some(name.start)
}

/// The words between the last border and `end` that can be one noun phrase.
fn region(view: &View, unit: Range<usize>, end: usize) -> Option<Range<usize>> {
    let mut start = end;
    let mut conjunction = None;
    let mut by_verb = false;
    while start > unit.start && end - start < LONGEST_SOURCE_WORDS {
        let at = start - 1;
        let word = &view.words[at];
        let lower = word.lower.as_str();
        let before = if at > unit.start { view.lower(at - 1) } else { "" };
        let glued = matches!(lower, "." | "'" | "’" | "&" | "/" | "-" | "'s") && word.quotation.is_none()
            && at > unit.start
            && start < end
            // "Erbil - Mr Smith said": a dash with spaces is a border.
            && (lower != "-" || view.words[at - 1].span.end == word.span.start);
        if word.quotation.is_some() || (word.is_mark && !glued) || (g::is_subordinator(lower) && !word.is_capital) {
            break;
        }
        if g::is_relative(lower) && at + 1 < end {
            // "people who know him say": the clause belongs to the noun before it.
            start = at;
            continue;
        }
        if g::is_finite_verb(lower, before) && !word.is_capital {
            // A verb inside a relative clause does not end the phrase.
            let relative = (unit.start..at).rev().take(6).find(|&back| g::is_relative(view.lower(back)) || view.words[back].is_mark);
            if relative.is_some_and(|back| g::is_relative(view.lower(back))) {
                start = at;
                continue;
            }
            by_verb = true;
            break;
        }
        if g::is_conjunction(lower) && lower != "&" {
            conjunction = Some(at);
        }
        start = at;
    }
    if by_verb && let Some(at) = conjunction.or_else(|| (start..end).rev().find(|&at| g::is_conjunction(view.lower(at)))) {
        start = start.max(at + 1);
    }
    trim(view, start..end)
}

/// Without leading conjunctions, adverbs and adjuncts of time or place.
fn trim(view: &View, range: Range<usize>) -> Option<Range<usize>> {
    let Range { mut start, end } = range;
    loop {
        if start >= end {
            return None;
        }
        let lower = view.lower(start);
        if g::is_conjunction(lower)
            || view.is_adverb(start)
            || view.words[start].is_mark
            || g::is_subordinator(lower) && end - start > 1 && lower != "that"
        {
            start += 1;
        } else if (g::is_preposition(lower)
            || (g::is_time_word(lower) && end - start > 1 && view.lower(start + 1) != "'s" && !matches!(lower, "this" | "last")))
            && end - start > 1
        {
            match last_phrase(view, start + 1..end) {
                Some(next) if next > start => start = next,
                _ => return None,
            }
        } else {
            break;
        }
    }
    let last = view.lower(end - 1);
    if g::is_determiner(last)
        && !matches!(
            last,
            "some"
                | "many"
                | "most"
                | "both"
                | "others"
                | "several"
                | "few"
                | "all"
                | "one"
                | "another"
                | "this"
                | "that"
                | "these"
                | "those"
                | "everyone"
                | "nobody"
                | "two"
                | "three"
        )
        || (g::is_preposition(last) && last != "like")
        || g::is_conjunction(last)
    {
        return None;
    }
    if end - start == 1 && (view.is_adverb(end - 1) || g::is_auxiliary(last)) {
        return None;
    }
    Some(start..end)
}

/// Where the last noun phrase of a prepositional beginning starts: "On Tuesday Mr Smith" -> "Mr".
fn last_phrase(view: &View, range: Range<usize>) -> Option<usize> {
    if g::is_nominative(view.lower(range.end - 1)) {
        return Some(range.end - 1);
    }
    // "On Monday the leader of one militia": not what a preposition governs.
    let mut determiners = range.clone().rev().filter(|&at| g::is_determiner(view.lower(at)) && at > range.start);
    let near = determiners.next();
    let determiner = near.filter(|&at| view.lower(at - 1) != "of").or_else(|| determiners.next()).or(near);
    let mut run = range.end;
    while run > range.start && (view.words[run - 1].is_capital || view.lower(run - 1) == ".") && !g::is_time_word(view.lower(run - 1)) {
        run -= 1;
    }
    match (determiner, run < range.end) {
        (Some(at), false) => Some(at),
        (Some(at), true) => Some(at.max(run)),
        (None, true) if run > range.start => Some(run),
        _ => None,
    }
}

/// The noun phrase that starts at `start`: "said **Farhana Khera, executive director of Muslim Advocates**".
pub(crate) fn after(view: &View, limit: usize, start: usize) -> Option<Range<usize>> {
    if start >= limit || view.words[start].is_mark || view.is_quoted(start) {
        return None;
    }
    let first = view.lower(start);
    let opens = view.words[start].is_capital || g::is_determiner(first) || g::is_nominative(first) || g::is_noun_opener(first);
    if !opens || g::is_time_word(first) || g::is_preposition(first) || first == "that" {
        return None;
    }
    if g::is_nominative(first) {
        return Some(start..start + 1);
    }
    let mut end = start;
    while end < limit && end - start < LONGEST_SOURCE_WORDS {
        let word = &view.words[end];
        let lower = word.lower.as_str();
        let next = view.lower(end + 1);
        if word.quotation.is_some() || g::is_dash(lower) || matches!(lower, ";" | ":" | "!" | "?") {
            break;
        }
        if g::is_stop(lower) && (end + 1 >= limit || !view.words[end + 1].is_capital) {
            break;
        }
        if g::is_comma(lower) {
            let more = end + 1 < limit && !view.is_quoted(end + 1);
            let ends = g::is_conjunction(next)
                || g::is_subordinator(next)
                || g::is_nominative(next)
                || g::is_preposition(next)
                || (next.ends_with("ing") && next.len() > 5)
                || crate::lexicon::reporting_cue::verb(next).is_some();
            if !more || ends {
                break;
            }
        }
        let prior = if end > start { view.lower(end - 1) } else { "" };
        let relative = (start..end).any(|at| g::is_relative(view.lower(at)) || g::is_comma(view.lower(at)));
        if end > start && !relative && !word.is_capital && g::is_finite_verb(lower, prior) {
            break;
        }
        let adjunct = end > start
            && (matches!(
                lower,
                "in" | "on"
                    | "at"
                    | "during"
                    | "after"
                    | "before"
                    | "when"
                    | "while"
                    | "as"
                    | "because"
                    | "that"
                    | "to"
                    | "via"
                    | "last"
                    | "late"
                    | "this"
            ) || (g::is_time_word(lower) && !g::is_determiner(prior)));
        if adjunct && !(lower == "in" || lower == "at" || lower == "on") {
            break;
        }
        if adjunct
            && (g::is_adjunct_noun(next)
                || g::is_adjunct_noun(view.lower(end + 2))
                || g::is_time_word(next)
                || !view.words.get(end + 1).is_some_and(|word| word.is_capital || g::is_determiner(&word.lower)))
        {
            break;
        }
        end += 1;
    }
    while end > start && view.words[end - 1].is_mark && view.lower(end - 1) != "." {
        end -= 1;
    }
    (end > start).then_some(start..end)
}
