//! What a number measures or counts: "%", "basis points", "dollars", "years old", "seven Iraqi security guards".
//!
//! The counted noun is the first plural word after the number, past adjectives, "of", determiners and owners ("of al-Tamimi's guards");
//! after "one", the first word before a verb. Without a noun, words that say who died or was hurt stand for it ("14 dead", "toll hits 14").
//!
//! Known misses: plurals that the endings do not show ("six elk"); a plural adjective noun before the head ("two arms dealers").

use crate::language::quantity::Interner;
use crate::language::quantity_number::{Number, Shape};
use crate::language::quantity_toll::{fate, fate_after, fate_before};
use crate::language::sentence_words::SentenceWords;
use crate::language::stem::stem;
use crate::language::{Approximator, TokenKind, Unit};
use crate::lexicon::irregular;
use crate::lexicon::unit::{self, UnitWord};

/// Words after a number within which its noun must come.
const NOUN_REACH: usize = 8;
/// Words before a number within which "number of" must stand.
const NUMBER_REACH: usize = 14;
/// Ages above this are not written between commas.
const OLDEST: f64 = 115.0;
/// Units that one outlet uses where another uses the second: in it.
const MULTIPLES: [(&str, &str, f64); 3] = [("gigawatt", "megawatt", 1000.0), ("kilowatt", "megawatt", 0.001), ("kilovolt", "volt", 1000.0)];
/// People who are told of with their age.
const PERSONS: [&str; 10] = ["man", "woman", "boy", "girl", "youth", "lad", "child", "pensioner", "teenager", "student"];
/// A basis point in percentage points.
const BASIS_POINT: f64 = 0.01;

/// Plurals that no ending shows.
const PLURALS: &[&str] = &[
    "people",
    "men",
    "women",
    "children",
    "police",
    "personnel",
    "troops",
    "cattle",
    "sheep",
    "fish",
    "feet",
    "teeth",
    "lives",
    "media",
    "crew",
    "staff",
    "aircraft",
    "livestock",
    "wives",
    "folk",
    "clergy",
    "mice",
    "geese",
    "criteria",
    "phenomena",
    "spacecraft",
    "cavalry",
    "infantry",
];

/// Words that end as plurals do and are none.
const SINGULARS: &[&str] = &[
    "always",
    "perhaps",
    "besides",
    "towards",
    "upwards",
    "afterwards",
    "sometimes",
    "politics",
    "economics",
    "news",
    "less",
    "iraq's",
    "says",
    "was",
    "does",
    "has",
    "christmas",
    "overseas",
    "headquarters",
    "series",
    "species",
    "means",
];

/// Words passed over between number and noun.
const SKIPPED: &[&str] = &[
    "the",
    "his",
    "her",
    "its",
    "their",
    "our",
    "my",
    "your",
    "these",
    "those",
    "all",
    "more",
    "other",
    "others",
    "further",
    "additional",
    "different",
    "another",
    "such",
    "own",
    "and",
    "or",
    "most",
    "very",
    "of",
    "new",
    "'s",
    "’s",
    "'",
    "’",
    "-",
    "\"",
    "“",
    "”",
    "‘",
    "``",
    "''",
];

/// The unit, by how much the number must be multiplied for it, and the word after the unit.
pub(crate) struct Measured {
    /// What is counted or measured.
    pub unit: Unit,
    /// Multiplies the number.
    pub factor: f64,
    /// First word after number and unit.
    pub end: usize,
}

impl Measured {
    fn new(unit: Unit, end: usize) -> Self {
        Self { unit, factor: 1.0, end }
    }
}

