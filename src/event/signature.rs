//! One compact signature an article: hashed terms with counts, never a copy of its text.
//!
//! Made straight from the prose blocks in one pass, for any language that writes words with letters. Terms are 32-bit
//! FNV-1a hashes of lower-case words (Fowler, Noll and Vo, 1991), the same on every machine; a clash costs one wrong
//! shared term in some 4,000 articles. Names are runs of capitalised words, a lone one at the start of a sentence only if
//! it is capitalised inside a sentence too. Known miss: a name at the start of every sentence that holds it is not seen
//! when it is one word ("Tesla fell. Tesla rose.").

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::article::{Article, BlockKind, Language};
use crate::event::told_day::{self, TOLD_WORDS};
use crate::language::stem;
use crate::lexicon::frequency;

/// Words of the body that stand for an article beside its headline: best of 60, 120, 200 and 400 in the guide's runs.
const LEAD_WORDS: usize = 200;
/// How often a pair of words stands in passages, beside the rarer of the two.
const PAIR_SHARE: f32 = 0.2;
/// Words of the body that make the opening.
const OPENING_WORDS: usize = 40;
/// Words of the body that say, with the headline, what is new.
const FIRST_WORDS: usize = 20;
/// How often the headline's words count in the lead.
const HEADLINE_WEIGHT: u16 = 3;
/// Words in which numbers are looked for.
const NUMBER_WORDS: usize = 400;
/// Bytes of text for each different word, about: room is made for so many.
const BYTES_PER_TERM: usize = 10;
/// The same for words.
const BYTES_PER_WORD: usize = 5;
/// A text with fewer words than this is little more than its headline.
pub(crate) const SHORT_WORDS: usize = 30;
/// Longest run of capitalised words that makes one name.
const NAME_WORDS: usize = 5;
/// Share of passages above which a capitalised word opens no name ("The", "In", "But").
const COMMON_SHARE: f64 = 0.1;

/// A word of an article, and how often it stands in each part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "(u32, f32, [u16; 5])", into = "(u32, f32, [u16; 5])")]
pub(crate) struct Term {
    /// Hash of its normal form.
    pub(crate) key: u32,
    /// Share of passages of English news that hold it.
    pub(crate) share: f32,
    /// Times in everything and in each [`Part`].
    pub(crate) times: [u16; 5],
}

impl From<(u32, f32, [u16; 5])> for Term {
    fn from((key, share, times): (u32, f32, [u16; 5])) -> Self {
        Self { key, share, times }
    }
}

impl From<Term> for (u32, f32, [u16; 5]) {
    fn from(term: Term) -> Self {
        (term.key, term.share, term.times)
    }
}

/// Parts of an article that are compared; each is within the one before it, and the lead within everything, which comes first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Part {
    /// Headline thrice and the first words of the text.
    Lead = 1,
    /// Headline and the opening.
    Opening,
    /// Headline and the first words: what is new.
    First,
    /// Headline.
    Title,
}

/// Everything and the [`Part`]s.
pub(crate) const PARTS: usize = 5;

/// A name or a pair of words, and how often an article has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "(u32, f32, u16)", into = "(u32, f32, u16)")]
pub(crate) struct Counted {
    /// Its hash.
    pub(crate) key: u32,
    /// Share of passages of English news that hold it.
    pub(crate) share: f32,
    /// Times.
    pub(crate) times: u16,
}

impl From<(u32, f32, u16)> for Counted {
    fn from((key, share, times): (u32, f32, u16)) -> Self {
        Self { key, share, times }
    }
}

impl From<Counted> for (u32, f32, u16) {
    fn from(counted: Counted) -> Self {
        (counted.key, counted.share, counted.times)
    }
}

/// What clustering knows of an article.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Signature {
    /// Its words, in order of their keys.
    pub(crate) terms: Vec<Term>,
    /// Pairs of words that follow each other in headline and lead, in order of their keys.
    pub(crate) bigrams: Vec<Counted>,
    /// Names, and the last words of longer ones, in order of their keys.
    pub(crate) names: Vec<Counted>,
    /// Numbers as written in digits, without years.
    pub(crate) numbers: Vec<u32>,
    /// What a bare headline means, of length 1; empty for longer texts.
    pub(crate) meaning: Vec<f32>,
    /// Day of publication.
    pub(crate) day: Option<Date>,
    /// Day that the text tells of.
    pub(crate) told: Option<Date>,
    /// The language, if it is not English and there is enough text to tell.
    pub(crate) foreign: Option<String>,
    /// Words of the text without its headline.
    pub(crate) words: usize,
}

