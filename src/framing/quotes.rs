//! Lens 2, the same quote: one utterance in several outlets, cut, cued, labelled or worded otherwise.
//!
//! An utterance is all that one attribution sets in quotation marks. Two are the same if they share at least
//! [`FEWEST_SHARED_WORDS`] words in order, and half of the shorter one. Candidates come from an index of word trigrams, so
//! that only quotes with three words in a row in common are compared (Myers 1986, by the crate `similar`). The longest
//! version gathers the others; those that share no words among themselves make groups of their own.
//! Known misses: a remark translated twice ("do not build a future", "don't build homelands"); fragments under five words.

use rustc_hash::FxHashMap;
use similar::{Algorithm, DiffTag, capture_diff_slices};

use crate::alignment::Member;
use crate::attribution::{Attribution, CueClass, SpeakerKind};
use crate::framing::quote_words;
use crate::framing::standing::Standing;
use crate::framing::{QuoteDifference, QuoteVersion, SharedQuote};
use crate::language::TokenKind;
use crate::span::{AttributionIndex, Span};

/// Words in order that two versions share at least: below it, set phrases match ("at the end of the").
const FEWEST_SHARED_WORDS: usize = 5;
/// Words in a row that the index keys on.
const GRAM: usize = 3;
/// Words that one version lacks from which on it is cut: fewer are wording.
const FEWEST_CUT_WORDS: usize = 3;
/// A trigram in more utterances than this is no candidate: a set phrase of the event.
const MOST_UTTERANCES_A_GRAM: usize = 200;
/// Jaro-Winkler similarity from which on two words are spellings of one (organise, organize; Kadhimi, Kadhemi).
const SPELLING: f64 = 0.9;

/// All that one attribution sets in quotation marks.
pub(super) struct Utterance {
    member: usize,
    attribution: usize,
    pub(super) runs: Vec<Span>,
    pub(super) words: Vec<String>,
    pub(super) spans: Vec<Span>,
    content_words: Vec<bool>,
}

