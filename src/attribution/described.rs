//! Sources that are no pronoun: a name, a name behind its role, a role, a body, a document, a group, somebody unnamed.

use std::ops::Range;

use crate::attribution::grammar as g;
use crate::attribution::speaker::{Scene, person, text_of};
use crate::attribution::view::View;
use crate::attribution::{Speaker, SpeakerKind};
use crate::lexicon::given_name::is_given_name;
use crate::lexicon::source_word::{self, SourceWord};

/// Words that may stand between the comma after a role and the name: "Dr", "Police Inspector".
const MOST_TITLE_WORDS: usize = 4;
/// Words of a label at most: a description goes on, its head does not.
const LONGEST_LABEL_WORDS: usize = 14;

/// The speaker that a noun phrase names or describes.
pub(super) fn resolve(scene: &Scene, range: Range<usize>) -> (Speaker, Option<usize>) {
    named(scene, &range)
        .or_else(|| behind_comma(scene, &range))
        .or_else(|| words_of_a_body(scene, &range))
        .or_else(|| part(scene, &range))
        .unwrap_or_else(|| kind_of(scene, range))
}

fn named(scene: &Scene, range: &Range<usize>) -> Option<(Speaker, Option<usize>)> {
    let head = head(scene.view, range);
    let (who, mention) = scene.people.within(scene.view, &head)?;
    // "Smith's aides", "Smith aides": the head comes after the owner.
    let after =
        mention.end < head.end && (mention.end..head.end).any(|at| !scene.view.words[at].is_mark && !scene.view.words[at].is_capital);
    let owner = mention.end < head.end && (scene.view.lower(mention.end - 1).ends_with("'s") || after);
    (!owner).then(|| person(scene.people, who))
}

/// "Its spokesman, Marko Novak", "one of the judges, Ana Ruiz", "the petitioner, the Association of Landlords".
fn behind_comma(scene: &Scene, range: &Range<usize>) -> Option<(Speaker, Option<usize>)> {
    let view = scene.view;
    let comma = range.clone().find(|&at| g::is_comma(view.lower(at)) && !view.is_quoted(at))?;
    if comma == range.start || comma + 1 >= range.end || view.words[range.start..comma].iter().any(|word| word.quotation.is_some()) {
        return None;
    }
    let rest = comma + 1..range.end;
    let lead = head(view, &(range.start..comma));
    let opens = g::is_determiner(view.lower(range.start)) || !view.words[lead.end - 1].is_capital || view.words[range.start].is_number;
    if !opens {
        return None;
    }
    if let Some((who, mention)) = scene.people.within(view, &head(view, &rest))
        && mention.start - rest.start <= MOST_TITLE_WORDS
        && (rest.start..mention.start).all(|at| view.words[at].is_capital || view.words[at].is_mark)
    {
        return Some(person(scene.people, who));
    }
    let first = if view.lower(rest.start) == "the" { rest.start + 1 } else { rest.start };
    let name = first < rest.end && view.words[first].is_capital && !view.words[lead.end - 1].is_capital;
    let found = name.then(|| kind_of(scene, rest))?;
    matches!(found.0.kind, SpeakerKind::Body | SpeakerKind::Media).then_some(found)
}

/// "figures from the Court of Audit", "a statement by the army": the body speaks.
fn words_of_a_body(scene: &Scene, range: &Range<usize>) -> Option<(Speaker, Option<usize>)> {
    let view = scene.view;
    let head = head(view, range);
    let noun = view.lower(head.end - 1);
    let joins = head.end + 1 < range.end && matches!(view.lower(head.end), "of" | "from" | "by");
    if !joins
        || !matches!(
            noun,
            "figures" | "data" | "statistics" | "statement" | "estimates" | "estimate" | "numbers" | "release" | "spokespeople"
        )
    {
        return None;
    }
    let found = named(scene, &(head.end + 1..range.end)).unwrap_or_else(|| kind_of(scene, head.end + 1..range.end));
    matches!(found.0.kind, SpeakerKind::Body | SpeakerKind::Person).then_some(found)
}

/// "one of them", "three of the officials", "a page of the log": of those that spoke before, or of what follows.
fn part(scene: &Scene, range: &Range<usize>) -> Option<(Speaker, Option<usize>)> {
    let view = scene.view;
    let head = head(view, range);
    if head.end + 1 >= range.end || view.lower(head.end) != "of" {
        return None;
    }
    let whole = head.end + 1..range.end;
    let noun = view.lower(head.end - 1);
    if matches!(noun, "page" | "pages" | "part" | "copy" | "copies" | "draft" | "transcript" | "version" | "recording") {
        let found = kind_of(scene, whole);
        return (found.0.kind == SpeakerKind::Document).then_some(found);
    }
    let counted = view.words[head.end - 1].is_number
        || matches!(noun, "one" | "two" | "three" | "four" | "five" | "several" | "some" | "many" | "most" | "both" | "none" | "another");
    if !counted || head.len() > 1 {
        return None;
    }
    let inner = self::head(view, &whole);
    let last = view.lower(inner.end - 1).to_owned();
    let those = scene.said.iter().rev().take(8).find(|resolved| {
        let label = resolved.speaker.label.to_lowercase();
        matches!(resolved.speaker.kind, SpeakerKind::Group | SpeakerKind::Anonymous)
            && !label.starts_with("one of ")
            && (last == "them" || label.split_whitespace().any(|word| word == last))
    });
    let kind = if matches!(noun, "several" | "some" | "many" | "most") { SpeakerKind::Group } else { SpeakerKind::Anonymous };
    let of = match those {
        Some(resolved) => resolved.speaker.label.clone(),
        None if last == "them" => return None,
        None => text_of(view, whole),
    };
    let label = if noun == "one" || those.is_none() { format!("{noun} of {of}") } else { of };
    Some((Speaker { label, role: None, kind }, None))
}

