//! Passives and their agents against gold (`{"id", "text", "passives": [{"start", "end", "agent": {"start", "end", "head"} | null}]}`, a line
//! a sentence, positions in code points of the text).
//!
//! Lines of a `split` other than `dev` are passed over: they are not to be looked at. Participles joined to a passive ("shot and killed")
//! are not asked for. A passive is right if its participle is; one without an agent if gold has none either. An agent is right if the head that is given
//! holds the gold head and lies in the gold phrase.

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind};
use crate::evaluate::rates::Rates;
use crate::ingest;
use crate::language::syntax::passive::PassiveForm;
use crate::language::{self, LanguageDepth, LanguageOptions};
use crate::span::{Span, TokenIndex};

#[derive(Clone, Debug, Deserialize)]
struct Line {
    id: String,
    text: String,
    #[serde(default)]
    split: Option<String>,
    passives: Vec<GoldPassive>,
}

#[derive(Clone, Debug, Deserialize)]
struct GoldPassive {
    start: usize,
    end: usize,
    agent: Option<GoldAgent>,
}

#[derive(Clone, Debug, Deserialize)]
struct GoldAgent {
    start: usize,
    end: usize,
    head: (usize, usize),
}

/// The figures.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct PassiveFigures {
    /// Passives in gold.
    pub gold: usize,
    /// Participles.
    pub verbs: Rates,
    /// Participles of passives without an agent.
    pub agentless: Rates,
    /// Agents.
    pub agents: Rates,
}

/// Finds the passives of each line and scores them.
///
/// # Errors
/// [`ErrorKind::Format`] at the first line that does not have this form.
pub fn score(text: &str, place: &str) -> Result<PassiveFigures, Error> {
    let (mut verbs, mut agentless, mut agents) = ([0_usize; 3], [0_usize; 3], [0_usize; 3]);
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let line: Line = serde_json::from_str(line).map_err(|error| {
            Error::new(ErrorKind::Format, format!("{place}:{}", at + 1), error.to_string(), "give lines with text and passives")
        })?;
        if line.split.as_deref().is_some_and(|split| split != "dev") {
            continue;
        }
        let own = passives(&line);
        let gold: Vec<(Span, &GoldPassive)> = line.passives.iter().map(|one| (Span::new(one.start, one.end), one)).collect();
        let of = |span: Span| gold.iter().find(|one| one.0 == span).map(|one| one.1);
        let bare = own.iter().filter(|one| one.1.is_none());
        count(&mut verbs, own.iter().filter(|one| of(one.0).is_some()).count(), own.len(), gold.len());
        let right = bare.clone().filter(|one| of(one.0).is_some_and(|gold| gold.agent.is_none())).count();
        count(&mut agentless, right, bare.count(), line.passives.iter().filter(|one| one.agent.is_none()).count());
        let with = own.iter().filter(|one| one.1.is_some()).count();
        let right = own.iter().filter(|one| of(one.0).and_then(|gold| gold.agent.as_ref()).is_some_and(|gold| gold.is(one.1))).count();
        count(&mut agents, right, with, line.passives.iter().filter(|one| one.agent.is_some()).count());
    }
    #[allow(clippy::cast_precision_loss, reason = "counts of passives")]
    let rates = |[right, own, gold]: [usize; 3]| Rates::of(right as f64, own as f64, gold as f64);
    Ok(PassiveFigures { gold: verbs[2], verbs: rates(verbs), agentless: rates(agentless), agents: rates(agents) })
}

impl GoldAgent {
    fn is(&self, own: Option<Span>) -> bool {
        own.is_some_and(|own| Span::new(self.start, self.end).contains(own) && own.contains(Span::new(self.head.0, self.head.1)))
    }
}

fn count(counts: &mut [usize; 3], right: usize, own: usize, gold: usize) {
    counts.iter_mut().zip([right, own, gold]).for_each(|(count, more)| *count += more);
}

/// Participle and agent of the passives found, in code points of the line's text.
fn passives(line: &Line) -> Vec<(Span, Option<Span>)> {
    let article = ingest::article_from_text(&line.id, "", &line.text);
    let analysis = language::analyse(&article, &LanguageOptions { depth: LanguageDepth::Full, ..LanguageOptions::default() });
    let points = |byte: u32| article.text.get(..byte as usize).map_or(0, |before| before.chars().count());
    let span = |token: TokenIndex| {
        let span = analysis.tokens[token.get()].span;
        Span::new(points(span.start), points(span.end))
    };
    let trees = analysis.sentences.iter().map(|sentence| analysis.tree(sentence));
    let marked = trees.flat_map(|tree| tree.passives()).filter(|passive| passive.form == PassiveForm::Marked);
    marked.map(|passive| (span(passive.verb), passive.agent.map(span))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passive_with_its_agent_is_found() {
        let text = "{\"id\":\"a\",\"text\":\"The boat was hit by a wave.\",\"passives\":[{\"start\":13,\"end\":16,\
                    \"agent\":{\"start\":17,\"end\":26,\"head\":[22,26]}}]}\n";
        let figures = score(text, "sample").expect("it is well formed");
        assert_eq!((figures.gold, figures.verbs.f1, figures.agents.f1), (1, 1.0, 1.0));
        assert!(score("{}", "sample").is_err());
    }
}
