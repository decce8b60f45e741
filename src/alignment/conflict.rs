//! Statements on the same matter that cannot all hold, put together over an event.
//!
//! Figures by the rule of `figure`, said and denied by that of `denial`, days by that of `day`, who did it by that of `actor`, how it ended by
//! that of `ending`. Pairs grow into one conflict with a side for each value (`pairing`). Other names that differ are left out: swapped names
//! were wrong more often than right in natural text.

use std::collections::{BTreeMap, BTreeSet};

use crate::alignment::denial::{self, Denier};
use crate::alignment::figure::{self, Figure, Footing, Values};
use crate::alignment::matching::Matching;
use crate::alignment::matter::Matter;
use crate::alignment::pairing::{End, Pair, join, matter};
use crate::alignment::{Claim, Conflict, ConflictKind, Side, StatementRef, Voice};
use crate::alignment::{actor, agreement, day, ending, voice};
use crate::language::{Approximator, Unit};
use crate::lexicon::outcome::Outcome;
use crate::span::{ClaimIndex, Span};

/// Least time between the last report of a lower figure and the first of a higher one in a sequence, in seconds.
const SEQUENCE_GAP_SECONDS: i64 = 3600;
/// What is held of a conflict of figures on a firm footing: of people and votes, whose matter is known by what is said of them; of all
/// else, and of a negation or another day.
const PROBABILITY: (f64, f64) = (0.6, 0.5);
/// The same on a loose footing.
const LOOSE_PROBABILITY: f64 = 0.15;

/// Which statements cannot hold beside each other.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Opposition {
    /// Pairs, the earlier statement first.
    pub pairs: BTreeSet<(StatementRef, StatementRef)>,
    /// Of those, pairs whose matter is known without their words: what became of people, and a vote.
    by_matter: BTreeSet<(StatementRef, StatementRef)>,
    /// The statements in those pairs.
    touched: BTreeSet<StatementRef>,
    /// Pairs of different members that give the same figure for people or votes on one matter, the earlier statement first.
    pub agreeing: BTreeSet<(StatementRef, StatementRef)>,
    /// Of those, pairs that tell of one vote.
    pub(super) of_vote: BTreeSet<(StatementRef, StatementRef)>,
    /// Pairs of different members on people of whom the same became, where the figure of the second one says that of the first one, which
    /// names no single value: "at least 14", "19".
    pub(super) implied: BTreeSet<(StatementRef, StatementRef)>,
    /// Statements that put a figure in the place of one before ("the true figure is above 30"): they lean on that one.
    restated: BTreeSet<StatementRef>,
    /// For each statement with a figure that others give otherwise, be it on a loose footing or as an update: the members that do.
    figures_elsewhere: BTreeMap<StatementRef, BTreeSet<u32>>,
}

impl Opposition {
    /// Whether the two cannot both hold.
    pub(crate) fn holds(&self, one: StatementRef, other: StatementRef) -> bool {
        self.pairs.contains(&(one.min(other), one.max(other)))
    }

    /// Whether the two tell of one vote in the same way.
    pub(crate) fn is_same_vote(&self, one: StatementRef, other: StatementRef) -> bool {
        self.of_vote.contains(&(one.min(other), one.max(other)))
    }

    /// Whether the second gives the figure of the first, for people or votes on one matter, or one that says it.
    pub(crate) fn says_figure(&self, one: StatementRef, other: StatementRef) -> bool {
        self.agreeing.contains(&(one.min(other), one.max(other))) || self.implies(one, other)
    }

    /// Whether the figure of the second says that of the first.
    pub(crate) fn implies(&self, one: StatementRef, other: StatementRef) -> bool {
        self.implied.contains(&(one, other))
    }

    /// The pairs of which one figure says the other, the earlier statement first, each once.
    pub(crate) fn by_implication(&self) -> BTreeSet<(StatementRef, StatementRef)> {
        self.implied.iter().map(|(one, other)| (*one.min(other), *one.max(other))).filter(|pair| !self.agreeing.contains(pair)).collect()
    }

