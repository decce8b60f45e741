//! When two figures cannot both hold.
//!
//! Two figures are on one matter if they are of one time and, by what they count (`matter`):
//! people: the same became of people of the same group; votes: as many voted; things: the same noun is counted, the
//! figures are of one order (one is not thrice the other) and a word beside both is the same, or one statement holds the
//! other's words apart from the figures (forward coverage >= .8, backward >= .25: the guide's rule); rates, money and
//! measures: the same unit, and the same word stands nearest before both.
//! They conflict if no value is allowed by both ("at least two" allows three) and they are more than 2 % apart.
//! Known miss: an older attack's dead, told without its date.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::alignment::figure_count;
use crate::alignment::figure_lead;
use crate::alignment::figure_time::{moment, times, usual_day};
use crate::alignment::matching::{Matching, reference};
use crate::alignment::matter::{self, Group, Matter};
use crate::alignment::restated;
use crate::alignment::scorer;
use crate::alignment::vocabulary::{Grounds, Term, Word, WordKind};
use crate::alignment::{StatementRef, Voice, voice, vote};
use crate::language::{Analysis, Approximator, Quantity, Unit};
use crate::lexicon::{calendar, outcome};
use crate::span::Span;
use crate::statement::Certainty;

/// Share of the words apart from figures that one direction must hold: chosen on natural text, where .7 gave false alarms.
const FORWARD_FROM: f64 = 0.8;
/// The same in the other direction.
const BACKWARD_FROM: f64 = 0.25;
/// Values nearer than this are the same, rounded.
const SAME_WITHIN: f64 = 0.02;
/// Share of the value from which on "as many as 8,000" and "up to 8,000" allow another figure: who says so has more than half in mind.
const UP_TO_FROM: f64 = 0.5;
/// Words on either side of a figure that anchor it.
const ANCHOR_REACH: usize = 6;
/// Likeness from which words are aligned.
const ALIGNED_FROM: f64 = 0.7;
/// Rarity from which a word can be an anchor: below are words such as "say", "be".
const ANCHOR_RARITY: f64 = 2.0;
/// Of the words before a rate, those that say what it is a rate of.
const NEAREST: usize = 2;
/// Stems of words that say how a rate moves, not what it is a rate of.
const MOVING: &[&str] = &[
    "rise", "rose", "risen", "fall", "fell", "fallen", "increas", "decreas", "drop", "gain", "grow", "grew", "climb", "jump", "stand",
    "stood", "remain", "reach", "eas", "slow", "slip", "percent", "point", "lose", "lost", "add", "rais", "cut", "lift", "lower", "offer",
    "demand", "hit", "averag", "forecast", "expect", "record", "year", "month", "week", "day",
];
/// Stems of words that say at what rate something stands, without a direction.
const STANDING: &[&str] = &["stand", "stood", "remain", "percent", "rate", "annual", "now", "current"];
/// Figures for things of one noun that differ by more than this factor count different things of that kind.
pub(super) const SAME_ORDER: f64 = 3.0;
/// Figures in a sentence from which on it is a list.
const FIGURES_OF_LIST: usize = 6;
/// Outlets that give one value from which on a thing that is counted is a matter of the event.
const AGREEING_OUTLETS: usize = 3;
/// Words that both have beside two figures, where one statement holds most of the other.
const COVERED_TERMS: usize = 2;
/// Stems of words of voting.
const VOTING: &[&str] = &[
    "vot",
    "vote",
    "voted",
    "voter",
    "ballot",
    "court",
    "judg",
    "justic",
    "rule",
    "ruling",
    "decis",
    "decid",
    "council",
    "board",
    "committe",
    "senat",
    "major",
    "verdict",
    "parliament",
];
/// Days before the article that its happenings may be of if it names no day.
const DAYS_BEFORE: i32 = 1;

