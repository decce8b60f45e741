//! A bar on standard error for work that takes over a second; never when it is not a terminal.

use std::io::IsTerminal;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::pipeline::Step;

/// Work shorter than this shows no bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// Shows what the pipeline does.
pub(crate) struct Watcher {
    started: Instant,
    bar: Option<ProgressBar>,
    /// What is being done; the bar appears at the first step after the patience is over.
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    label: String,
    total: usize,
    done: usize,
}

impl Watcher {
    pub(crate) fn new(quiet: bool) -> Self {
        let bar = (!quiet && std::io::stderr().is_terminal()).then(|| {
            let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr_with_hz(10));
            if let Ok(style) = ProgressStyle::with_template("{msg} {pos}/{len}") {
                bar.set_style(style);
            }
            bar
        });
        Self { started: Instant::now(), bar, state: Mutex::new(State::default()) }
    }

    pub(crate) fn step(&self, step: Step) {
        let Some(bar) = &self.bar else { return };
        let Ok(mut state) = self.state.lock() else { return };
        let begin = |label: &str, total: usize| State { label: label.to_owned(), total, done: 0 };
        match step {
            Step::Reading => *state = begin("reading", 0),
            Step::Grouping(articles) => *state = begin("grouping articles", articles),
            Step::Analysing(articles) => *state = begin("analysing articles", articles),
            Step::Comparing(events) => *state = begin("comparing events", events),
            Step::ArticleDone | Step::EventDone => state.done += 1,
        }
        if self.started.elapsed() >= PATIENCE {
            bar.set_message(state.label.clone());
            bar.set_length(state.total as u64);
            bar.set_position(state.done as u64);
        }
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
