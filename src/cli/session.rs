//! From what was typed to a run of the pipeline: options, threads, progress, what was skipped.

use std::io::Write;
use std::path::Path;

use crate::attribution::{AttributionCare, AttributionMethod};
use crate::cli::args::{Group, Input, Look, Method, Voices};
use crate::cli::output::{self, Failure, complain};
use crate::cli::progress::Watcher;
use crate::cli::{Outcome, grouping, style};
use crate::error::{Error, ErrorKind, Warning, WarningCode};
use crate::ingest::selection::Selection;
use crate::ingest::{self, Intake};
use crate::language::encoder::Encoder;
use crate::pipeline::{self, Depth, Grouping, Options, Step};
use crate::render::terminal::Style;
use crate::report::Report;
use crate::weights;

/// Fields that `--field` can place.
const FIELDS: [&str; 8] = ["title", "text", "outlet", "date", "url", "author", "language", "id"];

/// Options of the stages from what was typed.
pub(crate) fn options(input: &Input, group: Option<&Group>) -> Result<Options, Failure> {
    weights_of(input.weights.as_deref())?;
    let mut options = with_encoder(input.encoder.as_deref())?;
    for field in &input.field {
        let Some((name, from)) = field.split_once('=').filter(|(name, from)| !name.is_empty() && !from.is_empty()) else {
            return Err(Error::new(ErrorKind::Usage, format!("--field {field}"), "is not NAME=FIELD", "as in --field text=body").into());
        };
        if !FIELDS.contains(&name) {
            let advice = format!("one of {}", FIELDS.join(", "));
            return Err(Error::new(ErrorKind::Usage, format!("--field {field}"), format!("there is no field {name}"), advice).into());
        }
        options.ingest.fields.push((name.to_owned(), from.to_owned()));
    }
    if let Some(group) = group {
        options.event.granularity = group.granularity.unwrap_or(options.event.granularity);
        options.topics.clone_from(&group.about);
        options.selection = Selection { since: group.since, until: group.until, outlets: group.outlet.clone() };
        if group.since.zip(group.until).is_some_and(|(since, until)| since > until) {
            return Err(Error::new(ErrorKind::Usage, "--since", "is after --until", "swap the two days").into());
        }
    }
    Ok(options)
}

/// Adds how attributions are found.
pub(crate) fn hear(voices: &Voices, options: &mut Options) {
    options.attribution.method = match voices.attribution {
        Method::Learned => AttributionMethod::Learned,
        Method::Rules => AttributionMethod::Rules,
    };
    options.attribution.care = if voices.precision { AttributionCare::Precise } else { AttributionCare::Balanced };
}

/// Takes the weights of a folder, if one is named.
pub(crate) fn weights_of(folder: Option<&Path>) -> Result<(), Error> {
    folder.map_or(Ok(()), weights::use_folder)
}

/// Options with the encoder of a folder, if one is named. It stays for the rest of the run.
pub(crate) fn with_encoder(folder: Option<&Path>) -> Result<Options, Failure> {
    let mut options = Options::default();
    if let Some(folder) = folder {
        let encoder: &'static Encoder = Box::leak(Box::new(Encoder::load(folder)?));
        options.event.encoder = Some(encoder);
        options.alignment.encoder = Some(encoder);
    }
    Ok(options)
}

/// Runs `work` on as many threads as were asked for.
pub(crate) fn with_threads<T: Send>(input: &Input, work: impl FnOnce() -> T + Send) -> Result<T, Failure> {
    let Some(threads) = input.threads else { return Ok(work()) };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(usize::from(threads)).build().map_err(|error| {
        Error::new(ErrorKind::Usage, format!("--threads {threads}"), format!("threads could not be started: {error}"), "ask for fewer")
    })?;
    Ok(pool.install(work))
}

