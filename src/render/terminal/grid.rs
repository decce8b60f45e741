//! A table of texts by outlets that fits the page: the text column takes what the narrow columns leave; where they
//! leave too little, the columns are split into blocks, one below the other.
//!
//! Widths are settled here and cells wrapped by the page's own rule, so that `comfy-table` only has to lay them out.

use std::io;

use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle, Width};
use unicode_width::UnicodeWidthStr;

use crate::render::safe_text::clean;
use crate::render::terminal::page::{Page, Tone, wrap};

/// The text column keeps at least this share of the page.
const TEXT_SHARE: f64 = 0.4;
/// A text column is never wider: longer lines are hard to read.
const MAX_TEXT: usize = 110;
/// A narrow column is at most this wide, without the space after it …
const MAX_COLUMN: usize = 14;
/// … and this wide on a page of [`WIDE_FROM`]: enough for `example-times.com`.
const MAX_WIDE_COLUMN: usize = 20;
/// Where pages are wide.
const WIDE_FROM: usize = 160;
/// The last column is at most this wide: a count and an id.
const MAX_TAIL: usize = 18;

/// A table of texts by outlets.
#[derive(Debug, Default)]
pub(crate) struct Grid {
    /// Heading of the text column.
    pub(crate) corner: String,
    /// Headings of the narrow columns.
    pub(crate) columns: Vec<String>,
    /// Heading of a last column that every block repeats.
    pub(crate) tail: String,
    pub(crate) rows: Vec<GridRow>,
    /// Most lines of the first paragraph of a text; the rest is left out.
    pub(crate) max_lines: usize,
}

/// One row.
#[derive(Debug, Default)]
pub(crate) struct GridRow {
    /// Paragraphs of the text column.
    pub(crate) text: Vec<String>,
    pub(crate) cells: Vec<String>,
    pub(crate) tail: String,
}

/// Whether these headings fit above columns on a page without being cut.
pub(crate) fn headings_fit(headings: &[String], width: usize) -> bool {
    let column = |heading: &String| longest_word(&clean(heading)).max(1);
    headings.iter().all(|heading| column(heading) <= max_column(width))
        && headings.iter().map(|heading| column(heading) + 1).sum::<usize>() + text_minimum(width) + 8 <= width
}

fn max_column(width: usize) -> usize {
    if width < WIDE_FROM { MAX_COLUMN } else { MAX_WIDE_COLUMN }
}

fn longest_word(text: &str) -> usize {
    text.split(' ').map(UnicodeWidthStr::width).max().unwrap_or(0)
}

fn text_minimum(width: usize) -> usize {
    // Truncation is meant: a share of the width.
    ((width as f64 * TEXT_SHARE) as usize).max(12).min(width.saturating_sub(6))
}

impl Grid {
    /// Writes the table.
    pub(crate) fn write(&self, page: &mut Page<'_>) -> io::Result<()> {
        let tail = self.tail_width();
        let room = page.width().saturating_sub(text_minimum(page.width()) + tail);
        let widths: Vec<usize> = (0..self.columns.len()).map(|column| self.column_width(column, room, max_column(page.width()))).collect();
        let mut start = 0;
        loop {
            let mut end = start;
            let mut used = 0;
            while end < widths.len() && (used + widths[end] <= room || end == start) {
                used += widths[end];
                end += 1;
            }
            if start > 0 {
                page.blank()?;
            }
            self.block(page, start..end, &widths[start..end], tail)?;
            start = end;
            if start >= widths.len() {
                return Ok(());
            }
        }
    }

    /// The width of a column with the space after it.
    fn column_width(&self, column: usize, room: usize, most: usize) -> usize {
        let cells = self.rows.iter().filter_map(|row| row.cells.get(column)).map(|cell| longest_word(&clean(cell)));
        let heading = longest_word(&clean(&self.columns[column]));
        (cells.max().unwrap_or(0).max(heading).clamp(1, most) + 1).min(room.max(3))
    }

    fn tail_width(&self) -> usize {
        let tails = self.rows.iter().map(|row| clean(&row.tail).width()).max().unwrap_or(0);
        if self.tail.is_empty() && tails == 0 { 0 } else { tails.max(self.tail.width()).min(MAX_TAIL) }
    }

