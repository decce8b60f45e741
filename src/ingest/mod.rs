//! From bytes to articles: formats, charsets, main text, metadata, dates, furniture.
//!
//! Files are read in parallel and put together in the order of their paths, so that neither the number of threads nor
//! the order of arguments changes a byte.

mod address_day;
mod assemble;
mod blocks;
mod charset;
mod completeness;
mod date_order;
mod dates;
mod draft;
mod file;
mod format;
mod furniture;
mod html;
mod identity;
mod json;
mod linked_data;
mod markdown;
mod metadata;
mod outlet;
pub mod selection;
mod tags;
mod tongue;
mod txt;
mod unpack;
mod walk;
mod wire;

use rayon::prelude::*;

use crate::article::{Article, Digest, Language, Origination, Outlet, OutletBasis};
use crate::error::{Error, Warning};
use crate::ingest::draft::Draft;
use crate::ingest::selection::LeftOut;

/// What to read and how.
#[derive(Clone, Debug, Default)]
pub struct IngestOptions {
    /// Field names that override the ones found by themselves (`text=body`).
    pub fields: Vec<(String, String)>,
}

/// A file or row that gave no article.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Skipped {
    /// Why, where and what to do.
    pub error: Error,
}

/// One file that was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Input {
    /// Path as given or walked to.
    pub path: String,
    /// SHA-256 of its bytes.
    pub digest: Digest,
    /// Articles it gave.
    pub articles: usize,
}

/// Everything that reading gave.
#[derive(Clone, Debug, Default)]
pub struct Intake {
    /// Articles in order of path and row, ids unique.
    pub articles: Vec<Article>,
    /// Files read.
    pub inputs: Vec<Input>,
    /// Files and rows that gave no article, each with its reason.
    pub skipped: Vec<Skipped>,
    /// Files of folders that were left alone because they hold no articles (pictures, style sheets, papers).
    pub ignored: Vec<String>,
    /// How many articles were read and do not take part, since others were asked for.
    pub left_out: LeftOut,
    /// What was odd.
    pub warnings: Vec<Warning>,
}

/// Reads files, folders, glob patterns and `-` (standard input). Nothing is lost: what cannot be read is in `skipped`.
#[must_use]
pub fn read(paths: &[String], options: &IngestOptions) -> Intake {
    let walk = walk::walk(paths);
    let mut intake = Intake { ignored: walk.ignored, warnings: walk.warnings, ..Intake::default() };
    let mut errors = walk.errors;
    let mut forms = Vec::new();
    let outcomes: Vec<file::Outcome> = walk.files.par_iter().map(|found| file::read(found, options)).collect();
    for (found, outcome) in walk.files.iter().zip(outcomes) {
        if let Some(digest) = outcome.digest {
            intake.inputs.push(Input { path: found.path.clone(), digest, articles: outcome.articles.len() });
        }
        intake.articles.extend(outcome.articles);
        forms.extend(outcome.forms);
        intake.warnings.extend(outcome.warnings);
        errors.extend(outcome.errors);
    }
    date_order::settle_by_others(&mut intake.articles, &forms, &mut intake.warnings);
    identity::name_all(&mut intake.articles, &mut intake.warnings);
    identity::compare(&intake.articles, &mut intake.warnings);
    intake.skipped = errors.into_iter().map(|error| Skipped { error }).collect();
    intake
}

