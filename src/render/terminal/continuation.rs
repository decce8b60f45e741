//! Today's articles, event by event, with what each event holds from before.

use std::io;

use crate::render::table::change_words;
use crate::render::terminal::page::{Page, Text, Tone};
use crate::render::terminal::versions::write_changes;
use crate::render::terminal::{Style, counted};
use crate::report::continuation::{ContinuationReport, ContinuedEntry, ListedArticle, NewTextEntry};

/// Names shown at most without `--all`.
const NAMES: usize = 6;
/// Articles of earlier runs shown at most without `--all`.
const EARLIER: usize = 3;

/// Writes it: events that go on, then new ones.
///
/// # Errors
/// What the writer answers.
pub fn write(report: &ContinuationReport, style: &Style, out: &mut dyn io::Write) -> io::Result<()> {
    let page = &mut Page::new(style, out);
    let go_on = report.events.iter().filter(|event| !event.earlier.is_empty()).count();
    let summary = format!(
        "{} read, in {}, {go_on} of them known; {} open before",
        counted(report.articles, "article"),
        counted(report.events.len(), "event"),
        counted(report.open, "article"),
    );
    let closed = if report.closed > 0 { format!(", {} of them too old now", report.closed) } else { String::new() };
    page.text(0, &Text::new(Tone::Title, "Rashomon").with(Tone::Plain, ": ").and(Tone::Plain, &format!("{summary}{closed}")))?;
    for error in &report.skipped {
        page.hanging(2, 4, &Text::new(Tone::Notice, "skipped").and(Tone::Plain, &error.to_string()))?;
    }
    for (index, event) in report.events.iter().enumerate() {
        page.blank()?;
        self::event(page, event, index)?;
    }
    if !report.moved.is_empty() {
        page.blank()?;
        page.heading("MOVED", "earlier articles that are in another event now")?;
    }
    for moved in &report.moved {
        line(page, &format!("from {} to {},", moved.from, moved.to), Tone::Faint, &moved.article)?;
    }
    Ok(())
}

fn event(page: &mut Page<'_>, event: &ContinuedEntry, index: usize) -> io::Result<()> {
    page.rule(&format!("EVENT {}", index + 1), &event.name)?;
    let first = event.earlier.first().or(event.new.first()).map_or("", |article| article.title.as_str());
    page.text(0, &Text::new(Tone::Title, if first.trim().is_empty() { "(no headline)" } else { first }))?;
    let mut facts = vec![format!("{} new", event.new.len())];
    facts.push(if event.earlier.is_empty() { "a new event".to_owned() } else { format!("{} before", event.earlier.len()) });
    facts.push(format!("cohesion {:.2}", event.cohesion));
    page.text(0, &Text::new(Tone::Faint, &facts.join(&format!(" {} ", page.symbols.dot))))?;
    if !event.names.is_empty() {
        let shown = page.shown(event.names.len(), NAMES);
        let names = event.names[..shown].join(", ");
        page.hanging(0, 2, &Text::new(Tone::Faint, "Together by shared names:").and(Tone::Plain, &names))?;
    }
    for article in &event.new {
        line(page, "new", Tone::Key, article)?;
    }
    // The latest ones say best where the event stands.
    let shown = page.shown(event.earlier.len(), EARLIER);
    for article in event.earlier.iter().rev().take(shown) {
        line(page, "before", Tone::Faint, article)?;
    }
    page.more(2, event.earlier.len() - shown, " before")?;
    versions(page, &event.versions)
}

fn versions(page: &mut Page<'_>, versions: &[NewTextEntry]) -> io::Result<()> {
    if versions.is_empty() {
        return Ok(());
    }
    page.heading("VERSIONS", "of one article: [-dropped-] {+added+}")?;
    for version in versions {
        let day = |article: &ListedArticle| article.day.clone().unwrap_or_else(|| "no date".to_owned());
        let changes = version.changes.as_deref().unwrap_or_default();
        let told = match version.changes {
            Some(_) => change_words(changes.iter().map(|sentence| (sentence.was_there, sentence.is_there))),
            None => "new text under the same address; the text of an earlier run is not kept".to_owned(),
        };
        let text = Text::new(Tone::Key, &version.to.outlet)
            .and(Tone::Faint, &day(&version.from))
            .and(Tone::Plain, page.symbols.then)
            .and(Tone::Faint, &day(&version.to))
            .with(Tone::Plain, ":")
            .and(Tone::Plain, &told);
        page.hanging(0, 2, &text)?;
        write_changes(page, changes.iter().map(|sentence| sentence.words.as_slice()))?;
    }
    Ok(())
}

fn line(page: &mut Page<'_>, when: &str, tone: Tone, article: &ListedArticle) -> io::Result<()> {
    let day = article.day.as_deref().unwrap_or("no date");
    let title = if article.title.trim().is_empty() { "(no headline)" } else { &article.title };
    let text = Text::new(Tone::Faint, &format!("{when} {day}")).and(tone, &article.outlet).with(Tone::Plain, ":").and(Tone::Plain, title);
    page.hanging(2, 4, &text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::continuation::{ChangedSentence, MovedEntry};
    use crate::report::{WordChange, WordRunEntry};

    #[test]
    fn an_event_that_goes_on_shows_what_is_new_and_what_was_before() {
        let article = |id: &str, day: Option<&str>| ListedArticle {
            id: id.to_owned(),
            outlet: format!("Outlet {id}"),
            title: format!("Headline {id}"),
            day: day.map(str::to_owned),
        };
        let report = ContinuationReport {
            events: vec![ContinuedEntry {
                name: "e-1".to_owned(),
                earlier: vec![article("a", Some("2024-03-05"))],
                new: vec![article("b", None)],
                versions: vec![
                    NewTextEntry { from: article("a", Some("2024-03-05")), to: article("b", None), changes: None },
                    NewTextEntry {
                        from: article("b", Some("2024-03-05")),
                        to: article("b", Some("2024-03-06")),
                        changes: Some(vec![ChangedSentence {
                            was_there: false,
                            is_there: true,
                            words: vec![WordRunEntry { change: WordChange::Added, text: "Three were found.".to_owned() }],
                        }]),
                    },
                ],
                cohesion: 0.75,
                names: vec!["Velmora".to_owned()],
            }],
            moved: vec![MovedEntry { article: article("c", None), from: "e-2".to_owned(), to: "e-1".to_owned() }],
            articles: 1,
            open: 4,
            closed: 2,
            ..ContinuationReport::default()
        };
        let mut out = Vec::new();
        write(&report, &Style::default(), &mut out).expect("a vector takes all");
        let text = String::from_utf8(out).expect("text");
        for part in [
            "1 article read, in 1 event, 1 of them known; 4 articles open before",
            "Headline a\n1 new · 1 before · cohesion 0.75\n",
            "shared names: Velmora",
            "new no date Outlet b: Headline b",
            "before 2024-03-05 Outlet a: Headline a",
            "new text under the same address",
            "1 sentence added\n  {+Three were found.+}",
            "from e-2 to e-1, no date Outlet c: Headline c",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
}