/// A figure in a statement.
#[derive(Clone)]
pub(crate) struct Figure<'run> {
    /// The statement.
    pub statement: StatementRef,
    /// The quantity; of a vote told by one side, both sides.
    pub quantity: Cow<'run, Quantity>,
    /// What it counts or measures: its own unit, or that of the figure in whose place it is put.
    pub unit: &'run Unit,
    /// Whether it is put in the place of a figure before it ("the true figure is nearer 110").
    pub is_restated: bool,
    /// The value in whose place another party's is put, by its bits: "police put it at 4,000; its organisers spoke of 20,000".
    rival: Option<u64>,
    /// The noun that is counted, if it is an event's term.
    pub noun: Option<Term>,
    /// What it is about.
    pub matter: Matter,
    /// Where it stands.
    pub span: Span,
    /// Words beside it that may show what it is about, nearest first.
    anchors: Vec<Term>,
    /// The statement's words apart from figures.
    rest: Vec<Word>,
    /// The past days that its sentence gives, if it gives some.
    days: Vec<Date>,
    /// The day of the article.
    published: Option<Date>,
    /// When it was published, if that is known to the hour, else the time of the day as of which its sentence gives it, on the article's
    /// day and in universal time; in seconds since 1970.
    pub moment: Option<i64>,
    /// A year or month that its sentence gives, other than the article's: what is told is of another time.
    is_other_time: bool,
    /// Whether it is a forecast or plan.
    is_planned: bool,
    /// Whether it is a former value ("from 5.25").
    pub(super) is_former: bool,
    /// Whether it stands in the headline or among the first sentences: then it is of the event itself.
    pub(super) is_prominent: bool,
    /// Whether it says how far a count of votes has come.
    pub is_count: bool,
}

/// All figures of an event's statements that can be compared.
pub(crate) fn figures<'run>(matching: &Matching<'_, 'run>) -> Vec<Figure<'run>> {
    let mut figures = Vec::new();
    let mut restated: Vec<(StatementRef, &'run Quantity)> = Vec::new();
    let mut placed: BTreeSet<(u32, usize)> = BTreeSet::new();
    let mut read = |reference: StatementRef, quantity: &'run Quantity, words: &[Word]| {
        let member = &matching.members[reference.member as usize];
        if is_list(member.analysis, quantity) {
            return;
        }
        if let Some(score) = vote::of(member, quantity)
            && let Some(matter) = matter::of(&score, member.article, member.analysis, &matching.vocabulary)
        {
            let one_side = figure(matching, reference, quantity, matter, words);
            figures.push(Figure { span: score.span, quantity: Cow::Owned(score), ..one_side });
            return;
        }
        match matter::of(quantity, member.article, member.analysis, &matching.vocabulary) {
            Some(matter) => figures.push(figure(matching, reference, quantity, matter, words)),
            None if restated::is_restated(member, quantity) => restated.push((reference, quantity)),
            None => {}
        }
    };
    for reference in matching.references() {
        let member = &matching.members[reference.member as usize];
        for at in &matching.statement(reference).quantities {
            let Some(quantity) = member.analysis.quantities.get(*at as usize) else { continue };
            placed.insert((reference.member, *at as usize));
            read(reference, quantity, &matching.prepared(reference).words);
        }
    }
    // A figure beside a reporting clause may belong to no statement: the first of its sentence bears it.
    for (at, member) in matching.members.iter().enumerate() {
        for (index, quantity) in member.analysis.quantities.iter().enumerate() {
            let held = reference(at, 0).member;
            if placed.contains(&(held, index)) {
                continue;
            }
            let bearer = matching.cut_from(at, quantity.sentence.get()).next();
            if let (Some(bearer), Some(words)) = (bearer, matching.texts[at].sentences.get(quantity.sentence.get())) {
                read(reference(at, bearer), quantity, words);
            }
        }
    }
    settle_groups(&mut figures);
    figure_count::settle(&mut figures);
    for (statement, quantity) in restated {
        let again = in_place_of(matching, &figures, statement, quantity);
        figures.extend(again);
    }
    figures
}

