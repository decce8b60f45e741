//! JSON and JSON Lines rows: news-please, trafilatura, newspaper4k, schema.org NewsArticle, IPTC ninjs 2/3, plain.
//!
//! Field names are tried in a fixed order, the most telling first; `--field text=body` goes before all. The value of
//! the text field is kept byte for byte: offsets count in it. Linear; a row of JSON Lines at a time is held as a tree.

use serde_json::Value;

use crate::ingest::draft::{Access, Draft, given, split_byline};

/// Fields of a row, each with the names it goes by, in order of trust. A dot goes into an object, or the objects of an array.
const TITLE: &[&str] = &["title", "headline", "headlines.value", "name"];
const TEXT: &[&str] =
    &["maintext", "text", "articleBody", "body", "content", "bodies", "body_text", "article", "full_text", "raw_text", "body_html"];
const OUTLET: &[&str] = &[
    "outlet",
    "publisher.name",
    "source-hostname",
    "sitename",
    "site_name",
    "meta_site_name",
    "publication",
    "publisher",
    "source.name",
    "source_name",
    "infoSources.name",
    "copyrightHolder",
    "sourceOrganization.name",
    "source",
    "site",
    "source_domain",
    "domain",
    "hostname",
];
const SITE: &[&str] = &["source_domain", "hostname", "domain", "publisher.url", "source_url"];
const URL: &[&str] = &["canonical_link", "canonical_url", "url", "link", "mainEntityOfPage", "web_url", "uri", "source"];
const DATE: &[&str] = &[
    "date_publish",
    "datePublished",
    "publish_date",
    "published_at",
    "publishedAt",
    "published",
    "pubDate",
    "pub_date",
    "firstCreated",
    "firstcreated",
    "versionCreated",
    "versioncreated",
    "contentCreated",
    "contentcreated",
    "date",
    "dateCreated",
    "timestamp",
    "created_at",
];
const AUTHOR: &[&str] = &["authors", "author", "byline", "by", "bylines", "creator"];
const LANGUAGE: &[&str] = &["language", "lang", "inLanguage", "meta_lang"];
const ID: &[&str] = &["id", "_id", "uuid", "guid", "@id"];

/// Names under which files keep their rows.
const ROWS: &[&str] = &["articles", "items", "results", "data", "rows", "documents", "@graph"];

/// The drafts of a whole JSON document.
pub(crate) fn rows_of(value: Value, fields: &[(String, String)]) -> Vec<Draft> {
    if let Value::Object(map) = &value
        && draft_of(&value, fields).is_none_or(|draft| draft.body.is_empty())
        && let Some(Value::Array(rows)) = ROWS
            .iter()
            .find_map(|name| map.get(*name))
            .filter(|rows| matches!(rows, Value::Array(rows) if rows.iter().any(Value::is_object)))
    {
        return rows
            .iter()
            .enumerate()
            .filter_map(|(at, row)| draft_of(row, fields).map(|draft| Draft { row: u32::try_from(at + 1).ok(), ..draft }))
            .collect();
    }
    draft_of(&value, fields).into_iter().collect()
}

/// The draft of one row; `None` if it is no object.
pub(crate) fn draft_of(row: &Value, fields: &[(String, String)]) -> Option<Draft> {
    if !row.is_object() {
        return None;
    }
    let row = Row { row, fields };
    let mut draft = Draft { title: row.line("title", TITLE), body: row.text(), url: row.address(), ..Draft::default() };
    draft.outlet = row.outlet();
    draft.site = row.line("site", SITE);
    draft.date = row.line("date", DATE);
    draft.language = row.line("language", LANGUAGE);
    draft.id = row.line("id", ID);
    draft.authors = row.authors();
    if row
        .find(&["isAccessibleForFree"])
        .any(|value| *value == Value::Bool(false) || value.as_str().is_some_and(|word| word.eq_ignore_ascii_case("false")))
    {
        draft.access = Access::Paid;
    }
    Some(draft)
}

struct Row<'a> {
    row: &'a Value,
    fields: &'a [(String, String)],
}

