//! Merges the speakers of an event's articles into its sources.
//!
//! People are blocked by the skeleton of their surname (consonants, with what transliterations exchange made equal:
//! al-Kadhimi, Kadhemi, al-Kazemi), then by first name, so that two people of one surname stay apart (differing first names,
//! Jr. and Sr.). A bare surname joins the only person of that surname, a bare first name the only one who has it. Bodies merge as
//! `merge_bodies` says. Descriptions of a role join the only person of the event who holds it.
//! Cost: sorting, and pairs within one surname only.
//!
//! Known miss: nicknames ("Bernie" is found by its surname only).

use std::collections::{BTreeMap, BTreeSet};

use crate::article::Article;
use crate::attribution::described::as_kind;
use crate::attribution::merge_bodies;
use crate::attribution::surname::{is_suffix, surname_key};
use crate::attribution::{Attribution, Source, Speaker, SpeakerKind};
use crate::lexicon::source_word::{self, Calling, SourceWord};
use crate::lexicon::{demonym, seat};
use crate::span::AttributionIndex;

/// First names at least this similar (Jaro-Winkler) are one: "Mohammed", "Mohamed", "Muhammad".
const SIMILAR_FIRST_NAME: f64 = 0.86;
/// The same where their consonants agree: "Saeed", "Said" (.83).
const NEAR_FIRST_NAME: f64 = 0.8;
/// Surnames of one skeleton at least this similar are one: keeps "Khan" from "Kuhn".
const SIMILAR_SURNAME: f64 = 0.72;
/// Skeletons with fewer consonants say too little: there the spelling must be the same.
const SHORT_SKELETON: usize = 3;

pub(super) struct Entry<'a> {
    pub(super) member: (usize, AttributionIndex),
    pub(super) speaker: &'a Speaker,
}

#[derive(Default)]
pub(super) struct Group<'a> {
    pub(super) entries: Vec<Entry<'a>>,
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
            SpeakerKind::Unknown if role_noun(&entry.speaker.label).is_some() => roles.push(entry),
            SpeakerKind::Unknown => {}
            kind => others.entry((kind, plain(&entry.speaker.label))).or_default().entries.push(entry),
        }
    }
    let mut groups: Vec<Group> = people.into_values().flat_map(one_surname).collect();
    join_first_names(&mut groups);
    join_roles(&mut groups, roles, &mut others);
    let texts: Vec<&Article> = articles.iter().map(|(article, _)| *article).collect();
    groups.extend(merge_bodies::join(one_document(others), &texts));
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

pub(super) fn fold(c: char) -> Option<char> {
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
            let alike = strsim::jaro_winkler(&one, &two);
            let is_spelling = alike >= SIMILAR_FIRST_NAME || alike >= NEAR_FIRST_NAME && skeleton(&one) == skeleton(&two);
            one == two || initial(&one, &two) || initial(&two, &one) || is_spelling
        }
        _ => true,
    }
}

/// The noun of a role that ends a description ("foreign ministry spokesman").
fn role_noun(label: &str) -> Option<String> {
    let plain = plain(label);
    let noun = plain.split(' ').take_while(|word| !matches!(*word, "of" | "for" | "at" | "in")).last()?.to_owned();
    matches!(source_word::of(&noun), Some(SourceWord::Role(_))).then_some(noun)
}

/// The words that say which role it is: no articles, no prepositions; a people as its state, no plural or possessive ending.
fn role_words(role: &str) -> Vec<String> {
    let words = role.split([' ', '-', ',']).filter_map(|word| {
        let word = plain(word);
        let word = word.trim_end_matches('s');
        let is_small = matches!(word, "" | "the" | "a" | "an" | "of" | "for" | "to" | "and" | "at" | "in");
        (!is_small).then(|| demonym::place_of(word).map_or(word, |place| place.trim_end_matches('s')).to_owned())
    });
    words.collect()
}

/// A description of a role joins the only person who holds it; else it is a source of its own.
fn join_roles<'a>(people: &mut [Group<'a>], roles: Vec<Entry<'a>>, others: &mut BTreeMap<(SpeakerKind, String), Group<'a>>) {
    let held: Vec<Vec<Vec<String>>> = people
        .iter()
        .map(|group| {
            let roles = group.entries.iter().filter_map(|entry| entry.speaker.role.as_deref());
            roles.collect::<BTreeSet<_>>().into_iter().map(role_words).collect()
        })
        .collect();
    for entry in roles {
        let words = role_words(&entry.speaker.label);
        let fits: Vec<usize> =
            (0..people.len()).filter(|&at| held[at].iter().any(|role| words.iter().all(|word| role.contains(word)))).collect();
        match fits.as_slice() {
            [only] if !words.is_empty() => people[*only].entries.push(entry),
            _ => others.entry((SpeakerKind::Unknown, plain(&entry.speaker.label))).or_default().entries.push(entry),
        }
    }
}

