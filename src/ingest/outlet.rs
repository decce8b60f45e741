//! Who published an article: the name given, else the host of the address, else the name in a notice of the text
//! ("© 2021 Example Times"), else the file's name.
//! Known miss: an outlet that a text copied off a page names only in its prose or in a picture's credit.

use std::path::Path;

use crate::article::{Block, BlockKind, Furniture, Outlet, OutletBasis};
use crate::ingest::draft::Draft;
use crate::ingest::wire;

/// An outlet's name has at most so many words.
const MAX_NAME_WORDS: usize = 6;

/// The outlet of a draft read from `path`.
pub(crate) fn of(draft: &Draft, path: &str) -> Outlet {
    let domain = [&draft.url, &draft.site].into_iter().find_map(|address| host(address));
    let name = draft.outlet.split_whitespace().collect::<Vec<_>>().join(" ");
    if !name.is_empty() {
        // "www.example.com" given as a name is the host.
        let (name, named_domain) = match host(&name).filter(|_| !name.contains(' ')) {
            Some(host) => (host.clone(), Some(host)),
            None => (name, None),
        };
        return Outlet { name, domain: domain.or(named_domain), basis: OutletBasis::Given };
    }
    match domain {
        Some(host) => Outlet { name: host.clone(), domain: Some(host), basis: OutletBasis::Address },
        None => Outlet { name: stem(path), domain: None, basis: OutletBasis::FileName },
    }
}

/// The outlet that a legal notice of the text names: "© 2021 Example Times. All rights reserved", "Example Times is a
/// member of the press council". Not an agency: its copyright stays with a copy.
pub(crate) fn in_notices(text: &str, blocks: &[Block]) -> Option<Outlet> {
    let notices = blocks.iter().filter(|block| block.kind == BlockKind::Furniture(Furniture::Legal));
    let name = notices.map(|block| block.span.of(text)).find_map(|line| after_copyright(line).or_else(|| before_promise(line)))?;
    Some(Outlet { name, domain: None, basis: OutletBasis::Given })
}

/// "© 2021 Example Times. All rights reserved.", "Copyright 2021, Example Times".
pub(crate) fn after_copyright(line: &str) -> Option<String> {
    let lower = line.to_ascii_lowercase();
    let marks = ["©", "(c)", "copyright"];
    let start = marks.iter().filter_map(|mark| lower.find(mark).map(|at| at + mark.len())).max()?;
    let rest = line.get(start..)?.trim_start_matches(|c: char| !c.is_alphabetic());
    let end = rest.find(['.', ',', '|', ';', '\n', '(']).unwrap_or(rest.len());
    let name = rest.get(..end)?;
    let end =
        ["all rights", "reproduction", "by "].iter().filter_map(|stop| name.to_ascii_lowercase().find(stop)).min().unwrap_or(name.len());
    as_name(name.get(..end)?)
}

/// "Example Times is a member of the Press Standards Panel."
fn before_promise(line: &str) -> Option<String> {
    [" is a member of ", " is not responsible for ", " is committed to ", " is regulated by ", " adheres to ", " abides by "]
        .iter()
        .find_map(|promise| line.split_once(promise))
        .and_then(|(name, _)| as_name(name))
}

/// A run of words with capitals that is no agency.
fn as_name(words: &str) -> Option<String> {
    let name = words.trim().trim_end_matches(|c: char| !c.is_alphanumeric());
    let mut list: Vec<&str> = name.split_whitespace().collect();
    // "© Example Times 2021".
    list.pop_if(|last| last.len() == 4 && last.bytes().all(|byte| byte.is_ascii_digit()));
    let is_name = (1..=MAX_NAME_WORDS).contains(&list.len())
        && name.starts_with(char::is_uppercase)
        && list.iter().all(|word| word.starts_with(|c: char| !c.is_lowercase()) || matches!(*word, "and" | "of" | "the" | "de" | "la"));
    let is_filler = ["The", "This", "All", "We", "It", "Our"].contains(&name);
    (is_name && !is_filler && wire::agency_of(name).is_none()).then(|| list.join(" "))
}

/// Host of an address or a bare host name, lower case, without `www.`.
pub(crate) fn host(address: &str) -> Option<String> {
    let address = address.trim().trim_matches(['<', '>']);
    if address.is_empty() || address.contains(char::is_whitespace) || !address.contains('.') {
        return None;
    }
    let full = if address.contains("://") { address.to_owned() } else { format!("http://{address}") };
    let host = url::Url::parse(&full).ok()?.host_str()?.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    (host.contains('.') && !host.ends_with('.')).then(|| host.to_owned())
}

/// A file's name without its endings.
pub(crate) fn stem(path: &str) -> String {
    if path == "-" {
        return "stdin".to_owned();
    }
    let name = Path::new(path).file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_else(|| path.to_owned());
    let name = [".gz", ".zst"].iter().find_map(|packed| name.strip_suffix(packed)).unwrap_or(&name);
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.chars().all(char::is_alphanumeric) => stem.to_owned(),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outlet(name: &str, url: &str, path: &str) -> Outlet {
        of(&Draft { outlet: name.to_owned(), url: url.to_owned(), ..Draft::default() }, path)
    }

    #[test]
    fn a_notice_names_the_outlet_of_a_copied_text() {
        use crate::ingest::article_from_text;
        let named = |notice: &str| {
            let article = article_from_text("t", "A headline", &format!("The road was closed on Monday by the council.\n\n{notice}"));
            in_notices(&article.text, &article.blocks).map(|outlet| outlet.name)
        };
        for (notice, name) in [
            ("© 2026 Northern Courier. Reproduction of agency material is prohibited.", "Northern Courier"),
            ("Copyright © 2021 The Example Times, LLC. All rights reserved.", "The Example Times"),
            ("© Example Times 2021", "Example Times"),
            ("Example Today is a member of the Press Panel. To report an error, write to us.", "Example Today"),
        ] {
            assert_eq!(named(notice).as_deref(), Some(name), "{notice}");
        }
        assert_eq!(named("Copyright 2018 The Associated Press. All rights reserved."), None);
        assert_eq!(named("All rights reserved."), None);
        assert_eq!(named("© 2021"), None);
    }

    #[test]
    fn the_given_name_goes_before_the_host_and_the_host_before_the_file() {
        let given = outlet("Example Times", "https://www.Example.com/a", "x/y.txt");
        assert_eq!((given.name.as_str(), given.domain.as_deref(), given.basis), ("Example Times", Some("example.com"), OutletBasis::Given));
        assert_eq!(outlet("", "https://www.example.com/a", "x/y.txt").name, "example.com");
        assert_eq!(outlet("", "", "x/y.jsonl.gz").name, "y");
        assert_eq!(outlet("www.example.com", "", "x/y.txt").name, "example.com");
        assert_eq!(outlet("St. Louis Post", "", "x/y.txt").name, "St. Louis Post");
    }
}
