//! Whether a text says that a news agency wrote it: byline, "BAGHDAD (AP) —", "(Reporting by …)", "With files from".
//!
//! Known agencies come by name; others by their shape ("Northern Press Agency", "(NPA) —"). Looks at the byline, the
//! first [`DATELINE_BYTES`] of the first blocks and the credit lines. Known misses: an agency named only in the prose
//! ("told Reuters" is a source, not a writer); an agency whose name has no word such as Press, News or Agency.

use crate::article::{Block, BlockKind, Furniture, Wire, WireSign};

/// A dateline stands within so many bytes of its paragraph's start.
const DATELINE_BYTES: usize = 120;
/// Blocks at the start in which a dateline is looked for.
const DATELINE_BLOCKS: usize = 4;

/// Agencies by the names they go by, lower case, and how reports list them.
const AGENCIES: &[(&str, &str)] = &[
    ("ap", "Associated Press"),
    ("associated press", "Associated Press"),
    ("reuters", "Reuters"),
    ("thomson reuters", "Reuters"),
    ("afp", "Agence France-Presse"),
    ("agence france-presse", "Agence France-Presse"),
    ("agence france presse", "Agence France-Presse"),
    ("dpa", "dpa"),
    ("deutsche presse-agentur", "dpa"),
    ("xinhua", "Xinhua"),
    ("xinhua news agency", "Xinhua"),
    ("tass", "TASS"),
    ("itar-tass", "TASS"),
    ("pa", "PA Media"),
    ("pa media", "PA Media"),
    ("press association", "PA Media"),
    ("upi", "United Press International"),
    ("united press international", "United Press International"),
    ("bloomberg", "Bloomberg"),
    ("bloomberg news", "Bloomberg"),
    ("ansa", "ANSA"),
    ("efe", "EFE"),
    ("kyodo", "Kyodo News"),
    ("kyodo news", "Kyodo News"),
    ("jiji", "Jiji Press"),
    ("jiji press", "Jiji Press"),
    ("yonhap", "Yonhap"),
    ("pti", "Press Trust of India"),
    ("press trust of india", "Press Trust of India"),
    ("anadolu", "Anadolu Agency"),
    ("anadolu agency", "Anadolu Agency"),
    ("interfax", "Interfax"),
    ("ria novosti", "RIA Novosti"),
    ("sputnik", "Sputnik"),
    ("irna", "IRNA"),
    ("isna", "ISNA"),
    ("canadian press", "Canadian Press"),
    ("aap", "Australian Associated Press"),
    ("australian associated press", "Australian Associated Press"),
    ("cnn", "CNN Newsource"),
    ("ap news", "Associated Press"),
    ("belga", "Belga"),
    ("anp", "ANP"),
    ("ritzau", "Ritzau"),
    ("ntb", "NTB"),
    ("ukrinform", "Ukrinform"),
    ("bernama", "Bernama"),
    ("antara", "Antara"),
    ("mcclatchy", "McClatchy"),
    ("tribune news service", "Tribune News Service"),
    ("states newsroom", "States Newsroom"),
];

/// Names in a dateline that are outlets signing their own text.
const OWN_DATELINES: &[&str] = &["cnn", "sputnik"];

/// Reads the signs. `outlet` is the article's own: an agency's own page is no copy of it, and yet its text is a wire's.
pub(crate) fn find(text: &str, blocks: &[Block], authors: &[String], outlet: &str) -> Option<Wire> {
    let named = |name: &str, sign| agency_of(name).map(|agency| Wire { agency, sign });
    if is_own_with_help(text, authors, outlet) {
        return None;
    }
    if let Some(wire) = authors.iter().find_map(|author| in_byline(author)).map(|agency| Wire { agency, sign: WireSign::Byline }) {
        return Some(wire);
    }
    let early = blocks.iter().filter(|block| block.kind != BlockKind::Headline).take(DATELINE_BLOCKS + 2);
    let mut early_blocks = Vec::new();
    for block in early {
        let line = block.span.of(text);
        if block.kind == BlockKind::Furniture(Furniture::Credit)
            && let Some(agency) =
                line.get(..3).filter(|by| by.eq_ignore_ascii_case("by ")).and_then(|_| in_byline(line.get(3..).unwrap_or_default()))
        {
            return Some(Wire { agency, sign: WireSign::Byline });
        }
        // "Northern Press Agency" on a line of its own.
        if block.kind == BlockKind::Furniture(Furniture::Credit)
            && let Some(agency) = agency_of(line)
        {
            return Some(Wire { agency, sign: WireSign::Byline });
        }
        early_blocks.push(line);
    }
    for line in early_blocks.iter().take(DATELINE_BLOCKS) {
        if let Some(agency) = in_dateline(line, outlet, text) {
            return Some(Wire { agency, sign: WireSign::Dateline });
        }
    }
    let credits = blocks.iter().filter(|block| matches!(block.kind, BlockKind::Furniture(Furniture::Credit | Furniture::Legal)));
    for block in credits {
        let is_own = || early_blocks.iter().take(DATELINE_BLOCKS).any(|line| is_own_dateline(line, outlet));
        if let Some(agency) = in_credit(block.span.of(text), outlet, is_own) {
            return Some(Wire { agency, sign: WireSign::CreditLine });
        }
    }
    // "… he said. (Reuters)" or "— Reuters" at the very end.
    let last = blocks.iter().rev().find(|block| block.kind.is_prose())?;
    let line = last.span.of(text);
    let signed = line
        .strip_suffix(')')
        .and_then(|inside| inside.rsplit_once('('))
        .map(|(_, name)| name)
        .or_else(|| line.rsplit_once(['—', '–']).map(|(_, name)| name).filter(|name| name.len() <= 30));
    signed.filter(|_| last.kind != BlockKind::Headline).and_then(|name| named(name, WireSign::CreditLine))
}

