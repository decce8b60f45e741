//! People named in one article: full name, title, role, gender evidence, where they are mentioned.
//!
//! A person is a run of capitalised words that a title or role introduces, that a role in apposition explains, or that has a
//! first name and no word of a body in it. Gender comes from titles and roles in the text only, never from a name.
//! Cost: linear in the words.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::attribution::grammar as g;
use crate::attribution::view::View;
use crate::lexicon::source_word::{self, SourceWord};

/// Longest role that is kept, in words.
const LONGEST_ROLE_WORDS: usize = 12;

/// Evidence on how the text speaks of a person.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Gender {
    Male,
    Female,
}

/// One person of the article.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    /// Fullest name, without titles.
    pub(crate) name: String,
    /// Longest title and role found.
    pub(crate) role: Option<String>,
    pub(crate) gender: Option<Gender>,
}

/// All people of the article and where each is mentioned (first word), in order.
#[derive(Debug, Default)]
pub(crate) struct People {
    pub(crate) list: Vec<Person>,
    pub(crate) mentions: Vec<(Range<usize>, usize)>,
}

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
            self.list.push(Person { name: name.clone(), role: None, gender: None });
            by_surname.entry(key).or_default().push(self.list.len() - 1);
            self.list.len() - 1
        });
        let person = &mut self.list[who];
        if name.len() > person.name.len() {
            person.name = name;
        }
        if let Some(role) = &run.role
            && person.role.as_ref().is_none_or(|old| role.split(' ').count() > old.split(' ').count())
        {
            person.role = Some(role.clone());
        }
        person.gender = person.gender.or(run.gender);
        self.mentions.push((run.name.clone(), who));
    }

    /// The person first mentioned inside a range of words.
    pub(crate) fn within(&self, range: &Range<usize>) -> Option<(usize, Range<usize>)> {
        let first = self.mentions.partition_point(|(mention, _)| mention.start < range.start);
        self.mentions.get(first).filter(|(mention, _)| mention.end <= range.end).map(|(mention, who)| (*who, mention.clone()))
    }

    /// The only person whose role ends in this noun and holds these words.
    pub(crate) fn with_role(&self, noun: &str, others: &[String]) -> Option<usize> {
        let mut fits = self.list.iter().enumerate().filter(|(_, person)| {
            person.role.as_ref().is_some_and(|role| {
                let role = role.to_lowercase();
                let mut words = role.split(' ').map(|word| word.trim_end_matches("'s"));
                words.clone().any(|word| word == noun)
                    && !matches!(words.clone().next(), Some("former" | "vice" | "deputy" | "ex-president"))
                    && others.iter().all(|other| words.any(|word| word == other))
            })
        });
        let (first, _) = fits.next()?;
        fits.next().is_none().then_some(first)
    }
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

/// Surname for look-ups: lower case, without the Arabic article.
pub(crate) fn surname_key(word: &str) -> String {
    let lower = word.to_lowercase();
    ["al-", "el-", "as-", "ar-"].iter().find_map(|article| lower.strip_prefix(article)).unwrap_or(&lower).to_owned()
}

pub(crate) fn is_suffix(word: &str) -> bool {
    matches!(word.trim_end_matches('.').to_lowercase().as_str(), "jr" | "sr" | "ii" | "iii" | "iv")
}

/// Two names of one surname are one person when their first names agree or one is the other's initial.
fn same_first_name(left: &str, right: &str) -> bool {
    let first = |name: &str| name.split(' ').next().unwrap_or("").trim_end_matches('.').to_lowercase();
    let suffix = |name: &str| name.split(' ').next_back().filter(|word| is_suffix(word)).map(str::to_lowercase);
    let (one, two) = (first(left), first(right));
    let agree = one == two || one.starts_with(&two) || two.starts_with(&one);
    agree && (suffix(left) == suffix(right) || suffix(left).is_none() || suffix(right).is_none())
}

