//! An attribution in the making: word ranges instead of spans.

use std::ops::Range;

use crate::lexicon::reporting_cue::{CueKind, CueTone};

/// Which rule made a draft. The share of right ones a rule gives on PolNeAR's training part is its probability.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) enum Rule {
    /// `"…," X said`, `said X`.
    QuoteBefore,
    /// `X said: "…"`.
    QuoteAfter,
    /// `X said that …`.
    That,
    /// `X said he …`.
    Bare,
    /// `…, X said`.
    Postposed,
    /// `X vowed to …`.
    Infinitive,
    /// `X slammed the deal`.
    Object,
    /// `X warned of …`.
    Preposition,
    /// `X accused Y of`, `urged Y to`, `called Y a liar`.
    Person,
    /// `according to X`.
    According,
    /// `X: claim` in a headline, `NAME:` in a transcript.
    Colon,
    /// `the claim that …`.
    Noun,
    /// `X was accused of …`, `Y criticised by X`.
    Passive,
    /// A quotation that nobody is said to have said.
    Floating,
    /// `“…” ― X`.
    Signed,
    /// Learned weights.
    Learned,
}

/// Source, cue and content by word positions.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) rule: Rule,
    pub(crate) source: Option<Range<usize>>,
    pub(crate) cue: Range<usize>,
    pub(crate) content: Vec<Range<usize>>,
    /// Source, cue and what binds them.
    pub(crate) clause: Vec<Range<usize>>,
    pub(crate) kind: CueKind,
    pub(crate) tone: CueTone,
    pub(crate) unit: usize,
    /// The source stands for the subject of another clause (participles, infinitives).
    pub(crate) inherited: bool,
    /// How probable it is, if its maker knows; else its rule says.
    pub(crate) probability: Option<f64>,
}
