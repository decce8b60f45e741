//! `framing`: the lenses alone.

use crate::cli::args::Framing;
use crate::cli::output::{self, Failure};
use crate::cli::{Outcome, session, style};
use crate::pipeline::Depth;
use crate::render::terminal;

pub(crate) fn run(arguments: &Framing) -> Result<Outcome, Failure> {
    let options = session::options(&arguments.input, Some(&arguments.group))?;
    let report = session::report(&arguments.input, Some(&arguments.group), &options, Depth::Findings)?;
    let style = style::style(&arguments.look);
    output::to_stdout(|out| terminal::framing::write(&report, &style, out))?;
    Ok(session::outcome(&arguments.input, report.run.skipped.len()))
}
