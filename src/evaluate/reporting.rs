//! How well the trees find who says: the subject of a reporting verb against the gold source of an attribution.
//!
//! Asked of each gold attribution whose cue holds a verb and whose source stands in the same sentence: has the verb a subject, and does its
//! head lie in the source? Recall is the share of these attributions whose subject lies in the source, precision the share among those
//! with a subject.

use serde::Serialize;

use crate::evaluate::attribution::GoldArticle;
use crate::ingest;
use crate::language::syntax::relation::Relation;
use crate::language::syntax::tag::Upos;
use crate::language::{self, Analysis, LanguageDepth, LanguageOptions};
use crate::span::{Span, TokenIndex};

/// The figures.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize)]
pub struct ReportingFigures {
    /// Attributions asked.
    pub attributions: usize,
    /// Those whose verb has a subject.
    pub with_subject: usize,
    /// Those whose subject lies in the source.
    pub right: usize,
    /// `right` of `attributions`.
    pub recall: f64,
    /// `right` of `with_subject`.
    pub precision: f64,
}

/// Scores the subjects of the cue verbs in these articles.
#[must_use]
#[allow(clippy::cast_precision_loss, reason = "counts of attributions")]
pub fn score(gold: &[GoldArticle]) -> ReportingFigures {
    let mut figures = ReportingFigures::default();
    for line in gold {
        let article = ingest::article_from_text(&line.id, "", &line.text);
        let analysis = language::analyse(&article, &LanguageOptions { depth: LanguageDepth::Full, ..LanguageOptions::default() });
        for (sources, cues) in line.sources_and_cues() {
            if let Some(answer) = ask(&analysis, sources, cues) {
                figures.attributions += 1;
                figures.with_subject += usize::from(answer.is_some());
                figures.right += usize::from(answer == Some(true));
            }
        }
    }
    let share = |of: usize| figures.right as f64 / of.max(1) as f64;
    (figures.recall, figures.precision) = (share(figures.attributions), share(figures.with_subject));
    figures
}

/// Whether the subject of the cue's verb lies in the source; nothing inside if it has none, nothing at all if there is nothing to ask.
fn ask(analysis: &Analysis, sources: &[Span], cues: &[Span]) -> Option<Option<bool>> {
    let is_verb = |token: &TokenIndex| {
        analysis.syntax_of(*token).is_some_and(|syntax| {
            // "according" is a preposition.
            syntax.tag.upos == Upos::Verb && syntax.relation != Relation::Case
        })
    };
    let verb = cues.iter().flat_map(|cue| analysis.tokens_under(*cue).range()).map(TokenIndex::new).find(is_verb)?;
    let sentence = &analysis.sentences[analysis.sentence_at(analysis.tokens[verb.get()].span.start)?.get()];
    let inside: Vec<&Span> = sources.iter().filter(|source| sentence.span.contains(**source)).collect();
    if inside.is_empty() {
        return None;
    }
    let subject = analysis.tree(sentence).subject(verb).map(|subject| analysis.tokens[subject.get()].span);
    Some(subject.map(|subject| inside.iter().any(|source| source.overlaps(subject))))
}
