//! Numbers in words and figures, before anything is known of what they count: "six", "3.5 million", "two and a half", "two thirds",
//! "dozens", "10 to 15", "5-4".
//!
//! Forms that look like numbers and are none are refused here: clocks, house numbers, labels, bare years, the pronoun "one".

use crate::language::TokenKind;
use crate::language::sentence_words::SentenceWords;
use crate::lexicon::calendar;
use crate::lexicon::number::{self, NumberWord};
use crate::lexicon::unit::{self, UnitWord};

/// "several": dictionaries say more than two but not many.
const SEVERAL: (f64, f64) = (3.0, 9.0);
/// "a few".
const FEW: (f64, f64) = (2.0, 9.0);
/// "a handful": about as many as fit a hand.
const HANDFUL: (f64, f64) = (3.0, 10.0);
/// "a couple".
const COUPLE: (f64, f64) = (2.0, 3.0);
/// "dozens": two to ten dozen.
const DOZENS: (f64, f64) = (24.0, 120.0);
/// "scores": two to ten score.
const SCORES: (f64, f64) = (40.0, 200.0);
/// "hundreds", "thousands": from two to this many of the scale, where the next scale word takes over.
const NEXT_SCALE: f64 = 10.0;
/// "millions": the next scale word is far off.
const NEXT_LARGE_SCALE: f64 = 1000.0;
/// Longest figure that is read, in bytes; longer ones are identifiers.
const LONGEST_FIGURE: usize = 18;
/// Largest side of a score.
const LARGEST_SCORE: f64 = 1000.0;
/// Words on either side of two figures that can show a vote.
const VOTE_REACH: usize = 6;
/// Bare four-figure numbers in this range are years.
const YEARS: std::ops::RangeInclusive<f64> = 1500.0..=2099.0;

/// Words that a label's number follows.
const LABELS: &[&str] = &[
    "channel",
    "article",
    "section",
    "sections",
    "chapter",
    "route",
    "highway",
    "interstate",
    "flight",
    "boeing",
    "airbus",
    "no.",
    "nos.",
    "page",
    "pages",
    "room",
    "apollo",
    "formula",
    "volume",
    "clause",
    "paragraph",
    "verse",
    "ward",
    "precinct",
    "stage",
    "version",
    "season",
    "episode",
    "terminal",
    "gate",
    "pier",
    "berth",
    "proposition",
    "amendment",
    "resolution",
    "figure",
    "table",
    "junction",
    "bus",
    "gallery",
    "catch",
    "windows",
    "iphone",
    "playstation",
    "unit",
    "block",
    "lane",
    "rule",
    "category",
    "grade",
    "tier",
    "part",
    "act",
    "scene",
    "chromosome",
    "platform",
    "exit",
];

/// Words after a street's name.
const STREETS: &[&str] = &[
    "street",
    "st",
    "st.",
    "road",
    "rd",
    "rd.",
    "avenue",
    "ave",
    "ave.",
    "lane",
    "square",
    "drive",
    "boulevard",
    "blvd",
    "blvd.",
    "place",
    "row",
    "quay",
    "terrace",
];

/// Words that show that two figures are a vote or a score.
const VOTES: &[&str] = &[
    "vote",
    "votes",
    "voted",
    "voting",
    "ruled",
    "ruling",
    "rulings",
    "decision",
    "decided",
    "majority",
    "split",
    "court",
    "council",
    "committee",
    "panel",
    "beat",
    "won",
    "win",
    "lost",
    "lose",
    "defeat",
    "defeated",
    "victory",
    "score",
    "judgment",
    "judges",
    "justices",
    "by",
    "upheld",
    "approved",
    "rejected",
    "passed",
    "draw",
    "drew",
];

/// What kind of number it is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Shape {
    /// Every number that says how many.
    Plain,
    /// "a dozen": a round figure.
    Round,
    /// "several": no number at all.
    Vague {
        /// Smallest value.
        low: f64,
        /// Largest value.
        high: f64,
    },
    /// "10 to 15".
    Range {
        /// Left end.
        low: f64,
        /// Right end.
        high: f64,
    },
    /// "two thirds".
    Fraction,
    /// "third".
    Ordinal,
    /// "5-4".
    Score(u32),
}

