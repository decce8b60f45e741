//! Claims, coverage, and claims that one outlet alone has.
//!
//! A statement bears a gold claim if half of the shorter one's words, statement or gold passage, are shared, in the same
//! article. Gold claims and claims of the report are paired one to one, so that the total agreement is greatest: the
//! harmonic mean of the share of gold passages that the claim's statements bear, and the share of those statements, among
//! the ones that bear any gold claim, that bear this one; of rows that agree equally well, one whose own wording is a passage that makes
//! the claim comes before one that is the other side of a dispute. A gold claim is *found* if the claim paired with it bears half
//! of its passages ([`FOUND_FROM`]). *Purity* counts the statements of found claims that bear some gold claim: those that
//! bear their own are right. Statements that bear none say nothing, since gold lists the main matters, not all.
//!
//! Coverage is judged over the cells of found claims. Six classes: the gold's five, and the report's `unclear`, which is
//! never right. Two ways: there (states, attributes, disputes) or not; gold's `unknown` is not judged there. A cell held
//! to be `absent` is right only if gold says so: `unknown` in gold makes it wrong.
//!
//! An `only-in` finding is judged by the gold claim that its statements bear most, found or not: right if gold has the
//! same outlet alone report it, carriers of one origin counting once. Without such a claim it is unjudged.

use std::collections::{BTreeMap, BTreeSet};

use super::words::{Words, same_place, under, under_passages};
use super::{Measure, Scores, View};
use crate::evaluate::assignment::assign;
use crate::evaluate::gold::GoldCoverage;
use crate::report::{ClaimEntry, Coverage, EventEntry, FindingKind};

/// Share of a gold claim's passages that the claim of the report must bear.
const FOUND_FROM: f64 = 0.5;

/// What sets rows apart that agree equally well: less than any difference of agreement.
const ON_ITS_SIDE: f64 = 1e-6;

/// A claim of the report with the gold claims that each of its statements bears.
struct Predicted<'run> {
    event: &'run EventEntry,
    claim: &'run ClaimEntry,
    /// Of each statement: its article, and the gold claims that it bears.
    bears: Vec<(usize, BTreeSet<usize>)>,
}

pub(super) fn score(view: &View<'_>, scores: &mut Scores) {
    let gold = gold_words(view);
    let judged: Vec<usize> = (0..view.gold.claims.len()).filter(|at| view.event_size(&view.gold.claims[*at].value.event) >= 2).collect();
    let predicted: Vec<Predicted<'_>> = view
        .report
        .events
        .iter()
        .flat_map(|event| event.claims.iter().map(move |claim| (event, claim)))
        .map(|(event, claim)| Predicted { event, claim, bears: bears(view, &gold, event, claim) })
        .collect();
    let sides = sides(view);
    let weight = |at: usize, claim: &Predicted<'_>| {
        let agreement = agreement(&gold[at], at, claim);
        if agreement > 0.0 && is_on_side(view, &sides[at], claim) { agreement + ON_ITS_SIDE } else { agreement }
    };
    let weights: Vec<Vec<f64>> = judged.iter().map(|at| predicted.iter().map(|claim| weight(*at, claim)).collect()).collect();
    let paired = assign(&weights);
    for (at, pair) in judged.iter().zip(&paired) {
        let entry = &view.gold.claims[*at];
        let found = pair.map(|pair| &predicted[pair]).filter(|claim| recall(&gold[*at], *at, claim) >= FOUND_FROM);
        scores.count(Measure::ClaimRecall, found.is_some());
        let Some(found) = found else {
            let nearest = pair.map_or("", |pair| predicted[pair].claim.text.as_str());
            scores.mistake(Measure::ClaimRecall, &entry.value.id, Some(entry.line), &entry.value.text, nearest);
            continue;
        };
        purity(view, *at, found, scores);
        coverage(view, *at, found, scores);
    }
    only_in(view, &gold, &predicted, scores);
}

/// Of each gold claim, the words of its passages by article.
type GoldWords = Vec<BTreeMap<usize, Words>>;

