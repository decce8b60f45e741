//! The same happening on another day, or at another time of the day, here than there.
//!
//! Two statements conflict in their day if each gives one day, the days differ, and what stands around the day is the same in both: of
//! the words of the clause up to the day (after it, where the day opens the clause) each holds nearly all of the other's. Words
//! in common alone do not do: most pairs of weekdays in two reports of one event belong to different steps of it.
//! Times of the day are compared in the same way where no other day is given, each as wide as its wording (see `clock`).
//! Known misses: "immediately" against a date; "collapsed" at one hour against "was carried away" at another.

use jiff::civil::Date;

use crate::alignment::clock::{self, Clock};
use crate::alignment::matching::Matching;
use crate::alignment::vocabulary::{Word, WordKind};
use crate::alignment::{Member, StatementRef};
use crate::language::{TimeExpression, TimeValue};
use crate::span::Span;
use crate::statement::{Certainty, Polarity};

/// Likeness from which a word is held by the other side.
const ALIGNED_FROM: f64 = 0.75;
/// Share of the words around a day that the other side must hold: of the side that is held more, of the other.
const HELD: (f64, f64) = (0.99, 0.6);
/// Words around the day that both sides have, at least.
const FEWEST_SHARED: usize = 2;
/// The same on the side that has more of them.
const FEWEST_WORDS: usize = 3;
/// Words after a day that opens its clause.
const WORDS_AFTER: usize = 4;
/// Days that two reports of one happening can be apart; a month is another happening.
const MOST_DAYS_APART: i32 = 14;

/// When a statement says that it happened, and where it says so.
pub(crate) struct When {
    /// The day as a number, or the minute of the day.
    pub order: i64,
    /// Where it is given.
    pub span: Span,
}

/// If each statement gives one day for the same happening and the days differ, or one time of the day and these do: both.
pub(crate) fn other_times(matching: &Matching<'_, '_>, left: StatementRef, right: StatementRef) -> Option<(When, When)> {
    let plain = |reference: StatementRef| {
        let statement = matching.statement(reference);
        statement.polarity == Polarity::Affirmed && matches!(statement.certainty, Certainty::Flat | Certainty::Alleged)
    };
    if !plain(left) || !plain(right) {
        return None;
    }
    let (one, other) = other_days(matching, left, right).or_else(|| other_hours(matching, left, right))?;
    is_same_happening(matching, (left, one.span), (right, other.span)).then_some((one, other))
}

fn other_days(matching: &Matching<'_, '_>, left: StatementRef, right: StatementRef) -> Option<(When, When)> {
    let (one, other) = (only_day(matching, left)?, only_day(matching, right)?);
    let apart = (one.date - other.date).get_days().abs();
    let when = |day: &Day| When { order: i64::from((day.date - jiff::civil::date(1970, 1, 1)).get_days()), span: day.span };
    (apart > 0 && apart <= MOST_DAYS_APART).then(|| (when(&one), when(&other)))
}

fn other_hours(matching: &Matching<'_, '_>, left: StatementRef, right: StatementRef) -> Option<(When, When)> {
    let (one, other) = (only_clock(matching, left)?, only_clock(matching, right)?);
    let of_other_days = matches!((only_day(matching, left), only_day(matching, right)), (Some(one), Some(other)) if one.date != other.date);
    let when = |clock: &Clock| When { order: i64::from(clock.minute), span: clock.span };
    (one.differs(&other) && !of_other_days).then(|| (when(&one), when(&other)))
}

/// The only time of the day in a statement.
fn only_clock(matching: &Matching<'_, '_>, reference: StatementRef) -> Option<Clock> {
    let Member { article, analysis, .. } = matching.members[reference.member as usize];
    let found = clock::read(article, analysis, analysis.tokens_under(matching.statement(reference).extent()).range());
    if let [only] = found[..] { Some(only) } else { None }
}

