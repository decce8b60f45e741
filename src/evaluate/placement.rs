//! Finds the passages of a gold file in the articles of a run.
//!
//! White space runs match any white space run (no-break spaces too); all else must agree. Prose blocks are searched first,
//! joined by a space, since a prefix may reach over a caption or a credit line that stands between two paragraphs; then the
//! whole text. Cost: passages times text, some milliseconds for a corpus.
//!
//! A passage that is not there is no failure of the program: either the gold is wrong, or reading lost a part of the
//! page. It is listed in [`Placed::misplaced`] with its line, scored as missed, and counted in the figures.

use crate::article::Article;
use crate::error::{Error, ErrorKind};
use crate::evaluate::gold::{Gold, GoldAttribution, GoldConflict};
use crate::evaluate::rows::Numbered;
use crate::span::Span;

/// Where the passages of a gold file stand in the articles of a run. Lists run beside those of [`Gold`].
#[derive(Clone, Debug, Default)]
pub struct Placed {
    /// Position in the run of each gold article, if it was read.
    pub articles: Vec<Option<usize>>,
    /// Spans of each attribution.
    pub attributions: Vec<PlacedAttribution>,
    /// Span of each claim's cells that have a passage.
    pub claims: Vec<Vec<Option<Span>>>,
    /// Span of each conflict's sides.
    pub conflicts: Vec<Vec<Option<Span>>>,
    /// Span of each sequence's sides.
    pub sequences: Vec<Vec<Option<Span>>>,
    /// Passages looked for.
    pub passages: usize,
    /// Passages that are not there, or more than once, each with its line and what to do.
    pub misplaced: Vec<Error>,
}

/// Spans of one attribution; empty where not found.
#[derive(Clone, Debug, Default)]
pub struct PlacedAttribution {
    /// Who.
    pub source: Vec<Span>,
    /// The word of saying.
    pub cue: Vec<Span>,
    /// What is said.
    pub content: Vec<Span>,
}

/// The position in the run of the article that gold calls `file` or `file.jsonl#id`.
#[must_use]
pub fn find_article(articles: &[Article], name: &str) -> Option<usize> {
    let (file, id) = name.split_once('#').map_or((name, None), |(file, id)| (file, Some(id)));
    articles.iter().position(|article| {
        let path = article.origination.path.replace('\\', "/");
        path.rsplit('/').next() == Some(file) && id.is_none_or(|id| article.id == id)
    })
}

/// Finds the passages of `gold` in the articles of a run.
#[must_use]
pub fn place(gold: &Gold, articles: &[Article]) -> Placed {
    let mut placer = Placer { gold, articles, haystacks: articles.iter().map(Haystacks::of).collect(), passages: 0, misplaced: Vec::new() };
    let found: Vec<Option<usize>> = gold
        .articles
        .iter()
        .map(|entry| {
            let position = find_article(articles, &entry.value.article);
            if position.is_none() {
                let cause = format!("the article {} was not read", entry.value.article);
                placer.complain(entry.line, cause, "look for it among the skipped files of the report");
            }
            position
        })
        .collect();
    let attributions = gold.attributions.iter().map(|entry| placer.attribution(entry)).collect();
    let claims = gold
        .claims
        .iter()
        .map(|entry| {
            let cells = entry.value.coverage.iter();
            cells.map(|cell| placer.passage(entry.line, &cell.article, cell.exact.as_deref()?, cell.prefix.as_deref(), None)).collect()
        })
        .collect();
    let mut sides = |entries: &[Numbered<GoldConflict>]| {
        let entries = entries.iter().map(|entry| {
            let sides = entry.value.sides.iter();
            sides.map(|side| placer.passage(entry.line, &side.article, &side.exact, side.prefix.as_deref(), None)).collect()
        });
        entries.collect::<Vec<Vec<Option<Span>>>>()
    };
    let conflicts = sides(&gold.conflicts);
    let sequences = sides(&gold.sequences);
    let Placer { passages, misplaced, .. } = placer;
    Placed { articles: found, attributions, claims, conflicts, sequences, passages, misplaced }
}

struct Placer<'run> {
    gold: &'run Gold,
    articles: &'run [Article],
    haystacks: Vec<Haystacks>,
    passages: usize,
    misplaced: Vec<Error>,
}