fn gold_words(view: &View<'_>) -> GoldWords {
    let claims = view.gold.claims.iter().zip(&view.placed.claims).map(|(entry, spans)| {
        let mut words = BTreeMap::new();
        for (cell, span) in entry.value.coverage.iter().zip(spans) {
            // A cell that disputes a claim bears the opposite: it belongs to the claim's row all the same.
            if let (Some(span), Some(article)) = (span, view.article(&cell.article)) {
                words.insert(article, under(&view.articles[article].text, [*span]));
            }
        }
        words
    });
    claims.collect()
}

/// The same of those passages alone that make the claim: not of those that dispute it.
fn sides(view: &View<'_>) -> GoldWords {
    let claims = view.gold.claims.iter().zip(&view.placed.claims).map(|(entry, spans)| {
        let made = entry.value.coverage.iter().zip(spans).filter(|(cell, _)| cell.coverage != GoldCoverage::Disputes);
        let words = made.filter_map(|(cell, span)| {
            let article = view.article(&cell.article)?;
            Some((article, under(&view.articles[article].text, [(*span)?])))
        });
        words.collect()
    });
    claims.collect()
}

/// Whether the wording of a row is one of these passages.
fn is_on_side(view: &View<'_>, side: &BTreeMap<usize, Words>, predicted: &Predicted<'_>) -> bool {
    let label = predicted.event.statements.get(predicted.claim.label as usize);
    label.is_some_and(|statement| {
        let article = statement.passages.first().map(|passage| passage.article as usize);
        article
            .and_then(|article| Some((article, side.get(&article)?)))
            .is_some_and(|(article, passage)| same_place(passage, &under_passages(&view.articles[article].text, &statement.passages)))
    })
}

fn bears(view: &View<'_>, gold: &GoldWords, event: &EventEntry, claim: &ClaimEntry) -> Vec<(usize, BTreeSet<usize>)> {
    let statements = claim.statements.iter().filter_map(|at| event.statements.get(*at as usize));
    let of_statement = statements.filter_map(|statement| {
        let article = statement.passages.first()?.article as usize;
        let words = under_passages(&view.articles[article].text, &statement.passages);
        let holds = |claim: &&usize| gold[**claim].get(&article).is_some_and(|passage| same_place(passage, &words));
        let all: Vec<usize> = (0..gold.len()).collect();
        Some((article, all.iter().filter(holds).copied().collect()))
    });
    of_statement.collect()
}

/// Share of the gold claim's passages that statements of the claim bear.
fn recall(gold: &BTreeMap<usize, Words>, at: usize, predicted: &Predicted<'_>) -> f64 {
    let borne: BTreeSet<usize> = predicted.bears.iter().filter(|(_, claims)| claims.contains(&at)).map(|(article, _)| *article).collect();
    if gold.is_empty() { 0.0 } else { borne.len() as f64 / gold.len() as f64 }
}

fn agreement(gold: &BTreeMap<usize, Words>, at: usize, predicted: &Predicted<'_>) -> f64 {
    let recall = recall(gold, at, predicted);
    let bearing = predicted.bears.iter().filter(|(_, claims)| !claims.is_empty()).count();
    let own = predicted.bears.iter().filter(|(_, claims)| claims.contains(&at)).count();
    if own == 0 || recall == 0.0 {
        return 0.0;
    }
    let pure = own as f64 / bearing as f64;
    2.0 * recall * pure / (recall + pure)
}

fn purity(view: &View<'_>, at: usize, found: &Predicted<'_>, scores: &mut Scores) {
    let entry = &view.gold.claims[at];
    for ((article, claims), statement) in found.bears.iter().zip(&found.claim.statements) {
        if claims.is_empty() {
            scores.unjudged(Measure::ClaimPurity);
            continue;
        }
        scores.count(Measure::ClaimPurity, claims.contains(&at));
        if !claims.contains(&at) {
            let text = found.event.statements.get(*statement as usize).and_then(|statement| statement.passages.first());
            let text = text.map_or("", |passage| passage.exact.as_str());
            scores.mistake(Measure::ClaimPurity, view.name(*article), Some(entry.line), &entry.value.text, text);
        }
    }
}

