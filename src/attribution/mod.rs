//! Who said what: source, cue and content of each attribution, and the speaker it resolves to.

mod adjunct;
mod apart;
mod bodies;
mod clause;
mod counted;
mod cue;
mod described;
mod draft;
mod find;
mod finish;
mod gender;
mod grammar;
pub(crate) mod learned;
mod merge;
mod merge_bodies;
mod people;
mod pronoun;
mod role;
mod signed;
mod speaker;
mod subject;
mod surname;
pub(crate) mod view;

use crate::article::Article;
use crate::language::Analysis;
use crate::span::{AttributionIndex, Span, StatementIndex};
use crate::statement::Statement;

/// Source + cue + content: who is said to have said (thought, wrote) what, and with which word.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// Who, as it stands there; empty if nobody is named.
    pub source: Vec<Span>,
    /// The word or words of saying.
    pub cue: Vec<Span>,
    /// What is said, marks included; several spans for a split quotation.
    pub content: Vec<Span>,
    /// Source, cue and what binds them ("Mr Smith, the mayor, said on Sunday that"): held apart from statements.
    pub reporting_clause: Vec<Span>,
    /// Whether the content is quoted.
    pub kind: AttributionKind,
    /// Saying, or believing, hoping, planning.
    pub class: AttributionClass,
    /// What the cue word does to what is said.
    pub cue_class: CueClass,
    /// Whom the source resolves to.
    pub speaker: Speaker,
    /// How probable it is that content and source are right, 0 to 1.
    pub probability: f64,
    /// Statements that lie in the content, filled by [`link`].
    pub statements: Vec<StatementIndex>,
    /// The attribution whose content holds this one.
    pub parent: Option<AttributionIndex>,
}

/// Whether the content stands in quotation marks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum AttributionKind {
    /// All of it.
    Direct,
    /// None of it.
    Indirect,
    /// Some of it.
    Mixed,
}

/// Saying, or believing, hoping, planning.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum AttributionClass {
    /// Said, written, posted.
    Speech,
    /// Believed, hoped, wanted, planned.
    Attitude,
}

/// What a cue word does to what is said.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum CueClass {
    /// "said", "told", "according to".
    Neutral,
    /// "claimed", "alleged".
    Doubt,
    /// "noted", "pointed out", "confirmed", "revealed".
    Endorse,
    /// "slammed", "accused", "condemned".
    Attack,
    /// "admitted", "conceded", "acknowledged".
    Concede,
    /// "ordered", "urged", "called for".
    Command,
    /// "shouted", "joked".
    Manner,
}

/// Whom a source resolves to within its article.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Speaker {
    /// Fullest name or description in the article ("Saeed Khatibzadeh", "two security officials").
    pub label: String,
    /// Title, role and organisation, if the article gives them ("Iranian foreign ministry spokesman").
    pub role: Option<String>,
    /// What it is.
    pub kind: SpeakerKind,
}

/// What a speaker is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum SpeakerKind {
    /// A person with a name.
    Person,
    /// A state or what acts for it: a ministry, court, army, council, central bank; a state or city by its name.
    OfficialBody,
    /// A firm, party, union, charity, militia.
    Organisation,
    /// A report, filing, ruling, letter, poll.
    Document,
    /// A post on a network.
    Post,
    /// Somebody without a name who holds an office or speaks for a body: "two officials", "a ministry spokesman".
    AnonymousOfficial,
    /// Somebody without a name who was there: "witnesses", "a bystander".
    Witness,
    /// Somebody without a name who knows the matter by trade: "analysts", "an economist".
    Expert,
    /// Any other single voice or so many of them without a name: "a source close to", "a nurse", "three workers".
    Anonymous,
    /// Many without a name: "residents", "critics", "protesters".
    Group,
    /// Another outlet or agency.
    Media,
    /// A pronoun or description that could not be resolved, or nobody.
    Unknown,
}

impl SpeakerKind {
    /// Whether it is an office or organisation.
    #[must_use]
    pub fn is_body(self) -> bool {
        matches!(self, Self::OfficialBody | Self::Organisation)
    }

