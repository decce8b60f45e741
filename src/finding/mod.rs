//! Findings: what differs between outlets, each with its evidence, ranked by how much a reader gains.

mod claims;
mod conflicts;
mod gain;
mod sources;
mod wording;

use crate::alignment::{Comparison, Member};
use crate::attribution::Source;
use crate::event::origin::Origin;
use crate::finding::claims::Scene;
use crate::framing::Lenses;
use crate::framing::standing::Standing;
use crate::span::{ArticleIndex, ClaimIndex, SourceIndex, Span};

/// A verbatim passage of one article of the event.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Evidence {
    /// Position in the event's list of articles.
    pub member: u32,
    /// Where it stands.
    pub span: Span,
}

/// What was searched in vain, and what came nearest.
#[derive(Clone, PartialEq, Debug)]
pub struct Absence {
    /// Position in the event's list of articles.
    pub member: u32,
    /// Sentences looked through.
    pub sentences_searched: usize,
    /// The nearest passage, and the share of the claim's weight it holds, 0 to 1.
    pub nearest: Option<(Evidence, f64)>,
    /// How probable it is that the claim is not there, 0 to 1.
    pub probability: f64,
}

/// Something that differs between outlets.
#[derive(Clone, PartialEq, Debug)]
pub struct Finding {
    /// What.
    pub kind: FindingKind,
    /// Passages that show it, in order.
    pub evidence: Vec<Evidence>,
    /// Where it was looked for in vain.
    pub absences: Vec<Absence>,
    /// How probable it is that it holds, 0 to 1.
    pub confidence: f64,
    /// How much a reader gains from it, 0 to 1: the order of the report.
    pub gain: f64,
}

/// What differs.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub enum FindingKind {
    /// Statements that cannot all hold: position in `Comparison::conflicts`.
    Conflict(usize),
    /// A toll or figure that rises from one article to the next: position in `Comparison::conflicts`.
    Sequence(usize),
    /// A claim that one outlet alone has.
    OnlyIn {
        /// The claim.
        claim: ClaimIndex,
        /// The member that has it.
        member: u32,
    },
    /// A claim that all others have and these leave out.
    MissingFrom {
        /// The claim.
        claim: ClaimIndex,
        /// The members that leave it out.
        members: Vec<u32>,
    },
    /// One outlet states as fact what another attributes or disputes.
    Voice {
        /// The claim.
        claim: ClaimIndex,
    },
    /// A source that one outlet alone quotes.
    OnlySource {
        /// The source.
        source: SourceIndex,
        /// The member that quotes it.
        member: u32,
    },
    /// The same utterance cut, cued or labelled otherwise: position in `Lenses::quotes`.
    Quote(usize),
    /// A label that one outlet alone uses: position in `Lenses::labels`, position in its labels.
    Label(usize, usize),
    /// What leads in one outlet and stands low or nowhere in others.
    Lead {
        /// The claim.
        claim: ClaimIndex,
        /// The member that leads with it.
        member: u32,
    },
}

/// Gathers and ranks the findings of one event: conflicts, then claims of one outlet alone with named sources,
/// then claims that all others have, then framing. `articles` names the members as `origins` name them, in the same order.
/// Copies of one text count as one voice, and an event of one voice has no findings.
#[must_use]
pub fn gather(
    members: &[Member<'_>],
    articles: &[ArticleIndex],
    origins: &[Origin],
    sources: &[Source],
    comparison: &Comparison,
    lenses: &Lenses,
) -> Vec<Finding> {
    let standing = Standing::new(members, articles, origins);
    let scene = Scene { members, standing: &standing, comparison, lenses };
    let mut findings = conflicts::find(scene);
    findings.extend(claims::find(scene));
    findings.extend(sources::find(scene, sources));
    findings.extend(wording::find(scene));
    gain::sort(&mut findings);
    findings
}
