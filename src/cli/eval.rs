//! `eval`: scores a stage against gold, with the tool's own output or with predictions from a file.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::cli::args::{Eval, Task};
use crate::cli::output::{self, Failure};
use crate::cli::{Outcome, session};
use crate::error::{Error, ErrorKind};
use crate::evaluate::rates::Rates;
use crate::evaluate::{alignment, attribution, compare, events, language, names, passives, reporting, similarity, statements};
use crate::ingest;
use crate::language::syntax::conllu;
use crate::pipeline::{self, Depth, Grouping, Options};
use crate::render::safe_text::clean;
use crate::report::ArticleEntry;

pub(crate) fn run(arguments: &Eval) -> Result<Outcome, Failure> {
    session::weights_of(arguments.weights.as_deref())?;
    let (text, figures) = match arguments.task {
        Task::Attribution => score_attribution(arguments)?,
        Task::Events => score_events(arguments)?,
        Task::Alignment => score_alignment(arguments)?,
        Task::Language => score_language(arguments)?,
        Task::Similarity => score_similarity(arguments)?,
        Task::Statements => score_statements(arguments)?,
        Task::Compare => score_compare(arguments)?,
    };
    output::to_stdout(|out| {
        if arguments.json {
            serde_json::to_writer_pretty(&mut *out, &figures)?;
            writeln!(out)
        } else {
            out.write_all(text.as_bytes())
        }
    })?;
    Ok(Outcome::Done)
}

fn read(path: &Path) -> Result<(String, String), Failure> {
    let place = path.display().to_string();
    let text = fs::read_to_string(path).map_err(|error| {
        Error::new(ErrorKind::Unreadable, &place, format!("cannot be read: {error}"), "give a file of JSON lines in UTF-8")
    })?;
    Ok((place, text))
}

fn score_attribution(arguments: &Eval) -> Result<(String, Value), Failure> {
    let (place, text) = read(&arguments.gold)?;
    let gold = attribution::read_gold(&text, &place)?;
    let predicted = match &arguments.predictions {
        Some(path) => {
            let (place, text) = read(path)?;
            attribution::read_predictions(&text, &place, &gold)?
        }
        None => own_attributions(&gold, &options(arguments)?),
    };
    let figures = attribution::score(&gold, &predicted);
    Ok((attribution::table(&figures), json!(figures)))
}

fn options(arguments: &Eval) -> Result<Options, Failure> {
    let mut options = session::with_encoder(arguments.encoder.as_deref())?;
    session::hear(&arguments.voices, &mut options);
    Ok(options)
}

/// What the tool itself finds in the gold texts. Gold has what is said, not what is said within it.
fn own_attributions(gold: &[attribution::GoldArticle], options: &Options) -> BTreeMap<String, Vec<attribution::Predicted>> {
    use rayon::prelude::*;
    gold.par_iter()
        .map(|line| {
            let article = ingest::article_from_text(&line.id, "", &line.text);
            let found = pipeline::prepare(&article, options).attributions;
            let outermost = found.into_iter().filter(|one| one.parent.is_none());
            let found = outermost.map(|one| attribution::Predicted { source: one.source, cue: one.cue, content: one.content });
            (line.id.clone(), found.collect())
        })
        .collect()
}

fn score_events(arguments: &Eval) -> Result<(String, Value), Failure> {
    let (place, text) = read(&arguments.gold)?;
    let gold = events::read_gold(&text, &place)?;
    let predicted = match &arguments.predictions {
        Some(path) => {
            let (place, text) = read(path)?;
            events::read_predictions(&text, &place)?
        }
        None if arguments.online => {
            let intake = ingest::read(std::slice::from_ref(&place), &Options::default().ingest);
            events::predict_online(intake.articles, &Options::default().event)
        }
        None => {
            let options = options(arguments)?;
            let report = pipeline::run(std::slice::from_ref(&place), &options, Grouping::ByEvent, Depth::Events, &|_| ());
            let cluster = |article: &ArticleEntry| article.event.clone().unwrap_or_else(|| format!("alone:{}", article.id));
            report.articles.iter().map(|article| events::Prediction { id: article.id.clone(), cluster: cluster(article) }).collect()
        }
    };
    let figures = events::score(&gold, &predicted);
    Ok((events_table(&figures), json!(figures)))
}

