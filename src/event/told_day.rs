//! The day that an article tells of: the latest one that its headline or first words name and that is not after its
//! publication. "Talks reopen on Friday", written on Wednesday about Tuesday, tells of Tuesday or Wednesday, never of Friday.
//!
//! Weekdays, "yesterday" and "today", days of a month, read against the day of publication; without one only days with
//! their year count, and the first is taken: pages often open with their date. The full reading of times
//! (`language::time`) needs sentences and tokens, which clustering does without. Known misses: "the day before", days in
//! figures ("7/11"), other languages than English.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::lexicon::calendar::{self, CalendarWord};

/// Words of the body that are read, beside the headline: what is news comes first.
pub(crate) const TOLD_WORDS: usize = 150;
/// Days before publication that can be the news: a week, beyond which a weekday means another one.
const REACH_DAYS: i32 = 7;
/// Words before a weekday within which "will" makes it one to come.
const FUTURE_REACH: usize = 6;

/// The day told of, from the words of headline and opening as written.
pub(crate) fn find(words: &[&str], published: Option<Date>) -> Option<Date> {
    let mut days = (0..words.len()).filter_map(|at| read(words, at, published));
    match published {
        Some(published) => days.filter(|day| (0..=REACH_DAYS).contains(&(published - *day).get_days())).max(),
        None => days.next(),
    }
}

fn read(words: &[&str], at: usize, published: Option<Date>) -> Option<Date> {
    let word = words[at];
    if !word.starts_with(char::is_uppercase) {
        let back = match word {
            "yesterday" => 1,
            "today" | "tonight" => 0,
            _ => return None,
        };
        return published?.checked_sub(back.days()).ok();
    }
    match calendar::look_up(&word.trim_end_matches("'s").trim_end_matches("’s").to_lowercase())? {
        CalendarWord::Weekday(weekday) => past_weekday(words, at, weekday, published?),
        CalendarWord::Month(month) => day_of_month(words, at, month, published),
    }
}

/// The nearest such weekday up to publication, unless the words before put it into the future.
fn past_weekday(words: &[&str], at: usize, weekday: i8, published: Date) -> Option<Date> {
    let before = &words[at.saturating_sub(FUTURE_REACH)..at];
    let ahead = before.last().is_some_and(|word| matches!(*word, "next" | "coming")) || before.contains(&"will");
    if ahead {
        return None;
    }
    let back = (published.weekday().to_monday_one_offset() - weekday).rem_euclid(7);
    published.checked_sub(i64::from(back).days()).ok()
}

/// "November 7, 2021", "7 November", the nearest such day where no year is given.
fn day_of_month(words: &[&str], at: usize, month: i8, published: Option<Date>) -> Option<Date> {
    let number = |at: usize| words.get(at).and_then(|word| word.trim_end_matches(|c: char| c.is_ascii_lowercase()).parse::<i16>().ok());
    let day_at = |at: usize| number(at).filter(|day| (1..=31).contains(day)).and_then(|day| i8::try_from(day).ok());
    let (day, after) = match (day_at(at + 1), at.checked_sub(1).and_then(day_at)) {
        (Some(day), _) => (day, at + 2),
        (None, Some(day)) => (day, at + 1),
        (None, None) => return None,
    };
    if let Some(year) = number(after).filter(|year| (1900..=2100).contains(year)) {
        return Date::new(year, month, day).ok();
    }
    let published = published?;
    (-1..=1)
        .filter_map(|offset| Date::new(published.year().saturating_add(offset), month, day).ok())
        .min_by_key(|date| (published - *date).get_days().unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, published: Option<&str>) -> Option<String> {
        let words: Vec<&str> = text.split([' ', ',', '.']).filter(|word| !word.is_empty()).collect();
        find(&words, published.map(|day| day.parse().expect("it is a day"))).map(|day| day.to_string())
    }

    #[test]
    fn the_latest_day_up_to_publication_is_told_of() {
        let text = "Talks will resume next Friday, both sides said on Wednesday, a day after police fired tear gas on Tuesday.";
        assert_eq!(told(text, Some("2026-11-05")).as_deref(), Some("2026-11-04"));
        assert_eq!(told("The bridge fell on Oct. 30 and was closed on Nov 2", Some("2026-11-03")).as_deref(), Some("2026-11-02"));
        assert_eq!(told("It was opened yesterday", Some("2026-01-01")).as_deref(), Some("2025-12-31"));
    }

    #[test]
    fn long_past_and_coming_days_are_not_the_news() {
        assert_eq!(told("The strike, which began on 3 March 2025, will end on Sunday.", Some("2026-11-03")), None);
        assert_eq!(told("They may meet in May", Some("2026-11-03")), None);
    }

    #[test]
    fn without_a_day_of_publication_only_a_full_date_counts() {
        assert_eq!(told("On Sunday. May 03, 2013 After all", None).as_deref(), Some("2013-05-03"));
        assert_eq!(told("On Sunday, May 3", None), None);
    }
}
