//! `explain`: why something in a report is what it is.

use std::collections::BTreeMap;
use std::fs;

use crate::article::Article;
use crate::cli::args::Explain;
use crate::cli::output::{self, Failure};
use crate::cli::{Outcome, style};
use crate::error::{Error, ErrorKind};
use crate::event::{self, EventOptions};
use crate::ingest::{self, IngestOptions};
use crate::render::terminal;
use crate::report::pair::{self, Standing};
use crate::report::{Report, SCHEMA};
use crate::span::ArticleIndex;

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
    if let Some(other) = &arguments.other {
        return pair(arguments, &report, other);
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

/// Why two articles are or are not in one event. The report does not hold all texts, so its files are read again.
fn pair(arguments: &Explain, report: &Report, other: &str) -> Result<Outcome, Failure> {
    let place = arguments.report.display().to_string();
    let paths: Vec<String> = report.run.inputs.iter().map(|input| input.path.clone()).collect();
    let read = ingest::read(&paths, &IngestOptions::default()).articles;
    let mut by_id: BTreeMap<String, Article> = read.into_iter().map(|article| (article.id.clone(), article)).collect();
    // The same articles as then, by their texts; what was left out stays out.
    let articles: Vec<Article> = report
        .articles
        .iter()
        .map(|entry| {
            let same = by_id.remove(&entry.id).filter(|article| article.digest.hex() == entry.sha256);
            same.ok_or_else(|| {
                let cause = format!("the text of article \"{}\" is not in {} any more", entry.id, entry.path);
                Error::new(ErrorKind::NotFound, &place, cause, "run the comparison again, in the folder where it was run")
            })
        })
        .collect::<Result<_, _>>()?;
    let index = |id: &str| {
        let found = articles.iter().position(|article| article.id == id);
        let cause = format!("there is no such article in {place}");
        found.ok_or_else(|| Error::new(ErrorKind::Usage, id, cause, "`rashomon events --format jsonl` lists the ids of articles"))
    };
    let (left, right) = (index(&arguments.id)?, index(other)?);
    if left == right {
        return Err(Error::new(ErrorKind::Usage, other, "is the same article twice", "name two articles").into());
    }
    let options = EventOptions { granularity: report.run.options.granularity, ..EventOptions::default() };
    let (events, reasons) = event::explain_pair(&articles, ArticleIndex::new(left), ArticleIndex::new(right), &options);
    let together =
        events.iter().any(|event| event.articles.contains(&ArticleIndex::new(left)) && event.articles.contains(&ArticleIndex::new(right)));
    let standing = if together { Standing::Together } else { Standing::Apart };
    let explained = pair::build([&articles[left], &articles[right]], standing, reasons, options.granularity);
    let style = style::style(&arguments.look);
    output::to_stdout(|out| terminal::pair::write(&explained, &style, out))?;
    Ok(Outcome::Done)
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
