//! What a name seems to name: by its own head word, by its neighbours, and by its other mentions in the article.
//!
//! Signs are counted over all mentions of a form; a surname and the full names that end in it share the hint of a person;
//! a given name before it is a sign too. A hint, not a fact:
//! a name without a sign stays [`NameHint::Unknown`].

use rustc_hash::FxHashMap;

use crate::language::name_title::is_title;
use crate::language::quantity_unit::is_plural;
use crate::language::sentence_words::SentenceWords;
use crate::language::stem::stem;
use crate::language::{Name, NameHint};
use crate::lexicon::source_word::{self, SourceWord};
use crate::lexicon::{demonym, frequency, given_name, place};

/// Last or first words of bodies.
const BODIES: &[&str] = &[
    "ministry",
    "party",
    "corp",
    "corporation",
    "inc",
    "ltd",
    "llc",
    "plc",
    "court",
    "courts",
    "university",
    "council",
    "agency",
    "commission",
    "committee",
    "bank",
    "union",
    "association",
    "federation",
    "institute",
    "company",
    "group",
    "police",
    "army",
    "navy",
    "force",
    "forces",
    "department",
    "office",
    "bureau",
    "board",
    "authority",
    "congress",
    "senate",
    "parliament",
    "assembly",
    "cabinet",
    "news",
    "times",
    "post",
    "herald",
    "gazette",
    "tribune",
    "tv",
    "radio",
    "media",
    "airlines",
    "airways",
    "club",
    "league",
    "foundation",
    "front",
    "brigade",
    "brigades",
    "movement",
    "organization",
    "organisation",
    "coalition",
    "alliance",
    "mission",
    "service",
    "services",
    "fund",
    "trust",
    "society",
    "hospital",
    "school",
    "college",
    "church",
    "museum",
    "network",
    "press",
    "journal",
    "chronicle",
    "guard",
    "guards",
    "corps",
    "administration",
    "government",
    "treasury",
    "confederation",
    "chamber",
    "academy",
    "command",
    "guild",
    "workers",
    "partners",
    "holdings",
    "bancorp",
    "reserve",
    "courier",
    "observer",
    "ledger",
    "house",
    "line",
    "shipping",
    "lending",
    "centre",
    "center",
    "cell",
    "command",
    "secretariat",
    "tribunal",
    "registry",
    "inspectorate",
    "watch",
    "international",
    "nations",
];

/// Last or first words of places.
const PLACES: &[&str] = &[
    "street",
    "road",
    "avenue",
    "river",
    "lake",
    "mount",
    "mountain",
    "mountains",
    "sea",
    "ocean",
    "gulf",
    "bay",
    "island",
    "islands",
    "valley",
    "desert",
    "city",
    "county",
    "province",
    "district",
    "region",
    "states",
    "kingdom",
    "republic",
    "zone",
    "square",
    "park",
    "bridge",
    "airport",
    "port",
    "harbour",
    "harbor",
    "village",
    "peninsula",
    "canal",
    "coast",
    "hills",
    "hill",
    "forest",
    "beach",
    "dam",
    "station",
    "east",
    "west",
    "territory",
    "strip",
    "quarter",
    "emirates",
    "boulevard",
    "strait",
    "cape",
    "town",
    "quay",
    "docks",
    "terminal",
    "plaza",
    "lane",
    "basin",
    "delta",
];

/// Words before a place.
const BEFORE_PLACE: &[&str] =
    &["in", "at", "near", "across", "throughout", "outside", "inside", "around", "toward", "towards", "into", "within"];

/// Verbs of speaking that follow a person.
const SPEECH: &[&str] = &[
    "said",
    "says",
    "told",
    "tells",
    "added",
    "warned",
    "tweeted",
    "wrote",
    "argued",
    "insisted",
    "claimed",
    "noted",
    "explained",
    "acknowledged",
    "conceded",
    "recalled",
    "joked",
    "replied",
    "answered",
    "asked",
    "complained",
    "thinks",
    "believes",
    "admitted",
    "quipped",
    "vowed",
    "urged",
    "testified",
    "resigned",
    "married",
];

/// What stands in and around one mention.
pub(crate) struct Context {
    forms: Vec<String>,
    own: Option<NameHint>,
    person: bool,
    place: bool,
}

