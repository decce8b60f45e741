//! `diff`: two articles side by side, whatever they report.

use crate::cli::args::Diff;
use crate::cli::output::{self, Failure};
use crate::cli::progress::Watcher;
use crate::cli::{Outcome, session, style};
use crate::error::{Error, ErrorKind};
use crate::pipeline::{self, Depth, Grouping};
use crate::render::terminal;

pub(crate) fn run(arguments: &Diff) -> Result<Outcome, Failure> {
    let mut options = session::options(&arguments.input, None)?;
    session::hear(&arguments.voices, &mut options);
    let intake = session::intake(&arguments.input, &options)?;
    if intake.articles.len() != 2 {
        let cause = format!("{} articles were read, two are needed", intake.articles.len());
        return Err(Error::new(ErrorKind::Usage, arguments.input.paths.join(" "), cause, "use `compare` for more than two").into());
    }
    let skipped = intake.skipped.len();
    let watcher = Watcher::new(arguments.input.quiet);
    let report = session::with_threads(&arguments.input, || {
        pipeline::compare(intake, &options, Grouping::AllTogether, Depth::Findings, &|step| watcher.step(step))
    })?;
    drop(watcher);
    let style = style::style(&arguments.look);
    let Some(event) = report.events.first() else {
        return Err(Error::new(ErrorKind::Format, arguments.input.paths.join(" "), "the two articles could not be compared", "").into());
    };
    output::to_stdout(|out| terminal::diff::write(&report, event, 0, 1, &style, out))?;
    Ok(session::outcome(&arguments.input, skipped))
}
