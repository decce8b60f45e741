//! The terms of a run and what each weighs in each article: counts damped by their logarithm, times the rarity of the term, vectors
//! of length 1 (Salton and Buckley, 1988, doi 10.1016/0306-4573(88)90021-0).
//!
//! Inverse document frequencies are of the run, mixed with those of English news at large, so that seven articles of one event do
//! not make the words of the event worthless. Terms are numbered in the order of their hashes, those that one article alone holds
//! left out: they count in the lengths of its vectors and nowhere else. Cost: one sort of all words of all articles.

use std::sync::LazyLock;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::event::signature::{Counted, PARTS, Part, Signature, Term};

/// Articles' worth of background mixed into the run's document frequencies.
const BACKGROUND_ARTICLES: f32 = 300.0;
/// Counts whose damped form is looked up.
const DAMPED: usize = 64;

/// What stands for the number of a term that no other article holds.
const ALONE: u32 = u32::MAX;

/// Parts of an article that only words of its lead are in: lead, opening, first words, headline.
pub(crate) const LEAD_PARTS: usize = 4;

/// The place of a part among those of the lead.
pub(crate) const fn lead_part(part: Part) -> usize {
    part as usize - Part::Lead as usize
}

/// One article's terms with their weights, in order of their numbers.
#[derive(Clone, Debug, Default)]
pub(crate) struct TermWeights {
    /// Its words with what each weighs in the whole: those of the lead, then the others.
    pub(crate) words: Vec<u32>,
    pub(crate) body: Vec<f32>,
    /// What each word of the lead weighs in the parts of the lead.
    pub(crate) leads: Vec<[f32; LEAD_PARTS]>,
    /// Pairs of words, numbered by themselves.
    pub(crate) bigrams: Vec<(u32, f32)>,
    /// Names, numbered as words are.
    pub(crate) names: Vec<(u32, f32)>,
    /// Numbers, numbered as words are.
    pub(crate) numbers: Vec<u32>,
    /// Day of publication, in days since 1970.
    pub(crate) day: Option<i32>,
    /// Day that it tells of, in days since 1970.
    pub(crate) told: Option<i32>,
}

/// The terms of a run.
#[derive(Clone, Debug, Default)]
pub(crate) struct Vocabulary {
    /// Rarity of each word or name.
    rarity: Vec<f32>,
    /// Articles that hold each.
    held_by: Vec<u32>,
    bigrams: usize,
}

/// All articles of a run.
#[derive(Clone, Debug, Default)]
pub(crate) struct WeighedRun {
    pub(crate) articles: Vec<TermWeights>,
    pub(crate) vocabulary: Vocabulary,
}

impl Vocabulary {
    /// Words and names.
    pub(crate) fn words(&self) -> usize {
        self.rarity.len()
    }

    /// Pairs of words.
    pub(crate) fn bigrams(&self) -> usize {
        self.bigrams
    }

    /// Rarity of a word or name: 0 for one that is everywhere.
    pub(crate) fn rarity_of(&self, word: u32) -> f32 {
        self.rarity[word as usize]
    }

    /// Articles of the run that hold a word or name.
    pub(crate) fn held_by(&self, word: u32) -> u32 {
        self.held_by[word as usize]
    }
}

/// Inverse document frequency, natural logarithm.
#[allow(clippy::cast_precision_loss, reason = "fewer articles than 2^24 weigh exactly")]
fn rarity(articles: usize, held_by: usize, share: f32) -> f32 {
    let all = articles as f32 + BACKGROUND_ARTICLES;
    ((all + 1.0) / (held_by as f32 + BACKGROUND_ARTICLES * share + 0.5)).ln().max(0.0)
}

/// Counts damped to 1 + ln(count), 0 for 0.
static LOGARITHMS: LazyLock<[f32; DAMPED]> = LazyLock::new(|| {
    #[allow(clippy::cast_precision_loss, reason = "small counts")]
    std::array::from_fn(|times| if times == 0 { 0.0 } else { 1.0 + (times as f32).ln() })
});

fn damped(times: u16, logarithms: &[f32; DAMPED]) -> f32 {
    logarithms.get(usize::from(times)).copied().unwrap_or_else(|| 1.0 + f32::from(times).ln())
}

