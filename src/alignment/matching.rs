//! Every statement of an event against every article, and the pairs of statements that this brings together.
//!
//! A statement is sought in each article sentence by sentence (the unit that finds most); the statements cut from the
//! sentences that hold much of it are then compared with it one by one, in both directions.
//! Cost: statements times the postings of their words; pairs only where sentences met.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use crate::alignment::candidates::Searchable;
use crate::alignment::check::is_pronoun;
use crate::alignment::scorer::{self, Manner, Match};
use crate::alignment::vocabulary::{Grounds, Vocabulary, Word, WordKind};
use crate::alignment::{Member, StatementRef};
use crate::article::BlockKind;
use crate::span::StatementIndex;
use crate::statement::Statement;

/// Sentences of an article whose statements are compared with a statement one by one.
const SENTENCES_COMPARED: usize = 3;
/// Least share of the weight that such a sentence holds.
const LEAST_SHARE: f64 = 0.3;

/// Terms of "thousand", "million" and so on.
const SCALES: [&str; 4] = ["1000", "1000000", "1000000000", "1000000000000"];

/// Where a statement stands in its article.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Place {
    /// The headline.
    Headline,
    /// The standfirst or first paragraph.
    Lede,
    /// Further down.
    Body,
}

/// A statement, ready to be compared.
pub(crate) struct Prepared {
    /// Its words.
    pub words: Vec<Word>,
    /// Where it stands.
    pub place: Place,
    /// Whether it leans on what stands before it.
    pub starts_with_pronoun: bool,
}

/// Two statements that hold something of each other.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Link {
    /// Share of the left one's weight found in the right one.
    pub forward: f64,
    /// Share of the right one's weight found in the left one.
    pub backward: f64,
    /// How probable it is that the right one says what the left one says.
    pub left_in_right: f64,
    /// How probable it is that the left one says what the right one says.
    pub right_in_left: f64,
}

impl Link {
    /// How close the two are, 0 to 1: the mean of both directions.
    pub(crate) fn closeness(&self) -> f64 {
        (self.forward + self.backward) / 2.0
    }
}

/// An event's statements against its articles.
pub(crate) struct Matching<'event, 'run> {
    /// The articles.
    pub members: &'event [Member<'run>],
    /// The event's words.
    pub vocabulary: Vocabulary,
    /// Each article's sentences.
    pub texts: Vec<Searchable>,
    /// Each article's statements.
    pub statements: Vec<Vec<Prepared>>,
    /// For each article, statement and other article: the sentence that holds most of it.
    pub found: Vec<Vec<Vec<Option<Match>>>>,
    /// Pairs that hold something of each other, the earlier one first; pairs within an article too.
    pub links: BTreeMap<(StatementRef, StatementRef), Link>,
}