    /// Whether it is people whose names are not given.
    #[must_use]
    pub fn is_unnamed(self) -> bool {
        matches!(self, Self::AnonymousOfficial | Self::Witness | Self::Expert | Self::Anonymous | Self::Group)
    }
}

/// One source of an event: speakers of several articles that are the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Fullest name or description.
    pub label: String,
    /// Fullest role.
    pub role: Option<String>,
    /// What it is.
    pub kind: SpeakerKind,
    /// Other forms of the name, sorted.
    pub aliases: Vec<String>,
    /// Attributions by article (position in the event's list of articles), in order.
    pub members: Vec<(usize, AttributionIndex)>,
}

/// What finds attributions.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
#[non_exhaustive]
pub enum AttributionMethod {
    /// Weights learned from annotated news, over parsed sentences.
    #[default]
    Learned,
    /// Rules over words and quotation marks: needs no parse and no annotated text.
    Rules,
}

/// How sure an attribution must be.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
#[non_exhaustive]
pub enum AttributionCare {
    /// As many wrong as missed.
    #[default]
    Balanced,
    /// Few wrong, more missed.
    Precise,
}

/// How attributions are found.
#[derive(Clone, Copy, Debug)]
pub struct AttributionOptions {
    /// Report beliefs and intentions too.
    pub attitudes: bool,
    /// What finds them.
    pub method: AttributionMethod,
    /// How sure they must be.
    pub care: AttributionCare,
    /// Report only those of this kind.
    pub only: Option<AttributionKind>,
}

impl Default for AttributionOptions {
    fn default() -> Self {
        Self { attitudes: true, method: AttributionMethod::default(), care: AttributionCare::default(), only: None }
    }
}

/// Finds the attributions of one article, in order of their first content span. Learned weights need an analysis of full depth; over a
/// shallow one the rules stand in for them.
#[must_use]
pub fn find(article: &Article, analysis: &Analysis, options: &AttributionOptions) -> Vec<Attribution> {
    let view = view::View::new(article, analysis);
    let is_parsed = !analysis.syntax.is_empty();
    let drafts = match options.method {
        AttributionMethod::Learned if is_parsed => learned::drafts(&view, options.care),
        AttributionMethod::Learned | AttributionMethod::Rules => find::drafts(&view),
    };
    finish::attributions(&view, drafts, options)
}

/// Bytes between a reporting clause and what it leads to, at most: a space and a quotation mark.
const BESIDE: u32 = 4;

/// The reporting clauses of an article that are held apart from its statements, in order.
#[must_use]
pub fn apart(attributions: &[Attribution], article: &Article, analysis: &Analysis) -> Vec<Span> {
    apart::apart(attributions, article, analysis)
}

/// Says which statements lie in which attribution's content: those of which it holds more than half, and those that run on beyond a
/// reporting clause set in the middle ("The third, officials said, hit a wall", "The third hit a wall, officials said, wounding two").
pub fn link(attributions: &mut [Attribution], statements: &[Statement]) {
    // Statements are in order and do not overlap.
    for attribution in attributions {
        let reach = attribution.content.iter().copied().reduce(Span::cover).unwrap_or_default();
        let from = statements.partition_point(|statement| statement.extent().end <= reach.start);
        attribution.statements = statements
            .iter()
            .enumerate()
            .skip(from)
            .take_while(|(_, statement)| statement.extent().start < reach.end || runs_on(attribution, statement))
            .filter(|(_, statement)| {
                let inside: usize = statement.spans.iter().map(|part| held(attribution, *part)).sum();
                let whole: usize = statement.spans.iter().map(|part| part.len()).sum();
                whole > 0 && inside * 2 > whole || runs_on(attribution, statement)
            })
            .map(|(index, _)| StatementIndex::new(index))
            .collect();
    }
}

/// Bytes of a part of the text that an attribution's content holds.
fn held(attribution: &Attribution, part: Span) -> usize {
    attribution.content.iter().filter_map(|content| part.intersection(*content)).map(Span::len).sum()
}

