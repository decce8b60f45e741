//! Which lines of a body are not the article: captions, credits, prompts, related stories, legal notes, tags.
//!
//! Rules over single lines and their neighbours, each a phrase at a line's start or end, or a shape. A rule that could
//! meet a sentence is held to short lines without an end mark, because a sentence lost is worse than a caption kept.
//! Linear: a line is looked at by its first and last [`LOOK_BYTES`].
//!
//! Known misses: a caption without credit that is a whole sentence; a related headline that ends in a full stop.

use rustc_hash::FxHashMap;

use crate::article::{BlockKind, Furniture};
use crate::ingest::dates;
use crate::ingest::{phrases, wire};

/// Bytes looked at on either side of a line.
const LOOK_BYTES: usize = 240;
/// Captions are of less bytes. Chosen by hand, above any caption that was read in the tuning texts.
const MAX_CAPTION_BYTES: usize = 1200;
/// A prompt, a related line or a tag line has at most so many words.
const MAX_SHORT_WORDS: usize = 24;
/// A line that is a headline by its shape has at least so many words.
const MIN_HEADLINE_WORDS: usize = 5;
/// Letters needed in a line before its script is judged.
const MIN_SCRIPT_LETTERS: usize = 4;

/// A line of the body and what the reader knows about it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line<'a> {
    /// Without white space at its ends.
    pub(crate) text: &'a str,
    /// Its kind by markup.
    pub(crate) mark: Option<BlockKind>,
}

/// A kind for each line: `Body` where nothing speaks against it.
pub(crate) fn classify(title: &str, lines: &[Line<'_>]) -> Vec<BlockKind> {
    let context = Context::of(title, lines);
    let mut kinds: Vec<BlockKind> = lines
        .iter()
        .enumerate()
        .map(|(at, line)| match (line.mark, context.kind(at, line.text, lines)) {
            // Pages set "Subscribe to continue" as a heading.
            (None | Some(BlockKind::Body | BlockKind::Subheading), kind) if kind != BlockKind::Body => kind,
            (mark, _) => mark.unwrap_or(BlockKind::Body),
        })
        .collect();
    mark_related_runs(lines, &mut kinds);
    kinds
}

struct Context<'a> {
    title: String,
    latin: bool,
    /// How often each short line comes.
    repeats: FxHashMap<&'a str, u32>,
    /// Whether a word of the text carries an asterisk, so that a line with one at its start is its note.
    has_asterisk: bool,
}

