//! Lens 1, labels: the noun phrases that each outlet uses for the main groups, acts and persons. First form.
//!
//! Groups and acts: phrases with one head noun (of a lexicon) and their modifiers; across outlets one head is one referent.
//! Persons: a description before the name ("firebrand cleric Moqtada Sadr") or behind it ("Moqtada Sadr, the firebrand cleric").
//! Only the outlet's own words count: nothing in quotation marks, in what a source says, or after "described as". A label is exclusive
//! only with a modifier that characterises: titles and nationalities are house style. Linear in tokens.
//! Known misses: one group under two heads ("militias", "factions"); heads that the lexicon lacks.

use std::collections::BTreeMap;

use crate::alignment::Member;
use crate::attribution::AttributionClass;
use crate::framing::standing::Standing;
use crate::framing::{Label, LabelSet};
use crate::language::{NameHint, TokenKind};
use crate::lexicon::label::{self, LabelWord};
use crate::span::Span;

/// Other voices that must name the referent before a label is exclusive.
const FEWEST_OTHERS: usize = 2;
/// Words before a phrase that are looked at for "described as", "called".
const REPORTED_WITHIN_WORDS: usize = 4;
/// Modifiers in front of a head at most.
const MOST_MODIFIERS: usize = 4;
/// Jaro-Winkler similarity of surnames that are one person's in two spellings.
const SAME_NAME: f64 = 0.9;
/// Second halves of compounds that say whose side somebody is on.
const SIDES: [&str; 7] = ["aligned", "allied", "backed", "funded", "led", "linked", "supported"];
/// First halves of such compounds.
const STANCES: [&str; 3] = ["anti", "pro", "ultra"];

#[derive(Default)]
struct Referent {
    name: String,
    named_by: Vec<usize>,
    uses: Vec<Use>,
}

struct Use {
    member: usize,
    span: Span,
    phrase: String,
    telling: Vec<String>,
}