impl<'a> Row<'a> {
    /// Values under these names, in order.
    fn find(&self, names: &[&str]) -> impl Iterator<Item = &'a Value> {
        let mut values = Vec::new();
        for name in names {
            at_path(self.row, name, &mut values);
        }
        values.into_iter()
    }

    /// Values of a field: of the name that the user gave, else of the known ones.
    fn values(&self, field: &str, names: &[&str]) -> Vec<&'a Value> {
        let own: Vec<&str> = self.fields.iter().filter(|(name, _)| is_same_field(name, field)).map(|(_, given)| given.as_str()).collect();
        if own.is_empty() { self.find(names).collect() } else { self.find(&own).collect() }
    }

    /// The first value that says something.
    fn line(&self, field: &str, names: &[&str]) -> String {
        self.values(field, names).into_iter().map(scalar).find(|value| !value.is_empty()).unwrap_or_default()
    }

    fn outlet(&self) -> String {
        // trafilatura writes the address under `source`: that is no name.
        let values = self.values("outlet", OUTLET).into_iter().map(scalar);
        values.into_iter().find(|value| !value.is_empty() && !value.contains("://")).unwrap_or_default()
    }

    fn address(&self) -> String {
        let own = self.fields.iter().any(|(name, _)| name == "url");
        let mut values = self.values("url", URL).into_iter().map(|value| match value {
            Value::Object(map) => map.get("@id").or_else(|| map.get("url")).map(scalar).unwrap_or_default(),
            _ => scalar(value),
        });
        values.find(|value| if own { !value.is_empty() } else { value.contains("://") || value.starts_with("www.") }).unwrap_or_default()
    }

    fn authors(&self) -> Vec<String> {
        let mut authors: Vec<String> = Vec::new();
        for value in self.values("author", AUTHOR) {
            collect_names(value, &mut authors);
            if !authors.is_empty() {
                break;
            }
        }
        let mut seen = std::collections::BTreeSet::new();
        authors.retain(|name| seen.insert(name.clone()));
        authors
    }

    /// The text, byte for byte; of several bodies, the plain one.
    fn text(&self) -> String {
        for value in self.values("text", TEXT) {
            let found = match value {
                Value::String(text) if given(text).is_empty() => continue,
                Value::String(text) => Some(text.clone()),
                Value::Array(parts) => bodies(parts),
                _ => None,
            };
            if let Some(found) = found {
                return found;
            }
        }
        String::new()
    }
}

/// ninjs bodies (`{role, contentType, value}`), else paragraphs as strings.
fn bodies(parts: &[Value]) -> Option<String> {
    if parts.iter().all(Value::is_string) {
        let paragraphs: Vec<&str> = parts.iter().filter_map(Value::as_str).collect();
        return (!paragraphs.is_empty()).then(|| paragraphs.join("\n\n"));
    }
    let objects = || parts.iter().filter_map(Value::as_object);
    let is = |name: &str, part: &serde_json::Map<String, Value>, word: &str| {
        part.get(name).and_then(Value::as_str).is_some_and(|value| value.to_ascii_lowercase().contains(word))
    };
    let best = objects()
        .find(|part| is("contentType", part, "plain"))
        .or_else(|| objects().find(|part| is("role", part, "main")))
        .or_else(|| objects().next())?;
    best.get("value").or_else(|| best.get("text")).and_then(Value::as_str).map(str::to_owned)
}

fn collect_names(value: &Value, names: &mut Vec<String>) {
    match value {
        Value::String(text) if !text.contains("://") => names.extend(split_byline(text)),
        Value::Array(values) => values.iter().for_each(|value| collect_names(value, names)),
        Value::Object(map) => {
            if let Some(name) = map.get("name").or_else(|| map.get("value")) {
                collect_names(name, names);
            }
        }
        _ => {}
    }
}

/// `a.b` goes into an object, or into each object of an array. A key that has the dot in its name goes first.
fn at_path<'a>(value: &'a Value, path: &str, found: &mut Vec<&'a Value>) {
    match value {
        Value::Object(map) => {
            if let Some(inner) =
                map.get(path).or_else(|| map.iter().find(|(key, _)| key.eq_ignore_ascii_case(path)).map(|(_, inner)| inner))
            {
                found.push(inner);
            } else if let Some((first, rest)) = path.split_once('.')
                && let Some(inner) = map.get(first)
            {
                at_path(inner, rest, found);
            }
        }
        Value::Array(values) if !path.is_empty() => values.iter().for_each(|value| at_path(value, path, found)),
        _ => {}
    }
}

fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => given(text).to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Array(values) => values.iter().map(scalar).find(|text| !text.is_empty()).unwrap_or_default(),
        Value::Object(map) => map
            .get("name")
            .or_else(|| map.get("@value"))
            .or_else(|| map.get("$oid"))
            .or_else(|| map.get("value"))
            .map(scalar)
            .unwrap_or_default(),
        _ => String::new(),
    }
}