/// Weighs the terms of all articles.
pub(crate) fn weigh(signatures: &[Signature]) -> WeighedRun {
    let (words, rarities, held_by) = number_words(signatures);
    let (bigrams, bigram_count) = number_bigrams(signatures);
    let logarithms = &*LOGARITHMS;
    let articles = signatures
        .par_iter()
        .enumerate()
        .map(|(at, signature)| {
            let own = words.of(at);
            let mut weighed = weigh_words(&signature.terms, &own[..signature.terms.len()], logarithms);
            weighed.bigrams = unit_vector(&signature.bigrams, bigrams.of(at).iter().copied(), logarithms);
            let mut more = own[signature.terms.len()..].iter().copied();
            let numbered = signature.names.iter().map(|name| match place(&signature.terms, name.key) {
                Some(place) => own[place],
                None => more.next().unwrap_or((ALONE, 0.0)),
            });
            weighed.names = unit_vector(&signature.names, numbered, logarithms);
            let numbers = signature.numbers.iter().filter_map(|key| place(&signature.terms, *key)).map(|place| own[place].0);
            weighed.numbers = numbers.filter(|number| *number != ALONE).collect();
            // Names of several words come between words by their keys.
            weighed.names.sort_unstable_by_key(|&(number, _)| number);
            (weighed.day, weighed.told) = (signature.day.map(day_number), signature.told.map(day_number));
            weighed
        })
        .collect();
    WeighedRun { articles, vocabulary: Vocabulary { rarity: rarities, held_by, bigrams: bigram_count } }
}

/// Days since 1970, for differences.
fn day_number(day: Date) -> i32 {
    (day - jiff::civil::date(1970, 1, 1)).get_days()
}

fn place(terms: &[Term], key: u32) -> Option<usize> {
    terms.binary_search_by_key(&key, |term| term.key).ok()
}

/// Words that weigh something and that another article holds too; lengths are over all.
fn weigh_words(terms: &[Term], numbered: &[(u32, f32)], logarithms: &[f32; DAMPED]) -> TermWeights {
    let mut squares = [0.0_f32; PARTS];
    let (mut weighed, mut others) = (TermWeights::default(), Vec::with_capacity(terms.len()));
    weighed.words.reserve_exact(terms.len());
    weighed.body.reserve_exact(terms.len());
    for (term, &(number, rarity)) in terms.iter().zip(numbered) {
        if rarity <= 0.0 {
            continue;
        }
        let weights = term.times.map(|times| damped(times, logarithms) * rarity);
        for (square, weight) in squares.iter_mut().zip(weights) {
            *square += weight * weight;
        }
        let [body, leads @ ..] = weights;
        if number == ALONE {
            continue;
        }
        if term.times[Part::Lead as usize] > 0 {
            weighed.words.push(number);
            weighed.body.push(body);
            weighed.leads.push(leads);
        } else {
            others.push((number, body));
        }
    }
    weighed.words.extend(others.iter().map(|&(number, _)| number));
    weighed.body.extend(others.iter().map(|&(_, body)| body));
    let [body, leads @ ..] = squares.map(|square| if square > 0.0 { square.sqrt() } else { 1.0 });
    weighed.body.iter_mut().for_each(|weight| *weight /= body);
    for weights in &mut weighed.leads {
        weights.iter_mut().zip(leads).for_each(|(weight, length)| *weight /= length);
    }
    weighed.leads.shrink_to_fit();
    weighed
}

fn unit_vector(terms: &[Counted], numbered: impl Iterator<Item = (u32, f32)>, logarithms: &[f32; DAMPED]) -> Vec<(u32, f32)> {
    let mut square = 0.0;
    let mut vector: Vec<(u32, f32)> = Vec::new();
    for (term, (number, rarity)) in terms.iter().zip(numbered) {
        let weight = damped(term.times, logarithms) * rarity;
        square += weight * weight;
        if number != ALONE && weight > 0.0 {
            vector.push((number, weight));
        }
    }
    let length = if square > 0.0 { square.sqrt() } else { 1.0 };
    vector.iter_mut().for_each(|(_, weight)| *weight /= length);
    vector.shrink_to_fit();
    vector
}

/// Number and rarity of each term of each article.
struct Numbered {
    starts: Vec<usize>,
    terms: Vec<(u32, f32)>,
}

impl Numbered {
    fn of(&self, article: usize) -> &[(u32, f32)] {
        &self.terms[self.starts[article]..self.starts[article + 1]]
    }
}

/// The keys of all articles, one after the other, and what share of passages holds each.
#[derive(Default)]
struct Listed {
    starts: Vec<usize>,
    keys: Vec<(u32, f32)>,
}

/// The words of each article, then those names of it that are no words.
fn number_words(signatures: &[Signature]) -> (Numbered, Vec<f32>, Vec<u32>) {
    let mut listed = Listed { starts: vec![0], ..Listed::default() };
    for signature in signatures {
        listed.keys.extend(signature.terms.iter().map(|term| (term.key, term.share)));
        let names = signature.names.iter().filter(|name| place(&signature.terms, name.key).is_none());
        listed.keys.extend(names.map(|name| (name.key, name.share)));
        listed.starts.push(listed.keys.len());
    }
    let (mut rarities, mut held_by) = (Vec::new(), Vec::new());
    let numbered = number(listed, |rarity, held| {
        rarities.push(rarity);
        held_by.push(held);
    });
    (numbered, rarities, held_by)
}

