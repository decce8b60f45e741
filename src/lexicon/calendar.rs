//! Months and weekdays.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::lexicon::rows;

pub(crate) static DATA: &str = include_str!("data/calendar.tsv");

/// A word of the calendar.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum CalendarWord {
    /// 1 to 12.
    Month(i8),
    /// 1 (Monday) to 7.
    Weekday(i8),
}

static TABLE: LazyLock<FxHashMap<&'static str, CalendarWord>> = LazyLock::new(|| {
    rows(DATA)
        .filter_map(|row| {
            let number = row[1].parse().ok()?;
            Some((row[0], if row[2] == "month" { CalendarWord::Month(number) } else { CalendarWord::Weekday(number) }))
        })
        .collect()
});

/// The calendar word that a lower-case form is, if it is one.
#[must_use]
pub fn look_up(word: &str) -> Option<CalendarWord> {
    TABLE.get(word).copied()
}
