//! What the program says of itself: completions, man page, the report's schema.

use clap::CommandFactory;

use crate::cli::Outcome;
use crate::cli::args::{Arguments, Completions};
use crate::cli::output::{self, Failure};
use crate::report::Report;

pub(crate) fn completions(arguments: &Completions) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "rashomon", &mut script);
    output::to_stdout(|out| out.write_all(&script))?;
    Ok(Outcome::Done)
}

/// One page: the program, then each command with its options.
pub(crate) fn man() -> Result<Outcome, Failure> {
    let mut command = Arguments::command();
    command.build();
    output::to_stdout(|out| {
        clap_mangen::Man::new(command.clone()).render(out)?;
        for part in command.get_subcommands().filter(|part| part.get_name() != "help") {
            let page = clap_mangen::Man::new(part.clone());
            writeln!(out, ".SH \"{}\"", part.get_name().to_uppercase())?;
            page.render_description_section(out)?;
            page.render_synopsis_section(out)?;
            page.render_options_section(out)?;
        }
        Ok(())
    })?;
    Ok(Outcome::Done)
}

pub(crate) fn schema() -> Result<Outcome, Failure> {
    output::to_stdout(|out| {
        serde_json::to_writer_pretty(&mut *out, &Report::json_schema())?;
        writeln!(out)
    })?;
    Ok(Outcome::Done)
}