/// A word in its place.
pub(crate) struct Word<'a> {
    /// As written, possessive included.
    pub(crate) form: &'a str,
    /// Where the form starts in the text.
    pub(crate) start: usize,
    /// Whether a sentence starts with it.
    pub(crate) opens: bool,
    /// Whether a comma, bracket or other sign stands between it and the word before.
    pub(crate) parted: bool,
}

/// The stable hash of a lower-case term.
pub(crate) fn hash(term: &str) -> u32 {
    folded(wide_hash(term.bytes()))
}

fn wide_hash(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

#[allow(clippy::cast_possible_truncation, reason = "both halves are folded in")]
fn folded(wide: u64) -> u32 {
    (wide ^ (wide >> 32)) as u32
}

/// The hash of a word's normal form.
pub(crate) fn key_of(form: &str, buffer: &mut String) -> u32 {
    folded(wide_key_of(form, buffer))
}

fn wide_key_of(form: &str, buffer: &mut String) -> u64 {
    if form.is_ascii() {
        let form = form.as_bytes();
        let form = form.strip_suffix(b"'s").or(form.strip_suffix(b"'S")).unwrap_or(form);
        return wide_hash(form.iter().map(u8::to_ascii_lowercase));
    }
    normal(form, buffer);
    wide_hash(buffer.bytes())
}

/// The words of a stretch of text.
pub(crate) fn words(text: &str, base: usize) -> impl Iterator<Item = Word<'_>> {
    let bytes = text.as_bytes();
    let (mut at, mut opens, mut parted) = (0, true, true);
    std::iter::from_fn(move || {
        loop {
            let first = char_at(text, at)?;
            if !first.is_alphanumeric() {
                opens |= matches!(first, '.' | '!' | '?' | '\n' | ':' | '“' | '"' | '…');
                parted |= !first.is_whitespace();
                at += first.len_utf8();
                continue;
            }
            let start = at;
            let mut before = first;
            at += first.len_utf8();
            loop {
                // Most of a word is letters of one byte.
                let plain = bytes[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
                if plain > 0 {
                    at += plain;
                    before = char::from(bytes[at - 1]);
                }
                let Some(c) = char_at(text, at) else { break };
                if !c.is_alphanumeric() {
                    let next = char_at(text, at + c.len_utf8());
                    let joins = match c {
                        '\'' | '’' | '-' => next.is_some_and(char::is_alphanumeric),
                        '.' | ',' => before.is_ascii_digit() && next.is_some_and(|next| next.is_ascii_digit()),
                        _ => false,
                    };
                    if !joins {
                        break;
                    }
                }
                before = c;
                at += c.len_utf8();
            }
            let word = Word { form: &text[start..at], start: base + start, opens, parted };
            opens = false;
            parted = false;
            return Some(word);
        }
    })
}

/// The character that starts at a byte; most are of one byte.
fn char_at(text: &str, at: usize) -> Option<char> {
    let byte = *text.as_bytes().get(at)?;
    if byte.is_ascii() { Some(char::from(byte)) } else { text.get(at..)?.chars().next() }
}

/// Lower case, straight apostrophe, without the possessive.
pub(crate) fn normal(form: &str, into: &mut String) {
    into.clear();
    if form.is_ascii() {
        into.push_str(form);
        into.make_ascii_lowercase();
    } else {
        for c in form.chars() {
            if c == '’' { into.push('\'') } else { into.extend(c.to_lowercase()) }
        }
    }
    if into.ends_with("'s") {
        into.truncate(into.len() - 2);
    }
}

/// Share of passages of English news that hold a lower-case word.
#[allow(clippy::cast_possible_truncation, reason = "a share")]
pub(crate) fn share_of_passages(word: &str) -> f32 {
    (-frequency::inverse_document_frequency(&stem::stem(word))).exp() as f32
}

/// Whether a word is too common to open a name.
pub(crate) fn is_common(share: f32) -> bool {
    f64::from(share) > COMMON_SHARE
}

/// A run of capitalised words: positions of its first and last word, and whether it is one word that opens a sentence.
pub(crate) struct NameRun {
    pub(crate) first: usize,
    pub(crate) last: usize,
    pub(crate) lone_opening: bool,
}

/// Runs of capitalised words; `common` says whether the word at a position opens no name.
pub(crate) fn name_runs(words: &[Word<'_>], common: impl Fn(usize) -> bool) -> Vec<NameRun> {
    let mut runs = Vec::new();
    let mut at = 0;
    let capital = |at: usize| words[at].form.starts_with(char::is_uppercase);
    while at < words.len() {
        if !capital(at) || common(at) {
            at += 1;
            continue;
        }
        let first = at;
        while at + 1 < words.len() && at - first + 1 < NAME_WORDS && capital(at + 1) && !words[at + 1].opens && !words[at + 1].parted {
            at += 1;
            if words[at - 1].form.ends_with("'s") || words[at - 1].form.ends_with("’s") {
                at -= 1;
                break;
            }
        }
        runs.push(NameRun { first, last: at, lone_opening: first == at && words[first].opens });
        at += 1;
    }
    runs
}

/// The hash of a name from its words' normal forms.
pub(crate) fn name_key(words: &[Word<'_>], buffer: &mut String, whole: &mut String) -> u32 {
    whole.clear();
    for word in words {
        normal(word.form, buffer);
        if !whole.is_empty() {
            whole.push(' ');
        }
        whole.push_str(buffer);
    }
    hash(whole)
}

/// Signs one article after the other; what it learns of words it keeps.
#[derive(Default)]
pub(crate) struct Signer {
    /// Share of passages that hold a word, by its wide hash: a clash of narrow ones would make it depend on the order of articles.
    shares: FxHashMap<u64, f32>,
    /// Places of the words of the article at hand.
    places: FxHashMap<u32, u32>,
    buffer: String,
    whole: String,
}

/// What is counted of one article.
#[derive(Default)]
struct Counts {
    terms: Vec<Term>,
    bigrams: Vec<Counted>,
    names: FxHashMap<u32, Counted>,
    /// Words of the text so far, without the headline.
    written: usize,
}

impl Signer {
    /// The signature of an article: its prose only, never captions or furniture.
    pub(crate) fn sign(&mut self, article: &Article) -> Signature {
        self.places.clear();
        let mut counts = Counts::default();
        counts.terms.reserve(article.text.len() / BYTES_PER_TERM);
        counts.bigrams.reserve(LEAD_WORDS + FIRST_WORDS);
        let mut numbers = Vec::new();
        let mut lone: FxHashMap<u32, u16> = FxHashMap::default();
        let mut early = Vec::new();
        for block in article.blocks.iter().filter(|block| block.kind.is_prose()) {
            let headline = block.kind == BlockKind::Headline;
            let text = block.span.of(&article.text);
            let mut words = Vec::with_capacity(text.len() / BYTES_PER_WORD);
            words.extend(self::words(text, block.span.range().start));
            let mut places = Vec::with_capacity(words.len());
            for word in &words {
                let written = counts.written;
                let place = self.count(word, headline, places.last().copied(), &mut counts);
                if (headline || written < NUMBER_WORDS) && word.form.starts_with(|c: char| c.is_ascii_digit()) && !is_year(word.form) {
                    numbers.push(counts.terms[place].key);
                }
                if headline || written < TOLD_WORDS {
                    early.push(word.form);
                }
                places.push(place);
            }
            if headline && article.body.len() > SHORT_WORDS * 5 {
                continue;
            }
            self.note_names(&words, &places, headline, &mut counts, &mut lone);
        }
        for (key, times) in lone {
            counts.names.entry(key).and_modify(|name| name.times = name.times.saturating_add(times));
        }
        let mut names: Vec<Counted> = counts.names.into_values().collect();
        for name in &mut names {
            let in_title = self.places.get(&name.key).is_some_and(|place| counts.terms[*place as usize].times[Part::Title as usize] > 0);
            name.times = name.times.saturating_add(2 * u16::from(in_title));
        }
        names.sort_unstable_by_key(|name| name.key);
        numbers.sort_unstable();
        numbers.dedup();
        let mut terms = counts.terms;
        terms.shrink_to_fit();
        terms.sort_unstable_by_key(|term| term.key);
        Signature {
            terms,
            bigrams: merged(counts.bigrams),
            names,
            numbers,
            meaning: Vec::new(),
            day: article.published.day(),
            told: told_day::find(&early, article.published.day()),
            foreign: match &article.language {
                Language::Other(code) => Some(code.clone()),
                _ => None,
            },
            words: counts.written,
        }
    }

    /// Counts a word, and the pair that it makes with the one before; its place among the terms.
    fn count(&mut self, word: &Word<'_>, headline: bool, before: Option<usize>, counts: &mut Counts) -> usize {
        let wide = wide_key_of(word.form, &mut self.buffer);
        let key = folded(wide);
        let terms = &mut counts.terms;
        let place = *self.places.entry(key).or_insert_with(|| {
            let share = *self.shares.entry(wide).or_insert_with(|| {
                normal(word.form, &mut self.buffer);
                share_of_passages(&self.buffer)
            });
            terms.push(Term { key, share, times: [0; PARTS] });
            u32::try_from(terms.len() - 1).unwrap_or(u32::MAX)
        }) as usize;
        let written = counts.written;
        let in_lead = headline || written < LEAD_WORDS;
        let lead = if !in_lead {
            0
        } else if headline {
            HEADLINE_WEIGHT
        } else {
            1
        };
        let within = |words: usize| u16::from(headline || written < words);
        let more = [1, lead, within(OPENING_WORDS), within(FIRST_WORDS), u16::from(headline)];
        let term = &mut terms[place];
        for (times, more) in term.times.iter_mut().zip(more) {
            *times = times.saturating_add(more);
        }
        if in_lead && let Some(before) = before.filter(|_| !word.opens) {
            let (left, right) = (&terms[before], &terms[place]);
            let share = left.share.min(right.share) * PAIR_SHARE;
            counts.bigrams.push(Counted { key: pair_key(left.key, right.key), share, times: 1 + u16::from(headline) });
        }
        counts.written += usize::from(!headline);
        place
    }

    /// Counts the names among the words of a block, whose places among the terms are known.
    fn note_names(&mut self, words: &[Word<'_>], places: &[usize], headline: bool, counts: &mut Counts, lone: &mut FxHashMap<u32, u16>) {
        let Counts { terms, names, .. } = counts;
        for run in name_runs(words, |at| is_common(terms[places[at]].share)) {
            let (first, last) = (run.first, run.last);
            let key =
                if first == last { terms[places[first]].key } else { name_key(&words[first..=last], &mut self.buffer, &mut self.whole) };
            if run.lone_opening && !headline {
                let times = lone.entry(key).or_default();
                *times = times.saturating_add(1);
                continue;
            }
            if first == last && words[first].form.chars().count() < 2 {
                continue;
            }
            let share = places[first..=last].iter().map(|&place| terms[place].share).fold(1.0, f32::min);
            let mut note = |key: u32, share: f32| {
                let name = names.entry(key).or_insert(Counted { key, share, times: 0 });
                name.times = name.times.saturating_add(1);
            };
            note(key, share);
            if first < last {
                let last = &terms[places[last]];
                note(last.key, last.share);
            }
        }
    }
}

/// The signature of one article.
#[cfg(test)]
pub(crate) fn sign(article: &Article) -> Signature {
    Signer::default().sign(article)
}

fn pair_key(left: u32, right: u32) -> u32 {
    left.rotate_left(13).wrapping_mul(0x9e37_79b1) ^ right
}

fn is_year(form: &str) -> bool {
    form.len() == 4 && (form.starts_with("19") || form.starts_with("20")) && form.bytes().all(|byte| byte.is_ascii_digit())
}

/// Each once, in order of their keys, with all their times.
fn merged(mut found: Vec<Counted>) -> Vec<Counted> {
    found.sort_unstable_by_key(|one| (one.key, one.share.to_bits()));
    let mut merged: Vec<Counted> = Vec::with_capacity(found.len());
    for one in found {
        match merged.last_mut() {
            Some(last) if last.key == one.key => last.times = last.times.saturating_add(one.times),
            _ => merged.push(one),
        }
    }
    merged.shrink_to_fit();
    merged
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::article_from_text;

    fn has(names: &[Counted], term: &str) -> bool {
        names.binary_search_by_key(&hash(term), |name| name.key).is_ok()
    }

    #[test]
    fn names_are_runs_of_capitals_and_a_lone_opening_word_needs_a_second_sighting() {
        let text = "Officials met Prime Minister Mustafa Kadhimi in Baghdad. Nothing else was said. Baghdad is calm, and officials said little more about it than that on the day itself, which was a long one for everyone in the city.";
        let signature = sign(&article_from_text("a", "A title", text));
        assert!(has(&signature.names, "kadhimi"));
        assert!(has(&signature.names, "baghdad"));
        assert!(!has(&signature.names, "nothing"));
        assert!(!has(&signature.names, "officials"));
    }

    #[test]
    fn possessives_and_curly_apostrophes_do_not_part_words() {
        let signature = sign(&article_from_text("a", "Iraq’s army", "The army of Iraq"));
        let iraq = signature.terms.iter().find(|term| term.key == hash("iraq")).expect("it is there");
        assert_eq!(iraq.times, [2, 4, 2, 2, 1]);
    }

    #[test]
    fn odd_texts_are_signed_without_panic() {
        for text in ["", "’’’", "1,2,3.", "'s", "𝔘𝔫𝔦 é–—", "A.B.C", "١٢٣ عاجل"] {
            let _ = sign(&article_from_text("a", text, text));
        }
    }
}
