//! Dates, weekdays, months and years: "Nov. 7, 2021", "on Sunday", "in October", "yesterday".
//!
//! What is written in full is taken as it stands. The rest is resolved against the article's day as news means it: a weekday is the
//! nearest one that is past or today, after "next" or beside "will" the nearest to come; a day without a year is the nearest such day to the
//! article's; a month without a year the last one,
//! beside "will" or at most two months ahead the next. Linear: bounded look-ahead from each word.
//!
//! Known misses: "he would resign on Friday" is resolved backward; "from Monday" too; dates in figures are read only year first or with
//! full stops ("07.11.2021"), since "7/11/2021" is two days.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::article::{Article, BlockKind};
use crate::language::sentence_words::SentenceWords;
use crate::language::{Analysis, TimeExpression, TimeValue, TokenKind};
use crate::lexicon::calendar::{self, CalendarWord};
use crate::span::TokenRange;

/// Bare figures in this range can be years; before lies little news.
const YEARS: std::ops::RangeInclusive<i16> = 1500..=2099;
/// Words on either side within which "will" moves a weekday or month into the future.
const FUTURE_REACH: usize = 8;
/// A bare month so few months ahead is the next one, not the last.
const MONTHS_AHEAD: i8 = 2;
/// Days of a week.
const WEEK: i32 = 7;

/// Words before a bare year.
const BEFORE_YEAR: &[&str] = &[
    "in",
    "since",
    "of",
    "by",
    "from",
    "until",
    "till",
    "between",
    "before",
    "after",
    "during",
    "late",
    "early",
    "mid",
    "around",
    "through",
    "year",
    "summer",
    "winter",
    "spring",
    "autumn",
    "fall",
    "to",
    "and",
    "throughout",
    "back",
    "circa",
    "©",
];
/// Words before a bare month.
const BEFORE_MONTH: &[&str] = &[
    "in", "since", "last", "next", "until", "till", "by", "from", "early", "late", "mid", "this", "of", "during", "through", "before",
    "after", "between", "for", "previous", "to", "every", "on", "again",
];
/// Words that make a weekday part of a name ("Good Friday").
const NAMED_DAYS: &[&str] =
    &["good", "black", "bloody", "super", "palm", "easter", "ash", "maundy", "shrove", "cyber", "holy", "whit", "big", "throwback"];

/// Fills `analysis.times`.
pub(crate) fn find(article: &Article, analysis: &mut Analysis) {
    let published = article.published.day();
    let mut times = Vec::new();
    for sentence in &analysis.sentences {
        let words = SentenceWords::new(&article.text, analysis, sentence);
        let headline = article.blocks.get(sentence.block.get()).is_some_and(|block| block.kind == BlockKind::Headline);
        let reader = Reader { words: &words, published, headline };
        let mut at = 0;
        while at < words.len() {
            let Some((start, end, value)) = reader.read(at) else {
                at += 1;
                continue;
            };
            times.push(TimeExpression {
                span: words.span(start, end),
                tokens: TokenRange::new(words.first_token + start, words.first_token + end),
                value,
            });
            at = end.max(at + 1);
        }
    }
    analysis.times = times;
}

struct Reader<'run> {
    words: &'run SentenceWords<'run>,
    published: Option<Date>,
    headline: bool,
}

/// First word, word after the last, value.
type Found = (usize, usize, TimeValue);

