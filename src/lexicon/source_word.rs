//! Words that say what a source is, and nouns that report what somebody said.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::lexicon::reporting_cue::{CueKind, CueTone};

const DATA: &str = include_str!("data/source_words.tsv");

/// What somebody who is called so, and has no name, speaks as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Calling {
    /// Holds an office or speaks for a body: "officials", "minister", "spokeswoman".
    Official,
    /// Knows the matter by trade: "analysts", "economist".
    Expert,
    /// Was there: "witnesses", "bystander".
    Witness,
    /// Anybody: "nurse", "residents", "source".
    Other,
}

/// What a noun says about a source.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum SourceWord {
    /// "spokesman", "minister": stands with a name, or for one.
    Role(Calling),
    /// "mr", "sen".
    Title,
    /// "officials", "witnesses".
    Group(Calling),
    /// "source", "bystander".
    Anonymous(Calling),
    /// "ministry", "court".
    OfficialBody,
    /// "company", "union".
    Organisation,
    /// "report", "poll".
    Document,
    /// "tweet".
    Post,
    /// "newspaper", "reuters".
    Media,
    /// A noun that reports: "claim", "warning".
    Cue {
        /// What it does to what is said.
        tone: CueTone,
        /// Saying or thinking.
        kind: CueKind,
    },
}

static TABLE: LazyLock<FxHashMap<&'static str, SourceWord>> =
    LazyLock::new(|| DATA.lines().filter(|line| !line.starts_with('#')).filter_map(read).collect());

fn read(row: &'static str) -> Option<(&'static str, SourceWord)> {
    let mut cells = row.split('\t');
    let (word, kind, tone, class) = (cells.next()?, cells.next()?, cells.next()?, cells.next()?);
    let calling = || match tone {
        "official" => Some(Calling::Official),
        "expert" => Some(Calling::Expert),
        "witness" => Some(Calling::Witness),
        "-" => Some(Calling::Other),
        _ => None,
    };
    let entry = match kind {
        "role" => SourceWord::Role(calling()?),
        "title" => SourceWord::Title,
        "group" => SourceWord::Group(calling()?),
        "anonymous" => SourceWord::Anonymous(calling()?),
        "official-body" => SourceWord::OfficialBody,
        "organisation" => SourceWord::Organisation,
        "document" => SourceWord::Document,
        "post" => SourceWord::Post,
        "media" => SourceWord::Media,
        "cue" => SourceWord::Cue {
            tone: match tone {
                "neutral" => CueTone::Neutral,
                "doubt" => CueTone::Doubt,
                "endorse" => CueTone::Endorse,
                "attack" => CueTone::Attack,
                "concede" => CueTone::Concede,
                "command" => CueTone::Command,
                _ => return None,
            },
            kind: match class {
                "speech" => CueKind::Speech,
                "attitude" => CueKind::Attitude,
                _ => return None,
            },
        },
        _ => return None,
    };
    Some((word, entry))
}

/// What a lower-case word says about a source.
pub(crate) fn of(word: &str) -> Option<SourceWord> {
    TABLE.get(word).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_reads_and_the_file_is_sorted_without_repeats() {
        let rows: Vec<&str> = DATA.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(rows.windows(2).all(|pair| pair[0].split('\t').next() < pair[1].split('\t').next()));
        assert_eq!(rows.len(), TABLE.len());
    }

    #[test]
    fn a_spokesman_is_a_role_and_a_claim_reports() {
        assert_eq!(of("spokesman"), Some(SourceWord::Role(Calling::Official)));
        assert_eq!(of("analysts"), Some(SourceWord::Group(Calling::Expert)));
        assert_eq!((of("ministry"), of("company")), (Some(SourceWord::OfficialBody), Some(SourceWord::Organisation)));
        assert!(matches!(of("claim"), Some(SourceWord::Cue { tone: CueTone::Doubt, .. })));
    }
}
