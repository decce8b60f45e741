//! How each outlet frames an event: one lens a file.
//!
//! No score of bias, no ranking of outlets: each lens shows passages side by side.

mod airtime;
#[cfg(test)]
pub(crate) mod fixture;
mod labels;
mod openings;
mod quote_words;
mod quotes;
pub(crate) mod standing;

use crate::alignment::{Comparison, Member};
use crate::attribution::{CueClass, Source, SpeakerKind};
use crate::event::origin::Origin;
use crate::framing::standing::Standing;
use crate::span::{ArticleIndex, AttributionIndex, SourceIndex, Span};

/// What the lenses saw in one event.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Lenses {
    /// The same utterance in several outlets, cut, cued or labelled otherwise.
    pub quotes: Vec<SharedQuote>,
    /// Words given to each source by each outlet.
    pub airtime: Vec<Airtime>,
    /// Headline and lede of each member.
    pub openings: Vec<Opening>,
    /// What the main people and groups are called.
    pub labels: Vec<LabelSet>,
}

/// The same utterance in several outlets (lens 2).
#[derive(Clone, PartialEq, Debug)]
pub struct SharedQuote {
    /// The words that all versions share, as the longest version has them.
    pub shared: String,
    /// One a member and attribution.
    pub versions: Vec<QuoteVersion>,
    /// How the versions differ.
    pub differences: Vec<QuoteDifference>,
}

/// One outlet's version of a shared utterance.
#[derive(Clone, PartialEq, Debug)]
pub struct QuoteVersion {
    /// Position in the event's list of articles.
    pub member: u32,
    /// The attribution.
    pub attribution: AttributionIndex,
    /// The quoted words.
    pub quoted: Span,
    /// The cue word's class.
    pub cue_class: CueClass,
    /// All that it quotes, beside the longest version: what it keeps, leaves out, has of its own, in order.
    pub words: Vec<QuoteWords>,
}

/// A stretch of a version of a quote.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct QuoteWords {
    /// How it stands to the longest version.
    pub standing: QuoteStanding,
    /// The words: its own text, or the longest version's where they are left out.
    pub text: String,
}

/// How words of a version stand to the longest one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum QuoteStanding {
    /// Both have them.
    Kept,
    /// This one alone has them.
    Added,
    /// The longest alone has them.
    LeftOut,
}

/// How the versions of an utterance differ.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum QuoteDifference {
    /// One has words that another cuts.
    Cut,
    /// The cue words are of different classes.
    Cue,
    /// The speaker is labelled otherwise.
    Label,
    /// The quoted words themselves differ.
    Wording,
}

/// Words that one member gives to one source (lens 10).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Airtime {
    /// Position in the event's list of articles.
    pub member: u32,
    /// The source.
    pub source: SourceIndex,
    /// What the source is.
    pub kind: SpeakerKind,
    /// Words inside quotation marks.
    pub quoted_words: usize,
    /// Words of content outside quotation marks.
    pub paraphrased_words: usize,
    /// Position of the first content, as a share of the article's prose, 0 to 1 in thousandths.
    pub first_at_thousandths: u32,
}

/// Headline and lede of a member (lens 9).
#[derive(Clone, PartialEq, Debug)]
pub struct Opening {
    /// Position in the event's list of articles.
    pub member: u32,
    /// The headline.
    pub headline: Span,
    /// The first sentence of the text.
    pub lede: Option<Span>,
    /// Claims (positions) that headline or lede bear.
    pub leads_with: Vec<usize>,
    /// Quoted words in the headline.
    pub quoted: Vec<Span>,
}

/// What one person, group or act is called by each outlet (lens 1).
#[derive(Clone, PartialEq, Debug)]
pub struct LabelSet {
    /// The person or group, by its fullest name.
    pub referent: String,
    /// Noun phrases used for it.
    pub labels: Vec<Label>,
}

/// A noun phrase used for a referent.
#[derive(Clone, PartialEq, Debug)]
pub struct Label {
    /// The phrase in lower case ("pro-iran militias").
    pub phrase: String,
    /// Where each member uses it.
    pub uses: Vec<(u32, Span)>,
    /// One voice alone uses it, with a modifier that characterises, while two or more others name the referent.
    pub is_exclusive: bool,
}

/// Looks at one event through all lenses. `articles` names the members as `origins` name them, in the same order.
#[must_use]
pub fn look(members: &[Member<'_>], articles: &[ArticleIndex], origins: &[Origin], sources: &[Source], comparison: &Comparison) -> Lenses {
    let standing = Standing::new(members, articles, origins);
    Lenses {
        quotes: quotes::find(members, &standing),
        airtime: airtime::measure(members, sources),
        openings: openings::find(members, comparison),
        labels: labels::find(members, &standing),
    }
}
