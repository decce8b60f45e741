//! Which names of an event are one body: spellings, acronyms, seats, and descriptions of the only one they can mean.
//!
//! A body is looked up by a key: small letters, no article, states for their peoples and seats ("Iraqi", "Iraq's": iraq;
//! "Tehran": iran), `ministry of X` turned to `X ministry`, "army" to "military", "UN" written out, the place after "in" cut. Beyond
//! equal keys, three rules join two of them, each only where one body alone fits: an acronym; a key that ends another ("foreign
//! ministry"); a description in small letters whose noun the name has ("Talvenia's central bank": National Bank of Talvenia), if an
//! article that describes it also names it. Cost: linear in the labels and their words.
//!
//! Known miss: a body called by another word that is not in its name ("the regulator").

use std::collections::{BTreeMap, BTreeSet};

use crate::article::Article;
use crate::attribution::SpeakerKind;
use crate::attribution::merge::{Group, fold};
use crate::lexicon::{demonym, seat};

/// Words before the noun of a description that its name need not have.
const LOOSE_WORDS: [&str; 8] = ["central", "national", "federal", "state", "country", "own", "local", "state-owned"];

/// Joins the groups of bodies and outlets; the others come back as they are.
pub(super) fn join<'a>(others: BTreeMap<(SpeakerKind, String), Group<'a>>, articles: &[&Article]) -> Vec<Group<'a>> {
    let mut bodies: BTreeMap<String, Group> = BTreeMap::new();
    let mut rest = Vec::new();
    for ((kind, _), group) in others {
        if !(kind.is_body() || kind == SpeakerKind::Media) {
            rest.push(group);
            continue;
        }
        for entry in group.entries {
            bodies.entry(key(&entry.speaker.label)).or_default().entries.push(entry);
        }
    }
    let moves = moves(&bodies, articles);
    for (from, to) in moves {
        // What was moved before goes on to where that went: "UN" to "UN mission" is no step that repeats.
        if let Some(group) = bodies.remove(&from) {
            bodies.entry(to).or_default().entries.extend(group.entries);
        }
    }
    rest.extend(bodies.into_values());
    rest
}

/// From which key to which, longest keys last, so that a chain of names ends at the fullest.
fn moves(bodies: &BTreeMap<String, Group<'_>>, articles: &[&Article]) -> Vec<(String, String)> {
    let mut by_acronym: BTreeMap<String, Vec<&String>> = BTreeMap::new();
    let mut by_tail: BTreeMap<&str, Vec<&String>> = BTreeMap::new();
    let mut by_word: BTreeMap<&str, Vec<&String>> = BTreeMap::new();
    for label in bodies.keys() {
        let words: Vec<&str> = label.split(' ').collect();
        for word in words.iter().collect::<BTreeSet<_>>() {
            by_word.entry(word).or_default().push(label);
        }
        if words.len() > 1 {
            let letters =
                words.iter().filter(|word| !matches!(**word, "of" | "the" | "and" | "for")).filter_map(|word| word.chars().next());
            by_acronym.entry(letters.collect()).or_default().push(label);
            for cut in 1..words.len().min(3) {
                by_tail.entry(label.splitn(cut + 1, ' ').last().unwrap_or("")).or_default().push(label);
            }
        }
    }
    let only = |found: Option<&Vec<&String>>, label: &String| match found.map(Vec::as_slice) {
        Some([only]) if *only != label => Some((*only).clone()),
        _ => None,
    };
    let mut moves = Vec::new();
    for (label, group) in bodies {
        let is_shouted = |one: &str| one.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
        let is_acronym = label.chars().count() >= 2 && group.entries.iter().any(|entry| is_shouted(&entry.speaker.label));
        let to = if is_acronym { only(by_acronym.get(&label.replace(' ', "")), label) } else { None };
        // "foreign ministry" and "Iranian foreign ministry"; a lone "ministry" or "police" says too little.
        let to = to.or_else(|| if label.contains(' ') { only(by_tail.get(label.as_str()), label) } else { None });
        let to = to.or_else(|| described(label, group, &by_word, bodies, articles));
        moves.extend(to.map(|to| (label.clone(), to)));
    }
    moves.sort_by_key(|(from, _)| (from.split(' ').count(), from.clone()));
    moves
}