/// "The Associated Press", "Jane Doe, Reuters", "Northern Press Agency staff".
fn in_byline(author: &str) -> Option<String> {
    author
        .split([',', '|', '/', '(', ')', ';', '-', '–'])
        .map(|part| part.trim().trim_start_matches("By ").trim_end_matches(" staff").trim_end_matches(" Staff"))
        .find_map(agency_of)
        .or_else(|| agency_of(author))
}

/// Whether a writer stands beside an agency in the byline and somebody told something to this very outlet: a story of its own with an
/// agency's help, not its copy.
fn is_own_with_help(text: &str, authors: &[String], outlet: &str) -> bool {
    let has_writer = authors.len() > 1 && authors.iter().any(|author| in_byline(author).is_none());
    let last = outlet.split_whitespace().next_back().filter(|last| *last != outlet && last.starts_with(char::is_uppercase));
    let told = |name: &str| {
        text.match_indices(name).any(|(at, _)| {
            let ends = !text[at + name.len()..].starts_with(char::is_alphanumeric);
            ends && text[..at].trim_end_matches("the ").trim_end_matches("The ").ends_with("told ")
        })
    };
    has_writer && !outlet.is_empty() && (told(outlet) || last.is_some_and(told))
}

/// "BAGHDAD, Nov 7 (Reuters) -", "Baghdad (AFP) –", "(NPA) —".
fn in_dateline(line: &str, outlet: &str, text: &str) -> Option<String> {
    let end = (0..=line.len().min(DATELINE_BYTES)).rev().find(|at| line.is_char_boundary(*at))?;
    let start = line.get(..end)?;
    let (place, after) = start.split_once('(')?;
    let (name, after) = after.split_once(')')?;
    let after = after.trim_start();
    let has_dash = after.starts_with(['—', '–', '-', '−', ':']);
    let is_place = place.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty()).count() <= 9
        && !place.contains(['.', '?', '!', '“', '"']) | place.contains("Nov.") | has_month(place)
        && place.chars().next().is_none_or(char::is_uppercase);
    let is_capital = place.chars().filter(|c| c.is_alphabetic()).take(4).all(char::is_uppercase);
    if !is_place || !(has_dash || is_capital && !place.trim().is_empty()) {
        return None;
    }
    let name = name.trim();
    let lower = name.to_lowercase();
    if OWN_DATELINES.contains(&lower.as_str()) && (outlet.to_lowercase().contains(&lower) || lower == "cnn") {
        return None;
    }
    // An abbreviation that nobody listed: capitals only, and the outlet is not so abbreviated.
    agency_of(name).or_else(|| {
        let is_short = (2..=6).contains(&name.chars().count()) && name.chars().all(char::is_uppercase);
        let is_city = place.split_whitespace().all(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))
            && !place.starts_with("The ");
        let is_own = is_of(outlet, name);
        (is_short && has_dash && is_city && !is_own).then(|| spelled_out(name, text))
    })
}

/// "NPA" as the text spells it out ("Northern Press Agency"), else as it stands. Looks at the text's start.
fn spelled_out(name: &str, text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().take(3000).map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).collect();
    let is_it =
        |run: &&[&str]| run.iter().zip(name.chars()).all(|(word, letter)| word.starts_with(letter)) && agency_of(&run.join(" ")).is_some();
    words.windows(name.chars().count().max(1)).find(is_it).map_or_else(|| name.to_owned(), |run| run.join(" "))
}

