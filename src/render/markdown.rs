//! The comparison as Markdown, for a message or a wiki: the matrix as a table, passages as block quotations.
//!
//! Texts of articles are untrusted: they are cleaned as for a terminal, and every character that Markdown or HTML
//! could take for markup is escaped; only `http` and `https` addresses become links.

use std::collections::BTreeSet;
use std::io;

use crate::render::safe_text::clean;
use crate::render::table::{
    LEGEND, Row, View, completeness_words, conflict_words, nearest, revision_words, sign, speaker_words, wire_words,
};
use crate::render::terminal::{Copies, Detail, Keys, counted};
use crate::report::{ArticleEntry, FindingEntry, FindingKind, Passage, Report, WordChange, WordRunEntry};

/// Claims shown in a summary.
const CLAIMS: usize = 20;
/// Findings of a kind, or sources, shown in a summary.
const FINDINGS: usize = 10;

/// Writes the comparison.
///
/// # Errors
/// What the writer answers.
pub fn write(report: &Report, detail: Detail, copies: Copies, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "# Comparison of {}, {}\n", counted(report.articles.len(), "article"), counted(report.events.len(), "event"))?;
    for error in &report.run.skipped {
        writeln!(out, "- Skipped: {}", escape(&error.to_string()))?;
    }
    for article in report.articles.iter().filter(|article| !article.analysed) {
        writeln!(out, "- Language not analysed ({}): {}", escape(&article.language), link(article))?;
    }
    for event in &report.events {
        Page { view: View { report, event }, keys: Keys::new(&View { report, event }, 0), detail, copies, out }.event()?;
    }
    if !report.alone.is_empty() {
        writeln!(out, "\n## Alone in their event\n")?;
        for article in report.alone.iter().filter_map(|index| report.articles.get(*index as usize)) {
            writeln!(out, "- {}: {}", escape(&article.outlet), link(article))?;
        }
    }
    Ok(())
}

/// One event on its way out.
struct Page<'run, 'out> {
    view: View<'run>,
    keys: Keys,
    detail: Detail,
    copies: Copies,
    out: &'out mut dyn io::Write,
}

impl Page<'_, '_> {
    fn event(mut self) -> io::Result<()> {
        let event = self.view.event;
        let title = if event.title.trim().is_empty() { "(no headline)" } else { &event.title };
        writeln!(self.out, "\n## {}\n", escape(title))?;
        let days = event
            .days
            .as_ref()
            .map_or_else(String::new, |[first, last]| if first == last { format!("{first}, ") } else { format!("{first} to {last}, ") });
        let counts = format!("{}, {}", counted(event.articles.len(), "article"), counted(event.outlets.len(), "outlet"));
        writeln!(self.out, "{}{counts}, `{}`. Shared names: {}.", escape(&days), code(&event.id), escape(&event.shared_names.join(", ")))?;
        self.outlets()?;
        self.versions()?;
        self.conflicts()?;
        self.matrix()?;
        self.findings(FindingKind::OnlyIn, "Only in one outlet")?;
        self.findings(FindingKind::MissingFrom, "Missing from one outlet")?;
        self.sources()?;
        self.findings(FindingKind::Quote, "Same words, quoted differently")?;
        self.findings(FindingKind::Voice, "Stated here, attributed there")?;
        self.findings(FindingKind::Label, "Labels of one outlet alone")?;
        self.findings(FindingKind::Lead, "What leads")
    }

    fn shown(&self, count: usize, limit: usize) -> usize {
        if self.detail == Detail::All { count } else { count.min(limit) }
    }

    fn more(&mut self, left_out: usize) -> io::Result<()> {
        if left_out > 0 { writeln!(self.out, "\n… and {left_out} more") } else { Ok(()) }
    }

    fn outlets(&mut self) -> io::Result<()> {
        writeln!(self.out, "\n### Outlets\n\n| | outlet | date | headline | notes |\n| --- | --- | --- | --- | --- |")?;
        for (index, outlet) in self.view.event.outlets.iter().enumerate() {
            for (at, article) in outlet.articles.iter().filter_map(|at| Some((at, self.view.article(*at)?))) {
                let mut notes = Vec::new();
                notes.extend(completeness_words(article.completeness).map(str::to_owned));
                notes.extend(wire_words(article));
                notes.extend(self.view.version(*at).map(|(place, count)| format!("version {place} of {count}")));
                notes.extend(self.view.writer(outlet).map(|writer| format!("carries a text by {writer}")));
                let date = article.date.as_deref().unwrap_or("no date");
                let (key, notes) = (self.keys.key(index), escape(&notes.join("; ")));
                writeln!(self.out, "| {key} | {} | {} | {} | {notes} |", escape(&outlet.name), escape(date), link(article))?;
            }
        }
        Ok(())
    }

