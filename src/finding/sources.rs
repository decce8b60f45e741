//! Findings from sources: one that a single outlet quotes.
//!
//! Sources with a name count, and unnamed ones that are described ("a nurse at the hospital", "two port workers"; not a bare
//! "witnesses"). A source is not exclusive if another voice has one that may be the same (its surname, or all words of the
//! body's name or the description), or if another article names it in a sentence with speech that nobody is found for:
//! there the attribution may only have been missed. Cost: for each source, the sources and the words of each article that begin
//! with the same letter, or end on the same two, as a word of it.
//! Known misses: a body named by another word elsewhere ("the company", "Marenna Container Terminals"); one unnamed source that two
//! outlets describe in different words.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use crate::alignment::Member;
use crate::attribution::{AttributionClass, Source, SpeakerKind};
use crate::finding::claims::{Scene, is_named_kind};
use crate::finding::{Absence, Evidence, Finding, FindingKind, gain};
use crate::language::{Analysis, Sentence, TokenKind};
use crate::lexicon::given_name::is_given_name;
use crate::span::{SourceIndex, Span};

/// Jaro-Winkler similarity from which on two surnames may be one person's in two spellings (Kadhimi, Kazemi: .87).
const SAME_NAME: f64 = 0.85;
/// The same for first names, that are shorter ("Said", "Saeed": .85).
const SAME_FIRST_NAME: f64 = 0.8;
/// Probability that a named source is not quoted where its name does not even stand: what the attribution stage
/// misses of quoted speech and merges wrongly.
const UNNAMED_THERE: f64 = 0.95;
/// The same where its name stands, in a sentence without cue or quotation marks.
const NAMED_THERE: f64 = 0.7;
/// Probability that an unnamed source is not quoted elsewhere in other words.
const DESCRIBED: f64 = 0.8;
/// Fewest words of a description that can tell one unnamed source from another.
const FEWEST_DESCRIBING_WORDS: usize = 2;
/// Groups that every outlet asks and names in its own words.
const PUBLIC: [&str; 12] = [
    "critics",
    "experts",
    "factions",
    "families",
    "groups",
    "militias",
    "parties",
    "people",
    "protesters",
    "residents",
    "supporters",
    "witnesses",
];
/// Words from which on a source's airtime gives full weight: a paragraph.
const FULL_WEIGHT_WORDS: f64 = 40.0;

/// Words of three letters and more that tell no two bodies apart.
const SMALL_WORDS: [&str; 22] = [
    "and", "another", "both", "for", "four", "five", "from", "his", "her", "its", "many", "one", "several", "some", "the", "their",
    "three", "two", "who", "with", "most", "other",
];

/// Sources of one voice alone.
pub(super) fn find(scene: Scene<'_>, sources: &[Source]) -> Vec<Finding> {
    let keys: Vec<Vec<String>> = sources.iter().map(key).collect();
    let forms: Vec<Forms> = scene.members.iter().map(Forms::of).collect();
    let near = near(&keys);
    let mut findings = Vec::new();
    for (number, source) in sources.iter().enumerate() {
        if is_told_apart(source, &keys[number]) {
            findings.extend(exclusive(scene, sources, &keys, (number, &near[number]), &forms));
        }
    }
    findings
}

/// Where a word is filed: by how it begins and by how it ends. Spellings of one name share one of the two ("Osama", "Usama").
fn files(word: &str) -> [String; 2] {
    let count = word.chars().count();
    [word.chars().take(1).collect(), word.chars().skip(count.saturating_sub(2)).chain(['$']).collect()]
}

/// For each source the others that may have a word of its key, in order.
fn near(keys: &[Vec<String>]) -> Vec<Vec<usize>> {
    let mut filed: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (number, key) in keys.iter().enumerate() {
        for file in key.iter().flat_map(|word| files(word)) {
            let held = filed.entry(file).or_default();
            if held.last() != Some(&number) {
                held.push(number);
            }
        }
    }
    let of = |(number, key): (usize, &Vec<String>)| {
        let mut others: Vec<usize> = key
            .iter()
            .flat_map(|word| files(word))
            .filter_map(|file| filed.get(&file))
            .flatten()
            .copied()
            .filter(|at| *at != number)
            .collect();
        others.sort_unstable();
        others.dedup();
        others
    };
    keys.iter().enumerate().map(of).collect()
}

/// The words of an article with the sentences that hold them, so that a name is sought among words and not among tokens.
struct Forms {
    sentences: FxHashMap<String, Vec<u32>>,
    /// Those that may be names, as [`files`] has them, for other spellings.
    capital: FxHashMap<String, Vec<String>>,
}

