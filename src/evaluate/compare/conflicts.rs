//! Conflicts and sequences.
//!
//! A side of the report gives a gold value if one of its passages shares half of the shorter one's words with a gold
//! passage of that value. A gold conflict is found if a conflict of the report (not a sequence) has two sides that give
//! two of its values; a gold sequence likewise, by a sequence. Kinds need not agree (gold has some that the report has
//! not), they only tell the recalls apart. A quantity conflict of the report is right if it finds a gold conflict; if two
//! of its sides give values of a gold sequence, or its sides give one gold value, it is wrong; if it gives fewer than
//! two, gold does not speak of it: it is wrong in `conflict_quantity_precision` and unjudged in `…_judged`.

use std::collections::BTreeSet;

use super::words::{Words, same_place, under, under_passages};
use super::{Measure, Scores, View};
use crate::evaluate::gold::{GoldConflict, GoldConflictKind};
use crate::evaluate::rows::Numbered;
use crate::report::{ConflictEntry, ConflictKind};
use crate::span::Span;

pub(super) fn score(view: &View<'_>, scores: &mut Scores) {
    let conflicts = Values::of(view, &view.gold.conflicts, &view.placed.conflicts);
    let sequences = Values::of(view, &view.gold.sequences, &view.placed.sequences);
    let entries: Vec<&ConflictEntry> = view.report.events.iter().flat_map(|event| &event.conflicts).collect();
    for (entry, values) in view.gold.conflicts.iter().zip(&conflicts) {
        let found = entries.iter().any(|conflict| !conflict.is_sequence && values.given(view, conflict) == Given::Several);
        scores.count(Measure::ConflictRecall, found);
        match entry.value.kind {
            GoldConflictKind::Quantity => scores.count(Measure::ConflictQuantityRecall, found),
            GoldConflictKind::Date => scores.count(Measure::ConflictDateRecall, found),
            GoldConflictKind::Polarity => scores.count(Measure::ConflictPolarityRecall, found),
            GoldConflictKind::Name | GoldConflictKind::Actor | GoldConflictKind::Outcome => {}
        }
        if !found {
            scores.mistake(Measure::ConflictRecall, &entry.value.id, Some(entry.line), describe(&entry.value), "");
        }
    }
    for (entry, values) in view.gold.sequences.iter().zip(&sequences) {
        let found = entries.iter().any(|conflict| conflict.is_sequence && values.given(view, conflict) == Given::Several);
        scores.count(Measure::SequenceRecall, found);
        if !found {
            scores.mistake(Measure::SequenceRecall, &entry.value.id, Some(entry.line), describe(&entry.value), "");
        }
    }
    for conflict in entries.iter().filter(|conflict| conflict.kind == ConflictKind::Quantity && !conflict.is_sequence) {
        let best = |values: &[Values]| values.iter().map(|values| values.given(view, conflict)).max().unwrap_or(Given::None);
        let right = best(&conflicts) == Given::Several;
        let spoken_of = right || best(&conflicts) == Given::One || best(&sequences) == Given::Several;
        scores.count(Measure::QuantityPrecision, right);
        if spoken_of {
            scores.count(Measure::QuantityPrecisionJudged, right);
        } else {
            scores.unjudged(Measure::QuantityPrecisionJudged);
        }
        if !right {
            let sides: Vec<&str> = conflict.sides.iter().map(|side| side.value.as_str()).collect();
            let gold = if spoken_of { "no conflict" } else { "not spoken of" };
            let passages = conflict.sides.iter().filter_map(|side| side.bearers.first()).map(|bearer| bearer.passage.exact.as_str());
            let predicted = format!("{}: {} ({})", conflict.matter, sides.join(" / "), passages.collect::<Vec<_>>().join(" | "));
            scores.mistake(Measure::QuantityPrecision, &conflict.id, None, gold, predicted);
        }
    }
}

fn describe(gold: &GoldConflict) -> String {
    let mut values: Vec<&str> = Vec::new();
    for side in &gold.sides {
        if !values.contains(&side.value.as_str()) {
            values.push(&side.value);
        }
    }
    format!("{}: {}", gold.matter, values.join(" / "))
}

/// How many values of a gold conflict the sides of a conflict give.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Given {
    /// None.
    None,
    /// One, by two sides or more: they do not conflict.
    One,
    /// Several, by different sides.
    Several,
}

