//! Findings from sources: one that a single outlet quotes.
//!
//! Only sources with a name count. A source is not exclusive if another voice has one that may be the same (its surname, or all
//! words of the body's name), or if another article names it in a sentence with a cue or quotation marks: there the attribution may
//! only have been missed. Linear in sources squared and names.
//! Known miss: a body named by another word elsewhere ("the company", "Marenna Container Terminals").

use crate::alignment::Member;
use crate::attribution::{AttributionClass, Source, SpeakerKind};
use crate::finding::claims::{Scene, is_named_kind};
use crate::finding::{Absence, Evidence, Finding, FindingKind, gain};
use crate::language::{Analysis, Sentence, TokenKind};
use crate::span::{SourceIndex, Span};

/// Jaro-Winkler similarity from which on two surnames may be one person's in two spellings (Kadhimi, Kazemi: .87).
const SAME_NAME: f64 = 0.85;
/// Probability that a named source is not quoted where its name does not even stand: what the attribution stage
/// misses of quoted speech and merges wrongly.
const UNNAMED_THERE: f64 = 0.95;
/// The same where its name stands, in a sentence without cue or quotation marks.
const NAMED_THERE: f64 = 0.7;
/// Words from which on a source's airtime gives full weight: a paragraph.
const FULL_WEIGHT_WORDS: f64 = 40.0;

/// Words of three letters and more that tell no two bodies apart.
const SMALL_WORDS: [&str; 5] = ["and", "for", "from", "the", "its"];

/// Sources of one voice alone.
pub(super) fn find(scene: Scene<'_>, sources: &[Source]) -> Vec<Finding> {
    let keys: Vec<Vec<String>> = sources.iter().map(key).collect();
    let mut findings = Vec::new();
    for (number, source) in sources.iter().enumerate() {
        if is_named_kind(source.kind) && !keys[number].is_empty() {
            findings.extend(exclusive(scene, sources, &keys, number));
        }
    }
    findings
}

fn exclusive(scene: Scene<'_>, sources: &[Source], keys: &[Vec<String>], number: usize) -> Option<Finding> {
    let source = &sources[number];
    let homes = homes(source);
    if homes.is_empty() || scene.standing.voices(&homes) != 1 {
        return None;
    }
    let others: Vec<usize> = scene.standing.others(&homes);
    let is_twin = |other: usize| {
        other != number
            && may_be_one(source, &keys[number], &sources[other], &keys[other])
            && self::homes(&sources[other]).iter().any(|home| others.contains(home))
    };
    if (0..sources.len()).any(is_twin) {
        return None;
    }
    let evidence = evidence(scene, source);
    let mut absences = Vec::new();
    for member in others.into_iter().filter(|member| scene.standing.speaks(*member)) {
        absences.push(absence(scene.members[member], member, source, &keys[number])?);
    }
    if absences.is_empty() || evidence.is_empty() {
        return None;
    }
    let probability = source
        .members
        .iter()
        .filter_map(|(home, index)| scene.members.get(*home)?.attributions.get(index.get()))
        .map(|attribution| attribution.probability)
        .fold(0.0, f64::max);
    let confidence = probability * absences.iter().map(|absence| absence.probability).fold(1.0, f64::min);
    let words: usize = scene
        .lenses
        .airtime
        .iter()
        .filter(|airtime| airtime.source.get() == number)
        .map(|airtime| airtime.quoted_words + airtime.paraphrased_words)
        .sum();
    let weight = gain::weight((words as f64 / FULL_WEIGHT_WORDS).min(1.0), confidence);
    Some(Finding {
        kind: FindingKind::OnlySource { source: SourceIndex::new(number), member: u32::try_from(*homes.first()?).unwrap_or(u32::MAX) },
        evidence,
        absences,
        confidence,
        gain: gain::within(&gain::ONLY_SOURCE, weight),
    })
}

fn homes(source: &Source) -> Vec<usize> {
    let mut homes: Vec<usize> = source.members.iter().map(|(home, _)| *home).collect();
    homes.sort_unstable();
    homes.dedup();
    homes
}