/// Whether a statement begins in the content, itself or with the subject that it shares, and goes on behind the reporting clause, or is
/// what the reporting clause leads to, the one who is asked and all ("urged everyone without exception to keep calm").
fn runs_on(attribution: &Attribution, statement: &Statement) -> bool {
    let parts = || statement.subject.iter().chain(&statement.spans).copied();
    let is_said = |part: Span| held(attribution, part) * 2 > part.len();
    let starts_inside =
        || attribution.content.iter().any(|content| statement.spans.iter().any(|part| (part.start..part.end).contains(&content.start)));
    attribution.reporting_clause.iter().any(|clause| {
        let next = statement.spans.iter().copied().find(|part| part.start >= clause.end);
        let Some(next) = next else { return false };
        match parts().rfind(|part| part.end <= clause.start) {
            Some(previous) => is_said(previous),
            None => next.start - clause.end <= BESIDE && starts_inside(),
        }
    })
}

/// Merges the speakers of an event's articles into its sources: spelling variants, surnames, titles.
/// In order of first appearance.
#[must_use]
pub fn merge_sources(articles: &[(&Article, &[Attribution])]) -> Vec<Source> {
    merge::sources(articles)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ingest;
    use crate::language::{self, LanguageDepth, LanguageOptions};

    /// Pieces of reporting prose in any order, so that the rules meet each other's leftovers.
    fn prose() -> impl Strategy<Value = String> {
        let pieces = prop::sample::select(vec![
            "said",
            "told",
            "“",
            "”",
            "\"",
            "'",
            "„",
            "«",
            "»",
            "‹",
            "``",
            "''",
            "‘",
            "＂",
            "―",
            "’s",
            ",",
            ".",
            ":",
            "—",
            "-",
            "(",
            ")",
            "that",
            "who",
            "which",
            "he",
            "She",
            "it",
            "one of them",
            "Ana Ruiz",
            "al-Novak",
            "the mayor of",
            "Its spokesman,",
            "according to",
            "accused",
            "of",
            "to",
            "was",
            "68",
            "a",
            "the",
            "and",
            "but",
            "shrugged",
            "\n",
            "\n\n",
            "é",
            "🦀",
            "the claim",
            "by",
            "not",
            "Port Authority",
            "ministry",
            "on Monday",
            "P",
        ]);
        prop::collection::vec(pieces, 0..60).prop_map(|words| words.join(" "))
    }

    fn check(headline: &str, body: &str) {
        let article = ingest::article_from_text("a", headline, body);
        for (method, care) in [
            (AttributionMethod::Rules, AttributionCare::Balanced),
            (AttributionMethod::Learned, AttributionCare::Balanced),
            (AttributionMethod::Learned, AttributionCare::Precise),
        ] {
            let options = AttributionOptions { method, care, ..AttributionOptions::default() };
            let depth = if method == AttributionMethod::Rules { LanguageDepth::Shallow } else { LanguageDepth::Full };
            let analysis = language::analyse(&article, &LanguageOptions { depth, ..LanguageOptions::default() });
            check_found(&article, &find(&article, &analysis, &options));
        }
    }

    fn check_found(article: &Article, found: &[Attribution]) {
        let text = &article.text;
        for one in found {
            assert!(!one.content.is_empty(), "an attribution has content");
            for part in [&one.source, &one.cue, &one.content, &one.reporting_clause] {
                for span in part {
                    assert!(span.start < span.end && span.end as usize <= text.len(), "{span:?} lies in the text");
                    assert!(text.is_char_boundary(span.start as usize) && text.is_char_boundary(span.end as usize), "{span:?} on borders");
                }
                assert!(part.windows(2).all(|pair| pair[0] < pair[1]), "parts in order: {part:?}");
            }
            assert!((0.0..=1.0).contains(&one.probability));
            assert!(one.parent.is_none_or(|parent| parent.get() < found.len()));
        }
        assert!(found.windows(2).all(|pair| pair[0].content.first() <= pair[1].content.first()), "in order of content");
        let sources = merge_sources(&[(article, found)]);
        assert!(sources.iter().all(|source| !source.members.is_empty() && !source.label.trim().is_empty()));
    }

    proptest! {
        #[test]
        fn any_prose_gives_ordered_attributions_inside_the_text(headline in prose(), body in prose()) {
            check(&headline, &body);
        }

        #[test]
        fn any_text_gives_ordered_attributions_inside_the_text(body in "\\PC{0,200}") {
            check("", &body);
        }
    }
}