impl<'event, 'run> Matching<'event, 'run> {
    /// Compares all there is.
    pub(crate) fn of(members: &'event [Member<'run>]) -> Self {
        let mut vocabulary = Vocabulary::default();
        let mut texts: Vec<Searchable> =
            members.iter().map(|member| Searchable::read(member.article, member.analysis, &mut vocabulary)).collect();
        let statements: Vec<Vec<Prepared>> = members
            .iter()
            .map(|member| member.statements.iter().map(|statement| prepare(member, statement, &mut vocabulary)).collect())
            .collect();
        vocabulary.relate();
        texts.iter_mut().for_each(|text| text.index(vocabulary.len()));
        let mut matching = Self { members, vocabulary, texts, statements, found: Vec::new(), links: BTreeMap::new() };
        let mut met: FxHashSet<(StatementRef, StatementRef)> = FxHashSet::default();
        matching.found = (0..members.len())
            .map(|home| (0..matching.statements[home].len()).map(|at| matching.seek(home, at, &mut met)).collect())
            .collect();
        let mut pairs: Vec<(StatementRef, StatementRef)> = met.into_iter().collect();
        pairs.sort_unstable();
        matching.links = pairs.into_iter().map(|(left, right)| ((left, right), matching.link(left, right))).collect();
        matching
    }

    /// The statement itself.
    pub(crate) fn statement(&self, reference: StatementRef) -> &'run Statement {
        &self.members[reference.member as usize].statements[reference.statement.get()]
    }

    /// The statement's words and place.
    pub(crate) fn prepared(&self, reference: StatementRef) -> &Prepared {
        &self.statements[reference.member as usize][reference.statement.get()]
    }

    /// All statements, in order.
    pub(crate) fn references(&self) -> impl Iterator<Item = StatementRef> + '_ {
        self.statements.iter().enumerate().flat_map(|(member, list)| (0..list.len()).map(move |at| reference(member, at)))
    }

    /// The link of two statements in whatever order, seen from the first.
    pub(crate) fn link_of(&self, one: StatementRef, other: StatementRef) -> Option<Link> {
        if one <= other {
            return self.links.get(&(one, other)).copied();
        }
        self.links.get(&(other, one)).map(|link| Link {
            forward: link.backward,
            backward: link.forward,
            left_in_right: link.right_in_left,
            right_in_left: link.left_in_right,
        })
    }

    /// The sentence of another article that holds most of a statement.
    pub(crate) fn found_in(&self, statement: StatementRef, member: u32) -> Option<&Match> {
        self.found[statement.member as usize][statement.statement.get()][member as usize].as_ref()
    }

    /// Whether a statement gives a figure.
    pub(crate) fn has_figures(&self, statement: StatementRef) -> bool {
        self.prepared(statement).words.iter().any(|word| word.kind == WordKind::Number)
    }

    /// Whether words hold a figure of a statement, if it has some: "five were hurt when the roof fell" is not said by "the roof fell".
    pub(crate) fn holds_figures(&self, statement: StatementRef, there: &[Word]) -> bool {
        let numbers = || self.prepared(statement).words.iter().filter(|word| word.kind == WordKind::Number);
        // "million" alone does not tell 1.2 million from 1.4 million.
        let telling = || numbers().filter(|word| !SCALES.contains(&self.vocabulary.text(word.term)));
        let is_there = |figure: &Word| there.iter().any(|word| word.term == figure.term);
        if telling().next().is_some() { telling().any(is_there) } else { numbers().next().is_none() || numbers().any(is_there) }
    }

    /// What the words of a statement weigh against an article.
    pub(crate) fn weights(&self, words: &[Word], home: usize, there: usize) -> Vec<f64> {
        let (near, far) = (&self.texts[home], &self.texts[there]);
        if home == there {
            return scorer::weigh(words, &self.vocabulary, |_| 0, 0, far);
        }
        scorer::weigh(words, &self.vocabulary, |term| near.frequency(term), near.sentences.len(), far)
    }

    fn seek(&self, home: usize, at: usize, met: &mut FxHashSet<(StatementRef, StatementRef)>) -> Vec<Option<Match>> {
        let statement = &self.statements[home][at];
        let own = reference(home, at);
        (0..self.members.len())
            .map(|there| {
                let text = &self.texts[there];
                let weights = self.weights(&statement.words, home, there);
                let ranked = scorer::rank(&statement.words, &weights, text, &self.vocabulary, Grounds::Wording, SENTENCES_COMPARED + 1);
                let home_sentence = self.members[home].statements[at].sentence.get();
                for (sentence, _) in ranked.iter().filter(|(_, share)| *share >= LEAST_SHARE) {
                    if there == home && *sentence == home_sentence {
                        continue;
                    }
                    for other in self.cut_from(there, *sentence) {
                        let other = reference(there, other);
                        met.insert(if own < other { (own, other) } else { (other, own) });
                    }
                }
                if there == home { None } else { scorer::seek(&statement.words, &weights, text, &self.vocabulary, Manner::Wording) }
            })
            .collect()
    }

    /// The statements cut from a sentence.
    pub(crate) fn cut_from(&self, member: usize, sentence: usize) -> impl Iterator<Item = usize> + '_ {
        let list = self.members[member].statements;
        let start = list.partition_point(|statement| statement.sentence.get() < sentence);
        (start..list.len()).take_while(move |at| list[*at].sentence.get() == sentence)
    }

    fn link(&self, left: StatementRef, right: StatementRef) -> Link {
        let (forward, left_in_right) = self.one_way(left, right);
        let (backward, right_in_left) = self.one_way(right, left);
        Link { forward, backward, left_in_right, right_in_left }
    }

    fn one_way(&self, from: StatementRef, to: StatementRef) -> (f64, f64) {
        let (home, there) = (from.member as usize, to.member as usize);
        let words = &self.prepared(from).words;
        let weights = self.weights(words, home, there);
        let (share, _) = scorer::cover(words, &weights, &self.prepared(to).words, &self.vocabulary, Grounds::Wording);
        let found = self.found.get(home).and_then(|list| list[from.statement.get()][there].as_ref());
        // The article's probability, scaled by how much of the best sentence's share this one statement holds.
        let probability = match found {
            Some(found) => found.probability * (share / found.similarity.max(1e-9)).min(1.0),
            None => share,
        };
        (share, probability)
    }
}

/// A statement by member and position.
pub(crate) fn reference(member: usize, at: usize) -> StatementRef {
    StatementRef { member: u32::try_from(member).unwrap_or(u32::MAX), statement: StatementIndex::new(at) }
}

fn prepare(member: &Member<'_>, statement: &Statement, vocabulary: &mut Vocabulary) -> Prepared {
    let words = vocabulary.read(member.article, member.analysis, statement.tokens.iter().copied());
    let place = match member.article.blocks.get(statement.block.get()).map(|block| block.kind) {
        Some(BlockKind::Headline) => Place::Headline,
        Some(BlockKind::Lede) => Place::Lede,
        _ => Place::Body,
    };
    let first = member.analysis.tokens_under(statement.extent());
    let starts_with_pronoun = member.analysis.tokens_in(first).first().is_some_and(|token| is_pronoun(token.span.of(&member.article.text)))
        && words.first().is_none_or(|word| word.kind != WordKind::Name);
    Prepared { words, place, starts_with_pronoun }
}