/// Finds the utterances that two outlets or more quote, in order of their longest version.
pub(crate) fn find(members: &[Member<'_>], standing: &Standing) -> Vec<SharedQuote> {
    let utterances: Vec<Utterance> = members.iter().enumerate().flat_map(|(at, member)| utterances(at, member)).collect();
    let partners = candidates(&utterances);
    let mut order: Vec<usize> = (0..utterances.len()).collect();
    order.sort_by_key(|index| (std::cmp::Reverse(utterances[*index].words.len()), *index));
    let mut taken = vec![false; utterances.len()];
    let mut quotes = Vec::new();
    for anchor in order {
        if taken[anchor] {
            continue;
        }
        let mut waiting: Vec<usize> = partners[anchor].iter().copied().filter(|index| !taken[*index]).collect();
        while !waiting.is_empty() {
            let (group, rest) = gather(&utterances, anchor, &waiting);
            if group.versions.is_empty() {
                break;
            }
            waiting = rest;
            for (index, _) in &group.versions {
                taken[*index] = true;
            }
            taken[anchor] = true;
            if let Some(quote) = shared_quote(members, &utterances, anchor, group, standing) {
                quotes.push(quote);
            }
        }
    }
    quotes.sort_by_key(|quote| quote.versions.first().map(|version| (version.member, version.quoted)));
    quotes
}

fn utterances(at: usize, member: &Member<'_>) -> Vec<Utterance> {
    let analysis = member.analysis;
    let mut runs: Vec<Vec<Span>> = vec![Vec::new(); member.attributions.len()];
    for quotation in &analysis.quotations {
        let holds = |attribution: &Attribution| {
            attribution
                .content
                .iter()
                .any(|content| content.intersection(quotation.inner).is_some_and(|part| part.len() * 2 > quotation.inner.len()))
        };
        let size = |attribution: &Attribution| attribution.content.iter().map(|span| span.len()).sum::<usize>();
        let home = (0..member.attributions.len())
            .filter(|index| holds(&member.attributions[*index]))
            .min_by_key(|index| (size(&member.attributions[*index]), *index));
        if let Some(home) = home {
            runs[home].push(quotation.inner);
        }
    }
    let mut found = Vec::new();
    for (attribution, runs) in runs.into_iter().enumerate() {
        let (mut words, mut spans, mut content_words) = (Vec::new(), Vec::new(), Vec::new());
        for token in runs.iter().flat_map(|run| analysis.tokens_in(analysis.tokens_under(*run))) {
            if token.kind != TokenKind::Punctuation {
                words.push(token.span.of(&member.article.text).to_lowercase().replace('\u{2019}', "'"));
                spans.push(token.span);
                content_words.push(token.kind != TokenKind::Function);
            }
        }
        if words.len() >= FEWEST_SHARED_WORDS {
            found.push(Utterance { member: at, attribution, runs, words, spans, content_words });
        }
    }
    found
}

/// For each utterance, the others of other articles with a trigram in common, in order.
fn candidates(utterances: &[Utterance]) -> Vec<Vec<usize>> {
    let mut index: FxHashMap<&[String], Vec<usize>> = FxHashMap::default();
    for (at, utterance) in utterances.iter().enumerate() {
        for gram in utterance.words.windows(GRAM) {
            let list = index.entry(gram).or_default();
            if list.last() != Some(&at) {
                list.push(at);
            }
        }
    }
    let mut partners = vec![Vec::new(); utterances.len()];
    for list in index.into_values().filter(|list| list.len() > 1 && list.len() <= MOST_UTTERANCES_A_GRAM) {
        for left in &list {
            partners[*left].extend(list.iter().copied().filter(|right| utterances[*left].member != utterances[*right].member));
        }
    }
    for list in &mut partners {
        list.sort_unstable();
        list.dedup();
    }
    partners
}

/// Versions around an anchor, with the anchor's words that all of them have.
struct Group {
    versions: Vec<(usize, Vec<bool>)>,
    common: Vec<bool>,
}

fn gather(utterances: &[Utterance], anchor: usize, waiting: &[usize]) -> (Group, Vec<usize>) {
    let words = &utterances[anchor].words;
    let mut group = Group { versions: Vec::new(), common: vec![true; words.len()] };
    let mut rest = Vec::new();
    let mut by_share: Vec<(usize, Vec<bool>)> = waiting.iter().map(|index| (*index, matched(words, &utterances[*index].words))).collect();
    by_share.sort_by_key(|(index, hits)| (std::cmp::Reverse(count(hits)), *index));
    for (index, hits) in by_share {
        let other = &utterances[index];
        let common: Vec<bool> = group.common.iter().zip(&hits).map(|(left, right)| *left && *right).collect();
        let content = common.iter().zip(&utterances[anchor].content_words).filter(|(hit, content)| **hit && **content).count();
        let shorter = other.words.len().min(words.len());
        let is_same = count(&hits) * 2 >= shorter;
        if !is_same {
            continue;
        }
        if count(&common) < FEWEST_SHARED_WORDS || content < 2 {
            rest.push(index);
            continue;
        }
        // One version an article: the one with the most in common, not the headline's cut of it.
        if group.versions.iter().any(|(known, _)| utterances[*known].member == other.member) || other.member == utterances[anchor].member {
            continue;
        }
        group.common = common;
        group.versions.push((index, hits));
    }
    rest.sort_unstable();
    (group, rest)
}

fn count(hits: &[bool]) -> usize {
    hits.iter().filter(|hit| **hit).count()
}

/// Which words of `left` stand in `right` too, in order, in runs of two or more.
fn matched(left: &[String], right: &[String]) -> Vec<bool> {
    let mut hits = vec![false; left.len()];
    for op in capture_diff_slices(Algorithm::Myers, left, right) {
        let range = op.old_range();
        if op.tag() == DiffTag::Equal && range.len() > 1 {
            hits[range].fill(true);
        }
    }
    hits
}

fn shared_quote(members: &[Member<'_>], utterances: &[Utterance], anchor: usize, group: Group, standing: &Standing) -> Option<SharedQuote> {
    let mut indices: Vec<usize> = group.versions.iter().map(|(index, _)| *index).collect();
    indices.push(anchor);
    indices.sort_by_key(|index| (utterances[*index].member, *index));
    let voices: Vec<usize> = indices.iter().map(|index| utterances[*index].member).collect();
    if standing.voices(&voices) < 2 {
        return None;
    }
    let mut differences: Vec<QuoteDifference> = Vec::new();
    for (at, left) in indices.iter().enumerate() {
        for right in &indices[at + 1..] {
            let (left, right) = (&utterances[*left], &utterances[*right]);
            if !standing.is_one_text((left.member, left.spans[0]), (right.member, right.spans[0])) {
                differences.extend(compare(members, left, right));
            }
        }
    }
    differences.sort_unstable();
    differences.dedup();
    let text = &members[utterances[anchor].member].article.text;
    let versions = indices.iter().map(|index| {
        let utterance = &utterances[*index];
        let attribution = &members[utterance.member].attributions[utterance.attribution];
        QuoteVersion {
            member: u32::try_from(utterance.member).unwrap_or(u32::MAX),
            attribution: AttributionIndex::new(utterance.attribution),
            quoted: utterance.runs.iter().copied().max_by_key(|run| (run.len(), std::cmp::Reverse(run.start))).unwrap_or_default(),
            cue_class: attribution.cue_class,
            words: quote_words::beside((&utterances[anchor], text), (utterance, &members[utterance.member].article.text)),
        }
    });
    Some(SharedQuote { shared: shared_text(text, &utterances[anchor], &group.common), versions: versions.collect(), differences })
}

/// The common words as the longest version has them, gaps as ellipses.
fn shared_text(text: &str, anchor: &Utterance, common: &[bool]) -> String {
    let mut parts: Vec<Span> = Vec::new();
    let mut open = false;
    for (span, hit) in anchor.spans.iter().zip(common) {
        match parts.last_mut() {
            Some(last) if open && *hit && anchor.runs.iter().any(|run| run.contains(last.cover(*span))) => *last = last.cover(*span),
            _ if *hit => parts.push(*span),
            _ => {}
        }
        open = *hit;
    }
    parts.iter().map(|part| part.of(text)).collect::<Vec<_>>().join(" \u{2026} ")
}

fn compare(members: &[Member<'_>], left: &Utterance, right: &Utterance) -> Vec<QuoteDifference> {
    let mut found = wording(&left.words, &right.words);
    let attribution = |utterance: &Utterance| &members[utterance.member].attributions[utterance.attribution];
    let (one, other) = (attribution(left), attribution(right));
    if one.cue_class != other.cue_class && (one.cue_class != CueClass::Neutral || other.cue_class != CueClass::Neutral) {
        found.push(QuoteDifference::Cue);
    }
    if is_labelled_otherwise(&description(members, left), &description(members, right)) || is_named_otherwise(one, other) {
        found.push(QuoteDifference::Label);
    }
    found
}

/// Cut and wording, by the word difference of the two.
fn wording(left: &[String], right: &[String]) -> Vec<QuoteDifference> {
    let ops = capture_diff_slices(Algorithm::Myers, left, right);
    let equal = |op: &similar::DiffOp| op.tag() == DiffTag::Equal && op.old_range().len() > 1;
    let (Some(first), Some(last)) = (ops.iter().position(equal), ops.iter().rposition(equal)) else { return Vec::new() };
    let mut found = Vec::new();
    // Between two equal runs, what is there on both sides is wording; what is there on one side only is a cut.
    let mut at = 0;
    while at < ops.len() {
        let mut end = at;
        let (mut old, mut new) = (0..0, 0..0);
        while end < ops.len() && !equal(&ops[end]) {
            let (o, n) = (ops[end].old_range(), ops[end].new_range());
            old = if old.is_empty() { o } else { old.start..o.end.max(old.end) };
            new = if new.is_empty() { n } else { new.start..n.end.max(new.end) };
            end += 1;
        }
        if end > at {
            let inside = at > first && end <= last;
            let lone = old.len().abs_diff(new.len());
            if inside && !old.is_empty() && !new.is_empty() && !are_spellings(&left[old.clone()], &right[new.clone()]) {
                found.push(QuoteDifference::Wording);
            } else if (inside && lone >= FEWEST_CUT_WORDS) || (!inside && old.len().max(new.len()) >= FEWEST_CUT_WORDS) {
                found.push(QuoteDifference::Cut);
            } else if inside && lone > 0 && (old.is_empty() || new.is_empty()) {
                found.push(QuoteDifference::Wording);
            }
        }
        at = end.max(at) + 1;
    }
    found
}

/// Whether two stretches are spellings of the same words.
pub(super) fn are_spellings(left: &[String], right: &[String]) -> bool {
    let (left, right) = (left.concat().replace(['\'', '-'], ""), right.concat().replace(['\'', '-'], ""));
    strsim::jaro_winkler(&left, &right) >= SPELLING
}

/// Lower-case words that describe the speaker where the quote stands, names and function words left out.
fn description(members: &[Member<'_>], utterance: &Utterance) -> Vec<String> {
    let member = &members[utterance.member];
    let attribution = &member.attributions[utterance.attribution];
    let mut words = Vec::new();
    for span in &attribution.source {
        for token in member.analysis.tokens_in(member.analysis.tokens_under(*span)) {
            let is_name = member.analysis.names.iter().any(|name| name.span.contains(token.span));
            if token.kind == TokenKind::Content && !is_name {
                words.push(member.analysis.term(token).to_owned());
            }
        }
    }
    words.sort();
    words.dedup();
    words
}

/// Both describe the speaker, and neither description holds the other.
fn is_labelled_otherwise(left: &[String], right: &[String]) -> bool {
    let holds = |outer: &[String], inner: &[String]| inner.iter().all(|word| outer.contains(word));
    !left.is_empty() && !right.is_empty() && !holds(left, right) && !holds(right, left)
}

/// One names the speaker, the other keeps the name back.
fn is_named_otherwise(left: &Attribution, right: &Attribution) -> bool {
    let (left, right) = (left.speaker.kind, right.speaker.kind);
    left == SpeakerKind::Person && right.is_unnamed() || left.is_unnamed() && right == SpeakerKind::Person
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::framing::fixture::Paper;

    fn look(papers: &[Paper]) -> Vec<SharedQuote> {
        let members: Vec<Member<'_>> = papers.iter().map(Paper::member).collect();
        find(&members, &Standing::new(&members, &[], &[]))
    }

    fn paper(outlet: &str, quote: &str, cue: (&str, CueClass)) -> Paper {
        let quoted = format!("\u{201c}{quote}\u{201d}");
        Paper::new(outlet, "Row over bridge", &format!("{quoted} the mayor {} to {outlet}.", cue.0)).says(
            "the mayor",
            cue,
            &[&quoted],
            SpeakerKind::Person,
        )
    }

    const SAID: (&str, CueClass) = ("said", CueClass::Neutral);

    #[test]
    fn a_quote_that_one_outlet_shortens_is_cut() {
        let quotes = look(&[
            paper("A", "We warned the ministry about the old bridge in May and nobody wrote back", SAID),
            paper("B", "We warned the ministry about the old bridge", SAID),
        ]);
        assert_eq!(quotes.len(), 1);
        assert_eq!(quotes[0].differences, vec![QuoteDifference::Cut]);
        assert_eq!(quotes[0].shared, "We warned the ministry about the old bridge");
        assert_eq!(quotes[0].versions.len(), 2);
    }

    #[test]
    fn a_cue_of_another_class_differs_and_two_neutral_ones_do_not() {
        let words = "We warned the ministry about the old bridge";
        let told = ("told", CueClass::Neutral);
        let claimed = ("claimed", CueClass::Doubt);
        assert!(look(&[paper("A", words, SAID), paper("B", words, told)])[0].differences.is_empty());
        assert_eq!(look(&[paper("A", words, SAID), paper("B", words, claimed)])[0].differences, vec![QuoteDifference::Cue]);
    }

    #[test]
    fn another_word_in_the_middle_is_wording_and_another_spelling_is_not() {
        let base = "We warned the ministry about the old bridge and they organised nothing";
        let worded = "We warned the ministry about the rotten bridge and they organised nothing";
        let spelled = "We warned the ministry about the old bridge and they organized nothing";
        assert_eq!(look(&[paper("A", base, SAID), paper("B", worded, SAID)])[0].differences, vec![QuoteDifference::Wording]);
        assert!(look(&[paper("A", base, SAID), paper("B", spelled, SAID)])[0].differences.is_empty());
    }

    #[test]
    fn four_shared_words_are_no_shared_quote() {
        assert!(look(&[paper("A", "We warned the ministry often", SAID), paper("B", "We warned the ministry twice", SAID)]).is_empty());
    }

    #[test]
    fn two_cuts_without_a_word_in_common_are_two_quotes() {
        let quotes = look(&[
            paper("A", "We warned the ministry about the old bridge and today two of my neighbours lost their houses", SAID),
            paper("B", "We warned the ministry about the old bridge", SAID),
            paper("C", "today two of my neighbours lost their houses", SAID),
        ]);
        assert_eq!(quotes.len(), 2);
    }

    #[test]
    fn one_outlet_quoting_twice_shares_nothing_with_itself() {
        let words = "We warned the ministry about the old bridge";
        assert!(look(&[paper("A", words, SAID), paper("A", words, ("claimed", CueClass::Doubt))]).is_empty());
    }
}
