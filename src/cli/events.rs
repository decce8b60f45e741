//! `events`: only the groups, each explained.

use std::io::Write;

use serde::Serialize;

use crate::cli::args::{Events, Format};
use crate::cli::output::Failure;
use crate::cli::{Outcome, session};
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
        Format::Text => session::show(&arguments.input, &arguments.look, &report, terminal::events::write),
        Format::Jsonl => session::show(&arguments.input, &arguments.look, &report, |report, _, out| lines(report, out)),
    }
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
