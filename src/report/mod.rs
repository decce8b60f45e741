//! The report: everything that a run found, resolved to passages, versioned, ready to be written in any form.
//!
//! Plain data. Positions of articles, outlets, statements and attributions are indices into the lists of the
//! report; ids of events, claims, conflicts, sources and findings are made from the texts themselves, so that they
//! stay the same from run to run as long as the passages do.

pub mod build;
pub mod choice;
mod claims;
pub mod continuation;
mod convert;
mod event;
pub(crate) mod identity;
mod label;
pub mod pair;
pub(crate) mod passage;
pub(crate) mod summary;
mod views;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Warning};

/// Name and version of the report's form.
pub const SCHEMA: &str = "rashomon.report/1";

/// The complete result of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    /// Always `rashomon.report/1`.
    pub schema: String,
    /// Version of the program.
    pub rashomon: String,
    /// What was read, with which options.
    pub run: Run,
    /// Every article that was read, in order of path and row.
    pub articles: Vec<ArticleEntry>,
    /// Events of two articles or more, largest number of outlets first.
    pub events: Vec<EventEntry>,
    /// Articles (indices) that share their event with no other.
    pub alone: Vec<u32>,
    /// What was odd and what to do about it.
    pub warnings: Vec<Warning>,
}

/// What was read, with which options.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Run {
    /// Files read, in order.
    pub inputs: Vec<InputEntry>,
    /// Files and rows that could not be read, each with its reason and what to do.
    pub skipped: Vec<Error>,
    /// The options that bear on the result.
    pub options: OptionsEntry,
    /// The files of learned weights that took part, each with its digest; an encoder too, if one did.
    pub weights: Vec<WeightsEntry>,
    /// Articles that were read and left out, since others were asked for; not there if none were.
    #[serde(default, skip_serializing_if = "LeftOutEntry::is_none")]
    pub left_out: LeftOutEntry,
}

/// How many articles were read and left out, by the first reason that held.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct LeftOutEntry {
    /// Of another outlet.
    pub by_outlet: u32,
    /// Published before or after.
    pub by_day: u32,
    /// Without a date, where days were asked for.
    pub undated: u32,
    /// In events about something else.
    pub by_topic: u32,
}

impl LeftOutEntry {
    /// Whether all took part.
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InputEntry {
    /// Path as given or walked to; `-` is standard input.
    pub path: String,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
    /// Articles that it gave.
    pub articles: u32,
}

/// The options that bear on the result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OptionsEntry {
    /// Lowest mean pair probability at which two groups of articles are joined, 0 to 1.
    pub granularity: f64,
    /// From this probability on a statement says what another says, and a claim from outside counts as reported, 0 to 1.
    pub reported_from: f64,
    /// From this probability on an article covers a claim of its event, 0 to 1.
    pub covered_from: f64,
    /// Below this probability a claim counts as absent, 0 to 1; between the two it is not clearly found.
    pub absent_below: f64,
    /// What claims are ordered by.
    pub claims_by: ClaimOrder,
    /// Whether beliefs and intentions are reported beside speech.
    pub attitudes: bool,
    /// What found the attributions.
    #[serde(default)]
    pub attribution: AttributionMethod,
    /// How sure they had to be.
    #[serde(default)]
    pub attribution_care: AttributionCare,
    /// Which articles take part; not there if all do.
    #[serde(default, skip_serializing_if = "SelectionEntry::is_all")]
    pub selection: SelectionEntry,
}

/// What claims are ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ClaimOrder {
    /// How much they matter to the comparison.
    Salience,
    /// How much they are worth a fact-checker's time.
    Checkworthiness,
}

/// What finds attributions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum AttributionMethod {
    /// Learned weights over parsed sentences.
    Learned,
    /// Rules over words and quotation marks.
    #[default]
    Rules,
}

/// How sure an attribution must be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum AttributionCare {
    /// As many wrong as missed.
    #[default]
    Balanced,
    /// Few wrong, more missed (`--precision`).
    Precise,
}

/// Which articles take part, as it was asked for.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct SelectionEntry {
    /// First day of publication, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// Last day of publication, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Outlets, by name or domain.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outlets: Vec<String>,
    /// Topics of events.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<String>,
}

