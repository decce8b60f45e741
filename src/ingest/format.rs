//! Which format a file is in: by its ending, else by its first bytes.
//!
//! Known miss: a text whose first line starts with `{` and is valid JSON by chance.

/// Characters looked at when the ending says nothing.
const SNIFFED_CHARS: usize = 4096;

/// Formats that are read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Format {
    /// Headline line, optional header lines, paragraphs.
    Text,
    /// The same with `# ` headings and front matter.
    Markdown,
    /// A web page.
    Html,
    /// One object, or an array of them.
    Json,
    /// An object a line.
    JsonLines,
}

/// What a file name says about its content.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Ending {
    /// A format that is read.
    Read(Format),
    /// May well hold an article, but is not read: what to do instead.
    Document(&'static str),
    /// Says nothing, or something that holds no article.
    Other,
}

/// By a file's name; `.gz` and `.zst` are looked through.
pub(crate) fn ending_of(name: &str) -> Ending {
    let name = name.to_ascii_lowercase();
    let inner = [".gz", ".zst"].iter().find_map(|packed| name.strip_suffix(packed)).unwrap_or(&name);
    let Some((_, ending)) = inner.rsplit_once('.') else { return Ending::Other };
    match ending {
        "txt" | "text" => Ending::Read(Format::Text),
        "md" | "markdown" => Ending::Read(Format::Markdown),
        "html" | "htm" | "xhtml" | "shtml" => Ending::Read(Format::Html),
        "json" | "jsonld" => Ending::Read(Format::Json),
        "jsonl" | "ndjson" | "jsonlines" => Ending::Read(Format::JsonLines),
        "pdf" | "doc" | "docx" | "odt" | "rtf" | "epub" | "pages" => Ending::Document("save its text as .txt"),
        "mht" | "mhtml" | "webarchive" => Ending::Document("save the page as .html"),
        "csv" | "tsv" | "xlsx" | "ods" => Ending::Document("turn its rows into .jsonl"),
        "warc" | "rss" | "atom" => Ending::Document("save its pages as .html"),
        _ => Ending::Other,
    }
}

/// By what the text looks like.
pub(crate) fn sniff(text: &str) -> Format {
    let start = text.trim_start();
    let head: String = start.chars().take(SNIFFED_CHARS).collect::<String>().to_ascii_lowercase();
    if is_page(&head) {
        return Format::Html;
    }
    if head.starts_with('[') && serde_json::from_str::<serde::de::IgnoredAny>(start).is_ok() {
        return Format::Json;
    }
    if head.starts_with('{') {
        let mut lines = start.lines();
        let first_stands_alone = lines.next().is_some_and(|line| serde_json::from_str::<serde::de::IgnoredAny>(line).is_ok());
        return match (first_stands_alone, lines.any(|line| !line.trim().is_empty())) {
            (true, true) => Format::JsonLines,
            _ => Format::Json,
        };
    }
    if head.starts_with("# ") || head.starts_with("---\n") {
        return Format::Markdown;
    }
    Format::Text
}

/// Whether a text saved as `.txt` is a page all the same: it opens as one.
pub(crate) fn opens_as_page(text: &str) -> bool {
    let head: String = text.trim_start().chars().take(SNIFFED_CHARS).collect::<String>().to_ascii_lowercase();
    head.starts_with("<!doctype html") || head.starts_with("<html")
}

fn is_page(head: &str) -> bool {
    head.starts_with('<')
        && ["<!doctype html", "<html", "<head", "<body", "<article", "<div", "<p>", "<p ", "<meta", "<title"]
            .iter()
            .any(|tag| head.contains(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packed_file_is_what_it_holds() {
        assert_eq!(ending_of("a.JSONL.gz"), Ending::Read(Format::JsonLines));
        assert_eq!(ending_of("a.html.zst"), Ending::Read(Format::Html));
        assert_eq!(ending_of("photo.jpg"), Ending::Other);
        assert!(matches!(ending_of("report.pdf"), Ending::Document(_)));
    }

    #[test]
    fn unnamed_text_is_told_by_its_start() {
        assert_eq!(sniff("\n <!DOCTYPE html><p>x"), Format::Html);
        assert_eq!(sniff("{\"title\": \"a\"}\n{\"title\": \"b\"}\n"), Format::JsonLines);
        assert_eq!(sniff("{\n\"title\": \"a\"}\n"), Format::Json);
        assert_eq!(sniff("[{\"title\": \"a\"}]"), Format::Json);
        assert_eq!(sniff("[Update] Fire spreads"), Format::Text);
        assert_eq!(sniff("# Fire spreads\n"), Format::Markdown);
        assert_eq!(sniff("Fire spreads < 5 km"), Format::Text);
    }
}
