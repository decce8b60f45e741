//! What a page declares about itself: JSON-LD (schema.org NewsArticle and its kin), OpenGraph and other `meta` tags,
//! canonical link, `<time>`, byline elements, `<title>`, copyright line, `lang`.
//!
//! The first source that says something wins, in the order of the list above. Linear.
//! Known miss: microdata (`itemprop`) other than dates and authors.

use serde_json::Value;

use crate::ingest::draft::{Access, Draft, given, split_byline};
use crate::ingest::linked_data::{self, Nodes};
use crate::ingest::tags::{Piece, attribute, decode_entities, pieces};
use crate::ingest::{json, outlet};

/// An outlet's name in a title has at most so many words.
const MAX_OUTLET_WORDS: usize = 5;

/// JSON-LD types that are an article.
const ARTICLE_TYPES: &[&str] = &[
    "NewsArticle",
    "ReportageNewsArticle",
    "Article",
    "LiveBlogPosting",
    "BlogPosting",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "BackgroundNewsArticle",
    "ReviewNewsArticle",
    "AskPublicNewsArticle",
    "SatiricalArticle",
    "WebPage",
];

/// `meta` names for each field, in order of trust.
const TITLE: &[&str] = &["og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title"];
const DATE: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publish-date",
    "publishdate",
    "dc.date.issued",
    "dc.date",
    "dcterms.created",
    "date",
    "article.published",
    "og:published_time",
    "cxenseparse:recs:publishtime",
];
const OUTLET: &[&str] = &["og:site_name", "application-name", "dc.publisher", "publisher", "twitter:site", "al:ios:app_name"];
const AUTHOR: &[&str] = &["author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator", "twitter:data1"];
const LANGUAGE: &[&str] = &["og:locale", "language", "content-language", "dc.language"];
const URL: &[&str] = &["og:url", "twitter:url"];

/// Fields of the page; `body` is the declared `articleBody`, if any.
pub(crate) fn read(html: &str) -> Draft {
    let seen = look(html);
    let mut draft = Draft::default();
    let declared: Vec<Value> = seen.json_ld.iter().filter_map(|block| linked_data::parse(block)).collect();
    let nodes = Nodes::of(&declared);
    for value in &declared {
        let mut articles = Vec::new();
        collect_articles(value, 0, &nodes, &mut articles);
        // A page node knows less than an article node.
        articles.sort_by_key(|(is_page, _)| *is_page);
        for (_, article) in articles {
            merge(&mut draft, article);
        }
    }
    let first = |names: &[&str]| {
        names
            .iter()
            .find_map(|name| {
                seen.metas.iter().find(|(key, value)| key == name && !given(value).is_empty()).map(|(_, value)| given(value).to_owned())
            })
            .unwrap_or_default()
    };
    fill(&mut draft.title, || first(TITLE));
    fill(&mut draft.url, || seen.canonical.clone());
    fill(&mut draft.url, || first(URL));
    fill(&mut draft.date, || first(DATE));
    fill(&mut draft.date, || seen.time.clone());
    fill(&mut draft.outlet, || first(OUTLET).trim_start_matches('@').to_owned());
    fill(&mut draft.outlet, || nodes.site.clone());
    let headings = [draft.title.clone(), first(TITLE), seen.heading.clone()];
    fill(&mut draft.outlet, || after_heading(&seen.title, &headings));
    fill(&mut draft.outlet, || outlet::after_copyright(&seen.copyright).unwrap_or_default());
    fill(&mut draft.language, || seen.language.clone());
    fill(&mut draft.language, || first(LANGUAGE));
    fill(&mut draft.title, || seen.heading.clone());
    fill(&mut draft.title, || seen.title.clone());
    if draft.authors.is_empty() {
        let byline = first(AUTHOR);
        let byline = if byline.contains("://") || byline.is_empty() { seen.byline.clone() } else { byline };
        draft.authors = split_byline(&byline);
    }
    if seen.metas.iter().any(|(key, value)| {
        matches!(key.as_str(), "article:content_tier" | "isaccessibleforfree")
            && matches!(value.to_ascii_lowercase().as_str(), "locked" | "metered" | "false")
    }) {
        draft.access = Access::Paid;
    }
    draft.title = without_site(&draft.title, &draft.outlet);
    // The id of a JSON-LD node is an address, not an id that somebody gave.
    draft.id.clear();
    draft.site.clear();
    draft
}

fn fill(field: &mut String, value: impl Fn() -> String) {
    if field.is_empty() {
        *field = value();
    }
}