impl Forms {
    fn of(member: &Member<'_>) -> Self {
        let mut sentences: FxHashMap<String, Vec<u32>> = FxHashMap::default();
        let mut capital = BTreeSet::new();
        for (at, sentence) in member.analysis.sentences.iter().enumerate() {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            for token in member.analysis.tokens_in(sentence.tokens).iter().filter(|token| token.kind != TokenKind::Punctuation) {
                let written = token.span.of(&member.article.text);
                let form = written.to_lowercase().replace('\u{2019}', "'");
                let form = form.strip_suffix("'s").unwrap_or(&form);
                if written.starts_with(char::is_uppercase) && !capital.contains(form) {
                    capital.insert(form.to_owned());
                }
                for part in form.split('-') {
                    let held = sentences.entry(part.to_owned()).or_default();
                    if held.last() != Some(&at) {
                        held.push(at);
                    }
                }
                if form.contains('-') {
                    sentences.entry(form.to_owned()).or_default().push(at);
                }
            }
        }
        let mut filed: FxHashMap<String, Vec<String>> = FxHashMap::default();
        for form in capital {
            files(&form).into_iter().for_each(|file| filed.entry(file).or_default().push(form.clone()));
        }
        Self { sentences, capital: filed }
    }

    /// The sentences that hold a word; for a person's name in other spellings too. In order.
    fn holding(&self, word: &str, kind: SpeakerKind) -> Vec<u32> {
        let mut found = self.sentences.get(word).cloned().unwrap_or_default();
        if kind == SpeakerKind::Person {
            let near = files(word).into_iter().filter_map(|file| self.capital.get(&file)).flatten();
            let alike = near.filter(|form| form.as_str() != word && is_same_word(word, form));
            found.extend(alike.filter_map(|form| self.sentences.get(form)).flatten());
            found.sort_unstable();
            found.dedup();
        }
        found
    }
}

/// Whether a source has a name, or is described closely enough.
fn is_told_apart(source: &Source, key: &[String]) -> bool {
    match source.kind {
        SpeakerKind::Document => key.len() >= FEWEST_DESCRIBING_WORDS,
        kind if kind.is_unnamed() => {
            let is_public = !is_counted(&source.label) && key.iter().any(|word| PUBLIC.contains(&word.as_str()));
            key.len() >= FEWEST_DESCRIBING_WORDS && !is_public
        }
        kind => is_named_kind(kind) && !key.is_empty(),
    }
}

/// "two residents", "a person close to it": so many, not all that one could ask.
fn is_counted(label: &str) -> bool {
    let first = label.split_whitespace().next().unwrap_or("").to_lowercase();
    matches!(first.as_str(), "a" | "an" | "one" | "another" | "two" | "three" | "four" | "five" | "several")
        || first.starts_with(|c: char| c.is_ascii_digit())
}

