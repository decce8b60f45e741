//! Normal form of a word: a light suffix stripper in the manner of Porter (1980, doi:10.1108/eb046814), steps 1a, 1b and
//! the final "e" of step 5, with a list of irregular forms looked up first.
//!
//! Only inflection is cut, and nominalisations in -ation, -ator, -ative, -ction, -ly fold into their verb or adjective: Porter's
//! later steps join words that news must keep apart ("general" and "generate", "organ" and "organisation").
//! Known misses: adjectives in -ed that are no participles ("sacred"), plurals of names in -s that are not on the list.

use crate::lexicon::irregular;

/// Shortest stem that a suffix may leave, in letters.
const SHORTEST_STEM: usize = 3;

/// The stem of a lower-case word with straight apostrophes. Words with anything but ASCII letters lose at most a plural "s".
#[must_use]
pub fn stem(word: &str) -> String {
    let word = word.strip_suffix("'s").unwrap_or(word).trim_end_matches('\'');
    if let Some(form) = irregular::look_up(word) {
        return form.to_owned();
    }
    if let Some((front, last)) = word.rsplit_once('-')
        && !front.is_empty()
        && last.len() > SHORTEST_STEM
    {
        return format!("{front}-{}", stem(last));
    }
    if word.len() <= SHORTEST_STEM || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return word.to_owned();
    }
    let base = cut_past_or_gerund(cut_plural(word.to_owned()));
    if base != word
        && let Some(form) = irregular::look_up(&base).or_else(|| irregular::look_up(&format!("{base}e")))
    {
        return form.to_owned();
    }
    let mut stem = fold_nominalisation(base);
    if stem.len() > SHORTEST_STEM && stem.ends_with('e') && !stem.ends_with("ee") {
        stem.pop();
    }
    if stem.len() > SHORTEST_STEM && stem.ends_with('y') && !is_vowel(stem.as_bytes()[stem.len() - 2]) {
        stem.pop();
        stem.push('i');
    }
    stem
}

fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u')
}

fn has_vowel(stem: &str) -> bool {
    stem.bytes().any(|byte| is_vowel(byte) || byte == b'y')
}

fn cut_plural(mut word: String) -> String {
    if word.ends_with("ies") && word.len() > 4 {
        word.truncate(word.len() - 3);
        word.push('y');
    } else if ["sses", "shes", "ches", "xes", "zzes"].iter().any(|ending| word.ends_with(ending)) {
        word.truncate(word.len() - 2);
    } else if word.ends_with('s') && !["ss", "us", "is"].iter().any(|ending| word.ends_with(ending)) {
        word.pop();
    }
    word
}

fn cut_past_or_gerund(mut word: String) -> String {
    if word.ends_with("ied") && word.len() > 4 {
        word.truncate(word.len() - 3);
        word.push('y');
        return word;
    }
    let rest = match () {
        () if word.ends_with("eed") => return word,
        () if word.ends_with("ed") => word.len() - 2,
        () if word.ends_with("ing") => word.len() - 3,
        () => return word,
    };
    if rest < 2 || !has_vowel(&word[..rest]) || (rest == 2 && !is_vowel(word.as_bytes()[0])) {
        return word;
    }
    word.truncate(rest);
    let bytes = word.as_bytes();
    let last = bytes[rest - 1];
    if rest > 3 && last == bytes[rest - 2] && !is_vowel(last) && !matches!(last, b'l' | b's' | b'z') {
        word.pop();
    }
    word
}

/// "investigation", "investigator", "investigate" meet in "investigat"; "election" in "elect"; "badly" in "bad".
fn fold_nominalisation(mut word: String) -> String {
    for ending in ["ation", "ator", "ative"] {
        if let Some(front) = word.strip_suffix(ending)
            && front.len() > 4
        {
            word.truncate(front.len() + 2);
            return word;
        }
    }
    if word.ends_with("ction") && word.len() > 7 {
        word.truncate(word.len() - 3);
    } else if word.ends_with("ly") && word.len() > 6 {
        word.truncate(word.len() - 2);
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_word_meet() {
        for group in [
            &["kill", "killed", "killing", "kills"][..],
            &["say", "said", "says", "saying"],
            &["take", "took", "takes", "taking"],
            &["child", "children"],
            &["police"],
            &["wound", "wounded"],
            &["escape", "escaped", "escaping", "escapes"],
            &["investigate", "investigator", "investigation", "investigating"],
            &["elect", "election", "elected", "elections"],
            &["agency", "agencies"],
            &["plan", "planned", "planning"],
            &["target", "targeted", "targets"],
            &["drone", "drones"],
            &["carry", "carried", "carries"],
            &["immediate", "immediately"],
        ] {
            let stems: Vec<String> = group.iter().map(|word| stem(word)).collect();
            assert!(stems.windows(2).all(|pair| pair[0] == pair[1]), "{group:?} became {stems:?}");
        }
    }

    #[test]
    fn words_apart_stay_apart() {
        for (left, right) in [
            ("general", "generate"),
            ("organ", "organisation"),
            ("policy", "police"),
            ("iraq", "iraqi"),
            ("news", "new"),
            ("united", "unit"),
            ("wing", "w"),
        ] {
            assert_ne!(stem(left), stem(right));
        }
    }

    #[test]
    fn names_keep_their_letters() {
        for name in ["james", "charles", "texas", "hamas", "reuters", "mohammed", "beijing"] {
            assert_eq!(stem(name), name);
        }
        assert_eq!(stem("iraq's"), "iraq");
        assert_eq!(stem("guards'"), "guard");
    }

    #[test]
    fn a_hyphenated_word_is_stemmed_at_its_end() {
        assert_eq!(stem("drone-attacks"), "drone-attack");
        assert_eq!(stem("-"), "-");
    }
}
