//! Fits the weights of the pair score of events and writes `events.tsv`.
//!
//! Weighted logistic regressions over the pairs of many runs ([`event_runs`]), one a column; what a half of the events teaches is shown on
//! the other half, if that is asked for.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use crate::error::{Error, ErrorKind};
use crate::event::probability::{Column, FEATURE_NAMES, FEATURES, PairWeights, Weights};
use crate::event::{EventOptions, clustering, score_signatures};
use crate::language::encoder::Encoder;
use crate::train::event_runs::{self, Rows, WIDTH};
use crate::train::event_sets::{self, EventSet};
use crate::train::logistic::{self, Row};

/// What to fit on, and where to write.
#[derive(Clone, Debug)]
pub struct EventTraining {
    /// A folder of sets: JSON lines, articles with their event.
    pub sets: PathBuf,
    /// The folder for `events.tsv`.
    pub out: PathBuf,
    /// Reads bare headlines for the last column; without it that column stays as it is.
    pub encoder: Option<&'static Encoder>,
    /// What is shown before.
    pub trial: EventTrial,
    /// Start of all random numbers.
    pub seed: u64,
}

/// What a training of events shows beside its own sets.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EventTrial {
    /// Nothing.
    None,
    /// What the weights of one half of the events reach on the other half.
    TwoFold,
}

/// How a column is fitted.
struct Recipe {
    column: Column,
    /// Features that take part.
    uses: fn(&str) -> bool,
    /// Pull towards nought, on weights of features of deviation 1.
    pull: f64,
    /// What log odds are multiplied with, so that one granularity fits all columns.
    scale: f64,
    /// What is added to them then.
    shift: f64,
}

const RECIPES: [Recipe; 6] = [
    Recipe { column: Column::Texts, uses: is_of_texts, pull: 30.0, scale: 1.0, shift: 0.0 },
    Recipe { column: Column::Headlines, uses: is_of_headlines, pull: 1.0, scale: 0.7, shift: 0.4 },
    Recipe { column: Column::Languages, uses: is_of_languages, pull: 10.0, scale: 1.0, shift: 0.0 },
    Recipe { column: Column::HeadlinesEncoded, uses: is_of_headlines, pull: 1.0, scale: 1.0, shift: 1.0 },
    Recipe { column: Column::HeadlinesUndated, uses: is_of_headlines, pull: 1.0, scale: 0.7, shift: 0.7 },
    Recipe { column: Column::HeadlinesUndatedEncoded, uses: is_of_headlines, pull: 1.0, scale: 1.0, shift: 1.9 },
];

/// What the sets that an encoder read are for.
const ENCODED: [Column; 2] = [Column::HeadlinesEncoded, Column::HeadlinesUndatedEncoded];

fn is_of_texts(name: &str) -> bool {
    !name.contains("meaning")
}

fn is_of_headlines(name: &str) -> bool {
    matches!(
        name,
        "lead"
            | "headline"
            | "word pairs"
            | "names"
            | "lead, against own best"
            | "names, against own best"
            | "word pairs, against own best"
            | "lead, above own mean"
            | "rarest shared name"
            | "shared names"
            | "shared numbers"
            | "days apart (2)"
            | "days apart (7)"
            | "a day unknown"
            | "articles in the run"
            | "headline's words in the other"
            | "neighbours in common"
            | "lead, with neighbours' words"
            | "meaning"
            | "meaning, against own best"
            | "meaning, against own best eight"
            | "meaning, above own mean"
            | "meaning, above own neighbours"
            | "neighbours in common, by meaning"
            | "meaning, with neighbours'"
    )
}

fn is_of_languages(name: &str) -> bool {
    matches!(
        name,
        "names"
            | "names, against own best"
            | "names, against own best few"
            | "rarest shared name"
            | "shared names"
            | "shared numbers"
            | "days apart (2)"
            | "days apart (7)"
            | "a day unknown"
            | "articles in the run"
    )
}

