//! Numbers with their approximator and unit: "at least two drones", "$1.2 billion", "25 basis points", "5-4", "34-year-old".
//!
//! Each sentence is read once from left to right: a number (`quantity_number`), the approximator before or after it, then its unit or
//! the noun that it counts (`quantity_unit`). What the words allow is the interval `low..=high`; how wide "about" is follows the
//! finding that hedged round figures are meant to about ten per cent (Krifka, 2007, "Approximate interpretation of number words").
//! Linear: every step looks at a bounded number of tokens.
//!
//! Not quantities: parts of dates and times of day, house numbers, labels ("Article 5", "Boeing 737"), "one of the", the pronoun "one".
//!
//! Known misses: a figure far from its noun ("two were shot down" counts nothing); "over 10 days" reads as more than ten days even where
//! it means during; "pounds" are money even where they weigh.

use rustc_hash::FxHashMap;

use crate::article::Article;
use crate::language::quantity_number::{self, Number, Shape};
use crate::language::quantity_unit::{self, Measured};
use crate::language::sentence_words::SentenceWords;
use crate::language::{Analysis, Approximator, Quantity, Unit};
use crate::span::{SentenceIndex, TermIndex, TokenRange};

/// "about 100" allows 90 to 110: share of the value, after Krifka (2007).
const ABOUT_SHARE: f64 = 0.1;

/// Phrases before a number, longest first among those with the same last word.
const BEFORE: &[(&[&str], Approximator)] = &[
    (&["no", "fewer", "than"], Approximator::AtLeast),
    (&["no", "less", "than"], Approximator::AtLeast),
    (&["not", "less", "than"], Approximator::AtLeast),
    (&["not", "fewer", "than"], Approximator::AtLeast),
    (&["a", "minimum", "of"], Approximator::AtLeast),
    (&["at", "least"], Approximator::AtLeast),
    (&["no", "more", "than"], Approximator::AtMost),
    (&["not", "more", "than"], Approximator::AtMost),
    (&["a", "maximum", "of"], Approximator::AtMost),
    (&["as", "many", "as"], Approximator::AtMost),
    (&["as", "much", "as"], Approximator::AtMost),
    (&["at", "most"], Approximator::AtMost),
    (&["up", "to"], Approximator::AtMost),
    (&["in", "excess", "of"], Approximator::MoreThan),
    (&["upwards", "of"], Approximator::MoreThan),
    (&["more", "than"], Approximator::MoreThan),
    (&["greater", "than"], Approximator::MoreThan),
    (&["higher", "than"], Approximator::MoreThan),
    (&["just", "over"], Approximator::MoreThan),
    (&["well", "over"], Approximator::MoreThan),
    (&["over"], Approximator::MoreThan),
    (&["above"], Approximator::MoreThan),
    (&["exceeding"], Approximator::MoreThan),
    (&["fewer", "than"], Approximator::LessThan),
    (&["less", "than"], Approximator::LessThan),
    (&["lower", "than"], Approximator::LessThan),
    (&["just", "under"], Approximator::LessThan),
    (&["well", "under"], Approximator::LessThan),
    (&["under"], Approximator::LessThan),
    (&["below"], Approximator::LessThan),
    (&["somewhere", "around"], Approximator::About),
    (&["in", "the", "region", "of"], Approximator::About),
    (&["close", "to"], Approximator::About),
    (&["nearer", "to"], Approximator::About),
    (&["an", "estimated"], Approximator::About),
    (&["estimated"], Approximator::About),
    (&["about"], Approximator::About),
    (&["around"], Approximator::About),
    (&["approximately"], Approximator::About),
    (&["approx"], Approximator::About),
    (&["approx."], Approximator::About),
    (&["circa"], Approximator::About),
    (&["roughly"], Approximator::About),
    (&["some"], Approximator::About),
    (&["nearly"], Approximator::About),
    (&["nearer"], Approximator::About),
    (&["almost"], Approximator::About),
    (&["~"], Approximator::About),
];

