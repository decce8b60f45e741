//! Days in the addresses of articles and the names of files.

use std::ops::RangeInclusive;

use jiff::civil::Date;

use crate::ingest::dates::{civil, month_of};

/// Years of pages on the web: other runs of figures in addresses are numbers of articles.
const ADDRESS_YEARS: RangeInclusive<i64> = 1990..=2100;

/// The day in an address or a path: `/2021/11/07/`, `/2021/nov/07/`, `2021-11-07`, `20211107`. It may be part of a name.
pub(crate) fn mentioned(address: &str) -> Option<Date> {
    let pieces: Vec<&str> = address.split(|c: char| !c.is_ascii_alphanumeric()).filter(|piece| !piece.is_empty()).collect();
    pieces.windows(3).find_map(apart).or_else(|| pieces.iter().find_map(|piece| together(piece)))
}

/// The day under which an address files its article, in folders of its own: `/2021/11/07/`, `/2021/nov/07/`, `/2021-11-07/`, `/20211107/`.
/// A day in the article's name (`/siege-of-2015-11-13`) may be what it is about.
pub(crate) fn of_publication(url: &str) -> Option<Date> {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let (folders, _) = path.rsplit_once('/')?;
    let folders: Vec<&str> = folders.split('/').collect();
    let one = |folder: &&str| match folder.split('-').collect::<Vec<_>>().as_slice() {
        [whole] => together(whole),
        parts => apart(parts),
    };
    folders.windows(3).find_map(apart).or_else(|| folders.iter().find_map(one))
}

fn apart(pieces: &[&str]) -> Option<Date> {
    let [year, month, day] = pieces else { return None };
    let year = number(year, 4..=4).filter(|year| ADDRESS_YEARS.contains(year))?;
    let month = number(month, 1..=2).or_else(|| month_of(&month.to_ascii_lowercase()))?;
    civil(year, month, number(day, 1..=2)?)
}

fn together(piece: &str) -> Option<Date> {
    let value = number(piece, 8..=8)?;
    civil(value / 10_000, value / 100 % 100, value % 100).filter(|day| ADDRESS_YEARS.contains(&i64::from(day.year())))
}

fn number(piece: &str, widths: RangeInclusive<usize>) -> Option<i64> {
    (widths.contains(&piece.len()) && piece.bytes().all(|byte| byte.is_ascii_digit())).then(|| piece.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_found_in_addresses_and_names_of_files() {
        let found = |address: &str| mentioned(address).map(|day| day.to_string());
        for address in
            ["https://e.com/2021/11/07/x", "https://e.com/world/2021/nov/7/x", "https://e.com/x-2021-11-07.html", "a/20211107_x.txt"]
        {
            assert_eq!(found(address).as_deref(), Some("2021-11-07"), "{address}");
        }
        for address in ["https://e.com/story/12345678", "https://e.com/2021/x", "https://e.com/1/2/3"] {
            assert_eq!(found(address), None, "{address}");
        }
    }

    #[test]
    fn an_address_files_its_article_under_a_day_in_folders_alone() {
        let found = |address: &str| of_publication(address).map(|day| day.to_string());
        for address in [
            "https://e.com/2021/11/07/x",
            "https://e.com/world/2021/nov/7/x.html?from=2020/01/02/a",
            "https://e.com/2021-11-07/x",
            "e.com/20211107/x",
            "https://e.com/2021/11/07/",
        ] {
            assert_eq!(found(address).as_deref(), Some("2021-11-07"), "{address}");
        }
        for address in ["https://e.com/x-2021-11-07.html", "https://e.com/siege-of-2021-11-07/x", "https://e.com/2021/11/07", "", "/"] {
            assert_eq!(found(address), None, "{address}");
        }
    }
}
