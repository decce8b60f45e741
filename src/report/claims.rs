//! Claims and conflicts of an event.

use rustc_hash::FxHashMap;

use crate::alignment::checkworthiness::Checkworthiness;
use crate::alignment::{self, StatementRef, Voice};
use crate::report::build::count;
use crate::report::event::Builder;
use crate::report::identity::id;
use crate::report::label;
use crate::report::{
    AlignmentEntry, BearerEntry, CheckworthinessEntry, ClaimEntry, ClaimStatus, ConflictEntry, Coverage, CoverageEntry, NearestEntry,
    SideEntry,
};
use crate::span::Span;

fn checkworthiness(rated: &Checkworthiness) -> CheckworthinessEntry {
    let Checkworthiness { factual, specific, figures, contested, consequential, single_sourced, score } = *rated;
    CheckworthinessEntry { score, factual, specific, figures, contested, consequential, single_sourced }
}

impl Builder<'_> {
    /// The claims, each with the aligned pairs whose both ends it holds.
    pub(super) fn claims(&self) -> Vec<ClaimEntry> {
        let comparison = &self.compared.comparison;
        let mut homes: FxHashMap<StatementRef, Vec<usize>> = FxHashMap::default();
        for (index, claim) in comparison.claims.iter().enumerate() {
            for reference in &claim.statements {
                homes.entry(*reference).or_default().push(index);
            }
        }
        let mut pairs: Vec<Vec<AlignmentEntry>> = vec![Vec::new(); comparison.claims.len()];
        for pair in &comparison.alignments {
            let (Some(left), Some(right)) = (homes.get(&pair.left), homes.get(&pair.right)) else { continue };
            for index in left.iter().filter(|index| right.contains(index)) {
                pairs[*index].push(self.alignment(pair));
            }
        }
        comparison.claims.iter().zip(pairs).map(|(claim, pairs)| self.claim(claim, pairs)).collect()
    }

    fn alignment(&self, pair: &alignment::Alignment) -> AlignmentEntry {
        AlignmentEntry {
            left: self.statement(pair.left),
            right: self.statement(pair.right),
            relation: pair.relation.into(),
            probability: pair.probability,
            forward: pair.forward,
            backward: pair.backward,
        }
    }

    fn claim(&self, claim: &alignment::Claim, alignments: Vec<AlignmentEntry>) -> ClaimEntry {
        let label = &self.compared.members[claim.label.member as usize];
        let statement = &label.statements[claim.label.statement.get()];
        let coverage: Vec<CoverageEntry> =
            claim.coverage.iter().enumerate().map(|(member, coverage)| self.coverage(count(member), coverage)).collect();
        let by_outlet = self.by_outlet(&coverage);
        ClaimEntry {
            id: id('c', [label.article.digest.hex().as_str(), &format!("{:?}", statement.spans)]),
            text: label::of(label, claim.label.statement),
            label: self.statement(claim.label),
            statements: claim.statements.iter().map(|reference| self.statement(*reference)).collect(),
            status: status(&by_outlet, &coverage),
            coverage,
            by_outlet,
            independent_origins: count(claim.independent_origins),
            salience: claim.salience,
            checkworthiness: checkworthiness(&claim.checkworthiness),
            alignments,
        }
    }

    fn coverage(&self, member: u32, coverage: &alignment::MemberCoverage) -> CoverageEntry {
        let statements = self.compared.members[member as usize].statements;
        let (passage, voice) = match coverage.bearer {
            Some((statement, voice)) => (Some(self.passage(member, statements[statement.get()].extent())), Some(voice)),
            None => (None, None),
        };
        CoverageEntry {
            article: self.article(member),
            coverage: coverage.coverage.into(),
            probability: coverage.probability,
            passage,
            attribution: match voice {
                Some(Voice::Source(index)) => Some(self.attribution(member, index)),
                _ => None,
            },
            nearest: coverage.nearest.map(|nearest| self.nearest(member, nearest.span, nearest.similarity)),
            sentences_searched: count(coverage.sentences_searched),
        }
    }

    pub(super) fn nearest(&self, member: u32, span: Span, similarity: f64) -> NearestEntry {
        NearestEntry { passage: self.passage(member, span), similarity }
    }

    /// For each outlet the coverage that stands for it: the strongest among its articles.
    fn by_outlet(&self, coverage: &[CoverageEntry]) -> Vec<u32> {
        let mut chosen: Vec<Option<usize>> = vec![None; self.outlets.len()];
        for (member, entry) in coverage.iter().enumerate() {
            let slot = &mut chosen[self.outlet_of[member]];
            let stronger = |held: usize| strength(entry.coverage) > strength(coverage[held].coverage);
            if slot.is_none_or(stronger) {
                *slot = Some(member);
            }
        }
        chosen.into_iter().map(|member| count(member.unwrap_or_default())).collect()
    }

    pub(super) fn conflict(&self, conflict: &alignment::Conflict, claims: &[ClaimEntry]) -> ConflictEntry {
        let sides: Vec<SideEntry> = conflict
            .sides
            .iter()
            .map(|side| SideEntry {
                value: side.value.clone(),
                bearers: side
                    .bearers
                    .iter()
                    .map(|(reference, span)| {
                        let statement = &self.compared.members[reference.member as usize].statements[reference.statement.get()];
                        BearerEntry {
                            statement: self.statement(*reference),
                            value: self.passage(reference.member, *span),
                            passage: self.passage(reference.member, statement.extent()),
                        }
                    })
                    .collect(),
            })
            .collect();
        let parts =
            sides.iter().flat_map(|side| side.bearers.iter().map(|bearer| format!("{}:{:?}", bearer.passage.exact, bearer.value.bytes)));
        let parts: Vec<String> = parts.collect();
        ConflictEntry {
            id: id('k', parts.iter().map(String::as_str)),
            kind: conflict.kind.into(),
            matter: conflict.matter.clone(),
            is_sequence: conflict.is_sequence,
            probability: conflict.probability,
            claim: conflict.claim.and_then(|claim| claims.get(claim.get())).map(|claim| claim.id.clone()),
            sides,
        }
    }
}

/// Order in which the articles of one outlet stand for it.
fn strength(coverage: Coverage) -> u8 {
    match coverage {
        Coverage::States => 5,
        Coverage::Attributes => 4,
        Coverage::Disputes => 3,
        Coverage::Unclear => 2,
        Coverage::Unknown => 1,
        Coverage::Absent => 0,
    }
}

fn status(by_outlet: &[u32], coverage: &[CoverageEntry]) -> ClaimStatus {
    let of = |index: &u32| coverage[*index as usize].coverage;
    let reported = by_outlet.iter().filter(|index| of(index).is_reported()).count();
    let disputed = by_outlet.iter().filter(|index| of(index) == Coverage::Disputes).count();
    let absent = by_outlet.iter().filter(|index| of(index) == Coverage::Absent).count();
    let unclear = by_outlet.iter().filter(|index| of(index) == Coverage::Unclear).count();
    if reported + disputed > 1 {
        if absent == 0 && unclear == 0 && disputed == 0 { ClaimStatus::Shared } else { ClaimStatus::Partial }
    } else if absent > 0 && unclear == 0 {
        ClaimStatus::Exclusive
    } else {
        ClaimStatus::Uncertain
    }
}