/// What is said there: from first to last content of each attribution of speech.
fn evidence(scene: Scene<'_>, source: &Source) -> Vec<Evidence> {
    let mut evidence = Vec::new();
    for (home, index) in &source.members {
        let Some(attribution) = scene.members.get(*home).and_then(|member| member.attributions.get(index.get())) else { continue };
        let parts = attribution.content.iter().chain(&attribution.source).copied();
        if let (AttributionClass::Speech, Some(span)) = (attribution.class, parts.reduce(Span::cover)) {
            evidence.push(Evidence { member: u32::try_from(*home).unwrap_or(u32::MAX), span });
        }
    }
    evidence.sort_unstable();
    evidence.dedup();
    evidence
}

/// The words by which a source is known: a person's surname, else the words of its label.
fn key(source: &Source) -> Vec<String> {
    let words = source.label.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '\u{2019}')).map(|word| {
        let word = word.to_lowercase().replace('\u{2019}', "'");
        word.strip_suffix("'s").unwrap_or(&word).to_owned()
    });
    let words: Vec<String> = words.filter(|word| word.chars().count() > 2 && !SMALL_WORDS.contains(&word.as_str())).collect();
    match source.kind {
        SpeakerKind::Person => words.last().cloned().into_iter().collect(),
        _ => words,
    }
}

fn may_be_one(left: &Source, left_key: &[String], right: &Source, right_key: &[String]) -> bool {
    if left_key.is_empty() || right_key.is_empty() {
        return false;
    }
    let holds = |outer: &[String], inner: &[String]| inner.iter().all(|word| outer.iter().any(|other| is_same_word(word, other)));
    match (left.kind, right.kind) {
        (SpeakerKind::Person, SpeakerKind::Person) => is_same_word(&left_key[0], &right_key[0]),
        (SpeakerKind::Person, _) => right_key.iter().any(|word| is_same_word(&left_key[0], word)),
        (_, SpeakerKind::Person) => false,
        _ => holds(left_key, right_key) || holds(right_key, left_key),
    }
}

fn is_same_word(left: &str, right: &str) -> bool {
    left == right || (left.chars().count() > 4 && strsim::jaro_winkler(left, right) >= SAME_NAME)
}

/// That a member does not quote the source; nothing if it may.
fn absence(member: Member<'_>, at: usize, source: &Source, key: &[String]) -> Option<Absence> {
    let analysis = member.analysis;
    let mut nearest: Option<(Evidence, f64)> = None;
    let mut is_named = false;
    for sentence in &analysis.sentences {
        let share = named_share(member, sentence, key, source.kind);
        if share >= 1.0 {
            if is_speech_near(member, analysis, sentence) {
                return None;
            }
            is_named = true;
        }
        if share > nearest.map_or(0.0, |(_, best)| best) {
            nearest = Some((Evidence { member: u32::try_from(at).unwrap_or(u32::MAX), span: sentence.span }, share));
        }
    }
    let probability = if is_named { NAMED_THERE } else { UNNAMED_THERE };
    Some(Absence { member: u32::try_from(at).unwrap_or(u32::MAX), sentences_searched: analysis.sentences.len(), nearest, probability })
}

/// Share of the words by which the source is known that stand in a sentence, 0 to 1.
fn named_share(member: Member<'_>, sentence: &Sentence, key: &[String], kind: SpeakerKind) -> f64 {
    let tokens = member.analysis.tokens_in(sentence.tokens);
    let is_there = |word: &String| {
        tokens.iter().filter(|token| token.kind != TokenKind::Punctuation).any(|token| {
            let form = token.span.of(&member.article.text).to_lowercase().replace('\u{2019}', "'");
            let form = form.strip_suffix("'s").unwrap_or(&form);
            let parts = form.split('-').any(|part| part == word);
            parts || (kind == SpeakerKind::Person && is_same_word(word, form))
        })
    };
    key.iter().filter(|word| is_there(word)).count() as f64 / key.len().max(1) as f64
}

/// Whether somebody speaks in a sentence.
fn is_speech_near(member: Member<'_>, analysis: &Analysis, sentence: &Sentence) -> bool {
    analysis.quotations.iter().any(|quotation| quotation.span.overlaps(sentence.span))
        || member.attributions.iter().any(|attribution| attribution.cue.iter().any(|cue| sentence.span.contains(*cue)))
}
