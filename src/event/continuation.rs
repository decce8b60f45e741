//! Today's articles beside yesterday's events: each joins one of them, or makes a new one with others of today.
//!
//! Articles are open for sixty days after their day, as far as any two are compared. Pair scores are those of [`crate::event`], over
//! the open articles and the new ones together; average linkage is run anew over all of them, since what one day shows is too little
//! to hold on to: an article that came first, without its neighbours, is put right when they come. An event keeps its name where most
//! of its open articles stay, and which earlier articles moved is said. An article that came before, letter for letter, stays where it
//! is. Cost: that of grouping the open articles, each run.
//!
//! Known miss: an event that goes on after a pause of sixty days gets a new name.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{ToSpan, civil::Date};
use rayon::prelude::*;

use crate::article::Article;
use crate::event::clustering;
use crate::event::signature::{SHORT_WORDS, Signature, Signer};
use crate::event::state::{Kept, State};
use crate::event::{EventOptions, GRANULARITY, explanation, meaning, score_stream, surroundings, version};
use crate::span::ArticleIndex;

/// Days for which an article stays open. With 14, the others kept to compare with, B-cubed F1 day by day is .827 for Giveme5W1H (with
/// 60: .872), .895 for Wikinews (.884), .888 for AllSides 2021 (.894), .896 for AllSides full (.893).
const OPEN_DAYS: i64 = 60;
/// Least mean probability for joins in a stream of texts that begins, where the options do not ask for more: what is open shows an article
/// fewer neighbours than a whole collection does, so strangers look nearer. Bare headlines, which share few words, need no more than in a
/// whole collection: B-cubed F1 of UCI headlines day by day is .868 with .3 throughout, .853 with .4, .660 with what texts need.
const LEAST_MEAN: f64 = 0.4;
/// What is added to it with each unit of [`surroundings::crowd`], up to .76 for a stream of thousands. A mean of .7 throughout takes .04
/// from Wikinews; .6 throughout takes .02 from AllSides full (both with articles open for 14 days).
const MORE_IN_A_CROWD: f64 = 0.1;
/// Hexadecimal digits of an event's name.
const NAME_DIGITS: usize = 10;

/// What today's articles are to yesterday's events.
#[derive(Clone, Debug, Default)]
pub struct Continuation {
    /// Events with an article of today, those that go on first, each in order of its first new article.
    pub events: Vec<Continued>,
    /// Articles of earlier runs that are in another event now, in the order in which they came.
    pub moved: Vec<Moved>,
    /// Articles that were open before.
    pub open: usize,
    /// Of these, those that are too old now.
    pub closed: usize,
}

/// An event with articles of today.
#[derive(Clone, Debug)]
pub struct Continued {
    /// Its name, the same from run to run.
    pub name: String,
    /// Those that came before, in order.
    pub earlier: Vec<Earlier>,
    /// Those of this run.
    pub articles: Vec<ArticleIndex>,
    /// Of these, new texts of an earlier article: same outlet and address. What changed cannot be told, since no text is kept.
    pub rewritten: Vec<(ArticleIndex, Earlier)>,
    /// Mean pair probability within, over the articles that are open; 1 for a single one.
    pub cohesion: f64,
    /// Names that at least half of its articles have, as today's write them.
    pub names: Vec<String>,
}

/// An article of an earlier run that today's put into another event.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Moved {
    /// The article.
    pub article: Earlier,
    /// Name of the event that it was in.
    pub from: String,
    /// Name of the event that it is in.
    pub to: String,
}

/// An article of an earlier run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Earlier {
    /// Its id.
    pub id: String,
    /// Its outlet.
    pub outlet: String,
    /// Its headline.
    pub title: String,
    /// Day of publication.
    pub day: Option<Date>,
}

