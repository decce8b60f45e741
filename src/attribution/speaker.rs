//! Resolves the source of each attribution to a speaker of the article: names to people with their role, pronouns by recency
//! and gender evidence, descriptions to bodies, groups, documents, posts, anonymous sources.
//!
//! Known misses: "the former president" when two are named; "he" after a paragraph that names two men.

use std::ops::Range;

use crate::attribution::grammar as g;
use crate::attribution::people::{Gender, People};
use crate::attribution::view::View;
use crate::attribution::{Attribution, Speaker, SpeakerKind};
use crate::lexicon::source_word::{self, SourceWord};
use crate::span::Span;

/// How far back a pronoun looks for a name, in units.
const PRONOUN_REACH_UNITS: usize = 4;

struct Resolved {
    at: u32,
    speaker: Speaker,
    person: Option<usize>,
}

/// Sets the speaker of every attribution.
pub(crate) fn resolve(view: &View, found: &mut [Attribution]) {
    let people = People::of(view);
    let mut order: Vec<usize> = (0..found.len()).collect();
    // In order of where the source stands, so that a pronoun finds the speaker before it.
    order.sort_by_key(|&at| (found[at].source.first().or(found[at].content.first()).copied(), at));
    let mut said: Vec<Resolved> = Vec::new();
    for at in order {
        let (speaker, person) = match found[at].source.first().and_then(|span| words_under(view, *span)) {
            None => (Speaker { label: String::new(), role: None, kind: SpeakerKind::Unresolved }, None),
            Some(range) => one(view, &people, &said, range),
        };
        if speaker.kind != SpeakerKind::Unresolved {
            let place = found[at].source.first().map_or(0, |span| span.start);
            said.push(Resolved { at: place, speaker: speaker.clone(), person });
        }
        found[at].speaker = speaker;
    }
}

fn words_under(view: &View, span: Span) -> Option<Range<usize>> {
    let range = view.analysis.tokens_under(span).range();
    (!range.is_empty()).then_some(range)
}

fn one(view: &View, people: &People, said: &[Resolved], range: Range<usize>) -> (Speaker, Option<usize>) {
    let first = view.lower(range.start).split('\'').next().unwrap_or("").to_owned();
    if range.len() == 1
        && matches!(
            first.as_str(),
            "he" | "she" | "they" | "it" | "his" | "her" | "their" | "i" | "we" | "who" | "which" | "that" | "him" | "this" | "you"
        )
    {
        return pronoun(view, people, said, range.start, &first);
    }
    described(view, people, range)
}

fn person(people: &People, who: usize) -> (Speaker, Option<usize>) {
    let one = &people.list[who];
    (Speaker { label: one.name.clone(), role: one.role.clone(), kind: SpeakerKind::Person }, Some(who))
}

fn unresolved(view: &View, range: Range<usize>) -> (Speaker, Option<usize>) {
    (Speaker { label: text_of(view, range), role: None, kind: SpeakerKind::Unresolved }, None)
}

