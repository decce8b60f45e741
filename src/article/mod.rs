//! The article: one published text with its headline, date, outlet and address. Immutable after ingest.

use jiff::civil::Date;

use crate::span::Span;

/// Publisher of an article.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Outlet {
    /// As reports name it: "Example Times", else the domain, else the file's name.
    pub name: String,
    /// Host of its address without `www.`, if an address is known.
    pub domain: Option<String>,
    /// How the name was learned.
    pub basis: OutletBasis,
}

impl Outlet {
    /// Whether a name in the text is the outlet's own: "Observer" of the Tolmen Observer.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        let words = |name: &str| -> Vec<String> { name.split_whitespace().map(str::to_lowercase).filter(|word| word != "the").collect() };
        let (own, other) = (words(&self.name), words(name));
        !other.is_empty() && own.last() == other.last() && other.iter().all(|word| own.contains(word))
    }
}

/// How an outlet's name was learned.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum OutletBasis {
    /// A field, header line, metadata of the page, or a notice in the text ("© 2021 Example Times").
    Given,
    /// The host of the address.
    Address,
    /// The file's name, for want of anything better.
    FileName,
}

/// When an article was published, as precisely as it says.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
#[non_exhaustive]
pub enum Published {
    /// Not said.
    #[default]
    Unknown,
    /// A calendar day, zone unknown.
    Day(Date),
    /// A moment, with its local calendar day where it was published.
    Moment {
        /// Seconds since 1970-01-01T00:00:00Z.
        unix_seconds: i64,
        /// The day in the offset that was given (UTC if none).
        day: Date,
    },
}

impl Published {
    /// The calendar day, if known.
    #[must_use]
    pub fn day(self) -> Option<Date> {
        match self {
            Self::Unknown => None,
            Self::Day(day) | Self::Moment { day, .. } => Some(day),
        }
    }
}

/// Language of an article's text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum Language {
    /// English: analysed.
    English,
    /// Another one, ISO 639-1 where there is one: listed, not analysed.
    Other(String),
    /// Too little text to tell.
    Unknown,
}

impl Language {
    /// ISO 639-1 code (639-3 where there is none), `und` if unknown.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::English => "en",
            Self::Other(code) => code,
            Self::Unknown => "und",
        }
    }

    /// Whether the stages after ingest can analyse it. Too little text to tell is tried as English.
    #[must_use]
    pub fn is_analysed(&self) -> bool {
        !matches!(self, Self::Other(_))
    }
}

/// What a block of text is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum BlockKind {
    /// The headline.
    Headline,
    /// The standfirst, or the first paragraph of the text.
    Lede,
    /// A paragraph of the text.
    Body,
    /// A heading between paragraphs.
    Subheading,
    /// A picture's caption or credit.
    Caption,
    /// Anything else that is not the article: see [`Furniture`].
    Furniture(Furniture),
}

impl BlockKind {
    /// Whether it is the article's own prose (headline, lede, body), from which statements are taken.
    #[must_use]
    pub fn is_prose(self) -> bool {
        matches!(self, Self::Headline | Self::Lede | Self::Body)
    }
}

/// Text around an article that is not the article.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum Furniture {
    /// "Read also", a related story's headline.
    Related,
    /// "Log in or register to comment", share buttons, subscribe lines.
    Prompt,
    /// Who wrote or edited it, agency credit lines.
    Credit,
    /// "FILE PHOTO" and other picture labels without a caption.
    PictureLabel,
    /// Date and place of publication, reading time.
    Dateline,
    /// Copyright, footnotes on legal status, disclaimers.
    Legal,
    /// Tags and sections, tag lines in another script.
    Tags,
    /// The headline once more.
    RepeatedHeadline,
}

/// A run of the text: a headline, a paragraph, a caption. Blocks are in order and do not overlap.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it is, without white space at its ends.
    pub span: Span,
}

/// Whether the whole text is there.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum Completeness {
    /// Nothing speaks against it.
    Whole,
    /// Cut: what is missing from it proves nothing.
    Truncated(Truncation),
}

/// Why a text is held to be cut.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum Truncation {
    /// Metadata say that it is not free (`isAccessibleForFree`).
    Paywall,
    /// A "subscribe to continue" line.
    SubscribePrompt,
    /// It ends in an ellipsis, "[…]" or "Read more".
    Teaser,
    /// It stops inside a sentence.
    MidSentence,
    /// There is a headline and no text.
    HeadlineOnly,
}

