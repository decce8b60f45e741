//! Resolves the source of each attribution to a speaker of the article: names to people with their role, pronouns by recency
//! and gender evidence, descriptions to bodies, groups, documents, posts, anonymous sources.
//!
//! Known misses: "the former president" when two are named; "he" after a paragraph that names two men.

use std::ops::Range;

use crate::attribution::bodies::Bodies;
use crate::attribution::described;
use crate::attribution::grammar as g;
use crate::attribution::people::People;
use crate::attribution::pronoun;
use crate::attribution::view::View;
use crate::attribution::{Attribution, Speaker, SpeakerKind};
use crate::lexicon::calendar::{self, CalendarWord};
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
    pub(super) bodies: &'a Bodies,
    /// In order of where they stand.
    pub(super) said: &'a [Resolved],
}

/// Sets the speaker of every attribution.
pub(crate) fn resolve(view: &View, found: &mut [Attribution]) {
    let people = People::of(view);
    let bodies = Bodies::of(view, &people);
    let mut order: Vec<usize> = (0..found.len()).collect();
    // In order of where the source stands, so that a pronoun finds the speaker before it.
    order.sort_by_key(|&at| (found[at].source.first().or(found[at].content.first()).copied(), at));
    let mut said: Vec<Resolved> = Vec::new();
    for at in order {
        let (speaker, person) = match found[at].source.first().and_then(|span| words_under(view, *span)) {
            None => (Speaker { label: String::new(), role: None, kind: SpeakerKind::Unknown }, None),
            Some(range) => one(&Scene { view, people: &people, bodies: &bodies, said: &said }, range),
        };
        if speaker.kind != SpeakerKind::Unknown {
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
    let range = before_day(scene.view, before_adjunct(scene.view, range));
    // "quoted Deputy Minister Ana Ruiz as saying": the source without what leads on.
    let range =
        if range.len() > 1 && matches!(scene.view.lower(range.end - 1), "as" | "that") { range.start..range.end - 1 } else { range };
    // "a word which she called": the pronoun alone.
    let last = range.end - 1;
    let range = if range.len() == 2 && g::is_nominative(scene.view.lower(last)) { last..range.end } else { range };
    let first = scene.view.lower(range.start).split('\'').next().unwrap_or("").to_owned();
    if range.len() == 1 && pronoun::is_one(&first) {
        return pronoun::resolve(scene, range.start, &first);
    }
    described::resolve(scene, range)
}

/// "Members, during a hearing on Monday, said": the source without when and where it spoke.
fn before_adjunct(view: &View, range: Range<usize>) -> Range<usize> {
    let tells_when = |at: usize| matches!(view.lower(at), "during" | "after" | "before" | "while" | "when" | "amid" | "in" | "on" | "at");
    let comma = (range.start + 1..range.end).find(|&at| g::is_comma(view.lower(at)) && !view.is_quoted(at) && tells_when(at + 1));
    range.start..comma.unwrap_or(range.end)
}

/// "The mayor Tuesday said": the source without the day.
fn before_day(view: &View, range: Range<usize>) -> Range<usize> {
    let is_day = matches!(calendar::look_up(view.lower(range.end - 1)), Some(CalendarWord::Weekday(_)))
        || matches!(view.lower(range.end - 1), "today" | "yesterday" | "tonight");
    let is_last = range.len() > 1 && is_day && !g::is_preposition(view.lower(range.end - 2)) && !view.is_quoted(range.end - 1);
    range.start..range.end - usize::from(is_last)
}

pub(super) fn person(people: &People, who: usize) -> (Speaker, Option<usize>) {
    let one = &people.list[who];
    (Speaker { label: one.name.clone(), role: one.role.clone(), kind: SpeakerKind::Person }, Some(who))
}

pub(super) fn unresolved(view: &View, range: Range<usize>) -> (Speaker, Option<usize>) {
    (Speaker { label: text_of(view, range), role: None, kind: SpeakerKind::Unknown }, None)
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
    use crate::language::{self, LanguageDepth, LanguageOptions};

    fn speakers(body: &str) -> Vec<Speaker> {
        speakers_read(body, LanguageDepth::Shallow)
    }

    fn speakers_read(body: &str, depth: LanguageDepth) -> Vec<Speaker> {
        let article = ingest::article_from_text("a", "", body);
        let analysis = language::analyse(&article, &LanguageOptions { depth, ..LanguageOptions::default() });
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
        assert_eq!(kinds, [SpeakerKind::AnonymousOfficial, SpeakerKind::Witness, SpeakerKind::OfficialBody, SpeakerKind::Document]);
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

    fn kinds(body: &str) -> Vec<SpeakerKind> {
        speakers(body).into_iter().map(|one| one.kind).collect()
    }

    #[test]
    fn a_person_is_one_with_a_name() {
        assert_eq!(kinds("Economist Ana Ruiz said the rise was late."), [SpeakerKind::Person]);
        assert_eq!(kinds("His brother Davor said the gate was shut."), [SpeakerKind::Person]);
    }

    #[test]
    fn offices_and_organisations_are_two_kinds_of_bodies() {
        assert_eq!(kinds("The Ministry of Ports said the gate was shut."), [SpeakerKind::OfficialBody]);
        assert_eq!(kinds("The central bank said the rise was late."), [SpeakerKind::OfficialBody]);
        assert_eq!(kinds("Tehran said the ship had sailed."), [SpeakerKind::OfficialBody]);
        assert_eq!(kinds("The Dock Workers’ Union said the gate was shut."), [SpeakerKind::Organisation]);
        assert_eq!(kinds("The shipping company said the gate was shut."), [SpeakerKind::Organisation]);
    }

    #[test]
    fn officials_witnesses_and_experts_without_a_name_are_told_apart() {
        assert_eq!(kinds("A senior official said the gate was shut."), [SpeakerKind::AnonymousOfficial]);
        assert_eq!(kinds("Three diplomats said the talks were over."), [SpeakerKind::AnonymousOfficial]);
        assert_eq!(kinds("A ministry spokesman said the talks were over."), [SpeakerKind::AnonymousOfficial]);
        assert_eq!(kinds("A bystander said the car was red."), [SpeakerKind::Witness]);
        assert_eq!(kinds("A man who saw the crash said the car was red."), [SpeakerKind::Witness]);
        assert_eq!(kinds("Analysts said the rise was late."), [SpeakerKind::Expert]);
        assert_eq!(kinds("One economist said the rise was late."), [SpeakerKind::Expert]);
    }

    #[test]
    fn others_without_a_name_are_single_voices_or_groups() {
        assert_eq!(kinds("A nurse said the ward was full."), [SpeakerKind::Anonymous]);
        assert_eq!(kinds("A source close to the family said the house was sold."), [SpeakerKind::Anonymous]);
        assert_eq!(kinds("Three workers said the gate was shut."), [SpeakerKind::Anonymous]);
        assert_eq!(kinds("Residents said the water was late."), [SpeakerKind::Group]);
        assert_eq!(kinds("Forecasters said the rain would end."), [SpeakerKind::Group]);
    }

    #[test]
    fn documents_posts_and_outlets_are_what_they_are() {
        assert_eq!(kinds("The filing said the gate was shut."), [SpeakerKind::Document]);
        assert_eq!(kinds("The ruling said the gate must open."), [SpeakerKind::Document]);
        assert_eq!(kinds("A tweet said the gate was shut."), [SpeakerKind::Post]);
        assert_eq!(kinds("State television said the gate was shut."), [SpeakerKind::Media]);
        assert_eq!(kinds("Reuters said the gate was shut."), [SpeakerKind::Media]);
        assert_eq!(kinds("The Harbour Post said the gate was shut."), [SpeakerKind::Media]);
    }

    #[test]
    fn nobody_and_a_pronoun_without_anybody_before_it_are_unknown() {
        assert_eq!(kinds("He said the gate was shut."), [SpeakerKind::Unknown]);
        assert!(speakers("Nobody said the gate was shut.").iter().all(|one| one.label.is_empty() && one.kind == SpeakerKind::Unknown));
    }

    #[test]
    fn gender_is_not_guessed_from_a_given_name() {
        // Nothing but their names tells the two apart: the pronoun takes the one who spoke last, whatever the names suggest.
        assert_eq!(labels("Maria Novak said it was late.\nJohn Strand said it was early. She said it was cold.")[2], "John Strand");
        assert_eq!(labels("John Strand said it was late.\nMaria Novak said it was early. He said it was cold.")[2], "Maria Novak");
        // A title does.
        assert_eq!(labels("Mrs Maria Novak said it was late.\nMr John Strand said it was early. She said it was cold.")[2], "Maria Novak");
    }

    #[test]
    fn when_a_source_spoke_is_no_part_of_its_name() {
        assert_eq!(labels("Members, during a hearing on Monday, said it was late."), ["Members"]);
        assert_eq!(labels("A nurse, of the ward for children, said it was late."), ["A nurse, of the ward for children"]);
    }

    #[test]
    fn a_role_ends_before_its_relative_clause() {
        let all = speakers("Ana Ruiz, a council spokeswoman with whom he had spoken, said it was late.");
        assert_eq!(all[0].role.as_deref(), Some("council spokeswoman"));
    }

    #[test]
    fn a_role_behind_a_name_is_whole() {
        let role = |body: &str| speakers_read(body, LanguageDepth::Full).into_iter().find_map(|one| one.role).unwrap_or_default();
        assert_eq!(
            role("Ana Ruiz, senior counsel at the Halvig Center for Ports at the Halvig School of Law, said it was late."),
            "senior counsel at the Halvig Center for Ports at the Halvig School of Law"
        );
        assert_eq!(role("Ana Ruiz, the city counsel and Strand’s lead lawyer, said it was late."), "city counsel and Strand’s lead lawyer");
        let long = "Ana Ruiz, a lawyer at the School of Law of the University of Halvig at the Old Port of the City of Halvig in the West of the land, said so.";
        let cut = role(long);
        assert!(cut.split(' ').count() <= 20 && cut.ends_with(char::is_alphabetic), "{cut}");
        assert!(!["of", "the", "in"].contains(&cut.rsplit(' ').next().unwrap_or("")), "{cut}");
    }

    #[test]
    fn a_headline_with_the_office_means_the_person_of_the_text() {
        let article = ingest::article_from_text(
            "a",
            "Chief Justice Ana Ruiz says the gate is shut",
            "Supreme Court Chief Justice Ana Ruiz said on Monday that the gate was shut.",
        );
        let analysis = language::analyse(&article, &LanguageOptions { depth: LanguageDepth::Full, ..LanguageOptions::default() });
        let labels: Vec<String> =
            find(&article, &analysis, &AttributionOptions::default()).into_iter().map(|one| one.speaker.label).collect();
        assert_eq!(labels, ["Ana Ruiz", "Ana Ruiz"]);
    }

    #[test]
    fn a_first_name_alone_finds_its_bearer() {
        let all = labels("The leader Kim Jong Un said the gate was shut. Kim said that it would stay shut.");
        assert_eq!(all.last().map(String::as_str), Some("Kim Jong Un"));
        // A state is no person.
        let all = labels("The singer Jordan Strand said the gate was shut. Jordan said that it would stay shut.");
        assert_eq!(all.last().map(String::as_str), Some("Jordan"));
    }

    #[test]
    fn a_day_belongs_to_no_name_and_whose_conduct_speaks_is_not_told() {
        assert_eq!(labels("The port authority Tuesday said that the gate was shut."), ["port authority"]);
        let all = speakers_read("Strand smiled at Ruiz, whose conduct Tuesday suggested that the gate was shut.", LanguageDepth::Full);
        assert!(all.iter().all(|one| one.kind == SpeakerKind::Unknown), "{all:?}");
    }

    #[test]
    fn the_source_is_who_was_told_of_before() {
        let all = labels("A security insider said the gate was open. “It was planned,” the source said.");
        assert_eq!(all, ["A security insider"; 2]);
        let all = labels("Two bankers said the gate was open. “It was planned,” one of the bankers said.");
        assert_eq!(all.last().map(String::as_str), Some("one of two bankers"));
    }

    #[test]
    fn what_stands_beside_a_name_is_the_one_named() {
        let all = speakers_read(
            "Representative Ana Ruiz, the top Green on the ports committee, said she fears that the gate is shut.",
            LanguageDepth::Full,
        );
        assert_eq!(all.iter().map(|one| one.label.as_str()).collect::<Vec<_>>(), ["Ana Ruiz"]);
    }

    #[test]
    fn a_place_before_a_comma_is_nobody() {
        let all = labels("At the Halvig Tower, one of the ministers spoke on Monday. He said it was late.");
        assert!(!all.iter().any(|label| label.contains("Halvig")), "{all:?}");
    }

    #[test]
    fn a_verb_that_opens_a_sentence_belongs_to_no_name() {
        let body = "Citing Novak’s lead of more than 300 votes, Strand said the race was over. Novak said it was late.";
        let all = speakers_read(body, LanguageDepth::Full);
        assert_eq!(all.iter().map(|one| one.label.as_str()).collect::<Vec<_>>(), ["Strand", "Novak"]);
    }

    #[test]
    fn a_title_in_somebody_elses_role_says_nothing_of_the_holder() {
        assert_eq!(labels("Ana Ruiz, a member of Mr Strand’s party, left the room. She said it was late."), ["Ana Ruiz"]);
    }

    #[test]
    fn a_spokeswoman_speaks_for_the_body_that_her_sentence_names() {
        assert_eq!(labels("St Hild’s Hospital treated seven people, a spokeswoman said."), ["a spokeswoman for St Hild’s Hospital"]);
        assert_eq!(
            labels("Prosecutors in Dorvik have opened an inquiry, a spokesman for their office said."),
            ["a spokesman for the prosecutors' office"]
        );
    }

    #[test]
    fn one_of_them_is_called_after_them() {
        let all = labels("Iraqi security officials said it was late. “It was dark,” one of the officials said.");
        assert_eq!(all, ["Iraqi security officials", "one Iraqi security official"]);
        assert_eq!(labels("Two members said the gate was shut and one said it was open.").last().map(String::as_str), Some("one member"));
    }

    #[test]
    fn a_dateline_is_no_source() {
        assert_eq!(labels("HALVIG (Northwire) - The port authority said the gate was shut."), ["port authority"]);
    }

    #[test]
    fn the_company_is_the_firm_that_was_named_last() {
        let all = labels("A court backed the operator, Marenna Container Terminals, on Friday. The company said the gate was shut.");
        assert_eq!(all.last().map(String::as_str), Some("Marenna Container Terminals"));
        let all = labels("On Monday it was late, Marenna said. Novak saw Marenna close.\nThe company said the gate was shut.");
        assert_eq!(all.last().map(String::as_str), Some("Marenna"), "{all:?}");
    }
}
