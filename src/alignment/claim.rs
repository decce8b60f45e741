//! From groups of statements to claims: label, coverage, independent origins, salience.
//!
//! Salience (0 to 1) says how much a claim matters to the comparison. It is the weighted mean of: the share of outlets
//! that report it, independent origins counted once (.35); whether it stands in a headline or lede (.2); whether it
//! gives a figure (.1); whether it names somebody or something (.1); whether it is in conflict (.25). A claim whose
//! label leans on what stands before it ("He said so") loses half, a claim of fewer than four words a quarter.

use std::collections::BTreeSet;

use crate::alignment::cluster::{Group, Kin};
use crate::alignment::conflict::Opposition;
use crate::alignment::matching::{Matching, Place, reference};
use crate::alignment::vocabulary::WordKind;
use crate::alignment::{AlignmentOptions, Claim, ClaimOrder, Coverage, MemberCoverage, StatementRef, checkworthiness, coverage};
use crate::event::origin::Origin;
use crate::span::{ArticleIndex, Span};

/// Words below which a wording says too little.
const SHORT_WORDING: usize = 4;

/// Makes the claims of the groups, most salient first, or those most worth checking. The wording shown is that of the
/// centre: the clearest of those that most
/// articles have.
pub(crate) fn make(
    matching: &Matching<'_, '_>,
    groups: &[Group],
    opposition: &Opposition,
    (origins, articles): (&[Origin], &[ArticleIndex]),
    options: &AlignmentOptions,
) -> Vec<Claim> {
    let kin = Kin::of_event(matching, opposition, options);
    let mut claims: Vec<Claim> = groups
        .iter()
        .map(|group| {
            let coverage = coverage::of(matching, group, &kin, opposition, options);
            let independent_origins = independent(matching, &coverage, origins, articles);
            let salience = salience(matching, group, &coverage, independent_origins, opposition);
            let checkworthiness = checkworthiness::rate(matching, group, &coverage, independent_origins, opposition);
            let statements = borne(group, &coverage, options);
            Claim { statements, label: group.centre, coverage, independent_origins, salience, checkworthiness }
        })
        .collect();
    let worth = |claim: &Claim| match options.order {
        ClaimOrder::Salience => claim.salience,
        ClaimOrder::Checkworthiness => claim.checkworthiness.score,
    };
    claims.sort_by(|left, right| worth(right).total_cmp(&worth(left)).then(left.label.cmp(&right.label)));
    claims
}

/// The statements of the group, and those that were surely found to bear its claim sentence by sentence.
fn borne(group: &Group, coverage: &[MemberCoverage], options: &AlignmentOptions) -> Vec<StatementRef> {
    let is_sure = |held: &MemberCoverage| reports(held) && held.probability >= options.reported_from;
    let found = coverage
        .iter()
        .enumerate()
        .filter(|(_, held)| is_sure(held))
        .filter_map(|(at, held)| held.bearer.map(|(statement, _)| reference(at, statement.get())));
    let all: BTreeSet<StatementRef> = group.statements.iter().copied().chain(found).collect();
    all.into_iter().collect()
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

/// Whether a claim stands against another, or an article disputes it.
pub(super) fn is_contested(group: &Group, coverage: &[MemberCoverage], opposition: &Opposition) -> bool {
    group.equals.iter().any(|held| opposition.touches(*held)) || coverage.iter().any(|held| held.coverage == Coverage::Disputes)
}

fn salience(
    matching: &Matching<'_, '_>,
    group: &Group,
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
    let prominent = group.equals.iter().map(place).fold(0.0, f64::max);
    let label = group.centre;
    let words = &matching.prepared(label).words;
    let has = |kind: WordKind| f64::from(u8::from(words.iter().any(|word| word.kind == kind)));
    let contested = f64::from(u8::from(is_contested(group, coverage, opposition)));
    let mut salience = 0.35 * spread + 0.2 * prominent + 0.1 * has(WordKind::Number) + 0.1 * has(WordKind::Name) + 0.25 * contested;
    if matching.prepared(label).starts_with_pronoun {
        salience *= 0.5;
    }
    if words.len() < SHORT_WORDING {
        salience *= 0.75;
    }
    salience.clamp(0.0, 1.0)
}