fn merge(draft: &mut Draft, other: Draft) {
    for (mine, other) in [
        (&mut draft.title, other.title),
        (&mut draft.body, other.body),
        (&mut draft.outlet, other.outlet),
        (&mut draft.url, other.url),
        (&mut draft.date, other.date),
        (&mut draft.language, other.language),
    ] {
        if mine.is_empty() {
            *mine = decode_entities(&other);
        }
    }
    if draft.authors.is_empty() {
        draft.authors = other.authors.iter().map(|name| decode_entities(name)).collect();
    }
    if other.access == Access::Paid {
        draft.access = Access::Paid;
    }
}

/// Article nodes in arrays, graphs and under `mainEntity`; the flag says that the node is only a page.
fn collect_articles(value: &Value, depth: usize, nodes: &Nodes<'_>, found: &mut Vec<(bool, Draft)>) {
    if depth > 4 {
        return;
    }
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect_articles(value, depth + 1, nodes, found)),
        Value::Object(map) => {
            let types = linked_data::types(map);
            if types.iter().any(|name| ARTICLE_TYPES.contains(name)) {
                found.extend(json::draft_of(&nodes.filled(value), &[]).map(|draft| (types.iter().all(|name| *name == "WebPage"), draft)));
            }
            for inner in ["@graph", "mainEntity", "itemListElement"].iter().filter_map(|key| map.get(*key)) {
                collect_articles(inner, depth + 1, nodes, found);
            }
        }
        _ => {}
    }
}

#[derive(Default)]
struct Seen {
    json_ld: Vec<String>,
    metas: Vec<(String, String)>,
    canonical: String,
    time: String,
    language: String,
    heading: String,
    title: String,
    byline: String,
    /// The first text that opens with a copyright sign or word.
    copyright: String,
}

/// Element whose text is being collected.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Collecting {
    Nothing,
    Title,
    Heading,
    Time,
    Byline,
}

