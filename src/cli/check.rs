//! `check`: which articles report a claim, contradict it, or are silent.

use std::collections::HashMap;
use std::fs;
use std::io::Write;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::alignment::{Check as Verdict, CheckCoverage, Voice};
use crate::article::Article;
use crate::cli::args::{Check, Format};
use crate::cli::output::{self, Failure};
use crate::cli::{Outcome, session, style};
use crate::error::{Error, ErrorKind};
use crate::pipeline::{self, Options, Prepared, Question};
use crate::render::safe_text::clean;
use crate::render::terminal::{Glyphs, Style};

/// A claim to look for.
#[derive(Clone, Debug, Deserialize)]
struct Asked {
    id: String,
    text: String,
    /// The sentence that it was cut from.
    #[serde(default)]
    context: Option<String>,
    /// Look only in this article.
    #[serde(default)]
    article: Option<String>,
}

/// A line of the machine form: one claim in one article.
#[derive(Serialize)]
struct Line<'run> {
    id: &'run str,
    article: &'run str,
    coverage: &'static str,
    p_reported: f64,
    p_contradicted: f64,
    support: Option<Support<'run>>,
}

/// The passage that decided, or came nearest. Positions are bytes of the part.
#[derive(Serialize)]
struct Support<'run> {
    part: &'static str,
    start: u32,
    end: u32,
    text: &'run str,
}

pub(crate) fn run(arguments: &Check) -> Result<Outcome, Failure> {
    let asked = asked(arguments)?;
    let mut options = session::options(&arguments.input, None)?;
    session::hear(&arguments.voices, &mut options);
    let intake = session::intake(&arguments.input, &options)?;
    let articles = &intake.articles;
    let position: HashMap<&str, usize> = articles.iter().enumerate().map(|(index, article)| (article.id.as_str(), index)).collect();
    let mut wanted = Vec::new();
    for claim in &asked {
        match &claim.article {
            None => wanted.push((0..articles.len()).collect()),
            Some(id) => match position.get(id.as_str()) {
                Some(index) => wanted.push(vec![*index]),
                None => {
                    let cause = format!("names the article {id}, which is not among those read");
                    return Err(Error::new(
                        ErrorKind::Usage,
                        format!("claim {}", claim.id),
                        cause,
                        "ids are listed by `rashomon inspect article`",
                    )
                    .into());
                }
            },
        }
    }
    let verdicts = session::with_threads(&arguments.input, || answer(&asked, articles, &wanted, &options))?;
    let format = arguments.format.unwrap_or(if arguments.claims.is_some() { Format::Jsonl } else { Format::Text });
    match format {
        Format::Jsonl => output::to_stdout(|out| lines(&asked, articles, &verdicts, out))?,
        Format::Text => {
            let style = style::style(&arguments.look);
            output::to_stdout(|out| text(&asked, articles, &verdicts, &style, out))?;
        }
    }
    Ok(session::outcome(&arguments.input, intake.skipped.len()))
}

/// The claims that were typed, then those of the file.
fn asked(arguments: &Check) -> Result<Vec<Asked>, Failure> {
    let typed = arguments.claim.iter().enumerate();
    let mut asked: Vec<Asked> =
        typed.map(|(index, text)| Asked { id: format!("claim-{}", index + 1), text: text.clone(), context: None, article: None }).collect();
    if let Some(path) = &arguments.claims {
        let place = path.display().to_string();
        let text = fs::read_to_string(path)
            .map_err(|error| Error::new(ErrorKind::Unreadable, &place, format!("cannot be read: {error}"), "give a file of JSON lines"))?;
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let claim: Asked = serde_json::from_str(line).map_err(|error| {
                let advice = "a line is {\"id\",\"text\"}, with \"context\" and \"article\" if need be";
                Error::new(ErrorKind::Format, format!("{place}:{}", index + 1), format!("is not a claim: {error}"), advice)
            })?;
            asked.push(claim);
        }
    }
    if let Some(empty) = asked.iter().find(|claim| claim.text.trim().is_empty()) {
        return Err(Error::new(ErrorKind::Usage, format!("claim {}", empty.id), "has no text", "say what to look for").into());
    }
    if asked.is_empty() {
        return Err(Error::new(ErrorKind::Usage, "--claims", "the file holds no claim", "a JSON object a line: {\"id\",\"text\"}").into());
    }
    Ok(asked)
}

