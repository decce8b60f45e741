//! Dates of publication in any usual form.
//!
//! ISO 8601, RFC 2822, Unix seconds and milliseconds, written-out months in both orders, `07.11.2021` (day first),
//! with or without a time and its zone. A time without a zone gives only its day. `03/04/2021` can be April or March:
//! it is unknown here (`date_order` asks what else speaks for one); `13/04/2021` and `04/13/2021` say themselves which is which. A zone's letters count only where they
//! mean one offset (`EST`, `GMT`, `CET`, not `IST`). "Yesterday" and "5 hours ago" are unknown: no clock is read.
//! Linear in the first 200 bytes.

use jiff::civil::{Date, Weekday};
use jiff::tz::Offset;

use crate::article::Published;

/// Nothing longer is a date.
const MAX_BYTES: usize = 200;
/// Years of news on the web and in archives.
const YEARS: std::ops::RangeInclusive<i64> = 1600..=2200;

/// The date that a string says; unknown if it says none, or several.
#[must_use]
pub(crate) fn parse(text: &str) -> Published {
    let text = text.trim();
    if text.is_empty() || text.len() > MAX_BYTES {
        return Published::Unknown;
    }
    let parts = scan(text);
    only_digits(text).or_else(|| read(&parts)).unwrap_or_default()
}

/// The two days that a date in figures can mean, where day and month may stand in either order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct TwoDays {
    /// Read with the day first.
    pub(crate) day_first: Date,
    /// Read with the month first.
    pub(crate) month_first: Date,
}

/// In which order somebody writes day and month in figures.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Order {
    /// `31/12/2021`.
    DayFirst,
    /// `12/31/2021`.
    MonthFirst,
}

impl TwoDays {
    /// The day in one order.
    pub(crate) fn day(self, order: Order) -> Date {
        match order {
            Order::DayFirst => self.day_first,
            Order::MonthFirst => self.month_first,
        }
    }
}

/// The two days of a date that [`parse`] leaves open for its order alone (`07/11/2021`).
pub(crate) fn two_days(text: &str) -> Option<TwoDays> {
    let (first, second, year) = figures(text)?;
    let days = TwoDays { day_first: civil(year, second, first)?, month_first: civil(year, first, second)? };
    (days.day_first != days.month_first && parse(text) == Published::Unknown).then_some(days)
}

/// The order that a date in figures shows by itself (`31/12/2021`).
pub(crate) fn order_of(text: &str) -> Option<Order> {
    match figures(text)? {
        (13.., ..=12, _) => Some(Order::DayFirst),
        (..=12, 13.., _) => Some(Order::MonthFirst),
        _ => None,
    }
}

/// The first `a/b/year` or `a-b-year` in a string.
fn figures(text: &str) -> Option<(i64, i64, i64)> {
    let parts = if text.len() <= MAX_BYTES { scan(text) } else { return None };
    parts.windows(5).find_map(|window| match window {
        [
            Part::Number { value: first, digits: 1 | 2 },
            Part::Mark(left @ ('/' | '-')),
            Part::Number { value: second, digits: 1 | 2 },
            Part::Mark(right),
            Part::Number { value: year, digits: 4 },
        ] if left == right => Some((*first, *second, *year)),
        _ => None,
    })
}

/// The weekday that a string names.
pub(crate) fn weekday_in(text: &str) -> Option<Weekday> {
    scan(text.get(..MAX_BYTES).unwrap_or(text)).iter().find_map(|part| match part {
        Part::Word(word) => weekday_of(word),
        _ => None,
    })
}

/// Month and day that a string names in words, without need of a year ("Nov. 7", "7 November").
pub(crate) fn month_and_day_in(text: &str) -> Option<(i8, i8)> {
    let parts: Vec<Part> = scan(text).into_iter().filter(|part| !is_between(part)).collect();
    parts.windows(2).find_map(|pair| match pair {
        [Part::Word(word), Part::Number { value, digits: 1 | 2 }] | [Part::Number { value, digits: 1 | 2 }, Part::Word(word)] => {
            let month = month_of(word)?;
            Some((i8::try_from(month).ok()?, i8::try_from(*value).ok().filter(|day| (1..=31).contains(day))?))
        }
        _ => None,
    })
}