fn events_table(figures: &events::Figures) -> String {
    let row = |name: &str, values: [f64; 3]| {
        let [first, second, third] = values.map(|value| 100.0 * value);
        format!("{name:<12} {first:6.2}  {second:6.2}  {third:6.2}\n")
    };
    let of = |rates: Rates| [rates.precision, rates.recall, rates.f1];
    let v = figures.v_measure;
    let mut out = format!(
        "articles {} (missing {}, unknown {})   events {} ({} multi)   clusters {} ({} multi)\n{:<12} {:>6}  {:>6}  {:>6}\n",
        figures.articles,
        figures.missing,
        figures.unknown,
        figures.gold_events,
        figures.gold_multi,
        figures.groups,
        figures.groups_multi,
        "",
        "P/h",
        "R/c",
        "F1/V"
    );
    out += &row("b-cubed", of(figures.bcubed));
    out += &row("pairwise", of(figures.pairwise));
    out += &row("ceaf-e", of(figures.ceaf_e));
    out += &row("v-measure", [v.homogeneity, v.completeness, v.v]);
    out + &format!(
        "ari {:.2}   exact events: multi {:.2}, all {:.2}   mixed clusters {:.2}   split events {:.2}\n",
        100.0 * figures.ari,
        100.0 * figures.exact_multi,
        100.0 * figures.exact_all,
        100.0 * figures.mixed,
        100.0 * figures.split
    )
}

fn score_alignment(arguments: &Eval) -> Result<(String, Value), Failure> {
    let (place, text) = read(&arguments.gold)?;
    let gold = alignment::read_gold(&text, &place)?;
    let predicted = match &arguments.predictions {
        Some(path) => {
            let (place, text) = read(path)?;
            alignment::read_predictions(&text, &place)?
        }
        None => {
            let documents = arguments.documents.clone().unwrap_or_else(|| documents_beside(&arguments.gold));
            let (place, text) = read(&documents)?;
            let options = options(arguments)?.alignment;
            alignment::predict(&gold, &alignment::read_documents(&text, &place)?, &options)
        }
    };
    let figures = json!(alignment::score(&gold, &predicted)?);
    let mut lines = String::new();
    if let Value::Object(rows) = &figures {
        for (name, value) in rows {
            flat(name, value, &mut lines);
        }
    }
    Ok((lines, figures))
}

fn score_similarity(arguments: &Eval) -> Result<(String, Value), Failure> {
    let (place, text) = read(&arguments.gold)?;
    let gold = similarity::read_gold(&text, &place)?;
    let figures = json!(similarity::score(&gold, options(arguments)?.event.encoder));
    let mut lines = String::new();
    if let Value::Object(rows) = &figures {
        rows.iter().for_each(|(name, value)| flat(name, value, &mut lines));
    }
    Ok((lines, figures))
}

/// `propsegment.jsonl` speaks of the texts in `propsegment_docs.jsonl`.
fn documents_beside(gold: &Path) -> PathBuf {
    let stem = gold.file_stem().unwrap_or_default().to_string_lossy();
    gold.with_file_name(format!("{stem}_docs.jsonl"))
}

/// A figure a line, parts of a figure indented by their name.
fn flat(name: &str, value: &Value, lines: &mut String) {
    match value {
        Value::Object(parts) => parts.iter().for_each(|(part, value)| flat(&format!("{name} {part}"), value, lines)),
        Value::Array(parts) => parts.iter().enumerate().for_each(|(at, value)| flat(&format!("{name} [{at}]"), value, lines)),
        Value::Number(number) if number.is_f64() => *lines += &format!("{name:<34} {:.4}\n", number.as_f64().unwrap_or_default()),
        other => *lines += &format!("{name:<34} {other}\n"),
    }
}

fn score_statements(arguments: &Eval) -> Result<(String, Value), Failure> {
    if arguments.predictions.is_some() || arguments.documents.is_some() {
        let advice = "it runs the tool itself on the gold sentences";
        return Err(Error::new(ErrorKind::Usage, "eval statements", "takes no --predictions and no --documents", advice).into());
    }
    let (place, text) = read(&arguments.gold)?;
    let figures = json!(statements::score(&text, &place)?);
    let mut lines = String::new();
    if let Value::Object(parts) = &figures {
        parts.iter().for_each(|(name, value)| flat(name, value, &mut lines));
    }
    Ok((lines, figures))
}

