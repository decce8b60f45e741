//! Versions of one article: what each changed of the one before, word by word.

use std::io;

use similar::ChangeTag;

use crate::render::safe_text::clean;
use crate::render::table::{View, revision_words};
use crate::render::terminal::Keys;
use crate::render::terminal::diff;
use crate::render::terminal::page::{Page, Text, Tone};
use crate::report::{WordChange, WordRunEntry};

/// Changes shown at first.
const CHANGES: usize = 4;

pub(super) fn write(page: &mut Page<'_>, view: &View<'_>, keys: &Keys) -> io::Result<()> {
    if view.event.versions.is_empty() {
        return Ok(());
    }
    page.heading("VERSIONS", "of one article: [-dropped-] {+added+}")?;
    for revision in view.event.versions.iter().flat_map(|versions| &versions.revisions) {
        let time = |article: u32| {
            view.article(article)
                .map_or("no date", |article| article.published_at.as_deref().or(article.date.as_deref()).unwrap_or("no date"))
        };
        let outlet = view.outlet_of(revision.to).map_or_else(String::new, |outlet| keys.full(outlet));
        let text = Text::new(Tone::Key, &outlet)
            .and(Tone::Faint, time(revision.from))
            .and(Tone::Plain, page.symbols.then)
            .and(Tone::Faint, time(revision.to))
            .with(Tone::Plain, ":")
            .and(Tone::Plain, &revision_words(revision));
        page.hanging(0, 2, &text)?;
        write_changes(page, revision.changes.iter().map(|change| change.words.as_slice()))?;
    }
    Ok(())
}

/// The first changed sentences, what was dropped and added in brackets.
pub(super) fn write_changes<'a>(page: &mut Page<'_>, changes: impl ExactSizeIterator<Item = &'a [WordRunEntry]>) -> io::Result<()> {
    let count = changes.len();
    let shown = page.shown(count, CHANGES);
    for words in changes.take(shown) {
        let runs: Vec<(ChangeTag, String)> = words
            .iter()
            .map(|run| {
                let tag = match run.change {
                    WordChange::Same => ChangeTag::Equal,
                    WordChange::Removed => ChangeTag::Delete,
                    WordChange::Added => ChangeTag::Insert,
                };
                (tag, spaced(&run.text))
            })
            .collect();
        page.hanging(2, 4, &diff::marked(runs.iter().map(|(tag, run)| (*tag, run.as_str()))))?;
    }
    page.more(2, count - shown, " changed")
}

/// Clean text that keeps one space where there was white space at an end.
fn spaced(text: &str) -> String {
    let space = |is: bool| if is { " " } else { "" };
    format!("{}{}{}", space(text.starts_with(char::is_whitespace)), clean(text).trim(), space(text.ends_with(char::is_whitespace)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;
    use crate::render::terminal::Style;
    use crate::report::{RevisionEntry, TextChangeEntry, VersionsEntry};

    #[test]
    fn each_revision_says_when_and_which_words() {
        let mut report = sample::two_outlets();
        let run = |change, text: &str| WordRunEntry { change, text: text.to_owned() };
        let words = vec![run(WordChange::Removed, "Six"), run(WordChange::Added, "Three"), run(WordChange::Same, " were \u{1b}[2J hurt")];
        let changed = TextChangeEntry { before: Some(sample::passage(0, "Six")), after: Some(sample::passage(1, "Three")), words };
        let dropped = TextChangeEntry { after: None, words: vec![run(WordChange::Removed, "It rained.")], ..changed.clone() };
        let revisions = vec![RevisionEntry { from: 0, to: 1, changes: vec![changed, dropped] }];
        report.events[0].versions = vec![VersionsEntry { articles: vec![0, 1], revisions }];
        let mut bytes = Vec::new();
        let view = View { report: &report, event: &report.events[0] };
        let style = Style { width: 100, ..Style::default() };
        write(&mut Page::new(&style, &mut bytes), &view, &Keys::new(&view, 100)).expect("a vector takes everything");
        let text = String::from_utf8(bytes).expect("text");
        assert!(text.contains("1 sentence changed, 1 sentence dropped"), "{text}");
        assert!(text.contains("[-Six-]{+Three+} were") && text.contains("[-It rained.-]"), "{text}");
        assert!(!text.contains('\u{1b}'), "{text}");
    }
}
