//! The words of an event: one number for each term over all its articles, and which terms are alike.
//!
//! A term is the language stage's stem after three steps of normalising: honorifics go, variants of one word become that word ("Reps" and
//! "representative"), compounds with a hyphen fall into their parts or are one word ("re-election"). Alike are terms of one group of
//! synonyms, words with a long common beginning, and names that differ by a letter or two (transliterations: "Kadhimi", "Kadhemi").
//! Numbers are alike only if they are equal.
//! Words that mean the same without looking it ("scratch", "injury") are near in meaning: see `nearness`.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::alignment::nearness::{self, Meaning};
use crate::article::Article;
use crate::language::{Analysis, TokenKind, stem::stem, token::normalise};
use crate::lexicon::frequency;
use crate::lexicon::synonym::{self, SynonymKind};
use crate::span::TokenIndex;

/// A term of an event.
pub(crate) type Term = u32;

/// What a word does in a statement.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) enum WordKind {
    /// Part of a name.
    Name,
    /// A number.
    Number,
    /// A word of reporting: counts little, since who reports differs between outlets.
    Reporting,
    /// Any other word of content.
    Plain,
}

/// A word of a statement or sentence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Word {
    /// Its term.
    pub term: Term,
    /// What it does.
    pub kind: WordKind,
    /// Where it stands in its article.
    pub token: TokenIndex,
}

/// How much synonyms of one group count. Chosen on PropSegmEnt and the news set (see `scorer`).
const SYNONYM: f64 = 0.75;
/// How much a common beginning counts, under the same choice.
const COMMON_BEGINNING: f64 = 0.8;
/// Names spelt nearly alike.
const NEAR_SPELLING: f64 = 0.9;
/// Fewest letters of a common beginning.
const SHORTEST_BEGINNING: usize = 5;
/// Share of the longer word that a common beginning must make.
const BEGINNING_SHARE: f64 = 0.6;
/// Jaro-Winkler similarity from which two names are spellings of one.
const SPELLING_FROM: f64 = 0.88;
/// Fewest letters of a name whose spelling may vary.
const SHORTEST_VARYING_NAME: usize = 5;

/// Titles that say nothing about the matter.
const HONORIFICS: &[&str] = &["mr", "mrs", "ms", "dr", "sir", "dame", "lord", "lady", "hon"];

/// Words of reporting.
const REPORTING: &[&str] = &[
    "according",
    "add",
    "added",
    "announce",
    "announced",
    "comment",
    "declare",
    "explain",
    "note",
    "noted",
    "report",
    "reported",
    "reportedly",
    "reporter",
    "reporters",
    "reports",
    "said",
    "say",
    "saying",
    "says",
    "source",
    "sources",
    "spokesman",
    "spokesperson",
    "spokeswoman",
    "state",
    "stated",
    "statement",
    "tell",
    "telling",
    "tells",
    "told",
];

/// Beginnings that are written with a hyphen or without: "re-election" is the word "reelection" where news know that one.
const PREFIXES: &[&str] =
    &["anti", "bi", "co", "counter", "cyber", "e", "mid", "multi", "non", "post", "pre", "re", "semi", "sub", "super", "ultra"];

struct Lexis {
    variants: FxHashMap<&'static str, Box<str>>,
    groups: FxHashMap<Box<str>, Vec<u16>>,
    reporting: FxHashSet<Box<str>>,
}

static LEXIS: LazyLock<Lexis> = LazyLock::new(|| {
    let variants = synonym::rows().filter(|row| row.kind == SynonymKind::Variant).map(|row| (row.word, stem(row.group).into())).collect();
    let mut numbers: FxHashMap<&str, u16> = FxHashMap::default();
    let mut groups: FxHashMap<Box<str>, Vec<u16>> = FxHashMap::default();
    for row in synonym::rows().filter(|row| row.kind == SynonymKind::Synonym) {
        let next = u16::try_from(numbers.len()).unwrap_or(u16::MAX);
        let number = *numbers.entry(row.group).or_insert(next);
        let held = groups.entry(stem(row.word).into()).or_default();
        if !held.contains(&number) {
            held.push(number);
        }
    }
    let reporting = REPORTING.iter().map(|word| stem(word).into()).collect();
    Lexis { variants, groups, reporting }
});

/// What brings two words together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Grounds {
    /// How they are written, and lists of synonyms.
    Wording,
    /// The same, or nearness in meaning.
    Meaning,
}

struct Entry {
    text: Box<str>,
    /// The shortest form it was read in, in small letters; of several the first in order.
    form: Box<str>,
    kind: WordKind,
    background: f64,
    /// Its square root: what the term weighs in news at large.
    weight: f64,
}