fn has_month(place: &str) -> bool {
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"].iter().any(|month| place.contains(month))
}

/// Credit lines: "The Associated Press contributed to this report", "With files from X", "(Reporting by A; Editing by B)".
fn in_credit(line: &str, outlet: &str, is_own: impl Fn() -> bool) -> Option<String> {
    let lower = line.to_lowercase();
    let after = ["with files from ", "with reporting from ", "with inputs from ", "with input from ", "source: ", "sources: ", "with "]
        .iter()
        .find_map(|cue| {
            lower
                .trim_start_matches(['(', '—', '-', ' '])
                .starts_with(cue)
                .then(|| line.trim_start_matches(['(', '—', '-', ' ']).get(cue.len()..))
                .flatten()
        });
    let parts = |rest: &str| {
        rest.trim_end_matches(['.', ')', ' '])
            .split([',', ';', '/', '&'])
            .flat_map(|part| part.split(" and "))
            .map(str::trim)
            .find_map(agency_of)
    };
    if let Some(agency) = after.and_then(parts) {
        return Some(agency);
    }
    if let Some(at) = lower.find(" contributed") {
        // "Associated Press writer Jane Doe in Baghdad contributed …": the longest known name in the words before.
        return line.get(..at).and_then(longest_agency);
    }
    // Reuters' own way of closing a story, and of agencies that follow it.
    if lower.starts_with("(reporting by ") && lower.contains("editing by ") || lower.contains("thomson reuters trust principles") {
        return agency_of(outlet).or_else(|| Some(if is_own() { outlet.to_owned() } else { "Reuters".to_owned() }));
    }
    lower
        .starts_with("associated press")
        .then(|| "Associated Press".to_owned())
        .or_else(|| lower.contains("published from a syndicated feed").then(|| "syndicated feed".to_owned()))
}

/// The first run of words that is an agency, longest first.
fn longest_agency(words: &str) -> Option<String> {
    let words: Vec<&str> = words.split_whitespace().take(30).collect();
    for length in (1..=4).rev() {
        for run in words.windows(length) {
            let name = run.join(" ");
            if let Some(agency) = agency_of(name.trim_matches([',', '.', '’', '\''])) {
                return Some(agency);
            }
        }
    }
    None
}

/// The agency of this name: known, or one by its shape.
pub(crate) fn agency_of(name: &str) -> Option<String> {
    let name = name.trim().trim_end_matches(['.', ':']);
    let name = name.strip_prefix("The ").or_else(|| name.strip_prefix("the ")).or_else(|| name.strip_prefix("THE ")).unwrap_or(name).trim();
    let lower = name.to_lowercase();
    // Two letters are an agency only in capitals: "Pa", "tt" are not.
    let is_short = name.len() <= 4 && !name.chars().all(|c| c.is_uppercase()) && lower != "dpa";
    if !is_short && let Some((_, listed)) = AGENCIES.iter().find(|(known, _)| *known == lower) {
        return Some((*listed).to_owned());
    }
    let is_shaped = [
        "press agency",
        "news agency",
        "press association",
        "press service",
        "news service",
        "newswire",
        "news wire",
        "wire service",
        "press wire",
        "press international",
    ]
    .iter()
    .any(|shape| lower.ends_with(shape))
        || lower.split_whitespace().count() <= 2 && (lower.ends_with("wire") && lower.len() > 4 || lower.ends_with(" associated press"));
    let words = lower.split_whitespace().count();
    (is_shaped && (1..=5).contains(&words) && name.starts_with(char::is_uppercase)).then(|| title_case(name))
}

/// "NORTHERN PRESS AGENCY" as "Northern Press Agency".
fn title_case(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    name.split_whitespace()
        .map(|word| {
            word.chars()
                .enumerate()
                .flat_map(|(at, c)| if at == 0 { c.to_uppercase().collect::<Vec<_>>() } else { c.to_lowercase().collect() })
                .collect::<String>()
        })
        .collect::<Vec<_>>()
        .join(" ")
}

fn initials(name: &str) -> String {
    name.split(|c: char| c.is_whitespace() || c == '-').filter_map(|word| word.chars().next()).flat_map(char::to_lowercase).collect()
}

/// Whether a short name is the outlet's own: "CPB" of the Continental Press Bureau.
fn is_of(outlet: &str, name: &str) -> bool {
    initials(outlet) == name.to_lowercase() || outlet.eq_ignore_ascii_case(name)
}

