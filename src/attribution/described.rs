//! Sources that are no pronoun: a name, a name behind its role, a role, a body, a document, a group, somebody unnamed.

use std::ops::Range;

use crate::attribution::bodies::{self, bare, can_mean, is_firm_noun};
use crate::attribution::counted::{REACH_SPEAKERS, counted, is_count, part, singular};
use crate::attribution::grammar as g;
use crate::attribution::speaker::{Resolved, Scene, person, text_of};
use crate::attribution::view::View;
use crate::attribution::{Speaker, SpeakerKind};
use crate::language::syntax::relation::Relation;
use crate::lexicon::demonym;
use crate::lexicon::given_name::is_given_name;
use crate::lexicon::source_word::{self, Calling, SourceWord};

/// Words that may stand between the comma after a role and the name: "Dr", "Police Inspector".
const MOST_TITLE_WORDS: usize = 4;
/// Words of a label at most: a description goes on, its head does not.
const LONGEST_LABEL_WORDS: usize = 14;

/// The speaker that a noun phrase names or describes.
pub(super) fn resolve(scene: &Scene, range: Range<usize>) -> (Speaker, Option<usize>) {
    if let Some(who) = stands_beside(scene, &range) {
        return person(scene.people, who);
    }
    if is_nobody(scene.view, &range) {
        return (Speaker { label: String::new(), role: None, kind: SpeakerKind::Unknown }, None);
    }
    named(scene, &range)
        .or_else(|| counted(scene, &range))
        .or_else(|| behind_comma(scene, &range))
        .or_else(|| again(scene, &range))
        .or_else(|| words_of_a_body(scene, &range))
        .or_else(|| part(scene, &range))
        .unwrap_or_else(|| kind_of(scene, range))
}

/// "The source", "the insider": somebody without a name who spoke before ("a security insider"), the last one.
fn again(scene: &Scene, range: &Range<usize>) -> Option<(Speaker, Option<usize>)> {
    let noun = scene.view.lower(range.end - 1);
    let is_bare =
        range.len() == 2 && scene.view.lower(range.start) == "the" && matches!(source_word::of(noun), Some(SourceWord::Anonymous(_)));
    let is_one = |resolved: &&Resolved| {
        let label = resolved.speaker.label.to_lowercase();
        let first = label.split(' ').next().unwrap_or("");
        resolved.speaker.kind.is_unnamed() && resolved.speaker.kind != SpeakerKind::Group && label.contains(' ') && !is_count(first)
    };
    let said = scene.said.iter().rev().take(REACH_SPEAKERS).find(is_one).filter(|_| is_bare)?;
    Some((said.speaker.clone(), None))
}

/// "Ana Ruiz, | the first speaker of the Greens, | said": whom the tree hangs the description on, beside a comma.
fn stands_beside(scene: &Scene, range: &Range<usize>) -> Option<usize> {
    let Scene { view, people, .. } = scene;
    let comma = range.start.checked_sub(1).filter(|at| g::is_comma(view.lower(*at)) && g::is_determiner(view.lower(range.start)))?;
    let (mention, who) = people.mentions.iter().find(|(mention, _)| mention.end == comma)?;
    let is_beside = |at: usize| {
        let syntax = view.analysis.syntax.get(at);
        syntax
            .is_some_and(|syntax| syntax.relation == Relation::Apposition && syntax.head.is_some_and(|head| mention.contains(&head.get())))
    };
    range.clone().any(is_beside).then_some(*who)
}

/// "No group", "nobody", "neither of them": that somebody did not speak; nor did "whose conduct on Monday".
fn is_nobody(view: &View, range: &Range<usize>) -> bool {
    let opens = view.lower(range.start);
    matches!(opens, "nobody" | "none" | "neither" | "no-one") || matches!(opens, "no" | "whose") && range.len() > 1
}

fn named(scene: &Scene, range: &Range<usize>) -> Option<(Speaker, Option<usize>)> {
    let head = head(scene.view, range);
    let (who, mention) = scene.people.within(scene.view, &head)?;
    // "Smith's aides", "Smith aides": the head comes after the owner.
    // "Strand and Mayor Ana Ruiz": the first of two.
    let joined = g::is_conjunction(scene.view.lower(mention.end))
        && scene.people.within(scene.view, &(mention.end + 1..head.end)).is_some_and(|(_, second)| second.end == head.end);
    let after = !joined
        && mention.end < head.end
        && (mention.end..head.end).any(|at| !scene.view.words[at].is_mark && !scene.view.words[at].is_capital);
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
    // "Iraq's President, Barham Salih".
    let is_role = matches!(source_word::of(bare(view.lower(lead.end - 1))), Some(SourceWord::Role(_)));
    let opens =
        g::is_determiner(view.lower(range.start)) || !view.words[lead.end - 1].is_capital || view.words[range.start].is_number || is_role;
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
    (found.0.kind.is_body() || found.0.kind == SpeakerKind::Media).then_some(found)
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
    (found.0.kind.is_body() || found.0.kind == SpeakerKind::Person).then_some(found)
}

