//! How alike two articles are: cosines of their parts, how much of what is new in one the other has, days.
//!
//! Cost: an article is laid out by the numbers of its terms, then each other one is read against it, so a pair costs one look for
//! each term of the other.

use crate::event::meaning;
use crate::event::signature::{Part, SHORT_WORDS, Signature};
use crate::event::term_weights::{LEAD_PARTS, TermWeights, WeighedRun, lead_part};

/// Cosine from which two headlines without a word in common may be one event: of same-event pairs three in four lie above it, of
/// others one in twenty.
pub(crate) const NEAR_MEANING: f32 = 0.4;
/// How near a stranger is in a large run. The list of a small run is filled up with such: a folder of five is judged as if it
/// lay in a crowd, or its articles would have nothing but near neighbours.
pub(crate) const STRANGE_LEAD: f32 = 0.06;
/// What a stranger's headline has of an article's meaning.
pub(crate) const STRANGE_MEANING: f32 = 0.2;

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

/// Where each term stands in one article, by its number.
struct Places {
    /// A bit a term, so that most looks end here, within the processor's nearest memory.
    there: Vec<u64>,
    places: Vec<u16>,
    /// Places in the other article of the terms that both have.
    shared: Vec<u32>,
}

impl Places {
    fn of(terms: usize) -> Self {
        Self { there: vec![0; terms.div_ceil(64)], places: vec![0; terms], shared: Vec::new() }
    }

    fn put(&mut self, terms: impl Iterator<Item = u32>) {
        // An article of more than 65,535 different words is compared by the first of them.
        for (term, place) in terms.zip(0..u16::MAX) {
            self.there[term as usize / 64] |= 1 << (term % 64);
            self.places[term as usize] = place;
        }
    }

    fn clear(&mut self, terms: impl Iterator<Item = u32>) {
        terms.for_each(|term| self.there[term as usize / 64] = 0);
    }

    /// For each of an article's terms that are here too: its place there, its place here.
    fn shared<'a, Terms: ExactSizeIterator<Item = u32>>(
        &'a mut self,
        terms: Terms,
        number: impl Fn(usize) -> u32 + 'a,
    ) -> impl Iterator<Item = (usize, usize)> + 'a {
        if self.shared.len() < terms.len() {
            self.shared.resize(terms.len(), 0);
        }
        let mut count = 0;
        // Without a branch: whether a term is shared cannot be foreseen.
        for (at, term) in (0_u32..).zip(terms) {
            self.shared[count] = at;
            count += usize::from(self.there[term as usize / 64] >> (term % 64) & 1 == 1);
        }
        let places = &self.places;
        self.shared[..count].iter().map(move |at| (*at as usize, usize::from(places[number(*at as usize) as usize])))
    }
}

/// Compares one article with others.
pub(crate) struct Comparer<'run> {
    run: &'run WeighedRun,
    signatures: &'run [Signature],
    words: Places,
    bigrams: Places,
    names: Places,
    laid_out: Option<usize>,
}

impl<'run> Comparer<'run> {
    pub(crate) fn new(run: &'run WeighedRun, signatures: &'run [Signature]) -> Self {
        let (words, bigrams) = (run.vocabulary.words(), run.vocabulary.bigrams());
        let (words, bigrams, names) = (Places::of(words), Places::of(bigrams), Places::of(words));
        Self { run, signatures, words, bigrams, names, laid_out: None }
    }

    fn lay_out(&mut self, article: usize) {
        if self.laid_out == Some(article) {
            return;
        }
        if let Some(before) = self.laid_out {
            let before = &self.run.articles[before];
            self.words.clear(before.words.iter().copied());
            self.bigrams.clear(before.bigrams.iter().map(|&(pair, _)| pair));
            self.names.clear(before.names.iter().map(|&(name, _)| name));
        }
        let own = &self.run.articles[article];
        self.words.put(own.words.iter().copied());
        self.bigrams.put(own.bigrams.iter().map(|&(pair, _)| pair));
        self.names.put(own.names.iter().map(|&(name, _)| name));
        self.laid_out = Some(article);
    }

