//! The figures that a statement or sentence gives, compared by value and by what they count.
//!
//! "Four officers were hurt" is not said where only "Gate 4" stands, nor "three warnings" where three people are counted: a figure
//! is held by another of the same value whose unit can be the same; a time of the day by one that can be the same. Dates and numbers
//! inside names are no figures. "One" is none either, since "a protester died" says it too; "several" and ranks are not asked for.

use crate::alignment::clock::Clock;
use crate::alignment::figure::SAME_ORDER;
use crate::alignment::matter;
use crate::alignment::vocabulary::{Term, Vocabulary};
use crate::language::{Analysis, Approximator, Quantity, Unit};

/// Share by which two values may differ and be one, rounded.
const SAME_WITHIN: f64 = 0.02;

/// Count from which on who tells of it gives a figure, be it rough ("dozens").
const FEWEST_TOLD_BY_NUMBER: f64 = 20.0;
/// Count of people from which on they are not all named.
const MOST_NAMED: f64 = 6.0;
/// Units of spans of time.
const SPANS_OF_TIME: [&str; 8] = ["second", "minute", "hour", "day", "week", "month", "year", "decade"];

/// The stem of the noun that counts how often.
const OCCASION: &str = "tim";

/// What a figure counts.
#[derive(Clone, Debug, PartialEq)]
enum Counted {
    /// People, whatever they are.
    People,
    /// Things of this noun.
    Things(Term),
    /// How often: "three times" can be three warnings.
    Occasions,
    /// Nothing that is named beside it.
    Open,
    /// Nothing: it is a time of the day.
    Hour(Clock),
    /// A rate, a sum of money, a measure, an age, a vote.
    Other(Unit),
}

/// A figure that a statement or a sentence gives.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Given {
    value: f64,
    counted: Counted,
    /// It stands before its noun in one word with its unit ("a 200-person team"): a detail of the thing.
    is_attributive: bool,
    /// It says how long something took that is counted otherwise ("by 31 percent in two years").
    is_lapse: bool,
}

/// Words before a span of time in which something else changed.
const WITHIN: [&str; 4] = ["in", "within", "over", "during"];

impl Given {
    /// The figure of a quantity; none for "one", for ranks and for what is no figure ("several").
    pub(crate) fn of(quantity: &Quantity, analysis: &Analysis, vocabulary: &Vocabulary) -> Option<Self> {
        let is_one = quantity.value == 1.0 && matches!(quantity.unit, Unit::Count(_));
        if is_one || quantity.approximator == Approximator::Vague {
            return None;
        }
        let counted = match &quantity.unit {
            Unit::Ordinal => return None,
            Unit::Count(noun) => {
                let text = noun.and_then(|noun| analysis.terms.get(noun.get())).map(|text| &**text);
                match (text, text.and_then(|text| vocabulary.find(text))) {
                    (Some(OCCASION), _) => Counted::Occasions,
                    (Some(text), _) if matter::is_people(text) => Counted::People,
                    (_, Some(term)) => Counted::Things(term),
                    _ => Counted::Open,
                }
            }
            other => Counted::Other(other.clone()),
        };
        Some(Self { value: quantity.value, counted, is_attributive: false, is_lapse: false })
    }

    /// A time of the day.
    pub(crate) fn hour(clock: Clock) -> Self {
        Self { value: f64::from(clock.minute), counted: Counted::Hour(clock), is_attributive: false, is_lapse: false }
    }

    /// The same, as written, behind a word: "200-person" is a detail of what it stands before.
    pub(crate) fn written(self, before: &str, text: &str) -> Self {
        let is_joint = |pair: &[char]| matches!(pair, ['0'..='9', '-', letter] if letter.is_alphabetic());
        let is_attributive = text.chars().collect::<Vec<char>>().windows(3).any(is_joint);
        let is_lapse = WITHIN.contains(&before) && self.is_span_of_time();
        Self { is_attributive, is_lapse, ..self }
    }