    fn versions(&mut self) -> io::Result<()> {
        if self.view.event.versions.is_empty() {
            return Ok(());
        }
        writeln!(self.out, "\n### Versions of one article")?;
        let event = self.view.event;
        for revision in event.versions.iter().flat_map(|versions| &versions.revisions) {
            let time = |article: u32| {
                let article = self.view.article(article);
                article.and_then(|article| article.published_at.as_deref().or(article.date.as_deref())).unwrap_or("no date")
            };
            let outlet = self.view.outlet_of(revision.to).map_or_else(String::new, |outlet| self.keys.full(outlet));
            let times = format!("{} to {}", time(revision.from), time(revision.to));
            writeln!(self.out, "\n- **{}**, {}: {}", escape(&outlet), escape(&times), revision_words(revision))?;
            let shown = self.shown(revision.changes.len(), FINDINGS);
            for change in &revision.changes[..shown] {
                let run = |run: &WordRunEntry| {
                    let (mark, end) = match run.change {
                        WordChange::Same => ("", ""),
                        WordChange::Removed => ("~~", "~~"),
                        WordChange::Added => ("**", "**"),
                    };
                    let word = run.text.trim();
                    let lead = &run.text[..run.text.len() - run.text.trim_start().len()];
                    let tail = &run.text[run.text.trim_end().len().max(lead.len())..];
                    if word.is_empty() { run.text.clone() } else { format!("{lead}{mark}{}{end}{tail}", escape(word)) }
                };
                writeln!(self.out, "  - {}", change.words.iter().map(run).collect::<String>())?;
            }
            self.more(revision.changes.len() - shown)?;
        }
        Ok(())
    }

    fn conflicts(&mut self) -> io::Result<()> {
        let conflicts = &self.view.event.conflicts;
        if conflicts.is_empty() {
            return Ok(());
        }
        writeln!(self.out, "\n### Conflicts")?;
        let shown = self.shown(conflicts.len(), FINDINGS.min(self.view.likely_conflicts()));
        for conflict in &conflicts[..shown] {
            let what = if conflict.is_sequence { "changes over time" } else { conflict_words(conflict.kind) };
            writeln!(self.out, "\n**{}**: {what} (`{}`)", escape(&conflict.matter), code(&conflict.id))?;
            for side in self.view.sides_in_order(conflict) {
                let outlets: BTreeSet<usize> =
                    side.bearers.iter().filter_map(|bearer| self.view.outlet_of(bearer.passage.article)).collect();
                writeln!(self.out, "\n- **{}** in {}", escape(&side.value), self.keys.list(outlets))?;
                let mut seen = BTreeSet::new();
                for bearer in side.bearers.iter().filter(|bearer| seen.insert(bearer.passage.article)) {
                    let speaker =
                        self.view.attribution_of_statement(bearer.statement).and_then(|attribution| self.view.speaker_of(attribution));
                    self.quotation(2, &bearer.passage, speaker)?;
                }
            }
        }
        self.more(conflicts.len() - shown)
    }

    /// A passage as a block quotation inside a list item.
    fn quotation(&mut self, indent: usize, passage: &Passage, speaker: Option<&str>) -> io::Result<()> {
        let outlet = self.view.outlet_of(passage.article).map_or_else(String::new, |outlet| self.keys.full(outlet));
        let by = speaker.map_or_else(String::new, |speaker| format!(", by {speaker}"));
        writeln!(self.out, "\n{:indent$}> {} ({}{})", "", escape(&passage.exact), escape(&outlet), escape_inside(&by))
    }

    fn matrix(&mut self) -> io::Result<()> {
        let all: Vec<Row<'_>> = self.view.rows().collect();
        let rows: Vec<Row<'_>> = if self.detail == Detail::All { all } else { all.into_iter().filter(|row| row.treating() > 1).collect() };
        if rows.is_empty() {
            return Ok(());
        }
        let shown = self.shown(rows.len(), CLAIMS);
        writeln!(self.out, "\n### Claims\n")?;
        let columns = self.view.columns(self.copies, &rows);
        let headings: Vec<String> = columns.iter().map(|column| self.heading(column)).collect();
        writeln!(self.out, "| claim | {} | origins |", headings.join(" | "))?;
        writeln!(self.out, "| --- |{} ---: |", " :-: |".repeat(columns.len()))?;
        for row in &rows[..shown] {
            let cells: Vec<&str> = columns.iter().map(|column| row.cells[column[0]].map_or("", |cell| sign(cell.entry.coverage))).collect();
            writeln!(self.out, "| {} | {} | {} |", escape(&row.claim.text), cells.join(" | "), row.claim.independent_origins)?;
        }
        let legend: Vec<String> = LEGEND.iter().map(|(coverage, words)| format!("{} {words}", sign(*coverage))).collect();
        writeln!(self.out, "\n{}; origins: independent ones among those that report it.", legend.join("; "))?;
        self.more(rows.len() - shown)
    }

