//! How much a claim is worth a fact-checker's time.
//!
//! The features are those that check-worthiness is judged by since ClaimBuster (Hassan et al., 2017, doi:10.1145/3097983.3098131) and the
//! CheckThat! labs (Nakov et al., 2022): a fact rather than an opinion or a plan, specific, with figures, contested, of consequence; and
//! one that a comparison alone can see, that it comes from a single origin. Each is 0 to 1; the score is how factual it is times the
//! weighted mean of the others. The weights are a choice of ours: no set of claims that fact-checkers chose was at hand to fit them on.
//!
//! Known miss: irony and value judgements without "I", "should" or the like pass for facts.

use crate::alignment::claim::is_contested;
use crate::alignment::cluster::Group;
use crate::alignment::conflict::Opposition;
use crate::alignment::matching::Matching;
use crate::alignment::vocabulary::WordKind;
use crate::alignment::{MemberCoverage, StatementRef};
use crate::language::TokenKind;
use crate::lexicon::consequence;
use crate::statement::{Certainty, Statement, StatementForm};

/// Names and times from which on a claim is as specific as can be.
const MOST_SPECIFIC: f64 = 3.0;
/// Words of consequence from which on more change nothing.
const MOST_CONSEQUENTIAL: f64 = 2.0;
/// What is left of a fact in a wording without a predicate, and in one that speaks of the speaker's mind.
const FRAGMENT_SHARE: f64 = 0.5;
const OPINION_SHARE: f64 = 0.3;
/// Weights of the features in the order of [`Checkworthiness`], the first left out.
const WEIGHTS: [f64; 5] = [0.2, 0.2, 0.2, 0.25, 0.15];
/// Words of wishes and judgements.
const OPINION: [&str; 10] = ["i", "we", "should", "must", "ought", "hope", "believe", "think", "feel", "fear"];

/// What makes a claim worth checking: features of 0 to 1, and the score made from them.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Checkworthiness {
    /// It can be true or false: said flatly or alleged, not a plan, a condition, an opinion.
    pub factual: f64,
    /// It names who, what, when.
    pub specific: f64,
    /// It gives figures.
    pub figures: f64,
    /// An outlet or a source disputes it, or other figures are given.
    pub contested: f64,
    /// Much depends on it: lives, law, money.
    pub consequential: f64,
    /// All who report it have it from one origin.
    pub single_sourced: f64,
    /// The score, 0 to 1.
    pub score: f64,
}

/// Rates a claim.
pub(crate) fn rate(
    matching: &Matching<'_, '_>,
    group: &Group,
    coverage: &[MemberCoverage],
    independent_origins: usize,
    opposition: &Opposition,
) -> Checkworthiness {
    let label = group.centre;
    let statement = matching.statement(label);
    let words = &matching.prepared(label).words;
    let share = |count: usize, most: f64| (count as f64 / most).min(1.0);
    let named = words.iter().filter(|word| word.kind == WordKind::Name).count().min(2) + statement.times.len();
    let leans = if matching.prepared(label).starts_with_pronoun { 0.5 } else { 1.0 };
    let forms = || forms(matching, label, statement);
    let weighty = forms().filter(|form| consequence::look_up(form).is_some()).count();
    let contested = match statement.certainty {
        _ if is_contested(group, coverage, opposition) => 1.0,
        Certainty::Alleged | Certainty::Denied => 0.5,
        _ => 0.0,
    };
    let is_opinion = forms().any(|form| OPINION.contains(&form.as_str()));
    let factual = certain(statement.certainty)
        * if statement.form == StatementForm::Fragment { FRAGMENT_SHARE } else { 1.0 }
        * if is_opinion { OPINION_SHARE } else { 1.0 };
    let figures = if words.iter().any(|word| word.kind == WordKind::Number) {
        1.0
    } else if statement.quantities.is_empty() {
        0.0
    } else {
        0.5
    };
    let single_sourced = match independent_origins {
        0 | 1 => 1.0,
        2 => 0.5,
        _ => 0.0,
    };
    let specific = share(named, MOST_SPECIFIC) * leans;
    let consequential = share(weighty, MOST_CONSEQUENTIAL);
    let features = [specific, figures, contested, consequential, single_sourced];
    let score = factual * features.iter().zip(WEIGHTS).map(|(feature, weight)| feature * weight).sum::<f64>();
    Checkworthiness { factual, specific, figures, contested, consequential, single_sourced, score }
}

/// How far a wording of some certainty says what is or was.
fn certain(certainty: Certainty) -> f64 {
    match certainty {
        Certainty::Flat | Certainty::Alleged | Certainty::Denied => 1.0,
        Certainty::Hedged => 0.6,
        Certainty::Planned => 0.4,
        Certainty::Conditional => 0.2,
    }
}

/// The words of a statement as written, in small letters.
fn forms<'run>(matching: &Matching<'_, 'run>, label: StatementRef, statement: &'run Statement) -> impl Iterator<Item = String> {
    let member = matching.members[label.member as usize];
    let tokens = statement.spans.iter().flat_map(move |span| member.analysis.tokens_in(member.analysis.tokens_under(*span)));
    tokens.filter(|token| token.kind != TokenKind::Punctuation).map(move |token| token.span.of(&member.article.text).to_lowercase())
}

#[cfg(test)]
mod tests {
    use crate::alignment::Claim;
    use crate::alignment::fixture::{compared, text, told};

    fn rated(claims: &[Claim], texts: &[crate::alignment::fixture::Told], part: &str) -> super::Checkworthiness {
        claims.iter().find(|claim| text(texts, claim.label).contains(part)).expect("it is a claim").checkworthiness
    }

    #[test]
    fn a_contested_figure_of_the_dead_comes_before_a_concert_and_an_opinion() {
        let told = [
            told(
                "A",
                "",
                "Seven guards were killed in the attack on the house. The band played in the old market until midnight. We should all be \
                 kinder to our neighbours.",
            ),
            told("B", "", "Six guards were killed in the attack on the house. The harbour bridge reopened at noon."),
        ];
        let claims = compared(&told).claims;
        let (dead, band, kinder) = (rated(&claims, &told, "guards"), rated(&claims, &told, "band"), rated(&claims, &told, "kinder"));
        assert!(dead.score > band.score && band.score > kinder.score, "{dead:?} {band:?} {kinder:?}");
        assert!((dead.contested - 1.0).abs() < 1e-9 && (dead.figures - 1.0).abs() < 1e-9 && dead.consequential > 0.9);
        assert!(kinder.factual < 0.5 && (band.factual - 1.0).abs() < 1e-9);
    }
}