fn pronoun(view: &View, people: &People, said: &[Resolved], at: usize, word: &str) -> (Speaker, Option<usize>) {
    let place = view.words[at].span.start;
    let unit = view.units.partition_point(|unit| unit.words.end <= at);
    if matches!(word, "who" | "which" | "that") {
        let floor = view.units.get(unit).map_or(at, |unit| unit.words.start);
        let near = people.mentions.iter().rev().find(|(mention, _)| mention.end <= at && mention.start >= floor && mention.end + 15 >= at);
        if let Some((mention, who)) = near.filter(|_| word != "which") {
            let close = mention.end + 1 >= at || view.lower(mention.end) == ",";
            if close {
                return person(people, *who);
            }
        }
        let mut start = at;
        while start > floor
            && at - start < 8
            && (!view.words[start - 1].is_mark || start == at)
            && !g::is_finite_verb(view.lower(start - 1), "")
        {
            start -= 1;
            if g::is_determiner(view.lower(start)) {
                break;
            }
        }
        return if start + 1 < at { described(view, people, start..at) } else { unresolved(view, at..at + 1) };
    }
    let earliest = view.units.get(unit.saturating_sub(PRONOUN_REACH_UNITS)).map_or(0, |unit| unit.words.start);
    let earliest_byte = view.words[earliest].span.start;
    let recent = || said.iter().rev().filter(|resolved| resolved.at < place && resolved.at >= earliest_byte);
    let wanted = match word {
        "he" | "his" | "him" => Some(Gender::Male),
        "she" | "her" => Some(Gender::Female),
        _ => None,
    };
    if wanted.is_some() {
        let fits = |who: usize| people.list[who].gender.is_none_or(|gender| Some(gender) == wanted);
        // The subject of this unit, if a name opens it before the pronoun; else the last speaker; else the last name that opens a unit.
        let opener = |index: usize, before: usize| {
            let unit = view.units.get(index)?;
            let range = unit.words.start..before.min(unit.words.end);
            people
                .mentions
                .iter()
                .find(|(mention, who)| range.contains(&mention.start) && !view.is_quoted(mention.start) && fits(*who))
                .map(|(_, who)| *who)
        };
        let speaker = recent().find_map(|resolved| resolved.person.filter(|&who| fits(who)));
        let found =
            opener(unit, at).or(speaker).or_else(|| (1..=PRONOUN_REACH_UNITS).find_map(|back| opener(unit.checked_sub(back)?, usize::MAX)));
        return found.map_or_else(|| unresolved(view, at..at + 1), |who| person(people, who));
    }
    let kinds: &[SpeakerKind] = match word {
        "they" | "their" => &[SpeakerKind::Group, SpeakerKind::Anonymous, SpeakerKind::Body],
        "it" => &[SpeakerKind::Body, SpeakerKind::Document, SpeakerKind::Media],
        _ => &[],
    };
    recent()
        .find(|resolved| kinds.contains(&resolved.speaker.kind))
        .map_or_else(|| unresolved(view, at..at + 1), |resolved| (resolved.speaker.clone(), resolved.person))
}

fn described(view: &View, people: &People, range: Range<usize>) -> (Speaker, Option<usize>) {
    let head = head(view, &range);
    if let Some((who, mention)) = people.within(&head) {
        // "Smith's aides": the head comes after the owner.
        let owner = mention.end < head.end && view.lower(mention.end - 1).ends_with("'s");
        if !owner {
            return person(people, who);
        }
    }
    let unit = view.units.partition_point(|unit| unit.words.end <= range.start);
    let hidden = view.units.get(unit).is_some_and(|unit| {
        unit.words.clone().any(|at| {
            matches!(view.lower(at), "anonymity" | "anonymously") || view.lower(at) == "declined" && view.lower(at + 3) == "named"
        })
    });
    let noun_at = head.clone().rev().find(|&at| !view.words[at].is_mark).unwrap_or(head.start);
    let noun = view.lower(noun_at).trim_end_matches("'s").to_owned();
    let first = view.lower(head.start);
    let indefinite = matches!(first, "a" | "an" | "one" | "another")
        || view.words[head.start].is_number
        || matches!(first, "two" | "three" | "four" | "five" | "several");
    let label = text_of(view, range.clone());
    let kind = match source_word::of(&noun) {
        Some(SourceWord::Role | SourceWord::Title) => {
            let others: Vec<String> = head
                .clone()
                .filter(|&at| at != noun_at && !g::is_determiner(view.lower(at)) && !view.words[at].is_mark)
                .map(|at| view.lower(at).trim_end_matches("'s").to_owned())
                .collect();
            if !indefinite && let Some(who) = people.with_role(&noun, &others) {
                return person(people, who);
            }
            if indefinite || hidden { SpeakerKind::Anonymous } else { SpeakerKind::Unresolved }
        }
        Some(SourceWord::Anonymous) => SpeakerKind::Anonymous,
        Some(SourceWord::Group)
            if hidden || noun == "sources" || (view.words[head.start].is_number || matches!(first, "two" | "three" | "four" | "five")) =>
        {
            SpeakerKind::Anonymous
        }
        Some(SourceWord::Group) => SpeakerKind::Group,
        Some(SourceWord::Body) => SpeakerKind::Body,
        Some(SourceWord::Document | SourceWord::Cue { .. }) => SpeakerKind::Document,
        Some(SourceWord::Post) => SpeakerKind::Post,
        Some(SourceWord::Media) => SpeakerKind::Media,
        None => by_shape(view, &head, noun_at, &label),
    };
    let label = if kind == SpeakerKind::Body || kind == SpeakerKind::Media { text_of(view, head) } else { label };
    (Speaker { label, role: None, kind }, None)
}

