//! Merges the speakers of an event's articles into its sources.
//!
//! People are blocked by the skeleton of their surname (consonants, with what transliterations exchange made equal:
//! al-Kadhimi, Kadhemi, al-Kazemi), then by first name, so that two people of one surname stay apart (differing first names,
//! Jr. and Sr.). A bare surname joins the only person of that surname. Bodies merge by name, by acronym, and when one name
//! is the other with a word before it. Descriptions of a role join the only person of the event who holds it.
//! Cost: sorting, and pairs within one surname only.
//!
//! Known misses: nicknames ("Bernie" is found by its surname only); a body named by its city ("Baghdad", "the White House").

use std::collections::{BTreeMap, BTreeSet};

use crate::article::Article;
use crate::attribution::surname::{is_suffix, surname_key};
use crate::attribution::{Attribution, Source, Speaker, SpeakerKind};
use crate::lexicon::source_word::{self, SourceWord};
use crate::span::AttributionIndex;

/// First names at least this similar (Jaro-Winkler) are one: "Mohammed", "Mohamed", "Muhammad".
const SIMILAR_FIRST_NAME: f64 = 0.86;
/// Surnames of one skeleton at least this similar are one: keeps "Khan" from "Kuhn".
const SIMILAR_SURNAME: f64 = 0.72;
/// Skeletons with fewer consonants say too little: there the spelling must be the same.
const SHORT_SKELETON: usize = 3;

struct Entry<'a> {
    member: (usize, AttributionIndex),
    speaker: &'a Speaker,
}

#[derive(Default)]
struct Group<'a> {
    entries: Vec<Entry<'a>>,
}

/// See [`crate::attribution::merge_sources`].
pub(crate) fn sources(articles: &[(&Article, &[Attribution])]) -> Vec<Source> {
    let entries: Vec<Entry> = articles
        .iter()
        .enumerate()
        .flat_map(|(article, (_, attributions))| {
            attributions
                .iter()
                .enumerate()
                .filter(|(_, one)| !one.speaker.label.trim().is_empty())
                .map(move |(at, one)| Entry { member: (article, AttributionIndex::new(at)), speaker: &one.speaker })
        })
        .collect();
    let mut people: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
    let mut others: BTreeMap<(SpeakerKind, String), Group> = BTreeMap::new();
    let mut roles: Vec<Entry> = Vec::new();
    for entry in entries {
        match entry.speaker.kind {
            SpeakerKind::Person => people.entry(skeleton(surname(&entry.speaker.label))).or_default().push(entry),
            SpeakerKind::Unresolved if role_noun(&entry.speaker.label).is_some() => roles.push(entry),
            SpeakerKind::Unresolved => {}
            kind => others.entry((kind, plain(&entry.speaker.label))).or_default().entries.push(entry),
        }
    }
    let mut groups: Vec<Group> = people.into_values().flat_map(one_surname).collect();
    join_roles(&mut groups, roles, &mut others);
    groups.extend(bodies(others));
    let mut sources: Vec<Source> = groups.into_iter().filter(|group| !group.entries.is_empty()).map(source).collect();
    sources.sort_by(|left, right| left.members.first().cmp(&right.members.first()).then_with(|| left.label.cmp(&right.label)));
    sources
}

/// The last word of a name that is no "Jr.".
fn surname(label: &str) -> &str {
    label.split_whitespace().rev().find(|word| !is_suffix(word)).unwrap_or(label)
}

fn first_name(label: &str) -> Option<String> {
    let mut words = label.split_whitespace().filter(|word| !is_suffix(word));
    let first = words.next()?;
    words.next().map(|_| plain(first))
}

fn suffix(label: &str) -> Option<String> {
    label.split_whitespace().next_back().filter(|word| is_suffix(word)).map(|word| word.trim_end_matches('.').to_lowercase())
}

/// Lower case, straight marks, no leading article, single spaces, accents of Latin letters folded.
fn plain(label: &str) -> String {
    let folded: String = label.to_lowercase().chars().filter_map(fold).collect();
    let words: Vec<&str> = folded.split_whitespace().collect();
    let words = match words.split_first() {
        Some((&("the" | "a" | "an"), rest)) if !rest.is_empty() => rest,
        _ => &words[..],
    };
    words.join(" ")
}