/// A number, and the word after its last.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Number {
    /// As written; the smallest value of a vague number or a range.
    pub value: f64,
    /// What kind it is.
    pub shape: Shape,
    /// First word after it.
    pub end: usize,
    /// ISO 4217 code of a sign before it.
    pub sign: Option<&'static str>,
    /// Whether it is a compound such as "34-year-old": the parts after the number are inside its only word.
    pub is_compound: bool,
}

impl Number {
    fn new(value: f64, shape: Shape, end: usize) -> Self {
        Self { value, shape, end, sign: None, is_compound: false }
    }

    /// In another unit ("25 basis points" are a quarter of a point).
    pub(crate) fn scale(&mut self, factor: f64) {
        self.value *= factor;
        if let Shape::Vague { low, high } | Shape::Range { low, high } = &mut self.shape {
            *low *= factor;
            *high *= factor;
        }
    }
}

/// The number that starts at word `at`.
pub(crate) fn read(words: &SentenceWords<'_>, at: usize) -> Option<Number> {
    if !words.is_free(at) {
        return None;
    }
    let (sign, first) = sign(words, at);
    let mut number = vague(words, at)
        .or_else(|| fraction(words, at))
        .or_else(|| score(words, at))
        .or_else(|| cardinal(words, first, sign.is_some()))
        .or_else(|| compound(words, at))
        .or_else(|| ordinal(words, at))?;
    number.sign = sign;
    if !(at..number.end).all(|at| words.is_free(at)) || is_something_else(words, at, &number) {
        return None;
    }
    Some(and_a_half(words, number)).map(|number| range(words, at, number))
}

/// A money sign at `at` and the word after it.
fn sign(words: &SentenceWords<'_>, at: usize) -> (Option<&'static str>, usize) {
    let code = |word: &str| match unit::look_up(word) {
        Some(UnitWord::Sign(code)) => Some(code),
        _ => None,
    };
    if words.word(at + 1) == "$" && words.is_joined(at + 1) && words.is_joined(at + 2) {
        let joined = format!("{}$", words.word(at));
        if let Some(code) = code(&joined) {
            return (Some(code), at + 2);
        }
    }
    match code(words.word(at)) {
        Some(code) => (Some(code), at + 1),
        None => (None, at),
    }
}

/// A figure: digits, separators, at most one point.
fn figure(word: &str) -> Option<f64> {
    let half = match word.chars().next_back()? {
        '½' => 0.5,
        '¼' => 0.25,
        '¾' => 0.75,
        _ => 0.0,
    };
    let digits = word.trim_end_matches(['½', '¼', '¾']);
    if digits.is_empty() {
        return (half > 0.0).then_some(half);
    }
    let is_figure = digits.len() <= LONGEST_FIGURE
        && digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'))
        && digits.bytes().any(|byte| byte.is_ascii_digit())
        && digits.bytes().filter(|byte| *byte == b'.').count() <= 1;
    if !is_figure {
        return None;
    }
    digits.replace(',', "").parse::<f64>().ok().filter(|value| value.is_finite()).map(|value| value + half)
}

#[allow(clippy::cast_precision_loss, reason = "number words are far below 2^53")]
fn cardinal_word(word: &str) -> Option<f64> {
    match number::look_up(word) {
        Some(NumberWord::Cardinal(value)) => Some(value as f64),
        _ => None,
    }
}

#[allow(clippy::cast_precision_loss, reason = "number words are far below 2^53")]
fn scale_word(word: &str) -> Option<f64> {
    match number::look_up(word) {
        Some(NumberWord::Scale(value)) => Some(value as f64),
        _ if word == "dozen" => Some(12.0),
        _ => None,
    }
}