/// Whether the words around two times say the same.
fn is_same_happening(matching: &Matching<'_, '_>, (left, here): (StatementRef, Span), (right, there): (StatementRef, Span)) -> bool {
    let (here, there) = (around(matching, left, here), around(matching, right, there));
    let held = |words: &[&Word], others: &[&Word]| {
        words.iter().filter(|word| others.iter().any(|held| matching.vocabulary.likeness(word.term, held.term) >= ALIGNED_FROM)).count()
    };
    let (forward, backward) = (held(&here, &there), held(&there, &here));
    if forward.min(backward) < FEWEST_SHARED || here.len().max(there.len()) < FEWEST_WORDS {
        return false;
    }
    let (forward, backward) = (forward as f64 / here.len() as f64, backward as f64 / there.len() as f64);
    forward.max(backward) >= HELD.0 && forward.min(backward) >= HELD.1
}

/// The day that a statement gives, and where.
struct Day {
    date: Date,
    span: Span,
}

fn only_day(matching: &Matching<'_, '_>, reference: StatementRef) -> Option<Day> {
    let times = &matching.members[reference.member as usize].analysis.times;
    let given = |at: &u32| -> Option<&TimeExpression> { times.get(*at as usize) };
    let mut days = matching.statement(reference).times.iter().filter_map(given).filter_map(|time| match time.value {
        TimeValue::Day(date) => Some(Day { date, span: time.span }),
        _ => None,
    });
    let first = days.next()?;
    days.all(|day| day.date == first.date).then_some(first)
}

/// The words of the clause up to its day, or after a day that opens it; not the day itself.
fn around<'event>(matching: &'event Matching<'_, '_>, reference: StatementRef, day: Span) -> Vec<&'event Word> {
    let analysis = matching.members[reference.member as usize].analysis;
    let span_of = |word: &Word| analysis.tokens.get(word.token.get()).map_or(Span::default(), |token| token.span);
    let is_of_day = |word: &&Word| day.contains(span_of(word)) || analysis.times.iter().any(|time| time.span.contains(span_of(word)));
    let words =
        || matching.prepared(reference).words.iter().filter(|word| word.kind != WordKind::Reporting).filter(|word| !is_of_day(word));
    let before: Vec<&Word> = words().filter(|word| span_of(word).start < day.start).collect();
    if before.len() >= FEWEST_SHARED { before } else { words().take(before.len() + WORDS_AFTER).collect() }
}

#[cfg(test)]
mod tests {
    use crate::alignment::ConflictKind;
    use crate::alignment::fixture::{Told, compared, told};
    use crate::article::Published;
    use crate::language::{self, LanguageOptions};

    /// An article of Thursday, 15 October 2026.
    fn dated(outlet: &str, body: &str) -> Told {
        let mut told = told(outlet, "", body);
        told.article.published = Published::Day(jiff::civil::date(2026, 10, 15));
        told.analysis = language::analyse(&told.article, &LanguageOptions::default());
        told
    }

    fn differ(one: &str, other: &str) -> bool {
        let comparison = compared(&[dated("A", one), dated("B", other)]);
        comparison.conflicts.iter().any(|conflict| conflict.kind == ConflictKind::Date && conflict.sides.len() == 2)
    }

    #[test]
    fn the_same_happening_on_two_days_is_a_conflict() {
        assert!(differ("The spillway gates were opened on Tuesday.", "The spillway gates were opened only on Wednesday."));
    }

    #[test]
    fn the_same_happening_at_two_hours_is_a_conflict() {
        assert!(differ(
            "The Koster Bridge collapsed shortly after 5 a.m. on Thursday.",
            "The Koster Bridge collapsed at 4.30 a.m. on Thursday."
        ));
        assert!(!differ("The Koster Bridge collapsed at 5 a.m. on Thursday.", "The Koster Bridge had collapsed by 6 a.m. on Thursday."));
        assert!(!differ("The Koster Bridge was shut at 4 a.m. on Thursday.", "The Koster Bridge collapsed at 5 a.m. on Thursday."));
    }

    #[test]
    fn two_steps_of_one_story_are_none() {
        assert!(!differ("The spillway gates were opened on Tuesday.", "The spillway gates were shut on Wednesday."));
        assert!(!differ("The court heard the appeal on Tuesday.", "The court heard two witnesses on Wednesday."));
    }
}