/// What people of this noun speak as.
pub(super) fn calling_of(noun: &str) -> Calling {
    let of = |word: &str| match source_word::of(word) {
        Some(SourceWord::Role(calling) | SourceWord::Group(calling) | SourceWord::Anonymous(calling)) => Some(calling),
        _ => None,
    };
    of(noun).or_else(|| of(&singular(noun))).unwrap_or(Calling::Other)
}

/// The kind of unnamed people of a calling; of those without one it depends on how they stand there.
pub(super) fn as_kind(calling: Calling, other: SpeakerKind) -> SpeakerKind {
    match calling {
        Calling::Official => SpeakerKind::AnonymousOfficial,
        Calling::Expert => SpeakerKind::Expert,
        Calling::Witness => SpeakerKind::Witness,
        Calling::Other => other,
    }
}

/// By its head noun, else by its shape.
pub(super) fn kind_of(scene: &Scene, range: Range<usize>) -> (Speaker, Option<usize>) {
    let Scene { view, people, .. } = scene;
    let head = head(view, &range);
    let unit = view.units.partition_point(|unit| unit.words.end <= range.start);
    let hidden = view.units.get(unit).is_some_and(|unit| unit.words.clone().any(|at| hides_name(view, at)));
    let noun_at = head.clone().rev().find(|&at| !view.words[at].is_mark).unwrap_or(head.start);
    let noun = view.lower(noun_at).trim_end_matches("'s").to_owned();
    let first = view.lower(head.start);
    let indefinite = matches!(first, "a" | "an" | "one" | "another")
        || view.words[head.start].is_number
        || matches!(first, "two" | "three" | "four" | "five" | "several");
    let label = text_of(view, told(view, &range));
    let kind = match source_word::of(&noun) {
        Some(word @ (SourceWord::Role(_) | SourceWord::Title)) => {
            let others: Vec<String> = head
                .clone()
                .filter(|&at| at != noun_at && !g::is_determiner(view.lower(at)) && !view.words[at].is_mark)
                .map(|at| view.lower(at).trim_end_matches("'s").to_owned())
                .filter(|word| !is_age(word))
                .collect();
            if !indefinite && let Some(who) = people.with_role(&noun, &others, range.start) {
                return person(people, who);
            }
            // "the 34-year-old nurse": whoever was named last.
            if first == "the"
                && head.clone().any(|at| is_age(view.lower(at)))
                && let Some((_, who)) = people.mentions.iter().rev().find(|(mention, _)| mention.end <= range.start)
            {
                return person(people, *who);
            }
            if let Some(speaker) = of_a_body(scene, &range, &noun) {
                return (speaker, None);
            }
            let calling = if let SourceWord::Role(calling) = word { calling } else { Calling::Official };
            if indefinite || hidden { as_kind(calling, SpeakerKind::Anonymous) } else { SpeakerKind::Unknown }
        }
        Some(SourceWord::Anonymous(calling)) => as_kind(calling, SpeakerKind::Anonymous),
        Some(SourceWord::Group(calling)) => {
            if first == "the"
                && head.len() == 2
                && matches!(noun.as_str(), "judges" | "justices")
                && let Some(body) = known_body(scene, &head, &noun)
            {
                return (body, None);
            }
            let is_few = hidden
                || noun == "sources"
                || view.words[head.start].is_number
                || is_count(first) && !matches!(first, "some" | "many" | "most");
            as_kind(calling, if is_few { SpeakerKind::Anonymous } else { SpeakerKind::Group })
        }
        Some(SourceWord::OfficialBody | SourceWord::Organisation) => {
            let name = text_of(view, head.clone());
            bodies::kind_of_name(&name)
        }
        Some(SourceWord::Document | SourceWord::Cue { .. }) => SpeakerKind::Document,
        // "The Washington Post" is no post.
        Some(SourceWord::Post)
            if view.words[noun_at].is_capital && head.clone().any(|at| at != noun_at && at > head.start && view.words[at].is_capital) =>
        {
            SpeakerKind::Media
        }
        Some(SourceWord::Post) => SpeakerKind::Post,
        Some(SourceWord::Media) => SpeakerKind::Media,
        None if demonym::is_demonym(&noun) && noun.ends_with('s') => SpeakerKind::Group,
        None => {
            // A headline's name: the text has the whole of it.
            if view.words[noun_at].is_capital
                && let Some(who) = people.named(&text_of(view, head.clone()))
            {
                return person(people, who);
            }
            if view.words[noun_at].is_capital
                && head.len() == 1
                && !bodies::is_state(&noun)
                && let Some(who) = people.called(view.words[noun_at].span.of(&view.article.text))
            {
                return person(people, who);
            }
            by_shape(view, &head, noun_at, &label)
        }
    };
    let kind =
        if matches!(kind, SpeakerKind::Anonymous | SpeakerKind::Group) && was_there(view, &range) { SpeakerKind::Witness } else { kind };
    if kind.is_body()
        && let Some(body) = known_body(scene, &head, &noun)
    {
        return (body, None);
    }
    let label = if kind.is_body() || kind == SpeakerKind::Media { name_alone(view, full_name(view, &head, &range)) } else { label };
    (Speaker { label, role: None, kind }, None)
}

