//! The lines that other programs read: ids are kept, positions are bytes of the part as it was given.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::tool::{run_in, write};

#[test]
fn machine_forms_keep_ids_and_count_bytes_of_the_part() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let row = |id: &str, outlet: &str, text: &str| serde_json::json!({"id": id, "title": format!("Ferry aground at Tormund Point, says {outlet}"), "text": text, "outlet": outlet, "date": "2026-03-02"});
    let text = |tail: &str| {
        format!("The ferry Halcyon ran aground off Tormund Point on Sunday.\n\n\u{201c}We saw nothing,\u{201d} said Rosa Lindt. {tail}")
    };
    let rows = [row("r-1", "Coast Herald", &text("It was dark.")), row("r-2", "Island Post", &text("The sea was calm."))];
    write(folder.path(), "rows.jsonl", rows.iter().map(|row| format!("{row}\n")).collect::<String>());
    let events = run_in(folder.path(), &["events", "--format", "jsonl", "rows.jsonl"]);
    let ids: Vec<String> = events
        .stdout
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("a line is JSON")["id"].as_str().expect("an id").to_owned())
        .collect();
    assert_eq!(ids, ["r-1", "r-2"]);
    let quotes = run_in(folder.path(), &["quotes", "--format", "jsonl", "rows.jsonl"]);
    assert_eq!(quotes.stdout.lines().count(), 2);
    for (line, row) in quotes.stdout.lines().zip(&rows) {
        let line: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
        assert_eq!(line["id"], row["id"]);
        let said = line["attributions"].as_array().expect("a list").iter().find(|entry| entry["kind"] == "direct").expect("the quotation");
        let given = row["text"].as_str().expect("text");
        assert_eq!(said["part"], "body");
        let slice = |name: &str| {
            let end = |at: usize| usize::try_from(said[name][0][at].as_u64().expect("a position")).expect("it fits");
            &given[end(0)..end(1)]
        };
        assert!(slice("content").contains("We saw nothing"), "{}", slice("content"));
        assert_eq!(slice("cue"), "said");
        assert_eq!(slice("source"), "Rosa Lindt");
    }
    write(folder.path(), "claims.jsonl", "{\"id\":\"q\",\"text\":\"The ferry Halcyon ran aground.\",\"article\":\"r-1\"}\n");
    let check = run_in(folder.path(), &["check", "--claims", "claims.jsonl", "rows.jsonl"]);
    assert_eq!(check.code, 0, "{}", check.stderr);
    assert_eq!(check.stdout.lines().count(), 1, "only in the article that was named: {}", check.stdout);
    let line: serde_json::Value = serde_json::from_str(&check.stdout).expect("a line is JSON");
    assert_eq!((line["id"].as_str(), line["article"].as_str(), line["coverage"].as_str()), (Some("q"), Some("r-1"), Some("reported")));
}

const BODY: &str = "The ferry Halcyon ran aground off Tormund Point on Sunday, the coast guard said.\n\n\u{201c}We saw nothing \u{1f6a2},\u{201d} said Rosa Lindt, a spokeswoman. \u{201c}It was dark.\u{201d}\n\nThe captain, Marc Ebden, said that 12 people were injured.";

/// Texts as they come: line ends of other systems, white space around them, marks, markup, the headline once more.
fn odd_rows() -> Vec<(&'static str, Option<&'static str>, String)> {
    let title = Some("Ferry aground at Tormund Point");
    vec![
        ("crlf", title, BODY.replace('\n', "\r\n")),
        ("white", title, format!("  \n\t {BODY} \n ")),
        ("emoji", Some("\u{1f6a2} Ferry aground, \u{201c}it was dark\u{201d}, Lindt says"), format!("\u{1f6a2}\u{1f6a2} {BODY}")),
        ("markup", title, format!("<p>{}</p>", BODY.replace("\n\n", "</p>\n<p class=\"x\">"))),
        ("untitled", None, BODY.to_owned()),
        ("repeated", title, format!("\n Ferry aground at Tormund Point.\r\n\r\n{BODY}")),
        ("marked", title, format!("\u{feff}{BODY}")),
        ("nul", title, format!("a\0b {BODY}")),
    ]
}

