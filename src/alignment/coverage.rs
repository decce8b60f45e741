//! How each article of an event treats a claim, with what shows it.
//!
//! An article reports a claim if one of its statements belongs to it, or if one of its sentences holds the claim's
//! wording with a probability in the upper band. It is silent on it only if no wording of the claim comes near (lower
//! band) and its silence means something: the text is whole, was analysed, and is not older than the claim.

use crate::alignment::cluster::Group;
use crate::alignment::matching::{Matching, Place, reference};
use crate::alignment::{AlignmentOptions, Coverage, Member, MemberCoverage, Nearest, StatementRef, Voice, voice};
use crate::article::Completeness;
use crate::span::{SentenceIndex, StatementIndex};
use crate::statement::Certainty;

/// Days by which an article may be older than a claim before its silence means nothing.
const DAYS_BEFORE: i32 = 1;
/// Least share of a claim that the statement that bears it holds by itself.
const LEAST_BEARING: f64 = 0.3;

/// The coverage of a claim, one for each member. `opposed` says whether two statements cannot both hold.
pub(crate) fn of(
    matching: &Matching<'_, '_>,
    group: &Group,
    label: StatementRef,
    opposed: &dyn Fn(StatementRef, StatementRef) -> bool,
    options: &AlignmentOptions,
) -> Vec<MemberCoverage> {
    let first = first_day(matching, group);
    (0..matching.members.len()).map(|member| one(matching, group, label, member, first, opposed, options)).collect()
}

fn first_day(matching: &Matching<'_, '_>, group: &Group) -> Option<jiff::civil::Date> {
    group.statements.iter().filter_map(|held| matching.members[held.member as usize].article.published.day()).min()
}

fn one(
    matching: &Matching<'_, '_>,
    group: &Group,
    label: StatementRef,
    at: usize,
    first: Option<jiff::civil::Date>,
    opposed: &dyn Fn(StatementRef, StatementRef) -> bool,
    options: &AlignmentOptions,
) -> MemberCoverage {
    let member = &matching.members[at];
    let (nearest, probability, likeliest) = nearest(matching, group, label, at);
    let sentences_searched = member.analysis.sentences.len();
    let made = |coverage, probability, bearer| MemberCoverage { coverage, probability, bearer, nearest, sentences_searched };
    let own: Vec<StatementIndex> = group.statements.iter().filter(|held| held.member as usize == at).map(|held| held.statement).collect();
    if !own.is_empty() {
        let denies = |held: StatementIndex| member.statements[held.get()].certainty == Certainty::Denied;
        let label_denied = matching.statement(label).certainty == Certainty::Denied;
        let (statement, voice) = bearer(matching, at, &own, label);
        let coverage = if denies(statement) != label_denied {
            Coverage::Disputes
        } else if voice == Voice::Own {
            Coverage::States
        } else {
            Coverage::Attributes
        };
        let certain = if label.member as usize == at { 1.0 } else { probability.max(options.reported_from) };
        return made(coverage, certain, Some((statement, voice)));
    }
    if let Some(statement) = opponent(matching, group, at, opposed) {
        return made(Coverage::Disputes, probability, Some((statement, voice::of_statement(member, statement))));
    }
    if sentences_searched == 0 {
        return made(Coverage::Unknown, 0.0, None);
    }
    if probability >= options.reported_from
        && let Some(statement) = nearest.and_then(|nearest| bearing(matching, label, at, nearest.sentence))
    {
        let voice = voice::of_statement(member, statement);
        let coverage = if voice == Voice::Own { Coverage::States } else { Coverage::Attributes };
        return made(coverage, probability, Some((statement, voice)));
    }
    if likeliest >= options.absent_below {
        return made(Coverage::Unclear, probability, None);
    }
    made(if silence_counts(member, first) { Coverage::Absent } else { Coverage::Unknown }, probability, None)
}

/// Whether nothing said means not reported.
fn silence_counts(member: &Member<'_>, first: Option<jiff::civil::Date>) -> bool {
    let older = match (member.article.published.day(), first) {
        (Some(day), Some(first)) => (first - day).get_days() > DAYS_BEFORE,
        _ => false,
    };
    member.article.completeness == Completeness::Whole && member.article.language.is_analysed() && !older
}

/// The nearest sentence to the label (or, in its own article, the label's), its probability, and the highest
/// probability of any wording of the claim.
fn nearest(matching: &Matching<'_, '_>, group: &Group, label: StatementRef, at: usize) -> (Option<Nearest>, f64, f64) {
    let member = &matching.members[at];
    let place = |sentence: usize, similarity: f64| {
        member.analysis.sentences.get(sentence).map(|held| Nearest { sentence: SentenceIndex::new(sentence), span: held.span, similarity })
    };
    if label.member as usize == at {
        return (place(matching.statement(label).sentence.get(), 1.0), 1.0, 1.0);
    }
    let found = |held: StatementRef| matching.found[held.member as usize][held.statement.get()][at].as_ref();
    let likeliest = group.statements.iter().filter(|held| held.member as usize != at).filter_map(|held| found(*held));
    let likeliest = likeliest.map(|found| found.probability).fold(0.0, f64::max);
    let of_label = [label, group.centre].into_iter().filter(|held| held.member as usize != at).filter_map(found);
    let best = of_label.max_by(|left, right| left.probability.total_cmp(&right.probability));
    match best {
        Some(best) => (place(best.sentence, best.similarity), best.probability, likeliest),
        None => (place(0, 0.0), 0.0, likeliest),
    }
}

/// The member's statement that stands for it: in the outlet's own voice before a source's, in the text before the
/// headline, then the one closest to the label.
fn bearer(matching: &Matching<'_, '_>, at: usize, own: &[StatementIndex], label: StatementRef) -> (StatementIndex, Voice) {
    let member = &matching.members[at];
    let rank = |statement: &StatementIndex| {
        let held = reference(at, statement.get());
        let voice = voice::of_statement(member, *statement);
        let headline = matching.prepared(held).place == Place::Headline;
        let closeness = if held == label { 1.0 } else { matching.link_of(held, label).map_or(0.0, |link| link.closeness()) };
        (headline, voice != Voice::Own, (-closeness * 1e6) as i64, *statement)
    };
    let statement = own.iter().copied().min_by_key(rank).unwrap_or_default();
    (statement, voice::of_statement(member, statement))
}

/// The statement of a sentence that holds most of the label.
fn bearing(matching: &Matching<'_, '_>, label: StatementRef, at: usize, sentence: SentenceIndex) -> Option<StatementIndex> {
    let share = |statement: usize| matching.link_of(label, reference(at, statement)).map_or(0.0, |link| link.forward);
    matching
        .cut_from(at, sentence.get())
        .map(|statement| (share(statement), statement))
        .filter(|(share, _)| *share >= LEAST_BEARING)
        .max_by(|left, right| left.0.total_cmp(&right.0).then(right.1.cmp(&left.1)))
        .map(|(_, statement)| StatementIndex::new(statement))
}

/// The member's statement that cannot hold beside one of the claim's.
fn opponent(
    matching: &Matching<'_, '_>,
    group: &Group,
    at: usize,
    opposed: &dyn Fn(StatementRef, StatementRef) -> bool,
) -> Option<StatementIndex> {
    (0..matching.statements[at].len())
        .find(|statement| group.statements.iter().any(|held| opposed(*held, reference(at, *statement))))
        .map(StatementIndex::new)
}
