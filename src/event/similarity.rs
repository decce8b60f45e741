//! How alike two articles are: cosines of their signatures, how much of what is new in one the other has, days; and rarity,
//! which weighs the terms.
//!
//! Inverse document frequencies are of the run, mixed with those of English news at large, so that seven articles of one
//! event do not make the words of the event worthless.

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::event::meaning;
use crate::event::signature::{SHORT_WORDS, Signature, Vector};

/// Articles' worth of background mixed into the run's document frequencies.
const BACKGROUND_ARTICLES: f32 = 300.0;

/// Cosine from which two headlines without a word in common may be one event: of same-event pairs three in four lie above it, of
/// others one in twenty.
pub(crate) const NEAR_MEANING: f32 = 0.4;
/// How near a stranger is in a large run. The list of a small run is filled up with such: a folder of five is judged as if it
/// lay in a crowd, or its articles would have nothing but near neighbours.
pub(crate) const STRANGE_LEAD: f32 = 0.06;
/// What a stranger's headline has of an article's meaning.
pub(crate) const STRANGE_MEANING: f32 = 0.2;

/// Inverse document frequencies of the run.
pub(crate) struct Rarity {
    articles: f32,
    terms: FxHashMap<u32, (u32, f32)>,
}

impl Rarity {
    /// Counted over signatures whose vectors hold counts.
    pub(crate) fn count(signatures: &[Signature]) -> Self {
        let mut terms: FxHashMap<u32, (u32, f32)> = FxHashMap::default();
        for signature in signatures {
            for &(key, share) in &signature.background {
                let entry = terms.entry(key).or_insert((0, share));
                entry.0 += 1;
            }
        }
        #[allow(clippy::cast_precision_loss, reason = "fewer articles than 2^24 weigh exactly")]
        Self { articles: signatures.len() as f32, terms }
    }

    /// Of a term: 0 for one that is everywhere.
    #[allow(clippy::cast_precision_loss, reason = "fewer articles than 2^24 weigh exactly")]
    pub(crate) fn of(&self, key: u32) -> f32 {
        let (held, share) = self.terms.get(&key).copied().unwrap_or((0, 0.0));
        let all = self.articles + BACKGROUND_ARTICLES;
        ((all + 1.0) / (held as f32 + BACKGROUND_ARTICLES * share + 0.5)).ln().max(0.0)
    }

    /// Rarity of a term in news at large, whatever the run.
    pub(crate) fn background_of(&self, key: u32) -> f32 {
        let share = self.terms.get(&key).map_or(0.0, |entry| entry.1);
        -share.max(1e-4).ln()
    }

    /// Articles of the run that hold a term.
    pub(crate) fn held_by(&self, key: u32) -> u32 {
        self.terms.get(&key).map_or(0, |entry| entry.0)
    }

    /// Turns counts into weights, each vector of length 1.
    pub(crate) fn weigh(&self, signature: &mut Signature) {
        let Signature { lead, body, title, opening, first, bigrams, names, background, .. } = signature;
        for vector in [lead, body, title, opening, first, bigrams, names] {
            let mut sum = 0.0;
            for (key, weight) in vector.iter_mut() {
                *weight *= self.of(*key);
                sum += *weight * *weight;
            }
            let length = if sum > 0.0 { sum.sqrt() } else { 1.0 };
            for (_, weight) in vector.iter_mut() {
                *weight /= length;
            }
            vector.shrink_to_fit();
        }
        *background = Vec::new();
    }
}

/// Cosine of two vectors of length 1, terms in order.
pub(crate) fn cosine(left: &Vector, right: &Vector) -> f32 {
    shared(left, right).map(|(_, a, b)| a * b).sum()
}

/// The terms of both, with both weights.
pub(crate) fn shared<'a>(left: &'a Vector, right: &'a Vector) -> impl Iterator<Item = (u32, f32, f32)> + 'a {
    let (mut i, mut j) = (0, 0);
    std::iter::from_fn(move || {
        while i < left.len() && j < right.len() {
            let (a, b) = (left[i], right[j]);
            if a.0 == b.0 {
                i += 1;
                j += 1;
                return Some((a.0, a.1, b.1));
            }
            if a.0 < b.0 { i += 1 } else { j += 1 }
        }
        None
    })
}

/// The parts of a pair that do not depend on other articles.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Plain {
    pub(crate) lead: f32,
    pub(crate) body: f32,
    pub(crate) title: f32,
    pub(crate) opening: f32,
    pub(crate) first: f32,
    pub(crate) bigrams: f32,
    pub(crate) names: f32,
    /// Rarity of the rarest shared name, by 8.
    pub(crate) rarest_name: f32,
    /// Logarithm of the summed rarity of shared names.
    pub(crate) names_in_common: f32,
    /// Logarithm of the summed rarity of shared numbers.
    pub(crate) numbers: f32,
    /// Share of a headline's weight in words that the other text has, mean of both ways.
    pub(crate) headline_held: f32,
    /// The same of headline and first words, the lesser of both ways: what is new here and not there.
    pub(crate) first_held: f32,
    /// Cosine of what two bare headlines mean.
    pub(crate) meaning: f32,
    /// Days between their publication.
    pub(crate) gap_days: Option<i32>,
    /// Days between the days that they tell of.
    pub(crate) told_gap_days: Option<i32>,
    /// Whether one tells of a day after the other was out.
    pub(crate) tells_later: bool,
    /// What the two have that can be compared.
    pub(crate) shape: Shape,
}