/// The terms of an event.
#[derive(Default)]
pub(crate) struct Vocabulary {
    ids: FxHashMap<Box<str>, Term>,
    entries: Vec<Entry>,
    alike: Vec<Vec<(Term, f64)>>,
    near: Vec<Vec<(Term, f64)>>,
}

impl Vocabulary {
    /// How many terms there are.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Inverse document frequency in news at large.
    pub(crate) fn background(&self, term: Term) -> f64 {
        self.entries[term as usize].background
    }

    /// The square root of that.
    pub(crate) fn weight(&self, term: Term) -> f64 {
        self.entries[term as usize].weight
    }

    /// The term as text.
    pub(crate) fn text(&self, term: Term) -> &str {
        &self.entries[term as usize].text
    }

    /// Whether a term is part of a name anywhere in the event.
    pub(crate) fn is_name(&self, term: Term) -> bool {
        self.entries[term as usize].kind == WordKind::Name
    }

    /// The number of a term that is already there.
    pub(crate) fn find(&self, text: &str) -> Option<Term> {
        self.ids.get(text).copied()
    }

    /// The terms that are like one, itself first with 1, most like first. After [`relate`](Self::relate), on grounds of meaning after
    /// [`bring_near`](Self::bring_near).
    pub(crate) fn alike(&self, term: Term, grounds: Grounds) -> &[(Term, f64)] {
        let lists = if grounds == Grounds::Meaning { &self.near } else { &self.alike };
        lists.get(term as usize).map_or(&[], Vec::as_slice)
    }

    /// How alike two terms are by their wording, 0 to 1.
    pub(crate) fn likeness(&self, left: Term, right: Term) -> f64 {
        self.likeness_by(left, right, Grounds::Wording)
    }

    /// How alike two terms are, 0 to 1.
    pub(crate) fn likeness_by(&self, left: Term, right: Term, grounds: Grounds) -> f64 {
        if left == right {
            return 1.0;
        }
        self.alike(left, grounds).iter().find(|(term, _)| *term == right).map_or(0.0, |(_, likeness)| *likeness)
    }

    /// The words of content among tokens, in order.
    pub(crate) fn read(&mut self, article: &Article, analysis: &Analysis, tokens: impl Iterator<Item = TokenIndex>) -> Vec<Word> {
        let mut words = Vec::new();
        for index in tokens {
            let Some(token) = analysis.tokens.get(index.get()) else { continue };
            let form = token.span.of(&article.text);
            // Names are in order and do not overlap.
            let is_name = || {
                let at = analysis.names.partition_point(|name| name.span.end < token.span.end);
                analysis.names.get(at).is_some_and(|name| name.span.contains(token.span))
            };
            match token.kind {
                TokenKind::Punctuation if form == "%" => {
                    words.push(Word { term: self.intern("percent", "percent", WordKind::Plain), kind: WordKind::Plain, token: index })
                }
                TokenKind::Punctuation | TokenKind::Function => {}
                TokenKind::Number => {
                    let term = self.intern(analysis.term(token), form, WordKind::Number);
                    words.push(Word { term, kind: WordKind::Number, token: index });
                }
                // "5 per cent".
                TokenKind::Content if form.eq_ignore_ascii_case("cent") && follows_per(article, analysis, index) => {
                    words.push(Word { term: self.intern("percent", "percent", WordKind::Plain), kind: WordKind::Plain, token: index })
                }
                TokenKind::Content => {
                    let kind = if is_name() { WordKind::Name } else { WordKind::Plain };
                    self.read_content(form, analysis.term(token), kind, index, &mut words);
                }
            }
        }
        words
    }

    fn read_content(&mut self, form: &str, term: &str, kind: WordKind, token: TokenIndex, words: &mut Vec<Word>) {
        let lower = form.to_lowercase();
        let bare = lower.trim_end_matches("'s").trim_end_matches("’s").trim_end_matches('.');
        if HONORIFICS.contains(&bare) {
            return;
        }
        // "us", "un", "dec" are words of their own; "US", "UN", "Dec" are not.
        let looks_it =
            form.chars().next().is_some_and(char::is_uppercase) && (bare != "us" || form.starts_with("US") || form.starts_with("U."));
        if let Some(head) = LEXIS.variants.get(bare).filter(|_| bare.len() > 3 || looks_it) {
            let kind = if kind == WordKind::Name { WordKind::Name } else { WordKind::Plain };
            let term = self.intern(head, bare, kind);
            words.push(Word { term, kind, token });
            return;
        }
        if let Some((prefix, rest)) = bare.split_once('-') {
            let joined = format!("{prefix}{rest}");
            let term = stem(&joined);
            if PREFIXES.contains(&prefix) && frequency::passages_with(&term).is_some() {
                let term = self.intern(&term, &joined, kind);
                words.push(Word { term, kind, token });
                return;
            }
        }
        let parts: Vec<&str> = bare.split('-').filter(|part| !part.is_empty()).collect();
        if parts.len() > 1 {
            let is_long = |(_, part): &(usize, &str)| part.chars().count() > 2 || part.chars().all(|c| c.is_ascii_digit());
            for (at, part) in parts.into_iter().enumerate().filter(is_long) {
                // "Fifth-generation" and "one-in-three" count, the second of "40-second" is a measure.
                let (kind, text) = match normalise(part) {
                    (TokenKind::Number, number) if at == 0 || number.bytes().all(|byte| byte.is_ascii_digit()) => {
                        (WordKind::Number, number)
                    }
                    _ => (kind, stem(part)),
                };
                let term = self.intern(&text, part, kind);
                words.push(Word { term, kind, token });
            }
            return;
        }
        let kind = if kind == WordKind::Plain && LEXIS.reporting.contains(term) { WordKind::Reporting } else { kind };
        let term = self.intern(term, bare, kind);
        words.push(Word { term, kind, token });
    }