impl SelectionEntry {
    /// Whether all take part.
    #[must_use]
    pub fn is_all(&self) -> bool {
        *self == Self::default()
    }
}

/// A model or lexicon that took part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WeightsEntry {
    /// Its name.
    pub name: String,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
}

/// One article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ArticleEntry {
    /// The id it came with, else made from its path.
    pub id: String,
    /// File it was read from.
    pub path: String,
    /// Line or element of that file, from 1, where it holds several articles.
    pub row: Option<u32>,
    /// Publisher.
    pub outlet: String,
    /// How the publisher's name was learned.
    pub outlet_basis: OutletBasis,
    /// Headline; empty if there is none.
    pub title: String,
    /// Address.
    pub url: Option<String>,
    /// Bylines as given.
    pub authors: Vec<String>,
    /// Day of publication, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// Moment of publication in UTC, RFC 3339, where the article gives one.
    pub published_at: Option<String>,
    /// ISO 639 code; `und` if it could not be told.
    pub language: String,
    /// Whether the text was analysed.
    pub analysed: bool,
    /// Whether the whole text is there.
    pub completeness: Completeness,
    /// The agency that the text names as its writer.
    pub wire: Option<String>,
    /// SHA-256 of `text`, hexadecimal: every position counts in that text.
    pub sha256: String,
    /// Headline, empty line and body, to which all positions refer. Left out for articles outside any event.
    pub text: Option<String>,
    /// Where the headline stands in `text`, in bytes.
    pub headline_bytes: [u32; 2],
    /// Where the body stands in `text`, in bytes.
    pub body_bytes: [u32; 2],
    /// Words of its prose.
    pub words: u32,
    /// Sentences of its prose.
    pub sentences: u32,
    /// Statements cut from it.
    pub statements: u32,
    /// Pieces without enough content to be a statement.
    pub dropped_fragments: u32,
    /// Blocks that were left out as captions or furniture.
    pub furniture: u32,
    /// Id of its event, if it shares one.
    pub event: Option<String>,
}

/// How an outlet's name was learned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum OutletBasis {
    /// Given by the file.
    Given,
    /// The host of the address.
    Address,
    /// The file's name stands in.
    FileName,
}

/// Whether the whole text of an article is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Completeness {
    /// Nothing speaks against it.
    Whole,
    /// Not free to read, and short.
    Paywall,
    /// A "subscribe to continue" line.
    SubscribePrompt,
    /// A teaser that ends in an ellipsis.
    Teaser,
    /// It stops inside a sentence.
    MidSentence,
    /// A headline without text.
    HeadlineOnly,
}

/// A verbatim passage of an article, in all the units that readers of the report use. All ranges are half open
/// and count in the article's `text`, except `part_bytes`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Passage {
    /// The article (index).
    pub article: u32,
    /// UTF-8 bytes.
    pub bytes: [u32; 2],
    /// Unicode code points.
    pub chars: [u32; 2],
    /// UTF-16 code units.
    pub utf16: [u32; 2],
    /// The part of the article as it was given.
    pub part: Part,
    /// UTF-8 bytes counted from the first byte of that part.
    pub part_bytes: [u32; 2],
    /// The passage itself.
    pub exact: String,
    /// Up to 32 code points before it.
    pub prefix: String,
    /// Up to 32 code points after it.
    pub suffix: String,
}

/// A part of an article as it was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Part {
    /// The headline.
    Headline,
    /// The body.
    Body,
}