/// The unit of the number that starts at word `at`; nothing if it turns out to be no quantity.
pub(crate) fn read(
    words: &SentenceWords<'_>,
    at: usize,
    number: &Number,
    approximator: Approximator,
    terms: &mut Interner,
) -> Option<Measured> {
    let end = number.end;
    match number.shape {
        Shape::Ordinal => return Some(Measured::new(Unit::Ordinal, end)),
        Shape::Score(other) => return Some(Measured::new(Unit::Score(other), end)),
        _ => {}
    }
    if number.is_compound {
        return compound(words, at, number, terms);
    }
    if let Some(code) = number.sign {
        return Some(Measured::new(Unit::Money(code.into()), end));
    }
    if let Some(measured) = measure(words, end).or_else(|| inherited(words, end)) {
        return Some(measured);
    }
    // "several more days", "billions of dollars"
    let linked = matches!(words.word(end), "more" | "further") || matches!(number.shape, Shape::Vague { .. }) && words.word(end) == "of";
    if linked
        && unit::look_up(words.word(end + 1)).is_some()
        && let Some(measured) = measure(words, end + 1)
    {
        return Some(measured);
    }
    if matches!(words.word(end), "earthquake" | "quake" | "temblor" | "tremor" | "aftershock") || words.word_before(at, 1) == "magnitude" {
        return Some(Measured::new(Unit::Measure("magnitude".into()), end));
    }
    if is_age(words, at, number) {
        return Some(Measured::new(Unit::Age, end));
    }
    // "one of the" is an idiom; "at least one of them" counts.
    if words.word(at) == "one" && words.word(end) == "of" && approximator == Approximator::Exact {
        return None;
    }
    Some(Measured::new(Unit::Count(counted(words, at, number).map(|noun| terms.index(&noun))), end))
}

/// The unit words at `at`: rates, money, measures, ages.
fn measure(words: &SentenceWords<'_>, at: usize) -> Option<Measured> {
    let of = |word: &str| word == "of" || word == "a" || word == "an";
    let points = (0..=2).find(|skip| {
        (0..*skip).all(|on| of(words.word(at + on)))
            && (words.word(at + skip) == "percentage" && words.word(at + skip + 1).starts_with("point"))
    });
    if let Some(skip) = points {
        return Some(Measured::new(Unit::PercentagePoint, at + skip + 2));
    }
    if words.word(at) == "basis" && words.word(at + 1).starts_with("point") {
        return Some(Measured { unit: Unit::PercentagePoint, factor: BASIS_POINT, end: at + 2 });
    }
    if matches!(words.word(at), "bp" | "bps") {
        return Some(Measured { unit: Unit::PercentagePoint, factor: BASIS_POINT, end: at + 1 });
    }
    // "a quarter of a point", "half a point", "a quarter point"
    let fraction = at.checked_sub(1).is_some_and(|last| matches!(words.word(last), "quarter" | "quarters" | "half"));
    if fraction && let Some(skip) = (0..=2).find(|skip| (0..*skip).all(|on| of(words.word(at + on))) && words.word(at + skip) == "point") {
        return Some(Measured::new(Unit::PercentagePoint, at + skip + 1));
    }
    let percent = match words.word(at) {
        "%" | "percent" | "pct" => 1,
        "per" if words.word(at + 1) == "cent" => 2,
        _ => 0,
    };
    if percent > 0 {
        if words.word(at + percent).starts_with("point") {
            return Some(Measured::new(Unit::PercentagePoint, at + percent + 1));
        }
        return Some(Measured::new(Unit::Percent, at + percent));
    }
    let (shape, at) = match words.word(at) {
        shape @ ("square" | "cubic" | "nautical") => (Some(shape), at + 1),
        _ => (None, at),
    };
    if let Some(shape) = shape {
        let Some(UnitWord::Measure(name)) = unit::look_up(words.word(at)) else { return None };
        return Some(Measured::new(Unit::Measure(format!("{shape} {name}").into()), at + 1));
    }
    // "half an hour"
    let at = if fraction && matches!(words.word(at), "a" | "an") && unit::look_up(words.word(at + 1)).is_some() { at + 1 } else { at };
    if matches!(words.word(at), "year" | "years" | "year-old" | "year-olds") {
        let old = words.word(at).starts_with("year-old");
        let next = [words.word(at + 1), words.word(at + 2)];
        let end = if old {
            at + 1
        } else if next[0] == "old" {
            at + 2
        } else if next == ["of", "age"] {
            at + 3
        } else {
            at
        };
        if end > at {
            return Some(Measured::new(Unit::Age, end));
        }
    }
    // "Iraqi dinars", "US dollars"
    if words.is_capital(at)
        && !words.is_capital(at + 1)
        && let Some(UnitWord::Money(code)) = unit::look_up(words.word(at + 1))
    {
        return Some(Measured::new(Unit::Money(code.into()), at + 2));
    }
    match unit::look_up(words.word(at))? {
        UnitWord::Money(code) => Some(Measured::new(Unit::Money(code.into()), at + 1)),
        UnitWord::Measure(name) => {
            let (name, factor) = MULTIPLES.iter().find(|row| row.0 == name).map_or((name, 1.0), |row| (row.1, row.2));
            Some(Measured { unit: Unit::Measure(name.into()), factor, end: at + 1 })
        }
        UnitWord::Sign(_) => None,
    }
}