/// "anonymity", "declined to be named", "asked not to be identified", "was not authorised to speak".
fn hides_name(view: &View, at: usize) -> bool {
    match view.lower(at) {
        "anonymity" | "anonymously" => true,
        "named" | "identified" | "quoted" => {
            view.lower(at.wrapping_sub(1)) == "be"
                && (2..=5).any(|back| matches!(view.lower(at.wrapping_sub(back)), "not" | "declined" | "refused"))
        }
        "authorised" | "authorized" => view.lower(at.wrapping_sub(1)) == "not",
        _ => false,
    }
}

/// The words of a description without where it was seen ("a log seen by the Herald") and what is told beside, up to the longest label.
fn told(view: &View, range: &Range<usize>) -> Range<usize> {
    let end = range.end.min(range.start + LONGEST_LABEL_WORDS);
    let seen = (range.start + 1..end).find(|&at| {
        matches!(view.lower(at), "seen" | "obtained" | "reviewed" | "viewed" | "shared") && matches!(view.lower(at + 1), "by" | "with")
    });
    // "a nurse, who is expecting": what is told of her beside.
    let beside = (range.start + 1..end).find(|&at| g::is_comma(view.lower(at)) && matches!(view.lower(at + 1), "who" | "which" | "whose"));
    let mut end = seen.unwrap_or(end).min(beside.unwrap_or(end));
    while end > range.start + 1 && view.words[end - 1].is_mark {
        end -= 1;
    }
    range.start..end
}

fn is_age(word: &str) -> bool {
    word.ends_with("-year-old")
}

/// "a man who saw it".
fn was_there(view: &View, range: &Range<usize>) -> bool {
    (range.start + 1..range.end).any(|at| {
        g::is_relative(view.lower(at))
            && matches!(view.lower(at + 1), "saw" | "witnessed" | "survived" | "heard" | "watched" | "fled" | "filmed")
    })
}

/// A spokeswoman without more: she speaks for the body that her sentence names; "for their office": for whom it opens with.
fn of_a_body(scene: &Scene, range: &Range<usize>, noun: &str) -> Option<Speaker> {
    let view = scene.view;
    if !noun.starts_with("spokes") || range.end > range.start + 5 {
        return None;
    }
    let unit = view.units.get(view.units.partition_point(|unit| unit.words.end <= range.start))?;
    let before = unit.words.start..range.start;
    let spoken = if range.len() <= 2 {
        let body = scene.bodies.within(&before)?;
        format!("{} for {}", text_of(view, range.clone()), body.name)
    } else {
        let owner = range.clone().find(|&at| matches!(view.lower(at), "their" | "its"))?;
        if owner + 1 >= range.end || owner == range.start {
            return None;
        }
        let opener = head(view, &before);
        let first = if g::is_determiner(view.lower(opener.start)) { opener.start + 1 } else { opener.start };
        if opener.end != first + 1 || view.words[first].is_mark {
            return None;
        }
        let name = if is_name_elsewhere(view, first) { view.words[first].span.of(&view.article.text) } else { view.lower(first) };
        let possessive = if name.ends_with('s') { "'" } else { "'s" };
        format!("{} the {name}{possessive} {}", text_of(view, range.start..owner), text_of(view, owner + 1..range.end))
    };
    Some(Speaker { label: spoken, role: None, kind: SpeakerKind::AnonymousOfficial })
}