impl<'a> Context<'a> {
    fn of(title: &str, lines: &[Line<'a>]) -> Self {
        let mut repeats: FxHashMap<&'a str, u32> = FxHashMap::default();
        let (mut latin, mut other, mut has_asterisk) = (0_usize, 0_usize, false);
        for line in lines {
            let (line_latin, line_other) = scripts(head(line.text));
            latin += line_latin;
            other += line_other;
            if line.text.len() <= LOOK_BYTES {
                *repeats.entry(line.text).or_default() += 1;
            }
            has_asterisk |= line
                .text
                .match_indices('*')
                .any(|(at, _)| line.text.get(..at).is_some_and(|before| before.ends_with(char::is_alphanumeric)));
        }
        Self { title: bare(title), latin: latin >= other, repeats, has_asterisk }
    }

    fn kind(&self, at: usize, line: &str, lines: &[Line<'_>]) -> BlockKind {
        let furniture = BlockKind::Furniture;
        if line.len() > MAX_CAPTION_BYTES {
            return BlockKind::Body;
        }
        let lower = line.to_lowercase();
        let words = count_words(line, MAX_SHORT_WORDS + 1);
        if at > 0 && words >= 3 && !self.title.is_empty() && line.len() <= 4 * LOOK_BYTES && bare(line) == self.title {
            return furniture(Furniture::RepeatedHeadline);
        }
        if let Some(kind) = caption(line, &lower) {
            return kind;
        }
        if is_legal(line, &lower, words, self.has_asterisk) {
            return furniture(Furniture::Legal);
        }
        if is_credit(line, &lower, words) {
            return furniture(Furniture::Credit);
        }
        if is_dateline(line, &lower, words) {
            return furniture(Furniture::Dateline);
        }
        if words <= MAX_SHORT_WORDS {
            if is_prompt(line, &lower, words) {
                return furniture(Furniture::Prompt);
            }
            if is_related(line, &lower, words) {
                return furniture(Furniture::Related);
            }
            if self.is_tags(line, &lower, words, at + 3 >= lines.len()) {
                return furniture(Furniture::Tags);
            }
            let is_repeated = self.repeats.get(line).is_some_and(|count| *count > 1);
            if is_repeated && words >= 2 && !ends_a_sentence(line) {
                return furniture(Furniture::Related);
            }
        }
        BlockKind::Body
    }

    fn is_tags(&self, line: &str, lower: &str, words: usize, is_near_end: bool) -> bool {
        let (latin, other) = scripts(line);
        let is_other_script = latin + other >= MIN_SCRIPT_LETTERS && if self.latin { other > 2 * latin } else { false };
        let is_hashtags = words >= 1 && line.split_whitespace().all(|word| word.starts_with('#') && word.len() > 1);
        let is_trail = words >= 3 && [" > ", " » ", " / "].iter().any(|mark| line.matches(mark).count() >= 2) && !ends_a_sentence(line);
        let pieces: Vec<&str> = line.split([',', '|', '•', '·']).map(str::trim).collect();
        let is_list = is_near_end
            && pieces.len() >= 4
            && !ends_a_sentence(line)
            && pieces.iter().all(|piece| (1..=4).contains(&count_words(piece, 5)) && !piece.starts_with("and "));
        is_other_script
            || is_hashtags
            || is_trail
            || is_list
            || (words <= 20 && phrases::starts_with_any(lower, phrases::TAGS) && !ends_a_sentence(line))
    }
}

/// Captions and labels of pictures.
fn caption(line: &str, lower: &str) -> Option<BlockKind> {
    let label = BlockKind::Furniture(Furniture::PictureLabel);
    if phrases::is_any(lower.trim_end_matches(['.', ':']), phrases::PICTURE_LABELS) || is_counter(lower) {
        return Some(label);
    }
    if phrases::starts_with_any(lower, phrases::CAPTION_STARTS) {
        return Some(BlockKind::Caption);
    }
    if ends_in_credit(line) {
        return Some(BlockKind::Caption);
    }
    None
}

/// "1 of 12", "2/5".
fn is_counter(lower: &str) -> bool {
    let parts: Vec<&str> = lower.split([' ', '/']).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [left, "of", right] | [left, right] => {
            lower.len() <= 12
                && lower.contains([' ', '/'])
                && [left, right].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
                && !lower.contains('.')
        }
        _ => false,
    }
}

/// "(AP Photo/Jane Doe)", "Jane Doe/Getty Images", "Photograph: Jane Doe/Agency", "REUTERS/Jane Doe".
fn ends_in_credit(line: &str) -> bool {
    let tail = tail(line);
    let trimmed = tail.trim_end_matches(['.', ' ']);
    if let Some(inside) = trimmed.strip_suffix([')', ']'])
        && let Some(open) = inside.rfind(['(', '['])
        && let Some(credit) = inside.get(open + 1..)
    {
        return is_credit_of_picture(credit);
    }
    // Without brackets: what follows the last sentence end or bar.
    let cut = trimmed
        .rfind(['|', '\u{a0}'])
        .map(|at| at + 1)
        .or_else(|| [". ", ".” ", ".\" ", ".\t"].iter().filter_map(|mark| trimmed.rfind(mark).map(|at| at + mark.len())).max());
    let is_whole = line.len() <= 80;
    let credit = match cut.and_then(|at| trimmed.get(at..)).map(str::trim_start) {
        Some(credit) => credit,
        None if is_whole => trimmed,
        None => return trimmed.rsplit_once(' ').is_some_and(|(_, last)| last.contains('/') && is_credit_of_picture(last)),
    };
    if is_sentence_like(credit) {
        return false;
    }
    is_credit_of_picture(credit)
}

fn is_sentence_like(credit: &str) -> bool {
    credit
        .split_whitespace()
        .filter(|word| {
            word.starts_with(char::is_lowercase)
                && !matches!(
                    *word,
                    "via"
                        | "for"
                        | "by"
                        | "the"
                        | "of"
                        | "de"
                        | "al"
                        | "van"
                        | "der"
                        | "and"
                        | "von"
                        | "photo"
                        | "pool"
                        | "bin"
                        | "el"
                        | "file"
                        | "di"
                        | "la"
                        | "le"
                        | "du"
                )
        })
        .count()
        > 1
}

fn is_credit_of_picture(credit: &str) -> bool {
    let lower = credit.to_lowercase();
    if count_words(credit, 15) > 14 || lower.contains("http") {
        return false;
    }
    if phrases::starts_with_any(&lower, phrases::PICTURE_CREDIT_STARTS) || phrases::contains_any(&lower, phrases::PICTURE_CREDIT_WORDS) {
        return true;
    }
    // "Name/Agency": each side a name.
    let Some((left, right)) = credit.split_once('/') else { return false };
    let is_name = |side: &str| {
        (1..=5).contains(&count_words(side, 6))
            && side.trim().starts_with(char::is_uppercase)
            && side.split_whitespace().all(|word| {
                word.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic())
                    || matches!(word, "for" | "via" | "the" | "de" | "al" | "van" | "and" | "of" | "pool")
            })
    };
    let sides = [left, right];
    sides.iter().all(|side| is_name(side)) && sides.iter().any(|side| phrases::is_agency_like(side))
}