/// "from 5.25 to 5.75 percent", "5 and 7 percent": the first figure has the unit of the second.
fn inherited(words: &SentenceWords<'_>, at: usize) -> Option<Measured> {
    if !matches!(words.word(at), "to" | "and" | "or" | "from") || words.kind(at + 1) != TokenKind::Number {
        return None;
    }
    let measured = measure(words, at + 2)?;
    let shared = matches!(measured.unit, Unit::Percent | Unit::PercentagePoint | Unit::Money(_) | Unit::Measure(_));
    shared.then_some(Measured { end: at, ..measured })
}

/// "34-year-old", "three-month", "six-member".
fn compound(words: &SentenceWords<'_>, at: usize, number: &Number, terms: &mut Interner) -> Option<Measured> {
    let (_, rest) = words.word(at).split_once('-')?;
    let parts: Vec<&str> = rest.split('-').collect();
    let end = number.end;
    if parts.last().is_some_and(|last| last.starts_with("old")) && parts[0].starts_with("year") {
        return Some(Measured::new(Unit::Age, end));
    }
    if rest.starts_with("point") && number.value < 1.0 || rest == "percentage-point" {
        return Some(Measured::new(Unit::PercentagePoint, end));
    }
    if rest == "percentage" && words.word(end).starts_with("point") {
        return Some(Measured::new(Unit::PercentagePoint, end + 1));
    }
    if rest == "basis-point" {
        return Some(Measured { unit: Unit::PercentagePoint, factor: BASIS_POINT, end });
    }
    if matches!(rest, "percent" | "per-cent") {
        return Some(Measured::new(Unit::Percent, end));
    }
    let parts = if matches!(parts[0], "million" | "billion" | "trillion" | "hundred" | "thousand") && parts.len() > 1 {
        &parts[1..]
    } else {
        &parts
    };
    match unit::look_up(parts[0]) {
        Some(UnitWord::Measure(name)) => return Some(Measured::new(Unit::Measure(name.into()), end)),
        Some(UnitWord::Money(code)) => return Some(Measured::new(Unit::Money(code.into()), end)),
        _ => {}
    }
    let is_word = parts[0].len() > 3 && parts[0].chars().all(char::is_alphabetic);
    let idiom = matches!(
        parts[0],
        "time" | "fold" | "sided" | "tier" | "part" | "strong" | "week" | "party" | "state" | "dimensional" | "thirds" | "some"
    );
    if number.value < 2.0 || !is_word || idiom {
        return None;
    }
    Some(Measured::new(Unit::Count(Some(terms.index(&stem(parts[0])))), end))
}

