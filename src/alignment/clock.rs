//! Times of the day in a run of tokens: "shortly after 5 a.m.", "6.40am", "half past four", "noon", "17:45".
//!
//! Each is an interval of minutes, as wide as its wording. Without "a.m." or a part of the day "half past four" is of the morning or the
//! afternoon; a bare "17:45" is read only after a preposition of time, since scores and verses look alike.
//! Linear in the tokens. Known misses: "at five", time zones.

use std::ops::Range;

use crate::article::Article;
use crate::language::{Analysis, TokenKind};
use crate::lexicon::number;
use crate::lexicon::reporting_cue::{self, CueKind};
use crate::span::Span;

/// Minutes of half a day.
const HALF_DAY: i32 = 720;
/// Minutes by which a plain time may be rounded.
const ROUNDED: i32 = 5;
/// Minutes that "about", "shortly after" and the like allow.
const LOOSE: i32 = 15;
/// Minutes between two intervals from which on they are two times.
const GAP: i32 = 10;
/// Words between a verb of saying and the time at which it was said.
const WORDS_TO_SAYING: usize = 3;
/// Words after a time on a twelve-hour dial in which its part of the day is named.
const PART_OF_DAY_WITHIN: usize = 3;

/// A time of the day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Clock {
    /// Minutes after midnight: the first, the last that the wording allows.
    low: i32,
    high: i32,
    /// The minute that is named.
    pub minute: i32,
    /// Whether morning and afternoon are told apart.
    is_certain: bool,
    /// Where it is given.
    pub span: Span,
}

impl Clock {
    /// Whether both cannot be one time.
    pub(crate) fn differs(&self, other: &Self) -> bool {
        let apart = |shift: i32| (self.low + shift - other.high).max(other.low - self.high - shift) > GAP;
        let both_certain = self.is_certain && other.is_certain;
        apart(0) && (both_certain || apart(HALF_DAY) && apart(-HALF_DAY))
    }

    /// The minute of the day, if morning and afternoon are told apart.
    pub(crate) fn certain_minute(&self) -> Option<i32> {
        self.is_certain.then_some(self.minute)
    }
}

/// The time of the day as of which the tokens report something: "by noon", "police said shortly after 8 a.m."; the only one there is.
pub(crate) fn as_of(article: &Article, analysis: &Analysis, tokens: Range<usize>) -> Option<Clock> {
    let [only] = read(article, analysis, tokens.clone())[..] else { return None };
    let reader = Reader { article, analysis, tokens };
    let first = analysis.tokens.partition_point(|token| token.span.start < only.span.start);
    let before = (1..=WORDS_TO_SAYING).map(|by| reader.back(first, by));
    let is_said = |word: String| reporting_cue::verb(&word).is_some_and(|(verb, _)| verb.kind == CueKind::Speech);
    (reader.back(first, 1) == "by" || reader.back(first, 1) == "of" && reader.back(first, 2) == "as" || before.into_iter().any(is_said))
        .then_some(only)
}

/// The times of the day among tokens, in order.
pub(crate) fn read(article: &Article, analysis: &Analysis, tokens: Range<usize>) -> Vec<Clock> {
    let reader = Reader { article, analysis, tokens: tokens.clone() };
    let mut found = Vec::new();
    let mut at = tokens.start;
    while at < tokens.end {
        match reader.at(at) {
            Some((clock, end)) => {
                found.push(clock);
                at = end.max(at + 1);
            }
            None => at += 1,
        }
    }
    found
}

struct Reader<'run> {
    article: &'run Article,
    analysis: &'run Analysis,
    tokens: Range<usize>,
}