impl Plain {
    /// Whether leads and names have no term in common; for two bare headlines, whether they are no nearer to each other than strangers
    /// of a large run, which a small run does not show.
    pub(crate) fn shares_nothing(&self) -> bool {
        match self.shape {
            Shape::Headlines => self.lead <= STRANGE_LEAD && self.names <= 0.0 && self.meaning <= STRANGE_MEANING,
            _ => self.lead <= 0.0 && self.names <= 0.0 && self.meaning < NEAR_MEANING,
        }
    }
}

/// What two articles have that can be compared; each shape has its own weights.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Shape {
    /// Two texts.
    #[default]
    Texts,
    /// A text and a bare headline.
    TextAndHeadline,
    /// Two bare headlines.
    Headlines,
    /// Texts in two languages: names, numbers and days.
    Languages,
}

/// Compares two signatures.
#[allow(clippy::cast_precision_loss, reason = "small counts")]
pub(crate) fn compare(left: &Signature, right: &Signature, rarity: &Rarity) -> Plain {
    let (mut names, mut rarest, mut sum) = (0.0, 0.0_f32, 0.0);
    for (key, a, b) in shared(&left.names, &right.names) {
        names += a * b;
        let rarity = rarity.of(key);
        rarest = rarest.max(rarity);
        sum += rarity;
    }
    let numbers = left.numbers.iter().filter(|key| right.numbers.binary_search(key).is_ok()).map(|&key| rarity.of(key)).sum::<f32>();
    let later = |told: &Signature, out: &Signature| told.told.zip(out.day).is_some_and(|(told, out)| told > out);
    Plain {
        lead: cosine(&left.lead, &right.lead),
        body: cosine(&left.body, &right.body),
        title: cosine(&left.title, &right.title),
        opening: cosine(&left.opening, &right.opening),
        first: cosine(&left.first, &right.first),
        bigrams: cosine(&left.bigrams, &right.bigrams),
        names,
        rarest_name: rarest / 8.0,
        names_in_common: sum.ln_1p(),
        numbers: numbers.ln_1p(),
        headline_held: f32::midpoint(held(&left.title, &right.body), held(&right.title, &left.body)),
        first_held: held(&left.first, &right.body).min(held(&right.first, &left.body)),
        meaning: meaning::cosine(&left.meaning, &right.meaning),
        gap_days: days_between(left.day, right.day),
        told_gap_days: days_between(left.told, right.told),
        tells_later: left.day.is_some() && right.day.is_some() && (later(left, right) || later(right, left)),
        shape: shape(left, right),
    }
}

fn days_between(left: Option<Date>, right: Option<Date>) -> Option<i32> {
    left.zip(right).map(|(left, right)| (left - right).get_days().abs())
}

fn shape(left: &Signature, right: &Signature) -> Shape {
    let short = |signature: &Signature| signature.words < SHORT_WORDS;
    match (short(left), short(right)) {
        (true, true) => Shape::Headlines,
        (false, false) if left.foreign != right.foreign => Shape::Languages,
        (false, false) => Shape::Texts,
        _ => Shape::TextAndHeadline,
    }
}

/// Share of a vector's squared weight in terms that another has too; the other may be much longer.
fn held(vector: &Vector, other: &Vector) -> f32 {
    let has = |key: u32| other.binary_search_by_key(&key, |&(key, _)| key).is_ok();
    vector.iter().filter(|&&(key, _)| has(key)).map(|(_, weight)| weight * weight).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_share_held_is_of_the_first() {
        assert!((held(&vec![(1, 0.6), (2, 0.8)], &vec![(2, 0.1), (3, 0.9)]) - 0.64).abs() < 1e-6);
    }

    #[test]
    fn what_tells_of_a_day_after_the_other_was_out_tells_later() {
        let signature = |day: &str, told: &str| Signature {
            day: Some(day.parse().expect("it is a day")),
            told: Some(told.parse().expect("it is a day")),
            ..Signature::default()
        };
        let rarity = Rarity::count(&[]);
        let first = signature("2026-11-03", "2026-11-03");
        assert!(compare(&first, &signature("2026-11-04", "2026-11-04"), &rarity).tells_later);
        assert!(!compare(&first, &signature("2026-11-04", "2026-11-03"), &rarity).tells_later);
    }

    #[test]
    fn headlines_and_languages_are_compared_by_what_they_have() {
        let long = Signature { words: 200, ..Signature::default() };
        let foreign = Signature { foreign: Some("es".into()), ..long.clone() };
        let bare = Signature { words: 0, foreign: Some("nl".into()), ..Signature::default() };
        assert_eq!(shape(&long, &foreign), Shape::Languages);
        assert_eq!(shape(&foreign, &foreign), Shape::Texts);
        assert_eq!(shape(&bare, &Signature::default()), Shape::Headlines);
        assert_eq!(shape(&long, &bare), Shape::TextAndHeadline);
    }
}