#[test]
fn odd_texts_can_be_sliced_with_the_positions_that_are_written() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let rows = odd_rows();
    let lines: String = rows
        .iter()
        .map(|(id, title, text)| {
            let mut row = json!({"id": id, "text": text, "outlet": format!("Outlet {id}"), "date": "2026-03-02"});
            if let Some(title) = title {
                row["title"] = json!(title);
            }
            format!("{row}\n")
        })
        .collect();
    write(folder.path(), "rows.jsonl", lines);
    let given: BTreeMap<&str, (&str, &str)> = rows.iter().map(|(id, title, text)| (*id, (title.unwrap_or(""), text.as_str()))).collect();
    let slice = |id: &str, part: &Value, span: &Value| -> String {
        let (headline, body) = given[id];
        let at = |index: usize| usize::try_from(span[index].as_u64().expect("a position")).expect("it fits");
        let text = if part == "headline" { headline } else { body };
        text.get(at(0)..at(1)).unwrap_or_else(|| panic!("{id}: {span} is off the {part}")).to_owned()
    };
    let quotes = run_in(folder.path(), &["quotes", "--quiet", "--format", "jsonl", "rows.jsonl"]);
    assert_eq!(quotes.code, 0, "{}", quotes.stderr);
    assert_eq!(quotes.stdout.lines().count(), rows.len());
    for line in quotes.stdout.lines() {
        let line: Value = serde_json::from_str(line).expect("a line is JSON");
        let id = line["id"].as_str().expect("an id");
        let all = line["attributions"].as_array().expect("a list");
        let of =
            |name: &str| all.iter().find(|one| one["part"] == "body" && one["speaker"] == name).unwrap_or_else(|| panic!("{id}: {name}"));
        let direct = of("Rosa Lindt");
        assert_eq!(slice(id, &direct["part"], &direct["cue"][0]), "said", "{id}");
        let said = slice(id, &direct["part"], &direct["content"][0]);
        assert!(said.starts_with('\u{201c}') && said.contains("We saw nothing \u{1f6a2}"), "{id}: {said}");
        let indirect = of("Marc Ebden");
        assert!(slice(id, &indirect["part"], &indirect["content"][0]).ends_with("12 people were injured"), "{id}");
        assert!(slice(id, &indirect["part"], &indirect["source"][0]).contains("Marc Ebden"), "{id}");
        let in_headline = all.iter().find(|one| one["part"] == "headline");
        assert_eq!(in_headline.is_some(), id == "emoji", "{id}");
        if let Some(one) = in_headline {
            assert_eq!(slice(id, &one["part"], &one["source"][0]), "Lindt");
        }
    }
    write(folder.path(), "claims.jsonl", "{\"id\":\"q\",\"text\":\"Twelve people were injured.\"}\n");
    let check = run_in(folder.path(), &["check", "--quiet", "--claims", "claims.jsonl", "rows.jsonl"]);
    assert_eq!(check.stdout.lines().count(), rows.len());
    for line in check.stdout.lines() {
        let line: Value = serde_json::from_str(line).expect("a line is JSON");
        let (id, support) = (line["article"].as_str().expect("an id"), &line["support"]);
        assert_eq!(line["coverage"], "reported", "{id}");
        assert_eq!(json!(slice(id, &support["part"], &json!([support["start"], support["end"]]))), support["text"], "{id}");
    }
    let events = run_in(folder.path(), &["events", "--quiet", "--format", "jsonl", "rows.jsonl"]);
    let ids: Vec<Value> =
        events.stdout.lines().map(|line| serde_json::from_str::<Value>(line).expect("a line is JSON")["id"].clone()).collect();
    assert_eq!(ids, rows.iter().map(|(id, ..)| json!(id)).collect::<Vec<_>>());
}
