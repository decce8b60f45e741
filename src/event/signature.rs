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
/// Words of the body that make the opening.
const OPENING_WORDS: usize = 40;
/// Words of the body that say, with the headline, what is new.
const FIRST_WORDS: usize = 20;
/// How often the headline's words count in the lead.
const HEADLINE_WEIGHT: u32 = 3;
/// Words in which numbers are looked for.
const NUMBER_WORDS: usize = 400;
/// A text with fewer words than this is little more than its headline.
pub(crate) const SHORT_WORDS: usize = 30;
/// Longest run of capitalised words that makes one name.
const NAME_WORDS: usize = 5;
/// Share of passages above which a capitalised word opens no name ("The", "In", "But").
const COMMON_SHARE: f64 = 0.1;

/// A sparse vector: hashed terms in order, each with its count and later its weight.
pub(crate) type Vector = Vec<(u32, f32)>;

/// What clustering knows of an article.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Signature {
    /// Headline thrice and the first words of the text.
    pub(crate) lead: Vector,
    /// Everything.
    pub(crate) body: Vector,
    /// Headline.
    pub(crate) title: Vector,
    /// Headline and the opening.
    pub(crate) opening: Vector,
    /// Headline and the first words: what is new.
    pub(crate) first: Vector,
    /// Pairs of words that follow each other in headline and lead.
    pub(crate) bigrams: Vector,
    /// Names, and the last words of longer ones.
    pub(crate) names: Vector,
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
    /// Share of passages of English news that hold a term, for words and names.
    pub(crate) background: Vec<(u32, f32)>,
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
    let wide = term.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    #[allow(clippy::cast_possible_truncation, reason = "both halves are folded in")]
    {
        (wide ^ (wide >> 32)) as u32
    }
}

/// The words of a stretch of text.
pub(crate) fn words(text: &str, base: usize) -> impl Iterator<Item = Word<'_>> {
    let mut at = 0;
    let mut opens = true;
    let mut parted = true;
    std::iter::from_fn(move || {
        loop {
            let rest = text.get(at..)?;
            let first = rest.chars().next()?;
            if !first.is_alphanumeric() {
                opens |= matches!(first, '.' | '!' | '?' | '\n' | ':' | '“' | '"' | '…');
                parted |= !first.is_whitespace();
                at += first.len_utf8();
                continue;
            }
            let mut end = 0;
            let mut chars = rest.char_indices().peekable();
            while let Some((here, c)) = chars.next() {
                let next = chars.peek().map(|&(_, next)| next);
                let next_joins = next.is_some_and(char::is_alphanumeric);
                let digits = || rest[..here].ends_with(|d: char| d.is_ascii_digit()) && next.is_some_and(|d| d.is_ascii_digit());
                if c.is_alphanumeric()
                    || (matches!(c, '\'' | '’' | '-') && next_joins)
                    || (matches!(c, '.' | ',') && next_joins && digits())
                {
                    end = here + c.len_utf8();
                } else {
                    break;
                }
            }
            let word = Word { form: &rest[..end], start: base + at, opens, parted };
            at += end;
            opens = false;
            parted = false;
            return Some(word);
        }
    })
}

/// Lower case, straight apostrophe, without the possessive.
pub(crate) fn normal(form: &str, into: &mut String) {
    into.clear();
    for c in form.chars() {
        if c == '’' { into.push('\'') } else { into.extend(c.to_lowercase()) }
    }
    if into.ends_with("'s") {
        into.truncate(into.len() - 2);
    }
}

#[derive(Default)]
struct Seen {
    background: FxHashMap<u32, f32>,
    buffer: String,
}

impl Seen {
    /// Hash of a word; its share of passages is noted the first time.
    fn note(&mut self, form: &str) -> u32 {
        normal(form, &mut self.buffer);
        let key = hash(&self.buffer);
        let buffer = &self.buffer;
        self.background.entry(key).or_insert_with(|| share_of_passages(buffer));
        key
    }

