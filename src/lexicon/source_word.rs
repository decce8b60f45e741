//! Words that say what a source is, and nouns that report what somebody said.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::lexicon::reporting_cue::{CueKind, CueTone};

const DATA: &str = include_str!("data/source_words.tsv");

/// What a noun says about a source.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum SourceWord {
    /// "spokesman", "minister".
    Role,
    /// "mr", "sen".
    Title,
    /// "officials", "witnesses".
    Group,
    /// "source".
    Anonymous,
    /// "ministry", "court".
    Body,
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
    let entry = match kind {
        "role" => SourceWord::Role,
        "title" => SourceWord::Title,
        "group" => SourceWord::Group,
        "anonymous" => SourceWord::Anonymous,
        "body" => SourceWord::Body,
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
        assert_eq!(of("spokesman"), Some(SourceWord::Role));
        assert!(matches!(of("claim"), Some(SourceWord::Cue { tone: CueTone::Doubt, .. })));
    }
}
