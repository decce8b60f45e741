//! The comparison of one event: pairs, claims, conflicts, in this order.

use crate::alignment::conflict::Opposition;
use crate::alignment::matching::{Link, Matching};
use crate::alignment::{Alignment, AlignmentOptions, Comparison, Member, Relation, claim, cluster, conflict, second_look};
use crate::event::origin::Origin;
use crate::span::ArticleIndex;

/// Share from which one statement is held to be found in the other.
const FOUND_FROM: f64 = 0.6;

/// See [`compare`](super::compare()).
pub(super) fn compare(members: &[Member<'_>], articles: &[ArticleIndex], origins: &[Origin], options: &AlignmentOptions) -> Comparison {
    let mut matching = Matching::of(members);
    let (mut conflicts, opposition) = conflict::find(&matching);
    let groups = cluster::group(&matching, &opposition, options);
    let mut claims = claim::make(&matching, &groups, &opposition, (origins, articles), options);
    second_look::at(&mut matching, &mut claims);
    conflict::place(&mut conflicts, &claims);
    Comparison { alignments: alignments(&matching, &opposition, options), claims, conflicts }
}

fn alignments(matching: &Matching<'_, '_>, opposition: &Opposition, options: &AlignmentOptions) -> Vec<Alignment> {
    matching
        .links
        .iter()
        .filter(|((left, right), _)| left.member != right.member)
        .filter_map(|((left, right), link)| {
            let relation = relation(link, opposition.holds(*left, *right), options)?;
            let probability = link.left_in_right.max(link.right_in_left);
            Some(Alignment { left: *left, right: *right, relation, probability, forward: link.forward, backward: link.backward })
        })
        .collect()
}

fn relation(link: &Link, opposed: bool, options: &AlignmentOptions) -> Option<Relation> {
    let forward = link.left_in_right >= options.reported_from && link.forward >= FOUND_FROM;
    let backward = link.right_in_left >= options.reported_from && link.backward >= FOUND_FROM;
    match (opposed, forward, backward) {
        (true, _, _) => Some(Relation::Conflicting),
        (_, true, true) => Some(Relation::Same),
        (_, true, false) => Some(Relation::LessSpecific),
        (_, false, true) => Some(Relation::MoreSpecific),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::alignment::fixture::{compared, is_headline, text, told};
    use crate::alignment::{ConflictKind, Coverage, Relation};
    use crate::article::{Completeness, Truncation};

    const GUARDS: &str =
        "A drone struck the residence of prime minister Mustafa Kadhimi in Baghdad. Seven guards were wounded in the drone strike.";
    const MEMBERS: &str = "The residence of prime minister Mustafa Kadhimi in Baghdad was struck by a drone. Six guards were wounded in the drone strike. \
                           The harbour bridge reopened yesterday.";

    #[test]
    fn an_article_against_itself_has_no_conflict_and_no_absence() {
        let told = [told("A", "Drone strikes residence", GUARDS), told("B", "Drone strikes residence", GUARDS)];
        let comparison = compared(&told);
        assert!(comparison.conflicts.is_empty());
        assert!(comparison.claims.iter().all(|claim| claim.coverage.iter().all(|held| held.coverage == Coverage::States)));
        assert!(comparison.alignments.iter().any(|pair| pair.relation == Relation::Same));
    }

    #[test]
    fn other_figures_on_one_matter_are_a_conflict_with_both_passages() {
        let told = [told("A", "", GUARDS), told("B", "", MEMBERS)];
        let comparison = compared(&told);
        let conflict = comparison.conflicts.iter().find(|conflict| conflict.kind == ConflictKind::Quantity).expect("seven and six");
        assert_eq!(conflict.sides.len(), 2);
        assert_eq!(conflict.sides[0].value, "Six");
        assert!(text(&told, conflict.sides[1].bearers[0].0).starts_with("Seven"));
        assert!(conflict.matter.contains("guards"), "{}", conflict.matter);
    }

    #[test]
    fn at_least_two_and_three_agree() {
        let told = [
            told("A", "", "At least two drones struck the residence in Baghdad."),
            told("B", "", "Three drones struck the residence in Baghdad."),
        ];
        assert!(compared(&told).conflicts.is_empty());
    }

    #[test]
    fn the_same_figure_for_people_in_other_words_is_one_claim() {
        let told = [
            told("A", "Twelve arrested at port", "Twelve people were arrested at the port."),
            told("B", "Twelve held at port", "Twelve strikers were detained by the police."),
        ];
        let comparison = compared(&told);
        let claim = comparison.claims.iter().find(|claim| text(&told, claim.label).starts_with("Twelve")).expect("a claim on the arrests");
        assert!(claim.coverage.iter().all(|held| held.coverage == Coverage::States), "{:?}", claim.coverage);
    }

    #[test]
    fn who_gives_another_figure_disputes_the_claim() {
        let told = [told("A", "", GUARDS), told("B", "", MEMBERS)];
        let comparison = compared(&told);
        let seven = comparison.claims.iter().find(|claim| text(&told, claim.label).starts_with("Seven"));
        let six = comparison.claims.iter().find(|claim| text(&told, claim.label).starts_with("Six"));
        let claim = seven.or(six).expect("a claim on the guards");
        assert!(claim.coverage.iter().any(|held| held.coverage == Coverage::Disputes));
    }

    #[test]
    fn a_statement_that_says_two_things_bears_both_claims_and_makes_no_third() {
        let told = [
            told("A", "", "Seven guards were wounded when two drones struck the residence of Kadhimi in Baghdad."),
            told("B", "", "Seven guards were wounded. Two drones struck the residence of Kadhimi in Baghdad."),
        ];
        let comparison = compared(&told);
        let labels: Vec<&str> = comparison.claims.iter().map(|claim| text(&told, claim.label)).collect();
        assert_eq!(labels.len(), 2, "{labels:?}");
        assert!(comparison.claims.iter().all(|claim| claim.statements.iter().any(|held| held.member == 0)), "{labels:?}");
    }

    #[test]
    fn what_lacks_the_figure_of_a_claim_does_not_report_it() {
        let told = [
            told("A", "", "Five firefighters were hurt when the roof of the warehouse collapsed."),
            told("B", "", "The roof of the warehouse collapsed at dawn. The firefighters had left by then."),
        ];
        let comparison = compared(&told);
        let claim = comparison.claims.iter().find(|claim| text(&told, claim.label).starts_with("Five")).expect("it is a claim");
        assert!(!matches!(claim.coverage[1].coverage, Coverage::States | Coverage::Attributes), "{:?}", claim.coverage[1]);
    }

    #[test]
    fn a_rate_that_an_article_gives_nowhere_is_not_in_it_however_long_it_took() {
        let other = "The council heard that permits for bars fell in the harbour. It rained for two years, a waiter joked.";
        assert_eq!(treated(&["Building permits fell by 31 percent in two years."], other, "31"), Coverage::Absent);
    }

    #[test]
    fn few_people_are_told_by_name_as_well() {
        let other = "The bodies of Ann Lee and Katie Lee were found in a house in Newton Street. The dog was dead in the yard.";
        assert_ne!(treated(&["Police found two women dead in a house in Newton Street."], other, "women"), Coverage::Absent);
    }

    #[test]
    fn figures_of_another_happening_are_hardly_a_conflict() {
        let lead = "The bridge at Velmora fell into the river on Monday and four people were killed, police said.";
        let more = "Crews searched the water. Divers came from Larne. The mayor spoke of a dark day.";
        let told = [
            told("A", "", &format!("{lead} {more} A ferry fire near Skarn killed 31 people in spring.")),
            told("B", "", &format!("{lead} {more} A storm in the hills killed nine people last winter.")),
        ];
        let comparison = compared(&told);
        assert!(comparison.conflicts.iter().all(|conflict| conflict.probability < 0.3), "{:?}", comparison.conflicts);
    }

    #[test]
    fn figures_that_an_article_sets_beside_each_other_are_a_conflict() {
        let mut one = told("A", "", "Police said they had arrested 12 people at the dock. The union said more than 30 had been arrested.");
        one.attributions = crate::attribution::find(&one.article, &one.analysis, &crate::attribution::AttributionOptions::default());
        let other = told(
            "B",
            "",
            "The dock was quiet by noon. Lorries passed. The mayor came. The gates were open. Police held 12 people arrested at dawn.",
        );
        let comparison = compared(&[one, other]);
        assert!(comparison.conflicts.iter().any(|conflict| conflict.probability > 0.3), "{:?}", comparison.conflicts);
    }

    #[test]
    fn what_is_said_here_and_denied_there_is_a_conflict() {
        let told = [
            told("A", "", "Mustafa Kadhimi was wounded in the strike on Baghdad."),
            told("B", "", "Mustafa Kadhimi was not wounded in the strike on Baghdad."),
        ];
        let comparison = compared(&told);
        assert!(comparison.conflicts.iter().any(|conflict| conflict.kind == ConflictKind::Polarity));
        assert!(comparison.claims.iter().any(|claim| claim.coverage.iter().any(|held| held.coverage == Coverage::Disputes)));
    }

    #[test]
    fn a_negation_about_one_person_does_not_deny_what_is_said_of_others() {
        let told = [
            told("A", "", "Mustafa Kadhimi was not injured while several guards were wounded in Baghdad."),
            told("B", "", "Several guards were wounded in Baghdad."),
        ];
        assert!(compared(&told).conflicts.is_empty());
    }

    #[test]
    fn a_claim_of_one_article_alone_is_absent_elsewhere_with_the_nearest_passage() {
        let told = [told("A", "", GUARDS), told("B", "", MEMBERS)];
        let comparison = compared(&told);
        let bridge = comparison.claims.iter().find(|claim| text(&told, claim.label).contains("bridge")).expect("a claim of its own");
        assert_eq!(bridge.coverage[0].coverage, Coverage::Absent);
        assert!(bridge.coverage[0].nearest.is_some() && bridge.coverage[0].sentences_searched == 2);
        assert_eq!(bridge.independent_origins, 1);
    }

    #[test]
    fn what_is_told_as_of_an_hour_and_grows_later_is_a_sequence() {
        let mut told = [
            told("A", "", "At least six people were arrested, police said shortly after 8 a.m. on Tuesday."),
            told("B", "", "Police arrested 12 people on Tuesday."),
        ];
        let day = jiff::civil::date(2026, 11, 3);
        told[0].article.published = crate::article::Published::Day(day);
        told[1].article.published = crate::article::Published::Moment { unix_seconds: 1_793_725_200, day };
        let comparison = compared(&told);
        assert!(comparison.conflicts.iter().any(|conflict| conflict.is_sequence), "{:?}", comparison.conflicts);
    }

    #[test]
    fn a_count_that_goes_on_is_a_sequence_by_the_minute() {
        let mut told = [
            told("A", "", "Returns from 71.6 per cent of the districts were in."),
            told("B", "", "With 97 per cent of districts counted, the Greens were ahead."),
            told(
                "C",
                "",
                "With 98.5 percent of districts reporting, the gap had widened. It froze when 71.6 percent of the districts had been counted.",
            ),
        ];
        let day = jiff::civil::date(2026, 10, 12);
        for (at, one) in told.iter_mut().enumerate() {
            one.article.published = crate::article::Published::Moment { unix_seconds: 1_791_763_500 + 1800 * at as i64, day };
        }
        let conflicts = compared(&told).conflicts;
        let [sequence] = &conflicts[..] else { panic!("{conflicts:?}") };
        let values: Vec<&str> = sequence.sides.iter().map(|side| side.value.as_str()).collect();
        assert!(sequence.is_sequence && sequence.probability > 0.15, "{sequence:?}");
        assert_eq!(values, ["71.6 per cent", "97 per cent", "98.5 percent"]);
    }

    #[test]
    fn what_is_near_in_meaning_elsewhere_is_in_no_outlet_alone() {
        let told = [
            told("A", "", "Some 38 ships lay at anchor. The mayor praised the band."),
            told("B", "", "Now 38 vessels were queuing outside. The mayor praised the band."),
        ];
        let comparison = compared(&told);
        let ships = comparison.claims.iter().find(|claim| text(&told, claim.label).contains("ships")).expect("a claim on the ships");
        assert_ne!(ships.coverage[1].coverage, Coverage::Absent);
    }

    /// How an article treats the claim, known by some of its words, of one other article or of several.
    fn treated(others: &[&str], body: &str, words: &str) -> Coverage {
        let mut told: Vec<_> = ["A", "B", "C"].iter().zip(others).map(|(outlet, other)| self::told(outlet, "", other)).collect();
        told.push(self::told("D", "", body));
        let comparison = compared(&told);
        let claim = comparison.claims.iter().find(|claim| text(&told, claim.label).contains(words)).expect("a claim of its own");
        claim.coverage[others.len()].coverage
    }

    #[test]
    fn a_higher_toll_says_at_least_the_lower_one_and_a_number_says_several() {
        let ferry = "The mayor praised the band.";
        let cases = [
            ("At least 14 people were killed.", "The wave killed at least 19 people.", "14", Coverage::States),
            ("Several sailors were wounded.", "Three sailors were wounded in the storm off Larne.", "Several", Coverage::States),
            ("About 30 people were missing.", "Rescuers were looking for 28 people, who were still missing.", "30", Coverage::States),
        ];
        for (one, other, words, expected) in cases {
            assert_eq!(treated(&[&format!("{one} {ferry}")], &format!("{other} {ferry}"), words), expected, "{one}");
        }
        assert_ne!(treated(&["At least 19 people were killed."], "The wave killed at least 14 people.", "19"), Coverage::States);
    }

    #[test]
    fn two_rates_at_which_one_thing_stands_conflict_and_other_uses_of_a_rate_do_not() {
        let differ = |one: &str, other: &str| {
            let conflicts = compared(&[told("A", "", one), told("B", "", other)]).conflicts;
            conflicts.iter().any(|conflict| conflict.kind == ConflictKind::Quantity && conflict.probability >= 0.5)
        };
        let filler = "The mayor praised the band. The harbour was shut. Ferries ran late. The market was full.";
        assert!(differ(&format!("{filler} Unemployment was 7.2 percent in May."), "Unemployment stands at 7.9 percent."));
        assert!(!differ(&format!("{filler} Unemployment rose 0.3 percent in May."), "Unemployment stands at 7.9 percent."));
        assert!(!differ(&format!("{filler} Unemployment of 7.2 percent alarms farmers."), "Unemployment stands at 7.9 percent."));
    }

    #[test]
    fn who_gives_the_rate_alone_does_not_say_that_it_is_the_highest_for_years() {
        let one = "At 4.75 percent, the key rate is the highest for 12 years. The mayor praised the band.";
        let other = "The bank raised its key rate to 4.75 percent. The mayor praised the band.";
        assert_eq!(treated(&[one], other, "highest"), Coverage::Absent);
        assert_eq!(treated(&[one], "The key rate of 4.75 percent is the highest since 2014.", "highest"), Coverage::States);
    }

    #[test]
    fn a_count_of_another_order_is_not_the_count_of_a_claim() {
        let one = "Some 2,400 soldiers are still stationed on the island. The mayor praised the band.";
        assert_eq!(treated(&[one], "Three soldiers stood on the road. The mayor praised the band.", "2,400"), Coverage::Absent);
        assert_ne!(treated(&[one], "Thousands of soldiers are still on the island.", "2,400"), Coverage::Absent);
    }

    #[test]
    fn one_common_word_in_common_is_nothing_near() {
        let one = "The sirens stayed silent. The mayor praised the band.";
        let other = "Schools across the province will stay closed until Monday. The mayor praised the band.";
        assert_eq!(treated(&[one, one], other, "sirens"), Coverage::Absent);
    }

    #[test]
    fn a_sum_is_not_reported_where_the_words_come_near_and_no_sum_is() {
        let other = "The rise was praised by the state. The mayor praised the band.";
        let one = "The rise will add 12 million crowns to the interest bill of the state. The mayor praised the band.";
        assert_eq!(treated(&[one, one], other, "million"), Coverage::Absent);
    }

    #[test]
    fn who_uses_the_rare_predicate_of_a_claim_is_not_surely_silent() {
        let other = "Supporters of the militias say they were robbed and the outcome rigged. The mayor praised the band.";
        let one = "Clerks in the north rigged the count. The mayor praised the band.";
        assert_ne!(treated(&[one], other, "Clerks"), Coverage::Absent);
        assert_eq!(treated(&[one], "The mayor praised the band.", "Clerks"), Coverage::Absent);
    }

    #[test]
    fn each_side_of_a_dispute_has_a_row() {
        let told = [told("A", "", GUARDS), told("B", "", MEMBERS)];
        let comparison = compared(&told);
        let row = |words: &str| comparison.claims.iter().find(|claim| text(&told, claim.label).starts_with(words)).expect("a row");
        assert_eq!(
            [row("Six guards").coverage[0].coverage, row("Six guards").coverage[1].coverage],
            [Coverage::Disputes, Coverage::States]
        );
        assert_eq!(row("Seven guards").coverage[1].coverage, Coverage::Disputes);
    }

    #[test]
    fn silence_of_a_cut_article_is_unknown() {
        let mut told = [told("A", "", GUARDS), told("B", "", MEMBERS)];
        told[0].article.completeness = Completeness::Truncated(Truncation::Paywall);
        let comparison = compared(&told);
        let bridge = comparison.claims.iter().find(|claim| text(&told, claim.label).contains("bridge")).expect("a claim of its own");
        assert_eq!(bridge.coverage[0].coverage, Coverage::Unknown);
    }

    #[test]
    fn a_headline_counts_but_does_not_label() {
        let told = [told("A", "Drone struck the residence of prime minister Kadhimi in Baghdad", GUARDS), told("B", "", MEMBERS)];
        let comparison = compared(&told);
        let shared = comparison
            .claims
            .iter()
            .find(|claim| claim.statements.iter().any(|held| is_headline(&told, *held)))
            .expect("the headline's claim");
        assert!(shared.statements.len() > 1 && !is_headline(&told, shared.label));
    }

    #[test]
    fn swapping_two_articles_mirrors_the_comparison() {
        let (one, other) =
            (compared(&[told("A", "", GUARDS), told("B", "", MEMBERS)]), compared(&[told("B", "", MEMBERS), told("A", "", GUARDS)]));
        assert_eq!(one.conflicts.len(), other.conflicts.len());
        assert_eq!(one.alignments.len(), other.alignments.len());
        assert_eq!(one.claims.len(), other.claims.len());
    }
}
