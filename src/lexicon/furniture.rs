//! Phrases that give away captions, credits, prompts and the other furniture of pages, each in the list of its rule.
//!
//! A phrase is compared with a line in lower case, at borders of words. Which list decides what is for `ingest` to say.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::lexicon::rows;

pub(crate) static DATA: &str = include_str!("data/furniture.tsv");

/// What a phrase does in a line.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum List {
    /// The last word of an agency or paper in a picture's credit.
    AgencyEnd,
    /// What a note to readers says of the text.
    NoteVerb,
    /// Opens a line with an address, a handle or a link.
    AddressStart,
    /// An agency before the caption, as written.
    AgencyFirst,
    /// Opens a caption.
    CaptionStart,
    /// Stands in a note on cookies.
    Cookie,
    /// Opens a note on cookies.
    CookieStart,
    /// Stands in a credit.
    Credit,
    /// Opens a credit before names.
    CreditStart,
    /// A lower-case word of credits besides names.
    CreditWord,
    /// A label in capitals before a colon or a bar, or alone on its line.
    Label,
    /// Stands in a legal note.
    Legal,
    /// Opens a legal note or a note to readers.
    LegalStart,
    /// A label, in any case, before a colon and the headline of another story.
    LinkLabel,
    /// Opens a line before something that is offered.
    Offer,
    /// What is offered.
    Offered,
    /// An agency that pictures come from.
    PictureAgency,
    /// Opens a caption before a name with a capital.
    PictureBy,
    /// Stands in the credit at the end of a caption.
    PictureCredit,
    /// Opens the credit at the end of a caption.
    PictureCreditStart,
    /// A whole line that stands for a picture.
    PictureLabel,
    /// A whole line that asks the reader to do something.
    Prompt,
    /// Gives away a note of several sentences that asks the reader to do something.
    PromptNote,
    /// Opens such a line.
    PromptStart,
    /// Stands in a line that asks the reader to do something.
    PromptWord,
    /// Opens a line that leads to other stories.
    RelatedStart,
    /// A word of share buttons.
    ShareWord,
    /// Opens a credit without brackets, as written.
    SlashCredit,
    /// Opens a date line.
    StampStart,
    /// What a note with an asterisk says of whom it is about.
    StatusNote,
    /// Opens a credit, whatever follows.
    SureCreditStart,
    /// Opens a line of tags.
    TagStart,
    /// What a note to readers calls the text.
    TextNoun,
    /// What authors are.
    Trade,
}

impl List {
    const ALL: &[Self] = &[
        Self::AgencyEnd,
        Self::NoteVerb,
        Self::AddressStart,
        Self::AgencyFirst,
        Self::CaptionStart,
        Self::Cookie,
        Self::CookieStart,
        Self::Credit,
        Self::CreditStart,
        Self::CreditWord,
        Self::Label,
        Self::Legal,
        Self::LegalStart,
        Self::LinkLabel,
        Self::Offer,
        Self::Offered,
        Self::PictureAgency,
        Self::PictureBy,
        Self::PictureCredit,
        Self::PictureCreditStart,
        Self::PictureLabel,
        Self::Prompt,
        Self::PromptNote,
        Self::PromptStart,
        Self::PromptWord,
        Self::RelatedStart,
        Self::ShareWord,
        Self::SlashCredit,
        Self::StampStart,
        Self::StatusNote,
        Self::SureCreditStart,
        Self::TagStart,
        Self::TextNoun,
        Self::Trade,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::AgencyEnd => "agency-end",
            Self::NoteVerb => "note-verb",
            Self::AddressStart => "address-start",
            Self::AgencyFirst => "agency-first",
            Self::CaptionStart => "caption-start",
            Self::Cookie => "cookie",
            Self::CookieStart => "cookie-start",
            Self::Credit => "credit",
            Self::CreditStart => "credit-start",
            Self::CreditWord => "credit-word",
            Self::Label => "label",
            Self::Legal => "legal",
            Self::LegalStart => "legal-start",
            Self::LinkLabel => "link-label",
            Self::Offer => "offer",
            Self::Offered => "offered",
            Self::PictureAgency => "picture-agency",
            Self::PictureBy => "picture-by",
            Self::PictureCredit => "picture-credit",
            Self::PictureCreditStart => "picture-credit-start",
            Self::PictureLabel => "picture-label",
            Self::Prompt => "prompt",
            Self::PromptNote => "prompt-note",
            Self::PromptStart => "prompt-start",
            Self::PromptWord => "prompt-word",
            Self::RelatedStart => "related-start",
            Self::ShareWord => "share-word",
            Self::SlashCredit => "slash-credit",
            Self::StampStart => "stamp-start",
            Self::StatusNote => "status-note",
            Self::SureCreditStart => "sure-credit-start",
            Self::TagStart => "tag-start",
            Self::TextNoun => "text-noun",
            Self::Trade => "trade",
        }
    }

    /// Its phrases, sorted.
    pub(crate) fn phrases(self) -> &'static [&'static str] {
        TABLE.get(&self).map_or(&[], Vec::as_slice)
    }

    /// Whether `line` is one of them.
    pub(crate) fn has(self, line: &str) -> bool {
        self.phrases().binary_search(&line).is_ok()
    }

    /// Whether `line` starts with one of them, at the end of a word.
    pub(crate) fn opens(self, line: &str) -> bool {
        self.phrases().iter().any(|phrase| {
            let rest = line.strip_prefix(phrase);
            rest.is_some_and(|rest| phrase.ends_with(|c: char| !c.is_alphanumeric()) || !rest.starts_with(char::is_alphanumeric))
        })
    }

    /// Whether `line` contains one of them.
    pub(crate) fn is_in(self, line: &str) -> bool {
        self.phrases().iter().any(|phrase| line.contains(phrase))
    }
}

static TABLE: LazyLock<FxHashMap<List, Vec<&'static str>>> = LazyLock::new(|| {
    let mut table: FxHashMap<List, Vec<&'static str>> = FxHashMap::default();
    for row in rows(DATA) {
        if let (Some(list), Some(phrase)) = (List::ALL.iter().find(|list| Some(&list.name()) == row.first()), row.get(1)) {
            table.entry(*list).or_default().push(phrase);
        }
    }
    table
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_sorted_without_repeats_and_every_list_has_some() {
        let rows: Vec<_> = rows(DATA).collect();
        for pair in rows.windows(2) {
            assert!(pair[0] < pair[1], "unsorted near {:?}", pair[1]);
        }
        assert_eq!(List::ALL.iter().map(|list| list.phrases().len()).sum::<usize>(), rows.len(), "a row of a list that is not known");
        assert!(List::ALL.iter().all(|list| !list.phrases().is_empty()));
        assert!(rows.iter().all(|row| row.len() == 2 && row[1].trim() == row[1] && !row[1].is_empty()));
    }

    #[test]
    fn phrases_are_matched_at_borders_of_words() {
        assert!(List::PromptStart.opens("log in to comment") && !List::PromptStart.opens("log into it"));
        assert!(List::CaptionStart.opens("reuters/jane doe"));
        assert!(List::Prompt.has("advertisement") && !List::Prompt.has("advertisements were few"));
        assert!(List::CreditWord.has("editing") && List::Credit.is_in("jane doe contributed to this report."));
    }
}