/// Treebanks by their ending; of other files the first line says whether they are passives or attributions.
fn score_language(arguments: &Eval) -> Result<(String, Value), Failure> {
    if arguments.predictions.is_some() || arguments.documents.is_some() {
        let advice = "it runs the tool itself on the gold texts";
        return Err(Error::new(ErrorKind::Usage, "eval language", "takes no --predictions and no --documents", advice).into());
    }
    let mut files = vec![arguments.gold.clone()];
    if arguments.gold.is_dir() {
        let place = arguments.gold.display().to_string();
        let unreadable =
            |error: std::io::Error| Error::new(ErrorKind::Unreadable, &place, format!("cannot be read: {error}"), "give a folder");
        let entries = fs::read_dir(&arguments.gold).map_err(unreadable)?.collect::<Result<Vec<_>, _>>().map_err(unreadable)?;
        files = entries.iter().map(fs::DirEntry::path).filter(|path| path.to_string_lossy().ends_with(".dev.conllu")).collect();
        files.sort();
        if files.is_empty() {
            return Err(Error::new(ErrorKind::NotFound, place, "holds no *.dev.conllu file", "give the file itself").into());
        }
    }
    let (mut rows, mut lines, mut figures) = (Vec::new(), String::new(), Vec::new());
    for file in &files {
        let (place, text) = read(file)?;
        let entities = file.to_string_lossy().into_owned();
        if let Some(treebank) = entities.strip_suffix(".ner.conllu") {
            let (beside, plain) = read(Path::new(&format!("{treebank}.conllu")))?;
            let mut gold = conllu::read(&plain, &beside)?;
            conllu::take_names(&mut gold, &conllu::read(&text, &place)?);
            let value = json!(names::score(&gold));
            flat("names", &value, &mut lines);
            figures.push(value);
        } else if file.extension().is_some_and(|ending| ending == "conllu") {
            let name = file.file_stem().unwrap_or_default().to_string_lossy();
            rows.extend(language::score(&name, &conllu::read(&text, &place)?));
        } else {
            let value = if text.lines().next().is_some_and(|line| line.contains("\"passives\"")) {
                json!(passives::score(&text, &place)?)
            } else {
                json!(reporting::score(&attribution::read_gold(&text, &place)?))
            };
            if let Value::Object(parts) = &value {
                parts.iter().for_each(|(name, value)| flat(name, value, &mut lines));
            }
            figures.push(value);
        }
    }
    if !rows.is_empty() {
        lines += &language::table(&rows);
        figures.extend(rows.iter().map(|row| json!(row)));
    }
    Ok((lines, Value::Array(figures)))
}

fn score_compare(arguments: &Eval) -> Result<(String, Value), Failure> {
    if arguments.predictions.is_some() || arguments.documents.is_some() {
        let advice = "it runs the whole tool on the folder's articles";
        return Err(Error::new(ErrorKind::Usage, "eval compare", "takes no --predictions and no --documents", advice).into());
    }
    let (scores, _) = compare::evaluate(&arguments.gold, &options(arguments)?)?;
    let mut lines = String::new();
    let mut figures = serde_json::Map::new();
    for figure in scores.figures() {
        let unjudged = if figure.unjudged > 0 { format!("   ({} not judged)", figure.unjudged) } else { String::new() };
        lines += &format!("{:<34} {:.3}   {:.1} of {:.1}{unjudged}\n", figure.name, figure.value, figure.right, figure.of);
        let entry = json!({"value": figure.value, "right": figure.right, "of": figure.of, "unjudged": figure.unjudged});
        figures.insert(figure.name.to_owned(), entry);
    }
    if arguments.errors {
        for mistake in scores.mistakes() {
            let line = mistake.line.map_or_else(String::new, |line| format!(":{line}"));
            let (gold, predicted) = (clean(&mistake.gold), clean(&mistake.predicted));
            lines += &format!("{}\t{}{line}\tgold: {gold}\treport: {predicted}\n", mistake.measure.name(), clean(&mistake.place));
        }
    }
    Ok((lines, Value::Object(figures)))
}
