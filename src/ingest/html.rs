//! Web pages: main text by the crate `trafilatura` (A. Barbaresi, ACL 2021; precision mode), metadata from the page's
//! own declarations, and a plain scan where the crate finds nothing, panics, or may not be tried.
//!
//! Pages nested deeper than [`MAX_DEPTH`] or larger than [`MAX_PAGE_BYTES`] take the plain scan, so that neither the
//! stack nor the time can run out. Known misses: text that scripts load; a list of headlines below an article whose
//! markup is that of its paragraphs (the furniture rules take most of them).

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::article::BlockKind;
use crate::ingest::draft::Draft;
use crate::ingest::metadata;
use crate::ingest::tags::{Piece, attribute, decode_entities, pieces};
use crate::span::Span;

/// Open elements above which a page is not given to the extraction crate: real pages stay below 100.
const MAX_DEPTH: usize = 400;
/// Page size above which it is not either: news pages have 0.1 to 2 MB.
const MAX_PAGE_BYTES: usize = 16 << 20;
/// Stack of the thread that extracts: room for recursion over [`MAX_DEPTH`] elements many times over.
const STACK_BYTES: usize = 64 << 20;
/// An extraction of less than this share of the declared `articleBody` has lost the article.
const MIN_SHARE_OF_DECLARED: f64 = 0.5;
/// An extraction of less characters than this is doubted, and the plain scan is tried.
const MIN_CHARS: usize = 200;

/// A paragraph, its kind told by its markup.
struct Paragraph {
    kind: BlockKind,
    text: String,
}

/// Reads one page.
pub(crate) fn read(html: &str) -> Draft {
    let mut draft = metadata::read(html);
    let declared = std::mem::take(&mut draft.body);
    let outline = outline(html);
    let mut paragraphs = extract(html).map(|content| scan(&content, Scope::Everything)).unwrap_or_default();
    let size = |paragraphs: &[Paragraph]| paragraphs.iter().map(|paragraph| paragraph.text.len()).sum::<usize>();
    if (size(&paragraphs) as f64) < MIN_SHARE_OF_DECLARED * declared.len() as f64 {
        paragraphs = split_declared(&declared);
    }
    if size(&paragraphs) < MIN_CHARS {
        let plain = scan(html, Scope::Main);
        if size(&plain) > size(&paragraphs) {
            paragraphs = plain;
        }
    }
    if draft.title.is_empty() {
        draft.title = outline.heading.clone();
    }
    drop_repeated_title(&draft.title, &mut paragraphs);
    for paragraph in paragraphs {
        let kind = outline.kind_of(&paragraph);
        if !draft.body.is_empty() {
            draft.body.push_str("\n\n");
        }
        let start = draft.body.len();
        draft.body.push_str(&paragraph.text);
        if kind != BlockKind::Body {
            draft.marks.push((Span::new(start, draft.body.len()), kind));
        }
    }
    draft
}

/// Main content as markup; `None` where the crate finds none, panics or may not be tried.
fn extract(html: &str) -> Option<String> {
    if html.len() > MAX_PAGE_BYTES || is_too_deep(html) {
        return None;
    }
    let options = trafilatura::Options::default()
        .with_fallback(true)
        .with_focus(trafilatura::ExtractionFocus::FavorPrecision)
        .with_exclude_comments(true);
    std::thread::scope(|scope| {
        let work = || {
            catch_unwind(AssertUnwindSafe(|| trafilatura::extract(html, &options).ok().map(|result| result.content_html))).ok().flatten()
        };
        std::thread::Builder::new().name("page".to_owned()).stack_size(STACK_BYTES).spawn_scoped(scope, work).ok()?.join().ok().flatten()
    })
}

/// Counts elements that stay open; those that close themselves or each other do not count.
fn is_too_deep(html: &str) -> bool {
    let mut depth = 0_usize;
    for piece in pieces(html) {
        match piece {
            Piece::Open(name, attributes) if !closes_itself(&name) && !attributes.ends_with('/') => depth += 1,
            Piece::Close(name) if !closes_itself(&name) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            return true;
        }
    }
    false
}

fn closes_itself(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
            | "p"
            | "li"
            | "dt"
            | "dd"
            | "option"
            | "tr"
            | "td"
            | "th"
            | "tbody"
            | "thead"
    )
}

/// Which parts of the markup hold text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// All of it: markup that was extracted already.
    Everything,
    /// A whole page: navigation, asides and forms are left out.
    Main,
}