/// The user may name our field as reports do or as the plain rows do.
fn is_same_field(name: &str, field: &str) -> bool {
    let plain = match name.to_ascii_lowercase().as_str() {
        "headline" => "title".to_owned(),
        "body" | "content" => "text".to_owned(),
        "source" | "publisher" => "outlet".to_owned(),
        "published" => "date".to_owned(),
        "link" => "url".to_owned(),
        "authors" => "author".to_owned(),
        "lang" => "language".to_owned(),
        other => other.to_owned(),
    };
    plain == field
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(json: &str) -> Draft {
        draft_of(&serde_json::from_str(json).expect("the test is JSON"), &[]).expect("the test is an object")
    }

    #[test]
    fn a_news_please_row_is_read_and_the_word_none_is_nothing() {
        let draft = draft(
            r#"{"title":"T","maintext":"Body.","date_publish":"2017-07-17 17:03:00","source_domain":"www.example.com","url":"https://www.example.com/a","authors":["None"],"language":"en","description":"None"}"#,
        );
        assert_eq!((draft.title.as_str(), draft.body.as_str(), draft.site.as_str()), ("T", "Body.", "www.example.com"));
        assert!(draft.authors.is_empty());
    }

    #[test]
    fn a_trafilatura_row_has_its_address_under_source() {
        let draft = draft(
            r#"{"title":"T","author":"Jane Doe; Ann Roe","hostname":"example.com","date":"2021-11-07","source":"https://example.com/a","source-hostname":"Example Times","text":"Body.","raw_text":"x"}"#,
        );
        assert_eq!((draft.outlet.as_str(), draft.url.as_str()), ("Example Times", "https://example.com/a"));
        assert_eq!(draft.authors, ["Jane Doe", "Ann Roe"]);
    }

    #[test]
    fn a_schema_org_article_is_read() {
        let draft = draft(
            r#"{"@type":"NewsArticle","headline":"T","articleBody":"Body.","datePublished":"2021-11-07T08:00:00Z","publisher":{"@type":"Organization","name":"Example Times"},"author":[{"name":"Jane Doe"}],"isAccessibleForFree":"False","mainEntityOfPage":{"@id":"https://example.com/a"}}"#,
        );
        assert_eq!((draft.outlet.as_str(), draft.url.as_str(), draft.access), ("Example Times", "https://example.com/a", Access::Paid));
        assert_eq!(draft.authors, ["Jane Doe"]);
    }

    #[test]
    fn a_ninjs_item_is_read() {
        let draft = draft(
            r#"{"uri":"https://agency.example/1","headlines":[{"role":"main","value":"T"}],"bodies":[{"role":"main","contentType":"text/html","value":"<p>Body.</p>"},{"contentType":"text/plain","value":"Body."}],"versionCreated":"2021-11-07T08:00:00Z","by":"Jane Doe","infoSources":[{"name":"Example Agency"}],"language":"en"}"#,
        );
        assert_eq!((draft.title.as_str(), draft.body.as_str(), draft.outlet.as_str()), ("T", "Body.", "Example Agency"));
    }

    #[test]
    fn the_users_own_names_go_first() {
        let fields = [("text".to_owned(), "story.body".to_owned()), ("outlet".to_owned(), "paper".to_owned())];
        let row = serde_json::from_str(r#"{"text":"teaser","story":{"body":"Body."},"paper":"Example Times","title":"T"}"#).expect("JSON");
        let draft = draft_of(&row, &fields).expect("an object");
        assert_eq!((draft.body.as_str(), draft.outlet.as_str()), ("Body.", "Example Times"));
    }

    #[test]
    fn rows_may_lie_inside_an_object() {
        let drafts = rows_of(
            serde_json::from_str(r#"{"status":"ok","articles":[{"title":"A","content":"x"},{"title":"B","content":"y"}]}"#).expect("JSON"),
            &[],
        );
        assert_eq!(drafts.iter().map(|draft| (draft.title.as_str(), draft.row)).collect::<Vec<_>>(), [("A", Some(1)), ("B", Some(2))]);
    }

    #[test]
    fn the_text_is_kept_byte_for_byte() {
        assert_eq!(draft(r#"{"text":"  a\r\nb\u0000c \n"}"#).body, "  a\r\nb\0c \n");
    }
}