/// "six", "3.5 million", "two hundred and six", "a hundred", "half a million", "two dozen".
fn cardinal(words: &SentenceWords<'_>, at: usize, signed: bool) -> Option<Number> {
    let word = words.word(at);
    if let Some(value) = figure(word) {
        let (value, end) = scaled(words, value, at + 1, signed);
        return Some(Number::new(value, Shape::Plain, end));
    }
    let half = word == "half" || word == "half-a";
    if (matches!(word, "a" | "an") || half)
        && let Some(skip) = [1, 2].into_iter().find(|skip| scale_word(words.word(at + skip)).is_some())
        && (skip == 1 || (half && matches!(words.word(at + 1), "a" | "an")))
    {
        let scale = scale_word(words.word(at + skip))?;
        let dozen = words.word(at + skip) == "dozen";
        let value = if half { scale / 2.0 } else { scale };
        let (value, end) = scaled(words, value, at + skip + 1, false);
        let shape = if dozen && !half { Shape::Round } else { Shape::Plain };
        return Some(Number::new(value, shape, end));
    }
    if word == "half-dozen" || (word == "dozen" && !words.word(at + 1).is_empty()) {
        return Some(Number::new(if word == "dozen" { 12.0 } else { 6.0 }, Shape::Round, at + 1));
    }
    let mut total = 0.0;
    let mut current = cardinal_word(word)?;
    let mut round = false;
    let mut end = at + 1;
    let mut after_scale = false;
    loop {
        let next = words.word(end);
        if let Some(scale) = scale_word(next).filter(|_| words.is_free(end)) {
            if scale >= 1000.0 {
                total += current.max(1.0) * scale;
                current = 0.0;
            } else {
                current = current.max(1.0) * scale;
            }
            round |= next == "dozen";
            after_scale = true;
            end += 1;
        } else if let Some(value) = cardinal_word(next).filter(|_| after_scale) {
            current += value;
            after_scale = false;
            end += 1;
        } else if let Some(value) =
            cardinal_word(words.word(end + 1)).filter(|value| next == "and" && after_scale && current >= 100.0 && *value < 100.0)
        {
            current += value;
            after_scale = false;
            end += 2;
        } else {
            break;
        }
    }
    let shape = if round { Shape::Round } else { Shape::Plain };
    Some(Number::new(total + current, shape, end))
}

/// A figure times the scale words that follow it.
fn scaled(words: &SentenceWords<'_>, value: f64, at: usize, signed: bool) -> (f64, usize) {
    let (mut value, mut end) = (value, at);
    #[allow(clippy::cast_precision_loss, reason = "number words are far below 2^53")]
    let suffix = match (words.word(end), number::look_up(words.word(end))) {
        (_, Some(NumberWord::Suffix(scale))) => Some(scale as f64),
        ("m", _) if signed || words.is_joined(end) && words.word(end + 1).ends_with('s') => Some(1e6),
        ("b", _) if signed => Some(1e9),
        ("k", _) if words.is_joined(end) => Some(1e3),
        _ => None,
    };
    if let Some(scale) = suffix {
        return (value * scale, end + 1);
    }
    while let Some(scale) = scale_word(words.word(end)).filter(|_| words.is_free(end) && end < at + 2) {
        value *= scale;
        end += 1;
    }
    (value, end)
}

/// "several", "a few", "dozens", "hundreds of thousands".
fn vague(words: &SentenceWords<'_>, at: usize) -> Option<Number> {
    let of = |(low, high): (f64, f64), end: usize| Some(Number::new(low, Shape::Vague { low, high }, end));
    let times = |(low, high): (f64, f64), end: usize| match scale_word(words.word(end)) {
        Some(scale) => of((low * scale, high * scale), end + 1),
        None => of((low, high), end),
    };
    let next = words.word(at + 1);
    match words.word(at) {
        "several" => times(SEVERAL, at + 1),
        "a" if next == "few" => times(FEW, at + 2),
        "a" if next == "handful" => of(HANDFUL, at + 2),
        "a" if next == "couple" => times(COUPLE, at + 2),
        "tens" if next == "of" => {
            let scale = plural_scale(words.word(at + 2))?;
            of((20.0 * scale, 100.0 * scale), at + 3)
        }
        "dozens" => of(DOZENS, at + 1),
        "scores" if next == "of" || words.word(at + 2) == "of" => of(SCORES, at + 1),
        word => {
            let scale = plural_scale(word)?;
            if next == "of"
                && let Some(larger) = plural_scale(words.word(at + 2))
            {
                return of((2.0 * scale * larger, NEXT_SCALE * scale * larger), at + 3);
            }
            let next_scale = if scale >= 1e6 { NEXT_LARGE_SCALE } else { NEXT_SCALE };
            of((2.0 * scale, next_scale * scale), at + 1)
        }
    }
}