/// For each claim, its articles with what each says.
fn answer(asked: &[Asked], articles: &[Article], wanted: &[Vec<usize>], options: &Options) -> Vec<Vec<(usize, Verdict)>> {
    let mut needed = vec![false; articles.len()];
    for index in wanted.iter().flatten() {
        needed[*index] = true;
    }
    let prepared: Vec<Prepared> = articles
        .par_iter()
        .zip(needed)
        .map(|(article, needed)| if needed { pipeline::prepare(article, options) } else { Prepared::default() })
        .collect();
    asked
        .par_iter()
        .zip(wanted)
        .map(|(claim, wanted)| {
            let question = Question::new(&claim.text, claim.context.as_deref(), options);
            wanted.iter().map(|index| (*index, question.ask(&articles[*index], &prepared[*index], options))).collect()
        })
        .collect()
}

fn coverage_name(coverage: CheckCoverage) -> &'static str {
    match coverage {
        CheckCoverage::Reported => "reported",
        CheckCoverage::Contradicted => "contradicted",
        CheckCoverage::Unclear => "unclear",
        CheckCoverage::Absent => "absent",
        CheckCoverage::Unknown => "unknown",
    }
}

fn lines(asked: &[Asked], articles: &[Article], verdicts: &[Vec<(usize, Verdict)>], out: &mut dyn Write) -> std::io::Result<()> {
    for (claim, verdicts) in asked.iter().zip(verdicts) {
        for (index, verdict) in verdicts {
            let article = &articles[*index];
            let support = verdict.nearest.map(|nearest| {
                let (part, span) = article.locate(nearest.span);
                Support { part: part.name(), start: span.start, end: span.end, text: nearest.span.of(&article.text) }
            });
            let line = Line {
                id: &claim.id,
                article: &article.id,
                coverage: coverage_name(verdict.coverage),
                p_reported: verdict.probability_reported,
                p_contradicted: verdict.probability_contradicted,
                support,
            };
            serde_json::to_writer(&mut *out, &line)?;
            out.write_all(b"\n")?;
        }
    }
    Ok(())
}

/// For each claim: who reports it, contradicts it, comes near it, is silent, each with the passage that decided.
fn text(
    asked: &[Asked],
    articles: &[Article],
    verdicts: &[Vec<(usize, Verdict)>],
    style: &Style,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    for (position, (claim, verdicts)) in asked.iter().zip(verdicts).enumerate() {
        if position > 0 {
            writeln!(out)?;
        }
        paragraph(out, style, "", &format!("Claim: {}", clean(&claim.text)))?;
        for (coverage, heading) in SECTIONS {
            let held: Vec<&(usize, Verdict)> = verdicts.iter().filter(|(_, verdict)| verdict.coverage == coverage).collect();
            if held.is_empty() {
                continue;
            }
            writeln!(out, "\n{heading} ({})", held.len())?;
            for (index, verdict) in held {
                answer_text(&articles[*index], verdict, style, out)?;
            }
        }
    }
    Ok(())
}

/// The order in which answers are shown.
const SECTIONS: [(CheckCoverage, &str); 5] = [
    (CheckCoverage::Reported, "Reported"),
    (CheckCoverage::Contradicted, "Another figure, or the opposite"),
    (CheckCoverage::Unclear, "Not clearly found"),
    (CheckCoverage::Absent, "Not found"),
    (CheckCoverage::Unknown, "Unknown: the text is cut or cannot be analysed"),
];

fn answer_text(article: &Article, verdict: &Verdict, style: &Style, out: &mut dyn Write) -> std::io::Result<()> {
    let voice = if matches!(verdict.voice, Voice::Source(_)) { ", in a source's mouth" } else { "" };
    let probability = match verdict.coverage {
        CheckCoverage::Contradicted => format!("p contradicted {:.2}{voice}", verdict.probability_contradicted),
        CheckCoverage::Reported => format!("p reported {:.2}{voice}", verdict.probability_reported),
        _ => format!("p reported {:.2}", verdict.probability_reported),
    };
    paragraph(out, style, "  ", &format!("{} [{}] {probability}", clean(&article.outlet.name), clean(&article.id)))?;
    if let Some(nearest) = verdict.nearest {
        let label = match verdict.coverage {
            CheckCoverage::Reported | CheckCoverage::Contradicted => "",
            _ => "nearest: ",
        };
        let (open, close) = if style.glyphs == Glyphs::Ascii { ("\"", "\"") } else { ("\u{201c}", "\u{201d}") };
        paragraph(out, style, "      ", &format!("{label}{open}{}{close}", clean(nearest.span.of(&article.text))))?;
    }
    Ok(())
}

fn paragraph(out: &mut dyn Write, style: &Style, indent: &str, text: &str) -> std::io::Result<()> {
    let options = textwrap::Options::new(style.width).initial_indent(indent).subsequent_indent(indent);
    textwrap::wrap(text, options).iter().try_for_each(|line| writeln!(out, "{line}"))
}