impl Reader<'_> {
    fn read(&self, at: usize) -> Option<Found> {
        self.numeric(at)
            .or_else(|| self.weekday(at))
            .or_else(|| self.dated(at).map(|(end, value)| (at, end, value)))
            .or_else(|| self.month(at))
            .or_else(|| self.year(at))
            .or_else(|| self.relative(at))
    }

    /// "2021-11-07", "07.11.2021".
    fn numeric(&self, at: usize) -> Option<Found> {
        let word = self.words.word(at);
        let (year, month, day) = if let [year, month, day] = word.split('-').collect::<Vec<_>>()[..] {
            (year, month, day)
        } else if let [day, month, year] = word.split('.').collect::<Vec<_>>()[..] {
            (year, month, day)
        } else {
            return None;
        };
        if year.len() != 4 || month.len() > 2 || day.len() > 2 {
            return None;
        }
        let month = month.parse().ok().or_else(|| month_word(month))?;
        let date = Date::new(digits(year)?, month, day.parse().ok()?).ok()?;
        Some((at, at + 1, TimeValue::Day(date)))
    }

    /// "on Sunday", "next Friday", "Sunday, Nov. 7".
    fn weekday(&self, at: usize) -> Option<Found> {
        let Some(CalendarWord::Weekday(weekday)) = calendar::look_up(self.words.word(at)) else { return None };
        let before = self.words.word_before(at, 1);
        if NAMED_DAYS.contains(&before) && self.words.is_capital(at - 1) && !self.words.title_case {
            return None;
        }
        let next = at + 1 + usize::from(self.words.word(at + 1) == ",");
        let next = next + usize::from(self.words.word(next) == "the");
        if let Some((end, value)) = self.dated(next) {
            return Some((at, end, value));
        }
        let modified = matches!(before, "last" | "next" | "this" | "coming");
        let start = if modified { at - 1 } else { at };
        let vague = matches!(before, "a" | "every" | "each" | "any" | "following" | "previous" | "one" | "another" | "same" | "preceding");
        let day = self.published.filter(|_| !vague).and_then(|published| match before {
            "next" | "coming" => shift(published, days_to(published, weekday, 1)),
            "last" => shift(published, days_to(published, weekday, 0) - WEEK),
            _ if self.is_future(at) => shift(published, days_to(published, weekday, 0)),
            _ => shift(published, days_to(published, weekday, 1) - WEEK),
        });
        Some((start, at + 1, day.map_or(TimeValue::Weekday(weekday), TimeValue::Day)))
    }

    /// "7 November 2021", "November 7, 2021", "the 7th of November", from its first word; the word after it.
    fn dated(&self, at: usize) -> Option<(usize, TimeValue)> {
        let words = self.words;
        let (month, day, mut end) = if let Some(month) = self.month_at(at) {
            (month, day_of_month(words.word(at + 1))?, at + 2)
        } else {
            let day = day_of_month(words.word(at))?;
            let of = usize::from(words.word(at + 1) == "of");
            (self.month_at(at + 1 + of)?, day, at + 2 + of)
        };
        let comma = usize::from(words.word(end) == ",");
        if let Some(year) = year_word(words.word(end + comma)) {
            end += comma + 1;
            let date = Date::new(year, month, day).ok()?;
            return Some((end, TimeValue::Day(date)));
        }
        let Some(published) = self.published else {
            let exists = Date::new(2000, month, day).is_ok();
            return exists.then_some((end, TimeValue::MonthDay { month, day }));
        };
        let said = match (words.word(end), words.word(end + 1)) {
            ("last", "year") => Some(-1),
            ("this", "year") => Some(0),
            ("next", "year") => Some(1),
            _ => None,
        };
        if let Some(offset) = said {
            let date = Date::new(published.year().saturating_add(offset), month, day).ok()?;
            return Some((end + 2, TimeValue::Day(date)));
        }
        let nearest = [-1_i16, 0, 1]
            .into_iter()
            .filter_map(|offset| Date::new(published.year().saturating_add(offset), month, day).ok())
            .min_by_key(|date| days_between(published, *date).unsigned_abs());
        match nearest {
            Some(date) => Some((end, TimeValue::Day(date))),
            None => (month == 2 && day == 29).then_some((end, TimeValue::MonthDay { month, day })),
        }
    }

    /// "October 2021", "in October", "last May".
    fn month(&self, at: usize) -> Option<Found> {
        let words = self.words;
        let month = self.month_at(at)?;
        let comma = usize::from(matches!(words.word(at + 1), "," | "of"));
        if let Some(year) = year_word(words.word(at + 1 + comma)) {
            return Some((at, at + 2 + comma, TimeValue::Month { year, month }));
        }
        let before = words.word_before(at, 1);
        if day_of_month(words.word(at + 1)).is_some() {
            return None;
        }
        let name_like = matches!(words.word(at), "may" | "march" | "april" | "june" | "august" | "mar" | "jan");
        let followed_by_name = words.is_capital(at + 1) && !words.title_case;
        if !BEFORE_MONTH.contains(&before) && (name_like || followed_by_name || words.title_case) {
            return None;
        }
        let published = self.published?;
        let year = match before {
            "last" | "previous" if month < published.month() => published.year(),
            "last" | "previous" => published.year().checked_sub(1)?,
            "next" if month > published.month() => published.year(),
            "next" => published.year().checked_add(1)?,
            _ if self.is_future(at) && month < published.month() => published.year().checked_add(1)?,
            // "in December", written in November, is the one to come.
            _ if !self.is_future(at) && month > published.month() + MONTHS_AHEAD => published.year().checked_sub(1)?,
            _ if month + 12 <= published.month() + MONTHS_AHEAD => published.year().checked_add(1)?,
            _ => published.year(),
        };
        let said = match (words.word(at + 1), words.word(at + 2)) {
            ("last", "year") => Some(published.year().checked_sub(1)?),
            ("this", "year") => Some(published.year()),
            ("next", "year") => Some(published.year().checked_add(1)?),
            _ => None,
        };
        if let Some(year) = said {
            return Some((at, at + 3, TimeValue::Month { year, month }));
        }
        let start = if matches!(before, "last" | "next" | "this") { at - 1 } else { at };
        Some((start, at + 1, TimeValue::Month { year, month }))
    }

    /// "in 2003", "the 2015 accord".
    fn year(&self, at: usize) -> Option<Found> {
        let words = self.words;
        let year = year_word(words.word(at))?;
        let before = words.word_before(at, 1);
        let after = words.word(at + 1);
        let counts = super::quantity_unit::is_plural(after) && year % 100 == 0;
        let measures = crate::lexicon::unit::look_up(after).is_some() || matches!(after, "%" | "percent" | "per");
        let joined = words.is_joined(at) && !matches!(before, "(" | "-" | "–" | "“" | "\"") || words.is_joined(at + 1) && after == ":";
        let placed = BEFORE_YEAR.contains(&before)
            || matches!(before, "the" | "a" | "its" | "their" | "his" | "her" | "'s" | "’s" | "this" | "that")
                && words.kind(at + 1) == TokenKind::Content
            || before == "(" && matches!(after, ")" | "-" | "–");
        (placed && !counts && !measures && !joined).then_some((at, at + 1, TimeValue::Year(year)))
    }

    /// "yesterday", "last month".
    fn relative(&self, at: usize) -> Option<Found> {
        let words = self.words;
        let published = self.published.filter(|_| !self.headline)?;
        if words.is_capital(at) && !words.opens(at) {
            // A part of a name ("Republic Today").
            return None;
        }
        let owner = matches!(words.word(at + 1), "'s" | "’s");
        let single = match words.word(at) {
            "yesterday" => Some(-1),
            "today" | "tonight" if !owner => Some(0),
            "tomorrow" if !owner => Some(1),
            _ => None,
        };
        if let Some(offset) = single {
            return Some((at, at + 1, TimeValue::Day(shift(published, offset)?)));
        }
        let offset = match words.word(at) {
            "last" => -1_i16,
            "this" => 0,
            "next" => 1,
            _ => return None,
        };
        if words.word_before(at, 1) == "the" {
            return None;
        }
        let value = match words.word(at + 1) {
            "night" if offset == -1 => TimeValue::Day(shift(published, -1)?),
            "year" => TimeValue::Year(published.year().checked_add(offset)?),
            "month" => {
                let date = published.checked_add(i32::from(offset).months()).ok()?;
                TimeValue::Month { year: date.year(), month: date.month() }
            }
            _ => return None,
        };
        Some((at, at + 2, value))
    }

    /// The month that the word is, if it is written as one: "may" and "march" are verbs.
    fn month_at(&self, at: usize) -> Option<i8> {
        let written = self.words.raw(at);
        let month = month_word(self.words.word(at))?;
        written.starts_with(char::is_uppercase).then_some(month)
    }

    /// Whether "will" or its like stands near, in the same clause.
    fn is_future(&self, at: usize) -> bool {
        let words = self.words;
        let future = |at: usize| matches!(words.word(at), "will" | "'ll" | "’ll" | "due" | "scheduled" | "upcoming" | "wo");
        let stop = |at: usize| matches!(words.word(at), "," | ";" | "said" | "told" | "." | "\"" | "”" | "“" | "");
        let back = (1..=FUTURE_REACH.min(at)).map(|back| at - back).take_while(|at| !stop(*at)).any(future);
        let on = (at + 1..=at + FUTURE_REACH).take_while(|at| !stop(*at)).any(future);
        back || on || matches!(words.word_before(at, 1), "until" | "till" | "before")
    }
}