fn exclusive(
    scene: Scene<'_>,
    sources: &[Source],
    keys: &[Vec<String>],
    (number, near): (usize, &[usize]),
    forms: &[Forms],
) -> Option<Finding> {
    let source = &sources[number];
    let homes = homes(source);
    // "The Observer has read it": the paper is no source of its own.
    let is_paper = homes.iter().all(|home| scene.members[*home].article.outlet.is_called(&source.label));
    if homes.is_empty() || is_paper || scene.standing.voices(&homes) != 1 {
        return None;
    }
    let others: Vec<usize> = scene.standing.others(&homes);
    let is_twin = |other: usize| {
        may_be_one(source, &keys[number], &sources[other], &keys[other])
            && self::homes(&sources[other]).iter().any(|home| others.contains(home))
    };
    if near.iter().copied().any(is_twin) {
        return None;
    }
    let evidence = evidence(scene, source);
    let mut absences = Vec::new();
    for member in others.into_iter().filter(|member| scene.standing.speaks(*member)) {
        absences.push(absence(scene.members[member], member, source, &keys[number], &forms[member])?);
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
    // "officer" is no spelling of "office": words of descriptions agree but for the plural.
    let is_form = |one: &str, other: &str| one.trim_end_matches('s') == other.trim_end_matches('s');
    let holds = |outer: &[String], inner: &[String]| inner.iter().all(|word| outer.iter().any(|other| is_form(word, other)));
    match (left.kind, right.kind) {
        (SpeakerKind::Person, SpeakerKind::Person) => {
            let differ = matches!((first_name(left), first_name(right)), (Some(one), Some(other)) if !is_same_first_name(&one, &other));
            !differ && is_same_word(&left_key[0], &right_key[0])
        }
        // "an aide to Ruiz" is not Ruiz.
        (SpeakerKind::Person, kind) if kind.is_unnamed() => false,
        (SpeakerKind::Person, _) => right_key.iter().any(|word| is_same_word(&left_key[0], word)),
        // "Al-Novak's government" may be al-Novak.
        (kind, SpeakerKind::Person) if kind.is_body() => left_key.iter().any(|word| is_same_word(&right_key[0], word)),
        (_, SpeakerKind::Person) => false,
        _ => holds(left_key, right_key) || holds(right_key, left_key),
    }
}

/// "Said" and "Saeed", "M" and "Mustafa".
fn is_same_first_name(left: &str, right: &str) -> bool {
    let initial =
        |short: &str, long: &str| short.trim_end_matches('.').chars().count() == 1 && long.starts_with(short.trim_end_matches('.'));
    initial(left, right) || initial(right, left) || strsim::jaro_winkler(left, right) >= SAME_FIRST_NAME
}

/// The first of a person's two names and more.
fn first_name(source: &Source) -> Option<String> {
    let mut words = source.label.split_whitespace();
    let first = words.next()?;
    words.next().map(|_| first.to_lowercase())
}

fn is_same_word(left: &str, right: &str) -> bool {
    left == right || (left.chars().count() > 4 && strsim::jaro_winkler(left, right) >= SAME_NAME)
}

/// That a member does not quote the source; nothing if it may.
fn absence(member: Member<'_>, at: usize, source: &Source, key: &[String], forms: &Forms) -> Option<Absence> {
    let analysis = member.analysis;
    let mut nearest: Option<(Evidence, f64)> = None;
    let mut is_named = false;
    let mut held: BTreeMap<u32, usize> = BTreeMap::new();
    for word in key {
        forms.holding(word, source.kind).into_iter().for_each(|sentence| *held.entry(sentence).or_default() += 1);
    }
    let mut somebody_else = None;
    for (sentence, words) in held {
        let Some(sentence) = analysis.sentences.get(sentence as usize) else { continue };
        let share = words as f64 / key.len().max(1) as f64;
        if share >= 1.0 {
            let other = || source.kind == SpeakerKind::Person && is_somebody_else(member, source, &key[0]);
            if *somebody_else.get_or_insert_with(other) {
                continue;
            }
            if is_speech_open(member, analysis, sentence) {
                return None;
            }
            is_named = true;
        }
        if share > nearest.map_or(0.0, |(_, best)| best) {
            nearest = Some((Evidence { member: u32::try_from(at).unwrap_or(u32::MAX), span: sentence.span }, share));
        }
    }
    let probability = match source.kind {
        kind if kind.is_unnamed() => DESCRIBED,
        _ if is_named => NAMED_THERE,
        _ => UNNAMED_THERE,
    };
    Some(Absence { member: u32::try_from(at).unwrap_or(u32::MAX), sentences_searched: analysis.sentences.len(), nearest, probability })
}

/// Whether an article has this surname with another first name only: the wife of the one who is quoted here.
fn is_somebody_else(member: Member<'_>, source: &Source, surname: &str) -> bool {
    let Some(first) = first_name(source) else { return false };
    let tokens = &member.analysis.tokens;
    let mut other = false;
    for pair in tokens.windows(2) {
        let [before, name] = [pair[0].span.of(&member.article.text), pair[1].span.of(&member.article.text)];
        if !is_same_word(surname, &name.to_lowercase()) || !before.chars().next().is_some_and(char::is_uppercase) {
            continue;
        }
        let before = before.to_lowercase();
        if is_same_first_name(&first, &before) {
            return false;
        }
        other |= is_given_name(&before);
    }
    other
}

/// Whether a sentence holds speech that nobody is found for.
fn is_speech_open(member: Member<'_>, analysis: &Analysis, sentence: &Sentence) -> bool {
    let holds = |span: Span| member.attributions.iter().any(|one| one.content.iter().any(|content| content.overlaps(span)));
    let open = analysis.quotations.iter().any(|quotation| quotation.span.overlaps(sentence.span) && !holds(quotation.span));
    let nobody = member.attributions.iter().any(|one| {
        one.speaker.kind == SpeakerKind::Unknown && one.cue.iter().chain(&one.content).any(|span| sentence.span.overlaps(*span))
    });
    open || nobody
}
