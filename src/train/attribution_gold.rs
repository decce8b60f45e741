//! Articles with gold attributions, as words of their own analysis.

use std::fs;
use std::path::Path;

use rayon::prelude::*;
use serde_json::Value;

use crate::attribution::learned::scene::Scene;
use crate::attribution::view::View;
use crate::error::{Error, ErrorKind};
use crate::ingest;
use crate::language::{self, LanguageDepth, LanguageOptions};
use crate::span::Span;

/// Words of one gold attribution.
#[derive(Clone, Debug, Default)]
pub(crate) struct GoldAttribution {
    pub(crate) source: Vec<usize>,
    pub(crate) cue: Vec<usize>,
    pub(crate) content: Vec<usize>,
}

/// An article.
pub(crate) struct GoldScene {
    pub(crate) scene: Scene,
    pub(crate) attributions: Vec<GoldAttribution>,
    /// Words of navigation and adverts, which nobody annotated.
    pub(crate) discarded: Vec<bool>,
}

/// Reads JSON lines in the form of `eval attribution`, with positions in bytes (`source_b` and so on).
///
/// # Errors
/// [`ErrorKind::Unreadable`] if the file cannot be read, [`ErrorKind::Format`] if a line has no text or no attributions.
pub(crate) fn read(path: &Path) -> Result<Vec<GoldScene>, Error> {
    let place = path.display().to_string();
    let content = fs::read_to_string(path).map_err(|error| {
        Error::new(ErrorKind::Unreadable, &place, error.to_string(), "give a file of JSON lines with gold attributions")
    })?;
    let lines: Vec<(usize, &str)> = content.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).collect();
    lines
        .par_iter()
        .map(|(number, line)| {
            let lacks = || {
                Error::new(ErrorKind::Format, format!("{place}:{}", number + 1), "has no text or no attributions", "see eval attribution")
            };
            let row: Value = serde_json::from_str(line).map_err(|_| lacks())?;
            let text = row.get("text").and_then(Value::as_str).ok_or_else(lacks)?;
            let gold = row.get("attributions").and_then(Value::as_array).ok_or_else(lacks)?;
            Ok(scene(text, gold, &row))
        })
        .collect()
}

fn scene(text: &str, gold: &[Value], row: &Value) -> GoldScene {
    let article = ingest::article_from_text("gold", "", text);
    let analysis = language::analyse(&article, &LanguageOptions { depth: LanguageDepth::Full, ..LanguageOptions::default() });
    let view = View::new(&article, &analysis);
    let under = |one: &Value, field: &str| -> Vec<usize> {
        let spans = spans(one, field);
        (0..view.words.len()).filter(|at| spans.iter().any(|span| span.overlaps(view.words[*at].span))).collect()
    };
    let attributions = gold
        .iter()
        .map(|one| GoldAttribution { source: under(one, "source_b"), cue: under(one, "cue_b"), content: under(one, "content_b") })
        .filter(|one| !one.cue.is_empty() && !one.content.is_empty())
        .collect();
    let mut discarded = vec![false; view.words.len()];
    for at in under(row, "discard_b") {
        discarded[at] = true;
    }
    GoldScene { scene: Scene::new(&view), attributions, discarded }
}

fn spans(one: &Value, field: &str) -> Vec<Span> {
    let number = |value: &Value| usize::try_from(value.as_u64()?).ok();
    let pairs = one.get(field).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    pairs.iter().filter_map(|pair| Some(Span::new(number(pair.get(0)?)?, number(pair.get(1)?)?))).collect()
}
