//! What only all articles together can show: unique ids, one outlet name for two addresses, the same text twice.
//!
//! Everything depends on the sorted articles alone, so the order of arguments changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::article::Article;
use crate::error::{Warning, WarningCode};
use crate::ingest::assemble::place_of;
use crate::ingest::outlet::stem;

/// Gives every article an id of its own. Ids that came with articles go first; a later double is renamed.
pub(crate) fn name_all(articles: &mut [Article], warnings: &mut Vec<Warning>) {
    let mut taken: BTreeSet<String> = articles.iter().map(|article| article.id.clone()).filter(|id| !id.is_empty()).collect();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for article in articles.iter_mut().filter(|article| !article.id.is_empty()) {
        if seen.insert(article.id.clone()) {
            continue;
        }
        let renamed = (2_usize..).map(|count| format!("{}-{count}", article.id)).find(|id| !taken.contains(id)).unwrap_or_default();
        let place = place_of(&article.origination.path, article.origination.row);
        warnings.push(Warning::new(
            WarningCode::DuplicateId,
            place,
            format!("its id \"{}\" is another article's too: it goes by \"{renamed}\" here", article.id),
        ));
        taken.insert(renamed.clone());
        seen.insert(renamed.clone());
        article.id = renamed;
    }
    name_by_path(articles, &taken);
}

/// Ids from paths: the file's stem, with as much of the path before it (and its ending) as tells it from the others.
fn name_by_path(articles: &mut [Article], taken: &BTreeSet<String>) {
    let mut names: Vec<(usize, usize, String)> = articles
        .iter()
        .enumerate()
        .filter(|(_, article)| article.id.is_empty())
        .map(|(at, article)| (at, 0, candidate(article, 0)))
        .collect();
    loop {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, _, name) in &names {
            *counts.entry(name).or_default() += 1;
        }
        let clashing: BTreeSet<String> =
            counts.iter().filter(|(name, count)| **count > 1 || taken.contains(**name)).map(|(name, _)| (*name).to_owned()).collect();
        let mut moved = false;
        for (at, level, name) in names.iter_mut().filter(|(_, _, name)| clashing.contains(name)) {
            let Some(article) = articles.get(*at) else { continue };
            let next = candidate(article, *level + 1);
            if next != *name {
                (*level, *name) = (*level + 1, next);
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
    let mut used = taken.clone();
    for (at, _, name) in names {
        // Only an id that somebody gave can still stand in the way: paths differ.
        let id = std::iter::once(name.clone())
            .chain((2_usize..).map(|count| format!("{name}-{count}")))
            .find(|id| !used.contains(id))
            .unwrap_or(name);
        used.insert(id.clone());
        if let Some(article) = articles.get_mut(at) {
            article.id = id;
        }
    }
}

/// Level 0 is the stem, 1 the file name, then a folder more each.
fn candidate(article: &Article, level: usize) -> String {
    let path = article.origination.path.as_str();
    let name = match level {
        0 => stem(path),
        _ => {
            let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
            parts.get(parts.len().saturating_sub(level)..).unwrap_or_default().join("/")
        }
    };
    article.origination.row.map_or_else(|| name.clone(), |row| format!("{name}:{row}"))
}

/// Warns of outlets that share a name but not an address, and of texts that came twice.
pub(crate) fn compare(articles: &[Article], warnings: &mut Vec<Warning>) {
    let mut hosts: BTreeMap<&str, BTreeMap<String, &str>> = BTreeMap::new();
    let mut texts: BTreeMap<[u8; 32], &str> = BTreeMap::new();
    for article in articles {
        if let Some(domain) = &article.outlet.domain {
            hosts.entry(&article.outlet.name).or_default().entry(site(domain).to_owned()).or_insert(domain);
        }
        if let Some(first) = texts.insert(article.digest.0, &article.id) {
            texts.insert(article.digest.0, first);
            let place = place_of(&article.origination.path, article.origination.row);
            warnings.push(Warning::new(
                WarningCode::RepeatedArticle,
                place,
                format!("its text is that of \"{first}\", letter for letter: both are kept"),
            ));
        }
    }
    for (name, hosts) in hosts.iter().filter(|(_, hosts)| hosts.len() > 1) {
        let list = hosts.values().copied().collect::<Vec<_>>().join(", ");
        warnings.push(Warning::new(
            WarningCode::SharedOutletName,
            *name,
            format!("articles of {list} go under this one name: give the outlets different names if they are not the same"),
        ));
    }
}

/// `news.example.co.uk` and `example.co.uk` are one site: the last two labels, three where the second is a short one.
fn site(host: &str) -> &str {
    let mut dots = host.rmatch_indices('.').map(|(at, _)| at);
    let (Some(_), Some(second)) = (dots.next(), dots.next()) else { return host };
    let middle = host.get(second + 1..).and_then(|rest| rest.split('.').next()).unwrap_or_default();
    let cut = if middle.len() <= 3 { dots.next().map_or(0, |third| third + 1) } else { second + 1 };
    host.get(cut..).unwrap_or(host)
}