impl Placer<'_> {
    fn complain(&mut self, line: usize, cause: String, advice: &str) {
        self.misplaced.push(Error::new(ErrorKind::Format, format!("{}:{line}", self.gold.path), cause, advice));
    }

    fn attribution(&mut self, entry: &Numbered<GoldAttribution>) -> PlacedAttribution {
        let gold = &entry.value;
        let mut content = Vec::new();
        for (index, exact) in gold.content.iter().enumerate() {
            let own = gold.content_prefix.as_ref().and_then(|list| list.get(index)).and_then(Option::as_deref);
            let prefix = own.or(gold.prefix.as_deref().filter(|_| index == 0));
            content.extend(self.passage(entry.line, &gold.article, exact, prefix, None));
        }
        let near = content.first().copied();
        let source = self.passage(entry.line, &gold.article, &gold.source, gold.source_prefix.as_deref(), near);
        let cue = self.passage(entry.line, &gold.article, &gold.cue, gold.cue_prefix.as_deref(), near);
        PlacedAttribution { source: source.into_iter().collect(), cue: cue.into_iter().collect(), content }
    }

    /// The span of `exact` in the article, after `prefix`. Of several occurrences, one at the very beginning is meant if no
    /// prefix is given; else the one nearest to `near`.
    fn passage(&mut self, line: usize, article: &str, exact: &str, prefix: Option<&str>, near: Option<Span>) -> Option<Span> {
        if exact.trim().is_empty() {
            return None;
        }
        let at = find_article(self.articles, article)?;
        self.passages += 1;
        let prefix = prefix.unwrap_or("");
        let found = self.haystacks[at].find(prefix, exact);
        let begins = found.first().is_some_and(|first| first.start == self.articles[at].headline.start) && prefix.is_empty();
        match (found.as_slice(), near) {
            ([], _) => {
                let cause = format!("{article} does not hold \u{201c}{prefix}{exact}\u{201d}");
                self.complain(line, cause, "correct the passage, or see with `rashomon inspect` whether reading lost that part");
                None
            }
            ([one], _) => Some(*one),
            (several, _) if begins => several.first().copied(),
            (several, Some(near)) => several.iter().copied().min_by_key(|span| (gap(*span, near), span.start)),
            (several, None) => {
                let cause = format!("{article} holds \u{201c}{prefix}{exact}\u{201d} {} times", several.len());
                self.complain(line, cause, "add or lengthen its prefix, so that one occurrence is meant");
                None
            }
        }
    }
}

/// Bytes between two spans.
fn gap(left: Span, right: Span) -> u32 {
    if left.overlaps(right) { 0 } else { left.start.max(right.start) - left.end.min(right.end) }
}

/// A text with each white space run as one space, and where each of its bytes came from.
struct Haystack {
    text: String,
    from: Vec<u32>,
}

/// The prose of an article, and its whole text.
struct Haystacks {
    prose: Haystack,
    whole: Haystack,
}

impl Haystacks {
    fn of(article: &Article) -> Self {
        let mut prose = Haystack::empty();
        for block in article.blocks.iter().filter(|block| block.kind.is_prose()) {
            prose.push(&article.text, block.span);
        }
        let mut whole = Haystack::empty();
        whole.push(&article.text, Span::new(0, article.text.len()));
        Self { prose, whole }
    }

    fn find(&self, prefix: &str, exact: &str) -> Vec<Span> {
        let found = self.prose.find(prefix, exact);
        if found.is_empty() { self.whole.find(prefix, exact) } else { found }
    }
}

impl Haystack {
    fn empty() -> Self {
        Self { text: String::new(), from: Vec::new() }
    }