/// One event: the comparison of its articles.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EventEntry {
    /// Stable id (`e-…`).
    pub id: String,
    /// Headline of its most central article.
    pub title: String,
    /// Its articles (indices).
    pub articles: Vec<u32>,
    /// Its outlets, in order of first publication; the columns of the matrix.
    pub outlets: Vec<OutletEntry>,
    /// First and last day of publication.
    pub days: Option<[String; 2]>,
    /// Mean pair probability of its articles, 0 to 1.
    pub cohesion: f64,
    /// Names that its articles share, most telling first.
    pub shared_names: Vec<String>,
    /// Rare terms that its articles share, most telling first.
    pub shared_terms: Vec<String>,
    /// For articles that came near another event: which, and how near.
    pub runners_up: Vec<RunnerUpEntry>,
    /// Texts that several of its articles share.
    pub origins: Vec<OriginEntry>,
    /// Articles that one outlet published again with other words; left out if there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<VersionsEntry>,
    /// Its statements, by article and position.
    pub statements: Vec<StatementEntry>,
    /// Its attributions, by article and position.
    pub attributions: Vec<AttributionEntry>,
    /// Its claims, most salient first; the rows of the matrix.
    pub claims: Vec<ClaimEntry>,
    /// Conflicts, and figures that rise from article to article.
    pub conflicts: Vec<ConflictEntry>,
    /// Whom its articles quote.
    pub sources: Vec<SourceEntry>,
    /// How its articles frame it.
    pub lenses: LensesEntry,
    /// What differs, most telling first.
    pub findings: Vec<FindingEntry>,
}

/// An outlet of an event: a column of the matrix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OutletEntry {
    /// Name.
    pub name: String,
    /// Its articles in the event (indices), by time.
    pub articles: Vec<u32>,
    /// Position of the origin (in `origins`) that the whole of its text comes from, if it carries another's.
    pub copy_of: Option<u32>,
}

/// The event that an article came nearest to without being in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RunnerUpEntry {
    /// The article (index).
    pub article: u32,
    /// Headline of an article of that event.
    pub title: String,
    /// Id of that event, if it has two articles or more.
    pub event: Option<String>,
    /// Mean pair probability with its articles, 0 to 1.
    pub score: f64,
}

/// A text that several articles share.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OriginEntry {
    /// Who wrote it: an agency, else the outlet that had it first.
    pub writer: String,
    /// The article (index) that had it first.
    pub first: u32,
    /// The articles that carry it.
    pub carriers: Vec<CarrierEntry>,
}

/// An article that carries a shared text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CarrierEntry {
    /// The article (index).
    pub article: u32,
    /// Share of its prose that is shared, 0 to 1.
    pub shared_share: f64,
    /// The shared passages.
    pub passages: Vec<Passage>,
}

/// The versions of one article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct VersionsEntry {
    /// Its articles (indices), by time.
    pub articles: Vec<u32>,
    /// What each changed of the one before it.
    pub revisions: Vec<RevisionEntry>,
}

/// What one version changed of the one before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RevisionEntry {
    /// The earlier version (index).
    pub from: u32,
    /// The later one (index).
    pub to: u32,
    /// Sentences that were changed, dropped or added, in order.
    pub changes: Vec<TextChangeEntry>,
}

/// A sentence that is not as it was.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TextChangeEntry {
    /// As it was; none if it was added.
    pub before: Option<Passage>,
    /// As it is; none if it was dropped.
    pub after: Option<Passage>,
    /// The words of both, each run once.
    pub words: Vec<WordRunEntry>,
}

/// Words in sequence that fared alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WordRunEntry {
    /// What became of them.
    pub change: WordChange,
    /// The words.
    pub text: String,
}

/// What became of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum WordChange {
    /// They stayed.
    Same,
    /// They are gone.
    Removed,
    /// They are new.
    Added,
}

/// A clause-sized proposition in one article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StatementEntry {
    /// Its parts in order.
    pub passages: Vec<Passage>,
    /// The subject that it shares with another clause of its sentence; empty if it has its own.
    pub shared_subject: Vec<Passage>,
    /// Whether it is said to be so.
    pub polarity: Polarity,
    /// How sure its wording is.
    pub certainty: Certainty,
    /// Position of the attribution (in `attributions`) in whose content it stands; none in the outlet's own voice.
    pub attribution: Option<u32>,
}

/// Whether a statement says that something is so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Polarity {
    /// It is so.
    Affirmed,
    /// It is not so.
    Negated,
}

/// How sure the wording of a statement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Certainty {
    /// Said flatly.
    Flat,
    /// "may", "appears".
    Hedged,
    /// "allegedly".
    Alleged,
    /// "denied that".
    Denied,
    /// "plans to".
    Planned,
    /// "if", "would".
    Conditional,
}

