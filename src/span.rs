//! Positions in an article's text, and the index types that stages hand to each other.
//!
//! Every [`Span`] is a half-open range of UTF-8 bytes of [`Article::text`](crate::article::Article::text).
//! Other units (code points, UTF-16) appear only in reports.

use std::ops::Range;

/// Half-open range of UTF-8 bytes of one article's text. Both ends lie on character borders.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span `start..end`. An inverted range becomes empty at `start`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        let end = u32::try_from(end).unwrap_or(u32::MAX).max(start);
        Self { start, end }
    }

    /// The range as `usize`, for slicing.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it holds no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The text under the span; empty if the span does not fit `text`.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// Whether `other` lies inside, ends included.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The shared part, if there is one.
    #[must_use]
    pub fn intersection(self, other: Self) -> Option<Self> {
        let (start, end) = (self.start.max(other.start), self.end.min(other.end));
        (start < end).then_some(Self { start, end })
    }

    /// Without white space at either end.
    #[must_use]
    pub fn trim(self, text: &str) -> Self {
        let inside = self.of(text);
        let start = self.range().start + (inside.len() - inside.trim_start().len());
        Self::new(start, start + inside.trim().len())
    }
}

macro_rules! index {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
        pub struct $name(pub u32);

        impl $name {
            /// From a position in a slice.
            #[must_use]
            pub fn new(position: usize) -> Self {
                Self(u32::try_from(position).unwrap_or(u32::MAX))
            }

            /// The position in the slice that it counts.
            #[must_use]
            pub fn get(self) -> usize {
                self.0 as usize
            }
        }
    )+};
}

index! {
    /// An article of the run.
    ArticleIndex,
    /// A block of one article.
    BlockIndex,
    /// A sentence of one article's analysis.
    SentenceIndex,
    /// A token of one article's analysis.
    TokenIndex,
    /// A normal form in one article's vocabulary.
    TermIndex,
    /// A statement of one article.
    StatementIndex,
    /// An attribution of one article.
    AttributionIndex,
    /// An event of the run.
    EventIndex,
    /// A claim of one event.
    ClaimIndex,
    /// A source of one event.
    SourceIndex,
}

/// Half-open range of tokens of one analysis.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct TokenRange {
    /// First token.
    pub start: u32,
    /// One past the last token.
    pub end: u32,
}

impl TokenRange {
    /// The range `start..end`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        Self { start, end: u32::try_from(end).unwrap_or(u32::MAX).max(start) }
    }

    /// As `usize`, for slicing.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Number of tokens.
    #[must_use]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it holds no token.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trimming_keeps_the_text_without_its_outer_white_space() {
        let text = "a \u{a0}é b ";
        let span = Span::new(1, text.len()).trim(text);
        assert_eq!(span.of(text), "é b");
    }

    #[test]
    fn a_span_off_the_text_is_empty_not_a_panic() {
        assert_eq!(Span::new(1, 2).of("é"), "");
        assert_eq!(Span::new(5, 9).of("abc"), "");
        assert!(Span::new(7, 3).is_empty());
    }

    #[test]
    fn overlap_needs_a_shared_byte() {
        let (left, right) = (Span::new(0, 3), Span::new(3, 5));
        assert!(!left.overlaps(right));
        assert_eq!(left.intersection(right), None);
        assert_eq!(left.cover(right), Span::new(0, 5));
    }
}