fn is_legal(line: &str, lower: &str, words: usize, has_asterisk: bool) -> bool {
    if line.starts_with(['©', 'Ⓒ']) || lower.starts_with("(c) ") {
        return true;
    }
    if line.starts_with('*') && !line.starts_with("**") {
        let note = lower.trim_start_matches('*').trim_start();
        if has_asterisk && !line.starts_with("* * *") || phrases::contains_any(note, phrases::STATUS_NOTES) {
            return true;
        }
    }
    (phrases::starts_with_any(lower, phrases::LEGAL_STARTS) && words >= 2)
        || (phrases::contains_any(lower, phrases::LEGAL_WORDS) && line.len() <= 600)
}

fn is_credit(line: &str, lower: &str, words: usize) -> bool {
    let inner = lower.trim_start_matches(['(', '[', '—', '–', '-', '_', ' ']);
    if line.len() <= 400 && phrases::starts_with_any(inner, phrases::CREDIT_STARTS) && !line.contains(['“', '"']) {
        return true;
    }
    if line.len() <= 300 && !line.contains(['“', '"']) && phrases::contains_any(lower, phrases::CREDIT_WORDS) {
        return true;
    }
    is_byline(line, lower, words) || (words <= 5 && wire::agency_of(line).is_some())
}

/// "By Jane Doe and Ann Roe", "JANE DOE, Associated Press", names only.
fn is_byline(line: &str, lower: &str, words: usize) -> bool {
    let Some(names) = lower.strip_prefix("by ").or_else(|| lower.strip_prefix("by: ")).or_else(|| lower.strip_prefix("written by ")) else {
        return false;
    };
    let original = line.get(line.len() - names.len().min(line.len())..).unwrap_or_default();
    let capitals = original.split_whitespace().filter(|word| word.starts_with(|c: char| c.is_uppercase() || c == '|' || c == '@')).count();
    let particles = original
        .split_whitespace()
        .filter(|word| matches!(*word, "and" | "in" | "for" | "of" | "the" | "de" | "van" | "von" | "al" | "&"))
        .count();
    words <= 20 && capitals >= 1 && !line.ends_with(['.', '?', '!']) && capitals + particles + 1 >= words.saturating_sub(1)
}

fn is_dateline(line: &str, lower: &str, words: usize) -> bool {
    if words > 14 {
        return false;
    }
    if dates::is_only_a_date(line) {
        return true;
    }
    let is_age = lower.ends_with(" ago") && words <= 7 && lower.bytes().any(|byte| byte.is_ascii_digit());
    let is_reading_time = words <= 5 && (lower.ends_with("min read") || lower.ends_with("minute read") || lower.ends_with("minutes read"));
    let is_stamp = words <= 12
        && phrases::starts_with_any(lower, phrases::STAMP_STARTS)
        && lower.bytes().any(|byte| byte.is_ascii_digit())
        && !line.ends_with('.');
    is_age || is_reading_time || is_stamp || is_place_only(line, words)
}

/// "BAGHDAD (AP) —" on a line of its own.
fn is_place_only(line: &str, words: usize) -> bool {
    words <= 8 && line.ends_with(['—', '–', '-']) && line.chars().take(3).all(|c| c.is_uppercase() || !c.is_alphabetic())
}

fn is_prompt(line: &str, lower: &str, words: usize) -> bool {
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    if phrases::is_any(bare, phrases::PROMPTS)
        || (words <= 10
            && bare
                .split(|c: char| c.is_whitespace() || c == '|' || c == ',')
                .filter(|word| !word.is_empty())
                .all(|word| phrases::is_any(word, phrases::SHARE_WORDS)))
            && words >= 1
    {
        return true;
    }
    let is_said = lower.contains(" said") || line.contains(['“', '"']);
    if is_said {
        return false;
    }
    phrases::starts_with_any(bare, phrases::PROMPT_STARTS) || phrases::contains_any(lower, phrases::PROMPT_WORDS)
}