/// The figure that a quantity makes which is put in the place of the nearest one before it.
fn in_place_of<'run>(
    matching: &Matching<'_, 'run>,
    figures: &[Figure<'run>],
    statement: StatementRef,
    quantity: &'run Quantity,
) -> Option<Figure<'run>> {
    let member = &matching.members[statement.member as usize];
    let before = figures.iter().filter(|figure| figure.statement.member == statement.member);
    let nearest = before.filter(|figure| restated::is_before(&figure.quantity, quantity)).max_by_key(|figure| figure.span)?;
    Some(Figure {
        statement,
        quantity: Cow::Borrowed(quantity),
        is_restated: true,
        rival: restated::is_rival(member, quantity).then(|| nearest.quantity.value.to_bits()),
        span: quantity.span,
        moment: moment(member, quantity),
        is_former: false,
        is_prominent: figure_lead::is_prominent(member, quantity),
        ..nearest.clone()
    })
}

fn figure<'run>(
    matching: &Matching<'_, 'run>,
    statement: StatementRef,
    quantity: &'run Quantity,
    matter: Matter,
    words: &[Word],
) -> Figure<'run> {
    let member = &matching.members[statement.member as usize];
    let inside = |word: &Word| quantity.tokens.range().contains(&word.token.get());
    let noun = match &quantity.unit {
        Unit::Count(Some(term)) => member.analysis.terms.get(term.get()).and_then(|text| matching.vocabulary.find(text)),
        _ => None,
    };
    let first = words.iter().position(inside).or_else(|| words.iter().position(|word| word.token.get() >= quantity.tokens.range().start));
    let at = first.unwrap_or(words.len());
    let is_count = figure_count::is_share_counted(member, quantity);
    let mut beside: Vec<(usize, Term)> = words
        .iter()
        .enumerate()
        .filter(|(place, word)| {
            place.abs_diff(at) <= ANCHOR_REACH && matches!(word.kind, WordKind::Plain) && !inside(word) && Some(word.term) != noun
        })
        .filter(|(place, _)| !matches!(matter, Matter::Measured) || *place < at || is_count && *place <= at + figure_count::WITHIN)
        .filter(|(_, word)| !matches!(matter, Matter::Measured) || !MOVING.contains(&matching.vocabulary.text(word.term)))
        .map(|(place, word)| (place.abs_diff(at), word.term))
        .filter(|(_, term)| matching.vocabulary.background(*term) >= ANCHOR_RARITY && !matter::is_people(matching.vocabulary.text(*term)))
        .collect();
    beside.sort_unstable();
    let rest = words.iter().copied().filter(|word| word.kind != WordKind::Number && !inside(word)).collect();
    let published = member.article.published.day().or(usual_day(matching));
    // A year behind a vote is of what was voted on: "a 6-3 decision on the law of 2019".
    let until = matches!(matter, Matter::Vote(_)).then_some(quantity.span.start);
    let (days, is_other_time) = times(matching, statement, published, until);
    let before = |back: usize| {
        let at = quantity.tokens.range().start.checked_sub(back);
        at.and_then(|at| member.analysis.tokens.get(at)).map_or("", |token| token.span.of(&member.article.text))
    };
    Figure {
        statement,
        quantity: Cow::Borrowed(quantity),
        unit: &quantity.unit,
        is_restated: false,
        rival: None,
        noun,
        matter,
        span: quantity.span,
        anchors: beside.into_iter().map(|(_, term)| term).collect(),
        rest,
        days,
        published,
        moment: moment(member, quantity),
        is_other_time,
        is_planned: matches!(matching.statement(statement).certainty, Certainty::Planned | Certainty::Conditional),
        // "Returns from 72 per cent of the districts": no former value.
        is_former: !is_count && before(1).eq_ignore_ascii_case("from"),
        is_prominent: figure_lead::is_prominent(member, quantity),
        is_count,
    }
}

/// Where a group's figure is also given for people at large ("seven protesters needed treatment", "seven people were
/// treated"), that group is the people meant.
fn settle_groups(figures: &mut [Figure<'_>]) {
    let mut meant: BTreeSet<Matter> = BTreeSet::new();
    for figure in figures.iter() {
        let Matter::People(outcome, group) = figure.matter else { continue };
        let at_large = Matter::People(outcome, Group::People);
        let same = |other: &Figure<'_>| {
            other.quantity.approximator != Approximator::Vague
                && other.matter == at_large
                && other.quantity.value == figure.quantity.value
                && same_time(figure, other)
        };
        if group != Group::People && figures.iter().any(same) {
            meant.insert(figure.matter);
        }
    }
    for figure in figures.iter_mut().filter(|figure| meant.contains(&figure.matter)) {
        if let Matter::People(outcome, _) = figure.matter {
            figure.matter = Matter::People(outcome, Group::People);
        }
    }
}

