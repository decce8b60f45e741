//! Which statements are worth a row of the comparison, and which other statements make the claim of that row.
//!
//! A statement can make several claims at once ("seven guards were wounded when two drones hit the house"), so the rows are a
//! cover of the statements and not a partition. Rows are stars, which do not chain (Aslam, Pelekhov and Rus, 2004): a statement
//! belongs to a row only if it says what the centre of the row says. Centres are taken in order of how many other articles say
//! all that they say, a directed count, so that a short complete statement comes before the long ones that hold it. A statement
//! that says the same as a centre, or whose words the rows before it hold, gets no row of its own. Statements that cannot both
//! hold are on one matter: each stands in the row of the other, and each has a row of its own.
//! Cost: linear in the links, after a sort.
//! Known miss: the same news in two wordings without a common word makes two rows.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::alignment::conflict::Opposition;
use crate::alignment::matching::{Link, Matching, Place};
use crate::alignment::scorer::Chance;
use crate::alignment::vocabulary::WordKind;
use crate::alignment::{AlignmentOptions, StatementRef};
use crate::statement::StatementForm;

/// Share of a statement's weight from which another one says it. Looked at on our corpora.
const SAYS_FROM: f64 = 0.6;
/// The same where the two cannot both hold: they differ in the very word that weighs most.
const OPPOSED_FROM: f64 = 0.35;
/// Likeness from which a word of a statement is held by a row.
const HELD_FROM: f64 = 0.5;
/// Share of a statement's weight that rows hold from which on it needs no row of its own.
const COVERED_FROM: f64 = 0.7;
/// Different words below which a statement is too general to be a claim ("talks failed").
const FEWEST_TERMS: usize = 2;
/// The same for a fragment without a predicate.
const FEWEST_TERMS_OF_FRAGMENT: usize = 4;
/// Words by which of two statements with the same figure one may be longer and still say no more.
const SPARE_WORDS: usize = 1;
/// How probable it is that of two statements with the same figure on one matter one says what the other says.
const SAME_FIGURE: f64 = 0.8;
/// Two statements that share no words.
const NO_LINK: Link = Link { forward: 0.0, backward: 0.0, left_in_right: 0.0, right_in_left: 0.0 };
/// How clear a wording is that puts a figure in the place of one before.
const LEANING: f64 = 0.3;
/// Words from which on a wording is too long to be clear.
const LONG_WORDING: usize = 20;

/// A row: its centre, the statements that say the same, and all that make the claim or stand against it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Group {
    /// The statement whose claim it is.
    pub centre: StatementRef,
    /// The centre and the statements that say the same and no more, in order.
    pub equals: Vec<StatementRef>,
    /// All that make the claim, or stand against it, in order.
    pub statements: Vec<StatementRef>,
}

/// Makes the rows of an event; those of one statement too.
pub(crate) fn group(matching: &Matching<'_, '_>, opposition: &Opposition, options: &AlignmentOptions) -> Vec<Group> {
    let ties = Ties::of(matching, opposition, options);
    let mut order: Vec<(f64, StatementRef)> = matching
        .references()
        .filter(|reference| is_worth_a_row(matching, *reference))
        .map(|reference| (ties.centrality(matching, opposition, reference), reference))
        .collect();
    // Ties by text, not by the order of the articles: swapping two articles changes no row.
    let text = |reference: StatementRef| (matching.members[reference.member as usize].article.digest, reference);
    order.sort_by(|left, right| right.0.total_cmp(&left.0).then_with(|| text(left.1).cmp(&text(right.1))));
    let mut taken: FxHashSet<StatementRef> = FxHashSet::default();
    let mut held: FxHashMap<StatementRef, Vec<bool>> = FxHashMap::default();
    let mut groups = Vec::new();
    for (_, centre) in order {
        if taken.contains(&centre) || held.get(&centre).is_some_and(|held| is_covered(matching, centre, held)) {
            continue;
        }
        let (mut equals, mut statements) = (vec![centre], vec![centre]);
        let reporting: BTreeSet<u32> = ties
            .around(centre)
            .iter()
            .filter(|tie| tie.says && !tie.is_against)
            .map(|tie| tie.other.member)
            .chain([centre.member])
            .collect();
        for tie in ties.around(centre) {
            // What an article that makes the claim sets beside it has a row of its own.
            if tie.says && !(tie.is_against && reporting.contains(&tie.other.member)) {
                statements.push(tie.other);
            }
            if tie.is_against {
                // The other side of a dispute has a row of its own.
                continue;
            }
            if tie.says && tie.is_said {
                equals.push(tie.other);
                taken.insert(tie.other);
            } else {
                hold(matching, centre, tie.other, &mut held);
            }
        }
        taken.insert(centre);
        equals.sort_unstable();
        statements.sort_unstable();
        groups.push(Group { centre, equals, statements });
    }
    groups
}

