//! Every statement of an event against every article, and the pairs of statements that this brings together.
//!
//! A statement is sought in each article sentence by sentence (the unit that finds most); the statements cut from the
//! sentences that hold much of it are then compared with it one by one, in both directions.
//! Cost: statements times the postings of their words; pairs only where sentences met.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;

use crate::alignment::candidates::Searchable;
use crate::alignment::check::is_pronoun;
use crate::alignment::clock::{self, Clock};
use crate::alignment::given::Given;
use crate::alignment::roles::{self, Roles};
use crate::alignment::scorer::{self, Manner, Match};
use crate::alignment::vocabulary::{Grounds, Term, Vocabulary, Word, WordKind};
use crate::alignment::{Member, StatementRef, record, vote};
use crate::article::BlockKind;
use crate::language::{Approximator, Quantity, Sentence};
use crate::lexicon::calendar::{self, CalendarWord};
use crate::span::{StatementIndex, TokenIndex};
use crate::statement::Statement;

/// Sentences of an article whose statements are compared with a statement one by one.
const SENTENCES_COMPARED: usize = 3;
/// Least share of the weight that such a sentence holds.
const LEAST_SHARE: f64 = 0.3;

/// Likeness from which on a sentence has a word of a statement.
const SHARED_FROM: f64 = 0.5;
/// Inverse document frequency from which on one word in common tells something.
const RARE_WORD: f64 = 5.0;
/// Stems of the parts of a day, which say when something was, not what.
const PARTS_OF_DAY: [&str; 7] = ["afternoon", "dai", "day", "even", "evening", "morn", "night"];

/// Bytes behind a figure that show whether it is one word with the next.
const AFTER_FIGURE: usize = 2;
/// What is left of the probability that one statement says the other where the two of them have done it to each other.
const SWAPPED: f64 = 0.3;
/// Words of a statement from which on a sum in it is a detail: who reports the rest may leave it out.
const LONG_STATEMENT: usize = 10;

