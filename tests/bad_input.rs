//! Input that no sane person would give: named, answered, nothing else lost, no panic.

use std::path::Path;
use std::time::{Duration, Instant};

#[cfg(unix)]
use crate::tool::run_unprivileged;
use crate::tool::{Ran, run_in, two_articles, write};

/// A run over 50 MB must end well under a minute, in the build that tests use.
const LONGEST_RUN: Duration = Duration::from_secs(60);

/// Compares the two good articles beside the bad file.
fn beside(name: &str, content: impl AsRef<[u8]>) -> Ran {
    let folder = two_articles();
    write(folder.path(), name, content);
    compare(folder.path())
}

fn compare(folder: &Path) -> Ran {
    let started = Instant::now();
    let ran = run_in(folder, &["compare", "--export", "report.json", "."]);
    assert!(!ran.stderr.contains("panicked"), "{}", ran.stderr);
    assert!(started.elapsed() < LONGEST_RUN, "it took {:?}", started.elapsed());
    assert!(ran.stdout.contains("Coast Herald") && ran.stdout.contains("Island Post"), "the rest is lost: {}", ran.stdout);
    assert!(!ran.stdout.chars().any(|letter| letter.is_control() && letter != '\n'), "control characters reach the terminal");
    ran
}

/// The file gave no article: code 2, and a message that names it and says more than its name.
fn refused(name: &str, content: impl AsRef<[u8]>) {
    let ran = beside(name, content);
    assert_eq!(ran.code, 2, "{name}: {}", ran.stderr);
    let line = ran.stderr.lines().find(|line| line.contains(name)).unwrap_or_else(|| panic!("{name} is not named: {}", ran.stderr));
    assert!(line.contains('(') || line.contains(';'), "says what happened, but not what to do: {line}");
}

/// The file is read, odd as it is.
fn accepted(name: &str, content: impl AsRef<[u8]>) -> Ran {
    let ran = beside(name, content);
    assert_eq!(ran.code, 0, "{name}: {}", ran.stderr);
    ran
}

const SENTENCE: &str = "The ferry Halcyon ran aground off Tormund Point and twelve people were injured, the coast guard said. ";

#[test]
fn an_empty_file_is_refused() {
    refused("empty.txt", "");
    refused("blank.txt", " \n\n\t\n");
    refused("empty.html", "");
    refused("empty.jsonl", "");
}

#[test]
fn a_file_of_one_word_is_answered() {
    let ran = beside("word.txt", "Ferry");
    assert!(ran.code == 0 || ran.code == 2, "{}", ran.stderr);
    assert!(format!("{}{}", ran.stdout, ran.stderr).contains("word"), "it is not lost: {}{}", ran.stdout, ran.stderr);
}

#[test]
fn binary_data_is_refused() {
    let noise: Vec<u8> = (0..40_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    refused("picture.txt", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &noise].concat());
    refused("broken.html.gz", [b"\x1f\x8b\x08\0".as_slice(), &noise].concat());
}