/// For each statement those of other articles that say what it says, or of which it says all, with how probable that is, 0 to 1.
pub(crate) struct Kin(FxHashMap<StatementRef, Vec<(StatementRef, f64)>>);

impl Kin {
    /// Reads the links of an event.
    pub(crate) fn of_event(matching: &Matching<'_, '_>, opposition: &Opposition, options: &AlignmentOptions) -> Self {
        let mut kin: FxHashMap<StatementRef, Vec<(StatementRef, f64)>> = FxHashMap::default();
        for ((left, right), link) in matching.links.iter().filter(|((left, right), _)| left.member != right.member) {
            let there = says(matching, *left, *right, link, options);
            let back = says(matching, *right, *left, &turned(link), options);
            if (there || back) && !opposition.holds(*left, *right) {
                let sure = (if there { link.left_in_right } else { 0.0 }).max(if back { link.right_in_left } else { 0.0 });
                kin.entry(*left).or_default().push((*right, sure));
                kin.entry(*right).or_default().push((*left, sure));
            }
        }
        Self(kin)
    }

    /// The kin of a statement.
    pub(crate) fn of(&self, statement: StatementRef) -> &[(StatementRef, f64)] {
        self.0.get(&statement).map_or(&[], Vec::as_slice)
    }
}

/// How another statement stands to a centre.
struct Tie {
    other: StatementRef,
    /// It says what the centre says, or the opposite of it.
    says: bool,
    /// The centre says what it says.
    is_said: bool,
    /// The two cannot both hold.
    is_against: bool,
    /// How probable it is that it says what the centre says, 0 to 1; 0 if the two cannot both hold.
    probability: f64,
}

/// What stands near each statement.
struct Ties {
    near: FxHashMap<StatementRef, Vec<Tie>>,
}

impl Ties {
    fn of(matching: &Matching<'_, '_>, opposition: &Opposition, options: &AlignmentOptions) -> Self {
        let mut near: FxHashMap<StatementRef, Vec<Tie>> = FxHashMap::default();
        let implied = opposition.by_implication();
        let far = opposition.agreeing.iter().chain(opposition.by_matter()).chain(&implied);
        let far = far.filter(|pair| !matching.links.contains_key(pair)).map(|pair| (pair, &NO_LINK));
        for ((left, right), link) in matching.links.iter().chain(far) {
            let is_opposed = opposition.pairs.contains(&(*left, *right));
            let agree = !is_opposed && opposition.agreeing.contains(&(*left, *right));
            // Who only puts a figure in the place of one before says what all say who give it.
            let is_restated = opposition.is_restated(*left) || opposition.is_restated(*right);
            // An event has one vote: who tells of it says so whatever the words around it.
            let by_figure_alone = is_restated || opposition.is_same_vote(*left, *right);
            let length = |reference: StatementRef| if by_figure_alone { 0 } else { matching.prepared(reference).words.len() };
            let gives_figure = |one: StatementRef, other: StatementRef| agree || opposition.implies(one, other);
            let (there, back) = if is_opposed {
                let both = link.forward.min(link.backward) >= OPPOSED_FROM || *link == NO_LINK;
                (both, both)
            } else {
                let turned = turned(link);
                // Of two that give the same figure the shorter one says what the longer one says at least.
                let says_figure =
                    |one: StatementRef, other: StatementRef| gives_figure(one, other) && length(one) <= length(other) + SPARE_WORDS;
                let there = says(matching, *left, *right, link, options) || says_figure(*left, *right);
                let back = says(matching, *right, *left, &turned, options) || says_figure(*right, *left);
                (there, back)
            };
            let least = |one: StatementRef, other: StatementRef| if gives_figure(one, other) { SAME_FIGURE } else { 0.0 };
            let share = if is_opposed { 0.0 } else { 1.0 };
            if there || back {
                let (forward, backward) =
                    ((share * link.left_in_right).max(least(*left, *right)), (share * link.right_in_left).max(least(*right, *left)));
                near.entry(*left).or_default().push(Tie {
                    other: *right,
                    says: there,
                    is_said: back,
                    is_against: is_opposed,
                    probability: forward,
                });
                near.entry(*right).or_default().push(Tie {
                    other: *left,
                    says: back,
                    is_said: there,
                    is_against: is_opposed,
                    probability: backward,
                });
            }
        }
        Self { near }
    }

