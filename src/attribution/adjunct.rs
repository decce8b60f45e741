//! What stands between a reporting verb and its content: hearers, times, places.

use crate::attribution::grammar as g;
use crate::attribution::view::View;

/// Longest adjunct that is skipped, in words.
const LONGEST_ADJUNCT_WORDS: usize = 25;

/// The first word after hearer and adjuncts.
pub(crate) fn skip(view: &View, start: usize, end: usize, hearer: bool) -> usize {
    let mut at = start;
    if hearer {
        at = skip_hearer(view, at, end);
    }
    loop {
        let next = skip_one(view, at, end);
        if next == at {
            return at;
        }
        at = next;
    }
}

fn skip_hearer(view: &View, start: usize, end: usize) -> usize {
    let lower = view.lower(start);
    if start >= end
        || view.words[start].is_mark
        || view.is_quoted(start)
        || matches!(lower, "that" | "how" | "why" | "what" | "whether" | "if")
    {
        return start;
    }
    if g::is_object_pronoun(lower) || g::is_bare_hearer(lower) && !view.words[start].is_capital {
        return start + 1;
    }
    // To "that", a quotation, or where a clause begins.
    let mut at = start + 1;
    while at < end && at - start < LONGEST_ADJUNCT_WORDS {
        let word = &view.words[at];
        let lower = word.lower.as_str();
        let quote = view.is_quoted(at);
        if quote
            || matches!(lower, "that" | ":" | "how" | "why" | "what" | "whether" | "to" | "about")
            || g::is_nominative(lower)
            || g::is_time_word(lower)
        {
            return at;
        }
        // "told Northwire, speaking on condition of anonymity"
        let tail = view.lower(at + 1).ends_with("ing");
        if g::is_comma(lower) && (view.is_quoted(at + 1) || g::is_conjunction(view.lower(at + 1)) || tail) {
            return at;
        }
        if matches!(lower, "in" | "on" | "at" | "during")
            && (g::is_adjunct_noun(view.lower(at + 1)) || g::is_adjunct_noun(view.lower(at + 2)) || g::is_time_word(view.lower(at + 1)))
        {
            return at;
        }
        let before = view.lower(at - 1);
        // "told CNN the deal was off": a determiner after a noun starts the clause.
        if g::is_determiner(lower)
            && !g::is_preposition(before)
            && !g::is_comma(before)
            && !g::is_conjunction(before)
            && !g::is_determiner(before)
        {
            return at;
        }
        if g::is_stop(lower) && at + 1 >= end {
            return at;
        }
        at += 1;
    }
    start
}

fn skip_one(view: &View, start: usize, end: usize) -> usize {
    let lower = view.lower(start);
    let next = view.lower(start + 1);
    if start >= end || view.is_quoted(start) {
        return start;
    }
    if g::is_adverb(lower) && !view.words[start].is_capital {
        return start + 1;
    }
    let time = matches!(lower, "on" | "late" | "early" | "last" | "this" | "in" | "earlier" | "by") && g::is_time_word(next);
    if time
        || (g::is_time_word(lower) && view.words[start].is_capital && lower != "may")
        || matches!(lower, "yesterday" | "today" | "tonight" | "earlier")
    {
        let mut at = start + if time { 2 } else { 1 };
        while at < end && (g::is_time_word(view.lower(at)) || view.words[at].is_number) && !view.is_quoted(at) {
            at += 1;
        }
        return at;
    }
    let place = matches!(lower, "in" | "at" | "on" | "during" | "through" | "via" | "to" | "after" | "from")
        && (g::is_adjunct_noun(next)
            || (g::is_determiner(next) || next.ends_with("'s"))
                && (start + 2..end.min(start + 6)).any(|at| g::is_adjunct_noun(view.lower(at)) && !view.words[at].is_mark)
            || lower == "to" && (g::is_bare_hearer(next) || next == "the"));
    if place {
        let mut at = start + 2;
        while at < end && at - start < LONGEST_ADJUNCT_WORDS {
            let word = view.lower(at);
            if view.is_quoted(at)
                || matches!(word, "that" | ":" | "," | ";" | "and" | "but")
                || g::is_stop(word) && at + 1 >= end
                || g::is_nominative(word)
            {
                return at;
            }
            let before = view.lower(at - 1);
            if g::is_determiner(word) && !g::is_preposition(before) {
                return at;
            }
            at += 1;
        }
        return if at >= end { end } else { start };
    }
    start
}