/// For a head that no list knows: capitals and endings.
fn by_shape(view: &View, head: &Range<usize>, noun: usize, label: &str) -> SpeakerKind {
    let known = head.clone().find_map(|at| match source_word::of(view.lower(at).trim_end_matches("'s")) {
        Some(SourceWord::Body) => Some(SpeakerKind::Body),
        Some(SourceWord::Media) => Some(SpeakerKind::Media),
        _ => None,
    });
    let capital = view.words[noun].is_capital && head.clone().any(|at| view.words[at].is_capital);
    match known {
        Some(kind) if capital => kind,
        _ if capital => {
            let words = label.split_whitespace().count();
            let title_case = label.split_whitespace().all(|word| word.chars().next().is_some_and(char::is_uppercase));
            let article = g::is_determiner(view.lower(head.start));
            if (2..=3).contains(&words) && title_case && !article { SpeakerKind::Person } else { SpeakerKind::Body }
        }
        _ if view.lower(noun).ends_with('s') && !view.lower(noun).ends_with("ss") => SpeakerKind::Group,
        _ => SpeakerKind::Unresolved,
    }
}

/// The words up to the first preposition, comma or relative pronoun.
fn head(view: &View, range: &Range<usize>) -> Range<usize> {
    let stop = (range.start + 1..range.end).find(|&at| {
        let lower = view.lower(at);
        g::is_preposition(lower)
            || g::is_comma(lower)
            || g::is_relative(lower)
            || g::is_dash(lower)
            || matches!(lower, "(" | "whose" | "that" | "familiar")
    });
    range.start..stop.unwrap_or(range.end)
}

/// Text of a description: one line, without leading article or trailing possessive.
fn text_of(view: &View, range: Range<usize>) -> String {
    let start = if range.len() > 1 && matches!(view.lower(range.start), "the" | "The") { range.start + 1 } else { range.start };
    let text = view.span(start..range.end).map_or("", |span| span.of(&view.article.text));
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.strip_suffix("'s").or_else(|| text.strip_suffix("’s")).unwrap_or(&text).to_owned()
}

#[cfg(test)]
mod tests {
    use crate::attribution::{AttributionOptions, Speaker, SpeakerKind, find};
    use crate::ingest;
    use crate::language::{self, LanguageOptions};

    fn speakers(body: &str) -> Vec<Speaker> {
        let article = ingest::article_from_text("a", "", body);
        let analysis = language::analyse(&article, &LanguageOptions::default());
        find(&article, &analysis, &AttributionOptions::default()).into_iter().map(|one| one.speaker).collect()
    }

    #[test]
    fn a_surname_finds_name_and_role_wherever_the_article_gives_them() {
        let all = speakers(
            "Khatibzadeh said the talks were over.\nIranian Foreign Ministry spokesman Saeed Khatibzadeh said that nobody was hurt.",
        );
        for speaker in &all {
            assert_eq!(speaker.label, "Saeed Khatibzadeh");
            assert_eq!(speaker.role.as_deref(), Some("Iranian Foreign Ministry spokesman"));
            assert_eq!(speaker.kind, SpeakerKind::Person);
        }
        assert_eq!(all.len(), 2);
    }

    #[test]
    fn a_pronoun_takes_the_speaker_before_unless_the_text_speaks_against_it() {
        let all = speakers(
            "Ana Ruiz, a spokeswoman for the port, said the gate was shut.\nMarko Novak, the chairman, said it was open. She said that it was not.",
        );
        assert_eq!(all.iter().map(|one| one.label.as_str()).collect::<Vec<_>>(), ["Ana Ruiz", "Marko Novak", "Ana Ruiz"]);
    }

    #[test]
    fn descriptions_are_what_they_are() {
        let kinds: Vec<SpeakerKind> = speakers(
            "Two officials said the gate was shut.\nWitnesses said the gate was open.\nThe ministry said it had no plans.\nThe report said that it was late.",
        )
        .into_iter()
        .map(|one| one.kind)
        .collect();
        assert_eq!(kinds, [SpeakerKind::Anonymous, SpeakerKind::Group, SpeakerKind::Body, SpeakerKind::Document]);
    }
}