    /// Compares two articles; quick if the left one is that of the call before.
    pub(crate) fn compare(&mut self, left: usize, right: usize) -> Plain {
        self.lay_out(left);
        let (one, other) = (&self.run.articles[left], &self.run.articles[right]);
        let (mut body, mut leads) = (0.0, [0.0_f32; LEAD_PARTS]);
        let (mut own_held, mut other_held) = ([0.0_f32; LEAD_PARTS], [0.0_f32; LEAD_PARTS]);
        for (at, place) in self.words.shared(other.words.iter().copied(), |at| other.words[at]) {
            body += one.body[place] * other.body[at];
            if let Some(there) = other.leads.get(at) {
                add_products(&mut other_held, there, there);
                if let Some(here) = one.leads.get(place) {
                    add_products(&mut leads, here, there);
                }
            }
            if let Some(here) = one.leads.get(place) {
                add_products(&mut own_held, here, here);
            }
        }
        let mut bigrams = 0.0;
        for (at, place) in self.bigrams.shared(other.bigrams.iter().map(|&(pair, _)| pair), |at| other.bigrams[at].0) {
            bigrams += one.bigrams[place].1 * other.bigrams[at].1;
        }
        let (mut names, mut rarest, mut sum) = (0.0, 0.0_f32, 0.0);
        for (at, place) in self.names.shared(other.names.iter().map(|&(name, _)| name), |at| other.names[at].0) {
            let rarity = self.run.vocabulary.rarity_of(other.names[at].0);
            names += one.names[place].1 * other.names[at].1;
            rarest = rarest.max(rarity);
            sum += rarity;
        }
        let shared_numbers = one.numbers.iter().filter(|number| other.numbers.binary_search(number).is_ok());
        let numbers: f32 = shared_numbers.map(|&number| self.run.vocabulary.rarity_of(number)).sum();
        let (title, first) = (lead_part(Part::Title), lead_part(Part::First));
        let (left, right) = (&self.signatures[left], &self.signatures[right]);
        let later = |told: &TermWeights, out: &TermWeights| told.told.zip(out.day).is_some_and(|(told, out)| told > out);
        Plain {
            lead: leads[lead_part(Part::Lead)],
            body,
            title: leads[title],
            opening: leads[lead_part(Part::Opening)],
            first: leads[first],
            bigrams,
            names,
            rarest_name: rarest / 8.0,
            names_in_common: sum.ln_1p(),
            numbers: numbers.ln_1p(),
            headline_held: f32::midpoint(own_held[title], other_held[title]),
            first_held: own_held[first].min(other_held[first]),
            meaning: meaning::cosine(&left.meaning, &right.meaning),
            gap_days: days_between(one.day, other.day),
            told_gap_days: days_between(one.told, other.told),
            tells_later: one.day.is_some() && other.day.is_some() && (later(one, other) || later(other, one)),
            shape: shape(left, right),
        }
    }
}

fn add_products(sums: &mut [f32; LEAD_PARTS], left: &[f32; LEAD_PARTS], right: &[f32; LEAD_PARTS]) {
    for part in 0..LEAD_PARTS {
        sums[part] += left[part] * right[part];
    }
}

fn days_between(left: Option<i32>, right: Option<i32>) -> Option<i32> {
    left.zip(right).map(|(left, right)| (left - right).abs())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::signature::{PARTS, Term};
    use crate::event::term_weights;

    fn compared(signatures: &[Signature]) -> Plain {
        Comparer::new(&term_weights::weigh(signatures), signatures).compare(0, 1)
    }

    fn titled(words: &[u32]) -> Signature {
        let mut terms: Vec<Term> = words.iter().map(|&key| Term { key, share: 0.001, times: [1; PARTS] }).collect();
        terms.sort_unstable_by_key(|term| term.key);
        Signature { terms, words: 200, ..Signature::default() }
    }

    #[test]
    fn what_is_shared_is_seen_from_both_sides() {
        let one = compared(&[titled(&[1, 2, 3, 4]), titled(&[1])]);
        assert!((one.title - one.body).abs() < 1e-6 && one.title > 0.3 && one.title < 0.6, "{one:?}");
        assert!(one.headline_held > 0.5 && one.first_held < 0.3, "{one:?}");
        let other = compared(&[titled(&[1]), titled(&[1, 2, 3, 4])]);
        assert!((one.headline_held - other.headline_held).abs() < 1e-6 && (one.first_held - other.first_held).abs() < 1e-6);
    }

    #[test]
    fn one_after_the_other_is_compared_as_each_alone() {
        let signatures = [titled(&[1, 2]), titled(&[1, 3]), titled(&[3, 2])];
        let run = term_weights::weigh(&signatures);
        let mut comparer = Comparer::new(&run, &signatures);
        let cosines: Vec<f32> = [(0, 1), (0, 2), (1, 2), (2, 0)].iter().map(|&(left, right)| comparer.compare(left, right).body).collect();
        assert!(cosines.iter().all(|cosine| (cosine - cosines[0]).abs() < 1e-6) && cosines[0] > 0.3, "{cosines:?}");
    }

    #[test]
    fn what_tells_of_a_day_after_the_other_was_out_tells_later() {
        let signature = |day: &str, told: &str| Signature {
            day: Some(day.parse().expect("it is a day")),
            told: Some(told.parse().expect("it is a day")),
            ..Signature::default()
        };
        let first = signature("2026-11-03", "2026-11-03");
        assert!(compared(&[first.clone(), signature("2026-11-04", "2026-11-04")]).tells_later);
        assert!(!compared(&[first, signature("2026-11-04", "2026-11-03")]).tells_later);
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
