//! `compare`: the main job.

use std::path::{Path, PathBuf};

use crate::alignment::ClaimOrder;
use crate::cli::args::{ClaimsBy, Compare};
use crate::cli::output::{self, Failure};
use crate::cli::{Outcome, session, style};
use crate::error::{Error, ErrorKind};
use crate::pipeline::Depth;
use crate::render::csv::Bom;
use crate::render::terminal::Detail;
use crate::render::{csv, json, markdown, terminal};
use crate::report::Report;

/// A form in which the report can be written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Form {
    Json,
    Markdown,
    Csv,
}

impl Form {
    const ALL: [(&'static str, Self); 3] = [("json", Self::Json), ("md", Self::Markdown), ("csv", Self::Csv)];

    fn named(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, form)| *form)
    }
}

/// Where a form goes.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Target {
    Stdout,
    File(PathBuf),
}

pub(crate) fn run(arguments: &Compare) -> Result<Outcome, Failure> {
    let exports = arguments.export.iter().map(|export| parse(export)).collect::<Result<Vec<_>, _>>()?;
    if exports.iter().filter(|(_, target)| *target == Target::Stdout).count() > 1 {
        return Err(
            Error::new(ErrorKind::Usage, "--export", "two formats cannot share standard output", "send one of them to a file").into()
        );
    }
    let mut options = session::options(&arguments.input, Some(&arguments.group))?;
    session::hear(&arguments.voices, &mut options);
    options.alignment.order = match arguments.claims_by {
        ClaimsBy::Salience => ClaimOrder::Salience,
        ClaimsBy::Checkworthiness => ClaimOrder::Checkworthiness,
    };
    let report = session::report(&arguments.input, Some(&arguments.group), &options, Depth::Findings)?;
    let mut stdout_taken = false;
    for (form, target) in &exports {
        match target {
            Target::File(path) => output::to_file(path, |out| write(&report, *form, arguments, out))?,
            Target::Stdout => {
                stdout_taken = true;
                output::to_stdout(|out| write(&report, *form, arguments, out))?;
            }
        }
    }
    if !stdout_taken {
        let style = style::style(&arguments.look);
        output::to_stdout(|out| terminal::write(&report, &style, out))?;
    }
    let found = report.events.iter().any(|event| !event.findings.is_empty());
    match session::outcome(&arguments.input, report.run.skipped.len()) {
        Outcome::Done if found && arguments.exit_code => Ok(Outcome::Findings),
        outcome => Ok(outcome),
    }
}

fn write(report: &Report, form: Form, arguments: &Compare, out: &mut dyn std::io::Write) -> std::io::Result<()> {
    match form {
        Form::Json => json::write(report, out),
        Form::Markdown => markdown::write(report, Detail::All, style::copies(&arguments.look), out),
        Form::Csv => csv::write(report, if arguments.bom { Bom::With } else { Bom::Without }, out),
    }
}

/// `report.json`, `csv=report.txt`, `json=-`.
fn parse(export: &str) -> Result<(Form, Target), Failure> {
    let (form, place) = match export.split_once('=') {
        Some((name, place)) if Form::named(name).is_some() => (Form::named(name), place),
        _ => (Path::new(export).extension().and_then(|ending| Form::named(&ending.to_string_lossy())), export),
    };
    let known = || Form::ALL.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    let Some(form) = form else {
        let advice = format!("end the name in one of .{}, or write FORMAT=FILE", known().replace(", ", ", ."));
        return Err(Error::new(ErrorKind::Usage, format!("--export {export}"), "no format that is known", advice).into());
    };
    if place.is_empty() {
        return Err(Error::new(
            ErrorKind::Usage,
            format!("--export {export}"),
            "no file is named",
            "write FORMAT=FILE, or FORMAT=- for standard output",
        )
        .into());
    }
    Ok((form, if place == "-" { Target::Stdout } else { Target::File(PathBuf::from(place)) }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_format_comes_from_the_ending_or_is_named() {
        assert_eq!(parse("a/b.JSON").ok(), Some((Form::Json, Target::File(PathBuf::from("a/b.JSON")))));
        assert_eq!(parse("csv=out=1.txt").ok(), Some((Form::Csv, Target::File(PathBuf::from("out=1.txt")))));
        assert_eq!(parse("md=-").ok(), Some((Form::Markdown, Target::Stdout)));
        assert_eq!(parse("odd=name.md").ok(), Some((Form::Markdown, Target::File(PathBuf::from("odd=name.md")))));
    }

    #[test]
    fn an_unknown_format_or_an_empty_name_is_refused() {
        for wrong in ["report.pdf", "report", "-", "json="] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