    fn intern(&mut self, text: &str, form: &str, kind: WordKind) -> Term {
        if let Some(term) = self.ids.get(text) {
            let entry = &mut self.entries[*term as usize];
            if (form.len(), form) < (entry.form.len(), &*entry.form) {
                entry.form = form.into();
            }
            if kind == WordKind::Name {
                entry.kind = kind;
            }
            return *term;
        }
        let term = Term::try_from(self.entries.len()).unwrap_or(Term::MAX);
        self.ids.insert(text.into(), term);
        let background = frequency::inverse_document_frequency(text);
        self.entries.push(Entry { text: text.into(), form: form.into(), kind, background, weight: background.sqrt() });
        term
    }

    /// Finds out which terms are alike. Only terms that share a group or their first letter meet.
    pub(crate) fn relate(&mut self) {
        let count = self.entries.len();
        let mut alike: Vec<Vec<(Term, f64)>> = (0..count).map(|at| vec![(at as Term, 1.0)]).collect();
        let mut by_group: FxHashMap<u16, Vec<Term>> = FxHashMap::default();
        let mut by_letter: FxHashMap<char, Vec<Term>> = FxHashMap::default();
        for (at, entry) in self.entries.iter().enumerate().filter(|(_, entry)| entry.kind != WordKind::Number) {
            for group in LEXIS.groups.get(&entry.text).into_iter().flatten() {
                by_group.entry(*group).or_default().push(at as Term);
            }
            if let Some(letter) = entry.text.chars().next() {
                by_letter.entry(letter).or_default().push(at as Term);
            }
        }
        let mut put = |left: Term, right: Term, likeness: f64| {
            for (one, other) in [(left, right), (right, left)] {
                let list = &mut alike[one as usize];
                match list.iter_mut().find(|(term, _)| *term == other) {
                    Some((_, held)) => *held = held.max(likeness),
                    None => list.push((other, likeness)),
                }
            }
        };
        for terms in by_group.values() {
            for (at, left) in terms.iter().enumerate() {
                terms[at + 1..].iter().for_each(|right| put(*left, *right, SYNONYM));
            }
        }
        for terms in by_letter.values() {
            for (at, left) in terms.iter().enumerate() {
                for right in &terms[at + 1..] {
                    let likeness = self.spelling_likeness(*left, *right);
                    if likeness > 0.0 {
                        put(*left, *right, likeness);
                    }
                }
            }
        }
        for list in &mut alike {
            list[1..].sort_by(|left, right| right.1.total_cmp(&left.1).then(left.0.cmp(&right.0)));
        }
        self.alike = alike;
    }

    /// Finds out which terms are near in meaning, at least one of each pair among `asked`. After [`relate`](Self::relate).
    pub(crate) fn bring_near(&mut self, asked: impl Iterator<Item = Term>) {
        let meaning = |term: Term| {
            let entry = &self.entries[term as usize];
            Meaning::of(term, &entry.form, entry.kind)
        };
        let mut terms: Vec<Term> = asked.collect();
        terms.sort_unstable();
        terms.dedup();
        let all: Vec<Meaning> = (0..self.entries.len()).filter_map(|term| meaning(term as Term)).collect();
        let asked: Vec<Meaning> = terms.iter().filter_map(|term| meaning(*term)).collect();
        let mut near = self.alike.clone();
        for (left, right, nearness) in nearness::pairs(&asked, &all) {
            // A pair of two that were asked for comes twice, once each way round.
            let sides = if terms.binary_search(&right).is_ok() { 1 } else { 2 };
            for (one, other) in [(left, right), (right, left)].into_iter().take(sides) {
                let list = &mut near[one as usize];
                match list.iter_mut().find(|(term, _)| *term == other) {
                    Some((_, held)) => *held = held.max(nearness),
                    None => list.push((other, nearness)),
                }
            }
        }
        for list in &mut near {
            list[1..].sort_by(|left, right| right.1.total_cmp(&left.1).then(left.0.cmp(&right.0)));
        }
        self.near = near;
    }

