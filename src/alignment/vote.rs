//! Votes that are told by one side: "six of the nine judges voted against", "six members backed it and three opposed it".
//!
//! A score says both sides ("6-3", "six votes to three") and is read with the quantities. One side is a vote too where the whole is
//! given with it, or the other side in the same sentence, and a verb of voting says so.
//! Linear in the words of the sentence.
//!
//! Known misses: the whole given elsewhere ("three of the judges dissented"), abstentions.

use crate::alignment::Member;
use crate::language::{Quantity, Unit};

/// Words after the count, or after the whole, within which the verb stands.
const WORDS_TO_VERB: usize = 6;
/// What stands before the whole ("six of the nine", "three of its nine").
const DETERMINERS: [&str; 8] = ["the", "its", "their", "his", "her", "our", "these", "those"];
/// Who votes.
const VOTERS: [&str; 18] = [
    "judge",
    "judges",
    "justice",
    "justices",
    "member",
    "members",
    "councillor",
    "councillors",
    "councilors",
    "deputies",
    "senators",
    "lawmakers",
    "legislators",
    "commissioners",
    "governors",
    "policymakers",
    "votes",
    "vote",
];
/// Beginnings of words that say on which side a vote was: for, against, or only that it was one.
const FOR: [&str; 6] = ["back", "support", "approv", "favour", "favor", "endors"];
const AGAINST: [&str; 5] = ["against", "oppos", "dissent", "disagree", "reject"];
const EITHER: [&str; 1] = ["vot"];
/// Largest vote that is read.
const MOST: f64 = 1000.0;

/// A quantity as the vote that it is one side of: the larger side, with the smaller one as its unit, up to where the other number is given.
pub(crate) fn of(member: &Member<'_>, quantity: &Quantity) -> Option<Quantity> {
    let is_whole = |held: &Quantity| matches!(held.unit, Unit::Count(_)) && held.value.fract() == 0.0 && (1.0..=MOST).contains(&held.value);
    if !is_whole(quantity) || quantity.low < quantity.high {
        return None;
    }
    let end = member.analysis.sentences.get(quantity.sentence.get())?.tokens.range().end;
    let after = quantity.tokens.range().end;
    let others = || member.analysis.quantities.iter().filter(|other| other.sentence == quantity.sentence && is_whole(other));
    let soon = |from: usize| (from..end.min(from + WORDS_TO_VERB)).map(|at| member.form(at)).take_while(|form| form != "," && form != ";");
    let is_any = |form: &str, lists: &[&[&str]]| lists.iter().any(|list| list.iter().any(|start| form.starts_with(start)));
    let score = |other: f64, until: &Quantity| {
        let (more, less) = (quantity.value.max(other), quantity.value.min(other));
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole, and no more than MOST")]
        let unit = Unit::Score(less as u32);
        let span = quantity.span.cover(until.span);
        Quantity { span, value: more, low: more, high: more, unit, ..quantity.clone() }
    };
    if member.form(after) == "of" {
        let place = after + 1 + usize::from(DETERMINERS.contains(&member.form(after + 1).as_str()));
        let all = others().find(|other| other.tokens.range().start == place && other.value >= quantity.value)?;
        let votes = soon(all.tokens.range().end).any(|form| is_any(&form, &[&FOR, &AGAINST, &EITHER]));
        return votes.then(|| score(all.value - quantity.value, all));
    }
    let is_by_voters = soon(after).next().is_some_and(|form| VOTERS.contains(&form.as_str()));
    let side =
        |from: usize| soon(from).find_map(|form| is_any(&form, &[&FOR]).then_some(true).or(is_any(&form, &[&AGAINST]).then_some(false)));
    let own = side(after).filter(|_| is_by_voters)?;
    let against = others().find(|other| other.tokens.range().start > after && side(other.tokens.range().end) == Some(!own))?;
    Some(score(against.value, against))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alignment::ConflictKind;
    use crate::alignment::fixture::{compared, told};

    fn votes(text: &str) -> Vec<(f64, Unit)> {
        let told = told("A", "", text);
        let member = told.member();
        told.analysis.quantities.iter().filter_map(|quantity| of(&member, quantity)).map(|vote| (vote.value, vote.unit)).collect()
    }

    #[test]
    fn one_side_with_the_whole_or_with_the_other_side_is_a_vote() {
        for text in [
            "Five of the seven commissioners voted against the toll.",
            "The panel was split, with two of its seven members voting against.",
            "Five members of the panel backed the toll and two opposed it.",
        ] {
            assert_eq!(votes(text), [(5.0, Unit::Score(2))], "{text}");
        }
    }

    #[test]
    fn a_part_of_a_whole_that_did_not_vote_is_none() {
        for text in
            ["Five of the seven ferries sank.", "Five members of the crew backed out.", "Five towns opposed the toll and two rivers rose."]
        {
            assert_eq!(votes(text), [], "{text}");
        }
    }

    #[test]
    fn two_votes_on_one_decision_conflict_however_they_are_told() {
        let one = told("A", "Panel approves toll", "Five of the seven commissioners voted for the toll.");
        let other = told("B", "Panel approves toll", "The commissioners approved the toll by four votes to three.");
        let conflicts = compared(&[one, other]).conflicts;
        assert!(conflicts.iter().any(|conflict| conflict.kind == ConflictKind::Quantity && conflict.matter == "votes"), "{conflicts:?}");
    }

    #[test]
    fn a_year_behind_a_vote_is_of_what_was_voted_on() {
        let differ = |one: &str| {
            let dated = |outlet: &str, text: &str| {
                let mut told = told(outlet, "Court strikes down toll", text);
                told.article.published = crate::article::Published::Day(jiff::civil::date(2026, 10, 15));
                told.analysis = crate::language::analyse(&told.article, &crate::language::LanguageOptions::default());
                told
            };
            let conflicts = compared(&[dated("A", one), dated("B", "The judges struck down the toll by four votes to three.")]).conflicts;
            conflicts.iter().any(|conflict| conflict.matter == "votes")
        };
        assert!(differ("In a 5-2 decision, the judges struck down the toll of the law of 2019."));
        assert!(!differ("In 2019 the judges struck down the toll by five votes to two."));
    }
}