/// Whether a string is a date and nothing else, as on a line of its own.
#[must_use]
pub(crate) fn is_only_a_date(text: &str) -> bool {
    text.len() <= 60
        && parse(text) != Published::Unknown
        && !text.trim().bytes().all(|byte| byte.is_ascii_digit())
        && scan(text).iter().all(|part| match part {
            Part::Number { .. } | Part::Mark(_) => true,
            Part::Word(word) => month_of(word).is_some() || zone_of(word).is_some() || is_filler(word),
        })
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Part {
    Number { value: i64, digits: usize },
    Word(String),
    Mark(char),
}

fn scan(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_ascii_digit() {
            let (mut value, mut digits) = (i64::from(c as u8 - b'0'), 1);
            while let Some(next) = chars.next_if(char::is_ascii_digit) {
                value = value.saturating_mul(10).saturating_add(i64::from(next as u8 - b'0'));
                digits += 1;
            }
            parts.push(Part::Number { value, digits });
        } else if c.is_alphabetic() {
            let mut word: String = c.to_lowercase().collect();
            while let Some(next) = chars.next_if(|next| next.is_alphabetic()) {
                word.extend(next.to_lowercase());
            }
            parts.push(Part::Word(word));
        } else if !c.is_whitespace() {
            parts.push(Part::Mark(c));
        }
    }
    parts
}

fn only_digits(text: &str) -> Option<Published> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let value: i64 = whole.parse().ok()?;
    match whole.len() {
        9 | 10 => moment(value, 0),
        13 => moment(value / 1000, 0),
        8 if fraction.is_empty() => civil(value / 10_000, value / 100 % 100, value % 100).map(Published::Day),
        14 => civil(value / 10_000_000_000, value / 100_000_000 % 100, value / 1_000_000 % 100).map(Published::Day),
        _ => None,
    }
}

fn read(parts: &[Part]) -> Option<Published> {
    let (day, start, after) = find_day(parts)?;
    // The time may stand before the day ("3:04 PM EST, Nov. 7, 2021").
    let clock = find_clock(parts.get(..start).unwrap_or_default()).or_else(|| find_clock(parts.get(after..).unwrap_or_default()));
    let Some(clock) = clock else { return Some(Published::Day(day)) };
    let Some(offset) = clock.offset_seconds else { return Some(Published::Day(day)) };
    let local = day.at(i8::try_from(clock.hour).ok()?, i8::try_from(clock.minute).ok()?, i8::try_from(clock.second).ok()?, 0);
    let zone = Offset::from_seconds(i32::try_from(offset).ok()?).ok()?;
    let unix_seconds = zone.to_timestamp(local).ok()?.as_second();
    Some(Published::Moment { unix_seconds, day })
}

/// The first day, its position and the one after it.
fn find_day(parts: &[Part]) -> Option<(Date, usize, usize)> {
    (0..parts.len()).find_map(|at| numeric_day(parts, at).or_else(|| written_day(parts, at)).map(|(day, after)| (day, at, after)))
}

/// `2021-11-07`, `2021/11/7`, `07.11.2021`, `13/04/2021`.
fn numeric_day(parts: &[Part], at: usize) -> Option<(Date, usize)> {
    let [
        Part::Number { value: first, digits: width },
        Part::Mark(left),
        Part::Number { value: second, .. },
        Part::Mark(right),
        Part::Number { value: third, digits: last_width },
        ..,
    ] = parts.get(at..)?
    else {
        return None;
    };
    if left != right || !matches!(left, '-' | '/' | '.') {
        return None;
    }
    let day = if *width == 4 {
        civil(*first, *second, *third)?
    } else {
        let year = if *last_width == 4 { *third } else { return None };
        match (left, first, second) {
            ('.', ..) => civil(year, *second, *first)?,
            _ if *first > 12 => civil(year, *second, *first)?,
            _ if *second > 12 || first == second => civil(year, *first, *second)?,
            _ => return None,
        }
    };
    Some((day, at + 5))
}

