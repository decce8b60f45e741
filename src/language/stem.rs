//! Normal form of a word. First form.

/// The stem of a lower-case word.
#[must_use]
pub fn stem(word: &str) -> String {
    let word = word.strip_suffix("'s").unwrap_or(word);
    if word.len() > 4 && word.ends_with('s') && !word.ends_with("ss") { word[..word.len() - 1].to_owned() } else { word.to_owned() }
}
