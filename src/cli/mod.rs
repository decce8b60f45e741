//! The command line: the only part that prints and chooses exit codes.

use std::ffi::OsString;
use std::process::ExitCode;

/// Runs the program with these arguments.
#[must_use]
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let _ = args.into_iter().count();
    ExitCode::SUCCESS
}
