//! `explain`: why something in a report is what it is.

use std::fs;

use crate::cli::args::Explain;
use crate::cli::output::{self, Failure};
use crate::cli::{Outcome, style};
use crate::error::{Error, ErrorKind};
use crate::render::terminal;
use crate::report::{Report, SCHEMA};

pub(crate) fn run(arguments: &Explain) -> Result<Outcome, Failure> {
    let place = arguments.report.display().to_string();
    let advice = "write one with `rashomon compare PATH… --export report.json`";
    let bytes = fs::read(&arguments.report)
        .map_err(|error| Error::new(ErrorKind::Unreadable, &place, format!("cannot be read: {error}"), advice))?;
    let report: Report = serde_json::from_slice(&bytes)
        .map_err(|error| Error::new(ErrorKind::Format, &place, format!("is not a report: {error}"), advice))?;
    if report.schema != SCHEMA {
        let cause = format!("is a report of another form ({}); this program reads {SCHEMA}", report.schema);
        return Err(Error::new(ErrorKind::Format, &place, cause, advice).into());
    }
    let ids = matching(&report, &arguments.id);
    match ids.as_slice() {
        [] => {
            let advice = "ids stand in the report: f-… findings, c-… claims, k-… conflicts, s-… sources, e-… events";
            Err(Error::new(ErrorKind::Usage, &arguments.id, format!("there is no such id in {place}"), advice).into())
        }
        [id] => {
            let style = style::style(&arguments.look);
            output::to_stdout(|out| terminal::explain::write(&report, id, &style, out).map(|_| ()))?;
            Ok(Outcome::Done)
        }
        several => {
            let cause = format!("{} ids begin so", several.len());
            Err(Error::new(ErrorKind::Usage, &arguments.id, cause, format!("type more of it: {}", several.join(", "))).into())
        }
    }
}

/// The ids that begin with `prefix`; the whole id alone if it is one.
fn matching(report: &Report, prefix: &str) -> Vec<String> {
    let mut ids = Vec::new();
    for event in &report.events {
        ids.push(&event.id);
        ids.extend(event.claims.iter().map(|claim| &claim.id));
        ids.extend(event.conflicts.iter().map(|conflict| &conflict.id));
        ids.extend(event.sources.iter().map(|source| &source.id));
        ids.extend(event.findings.iter().map(|finding| &finding.id));
    }
    if let Some(exact) = ids.iter().find(|id| id.as_str() == prefix) {
        return vec![(*exact).clone()];
    }
    let mut found: Vec<String> = ids.into_iter().filter(|id| !prefix.is_empty() && id.starts_with(prefix)).cloned().collect();
    found.sort();
    found.dedup();
    found
}
