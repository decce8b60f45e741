//! Whether it means something that an article does not report a claim.
//!
//! Nothing follows from a text that is cut or was not analysed, nor from one that is older than the claim: by more than a day if only
//! days are known; by an hour if the articles are dated to the hour and the claim tells of something that has happened since, as far as
//! its words say. Who wrote before "the governor declared an emergency" left nothing out; what stands ("2,500 soldiers are in the
//! country"), what will be, what did not happen and what happened on a day before could have been written by anyone.
//! Constant for an article, linear in the words of the claim's label.
//!
//! Known miss: a happening of long ago that is told without its day.

use jiff::civil::Date;

use crate::alignment::StatementRef;
use crate::alignment::matching::Matching;
use crate::article::{Completeness, Published};
use crate::language::TimeValue;
use crate::language::syntax::relation::Relation;
use crate::language::syntax::tag::{Upos, Xpos};
use crate::span::TokenIndex;
use crate::statement::{Certainty, Polarity};

/// Days by which an article may be older than a claim before its silence means nothing.
const DAYS_BEFORE: i32 = 1;
/// Seconds by which an article must be older than the first report of a happening to be from before it.
const SECONDS_BEFORE: i64 = 3600;

/// When a claim was first reported.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct First {
    /// The day.
    day: Option<Date>,
    /// Seconds since 1970, if all who report it are dated to the hour.
    seconds: Option<i64>,
}

impl First {
    /// Of those whose statements these are.
    pub(crate) fn of(matching: &Matching<'_, '_>, statements: &[StatementRef]) -> Self {
        let published = || statements.iter().map(|held| matching.members[held.member as usize].article.published);
        let moments: Option<Vec<i64>> = published().map(seconds).collect();
        Self { day: published().filter_map(Published::day).min(), seconds: moments.and_then(|moments| moments.into_iter().min()) }
    }
}

fn seconds(published: Published) -> Option<i64> {
    if let Published::Moment { unix_seconds, .. } = published { Some(unix_seconds) } else { None }
}

/// Whether a member that does not report a claim of this label, first reported then, leaves it out.
pub(crate) fn counts(matching: &Matching<'_, '_>, label: StatementRef, at: usize, first: First) -> bool {
    let article = matching.members[at].article;
    let by_days = match (article.published.day(), first.day) {
        (Some(day), Some(first)) => (first - day).get_days() > DAYS_BEFORE,
        _ => false,
    };
    let by_hours = || match (seconds(article.published), first.seconds) {
        (Some(own), Some(first)) => first - own >= SECONDS_BEFORE,
        _ => false,
    };
    let is_older = || by_days || by_hours() && has_happened_since(matching, label, article.published.day());
    article.completeness == Completeness::Whole && article.language.is_analysed() && !is_older()
}

/// Whether a statement tells flatly of something done, not before a day as far as it says.
fn has_happened_since(matching: &Matching<'_, '_>, label: StatementRef, day: Option<Date>) -> bool {
    let statement = matching.statement(label);
    let analysis = matching.members[label.member as usize].analysis;
    let is_plain = statement.polarity == Polarity::Affirmed && statement.certainty == Certainty::Flat;
    let Some(sentence) = analysis.sentences.get(statement.sentence.get()).filter(|_| is_plain) else { return false };
    let is_earlier = |value: TimeValue| match (value, day) {
        (TimeValue::Day(then), Some(day)) => then < day,
        (TimeValue::Month { year, month }, Some(day)) => (year, month) < (day.year(), day.month()),
        (TimeValue::Year(year), Some(day)) => year < day.year(),
        _ => false,
    };
    if analysis.times.iter().filter(|time| sentence.span.contains(time.span)).any(|time| is_earlier(time.value)) {
        return false;
    }
    let own = analysis.tokens_under(statement.extent()).range();
    let tree = analysis.tree(sentence);
    // "(Governor Lee declared) a state of emergency": the verb was held apart.
    let verb = tree.tops(own).find_map(|(at, syntax)| match syntax.relation {
        _ if syntax.tag.upos == Upos::Verb => Some(at),
        Relation::Object => syntax.head,
        _ => None,
    });
    let Some((verb, syntax)) = verb.and_then(|verb| Some((verb, tree.get(verb)?))) else { return false };
    let helper = |relation: Relation| tree.child(verb, relation).and_then(|at| tree.get(at)).map(|held| held.tag.xpos);
    let form = |at: TokenIndex| matching.members[label.member as usize].form(at.get());
    let had = tree.child(verb, Relation::Auxiliary).is_some_and(|at| form(at) == "had");
    match syntax.tag.xpos {
        Xpos::PastVerb => true,
        Xpos::Participle => {
            let has = helper(Relation::Auxiliary).is_some_and(|tag| matches!(tag, Xpos::PresentVerb | Xpos::ThirdPersonVerb));
            !had && (has || helper(Relation::PassiveAuxiliary) == Some(Xpos::PastVerb))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::alignment::Coverage;
    use crate::alignment::fixture::{compared, text, told};
    use crate::article::Published;

    /// How an article of seven o'clock treats what one of noon writes on the same day.
    fn treated(noon: &str) -> Coverage {
        let day = jiff::civil::date(2026, 10, 15);
        let mut told = [
            told("A", "", "The river Tamsa flooded the lower town of Brenica. The bridge was closed to all traffic."),
            told("B", "", &format!("The river Tamsa flooded the lower town of Brenica. {noon}")),
        ];
        for (told, hour) in told.iter_mut().zip([7, 12]) {
            told.article.published = Published::Moment { unix_seconds: 1_792_022_400 + 3600 * hour, day };
        }
        let comparison = compared(&told);
        let claim = comparison.claims.iter().find(|claim| noon.starts_with(text(&told, claim.label))).expect("a claim");
        claim.coverage[0].coverage
    }

    #[test]
    fn who_wrote_hours_before_it_happened_left_nothing_out() {
        assert_eq!(treated("Governor Halas dismissed the head of the dam authority."), Coverage::Unknown);
        assert_eq!(treated("Prosecutors have opened a preliminary inquiry into the spillway gates."), Coverage::Unknown);
    }

    #[test]
    fn what_stands_or_was_before_could_have_been_written() {
        assert_eq!(treated("Some 2,500 soldiers are stationed in the northern barracks."), Coverage::Absent);
        assert_eq!(treated("Governor Halas declared a state of emergency in three districts in 2019."), Coverage::Absent);
        assert_eq!(treated("Governor Halas did not declare a state of emergency."), Coverage::Absent);
    }
}