/// Labels of every referent that three voices or more name, by referent.
pub(crate) fn find(members: &[Member<'_>], standing: &Standing) -> Vec<LabelSet> {
    let mut referents: BTreeMap<String, Referent> = BTreeMap::new();
    for (at, member) in members.iter().enumerate() {
        let words: Vec<String> = member
            .analysis
            .tokens
            .iter()
            .map(|token| token.span.of(&member.article.text).to_lowercase().replace('\u{2019}', "'"))
            .collect();
        for token in 0..words.len() {
            if let Some(head) = head(&words[token]) {
                note(&mut referents, head.clone(), head, at, phrase(member, &words, token));
            }
        }
        for name in member.analysis.names.iter().filter(|name| name.hint == NameHint::Person) {
            let full = name.span.of(&member.article.text);
            let Some(surname) = full.split_whitespace().last().map(str::to_lowercase) else { continue };
            let known = referents
                .keys()
                .find(|key| key.strip_prefix('@').is_some_and(|key| strsim::jaro_winkler(key, &surname) >= SAME_NAME))
                .cloned();
            let found = described(member, &words, name.tokens.range().start, name.tokens.range().end);
            note(&mut referents, known.unwrap_or_else(|| format!("@{surname}")), full.to_owned(), at, found);
        }
    }
    referents.into_values().filter_map(|referent| set(referent, standing)).collect()
}

fn note(referents: &mut BTreeMap<String, Referent>, key: String, name: String, member: usize, found: Option<(Span, String, Vec<String>)>) {
    let referent = referents.entry(key).or_default();
    if name.len() > referent.name.len() {
        referent.name = name;
    }
    if referent.named_by.last() != Some(&member) {
        referent.named_by.push(member);
    }
    if let Some((span, phrase, telling)) = found {
        referent.uses.push(Use { member, span, phrase, telling });
    }
}

/// The head noun in the singular, if the word is one. Acts count in the singular only: "attacks" are other ones.
fn head(word: &str) -> Option<String> {
    if label::is(word, LabelWord::Act) || label::is(word, LabelWord::Group) {
        return Some(word.to_owned());
    }
    let singular = word.strip_suffix("ies").map(|stem| format!("{stem}y")).into_iter().chain(word.strip_suffix('s').map(str::to_owned));
    singular.into_iter().find(|word| label::is(word, LabelWord::Group))
}

fn is_telling(word: &str) -> bool {
    let side = word.split_once('-').is_some_and(|(first, last)| SIDES.contains(&last) || STANCES.contains(&first));
    side || label::is(word, LabelWord::Telling)
}

/// The phrase that ends in a head, with the modifiers that characterise; nothing if there are no modifiers or it is not the outlet's own.
fn phrase(member: &Member<'_>, words: &[String], head: usize) -> Option<(Span, String, Vec<String>)> {
    let tokens = &member.analysis.tokens;
    // "militia leader", "attack helicopters": the word is no head there.
    let compound = |at: usize| {
        tokens.get(at).is_some_and(|token| token.kind == TokenKind::Content)
            && is_adjacent(member, at - 1)
            && (self::head(&words[at]).is_some()
                || label::is(&words[at], LabelWord::Person)
                || label::is(words[at].trim_end_matches('s'), LabelWord::Person))
    };
    if compound(head + 1) {
        return None;
    }
    let mut start = head;
    while start > 0 && head - start < MOST_MODIFIERS && is_adjacent(member, start - 1) && is_modifier(member, words, start - 1) {
        start -= 1;
    }
    if start == head {
        return None;
    }
    own(member, words, start, head + 1)
}

fn is_modifier(member: &Member<'_>, words: &[String], at: usize) -> bool {
    let token = &member.analysis.tokens[at];
    let is_first = member.analysis.sentences.iter().any(|sentence| sentence.span.start == token.span.start);
    let is_capital = token.span.of(&member.article.text).starts_with(char::is_uppercase) && !member.article.headline.contains(token.span);
    is_telling(&words[at]) || label::is(&words[at], LabelWord::Plain) || (token.kind == TokenKind::Content && is_capital && !is_first)
}

/// Whether only a space stands between a token and the next.
fn is_adjacent(member: &Member<'_>, at: usize) -> bool {
    let tokens = &member.analysis.tokens;
    let (Some(left), Some(right)) = (tokens.get(at), tokens.get(at + 1)) else { return false };
    Span { start: left.span.end, end: right.span.start.max(left.span.end) }.of(&member.article.text) == " "
}

/// The description of a person before or behind the name.
fn described(member: &Member<'_>, words: &[String], start: usize, end: usize) -> Option<(Span, String, Vec<String>)> {
    if start > 0 && is_adjacent(member, start - 1) && label::is(&words[start - 1], LabelWord::Person) {
        let mut first = start - 1;
        while first > 0 && start - first <= MOST_MODIFIERS && is_adjacent(member, first - 1) && is_modifier(member, words, first - 1) {
            first -= 1;
        }
        return own(member, words, first, start);
    }
    if words.get(end).is_none_or(|word| word != ",") || !words.get(end + 1).is_some_and(|word| matches!(word.as_str(), "the" | "a" | "an"))
    {
        return None;
    }
    let first = end + 2;
    let last = (first..words.len().min(first + MOST_MODIFIERS + 1))
        .find(|at| label::is(&words[*at], LabelWord::Person) && !is_telling(&words[*at]))?;
    (first..last).all(|at| is_adjacent(member, at)).then(|| own(member, words, first, last + 1))?
}

/// The phrase, if the outlet says it in its own words.
fn own(member: &Member<'_>, words: &[String], start: usize, end: usize) -> Option<(Span, String, Vec<String>)> {
    let tokens = &member.analysis.tokens;
    let span = tokens.get(start)?.span.cover(tokens.get(end.checked_sub(1)?)?.span);
    let is_reported = words[start.saturating_sub(REPORTED_WITHIN_WORDS)..start]
        .iter()
        .any(|word| matches!(word.as_str(), "as" | "called" | "branded" | "termed" | "labelled" | "labeled" | "so-called" | "alleged"));
    let is_said = member.attributions.iter().any(|attribution| {
        attribution.class == AttributionClass::Speech && attribution.content.iter().any(|content| content.overlaps(span))
    });
    if is_reported || is_said || member.analysis.quotations.iter().any(|quotation| quotation.span.overlaps(span)) {
        return None;
    }
    let telling = words[start..end].iter().filter(|word| is_telling(word)).cloned().collect();
    Some((span, words[start..end].join(" "), telling))
}

fn set(referent: Referent, standing: &Standing) -> Option<LabelSet> {
    let mut labels: BTreeMap<String, Vec<Use>> = BTreeMap::new();
    if standing.voices(&referent.named_by) <= FEWEST_OTHERS || referent.uses.is_empty() {
        return None;
    }
    let tellers =
        |word: &String| referent.uses.iter().filter(|used| used.telling.contains(word)).map(|used| used.member).collect::<Vec<usize>>();
    let exclusive: Vec<String> =
        referent.uses.iter().flat_map(|used| used.telling.clone()).filter(|word| standing.voices(&tellers(word)) == 1).collect();
    for used in referent.uses {
        labels.entry(used.phrase.clone()).or_default().push(used);
    }
    let labels = labels.into_iter().map(|(phrase, uses)| {
        let by: Vec<usize> = uses.iter().map(|used| used.member).collect();
        let telling = &uses[0].telling;
        let is_exclusive = standing.voices(&by) == 1 && !telling.is_empty() && telling.iter().all(|word| exclusive.contains(word));
        let uses = uses.iter().map(|used| (u32::try_from(used.member).unwrap_or(u32::MAX), used.span)).collect();
        Label { phrase, uses, is_exclusive }
    });
    Some(LabelSet { referent: referent.name, labels: labels.collect() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribution::{CueClass, SpeakerKind};
    use crate::framing::fixture::Paper;

    fn exclusive(papers: &[Paper]) -> Vec<String> {
        let members: Vec<Member<'_>> = papers.iter().map(Paper::member).collect();
        let sets = find(&members, &Standing::new(&members, &[], &[]));
        sets.into_iter().flat_map(|set| set.labels).filter(|label| label.is_exclusive).map(|label| label.phrase).collect()
    }

    fn others() -> [Paper; 2] {
        [Paper::new("B", "Head", "The vote was lost by Iraqi militias."), Paper::new("C", "Head", "Many militias lost the vote.")]
    }

    #[test]
    fn a_characterising_modifier_that_one_outlet_alone_uses_is_found() {
        let [b, c] = others();
        assert_eq!(exclusive(&[Paper::new("A", "Head", "It was lost by Iran-backed militias."), b, c]), vec!["iran-backed militias"]);
    }

    #[test]
    fn a_label_in_a_sources_mouth_is_not_the_outlets() {
        let [b, c] = others();
        let paper = Paper::new("A", "Head", "The mayor said Iran-backed militias lost.");
        let paper = paper.says("The mayor", ("said", CueClass::Neutral), &["Iran-backed militias lost"], SpeakerKind::Person);
        assert!(exclusive(&[paper, b, c]).is_empty());
    }

    #[test]
    fn two_outlets_alone_do_not_make_a_label_exclusive() {
        let [b, _] = others();
        assert!(exclusive(&[Paper::new("A", "Head", "It was lost by Iran-backed militias."), b]).is_empty());
    }
}