    /// Whether what is counted is named.
    pub(crate) fn is_named(&self) -> bool {
        !matches!(self.counted, Counted::Open | Counted::Occasions)
    }

    /// Whether nothing that is counted is named: "more than 30 were held", not "it fell to 47.1".
    pub(crate) fn is_bare(&self) -> bool {
        self.counted == Counted::Open && self.value.fract() == 0.0
    }

    /// Whether it can count people.
    pub(crate) fn may_be_people(&self) -> bool {
        self.counted == Counted::People || self.is_bare()
    }

    /// Whether who gives it will give it near the words of the claim: sums, rates and counts of things, not people ("were dragged into
    /// vans") nor votes ("six of the nine judges").
    pub(crate) fn is_told_in_few_ways(&self) -> bool {
        match &self.counted {
            Counted::Things(_) | Counted::Hour(_) => true,
            Counted::Other(unit) => !matches!(unit, Unit::Score(_)),
            Counted::People | Counted::Occasions | Counted::Open => false,
        }
    }

    /// Whether who gives it gives a figure for it: sums, rates and measures, and counts from a score up. When and how long is often left
    /// out, and fewer are told without a figure ("a drone", "nobody", "her two sons"), and so is a detail ("a 200-person team").
    pub(crate) fn is_told_by_number(&self) -> bool {
        match &self.counted {
            _ if self.is_attributive => false,
            Counted::Other(Unit::Measure(_)) => !self.is_span_of_time(),
            Counted::Other(unit) => !matches!(unit, Unit::Score(_) | Unit::Age),
            Counted::Things(_) | Counted::People => self.value >= FEWEST_TOLD_BY_NUMBER,
            Counted::Hour(_) | Counted::Occasions | Counted::Open => false,
        }
    }

    /// Whether it says how long something took that is counted otherwise.
    pub(crate) fn is_lapse(&self) -> bool {
        self.is_lapse
    }

    /// Whether it says how long something takes.
    fn is_span_of_time(&self) -> bool {
        matches!(&self.counted, Counted::Other(Unit::Measure(unit)) if SPANS_OF_TIME.contains(&&**unit))
    }

    /// Whether it counts so few people that they may be told one by one, by name ("the bodies of Ann Lee and her sister").
    pub(crate) fn may_be_named(&self) -> bool {
        self.counted == Counted::People && self.is_few()
    }

    /// Whether it is no more than a handful.
    pub(crate) fn is_few(&self) -> bool {
        self.value < MOST_NAMED
    }

    /// Whether a rough quantity allows it.
    pub(crate) fn is_in(&self, rough: &Quantity) -> bool {
        (rough.low..=rough.high).contains(&self.value)
    }

    /// The noun of the things that are counted.
    pub(crate) fn things(&self) -> Option<Term> {
        if let Counted::Things(noun) = self.counted { Some(noun) } else { None }
    }

    /// Whether the other one counts the same; who gives a bare number may mean people.
    pub(crate) fn is_of_kind(&self, other: &Self, vocabulary: &Vocabulary) -> bool {
        let is_bare = other.counted == Counted::Open;
        self.counts_like(other, vocabulary) && (!is_bare || matches!(self.counted, Counted::People | Counted::Open))
    }

    /// Whether neither is many times the other: who reports 2,500 soldiers gives them as some thousands.
    pub(crate) fn is_of_order(&self, other: &Self) -> bool {
        let (more, less) = (self.value.abs().max(other.value.abs()), self.value.abs().min(other.value.abs()));
        matches!(self.counted, Counted::Hour(_)) || more <= SAME_ORDER * less
    }