    fn block(&self, page: &mut Page<'_>, columns: std::ops::Range<usize>, widths: &[usize], tail: usize) -> io::Result<()> {
        let texts = self.rows.iter().flat_map(|row| &row.text).chain([&self.corner]);
        let longest = texts.map(|text| clean(text).width() + 1).max().unwrap_or(1);
        let left = page.width() - widths.iter().sum::<usize>() - tail;
        // Never wider than its texts need, so that signs stand near the words they belong to.
        let text_width = left.min(longest.min(MAX_TEXT).max(text_minimum(page.width())));
        let mut all = vec![text_width];
        all.extend(widths);
        if tail > 0 {
            all.push(tail);
        }
        let cell = |text: &str, width: usize| lines(text, width).join("\n");
        let rule = page.symbols.rule;
        let style = TableStyle::new().header_separator(LineStyle::none().fill(rule));
        let mut table = Table::new();
        table.load_style(style).set_content_arrangement(ContentArrangement::Disabled);
        let mut header = vec![cell(&self.corner, text_width - 1)];
        header.extend(columns.clone().zip(widths).map(|(column, width)| cell(&self.columns[column], width - 1)));
        if tail > 0 {
            header.push(cell(&self.tail, tail));
        }
        table.set_header(header);
        for row in &self.rows {
            let mut parts = row.text.iter().map(|part| lines(part, text_width - 1));
            let mut text = parts.next().unwrap_or_default();
            if text.len() > self.max_lines && self.max_lines > 0 && !page.is_detailed() {
                text.truncate(self.max_lines);
                if let Some(last) = text.last_mut() {
                    end_with(last, page.symbols.ellipsis, text_width - 1);
                }
            }
            text.extend(parts.flatten());
            let mut cells = vec![text.join("\n")];
            cells.extend(
                columns.clone().zip(widths).map(|(column, width)| cell(row.cells.get(column).map_or("", String::as_str), width - 1)),
            );
            if tail > 0 {
                cells.push(cell(&row.tail, tail));
            }
            table.add_row(cells);
        }
        for (index, column) in table.column_iter_mut().enumerate() {
            let is_tail = tail > 0 && index + 1 == all.len();
            column.set_padding((0, u16::from(!is_tail)));
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(u16::try_from(all[index]).unwrap_or(u16::MAX))));
            if is_tail {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        let mut in_header = true;
        for line in table.lines() {
            let is_rule = line.starts_with(rule) && line.chars().all(|character| character == rule);
            if in_header {
                page.raw(&line, if is_rule { Tone::Faint } else { Tone::Heading })?;
                in_header = !is_rule;
            } else {
                let (left, right) = split_at_width(&line, text_width);
                page.raw_parts((left, Tone::Plain), (right, Tone::Mark))?;
            }
        }
        Ok(())
    }
}

/// The lines of a cell.
fn lines(text: &str, width: usize) -> Vec<String> {
    let text = clean(text);
    let width = width.max(1);
    wrap(&text, width, width).into_iter().map(|range| text[range].to_owned()).filter(|line| line.width() <= width).collect()
}

/// Ends a line with an ellipsis, shortening it where there is no room.
fn end_with(line: &mut String, ellipsis: &str, width: usize) {
    while line.width() + ellipsis.width() > width && line.pop().is_some() {}
    line.push_str(ellipsis);
}

/// A line in two where its width is `width`; whole where no border of characters falls there.
fn split_at_width(line: &str, width: usize) -> (&str, &str) {
    let cut = line.char_indices().map(|(at, _)| at).find(|at| line[..*at].width() >= width);
    line.split_at(cut.unwrap_or(line.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::terminal::{Colour, Copies, Detail, Glyphs, Style};

    fn grid(columns: usize, text: &str) -> Grid {
        let row = |text: &str| GridRow { text: vec![text.to_owned()], cells: vec!["x".to_owned(); columns], tail: "2".to_owned() };
        Grid {
            corner: "claim".to_owned(),
            columns: (0..columns).map(|index| char::from(b'A' + u8::try_from(index % 26).expect("below 26")).to_string()).collect(),
            tail: "n".to_owned(),
            rows: vec![row(text), row("second")],
            max_lines: 2,
        }
    }

    fn written(grid: &Grid, width: usize) -> String {
        let style = Style { width, colour: Colour::Plain, glyphs: Glyphs::Unicode, detail: Detail::Summary, copies: Copies::Folded };
        let mut bytes = Vec::new();
        grid.write(&mut Page::new(&style, &mut bytes)).expect("a vector takes everything");
        String::from_utf8(bytes).expect("text")
    }

    #[test]
    fn cells_stand_in_columns_below_their_headings() {
        assert_eq!(
            written(&grid(2, "a first text that is long"), 24),
            "claim              A B n\n────────────────────────\na first text that  x x 2\nis long\nsecond             x x 2\n"
        );
    }

    #[test]
    fn more_outlets_than_fit_are_split_into_blocks() {
        let text = written(&grid(30, "text"), 40);
        assert_eq!(text.matches("claim").count(), 3);
        assert!(text.lines().all(|line| line.width() <= 40));
    }

    #[test]
    fn signs_stand_near_short_texts_on_a_wide_page() {
        let text = written(&grid(2, "a short claim"), 200);
        assert!(text.lines().all(|line| line.width() <= 90), "{text}");
    }

    #[test]
    fn long_texts_end_in_an_ellipsis() {
        let text = written(&grid(2, &"word ".repeat(60)), 40);
        assert_eq!(text.lines().filter(|line| line.contains("word")).count(), 2);
        assert!(text.contains('…'));
    }
}