fn number_bigrams(signatures: &[Signature]) -> (Numbered, usize) {
    let mut listed = Listed { starts: vec![0], ..Listed::default() };
    for signature in signatures {
        listed.keys.extend(signature.bigrams.iter().map(|pair| (pair.key, pair.share)));
        listed.starts.push(listed.keys.len());
    }
    let mut count = 0;
    (number(listed, |_, _| count += 1), count)
}

/// Numbers the keys in their order; `note` is told the rarity of each numbered one and how many articles hold it.
fn number(listed: Listed, mut note: impl FnMut(f32, u32)) -> Numbered {
    let Listed { starts, keys } = listed;
    let articles = starts.len() - 1;
    let places = places_by_key(&keys);
    let mut terms = keys;
    let mut next = 0;
    for holders in places.chunk_by(|left, right| left >> 32 == right >> 32) {
        let share = terms[lower(holders[0])].1;
        let rarity = rarity(articles, holders.len(), share);
        let number = if holders.len() > 1 {
            note(rarity, u32::try_from(holders.len()).unwrap_or(u32::MAX));
            next += 1;
            next - 1
        } else {
            ALONE
        };
        holders.iter().for_each(|holder| terms[lower(*holder)] = (number, rarity));
    }
    Numbered { starts, terms }
}

#[allow(clippy::cast_possible_truncation, reason = "the lower half is meant")]
fn lower(packed: u64) -> usize {
    packed as u32 as usize
}

/// Keys, each above its place, in order: a radix sort from the lowest digit (Knuth, 1973), since keys are hashes.
fn places_by_key(keys: &[(u32, f32)]) -> Vec<u64> {
    const DIGIT_BITS: u32 = 11;
    const DIGITS: usize = 1 << DIGIT_BITS;
    let digit = |packed: u64, round: u32| lower(packed >> (32 + round * DIGIT_BITS)) % DIGITS;
    let mut packed: Vec<u64> = keys.iter().zip(0_u64..).map(|((key, _), place)| u64::from(*key) << 32 | place).collect();
    let mut sorted = vec![0; packed.len()];
    for round in 0..32_u32.div_ceil(DIGIT_BITS) {
        let mut next = [0_usize; DIGITS];
        packed.iter().for_each(|one| next[digit(*one, round)] += 1);
        let mut sum = 0;
        for count in &mut next {
            sum += std::mem::replace(count, sum);
        }
        for one in &packed {
            let to = &mut next[digit(*one, round)];
            sorted[*to] = *one;
            *to += 1;
        }
        std::mem::swap(&mut packed, &mut sorted);
    }
    packed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signature(words: &[(u32, [u16; PARTS])], names: &[u32]) -> Signature {
        Signature {
            terms: words.iter().map(|&(key, times)| Term { key, share: 0.001, times }).collect(),
            names: names.iter().map(|&key| Counted { key, share: 0.001, times: 1 }).collect(),
            ..Signature::default()
        }
    }

    #[test]
    fn vectors_have_length_one_and_terms_of_one_article_count_in_it_alone() {
        let run = weigh(&[signature(&[(1, [1; PARTS]), (2, [1; PARTS])], &[]), signature(&[(2, [3; PARTS])], &[])]);
        assert_eq!(run.articles[0].words, [0]);
        assert!(run.articles[0].body[0] < 0.8 && run.articles[0].body[0] > 0.6);
        assert!(run.articles[1].leads[0].iter().chain(&run.articles[1].body).all(|weight| (weight - 1.0).abs() < 1e-6));
        assert_eq!((run.vocabulary.words(), run.vocabulary.held_by(0)), (1, 2));
    }

    #[test]
    fn keys_are_put_in_order_with_their_places() {
        let keys = [7, u32::MAX, 0, 7, 1 << 31, 4095].map(|key| (key, 0.0));
        let places: Vec<usize> = places_by_key(&keys).into_iter().map(lower).collect();
        assert_eq!(places, [2, 0, 3, 5, 4, 1]);
    }

    #[test]
    fn words_of_the_lead_come_first() {
        let one = signature(&[(1, [1, 0, 0, 0, 0]), (2, [2, 1, 1, 1, 1])], &[]);
        let run = weigh(&[one.clone(), one]);
        assert_eq!((run.articles[0].words.as_slice(), run.articles[0].leads.len()), ([1, 0].as_slice(), 1));
    }

    #[test]
    fn a_name_of_one_word_has_the_number_of_the_word() {
        let one = signature(&[(1, [1; PARTS]), (9, [1; PARTS])], &[5, 9]);
        let run = weigh(&[one.clone(), one]);
        let names: Vec<u32> = run.articles[0].names.iter().map(|&(number, _)| number).collect();
        assert_eq!((run.articles[0].words.as_slice(), names.as_slice()), ([0, 2].as_slice(), [1, 2].as_slice()));
    }

    #[test]
    fn nothing_to_weigh_is_no_trouble() {
        assert!(weigh(&[]).articles.is_empty());
        assert!(weigh(&[Signature::default()]).articles[0].words.is_empty());
    }
}