    /// The pairs that cannot both hold on a matter that is known without their words, the earlier statement first.
    pub(crate) fn by_matter(&self) -> impl Iterator<Item = &(StatementRef, StatementRef)> {
        self.by_matter.iter()
    }

    /// Whether a member gives another figure on the matter of a statement: then it is not silent on it.
    pub(crate) fn speaks_of(&self, statement: StatementRef, member: u32) -> bool {
        self.figures_elsewhere.get(&statement).is_some_and(|members| members.contains(&member))
    }

    fn note_figures(&mut self, sides: &[Side]) {
        for (at, side) in sides.iter().enumerate() {
            let others = sides.iter().enumerate().filter(|(other, _)| *other != at).flat_map(|(_, other)| &other.bearers);
            let members: BTreeSet<u32> = others.map(|(statement, _)| statement.member).collect();
            for (statement, _) in &side.bearers {
                self.figures_elsewhere.entry(*statement).or_default().extend(&members);
            }
        }
    }

    /// Notes who says that what became of the people of a figure became of nobody: they are not silent on the figure.
    fn note_spared(&mut self, spared: Vec<(Outcome, u32)>, figures: &[Figure<'_>]) {
        for figure in figures {
            let Matter::People(of, _) = figure.matter else { continue };
            let members = spared.iter().filter(|(outcome, _)| *outcome == of).map(|(_, member)| *member);
            self.figures_elsewhere.entry(figure.statement).or_default().extend(members);
        }
    }

    fn set_against(&mut self, one: StatementRef, other: StatementRef) {
        self.pairs.insert((one.min(other), one.max(other)));
        self.touched.extend([one, other]);
    }

    /// The same, where the matter is known without their words.
    fn set_against_by_matter(&mut self, one: StatementRef, other: StatementRef) {
        // "The union put the figure at 30" says on what only beside the figure before.
        if !self.is_restated(one) && !self.is_restated(other) {
            self.by_matter.insert((one.min(other), one.max(other)));
        }
        self.set_against(one, other);
    }

    /// Whether a statement puts a figure in the place of one before.
    pub(crate) fn is_restated(&self, statement: StatementRef) -> bool {
        self.restated.contains(&statement)
    }

    /// Whether a statement is in any conflict.
    pub(crate) fn touches(&self, statement: StatementRef) -> bool {
        self.touched.contains(&statement)
    }
}

/// What a side says; its text is shown.
pub(super) struct Mention {
    statement: StatementRef,
    span: Span,
    pub(super) value: f64,
    /// When it was so or was published, if that is known to the hour.
    moment: Option<i64>,
    /// The second figure of a score; 1 for "several" and the like, which is no figure.
    pub(super) second: u64,
    /// Whether it says how far a count has come.
    is_count: bool,
}

/// Finds the conflicts of an event, and which statements they set against each other.
pub(crate) fn find(matching: &Matching<'_, '_>) -> (Vec<Conflict>, Opposition) {
    let mut opposition = Opposition::default();
    let mut conflicts = quantities(matching, &mut opposition);
    let (mut denials, mut days) = (Vec::new(), Vec::new());
    for ((left, right), link) in matching.links.iter().filter(|((left, right), _)| left.member != right.member) {
        let end = |statement: StatementRef, span: Option<Span>, value: i64| End {
            statement,
            span: span.unwrap_or_else(|| matching.statement(statement).extent()),
            value,
        };
        if let Some(denier) = denial::find(matching, *left, *right, link) {
            let (no, yes) = if denier == Denier::Left { (*left, *right) } else { (*right, *left) };
            denials.push(Pair { low: end(no, None, 0), high: end(yes, None, 1) });
            opposition.set_against(*left, *right);
        } else if let Some((one, other)) = day::other_times(matching, *left, *right) {
            let (one, other) = (end(*left, Some(one.span), one.order), end(*right, Some(other.span), other.order));
            let (low, high) = if one.value < other.value { (one, other) } else { (other, one) };
            days.push(Pair { low, high });
            opposition.set_against(*left, *right);
        }
    }
    for (no, yes) in denial::far(matching) {
        if opposition.holds(no, yes) {
            continue;
        }
        let end = |statement: StatementRef, value| End { statement, span: matching.statement(statement).extent(), value };
        denials.push(Pair { low: end(no, 0), high: end(yes, 1) });
        if no.member != yes.member {
            opposition.set_against(no, yes);
        }
    }
    let (mut actors, mut outcomes) = (Vec::new(), Vec::new());
    for (one, other) in actor::find(matching).into_iter().filter(|(one, other)| !opposition.holds(one.statement, other.statement)) {
        let end = |doer: &actor::Doer| End { statement: doer.statement, span: doer.span, value: doer.order };
        actors.push(Pair { low: end(&one), high: end(&other) });
    }
    for (no, yes) in ending::find(matching).into_iter().filter(|(no, yes)| !opposition.holds(no.statement, yes.statement)) {
        let end = |told: &ending::Told, value| End { statement: told.statement, span: told.span, value };
        outcomes.push(Pair { low: end(&no, 0), high: end(&yes, 1) });
    }
    for pair in actors.iter().chain(&outcomes) {
        opposition.set_against(pair.low.statement, pair.high.statement);
    }
    for (kind, pairs) in
        [(ConflictKind::Polarity, denials), (ConflictKind::Date, days), (ConflictKind::Actor, actors), (ConflictKind::Outcome, outcomes)]
    {
        conflicts.extend(join(matching, kind, pairs, PROBABILITY.1));
    }
    conflicts
        .sort_by(|left, right| right.probability.total_cmp(&left.probability).then_with(|| first_bearer(left).cmp(&first_bearer(right))));
    (conflicts, opposition)
}

/// Says to which claim each conflict belongs: the one that holds most of its bearers, two at least.
pub(crate) fn place(conflicts: &mut [Conflict], claims: &[Claim]) {
    for conflict in conflicts {
        let bearers: BTreeSet<StatementRef> = conflict.sides.iter().flat_map(|side| side.bearers.iter().map(|(held, _)| *held)).collect();
        conflict.claim = claims
            .iter()
            .enumerate()
            .map(|(at, claim)| (claim.statements.iter().filter(|held| bearers.contains(held)).count(), std::cmp::Reverse(at)))
            .filter(|(held, _)| *held > 0)
            .max()
            .map(|(_, at)| ClaimIndex::new(at.0));
    }
}

fn first_bearer(conflict: &Conflict) -> Option<(StatementRef, Span)> {
    conflict.sides.iter().flat_map(|side| side.bearers.iter().copied()).min()
}

fn quantities(matching: &Matching<'_, '_>, opposition: &mut Opposition) -> Vec<Conflict> {
    let figures = figure::figures(matching);
    opposition.restated.extend(figures.iter().filter(|figure| figure.is_restated).map(|figure| figure.statement));
    opposition.note_spared(denial::spared(matching), &figures);
    let mut by_kind: BTreeMap<Matter, Vec<usize>> = BTreeMap::new();
    for (at, figure) in figures.iter().enumerate() {
        // Synonyms of a noun are in different heaps otherwise.
        let kind = if let Matter::Things(_) = figure.matter { Matter::Things(0) } else { figure.matter };
        by_kind.entry(kind).or_default().push(at);
    }
    let mut conflicts = Vec::new();
    for held in by_kind.into_values() {
        let apart = TellsApart::of(matching, &figures, &held);
        for group in groups(matching, &figures, &held, &apart) {
            agreement::note(&figures, &group, opposition);
            let (early, rest) = early(matching, &figures, &group);
            conflicts.extend(quantity(matching, &figures, &early, opposition));
            conflicts.extend(quantity(matching, &figures, &rest, opposition));
        }
    }
    conflicts
}

/// Rates and sums that one article gives both, and counts of things that it gives both in its own voice: it tells them apart, so they are
/// not two figures for one thing.
struct TellsApart {
    pairs: BTreeSet<(u64, u64)>,
}

impl TellsApart {
    fn of(matching: &Matching<'_, '_>, figures: &[Figure<'_>], held: &[usize]) -> Self {
        let mut pairs = BTreeSet::new();
        let mut by_member: BTreeMap<u32, Vec<&Figure<'_>>> = BTreeMap::new();
        let tells = |figure: &&Figure<'_>| match figure.matter {
            Matter::Measured => true,
            Matter::Things(_) => voice::of_span(&matching.members[figure.statement.member as usize], figure.span) == Voice::Own,
            _ => false,
        };
        for figure in held.iter().map(|at| &figures[*at]).filter(|figure| !figure.is_restated).filter(tells) {
            by_member.entry(figure.statement.member).or_default().push(figure);
        }
        for given in by_member.into_values() {
            for (at, left) in given.iter().enumerate() {
                for right in given[at + 1..].iter().filter(|right| right.unit == left.unit || is_of_things(left) && is_of_things(right)) {
                    pairs.insert(figure::bits(left, right));
                }
            }
        }
        Self { pairs }
    }

