//! The runs that a set of articles is seen in while the pair score is fitted: a feature says how a pair compares with its neighbours, so
//! a pair looks another way in a folder of five than among thousands.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::event::probability::{Column, FEATURES};
use crate::event::score_signatures;
use crate::event::signature::Signature;
use crate::event::similarity::Shape;
use crate::train::event_sets::{EventSet, SetKind};
use crate::train::logistic::Row;
use crate::train::random::Random;

/// How much the runs of a set count beside its whole. Tried and dropped: runs with a half or a third of each event's articles (they cost a
/// point of B-cubed F1 in unseen events).
const HALVES: f32 = 0.6;
const FOLDERS: f32 = 0.3;
const SOME_BARE: f32 = 0.3;
const BARE: f32 = 0.12;
/// Folders of a few events that are made of a set, for each of its events.
const FOLDERS_PER_EVENT: f64 = 0.5;
/// Events in such a folder, at most.
const FOLDER_EVENTS: usize = 4;
/// Of articles, the share that loses its text in the run where some do.
const BARE_SHARE: f64 = 0.3;
/// What all same-event pairs of a set's whole weigh together.
const SET_WEIGHT: f32 = 1000.0;
/// What a pair of different events weighs beside one of the same.
const STRANGERS: f32 = 0.3;
/// What a same-event pair weighs whose dates are more than a week apart: in three of the sets these are mostly misread dates.
const FAR_APART: f32 = 0.1;
const WEEK_DAYS: i32 = 7;
/// Pairs of different events with less than this in common are thinned.
const NOTHING_LEAD: f32 = 0.05;
/// Of these one in so many is kept, and counts so often.
const THINNING: u64 = 10;
/// With the constant.
pub(crate) const WIDTH: usize = FEATURES + 1;

/// One run: articles of a set, as they look in it.
struct Run {
    signatures: Vec<Signature>,
    event: Vec<usize>,
    weight: f32,
}

impl Run {
    /// The same as if no article had a day.
    fn undated(mut self) -> Self {
        self.signatures.iter_mut().for_each(|signature| (signature.day, signature.told) = (None, None));
        self
    }
}

/// Rows to fit on.
#[derive(Default)]
pub(crate) struct Rows {
    of: [Vec<Row<WIDTH>>; Column::ALL.len()],
}

impl Rows {
    pub(crate) fn take(&mut self, column: Column) -> Vec<Row<WIDTH>> {
        std::mem::take(&mut self.of[column as usize])
    }

    fn push(&mut self, column: Column, row: Row<WIDTH>) {
        self.of[column as usize].push(row);
    }

    /// Those of some columns.
    pub(crate) fn only(mut self, columns: &[Column]) -> Self {
        let mut kept = Self::default();
        columns.iter().for_each(|column| kept.of[*column as usize] = self.take(*column));
        kept
    }

    pub(crate) fn extend(&mut self, more: Self) {
        self.of.iter_mut().zip(more.of).for_each(|(rows, more)| rows.extend(more));
    }
}

/// The rows of a set; `taken` says which events take part.
pub(crate) fn rows(set: &EventSet, taken: &[bool], seed: u64) -> Rows {
    let mut random = Random::new(seed);
    let articles: Vec<usize> = (0..set.event.len()).filter(|at| taken[set.event[*at]]).collect();
    let groups = match set.kind {
        SetKind::Texts => text_runs(set, &articles, &mut random),
        SetKind::Headlines => headline_runs(set, &articles, &mut random),
    };
    let mut rows = Rows::default();
    for (runs_of, group) in groups {
        let weight = group.first().map_or(0.0, |run| run.weight);
        let found: Vec<Rows> = group.into_par_iter().map(|run| seen(run, set)).collect();
        let mut together = Rows::default();
        found.into_iter().for_each(|found| together.extend(found));
        // Two headlines in a run of texts are few and like those of the run that holds nothing else.
        if runs_of == SetKind::Texts {
            together = together.only(&[Column::Texts, Column::Languages]);
        }
        together.of = together.of.map(|rows| levelled(rows, weight));
        rows.extend(together);
    }
    rows
}

/// Rows whose same-event pairs weigh together what a set may weigh.
fn levelled(mut rows: Vec<Row<WIDTH>>, weight: f32) -> Vec<Row<WIDTH>> {
    let same: f32 = rows.iter().filter(|row| row.outcome).map(|row| row.weight).sum();
    if same <= 0.0 {
        return Vec::new();
    }
    rows.iter_mut().for_each(|row| row.weight *= weight * SET_WEIGHT / same);
    rows
}

fn text_runs(set: &EventSet, articles: &[usize], random: &mut Random) -> Vec<(SetKind, Vec<Run>)> {
    let whole = |articles: &[usize], weight| run(set, &set.whole, articles, weight);
    let mut some_bare = whole(articles, SOME_BARE);
    for (signature, &at) in some_bare.signatures.iter_mut().zip(articles) {
        if random.share() < BARE_SHARE {
            *signature = set.bare[at].clone();
        }
    }
    vec![
        (SetKind::Texts, vec![whole(articles, 1.0)]),
        (SetKind::Texts, halves(set, articles, random).iter().map(|half| whole(half, HALVES)).collect()),
        (SetKind::Texts, folders(set, articles, random).iter().map(|folder| whole(folder, FOLDERS)).collect()),
        (SetKind::Texts, vec![some_bare]),
        (SetKind::Headlines, vec![run(set, &set.bare, articles, BARE)]),
        (SetKind::Headlines, vec![run(set, &set.bare, articles, BARE).undated()]),
    ]
}