fn plural_scale(word: &str) -> Option<f64> {
    Some(match word {
        "hundreds" => 1e2,
        "thousands" => 1e3,
        "millions" => 1e6,
        "billions" => 1e9,
        "trillions" => 1e12,
        _ => return None,
    })
}

/// "half", "a third of", "two thirds", "two-thirds", "a quarter of a point".
fn fraction(words: &SentenceWords<'_>, at: usize) -> Option<Number> {
    let whole = |value, end| Some(Number::new(value, Shape::Fraction, end));
    let word = words.word(at);
    if let Some((top, bottom)) = word.split_once('-')
        && let (Some(top), Some(bottom)) = (cardinal_word(top), part(bottom))
    {
        return whole(top * bottom, at + 1);
    }
    let next = words.word(at + 1);
    if let (Some(top), Some(bottom)) = (cardinal_word(word), part(next))
        && (top > 1.0 && next.ends_with('s') || top == 1.0 && words.word(at + 2) == "of")
        && next != "seconds"
    {
        return whole(top * bottom, at + 2);
    }
    if matches!(word, "a" | "an")
        && let Some(bottom) = part(next).filter(|_| next != "second")
        && (matches!(words.word(at + 2), "of") || next == "quarter" && is_point(words, at + 2))
    {
        return whole(bottom, at + 2);
    }
    if word == "quarter" && (is_point(words, at + 1) || words.word(at + 1) == "of" && is_point(words, at + 3)) {
        return whole(0.25, at + 1);
    }
    let second_half = matches!(words.word_before(at, 1), "first" | "second" | "other" | "better" | "top" | "bottom" | "upper" | "lower");
    if word == "half" && !second_half && scale_word(words.word(at + 1 + usize::from(next == "a"))).is_none() {
        let measured = matches!(next, "of" | "the" | "a" | "an" | "its" | "their" | "his" | "her" | "all" | "that" | "those");
        let hedged = matches!(
            words.word_before(at, 1),
            "than" | "by" | "about" | "almost" | "nearly" | "over" | "under" | "least" | "roughly" | "a"
        );
        if measured || hedged || is_point(words, at + 1) {
            return whole(0.5, at + 1);
        }
    }
    None
}

fn is_point(words: &SentenceWords<'_>, at: usize) -> bool {
    matches!(words.word(at), "point" | "points") || words.word(at) == "percentage" && matches!(words.word(at + 1), "point" | "points")
}

/// The fraction that a part word names.
fn part(word: &str) -> Option<f64> {
    Some(match word {
        "half" | "halves" => 0.5,
        "quarter" | "quarters" => 0.25,
        _ => match number::look_up(word.strip_suffix('s').unwrap_or(word)) {
            #[allow(clippy::cast_precision_loss, reason = "number words are far below 2^53")]
            Some(NumberWord::Ordinal(value)) if value > 2 => 1.0 / value as f64,
            _ => return None,
        },
    })
}