    /// Adds a part of `text`, after a space.
    fn push(&mut self, text: &str, span: Span) {
        let mut at_space = true;
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.put(' ', span.start);
        }
        for (at, character) in span.of(text).char_indices() {
            let at = span.start + u32::try_from(at).unwrap_or(u32::MAX);
            if is_white(character) {
                if !at_space {
                    self.put(' ', at);
                }
                at_space = true;
            } else {
                self.put(character, at);
                at_space = false;
            }
        }
    }

    fn put(&mut self, character: char, at: u32) {
        self.text.push(character);
        let offsets = 0..u32::try_from(character.len_utf8()).unwrap_or(0);
        self.from.extend(offsets.map(|offset| if character == ' ' { at } else { at + offset }));
    }

    fn find(&self, prefix: &str, exact: &str) -> Vec<Span> {
        let needle = fold_white(&format!("{prefix}{exact}"));
        let needle = needle.trim();
        let length = fold_white(exact).trim().len();
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(at) = self.text.get(from..).and_then(|rest| rest.find(needle)) {
            let end = from + at + needle.len();
            // Both ends of a trimmed passage are characters of the text, so that the byte after its last one is theirs.
            found.push(Span::new(self.from[end - length] as usize, self.from[end - 1] as usize + 1));
            from += at + self.text[from + at..].chars().next().map_or(1, char::len_utf8);
        }
        found
    }
}

/// Marks without width count as white space: pages put them between words.
fn is_white(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{200b}' | '\u{feff}' | '\u{2060}')
}

fn fold_white(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut at_space = false;
    for character in text.chars() {
        if is_white(character) {
            if !at_space {
                folded.push(' ');
            }
            at_space = true;
        } else {
            folded.push(character);
            at_space = false;
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Origination;
    use crate::evaluate::gold::parse;
    use crate::ingest::article_from_text;

    fn article(file: &str, id: &str, headline: &str, body: &str) -> Article {
        let mut article = article_from_text(id, headline, body);
        article.origination = Origination { path: format!("somewhere/articles/{file}"), row: None };
        article
    }

    const ARTICLE: &str = r#"{"gold":"article","article":"a.txt","outlet":"A","event":"e","language":"en","completeness":"whole","wire":false,"published":null}"#;

    fn attribution(fields: &str) -> Gold {
        let line = format!(
            r#"{{"gold":"attribution","article":"a.txt","source":"She","cue":"said","content":["it was over"],"kind":"indirect","class":"speech","speaker":"Ann Lee"{fields}}}"#
        );
        parse("gold.jsonl", &format!("{ARTICLE}\n{line}\n")).expect("the line is well formed")
    }

    #[test]
    fn white_space_runs_match_each_other() {
        let articles = [article("a.txt", "a", "Head", "She\u{a0}said  it\nwas   over. It ended.")];
        let placed = place(&attribution(""), &articles);
        assert!(placed.misplaced.is_empty(), "{:?}", placed.misplaced);
        assert_eq!(placed.attributions[0].content[0].of(&articles[0].text), "it\nwas   over");
        assert_eq!(placed.passages, 3);
    }

    #[test]
    fn a_prefix_picks_the_occurrence_and_a_cue_goes_to_the_nearest() {
        let body = "He said no. She said it was over. They said it was over.";
        let articles = [article("a.txt", "a", "Head", body)];
        let placed = place(&attribution(r#","content_prefix":["They said "]"#), &articles);
        let text = &articles[0].text;
        assert!(placed.attributions[0].content[0].start as usize > text.find("They").expect("it is there"));
        assert_eq!(placed.attributions[0].cue[0].start as usize, text.rfind("said").expect("it is there"));
    }

    #[test]
    fn a_passage_that_is_not_there_or_is_there_twice_names_its_line() {
        let articles = [article("a.txt", "a", "Head", "She said it was over. He said it was over.")];
        let placed = place(&attribution(""), &articles);
        assert!(placed.misplaced[0].to_string().contains("gold.jsonl:2: a.txt holds"), "{:?}", placed.misplaced);
        let articles = [article("a.txt", "a", "Head", "Nothing.")];
        let placed = place(&attribution(""), &articles);
        assert!(placed.misplaced[0].cause.contains("does not hold"));
        assert!(placed.attributions[0].content.is_empty());
    }

    #[test]
    fn a_row_is_named_by_its_id() {
        let articles = [article("rows.jsonl", "x-1", "", "One."), article("rows.jsonl", "x-2", "", "Two.")];
        assert_eq!(find_article(&articles, "rows.jsonl#x-2"), Some(1));
        assert_eq!(find_article(&articles, "rows.jsonl#x-3"), None);
    }
}
