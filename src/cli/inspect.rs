//! `inspect`: what a stage made of an article, a line a thing.

use std::io::{self, Write};

use crate::article::{Article, BlockKind, Completeness};
use crate::cli::args::{Inspect, InspectFormat, Stage};
use crate::cli::output::{self, Failure};
use crate::cli::{Outcome, inspect_language, session};
use crate::error::{Error, ErrorKind};
use crate::ingest::Intake;
use crate::pipeline::{self, Prepared};
use crate::render::safe_text::clean;
use crate::span::Span;

pub(crate) fn run(arguments: &Inspect) -> Result<Outcome, Failure> {
    let mut options = session::options(&arguments.input, None)?;
    session::hear(&arguments.voices, &mut options);
    let conllu = arguments.format == InspectFormat::Conllu;
    if conllu && !matches!(arguments.stage, Stage::Tokens | Stage::Sentences | Stage::Parse | Stage::Names) {
        let advice = "it is for tokens, sentences, parse and names";
        return Err(Error::new(ErrorKind::Usage, "--format conllu", "does not go with this stage", advice).into());
    }
    let intake = session::intake(&arguments.input, &options)?;
    if arguments.stage == Stage::Files {
        output::to_stdout(|out| files(&intake, out))?;
        return Ok(session::outcome(&arguments.input, intake.skipped.len()));
    }
    output::to_stdout(|out| {
        for article in &intake.articles {
            if !conllu {
                writeln!(out, "# {}", clean(&article.id))?;
            }
            let prepared = if arguments.stage == Stage::Article { Prepared::default() } else { pipeline::prepare(article, &options) };
            if conllu {
                inspect_language::conllu(article, &prepared.analysis, out)?;
            } else {
                show(arguments.stage, article, &prepared, out)?;
            }
        }
        Ok(())
    })?;
    Ok(session::outcome(&arguments.input, intake.skipped.len()))
}

fn show(stage: Stage, article: &Article, prepared: &Prepared, out: &mut dyn Write) -> io::Result<()> {
    let analysis = &prepared.analysis;
    let text = |span: Span| clean(span.of(&article.text));
    match stage {
        Stage::Files => Ok(()),
        Stage::Article => metadata(article, out),
        Stage::Sentences => analysis.sentences.iter().try_for_each(|sentence| line(out, sentence.span, "", &text(sentence.span))),
        Stage::Tokens => inspect_language::tokens(article, analysis, out),
        Stage::Parse => inspect_language::parses(article, analysis, out),
        Stage::Quotations => {
            let rows = analysis.quotations.iter();
            rows.into_iter().try_for_each(|quotation| line(out, quotation.span, &format!("{:?}", quotation.form), &text(quotation.inner)))
        }
        Stage::Names => analysis.names.iter().try_for_each(|name| line(out, name.span, &format!("{:?}", name.hint), &text(name.span))),
        Stage::Quantities => analysis.quantities.iter().try_for_each(|quantity| {
            let unit = match &quantity.unit {
                crate::language::Unit::Count(Some(term)) => format!("count of {}", analysis.terms[term.get()]),
                other => format!("{other:?}"),
            };
            let note = format!("{} ({}..{}) {:?} {unit}", quantity.value, quantity.low, quantity.high, quantity.approximator);
            line(out, quantity.span, &note, &text(quantity.span))
        }),
        Stage::Times => analysis.times.iter().try_for_each(|time| line(out, time.span, &format!("{:?}", time.value), &text(time.span))),
        Stage::Statements => prepared.statements.list.iter().try_for_each(|statement| {
            let parts: Vec<String> = statement.spans.iter().map(|span| text(*span)).collect();
            let terms: Vec<&str> = statement.tokens.iter().map(|token| analysis.term(&analysis.tokens[token.get()])).collect();
            line(out, statement.extent(), &format!("{:?} {:?}", statement.polarity, statement.certainty), &parts.join(" … "))?;
            writeln!(out, "\t\t\t[{}]", clean(&terms.join(" ")))
        }),
        Stage::Attributions => prepared.attributions.iter().try_for_each(|attribution| {
            let join = |spans: &[Span]| spans.iter().map(|span| text(*span)).collect::<Vec<_>>().join(" … ");
            let first = attribution.content.first().copied().unwrap_or_default();
            let note =
                format!("{:?} {:?} {:?} p={:.2}", attribution.kind, attribution.class, attribution.cue_class, attribution.probability);
            line(out, first, &note, &join(&attribution.content))?;
            let role = attribution.speaker.role.as_deref().unwrap_or("-");
            let speaker = format!("{} ({}, {:?})", clean(&attribution.speaker.label), clean(role), attribution.speaker.kind);
            writeln!(out, "\t\t\t[source: {} | cue: {} | speaker: {speaker}]", join(&attribution.source), join(&attribution.cue))
        }),
    }
}

/// What was read with its articles, what was skipped and why, what was left alone.
fn files(intake: &Intake, out: &mut dyn Write) -> io::Result<()> {
    for input in &intake.inputs {
        let articles = if input.articles == 1 { "1 article".to_owned() } else { format!("{} articles", input.articles) };
        writeln!(out, "read\t{}\t{articles}", clean(&input.path))?;
    }
    for skipped in &intake.skipped {
        let Error { place, cause, advice, .. } = &skipped.error;
        writeln!(out, "skipped\t{}\t{} ({})", clean(place), clean(cause), clean(advice))?;
    }
    for path in &intake.ignored {
        writeln!(out, "left alone\t{}\tno article", clean(path))?;
    }
    Ok(())
}

/// Positions (bytes of the text), a note, the words.
fn line(out: &mut dyn Write, span: Span, note: &str, words: &str) -> io::Result<()> {
    if note.is_empty() {
        return writeln!(out, "{}..{}\t{words}", span.start, span.end);
    }
    writeln!(out, "{}..{}\t{note}\t{words}", span.start, span.end)
}

fn metadata(article: &Article, out: &mut dyn Write) -> io::Result<()> {
    let known = |value: Option<&str>| value.map_or_else(|| "unknown".to_owned(), clean);
    writeln!(out, "outlet\t{} ({:?})", clean(&article.outlet.name), article.outlet.basis)?;
    writeln!(out, "date\t{}", known(article.published.day().map(|day| day.to_string()).as_deref()))?;
    writeln!(out, "address\t{}", known(article.url.as_deref()))?;
    writeln!(out, "authors\t{}", clean(&article.authors.join("; ")))?;
    writeln!(out, "language\t{}", clean(article.language.code()))?;
    let completeness = match article.completeness {
        Completeness::Whole => "whole".to_owned(),
        Completeness::Truncated(why) => format!("truncated: {why:?}"),
    };
    writeln!(out, "text\t{completeness}")?;
    let wire = article.wire.as_ref().map(|wire| format!("{} ({:?})", wire.agency, wire.sign));
    writeln!(out, "wire\t{}", wire.as_deref().map_or_else(|| "no sign of an agency".to_owned(), clean))?;
    for block in &article.blocks {
        let kind = match block.kind {
            BlockKind::Furniture(kind) => format!("left out: {kind:?}"),
            BlockKind::Caption => "left out: caption".to_owned(),
            kind => format!("{kind:?}").to_lowercase(),
        };
        line(out, block.span, &kind, &clean(block.span.of(&article.text)))?;
    }
    Ok(())
}