fn month_word(word: &str) -> Option<i8> {
    match calendar::look_up(word) {
        Some(CalendarWord::Month(month)) => Some(month),
        _ => None,
    }
}

fn digits(word: &str) -> Option<i16> {
    word.bytes().all(|byte| byte.is_ascii_digit()).then(|| word.parse().ok()).flatten()
}

fn year_word(word: &str) -> Option<i16> {
    digits(word).filter(|year| word.len() == 4 && YEARS.contains(year))
}

/// "7", "07", "7th", the first of "7-9".
fn day_of_month(word: &str) -> Option<i8> {
    let plain = word.split(['-', '–']).next()?;
    let plain = ["st", "nd", "rd", "th"].iter().find_map(|ending| plain.strip_suffix(ending)).unwrap_or(plain);
    let is_day = (1..=2).contains(&plain.len()) && plain.bytes().all(|byte| byte.is_ascii_digit());
    let rest = &word[word.find('-').map_or(word.len(), |dash| dash + 1)..];
    let is_range = rest.is_empty() || rest.bytes().all(|byte| byte.is_ascii_digit()) && rest.len() <= 2;
    (is_day && is_range).then(|| plain.parse().ok()).flatten().filter(|day| (1..=31).contains(day))
}

/// Days from `date` to the first such weekday at least `least` days later.
fn days_to(date: Date, weekday: i8, least: i32) -> i32 {
    let wanted = Weekday::from_monday_one_offset(weekday).map_or(0, |weekday| i32::from(date.weekday().until(weekday)));
    if wanted < least { wanted + WEEK } else { wanted }
}

