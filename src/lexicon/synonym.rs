//! Words that stand for each other: variants of one word (abbreviations, demonyms, spellings) and loose synonyms.
//!
//! Written by hand for news reports; a stand-in for what word vectors know, kept short so that each group can be read.
//! Known misses: a word of two senses links both ("strike": attack, walkout).

static DATA: &str = include_str!("data/synonyms.tsv");

/// How the words of a group stand to each other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum SynonymKind {
    /// The word is read as the group's name.
    Variant,
    /// Words of the group may mean the same.
    Synonym,
}

/// A word of a group.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Synonym {
    /// In lower case, as written.
    pub word: &'static str,
    /// The group; for a variant the word that it stands for.
    pub group: &'static str,
    /// How it belongs.
    pub kind: SynonymKind,
}

/// Every row of the table, in order of word and group.
pub fn rows() -> impl Iterator<Item = Synonym> {
    DATA.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut fields = line.split('\t');
        let (word, group) = (fields.next()?, fields.next()?);
        let kind = match fields.next()? {
            "variant" => SynonymKind::Variant,
            "synonym" => SynonymKind::Synonym,
            _ => return None,
        };
        Some(Synonym { word, group, kind })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_without_repeats_and_every_row_is_read() {
        let read: Vec<Synonym> = rows().collect();
        assert_eq!(read.len(), DATA.lines().filter(|line| !line.starts_with('#')).count());
        assert!(read.windows(2).all(|pair| (pair[0].word, pair[0].group) < (pair[1].word, pair[1].group)));
    }

    #[test]
    fn a_variant_stands_for_one_word_only() {
        let mut words: Vec<&str> = rows().filter(|row| row.kind == SynonymKind::Variant).map(|row| row.word).collect();
        let all = words.len();
        words.dedup();
        assert_eq!(words.len(), all);
    }
}
