//! How each article of an event treats a claim, with what shows it.
//!
//! An article reports a claim if one of its statements makes it, or if one of its sentences holds the claim's wording with a
//! probability in the upper band, not by chance, and a statement cut from that sentence bears most of it. It is silent only
//! if no wording of the claim comes near (lower band), or what comes near is explained by something else, and its silence means
//! something: the text is whole, was analysed, and is not older than the claim.

use std::collections::BTreeSet;

use crate::alignment::cluster::{Group, Kin};
use crate::alignment::conflict::Opposition;
use crate::alignment::harm;
use crate::alignment::matching::{Matching, Place, reference};
use crate::alignment::scorer::{Chance, Match};
use crate::alignment::silence::{self, First};
use crate::alignment::{AlignmentOptions, Coverage, Member, MemberCoverage, Nearest, StatementRef, Voice, predicate, voice};
use crate::span::{SentenceIndex, StatementIndex};
use crate::statement::Certainty;

/// Least share of a claim that the statement that bears it holds by itself: the rest stands beside it in its sentence. With .35
/// and more, claims of our corpora that an article reports in two clauses were lost; fewer wrong ones were not found.
const LEAST_BEARING: f64 = 0.3;
/// Share of the nearest statement's closeness to the label from which on another one of the article may stand for the claim.
const NEARLY_AS_NEAR: f64 = 0.75;
/// Of what a near sentence shares with a claim, the share that another statement must have too to explain it.
const EXPLAINED_FROM: f64 = 0.3;
/// Probability from which an article is not silent on a claim whose figures it gives, if it has some, though what comes near may be
/// explained by something else, and from which it may report one though it has no figure of its kind and order: of 40 silences from
/// there on in natural news 17 were none ("Born in the Bronx in 1928, one of five sons of Italian parents", "was born in the Bronx in 1928
/// to Italian immigrants").
const NEARLY_SAID: f64 = 0.6;
/// Another wording of the claim must come this many times as near as the claim itself before it casts doubt on an absence.
const OTHER_WORDING: f64 = 2.0;

/// The coverage of a claim, one for each member.
pub(crate) fn of(
    matching: &Matching<'_, '_>,
    group: &Group,
    kin: &Kin,
    opposition: &Opposition,
    options: &AlignmentOptions,
) -> Vec<MemberCoverage> {
    let first = First::of(matching, &group.statements);
    (0..matching.members.len()).map(|member| one(matching, group, kin, member, first, opposition, options)).collect()
}

fn one(
    matching: &Matching<'_, '_>,
    group: &Group,
    kin: &Kin,
    at: usize,
    first: First,
    opposition: &Opposition,
    options: &AlignmentOptions,
) -> MemberCoverage {
    let member = &matching.members[at];
    let label = group.centre;
    let Near { nearest, probability, likeliest } = near(matching, group, at);
    let sentences_searched = member.analysis.sentences.len();
    let made = |coverage, probability, bearer| MemberCoverage { coverage, probability, bearer, nearest, sentences_searched };
    let own: Vec<StatementIndex> = group.statements.iter().filter(|held| held.member as usize == at).map(|held| held.statement).collect();
    // What a reporting clause denies is shown without it ("denied that releases had caused the flood"): who denies it disputes it.
    let is_denied = |statement: StatementIndex| member.statements[statement.get()].certainty == Certainty::Denied;
    // A statement that gives both figures says the claim's too.
    let gives = |statement: StatementRef| matching.has_figures(label) && matching.holds_figures(label, statement);
    let is_opposed = |statement: StatementRef| opposition.holds(label, statement) && !gives(statement);
    let is_against = |statement: &StatementIndex| is_opposed(reference(at, statement.get())) || is_denied(*statement);
    let (against, with): (Vec<StatementIndex>, Vec<StatementIndex>) = own.into_iter().partition(is_against);
    // What an article says beside its opposite is said there: the two sides of a dispute in one text.
    let said = [(with, true), (against, false)].into_iter().find(|(statements, _)| !statements.is_empty());
    if let Some((statements, is_with)) = said {
        let (statement, voice) = bearer(matching, opposition, at, &statements, label);
        let coverage = if is_with { reported(member, statement, voice) } else { Coverage::Disputes };
        let said = matching.link_of(label, reference(at, statement.get())).map_or(0.0, |link| link.left_in_right);
        let certain = if label.member as usize == at { 1.0 } else { probability.max(said).max(options.reported_from) };
        return made(coverage, certain, Some((statement, voice)));
    }
    if sentences_searched == 0 {
        return made(Coverage::Unknown, 0.0, None);
    }
    if probability >= options.covered_from
        && let Some((statement, near)) = covering(matching, label, at, options)
    {
        let voice = voice::of_statement(member, statement);
        let coverage = reported(member, statement, voice);
        return MemberCoverage { nearest: Some(near.0), ..made(coverage, near.1, Some((statement, voice))) };
    }
    // Another figure for the same thing, in an article that gives the claim's nowhere.
    let against = opposed(matching, group, opposition, at);
    if !against.is_empty() {
        let (statement, voice) = bearer(matching, opposition, at, &against, label);
        return made(Coverage::Disputes, probability, Some((statement, voice)));
    }
    let comes_near = probability >= options.absent_below || likeliest >= OTHER_WORDING * options.absent_below;
    let may_be_it = comes_near && is_near(matching, group, kin, at, probability.max(likeliest), options);
    let speaks_of = opposition.speaks_of(label, u32::try_from(at).unwrap_or(u32::MAX));
    if speaks_of || may_be_it || harm::may_be_denied(matching, label, at) {
        return made(Coverage::Unclear, probability, None);
    }
    made(if silence::counts(matching, label, at, first) { Coverage::Absent } else { Coverage::Unknown }, probability, None)
}