    /// "A, B, C via Wire": outlets that carry one text.
    fn heading(&self, column: &[usize]) -> String {
        let list = self.keys.list(column.iter().copied());
        let writer = column.iter().rev().find_map(|outlet| self.view.writer(self.view.event.outlets.get(*outlet)?));
        writer.filter(|_| column.len() > 1).map_or(list.clone(), |writer| format!("{list} via {}", escape_inside(&clean(writer))))
    }

    fn findings(&mut self, kind: FindingKind, heading: &str) -> io::Result<()> {
        let findings: Vec<&FindingEntry> = self.view.findings(kind).collect();
        if findings.is_empty() {
            return Ok(());
        }
        writeln!(self.out, "\n### {heading}")?;
        let shown = self.shown(findings.len(), FINDINGS);
        for finding in &findings[..shown] {
            writeln!(self.out, "\n- {} (`{}`)", escape(&finding.summary), code(&finding.id))?;
            let passages = self.shown(finding.evidence.len(), 3);
            for passage in &finding.evidence[..passages] {
                let speaker = self.view.attribution_around(passage).and_then(|attribution| self.view.speaker_of(attribution));
                self.quotation(2, passage, speaker)?;
            }
            if !finding.absences.is_empty() {
                let sentences = finding.absences.iter().map(|absence| absence.sentences_searched).fold(0, u32::saturating_add);
                let places = counted(finding.absences.len(), "article");
                let mut line = format!("Not found in {} of {places}.", counted(sentences as usize, "sentence"));
                if let Some(nearest) = nearest(finding.absences.iter().filter_map(|absence| absence.nearest.as_ref())) {
                    let outlet = self.view.outlet_of(nearest.passage.article).map_or("?", |outlet| self.keys.key(outlet));
                    line.push_str(&format!(" Nearest ({outlet}, {:.2}): “{}”", nearest.similarity, escape(&nearest.passage.exact)));
                }
                writeln!(self.out, "\n  {line}")?;
            }
        }
        self.more(findings.len() - shown)
    }

    fn sources(&mut self) -> io::Result<()> {
        let sources = &self.view.event.sources;
        if sources.is_empty() {
            return Ok(());
        }
        writeln!(self.out, "\n### Sources\n\nWords quoted + words paraphrased.\n")?;
        writeln!(self.out, "| source | {} |", self.keys.all().join(" | "))?;
        writeln!(self.out, "| --- |{}", " ---: |".repeat(self.keys.all().len()))?;
        let shown = self.shown(sources.len(), FINDINGS);
        for source in &sources[..shown] {
            let mut cells = vec![String::new(); self.keys.all().len()];
            for airtime in &source.airtime {
                if let Some(cell) = cells.get_mut(airtime.outlet as usize) {
                    *cell = format!("{}+{}", airtime.quoted_words, airtime.paraphrased_words);
                }
            }
            let role = source.role.as_ref().map_or_else(String::new, |role| format!(", {role}"));
            let kind = speaker_words(source.kind).map_or_else(String::new, |kind| format!(" ({kind})"));
            writeln!(self.out, "| {} | {} |", escape(&format!("{}{role}{kind}", source.label)), cells.join(" | "))?;
        }
        self.more(sources.len() - shown)
    }
}

/// A headline with a link where the address is one of the web.
fn link(article: &ArticleEntry) -> String {
    let title = if article.title.trim().is_empty() { &article.path } else { &article.title };
    match article.url.as_deref() {
        Some(url) if url.starts_with("https://") || url.starts_with("http://") => format!("[{}](<{}>)", escape(title), address(url)),
        _ => escape(title),
    }
}

/// An address in which nothing can end the link or the table cell.
fn address(url: &str) -> String {
    let mut address = String::with_capacity(url.len());
    for character in clean(url).chars() {
        match character {
            ' ' | '<' | '>' | '|' | '\\' | '`' | '"' | '(' | ')' | '[' | ']' => address.push_str(&format!("%{:02X}", u32::from(character))),
            _ => address.push(character),
        }
    }
    address
}

/// An id inside back quotes.
fn code(id: &str) -> String {
    clean(id).replace(['`', '|'], "")
}

/// Text that is shown as it stands, at the start of a line too.
fn escape(text: &str) -> String {
    let escaped = escape_inside(&clean(text));
    let digits = escaped.bytes().take_while(u8::is_ascii_digit).count();
    match escaped[digits..].chars().next() {
        Some('-' | '+' | '=') if digits == 0 => format!("\\{escaped}"),
        Some('.' | ')') if digits > 0 => format!("{}\\{}", &escaped[..digits], &escaped[digits..]),
        _ => escaped,
    }
}