/// "5-4", "7–2", "6 to 3", "six votes to three".
fn score(words: &SentenceWords<'_>, at: usize) -> Option<Number> {
    let (left, right, end, dashed) = if let Some((left, right)) = words.word(at).split_once(['-', '–']) {
        (figure(left).or_else(|| cardinal_word(left))?, figure(right).or_else(|| cardinal_word(right))?, at + 1, true)
    } else {
        let left = figure(words.word(at)).or_else(|| cardinal_word(words.word(at)))?;
        let votes = usize::from(matches!(words.word(at + 1), "votes" | "vote"));
        let (link, last) = (words.word(at + 1 + votes), at + 2 + votes);
        let dashed = matches!(link, "-" | "–" | "—" | "‑") && words.is_joined(at + 1) && words.is_joined(last);
        if !dashed && link != "to" {
            return None;
        }
        (left, figure(words.word(last)).or_else(|| cardinal_word(words.word(last)))?, last + 1, dashed)
    };
    let small = |value: f64| (0.0..=LARGEST_SCORE).contains(&value) && value.fract() == 0.0;
    if !small(left) || !small(right) {
        return dashed
            .then(|| Number::new(left, Shape::Range { low: left, high: right }, end))
            .filter(|_| left < right && !YEARS.contains(&left));
    }
    let near = (1..=VOTE_REACH).any(|back| VOTES.contains(&words.word_before(at, back)))
        || (0..VOTE_REACH / 2).any(|on| VOTES.contains(&words.word(end + on)) && words.word(end + on) != "by");
    let explicit = matches!(words.word(at + 1), "votes");
    let moves = (1..=2).any(|back| matches!(words.word_before(at, back), "from" | "between" | "age" | "ages" | "aged"));
    let is_score = !moves && (explicit || if dashed { left >= right || near } else { near && left > right });
    if is_score && unit::look_up(words.word(end)).is_none() && !matches!(words.word(end), "%" | "percent" | "per") {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be a small whole number")]
        return Some(Number::new(left, Shape::Score(right as u32), end));
    }
    (dashed && left < right).then(|| Number::new(left, Shape::Range { low: left, high: right }, end))
}

/// "34-year-old", "three-month", "six-member", "half-point".
fn compound(words: &SentenceWords<'_>, at: usize) -> Option<Number> {
    let (front, rest) = words.word(at).split_once('-')?;
    if rest.is_empty() {
        return None;
    }
    let mut value = match front {
        "half" => 0.5,
        "quarter" => 0.25,
        _ => figure(front).or_else(|| cardinal_word(front))?,
    };
    let last = rest.split('-').next()?;
    if value < 1.0 && last != "point" && !matches!(unit::look_up(last), Some(UnitWord::Measure(_))) {
        return None;
    }
    if let Some(scale) = scale_word(last) {
        value *= scale;
    }
    Some(Number { value, shape: Shape::Plain, end: at + 1, sign: None, is_compound: true })
}

fn ordinal(words: &SentenceWords<'_>, at: usize) -> Option<Number> {
    let word = words.word(at);
    #[allow(clippy::cast_precision_loss, reason = "number words are far below 2^53")]
    let value = match number::look_up(word) {
        Some(NumberWord::Ordinal(value)) => value as f64,
        _ => {
            let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
            matches!(word.get(digits.len()..), Some("st" | "nd" | "rd" | "th")).then(|| figure(digits)).flatten()?
        }
    };
    Some(Number::new(value, Shape::Ordinal, at + 1))
}

/// "two and a half".
fn and_a_half(words: &SentenceWords<'_>, mut number: Number) -> Number {
    let half = [number.end, number.end + 1].map(|at| words.word(at)) == ["and", "a"] && words.word(number.end + 2) == "half";
    if half && matches!(number.shape, Shape::Plain) && !number.is_compound {
        number.value += 0.5;
        number.end += 3;
    }
    number
}

/// "10 to 15", "two or three", "between 5 and 7".
fn range(words: &SentenceWords<'_>, at: usize, number: Number) -> Number {
    if !matches!(number.shape, Shape::Plain | Shape::Fraction) || number.is_compound {
        return number;
    }
    let before = words.word_before(at, 1);
    let joins = match words.word(number.end) {
        "to" => before != "from",
        "or" => true,
        "and" => before == "between",
        "-" | "–" | "—" => words.is_joined(number.end),
        _ => false,
    };
    let (_, next) = sign(words, number.end + 1);
    if !joins || !words.is_free(next) {
        return number;
    }
    let Some(second) = fraction(words, next).or_else(|| cardinal(words, next, number.sign.is_some())) else { return number };
    // "1 to 2 million" means one million.
    let scale =
        if second.value >= 1e6 && number.value < 1e3 && words.word(number.end) != "or" { scale_of(words, second.end - 1) } else { 1.0 };
    let low = number.value * scale;
    let clock = matches!(words.word(second.end), "a.m." | "p.m." | "am" | "pm");
    if low >= second.value || clock {
        return number;
    }
    Number { value: low, shape: Shape::Range { low, high: second.value }, end: second.end, ..number }
}

