//! Titles before persons' names ("Prime Minister", "Gen."), and how they cut a run of capitalised words into names.

use crate::language::name::PARTICLES;
use crate::language::name_hint;
use crate::language::sentence_words::SentenceWords;
use crate::lexicon::demonym;

/// Titles before a person's name, one word each, without full stop.
const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "professor",
    "sir",
    "lord",
    "lady",
    "dame",
    "president",
    "minister",
    "premier",
    "pm",
    "chancellor",
    "senator",
    "sen",
    "sens",
    "rep",
    "reps",
    "representative",
    "congressman",
    "congresswoman",
    "governor",
    "gov",
    "mayor",
    "gen",
    "general",
    "lt",
    "lieutenant",
    "col",
    "colonel",
    "maj",
    "major",
    "capt",
    "captain",
    "sgt",
    "sergeant",
    "cpl",
    "adm",
    "admiral",
    "cmdr",
    "commander",
    "brigadier",
    "judge",
    "justice",
    "justices",
    "pope",
    "king",
    "queen",
    "prince",
    "princess",
    "sheikh",
    "sheik",
    "ayatollah",
    "imam",
    "mullah",
    "rabbi",
    "rev",
    "reverend",
    "bishop",
    "archbishop",
    "cardinal",
    "father",
    "sister",
    "chief",
    "chairman",
    "chairwoman",
    "chair",
    "secretary",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "ambassador",
    "inspector",
    "superintendent",
    "supt",
    "detective",
    "constable",
    "officer",
    "speaker",
    "councillor",
    "director",
    "commissioner",
    "adviser",
    "advisor",
    "leader",
    "emir",
    "sultan",
    "crown",
    "hon",
    "messrs",
    "st.",
    "deputy",
    "undersecretary",
    "mp",
];

/// Words before a title that belong to it.
const TITLE_MODIFIERS: &[&str] = &[
    "prime",
    "foreign",
    "interior",
    "defence",
    "defense",
    "finance",
    "health",
    "vice",
    "deputy",
    "attorney",
    "solicitor",
    "supreme",
    "home",
    "former",
    "acting",
    "associate",
    "energy",
    "education",
    "economy",
    "labour",
    "labor",
    "transport",
    "environment",
    "trade",
    "agriculture",
    "culture",
    "press",
    "first",
    "ex",
    "assistant",
    "oil",
    "justice",
    "state",
    "chief",
    "senior",
    "police",
    "brigadier",
    "lieutenant",
    "major",
    "crown",
];

/// The names in a run: titles cut it, peoples before a person fall off.
pub(crate) fn parts(words: &SentenceWords<'_>, start: usize, end: usize) -> Vec<(usize, usize)> {
    let mut parts = Vec::new();
    let mut from = start;
    for at in start..=end {
        let bare = words.word(at).trim_end_matches('.');
        // "Crown Prince", "Supreme Leader" end in titles; "Attorney General" does too.
        let is_title = at < end && TITLES.contains(&bare) && !(at > from && name_hint::is_head(words.word(at + 1)));
        if at < end && !is_title {
            continue;
        }
        let mut to = at;
        while is_title && to > from && TITLE_MODIFIERS.contains(&words.word(to - 1)) {
            to -= 1;
        }
        push(words, from, to, &mut parts);
        from = at + 1;
    }
    parts
}

fn push(words: &SentenceWords<'_>, mut from: usize, mut to: usize, parts: &mut Vec<(usize, usize)>) {
    let joins = |word: &str| matches!(word, "of" | "for" | "the" | "&") || PARTICLES.contains(&word);
    while from < to && (joins(words.word(from)) && !words.is_capital(from) || is_secretary_of(words, from)) {
        from += 1;
    }
    while from < to && joins(words.word(to - 1)) && !words.is_capital(to - 1) {
        to -= 1;
    }
    // "Iraqi Mustafa al-Kadhimi" names a person; "Iraqi Army" and "French Open" are names.
    while to > from + 2 && demonym::is_demonym(words.word(from)) && !name_hint::is_head(words.word(to - 1)) {
        from += 1;
    }
    if from >= to || (from..to).all(|at| demonym::is_demonym(words.word(at))) {
        return;
    }
    parts.push((from, to));
}

/// The "State" of "Secretary of State Jones".
fn is_secretary_of(words: &SentenceWords<'_>, at: usize) -> bool {
    words.word(at) == "state" && words.word_before(at, 1) == "of" && words.word_before(at, 2) == "secretary"
}

/// Whether a word is a title, with or without its full stop.
pub(crate) fn is_title(word: &str) -> bool {
    TITLES.contains(&word.trim_end_matches('.'))
}