fn look(html: &str) -> Seen {
    let mut seen = Seen::default();
    let mut collecting = (Collecting::Nothing, String::new());
    let mut is_json_ld = false;
    for piece in pieces(html) {
        match piece {
            Piece::Raw(content) if is_json_ld => seen.json_ld.push(content.to_owned()),
            Piece::Raw(_) => {}
            Piece::Text(run) => {
                if seen.copyright.is_empty() && opens_as_copyright(run) {
                    seen.copyright = decode_entities(run).chars().take(200).collect();
                }
                let target = match collecting.0 {
                    Collecting::Nothing => continue,
                    Collecting::Title => &mut seen.title,
                    Collecting::Heading => &mut seen.heading,
                    Collecting::Time => &mut seen.time,
                    Collecting::Byline => &mut seen.byline,
                };
                // Enough for any of them, whatever the markup does.
                if target.len() < 2000 {
                    target.push_str(&decode_entities(run));
                }
            }
            Piece::Close(name) => {
                if collecting.1 == name {
                    collecting = (Collecting::Nothing, String::new());
                }
            }
            Piece::Open(name, attributes) => {
                is_json_ld = name == "script"
                    && attribute(attributes, "type").is_some_and(|kind| kind.to_ascii_lowercase().starts_with("application/ld+json"));
                open(&name, attributes, &mut seen, &mut collecting);
            }
        }
    }
    for text in [&mut seen.title, &mut seen.heading, &mut seen.time, &mut seen.byline] {
        *text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    seen
}

fn open(name: &str, attributes: &str, seen: &mut Seen, collecting: &mut (Collecting, String)) {
    let value = |key: &str| attribute(attributes, key).unwrap_or_default();
    let is_free = collecting.0 == Collecting::Nothing;
    let mut collect = |what: Collecting| *collecting = (what, name.to_owned());
    match name {
        "html" if seen.language.is_empty() => seen.language = value("lang"),
        "meta" => {
            let key = ["property", "name", "itemprop", "http-equiv"].iter().find_map(|key| attribute(attributes, key));
            seen.metas.extend(key.map(|key| (key.to_ascii_lowercase(), value("content"))));
        }
        "link" if value("rel").eq_ignore_ascii_case("canonical") && seen.canonical.is_empty() => {
            let link = value("href");
            if link.contains("://") {
                seen.canonical = link;
            }
        }
        "title" if seen.title.is_empty() => collect(Collecting::Title),
        "h1" if seen.heading.is_empty() => collect(Collecting::Heading),
        "time" if seen.time.is_empty() => {
            seen.time = value("datetime");
            if seen.time.is_empty() {
                collect(Collecting::Time);
            }
        }
        _ if seen.byline.is_empty() && is_free => {
            let class = value("class").to_ascii_lowercase();
            let is_byline = value("rel").eq_ignore_ascii_case("author")
                || value("itemprop").eq_ignore_ascii_case("author")
                || class
                    .split_whitespace()
                    .any(|word| matches!(word, "byline" | "author" | "article-author" | "author-name" | "byline__name"));
            if is_byline {
                collect(Collecting::Byline);
            }
        }
        _ => {}
    }
}

fn opens_as_copyright(run: &str) -> bool {
    let run = run.trim_start();
    run.starts_with(['©', 'C', 'c', '&']) && {
        let head: String = run.chars().take(12).collect::<String>().to_ascii_lowercase();
        ["©", "copyright", "&copy;", "&#169;"].iter().any(|mark| head.starts_with(mark))
    }
}

/// The outlet in "Flood closes road | Example Times", where the page has "Flood closes road" elsewhere.
fn after_heading(title: &str, headings: &[String]) -> String {
    let bare = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    for mark in [" | ", " - ", " – ", " — ", " :: ", " • "] {
        if let Some((head, tail)) = title.rsplit_once(mark)
            && !bare(head).is_empty()
            && (1..=MAX_OUTLET_WORDS).contains(&tail.split_whitespace().count())
            && headings.iter().any(|heading| bare(heading) == bare(head))
        {
            return tail.trim().to_owned();
        }
    }
    String::new()
}

/// "Flood closes road | Example Times" without the outlet.
fn without_site(title: &str, outlet: &str) -> String {
    let title = title.trim();
    for mark in [" | ", " - ", " – ", " — ", " :: "] {
        if let Some((head, tail)) = title.rsplit_once(mark)
            && !head.trim().is_empty()
            && !outlet.is_empty()
            && is_same_outlet(tail, outlet)
        {
            return head.trim().to_owned();
        }
    }
    title.to_owned()
}

fn is_same_outlet(tail: &str, outlet: &str) -> bool {
    let bare = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let (tail, outlet) = (bare(tail), bare(outlet));
    !tail.is_empty() && (tail == outlet || outlet.strip_prefix("the") == Some(&tail) || tail.strip_prefix("the") == Some(&outlet))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_ld_goes_before_open_graph_and_the_title() {
        let draft = read(
            r#"<html lang="en-GB"><head><title>Other | Example Times</title><meta property="og:title" content="Other"><meta property="og:site_name" content="Example Times"><link rel="canonical" href="https://example.com/a">
            <script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"Organization","name":"x"},{"@type":["NewsArticle"],"headline":"Flood &amp; fire","datePublished":"2021-11-07T08:00:00+01:00","author":[{"@type":"Person","name":"Jane Doe"}],"isAccessibleForFree":false}]}</script></head></html>"#,
        );
        assert_eq!(
            (draft.title.as_str(), draft.outlet.as_str(), draft.url.as_str()),
            ("Flood & fire", "Example Times", "https://example.com/a")
        );
        assert_eq!((draft.date.as_str(), draft.language.as_str(), draft.access), ("2021-11-07T08:00:00+01:00", "en-GB", Access::Paid));
        assert_eq!(draft.authors, ["Jane Doe"]);
    }

    #[test]
    fn a_page_without_declarations_gives_its_title_time_and_byline() {
        let draft = read(
            "<title>Flood closes road - Example Times</title><meta property=og:site_name content='Example Times'><p class=byline>By <a>Jane Doe</a></p><time>7 November 2021</time>",
        );
        assert_eq!((draft.title.as_str(), draft.date.as_str()), ("Flood closes road", "7 November 2021"));
        assert_eq!(draft.authors, ["Jane Doe"]);
    }

    #[test]
    fn publisher_and_author_are_found_behind_their_ids() {
        let draft = read(
            r##"<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"Organization","@id":"#org","name":"Example Times"},
            {"@type":"Article","headline":"Flood","author":{"@id":"#jane"},"publisher":{"@id":"#org"}},{"@type":"Person","@id":"#jane","name":"Jane Doe"}]}</script>"##,
        );
        assert_eq!((draft.title.as_str(), draft.outlet.as_str()), ("Flood", "Example Times"));
        assert_eq!(draft.authors, ["Jane Doe"]);
    }

    #[test]
    fn a_page_that_names_its_outlet_in_its_title_or_copyright_alone_is_understood() {
        let draft = read("<title>Flood closes road | Example Times</title><h1>Flood closes road</h1>");
        assert_eq!((draft.title.as_str(), draft.outlet.as_str()), ("Flood closes road", "Example Times"));
        assert_eq!(read("<title>Flood - road closed</title><h1>Other</h1>").outlet, "");
        let draft = read("<title>Flood closes road</title><p>Text.</p><div>&copy; 2021 Example Times. All rights reserved.</div>");
        assert_eq!(draft.outlet, "Example Times");
    }

    #[test]
    fn broken_json_ld_is_passed_over() {
        assert_eq!(read("<script type='application/ld+json'>{oops</script><h1>A headline</h1>").title, "A headline");
    }
}
