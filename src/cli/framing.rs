//! `framing`: the lenses alone.

use crate::cli::args::Framing;
use crate::cli::output::Failure;
use crate::cli::{Outcome, session};
use crate::pipeline::Depth;
use crate::render::terminal;

pub(crate) fn run(arguments: &Framing) -> Result<Outcome, Failure> {
    let mut options = session::options(&arguments.input, Some(&arguments.group))?;
    session::hear(&arguments.voices, &mut options);
    let report = session::report(&arguments.input, Some(&arguments.group), &options, Depth::Findings)?;
    session::show(&arguments.input, &arguments.look, &report, terminal::framing::write)
}
