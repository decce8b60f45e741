//! Who published an article: the name given, else the host of the address, else the file's name.

use std::path::Path;

use crate::article::{Outlet, OutletBasis};
use crate::ingest::draft::Draft;

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
    fn the_given_name_goes_before_the_host_and_the_host_before_the_file() {
        let given = outlet("Example Times", "https://www.Example.com/a", "x/y.txt");
        assert_eq!((given.name.as_str(), given.domain.as_deref(), given.basis), ("Example Times", Some("example.com"), OutletBasis::Given));
        assert_eq!(outlet("", "https://www.example.com/a", "x/y.txt").name, "example.com");
        assert_eq!(outlet("", "", "x/y.jsonl.gz").name, "y");
        assert_eq!(outlet("www.example.com", "", "x/y.txt").name, "example.com");
        assert_eq!(outlet("St. Louis Post", "", "x/y.txt").name, "St. Louis Post");
    }
}