/// Whether a figure stands in a list or table that was read as a sentence ("1 200 FEET 6 3 5 4").
fn is_list(analysis: &Analysis, quantity: &Quantity) -> bool {
    let beside = analysis.quantities.iter().filter(|other| other.sentence == quantity.sentence).take(FIGURES_OF_LIST).count();
    beside >= FIGURES_OF_LIST
}

/// How sure it is that two figures are on one matter of this event.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Footing {
    /// The matter is alike, but other attacks, other games and other years have their dead, their scores and their rates too.
    Loose,
    /// What is said beside the two is the same, or each is prominent or given by two outlets.
    Firm,
}

/// What the figures of one matter show of each of their values.
pub(crate) struct Values<'event> {
    /// The outlets that give a value, by its bits.
    outlets: BTreeMap<u64, BTreeSet<&'event str>>,
    /// Pairs of values, the lower bits first, that an article sets beside each other, each in the mouth of another source: "Police
    /// said they had arrested 12 people. The union said more than 30 had been detained."
    contested: BTreeSet<(u64, u64)>,
}

impl<'event> Values<'event> {
    /// Reads the figures of one matter.
    pub(crate) fn of(matching: &Matching<'_, 'event>, group: &[&Figure<'_>]) -> Self {
        let mut outlets: BTreeMap<u64, BTreeSet<&'event str>> = BTreeMap::new();
        let mut by_member: BTreeMap<u32, Vec<(&Figure<'_>, &'event str)>> = BTreeMap::new();
        for figure in group {
            let member = &matching.members[figure.statement.member as usize];
            outlets.entry(figure.quantity.value.to_bits()).or_default().insert(&member.article.outlet.name);
            if let Voice::Source(at) = voice::of_span(member, figure.span)
                && let Some(attribution) = member.attributions.get(at.get())
            {
                by_member.entry(figure.statement.member).or_default().push((figure, &attribution.speaker.label));
            }
        }
        let rivals = group.iter().filter_map(|figure| Some(in_order(figure.quantity.value.to_bits(), figure.rival?)));
        let mut contested: BTreeSet<(u64, u64)> = rivals.collect();
        for said in by_member.into_values() {
            for (at, (one, speaker)) in said.iter().enumerate() {
                for (other, second) in &said[at + 1..] {
                    let beside = one.quantity.sentence.get().abs_diff(other.quantity.sentence.get()) <= 1;
                    if beside && speaker != second {
                        contested.insert(bits(one, other));
                    }
                }
            }
        }
        Self { outlets, contested }
    }

    fn outlets(&self, figure: &Figure<'_>) -> &BTreeSet<&'event str> {
        const NONE: &BTreeSet<&str> = &BTreeSet::new();
        self.outlets.get(&figure.quantity.value.to_bits()).unwrap_or(NONE)
    }
}

/// The bits of two figures' values, the lower first.
pub(super) fn bits(left: &Figure<'_>, right: &Figure<'_>) -> (u64, u64) {
    in_order(left.quantity.value.to_bits(), right.quantity.value.to_bits())
}

fn in_order(left: u64, right: u64) -> (u64, u64) {
    (left.min(right), left.max(right))
}

/// On what footing two figures of one matter stand.
pub(crate) fn footing(matching: &Matching<'_, '_>, values: &Values<'_>, left: &Figure<'_>, right: &Figure<'_>) -> Footing {
    let outlet = |figure: &Figure<'_>| matching.members[figure.statement.member as usize].article.outlet.name.as_str();
    let is_of_event = |figure: &Figure<'_>| {
        let is_given_again = || values.outlets(figure).iter().any(|other| *other != outlet(figure));
        figure.is_prominent || figure.quantity.approximator != Approximator::Vague && is_given_again()
    };
    let both = is_of_event(left) && is_of_event(right);
    let firm = left.is_count && right.is_count
        || values.contested.contains(&bits(left, right))
        || match left.matter {
            Matter::People(..) => both || covered(matching, left, right),
            Matter::Vote(_) => (is_of_event(left) || is_of_event(right)) && is_vote(matching, left) && is_vote(matching, right),
            Matter::Things(_) | Matter::Measured => {
                let agreed = values.outlets(left).len().max(values.outlets(right).len()) >= AGREEING_OUTLETS;
                let shared = || shared_terms(matching, left, right) >= COVERED_TERMS;
                (agreed || both) && shared() && (agreed || covered(matching, left, right)) || is_standing(matching, left, right)
            }
        };
    if firm { Footing::Firm } else { Footing::Loose }
}

/// Whether both say of one thing at what rate it stands, and nothing else: "Inflation was 6.4 percent in October", "Inflation stands at 6.8
/// percent".
fn is_standing(matching: &Matching<'_, '_>, left: &Figure<'_>, right: &Figure<'_>) -> bool {
    let said = |figure: &Figure<'_>| -> BTreeSet<Term> {
        let text = |word: &Word| matching.vocabulary.text(word.term);
        let is_said = |word: &&Word| !STANDING.contains(&text(word)) && calendar::look_up(text(word)).is_none();
        figure.rest.iter().filter(is_said).map(|word| word.term).collect()
    };
    let exact = |figure: &Figure<'_>| figure.quantity.approximator == Approximator::Exact && figure.matter == Matter::Measured;
    let (here, there) = (said(left), said(right));
    exact(left) && exact(right) && matches!(left.unit, Unit::Percent) && !here.is_empty() && here == there
}