/// An article made from a bare text (a claim to check, a test): the body's lines are its paragraphs. Taken for English.
#[must_use]
pub fn article_from_text(id: &str, headline: &str, body: &str) -> Article {
    let draft = Draft { id: id.to_owned(), title: headline.to_owned(), body: body.to_owned(), ..Draft::default() };
    let mut article = assemble::make(draft, "");
    article.origination = Origination { path: String::new(), row: None };
    article.outlet = Outlet { name: id.to_owned(), domain: None, basis: OutletBasis::FileName };
    article.language = Language::English;
    article
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use proptest::prelude::*;

    use super::*;
    use crate::article::{BlockKind, Completeness, Truncation};
    use crate::error::{ErrorKind, WarningCode};
    use crate::span::Span;

    fn write(folder: &Path, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("the folder can be made");
        fs::write(&path, content).expect("the file can be written");
        path.to_string_lossy().into_owned()
    }

    fn read_all(paths: &[&str]) -> Intake {
        read(&paths.iter().map(|path| (*path).to_owned()).collect::<Vec<_>>(), &IngestOptions::default())
    }

    fn read_one(name: &str, content: impl AsRef<[u8]>) -> Intake {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = write(folder.path(), name, content);
        read_all(&[&path])
    }

    fn check_blocks(article: &Article) {
        let mut end = 0;
        for block in &article.blocks {
            assert!(block.span.start >= end, "blocks are in order");
            assert!(article.text.get(block.span.range()).is_some_and(|text| !text.is_empty()), "blocks lie on character borders");
            end = block.span.end;
        }
        assert!(article.text.get(article.headline.range()).is_some() && article.text.get(article.body.range()).is_some());
    }

    #[test]
    fn neither_the_order_of_arguments_nor_a_double_changes_anything() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let first = write(folder.path(), "b/x.txt", "Flood closes road\n\nThe road was closed on Monday.");
        let second = write(folder.path(), "a/x.txt", "Bridge opens again\n\nThe bridge was opened on Monday.");
        let whole = folder.path().to_string_lossy().into_owned();
        let ids = |paths: &[&str]| read_all(paths).articles.into_iter().map(|article| (article.id, article.text)).collect::<Vec<_>>();
        assert_eq!(ids(&[&first, &second]), ids(&[&second, &first, &second]));
        assert_eq!(ids(&[&first, &second]), ids(&[&whole]));
        assert_eq!(ids(&[&whole]).iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>(), ["a/x.txt", "b/x.txt"]);
        let pattern = format!("{whole}/**/*.txt");
        assert_eq!(ids(&[&pattern]), ids(&[&whole]));
    }

    #[test]
    fn a_folder_gives_its_articles_and_lists_what_it_ignored() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (name, content) in [
            ("a.txt", "Flood closes road\n\nText of it."),
            ("README.md", "# Read me"),
            ("gold.jsonl", "{}"),
            ("style.css", "p {}"),
            (".hidden.txt", "x"),
            ("page.html", "<p>A paragraph of the page, long enough.</p>"),
            ("page_files/frame.html", "<p>ad</p>"),
            ("page_files/app.js", "x()"),
            ("photo.jpg", "x"),
            ("report.pdf", "%PDF-"),
        ] {
            write(folder.path(), name, content);
        }
        let intake = read_all(&[&folder.path().to_string_lossy()]);
        assert_eq!(intake.articles.len(), 2);
        let names: Vec<&str> =
            intake.ignored.iter().map(|path| path.trim_end_matches('/').rsplit('/').next().unwrap_or_default()).collect();
        assert_eq!(names, ["README.md", "gold.jsonl", "page_files", "photo.jpg", "report.pdf", "style.css"]);
        assert!(intake.skipped.is_empty(), "{:?}", intake.skipped);
        let unread: Vec<_> = intake.warnings.iter().filter(|warning| warning.code == WarningCode::UnreadDocument).collect();
        assert!(unread.len() == 1 && unread[0].place.ends_with("report.pdf") && unread[0].message.contains(".txt"), "{unread:?}");
        assert_eq!(read_all(&[&folder.path().join("report.pdf").to_string_lossy()]).skipped.len(), 1, "a name that was typed is meant");
    }

    #[test]
    fn what_leads_nowhere_is_named_with_advice() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        write(folder.path(), "photo.jpg", "x");
        let intake = read_all(&[&folder.path().to_string_lossy(), "no/such/file.txt", "no/such/*.txt"]);
        let kinds: Vec<ErrorKind> = intake.skipped.iter().map(|skipped| skipped.error.kind).collect();
        assert_eq!(kinds.iter().filter(|kind| **kind == ErrorKind::NotFound).count(), 2);
        assert_eq!(kinds.iter().filter(|kind| **kind == ErrorKind::NoText).count(), 1);
        assert!(intake.skipped.iter().all(|skipped| !skipped.error.advice.is_empty()));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_once_and_loops_left_out() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        write(folder.path(), "in/a.txt", "Flood closes road\n\nText of it.");
        std::os::unix::fs::symlink(folder.path().join("in/a.txt"), folder.path().join("in/b.txt")).expect("links can be made");
        std::os::unix::fs::symlink(folder.path().join("in"), folder.path().join("in/loop")).expect("links can be made");
        let intake = read_all(&[&folder.path().to_string_lossy()]);
        assert_eq!(intake.articles.len(), 1);
        assert!(intake.skipped.is_empty());
        std::os::unix::fs::symlink(folder.path().join("gone"), folder.path().join("in/broken.txt")).expect("links can be made");
        assert_eq!(read_all(&[&folder.path().to_string_lossy()]).skipped.len(), 1);
    }

    #[test]
    fn packed_files_are_unpacked_and_bombs_refused() {
        use std::io::Write;
        let pack = |content: &[u8]| {
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            encoder.write_all(content).expect("memory takes it");
            encoder.finish().expect("memory takes it")
        };
        let intake = read_one("a.txt.gz", pack(b"Flood closes road\n\nText of it."));
        assert_eq!((intake.articles[0].title(), intake.articles[0].id.as_str()), ("Flood closes road", "a"));
        let zst = ruzstd::encoding::compress_to_vec(&b"Flood closes road\n\nText of it."[..], ruzstd::encoding::CompressionLevel::Fastest);
        assert_eq!(read_one("a.txt.zst", zst).articles[0].title(), "Flood closes road");
        let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        for _ in 0..257 {
            bomb.write_all(&vec![b'a'; 1 << 20]).expect("memory takes it");
        }
        let intake = read_one("a.txt.gz", bomb.finish().expect("memory takes it"));
        assert_eq!(intake.skipped[0].error.kind, ErrorKind::TooLarge);
        assert_eq!(read_one("a.txt.gz", b"\x1f\x8bbroken").skipped[0].error.kind, ErrorKind::Format);
    }

    #[test]
    fn a_broken_row_costs_that_row_and_names_its_line() {
        let intake = read_one(
            "rows.jsonl",
            "{\"id\":\"a\",\"title\":\"Flood closes road\",\"text\":\"Text of it.\"}\n{oops\n\n{\"id\":\"a\",\"title\":\"Bridge opens\",\"text\":\"Other text.\"}\n[1]\n{\"x\":1}\n",
        );
        assert_eq!(intake.articles.iter().map(|article| article.id.as_str()).collect::<Vec<_>>(), ["a", "a-2"]);
        assert!(intake.warnings.iter().any(|warning| warning.code == WarningCode::DuplicateId));
        let places: Vec<_> =
            intake.skipped.iter().map(|skipped| skipped.error.place.rsplit(':').next().unwrap_or_default().to_owned()).collect();
        assert_eq!(places, ["2", "5", "6"]);
    }

    #[test]
    fn the_text_field_is_the_body_and_a_repeated_headline_is_said_once() {
        let text = "  Flood closes road.\r\n\r\nThe road was closed on Monday.\u{a0}\n";
        let row = serde_json::json!({"title": "Flood closes  road", "text": text}).to_string();
        let article = read_one("row.json", row).articles.remove(0);
        assert_eq!(article.body.of(&article.text), text);
        assert_eq!(article.title(), "Flood closes road.");
        assert_eq!(article.blocks.iter().map(|block| block.kind).collect::<Vec<_>>(), [BlockKind::Headline, BlockKind::Lede]);
        let row = serde_json::json!({"title": "Other", "text": text}).to_string();
        let article = read_one("row.json", row).articles.remove(0);
        assert_eq!(article.body.of(&article.text), text);
    }

    #[test]
    fn a_row_of_headline_only_is_an_article() {
        let article = read_one("row.json", r#"{"title":"Flood closes road"}"#).articles.remove(0);
        assert_eq!(article.completeness, Completeness::Truncated(Truncation::HeadlineOnly));
        assert_eq!(article.text, "Flood closes road");
    }

    #[test]
    fn odd_files_are_read_or_refused_with_a_reason() {
        assert_eq!(read_one("a.txt", "").skipped[0].error.kind, ErrorKind::NoText);
        assert_eq!(read_one("a.txt", "\n \n").skipped[0].error.kind, ErrorKind::NoText);
        assert_eq!(read_one("a.html", "<html><script>x()</script></html>").skipped[0].error.kind, ErrorKind::NoText);
        assert_eq!(read_one("a.json", "{").skipped[0].error.kind, ErrorKind::Format);
        assert_eq!(read_one("a.json", "[]").skipped[0].error.kind, ErrorKind::NoText);
        assert_eq!(read_one("a.bin", [0_u8, 1, 2, 3, 255].repeat(100)).skipped[0].error.kind, ErrorKind::Format);
        assert_eq!(read_one("a.txt", "word").articles.len(), 1);
        assert_eq!(read_one("story", "Flood closes road\n\nText of it.").articles[0].title(), "Flood closes road");
        let utf_16: Vec<u8> = "Flood closes road\n\nText of it.".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read_one("a.txt", utf_16).articles[0].title(), "Flood closes road");
    }

    #[test]
    fn a_hundred_thousand_nested_tags_neither_overflow_nor_lose_the_text() {
        let page = format!(
            "<html><h1>Flood closes road</h1>{}<p>The road was closed on Monday by the council.</p>{}",
            "<div>".repeat(100_000),
            "</div>".repeat(100_000)
        );
        let article = read_one("a.html", page).articles.remove(0);
        assert!(article.text.contains("The road was closed on Monday by the council."));
    }

    #[test]
    fn a_megabyte_on_one_line_is_read_and_twenty_are_no_article() {
        let text = |sentences| format!("Flood closes road\n\n{}", "The road was closed on Monday. ".repeat(sentences));
        let article = read_one("a.txt", text(30_000)).articles.remove(0);
        check_blocks(&article);
        assert_eq!(article.blocks.len(), 2);
        let intake = read_one("b.txt", text(700_000));
        assert!(intake.articles.is_empty());
        assert_eq!(intake.skipped[0].error.kind, ErrorKind::TooLarge);
    }

    #[test]
    fn one_outlet_name_for_two_addresses_and_a_text_that_comes_twice_are_told() {
        let rows =
            [("https://a.example.com/1", "One text."), ("https://other.org/1", "Two text."), ("https://www.example.com/2", "One text.")]
                .map(|(url, text)| serde_json::json!({"title":"T","outlet":"Times","url":url,"text":text}).to_string())
                .join("\n");
        let codes: Vec<WarningCode> = read_one("rows.jsonl", rows).warnings.into_iter().map(|warning| warning.code).collect();
        assert_eq!(codes.iter().filter(|code| **code == WarningCode::SharedOutletName).count(), 1);
        assert_eq!(codes.iter().filter(|code| **code == WarningCode::RepeatedArticle).count(), 1);
    }

    #[test]
    fn an_open_date_is_settled_by_the_outlets_other_articles() {
        let row =
            |outlet: &str, date: &str| serde_json::json!({"title": "T", "outlet": outlet, "date": date, "text": "One text."}).to_string();
        let rows =
            [row("Times", "31/12/2021"), row("Times", "07/11/2021"), row("Post", "07/11/2021"), row("Herald", "07-11-2021")].join("\n");
        let intake = read_one("rows.jsonl", rows);
        let days: Vec<String> =
            intake.articles.iter().map(|article| article.published.day().map_or_else(String::new, |day| day.to_string())).collect();
        assert_eq!(days, ["2021-12-31", "2021-11-07", "", ""]);
        let count = |code| intake.warnings.iter().filter(|warning| warning.code == code).count();
        assert_eq!((count(WarningCode::NoDate), count(WarningCode::AssumedDate)), (2, 1));
    }

    #[test]
    fn a_date_long_after_the_day_in_the_address_is_that_of_a_visit() {
        let row =
            |date: &str, url: &str| serde_json::json!({"title": "T", "outlet": "Times", "date": date, "url": url, "text": "One text."});
        let rows = [
            row("2022-03-20", "https://e.com/2021/11/07/flood"),
            row("2021-11-14", "https://e.com/2021/11/07/flood-still"),
            row("2022-03-20", "https://e.com/flood-of-2021-11-07"),
            row("2021-11-01", "https://e.com/2021/11/07/early"),
            row("", "https://e.com/2021/11/07/undated"),
        ];
        let intake = read_one("rows.jsonl", rows.map(|row| row.to_string()).join("\n"));
        let days: Vec<String> =
            intake.articles.iter().map(|article| article.published.day().map_or_else(String::new, |day| day.to_string())).collect();
        assert_eq!(days, ["2021-11-07", "2021-11-14", "2022-03-20", "2021-11-01", ""]);
        let said: Vec<&Warning> = intake.warnings.iter().filter(|warning| warning.code == WarningCode::AssumedDate).collect();
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].message.contains("2022-03-20") && said[0].message.contains("2021-11-07"), "{said:?}");
    }

    #[test]
    fn a_page_gives_its_text_headline_and_caption() {
        let paragraph =
            "The council met on Monday and closed the road that the river had flooded the night before, and it will meet again on Friday.";
        let page = format!(
            "<html lang=en><head><title>Flood closes road | Example Times</title><meta property='og:site_name' content='Example Times'><meta property='article:published_time' content='2021-11-07T08:00:00+01:00'></head><body><nav><a href=/>Home</a></nav><article><h1>Flood closes road</h1><p>{paragraph}</p><figure><img src=x><figcaption>The closed road on Monday</figcaption></figure><h2>What comes next</h2><p>{paragraph} It was the second time.</p><p>{paragraph} It was the third time.</p></article><footer>Imprint</footer></body></html>"
        );
        let article = read_one("a.html", page).articles.remove(0);
        assert_eq!((article.title(), article.outlet.name.as_str()), ("Flood closes road", "Example Times"));
        assert_eq!(article.published.day().map(|day| day.to_string()).as_deref(), Some("2021-11-07"));
        let prose: Vec<_> = article.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Lede | BlockKind::Body)).collect();
        assert_eq!(prose.len(), 3, "{}", article.text);
        assert!(!article.text.contains("Imprint") && !article.text.contains("Home"));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_bytes_under_any_ending_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400), ending in proptest::sample::select(vec!["txt", "md", "html", "json", "jsonl", "gz", "zst", "x"])) {
            for article in &read_one(&format!("a.{ending}"), &bytes).articles {
                check_blocks(article);
            }
        }

        #[test]
        fn any_text_under_any_ending_is_read_or_refused(text in "(\\PC|[ \n\r\t<>:\"'{}#*()/…“”]){0,300}", ending in proptest::sample::select(vec!["txt", "md", "html", "json", "jsonl", "x"])) {
            for article in &read_one(&format!("a.{ending}"), &text).articles {
                check_blocks(article);
            }
        }

        #[test]
        fn the_given_text_is_sliced_out_of_the_article_unchanged(title in "\\PC{0,40}", text in "(\\PC|[ \n\r\t]){0,300}") {
            let row = serde_json::json!({"title": title, "text": text}).to_string();
            for article in &read_one("a.json", row).articles {
                check_blocks(article);
                prop_assert!(article.body.of(&article.text) == text || draft::given(&text).is_empty());
            }
        }

        #[test]
        fn blocks_lie_inside_the_parts_they_are_of(title in "[A-Za-z .]{0,30}", body in "([A-Za-z .,]{0,60}\n){0,12}") {
            let article = article_from_text("t", &title, &body);
            check_blocks(&article);
            for block in article.blocks.iter().filter(|block| block.kind != BlockKind::Headline) {
                prop_assert!(Span::contains(article.body, block.span));
            }
        }
    }
}
