//! Names: runs of capitalised words, with the whole article as evidence of what is a name and what only opens a sentence.
//!
//! A capital inside a sentence makes a name. At a sentence's start, and in title case or capitals throughout, it tells nothing: there a
//! word is a name if the article writes it so inside sentences more often than in lower case (after Mikheev, 2002,
//! doi:10.1162/089120102760275992), else if it is a rare word beside a name. Titles ("Prime Minister"), possessives and words for peoples
//! that stand alone stay outside; particles ("bin", "al-") and "of" after a head ("Bank of England") join. Linear.
//!
//! Known misses: "and" inside a name ("Smith and Wesson"); a title that is a name elsewhere ("General Motors" loses its first word);
//! names in lower case ("iPhone").

use rustc_hash::FxHashMap;

use crate::article::{Article, BlockKind};
use crate::language::name_hint::{self, Context};
use crate::language::name_model;
use crate::language::name_title::{self, is_title};
use crate::language::sentence_words::SentenceWords;
use crate::language::{Analysis, Name, TokenKind};
use crate::lexicon::{calendar, demonym, frequency, irregular};
use crate::span::TokenRange;

/// A sentence-opening word in at least this many passages of the frequency table is common: alone it is no name.
const COMMON_FROM: u32 = 40;
/// Letters of the longest acronym.
const LONGEST_ACRONYM: usize = 6;
/// Lower-case particles that a name may hold, in a row.
const PARTICLES_IN_A_ROW: usize = 2;

/// Lower-case words inside names of persons and places.
pub(crate) const PARTICLES: &[&str] = &[
    "al", "el", "ul", "bin", "ibn", "bint", "abu", "ben", "de", "da", "do", "dos", "das", "del", "della", "di", "du", "la", "le", "les",
    "van", "von", "der", "den", "ter", "ten", "zu", "y", "e", "av", "af", "sur", "upon", "on-the",
];

/// Words after which "of" belongs to the name.
const HEADS_BEFORE_OF: &[&str] = &[
    "bank",
    "university",
    "college",
    "ministry",
    "department",
    "court",
    "house",
    "church",
    "republic",
    "kingdom",
    "institute",
    "board",
    "council",
    "bureau",
    "office",
    "chamber",
    "union",
    "league",
    "bay",
    "gulf",
    "isle",
    "city",
    "state",
    "strait",
    "sea",
    "federation",
    "association",
    "academy",
    "school",
    "museum",
    "society",
    "confederation",
    "cape",
    "port",
    "district",
    "province",
    "governorate",
    "organization",
    "organisation",
    "front",
    "army",
    "party",
    "assembly",
    "commission",
    "committee",
    "library",
    "centre",
    "center",
    "emirates",
    "states",
    "tower",
    "bureaus",
    "duchy",
    "county",
    "archdiocese",
    "diocese",
    "federal",
    "movement",
    "institutes",
];

/// Acronyms that are words, not names.
const PLAIN_ACRONYMS: &[&str] = &[
    "pm", "tv", "mp", "mps", "ceo", "cfo", "gmt", "utc", "gdp", "ai", "ok", "am", "dna", "id", "hq", "vip", "gop", "it", "sos", "suv",
    "atm", "pr", "hr", "cctv", "a", "i",
];

/// Endings of common words: a word that ends so and opens a sentence is no name without other evidence.
const WORD_ENDINGS: &[&str] = &[
    "ing", "ed", "ly", "tion", "sion", "ment", "ness", "ity", "ers", "ies", "ism", "ous", "ive", "ful", "less", "able", "ible", "ists",
    "ions", "ance", "ence",
];

/// Fills `analysis.names`. Runs after times and quantities, whose words are no names.
pub(crate) fn find(article: &Article, analysis: &mut Analysis) {
    let mut names = by_rules(article, analysis);
    name_model::complete(&article.text, analysis, &mut names);
    analysis.names = names;
}