/// Whether a word of voting stands beside a score: a game has a score as well.
fn is_vote(matching: &Matching<'_, '_>, figure: &Figure<'_>) -> bool {
    let sentence = matching.statement(figure.statement).sentence.get();
    let words = &matching.texts[figure.statement.member as usize].sentences[sentence];
    words.iter().any(|word| VOTING.contains(&matching.vocabulary.text(word.term)))
}

/// Words that stand beside both figures, those that say what became of people left out.
fn shared_terms(matching: &Matching<'_, '_>, left: &Figure<'_>, right: &Figure<'_>) -> usize {
    let tells = |word: &&Word| {
        matching.vocabulary.background(word.term) >= ANCHOR_RARITY
            && word.kind != WordKind::Reporting
            && !matter::is_people(matching.vocabulary.text(word.term))
            && outcome::look_up(matching.vocabulary.text(word.term)).is_none()
            && Some(word.term) != left.noun
    };
    let mut terms: Vec<Term> = left.rest.iter().filter(tells).map(|word| word.term).collect();
    terms.sort_unstable();
    terms.dedup();
    terms.iter().filter(|term| right.rest.iter().any(|word| matching.vocabulary.likeness(**term, word.term) >= ALIGNED_FROM)).count()
}

/// Whether two figures are on the same matter.
pub(crate) fn same_matter(matching: &Matching<'_, '_>, left: &Figure<'_>, right: &Figure<'_>) -> bool {
    if !same_time(left, right) {
        return false;
    }
    match (left.matter, right.matter) {
        (Matter::Things(one), Matter::Things(other)) => {
            matching.vocabulary.likeness(one, other) >= ALIGNED_FROM
                && same_order(&left.quantity, &right.quantity)
                && (anchored(matching, left, right, usize::MAX) || covered(matching, left, right))
                || figure_lead::is_of_both(matching, left, right, (one, other))
        }
        (Matter::Measured, Matter::Measured) => {
            left.unit == right.unit
                && !left.is_former
                && !right.is_former
                && (left.is_planned, left.is_count) == (right.is_planned, right.is_count)
                && same_order(&left.quantity, &right.quantity)
                && (anchored(matching, left, right, NEAREST) || covered(matching, left, right))
        }
        (one, other) => one == other,
    }
}