fn shift(date: Date, days: i32) -> Option<Date> {
    date.checked_add(days.days()).ok()
}

fn days_between(left: Date, right: Date) -> i32 {
    left.until(right).map_or(i32::MAX, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::article::Published;
    use crate::language::sentence::tests::{analysed, article};

    /// Span and value of every time of a text published on Sunday, 7 November 2021.
    fn times(text: &str) -> Vec<(String, TimeValue)> {
        let article = article(&[text]);
        analysed(&article).times.iter().map(|time| (time.span.of(&article.text).to_owned(), time.value)).collect()
    }

    fn day(year: i16, month: i8, day: i8) -> TimeValue {
        TimeValue::Day(date(year, month, day))
    }

    #[test]
    fn dates_are_read_in_either_order() {
        for (text, span) in [
            ("It began on 7 November 2021.", "7 November 2021"),
            ("It began on November 7, 2021, at home.", "November 7, 2021"),
            ("It began on Nov. 7.", "Nov. 7"),
            ("BAGHDAD, Nov 7 (Agency) - It began.", "Nov 7"),
            ("It began on the 7th of November.", "7th of November"),
            ("It began on Sunday, Nov. 7, 2021.", "Sunday, Nov. 7, 2021"),
            ("Updated 2021-11-07.", "2021-11-07"),
        ] {
            assert_eq!(times(text), [(span.to_owned(), day(2021, 11, 7))], "{text}");
        }
    }

    #[test]
    fn a_weekday_is_the_last_one_unless_the_words_say_next() {
        for (text, span, value) in [
            ("It began on Sunday.", "Sunday", day(2021, 11, 7)),
            ("It began on Friday.", "Friday", day(2021, 11, 5)),
            ("It began last Friday.", "last Friday", day(2021, 11, 5)),
            ("It began last Sunday.", "last Sunday", day(2021, 10, 31)),
            ("It ends next Sunday.", "next Sunday", day(2021, 11, 14)),
            ("They will meet on Tuesday.", "Tuesday", day(2021, 11, 9)),
            ("He fell on a Monday.", "Monday", TimeValue::Weekday(1)),
        ] {
            assert_eq!(times(text), [(span.to_owned(), value)], "{text}");
        }
        assert_eq!(times("He left on Good Friday."), []);
    }

    #[test]
    fn a_day_or_month_without_a_year_takes_the_nearest_that_fits() {
        for (text, span, value) in [
            ("After the Oct. 10 vote he left.", "Oct. 10", day(2021, 10, 10)),
            ("By January 5 it ends.", "January 5", day(2022, 1, 5)),
            ("It began in October.", "October", TimeValue::Month { year: 2021, month: 10 }),
            ("It ends in December.", "December", TimeValue::Month { year: 2021, month: 12 }),
            ("It began in June.", "June", TimeValue::Month { year: 2021, month: 6 }),
            ("From January it will cost more.", "January", TimeValue::Month { year: 2022, month: 1 }),
            ("He took office in May 2020.", "May 2020", TimeValue::Month { year: 2020, month: 5 }),
            ("It invaded in 2003.", "2003", TimeValue::Year(2003)),
            ("He saw the 2015 accord.", "2015", TimeValue::Year(2015)),
            ("It rained yesterday.", "yesterday", day(2021, 11, 6)),
            ("It fell last year.", "last year", TimeValue::Year(2020)),
        ] {
            assert_eq!(times(text), [(span.to_owned(), value)], "{text}");
        }
    }

    #[test]
    fn words_that_only_look_like_times_are_left() {
        for text in [
            "He may march.",
            "Some 2,003 men came.",
            "April Jones spoke.",
            "It is 31 percent.",
            "He met 2000 people.",
            "February 30 is no day.",
            "Theresa May spoke.",
        ] {
            assert_eq!(times(text), [], "{text}");
        }
    }

    #[test]
    fn without_a_date_a_weekday_stays_a_weekday() {
        let mut undated = article(&["It began on Friday, Nov 5. It ended on Sunday, yesterday."]);
        undated.published = Published::Unknown;
        let values: Vec<TimeValue> = analysed(&undated).times.iter().map(|time| time.value).collect();
        assert_eq!(values, [TimeValue::MonthDay { month: 11, day: 5 }, TimeValue::Weekday(7)]);
    }

    proptest! {
        #[test]
        fn any_text_gives_ordered_times_inside_their_sentences(
            text in prop_oneof![
                any::<String>(),
                prop::collection::vec(
                    prop_oneof![
                        Just("May "), Just("7 "), Just("Sunday"), Just(", "), Just("2021 "), Just("next "), Just("last "), Just("2021-13-40 "),
                        Just("Feb. "), Just("29 "), Just("-"), Just("th "), Just(". "), Just("year "), Just("é"), Just("7–9 "),
                    ],
                    0..30,
                ).prop_map(|parts| parts.concat()),
            ],
            year in -9999_i16..=9999,
        ) {
            let mut article = article(&[&text]);
            article.published = Published::Day(date(year, 12, 31));
            let analysis = analysed(&article);
            for pair in analysis.times.windows(2) {
                prop_assert!(pair[0].span.end <= pair[1].span.start);
            }
            for time in &analysis.times {
                prop_assert!(article.text.get(time.span.range()).is_some_and(|words| !words.is_empty()));
                prop_assert!(analysis.sentences.iter().any(|sentence| sentence.span.contains(time.span)));
            }
        }
    }
}
