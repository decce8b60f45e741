//! Which sources are asked for: by a name, in any case and with or without accents, or those without a name.
//!
//! A source is called by a name if all words of it stand in its label or in one of its aliases ("lindt": Rosa Lindt). For a name that
//! nobody bears, the nearest names are found by Jaro-Winkler similarity (by the crate `strsim`), of the whole and of its last word.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Names told for one that nobody bears.
const NEAREST: usize = 3;
/// Similarity from which on a name is near: less is no slip of the pen ("Lint" and "Lindt" .94, "Lindt" and "Ebden" .46).
const NEAR: f64 = 0.7;

/// Whether sources must be without a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Naming {
    /// Named or not.
    #[default]
    Any,
    /// People whose names are not given.
    Unnamed,
}

/// What a user asks for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SourceChoice {
    /// Any of these names; all sources if there are none.
    pub names: Vec<String>,
    /// Whether it must be without a name.
    pub naming: Naming,
}

/// A name that nobody bears.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unmet {
    /// As it was asked for.
    pub name: String,
    /// Labels of the nearest sources, nearest first.
    pub nearest: Vec<String>,
}

impl SourceChoice {
    /// Whether all sources are taken.
    #[must_use]
    pub fn is_all(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a source of these names is taken; `is_unnamed` says that it is people whose names are not given.
    #[must_use]
    pub fn takes(&self, names: &[&str], is_unnamed: bool) -> bool {
        (self.naming == Naming::Any || is_unnamed) && (self.names.is_empty() || self.names.iter().any(|asked| bears(names, asked)))
    }

    /// The names that none of these sources bears. Each source comes with all its names, its label first.
    #[must_use]
    pub fn unmet(&self, sources: &[Vec<&str>]) -> Vec<Unmet> {
        let missing = self.names.iter().filter(|asked| !sources.iter().any(|names| bears(names, asked)));
        missing.map(|asked| Unmet { name: asked.clone(), nearest: nearest(asked, sources) }).collect()
    }
}

fn bears(names: &[&str], asked: &str) -> bool {
    let asked = words(asked);
    !asked.is_empty() && names.iter().any(|name| words(name).windows(asked.len()).any(|part| part == asked))
}

fn nearest(asked: &str, sources: &[Vec<&str>]) -> Vec<String> {
    let asked = words(asked).join(" ");
    let mut by_label: BTreeMap<&str, f64> = BTreeMap::new();
    for names in sources {
        let Some(label) = names.first() else { continue };
        let near = names.iter().map(|name| {
            let words = words(name);
            let whole = strsim::jaro_winkler(&asked, &words.join(" "));
            words.last().map_or(whole, |last| whole.max(strsim::jaro_winkler(&asked, last)))
        });
        let near = near.fold(0.0, f64::max);
        let held = by_label.entry(label).or_default();
        *held = held.max(near);
    }
    let mut ranked: Vec<(&str, f64)> = by_label.into_iter().filter(|(_, near)| *near >= NEAR).collect();
    ranked.sort_by(|left, right| right.1.total_cmp(&left.1).then(left.0.cmp(right.0)));
    ranked.into_iter().take(NEAREST).map(|(label, _)| label.to_owned()).collect()
}

/// Words without case, accents and possessive endings.
fn words(name: &str) -> Vec<String> {
    let straight = name.replace('\u{2019}', "'");
    let split = straight.split(|c: char| !(c.is_alphanumeric() || c == '\'' || is_combining_mark(c)));
    split.map(|word| fold(word.strip_suffix("'s").unwrap_or(word))).filter(|word| !word.is_empty()).collect()
}

fn fold(word: &str) -> String {
    let mut folded = String::new();
    for c in word.chars().flat_map(char::to_lowercase).nfd().filter(|c| !is_combining_mark(*c)) {
        match c {
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' => folded.push('d'),
            'ı' => folded.push('i'),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            '\'' => {}
            c => folded.push(c),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asking(name: &str) -> SourceChoice {
        SourceChoice { names: vec![name.to_owned()], naming: Naming::Any }
    }

    #[test]
    fn a_name_is_found_by_a_part_in_any_case_without_accents_and_by_an_alias() {
        assert!(asking("lindt").takes(&["Rosa Lindt"], false));
        assert!(asking("MULLER").takes(&["Jürgen Müller"], false));
        assert!(asking("Müller").takes(&["Jurgen Muller"], false));
        assert!(asking("kazemi").takes(&["Mustafa al-Kadhimi", "al-Kazemi"], false));
        assert!(asking("interior ministry").takes(&["Iraq’s Interior Ministry"], false));
        assert!(!asking("ministry interior").takes(&["Iraq’s Interior Ministry"], false));
        assert!(!asking("lind").takes(&["Rosa Lindt"], false));
        assert!(!asking("!").takes(&["Rosa Lindt"], false));
    }

    #[test]
    fn those_without_a_name_can_be_asked_for() {
        let choice = SourceChoice { names: Vec::new(), naming: Naming::Unnamed };
        assert!(choice.takes(&["two officials"], true) && !choice.takes(&["Rosa Lindt"], false));
        assert!(SourceChoice::default().is_all() && !choice.is_all());
    }

    #[test]
    fn a_name_that_nobody_bears_comes_with_the_nearest() {
        let sources = [vec!["Rosa Lindt"], vec!["Marc Ebden"], vec!["coast guard"]];
        let unmet = SourceChoice { names: vec!["Lint".to_owned(), "ebden".to_owned()], naming: Naming::Any }.unmet(&sources);
        assert_eq!(unmet, [Unmet { name: "Lint".to_owned(), nearest: vec!["Rosa Lindt".to_owned()] }]);
        assert!(asking("Zzyzx").unmet(&sources)[0].nearest.is_empty());
    }
}