/// How articles come to be in one event, as it was typed.
pub(crate) fn grouping(group: Option<&Group>) -> Result<Grouping, Failure> {
    Ok(match group {
        Some(Group { one_event: true, .. }) => Grouping::AllTogether,
        Some(Group { events: Some(file), .. }) => Grouping::Given(grouping::read(file)?),
        _ => Grouping::ByEvent,
    })
}

/// Reads and compares.
pub(crate) fn report(input: &Input, group: Option<&Group>, options: &Options, depth: Depth) -> Result<Report, Failure> {
    let grouping = grouping(group)?;
    let watcher = Watcher::new(input.quiet);
    let (report, ignored) = with_threads(input, || -> Result<_, Error> {
        watcher.step(Step::Reading);
        let mut intake = read(input, options)?;
        let ignored = std::mem::take(&mut intake.ignored);
        Ok((pipeline::compare(intake, options, grouping, depth, &|step| watcher.step(step)), ignored))
    })??;
    drop(watcher);
    tell_ignored(input, ignored.len());
    tell_skipped(input, &report.run.skipped);
    tell_warnings(input, &report.warnings);
    if report.articles.is_empty() && report.run.left_out.is_none() {
        return Err(nothing_read(input));
    }
    Ok(report)
}

/// Reads what takes part.
fn read(input: &Input, options: &Options) -> Result<Intake, Error> {
    let mut intake = ingest::read(&input.paths, &options.ingest);
    intake.left_out = options.selection.apply(&mut intake.articles)?;
    Ok(intake)
}

/// Reads without comparing.
pub(crate) fn intake(input: &Input, options: &Options) -> Result<Intake, Failure> {
    let intake = with_threads(input, || read(input, options))??;
    tell_ignored(input, intake.ignored.len());
    let skipped: Vec<Error> = intake.skipped.iter().map(|skipped| skipped.error.clone()).collect();
    tell_skipped(input, &skipped);
    tell_warnings(input, &intake.warnings);
    if intake.articles.is_empty() && intake.left_out.total() == 0 {
        return Err(nothing_read(input));
    }
    Ok(intake)
}

/// Files of folders that are no articles are counted; `inspect files` lists them.
fn tell_ignored(input: &Input, count: usize) {
    if count > 0 && !input.quiet {
        let files =
            if count == 1 { "1 file that is no article was".to_owned() } else { format!("{count} files that are no articles were") };
        complain(&format!("note: {files} left alone (`rashomon inspect files` lists them)"));
    }
}

fn tell_skipped(input: &Input, skipped: &[Error]) {
    if !input.quiet {
        for error in skipped {
            complain(&format!("skipped {error}"));
        }
    }
}

/// Warnings that the terminal report does not show by itself: those about what was read.
fn tell_warnings(input: &Input, warnings: &[Warning]) {
    if input.quiet {
        return;
    }
    for warning in warnings {
        if !matches!(warning.code, WarningCode::NoDate | WarningCode::TruncatedText | WarningCode::UnsupportedLanguage) {
            complain(&format!("warning: {}: {}", warning.place, warning.message));
        }
    }
}

fn nothing_read(input: &Input) -> Failure {
    let advice = "give files, folders or patterns with .txt, .md, .html, .json or .jsonl articles";
    Error::new(ErrorKind::NotFound, input.paths.join(" "), "no article could be read", advice).into()
}

/// Shows a report in the terminal's form; how the run ends.
pub(crate) fn show(
    input: &Input,
    look: &Look,
    report: &Report,
    write: impl FnOnce(&Report, &Style, &mut dyn Write) -> std::io::Result<()>,
) -> Result<Outcome, Failure> {
    let style = style::style(look);
    output::to_stdout(|out| write(report, &style, out))?;
    Ok(outcome(input, report.run.skipped.len()))
}

/// How a run that did its work ends.
pub(crate) fn outcome(input: &Input, skipped: usize) -> Outcome {
    if skipped > 0 && !input.allow_skipped { Outcome::Skipped } else { Outcome::Done }
}