/// Paragraphs of markup in order, by a linear scan.
fn scan(html: &str, scope: Scope) -> Vec<Paragraph> {
    let mut paragraphs = Vec::new();
    let mut text = String::new();
    let mut kind = BlockKind::Body;
    let mut left_out = 0_usize;
    for piece in pieces(html) {
        match piece {
            Piece::Text(run) if left_out == 0 => text.push_str(&decode_entities(run)),
            Piece::Text(_) | Piece::Raw(_) => {}
            Piece::Open(name, attributes) => {
                if scope == Scope::Main && is_outside(&name) && !attributes.ends_with('/') {
                    left_out += 1;
                }
                if is_block(&name) {
                    finish(&mut text, kind, &mut paragraphs);
                    kind = kind_of_element(&name);
                } else if name == "br" {
                    text.push('\n');
                }
            }
            Piece::Close(name) => {
                if scope == Scope::Main && is_outside(&name) {
                    left_out = left_out.saturating_sub(1);
                }
                if is_block(&name) {
                    finish(&mut text, kind, &mut paragraphs);
                    kind = BlockKind::Body;
                }
            }
        }
    }
    finish(&mut text, kind, &mut paragraphs);
    paragraphs
}

/// Ends a paragraph; two line breaks inside it part it further.
fn finish(text: &mut String, kind: BlockKind, paragraphs: &mut Vec<Paragraph>) {
    for part in std::mem::take(text).split("\n\n") {
        let words: Vec<&str> = part.split_whitespace().collect();
        if !words.is_empty() {
            paragraphs.push(Paragraph { kind, text: words.join(" ") });
        }
    }
}

fn is_outside(name: &str) -> bool {
    matches!(name, "nav" | "header" | "footer" | "aside" | "form" | "button" | "select" | "svg" | "iframe" | "head" | "dialog" | "menu")
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "main"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "ul"
            | "ol"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "blockquote"
            | "figure"
            | "figcaption"
            | "table"
            | "tr"
            | "td"
            | "th"
            | "pre"
            | "hr"
            | "header"
            | "footer"
            | "aside"
            | "nav"
            | "form"
            | "body"
            | "html"
            | "title"
            | "head"
            | "caption"
    )
}

fn kind_of_element(name: &str) -> BlockKind {
    match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => BlockKind::Subheading,
        "figcaption" | "caption" => BlockKind::Caption,
        _ => BlockKind::Body,
    }
}

/// Headings and captions of the whole page: the extraction keeps their text, not always their element.
#[derive(Default)]
struct Outline {
    heading: String,
    subheadings: rustc_hash::FxHashSet<String>,
    captions: rustc_hash::FxHashSet<String>,
}

impl Outline {
    fn kind_of(&self, paragraph: &Paragraph) -> BlockKind {
        if self.captions.contains(&paragraph.text) {
            BlockKind::Caption
        } else if self.subheadings.contains(&paragraph.text) {
            BlockKind::Subheading
        } else {
            paragraph.kind
        }
    }
}

fn outline(html: &str) -> Outline {
    let mut outline = Outline::default();
    let mut open: Option<(BlockKind, String, String)> = None;
    for piece in pieces(html) {
        match piece {
            Piece::Open(name, attributes) => {
                let class = || attribute(attributes, "class").unwrap_or_default().to_ascii_lowercase();
                let kind = match kind_of_element(&name) {
                    BlockKind::Body if matches!(name.as_str(), "p" | "div" | "span") && class().contains("caption") => BlockKind::Caption,
                    kind => kind,
                };
                if open.is_none() && kind != BlockKind::Body {
                    open = Some((kind, name, String::new()));
                }
            }
            Piece::Text(run) => {
                if let Some((_, _, text)) = &mut open {
                    text.push_str(&decode_entities(run));
                    text.push(' ');
                }
            }
            Piece::Close(name) => {
                if let Some((kind, _, text)) = open.take_if(|(_, opened, _)| *opened == name) {
                    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                    match kind {
                        BlockKind::Caption => outline.captions.insert(text),
                        _ if name == "h1" && outline.heading.is_empty() => {
                            outline.heading = text;
                            true
                        }
                        _ => outline.subheadings.insert(text),
                    };
                }
            }
            Piece::Raw(_) => {}
        }
    }
    outline
}

/// `articleBody` of the page's declaration: its lines are its paragraphs.
fn split_declared(declared: &str) -> Vec<Paragraph> {
    let declared = if declared.contains("</p>") || declared.contains("<br") {
        return scan(declared, Scope::Everything);
    } else {
        decode_entities(declared)
    };
    declared
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| Paragraph { kind: BlockKind::Body, text: line.to_owned() })
        .collect()
}

