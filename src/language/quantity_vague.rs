//! Words that say how many without a number: "several", "dozens", "hundreds of thousands". What they allow is a wide interval.

use crate::language::quantity_number::{Number, Shape, scale_word};
use crate::language::sentence_words::SentenceWords;

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

/// "several", "a few", "dozens", "hundreds of thousands".
pub(crate) fn read(words: &SentenceWords<'_>, at: usize) -> Option<Number> {
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
        // "a couple who" are two people in love.
        "a" if next == "couple" && !matches!(words.word(at + 2), "who" | "whose" | "that" | "was" | "were" | "," | ".") => {
            times(COUPLE, at + 2)
        }
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