/// What stands before one thing that is new to the reader.
const ARTICLES: [&str; 3] = ["a", "an", "one"];
/// Words between that and its noun.
const WORDS_BETWEEN: usize = 2;

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
    /// The figures that it gives.
    pub figures: Vec<Given>,
    /// Where it stands.
    pub place: Place,
    /// Whether it leans on what stands before it.
    pub starts_with_pronoun: bool,
    /// Whether it tells of a record ("the highest for 16 years").
    pub is_record: bool,
    /// Who does what to whom in it.
    pub roles: Vec<Roles>,
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
    /// The figures of each article, by sentence.
    figures: Vec<Vec<Vec<Given>>>,
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
        let hours: Vec<Vec<(usize, Clock)>> = members.iter().map(hours).collect();
        let figures = members.iter().zip(&hours).map(|(member, hours)| by_sentence(member, hours, &vocabulary)).collect();
        let mut matching = Self { members, vocabulary, texts, figures, statements, found: Vec::new(), links: BTreeMap::new() };
        matching.give_figures(&hours);
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

    /// Reads the figures of the statements, once all words have their terms.
    fn give_figures(&mut self, hours: &[Vec<(usize, Clock)>]) {
        for ((member, hours), list) in self.members.iter().zip(hours).zip(&mut self.statements) {
            for (statement, prepared) in member.statements.iter().zip(list) {
                let quantities = statement.quantities.iter().filter_map(|at| member.analysis.quantities.get(*at as usize));
                let own = hours
                    .iter()
                    .filter(|(sentence, clock)| *sentence == statement.sentence.get() && statement.extent().contains(clock.span));
                let figures = quantities.filter_map(|quantity| given(member, quantity, &self.vocabulary));
                prepared.figures = figures.chain(own.map(|(_, clock)| Given::hour(*clock))).collect();
            }
        }
    }

    /// Whether a statement gives a figure.
    pub(crate) fn has_figures(&self, statement: StatementRef) -> bool {
        !self.prepared(statement).figures.is_empty()
    }

    /// Whether another statement gives a figure of this one, if it has some: "five were hurt when the roof fell" is not said by "the roof
    /// fell".
    pub(crate) fn holds_figures(&self, statement: StatementRef, there: StatementRef) -> bool {
        self.are_held(statement, &self.prepared(there).figures)
    }

    /// Whether the sentence of another statement may tell of the record that this one tells of, if it tells of one.
    pub(crate) fn holds_record(&self, statement: StatementRef, there: StatementRef) -> bool {
        self.sentence_holds_record(statement, there.member as usize, self.statement(there).sentence.get())
    }

    /// The same of a sentence of an article.
    pub(crate) fn sentence_holds_record(&self, statement: StatementRef, member: usize, sentence: usize) -> bool {
        let tokens = || self.members[member].analysis.sentences[sentence].tokens.range().map(TokenIndex::new);
        !self.prepared(statement).is_record || record::may_be_told(&self.members[member], tokens())
    }

    /// Whether a sentence of an article gives a figure of a statement, if it has some.
    pub(crate) fn sentence_holds_figures(&self, statement: StatementRef, member: usize, sentence: usize) -> bool {
        self.are_held(statement, self.figures[member].get(sentence).map_or(&[], Vec::as_slice))
    }

    /// Whether a statement gives figures of which an article has none, nor any other of their order that counts the same ("a drone" is one); what is
    /// counted must be named: "three times" is not enough.
    pub(crate) fn lacks_figures(&self, statement: StatementRef, member: usize) -> bool {
        let figures = &self.prepared(statement).figures;
        let is_held = |figure: &Given| {
            figure.may_be_named()
                || self.counts_of_order(figure, member)
                || figure.things().is_some_and(|noun| self.tells_of_one(member, noun))
        };
        !figures.is_empty() && figures.iter().all(|figure| figure.is_named() && !is_held(figure))
    }

    /// Whether an article gives a figure, or another of its order that counts the same.
    fn counts_of_order(&self, figure: &Given, member: usize) -> bool {
        let is_of_kind = |there: &Given| figure.is_of_kind(there, &self.vocabulary) && figure.is_of_order(there);
        self.figures[member].iter().flatten().any(|there| figure.is_held_by(there, &self.vocabulary) || is_of_kind(there))
    }

    /// The same of figures that are told as figures or not at all, whatever a like value counts (38 vessels may be 38 ships) and
    /// however roughly it is given ("thousands").
    pub(crate) fn lacks_sums(&self, statement: StatementRef, member: usize) -> bool {
        let figures = &self.prepared(statement).figures;
        let vague = |held: &&Quantity| held.approximator == Approximator::Vague;
        let is_given = |figure: &Given| {
            let mut rough = self.members[member].analysis.quantities.iter().filter(vague);
            self.figures[member].iter().flatten().any(|there| figure.has_value_of(there)) || rough.any(|held| figure.is_in(held))
        };
        // "By 31 percent in two years": how long says nothing.
        let mut named = figures.iter().filter(|figure| figure.is_named() && !figure.is_lapse()).peekable();
        let is_detail = self.prepared(statement).words.len() > LONG_STATEMENT;
        !is_detail
            && named.peek().is_some()
            && named.all(|figure| figure.is_told_by_number() && !self.counts_of_order(figure, member) && !is_given(figure))
    }

    /// The same for the sentences that come near the statement: 14 billion crowns elsewhere in the text say nothing of the 86 crowns that a
    /// borrower pays. What became of people is told in too many words for that, and so is a vote.
    pub(crate) fn lacks_figures_nearby(&self, statement: StatementRef, member: usize, near: &[Match]) -> bool {
        let figures = &self.prepared(statement).figures;
        if figures.is_empty() || !figures.iter().all(Given::is_told_in_few_ways) {
            return false;
        }
        let given = |found: &Match| self.figures[member].get(found.sentence).map_or(&[][..], Vec::as_slice);
        let there: Vec<&Given> = near.iter().flat_map(given).collect();
        let is_held = |figure: &Given| {
            let counts = |there: &&Given| figure.is_held_by(there, &self.vocabulary) || figure.is_of_kind(there, &self.vocabulary);
            there.iter().any(counts) || figure.things().is_some_and(|noun| self.tells_of_one(member, noun))
        };
        !figures.iter().any(is_held)
    }

    /// Whether a statement counts only what it does not name ("more than 30 were held"; "two of the four" may be anything), and an article
    /// counts as many people, or as many of what it does not name either.
    pub(crate) fn may_count_the_same(&self, statement: StatementRef, member: usize) -> bool {
        let figures = &self.prepared(statement).figures;
        let counts = |figure: &Given| {
            let is_like = |there: &Given| there.may_be_people() && figure.is_of_order(there);
            figure.is_bare() && !figure.is_few() && self.figures[member].iter().flatten().any(is_like)
        };
        figures.iter().any(counts) && !figures.iter().any(|figure| figure.things().is_some())
    }

    /// Whether a statement counts people, and an article counts somewhere as many of what it does not name.
    pub(crate) fn may_be_counted_bare(&self, statement: StatementRef, member: usize) -> bool {
        let is_alike = |figure: &Given, there: &Given| {
            there.is_bare() && (figure.has_value_of(there) || (!figure.is_few() && figure.is_of_order(there)))
        };
        let mut people = self.prepared(statement).figures.iter().filter(|figure| figure.may_be_people());
        people.any(|figure| self.figures[member].iter().flatten().any(|there| is_alike(figure, there)))
    }

    /// Whether an article tells of one thing of a noun: "a drone", "an armed drone".
    fn tells_of_one(&self, member: usize, noun: Term) -> bool {
        let Member { article, analysis, .. } = self.members[member];
        let is_article = |at: usize| {
            let form = analysis.tokens.get(at).map_or("", |token| token.span.of(&article.text));
            ARTICLES.iter().any(|one| form.eq_ignore_ascii_case(one))
        };
        let mut words = self.texts[member].sentences.iter().flatten().filter(|word| self.vocabulary.likeness(noun, word.term) > 0.0);
        words.any(|word| (word.token.get().saturating_sub(WORDS_BETWEEN + 1)..word.token.get()).any(is_article))
    }

    fn are_held(&self, statement: StatementRef, there: &[Given]) -> bool {
        let figures = &self.prepared(statement).figures;
        let is_there = |figure: &Given| there.iter().any(|other| figure.is_held_by(other, &self.vocabulary));
        figures.is_empty() || figures.iter().any(is_there)
    }

    /// Of what a sentence of an article has of a statement, the share that another statement has too.
    pub(crate) fn share_in_common(&self, statement: StatementRef, (member, sentence): (usize, usize), there: StatementRef) -> f64 {
        let words = &self.prepared(statement).words;
        let weights = self.weights(words, statement.member as usize, member);
        let cover = |other: &[Word]| scorer::cover(words, &weights, other, &self.vocabulary, Grounds::Wording).1;
        let (found, other) = (cover(&self.texts[member].sentences[sentence]), cover(&self.prepared(there).words));
        let sum = |likeness: &dyn Fn(usize) -> f64| (0..words.len()).map(|at| weights[at] * likeness(at)).sum::<f64>();
        sum(&|at| found[at].min(other[at])) / sum(&|at| found[at]).max(f64::MIN_POSITIVE)
    }

    /// Whether what a sentence of an article has of a statement is more than one word that is in every second text: two words, a name, a
    /// number of two digits, a month, a rare word; a number of one digit is no word. Two words of the statement that one word there is like ("police officers", "police")
    /// are one.
    pub(crate) fn shares_enough(&self, statement: StatementRef, member: usize, sentence: usize) -> bool {
        let mut shared: BTreeMap<Term, WordKind> = BTreeMap::new();
        let mut there: BTreeSet<Term> = BTreeSet::new();
        let is_small = |word: &Word| word.kind == WordKind::Number && self.vocabulary.text(word.term).len() == 1;
        let is_time = |word: &Word| {
            let text = self.vocabulary.text(word.term);
            PARTS_OF_DAY.contains(&text) || matches!(calendar::look_up(text), Some(CalendarWord::Weekday(_)))
        };
        for word in
            self.prepared(statement).words.iter().filter(|word| word.kind != WordKind::Reporting && !is_small(word) && !is_time(word))
        {
            let like = |other: &&Word| self.vocabulary.likeness(word.term, other.term) >= SHARED_FROM;
            for other in self.texts[member].sentences[sentence].iter().filter(like) {
                shared.insert(word.term, word.kind);
                there.insert(other.term);
            }
        }
        let tells = |(term, kind): (&Term, &WordKind)| match kind {
            WordKind::Name | WordKind::Number => true,
            _ => {
                let is_month = || matches!(calendar::look_up(self.vocabulary.text(*term)), Some(CalendarWord::Month(_)));
                self.vocabulary.background(*term) >= RARE_WORD || is_month()
            }
        };
        shared.len().min(there.len()) > 1 || shared.iter().any(tells)
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

    /// The sentences of another article that hold most of a statement, best first, at most as many as are compared one by one.
    pub(crate) fn nearest(&self, statement: StatementRef, member: usize) -> Vec<Match> {
        let (words, there) = (&self.prepared(statement).words, &self.texts[member]);
        let weights = self.weights(words, statement.member as usize, member);
        let ranked = scorer::rank(words, &weights, there, &self.vocabulary, Grounds::Wording, SENTENCES_COMPARED);
        let judged =
            |(sentence, similarity)| scorer::judge(words, &weights, there, &self.vocabulary, Manner::Wording, sentence, similarity);
        ranked.into_iter().map(judged).collect()
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
        if self.is_swapped(left, right) {
            return Link { forward, backward, left_in_right: SWAPPED * left_in_right, right_in_left: SWAPPED * right_in_left };
        }
        Link { forward, backward, left_in_right, right_in_left }
    }

    /// Whether who does something in one statement has it done to them in the other.
    pub(crate) fn is_swapped(&self, one: StatementRef, other: StatementRef) -> bool {
        roles::are_swapped(&self.prepared(one).roles, &self.prepared(other).roles, &self.vocabulary)
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
    let own = member.analysis.tokens_under(statement.extent()).range().map(TokenIndex::new);
    let is_record = record::is_told(member, own);
    let roles = roles::read(member, statement, &words);
    Prepared { words, figures: Vec::new(), place, starts_with_pronoun, is_record, roles }
}

/// The times of the day that an article gives, each with its sentence.
fn hours(member: &Member<'_>) -> Vec<(usize, Clock)> {
    let sentences = member.analysis.sentences.iter().enumerate();
    let read = |(at, sentence): (usize, &Sentence)| {
        let found = clock::read(member.article, member.analysis, sentence.tokens.range());
        found.into_iter().map(move |clock| (at, clock))
    };
    sentences.flat_map(read).collect()
}

/// The figure of a quantity; of one side of a vote the vote.
fn given(member: &Member<'_>, quantity: &Quantity, vocabulary: &Vocabulary) -> Option<Given> {
    let figure = Given::of(vote::of(member, quantity).as_ref().unwrap_or(quantity), member.analysis, vocabulary)?;
    let after = (quantity.span.end as usize + AFTER_FIGURE).min(member.article.text.len());
    let text = member.article.text.get(quantity.span.start as usize..after).unwrap_or_else(|| quantity.span.of(&member.article.text));
    let before = quantity.tokens.range().start.checked_sub(1).map_or_else(String::new, |at| member.form(at));
    Some(figure.written(&before, text))
}

/// The figures of an article's sentences.
fn by_sentence(member: &Member<'_>, hours: &[(usize, Clock)], vocabulary: &Vocabulary) -> Vec<Vec<Given>> {
    let mut figures = vec![Vec::new(); member.analysis.sentences.len()];
    for quantity in &member.analysis.quantities {
        if let (Some(list), Some(figure)) = (figures.get_mut(quantity.sentence.get()), given(member, quantity, vocabulary)) {
            list.push(figure);
        }
    }
    hours.iter().for_each(|(sentence, clock)| figures[*sentence].push(Given::hour(*clock)));
    figures
}
