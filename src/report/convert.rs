//! From the stages' closed sets to those of the report.

use crate::event::version;
use crate::report::{
    AttributionCare, AttributionClass, AttributionKind, AttributionMethod, Certainty, ClaimOrder, Completeness, ConflictKind, Coverage,
    CueClass, OutletBasis, Polarity, QuoteDifference, QuoteStanding, Relation, SpeakerKind, WordChange,
};
use crate::{alignment, article, attribution, framing, statement};

macro_rules! same_names {
    ($($from:path => $to:ident { $($name:ident),+ $(,)? })+) => {$(
        impl From<$from> for $to {
            fn from(value: $from) -> Self {
                match value {
                    $(<$from>::$name => Self::$name,)+
                }
            }
        }
    )+};
}

same_names! {
    article::OutletBasis => OutletBasis { Given, Address, FileName }
    statement::Polarity => Polarity { Affirmed, Negated }
    statement::Certainty => Certainty { Flat, Hedged, Alleged, Denied, Planned, Conditional }
    attribution::AttributionMethod => AttributionMethod { Learned, Rules }
    attribution::AttributionCare => AttributionCare { Balanced, Precise }
    attribution::AttributionKind => AttributionKind { Direct, Indirect, Mixed }
    attribution::AttributionClass => AttributionClass { Speech, Attitude }
    attribution::CueClass => CueClass { Neutral, Doubt, Endorse, Attack, Concede, Command, Manner }
    attribution::SpeakerKind => SpeakerKind {
        Person, OfficialBody, Organisation, Document, Post, AnonymousOfficial, Witness, Expert, Anonymous, Group, Media, Unknown,
    }
    alignment::Relation => Relation { Same, MoreSpecific, LessSpecific, Conflicting }
    alignment::Coverage => Coverage { States, Attributes, Disputes, Unclear, Absent, Unknown }
    alignment::ClaimOrder => ClaimOrder { Salience, Checkworthiness }
    alignment::ConflictKind => ConflictKind { Quantity, Date, Name, Polarity, Actor, Outcome }
    framing::QuoteStanding => QuoteStanding { Kept, Added, LeftOut }
    version::WordChange => WordChange { Same, Removed, Added }
    framing::QuoteDifference => QuoteDifference { Cut, Cue, Label, Wording }
}

impl From<article::Completeness> for Completeness {
    fn from(value: article::Completeness) -> Self {
        match value {
            article::Completeness::Whole => Self::Whole,
            article::Completeness::Truncated(why) => match why {
                article::Truncation::Paywall => Self::Paywall,
                article::Truncation::SubscribePrompt => Self::SubscribePrompt,
                article::Truncation::Teaser => Self::Teaser,
                article::Truncation::MidSentence => Self::MidSentence,
                article::Truncation::HeadlineOnly => Self::HeadlineOnly,
            },
        }
    }
}