fn scale_of(words: &SentenceWords<'_>, at: usize) -> f64 {
    match (words.word(at), scale_word(words.word(at))) {
        (_, Some(scale)) => scale,
        ("m" | "mn", _) => 1e6,
        ("bn" | "b", _) => 1e9,
        _ => 1.0,
    }
}

/// Whether what reads as a number is part of something else.
fn is_something_else(words: &SentenceWords<'_>, at: usize, number: &Number) -> bool {
    if number.sign.is_some() || matches!(number.shape, Shape::Vague { .. } | Shape::Fraction) {
        return false;
    }
    let (before, after) = (words.word_before(at, 1), words.word(number.end));
    let written = words.raw(at).starts_with(|c: char| c.is_ascii_digit());
    let month = |word: &str| matches!(calendar::look_up(word), Some(calendar::CalendarWord::Month(_)));
    let capital_month = |at: usize| month(words.word(at)) && words.is_capital(at);
    if number.value <= 31.0 && (capital_month(number.end) || at > 0 && capital_month(at - 1)) {
        return true;
    }
    if matches!(number.shape, Shape::Ordinal) {
        return before == "at" && words.word(at) == "first";
    }
    // Clocks.
    if matches!(after, "a.m." | "p.m." | "am" | "pm" | "o'clock" | "gmt" | "utc") || after.starts_with(':') && words.is_joined(number.end) {
        return true;
    }
    if before == "at"
        && !written
        && number.value <= 12.0
        && !matches!(words.kind(number.end), TokenKind::Content | TokenKind::Number)
        && after != "of"
    {
        return true;
    }
    // Labels, street numbers, years.
    if LABELS.contains(&before) && number.shape == Shape::Plain && (written || words.is_capital(at)) {
        return true;
    }
    if written && (1..=3).any(|on| STREETS.contains(&words.word(number.end + on)) && (0..=on).all(|at| words.is_capital(number.end + at))) {
        return true;
    }
    let bare_year = written
        && number.shape == Shape::Plain
        && number.end == at + 1
        && words.raw(at).len() == 4
        && YEARS.contains(&number.value)
        && !matches!(after, "%" | "percent")
        && unit::look_up(after).is_none()
        && !(number.value % 100.0 == 0.0 && super::quantity_unit::is_plural(after));
    if bare_year {
        return true;
    }
    // Parts of names: "World War Two", "Group of Seven", "Apollo 11".
    let capital_before = at > 0 && words.is_capital(at - 1) && words.kind(at - 1) == TokenKind::Content && !words.title_case;
    if !words.title_case && !words.opens(at) && !number.is_compound {
        if !written && words.is_capital(at) {
            return true;
        }
        let counted =
            super::quantity_unit::is_plural(after) || words.kind(number.end) == TokenKind::Content && !words.is_capital(number.end);
        let hurt = matches!(before, "kills" | "kill" | "killing" | "hits" | "wounds" | "injures" | "hurts" | "leaves");
        if written && capital_before && !words.opens(at - 1) && !counted && !hurt && number.end == at + 1 && unit_free(words, number.end) {
            return true;
        }
    }
    if words.word(at) == "one" && number.end == at + 1 {
        return pronoun(words, at);
    }
    false
}

fn unit_free(words: &SentenceWords<'_>, at: usize) -> bool {
    unit::look_up(words.word(at)).is_none() && !matches!(words.word(at), "%" | "percent" | "per" | "percentage" | "," | ")" | "(")
}

/// Whether "one" stands for something and does not count.
fn pronoun(words: &SentenceWords<'_>, at: usize) -> bool {
    let before = words.word_before(at, 1);
    let hedged = matches!(before, "least" | "most" | "than" | "only" | "just" | "about");
    if hedged && !matches!(words.word(at + 1), "another") {
        return false;
    }
    matches!(
        before,
        "no" | "the" | "this" | "that" | "each" | "every" | "any" | "which" | "another" | "some" | "a" | "day" | "'s" | "number"
    ) || words.kind(at + 1) != TokenKind::Content
        || matches!(words.word(at + 1), "another" | "thing" | "way" | "hand" | "time" | "day" | "such" | "reason" | "side")
        || calendar::look_up(words.word(at + 1)).is_some()
}