fn coverage(view: &View<'_>, at: usize, found: &Predicted<'_>, scores: &mut Scores) {
    let entry = &view.gold.claims[at];
    for cell in &entry.value.coverage {
        let Some(article) = view.article(&cell.article) else { continue };
        let predicted = found.claim.coverage.iter().find(|entry| entry.article as usize == article).map(|entry| entry.coverage);
        let class = predicted.map_or("another event", class);
        let right = class == cell.coverage.name();
        *scores.confusion.entry((cell.coverage.name(), class)).or_default() += 1;
        scores.count(Measure::Coverage, right);
        let is_there = |class: &str| matches!(class, "states" | "attributes" | "disputes");
        if cell.coverage != GoldCoverage::Unknown {
            scores.count(Measure::CoverageTwoWay, is_there(class) == is_there(cell.coverage.name()));
        }
        if predicted == Some(Coverage::Absent) {
            scores.count(Measure::AbsentPrecision, cell.coverage == GoldCoverage::Absent);
            if cell.coverage != GoldCoverage::Absent {
                let gold = format!("{}: {} ({})", cell.coverage.name(), entry.value.text, cell.exact.as_deref().unwrap_or(""));
                scores.mistake(Measure::AbsentPrecision, &cell.article, Some(entry.line), gold, class);
            }
        }
        if !right {
            let gold = format!("{}: {}{}", cell.coverage.name(), entry.value.text, shown(cell.exact.as_deref()));
            scores.mistake(Measure::Coverage, &cell.article, Some(entry.line), gold, format!("{class}{}", basis(found, article)));
        }
    }
}

/// A passage, to be put behind what it shows.
fn shown(passage: Option<&str>) -> String {
    passage.map_or_else(String::new, |exact| format!(" ({})", exact.split_whitespace().collect::<Vec<_>>().join(" ")))
}

/// What a cell of the report rests on: the passage that bears the claim and who says it, else the nearest one; the claim as it is shown.
fn basis(found: &Predicted<'_>, article: usize) -> String {
    let Some(cell) = found.claim.coverage.iter().find(|cell| cell.article as usize == article) else { return String::new() };
    let speaker = cell.attribution.and_then(|at| found.event.attributions.get(at as usize)).map(|said| said.speaker.as_str());
    let passage = cell.passage.as_ref().or(cell.nearest.as_ref().map(|nearest| &nearest.passage)).map(|passage| passage.exact.as_str());
    let speaker = speaker.map_or_else(String::new, |speaker| format!(" {speaker}:"));
    format!(" {:.2}{speaker}{}; row: {}", cell.probability, shown(passage), found.claim.text)
}

fn class(coverage: Coverage) -> &'static str {
    match coverage {
        Coverage::States => "states",
        Coverage::Attributes => "attributes",
        Coverage::Disputes => "disputes",
        Coverage::Unclear => "unclear",
        Coverage::Absent => "absent",
        Coverage::Unknown => "unknown",
    }
}

fn only_in(view: &View<'_>, gold: &GoldWords, predicted: &[Predicted<'_>], scores: &mut Scores) {
    for event in &view.report.events {
        for finding in event.findings.iter().filter(|finding| finding.kind == FindingKind::OnlyIn) {
            let claim = predicted.iter().find(|claim| Some(&claim.claim.id) == finding.about.as_ref());
            let meant = claim.and_then(|claim| {
                let count = |at: usize| claim.bears.iter().filter(|(_, claims)| claims.contains(&at)).count();
                (0..gold.len()).filter(|at| count(*at) > 0).max_by_key(|at| (count(*at), std::cmp::Reverse(*at)))
            });
            let Some(at) = meant else {
                scores.unjudged(Measure::OnlyInPrecision);
                continue;
            };
            let entry = &view.gold.claims[at];
            let reported: Vec<&str> =
                entry.value.coverage.iter().filter(|cell| cell.coverage.is_reported()).map(|cell| cell.article.as_str()).collect();
            let outlets: BTreeSet<&str> = reported.iter().map(|article| independent(view, article)).collect();
            let singled: Vec<&str> =
                finding.outlets.iter().filter_map(|at| event.outlets.get(*at as usize)).map(|outlet| outlet.name.as_str()).collect();
            let reports = |outlet: &str| reported.iter().any(|article| outlet_of(view, article) == outlet);
            let right = outlets.len() <= 1 && singled.iter().all(|outlet| reports(outlet));
            scores.count(Measure::OnlyInPrecision, right);
            if !right {
                let gold = format!("{} (reported by {})", entry.value.text, reported.join(", "));
                scores.mistake(Measure::OnlyInPrecision, &entry.value.id, Some(entry.line), gold, finding.summary.clone());
            }
        }
    }
}

