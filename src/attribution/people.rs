//! People named in one article: full name, title, role, gender evidence, where they are mentioned.
//!
//! A person is a run of capitalised words that a title or role introduces, that a role in apposition explains, or that has a
//! first name and no word of a body or place in it. Gender comes from titles and roles in the text, never from a list of names.
//! Cost: linear in the words.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::attribution::gender::{Gender, gender_of, gender_within, given_as, kin};
use crate::attribution::grammar as g;
use crate::attribution::role;
use crate::attribution::surname::{is_particle, is_suffix, same_first_name, surname_key};
use crate::attribution::view::View;
use crate::language::syntax::tag::Upos;
use crate::lexicon::source_word::{self, SourceWord};

/// One person of the article.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    /// Fullest name, without titles.
    pub(crate) name: String,
    /// Longest title and role found.
    pub(crate) role: Option<String>,
    /// All titles and roles found, lower case.
    pub(crate) roles: Vec<String>,
    pub(crate) gender: Option<Gender>,
}

/// All people of the article and where each is mentioned (first word), in order.
#[derive(Debug, Default)]
pub(crate) struct People {
    pub(crate) list: Vec<Person>,
    pub(crate) mentions: Vec<(Range<usize>, usize)>,
}

/// Last words of firms: even a name that a role introduces ("the operator, Marenna Terminals") is no person's with them.
const FIRM_WORDS: [&str; 21] = [
    "terminals",
    "terminal",
    "hydro",
    "energy",
    "holdings",
    "industries",
    "systems",
    "airlines",
    "airways",
    "motors",
    "partners",
    "lending",
    "logistics",
    "shipping",
    "railways",
    "railway",
    "inc",
    "ltd",
    "corp",
    "plc",
    "gmbh",
];

/// Words that make a capitalised run a place, or what stands there.
const PLACE_WORDS: [&str; 27] = [
    "hotel",
    "stadium",
    "centre",
    "region",
    "city",
    "island",
    "islands",
    "street",
    "road",
    "square",
    "river",
    "valley",
    "lake",
    "county",
    "province",
    "district",
    "bay",
    "port",
    "airport",
    "university",
    "hospital",
    "bridge",
    "zone",
    "station",
    "dam",
    "park",
    "gate",
];

struct Run {
    name: Range<usize>,
    role: Option<String>,
    gender: Option<Gender>,
    introduced: bool,
}

impl People {
    pub(crate) fn of(view: &View) -> Self {
        let runs = runs(view);
        let mut people = Self::default();
        // Full names first, so that a surname in the lede finds the full name of the second paragraph.
        let mut by_surname: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for run in runs.iter().filter(|run| run.name.len() > 1) {
            people.enter(view, run, &mut by_surname);
        }
        for run in runs.iter().filter(|run| run.name.len() == 1) {
            let surname = surname_key(&word_of(view, run.name.start));
            if run.introduced || by_surname.contains_key(&surname) {
                people.enter(view, run, &mut by_surname);
            }
        }
        people.mentions.sort_by_key(|(range, _)| (range.start, range.end));
        people
    }

    fn enter(&mut self, view: &View, run: &Run, by_surname: &mut BTreeMap<String, Vec<usize>>) {
        let words: Vec<String> = run.name.clone().filter(|&at| !view.words[at].is_mark).map(|at| word_of(view, at)).collect();
        let Some(last) = words.iter().rev().find(|word| !is_suffix(word)) else { return };
        let key = surname_key(last);
        let name = name_text(view, run.name.clone());
        let known = by_surname.get(&key).cloned().unwrap_or_default();
        let same = if words.len() == 1 {
            // A bare surname is the one who was named last before it, else the first one named.
            let before = self
                .mentions
                .iter()
                .filter(|(range, who)| known.contains(who) && range.start < run.name.start)
                .max_by_key(|(range, _)| range.start);
            before.map(|(_, who)| *who).or_else(|| known.first().copied())
        } else {
            known.iter().copied().find(|&who| same_first_name(&self.list[who].name, &name))
        };
        let who = same.unwrap_or_else(|| {
            self.list.push(Person { name: name.clone(), role: None, roles: Vec::new(), gender: None });
            by_surname.entry(key).or_default().push(self.list.len() - 1);
            self.list.len() - 1
        });
        let person = &mut self.list[who];
        if name.len() > person.name.len() {
            person.name = name;
        }
        if let Some(role) = &run.role {
            let role = role.to_lowercase();
            if !person.roles.contains(&role) {
                person.roles.push(role);
            }
        }
        if let Some(role) = &run.role
            && person.role.as_ref().is_none_or(|old| role.split(' ').count() > old.split(' ').count())
        {
            person.role = Some(role.clone());
        }
        person.gender = person.gender.or(run.gender);
        self.mentions.push((run.name.clone(), who));
    }