fn is_particle(word: &str) -> bool {
    matches!(word, "al" | "bin" | "ibn" | "van" | "von" | "de" | "der" | "den" | "da" | "di" | "la" | "le" | "el" | "abu" | "ben")
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
                || g::is_adverb(lower)
                || g::is_time_word(lower)
                || g::is_auxiliary(lower);
            if !is_name_word(view, at) || function && (opens || lower != "may") {
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

fn is_role(word: &str) -> bool {
    matches!(source_word::of(word), Some(SourceWord::Role))
}

/// Splits titles and roles off the front of a run and says whether the rest is a person.
fn person_run(view: &View, floor: usize, end: usize, run: Range<usize>) -> Option<Run> {
    let mut start = run.start;
    let mut introduced = false;
    let mut gender = None;
    for at in run.clone() {
        let lower = view.lower(at);
        if is_title(lower) || is_role(lower) {
            introduced = true;
            gender = gender.or(gender_of(lower));
            start = at + 1;
        }
    }
    while start < run.end && view.words[start].is_mark {
        start += 1;
    }
    let name = start..run.end;
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
        while from > floor && run.start - from < LONGEST_ROLE_WORDS {
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
        role = Some(plain_text(view, from..start));
        introduced = true;
    }
    // "…, the ministry's spokesman," stands after.
    if g::is_comma(view.lower(run.end)) && run.end + 1 < end {
        let from = run.end + 1;
        let stop = (from..end.min(from + LONGEST_ROLE_WORDS + 1)).find(|&at| {
            view.words[at].is_mark && view.lower(at) != "."
                || g::is_relative(view.lower(at))
                || g::is_finite_verb(view.lower(at), "x") && at > from
        });
        let phrase = from..stop.unwrap_or(end.min(from + LONGEST_ROLE_WORDS));
        let first = view.lower(from);
        let fits = g::is_determiner(first)
            || is_role(first)
            || matches!(first, "former" | "senior" | "deputy" | "executive" | "chief" | "vice" | "general")
            || first.ends_with("'s")
            || view.words[from].is_capital;
        let role_at = phrase.clone().find(|&at| is_role(view.lower(at)));
        if fits && role_at.is_some() && !view.is_quoted(from) {
            gender = gender.or_else(|| phrase.clone().find_map(|at| gender_of(view.lower(at))));
            let from = if g::is_determiner(first) { from + 1 } else { from };
            let text = plain_text(view, from..phrase.end);
            if role.as_ref().is_none_or(|old| old.split(' ').count() < text.split(' ').count()) {
                role = Some(text);
            }
            introduced = true;
        }
    }
    let body = name.clone().any(|at| {
        matches!(
            source_word::of(view.lower(at).trim_end_matches("'s")),
            Some(SourceWord::Body | SourceWord::Media | SourceWord::Document | SourceWord::Group | SourceWord::Post)
        )
    });
    let shouted = name.len() == 1 && word_of(view, name.start).len() > 1 && word_of(view, name.start).chars().all(char::is_uppercase);
    let article = run.start > floor && matches!(view.lower(run.start - 1), "the" | "a" | "an") && !introduced;
    (!(body || shouted || article)).then_some(Run { name, role, gender, introduced })
}

fn plain_text(view: &View, range: Range<usize>) -> String {
    view.span(range).map_or(String::new(), |span| span.of(&view.article.text).split_whitespace().collect::<Vec<_>>().join(" "))
}

fn gender_of(word: &str) -> Option<Gender> {
    let word = word.trim_end_matches('.');
    match word {
        "mr" | "sir" | "lord" | "king" | "prince" | "pope" | "ayatollah" | "imam" => Some(Gender::Male),
        "mrs" | "ms" | "miss" | "lady" | "dame" | "queen" | "princess" => Some(Gender::Female),
        _ if word.len() > 6 && word.ends_with("woman") => Some(Gender::Female),
        _ if word.len() > 5 && word.ends_with("man") => Some(Gender::Male),
        _ => None,
    }
}