/// Fits the weights. `say` is told about each step.
///
/// # Errors
/// If the sets cannot be read, or the file cannot be written.
pub fn train(training: &EventTraining, say: &(dyn Fn(&str) + Sync)) -> Result<(), Error> {
    let sets = event_sets::read(&training.sets, None)?;
    let encoded = training.encoder.map(|encoder| event_sets::read(&training.sets, Some(encoder))).transpose()?.unwrap_or_default();
    for set in &sets {
        say(&format!("{}: {} articles, {} events", set.name, set.event.len(), set.events));
    }
    let mut unseen = vec![Unseen::default(); sets.len()];
    for half in (0..2).filter(|_| training.trial == EventTrial::TwoFold) {
        let taken = |set: &EventSet| set.halves(training.seed).iter().map(|own| *own == half).collect::<Vec<bool>>();
        let weights = fit(&sets, &encoded, &taken, training.seed);
        for (set, unseen) in sets.iter().zip(&mut unseen) {
            let other: Vec<bool> = taken(set).iter().map(|taken| !taken).collect();
            unseen.within.add(&precision_and_recall(set, &group(set, &vec![true; set.events], &weights), &other));
            unseen.alone.add(&precision_and_recall(set, &group(set, &other, &weights), &other));
        }
        say(&format!("half {} fitted", half + 1));
    }
    let weights = fit(&sets, &encoded, &|set| vec![true; set.events], training.seed);
    say("B-cubed F1 of what was fitted on; with --two-fold also of unseen events, within their whole set and alone:");
    for (set, unseen) in sets.iter().zip(&unseen) {
        let all = vec![true; set.events];
        let mut seen = Tally::default();
        seen.add(&precision_and_recall(set, &group(set, &all, &weights), &all));
        let more = match training.trial {
            EventTrial::None => String::new(),
            EventTrial::TwoFold => format!("  {:.4} {:.4}", unseen.within.f1(), unseen.alone.f1()),
        };
        say(&format!("{:<22} {:.4}{more}", set.name, seen.f1()));
    }
    let path = training.out.join("events.tsv");
    fs::write(&path, table(&weights)).map_err(|error| {
        Error::new(ErrorKind::Write, path.display().to_string(), error.to_string(), "give --out a folder that can be written")
    })
}

/// The weights that these sets teach; `taken` says which events of a set take part.
fn fit(sets: &[EventSet], encoded: &[EventSet], taken: &dyn Fn(&EventSet) -> Vec<bool>, seed: u64) -> PairWeights {
    let mut rows = Rows::default();
    for set in sets {
        rows.extend(event_runs::rows(set, &taken(set), seed));
    }
    for set in encoded {
        rows.extend(event_runs::rows(set, &taken(set), seed).only(&ENCODED));
    }
    let mut weights = PairWeights::get().clone();
    for recipe in &RECIPES {
        learn(recipe, rows.take(recipe.column), &mut weights);
    }
    weights
}

/// Fits one column.
#[allow(clippy::cast_possible_truncation, reason = "weights are small")]
fn learn(recipe: &Recipe, mut rows: Vec<Row<WIDTH>>, weights: &mut PairWeights) {
    if rows.is_empty() {
        return;
    }
    let mut deviation = [1.0_f64; WIDTH];
    let total: f64 = rows.iter().map(|row| f64::from(row.weight)).sum();
    for at in 1..WIDTH {
        let sum = |of: fn(f64) -> f64| rows.iter().map(|row| of(f64::from(row.values[at])) * f64::from(row.weight)).sum::<f64>() / total;
        let (mean, square) = (sum(|value| value), sum(|value| value * value));
        let own = (square - mean * mean).max(0.0).sqrt();
        // What never differs, or takes no part, says nothing.
        deviation[at] = if (recipe.uses)(FEATURE_NAMES[at - 1]) && own > 1e-6 { own } else { f64::INFINITY };
    }
    for row in &mut rows {
        for (value, deviation) in row.values.iter_mut().zip(deviation) {
            *value = (f64::from(*value) / deviation) as f32;
        }
    }
    let mut pull = [recipe.pull; WIDTH];
    pull[0] = 1e-6;
    let found = logistic::fit_weighted(&rows, &pull);
    let mut of = [0.0; FEATURES];
    for at in 0..FEATURES {
        of[at] = (recipe.scale * found[at + 1] / deviation[at + 1]) as f32;
    }
    weights.set(recipe.column, Weights { constant: (recipe.scale * found[0] + recipe.shift) as f32, of });
}