/// The outlet as the report names it.
fn outlet_of<'run>(view: &View<'run>, article: &str) -> &'run str {
    view.article(article).map_or("", |at| view.report.articles[at].outlet.as_str())
}

/// Who first wrote what the article carries, else its outlet.
fn independent<'run>(view: &View<'run>, article: &str) -> &'run str {
    let origin = view.gold.origins.iter().find(|origin| origin.value.articles.iter().any(|carrier| carrier == article));
    origin.map_or_else(|| outlet_of(view, article), |origin| origin.value.first.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::compare::fixture::{World, counted, world};

    const DEATHS: &str = r#"{"gold":"claim","id":"c1","event":"e","text":"people died","coverage":[{"article":"a.txt","coverage":"states","exact":"Six people died"},{"article":"b.txt","coverage":"states","exact":"Eight people died"}]}"#;
    const BRIDGE: &str = r#"{"gold":"claim","id":"c2","event":"e","text":"the bridge is closed","coverage":[{"article":"a.txt","coverage":"states","exact":"The bridge is closed"},{"article":"b.txt","coverage":"absent","exact":null}]}"#;

    fn two_claims() -> World {
        let mut world = world(&[DEATHS, BRIDGE]);
        let (six, eight, bridge) =
            (world.state(0, "Six people died"), world.state(1, "Eight people died"), world.state(0, "The bridge is closed"));
        world.claim("c-1", &[six, eight], [Coverage::States, Coverage::Attributes]);
        world.claim("c-2", &[bridge], [Coverage::States, Coverage::Absent]);
        world
    }

    #[test]
    fn claims_and_their_cells_are_counted() {
        let scores = two_claims().scores(score);
        assert_eq!(counted(&scores, Measure::ClaimRecall), (2.0, 2.0));
        assert_eq!(counted(&scores, Measure::ClaimPurity), (3.0, 3.0));
        // B states the deaths and does not attribute them.
        assert_eq!(counted(&scores, Measure::Coverage), (3.0, 4.0));
        assert_eq!(counted(&scores, Measure::CoverageTwoWay), (4.0, 4.0));
        assert_eq!(counted(&scores, Measure::AbsentPrecision), (1.0, 1.0));
        assert_eq!(scores.confusion.get(&("states", "attributes")), Some(&1));
    }

    #[test]
    fn a_claim_that_holds_two_matters_is_found_as_one_and_is_impure() {
        let mut world = world(&[DEATHS, BRIDGE]);
        let all = [world.state(0, "Six people died"), world.state(1, "Eight people died"), world.state(0, "The bridge is closed")];
        world.claim("c-1", &all, [Coverage::States, Coverage::States]);
        let scores = world.scores(score);
        assert_eq!(counted(&scores, Measure::ClaimRecall), (1.0, 2.0));
        assert_eq!(counted(&scores, Measure::ClaimPurity), (2.0, 3.0));
        assert_eq!(counted(&scores, Measure::Coverage), (2.0, 2.0));
    }

    #[test]
    fn a_claim_of_a_single_outlet_is_right_where_gold_has_it_so() {
        let mut world = two_claims();
        world.find(FindingKind::OnlyIn, "c-2", &[0]);
        world.find(FindingKind::OnlyIn, "c-1", &[0]);
        world.find(FindingKind::OnlyIn, "c-2", &[1]);
        assert_eq!(counted(&world.scores(score), Measure::OnlyInPrecision), (1.0, 3.0));
    }
}