/// Whether a word beside one (among its `most` nearest) stands beside the other as well (likewise).
fn anchored(matching: &Matching<'_, '_>, left: &Figure<'_>, right: &Figure<'_>, most: usize) -> bool {
    let near = |one: &Term| right.anchors.iter().take(most).any(|other| matching.vocabulary.likeness(*one, *other) >= ALIGNED_FROM);
    left.anchors.iter().take(most).any(near)
}

fn covered(matching: &Matching<'_, '_>, left: &Figure<'_>, right: &Figure<'_>) -> bool {
    let shares = |from: &Figure<'_>, to: &Figure<'_>| {
        let weights = matching.weights(&from.rest, from.statement.member as usize, to.statement.member as usize);
        scorer::cover(&from.rest, &weights, &to.rest, &matching.vocabulary, Grounds::Wording).0
    };
    let (forward, backward) = (shares(left, right), shares(right, left));
    forward.max(backward) >= FORWARD_FROM && forward.min(backward) >= BACKWARD_FROM
}

/// Whether one is not many times the other, and both are whole numbers or neither is.
pub(super) fn same_order(left: &Quantity, right: &Quantity) -> bool {
    let (more, less) = (left.value.max(right.value), left.value.min(right.value));
    let parts = |quantity: &Quantity| matches!(quantity.unit, Unit::Count(_)) && quantity.value < 1.0;
    less > 0.0 && more <= less * SAME_ORDER && parts(left) == parts(right)
}

/// Whether both can be of one time: a day in common, or, where one names none, a day just before its article.
fn same_time(left: &Figure<'_>, right: &Figure<'_>) -> bool {
    if left.is_other_time != right.is_other_time {
        return false;
    }
    let around = |days: &[Date], published: Option<Date>| {
        published.is_none_or(|published| days.iter().any(|day| (0..=DAYS_BEFORE).contains(&(published - *day).get_days())))
    };
    match (left.days.is_empty(), right.days.is_empty()) {
        (true, true) => true,
        (false, true) => around(&left.days, right.published),
        (true, false) => around(&right.days, left.published),
        (false, false) => left.days.iter().any(|day| right.days.contains(day)),
    }
}

/// Whether no value is allowed by both.
pub(crate) fn disjoint(left: &Quantity, right: &Quantity) -> bool {
    if let (Unit::Score(one), Unit::Score(other)) = (&left.unit, &right.unit) {
        let ordered = |first: f64, second: u32| (first.max(f64::from(second)), first.min(f64::from(second)));
        return ordered(left.value, *one) != ordered(right.value, *other);
    }
    let low = |quantity: &Quantity| {
        let is_up_to = quantity.approximator == Approximator::AtMost;
        if is_up_to { quantity.low.max(UP_TO_FROM * quantity.value) } else { quantity.low }
    };
    let apart = left.high < low(right) || right.high < low(left);
    apart && differs(left, right)
}

/// Whether what one figure allows lies within what the other one allows, which names no single value: "at least 14" were killed if "at
/// least 19" were, "several" were hurt if seven were.
pub(crate) fn is_within(narrow: &Quantity, wide: &Quantity) -> bool {
    let is_open = !matches!(wide.approximator, Approximator::Exact | Approximator::AtMost | Approximator::LessThan);
    is_open && wide.low <= narrow.low && narrow.high <= wide.high && narrow.value <= SAME_ORDER * wide.value.max(wide.low)
}

/// Whether the values differ by more than rounding.
pub(crate) fn differs(left: &Quantity, right: &Quantity) -> bool {
    let vague = left.approximator == Approximator::Vague || right.approximator == Approximator::Vague;
    let (gap, size) = ((left.value - right.value).abs(), left.value.abs().max(right.value.abs()));
    vague || gap > SAME_WITHIN * size
}

/// Whether the two statements share a figure on one matter, of those of one event: then neither is against the other.
pub(crate) fn share_figure(figures: &[Figure<'_>], left: &Figure<'_>, right: &Figure<'_>) -> bool {
    let of = |statement: StatementRef| figures.iter().filter(move |figure| figure.statement == statement);
    of(left.statement).any(|one| {
        one.matter == left.matter
            && of(right.statement).any(|other| other.matter == right.matter && one.quantity.value == other.quantity.value)
    })
}