/// Who said what, once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AttributionEntry {
    /// The article (index).
    pub article: u32,
    /// Who, as it stands there.
    pub source: Vec<Passage>,
    /// The word of saying.
    pub cue: Vec<Passage>,
    /// What is said.
    pub content: Vec<Passage>,
    /// Whether it is quoted.
    pub kind: AttributionKind,
    /// Saying, or believing and hoping.
    pub class: AttributionClass,
    /// What the cue word does to what is said.
    pub cue_class: CueClass,
    /// Whom the source resolves to in its article.
    pub speaker: String,
    /// Position of the source (in `sources`) that it belongs to.
    pub source_index: Option<u32>,
    /// How probable it is that content and source are right, 0 to 1.
    pub probability: f64,
    /// Position of the attribution (in `attributions`) whose content holds this one.
    pub parent: Option<u32>,
}

/// Whether the content of an attribution stands in quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum AttributionKind {
    /// All of it.
    Direct,
    /// None of it.
    Indirect,
    /// Some of it.
    Mixed,
}

/// Saying, or believing and hoping.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum AttributionClass {
    /// Said, written, posted.
    Speech,
    /// Believed, hoped, planned.
    Attitude,
}

/// What a cue word does to what is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum CueClass {
    /// "said".
    Neutral,
    /// "claimed".
    Doubt,
    /// "confirmed".
    Endorse,
    /// "accused".
    Attack,
    /// "admitted".
    Concede,
    /// "urged".
    Command,
    /// "shouted".
    Manner,
}

/// What a speaker is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
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
    /// Whether it is people whose names are not given.
    #[must_use]
    pub fn is_unnamed(self) -> bool {
        matches!(self, Self::AnonymousOfficial | Self::Witness | Self::Expert | Self::Anonymous | Self::Group)
    }
}

/// One row of the comparison.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ClaimEntry {
    /// Stable id (`c-…`).
    pub id: String,
    /// Its most complete clear wording, verbatim (parts joined by " … "; a subject that it shares with another clause stands before it in
    /// brackets).
    pub text: String,
    /// The statement (position in `statements`) whose wording that is.
    pub label: u32,
    /// The statements (positions in `statements`) that make it.
    pub statements: Vec<u32>,
    /// How widely it is covered.
    pub status: ClaimStatus,
    /// One entry for each article of the event, in order of `articles`.
    pub coverage: Vec<CoverageEntry>,
    /// For each outlet (in order of `outlets`) the entry of `coverage` that stands for it.
    pub by_outlet: Vec<u32>,
    /// Number of independent origins among those that report it.
    pub independent_origins: u32,
    /// How much it matters to the comparison, 0 to 1.
    pub salience: f64,
    /// How much it is worth a fact-checker's time.
    pub checkworthiness: CheckworthinessEntry,
    /// The aligned pairs that hold it together.
    pub alignments: Vec<AlignmentEntry>,
}

/// What makes a claim worth checking. All 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CheckworthinessEntry {
    /// The score: how factual it is times the weighted mean of the others.
    pub score: f64,
    /// It can be true or false: no plan, condition or opinion.
    pub factual: f64,
    /// It names who, what, when.
    pub specific: f64,
    /// It gives figures.
    pub figures: f64,
    /// An outlet or a source disputes it, or other figures are given.
    pub contested: f64,
    /// Much depends on it: lives, law, money.
    pub consequential: f64,
    /// All who report it have it from one origin.
    pub single_sourced: f64,
}

/// How widely a claim is covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ClaimStatus {
    /// Every outlet whose silence would mean something has it.
    Shared,
    /// Several have it, others do not.
    Partial,
    /// One outlet alone has it; the others were searched in vain.
    Exclusive,
    /// One outlet clearly has it; in others it was not clearly found, or silence means nothing there.
    Uncertain,
}

/// How one article treats a claim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CoverageEntry {
    /// The article (index).
    pub article: u32,
    /// How.
    pub coverage: Coverage,
    /// How probable it is that the article reports the claim, 0 to 1.
    pub probability: f64,
    /// The passage that bears it.
    pub passage: Option<Passage>,
    /// The attribution (position in `attributions`) in whose content that passage stands.
    pub attribution: Option<u32>,
    /// The nearest passage, where it is not reported.
    pub nearest: Option<NearestEntry>,
    /// Sentences looked through.
    pub sentences_searched: u32,
}