/// The capitalised name at the end of a description in small letters: "consumer group Fair Lending".
fn name_alone(view: &View, range: Range<usize>) -> String {
    let first = if view.lower(range.start) == "the" { range.start + 1 } else { range.start };
    let small = (first..range.end).take_while(|&at| !view.words[at].is_capital && !view.words[at].is_mark).count();
    let rest = first + small..range.end;
    let is_joined = |at: usize| at > rest.start && at + 1 < rest.end && matches!(view.lower(at), "and" | "for" | "of" | "the");
    let is_name = small > 0 && rest.len() > 1 && rest.clone().all(|at| view.words[at].is_capital || is_joined(at));
    let is_noun = small > 0 && !g::is_preposition(view.lower(rest.start - 1)) && !view.lower(rest.start - 1).ends_with("'s");
    let is_thing = is_noun && source_word::of(view.lower(rest.start - 1)).is_some();
    text_of(view, if is_name && is_thing { rest } else { range })
}

/// For a head that no list knows: capitals and endings.
fn by_shape(view: &View, head: &Range<usize>, noun: usize, label: &str) -> SpeakerKind {
    let known = head.clone().find_map(|at| match source_word::of(view.lower(at).trim_end_matches("'s")) {
        Some(SourceWord::OfficialBody | SourceWord::Organisation) => Some(bodies::kind_of_name(label)),
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
            } else if head.len() == 1 && opens && !is_name_elsewhere(view, noun) && !bodies::is_state(&first) {
                if is_many_people(&first) { SpeakerKind::Group } else { SpeakerKind::Unknown }
            } else {
                bodies::kind_of_name(label)
            }
        }
        _ if is_many_people(view.lower(noun)) => SpeakerKind::Group,
        _ => SpeakerKind::Unknown,
    }
}

/// Whether a plural that no list knows may be people, or bodies of a kind: "forecasters", "Iraqis", "banks"; not "strikes".
fn is_many_people(noun: &str) -> bool {
    let one = singular(noun);
    let makes_people = ["er", "or", "ist", "ian", "ee", "ant", "ent", "man", "person"].iter().any(|ending| one.ends_with(ending));
    one != noun && (makes_people || demonym::is_demonym(noun) || demonym::is_demonym(&one) || source_word::of(&one).is_some())
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

/// "the court", "the company", "the state company": the body of that kind that spoke or was named last.
fn known_body(scene: &Scene, head: &Range<usize>, noun: &str) -> Option<Speaker> {
    let view = scene.view;
    let is_bare = head.len() == 2 || head.len() == 3 && is_firm_noun(noun);
    // "The College" after "the College of Midwives" is that too.
    let is_name = head.len() > 2 && (head.start..head.end).any(|at| view.words[at].is_capital && at > head.start);
    if !is_bare || view.lower(head.start) != "the" || is_name {
        return None;
    }
    let said = scene.said.iter().rev().find(|resolved| {
        let Speaker { label, kind, .. } = &resolved.speaker;
        // A firm of one word that spoke before: "Lestgrid".
        let is_firm = *kind == SpeakerKind::Organisation && is_firm_noun(noun) && label.starts_with(char::is_uppercase);
        let is_outlet = view.article.outlet.is_called(label);
        kind.is_body() && !is_outlet && (label.contains(' ') && can_mean(label, noun) || is_firm && !label.contains(' '))
    });
    let named = scene.bodies.called(noun, head.start);
    let place = |mention: &bodies::Mention| view.words[mention.words.start].span.start;
    match (said, named) {
        (Some(said), Some(named)) if place(named) > said.at && named.name != said.speaker.label => Some(of_mention(named)),
        (Some(said), _) => Some(said.speaker.clone()),
        (None, Some(named)) => Some(of_mention(named)),
        (None, None) => None,
    }
}

fn of_mention(mention: &bodies::Mention) -> Speaker {
    Speaker { label: mention.name.clone(), role: None, kind: mention.kind }
}

/// The name of a body with what belongs to it: "the Confederation of Business", "the mission in Iraq".
fn full_name(view: &View, head: &Range<usize>, range: &Range<usize>) -> Range<usize> {
    // "the union of dock workers": a body without a name is told by what it is of.
    if !head.clone().any(|at| view.words[at].is_capital && at > head.start) && view.lower(head.end) == "of" && head.end + 1 < range.end {
        let next = (head.end + 2..range.end)
            .find(|&at| g::is_preposition(view.lower(at)) || view.words[at].is_mark || g::is_relative(view.lower(at)));
        return head.start..next.unwrap_or(range.end).min(head.start + LONGEST_LABEL_WORDS);
    }
    let mut end = head.end;
    while end + 1 < range.end
        && matches!(view.lower(end), "of" | "for" | "in" | "and")
        && (view.words[head.end - 1].is_capital || view.lower(end) == "in" && head.clone().skip(1).any(|at| view.words[at].is_capital))
    {
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
pub(super) fn head(view: &View, range: &Range<usize>) -> Range<usize> {
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
