//! The words that tell what a named person is, before the name or behind it ("The mayor of Halvig, Ana Ruiz"; "Ana Ruiz, a nurse").
//! Linear in the words around the name, up to the longest.

use std::ops::Range;

use crate::attribution::grammar as g;
use crate::attribution::people::is_role;
use crate::attribution::view::View;
use crate::language::syntax::tag::Upos;

/// Longest role before a name that is kept, in words.
pub(super) const LONGEST_WORDS: usize = 12;
/// The same for one behind a name: "director of the … Program at the … Institute of International Studies".
const LONGEST_APPOSITION_WORDS: usize = 20;

/// The words of a role behind a name and a comma ("Ana Ruiz, 34, a nurse"), if there is one before `end`.
pub(super) fn behind(view: &View, name_end: usize, end: usize) -> Option<Range<usize>> {
    if !g::is_comma(view.lower(name_end)) || name_end + 1 >= end {
        return None;
    }
    let mut from = name_end + 1;
    // "Ana Ruiz, 34, a nurse": past the age.
    if view.words[from].is_number && g::is_comma(view.lower(from + 1)) && from + 2 < end {
        from += 2;
    }
    let stop = (from..end.min(from + LONGEST_APPOSITION_WORDS + 1)).find(|&at| {
        view.words[at].is_mark && view.lower(at) != "."
            || g::is_relative(view.lower(at))
            || matches!(view.lower(at), "whose" | "whom")
            || matches!(view.lower(at + 1), "whom" | "which") && g::is_preposition(view.lower(at))
            || g::is_conjunction(view.lower(at)) && g::is_determiner(view.lower(at + 1))
            || g::is_finite_verb(view.lower(at), "x") && reads_as_verb(view, at) && at > from
    });
    let phrase = whole_words(view, from..stop.unwrap_or(end.min(from + LONGEST_APPOSITION_WORDS)));
    let first = view.lower(from);
    let fits = g::is_determiner(first)
        || is_role(first)
        || matches!(first, "former" | "senior" | "deputy" | "executive" | "chief" | "vice" | "general")
        || first.ends_with("'s")
        || view.words[from].is_capital;
    (fits && phrase.clone().any(|at| is_role(view.lower(at))) && !view.is_quoted(from)).then_some(phrase)
}

/// Whether the tree, where there is one, takes a word for a verb too: not "lead" in "Strand's lead lawyer".
fn reads_as_verb(view: &View, at: usize) -> bool {
    view.analysis.syntax.get(at).is_none_or(|syntax| matches!(syntax.tag.upos, Upos::Verb | Upos::Auxiliary))
}

/// A phrase that was cut, without what leads on to words that are not there: "lawyer at the School of", "counsel and Strand's".
fn whole_words(view: &View, phrase: Range<usize>) -> Range<usize> {
    let leads_on = |at: usize| {
        let word = view.lower(at);
        g::is_preposition(word) || g::is_conjunction(word) || g::is_determiner(word) || word.ends_with("'s")
    };
    let end = phrase.clone().rev().find(|at| !leads_on(*at)).map_or(phrase.end, |last| last + 1);
    phrase.start..end
}

/// "The mayor of Halvig, Ana Ruiz": the role's words, without what opens the phrase.
pub(super) fn before_comma(view: &View, floor: usize, name: usize) -> Option<Range<usize>> {
    let comma = name.checked_sub(1).filter(|&at| at > floor && g::is_comma(view.lower(at)) && !view.is_quoted(at))?;
    let earliest = floor.max(comma.saturating_sub(LONGEST_WORDS));
    let mut from = comma;
    while from > earliest
        && !view.words[from - 1].is_mark
        && !g::is_finite_verb(view.lower(from - 1), "")
        && !g::is_conjunction(view.lower(from - 1))
    {
        from -= 1;
        // "Ana Ruiz, the leader of the Greens, …": an apposition to somebody else.
        if from > earliest && g::is_comma(view.lower(from - 1)) && view.words.get(from.wrapping_sub(2)).is_some_and(|word| word.is_capital)
        {
            return None;
        }
        if g::is_determiner(view.lower(from)) && (from == earliest || view.lower(from - 1) != "of") {
            from += 1;
            break;
        }
    }
    if from == floor && from < comma && matches!(view.lower(from), "its" | "his" | "her" | "their" | "the" | "a" | "an") {
        from += 1;
    }
    let head = (from..comma).find(|&at| g::is_preposition(view.lower(at))).unwrap_or(comma);
    (from < head && is_role(view.lower(head - 1)) && !g::is_preposition(view.lower(from))).then_some(from..comma)
}
