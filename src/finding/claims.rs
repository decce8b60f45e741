//! Findings from claims: in one outlet alone, left out by some, stated here and attributed there, leading here only.
//!
//! A claim is in one outlet alone only if every other article that was analysed whole lacks it in the high-precision band.
//! Other articles of the outlet and copies of its text are not "others". Linear in claims times articles.
//! Known miss: a claim that another outlet words in other terms throughout ("was hit", "came under fire") and that the alignment
//! puts below its band of absence is reported as exclusive; the nearest passage is there to see it.

use crate::alignment::{Claim, Comparison, Coverage, Member, MemberCoverage, Voice};
use crate::attribution::SpeakerKind;
use crate::finding::{Absence, Evidence, Finding, FindingKind, gain};
use crate::framing::Lenses;
use crate::framing::standing::Standing;
use crate::span::ClaimIndex;
use crate::statement::{Certainty, StatementForm};

/// Voices that report a claim at least before its absence elsewhere is a finding.
const FEWEST_REPORTERS: usize = 3;
/// Voices at most that may lack it, unclear ones included: more, and it is not "all others".
const MOST_WITHOUT: usize = 2;
/// Share of the prose (0 to 1) from which on a claim stands low.
const LOW_FROM: f64 = 2.0 / 3.0;
/// Probability of an absence from which on it is sure.
const SURE_ABSENCE: f64 = 0.85;
/// Probability of a report below which stating and attributing are not set against each other.
const SURE_REPORT: f64 = 0.7;

/// What the claims are seen with.
#[derive(Clone, Copy)]
pub(super) struct Scene<'run> {
    pub(super) members: &'run [Member<'run>],
    pub(super) standing: &'run Standing,
    pub(super) comparison: &'run Comparison,
    pub(super) lenses: &'run Lenses,
}

/// All findings from claims.
pub(super) fn find(scene: Scene<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (number, claim) in scene.comparison.claims.iter().enumerate() {
        if claim.coverage.len() != scene.members.len() {
            continue;
        }
        let index = ClaimIndex::new(number);
        let only = only_in(scene, index, claim);
        if only.is_none() {
            findings.extend(lead(scene, number, claim));
        }
        findings.extend(only);
        findings.extend(missing_from(scene, index, claim));
        findings.extend(voice(scene, index, claim));
    }
    findings
}

fn is_reported(coverage: &MemberCoverage) -> bool {
    matches!(coverage.coverage, Coverage::States | Coverage::Attributes | Coverage::Disputes)
}

/// Whether nothing certain follows from what was found: neither reported nor surely absent.
fn is_open(coverage: &MemberCoverage) -> bool {
    let is_unsure = || coverage.coverage == Coverage::Absent && coverage.probability > 1.0 - SURE_ABSENCE;
    coverage.coverage == Coverage::Unclear || is_unsure()
}

fn those(claim: &Claim, wanted: impl Fn(&MemberCoverage) -> bool) -> Vec<usize> {
    claim.coverage.iter().enumerate().filter(|(_, coverage)| wanted(coverage)).map(|(member, _)| member).collect()
}

/// The passage that bears a claim in a member.
fn bearer(scene: Scene<'_>, claim: &Claim, member: usize) -> Option<Evidence> {
    let (statement, _) = claim.coverage[member].bearer?;
    let span = scene.members[member].statements.get(statement.get())?.extent();
    Some(Evidence { member: u32::try_from(member).unwrap_or(u32::MAX), span })
}

fn absence(claim: &Claim, member: usize) -> Absence {
    let coverage = &claim.coverage[member];
    let at = u32::try_from(member).unwrap_or(u32::MAX);
    Absence {
        member: at,
        sentences_searched: coverage.sentences_searched,
        nearest: coverage.nearest.map(|nearest| (Evidence { member: at, span: nearest.span }, nearest.similarity)),
        probability: 1.0 - coverage.probability,
    }
}