impl Context {
    /// Reads the words `start..end` and their neighbours.
    pub(crate) fn of(words: &SentenceWords<'_>, start: usize, end: usize) -> Self {
        let forms: Vec<String> = (start..end).map(|at| words.word(at).to_owned()).collect();
        let own = own_hint(&forms, words.raw(start));
        let (before, after, beyond) = (words.word_before(start, 1), words.word(end), words.word(end + 1));
        let role = |word: &str| matches!(source_word::of(word), Some(SourceWord::Role(_) | SourceWord::Title));
        let title = start > 0 && (is_title(before) && !matches!(before, "it") || role(before));
        let apposition = after == ","
            && (role(beyond)
                || beyond == "who"
                || matches!(beyond, "a" | "an" | "the") && (1..4).any(|on| role(words.word(end + 1 + on)))
                || is_age(words, end + 1));
        let acronym = !words.raw(start).chars().any(char::is_lowercase);
        // "Baghdad said" is no person: a single word that speaks needs another sign.
        let several = forms.len() > 1 || surname(&forms[0]).len() < forms[0].len();
        let speaks = SPEECH.contains(&after) && !acronym && several;
        let said_before = several && matches!(before, "said" | "says") && matches!(after, "," | "." | ";" | "");
        let person = title || apposition || speaks || said_before || after == "who" || matches!(after, "himself" | "herself");
        let owner = matches!(after, "'s" | "’s");
        let dateline = start == 0 && acronym && words.raw(start).len() > 3 && matches!(after, "," | "(" | "–" | "—" | "-" | "--");
        let place = BEFORE_PLACE.contains(&before) && !owner || dateline;
        // "Container Terminals": the last word of a person's name is no common plural.
        let last = words.word(end.saturating_sub(1));
        let things = forms.len() > 1 && is_plural(last) && frequency::passages_with(&stem(last)).is_some();
        let given = forms.len() > 1 && !things && words.is_capital(start) && given_name::is_given_name(&forms[0]);
        Self { forms, own, person: person && !things || given, place: place && !given }
    }
}

fn is_age(words: &SentenceWords<'_>, at: usize) -> bool {
    let digits = words.raw(at);
    (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()) && matches!(words.word(at + 1), "," | ".")
}

/// What the name's own words say.
fn own_hint(forms: &[String], first_raw: &str) -> Option<NameHint> {
    let (first, last) = (forms.first()?.as_str(), forms.last()?.trim_end_matches('.'));
    if matches!(first_raw, "US" | "U.S." | "UK" | "U.K." | "UAE" | "USA" | "EU") && forms.len() == 1 {
        return Some(NameHint::Place);
    }
    if forms.len() == 1 && demonym::is_place(first)
        || matches!((first, last), ("united", "states" | "kingdom") | ("west", "bank") | ("white", "house"))
    {
        return Some(if first == "white" { NameHint::Organisation } else { NameHint::Place });
    }
    if place::is_place(&forms.join(" ")) {
        return Some(NameHint::Place);
    }
    if BODIES.contains(&last) {
        return Some(NameHint::Organisation);
    }
    if PLACES.contains(&last) {
        return Some(NameHint::Place);
    }
    let of = forms.iter().any(|form| matches!(form.as_str(), "of" | "for" | "&"));
    if of && (BODIES.contains(&first) || forms.iter().take_while(|form| *form != "of").any(|form| BODIES.contains(&form.as_str())))
        || forms.iter().any(|form| form == "&")
    {
        return Some(NameHint::Organisation);
    }
    if PLACES.contains(&first) && forms.len() > 1 && (of || matches!(first, "mount" | "lake" | "cape" | "port")) {
        return Some(NameHint::Place);
    }
    match source_word::of(first) {
        Some(SourceWord::Media) if forms.len() == 1 => Some(NameHint::Organisation),
        _ => None,
    }
}

/// Whether a lower-case word heads names of bodies or places.
pub(crate) fn is_head(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    BODIES.contains(&word) || PLACES.contains(&word)
}

/// Whether a lower-case word is a verb of speaking.
pub(crate) fn speaks(word: &str) -> bool {
    SPEECH.contains(&word)
}

/// Without the particle: "al-kadhimi" and "kadhimi" are one surname.
fn surname(form: &str) -> &str {
    ["al-", "el-", "as-", "ash-"].iter().find_map(|particle| form.strip_prefix(particle)).unwrap_or(form)
}

/// Gives each name its hint from the signs of all mentions.
pub(crate) fn decide(contexts: &[Context], names: &mut [Name]) {
    let mut votes: FxHashMap<Vec<&str>, (u32, u32)> = FxHashMap::default();
    for context in contexts {
        let vote = votes.entry(key(context)).or_default();
        vote.0 += u32::from(context.person);
        vote.1 += u32::from(context.place && !context.person);
    }
    let verdict = |context: &Context| {
        if let Some(own) = context.own {
            return own;
        }
        match votes.get(&key(context)).copied().unwrap_or_default() {
            (person, place) if person > place => NameHint::Person,
            (person, place) if place > person => NameHint::Place,
            _ => NameHint::Unknown,
        }
    };
    let mut surnames: FxHashMap<&str, NameHint> = FxHashMap::default();
    for context in contexts {
        if verdict(context) == NameHint::Person
            && let Some(last) = context.forms.last()
        {
            surnames.insert(surname(last), NameHint::Person);
        }
    }
    for (context, name) in contexts.iter().zip(names) {
        let hint = verdict(context);
        let unsure = context.own.is_none() && hint != NameHint::Person;
        let by_surname = context.forms.last().and_then(|last| surnames.get(surname(last))).copied().filter(|_| unsure);
        name.hint = by_surname.unwrap_or(hint);
    }
}

fn key(context: &Context) -> Vec<&str> {
    context.forms.iter().map(|form| surname(form)).collect()
}