/// "7 November 2021", "7th of Nov., 2021", "November 7, 2021", "7-Nov-2021".
fn written_day(parts: &[Part], at: usize) -> Option<(Date, usize)> {
    let words: Vec<(usize, &Part)> = parts.iter().enumerate().skip(at).filter(|(_, part)| !is_between(part)).take(3).collect();
    let [(start, first), (_, second), (end, Part::Number { value: year, digits: 4 })] = words.as_slice() else { return None };
    if *start != at {
        return None;
    }
    let (day, month) = match (first, second) {
        (Part::Number { value, .. }, Part::Word(word)) | (Part::Word(word), Part::Number { value, .. }) => (*value, month_of(word)?),
        _ => return None,
    };
    Some((civil(*year, month, day)?, end + 1))
}

/// Marks and words that part the pieces of a written date.
fn is_between(part: &Part) -> bool {
    match part {
        Part::Mark(mark) => matches!(mark, ',' | '.' | '-' | '/'),
        Part::Word(word) => matches!(word.as_str(), "of" | "st" | "nd" | "rd" | "th" | "de"),
        Part::Number { .. } => false,
    }
}

struct Clock {
    hour: i64,
    minute: i64,
    second: i64,
    offset_seconds: Option<i64>,
}

fn find_clock(parts: &[Part]) -> Option<Clock> {
    (0..parts.len()).find_map(|at| clock_at(parts, at))
}

fn clock_at(parts: &[Part], at: usize) -> Option<Clock> {
    let [Part::Number { value: hour, .. }, Part::Mark(':' | '.'), Part::Number { value: minute, digits: 2 }, rest @ ..] =
        parts.get(at..)?
    else {
        return None;
    };
    if at > 0 && parts.get(at - 1).is_some_and(|part| matches!(part, Part::Mark('+'))) {
        return None;
    }
    let (mut hour, mut second, mut rest) = (*hour, 0, rest);
    if let [Part::Mark(':'), Part::Number { value, .. }, after @ ..] = rest {
        (second, rest) = (*value, after);
    }
    if let [Part::Mark('.' | ','), Part::Number { .. }, after @ ..] = rest {
        rest = after;
    }
    let (half, skip) = half_of_day(rest);
    match half {
        Some(Half::Morning) if hour == 12 => hour = 0,
        Some(Half::Afternoon) if hour < 12 => hour += 12,
        _ => {}
    }
    let rest = rest.get(skip..).unwrap_or_default();
    let offset_seconds = offset_of(rest);
    // A leap second ends the minute before.
    let second = if second == 60 { 59 } else { second };
    ((0..24).contains(&hour) && (0..60).contains(minute) && (0..60).contains(&second)).then_some(Clock {
        hour,
        minute: *minute,
        second,
        offset_seconds,
    })
}

enum Half {
    Morning,
    Afternoon,
}

/// "am", "p.m." and how many parts it takes.
fn half_of_day(parts: &[Part]) -> (Option<Half>, usize) {
    let half = |letter: &str| match letter {
        "a" | "am" => Some(Half::Morning),
        "p" | "pm" => Some(Half::Afternoon),
        _ => None,
    };
    match parts {
        [Part::Word(word), ..] if matches!(word.as_str(), "am" | "pm") => (half(word), 1),
        [Part::Word(first), Part::Mark('.'), Part::Word(second), Part::Mark('.'), ..] if second == "m" => (half(first), 4),
        [Part::Word(first), Part::Mark('.'), Part::Word(second), ..] if second == "m" => (half(first), 3),
        _ => (None, 0),
    }
}