    /// The person mentioned inside a range of words: the last one ("Ruiz adviser Marko Novak"), of "X and Y" the first.
    pub(crate) fn within(&self, view: &View, range: &Range<usize>) -> Option<(usize, Range<usize>)> {
        let first = self.mentions.partition_point(|(mention, _)| mention.start < range.start);
        let inside = || self.mentions[first..].iter().take_while(|(mention, _)| mention.end <= range.end);
        let start = inside().next()?.0.start;
        inside()
            .take_while(|(mention, _)| (start..mention.start).all(|at| !g::is_conjunction(view.lower(at))))
            .last()
            .map(|(mention, who)| (*who, mention.clone()))
    }

    /// The person of this full name, with or without an office before it, or surname.
    pub(crate) fn named(&self, name: &str) -> Option<usize> {
        let whole = |known: &str| known.contains(' ') && name.strip_suffix(known).is_some_and(|office| office.ends_with(' '));
        let words = name.split_whitespace().skip_while(|word| is_title(&word.to_lowercase()) || is_role(&word.to_lowercase()));
        let words: Vec<&str> = words.collect();
        let surname = surname_key(words.last()?);
        let mut fits = (0..self.list.len()).filter(|&who| {
            let known = &self.list[who].name;
            known.split_whitespace().next_back().is_some_and(|last| surname_key(last) == surname)
                && (words.len() == 1 || same_first_name(known, words[0]) || whole(known))
        });
        let first = fits.next()?;
        fits.next().is_none().then_some(first)
    }

    /// The only person whose name begins with this word, if nobody bears it as a surname ("Kim" for Kim Jong Un).
    pub(crate) fn called(&self, word: &str) -> Option<usize> {
        let opens = |name: &str| name.split_once(' ').is_some_and(|(first, _)| first == word);
        let ends = |name: &str| name.rsplit(' ').next() == Some(word);
        let mut fits = (0..self.list.len()).filter(|&who| opens(&self.list[who].name));
        let first = fits.next()?;
        (fits.next().is_none() && !self.list.iter().any(|person| ends(&person.name))).then_some(first)
    }

    /// The person whose role ends in this noun and holds these words: the only one, else the one named last before `at`.
    pub(crate) fn with_role(&self, noun: &str, others: &[String], at: usize) -> Option<usize> {
        let fits: Vec<usize> =
            (0..self.list.len()).filter(|&who| self.list[who].roles.iter().any(|role| holds_role(role, noun, others))).collect();
        match fits.as_slice() {
            [] => None,
            [only] => Some(*only),
            _ => self.mentions.iter().rev().find(|(mention, who)| mention.end <= at && fits.contains(who)).map(|(_, who)| *who),
        }
    }
}

/// Whether a role is what a description says: same noun ("premier" is "prime minister"), and all its other words.
pub(crate) fn holds_role(role: &str, noun: &str, others: &[String]) -> bool {
    let bare = |word: &str| word.trim_end_matches("'s").trim_end_matches("’s").trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let words: Vec<String> = role.to_lowercase().split(' ').map(bare).collect();
    if matches!(words.first().map(String::as_str), Some("former" | "vice" | "deputy" | "ex-president" | "acting"))
        && others.first() != words.first()
    {
        return false;
    }
    let head = words.iter().position(|word| g::is_preposition(word) || g::is_comma(word)).unwrap_or(words.len());
    let has = |word: &str| words.iter().any(|other| other == word);
    let is_prime = others.iter().any(|word| word == "prime");
    let same = words[..head].iter().any(|word| word == noun)
        || matches!(noun, "premier" | "pm") && (has("prime") && has("minister") || has("pm") || has("premier"))
        || noun == "diplomat" && has("foreign") && has("minister")
        || noun == "minister" && is_prime && (has("premier") || has("pm"))
        || matches!(noun, "leader" | "chief" | "boss")
            && others.is_empty()
            && words[..head].iter().any(|word| matches!(word.as_str(), "leader" | "chief" | "head"))
        || matches!(noun, "spokesperson" | "spokesman" | "spokeswoman") && words[..head].iter().any(|word| word.starts_with("spokes"));
    same && others
        .iter()
        .all(|other| has(other) || matches!(other.as_str(), "top" | "senior") || other == "prime" && (has("premier") || has("pm")))
}