impl Reader<'_> {
    fn low(&self, at: usize) -> String {
        if !self.tokens.contains(&at) {
            return String::new();
        }
        self.analysis.tokens[at].span.of(&self.article.text).to_lowercase()
    }

    fn back(&self, at: usize, by: usize) -> String {
        at.checked_sub(by).map_or_else(String::new, |at| self.low(at))
    }

    /// The time that starts at a token, and the token after it.
    fn at(&self, at: usize) -> Option<(Clock, usize)> {
        let token = &self.analysis.tokens[at];
        let begins_like_one = token.span.of(&self.article.text).starts_with(['n', 'N', 'm', 'M', 'h', 'H', 'q', 'Q']);
        if token.kind != TokenKind::Number && !begins_like_one {
            return None;
        }
        let word = self.low(at);
        if matches!(word.as_str(), "noon" | "midday") {
            return Some((self.made(at, at + 1, HALF_DAY, true), at + 1));
        }
        self.in_figures(at, &word).or_else(|| self.in_words(at, &word))
    }

    /// "5 a.m.", "4.30 p.m.", "6.40am", "17:45".
    fn in_figures(&self, at: usize, word: &str) -> Option<(Clock, usize)> {
        let (hour, minute) = match word.split_once([':', '.']) {
            Some((hour, minute)) if minute.len() == 2 => (hour.parse::<i32>().ok()?, minute.parse::<i32>().ok()?),
            Some(_) => return None,
            None => (word.parse::<i32>().ok()?, 0),
        };
        if !(0..24).contains(&hour) || !(0..60).contains(&minute) {
            return None;
        }
        match half(&self.low(at + 1)) {
            Some(is_afternoon) if (1..=12).contains(&hour) => {
                let minutes = (hour % 12) * 60 + minute + if is_afternoon { HALF_DAY } else { 0 };
                Some((self.made(at, at + 2, minutes, true), at + 2))
            }
            _ => {
                let is_timed =
                    matches!(self.back(at, 1).as_str(), "at" | "by" | "after" | "before" | "around" | "about" | "from" | "until");
                (word.contains(':') && is_timed)
                    .then(|| (self.made(at, at + 1, hour * 60 + minute, hour > 12 || word.starts_with('0')), at + 1))
            }
        }
    }

    /// "half past four", "ten to five", "five o'clock".
    fn in_words(&self, at: usize, word: &str) -> Option<(Clock, usize)> {
        let hour = |word: &str| {
            number::look_up(word).and_then(|_| small(word)).or_else(|| word.parse().ok()).filter(|hour| (1..=12).contains(hour))
        };
        if matches!(self.low(at + 1).as_str(), "o'clock" | "o’clock") {
            return Some(self.dialled(at, at + 2, hour(word)? * 60));
        }
        let side = self.low(at + 1);
        let part = match word {
            "half" if side == "past" => 30,
            "quarter" => 15,
            "five" | "ten" | "twenty" => small(word)?,
            _ => return None,
        };
        let hour = hour(&self.low(at + 2))?;
        match side.as_str() {
            "past" => Some(self.dialled(at, at + 3, hour * 60 + part)),
            // "Ten to five" is a count as well.
            "to" if matches!(self.back(at, 1).as_str(), "at" | "by" | "a" | "about" | "around" | "after" | "before") => {
                Some(self.dialled(at, at + 3, hour * 60 - part))
            }
            _ => None,
        }
    }

    /// A time on a twelve-hour dial, with the part of the day that is named after it.
    fn dialled(&self, at: usize, end: usize, minutes: i32) -> (Clock, usize) {
        let named = (end..end + PART_OF_DAY_WITHIN).find_map(|at| match self.low(at).as_str() {
            "morning" | "dawn" => Some(false),
            "afternoon" | "evening" => Some(true),
            word => half(word),
        });
        let minutes = minutes.rem_euclid(HALF_DAY) + if named == Some(true) { HALF_DAY } else { 0 };
        (self.made(at, end, minutes, named.is_some()), end)
    }

    fn made(&self, at: usize, end: usize, minute: i32, is_certain: bool) -> Clock {
        let before = (self.back(at, 2), self.back(at, 1));
        let (low, high) = match (before.0.as_str(), before.1.as_str()) {
            ("shortly" | "just" | "soon" | "little" | "minutes" | "moments" | "right", "after" | "past") => (0, LOOSE),
            ("shortly" | "just" | "little" | "minutes" | "moments" | "right", "before") => (-LOOSE, 0),
            (_, "about" | "around" | "nearly" | "almost" | "roughly" | "approximately" | "towards") => (-LOOSE, LOOSE),
            (_, "by" | "before" | "until" | "till") => (-2 * HALF_DAY, 0),
            (_, "after" | "from" | "since") => (0, 2 * HALF_DAY),
            _ => (-ROUNDED, ROUNDED),
        };
        let span = |at: usize| self.analysis.tokens[at.min(self.tokens.end - 1)].span;
        Clock { low: minute + low, high: minute + high, minute, is_certain, span: span(at).cover(span(end - 1)) }
    }
}

