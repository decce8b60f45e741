//! `events`: only the groups, each explained; with a state, today's articles beside yesterday's events.

use std::fs;
use std::io::{self, ErrorKind as IoErrorKind, Write};
use std::path::Path;

use serde::Serialize;

use crate::cli::args::{Events, Format};
use crate::cli::output::{self, Failure};
use crate::cli::{Outcome, session, style};
use crate::error::{Error, ErrorKind};
use crate::event::state::State;
use crate::language::encoder::Encoder;
use crate::pipeline::{self, Depth};
use crate::render::terminal;
use crate::report::Report;
use crate::report::continuation::ContinuationReport;

/// A line of the machine form.
#[derive(Serialize)]
struct Line<'run> {
    id: &'run str,
    cluster: &'run str,
}

pub(crate) fn run(arguments: &Events) -> Result<Outcome, Failure> {
    let options = session::options(&arguments.input, Some(&arguments.group))?;
    if let Some(file) = &arguments.state {
        return continued(arguments, &options, file);
    }
    let report = session::report(&arguments.input, Some(&arguments.group), &options, Depth::Events)?;
    match arguments.format {
        Format::Text => session::show(&arguments.input, &arguments.look, &report, terminal::events::write),
        Format::Jsonl => session::show(&arguments.input, &arguments.look, &report, |report, _, out| lines(report, out)),
    }
}

/// Adds the articles to the events of a state. The new state is written before anything is shown, and only if all went well.
fn continued(arguments: &Events, options: &pipeline::Options, file: &Path) -> Result<Outcome, Failure> {
    let place = file.display().to_string();
    let state = match fs::read_to_string(file) {
        Ok(text) => State::read(&text, &place)?,
        Err(error) if error.kind() == IoErrorKind::NotFound => State::default(),
        Err(error) => {
            let advice = "name a file that `events --state` wrote, or one that is not there";
            return Err(Error::new(ErrorKind::Unreadable, place, error.to_string(), advice).into());
        }
    };
    state.check_encoder(options.event.encoder.map(Encoder::digest), &place)?;
    let intake = session::intake(&arguments.input, options)?;
    let (report, state) = session::with_threads(&arguments.input, || pipeline::continue_events(intake, state, options))?;
    output::to_file(file, |out| state.write(out))?;
    let style = style::style(&arguments.look);
    output::to_stdout(|out| match arguments.format {
        Format::Text => terminal::continuation::write(&report, &style, out),
        Format::Jsonl => continued_lines(&report, out),
    })?;
    Ok(session::outcome(&arguments.input, report.skipped.len()))
}

fn write_line(id: &str, cluster: &str, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &Line { id, cluster })?;
    out.write_all(b"\n")
}

/// A line an article of this run, and of earlier ones that are in another event now.
fn continued_lines(report: &ContinuationReport, out: &mut dyn Write) -> io::Result<()> {
    report.moved.iter().try_for_each(|moved| write_line(&moved.article.id, &moved.to, out))?;
    report.events.iter().try_for_each(|event| event.new.iter().try_for_each(|article| write_line(&article.id, &event.name, out)))
}

/// A line an article; an article alone in its event makes a cluster of its own.
fn lines(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    report.articles.iter().try_for_each(|article| {
        let alone = format!("alone:{}", article.id);
        write_line(&article.id, article.event.as_deref().unwrap_or(&alone), out)
    })
}