/// The names, with the hints that signs give.
pub(crate) fn by_rules(article: &Article, analysis: &Analysis) -> Vec<Name> {
    let sentences: Vec<SentenceWords<'_>> =
        analysis.sentences.iter().map(|sentence| SentenceWords::new(&article.text, analysis, sentence)).collect();
    let tells: Vec<bool> = sentences
        .iter()
        .zip(&analysis.sentences)
        .map(|(words, sentence)| {
            let headline = article.blocks.get(sentence.block.get()).is_some_and(|block| block.kind == BlockKind::Headline);
            capitals_tell(words, headline)
        })
        .collect();
    let evidence = Evidence::of(&sentences, &tells);
    let mut names = Vec::new();
    let mut contexts = Vec::new();
    for (words, tells) in sentences.iter().zip(&tells) {
        let flags: Vec<bool> = (0..words.len()).map(|at| is_name_word(words, at, *tells, &evidence)).collect();
        let mut at = 0;
        while at < words.len() {
            if !flags[at] {
                at += 1;
                continue;
            }
            let end = run_end(words, &flags, at);
            for (start, end) in name_title::parts(words, at, end) {
                let range = TokenRange::new(words.first_token + start, words.first_token + end);
                contexts.push(Context::of(words, start, end));
                names.push(Name { span: words.span(start, end), tokens: range, hint: super::NameHint::Unknown });
            }
            at = end;
        }
    }
    name_hint::decide(&contexts, &mut names);
    names
}

/// Whether capitals mean anything in a sentence.
fn capitals_tell(words: &SentenceWords<'_>, headline: bool) -> bool {
    let content = || (0..words.len()).filter(|at| words.kind(*at) == TokenKind::Content && words.raw(*at).starts_with(char::is_alphabetic));
    let long = || content().filter(|at| words.raw(*at).chars().count() > LONGEST_ACRONYM / 2);
    let all_capitals = long().count() > 1 && long().all(|at| is_upper(words.raw(at)));
    let all_capitalised = headline && content().count() > 1 && content().all(|at| words.is_capital(at));
    !(words.title_case || all_capitals || all_capitalised)
}

fn is_upper(form: &str) -> bool {
    form.chars().any(char::is_uppercase) && !form.chars().any(char::is_lowercase)
}

/// How the article writes a word where the writing tells something.
#[derive(Default)]
struct Evidence {
    forms: FxHashMap<String, (u32, u32)>,
}