/// SHA-256 of something, as 32 bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// Of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        use sha2::Digest as _;
        Self(sha2::Sha256::digest(bytes).into())
    }

    /// As 64 hexadecimal digits.
    #[must_use]
    pub fn hex(&self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Where an article was read from.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Origination {
    /// Path as given or walked to (`-` for standard input).
    pub path: String,
    /// Line (JSON Lines) or element (JSON array), from 1, where the file holds several.
    pub row: Option<u32>,
}

/// One published text. `text` is the headline, an empty line and the body exactly as it was given or
/// extracted; it never changes.
#[derive(Clone, Debug)]
pub struct Article {
    /// The id it came with, else made from the path (and row); unique in a run.
    pub id: String,
    /// Where it was read from.
    pub origination: Origination,
    /// Publisher.
    pub outlet: Outlet,
    /// Address, canonical if the page names one.
    pub url: Option<String>,
    /// Bylines as given.
    pub authors: Vec<String>,
    /// When it was published.
    pub published: Published,
    /// Language of the text.
    pub language: Language,
    /// Headline, empty line, body.
    pub text: String,
    /// The headline; empty if there is none. Inside the body when the body repeats it as its first line.
    pub headline: Span,
    /// The body: exactly the text that was given.
    pub body: Span,
    /// Headline, paragraphs, captions, furniture, in order.
    pub blocks: Vec<Block>,
    /// Whether the whole text is there.
    pub completeness: Completeness,
    /// The news agency that the text names as its own writer, as it should be listed ("Associated Press").
    pub wire: Option<Wire>,
    /// SHA-256 of `text`.
    pub digest: Digest,
}

impl Article {
    /// A whole English text of which nothing else is known, without a headline; `name` is its id and outlet.
    pub(crate) fn bare(name: &str, text: String, blocks: Vec<Block>) -> Self {
        Self {
            id: name.to_owned(),
            origination: Origination { path: String::new(), row: None },
            outlet: Outlet { name: name.to_owned(), domain: None, basis: OutletBasis::FileName },
            url: None,
            authors: Vec::new(),
            published: Published::Unknown,
            language: Language::English,
            headline: Span::new(0, 0),
            body: Span::new(0, text.len()),
            blocks,
            completeness: Completeness::Whole,
            wire: None,
            digest: Digest::of(text.as_bytes()),
            text,
        }
    }
}

/// Sign that a text is an agency's.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wire {
    /// The agency as named there.
    pub agency: String,
    /// What gave it away.
    pub sign: WireSign,
}

/// What shows that a text is an agency's.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum WireSign {
    /// The author field names it.
    Byline,
    /// "BAGHDAD (AP) —".
    Dateline,
    /// "Reuters contributed", "With AP".
    CreditLine,
}

/// Which part of an article as given a position counts from.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum Part {
    /// The headline.
    Headline,
    /// The body.
    Body,
}

impl Part {
    /// As written in machine output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Body => "body",
        }
    }
}

impl Article {
    /// The part in which a span lies, and the span counted from that part's first byte.
    /// A span over both is cut to the part in which it starts.
    #[must_use]
    pub fn locate(&self, span: Span) -> (Part, Span) {
        let (part, home) = if self.body.start <= span.start { (Part::Body, self.body) } else { (Part::Headline, self.headline) };
        let end = span.end.min(home.end).max(span.start);
        (part, Span { start: span.start - home.start.min(span.start), end: end - home.start.min(end) })
    }

    /// The headline's text.
    #[must_use]
    pub fn title(&self) -> &str {
        self.headline.of(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outlet_is_called_by_the_end_of_its_name() {
        let outlet = Outlet { name: "The Tolmen Observer".to_owned(), domain: None, basis: OutletBasis::Given };
        assert!(["the Observer", "Tolmen Observer", "Observer"].iter().all(|name| outlet.is_called(name)));
        assert!(!["Tolmen", "Pell Observer", "", "the"].iter().any(|name| outlet.is_called(name)));
    }

    #[test]
    fn a_digest_is_that_of_the_standard() {
        assert!(Digest::of(b"abc").hex().starts_with("ba7816bf8f01cfea"));
    }
}