fn only_in(scene: Scene<'_>, index: ClaimIndex, claim: &Claim) -> Option<Finding> {
    let reporters = those(claim, is_reported);
    let first = *reporters.first()?;
    if scene.standing.voices(&reporters) != 1 {
        return None;
    }
    let others = scene.standing.others(&reporters);
    if others.iter().any(|member| is_open(&claim.coverage[*member])) {
        return None;
    }
    let silent: Vec<usize> = others
        .into_iter()
        .filter(|member| claim.coverage[*member].coverage == Coverage::Absent && scene.standing.speaks(*member))
        .collect();
    if silent.is_empty() {
        return None;
    }
    let evidence: Vec<Evidence> = reporters.iter().filter_map(|member| bearer(scene, claim, *member)).collect();
    if evidence.is_empty() {
        return None;
    }
    let absences: Vec<Absence> = silent.iter().map(|member| absence(claim, *member)).collect();
    let confidence: f64 = absences.iter().map(|absence| absence.probability).product();
    let outlets = outlets(scene, &reporters);
    let band = if reporters.iter().any(|member| is_named(scene, claim, *member)) { &gain::ONLY_IN_NAMED } else { &gain::ONLY_IN };
    // A wire story that several outlets print is less exclusive than what one outlet found.
    let weight = gain::weight(claim.salience, confidence) / outlets as f64;
    Some(Finding {
        kind: FindingKind::OnlyIn { claim: index, member: u32::try_from(first).unwrap_or(u32::MAX) },
        evidence,
        absences,
        confidence,
        gain: gain::within(band, weight),
    })
}