/// The word as it stands, without possessive.
fn word_of(view: &View, at: usize) -> String {
    let form = view.words[at].span.of(&view.article.text).replace('’', "'");
    form.strip_suffix("'s").or_else(|| form.strip_suffix('\'')).unwrap_or(&form).to_owned()
}

fn name_text(view: &View, range: Range<usize>) -> String {
    let mut out = String::new();
    for at in range {
        if view.words[at].is_mark {
            out.push_str(&view.words[at].lower);
        } else {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(&word_of(view, at));
        }
    }
    out
}

fn is_name_word(view: &View, at: usize) -> bool {
    let word = &view.words[at];
    !word.is_mark && !word.is_number && (word.is_capital || word.lower.starts_with("al-") || word.lower.starts_with("el-"))
}

/// Runs of capitalised words that can be people.
fn runs(view: &View) -> Vec<Run> {
    let mut found = Vec::new();
    for unit in view.units.iter().filter(|unit| !unit.is_headline) {
        let end = unit.words.end;
        let mut at = unit.words.start;
        while at < end {
            let lower = view.lower(at);
            let opens = at == unit.words.start || view.words[at - 1].is_mark;
            let function = g::is_determiner(lower)
                || g::is_preposition(lower)
                || g::is_nominative(lower)
                || g::is_conjunction(lower)
                || g::is_subordinator(lower)
                || view.is_adverb(at)
                || g::is_time_word(lower)
                || g::is_auxiliary(lower);
            // "Citing Biden's lead, Sanders said": a capital for the sentence's sake.
            let verb = opens && view.analysis.syntax.get(at).is_some_and(|syntax| syntax.tag.upos == Upos::Verb);
            if !is_name_word(view, at) || verb || function && (opens || lower != "may") {
                at += 1;
                continue;
            }
            let start = at;
            while at < end {
                let possessive = at > start && view.words[at - 1].lower.ends_with("'s");
                if possessive {
                    break;
                }
                let initial = view.lower(at) == "."
                    && at > start
                    && (view.words[at - 1].span.len() == 1 || is_title(view.lower(at - 1)))
                    && at + 1 < end
                    && is_name_word(view, at + 1);
                let particle = is_particle(view.lower(at)) && at + 1 < end && is_name_word(view, at + 1);
                if !(is_name_word(view, at) || initial || particle) {
                    break;
                }
                at += 1;
            }
            if let Some(run) = person_run(view, unit.words.start, end, start..at) {
                found.push(run);
            }
        }
    }
    found
}

fn is_title(word: &str) -> bool {
    matches!(source_word::of(word.trim_end_matches('.')), Some(SourceWord::Title))
}

pub(super) fn is_role(word: &str) -> bool {
    matches!(source_word::of(word), Some(SourceWord::Role(_)))
}

