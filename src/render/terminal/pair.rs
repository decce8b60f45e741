//! Two articles and what stands for and against one event.

use std::io;

use crate::render::terminal::Style;
use crate::render::terminal::page::{Page, Text, Tone};
use crate::report::pair::{PairReport, Standing};

/// Features shown without `--all`.
const FEATURES: usize = 8;
/// Features that add less than this to the log odds are left out.
const LEAST_CONTRIBUTION: f64 = 0.05;

/// Writes it.
///
/// # Errors
/// What the writer answers.
pub fn write(report: &PairReport, style: &Style, out: &mut dyn io::Write) -> io::Result<()> {
    let page = &mut Page::new(style, out);
    let together = match report.standing {
        Standing::Together => "TOGETHER",
        Standing::Apart => "APART",
    };
    page.rule(together, "")?;
    for article in &report.articles {
        let title = if article.title.trim().is_empty() { "(no headline)" } else { &article.title };
        let day = article.day.as_deref().unwrap_or("no date");
        let text = Text::new(Tone::Key, &article.outlet).with(Tone::Plain, ":").and(Tone::Plain, title).and(Tone::Faint, day);
        page.hanging(0, 2, &text)?;
    }
    let (mean, least) = (report.mean, report.granularity);
    let means = match report.standing {
        Standing::Together => format!("mean probability within their event {mean:.2}; groups join from {least:.2} on"),
        Standing::Apart => format!("mean probability between their events {mean:.2}; groups join from {least:.2} on"),
    };
    page.hanging(0, 2, &Text::new(Tone::Plain, &format!("Of one event by themselves: {:.2}; {means}", report.probability)))?;
    for (what, words) in [("Shared names", &report.names), ("Shared terms", &report.terms)] {
        let words = if words.is_empty() { "none".to_owned() } else { words.join(", ") };
        page.hanging(0, 2, &Text::new(Tone::Faint, what).with(Tone::Faint, ":").and(Tone::Plain, &words))?;
    }
    page.heading("FEATURES", "value, and what it adds to the log odds")?;
    let told = report.features.iter().filter(|feature| feature.contribution.abs() >= LEAST_CONTRIBUTION).collect::<Vec<_>>();
    let shown = page.shown(told.len(), FEATURES);
    for feature in &told[..shown] {
        let numbers = format!("{:+.2}  {:.2}", feature.contribution, feature.value);
        page.hanging(2, 4, &Text::new(Tone::Mark, &numbers).and(Tone::Plain, feature.name))?;
    }
    page.more(2, told.len() - shown, " features")
}