fn outlets(scene: Scene<'_>, members: &[usize]) -> usize {
    let mut names: Vec<&str> = members.iter().map(|member| scene.members[*member].article.outlet.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    names.len().max(1)
}

/// Whether a source with a name says it there.
fn is_named(scene: Scene<'_>, claim: &Claim, member: usize) -> bool {
    let Some((_, Voice::Source(index))) = claim.coverage[member].bearer else { return false };
    scene.members[member].attributions.get(index.get()).is_some_and(|attribution| is_named_kind(attribution.speaker.kind))
}

/// Kinds of speakers that a reader can go and ask.
pub(super) fn is_named_kind(kind: SpeakerKind) -> bool {
    kind.is_body() || matches!(kind, SpeakerKind::Person | SpeakerKind::Document | SpeakerKind::Media)
}

fn missing_from(scene: Scene<'_>, index: ClaimIndex, claim: &Claim) -> Option<Finding> {
    let reporters = those(claim, is_reported);
    if scene.standing.voices(&reporters) < FEWEST_REPORTERS {
        return None;
    }
    // An outlet whose other article has it, or whose text is a copy of one that has it, does not leave it out.
    let others = scene.standing.others(&reporters);
    let missing: Vec<usize> = others
        .iter()
        .copied()
        .filter(|member| claim.coverage[*member].coverage == Coverage::Absent && !is_open(&claim.coverage[*member]))
        .filter(|member| scene.standing.speaks(*member))
        .filter(|member| !others.iter().any(|other| scene.standing.is_same(*member, *other) && is_open(&claim.coverage[*other])))
        .collect();
    let without: Vec<usize> =
        others.into_iter().filter(|member| matches!(claim.coverage[*member].coverage, Coverage::Absent | Coverage::Unclear)).collect();
    if missing.is_empty() || scene.standing.voices(&without) > MOST_WITHOUT {
        return None;
    }
    let absences: Vec<Absence> = missing.iter().map(|member| absence(claim, *member)).collect();
    let sure: f64 = absences.iter().map(|absence| absence.probability).product();
    let reported: f64 = reporters.iter().map(|member| claim.coverage[*member].probability).sum::<f64>() / reporters.len() as f64;
    let confidence = sure * reported;
    Some(Finding {
        kind: FindingKind::MissingFrom {
            claim: index,
            members: missing.iter().map(|member| u32::try_from(*member).unwrap_or(u32::MAX)).collect(),
        },
        evidence: reporters.iter().filter_map(|member| bearer(scene, claim, *member)).collect(),
        absences,
        confidence,
        gain: gain::within(&gain::MISSING_FROM, gain::weight(claim.salience, confidence)),
    })
}

fn voice(scene: Scene<'_>, index: ClaimIndex, claim: &Claim) -> Option<Finding> {
    // A fragment ("the attack on the residence") is presupposed where it is not said.
    let label = scene.members.get(claim.label.member as usize)?.statements.get(claim.label.statement.get())?;
    if label.form == StatementForm::Fragment {
        return None;
    }
    let of = |wanted: Coverage| those(claim, |coverage| coverage.coverage == wanted && coverage.probability >= SURE_REPORT);
    let is_flat = |member: &usize| {
        let Some((statement, _)) = claim.coverage[*member].bearer else { return false };
        scene.members[*member].statements.get(statement.get()).is_some_and(|statement| statement.certainty == Certainty::Flat)
    };
    let states: Vec<usize> = of(Coverage::States).into_iter().filter(is_flat).collect();
    let attributes = of(Coverage::Attributes);
    let is_against = |member: &usize, against: &[usize]| against.iter().any(|other| !scene.standing.is_same(*member, *other));
    let states: Vec<usize> = states.into_iter().filter(|member| is_against(member, &attributes)).collect();
    let attributes: Vec<usize> = attributes.into_iter().filter(|member| is_against(member, &states)).collect();
    if states.is_empty() || attributes.is_empty() {
        return None;
    }
    let best =
        |members: &[usize], probability: &dyn Fn(usize) -> f64| members.iter().map(|member| probability(*member)).fold(0.0, f64::max);
    let confidence = best(&states, &|member| claim.coverage[member].probability)
        * best(&attributes, &|member| claim.coverage[member].probability * attribution_probability(scene, claim, member));
    let mut members: Vec<usize> = states.iter().chain(&attributes).copied().collect();
    members.sort_unstable();
    let evidence = members.iter().filter_map(|member| sentence(scene, claim, *member)).collect();
    Some(Finding {
        kind: FindingKind::Voice { claim: index },
        evidence,
        absences: Vec::new(),
        confidence,
        gain: gain::within(&gain::VOICE, gain::weight(claim.salience, confidence)),
    })
}

fn attribution_probability(scene: Scene<'_>, claim: &Claim, member: usize) -> f64 {
    match claim.coverage[member].bearer {
        Some((_, Voice::Source(index))) => {
            scene.members[member].attributions.get(index.get()).map_or(1.0, |attribution| attribution.probability)
        }
        _ => 1.0,
    }
}

/// The whole sentence of the bearer: who says it stands there.
fn sentence(scene: Scene<'_>, claim: &Claim, member: usize) -> Option<Evidence> {
    let bearer = bearer(scene, claim, member)?;
    let analysis = scene.members[member].analysis;
    let span = analysis.sentence_at(bearer.span.start).map_or(bearer.span, |index| analysis.sentences[index.get()].span);
    Some(Evidence { member: bearer.member, span })
}

/// One voice opens with it; each other one that has it has it low, and none is unclear.
fn lead(scene: Scene<'_>, number: usize, claim: &Claim) -> Option<Finding> {
    let leaders: Vec<usize> = scene
        .lenses
        .openings
        .iter()
        .filter(|opening| opening.leads_with.contains(&number))
        .map(|opening| opening.member as usize)
        .collect();
    let first = *leaders.first()?;
    if scene.standing.voices(&leaders) != 1 || !claim.coverage.get(first).is_some_and(is_reported) {
        return None;
    }
    let mut evidence: Vec<Evidence> = leaders.iter().filter_map(|member| highest(scene, claim, *member)).collect();
    let mut absences = Vec::new();
    let mut confidence = 1.0;
    for member in scene.standing.others(&leaders) {
        let coverage = &claim.coverage[member];
        if is_reported(coverage) {
            let passage = highest(scene, claim, member)?;
            if depth(scene.members[member], passage) < LOW_FROM {
                return None;
            }
            confidence *= coverage.probability;
            evidence.push(passage);
        } else if is_open(coverage) {
            return None;
        } else if coverage.coverage == Coverage::Absent && scene.standing.speaks(member) {
            confidence *= 1.0 - coverage.probability;
            absences.push(absence(claim, member));
        }
    }
    if evidence.is_empty() || evidence.len() + absences.len() <= leaders.len() {
        return None;
    }
    evidence.sort_unstable();
    evidence.dedup();
    Some(Finding {
        kind: FindingKind::Lead { claim: ClaimIndex::new(number), member: u32::try_from(first).unwrap_or(u32::MAX) },
        evidence,
        absences,
        confidence,
        gain: gain::within(&gain::LEAD, gain::weight(claim.salience, confidence)),
    })
}

/// The first passage of a member that makes the claim.
fn highest(scene: Scene<'_>, claim: &Claim, member: usize) -> Option<Evidence> {
    let statements = claim.statements.iter().filter(|reference| reference.member as usize == member);
    let spans = statements
        .filter_map(|reference| scene.members[member].statements.get(reference.statement.get()))
        .map(|statement| statement.extent());
    let borne = bearer(scene, claim, member).map(|evidence| evidence.span);
    let span = spans.chain(borne).min_by_key(|span| span.start)?;
    Some(Evidence { member: u32::try_from(member).unwrap_or(u32::MAX), span })
}

/// How far down in the prose a passage stands, 0 to 1.
fn depth(member: Member<'_>, passage: Evidence) -> f64 {
    let tokens = member.analysis.tokens.len();
    if tokens == 0 {
        return 0.0;
    }
    member.analysis.tokens.partition_point(|token| token.span.start < passage.span.start) as f64 / tokens as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Completeness, Truncation};
    use crate::event::origin::{Carrier, Origin};
    use crate::finding::gather;
    use crate::framing::fixture::{Paper, claim};
    use crate::framing::look;
    use crate::span::{ArticleIndex, Span};

    const OWN: Option<(usize, Voice)> = Some((1, Voice::Own));

    fn papers(names: &[&str]) -> Vec<Paper> {
        names
            .iter()
            .enumerate()
            .map(|(at, name)| Paper::new(name, "Head", &format!("The bridge fell at {at} sharp. All was well.")))
            .collect()
    }

    fn kinds(papers: &[Paper], claims: Vec<Claim>, origins: &[Origin]) -> Vec<FindingKind> {
        let members: Vec<Member<'_>> = papers.iter().map(Paper::member).collect();
        let articles: Vec<ArticleIndex> = (0..papers.len()).map(ArticleIndex::new).collect();
        let comparison = Comparison { claims, ..Comparison::default() };
        let mut lenses = look(&members, &articles, origins, &[], &comparison);
        lenses.openings.clear();
        let findings = gather(&members, &articles, origins, &[], &comparison, &lenses);
        for finding in &findings {
            assert!((0.0..=1.0).contains(&finding.gain) && (0.0..=1.0).contains(&finding.confidence));
            for passage in &finding.evidence {
                assert!(!passage.span.of(&papers[passage.member as usize].article.text).is_empty());
            }
        }
        findings.into_iter().map(|finding| finding.kind).collect()
    }

    #[test]
    fn a_claim_of_one_outlet_is_exclusive_only_if_every_other_lacks_it_for_sure() {
        let papers = papers(&["A", "B", "C"]);
        let only = claim(&[OWN, None, None]);
        let mut open = only.clone();
        open.coverage[2].coverage = Coverage::Unclear;
        let expected = FindingKind::OnlyIn { claim: ClaimIndex::new(0), member: 0 };
        assert_eq!(kinds(&papers, vec![only], &[]), vec![expected]);
        assert!(kinds(&papers, vec![open], &[]).is_empty());
    }

    #[test]
    fn another_article_of_the_outlet_is_no_other_outlet() {
        assert!(kinds(&papers(&["A", "A"]), vec![claim(&[OWN, None])], &[]).is_empty());
        assert_eq!(kinds(&papers(&["A", "A", "B"]), vec![claim(&[OWN, OWN, None])], &[]).len(), 1);
    }

    #[test]
    fn nothing_follows_from_the_silence_of_a_cut_article() {
        let mut papers = papers(&["A", "B"]);
        papers[1].article.completeness = Completeness::Truncated(Truncation::Paywall);
        assert!(kinds(&papers, vec![claim(&[OWN, None])], &[]).is_empty());
    }

    #[test]
    fn copies_of_one_text_are_one_voice() {
        let papers = papers(&["Wire", "B", "C"]);
        let carrier = |article: usize| Carrier { article: ArticleIndex::new(article), passages: vec![Span::new(0, 40)], shared_share: 1.0 };
        let origin = Origin { writer: "Wire".to_owned(), first: ArticleIndex::new(0), carriers: vec![carrier(0), carrier(1)] };
        let expected = FindingKind::OnlyIn { claim: ClaimIndex::new(0), member: 0 };
        assert_eq!(kinds(&papers, vec![claim(&[OWN, OWN, None])], std::slice::from_ref(&origin)), vec![expected]);
        assert!(kinds(&papers[..2], vec![claim(&[OWN, None])], &[origin]).is_empty());
    }

    #[test]
    fn an_article_against_itself_gives_nothing() {
        let one = || Paper::new("A", "Head", "The bridge fell. All was well.");
        let mut other = one();
        other.article.outlet.name = "B".to_owned();
        assert!(kinds(&[one(), other], vec![claim(&[OWN, None])], &[]).is_empty());
    }

    #[test]
    fn a_claim_that_three_have_is_missing_from_the_fourth() {
        let expected = FindingKind::MissingFrom { claim: ClaimIndex::new(0), members: vec![3] };
        assert_eq!(kinds(&papers(&["A", "B", "C", "D"]), vec![claim(&[OWN, OWN, OWN, None])], &[]), vec![expected]);
        assert!(kinds(&papers(&["A", "B", "C"]), vec![claim(&[OWN, OWN, None])], &[]).is_empty());
    }

    #[test]
    fn swapping_two_articles_mirrors_the_findings() {
        let there = kinds(&papers(&["A", "B"]), vec![claim(&[OWN, None]), claim(&[None, OWN])], &[]);
        let back = kinds(&papers(&["B", "A"]), vec![claim(&[None, OWN]), claim(&[OWN, None])], &[]);
        let mirror = |kind: &FindingKind| match kind {
            FindingKind::OnlyIn { claim, member } => (claim.get(), 1 - *member),
            other => panic!("not expected: {other:?}"),
        };
        let mut mirrored: Vec<(usize, u32)> = back.iter().map(mirror).collect();
        mirrored.sort_unstable();
        let mut straight: Vec<(usize, u32)> = there.iter().map(|kind| (mirror(kind).0, 1 - mirror(kind).1)).collect();
        straight.sort_unstable();
        assert_eq!(straight, mirrored);
    }

    #[test]
    fn stated_here_and_attributed_there_is_a_matter_of_voice() {
        let mut papers = papers(&["A", "B"]);
        papers[1] = Paper::new("B", "Head", "The bridge fell, the mayor said. All was well.").says(
            "the mayor",
            ("said", crate::attribution::CueClass::Neutral),
            &["The bridge fell"],
            SpeakerKind::Person,
        );
        let attributed = Some((1, Voice::Source(crate::span::AttributionIndex::new(0))));
        assert_eq!(kinds(&papers, vec![claim(&[OWN, attributed])], &[]), vec![FindingKind::Voice { claim: ClaimIndex::new(0) }]);
    }
}