/// Whether what comes near a claim in a member, with `likeliest` as the highest probability of any of its wordings, may be the claim.
fn is_near(matching: &Matching<'_, '_>, group: &Group, kin: &Kin, at: usize, likeliest: f64, options: &AlignmentOptions) -> bool {
    let label = group.centre;
    let mut near = matching.nearest(label, at);
    let nearly_says = |found: &Match| {
        found.probability >= NEARLY_SAID
            && matching.sentence_holds_record(label, at, found.sentence)
            && matching.sentence_holds_figures(label, at, found.sentence)
    };
    if near.iter().any(nearly_says) {
        return true;
    }
    near.retain(|found| {
        found.probability >= options.absent_below
            && !predicate::is_missing(matching, label, (at, found.sentence))
            && matching.sentence_holds_record(label, at, found.sentence)
    });
    // A sum that the article gives nowhere, nor any other of the kind, is not reported, near as the words may be.
    let lacks_figures = likeliest < NEARLY_SAID && matching.lacks_sums(label, at)
        || likeliest < options.covered_from && (matching.lacks_figures(label, at) || matching.lacks_figures_nearby(label, at, &near));
    !(lacks_figures || is_slight(matching, label, at, &near, options) || is_explained(matching, group, kin, at, &near))
}

/// Whether the sentences of a member that come near a claim, but not near enough to bear it, share no more than one common word with it.
fn is_slight(matching: &Matching<'_, '_>, label: StatementRef, at: usize, near: &[Match], options: &AlignmentOptions) -> bool {
    let tells = |found: &Match| found.probability >= options.covered_from || matching.shares_enough(label, at, found.sentence);
    !near.iter().any(tells) && !matching.may_be_counted_bare(label, at)
}

/// Whether each sentence of a member that comes near a claim says what an article that makes the claim says apart from it: "inflation was
/// 6.4 percent in October" is near "inflation will average 4.1 percent" to one who reads only the latter, not to one who writes both.
/// What the sentence has in common with the claim must stand there too.
fn is_explained(matching: &Matching<'_, '_>, group: &Group, kin: &Kin, at: usize, near: &[Match]) -> bool {
    let authors: BTreeSet<u32> = group.statements.iter().map(|held| held.member).collect();
    let is_explained = |found: &Match| {
        let explains = |(there, probability): &(StatementRef, f64)| {
            authors.contains(&there.member)
                && *probability > found.probability
                && group.statements.binary_search(there).is_err()
                && matching.share_in_common(group.centre, (at, found.sentence), *there) >= EXPLAINED_FROM
        };
        // The clause of the sentence that has most of the claim.
        let share = |statement: &usize| matching.link_of(group.centre, reference(at, *statement)).map_or(0.0, |link| link.forward);
        let nearest = matching.cut_from(at, found.sentence).max_by(|left, right| share(left).total_cmp(&share(right)));
        nearest.is_some_and(|statement| kin.of(reference(at, statement)).iter().any(explains))
    };
    !near.is_empty() && near.iter().all(is_explained)
}

/// How a member reports what one of its statements says.
fn reported(member: &Member<'_>, statement: StatementIndex, voice: Voice) -> Coverage {
    // "is alleged to have": somebody says it, whoever that is.
    let is_alleged = member.statements[statement.get()].certainty == Certainty::Alleged;
    if voice == Voice::Own && !is_alleged && !voice::is_told(member, statement) { Coverage::States } else { Coverage::Attributes }
}

/// Statements of a member that cannot hold beside the claim, in any of its wordings.
fn opposed(matching: &Matching<'_, '_>, group: &Group, opposition: &Opposition, at: usize) -> Vec<StatementIndex> {
    let statements = (0..matching.statements[at].len()).map(|statement| reference(at, statement));
    // The claim's row holds what stands against it too.
    let with: Vec<StatementRef> = group.equals.iter().copied().filter(|held| !opposition.holds(group.centre, *held)).collect();
    let is_opposed = |there: &StatementRef| with.iter().any(|held| opposition.holds(*held, *there));
    statements.filter(is_opposed).map(|there| there.statement).collect()
}

