//! Two figures that are a vote or a score: "5-4", "7–2", "6 to 3", "six votes to three". Two figures that rise are a range, unless a
//! word of voting stands near.

use crate::language::quantity_number::{Number, Shape, cardinal_word, figure};
use crate::language::sentence_words::SentenceWords;
use crate::lexicon::unit;

/// Largest side of a score.
const LARGEST_SCORE: f64 = 1000.0;
/// Words on either side of two figures that can show a vote.
const VOTE_REACH: usize = 6;
/// Figures from here on are years, not sides.
const FIRST_YEAR: f64 = 1500.0;

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
    "senate",
    "house",
    "parliament",
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

/// "5-4", "7–2", "6 to 3", "six votes to three".
pub(crate) fn read(words: &SentenceWords<'_>, at: usize) -> Option<Number> {
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
            .filter(|_| left < right && left < FIRST_YEAR);
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