/// How an article treats a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Coverage {
    /// Says it in its own voice.
    States,
    /// Has a source say it.
    Attributes,
    /// Says the opposite.
    Disputes,
    /// Not clearly found.
    Unclear,
    /// Looked through whole, not there.
    Absent,
    /// Nothing follows from silence: cut, not analysed, or older than the claim.
    Unknown,
}

impl Coverage {
    /// Whether the claim is there.
    #[must_use]
    pub fn is_reported(self) -> bool {
        matches!(self, Self::States | Self::Attributes)
    }
}

/// The passage that came nearest to a claim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct NearestEntry {
    /// The passage.
    pub passage: Passage,
    /// Share of the claim's weight that it holds, 0 to 1.
    pub similarity: f64,
}

/// Two statements that were aligned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AlignmentEntry {
    /// Position in `statements`.
    pub left: u32,
    /// Position in `statements`.
    pub right: u32,
    /// How they stand to each other.
    pub relation: Relation,
    /// How probable it is that one says what the other says, 0 to 1.
    pub probability: f64,
    /// Share of the left one's weight found in the right one, 0 to 1.
    pub forward: f64,
    /// Share of the right one's weight found in the left one, 0 to 1.
    pub backward: f64,
}

/// How two statements stand to each other, seen from the left one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Relation {
    /// They say the same.
    Same,
    /// The left one says more.
    MoreSpecific,
    /// The right one says more.
    LessSpecific,
    /// They cannot both hold.
    Conflicting,
}

/// Statements on one matter that cannot all hold, or figures that rise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ConflictEntry {
    /// Stable id (`k-…`).
    pub id: String,
    /// What they differ in.
    pub kind: ConflictKind,
    /// What it is about, in words of the texts.
    pub matter: String,
    /// A sequence of updates rather than a conflict.
    pub is_sequence: bool,
    /// How probable it is that it is real, 0 to 1.
    pub probability: f64,
    /// Id of the claim that the statements belong to.
    pub claim: Option<String>,
    /// The values with those that give them.
    pub sides: Vec<SideEntry>,
}

/// What two statements differ in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ConflictKind {
    /// Figures.
    Quantity,
    /// Days or dates.
    Date,
    /// Names.
    Name,
    /// Said and denied.
    Polarity,
    /// Who did it.
    Actor,
    /// How it ended.
    Outcome,
}

/// One value of a conflict.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SideEntry {
    /// As written there.
    pub value: String,
    /// Who gives it.
    pub bearers: Vec<BearerEntry>,
}

/// Who gives a value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BearerEntry {
    /// Position in `statements`.
    pub statement: u32,
    /// The value's own words.
    pub value: Passage,
    /// The sentence or statement around it.
    pub passage: Passage,
}

/// Someone whom articles quote.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SourceEntry {
    /// Stable id (`s-…`).
    pub id: String,
    /// Fullest name or description.
    pub label: String,
    /// Fullest role.
    pub role: Option<String>,
    /// What it is.
    pub kind: SpeakerKind,
    /// Other forms of the name.
    pub aliases: Vec<String>,
    /// What each outlet that quotes it gives it, in order of `outlets`.
    pub airtime: Vec<AirtimeEntry>,
}

/// What one outlet gives to one source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AirtimeEntry {
    /// The outlet (position in `outlets`).
    pub outlet: u32,
    /// Attributions (positions in `attributions`).
    pub attributions: Vec<u32>,
    /// Words inside quotation marks.
    pub quoted_words: u32,
    /// Words of content outside them.
    pub paraphrased_words: u32,
    /// Where the first content stands, as a share of the article's prose, 0 to 1.
    pub first_at_share: f64,
    /// The cue words, in order.
    pub cues: Vec<String>,
}

/// How the articles of an event frame it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LensesEntry {
    /// The same utterance in several outlets.
    pub quotes: Vec<SharedQuoteEntry>,
    /// Headline and lede of each article.
    pub openings: Vec<OpeningEntry>,
    /// What the main people and groups are called.
    pub labels: Vec<LabelSetEntry>,
}