    fn around(&self, centre: StatementRef) -> &[Tie] {
        self.near.get(&centre).map_or(&[], Vec::as_slice)
    }

    /// The probability that each other article says it, summed, and how clear its wording is.
    fn centrality(&self, matching: &Matching<'_, '_>, opposition: &Opposition, reference: StatementRef) -> f64 {
        let mut best: BTreeMap<u32, f64> = BTreeMap::new();
        for tie in self.around(reference).iter().filter(|tie| tie.says && tie.other.member != reference.member) {
            let held = best.entry(tie.other.member).or_default();
            *held = held.max(tie.probability);
        }
        let leans = if opposition.is_restated(reference) { LEANING } else { 1.0 };
        leans * clarity(matching, reference) * best.values().sum::<f64>()
    }
}

fn turned(link: &Link) -> Link {
    Link { forward: link.backward, backward: link.forward, left_in_right: link.right_in_left, right_in_left: link.left_in_right }
}

/// Whether the second statement says what the first one says, and not by chance.
fn says(matching: &Matching<'_, '_>, one: StatementRef, other: StatementRef, link: &Link, options: &AlignmentOptions) -> bool {
    link.forward >= SAYS_FROM
        && link.left_in_right >= options.reported_from
        && matching.holds_figures(one, other)
        && matching.holds_record(one, other)
        && (one.member == other.member || matching.found_in(one, other.member).is_some_and(|found| found.chance < Chance::ONE_SENTENCE))
}

/// Marks the words of a statement that the centre of a row holds.
fn hold(matching: &Matching<'_, '_>, centre: StatementRef, other: StatementRef, held: &mut FxHashMap<StatementRef, Vec<bool>>) {
    let words = &matching.prepared(other).words;
    let flags = held.entry(other).or_insert_with(|| vec![false; words.len()]);
    for (flag, word) in flags.iter_mut().zip(words) {
        let likeness = |there: &crate::alignment::vocabulary::Word| matching.vocabulary.likeness(word.term, there.term);
        *flag |= matching.prepared(centre).words.iter().any(|there| likeness(there) >= HELD_FROM);
    }
}

/// Whether rows that are there hold most of a statement.
fn is_covered(matching: &Matching<'_, '_>, statement: StatementRef, held: &[bool]) -> bool {
    let words = &matching.prepared(statement).words;
    let weights = matching.weights(words, statement.member as usize, statement.member as usize);
    let total: f64 = weights.iter().sum();
    let covered: f64 = weights.iter().zip(held).filter(|(_, held)| **held).map(|(weight, _)| weight).sum();
    total <= 0.0 || covered >= COVERED_FROM * total
}

/// Whether a statement says enough to be a claim.
fn is_worth_a_row(matching: &Matching<'_, '_>, reference: StatementRef) -> bool {
    let words = &matching.prepared(reference).words;
    let terms: BTreeSet<u32> = words.iter().filter(|word| word.kind != WordKind::Reporting).map(|word| word.term).collect();
    let tells = |kind: WordKind| words.iter().any(|word| word.kind == kind);
    match matching.statement(reference).form {
        // What a headline says stands in the text as well, and clearer.
        _ if matching.prepared(reference).place == Place::Headline => {
            let all = &matching.statements[reference.member as usize];
            terms.len() >= FEWEST_TERMS && all.iter().all(|statement| statement.place == Place::Headline)
        }
        StatementForm::Clause => terms.len() >= FEWEST_TERMS,
        StatementForm::Fragment => terms.len() >= FEWEST_TERMS_OF_FRAGMENT && (tells(WordKind::Number) || tells(WordKind::Name)),
    }
}

/// How well a statement stands for itself, 0 to 1: a whole clause of the text, of moderate length, that leans on nothing before it.
fn clarity(matching: &Matching<'_, '_>, reference: StatementRef) -> f64 {
    let (prepared, statement) = (matching.prepared(reference), matching.statement(reference));
    let mut clarity = 1.0;
    if prepared.place == Place::Headline {
        clarity *= 0.5;
    } else if statement.form == StatementForm::Fragment {
        clarity *= 0.3;
    }
    if prepared.starts_with_pronoun {
        clarity *= 0.6;
    }
    if prepared.words.len() > LONG_WORDING {
        clarity *= 0.8;
    }
    clarity
}