fn headline_runs(set: &EventSet, articles: &[usize], random: &mut Random) -> Vec<(SetKind, Vec<Run>)> {
    let whole = |articles: &[usize], weight| run(set, &set.whole, articles, weight);
    let halves = halves(set, articles, random);
    vec![
        (SetKind::Headlines, vec![whole(articles, 1.0)]),
        (SetKind::Headlines, halves.iter().map(|half| whole(half, HALVES)).collect()),
        (SetKind::Headlines, vec![whole(articles, 1.0).undated()]),
        (SetKind::Headlines, halves.iter().map(|half| whole(half, HALVES).undated()).collect()),
    ]
}

fn run(set: &EventSet, signatures: &[Signature], articles: &[usize], weight: f32) -> Run {
    Run {
        signatures: articles.iter().map(|at| signatures[*at].clone()).collect(),
        event: articles.iter().map(|at| set.event[*at]).collect(),
        weight,
    }
}

/// Two halves by event.
fn halves(set: &EventSet, articles: &[usize], random: &mut Random) -> [Vec<usize>; 2] {
    let half: Vec<bool> = (0..set.events).map(|_| random.share() < 0.5).collect();
    [true, false].map(|side| articles.iter().copied().filter(|at| half[set.event[*at]] == side).collect())
}

/// The articles of each event.
fn members(set: &EventSet, articles: &[usize]) -> BTreeMap<usize, Vec<usize>> {
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    articles.iter().for_each(|at| members.entry(set.event[*at]).or_default().push(*at));
    members
}

/// Folders of one to four events: a third of them look alike, a third are of the same days, the others are any.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a number of folders")]
fn folders(set: &EventSet, articles: &[usize], random: &mut Random) -> Vec<Vec<usize>> {
    let members = members(set, articles);
    let events: Vec<usize> = members.keys().copied().collect();
    if events.is_empty() {
        return Vec::new();
    }
    let alike = look_alikes(set, articles);
    let day = |event: usize| members[&event].iter().filter_map(|at| set.whole[*at].day).min();
    let mut by_day: Vec<usize> = events.clone();
    by_day.sort_by_key(|event| (day(*event), *event));
    let count = (events.len() as f64 * FOLDERS_PER_EVENT).ceil() as usize;
    (0..count)
        .map(|folder| {
            let first = events[random.below(events.len())];
            let more = random.below(FOLDER_EVENTS);
            let mut chosen = vec![first];
            match folder % 3 {
                0 => chosen.extend(alike.get(&first).into_iter().flatten().take(more)),
                1 => {
                    let place = by_day.iter().position(|event| *event == first).unwrap_or(0);
                    chosen.extend(by_day.iter().skip(place + 1).take(more));
                }
                _ => chosen.extend((0..more).map(|_| events[random.below(events.len())])),
            }
            chosen.sort_unstable();
            chosen.dedup();
            chosen.iter().flat_map(|event| members[event].iter().copied()).collect()
        })
        .collect()
}

/// For each event the others, nearest first by their nearest articles.
fn look_alikes(set: &EventSet, articles: &[usize]) -> BTreeMap<usize, Vec<usize>> {
    let run = run(set, &set.whole, articles, 1.0);
    let scored = score_signatures(run.signatures, set.reader);
    let mut near: BTreeMap<usize, BTreeMap<usize, f32>> = BTreeMap::new();
    for pair in &scored.pairs {
        let (left, right) = (run.event[pair.left as usize], run.event[pair.right as usize]);
        for (one, other) in [(left, right), (right, left)] {
            if one != other {
                let best = near.entry(one).or_default().entry(other).or_default();
                *best = best.max(pair.plain.lead);
            }
        }
    }
    let ranked = |others: BTreeMap<usize, f32>| {
        let mut others: Vec<(usize, f32)> = others.into_iter().collect();
        others.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        others.into_iter().map(|(event, _)| event).collect()
    };
    near.into_iter().map(|(event, others)| (event, ranked(others))).collect()
}

/// The pairs of a run, by what the two have; texts count as texts in two languages too.
#[allow(clippy::cast_precision_loss, reason = "sizes of events")]
fn seen(run: Run, set: &EventSet) -> Rows {
    let mut size: BTreeMap<usize, usize> = BTreeMap::new();
    run.event.iter().for_each(|event| *size.entry(*event).or_default() += 1);
    let scored = score_signatures(run.signatures, set.reader);
    let mut rows = Rows::default();
    for pair in scored.pairs.iter().filter(|pair| !pair.plain.shares_nothing()) {
        let (left, right) = (run.event[pair.left as usize], run.event[pair.right as usize]);
        let outcome = left == right;
        let mut weight = if outcome { 1.0 / (size[&left] as f32 - 1.0).sqrt() } else { STRANGERS };
        if outcome && pair.plain.gap_days.is_some_and(|gap| gap > WEEK_DAYS) {
            weight *= FAR_APART;
        }
        if !outcome && pair.plain.lead < NOTHING_LEAD && pair.plain.names <= 0.0 {
            if !mixed(pair.left, pair.right).is_multiple_of(THINNING) {
                continue;
            }
            weight *= THINNING as f32;
        }
        let mut values = [1.0; WIDTH];
        values[1..].copy_from_slice(&scored.features(pair));
        let row = Row { values, outcome, weight };
        let column = Column::of(&pair.plain, set.reader);
        if pair.plain.shape == Shape::Texts {
            rows.push(Column::Languages, row);
        }
        rows.push(column, row);
    }
    rows
}

/// A number that follows from a pair and looks random.
fn mixed(left: u32, right: u32) -> u64 {
    let sum = (u64::from(left) << 32 | u64::from(right)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (sum ^ (sum >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 32
}
