//! Numbers in words and figures, before anything is known of what they count: "six", "3.5 million", "two and a half", "two thirds",
//! "dozens", "10 to 15", "5-4".
//!
//! Vague numbers, scores and the forms that only look like numbers have files of their own.

use crate::language::sentence_words::SentenceWords;
use crate::language::{quantity_refusal, quantity_score, quantity_vague};
use crate::lexicon::number::{self, NumberWord};
use crate::lexicon::unit::{self, UnitWord};

/// Longest figure that is read, in bytes; longer ones are identifiers.
const LONGEST_FIGURE: usize = 18;

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
    pub(crate) fn new(value: f64, shape: Shape, end: usize) -> Self {
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
    let mut number = quantity_vague::read(words, at)
        .or_else(|| fraction(words, at))
        .or_else(|| quantity_score::read(words, at))
        .or_else(|| cardinal(words, first, sign.is_some()))
        .or_else(|| compound(words, at))
        .or_else(|| ordinal(words, at))?;
    number.sign = sign;
    if !(at..number.end).all(|at| words.is_free(at)) || quantity_refusal::refuses(words, at, &number) {
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
pub(crate) fn figure(word: &str) -> Option<f64> {
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
        && !digits.starts_with(',')
        && digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'))
        && digits.bytes().any(|byte| byte.is_ascii_digit())
        && digits.bytes().filter(|byte| *byte == b'.').count() <= 1;
    if !is_figure {
        return None;
    }
    digits.replace(',', "").parse::<f64>().ok().filter(|value| value.is_finite()).map(|value| value + half)
}

/// The value of a cardinal in words.
#[allow(clippy::cast_precision_loss, reason = "number words are far below 2^53")]
pub(crate) fn cardinal_word(word: &str) -> Option<f64> {
    match number::look_up(word) {
        Some(NumberWord::Cardinal(value)) => Some(value as f64),
        _ => None,
    }
}

/// The value of a scale in words, "dozen" among them.
#[allow(clippy::cast_precision_loss, reason = "number words are far below 2^53")]
pub(crate) fn scale_word(word: &str) -> Option<f64> {
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
    // "10 to 15,000" means ten thousand.
    let thousands = low < 100.0 && second.value % 1000.0 == 0.0 && low * 1000.0 < second.value && low * 1000.0 >= second.value / 10.0;
    let low = if thousands && second.value < 1e6 { low * 1000.0 } else { low };
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