/// The same utterance in several outlets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SharedQuoteEntry {
    /// The words that all versions share.
    pub shared: String,
    /// The versions.
    pub versions: Vec<QuoteVersionEntry>,
    /// How they differ.
    pub differences: Vec<QuoteDifference>,
}

/// One version of a shared utterance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct QuoteVersionEntry {
    /// The article (index).
    pub article: u32,
    /// Position in `attributions`.
    pub attribution: u32,
    /// The quoted words.
    pub quoted: Passage,
    /// The cue word as it stands there.
    pub cue: String,
    /// Its class.
    pub cue_class: CueClass,
    /// How the speaker is labelled there.
    pub label: String,
    /// All that it quotes, beside the longest version: what it keeps, leaves out, has of its own, in order.
    #[serde(default)]
    pub words: Vec<QuoteWordsEntry>,
}

/// A stretch of a version of a quote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct QuoteWordsEntry {
    /// How it stands to the longest version.
    pub standing: QuoteStanding,
    /// The words: the version's own text, or the longest version's where they are left out.
    pub text: String,
}

/// How words of a version of a quote stand to the longest one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum QuoteStanding {
    /// Both have them.
    Kept,
    /// This one alone has them.
    Added,
    /// The longest alone has them.
    LeftOut,
}

/// How versions of an utterance differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum QuoteDifference {
    /// One has words that another cuts.
    Cut,
    /// Cue words of different classes.
    Cue,
    /// The speaker is labelled otherwise.
    Label,
    /// The quoted words differ.
    Wording,
}

/// Headline and lede of an article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OpeningEntry {
    /// The article (index).
    pub article: u32,
    /// The headline.
    pub headline: Option<Passage>,
    /// The first sentence of the text.
    pub lede: Option<Passage>,
    /// Ids of the claims that they bear.
    pub claims: Vec<String>,
    /// Quoted words in the headline.
    pub quoted: Vec<Passage>,
}

/// What one person or group is called.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LabelSetEntry {
    /// The person or group, by its fullest name.
    pub referent: String,
    /// Noun phrases used for it.
    pub labels: Vec<LabelEntry>,
}

/// A noun phrase used for a person or group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LabelEntry {
    /// The phrase in lower case.
    pub phrase: String,
    /// Used by one outlet only, while others name the referent too.
    pub exclusive: bool,
    /// Where it stands.
    pub uses: Vec<Passage>,
}

/// Something that differs between outlets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FindingEntry {
    /// Stable id (`f-…`).
    pub id: String,
    /// What differs.
    pub kind: FindingKind,
    /// One neutral sentence.
    pub summary: String,
    /// Outlets (positions in `outlets`) that it singles out.
    pub outlets: Vec<u32>,
    /// Id of the claim, conflict or source that it is about.
    pub about: Option<String>,
    /// Passages that show it.
    pub evidence: Vec<Passage>,
    /// Where it was looked for in vain.
    pub absences: Vec<AbsenceEntry>,
    /// How probable it is that it holds, 0 to 1.
    pub confidence: f64,
    /// How much a reader gains from it, 0 to 1: the order of the list.
    pub gain: f64,
}

/// What differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum FindingKind {
    /// Statements that cannot all hold.
    Conflict,
    /// A figure that rises from article to article.
    Sequence,
    /// A claim of one outlet alone.
    OnlyIn,
    /// A claim that all others have.
    MissingFrom,
    /// Fact here, allegation there.
    Voice,
    /// A source of one outlet alone.
    OnlySource,
    /// The same utterance cut, cued or labelled otherwise.
    Quote,
    /// A label of one outlet alone.
    Label,
    /// What leads here and stands low or nowhere there.
    Lead,
}

/// Where something was looked for in vain.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AbsenceEntry {
    /// The article (index).
    pub article: u32,
    /// Sentences looked through.
    pub sentences_searched: u32,
    /// The nearest passage.
    pub nearest: Option<NearestEntry>,
    /// How probable it is that it is not there, 0 to 1.
    pub probability: f64,
}

impl Report {
    /// The JSON Schema of the report.
    #[must_use]
    pub fn json_schema() -> serde_json::Value {
        schemars::schema_for!(Self).into()
    }
}