/// Adds the articles to the events, and says what the next run needs.
#[must_use]
pub fn proceed(state: State, articles: &[Article], options: &EventOptions) -> (Continuation, State) {
    let latest = articles.iter().filter_map(|article| article.published.day()).max();
    let newest = latest.max(state.articles.iter().filter_map(Kept::day).max());
    let open = state.articles.len();
    let oldest = newest.and_then(|day| day.checked_sub(OPEN_DAYS.days()).ok());
    let mut kept: Vec<Kept> = state.articles;
    kept.retain(|kept| kept.day().zip(oldest).is_none_or(|(day, oldest)| day >= oldest));
    let closed = open - kept.len();

    let before: BTreeSet<&str> = kept.iter().map(|kept| kept.sha256.as_str()).collect();
    let digests: Vec<String> = articles.iter().map(|article| article.digest.hex()).collect();
    let (known, new): (Vec<usize>, Vec<usize>) = (0..articles.len()).partition(|at| before.contains(digests[*at].as_str()));
    let repeated: Vec<(usize, &str)> = known.iter().map(|at| (*at, digests[*at].as_str())).collect();
    let texts: Vec<&Article> = new.iter().map(|at| &articles[*at]).collect();
    let mut signed: Vec<Signature> = texts.par_iter().map_init(Signer::default, |signer, article| signer.sign(article)).collect();
    // By the reader of the run before: meanings that two made cannot be compared ([`State::check_encoder`]).
    let reader = meaning::read(&texts, &mut signed, options.encoder);

    let first_new = kept.len();
    let seen = state.seen + new.len();
    let signatures = kept.iter().map(|kept| kept.signature.clone()).chain(signed.iter().cloned()).collect();
    let scored = score_stream(signatures, reader, seen);
    let edges = scored.edges();
    let groups = clustering::link(first_new + new.len(), &edges, options.granularity.max(least_mean(&scored.signatures, seen)));
    let mut home = vec![0_usize; first_new + new.len()];
    groups.iter().enumerate().for_each(|(group, members)| members.iter().for_each(|member| home[*member as usize] = group));
    let mut within = vec![0.0; groups.len()];
    edges.iter().filter(|edge| home[edge.left as usize] == home[edge.right as usize]).for_each(|edge| {
        within[home[edge.left as usize]] += edge.probability;
    });

    let names = names(&groups, &kept, |member| &digests[new[member - first_new]]);
    let mut moved = Vec::new();
    for (group, name) in groups.iter().zip(&names) {
        let latest = group.iter().filter_map(|member| scored.signatures[*member as usize].day).max();
        for member in group.iter().map(|member| *member as usize).filter(|member| *member < first_new) {
            let article = &mut kept[member];
            article.came = article.came.or(latest);
            if article.event != *name {
                let from = std::mem::replace(&mut article.event, name.clone());
                moved.push((member, Moved { article: earlier(article), from, to: name.clone() }));
            }
        }
    }
    moved.sort_by_key(|(member, _)| *member);
    let moved: Vec<Moved> = moved.into_iter().map(|(_, moved)| moved).collect();
    let mut events: Vec<Continued> = Vec::new();
    for (at, group) in groups.iter().enumerate() {
        let new_ones: Vec<usize> = group.iter().map(|member| *member as usize).filter(|member| *member >= first_new).collect();
        let again = repeated
            .iter()
            .filter(|(_, digest)| group.iter().any(|member| kept.get(*member as usize).is_some_and(|kept| kept.sha256 == *digest)));
        let mut own: Vec<usize> = new_ones.iter().map(|member| new[member - first_new]).chain(again.map(|(article, _)| *article)).collect();
        if own.is_empty() {
            continue;
        }
        own.sort_unstable();
        #[allow(clippy::cast_precision_loss, reason = "sizes of groups")]
        let pairs = (group.len() * (group.len() - 1) / 2) as f64;
        let texts: Vec<&Article> = own.iter().map(|at| &articles[*at]).collect();
        let rewritten = own.iter().filter_map(|at| Some((ArticleIndex::new(*at), earlier(earlier_text(&articles[*at], &kept)?)))).collect();
        events.push(Continued {
            rewritten,
            name: names[at].clone(),
            earlier: group
                .iter()
                .map(|member| *member as usize)
                .filter(|member| *member < first_new)
                .map(|at| earlier(&kept[at]))
                .collect(),
            articles: own.into_iter().map(ArticleIndex::new).collect(),
            cohesion: if group.len() > 1 { within[at] / pairs } else { 1.0 },
            names: explanation::names_in_common(&texts, &scored, group),
        });
    }
    events.sort_by_key(|event| (event.earlier.is_empty(), event.articles[0]));

    for (place, (at, signature)) in new.iter().zip(signed).enumerate() {
        let article = &articles[*at];
        kept.push(Kept {
            id: article.id.clone(),
            outlet: article.outlet.name.clone(),
            title: article.title().to_owned(),
            address: article.url.as_deref().map(version::bare_address),
            sha256: digests[*at].clone(),
            came: latest.or(newest),
            event: names[home[first_new + place]].clone(),
            signature,
        });
    }
    let encoder = options.encoder.map(|encoder| encoder.digest().to_owned());
    (Continuation { events, moved, open, closed }, State { articles: kept, seen, encoder })
}

/// Least mean probability for joins among these articles, when so many have come so far.
#[allow(clippy::cast_precision_loss, reason = "numbers of articles")]
fn least_mean(open: &[Signature], seen: usize) -> f64 {
    let texts = open.iter().filter(|signature| signature.words >= SHORT_WORDS).count();
    let share = texts as f64 / open.len().max(1) as f64;
    let of_texts = LEAST_MEAN + MORE_IN_A_CROWD * f64::from(surroundings::crowd(seen));
    GRANULARITY + share * (of_texts - GRANULARITY)
}

