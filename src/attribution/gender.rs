//! What the text says of a person's gender: titles, roles that end so, words of kin, "gave her name as". Never a list of names.

use std::ops::Range;

use crate::attribution::grammar as g;
use crate::attribution::view::View;

/// Evidence on how the text speaks of a person.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Gender {
    Male,
    Female,
}

/// "his brother Davor": a word of kin introduces a name, and says of whom it speaks.
pub(super) fn kin(word: &str) -> Option<Gender> {
    match word {
        "brother" | "father" | "husband" | "son" | "uncle" | "nephew" | "grandfather" | "widower" | "stepfather" => Some(Gender::Male),
        "sister" | "mother" | "wife" | "daughter" | "aunt" | "niece" | "grandmother" | "widow" | "stepmother" => Some(Gender::Female),
        _ => None,
    }
}

/// "gave her name only as Hanne": whose name it is.
pub(super) fn given_as(view: &View, floor: usize, name: usize) -> Option<Gender> {
    let at = name.checked_sub(1).filter(|&at| at > floor && view.lower(at) == "as")?;
    let noun = (floor.max(at.saturating_sub(3))..at).rev().find(|&at| view.lower(at) == "name")?;
    match noun.checked_sub(1).map(|at| view.lower(at)) {
        Some("his") => Some(Gender::Male),
        Some("her") => Some(Gender::Female),
        _ => None,
    }
}

/// What a role says of its holder; not of others in it ("a member of Mr Strand's party").
pub(super) fn gender_within(view: &View, role: Range<usize>) -> Option<Gender> {
    let head =
        role.take_while(|&at| !g::is_preposition(view.lower(at)) && !g::is_conjunction(view.lower(at)) && !view.is_possessive(at + 1));
    head.filter_map(|at| gender_of(view.lower(at))).next()
}

pub(super) fn gender_of(word: &str) -> Option<Gender> {
    let word = word.trim_end_matches('.');
    match word {
        "mr" | "sir" | "lord" | "king" | "prince" | "pope" | "ayatollah" | "imam" => Some(Gender::Male),
        "mrs" | "ms" | "miss" | "lady" | "dame" | "queen" | "princess" => Some(Gender::Female),
        _ if word.len() > 6 && word.ends_with("woman") => Some(Gender::Female),
        _ if word.len() > 5 && word.ends_with("man") => Some(Gender::Male),
        _ => None,
    }
}