/// By its head noun, else by its shape.
fn kind_of(scene: &Scene, range: Range<usize>) -> (Speaker, Option<usize>) {
    let Scene { view, people, .. } = scene;
    let head = head(view, &range);
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
    let label = text_of(view, range.start..range.end.min(range.start + LONGEST_LABEL_WORDS));
    let kind = match source_word::of(&noun) {
        Some(SourceWord::Role | SourceWord::Title) => {
            let others: Vec<String> = head
                .clone()
                .filter(|&at| at != noun_at && !g::is_determiner(view.lower(at)) && !view.words[at].is_mark)
                .map(|at| view.lower(at).trim_end_matches("'s").to_owned())
                .collect();
            if !indefinite && let Some(who) = people.with_role(&noun, &others, range.start) {
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
        None => {
            // A headline's name: the text has the whole of it.
            if view.words[noun_at].is_capital
                && let Some(who) = people.named(&text_of(view, head.clone()))
            {
                return person(people, who);
            }
            by_shape(view, &head, noun_at, &label)
        }
    };
    if kind == SpeakerKind::Body
        && let Some(body) = known_body(scene, &head, &noun)
    {
        return (body, None);
    }
    let label = if kind == SpeakerKind::Body || kind == SpeakerKind::Media { text_of(view, full_name(view, &head, &range)) } else { label };
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
            let first = label.split_whitespace().next().unwrap_or("").to_lowercase();
            let words = label.split_whitespace().count();
            let opens = view.units.iter().any(|unit| unit.words.start == noun);
            if (2..=3).contains(&words) && is_given_name(&first) {
                SpeakerKind::Person
            } else if words == 1 && opens && !is_name_elsewhere(view, noun) {
                SpeakerKind::Unresolved
            } else {
                SpeakerKind::Body
            }
        }
        _ if view.lower(noun).ends_with('s') && !view.lower(noun).ends_with("ss") => SpeakerKind::Group,
        _ => SpeakerKind::Unresolved,
    }
}

/// Whether a word that opens a sentence is capitalised inside another, too ("Tehran", but not "Neither").
fn is_name_elsewhere(view: &View, at: usize) -> bool {
    let word = &view.words[at];
    let shouted = word.span.len() > 1 && word.span.of(&view.article.text).chars().all(char::is_uppercase);
    shouted
        || view.units.iter().filter(|unit| !unit.is_headline).any(|unit| {
            (unit.words.start + 1..unit.words.end)
                .any(|other| view.words[other].is_capital && !view.words[other - 1].is_mark && view.words[other].lower == word.lower)
        })
}

/// "the court", "the company": the body of that kind that spoke last.
fn known_body(scene: &Scene, head: &Range<usize>, noun: &str) -> Option<Speaker> {
    let view = scene.view;
    if head.len() != 2 || view.lower(head.start) != "the" || view.words[head.end - 1].is_capital {
        return None;
    }
    let found = scene.said.iter().rev().find(|resolved| {
        let label = &resolved.speaker.label;
        let mut words = label.split_whitespace().map(|word| word.to_lowercase());
        let capital = label.chars().next().is_some_and(char::is_uppercase);
        resolved.speaker.kind == SpeakerKind::Body
            && label.contains(' ')
            && if matches!(noun, "company" | "firm" | "operator" | "group") {
                capital && words.all(|word| source_word::of(&word).is_none())
            } else {
                words.any(|word| word == noun)
            }
    });
    found.map(|resolved| resolved.speaker.clone())
}

/// The name of a body with what belongs to it: "the Confederation of Business", "the mission in Iraq".
fn full_name(view: &View, head: &Range<usize>, range: &Range<usize>) -> Range<usize> {
    let mut end = head.end;
    while end + 1 < range.end && matches!(view.lower(end), "of" | "for" | "in" | "and") && view.words[head.end - 1].is_capital {
        let next = if view.lower(end + 1) == "the" { end + 2 } else { end + 1 };
        let stop = (next..range.end).find(|&at| !view.words[at].is_capital).unwrap_or(range.end);
        if stop == next {
            break;
        }
        end = stop;
    }
    head.start..end
}

/// The words up to the first preposition, comma or relative pronoun.
fn head(view: &View, range: &Range<usize>) -> Range<usize> {
    let stop = (range.start + 1..range.end).find(|&at| {
        let lower = view.lower(at);
        g::is_preposition(lower)
            || g::is_comma(lower)
            || g::is_relative(lower)
            || g::is_dash(lower)
            || matches!(
                lower,
                "(" | "whose"
                    | "that"
                    | "familiar"
                    | "quoted"
                    | "seen"
                    | "polled"
                    | "briefed"
                    | "hired"
                    | "living"
                    | "close"
                    | "surveyed"
                    | "interviewed"
            )
    });
    range.start..stop.unwrap_or(range.end)
}