impl Evidence {
    fn of(sentences: &[SentenceWords<'_>], tells: &[bool]) -> Self {
        let mut evidence = Self::default();
        for (words, tells) in sentences.iter().zip(tells) {
            for at in 0..words.len() {
                let raw = words.raw(at);
                if words.kind(at) != TokenKind::Content || !raw.starts_with(char::is_alphabetic) {
                    continue;
                }
                if raw.starts_with(char::is_lowercase) {
                    evidence.forms.entry(words.word(at).to_owned()).or_default().1 += 1;
                } else if *tells && !words.opens(at) {
                    evidence.forms.entry(words.word(at).to_owned()).or_default().0 += 1;
                }
            }
        }
        evidence
    }

    /// Times with a capital inside a sentence, times in lower case.
    fn seen(&self, form: &str) -> (u32, u32) {
        self.forms.get(form).copied().unwrap_or_default()
    }
}

/// Whether a word can be part of a name where it stands.
fn is_name_word(words: &SentenceWords<'_>, at: usize, tells: bool, evidence: &Evidence) -> bool {
    let (raw, word) = (words.raw(at), words.word(at));
    if words.kind(at) != TokenKind::Content || !words.is_free(at) {
        return false;
    }
    if raw.starts_with(char::is_lowercase) {
        return has_inner_name(raw);
    }
    if !raw.starts_with(char::is_uppercase) || is_compound_adjective(raw) || calendar_name(words, at) {
        return false;
    }
    let acronym = (2..=LONGEST_ACRONYM).contains(&word.chars().count()) && is_upper(raw);
    if acronym && tells && !PLAIN_ACRONYMS.contains(&word) {
        return true;
    }
    if tells && !words.opens(at) {
        return !(acronym && PLAIN_ACRONYMS.contains(&word)) || is_title(word);
    }
    let (capital, lower) = evidence.seen(word);
    if capital + lower > 0 {
        let beside = tells && words.is_capital(at + 1) && words.kind(at + 1) == TokenKind::Content;
        return capital > lower || beside && capital > 0 || tells && beside && is_title(word);
    }
    if demonym::is_demonym(word) || demonym::is_place(word) || is_title(word) {
        return true;
    }
    // A dateline: "TEHRAN –", "NEW YORK (Agency)".
    if tells && is_upper(raw) && word.len() > 3 {
        return true;
    }
    let term_is_common = frequency::passages_with(&super::stem::stem(word)).is_some_and(|passages| passages >= COMMON_FROM);
    let looks_common = WORD_ENDINGS.iter().any(|ending| word.ends_with(ending)) || irregular::look_up(word).is_some();
    let beside_name =
        tells && words.is_capital(at + 1) && words.kind(at + 1) == TokenKind::Content && !demonym::is_demonym(words.word(at + 1));
    if beside_name {
        return !term_is_common || name_hint::is_head(words.word(at + 1));
    }
    let alone = frequency::passages_with(&super::stem::stem(word)).is_none() && !looks_common && !word.ends_with('s') && word.len() > 2;
    alone && (!tells || matches!(words.word(at + 1), "'s" | "’s" | "," | "(" | "–" | "-") || name_hint::speaks(words.word(at + 1)))
}

/// A month or weekday written as one.
fn calendar_name(words: &SentenceWords<'_>, at: usize) -> bool {
    match calendar::look_up(words.word(at)) {
        Some(calendar::CalendarWord::Weekday(_)) => true,
        // "Theresa May", "April Jones"
        Some(calendar::CalendarWord::Month(_)) => {
            !(at > 0 && words.is_capital(at - 1) && words.kind(at - 1) == TokenKind::Content && !words.opens(at - 1))
        }
        None => false,
    }
}

/// "al-Kadhimi", "d'Estaing": a particle joined to a name.
fn has_inner_name(raw: &str) -> bool {
    let mut parts = raw.split(['-', '\'', '’']);
    let first = parts.next().unwrap_or("");
    let particle =
        PARTICLES.contains(&first) || matches!(first, "as" | "ash" | "ad" | "ar" | "an" | "at" | "az" | "d" | "l" | "ud" | "ed" | "ur");
    particle && parts.next().is_some_and(|part| part.starts_with(char::is_uppercase))
}

/// "Iran-backed", "US-led": an adjective made of a name.
fn is_compound_adjective(raw: &str) -> bool {
    raw.rsplit_once(['-', '‑']).is_some_and(|(_, last)| {
        last.chars().count() > 2
            && last.starts_with(char::is_lowercase)
            && !matches!(last, "din" | "dong" | "hyun" | "jun" | "eun" | "yeol" | "ping" | "wen" | "sik" | "soo")
    })
}

/// The word after the last of the run that starts at `at`.
fn run_end(words: &SentenceWords<'_>, flags: &[bool], at: usize) -> usize {
    let name = |at: usize| flags.get(at).copied().unwrap_or(false);
    let mut end = at + 1;
    loop {
        if name(end) {
            // "the U.S. President" runs on; "Baghdad. Troops" does not, but lies in two sentences.
            end += 1;
            continue;
        }
        let word = words.word(end);
        let head = HEADS_BEFORE_OF.contains(&words.word(end - 1));
        let the = usize::from(words.word(end + 1) == "the");
        if matches!(word, "of" | "for") && head && name(end + 1 + the) && words.is_capital(end + 1 + the) {
            end += 2 + the;
            continue;
        }
        let plural_owner = matches!(word, "'" | "’") && words.is_joined(end) && words.word(end - 1).ends_with('s');
        if plural_owner && name(end + 1) && (1..=2).any(|on| name(end + on) && name_hint::is_head(words.word(end + on))) {
            end += 2;
            continue;
        }
        if word == "&" && name(end + 1) {
            end += 2;
            continue;
        }
        let particles = (1..=PARTICLES_IN_A_ROW).find(|count| {
            (0..*count).all(|on| PARTICLES.contains(&words.word(end + on))) && name(end + count) && words.is_capital(end + count)
        });
        match particles {
            Some(count) => end += count + 1,
            None => return end,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::article::BlockKind;
    use crate::language::NameHint;
    use crate::language::sentence::tests::{analysed, article};

    fn names(paragraphs: &[&str]) -> Vec<(String, NameHint)> {
        let article = article(paragraphs);
        analysed(&article).names.iter().map(|name| (name.span.of(&article.text).to_owned(), name.hint)).collect()
    }

    fn forms(text: &str) -> Vec<String> {
        names(&[text]).into_iter().map(|(form, _)| form).collect()
    }

    #[test]
    fn a_name_stands_without_title_and_possessive() {
        for (text, expected) in [
            ("He met Prime Minister Mustafa al-Tamimi's guards.", &["Mustafa al-Tamimi"][..]),
            ("It hit the Iraqi Prime Minister Omar bin Rashid in Basra.", &["Omar bin Rashid", "Basra"]),
            (
                "Then Mr. Groven joined the Bank of Selden and the University of the North.",
                &["Groven", "Bank of Selden", "University of the North"],
            ),
            ("It was the Supreme Security Council Secretary Ali Karimi.", &["Supreme Security Council", "Ali Karimi"]),
            ("An adviser to Secretary of State Anna Jones left.", &["Anna Jones"]),
            ("Yesterday the brokers Hallam & Pike left.", &["Hallam & Pike"]),
            ("Groups of Iran-backed Shiite fighters left on Sunday in May.", &[]),
            ("He joined the Iraqi Army.", &["Iraqi Army"]),
        ] {
            assert_eq!(forms(text), expected, "{text}");
        }
    }

    #[test]
    fn the_article_decides_about_words_that_open_sentences() {
        let found = names(&["Guards ran from Vestby. Vestby burned. The guards told Carla Munthe. Munthe left."]);
        let forms: Vec<&str> = found.iter().map(|(form, _)| form.as_str()).collect();
        assert_eq!(forms, ["Vestby", "Vestby", "Carla Munthe", "Munthe"]);
    }

    #[test]
    fn capitals_in_a_headline_are_judged_by_the_body() {
        let mut article = article(&[
            "Attack on Vestby Leader Puts Groups Under Suspicion",
            "The attack on the leader in Vestby put groups under suspicion.",
        ]);
        article.blocks[0].kind = BlockKind::Headline;
        let analysis = analysed(&article);
        let forms: Vec<&str> = analysis.names.iter().map(|name| name.span.of(&article.text)).collect();
        assert_eq!(forms, ["Vestby", "Vestby"]);
    }

    #[test]
    fn hints_come_from_titles_heads_and_neighbours() {
        for (text, form, hint) in [
            ("He met President Barham Oster.", "Barham Oster", NameHint::Person),
            ("He met Carla Munthe, 44, there.", "Carla Munthe", NameHint::Person),
            ("It rained, Carla Munthe said.", "Carla Munthe", NameHint::Person),
            ("They told the Interior Ministry so.", "Interior Ministry", NameHint::Organisation),
            ("They fought in Vestby.", "Vestby", NameHint::Place),
            ("They met the spokesman Saad Omran there.", "Saad Omran", NameHint::Person),
        ] {
            assert_eq!(names(&[text]), [(form.to_owned(), hint)], "{text}");
        }
    }

    #[test]
    fn a_surname_alone_is_hinted_as_its_full_name() {
        let found = names(&["He met President Barham Oster. Later the crowd saw Oster leave."]);
        assert!(found.iter().all(|(_, hint)| *hint == NameHint::Person), "{found:?}");
    }

    proptest! {
        #[test]
        fn any_text_gives_ordered_names_inside_their_sentences(
            text in prop_oneof![
                any::<String>(),
                prop::collection::vec(
                    prop_oneof![
                        Just("President "), Just("Bank "), Just("of "), Just("the "), Just("al-Sadr "), Just("Iraqi "), Just("'s "), Just("& "), Just("de "),
                        Just("State "), Just("Secretary "), Just(". "), Just("É"), Just("Mr. "), Just("US"), Just(", "), Just("Élan "), Just("ran "), Just("May "),
                    ],
                    0..30,
                ).prop_map(|parts| parts.concat()),
            ],
        ) {
            let article = article(&[&text]);
            let analysis = analysed(&article);
            for pair in analysis.names.windows(2) {
                prop_assert!(pair[0].span.end <= pair[1].span.start);
            }
            for name in &analysis.names {
                prop_assert!(article.text.get(name.span.range()).is_some_and(|words| !words.is_empty()));
                prop_assert!(analysis.sentences.iter().any(|sentence| sentence.span.contains(name.span)));
            }
        }
    }
}
