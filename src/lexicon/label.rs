//! Words that outlets label people, groups and acts with: heads, and modifiers that characterise or do not.
//!
//! Known misses: heads that nobody listed ("holdouts"); nouns that characterise by themselves ("thugs").

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// What a word does in a label. A word may do several things ("a veteran", "a veteran politician").
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) enum LabelWord {
    /// A modifier that characterises ("hardline").
    Telling,
    /// A modifier that does not ("drone", "latest").
    Plain,
    /// Head of a phrase for something done ("attack").
    Act,
    /// Head of a phrase for a group ("militia"), in the singular.
    Group,
    /// Head of a phrase for a person ("cleric").
    Person,
}

static WORDS: LazyLock<FxHashMap<&'static str, Vec<LabelWord>>> = LazyLock::new(|| {
    let mut words: FxHashMap<&'static str, Vec<LabelWord>> = FxHashMap::default();
    for line in include_str!("data/label.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        if let (Some(word), Some(class)) = (columns.next(), columns.next().and_then(class)) {
            words.entry(word).or_default().push(class);
        }
    }
    words
});

fn class(name: &str) -> Option<LabelWord> {
    Some(match name {
        "telling" => LabelWord::Telling,
        "plain" => LabelWord::Plain,
        "act" => LabelWord::Act,
        "group" => LabelWord::Group,
        "person" => LabelWord::Person,
        _ => return None,
    })
}

/// Whether a lower-case word does this in a label.
pub(crate) fn is(word: &str, class: LabelWord) -> bool {
    WORDS.get(word).is_some_and(|classes| classes.contains(&class))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_sorted_unique_and_of_a_known_class() {
        let rows: Vec<&str> = include_str!("data/label.tsv").lines().filter(|line| !line.starts_with('#')).collect();
        let keys: Vec<(&str, &str)> = rows.iter().map(|row| row.split_once('\t').expect("two columns")).collect();
        assert!(keys.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(keys.iter().all(|(_, name)| class(name).is_some()));
    }
}
