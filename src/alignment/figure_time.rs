//! Of what time a figure is: the past days that its sentence gives, and the moment as of which it is given.
//!
//! Linear in the times of the article.

use jiff::civil::Date;

use crate::alignment::matching::Matching;
use crate::alignment::{Member, StatementRef, clock};
use crate::article::Published;
use crate::language::{Quantity, Sentence, TimeValue};
use crate::span::Span;

/// Words that mean the time given in the sentence before.
const THEN: [&str; 3] = ["by that time", "by then", "at that time"];
/// Seconds of a day.
const SECONDS_A_DAY: i64 = 86_400;

/// When a figure was so or was published, in seconds since 1970, if that is known to the hour.
pub(super) fn moment(member: &Member<'_>, quantity: &Quantity) -> Option<i64> {
    let day = match member.article.published {
        Published::Moment { unix_seconds, .. } => return Some(unix_seconds),
        Published::Day(day) => day,
        Published::Unknown => return None,
    };
    let sentence = member.analysis.sentences.get(quantity.sentence.get())?;
    let read = |sentence: &Sentence| clock::as_of(member.article, member.analysis, sentence.tokens.range());
    let says_then = || {
        let words = sentence.span.of(&member.article.text).to_lowercase();
        THEN.iter().any(|then| words.contains(then))
    };
    let before = || {
        let previous = member.analysis.sentences.get(quantity.sentence.get().checked_sub(1)?)?;
        if previous.block == sentence.block && says_then() { read(previous) } else { None }
    };
    let as_of = read(sentence).or_else(before)?;
    let days = i64::from((day - jiff::civil::date(1970, 1, 1)).get_days());
    Some(days * SECONDS_A_DAY + i64::from(as_of.certain_minute()?) * 60)
}

/// The day on which most articles of the event were published: stands in for an article without a date.
pub(super) fn usual_day(matching: &Matching<'_, '_>) -> Option<Date> {
    let mut days: Vec<Date> = matching.members.iter().filter_map(|member| member.article.published.day()).collect();
    days.sort_unstable();
    let count = |day: &Date| days.iter().filter(|other| *other == day).count();
    days.iter().copied().max_by_key(|day| (count(day), std::cmp::Reverse(*day)))
}

/// The past days of the statement's sentence, or if it gives none those of the sentence before it in the same paragraph;
/// and whether it gives only another month or year than the article's, before the byte `until` if that is given.
pub(super) fn times(
    matching: &Matching<'_, '_>,
    statement: StatementRef,
    published: Option<Date>,
    until: Option<u32>,
) -> (Vec<Date>, bool) {
    let analysis = matching.members[statement.member as usize].analysis;
    let sentence = matching.statement(statement).sentence.get();
    let Some(own) = analysis.sentences.get(sentence) else { return (Vec::new(), false) };
    let within = |span: Span| analysis.times.iter().filter(move |time| span.contains(time.span)).map(|time| time.value);
    let past = |span: Span| -> Vec<Date> {
        let days = within(span).filter_map(|value| match value {
            TimeValue::Day(day) if published.is_none_or(|published| day <= published) => Some(day),
            _ => None,
        });
        days.collect()
    };
    let mut days = past(own.span);
    if days.is_empty()
        && let Some(previous) =
            sentence.checked_sub(1).and_then(|at| analysis.sentences.get(at)).filter(|previous| previous.block == own.block)
    {
        days = past(previous.span);
    }
    let other = |value: TimeValue| match (value, published) {
        (TimeValue::Year(year), Some(day)) => year < day.year(),
        // Last month's figure is the latest that there is.
        (TimeValue::Month { year, month }, Some(day)) => months(year, month) + 1 < months(day.year(), day.month()),
        _ => false,
    };
    let reach = Span { end: until.map_or(own.span.end, |until| until.clamp(own.span.start, own.span.end)), ..own.span };
    (days.clone(), days.is_empty() && within(reach).any(other))
}

fn months(year: i16, month: i8) -> i32 {
    i32::from(year) * 12 + i32::from(month)
}