/// Phrases after a number or its unit.
const AFTER: &[(&[&str], Approximator)] = &[
    (&["or", "more"], Approximator::AtLeast),
    (&["or", "above"], Approximator::AtLeast),
    (&["plus"], Approximator::AtLeast),
    (&["+"], Approximator::AtLeast),
    (&["or", "fewer"], Approximator::AtMost),
    (&["or", "less"], Approximator::AtMost),
    (&["or", "so"], Approximator::About),
];

/// Fills `analysis.quantities`. Runs after the times, whose tokens it leaves alone.
pub(crate) fn find(article: &Article, analysis: &mut Analysis) {
    let mut terms = Interner::of(analysis);
    let mut quantities = Vec::new();
    for (index, sentence) in analysis.sentences.iter().enumerate() {
        let words = SentenceWords::new(&article.text, analysis, sentence);
        let mut at = 0;
        while at < words.len() {
            let Some(found) = read(&words, at, &mut terms) else {
                at += 1;
                continue;
            };
            at = found.end.max(at + 1);
            let start = words.first_token + found.start;
            let end = words.first_token + found.end;
            let (low, high) = interval(&found.number, found.approximator);
            quantities.push(Quantity {
                span: words.span(found.start, found.end),
                tokens: TokenRange::new(start, end),
                sentence: SentenceIndex::new(index),
                low,
                high,
                value: found.number.value,
                approximator: found.approximator,
                unit: found.unit,
            });
        }
    }
    analysis.terms.extend(terms.added);
    analysis.quantities = quantities;
}

/// Terms by text; a term that no token has yet is added at the end.
pub(crate) struct Interner {
    known: FxHashMap<Box<str>, TermIndex>,
    added: Vec<Box<str>>,
}

impl Interner {
    fn of(analysis: &Analysis) -> Self {
        let known = analysis.terms.iter().enumerate().map(|(at, term)| (term.clone(), TermIndex::new(at))).collect();
        Self { known, added: Vec::new() }
    }

    /// The index of a term.
    pub(crate) fn index(&mut self, term: &str) -> TermIndex {
        if let Some(index) = self.known.get(term) {
            return *index;
        }
        let index = TermIndex::new(self.known.len());
        // Two equal terms in the vocabulary would make `known` shorter than it; they do not occur, and an index too low is still valid.
        self.known.insert(term.into(), index);
        self.added.push(term.into());
        index
    }
}

struct Found {
    start: usize,
    end: usize,
    number: Number,
    approximator: Approximator,
    unit: Unit,
}

/// The quantity whose number starts at word `at`.
fn read(words: &SentenceWords<'_>, at: usize, terms: &mut Interner) -> Option<Found> {
    let mut number = quantity_number::read(words, at)?;
    let mut start = at;
    let mut approximator = Approximator::Exact;
    if let Some((length, found)) = before(words, at) {
        start = at - length;
        approximator = found;
    }
    let Measured { unit, factor, end } = quantity_unit::read(words, at, &number, approximator, terms)?;
    number.scale(factor);
    let mut end = end;
    if approximator == Approximator::Exact
        && let Some((length, found)) = after(words, end)
    {
        end += length;
        approximator = found;
    }
    if approximator == Approximator::Exact {
        approximator = match number.shape {
            Shape::Vague { .. } => Approximator::Vague,
            Shape::Round | Shape::Range { .. } => Approximator::About,
            _ => Approximator::Exact,
        };
        if matches!(number.shape, Shape::Range { .. }) && at > start.saturating_sub(1) && words.word_before(at, 1) == "between" {
            start = at - 1;
        }
    }
    Some(Found { start, end, number, approximator, unit })
}

fn before(words: &SentenceWords<'_>, at: usize) -> Option<(usize, Approximator)> {
    BEFORE
        .iter()
        .find(|(phrase, _)| {
            phrase.len() <= at
                && phrase.iter().rev().enumerate().all(|(back, word)| words.word(at - 1 - back) == *word && words.is_free(at - 1 - back))
        })
        .map(|(phrase, approximator)| (phrase.len(), *approximator))
}