/// Whether a word is "p.m." rather than "a.m.".
fn half(word: &str) -> Option<bool> {
    match word {
        "a.m." | "am" | "a.m" => Some(false),
        "p.m." | "pm" | "p.m" => Some(true),
        _ => None,
    }
}

fn small(word: &str) -> Option<i32> {
    const WORDS: [&str; 12] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    if word == "twenty" {
        return Some(20);
    }
    WORDS.iter().position(|held| *held == word).and_then(|at| i32::try_from(at + 1).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::article_from_text;
    use crate::language::{self, LanguageOptions};

    fn clocks(text: &str) -> Vec<(i32, bool)> {
        let article = article_from_text("", "", text);
        let analysis = language::analyse(&article, &LanguageOptions::default());
        let found = read(&article, &analysis, 0..analysis.tokens.len());
        assert!(found.iter().all(|clock| !clock.span.of(&article.text).is_empty()));
        found.iter().map(|clock| (clock.minute, clock.is_certain)).collect()
    }

    #[test]
    fn times_of_the_day_are_read() {
        for (text, expected) in [
            ("The bridge fell shortly after 5 a.m. on Thursday.", (300, true)),
            ("The bridge fell at 4.30 p.m. on Thursday.", (990, true)),
            ("Officers moved in at about 6.40am to open the road.", (400, true)),
            ("The gates were shut at 17:45 on Thursday.", (1065, true)),
            ("It went a little after half past four.", (270, false)),
            ("The river came at ten past four this morning.", (250, true)),
            ("By noon the square was empty.", (720, true)),
        ] {
            assert_eq!(clocks(text), [expected], "{text}");
        }
    }

    #[test]
    fn a_figure_is_of_the_time_at_which_it_was_given_not_of_a_happening() {
        let is_dated = |text: &str| {
            let article = article_from_text("", "", text);
            let analysis = language::analyse(&article, &LanguageOptions::default());
            as_of(&article, &analysis, 0..analysis.tokens.len()).is_some()
        };
        assert!(is_dated("Six people were arrested, police said shortly after 8 a.m. on Tuesday."));
        assert!(is_dated("At least 14 people were known to have died by 2 p.m. on Thursday."));
        assert!(!is_dated("The governor declared an emergency in three districts at 10 a.m. on Thursday."));
    }

    #[test]
    fn scores_sums_and_counts_are_no_times() {
        for text in ["The council voted 6.40 to 5.", "A crowd of 5 to 10 came.", "He paid 4.30 crowns.", "Mark 4:30 was read."] {
            assert_eq!(clocks(text), [], "{text}");
        }
    }

    #[test]
    fn times_differ_beyond_what_their_wording_allows() {
        let of = |text: &str| {
            let article = article_from_text("", "", text);
            let analysis = language::analyse(&article, &LanguageOptions::default());
            read(&article, &analysis, 0..analysis.tokens.len())[0]
        };
        let five = of("It fell shortly after 5 a.m. on Thursday.");
        assert!(five.differs(&of("It fell a little after half past four.")));
        assert!(!five.differs(&of("It fell at 5.10 a.m. on Thursday.")));
        assert!(!five.differs(&of("It had fallen by 6 a.m. on Thursday.")));
        assert!(five.differs(&of("It had fallen by 4 a.m. on Thursday.")));
    }
}