/// The body of a page is ours to cut: the headline is not said twice.
fn drop_repeated_title(title: &str, paragraphs: &mut Vec<Paragraph>) {
    let bare = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    if let Some(first) = paragraphs.first()
        && !title.is_empty()
        && bare(&first.text) == bare(title)
    {
        paragraphs.remove(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::draft::Access;

    const PARAGRAPHS: [&str; 4] = [
        "The council of Port Alder voted on Monday evening for a new bridge over the Alder, after a debate of four hours that went on.",
        "It will cost 40 million crowns and is to be finished in three years, said council member Ada Roth, who had asked for a tunnel.",
        "The old bridge was built in 1911 and has been closed to lorries since the spring, when cracks were found in two of its pillars.",
        "Work is to begin in the autumn. Traffic will be led over the northern bridge, a detour of some kilometres for people in the east.",
    ];

    fn marked_up() -> String {
        PARAGRAPHS.map(|text| format!("<p>{text}</p>\n")).concat()
    }

    fn page(head: &str, body: &str) -> Draft {
        read(&format!("<!DOCTYPE html><html lang=en><head>{head}</head><body>{body}</body></html>"))
    }

    fn body_is_whole(draft: &Draft) -> bool {
        draft.body == PARAGRAPHS.join("\n\n")
    }

    #[test]
    fn teasers_of_other_stories_and_comments_are_no_part_of_the_article() {
        let draft = page(
            "<meta property='og:title' content='Bridge vote'><meta property='og:site_name' content='Evening Signal'>",
            &format!(
                "<main><article><h1>Bridge vote</h1>{}</article><aside><article class=teaser><h3>Mayor wins third term</h3><p>The mayor of Port Alder has won a third term with more than half of the votes, the board said on Sunday.</p></article></aside><section id=comments class=comments><h2>2 comments</h2><div class=comment><p>This is a waste of money, I have said it for years and I will say it again: a tunnel would have been better.</p></div></section></main>",
                marked_up()
            ),
        );
        assert!(body_is_whole(&draft), "{}", draft.body);
        assert_eq!((draft.title.as_str(), draft.outlet.as_str()), ("Bridge vote", "Evening Signal"));
    }

    #[test]
    fn an_accelerated_page_with_types_and_authors_in_lists_is_read() {
        let draft = page(
            r#"<script type="application/ld+json">{"@type":["ReportageNewsArticle","NewsArticle"],"headline":"Bridge vote","mainEntityOfPage":"https://coast.example/bridge","datePublished":"2026-05-12T05:00:00Z","publisher":{"@type":"NewsMediaOrganization","name":"Coast Herald"},"author":["Ann Roe",{"name":"Max Lee"}]}</script>"#,
            &format!(
                "<amp-sidebar><ul><li>News<li>Sport</ul></amp-sidebar><article><h1>Bridge vote</h1><amp-img src=a.jpg></amp-img>{}<amp-ad></amp-ad></article><section><h2>More stories</h2><ul><li><a>Mayor Wins Third Term in Landslide</a></ul></section>",
                marked_up()
            ),
        );
        assert!(body_is_whole(&draft), "{}", draft.body);
        assert_eq!((draft.outlet.as_str(), draft.url.as_str()), ("Coast Herald", "https://coast.example/bridge"));
        assert_eq!(draft.authors, ["Ann Roe", "Max Lee"]);
    }

    #[test]
    fn the_updates_of_a_live_page_are_all_there() {
        let updates = PARAGRAPHS
            .map(|text| format!("<article class=update><time datetime='2026-05-12T05:00:00Z'>5:00</time><p>{text}</p></article>"));
        let draft = page(
            r#"<script type="application/ld+json">{"@type":"LiveBlogPosting","headline":"Bridge vote: live","datePublished":"2026-05-11T18:00:00Z","liveBlogUpdate":[{"@type":"BlogPosting","headline":"Update","articleBody":"The council of Port Alder voted."}]}</script>"#,
            &format!("<main><h1>Bridge vote: live</h1>{}</main>", updates.concat()),
        );
        assert_eq!(draft.title, "Bridge vote: live");
        assert!(PARAGRAPHS.iter().all(|text| draft.body.contains(text)), "{}", draft.body);
    }

    #[test]
    fn a_paywalled_page_says_so_and_one_that_scripts_build_gives_its_declared_text() {
        let paid = page(
            r#"<script type="application/ld+json">{"@type":"NewsArticle","headline":"Bridge vote","isAccessibleForFree":"False"}</script>"#,
            &format!(
                "<article><h1>Bridge vote</h1><p>{}</p><div class=paywall><p>Subscribe to continue reading</p></div></article>",
                PARAGRAPHS[0]
            ),
        );
        assert_eq!(paid.access, Access::Paid);
        assert!(paid.body.starts_with(PARAGRAPHS[0]));
        let declared = serde_json::json!({"@type": "NewsArticle", "headline": "Bridge vote", "articleBody": PARAGRAPHS.join("\n\n")});
        let built = page(&format!(r#"<script type="application/ld+json">{declared}</script>"#), "<div id=root></div>");
        assert!(body_is_whole(&built), "{}", built.body);
    }

    #[test]
    fn a_page_of_line_breaks_in_a_table_gives_its_paragraphs() {
        let draft = page(
            "<title>Bridge vote | Northern Mail</title>",
            &format!(
                "<table><tr><td>Home<br>News</td><td><div>{}</div></td></tr></table><div>Copyright 2026 Northern Mail. All rights reserved.</div>",
                PARAGRAPHS.join("<br><br>")
            ),
        );
        assert!(PARAGRAPHS.iter().all(|text| draft.body.lines().any(|line| line == *text)), "{}", draft.body);
        assert_eq!((draft.title.as_str(), draft.outlet.as_str()), ("Bridge vote", "Northern Mail"));
    }
}