/// Text that is shown as it stands inside a line; a space at its start stays.
fn escape_inside(text: &str) -> String {
    let lead = if text.starts_with(' ') { " " } else { "" };
    let mut escaped = lead.to_owned();
    for character in clean(text).chars() {
        if matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!' | '$' | '@' | '^') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    // Bare addresses would become links by themselves.
    escaped.replace("://", "\\://").replace("www.", "www\\.").replace("WWW.", "WWW\\.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;
    use crate::report::{CarrierEntry, OriginEntry, RevisionEntry, TextChangeEntry, VersionsEntry};

    fn written(report: &Report) -> String {
        let mut bytes = Vec::new();
        write(report, Detail::All, Copies::Folded, &mut bytes).expect("a vector takes everything");
        String::from_utf8(bytes).expect("text")
    }

    #[test]
    fn markup_of_articles_is_shown_and_does_not_act() {
        assert_eq!(escape("<b>|`x`"), "\\<b\\>\\|\\`x\\`");
        assert_eq!(escape("1. one"), "1\\. one");
        assert_eq!(escape("- one\n# two"), "\\- one \\# two");
        assert_eq!(escape("[a](javascript:b) https://x.example"), "\\[a\\](javascript:b) https\\://x.example");
    }

    #[test]
    fn only_addresses_of_the_web_become_links() {
        let mut article = sample::article("A", "T");
        article.url = Some("https://a.example/x)|<y".to_owned());
        assert_eq!(link(&article), "[T](<https://a.example/x%29%7C%3Cy>)");
        article.url = Some("javascript:alert(1)".to_owned());
        assert_eq!(link(&article), "T");
    }

    #[test]
    fn the_matrix_is_a_table_with_one_column_an_outlet() {
        let text = written(&sample::event_of(&["X", "Y", "Z"], "A | claim"));
        assert!(
            text.contains("| claim | A | B | C | origins |\n| --- | :-: | :-: | :-: | ---: |\n| A \\| claim | ● | ○ | · | 2 |\n"),
            "{text}"
        );
        assert!(text.contains("  > A \\| claim (A X"), "{text}");
    }

    #[test]
    fn copies_stand_in_the_column_of_their_text_unless_they_are_kept_apart() {
        let mut report = sample::event_of(&["X", "Y", "Z"], "A claim");
        let event = &mut report.events[0];
        let carriers = [0, 1].map(|article| CarrierEntry { article, shared_share: 1.0, passages: Vec::new() }).to_vec();
        event.origins.push(OriginEntry { writer: "Wire|Press".to_owned(), first: 0, carriers });
        event.outlets[1].copy_of = Some(0);
        let same = event.claims[0].coverage[event.claims[0].by_outlet[0] as usize].coverage;
        let at = event.claims[0].by_outlet[1] as usize;
        event.claims[0].coverage[at].coverage = same;
        let folded = written(&report);
        assert!(folded.contains("| claim | A, B via Wire\\|Press | C | origins |"), "{folded}");
        let mut bytes = Vec::new();
        write(&report, Detail::All, Copies::Apart, &mut bytes).expect("a vector takes everything");
        assert!(String::from_utf8(bytes).expect("text").contains("| claim | A | B | C | origins |"));
    }

    #[test]
    fn versions_are_listed_with_the_words_that_changed() {
        let mut report = sample::event_of(&["X", "Y"], "A claim");
        report.articles[1].outlet = "X".to_owned();
        let run = |change, text: &str| WordRunEntry { change, text: text.to_owned() };
        let words = vec![run(WordChange::Removed, "Six"), run(WordChange::Added, "*Three*"), run(WordChange::Same, " were hurt")];
        let change = TextChangeEntry { before: Some(sample::passage(0, "Six")), after: Some(sample::passage(1, "Three")), words };
        let revisions = vec![RevisionEntry { from: 0, to: 1, changes: vec![change] }];
        report.events[0].versions = vec![VersionsEntry { articles: vec![0, 1], revisions }];
        let text = written(&report);
        assert!(text.contains("1 sentence changed\n  - ~~Six~~**\\*Three\\*** were hurt\n"), "{text}");
        assert!(text.contains("version 2 of 2"), "{text}");
    }

    #[test]
    fn every_table_row_has_as_many_cells_as_its_heading() {
        let text = written(&sample::event_of(&["a|b", "c"], "x|y\n|z"));
        let cells = |line: &str| line.replace("\\|", "").matches('|').count();
        let lines: Vec<&str> = text.lines().collect();
        for pair in lines.windows(2).filter(|pair| pair[0].starts_with('|') && pair[1].starts_with('|')) {
            assert_eq!(cells(pair[0]), cells(pair[1]), "{pair:?}");
        }
    }

    #[test]
    fn a_report_without_events_is_a_heading() {
        assert_eq!(written(&sample::empty()), "# Comparison of 0 articles, 0 events\n\n");
    }
}