fn is_related(line: &str, lower: &str, words: usize) -> bool {
    let bare = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
    let only = bare.trim_end_matches(|c: char| !c.is_alphanumeric());
    if phrases::starts_with_any(bare, phrases::RELATED_STARTS) || phrases::is_any(only, phrases::LABELS) {
        return true;
    }
    let opens_with_arrow = line.starts_with(['→', '►', '▶', '»', '>']) && words >= 3;
    // "MORE: …", "WATCH | …": a label in capitals.
    let label = line.split_once([':', '|']).map(|(label, _)| label.trim()).unwrap_or_default();
    let is_label =
        !label.is_empty() && label.chars().all(|c| c.is_uppercase() || c == ' ') && phrases::is_any(&label.to_lowercase(), phrases::LABELS);
    (opens_with_arrow && !ends_a_sentence(line)) || is_label
}

/// Two or more headline-like lines in a row are links to other stories, and so is all that stands after "Related".
fn mark_related_runs(lines: &[Line<'_>], kinds: &mut [BlockKind]) {
    let is_link = |at: usize, kinds: &[BlockKind]| {
        kinds.get(at) == Some(&BlockKind::Body) && lines.get(at).is_some_and(|line| is_headline_like(line.text))
    };
    let mut at = 0;
    while at < lines.len() {
        let follows_label = at > 0 && kinds.get(at - 1) == Some(&BlockKind::Furniture(Furniture::Related));
        let end = (at..lines.len()).find(|end| !is_link(*end, kinds)).unwrap_or(lines.len());
        // A list of the text itself opens the text or stands after a colon.
        let after_colon = at > 0 && lines.get(at - 1).is_some_and(|line| line.text.ends_with(':'));
        if (end - at >= 2 && at > 0 && !after_colon) || (end > at && follows_label) {
            for kind in kinds.iter_mut().take(end).skip(at) {
                *kind = BlockKind::Furniture(Furniture::Related);
            }
        }
        at = end.max(at + 1);
    }
}

/// A line with the shape of a headline: several words, most of them capitalised, no end mark.
fn is_headline_like(line: &str) -> bool {
    let words = count_words(line, MAX_SHORT_WORDS + 1);
    if !(MIN_HEADLINE_WORDS..=MAX_SHORT_WORDS).contains(&words) || !is_heading_like(line) {
        return false;
    }
    let (mut long, mut capital) = (0_usize, 0_usize);
    for word in line.split_whitespace().filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() >= 4) {
        long += 1;
        capital += usize::from(
            word.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()),
        );
    }
    long >= 3 && capital * 10 >= long * 8
}

/// No end mark, no bullet, no opening in lower case: what a heading looks like.
pub(crate) fn is_heading_like(line: &str) -> bool {
    line.len() <= LOOK_BYTES
        && !line.ends_with(['.', '!', ':', ';', ',', '…', '"', '”', '’', '\'', ')', ']', '-', '–', '—'])
        && line.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '‘' | '\'' | '“' | '"'))
        && line.chars().any(char::is_alphabetic)
        && !line.contains(". ")
}

/// Whether a line ends as a sentence does, quotes and brackets looked through.
pub(crate) fn ends_a_sentence(line: &str) -> bool {
    let bare = line.trim_end_matches(['"', '”', '’', '\'', '»', ')', ']', '*', ' ', '\u{a0}']);
    bare.ends_with(['.', '!', '?', '…', '。', '؟', '।', '！', '？']) || (bare.len() < line.len() && line.ends_with([')', ']']))
}

/// Words of a line, counted up to `most`.
pub(crate) fn count_words(line: &str, most: usize) -> usize {
    line.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).take(most).count()
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Latin and other letters.
fn scripts(text: &str) -> (usize, usize) {
    text.chars().filter(|c| c.is_alphabetic()).fold((0, 0), |(latin, other), c| {
        if c < '\u{250}' || ('\u{1e00}'..'\u{1f00}').contains(&c) || ('\u{fb00}'..'\u{fb07}').contains(&c) {
            (latin + 1, other)
        } else {
            (latin, other + 1)
        }
    })
}

fn head(line: &str) -> &str {
    let end = (0..=line.len().min(LOOK_BYTES)).rev().find(|at| line.is_char_boundary(*at)).unwrap_or(0);
    line.get(..end).unwrap_or_default()
}

