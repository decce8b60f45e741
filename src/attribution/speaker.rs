//! Resolves the source of each attribution to a speaker of the article: names to people with their role, pronouns by recency
//! and gender evidence, descriptions to bodies, groups, documents, posts, anonymous sources.
//!
//! Known misses: "the former president" when two are named; "he" after a paragraph that names two men.

use std::ops::Range;

use crate::attribution::described;
use crate::attribution::grammar as g;
use crate::attribution::people::People;
use crate::attribution::pronoun;
use crate::attribution::view::View;
use crate::attribution::{Attribution, Speaker, SpeakerKind};
use crate::span::Span;

/// A source that has its speaker.
pub(super) struct Resolved {
    /// First byte of the source.
    pub(super) at: u32,
    pub(super) speaker: Speaker,
    /// Which of the article's people it is.
    pub(super) person: Option<usize>,
}

/// What a source is looked up in.
pub(super) struct Scene<'a> {
    pub(super) view: &'a View<'a>,
    pub(super) people: &'a People,
    /// In order of where they stand.
    pub(super) said: &'a [Resolved],
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
            Some(range) => one(&Scene { view, people: &people, said: &said }, range),
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

fn one(scene: &Scene, range: Range<usize>) -> (Speaker, Option<usize>) {
    // "a word which she called": the pronoun alone.
    let last = range.end - 1;
    let range = if range.len() == 2 && g::is_nominative(scene.view.lower(last)) { last..range.end } else { range };
    let first = scene.view.lower(range.start).split('\'').next().unwrap_or("").to_owned();
    if range.len() == 1 && pronoun::is_one(&first) {
        return pronoun::resolve(scene, range.start, &first);
    }
    described::resolve(scene, range)
}

pub(super) fn person(people: &People, who: usize) -> (Speaker, Option<usize>) {
    let one = &people.list[who];
    (Speaker { label: one.name.clone(), role: one.role.clone(), kind: SpeakerKind::Person }, Some(who))
}

pub(super) fn unresolved(view: &View, range: Range<usize>) -> (Speaker, Option<usize>) {
    (Speaker { label: text_of(view, range), role: None, kind: SpeakerKind::Unresolved }, None)
}

/// Text of a description: one line, without leading article or trailing possessive.
pub(super) fn text_of(view: &View, range: Range<usize>) -> String {
    let opens = matches!(view.lower(range.start), "the" | "which" | "one") && view.lower(range.start + 1) != "of";
    let start = if range.len() > 1 && opens { range.start + 1 } else { range.start };
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

    fn labels(body: &str) -> Vec<String> {
        speakers(body).into_iter().map(|one| one.label).collect()
    }

    #[test]
    fn a_name_behind_a_role_or_before_an_age_is_the_speaker() {
        assert_eq!(labels("Its chief executive, Ana Ruiz, said the gate was shut."), ["Ana Ruiz"]);
        assert_eq!(labels("The mayor of Halvig, Marko Novak, said the gate was shut."), ["Marko Novak"]);
        assert_eq!(labels("Vera Pohl, 68, who lets a flat in Halvig, said the rent was low."), ["Vera Pohl"]);
        assert_eq!(labels("One of the three judges, Ana Ruiz, said the gate was shut."), ["Ana Ruiz"]);
    }

    #[test]
    fn a_role_finds_the_only_one_who_holds_it_by_another_word_too() {
        let all = labels("Prime Minister Ana Ruiz flew to Halvig.\nThe premier said the gate was shut.");
        assert_eq!(all, ["Ana Ruiz"]);
    }

    #[test]
    fn a_pronoun_takes_the_nearest_subject_of_its_gender() {
        let all = labels("Marko Novak said it was late. Helga Strand has lived there for years. She said it was early.");
        assert_eq!(all, ["Marko Novak", "Helga Strand"]);
    }

    #[test]
    fn any_verb_behind_a_quotation_is_a_cue() {
        assert_eq!(labels("Ana Ruiz closed the door. “I earn what I earn,” she shrugged."), ["Ana Ruiz"]);
    }

    #[test]
    fn a_body_keeps_its_whole_name_and_speaks_through_its_figures() {
        assert_eq!(labels("The Confederation of Business said the rise was late."), ["Confederation of Business"]);
        assert_eq!(
            labels("Permits fell by a third, according to figures of the Confederation of Business."),
            ["Confederation of Business"]
        );
    }
}
