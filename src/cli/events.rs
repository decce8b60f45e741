//! `events`: only the groups, each explained.

use std::io::Write;

use serde::Serialize;

use crate::cli::args::{Events, Format};
use crate::cli::output::{self, Failure};
use crate::cli::{Outcome, session, style};
use crate::pipeline::Depth;
use crate::render::terminal;
use crate::report::Report;

/// A line of the machine form.
#[derive(Serialize)]
struct Line<'run> {
    id: &'run str,
    cluster: &'run str,
}

pub(crate) fn run(arguments: &Events) -> Result<Outcome, Failure> {
    let options = session::options(&arguments.input, Some(&arguments.group))?;
    let report = session::report(&arguments.input, Some(&arguments.group), &options, Depth::Events)?;
    match arguments.format {
        Format::Text => {
            let style = style::style(&arguments.look);
            output::to_stdout(|out| terminal::events::write(&report, &style, out))?;
        }
        Format::Jsonl => output::to_stdout(|out| lines(&report, out))?,
    }
    Ok(session::outcome(&arguments.input, report.run.skipped.len()))
}

/// A line an article; an article alone in its event makes a cluster of its own.
fn lines(report: &Report, out: &mut dyn Write) -> std::io::Result<()> {
    for article in &report.articles {
        let alone = format!("alone:{}", article.id);
        let line = Line { id: &article.id, cluster: article.event.as_deref().unwrap_or(&alone) };
        serde_json::to_writer(&mut *out, &line)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