    fn share(&self, key: u32) -> f32 {
        self.background.get(&key).copied().unwrap_or(0.0)
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

/// The signature of an article: its prose only, never captions or furniture.
#[allow(clippy::cast_precision_loss, reason = "counts of words")]
pub(crate) fn sign(article: &Article) -> Signature {
    let mut seen = Seen::default();
    let mut count = Counts::default();
    let mut written = 0_usize;
    let mut lone: FxHashMap<u32, u32> = FxHashMap::default();
    let mut early = Vec::new();
    let (mut buffer, mut whole) = (String::new(), String::new());
    for block in article.blocks.iter().filter(|block| block.kind.is_prose()) {
        let headline = block.kind == BlockKind::Headline;
        let words: Vec<Word<'_>> = words(block.span.of(&article.text), block.span.range().start).collect();
        let keys: Vec<u32> = words.iter().map(|word| seen.note(word.form)).collect();
        let mut previous = None;
        for (word, &key) in words.iter().zip(&keys) {
            let in_lead = headline || written < LEAD_WORDS;
            *count.body.entry(key).or_default() += 1;
            if headline {
                *count.title.entry(key).or_default() += 1;
            }
            if in_lead {
                *count.lead.entry(key).or_default() += if headline { HEADLINE_WEIGHT } else { 1 };
                if let Some(before) = previous.filter(|_| !word.opens) {
                    let pair = pair_key(before, key);
                    *count.bigrams.entry(pair).or_default() += 1 + u32::from(headline);
                    let rarer = seen.share(before).min(seen.share(key)) * 0.2;
                    count.pair_background.entry(pair).or_insert(rarer);
                }
            }
            if headline || written < OPENING_WORDS {
                *count.opening.entry(key).or_default() += 1;
            }
            if (headline || written < NUMBER_WORDS) && word.form.starts_with(|c: char| c.is_ascii_digit()) && !is_year(word.form) {
                count.numbers.push(key);
            }
            if headline || written < FIRST_WORDS {
                *count.first.entry(key).or_default() += 1;
            }
            if headline || written < TOLD_WORDS {
                early.push(word.form);
            }
            previous = Some(key);
            written += usize::from(!headline);
        }
        if headline && article.body.len() > SHORT_WORDS * 5 {
            continue;
        }
        for run in name_runs(&words, |at| is_common(seen.share(keys[at]))) {
            let (first, last) = (run.first, run.last);
            let share = keys[first..=last].iter().map(|&key| seen.share(key)).fold(1.0, f32::min);
            let key = name_key(&words[first..=last], &mut buffer, &mut whole);
            if run.lone_opening && !headline {
                *lone.entry(key).or_default() += 1;
                continue;
            }
            if first == last && words[first].form.chars().count() < 2 {
                continue;
            }
            *count.names.entry(key).or_default() += 1;
            seen.background.entry(key).or_insert(share);
            if first < last {
                *count.names.entry(keys[last]).or_default() += 1;
            }
        }
    }
    for (key, times) in lone {
        count.names.entry(key).and_modify(|n| *n += times);
    }
    for (key, n) in &mut count.names {
        *n += 2 * u32::from(count.title.contains_key(key));
    }
    count.numbers.sort_unstable();
    count.numbers.dedup();
    let mut background: Vec<(u32, f32)> = seen.background.into_iter().chain(count.pair_background).collect();
    background.sort_unstable_by_key(|&(key, _)| key);
    background.dedup_by_key(|&mut (key, _)| key);
    Signature {
        lead: damped(count.lead),
        body: damped(count.body),
        title: damped(count.title),
        opening: damped(count.opening),
        first: damped(count.first),
        bigrams: damped(count.bigrams),
        names: damped(count.names),
        numbers: count.numbers,
        meaning: Vec::new(),
        day: article.published.day(),
        told: told_day::find(&early, article.published.day()),
        foreign: match &article.language {
            Language::Other(code) => Some(code.clone()),
            _ => None,
        },
        words: written,
        background,
    }
}

#[derive(Default)]
struct Counts {
    lead: FxHashMap<u32, u32>,
    body: FxHashMap<u32, u32>,
    title: FxHashMap<u32, u32>,
    opening: FxHashMap<u32, u32>,
    first: FxHashMap<u32, u32>,
    bigrams: FxHashMap<u32, u32>,
    pair_background: FxHashMap<u32, f32>,
    names: FxHashMap<u32, u32>,
    numbers: Vec<u32>,
}

fn pair_key(left: u32, right: u32) -> u32 {
    left.rotate_left(13).wrapping_mul(0x9e37_79b1) ^ right
}

fn is_year(form: &str) -> bool {
    form.len() == 4 && (form.starts_with("19") || form.starts_with("20")) && form.bytes().all(|byte| byte.is_ascii_digit())
}

/// Counts damped to 1 + ln(count), terms in order.
#[allow(clippy::cast_precision_loss, reason = "counts of words")]
fn damped(counts: FxHashMap<u32, u32>) -> Vector {
    let mut vector: Vector = counts.into_iter().map(|(key, n)| (key, 1.0 + (n as f32).ln())).collect();
    vector.sort_unstable_by_key(|&(key, _)| key);
    vector
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::article_from_text;

    fn has(vector: &Vector, term: &str) -> bool {
        vector.binary_search_by_key(&hash(term), |&(key, _)| key).is_ok()
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
        assert!(has(&signature.title, "iraq"));
    }

    #[test]
    fn odd_texts_are_signed_without_panic() {
        for text in ["", "’’’", "1,2,3.", "'s", "𝔘𝔫𝔦 é–—", "A.B.C", "١٢٣ عاجل"] {
            let _ = sign(&article_from_text("a", text, text));
        }
    }
}
