//! What a name names, from a model where the signs of `name_hint` say nothing: each token of a sentence is outside, opens or goes on in
//! a person, place, organisation or other name (averaged perceptron from left to right, with the rules' spans and hints among its
//! features), and a span of the rules takes what most of the article's mentions with its last word take. The spans stay the rules'.
//! Only sentences that hold a name without a hint are looked at. Linear.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::language::syntax::feature::Features;
use crate::language::syntax::form::{CAPITAL, Form};
use crate::language::syntax::words::WordTable;
use crate::language::{Analysis, Name, NameHint};
use crate::lexicon::given_name;
use crate::weights::Weights;
use crate::weights::scores::{MOST_CLASSES, Score, SparseScores};

/// Key space of these features.
const TASK: u64 = 6;
/// What a name can be: the class of its first token is its place here and one more, that of a further token [`KINDS`] more.
pub(crate) const HINTS: [NameHint; KINDS] = [NameHint::Person, NameHint::Place, NameHint::Organisation, NameHint::Unknown];
/// Kinds of names; the last is any other.
pub(crate) const KINDS: usize = 4;
/// Classes: outside, and a first and a further token of each kind.
pub(crate) const CLASSES: usize = 1 + 2 * KINDS;
/// The rule's decision where no token stands.
const NO_RULE: u64 = 99;
/// Mentions of a word from which it is frequent in the article.
const FREQUENT: u32 = 3;

/// A token as the model sees it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sign {
    form: Form,
    /// What the rules say: 0 outside, else a number for the hint, more for a further token.
    rule: u64,
    /// Whether it is a given name.
    given: u64,
    /// How the article writes the word.
    written: u64,
}

impl Sign {
    const OUTSIDE: Self = Self { form: Form::OUTSIDE, rule: NO_RULE, given: 0, written: 0 };
}

/// How an article writes its words: with a capital inside sentences, in lower case, opening a sentence with a capital.
#[derive(Clone, Debug, Default)]
pub(crate) struct Writing(FxHashMap<u64, [u32; 3]>);

impl Writing {
    /// Of all sentences.
    pub(crate) fn of(text: &str, analysis: &Analysis, table: &WordTable<'_>) -> (Self, Vec<Form>) {
        let mut writing = Self::default();
        let forms: Vec<Form> = analysis.tokens.iter().map(|token| Form::new(token.span.of(text), table)).collect();
        for sentence in &analysis.sentences {
            for (at, form) in forms.get(sentence.tokens.range()).unwrap_or(&[]).iter().enumerate() {
                let place = if !form.is_capital() { 1 } else { 2 * usize::from(at == 0) };
                writing.0.entry(form.word).or_default()[place] += 1;
            }
        }
        (writing, forms)
    }

    fn sign(&self, word: u64) -> u64 {
        let [inside, lower, opening] = self.0.get(&word).copied().unwrap_or_default();
        u64::from(inside > 0) + 2 * u64::from(lower > 0) + 4 * u64::from(inside + opening >= FREQUENT)
    }
}

/// The tokens `range` of an article as the model sees them.
pub(crate) fn signs(
    text: &str,
    analysis: &Analysis,
    range: std::ops::Range<usize>,
    names: &[Name],
    writing: &Writing,
    forms: &[Form],
    out: &mut Vec<Sign>,
) {
    out.clear();
    let mut at = names.partition_point(|name| name.tokens.range().end <= range.start);
    for token in range {
        while names.get(at).is_some_and(|name| name.tokens.range().end <= token) {
            at += 1;
        }
        let rule = names.get(at).filter(|name| name.tokens.range().contains(&token)).map_or(0, |name| {
            let further = u64::from(name.tokens.range().start != token);
            1 + name.hint as u64 + 16 * further
        });
        let (Some(form), Some(written)) = (forms.get(token), analysis.tokens.get(token)) else { break };
        let given = form.is_capital() && given_name::is_given_name(&written.span.of(text).to_lowercase());
        out.push(Sign { form: *form, rule, given: u64::from(given), written: writing.sign(form.word) });
    }
}