/// Seconds east of Greenwich of the zone at the start.
fn offset_of(parts: &[Part]) -> Option<i64> {
    match parts {
        [Part::Mark('('), rest @ ..] => offset_of(rest),
        [Part::Mark(sign @ ('+' | '-' | '−')), Part::Number { value, digits }, rest @ ..] => {
            let (hours, minutes) = match (digits, rest) {
                (1 | 2, [Part::Mark(':'), Part::Number { value: minutes, .. }, ..]) => (*value, *minutes),
                (1 | 2, _) => (*value, 0),
                (4, _) => (value / 100, value % 100),
                _ => return None,
            };
            let seconds = (hours * 60 + minutes) * 60;
            (hours <= 14 && minutes < 60).then_some(if *sign == '+' { seconds } else { -seconds })
        }
        // "GMT+3", "UTC-05:00".
        [Part::Word(word), rest @ ..]
            if matches!(word.as_str(), "gmt" | "utc") && matches!(rest, [Part::Mark('+' | '-' | '−'), Part::Number { .. }, ..]) =>
        {
            offset_of(rest)
        }
        [Part::Word(word), ..] => zone_of(word),
        _ => None,
    }
}

fn zone_of(word: &str) -> Option<i64> {
    let hours = match word {
        "z" | "gmt" | "utc" | "wet" => 0,
        "bst" | "cet" | "wat" => 1,
        "cest" | "eet" | "sast" => 2,
        "eest" | "msk" | "eat" | "trt" => 3,
        "hkt" | "sgt" => 8,
        "jst" | "kst" => 9,
        "aest" => 10,
        "aedt" => 11,
        "edt" => -4,
        "est" | "cdt" => -5,
        "mdt" => -6,
        "mst" | "pdt" => -7,
        "pst" => -8,
        "akst" => -9,
        _ => return None,
    };
    Some(hours * 3600)
}

/// Words around a date that add nothing.
fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "published"
            | "updated"
            | "posted"
            | "last"
            | "modified"
            | "on"
            | "at"
            | "of"
            | "st"
            | "nd"
            | "rd"
            | "th"
            | "am"
            | "pm"
            | "a"
            | "p"
            | "m"
            | "et"
            | "pt"
            | "ct"
            | "ist"
            | "t"
            | "date"
            | "first"
    ) || weekday_of(word).is_some()
}

fn weekday_of(word: &str) -> Option<Weekday> {
    const DAYS: [(&str, Weekday); 7] = [
        ("mon", Weekday::Monday),
        ("tue", Weekday::Tuesday),
        ("wed", Weekday::Wednesday),
        ("thu", Weekday::Thursday),
        ("fri", Weekday::Friday),
        ("sat", Weekday::Saturday),
        ("sun", Weekday::Sunday),
    ];
    let (_, day) = DAYS.iter().find(|(start, _)| word.starts_with(start))?;
    (word.len() == 3 || word.ends_with("day") || matches!(word, "tues" | "thur" | "thurs")).then_some(*day)
}

pub(crate) fn month_of(word: &str) -> Option<i64> {
    const MONTHS: [&str; 12] =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    let known = |month: &&str| word == *month || (word.len() >= 3 && word.len() <= 4 && month.starts_with(word));
    MONTHS.iter().position(known).and_then(|at| i64::try_from(at + 1).ok())
}