/// What an article calls "the dam log" and "the dam's operating log" is one document: the same noun, and all words of the shorter.
fn one_document(mut others: BTreeMap<(SpeakerKind, String), Group<'_>>) -> BTreeMap<(SpeakerKind, String), Group<'_>> {
    let labels: Vec<String> = others.keys().filter(|(kind, _)| *kind == SpeakerKind::Document).map(|(_, label)| label.clone()).collect();
    let words = |label: &str| role_words(label.split(" of ").next().unwrap_or(label));
    let mut by_noun: BTreeMap<String, Vec<&String>> = BTreeMap::new();
    for label in &labels {
        by_noun.entry(words(label).pop().unwrap_or_default()).or_default().push(label);
    }
    for label in &labels {
        let own = words(label);
        let homes = |label: &str| -> BTreeSet<usize> {
            let group = others.get(&(SpeakerKind::Document, label.to_owned()));
            group.iter().flat_map(|group| &group.entries).map(|entry| entry.member.0).collect()
        };
        let is_fuller = |other: &&&String| {
            let all = words(other);
            all.len() > own.len() && own.iter().all(|word| all.contains(word)) && homes(label).is_subset(&homes(other))
        };
        let named = own.last().and_then(|noun| by_noun.get(noun)).into_iter().flatten();
        if let [fuller] = named.filter(is_fuller).collect::<Vec<_>>()[..]
            && let Some(group) = others.remove(&(SpeakerKind::Document, label.clone()))
        {
            others.entry((SpeakerKind::Document, (*fuller).clone())).or_default().entries.extend(group.entries);
        }
    }
    others
}

/// A bare first name joins the only person of the event who has it: "his brother Davor" and Davor Harlan.
fn join_first_names(people: &mut Vec<Group<'_>>) {
    let label = |group: &Group<'_>| group.entries.first().map_or("", |entry| entry.speaker.label.as_str()).to_owned();
    let is_bare = |group: &Group<'_>| group.entries.iter().all(|entry| !entry.speaker.label.contains(' '));
    let mut by_first: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, group) in people.iter().enumerate() {
        let firsts: BTreeSet<String> = group.entries.iter().filter_map(|entry| first_name(&entry.speaker.label)).collect();
        firsts.into_iter().for_each(|first| by_first.entry(first).or_default().push(at));
    }
    for at in 0..people.len() {
        if let Some([only]) = by_first.get(&plain(&label(&people[at]))).map(Vec::as_slice)
            && *only != at
            && is_bare(&people[at])
        {
            let entries = std::mem::take(&mut people[at].entries);
            people[*only].entries.extend(entries);
        }
    }
    people.retain(|group| !group.entries.is_empty());
}