/// Whether a text opens with a dateline of its own outlet: "HALMAR, Oct 12 (CPB) -".
fn is_own_dateline(line: &str, outlet: &str) -> bool {
    let bracket = line.split_once('(').and_then(|(place, rest)| Some((place, rest.split_once(')')?.0)));
    bracket.is_some_and(|(place, name)| place.len() <= DATELINE_BYTES && !outlet.is_empty() && is_of(outlet, name.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::article_from_text;

    fn sign(authors: &[&str], body: &str) -> Option<(String, WireSign)> {
        let article = article_from_text("t", "A headline", body);
        let authors: Vec<String> = authors.iter().map(|name| (*name).to_owned()).collect();
        find(&article.text, &article.blocks, &authors, "Example Times").map(|wire| (wire.agency, wire.sign))
    }

    #[test]
    fn a_writer_beside_an_agency_who_was_told_something_writes_for_the_outlet() {
        let both = ["Jane Doe", "Northern Press Agency"];
        assert_eq!(sign(&both, "The river rose. She may leave, she told the Times, if it rains."), None);
        assert_eq!(sign(&both, "The river rose. She told Example Times that she may leave."), None);
        let copy = Some(("Northern Press Agency".to_owned(), WireSign::Byline));
        assert_eq!(sign(&both, "The river rose. She told the Timesheet that she may leave."), copy);
        assert_eq!(sign(&both[1..], "The river rose. She told the Times that she may leave."), copy);
    }

    #[test]
    fn bylines_name_agencies() {
        assert_eq!(sign(&["THE ASSOCIATED PRESS"], "Text."), Some(("Associated Press".to_owned(), WireSign::Byline)));
        assert_eq!(sign(&["Jane Doe, Reuters"], "Text."), Some(("Reuters".to_owned(), WireSign::Byline)));
        assert_eq!(sign(&["Northern Press Agency"], "Text."), Some(("Northern Press Agency".to_owned(), WireSign::Byline)));
        assert_eq!(sign(&[], "By The Associated Press\n\nText of it."), Some(("Associated Press".to_owned(), WireSign::Byline)));
        assert_eq!(sign(&["Jane Doe"], "Text."), None);
    }

    #[test]
    fn datelines_name_agencies_known_or_not() {
        for (line, agency) in [
            ("BAGHDAD (AP) — The text.", "Associated Press"),
            ("BAGHDAD, Nov 7 (Reuters) - The text.", "Reuters"),
            ("Baghdad (AFP) – The text.", "Agence France-Presse"),
            ("PORT ARVAN (NPA) — The text.", "NPA"),
            ("PORT ARVAN (Northern Press Agency) — The text.", "Northern Press Agency"),
        ] {
            assert_eq!(sign(&[], line), Some((agency.to_owned(), WireSign::Dateline)), "{line}");
        }
        assert_eq!(sign(&[], "The Iraqi army (IA) said on Sunday that it was there."), None);
        assert_eq!(sign(&[], "The party (PUK) — the second — said no."), None);
    }

    #[test]
    fn an_agency_that_signs_its_own_story_as_others_do_is_its_own() {
        let body = "HALMAR, Oct 12 (CPB) - The road was closed on Monday by the council.\n\n(Reporting by Jane Doe; editing by Ann Roe)";
        let article = article_from_text("t", "A headline", body);
        let agency = |outlet: &str| find(&article.text, &article.blocks, &[], outlet).map(|wire| wire.agency);
        assert_eq!(agency("Continental-Press Bureau").as_deref(), Some("Continental-Press Bureau"));
        assert_eq!(agency("Example Times").as_deref(), Some("CPB"));
    }

    #[test]
    fn credit_lines_name_agencies() {
        for (line, agency) in [
            ("The Associated Press contributed to this report.", "Associated Press"),
            ("Associated Press writer Jane Doe in Baghdad contributed to this report.", "Associated Press"),
            ("With files from Northern Press Agency", "Northern Press Agency"),
            ("(Reporting by Jane Doe; Editing by Ann Roe)", "Reuters"),
            ("Source: AFP", "Agence France-Presse"),
        ] {
            assert_eq!(
                sign(&[], &format!("The road was closed on Monday by the council.\n\n{line}")),
                Some((agency.to_owned(), WireSign::CreditLine)),
                "{line}"
            );
        }
        assert_eq!(sign(&[], "The road was closed on Monday, it said. (Reuters)"), Some(("Reuters".to_owned(), WireSign::CreditLine)));
        assert_eq!(sign(&[], "He told Reuters that the road was closed."), None);
    }
}