fn tail(line: &str) -> &str {
    let start = (line.len().saturating_sub(LOOK_BYTES)..=line.len()).find(|at| line.is_char_boundary(*at)).unwrap_or(line.len());
    line.get(start..).unwrap_or_default()
}

/// Bodies that share no short line twice: used by tests of the rules.
#[cfg(test)]
fn kinds_of(title: &str, texts: &[&str]) -> Vec<BlockKind> {
    let lines: Vec<Line<'_>> = texts.iter().map(|text| Line { text, mark: None }).collect();
    classify(title, &lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROSE: &str = "The council met on Monday and closed the road that the river had flooded the night before.";

    fn kind(line: &str) -> BlockKind {
        kinds_of("Flood closes the valley road", &[PROSE, line, PROSE])[1]
    }

    #[test]
    fn captions_and_their_credits_are_found() {
        for line in [
            "FILE PHOTO: The mayor speaks at the town hall, May 3, 2021. REUTERS/Jane Doe",
            "A man walks by the closed road on Monday. (AP Photo/Jane Doe)",
            "A man walks by the closed road. Jane Doe/Getty Images",
            "Jane Doe/AFP via Getty Images",
            "The closed road on Monday. Photograph: Jane Doe/Example Agency",
            "FILE - In this May 3, 2021 file photo, the mayor speaks.",
            "The mayor at the site (Jane Doe/The Associated Press)",
            "Photo: Jane Doe",
            "The mayor, pictured in May. | Jane Doe/AP Photo",
        ] {
            assert_eq!(kind(line), BlockKind::Caption, "{line}");
        }
    }

    #[test]
    fn furniture_is_told_by_kind() {
        use Furniture::{Credit, Dateline, Legal, PictureLabel, Prompt, Related, RepeatedHeadline, Tags};
        for (line, expected) in [
            ("Log in or register to post comments", Prompt),
            ("Sign up for our newsletter", Prompt),
            ("Advertisement", Prompt),
            ("Facebook Twitter WhatsApp Email", Prompt),
            ("Subscribe to continue reading", Prompt),
            ("Read also: Bridge opens after ten years", Related),
            ("MORE: Bridge opens after ten years", Related),
            ("Related", Related),
            ("By Jane Doe and Ann Roe", Credit),
            ("(Reporting by Jane Doe; Editing by Ann Roe)", Credit),
            ("The Associated Press contributed to this report.", Credit),
            ("FILE PHOTO", PictureLabel),
            ("1 of 5", PictureLabel),
            ("Updated 5 hours ago", Dateline),
            ("November 7, 2021", Dateline),
            ("Published: Nov. 7, 2021 5:30 p.m.", Dateline),
            ("4 min read", Dateline),
            ("© 2021 Example Times. All rights reserved.", Legal),
            ("This material may not be published, broadcast, rewritten or redistributed.", Legal),
            ("*Banned as an extremist organisation in Arvania", Legal),
            ("Tags: flood, road", Tags),
            ("#flood #road", Tags),
            ("سیل در دره", Tags),
            ("Flood closes the valley road", RepeatedHeadline),
        ] {
            assert_eq!(kind(line), BlockKind::Furniture(expected), "{line}");
        }
    }

    #[test]
    fn prose_is_left_alone() {
        for line in [
            "“No.”",
            "He declined.",
            "“I was there,” she said.",
            "Sign up for health cover began on Monday, officials said.",
            "The road was closed, the agency reported. (Reuters)",
            "By Monday evening the water had gone.",
            "Photographs of the road show the damage.",
            "Follow the money, he said.",
            "Read the report, the mayor told them.",
            "It was 5 hours ago that the water came.",
            "The deal covers and/or replaces the 2015 text.",
            "The 9/11 attacks changed that.",
            "But then?",
            "Comments on the plan are due on Friday.",
            "The mayor (left) spoke to reporters.",
            "Share prices fell by 3 percent.",
            "On November 7, 2021, the road was closed.",
            "More than 50 houses were damaged.",
            "Correction of the river's course would cost $5 million.",
            "Copyright law protects the plan, the court found.",
        ] {
            assert_eq!(kind(line), BlockKind::Body, "{line}");
        }
    }

    #[test]
    fn headlines_in_a_row_are_links_to_other_stories() {
        let kinds = kinds_of("T", &[PROSE, "Bridge Opens After Ten Years of Work", "Mayor Wins Third Term in Landslide", PROSE]);
        assert_eq!(
            kinds,
            [BlockKind::Body, BlockKind::Furniture(Furniture::Related), BlockKind::Furniture(Furniture::Related), BlockKind::Body]
        );
    }
}