pub(crate) fn civil(year: i64, month: i64, day: i64) -> Option<Date> {
    YEARS.contains(&year).then_some(())?;
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn moment(unix_seconds: i64, offset_seconds: i32) -> Option<Published> {
    let zone = Offset::from_seconds(offset_seconds).ok()?;
    let day = zone.to_datetime(jiff::Timestamp::from_second(unix_seconds).ok()?).date();
    Some(Published::Moment { unix_seconds, day })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> String {
        parse(text).day().map(|day| day.to_string()).unwrap_or_default()
    }

    fn seconds(text: &str) -> Option<i64> {
        match parse(text) {
            Published::Moment { unix_seconds, .. } => Some(unix_seconds),
            _ => None,
        }
    }

    #[test]
    fn usual_forms_give_the_same_day() {
        for text in [
            "2021-11-07",
            "2021-11-07T08:30:00",
            "2021-11-07 08:30:00",
            "2021-11-07T08:30:00.123Z",
            "2021-11-07T08:30:00+03:00",
            "2021/11/7",
            "20211107",
            "20211107083000",
            "07.11.2021",
            "7 November 2021",
            "7th of November, 2021",
            "November 7, 2021",
            "Nov. 7, 2021 3:04 PM EST",
            "NOV 7 2021",
            "Sun, 07 Nov 2021 08:30:00 +0000",
            "Sunday 7 November 2021 08.30",
            "Sun Nov 7, 2021",
            "7-Nov-2021",
            "Published: November 7th, 2021 at 5:30 p.m.",
            "1636272000",
            "1636272000000",
            "3:04 PM EST, Nov. 7, 2021",
            "14:20 GMT 07.11.2021 (Updated: 15:02 GMT 08.11.2021)",
        ] {
            assert_eq!(day(text), "2021-11-07", "{text}");
        }
    }

    #[test]
    fn a_moment_needs_a_zone() {
        assert_eq!(seconds("2021-11-07T03:00:00+03:00"), Some(1_636_243_200));
        assert_eq!(seconds("Nov. 6, 2021 7:00 PM EST"), Some(1_636_243_200));
        assert_eq!(seconds("Sun, 07 Nov 2021 00:00:00 GMT"), Some(1_636_243_200));
        assert_eq!(seconds("7 November 2021 00:00 GMT+0"), Some(1_636_243_200));
        assert_eq!(seconds("1636243200"), Some(1_636_243_200));
        assert_eq!(seconds("2021-11-07 08:30:00"), None);
        assert_eq!(seconds("2021-11-07 08:30 IST"), None);
        assert_eq!(day("2021-11-07T03:00:00+03:00"), "2021-11-07");
    }

    #[test]
    fn what_can_be_two_days_is_neither() {
        assert_eq!(parse("03/04/2021"), Published::Unknown);
        assert_eq!(day("13/04/2021"), "2021-04-13");
        assert_eq!(day("04/13/2021"), "2021-04-13");
        assert_eq!(day("04/04/2021"), "2021-04-04");
    }

    #[test]
    fn the_two_days_of_an_open_date_and_the_order_of_a_clear_one_are_told() {
        let days = two_days("07-11-2021 08:30").expect("it has two");
        assert_eq!((days.day_first.to_string(), days.month_first.to_string()), ("2021-11-07".to_owned(), "2021-07-11".to_owned()));
        for clear in ["2021-11-07", "13/04/2021", "04/04/2021", "07.11.2021", "99/99/2021", "", "soon"] {
            assert_eq!(two_days(clear), None, "{clear}");
        }
        assert_eq!((order_of("31/12/2021"), order_of("12-31-2021")), (Some(Order::DayFirst), Some(Order::MonthFirst)));
        assert_eq!((order_of("07/11/2021"), order_of("2021-12-31")), (None, None));
    }

    #[test]
    fn days_are_found_in_datelines() {
        assert_eq!(month_and_day_in("PORT ARVAN, Nov. 7 (NPA) —"), Some((11, 7)));
        assert_eq!(month_and_day_in("On 7 November the road was closed."), Some((11, 7)));
        assert_eq!(month_and_day_in("The 40 may leave."), None);
        assert_eq!(weekday_in("Sun 07/11/2021"), Some(Weekday::Sunday));
        assert_eq!(weekday_in("Sunderland 07/11/2021"), None);
    }

    #[test]
    fn what_is_no_date_stays_unknown() {
        for text in [
            "",
            "yesterday",
            "5 hours ago",
            "None",
            "2021-13-40",
            "31 February 2021",
            "1999999",
            "November",
            "to be announced",
            "99/99/9999",
            "12:30",
            "٣ نوفمبر",
        ] {
            assert_eq!(parse(text), Published::Unknown, "{text}");
        }
    }

    #[test]
    fn a_line_that_is_only_a_date_is_told_from_a_sentence_with_one() {
        assert!(is_only_a_date("Published: November 7, 2021 5:30 p.m. EST"));
        assert!(is_only_a_date("Sunday 7 November 2021"));
        assert!(!is_only_a_date("He died on November 7, 2021"));
        assert!(!is_only_a_date("Votes: 20211107"));
    }
}