/// The latest earlier article with the same outlet and address and another text.
fn earlier_text<'a>(article: &Article, kept: &'a [Kept]) -> Option<&'a Kept> {
    let address = article.url.as_deref().map(version::bare_address)?;
    let digest = article.digest.hex();
    let is_same = |kept: &&Kept| kept.outlet == article.outlet.name && kept.address.as_ref() == Some(&address) && kept.sha256 != digest;
    kept.iter().rev().find(is_same)
}

/// The name of each group: an event's name goes where most of its articles are, one to a group; the others get new ones. `digest` is
/// that of a new article.
fn names<'a>(groups: &[Vec<u32>], kept: &'a [Kept], digest: impl Fn(usize) -> &'a String) -> Vec<String> {
    // How many articles of an event are in a group, and the first of them.
    let mut shared: BTreeMap<(usize, &str), (usize, u32)> = BTreeMap::new();
    for (group, members) in groups.iter().enumerate() {
        for &member in members {
            if let Some(article) = kept.get(member as usize) {
                shared.entry((group, &article.event)).or_insert((0, member)).0 += 1;
            }
        }
    }
    let mut ranked: Vec<(usize, u32, usize, &str)> =
        shared.into_iter().map(|((group, name), (count, first))| (count, first, group, name)).collect();
    ranked.sort_by(|left, right| right.0.cmp(&left.0).then(left.1.cmp(&right.1)));
    let mut names: Vec<Option<String>> = vec![None; groups.len()];
    let mut given: BTreeSet<&str> = BTreeSet::new();
    for (_, _, group, name) in ranked {
        if names[group].is_none() && given.insert(name) {
            names[group] = Some(name.to_owned());
        }
    }
    let mut taken: BTreeSet<String> = kept.iter().map(|kept| kept.event.clone()).collect();
    let first = |group: &[u32]| kept.get(group[0] as usize).map_or_else(|| digest(group[0] as usize), |kept| &kept.sha256);
    names.into_iter().zip(groups).map(|(known, group)| known.unwrap_or_else(|| name(first(group), &mut taken))).collect()
}

fn earlier(kept: &Kept) -> Earlier {
    Earlier { id: kept.id.clone(), outlet: kept.outlet.clone(), title: kept.title.clone(), day: kept.signature.day }
}

