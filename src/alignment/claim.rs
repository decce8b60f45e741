//! From groups of statements to claims: label, coverage, independent origins, salience.
//!
//! Salience (0 to 1) says how much a claim matters to the comparison. It is the weighted mean of: the share of outlets
//! that report it, independent origins counted once (.35); whether it stands in a headline or lede (.2); whether it
//! gives a figure (.1); whether it names somebody or something (.1); whether it is in conflict (.25). A claim whose
//! label leans on what stands before it ("He said so") loses half, a claim of fewer than four words a quarter.

use std::collections::BTreeSet;

use crate::alignment::cluster::Group;
use crate::alignment::conflict::Opposition;
use crate::alignment::matching::{Matching, Place};
use crate::alignment::vocabulary::WordKind;
use crate::alignment::{AlignmentOptions, Claim, Coverage, MemberCoverage, StatementRef, coverage};
use crate::event::origin::Origin;
use crate::span::{ArticleIndex, Span};

/// Words from which on a wording is too long to be clear.
const LONG_WORDING: usize = 24;
/// Words below which a wording says too little.
const SHORT_WORDING: usize = 4;

/// Makes the claims of the groups, most salient first.
pub(crate) fn make(
    matching: &Matching<'_, '_>,
    groups: &[Group],
    opposition: &Opposition,
    (origins, articles): (&[Origin], &[ArticleIndex]),
    options: &AlignmentOptions,
) -> Vec<Claim> {
    let opposed = |one: StatementRef, other: StatementRef| opposition.holds(one, other);
    let mut claims: Vec<Claim> = groups
        .iter()
        .map(|group| {
            let label = label(matching, group);
            let coverage = coverage::of(matching, group, label, &opposed, options);
            let independent_origins = independent(matching, &coverage, origins, articles);
            let salience = salience(matching, group, label, &coverage, independent_origins, opposition);
            Claim { statements: group.statements.clone(), label, coverage, independent_origins, salience }
        })
        .collect();
    claims.sort_by(|left, right| right.salience.total_cmp(&left.salience).then(left.label.cmp(&right.label)));
    claims
}

/// The most complete clear wording: the statement that holds most of the others; one of the text, not of a headline, if
/// there is one; not one that starts with a pronoun.
fn label(matching: &Matching<'_, '_>, group: &Group) -> StatementRef {
    let quality = |held: StatementRef| {
        let others: Vec<f64> = group
            .statements
            .iter()
            .filter(|other| **other != held)
            .map(|other| matching.link_of(*other, held).map_or(0.0, |link| link.forward))
            .collect();
        let holds = if others.is_empty() { 0.0 } else { others.iter().sum::<f64>() / others.len() as f64 };
        let prepared = matching.prepared(held);
        let mut quality = holds;
        if prepared.place == Place::Headline {
            quality -= 1.0;
        }
        if prepared.starts_with_pronoun {
            quality -= 0.4;
        }
        if prepared.words.len() > LONG_WORDING {
            quality -= 0.2;
        }
        if prepared.words.len() < SHORT_WORDING {
            quality -= 0.2;
        }
        quality
    };
    group
        .statements
        .iter()
        .copied()
        .max_by(|left, right| quality(*left).total_cmp(&quality(*right)).then(right.cmp(left)))
        .unwrap_or(group.centre)
}

/// Independent origins among the members that report: those whose passage stands in a shared text count for its writer.
fn independent(matching: &Matching<'_, '_>, coverage: &[MemberCoverage], origins: &[Origin], articles: &[ArticleIndex]) -> usize {
    let mut writers: BTreeSet<(bool, usize)> = BTreeSet::new();
    for (at, held) in coverage.iter().enumerate().filter(|(_, held)| reports(held)) {
        let Some((statement, _)) = held.bearer else { continue };
        let span = matching.members[at].statements[statement.get()].extent();
        let shared = articles.get(at).and_then(|article| origins.iter().position(|origin| carries(origin, *article, span)));
        writers.insert(match shared {
            Some(origin) => (true, origin),
            None => (false, at),
        });
    }
    writers.len()
}

fn carries(origin: &Origin, article: ArticleIndex, span: Span) -> bool {
    let inside =
        |passages: &[Span]| passages.iter().filter_map(|passage| passage.intersection(span)).map(Span::len).sum::<usize>() * 2 > span.len();
    origin.carriers.iter().any(|carrier| carrier.article == article && inside(&carrier.passages))
}

fn reports(coverage: &MemberCoverage) -> bool {
    matches!(coverage.coverage, Coverage::States | Coverage::Attributes)
}

fn salience(
    matching: &Matching<'_, '_>,
    group: &Group,
    label: StatementRef,
    coverage: &[MemberCoverage],
    independent_origins: usize,
    opposition: &Opposition,
) -> f64 {
    let outlets: BTreeSet<&str> = coverage
        .iter()
        .enumerate()
        .filter(|(_, held)| reports(held))
        .map(|(at, _)| matching.members[at].article.outlet.name.as_str())
        .collect();
    let all: BTreeSet<&str> = matching.members.iter().map(|member| member.article.outlet.name.as_str()).collect();
    let spread = (outlets.len() as f64 / all.len().max(1) as f64 + independent_origins as f64 / matching.members.len().max(1) as f64) / 2.0;
    let place = |reference: &StatementRef| match matching.prepared(*reference).place {
        Place::Headline => 1.0,
        Place::Lede => 0.8,
        Place::Body => 0.0,
    };
    let prominent = group.statements.iter().map(place).fold(0.0, f64::max);
    let words = &matching.prepared(label).words;
    let has = |kind: WordKind| f64::from(u8::from(words.iter().any(|word| word.kind == kind)));
    let contested = f64::from(u8::from(
        group.statements.iter().any(|held| opposition.touches(*held)) || coverage.iter().any(|held| held.coverage == Coverage::Disputes),
    ));
    let mut salience = 0.35 * spread + 0.2 * prominent + 0.1 * has(WordKind::Number) + 0.1 * has(WordKind::Name) + 0.25 * contested;
    if matching.prepared(label).starts_with_pronoun {
        salience *= 0.5;
    }
    if words.len() < SHORT_WORDING {
        salience *= 0.75;
    }
    salience.clamp(0.0, 1.0)
}