fn after(words: &SentenceWords<'_>, at: usize) -> Option<(usize, Approximator)> {
    AFTER
        .iter()
        .find(|(phrase, _)| phrase.iter().enumerate().all(|(on, word)| words.word(at + on) == *word))
        .map(|(phrase, approximator)| (phrase.len(), *approximator))
}

/// What the words allow.
fn interval(number: &Number, approximator: Approximator) -> (f64, f64) {
    let (low, high) = match number.shape {
        Shape::Vague { low, high } | Shape::Range { low, high } => (low, high),
        Shape::Round => (number.value * (1.0 - ABOUT_SHARE), number.value * (1.0 + ABOUT_SHARE)),
        _ => (number.value, number.value),
    };
    match approximator {
        Approximator::Exact | Approximator::Vague => (low, high),
        Approximator::About if low < high => (low, high),
        Approximator::About => (low * (1.0 - ABOUT_SHARE), high * (1.0 + ABOUT_SHARE)),
        Approximator::AtLeast | Approximator::MoreThan => (low, f64::INFINITY),
        Approximator::AtMost | Approximator::LessThan => (0.0, high),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::language::sentence::tests::{analysed, article};
    use crate::language::stem::stem;

    /// Span, value, approximator, unit of every quantity of a text, as a person would note them.
    fn notes(text: &str) -> Vec<String> {
        let article = article(&[text]);
        let analysis = analysed(&article);
        analysis
            .quantities
            .iter()
            .map(|quantity| {
                let unit = match &quantity.unit {
                    Unit::Count(Some(term)) => analysis.terms[term.get()].to_string(),
                    Unit::Count(None) => "-".to_owned(),
                    Unit::Money(code) => code.to_string(),
                    Unit::Measure(measure) => measure.to_string(),
                    other => format!("{other:?}"),
                };
                format!("{} = {} {:?} {unit}", quantity.span.of(&article.text), quantity.value, quantity.approximator)
            })
            .collect()
    }

    fn one(text: &str) -> Quantity {
        let article = article(&[text]);
        let found = analysed(&article).quantities;
        assert_eq!(found.len(), 1, "{text}: {:?}", notes(text));
        found.into_iter().next().expect("just counted")
    }

    #[test]
    fn a_number_counts_the_head_of_its_noun_phrase() {
        for (text, note) in [
            ("Six guards were hurt.", "Six = 6 Exact guard"),
            ("He saw seven Iraqi security guards.", "seven = 7 Exact guard"),
            ("Seven of al-Tamimi's guards ran.", "Seven = 7 Exact guard"),
            ("It wounded three of his guards.", "three = 3 Exact guard"),
            ("Six members of his protection force fell.", "Six = 6 Exact member"),
            ("The blast killed 14 people.", "14 = 14 Exact people"),
            ("There were 2,500 American troops.", "2,500 = 2500 Exact troop"),
            ("At least one protester died.", "At least one = 1 AtLeast protester"),
            ("Two others fled.", "Two = 2 Exact other"),
            ("Three more unmanned aerial vehicles came.", "Three = 3 Exact vehicle"),
            ("They held two and said lawyers came.", "two = 2 Exact -"),
            ("He counted two lost years.", "two = 2 Exact years"),
            ("Gunmen shot one police officer.", "one = 1 Exact officer"),
        ] {
            let (number, noun) = note.rsplit_once(' ').expect("the notes above have spaces");
            assert_eq!(notes(text), [format!("{number} {}", stem(noun))], "{text}");
        }
    }

    #[test]
    fn the_dead_and_the_hurt_are_counted_without_a_noun() {
        for text in [
            "Toll hits 14",
            "The death toll rose to 14.",
            "The storm killed 14 on Monday night.",
            "Floods leave 14 dead",
            "14 died.",
            "14 were killed.",
        ] {
            assert_eq!(notes(text).iter().filter(|note| note.ends_with("= 14 Exact dead")).count(), 1, "{text}: {:?}", notes(text));
        }
        assert_eq!(notes("At least 14 injured in crash"), [format!("At least 14 = 14 AtLeast {}", stem("injured"))]);
    }

    #[test]
    fn approximators_open_the_interval() {
        for (text, low, high) in [
            ("He saw at least two drones.", 2.0, f64::INFINITY),
            ("He saw no fewer than two drones.", 2.0, f64::INFINITY),
            ("He saw more than 3,000 drones.", 3000.0, f64::INFINITY),
            ("He saw up to 40 drones.", 0.0, 40.0),
            ("He saw about 100 drones.", 90.0, 110.0),
            ("He saw 10 to 15 drones.", 10.0, 15.0),
            ("He saw between 5 and 7 drones.", 5.0, 7.0),
            ("He saw two or three drones.", 2.0, 3.0),
            ("He saw dozens of drones.", 24.0, 120.0),
            ("He saw several drones.", 3.0, 9.0),
            ("He saw hundreds of drones.", 200.0, 1000.0),
            ("He saw tens of thousands of drones.", 20_000.0, 100_000.0),
            ("He saw 10 or more drones.", 10.0, f64::INFINITY),
            ("He saw fewer than ten drones.", 0.0, 10.0),
        ] {
            let quantity = one(text);
            assert!((quantity.low - low).abs() < 1e-6 || quantity.low == low, "{text}: {quantity:?}");
            assert!((quantity.high - high).abs() < 1e-6 || quantity.high == high, "{text}: {quantity:?}");
        }
    }

    #[test]
    fn money_rates_and_measures_have_their_units() {
        for (text, note) in [
            ("It cost $1.2 billion.", "$1.2 billion = 1200000000 Exact USD"),
            ("It cost €30m.", "€30m = 30000000 Exact EUR"),
            ("It cost 30 million euros.", "30 million euros = 30000000 Exact EUR"),
            ("It is 5.25 percent.", "5.25 percent = 5.25 Exact Percent"),
            ("It is nearly 5 per cent.", "nearly 5 per cent = 5 About Percent"),
            ("It fell 5%.", "5% = 5 Exact Percent"),
            ("It rose 0.25 percentage points.", "0.25 percentage points = 0.25 Exact PercentagePoint"),
            ("It rose by a quarter of a point.", "a quarter of a point = 0.25 Exact PercentagePoint"),
            ("It rose half a percentage point.", "half a percentage point = 0.5 Exact PercentagePoint"),
            ("A half-point rise.", "half-point = 0.5 Exact PercentagePoint"),
            ("It rose 25 basis points.", "25 basis points = 0.25 Exact PercentagePoint"),
            ("A man aged 34 fell.", "34 = 34 Exact Age"),
            ("The 34-year-old nurse fell.", "34-year-old = 34 Exact Age"),
            ("Mila Groven, 44, fell.", "44 = 44 Exact Age"),
            ("He is 34 years old.", "34 years old = 34 Exact Age"),
            ("A man of 67 was found dead.", "67 = 67 Exact Age"),
            ("The woman, 30, was found dead.", "30 = 30 Exact Age"),
            ("A crowd of 300 gathered.", "300 = 300 Exact -"),
            ("It lost 2.4 gigawatts.", "2.4 gigawatts = 2400 Exact megawatt"),
            ("It fell to 47.1 hertz.", "47.1 hertz = 47.1 Exact hertz"),
            ("A three-month strike ended.", "three-month = 3 Exact month"),
            ("It lasted two and a half hours.", "two and a half hours = 2.5 Exact hour"),
            ("It cost billions of dollars.", "billions of dollars = 2000000000 Vague USD"),
            ("It lasted three more days.", "three more days = 3 Exact day"),
            ("A 6.2 earthquake struck.", "6.2 = 6.2 Exact magnitude"),
            ("It burned 40 square kilometres.", "40 square kilometres = 40 Exact square kilometre"),
        ] {
            assert_eq!(notes(text), [note], "{text}");
        }
    }

    #[test]
    fn fractions_and_dozens() {
        assert_eq!(notes("They lost about two thirds of their seats."), [format!("about two thirds = {} About seat", 2.0 / 3.0)]);
        assert_eq!(notes("They lost two-thirds of their seats."), [format!("two-thirds = {} Exact seat", 2.0 / 3.0)]);
        assert_eq!(notes("Half of the seats fell."), ["Half = 0.5 Exact seat"]);
        assert_eq!(notes("A dozen drones burned."), [format!("A dozen = 12 About {}", stem("drones"))]);
    }

    #[test]
    fn votes_are_scores() {
        for (text, value, other) in [
            ("The court ruled 5-4.", 5.0, 4),
            ("It voted 6 to 3 to raise it.", 6.0, 3),
            ("It passed by six votes to three.", 6.0, 3),
            ("A 7–2 ruling.", 7.0, 2),
        ] {
            let quantity = one(text);
            assert_eq!((quantity.value, quantity.unit), (value, Unit::Score(other)), "{text}");
        }
    }

    #[test]
    fn from_one_figure_to_another_is_two_quantities_of_one_unit() {
        assert_eq!(
            notes("It raised the rate from 5.25 to 5.75 percent."),
            ["5.25 = 5.25 Exact Percent", "5.75 percent = 5.75 Exact Percent"]
        );
    }

    #[test]
    fn labels_clocks_addresses_and_pronouns_are_no_quantities() {
        for text in [
            "He told Channel 4 so.",
            "A Boeing 737 landed.",
            "One of the most powerful men spoke.",
            "No one came.",
            "It began at 10:30 on the hill.",
            "It began at 5 p.m. there.",
            "The office at 12 Wharf Street closed.",
            "He cited Section 230 of the law.",
            "After World War Two he left.",
            "It began on November 7, 2021.",
            "It began on 7 November.",
        ] {
            assert_eq!(notes(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_headline_is_read_too() {
        assert_eq!(notes("Iraq PM unhurt in drone strike that wounds six of his guards"), ["six = 6 Exact guard"]);
        assert_eq!(notes("Premier Survives Attack, 3 Guards Injured"), ["3 = 3 Exact guard"]);
    }

    /// Pieces that meet in odd orders.
    fn odd_text() -> impl Strategy<Value = String> {
        prop::collection::vec(
            prop_oneof![
                Just("half "),
                Just("a "),
                Just("two "),
                Just("million "),
                Just("$"),
                Just("5-4"),
                Just(" to "),
                Just("and "),
                Just("%"),
                Just("of "),
                Just("dozens "),
                Just("34-year-old "),
                Just("between "),
                Just("7"),
                Just(", "),
                Just(". "),
                Just("é"),
                Just("½"),
                Just("thirds "),
                Just("quarter "),
                Just("point "),
                Just("at least "),
                Just("'s "),
                Just("guards "),
                Just("one "),
                Just("-"),
            ],
            0..40,
        )
        .prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn any_text_gives_ordered_quantities_inside_their_sentences(text in prop_oneof![any::<String>(), odd_text()]) {
            let article = article(&[&text]);
            let analysis = analysed(&article);
            for pair in analysis.quantities.windows(2) {
                prop_assert!(pair[0].span.end <= pair[1].span.start);
            }
            for quantity in &analysis.quantities {
                prop_assert!(article.text.get(quantity.span.range()).is_some_and(|words| !words.is_empty()));
                prop_assert!(analysis.sentences[quantity.sentence.get()].span.contains(quantity.span));
                prop_assert!(quantity.low <= quantity.high && quantity.low.is_finite() && quantity.value.is_finite());
                if let Unit::Count(Some(term)) = quantity.unit {
                    prop_assert!(term.get() < analysis.terms.len());
                }
            }
        }
    }
}