/// The features of token `at`. `before` holds the classes chosen for the tokens before it.
pub(crate) fn collect(signs: &[Sign], at: usize, before: &[u8], out: &mut Features) {
    let sign = |offset: isize| at.checked_add_signed(offset).and_then(|place| signs.get(place)).unwrap_or(&Sign::OUTSIDE);
    let class = |back: usize| at.checked_sub(back).and_then(|place| before.get(place)).map_or(20, |class| u64::from(*class));
    let (this, left, right) = (sign(0), sign(-1), sign(1));
    let (w, l, r) = (&this.form, &left.form, &right.form);
    let (one, two) = (class(1), class(2));
    let opens = u64::from(at == 0);
    let capital = |form: &Form| form.flags & CAPITAL;
    out.start(TASK);
    out.add([0]);
    out.add([one]);
    out.add([one, two]);
    // The word by itself.
    out.add([w.word]);
    out.add([w.word, one]);
    out.add([w.raw]);
    for suffix in w.suffixes {
        out.add([suffix]);
    }
    for prefix in w.prefixes {
        out.add([prefix]);
    }
    out.add([w.shape, opens]);
    out.add([w.shape, one]);
    // Its neighbours.
    out.add([l.word, one]);
    out.add([r.word]);
    out.add([sign(-2).form.word]);
    out.add([sign(2).form.word]);
    out.add([l.word, w.shape]);
    out.add([w.shape, r.word]);
    out.add([l.shape, w.shape, r.shape]);
    // What the word table knows.
    out.add([w.fine, one]);
    out.add([w.rough, one]);
    out.add([w.fine]);
    out.add([l.fine]);
    out.add([r.fine]);
    out.add([l.fine, w.shape]);
    out.add([r.fine, w.shape]);
    out.add([l.rough, w.rough]);
    out.add([w.rough, r.rough]);
    // What the rules say.
    out.add([this.rule]);
    out.add([this.rule, one]);
    out.add([right.rule]);
    out.add([left.rule]);
    out.add([this.rule, right.rule, one]);
    out.add([this.rule, w.fine]);
    // Given names, and how the article writes the word.
    out.add([this.given, capital(w)]);
    out.add([this.given, capital(r), one]);
    out.add([left.given, one, capital(w)]);
    out.add([this.written, capital(w)]);
    out.add([this.written, w.flags, opens]);
}

/// Whether a class may follow another: a further token only after a token of its kind.
pub(crate) fn follows(class: usize, before: Option<u8>) -> bool {
    let before = before.map_or(0, usize::from);
    class <= KINDS || before == class || before + KINDS == class
}

/// The best class of each token.
#[allow(clippy::cast_possible_truncation, reason = "there are nine classes")]
fn decode(scorer: &impl Score, signs: &[Sign], features: &mut Features, chosen: &mut Vec<u8>) {
    chosen.clear();
    let mut scores = [0.0; MOST_CLASSES];
    for at in 0..signs.len() {
        collect(signs, at, chosen, features);
        scorer.score(features.keys(), &mut scores);
        let before = chosen.last().copied();
        let best = (0..CLASSES).fold(0, |best, class| if follows(class, before) && scores[class] > scores[best] { class } else { best });
        chosen.push(best as u8);
    }
}

static SCORES: LazyLock<SparseScores<'static>> = LazyLock::new(|| SparseScores::new(Weights::Names.get().section("scores")));

/// Gives names without a hint the one that the model sees, if it sees one.
pub(crate) fn complete(text: &str, analysis: &Analysis, names: &mut [Name]) {
    if names.iter().all(|name| name.hint != NameHint::Unknown) {
        return;
    }
    let table = WordTable::new(Weights::Words.get().section("words"));
    let (writing, forms) = Writing::of(text, analysis, &table);
    let (mut seen, mut features, mut chosen) = (Vec::new(), Features::default(), Vec::new());
    // Votes by the last word of a name.
    let mut votes: FxHashMap<u64, [u32; KINDS]> = FxHashMap::default();
    let last = |name: &Name| forms.get(name.tokens.range().end.saturating_sub(1)).map_or(0, |form| form.word);
    for sentence in &analysis.sentences {
        let range = sentence.tokens.range();
        let inside = names.partition_point(|name| name.tokens.range().start < range.start);
        let here = names[inside..].iter().take_while(|name| name.tokens.range().start < range.end);
        if here.clone().all(|name| name.hint != NameHint::Unknown) {
            continue;
        }
        signs(text, analysis, range.clone(), names, &writing, &forms, &mut seen);
        decode(&*SCORES, &seen, &mut features, &mut chosen);
        for name in here.filter(|name| name.hint == NameHint::Unknown) {
            let mut held = [0; KINDS];
            for class in name.tokens.range().filter_map(|at| chosen.get(at - range.start)).filter(|class| **class > 0) {
                held[(usize::from(*class) - 1) % KINDS] += 1;
            }
            if let Some(kind) = most(held) {
                votes.entry(last(name)).or_default()[kind] += 1;
            }
        }
    }
    for name in names.iter_mut().filter(|name| name.hint == NameHint::Unknown) {
        let kind = votes.get(&last(name)).and_then(|votes| most(*votes));
        name.hint = kind.map_or(NameHint::Unknown, |kind| HINTS[kind]);
    }
}

/// The place of the largest number, the first of equals; nothing if all are nought.
fn most(counts: [u32; KINDS]) -> Option<usize> {
    let best = (0..KINDS).fold(0, |best, kind| if counts[kind] > counts[best] { kind } else { best });
    (counts[best] > 0).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_further_token_goes_on_in_its_own_kind() {
        assert!(follows(1 + KINDS, Some(1)) && follows(1 + KINDS, Some(5)) && follows(2, Some(1)));
        assert!(!follows(1 + KINDS, Some(2)) && !follows(1 + KINDS, None));
    }

    #[test]
    fn the_first_of_equal_votes_counts_and_no_vote_is_none() {
        assert_eq!(most([0, 2, 2, 0]), Some(1));
        assert_eq!(most([0; KINDS]), None);
    }
}