/// The group of each article of a set, with those of some events alone; nothing for the others.
fn group(set: &EventSet, taken: &[bool], weights: &PairWeights) -> Vec<Option<usize>> {
    let articles: Vec<usize> = (0..set.event.len()).filter(|at| taken[set.event[*at]]).collect();
    let scored = score_signatures(articles.iter().map(|at| set.whole[*at].clone()).collect(), set.reader);
    let groups = clustering::link(articles.len(), &scored.edges_by(weights), EventOptions::default().granularity);
    let mut found = vec![None; set.event.len()];
    for (number, group) in groups.iter().enumerate() {
        group.iter().for_each(|member| found[articles[*member as usize]] = Some(number));
    }
    found
}

/// Sums over articles.
#[derive(Clone, Default)]
struct Tally {
    precision: f64,
    recall: f64,
    articles: f64,
}

/// On events that were not fitted on.
#[derive(Clone, Default)]
struct Unseen {
    within: Tally,
    alone: Tally,
}

impl Tally {
    fn add(&mut self, more: &Self) {
        self.precision += more.precision;
        self.recall += more.recall;
        self.articles += more.articles;
    }

    fn f1(&self) -> f64 {
        let sum = self.precision + self.recall;
        if sum > 0.0 { 2.0 * self.precision * self.recall / sum / self.articles } else { 0.0 }
    }
}

/// B-cubed (Bagga and Baldwin, 1998) over the articles of some events: others in a group do not count.
#[allow(clippy::cast_precision_loss, reason = "sizes of groups")]
fn precision_and_recall(set: &EventSet, groups: &[Option<usize>], counted: &[bool]) -> Tally {
    let (mut events, mut sizes) = (BTreeMap::<usize, f64>::new(), BTreeMap::<usize, f64>::new());
    let mut cells: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for (event, group) in set.event.iter().zip(groups) {
        if let Some(group) = group.filter(|_| counted[*event]) {
            *events.entry(*event).or_default() += 1.0;
            *sizes.entry(group).or_default() += 1.0;
            *cells.entry((*event, group)).or_default() += 1.0;
        }
    }
    let mut tally = Tally::default();
    for ((event, group), count) in cells {
        tally.precision += count * count / sizes[&group];
        tally.recall += count * count / events[&event];
        tally.articles += count;
    }
    tally
}

/// The file.
fn table(weights: &PairWeights) -> String {
    let columns = Column::ALL.map(|column| weights.column(column));
    let mut out = String::from(
        "# Weights of the pair score: what each feature of two articles adds to the log odds that they report one event.\n\
         # source: fitted on the development halves of seven public sets, see events.CARD.md\n\
         # licence: MIT OR Apache-2.0\n\
         # columns: feature, two texts, two bare headlines, texts in two languages, two bare headlines with an encoder,\n\
         #   two bare headlines of which one has no day, the same with an encoder\n",
    );
    let mut row = |name: &str, value: &dyn Fn(&Weights) -> f32| {
        out.push_str(name);
        // Four digits, and no minus before a nought.
        columns.iter().for_each(|column| write!(out, "\t{:.4}", value(column) + 0.0).expect("a string takes all"));
        out.push('\n');
    };
    row("constant", &|column| column.constant);
    for (at, name) in FEATURE_NAMES.iter().enumerate() {
        row(name, &|column| column.of[at]);
    }
    out
}