/// The passages of a gold conflict: article, words, value.
struct Values<'run> {
    passages: Vec<(usize, Words, &'run str)>,
}

impl<'run> Values<'run> {
    fn of(view: &View<'run>, entries: &'run [Numbered<GoldConflict>], placed: &[Vec<Option<Span>>]) -> Vec<Self> {
        let values = entries.iter().zip(placed).map(|(entry, spans)| {
            let sides = entry.value.sides.iter().zip(spans).filter_map(|(side, span)| {
                let article = view.article(&side.article)?;
                Some((article, under(&view.articles[article].text, [(*span)?]), side.value.as_str()))
            });
            Self { passages: sides.collect() }
        });
        values.collect()
    }

    fn given(&self, view: &View<'_>, conflict: &ConflictEntry) -> Given {
        let of_side = conflict.sides.iter().map(|side| {
            let mut values = BTreeSet::new();
            for bearer in &side.bearers {
                let article = bearer.passage.article as usize;
                let words = under_passages(&view.articles[article].text, [&bearer.passage]);
                let held = self.passages.iter().filter(|(of, passage, _)| *of == article && same_place(passage, &words));
                values.extend(held.map(|(_, _, value)| *value));
            }
            values
        });
        let sides: Vec<BTreeSet<&str>> = of_side.filter(|values| !values.is_empty()).collect();
        if sides.len() < 2 {
            return Given::None;
        }
        let differ = |left: &BTreeSet<&str>, right: &BTreeSet<&str>| left.iter().any(|value| right.iter().any(|other| other != value));
        let several = sides.iter().enumerate().any(|(at, left)| sides[at + 1..].iter().any(|right| differ(left, right)));
        if several { Given::Several } else { Given::One }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::compare::fixture::{World, counted, world};

    const SIDES: &str = r#""event":"e","matter":"deaths","kind":"quantity","sides":[{"value":"6","article":"a.txt","exact":"Six people died"},{"value":"8","article":"b.txt","exact":"Eight people died"}]}"#;

    fn conflict() -> World {
        world(&[&format!(r#"{{"gold":"conflict","id":"k1",{SIDES}"#)])
    }

    #[test]
    fn a_conflict_with_two_of_golds_values_is_right() {
        let mut world = conflict();
        world.conflict(false, &[(0, "Six people"), (1, "Eight people")]);
        let scores = world.scores(score);
        for measure in
            [Measure::ConflictRecall, Measure::ConflictQuantityRecall, Measure::QuantityPrecision, Measure::QuantityPrecisionJudged]
        {
            assert_eq!(counted(&scores, measure), (1.0, 1.0), "{}", measure.name());
        }
    }

    #[test]
    fn a_sequence_is_no_conflict_and_the_other_way_round() {
        let mut world = conflict();
        world.conflict(true, &[(0, "Six people"), (1, "Eight people")]);
        let scores = world.scores(score);
        assert_eq!(counted(&scores, Measure::ConflictRecall), (0.0, 1.0));
        assert_eq!(counted(&scores, Measure::QuantityPrecision), (0.0, 0.0));
        let mut world = crate::evaluate::compare::fixture::world(&[&format!(r#"{{"gold":"sequence","id":"q1",{SIDES}"#)]);
        world.conflict(false, &[(0, "Six people"), (1, "Eight people")]);
        let scores = world.scores(score);
        assert_eq!(counted(&scores, Measure::SequenceRecall), (0.0, 1.0));
        assert_eq!(counted(&scores, Measure::QuantityPrecisionJudged), (0.0, 1.0));
    }

    #[test]
    fn one_value_on_both_sides_is_wrong_and_other_matters_are_not_judged() {
        let mut world = conflict();
        world.conflict(false, &[(0, "Six people"), (0, "people died")]);
        world.conflict(false, &[(0, "it was over"), (1, "Shops were open")]);
        let scores = world.scores(score);
        assert_eq!(counted(&scores, Measure::ConflictRecall), (0.0, 1.0));
        assert_eq!(counted(&scores, Measure::QuantityPrecision), (0.0, 2.0));
        assert_eq!(counted(&scores, Measure::QuantityPrecisionJudged), (0.0, 1.0));
        assert_eq!(scores.tally(Measure::QuantityPrecisionJudged).unjudged, 1);
    }
}
