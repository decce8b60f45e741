//! Which lines of a body are not the article: captions, credits, prompts, related stories, legal notes, tags.
//!
//! Rules over single lines and their neighbours, each a phrase at a line's start or end, or a shape. A rule that could
//! meet a sentence is held to short lines without an end mark, because a sentence lost is worse than a caption kept.
//! Linear: lines above [`MAX_CAPTION_BYTES`] are not looked at.
//!
//! Known misses: a caption without credit that is a whole sentence; a related headline that ends in a full stop.

mod caption;
mod credit;
mod notice;
mod shape;

use rustc_hash::FxHashMap;

use crate::article::{BlockKind, Furniture};
use crate::ingest::furniture::caption::caption;
use crate::ingest::furniture::credit::is_credit;
use crate::ingest::furniture::notice::{is_cookie_note, is_dateline, is_legal, is_offer_note, is_prompt, is_related};
use crate::ingest::furniture::shape::{LOOK_BYTES, MAX_SHORT_WORDS, bare, head, scripts};
use crate::lexicon::furniture::List;

pub(crate) use credit::credit_at_end;
pub(crate) use shape::{count_words, ends_a_sentence, is_heading_like, is_headline_like};

/// Captions are of less bytes. Chosen by hand, above any caption that was read in the tuning texts.
const MAX_CAPTION_BYTES: usize = 1200;
/// Tags and notes on authors stand among so many last lines.
const LAST_LINES: usize = 3;
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
        let is_near_end = at + LAST_LINES >= lines.len();
        if is_credit(line, &lower, words, is_near_end) {
            return furniture(Furniture::Credit);
        }
        if is_dateline(line, &lower, words) {
            return furniture(Furniture::Dateline);
        }
        if is_cookie_note(&lower, words) || is_offer_note(line, &lower) {
            return furniture(Furniture::Prompt);
        }
        if words <= MAX_SHORT_WORDS {
            if is_prompt(line, &lower, words) {
                return furniture(Furniture::Prompt);
            }
            if is_related(line, &lower, words) {
                return furniture(Furniture::Related);
            }
            if self.is_tags(line, &lower, words, is_near_end) {
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
        is_other_script || is_hashtags || is_trail || is_list || (words <= 20 && List::TagStart.opens(lower) && !ends_a_sentence(line))
    }
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
            "Photograph: Jane Doe/Getty",
            "Photograph: Jane Doe/Example Agency/Getty Images",
            "Photo by Jane Doe",
            "(Photo by Jane Doe/Example Post)",
            "Photos by Jane Doe and Ann Roe",
            "The mayor at the bridge. AP Photo/J. Jane Doe",
            "Getty Images The mayor leaves the town hall after the vote",
            "Media playback is unsupported on your device Media caption The water reached the town hall",
            "Enlarge this image toggle caption Jane Doe/AP Jane Doe/AP",
            "The river at noon (Image: Example Pictures)",
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
            ("Sign up for Daily Newsletters", Prompt),
            ("Get the Example News app", Prompt),
            ("Like what you’re reading? Download our app for more", Prompt),
            ("Read or share this story: https://example.com/1", Prompt),
            ("12 comments", Prompt),
            ("View comments (12)", Prompt),
            ("You must be logged in to post a comment.", Prompt),
            ("We use cookies to improve your experience. By continuing to browse you agree to our use of cookies.", Prompt),
            ("Accept all cookies", Prompt),
            ("Your browser does not support the iframe tag. Try to view this page in a newer one.", Prompt),
            (
                "Morning Post Sign up for our letter on taxes. By signing up you agree to receive letters. You can unsubscribe at any time.",
                Prompt,
            ),
            ("Hear the count explained by our experts on our weekly programme, “The Count.”", Prompt),
            ("Can’t see the map? Click here.", Prompt),
            ("Read also: Bridge opens after ten years", Related),
            ("MORE: Bridge opens after ten years", Related),
            ("Related", Related),
            ("Read more: Bridge opens after ten years", Related),
            ("More:Bridge opens after ten years, and more will follow", Related),
            ("Will the bridge hold? Read more", Related),
            ("Related video", Related),
            ("https://example.com/bridge", Related),
            ("By Jane Doe and Ann Roe", Credit),
            ("(Reporting by Jane Doe; Editing by Ann Roe)", Credit),
            ("The Associated Press contributed to this report.", Credit),
            ("Writing by Jane Doe in Cairo; editing by Ann Roe and Tom Ray", Credit),
            ("Reporting by Jane Doe in Cairo and Ann Roe in London; additional reporting by Tom Ray; editing by Mary Moe", Credit),
            ("Additional reporting by Jane Doe", Credit),
            ("With additional reporting by Jane Doe in Cairo", Credit),
            ("With files from Jane Doe and Northern Press Agency", Credit),
            ("Jane Doe and Ann Roe contributed reporting.", Credit),
            ("— Jane Doe contributed.", Credit),
            ("Doe reported from Cairo. Associated Press writers Ann Roe in London and Tom Ray in Rome contributed.", Credit),
            ("Write to Jane Doe at jane.doe@example.com", Credit),
            ("Follow Jane Doe on Twitter", Credit),
            ("Follow USA News reporter Jane Doe on Twitter: @janedoe.", Credit),
            ("—Updated at 11:52 a.m. Jane Doe and Ann Roe contributed.", Credit),
            ("Jane Doe reported from Cairo. Follow Ann Roe on Twitter at www.twitter.com/annroe", Credit),
            ("Twitter: @janedoe", Credit),
            ("Video by Jane Doe", Credit),
            ("FILE PHOTO", PictureLabel),
            ("Slideshow (13 Images)", PictureLabel),
            ("(Getty Images)", PictureLabel),
            ("1 of 5", PictureLabel),
            ("Updated 5 hours ago", Dateline),
            ("November 7, 2021", Dateline),
            ("Published: Nov. 7, 2021 5:30 p.m.", Dateline),
            ("4 min read", Dateline),
            ("—Updated at 3:09 p.m.", Dateline),
            ("This article is more than 3 months old", Dateline),
            ("© 2021 Example Times. All rights reserved.", Legal),
            ("This material may not be published, broadcast, rewritten or redistributed.", Legal),
            ("Our Standards: The Example Press Trust Principles.", Legal),
            ("(c) 2021 Example Times", Legal),
            ("--This report was updated at 2:00 p.m.", Legal),
            ("An earlier version of this article gave the wrong year.", Legal),
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
            "“Sign up for our fund and you will be paid,” the letter said.",
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
            "Edited by three people who know the case, the text was sent to the court in May.",
            "Reported by the police as a theft, the car had been sold.",
            "Video by two witnesses shows the water at the door of the town hall.",
            "Writing by hand has become rare, the teachers say.",
            "Photo by photo, the album shows how the valley changed.",
            "Both sides contributed.",
            "The rain contributed to the flood, and so did the thaw.",
            "The money was contributed from abroad, the prosecutors say.",
            "Fires were reported from Lakeview and from the hills to the north of it.",
            "Agencies that run the dams met on Monday.",
            "(c) The means by which safety is ensured is by way of inspection.",
            "More: that is what the union asks for.",
            "Sign up here, the form said, and nobody did.",
            "This report was wrong, the ministry said.",
            "This story has two sides.",
            "Cookies were handed out to the children.",
            "The company must accept cookies as a fact of the web, the judge wrote.",
            "Reuters reported the first results on Sunday.",
            "Getty sold the house in May.",
            "Write to your member of parliament, the group told its members.",
            "The mayor could be reached neither by telephone nor by post.",
            "His report was read more than a thousand times.",
            "Get out of the house, the police told them.",
            "Source of the fire was a cable, the report says.",
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