#[test]
fn other_charsets_and_broken_bytes_are_read() {
    let text = format!("Caf\u{e9} owners saw the ferry\nOutlet: Third Post\nDate: 2026-03-02\n\n{}", SENTENCE.repeat(4));
    let utf16: Vec<u8> = [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert!(accepted("utf16.txt", utf16).stdout.contains("Third Post"));
    let latin: Vec<u8> = text.chars().map(|letter| letter as u8).collect();
    assert!(accepted("latin.txt", latin).stdout.contains("Third Post"));
    let mut broken = text.into_bytes();
    broken.extend(b"The \xff\xfe\x80 harbour was closed until noon on Monday. ");
    beside("broken.txt", broken);
}

#[test]
fn nul_bytes_and_control_characters_do_not_reach_the_terminal() {
    let text =
        format!("Ferry\0 aground \u{1b}[31mred\u{1b}[0m\nOutlet: Third\u{7} Post\nDate: 2026-03-02\n\n{}\0\u{9b}31m", SENTENCE.repeat(4));
    beside("control.txt", text);
}

#[test]
fn fifty_megabytes_of_text_are_answered_as_no_article() {
    let mut text = String::from("A long ferry story\nOutlet: Third Post\nDate: 2026-03-02\n\n");
    while text.len() < 50_000_000 {
        text.push_str(SENTENCE);
        text.push_str("\n\n");
    }
    let ran = beside("long.txt", text);
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert!(ran.stderr.contains("long.txt") && ran.stderr.contains("MiB"), "{}", ran.stderr);
}

#[test]
fn a_hundred_thousand_nested_tags_are_answered() {
    let deep = format!("<html><body>{}{}</body></html>", "<div>".repeat(100_000), SENTENCE.repeat(4));
    let ran = beside("deep.html", deep);
    assert!(ran.code == 0 || ran.code == 2, "{}", ran.stderr);
    let json = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    refused("deep.json", json);
}

#[test]
fn an_endless_sentence_and_quotes_without_partner_are_read() {
    accepted(
        "endless.txt",
        format!("Endless\nOutlet: Third Post\nDate: 2026-03-02\n\n{}", "the ferry and the coast guard and ".repeat(2_000)),
    );
    let quotes = "\u{201c}We saw it, \u{201c}he said, \"and then\u{201d} nobody 'came. ";
    accepted("quotes.txt", format!("Quotes \u{201c}\nOutlet: Third Post\nDate: 2026-03-02\n\n{}", quotes.repeat(200)));
}

#[test]
fn missing_headline_date_and_outlet_are_no_reason_to_refuse() {
    let ran = accepted("bare.txt", SENTENCE.repeat(4));
    assert!(ran.stdout.contains("bare"), "the file's name stands in for the outlet: {}", ran.stdout);
    let row = serde_json::json!({"text": SENTENCE.repeat(4)});
    accepted("bare.jsonl", format!("{row}\n"));
}

#[test]
fn of_two_articles_with_one_id_none_is_lost() {
    let row = |outlet: &str| serde_json::json!({"id": "same", "title": "Ferry aground", "text": SENTENCE.repeat(4), "outlet": outlet, "date": "2026-03-02"});
    let ran = accepted("rows.jsonl", format!("{}\n{}\n", row("Third Post"), row("Fourth Post")));
    assert!(ran.stdout.contains("Third Post") && ran.stdout.contains("Fourth Post"), "{}", ran.stdout);
    assert!(ran.stderr.contains("same"), "it is said that the id came twice: {}", ran.stderr);
}

#[test]
fn two_addresses_under_one_outlet_name_are_both_there() {
    let row = |id: &str, url: &str| serde_json::json!({"id": id, "title": "Ferry aground", "text": SENTENCE.repeat(4), "outlet": "Herald", "url": url, "date": "2026-03-02"});
    let rows = format!("{}\n{}\n", row("one", "https://herald-north.example/a"), row("two", "https://herald-south.example/b"));
    let folder = two_articles();
    write(folder.path(), "rows.jsonl", rows);
    assert_eq!(compare(folder.path()).code, 0);
    let report: serde_json::Value =
        serde_json::from_slice(&std::fs::read(folder.path().join("report.json")).expect("it was exported")).expect("it is JSON");
    assert_eq!(report["articles"].as_array().map(Vec::len), Some(4));
    let codes: Vec<&str> = report["warnings"].as_array().expect("a list").iter().filter_map(|warning| warning["code"].as_str()).collect();
    assert!(codes.contains(&"shared-outlet-name"), "{codes:?}");
}

#[test]
fn a_broken_row_is_named_by_its_line_and_the_others_are_read() {
    let row = serde_json::json!({"id": "good", "title": "Ferry aground", "text": SENTENCE.repeat(4), "outlet": "Third Post"});
    let ran = beside("rows.jsonl", format!("{row}\n{{\"id\": \n{{\"text\": \"\"}}\n"));
    assert_eq!(ran.code, 2);
    assert!(ran.stdout.contains("Third Post"), "{}", ran.stdout);
    assert!(ran.stderr.contains("rows.jsonl:2") && ran.stderr.contains("rows.jsonl:3"), "{}", ran.stderr);
}

#[cfg(unix)]
#[test]
fn what_may_not_be_read_is_named_and_the_rest_goes_on() {
    use std::os::unix::fs::PermissionsExt;
    let folder = two_articles();
    write(folder.path(), "locked.txt", SENTENCE);
    std::fs::create_dir(folder.path().join("closed")).expect("it is ours");
    for name in ["locked.txt", "closed"] {
        std::fs::set_permissions(folder.path().join(name), std::fs::Permissions::from_mode(0o000)).expect("it is ours");
    }
    let ran = run_unprivileged(folder.path(), &["compare", "."]);
    std::fs::set_permissions(folder.path().join("closed"), std::fs::Permissions::from_mode(0o700)).expect("it is ours");
    let Some(ran) = ran else { return };
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    for name in ["locked.txt", "closed"] {
        let line = ran.stderr.lines().find(|line| line.contains(name)).unwrap_or_else(|| panic!("{name} is not named: {}", ran.stderr));
        assert!(line.contains("permission") && line.contains("leave it out"), "{line}");
    }
    assert!(ran.stdout.contains("Coast Herald") && ran.stdout.contains("Island Post"), "the rest is lost: {}", ran.stdout);
}

#[test]
fn what_belongs_to_a_saved_page_does_no_harm_and_is_listed_on_demand() {
    let folder = two_articles();
    let page =
        format!("<html><head><title>Ferry aground</title></head><body><article><p>{}</p></article></body></html>", SENTENCE.repeat(4));
    write(folder.path(), "page.html", page);
    for name in ["page_files", "assets"] {
        std::fs::create_dir(folder.path().join(name)).expect("a temporary folder can be written to");
    }
    for name in ["page_files/app.js", "page_files/data.json", "page_files/frame.html", "assets/style.css", "assets/photo.jpg", "paper.pdf"]
    {
        write(folder.path(), name, "{}");
    }
    let ran = compare(folder.path());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("4 files that are no articles were left alone"), "{}", ran.stderr);
    assert!(ran.stderr.lines().any(|line| line.contains("paper.pdf") && line.contains("save its text as .txt")), "{}", ran.stderr);
    let listed = run_in(folder.path(), &["inspect", "files", "--quiet", "."]);
    assert_eq!(listed.code, 0, "{}", listed.stderr);
    for line in ["read\tpage.html\t1 article", "left alone\tpage_files/", "left alone\tassets/photo.jpg", "left alone\tpaper.pdf"] {
        assert!(listed.stdout.contains(line), "{line}: {}", listed.stdout);
    }
    refused("named.pdf.txt", "%PDF-1.7 binary");
    assert_eq!(run_in(folder.path(), &["compare", "paper.pdf", "left.txt", "right.txt"]).code, 2, "a name that was typed is meant");
}

#[test]
fn a_folder_of_other_things_alone_says_what_belongs_there() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    write(folder.path(), "photo.jpg", "x");
    write(folder.path(), "style.css", "x");
    let ran = run_in(folder.path(), &["compare", "."]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("holds no articles") && ran.stderr.contains(".html"), "{}", ran.stderr);
}

#[test]
fn hostile_text_is_escaped_in_every_export() {
    let folder = two_articles();
    let text = format!("=HYPERLINK(\"x\") <script>alert(1)</script>\nOutlet: =cmd|x\nDate: 2026-03-02\n\n{}", SENTENCE.repeat(3));
    write(folder.path(), "hostile.txt", text);
    let ran = run_in(folder.path(), &["compare", "--quiet", "--export", "csv=-", "."]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let mut reader = csv::ReaderBuilder::new().from_reader(ran.stdout.as_bytes());
    let mut fields = 0;
    for record in reader.records() {
        for field in record.expect("the table is whole").iter() {
            fields += 1;
            assert!(!field.starts_with(['=', '@', '+']), "a formula: {field}");
        }
    }
    assert!(fields > 0);
}