/// Splits titles and roles off the front of a run and says whether the rest is a person.
fn person_run(view: &View, floor: usize, end: usize, run: Range<usize>) -> Option<Run> {
    let mut start = run.start;
    let mut introduced = false;
    let mut gender = None;
    for at in run.clone() {
        let lower = view.lower(at);
        // "Justice Ruiz", not "Justice Department".
        let next = if at + 1 < run.end { view.lower(at + 1) } else { "" };
        let justice = lower == "justice" && !next.is_empty() && source_word::of(next).is_none();
        if is_title(lower) || is_role(lower) || justice {
            introduced = true;
            gender = gender.or(gender_of(lower));
            start = at + 1;
        }
    }
    while start < run.end && view.words[start].is_mark {
        start += 1;
    }
    // "Voss P", "Ruiz KC": what they hold, not how they are called.
    let mut stop = run.end;
    while stop > start + 1 && is_honour(view, stop - 1) {
        stop -= 1;
        introduced = true;
    }
    let name = start..stop;
    if name.is_empty() || name.len() > 6 {
        return None;
    }
    let mut role = (start > run.start)
        .then(|| name_text(view, run.start..start))
        .filter(|role| !role.split([' ', '.']).all(|word| word.is_empty() || is_title(&word.to_lowercase())));
    // "foreign ministry spokesman Saeed …": the role stands before in lower case.
    if run.start > floor && is_role(view.lower(run.start - 1)) && !view.is_quoted(run.start - 1) {
        let mut from = run.start - 1;
        gender = gender.or(gender_of(view.lower(from)));
        while from > floor && run.start - from < role::LONGEST_WORDS {
            let before = view.lower(from - 1);
            if view.words[from - 1].is_mark
                || g::is_determiner(before)
                || g::is_preposition(before)
                || g::is_conjunction(before)
                || g::is_finite_verb(before, "")
                || g::is_subordinator(before)
                || g::is_adverb(before)
            {
                break;
            }
            from -= 1;
        }
        // "police spokesman Inspector Dunmore": the role, without the title.
        let title = (from + 1..start).find(|&at| is_title(view.lower(at))).unwrap_or(start);
        role = Some(plain_text(view, from..title));
        introduced = true;
    }
    if run.start > floor
        && let Some(of) = kin(view.lower(run.start - 1)).or_else(|| given_as(view, floor, run.start))
    {
        gender = gender.or(Some(of));
        introduced = true;
    }
    // "The mayor of Halvig, Ana Ruiz,": the role stands before a comma.
    if role.is_none()
        && let Some(before) = role::before_comma(view, floor, run.start)
    {
        gender = gender.or_else(|| gender_within(view, before.clone()));
        role = Some(plain_text(view, before));
        introduced = true;
    }
    // "At the Halvig Tower, one of the ministers": what has an article before it is introduced by nothing behind it.
    let article = run.start > floor && matches!(view.lower(run.start - 1), "the" | "a" | "an") && !introduced;
    // "…, the ministry's spokesman," stands after.
    if let Some(phrase) = role::behind(view, run.end, end) {
        gender = gender.or_else(|| gender_within(view, phrase.clone()));
        let from = if g::is_determiner(view.lower(phrase.start)) { phrase.start + 1 } else { phrase.start };
        let text = plain_text(view, from..phrase.end);
        if role.as_ref().is_none_or(|old| old.split(' ').count() < text.split(' ').count()) {
            role = Some(text);
        }
        introduced = true;
    }
    // "Kim Jong Un" is no part of the UN.
    let is_short_name = |at: usize| view.words[at].span.len() == 2 && !word_of(view, at).chars().all(char::is_uppercase);
    let body = name.clone().filter(|at| !is_short_name(*at)).any(|at| {
        matches!(
            source_word::of(view.lower(at).trim_end_matches("'s")),
            Some(
                SourceWord::OfficialBody
                    | SourceWord::Organisation
                    | SourceWord::Media
                    | SourceWord::Document
                    | SourceWord::Group(_)
                    | SourceWord::Post
            )
        )
    });
    let firm = name.len() > 1 && FIRM_WORDS.contains(&view.lower(name.end - 1));
    let place = firm || !introduced && name.clone().any(|at| PLACE_WORDS.contains(&view.lower(at).trim_end_matches("'s")));
    // "Tamsa Hydro, which runs the dam": a person is never "which".
    let thing = !introduced && g::is_comma(view.lower(run.end)) && view.lower(run.end + 1) == "which";
    let shouted = name.len() == 1 && word_of(view, name.start).len() > 1 && word_of(view, name.start).chars().all(char::is_uppercase);
    (!(body || place || thing || shouted || article)).then_some(Run { name, role, gender, introduced })
}

/// Letters after a name: judges' offices, counsel, honours, degrees.
fn is_honour(view: &View, at: usize) -> bool {
    let form = view.words[at].span.of(&view.article.text);
    matches!(form, "P" | "J" | "JJ" | "CJ" | "LJ" | "QC" | "KC" | "SC" | "MP" | "MEP" | "PhD" | "MD" | "OBE" | "CBE")
}

fn plain_text(view: &View, range: Range<usize>) -> String {
    view.span(range).map_or(String::new(), |span| span.of(&view.article.text).split_whitespace().collect::<Vec<_>>().join(" "))
}
