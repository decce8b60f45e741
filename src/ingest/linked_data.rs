//! JSON-LD as pages carry it: wrapped in comment marks, with line breaks inside strings or a comma too many, and with
//! publisher and author named by the id of another node.
//!
//! Not a JSON-LD processor: contexts are not read, references go one step. Linear.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// Fields that may refer to another node by its id alone.
const REFERENCES: &[&str] = &["publisher", "author", "creator", "sourceOrganization", "copyrightHolder"];

/// The value of one block; none where it cannot be made out.
pub(crate) fn parse(block: &str) -> Option<Value> {
    // Comment marks and `<![CDATA[` stand around the outermost brackets.
    let block = block.split_once("<![CDATA[").map_or(block, |(_, inside)| inside.rsplit_once("]]").map_or(inside, |(inside, _)| inside));
    let (start, end) = (block.find(['{', '['])?, block.rfind(['}', ']'])?);
    let block = block.get(start..=end)?;
    serde_json::from_str(block).or_else(|_| serde_json::from_str(&mended(block))).ok()
}

/// Control characters inside strings as spaces, commas before a closing bracket left out.
fn mended(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let (mut is_string, mut is_escaped) = (false, false);
    for c in json.chars() {
        if is_string {
            out.push(if c.is_control() { ' ' } else { c });
            (is_string, is_escaped) = (is_escaped || c != '"', !is_escaped && c == '\\');
            continue;
        }
        if matches!(c, '}' | ']') && out.trim_end().ends_with(',') {
            let kept = out.trim_end().len() - 1;
            out.truncate(kept);
        }
        is_string = c == '"';
        out.push(c);
    }
    out
}

/// Types of a node.
pub(crate) fn types(node: &Map<String, Value>) -> Vec<&str> {
    match node.get("@type") {
        Some(Value::String(name)) => vec![name],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// The named nodes of a page, by id.
#[derive(Default)]
pub(crate) struct Nodes<'a> {
    by_id: BTreeMap<&'a str, &'a Value>,
    /// Name of the node that is the web site, empty if there is none.
    pub(crate) site: String,
}

impl<'a> Nodes<'a> {
    /// All nodes of these blocks, those in lists and graphs too.
    pub(crate) fn of(blocks: &'a [Value]) -> Self {
        let mut nodes = Self::default();
        for block in blocks {
            nodes.add(block, 0);
        }
        nodes
    }

    fn add(&mut self, value: &'a Value, depth: usize) {
        if depth > 2 {
            return;
        }
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.add(value, depth + 1)),
            Value::Object(map) => {
                if let (Some(Value::String(id)), Some(_)) = (map.get("@id"), map.get("name")) {
                    self.by_id.entry(id).or_insert(value);
                }
                if self.site.is_empty() && types(map).contains(&"WebSite") {
                    self.site = map.get("name").and_then(Value::as_str).unwrap_or_default().trim().to_owned();
                }
                if let Some(graph) = map.get("@graph") {
                    self.add(graph, depth + 1);
                }
            }
            _ => {}
        }
    }

    /// An article node with the nodes that it refers to by id in their places.
    pub(crate) fn filled<'v>(&self, article: &'v Value) -> Cow<'v, Value> {
        let Value::Object(map) = article else { return Cow::Borrowed(article) };
        let refers = |value: &Value| {
            let parts = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
            parts.iter().any(|part| self.behind(part).is_some())
        };
        if !REFERENCES.iter().any(|field| map.get(*field).is_some_and(refers)) {
            return Cow::Borrowed(article);
        }
        let mut filled = map.clone();
        for field in REFERENCES {
            match filled.get_mut(*field) {
                Some(Value::Array(parts)) => parts.iter_mut().for_each(|part| self.fill(part)),
                Some(part) => self.fill(part),
                None => {}
            }
        }
        Cow::Owned(Value::Object(filled))
    }

    fn fill(&self, part: &mut Value) {
        if let Some(node) = self.behind(part) {
            *part = node.clone();
        }
    }

    /// The node that a bare reference means.
    fn behind(&self, part: &Value) -> Option<&'a Value> {
        let map = part.as_object()?;
        if map.contains_key("name") {
            return None;
        }
        self.by_id.get(map.get("@id")?.as_str()?).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_and_slightly_broken_blocks_are_read() {
        for block in [
            r#"{"a": "x y"}"#,
            "//<![CDATA[\n{\"a\": \"x y\"}\n//]]>",
            "<!--\n{\"a\": \"x y\"}\n-->",
            "{\"a\": \"x\ny\",}",
            "{\"a\": \"x y\"};",
        ] {
            assert_eq!(parse(block).and_then(|value| value["a"].as_str().map(str::to_owned)).as_deref(), Some("x y"), "{block}");
        }
        assert!(parse("[{\"a\": [1, 2,]}]").is_some_and(|value| value[0]["a"][1] == 2));
        assert!(parse(r#"{"a": "quote \" , } in it"}"#).is_some_and(|value| value["a"] == "quote \" , } in it"));
        for broken in ["", "{oops", "text", "]", "{\"a\":", "[", "{]"] {
            assert_eq!(parse(broken), None, "{broken}");
        }
    }

    #[test]
    fn references_go_one_step_and_no_further() {
        let blocks =
            [serde_json::json!({"@graph": [{"@id": "#o", "name": "O", "publisher": {"@id": "#o"}}, {"@type": "WebSite", "name": "S"}]})];
        let nodes = Nodes::of(&blocks);
        assert_eq!(nodes.site, "S");
        let article = serde_json::json!({"publisher": {"@id": "#o"}, "author": [{"@id": "#unknown"}, {"name": "A"}]});
        let filled = nodes.filled(&article);
        assert_eq!(filled["publisher"]["name"], "O");
        assert_eq!(filled["author"], article["author"]);
    }
}