fn source(group: Group<'_>) -> Source {
    let mut members: Vec<(usize, AttributionIndex)> = group.entries.iter().map(|entry| entry.member).collect();
    members.sort_unstable();
    members.dedup();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in group.entries.iter().filter(|entry| {
        entry.speaker.kind != SpeakerKind::Unknown || group.entries.iter().all(|other| other.speaker.kind == SpeakerKind::Unknown)
    }) {
        *counts.entry(entry.speaker.label.as_str()).or_default() += 1;
    }
    // The fullest name; among equally full ones the most used, then the first by letters.
    let label = counts
        .iter()
        .max_by(|(left, many), (right, more)| {
            // A state is not called by its seat if it has a name.
            let is_name = |name: &str| !seat::is_seat(&plain(name));
            let size = |name: &str| (is_name(name), name.split_whitespace().count(), name.trim_matches('.').chars().count());
            size(left).cmp(&size(right)).then(many.cmp(more)).then(right.cmp(left))
        })
        .map_or_else(String::new, |(label, _)| (*label).to_owned());
    let role = group
        .entries
        .iter()
        .filter_map(|entry| entry.speaker.role.as_ref())
        .max_by(|left, right| left.split_whitespace().count().cmp(&right.split_whitespace().count()).then(right.cmp(left)))
        .cloned();
    let kind = group.entries.iter().map(|entry| entry.speaker.kind).min().unwrap_or(SpeakerKind::Unknown);
    // "the ministry spokesman", whom nobody names: one who speaks for an office, not one who is known by it ("the president").
    let is_held_by_many =
        |noun: &str| noun.starts_with("spokes") || matches!(noun, "official" | "officer" | "diplomat" | "adviser" | "aide");
    let kind = match role_noun(&label) {
        Some(noun) if kind == SpeakerKind::Unknown && is_held_by_many(&noun) => as_kind(Calling::Official, kind),
        _ => kind,
    };
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
        let body = |label: &str| speaker(label, None, SpeakerKind::OfficialBody);
        let all =
            merged(&[vec![body("United Nations")], vec![body("UN"), body("Iranian foreign ministry")], vec![body("Foreign Ministry")]]);
        assert_eq!(all.iter().map(|one| one.label.as_str()).collect::<Vec<_>>(), ["United Nations", "Iranian foreign ministry"]);
    }

    #[test]
    fn a_role_joins_the_only_one_who_holds_it() {
        let named = speaker("Saeed Khatibzadeh", Some("Iranian Foreign Ministry spokesman"), SpeakerKind::Person);
        let role = speaker("foreign ministry spokesman", None, SpeakerKind::Unknown);
        let all = merged(&[vec![named], vec![role]]);
        assert_eq!(all.len(), 1);
        assert_eq!((all[0].label.as_str(), all[0].kind, all[0].members.len()), ("Saeed Khatibzadeh", SpeakerKind::Person, 2));
    }

    #[test]
    fn spellings_of_a_first_name_are_one_person() {
        assert_eq!(merged(&[vec![person("Saeed Khatibzadeh")], vec![person("Said Khatibzadeh")]]).len(), 1);
        assert_eq!(merged(&[vec![person("Anna Novak")], vec![person("Josip Novak")]]).len(), 2);
    }

    #[test]
    fn a_bare_first_name_joins_the_only_one_who_has_it() {
        assert_eq!(merged(&[vec![person("Davor Harlan"), person("Josip Harlan")], vec![person("Davor")]]).len(), 2);
        assert_eq!(merged(&[vec![person("Davor Harlan"), person("Davor Marek")], vec![person("Davor")]]).len(), 3);
    }

    #[test]
    fn a_role_in_other_words_of_its_body_joins_its_holder() {
        let named = speaker("Ali Shamkhani", Some("secretary of Iran's Supreme National Security Council"), SpeakerKind::Person);
        let role = speaker("secretary of the Supreme National Security Council", None, SpeakerKind::Unknown);
        assert_eq!(merged(&[vec![named], vec![role]]).len(), 1);
    }

    #[test]
    fn a_state_is_one_with_its_seat_and_is_called_by_its_name() {
        let body = |label: &str| speaker(label, None, SpeakerKind::OfficialBody);
        let all = merged(&[vec![body("Tehran")], vec![body("Iran")]]);
        assert_eq!(all.iter().map(|one| one.label.as_str()).collect::<Vec<_>>(), ["Iran"]);
    }

    #[test]
    fn a_description_is_the_only_body_that_it_can_mean_where_that_is_named() {
        let body = |label: &str| speaker(label, None, SpeakerKind::OfficialBody);
        let article = ingest::article_from_text("a", "", "The council of the National Bank of Talvenia met.");
        let found = [vec![body("Talvenia's central bank")], vec![body("National Bank of Talvenia")]];
        let all = sources(&[(&article, found[0].as_slice()), (&article, found[1].as_slice())]);
        assert_eq!(all.iter().map(|one| one.label.as_str()).collect::<Vec<_>>(), ["National Bank of Talvenia"]);
        assert_eq!(merged(&[vec![body("Talvenia's central bank")], vec![body("National Bank of Talvenia")]]).len(), 2);
    }

    #[test]
    fn a_document_is_one_under_a_shorter_name_in_the_same_article() {
        let log = |label: &str| speaker(label, None, SpeakerKind::Document);
        assert_eq!(merged(&[vec![log("dam log"), log("dam’s operating log")]]).len(), 1);
        assert_eq!(merged(&[vec![log("dam log")], vec![log("dam’s operating log")]]).len(), 2);
    }

    #[test]
    fn nobody_is_no_source() {
        assert!(merged(&[vec![speaker("", None, SpeakerKind::Unknown), speaker("he", None, SpeakerKind::Unknown)]]).is_empty());
    }
}
