//! The command line: the only part that prints and chooses exit codes.
//!
//! Standard output is the report and nothing else; progress, warnings and errors go to standard error.

mod args;
mod check;
mod compare;
mod diff;
mod eval;
mod events;
mod explain;
mod framing;
mod grouping;
mod inspect;
mod inspect_language;
mod output;
mod own;
mod progress;
mod quotes;
mod session;
mod style;
#[cfg(feature = "train")]
mod train;

use std::ffi::OsString;
use std::io::ErrorKind as IoErrorKind;
use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind as ClapError;

use crate::cli::args::{Arguments, Command};
use crate::cli::output::Failure;

/// Exit code of wrong use, unreadable input, failed output.
const FAILED: u8 = 2;

/// How a command that did its work ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Outcome {
    /// Nothing to complain about.
    Done,
    /// There are findings, and the user asked to be told by exit code.
    Findings,
    /// Some input could not be read.
    Skipped,
}

/// Runs the program with these arguments, the first of which is the program's name.
#[must_use]
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(args) {
        Ok(arguments) => arguments,
        Err(error) => {
            let printed = error.print();
            return match (error.kind(), printed) {
                (ClapError::DisplayHelp | ClapError::DisplayVersion, Ok(())) => ExitCode::SUCCESS,
                // Whoever reads our help has had enough.
                (_, Err(error)) if error.kind() == IoErrorKind::BrokenPipe => ExitCode::SUCCESS,
                _ => ExitCode::from(FAILED),
            };
        }
    };
    match dispatch(arguments.command) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Ok(Outcome::Skipped) => ExitCode::from(FAILED),
        Err(Failure::ClosedPipe) => ExitCode::SUCCESS,
        Err(Failure::Error(error)) => {
            output::complain(&format!("error: {error}"));
            ExitCode::from(FAILED)
        }
    }
}

fn dispatch(command: Command) -> Result<Outcome, Failure> {
    match command {
        Command::Compare(arguments) => compare::run(&arguments),
        Command::Events(arguments) => events::run(&arguments),
        Command::Quotes(arguments) => quotes::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Framing(arguments) => framing::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Inspect(arguments) => inspect::run(&arguments),
        Command::Eval(arguments) => eval::run(&arguments),
        #[cfg(feature = "train")]
        Command::Train(arguments) => train::run(&arguments),
        Command::Completions(arguments) => own::completions(&arguments),
        Command::Man => own::man(),
        Command::Schema => own::schema(),
    }
}
