//! The `rashomon` binary: turns what the command line asked for into an exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    rashomon::cli::run(std::env::args_os())
}