    fn holds(&self, left: &Figure<'_>, right: &Figure<'_>) -> bool {
        let is_corrected = left.is_restated || right.is_restated;
        !is_corrected
            && left.quantity.value != right.quantity.value
            && (left.matter == Matter::Measured || is_of_things(left))
            && self.pairs.contains(&figure::bits(left, right))
    }
}

fn is_of_things(figure: &Figure<'_>) -> bool {
    matches!(figure.matter, Matter::Things(_))
}

/// Figures on one matter. Each figure joins the group whose first figure it shares the matter with.
fn groups(matching: &Matching<'_, '_>, figures: &[Figure<'_>], held: &[usize], apart: &TellsApart) -> Vec<Vec<usize>> {
    let mut order = held.to_vec();
    let same = |one: usize, other: usize| {
        figure::same_matter(matching, &figures[one], &figures[other]) && !apart.holds(&figures[one], &figures[other])
    };
    let like = |at: usize| held.iter().filter(|other| same(at, **other)).count();
    // The figure that shares its matter with most others is the first of its group: groups do not chain.
    order.sort_by_cached_key(|at| (std::cmp::Reverse(like(*at)), *at));
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for at in order {
        match groups.iter_mut().find(|group| same(group[0], at)) {
            Some(group) => group.push(at),
            None => groups.push(vec![at]),
        }
    }
    groups
}

/// Where only the first reports give a lower figure, hours before all others, who then disagree: the update from the
/// first figure to the one that most give, and the group without the first.
fn early(matching: &Matching<'_, '_>, figures: &[Figure<'_>], group: &[usize]) -> (Vec<usize>, Vec<usize>) {
    let moment = |at: usize| figures[at].moment;
    let value = |at: usize| figures[at].quantity.value.max(0.0).to_bits();
    let values: BTreeSet<u64> = group.iter().map(|at| value(*at)).collect();
    let Some(lowest) = values.first().copied().filter(|_| values.len() > 2) else { return (Vec::new(), group.to_vec()) };
    let (lower, rest): (Vec<usize>, Vec<usize>) = group.iter().partition(|at| value(**at) == lowest);
    // "Several" is no figure that is brought up to date; who still says so later shows that there was no update.
    let first: Vec<usize> = lower.iter().copied().filter(|at| figures[*at].quantity.approximator != Approximator::Vague).collect();
    let known = |held: &[usize]| held.iter().filter_map(|at| moment(*at)).collect::<Vec<_>>();
    let (Some(last), Some(next)) = (known(&lower).into_iter().max(), known(&rest).into_iter().min()) else {
        return (Vec::new(), group.to_vec());
    };
    if next - last < SEQUENCE_GAP_SECONDS {
        return (Vec::new(), group.to_vec());
    }
    let count = |of: u64| rest.iter().filter(|at| value(**at) == of).count();
    let most = rest.iter().map(|at| value(*at)).max_by_key(|of| (count(*of), std::cmp::Reverse(*of)));
    let update = first.iter().copied().chain(rest.iter().copied().filter(|at| Some(value(*at)) == most)).collect::<Vec<_>>();
    let matter = figures[group[0]].matter;
    let pure = is_sequence(matching, matter, &group.iter().map(|at| mention(&figures[*at])).collect::<Vec<_>>());
    let mentions: Vec<Mention> = update.iter().map(|at| mention(&figures[*at])).collect();
    if pure || !is_sequence(matching, matter, &mentions) { (Vec::new(), group.to_vec()) } else { (update, rest) }
}

/// The conflict, or sequence, that the figures of one matter make.
fn quantity(matching: &Matching<'_, '_>, figures: &[Figure<'_>], group: &[usize], opposition: &mut Opposition) -> Option<Conflict> {
    let mut opposed = BTreeSet::new();
    let mut differ = false;
    // Pairs on a firm footing count alone, if there are any.
    let (mut best, mut of_update) = (Footing::Loose, Footing::Loose);
    let mut values: BTreeSet<u64> = BTreeSet::new();
    let given = Values::of(matching, &group.iter().map(|at| &figures[*at]).collect::<Vec<_>>());
    for (place, at) in group.iter().enumerate() {
        for next in &group[place + 1..] {
            let (left, right) = (&figures[*at], &figures[*next]);
            if !figure::differs(&left.quantity, &right.quantity) {
                continue;
            }
            let footing = figure::footing(matching, &given, left, right);
            if footing < best {
                continue;
            }
            of_update = of_update.max(footing);
            let disjoint = figure::disjoint(&left.quantity, &right.quantity);
            if footing > best && disjoint {
                (best, values, opposed) = (footing, BTreeSet::new(), BTreeSet::new());
            }
            differ = true;
            values.extend([left, right].map(|figure| figure.quantity.value.to_bits()));
            if left.statement != right.statement && disjoint && !figure::share_figure(figures, left, right) {
                opposed.insert((left.statement.min(right.statement), left.statement.max(right.statement)));
            }
        }
    }
    let mut held: Vec<usize> = group.iter().copied().filter(|at| values.contains(&figures[*at].quantity.value.to_bits())).collect();
    held.sort_unstable();
    let mentions: Vec<Mention> = held.iter().map(|at| mention(&figures[*at])).collect();
    let is_sequence = differ && is_sequence(matching, figures[group[0]].matter, &mentions);
    if opposed.is_empty() && !is_sequence {
        return None;
    }
    if !is_sequence && best == Footing::Firm {
        let is_by_matter = matches!(figures[group[0]].matter, Matter::People(..) | Matter::Vote(_));
        for (left, right) in opposed.iter().filter(|(left, right)| left.member != right.member) {
            if is_by_matter { opposition.set_against_by_matter(*left, *right) } else { opposition.set_against(*left, *right) }
        }
    }
    let statements = held.iter().map(|at| figures[*at].statement).collect::<Vec<_>>();
    let noun = held.iter().find_map(|at| figures[*at].noun);
    let sides = sides(matching, &mentions);
    opposition.note_figures(&sides);
    let probability = probability(figures[group[0]].matter, if is_sequence { of_update } else { best });
    let matter = figures[group[0]].matter.words(&matching.vocabulary).unwrap_or_else(|| matter(matching, &statements, noun));
    Some(Conflict { kind: ConflictKind::Quantity, matter, is_sequence, sides, claim: None, probability })
}

fn probability(matter: Matter, footing: Footing) -> f64 {
    match (footing, matter) {
        (Footing::Firm, Matter::People(..) | Matter::Vote(_)) => PROBABILITY.0,
        (Footing::Firm, Matter::Things(_) | Matter::Measured) => PROBABILITY.1,
        (Footing::Loose, _) => LOOSE_PROBABILITY,
    }
}

pub(super) fn mention(figure: &Figure<'_>) -> Mention {
    let second = match figure.quantity.unit {
        Unit::Score(second) => u64::from(second),
        _ => u64::from(figure.quantity.approximator == Approximator::Vague),
    };
    Mention {
        statement: figure.statement,
        span: figure.span,
        value: figure.quantity.value,
        moment: figure.moment,
        second,
        is_count: figure.is_count,
    }
}

/// One side for each value, lowest first; its wording is that of its first bearer.
fn sides(matching: &Matching<'_, '_>, mentions: &[Mention]) -> Vec<Side> {
    let mut by_value: BTreeMap<(u64, u64), Vec<&Mention>> = BTreeMap::new();
    for mention in mentions {
        by_value.entry((mention.value.max(0.0).to_bits(), mention.second)).or_default().push(mention);
    }
    by_value
        .into_values()
        .map(|held| {
            let text = |mention: &Mention| mention.span.of(&matching.members[mention.statement.member as usize].article.text).to_owned();
            Side {
                value: held.first().map_or_else(String::new, |mention| text(mention)),
                bearers: held.iter().map(|mention| (mention.statement, mention.span)).collect(),
            }
        })
        .collect()
}

/// Whether each next figure, rising or falling, was published after every one before, by an hour at least, and no article gives two. How far a
/// count has come moves in minutes.
fn is_sequence(matching: &Matching<'_, '_>, matter: Matter, mentions: &[Mention]) -> bool {
    let mut by_value: BTreeMap<u64, (i64, i64, BTreeSet<u32>)> = BTreeMap::new();
    for mention in mentions {
        // Who gives no time says nothing on the order; but each figure needs one who does.
        let Some(seconds) = mention.moment else { continue };
        let held = by_value.entry(mention.value.max(0.0).to_bits()).or_insert((seconds, seconds, BTreeSet::new()));
        held.0 = held.0.min(seconds);
        held.1 = held.1.max(seconds);
        held.2.insert(mention.statement.member);
    }
    let day = |mention: &Mention| matching.members[mention.statement.member as usize].article.published.day();
    let known: Vec<_> = by_value.keys().copied().collect();
    let all: BTreeSet<u64> = mentions.iter().map(|mention| mention.value.max(0.0).to_bits()).collect();
    // A figure without an hour fits in below the others on a day that is not later than theirs, if two others show the order.
    let unknown: Vec<&Mention> = mentions.iter().filter(|mention| !by_value.contains_key(&mention.value.max(0.0).to_bits())).collect();
    let earliest = mentions.iter().filter(|mention| known.contains(&mention.value.max(0.0).to_bits())).filter_map(day).min();
    let fits = |mention: &&Mention| {
        known.first().is_some_and(|lowest| mention.value.max(0.0).to_bits() < *lowest) && day(mention).is_some() && day(mention) <= earliest
    };
    if all.len() != known.len() && (known.len() < 2 || !unknown.iter().all(fits)) {
        return false;
    }
    let values: Vec<_> = by_value.into_values().collect();
    let gap = if mentions.iter().all(|mention| mention.is_count) { 1 } else { SEQUENCE_GAP_SECONDS };
    let follows = |earlier: &(i64, i64, BTreeSet<u32>), later: &(i64, i64, BTreeSet<u32>)| {
        later.0 - earlier.1 >= gap && earlier.2.is_disjoint(&later.2)
    };
    let rises = values.windows(2).all(|pair| follows(&pair[0], &pair[1]));
    let falls = may_fall(matter) && unknown.is_empty() && values.windows(2).all(|pair| follows(&pair[1], &pair[0]));
    values.len() > 1 && (rises || falls)
}

/// Whether a count can go down as time goes by: people are found and go home, the dead, the hurt and the arrested only grow in number.
fn may_fall(matter: Matter) -> bool {
    !matches!(matter, Matter::People(Outcome::Dead | Outcome::Hurt | Outcome::Arrested, _))
}