/// The only body whose name has the noun of a description, if an article that describes it names it too.
fn described(
    label: &str,
    group: &Group<'_>,
    by_word: &BTreeMap<&str, Vec<&String>>,
    bodies: &BTreeMap<String, Group<'_>>,
    articles: &[&Article],
) -> Option<String> {
    let is_small = |one: &str| one.split(' ').next_back().is_some_and(|word| word.chars().all(|c| !c.is_uppercase()));
    if !group.entries.iter().all(|entry| is_small(&entry.speaker.label)) {
        return None;
    }
    let words: Vec<&str> = label.split(' ').collect();
    let (noun, before) = words.split_last()?;
    let [only] = by_word.get(noun)?.iter().filter(|other| other.as_str() != label).collect::<Vec<_>>()[..] else { return None };
    let has = |word: &&&str| only.split(' ').any(|other| other == **word) || LOOSE_WORDS.contains(*word);
    let names: BTreeSet<&str> = bodies.get(*only)?.entries.iter().map(|entry| entry.speaker.label.as_str()).collect();
    let is_name = names.iter().all(|name| name.chars().next().is_some_and(char::is_uppercase) && name.contains(' '));
    let homes: BTreeSet<usize> = group.entries.iter().map(|entry| entry.member.0).collect();
    let is_named = homes.iter().filter_map(|home| articles.get(*home)).any(|article| names.iter().any(|name| article.text.contains(name)));
    (is_name && is_named && before.iter().all(|word| has(&word))).then(|| (*only).clone())
}

/// What a name is looked up by.
fn key(label: &str) -> String {
    let lower = label.to_lowercase().replace('’', "'");
    // "Al-Novak's government": whose it is says nothing, unless it is a state.
    let lower = match lower.split_once("'s ") {
        Some((owner, rest))
            if !(owner.contains(' ') || demonym::is_place(owner) || seat::state_of(owner).is_some()) && rest == "government" =>
        {
            rest
        }
        _ => lower.as_str(),
    };
    let words = lower.split_whitespace().map(|word| {
        let word = word.strip_suffix("'s").or_else(|| word.strip_suffix('\'')).unwrap_or(word);
        word.chars().filter_map(fold).collect::<String>()
    });
    let mut words: Vec<String> = words.filter(|word| !word.is_empty()).collect();
    if words.len() > 1 && matches!(words[0].as_str(), "the" | "a" | "an") {
        words.remove(0);
    }
    if let Some(at) = words.iter().position(|word| word == "in").filter(|at| *at > 0) {
        words.truncate(at);
    }
    // "Ministry of Ports": "ports ministry".
    let of = words.windows(2).position(|pair| matches!(pair[0].as_str(), "ministry" | "department") && pair[1] == "of");
    if let Some(at) = of.filter(|at| at + 2 < words.len()) {
        let noun = words.remove(at);
        words.remove(at);
        words.push(noun);
    }
    let whole = words.join(" ");
    if let Some(state) = seat::state_of(&whole) {
        return state.to_owned();
    }
    let spelled = words.iter().flat_map(|word| {
        let word = match word.as_str() {
            "army" => "military",
            other => {
                let place = demonym::place_of(other).unwrap_or(other);
                seat::name_of(place).unwrap_or(place)
            }
        };
        word.split(' ').map(str::to_owned).collect::<Vec<_>>()
    });
    spelled.collect::<Vec<_>>().join(" ").replace("armed forces", "military").replace("foreign affairs", "foreign")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn peoples_seats_acronyms_and_orders_of_words_have_one_key() {
        assert_eq!(key("Iraq’s interior ministry"), key("the Iraqi Ministry of Interior"));
        assert_eq!(key("Tehran"), key("Iran"));
        assert_eq!(key("Washington"), key("the U.S."));
        assert_eq!(key("UN mission"), key("United Nations mission in Iraq"));
        assert_eq!(key("Iraqi army"), key("Iraqi armed forces"));
        assert_ne!(key("foreign ministry"), key("interior ministry"));
    }
}