/// "aged 34", "Mila Groven, 44,".
fn is_age(words: &SentenceWords<'_>, at: usize, number: &Number) -> bool {
    if !(0.0..=OLDEST).contains(&number.value) {
        return false;
    }
    let start = if matches!(number.shape, Shape::Range { .. }) && words.word_before(at, 1) == "between" { at - 1 } else { at };
    if matches!(words.word_before(start, 1), "aged" | "age" | "ages") {
        return true;
    }
    let digits = words.raw(at).bytes().all(|byte| byte.is_ascii_digit()) && number.end == at + 1;
    let person = |back: usize| PERSONS.contains(&words.word_before(at, back));
    // "A man of 67", not "a crowd of 67", nor "a man of 67 trades".
    if person(2) && words.word_before(at, 1) == "of" && number.value >= 1.0 && !is_plural(words.word(number.end)) {
        return true;
    }
    let named = at >= 2 && words.is_capital(at - 2) && words.kind(at - 2) == TokenKind::Content && words.is_free(at - 2);
    digits
        && (named || person(2))
        && number.value >= 1.0
        && matches!((words.word_before(at, 1), words.word(number.end)), (",", "," | "." | ";" | "and") | ("(", ")"))
}

/// Whether a lower-case word looks like a plural noun.
pub(crate) fn is_plural(word: &str) -> bool {
    if SINGULARS.contains(&word) || word.len() < 3 {
        return false;
    }
    PLURALS.contains(&word)
        || ["men", "women", "people", "children", "policemen"].iter().any(|ending| word.len() > ending.len() + 2 && word.ends_with(ending))
        || (word.ends_with('s') && !["ss", "us", "is", "'s", "ous"].iter().any(|ending| word.ends_with(ending)))
}

/// The term of what a number counts.
fn counted(words: &SentenceWords<'_>, at: usize, number: &Number) -> Option<String> {
    let single = number.value == 1.0 && number.shape == Shape::Plain;
    noun_after(words, number.end, single)
        .or_else(|| fate_after(words, number.end))
        .or_else(|| fate_before(words, at))
        .map(|noun| noun.to_owned())
        .or_else(|| number_of(words, at))
}

fn noun_after(words: &SentenceWords<'_>, from: usize, single: bool) -> Option<String> {
    let mut best: Option<usize> = None;
    for at in from..from + NOUN_REACH {
        let word = words.word(at);
        if word.is_empty() || !words.is_free(at) {
            break;
        }
        if words.kind(at) != TokenKind::Content {
            if matches!(word, "'s" | "’s") {
                best = None;
                continue;
            }
            if matches!(word, "and" | "or") && (best.is_some() || at == from) {
                break;
            }
            if word == "others" || word == "other" && !matches!(words.kind(at + 1), TokenKind::Content) {
                return Some("other".to_owned());
            }
            if SKIPPED.contains(&word) && (word != "of" || best.is_none()) {
                continue;
            }
            break;
        }
        if word == "others" {
            return Some(stem(word));
        }
        if fate(word).is_some() && !is_plural(words.word(at + 1)) && words.kind(at + 1) != TokenKind::Content {
            break;
        }
        let owner = matches!(words.word(at + 1), "'s" | "’s" | "'" | "’");
        if single {
            let verb = word.ends_with("ed") && !words.word(at).contains('-') || irregular::look_up(word).is_some() && best.is_some();
            if best.is_some() && (verb || is_plural(word)) {
                break;
            }
            if !verb && !owner {
                best = Some(at);
            }
        } else if is_plural(word) && !owner {
            return Some(term(words, at));
        } else if irregular::look_up(word).is_some()
            && !word.ends_with("en")
            && !word.ends_with("ed")
            && (at != from || !is_plural(words.word(at + 1)))
        {
            // A verb before any plural: "two told reporters".
            break;
        }
    }
    best.filter(|_| single).map(|at| term(words, at))
}

fn term(words: &SentenceWords<'_>, at: usize) -> String {
    words.token(at).map_or_else(String::new, |_| stem(words.word(at)))
}

/// "put the number of drones at three", "The number of its inspectors has been cut from 34 to 19".
fn number_of(words: &SentenceWords<'_>, at: usize) -> Option<String> {
    if !matches!(words.word_before(at, 1), "at" | "to" | "from" | "is" | "was" | "reached") {
        return None;
    }
    let number = (3..=NUMBER_REACH).find(|back| words.word_before(at, *back) == "number" && words.word_before(at, back - 1) == "of")?;
    (at - number + 2..at).find(|at| words.kind(*at) == TokenKind::Content && is_plural(words.word(*at))).map(|at| term(words, at))
}