/// What comes nearest to a claim in a member.
struct Near {
    nearest: Option<Nearest>,
    /// Of the label, 0 to 1.
    probability: f64,
    /// The highest of any wording of the claim, 0 to 1.
    likeliest: f64,
}

/// The nearest sentence to the label (in its own article, the label's).
fn near(matching: &Matching<'_, '_>, group: &Group, at: usize) -> Near {
    let label = group.centre;
    let member = &matching.members[at];
    let place = |sentence: usize, similarity: f64| {
        member.analysis.sentences.get(sentence).map(|held| Nearest { sentence: SentenceIndex::new(sentence), span: held.span, similarity })
    };
    if label.member as usize == at {
        let nearest = place(matching.statement(label).sentence.get(), 1.0);
        return Near { nearest, probability: 1.0, likeliest: 1.0 };
    }
    let there = u32::try_from(at).unwrap_or(u32::MAX);
    let wordings = group.equals.iter().filter(|held| held.member != there).filter_map(|held| matching.found_in(*held, there));
    let likeliest = wordings.map(|found| found.probability).fold(0.0, f64::max);
    match matching.found_in(label, there) {
        Some(found) => Near { nearest: passage(member, found), probability: found.probability, likeliest },
        None => Near { nearest: place(0, 0.0), probability: 0.0, likeliest },
    }
}

/// Where what was found stands.
pub(super) fn passage(member: &Member<'_>, found: &Match) -> Option<Nearest> {
    let span = member.analysis.sentences.get(found.sentence)?.span;
    Some(Nearest { sentence: SentenceIndex::new(found.sentence), span, similarity: found.similarity })
}

/// The nearest sentence of a member that reports the label, not by chance and with its figures, if a statement cut from it bears it:
/// that statement, the passage, and how probable it is that it reports the label, 0 to 1.
fn covering(
    matching: &Matching<'_, '_>,
    label: StatementRef,
    at: usize,
    options: &AlignmentOptions,
) -> Option<(StatementIndex, (Nearest, f64))> {
    let sure = |found: &Match| {
        found.probability >= options.covered_from
            && found.chance < Chance::ONE_SENTENCE
            && matching.sentence_holds_figures(label, at, found.sentence)
            && matching.sentence_holds_record(label, at, found.sentence)
    };
    let bears = |found: &Match| {
        let nearest = passage(&matching.members[at], found)?;
        Some((bearing(matching, label, at, nearest.sentence)?, (nearest, found.probability)))
    };
    let first = matching.found_in(label, u32::try_from(at).unwrap_or(u32::MAX)).filter(|found| sure(found)).and_then(bears);
    first.or_else(|| matching.nearest(label, at).iter().skip(1).filter(|found| sure(found)).find_map(bears))
}

/// The member's statement that stands for it: of those that give the label's figure, if some do, and come as near the label as the nearest
/// one or nearly so, one in the text before the headline, one in the outlet's own voice before a source's, then the nearest.
fn bearer(
    matching: &Matching<'_, '_>,
    opposition: &Opposition,
    at: usize,
    own: &[StatementIndex],
    label: StatementRef,
) -> (StatementIndex, Voice) {
    let member = &matching.members[at];
    let gives_figure = |statement: &&StatementIndex| opposition.says_figure(label, reference(at, statement.get()));
    let giving: Vec<StatementIndex> = own.iter().filter(gives_figure).copied().collect();
    let own = if giving.is_empty() { own } else { &giving[..] };
    let closeness = |statement: StatementIndex| {
        let held = reference(at, statement.get());
        if held == label { 1.0 } else { matching.link_of(held, label).map_or(0.0, |link| link.closeness()) }
    };
    let nearest = own.iter().map(|statement| closeness(*statement)).fold(0.0, f64::max);
    let rank = |statement: &StatementIndex| {
        let headline = matching.prepared(reference(at, statement.get())).place == Place::Headline;
        let voice = voice::of_statement(member, *statement);
        (headline, voice != Voice::Own, (-closeness(*statement) * 1e6) as i64, *statement)
    };
    let near = own.iter().copied().filter(|statement| closeness(*statement) >= NEARLY_AS_NEAR * nearest);
    let statement = near.min_by_key(rank).unwrap_or_default();
    (statement, voice::of_statement(member, statement))
}

/// The statement of a sentence that holds most of the label.
fn bearing(matching: &Matching<'_, '_>, label: StatementRef, at: usize, sentence: SentenceIndex) -> Option<StatementIndex> {
    let share = |statement: usize| matching.link_of(label, reference(at, statement)).map_or(0.0, |link| link.forward);
    matching
        .cut_from(at, sentence.get())
        .map(|statement| (share(statement), statement))
        .filter(|(share, statement)| *share >= LEAST_BEARING && !matching.is_swapped(label, reference(at, *statement)))
        .max_by(|left, right| left.0.total_cmp(&right.0).then(right.1.cmp(&left.1)))
        .map(|(_, statement)| StatementIndex::new(statement))
}