fn fold(c: char) -> Option<char> {
    Some(match c {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' => 'a',
        'é' | 'è' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => 'e',
        'í' | 'ì' | 'î' | 'ï' | 'ī' | 'ı' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ø' | 'ō' | 'ő' => 'o',
        'ú' | 'ù' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ç' | 'ć' | 'č' => 'c',
        'ñ' | 'ń' | 'ň' => 'n',
        'š' | 'ş' | 'ś' => 's',
        'ž' | 'ź' | 'ż' => 'z',
        'ğ' => 'g',
        'ł' => 'l',
        'ý' => 'y',
        'ř' => 'r',
        '’' | '‘' | '\'' | 'ʿ' | 'ʾ' | '.' => return None,
        other => other,
    })
}

/// Consonants of a surname, with what transliterations exchange made equal.
fn skeleton(surname: &str) -> String {
    let name: String = surname_key(surname).chars().filter_map(fold).filter(|c| c.is_alphanumeric()).collect();
    let mut name = name;
    for (from, to) in [
        ("dh", "z"),
        ("zh", "z"),
        ("th", "t"),
        ("kh", "k"),
        ("gh", "g"),
        ("ph", "f"),
        ("sch", "s"),
        ("sh", "s"),
        ("tch", "c"),
        ("ch", "c"),
        ("q", "k"),
        ("ck", "k"),
        ("w", "v"),
        ("j", "g"),
    ] {
        name = name.replace(from, to);
    }
    let mut out = String::new();
    for (at, c) in name.char_indices() {
        let silent = matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h');
        if (!silent || at == 0) && !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

/// Splits the speakers of one surname skeleton into people.
fn one_surname(entries: Vec<Entry<'_>>) -> Vec<Group<'_>> {
    // Distinct names, longest first, so that full names found a person before bare surnames look for one.
    let mut names: Vec<String> = entries.iter().map(|entry| entry.speaker.label.clone()).collect::<BTreeSet<_>>().into_iter().collect();
    names.sort_by_key(|name| (std::cmp::Reverse(name.split_whitespace().count()), name.clone()));
    let mut leaders: Vec<String> = Vec::new();
    let mut home: BTreeMap<String, usize> = BTreeMap::new();
    for name in names {
        let fits: Vec<usize> = (0..leaders.len()).filter(|&at| same_person(&leaders[at], &name)).collect();
        let at = match fits.as_slice() {
            [only] => *only,
            [first, ..] if first_name(&name).is_some() => *first,
            // Nobody, or a bare surname that several could bear.
            _ => {
                leaders.push(name.clone());
                leaders.len() - 1
            }
        };
        home.insert(name, at);
    }
    let mut groups: Vec<Group> = leaders.iter().map(|_| Group::default()).collect();
    for entry in entries {
        if let Some(&at) = home.get(&entry.speaker.label) {
            groups[at].entries.push(entry);
        }
    }
    groups
}

fn same_person(left: &str, right: &str) -> bool {
    let (one, two) = (plain(&surname_key(surname(left))), plain(&surname_key(surname(right))));
    let short = skeleton(&one).chars().count() < SHORT_SKELETON;
    if one != two && (short || strsim::jaro_winkler(&one, &two) < SIMILAR_SURNAME) {
        return false;
    }
    if let (Some(one), Some(two)) = (suffix(left), suffix(right))
        && one != two
    {
        return false;
    }
    match (first_name(left), first_name(right)) {
        (Some(one), Some(two)) => {
            let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
            one == two || initial(&one, &two) || initial(&two, &one) || strsim::jaro_winkler(&one, &two) >= SIMILAR_FIRST_NAME
        }
        _ => true,
    }
}

/// The noun of a role that ends a description ("foreign ministry spokesman").
fn role_noun(label: &str) -> Option<String> {
    let plain = plain(label);
    let noun = plain.split(' ').take_while(|word| !matches!(*word, "of" | "for" | "at" | "in")).last()?.to_owned();
    matches!(source_word::of(&noun), Some(SourceWord::Role)).then_some(noun)
}

/// A description of a role joins the only person who holds it; else it is a source of its own.
fn join_roles<'a>(people: &mut [Group<'a>], roles: Vec<Entry<'a>>, others: &mut BTreeMap<(SpeakerKind, String), Group<'a>>) {
    let held: Vec<Vec<String>> = people
        .iter()
        .map(|group| {
            let roles = group.entries.iter().filter_map(|entry| entry.speaker.role.as_deref());
            roles.map(plain).collect::<BTreeSet<_>>().into_iter().collect()
        })
        .collect();
    for entry in roles {
        let label = plain(&entry.speaker.label);
        let fits: Vec<usize> = (0..people.len())
            .filter(|&at| {
                held[at].iter().any(|role| {
                    label.split(' ').all(|word| role.split(' ').any(|other| other.trim_end_matches("s") == word.trim_end_matches('s')))
                })
            })
            .collect();
        match fits.as_slice() {
            [only] => people[*only].entries.push(entry),
            _ => others.entry((SpeakerKind::Unresolved, label)).or_default().entries.push(entry),
        }
    }
}

/// Bodies, groups, documents: by plain label; bodies also by acronym and by a word more in front.
fn bodies(others: BTreeMap<(SpeakerKind, String), Group<'_>>) -> Vec<Group<'_>> {
    let mut bodies: BTreeMap<String, Group> = BTreeMap::new();
    let mut rest = Vec::new();
    for ((kind, label), group) in others {
        if matches!(kind, SpeakerKind::Body | SpeakerKind::Media) {
            bodies.entry(label).or_default().entries.extend(group.entries);
        } else {
            rest.push(group);
        }
    }
    let labels: Vec<String> = bodies.keys().cloned().collect();
    let mut by_acronym: BTreeMap<String, Vec<&String>> = BTreeMap::new();
    let mut by_tail: BTreeMap<&str, Vec<&String>> = BTreeMap::new();
    for label in &labels {
        let words: Vec<&str> = label.split(' ').collect();
        if words.len() > 1 {
            let letters: String = words
                .iter()
                .filter(|word| !matches!(**word, "of" | "the" | "and" | "for"))
                .filter_map(|word| word.chars().next())
                .collect();
            by_acronym.entry(letters).or_default().push(label);
            for cut in 1..words.len().min(3) {
                let tail = label.splitn(cut + 1, ' ').last().unwrap_or("");
                by_tail.entry(tail).or_default().push(label);
            }
        }
    }
    let mut moves: Vec<(&String, &String)> = Vec::new();
    for label in &labels {
        let capitals =
            bodies[label].entries.iter().any(|entry| entry.speaker.label.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase));
        let long = if capitals && label.chars().count() >= 2 { by_acronym.get(&label.replace(' ', "")) } else { None };
        // "foreign ministry" and "Iranian foreign ministry"; a lone "ministry" or "police" says too little.
        let long = long.or_else(|| if label.contains(' ') { by_tail.get(label.as_str()) } else { None });
        if let Some([only]) = long.map(Vec::as_slice)
            && *only != label
        {
            moves.push((label, only));
        }
    }
    for (from, to) in moves {
        if let Some(group) = bodies.remove(from) {
            bodies.entry(to.clone()).or_default().entries.extend(group.entries);
        }
    }
    rest.extend(bodies.into_values());
    rest
}

fn source(group: Group<'_>) -> Source {
    let mut members: Vec<(usize, AttributionIndex)> = group.entries.iter().map(|entry| entry.member).collect();
    members.sort_unstable();
    members.dedup();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in group.entries.iter().filter(|entry| {
        entry.speaker.kind != SpeakerKind::Unresolved || group.entries.iter().all(|other| other.speaker.kind == SpeakerKind::Unresolved)
    }) {
        *counts.entry(entry.speaker.label.as_str()).or_default() += 1;
    }
    // The fullest name; among equally full ones the most used, then the first by letters.
    let label = counts
        .iter()
        .max_by(|(left, many), (right, more)| {
            let size = |name: &str| (name.split_whitespace().count(), name.trim_matches('.').chars().count());
            size(left).cmp(&size(right)).then(many.cmp(more)).then(right.cmp(left))
        })
        .map_or_else(String::new, |(label, _)| (*label).to_owned());
    let role = group
        .entries
        .iter()
        .filter_map(|entry| entry.speaker.role.as_ref())
        .max_by(|left, right| left.split_whitespace().count().cmp(&right.split_whitespace().count()).then(right.cmp(left)))
        .cloned();
    let kind = group.entries.iter().map(|entry| entry.speaker.kind).min().unwrap_or(SpeakerKind::Unresolved);
    let aliases: BTreeSet<String> = group.entries.iter().map(|entry| entry.speaker.label.clone()).filter(|alias| *alias != label).collect();
    Source { label, role, kind, aliases: aliases.into_iter().collect(), members }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribution::{AttributionClass, AttributionKind, CueClass};
    use crate::ingest;

    fn speaker(label: &str, role: Option<&str>, kind: SpeakerKind) -> Attribution {
        Attribution {
            source: vec![],
            cue: vec![],
            content: vec![],
            reporting_clause: vec![],
            kind: AttributionKind::Indirect,
            class: AttributionClass::Speech,
            cue_class: CueClass::Neutral,
            speaker: Speaker { label: label.into(), role: role.map(str::to_owned), kind },
            probability: 1.0,
            statements: vec![],
            parent: None,
        }
    }

    fn merged(articles: &[Vec<Attribution>]) -> Vec<Source> {
        let article = ingest::article_from_text("a", "", "Text.");
        let list: Vec<(&Article, &[Attribution])> = articles.iter().map(|found| (&article, found.as_slice())).collect();
        sources(&list)
    }

    fn person(label: &str) -> Attribution {
        speaker(label, None, SpeakerKind::Person)
    }

    #[test]
    fn transliterations_and_dropped_articles_are_one_person() {
        let all =
            merged(&[vec![person("Mustafa al-Kadhimi")], vec![person("Mustafa Al-Kadhemi"), person("Kadhimi")], vec![person("al-Kazemi")]]);
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].label, "Mustafa Al-Kadhemi");
        assert_eq!(all[0].aliases, ["Kadhimi", "Mustafa al-Kadhimi", "al-Kazemi"]);
        assert_eq!(all[0].members.len(), 4);
    }

    #[test]
    fn two_people_of_one_surname_stay_apart() {
        let all = merged(&[vec![person("Bill Clinton"), person("Hillary Clinton")], vec![person("Clinton"), person("B. Clinton")]]);
        assert_eq!(all.iter().map(|one| one.label.as_str()).collect::<Vec<_>>(), ["Bill Clinton", "Hillary Clinton", "Clinton"]);
        let father_and_son = merged(&[vec![person("Jan Novak Sr."), person("Jan Novak Jr.")]]);
        assert_eq!(father_and_son.len(), 2);
    }

    #[test]
    fn short_surnames_need_the_same_spelling() {
        assert_eq!(merged(&[vec![person("Khan")], vec![person("Kuhn")]]).len(), 2);
    }

    #[test]
    fn an_acronym_is_its_body() {
        let body = |label: &str| speaker(label, None, SpeakerKind::Body);
        let all =
            merged(&[vec![body("United Nations")], vec![body("UN"), body("Iranian foreign ministry")], vec![body("Foreign Ministry")]]);
        assert_eq!(all.iter().map(|one| one.label.as_str()).collect::<Vec<_>>(), ["United Nations", "Iranian foreign ministry"]);
    }

    #[test]
    fn a_role_joins_the_only_one_who_holds_it() {
        let named = speaker("Saeed Khatibzadeh", Some("Iranian Foreign Ministry spokesman"), SpeakerKind::Person);
        let role = speaker("foreign ministry spokesman", None, SpeakerKind::Unresolved);
        let all = merged(&[vec![named], vec![role]]);
        assert_eq!(all.len(), 1);
        assert_eq!((all[0].label.as_str(), all[0].kind, all[0].members.len()), ("Saeed Khatibzadeh", SpeakerKind::Person, 2));
    }

    #[test]
    fn nobody_is_no_source() {
        assert!(merged(&[vec![speaker("", None, SpeakerKind::Unresolved), speaker("he", None, SpeakerKind::Unresolved)]]).is_empty());
    }
}
