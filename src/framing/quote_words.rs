//! What each version of a shared quote keeps of the longest one, leaves out, and has of its own, word by word (Myers 1986, by the
//! crate `similar`). Spellings of one word are kept words. Linear in the words where versions are alike.

use similar::{Algorithm, DiffTag, capture_diff_slices};

use crate::framing::quotes::{Utterance, are_spellings};
use crate::framing::{QuoteStanding, QuoteWords};
use crate::span::Span;

/// A stretch of words and where they stand.
type Stretch<'a> = (QuoteStanding, &'a str, &'a Utterance, std::ops::Range<usize>);

/// A version beside the longest one; each with the text that it stands in.
pub(super) fn beside(longest: (&Utterance, &str), version: (&Utterance, &str)) -> Vec<QuoteWords> {
    let mut stretches: Vec<Stretch<'_>> = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &longest.0.words, &version.0.words) {
        let (old, new) = (op.old_range(), op.new_range());
        let is_kept = op.tag() == DiffTag::Equal
            || op.tag() == DiffTag::Replace && are_spellings(&longest.0.words[old.clone()], &version.0.words[new.clone()]);
        if is_kept {
            stretches.push((QuoteStanding::Kept, version.1, version.0, new));
            continue;
        }
        if !old.is_empty() {
            stretches.push((QuoteStanding::LeftOut, longest.1, longest.0, old));
        }
        if !new.is_empty() {
            stretches.push((QuoteStanding::Added, version.1, version.0, new));
        }
    }
    let mut words: Vec<QuoteWords> = Vec::new();
    let mut last: Option<Stretch<'_>> = None;
    for stretch in stretches {
        match &mut last {
            // Kept words that a spelling parted.
            Some(held) if held.0 == stretch.0 && held.3.end == stretch.3.start => held.3.end = stretch.3.end,
            _ => words.extend(last.replace(stretch).map(|held| told(&held))),
        }
    }
    words.extend(last.map(|held| told(&held)));
    words
}

/// The text of a stretch: what stands between its words too, except between two runs of quotation.
fn told((standing, text, utterance, range): &Stretch<'_>) -> QuoteWords {
    let mut parts: Vec<Span> = Vec::new();
    for span in &utterance.spans[range.clone()] {
        match parts.last_mut() {
            Some(last) if utterance.runs.iter().any(|run| run.contains(last.cover(*span))) => *last = last.cover(*span),
            _ => parts.push(*span),
        }
    }
    let parts: Vec<&str> = parts.iter().map(|part| part.of(text)).collect();
    QuoteWords { standing: *standing, text: parts.join(" \u{2026} ") }
}

#[cfg(test)]
mod tests {
    use crate::alignment::Member;
    use crate::attribution::{CueClass, SpeakerKind};
    use crate::framing::fixture::Paper;
    use crate::framing::standing::Standing;
    use crate::framing::{QuoteStanding, quotes};

    fn paper(outlet: &str, quotes: &[&str]) -> Paper {
        let quoted: Vec<String> = quotes.iter().map(|quote| format!("\u{201c}{quote}\u{201d}")).collect();
        let body = format!("{} the mayor said to {outlet}.", quoted.join(" the mayor went on, "));
        let content: Vec<&str> = quoted.iter().map(String::as_str).collect();
        Paper::new(outlet, "Row over bridge", &body).says("the mayor", ("said", CueClass::Neutral), &content, SpeakerKind::Person)
    }

    /// The words of each version, `-` before what it leaves out and `+` before its own.
    fn words(papers: &[Paper]) -> Vec<String> {
        let members: Vec<Member<'_>> = papers.iter().map(Paper::member).collect();
        let found = quotes::find(&members, &Standing::new(&members, &[], &[]));
        let told = |standing: QuoteStanding, text: &str| match standing {
            QuoteStanding::Kept => text.to_owned(),
            QuoteStanding::Added => format!("+{text}"),
            QuoteStanding::LeftOut => format!("-{text}"),
        };
        let versions = found[0].versions.iter();
        versions.map(|version| version.words.iter().map(|part| told(part.standing, &part.text)).collect::<Vec<_>>().join(" | ")).collect()
    }

    #[test]
    fn a_version_says_what_it_cuts_and_what_it_words_otherwise() {
        let longest = "We warned the ministry about the old bridge in May and nobody wrote back";
        assert_eq!(
            words(&[paper("A", &[longest]), paper("B", &["We warned the ministry about the rotten bridge"])]),
            [longest.to_owned(), "We warned the ministry about the | -old | +rotten | bridge | -in May and nobody wrote back".to_owned()]
        );
    }

    #[test]
    fn a_quotation_that_is_broken_off_is_shown_in_all_its_parts() {
        let all = words(&[
            paper("A", &["We warned the ministry about the old bridge and they organised nothing at all"]),
            paper("B", &["We warned the ministry about the old bridge", "and they organized nothing"]),
        ]);
        assert_eq!(all[1], "We warned the ministry about the old bridge \u{2026} and they organized nothing | -at all");
    }
}
