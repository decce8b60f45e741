//! What was read, what was not, and what must be known about it.

use std::collections::BTreeSet;
use std::io;

use crate::render::table::completeness_words;
use crate::render::terminal::counted;
use crate::render::terminal::page::{Page, Text, Tone};
use crate::report::{ArticleEntry, Report};

/// Files and articles named one by one; the rest is counted.
const LISTED: usize = 8;

pub(super) fn write(page: &mut Page<'_>, report: &Report) -> io::Result<()> {
    let outlets: BTreeSet<&str> = report.articles.iter().map(|article| article.outlet.as_str()).collect();
    let summary = format!(
        "{} of {} read, {}",
        counted(report.articles.len(), "article"),
        counted(outlets.len(), "outlet"),
        counted(report.events.len(), "event")
    );
    page.text(0, &Text::new(Tone::Title, "Rashomon").with(Tone::Plain, ": ").and(Tone::Plain, &summary))?;
    left_out(page, report)?;
    skipped(page, report)?;
    let cut: Vec<&ArticleEntry> = report.articles.iter().filter(|article| completeness_words(article.completeness).is_some()).collect();
    named(page, &cut, "not whole; what is not in them counts as unknown", |article| {
        completeness_words(article.completeness).unwrap_or("").to_owned()
    })?;
    let other: Vec<&ArticleEntry> = report.articles.iter().filter(|article| !article.analysed).collect();
    named(page, &other, "in a language that is not analysed", |article| article.language.clone())?;
    let undated: Vec<&ArticleEntry> = report.articles.iter().filter(|article| article.date.is_none()).collect();
    named(page, &undated, "without a date; ordered last", |_| String::new())?;
    if report.events.is_empty() {
        page.blank()?;
        let message = if !report.articles.is_empty() {
            "Nothing to compare: no two articles report the same event."
        } else if report.run.left_out.is_none() {
            "Nothing to compare: no article could be read."
        } else {
            "Nothing to compare: all that was read is left out."
        };
        page.text(0, &Text::new(Tone::Plain, message))?;
    }
    Ok(())
}

/// What the selection took out of the run.
fn left_out(page: &mut Page<'_>, report: &Report) -> io::Result<()> {
    let counts = report.run.left_out;
    let reasons = [
        (counts.by_outlet, "of other outlets"),
        (counts.by_day, "of other days"),
        (counts.undated, "without a date"),
        (counts.by_topic, "in events about something else"),
    ];
    let reasons: Vec<String> = reasons.iter().filter(|(count, _)| *count > 0).map(|(count, reason)| format!("{count} {reason}")).collect();
    if reasons.is_empty() {
        return Ok(());
    }
    page.hanging(0, 2, &Text::new(Tone::Notice, &format!("Left out, as asked: {}", reasons.join(", "))))
}

fn skipped(page: &mut Page<'_>, report: &Report) -> io::Result<()> {
    let skipped = &report.run.skipped;
    if skipped.is_empty() {
        return Ok(());
    }
    page.text(0, &Text::new(Tone::Notice, &format!("{} skipped:", counted(skipped.len(), "input"))))?;
    let shown = page.shown(skipped.len(), LISTED);
    for error in &skipped[..shown] {
        page.hanging(2, 4, &Text::new(Tone::Plain, &error.to_string()))?;
    }
    page.more(2, skipped.len() - shown, " skipped")
}

fn named(page: &mut Page<'_>, articles: &[&ArticleEntry], what: &str, why: impl Fn(&ArticleEntry) -> String) -> io::Result<()> {
    if articles.is_empty() {
        return Ok(());
    }
    let heading = format!("{} {what}:", counted(articles.len(), "article"));
    page.text(0, &Text::new(Tone::Notice, &heading))?;
    let shown = page.shown(articles.len(), LISTED);
    for article in &articles[..shown] {
        let mut text = Text::new(Tone::Key, &article.outlet).with(Tone::Plain, ":").and(Tone::Plain, title(article));
        let why = why(article);
        if !why.is_empty() {
            text = text.and(Tone::Faint, &format!("({why})"));
        }
        page.hanging(2, 4, &text)?;
    }
    page.more(2, articles.len() - shown, " of them")
}

/// The headline, else where it was read from.
pub(super) fn title(article: &ArticleEntry) -> &str {
    if article.title.trim().is_empty() { &article.path } else { &article.title }
}

pub(super) fn write_alone(page: &mut Page<'_>, report: &Report) -> io::Result<()> {
    let alone: Vec<&ArticleEntry> = report.alone.iter().filter_map(|index| report.articles.get(*index as usize)).collect();
    if alone.is_empty() {
        return Ok(());
    }
    page.heading("ALONE", &format!("{} that share their event with no other", counted(alone.len(), "article")))?;
    let shown = page.shown(alone.len(), LISTED);
    for article in &alone[..shown] {
        page.hanging(2, 4, &Text::new(Tone::Key, &article.outlet).with(Tone::Plain, ":").and(Tone::Plain, title(article)))?;
    }
    page.more(2, alone.len() - shown, " of them")
}