/// A name for a new event, made from the text of its first article.
fn name(digest: &str, taken: &mut BTreeSet<String>) -> String {
    let short = digest.get(..NAME_DIGITS).unwrap_or(digest);
    let name = if taken.contains(&format!("e-{short}")) { format!("e-{digest}") } else { format!("e-{short}") };
    taken.insert(name.clone());
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Published;
    use crate::ingest::article_from_text;

    fn article(id: &str, day: &str, title: &str, text: &str) -> Article {
        let mut article = article_from_text(id, title, text);
        article.published = Published::Day(day.parse().expect("it is a day"));
        article
    }

    fn ferry(id: &str, day: &str, more: &str) -> Article {
        let text = format!(
            "A ferry, the Santa Irene, sank off the island of Velmora near Cape Doro with 60 people aboard. \
             The coast guard sent four boats from the harbour at Doro, and divers were looking for the wreck in high waves. {more}"
        );
        article(id, day, "Ferry Santa Irene sinks off Velmora", &text)
    }

    fn budget(id: &str, day: &str) -> Article {
        let text = "Lawmakers in Harvan put off the vote on the state budget after Ilse Brandt failed to win over the coalition on pension cuts. \
             The finance minister said that talks with the smaller party would go on in parliament this week and that no tax would rise.";
        article(id, day, "Budget vote delayed in Harvan", text)
    }

    #[test]
    fn texts_need_more_in_a_crowd_and_bare_headlines_do_not() {
        let of = |words: usize| Signature { words, ..Signature::default() };
        assert!((least_mean(&[of(0), of(7)], 5000) - GRANULARITY).abs() < 1e-9);
        assert!((least_mean(&[of(400)], 5) - LEAST_MEAN).abs() < 1e-9);
        assert!(least_mean(&[of(400)], 5000) > 0.7);
        assert!(least_mean(&[of(400), of(0)], 5000) < least_mean(&[of(400)], 5000));
        assert!((least_mean(&[], 0) - GRANULARITY).abs() < 1e-9);
    }

    fn run(state: State, articles: &[Article]) -> (Continuation, State) {
        proceed(state, articles, &EventOptions::default())
    }

    fn ids(event: &Continued, articles: &[Article]) -> (Vec<String>, Vec<String>) {
        let new = event.articles.iter().map(|index| articles[index.get()].id.clone()).collect();
        (event.earlier.iter().map(|earlier| earlier.id.clone()).collect(), new)
    }

    #[test]
    fn an_article_joins_the_event_of_yesterday_and_keeps_its_name() {
        let first = [ferry("a", "2024-03-05", "Fourteen are missing."), budget("b", "2024-03-05")];
        let (monday, state) = run(State::default(), &first);
        assert_eq!((monday.events.len(), monday.open), (2, 0));
        let second = [ferry("c", "2024-03-06", "The coast guard found three of them."), budget("d", "2024-03-06")];
        let (tuesday, state) = run(state, &second);
        assert_eq!(tuesday.events.len(), 2);
        assert_eq!(ids(&tuesday.events[0], &second), (vec!["a".to_owned()], vec!["c".to_owned()]));
        assert_eq!(tuesday.events[0].name, monday.events[0].name);
        assert!(tuesday.events[0].names.iter().any(|name| name.contains("Velmora")), "{:?}", tuesday.events[0].names);
        // "d" is "b", letter for letter.
        assert_eq!(state.len(), 3);
    }

    #[test]
    fn the_same_text_again_changes_nothing() {
        let first = [ferry("a", "2024-03-05", "Fourteen are missing."), budget("b", "2024-03-05")];
        let (_, state) = run(State::default(), &first);
        let (again, after) = run(state, &first);
        assert_eq!(after.len(), 2);
        assert_eq!(again.events.iter().map(|event| event.earlier.len()).collect::<Vec<_>>(), [1, 1]);
    }

    #[test]
    fn what_is_old_is_closed_and_what_has_no_date_is_as_old_as_its_run() {
        let mut undated = ferry("u", "2024-03-05", "Fourteen are missing.");
        undated.published = Published::Unknown;
        let (_, state) = run(State::default(), &[undated, budget("b", "2024-03-05")]);
        let late = [ferry("c", "2024-05-25", "Divers found the wreck.")];
        let (later, state) = run(state, &late);
        assert_eq!((later.open, later.closed, state.len()), (2, 2, 1));
        assert!(later.events[0].earlier.is_empty());
    }

    #[test]
    fn what_has_no_date_in_a_run_without_dates_is_as_old_as_its_event() {
        let mut undated = ferry("u", "2024-03-05", "Fourteen are missing.");
        undated.published = Published::Unknown;
        let (_, state) = run(State::default(), &[undated]);
        assert_eq!(state.articles[0].day(), None);
        let (_, state) = run(state, &[ferry("c", "2024-03-05", "Divers found the wreck.")]);
        assert_eq!(state.articles[0].day(), "2024-03-05".parse().ok());
    }

    #[test]
    fn events_that_turn_out_to_be_one_are_joined_and_it_is_said_which_article_moved() {
        let (_, mut state) = run(State::default(), &[ferry("a", "2024-03-05", "Fourteen are missing.")]);
        let (_, other) = run(State::default(), &[ferry("b", "2024-03-05", "Fourteen people are missing.")]);
        state.articles.extend(other.articles);
        let first = state.articles[0].event.clone();
        let (continued, state) = run(state, &[ferry("c", "2024-03-06", "Three were found.")]);
        assert_eq!(continued.events.len(), 1);
        assert_eq!(continued.events[0].name, first);
        assert_eq!(continued.moved.iter().map(|moved| (moved.article.id.as_str(), &moved.to)).collect::<Vec<_>>(), [("b", &first)]);
        assert_eq!(state.articles.iter().map(|kept| &kept.event).collect::<BTreeSet<_>>().len(), 1);
    }

    #[test]
    fn a_name_stays_with_most_of_its_articles() {
        let (_, mut state) = run(
            State::default(),
            &[ferry("a", "2024-03-05", "It sank."), ferry("b", "2024-03-05", "It sank fast."), budget("x", "2024-03-05")],
        );
        let ferry_name = state.articles[0].event.clone();
        state.articles[2].event = ferry_name.clone();
        let (continued, state) = run(state, &[ferry("c", "2024-03-06", "Three were found.")]);
        assert_eq!(continued.moved.iter().map(|moved| moved.article.id.as_str()).collect::<Vec<_>>(), ["x"]);
        assert_eq!(state.articles.iter().filter(|kept| kept.event == ferry_name).count(), 3);
    }

    #[test]
    fn a_new_text_under_an_old_address_is_said_to_be_one() {
        let at = |mut article: Article| {
            article.url = Some("https://example.com/ferry".to_owned());
            article.outlet.name = "Harbour Post".to_owned();
            article
        };
        let (_, state) = run(State::default(), &[at(ferry("a", "2024-03-05", "Fourteen are missing."))]);
        let (continued, _) = run(state, &[at(ferry("b", "2024-03-06", "Three were found.")), ferry("c", "2024-03-06", "All were found.")]);
        let rewritten = &continued.events[0].rewritten;
        assert_eq!(rewritten.iter().map(|(new, old)| (new.0, old.id.as_str())).collect::<Vec<_>>(), [(0, "a")]);
    }
}