    /// Whether the other one can count the same.
    pub(crate) fn counts_like(&self, other: &Self, vocabulary: &Vocabulary) -> bool {
        match (&self.counted, &other.counted) {
            (Counted::Hour(_), Counted::Hour(_)) => true,
            (Counted::Hour(_), _) | (_, Counted::Hour(_)) => false,
            (Counted::Open, _) | (_, Counted::Open) => true,
            (Counted::Occasions, Counted::Things(_) | Counted::Occasions) | (Counted::Things(_), Counted::Occasions) => true,
            (Counted::Things(one), Counted::Things(other)) => vocabulary.likeness(*one, *other) > 0.0,
            // Half a point is put as a percentage by those who write fast.
            (Counted::Other(Unit::Percent | Unit::PercentagePoint), Counted::Other(Unit::Percent | Unit::PercentagePoint)) => true,
            (one, other) => one == other,
        }
    }

    /// Whether the other one says it.
    pub(crate) fn is_held_by(&self, other: &Self, vocabulary: &Vocabulary) -> bool {
        if let (Counted::Hour(one), Counted::Hour(other)) = (&self.counted, &other.counted) {
            return !one.differs(other);
        }
        self.has_value_of(other) && self.counts_like(other, vocabulary)
    }

    /// Whether the two values are one, rounded.
    pub(crate) fn has_value_of(&self, other: &Self) -> bool {
        let size = self.value.abs().max(other.value.abs());
        (self.value - other.value).abs() <= SAME_WITHIN * size
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::article_from_text;
    use crate::language::{self, LanguageOptions};
    use crate::span::TokenIndex;

    /// The figures of a text, left of those of another, with the words that both have.
    fn given(left: &str, right: &str) -> (Vec<Given>, Vec<Given>, Vocabulary) {
        let mut vocabulary = Vocabulary::default();
        let analysed: Vec<Analysis> = [left, right]
            .into_iter()
            .map(|text| {
                let article = article_from_text("", "", text);
                let analysis = language::analyse(&article, &LanguageOptions::default());
                vocabulary.read(&article, &analysis, (0..analysis.tokens.len()).map(TokenIndex::new));
                analysis
            })
            .collect();
        vocabulary.relate();
        let of = |analysis: &Analysis| analysis.quantities.iter().filter_map(|held| Given::of(held, analysis, &vocabulary)).collect();
        (of(&analysed[0]), of(&analysed[1]), vocabulary)
    }

    fn is_held(left: &str, right: &str) -> bool {
        let (left, right, vocabulary) = given(left, right);
        left.iter().any(|one| right.iter().any(|other| one.is_held_by(other, &vocabulary)))
    }

    #[test]
    fn a_figure_is_held_by_one_that_counts_the_same() {
        assert!(is_held("Twelve people were arrested.", "Police held 12 strikers."));
        assert!(is_held("They lost 1.2 million homes.", "Some 1,200,000 homes were lost."));
        assert!(is_held("The bank raised it by half a percentage point.", "The bank raised it by 50 basis points."));
        assert!(!is_held("Three warnings were given.", "Three people were hurt."));
        assert!(!is_held("Four officers were hurt.", "Pickets stood at Gate 4 of the port."));
    }

    #[test]
    fn a_detail_before_its_noun_is_not_told_by_number() {
        let told = |text: &str| {
            let article = article_from_text("", "", text);
            let analysis = language::analyse(&article, &LanguageOptions::default());
            let figures = || analysis.quantities.iter().filter_map(|held| Given::of(held, &analysis, &Vocabulary::default()));
            figures().any(|figure| figure.written("", text).is_told_by_number())
        };
        assert!(told("The port paid $40 million for it."));
        assert!(!told("The party set up a 200-person centre for calls."));
    }

    #[test]
    fn few_people_may_be_told_by_name() {
        let (few, many, _) = given("Two women were found dead.", "Some 40 people were found dead.");
        assert!(few.iter().all(Given::may_be_named) && !many.iter().any(Given::may_be_named));
    }

    #[test]
    fn how_often_is_no_count_of_things() {
        let (often, ..) = given("Officers warned the crowd three times.", "");
        assert!(often.iter().all(|figure| !figure.is_named()));
        assert!(is_held("Officers warned the crowd three times.", "Officers gave three warnings."));
        assert!(!is_held("Officers warned the crowd three times.", "Three people were hurt."));
    }
}