    /// The cosine of two terms in meaning, 0 to 1. Reads both vectors anew: for few pairs.
    pub(crate) fn nearness(&self, left: Term, right: Term) -> f64 {
        let meaning = |term: Term| self.entries.get(term as usize).and_then(|entry| Meaning::of(term, &entry.form, entry.kind));
        nearness::of_two(meaning(left).as_ref(), meaning(right).as_ref())
    }

    fn spelling_likeness(&self, left: Term, right: Term) -> f64 {
        let (left, right) = (&self.entries[left as usize], &self.entries[right as usize]);
        let common = left.text.bytes().zip(right.text.bytes()).take_while(|(one, other)| one == other).count();
        if common < 2 && (left.kind != WordKind::Name || right.kind != WordKind::Name) {
            return 0.0;
        }
        let longer = left.text.len().max(right.text.len());
        let shorter = left.text.len().min(right.text.len());
        let mut likeness: f64 = 0.0;
        if common >= SHORTEST_BEGINNING && common as f64 >= BEGINNING_SHARE * longer as f64 {
            likeness = COMMON_BEGINNING;
        }
        let both_names = left.kind == WordKind::Name && right.kind == WordKind::Name;
        if both_names
            && shorter >= SHORTEST_VARYING_NAME
            && longer - shorter <= 2
            && strsim::jaro_winkler(&left.text, &right.text) >= SPELLING_FROM
        {
            likeness = NEAR_SPELLING;
        }
        likeness
    }
}

/// Whether the word before is "per".
fn follows_per(article: &Article, analysis: &Analysis, at: TokenIndex) -> bool {
    let before = at.get().checked_sub(1).and_then(|at| analysis.tokens.get(at));
    before.is_some_and(|token| token.span.of(&article.text).eq_ignore_ascii_case("per"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::article_from_text;
    use crate::language::{self, LanguageOptions};

    fn read(vocabulary: &mut Vocabulary, text: &str) -> Vec<Word> {
        let article = article_from_text("", "", text);
        let analysis = language::analyse(&article, &LanguageOptions::default());
        let all = (0..analysis.tokens.len()).map(TokenIndex::new);
        vocabulary.read(&article, &analysis, all)
    }

    fn terms(text: &str) -> Vec<String> {
        let mut vocabulary = Vocabulary::default();
        let words = read(&mut vocabulary, text);
        words.iter().map(|word| vocabulary.text(word.term).to_owned()).collect()
    }

    #[test]
    fn honorifics_go_and_abbreviations_become_their_word() {
        assert_eq!(terms("Rep. Jones"), terms("Representative Jones"));
        assert_eq!(terms("Mr. Jones"), terms("Jones"));
        assert_eq!(terms("US forces"), terms("American forces"));
    }

    #[test]
    fn compounds_with_a_hyphen_fall_into_their_parts() {
        assert_eq!(terms("explosive-laden drone").len(), 3);
        assert_eq!(terms("al-Kadhimi").len(), 1);
    }

    #[test]
    fn a_beginning_with_a_hyphen_makes_one_word_where_news_know_it() {
        assert_eq!(terms("re-election"), terms("reelection"));
        assert_eq!(terms("non-profit groups"), terms("nonprofit groups"));
        assert_eq!(terms("health-care").len(), 2);
    }

    #[test]
    fn numbers_count_within_compounds_but_a_measure_is_no_number() {
        assert_eq!(terms("fifth-generation"), terms("fifth generation"));
        assert_eq!(terms("one-in-three"), terms("1 in 3"));
        assert!(!terms("40-second clip").contains(&"2nd".to_owned()));
    }

    #[test]
    fn a_pronoun_is_not_a_country() {
        assert!(!terms("They told us everything").contains(&"america".to_owned()));
    }

    #[test]
    fn synonyms_and_beginnings_are_alike_and_numbers_only_if_equal() {
        let mut vocabulary = Vocabulary::default();
        let words = read(&mut vocabulary, "wound injury 6 7 explosive explosion house");
        vocabulary.relate();
        let like = |left: usize, right: usize| vocabulary.likeness(words[left].term, words[right].term);
        assert!(like(0, 1) > 0.5 && like(4, 5) > 0.5);
        assert!(like(2, 3) == 0.0 && like(0, 6) == 0.0);
        assert!(like(2, 2) == 1.0);
    }
}
