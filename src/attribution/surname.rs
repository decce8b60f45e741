//! Surnames and the small words around them: when two names of one surname are one person.

/// Surname for look-ups: lower case, without the Arabic article.
pub(crate) fn surname_key(word: &str) -> String {
    let lower = word.to_lowercase();
    ["al-", "el-", "as-", "ar-"].iter().find_map(|article| lower.strip_prefix(article)).unwrap_or(&lower).to_owned()
}

/// "Jr", "III": what tells father and son apart.
pub(crate) fn is_suffix(word: &str) -> bool {
    matches!(word.trim_end_matches('.').to_lowercase().as_str(), "jr" | "sr" | "ii" | "iii" | "iv")
}

/// Two names of one surname are one person when their first names agree or one is the other's initial.
pub(crate) fn same_first_name(left: &str, right: &str) -> bool {
    let first = |name: &str| name.split(' ').next().unwrap_or("").trim_end_matches('.').to_lowercase();
    let suffix = |name: &str| name.split(' ').next_back().filter(|word| is_suffix(word)).map(str::to_lowercase);
    let (one, two) = (first(left), first(right));
    let agree = one == two || one.starts_with(&two) || two.starts_with(&one);
    agree && (suffix(left) == suffix(right) || suffix(left).is_none() || suffix(right).is_none())
}

/// A word inside a surname: "van", "bin".
pub(crate) fn is_particle(word: &str) -> bool {
    matches!(word, "al" | "bin" | "ibn" | "van" | "von" | "de" | "der" | "den" | "da" | "di" | "la" | "le" | "el" | "abu" | "ben")
}
