//! Today's articles beside yesterday's events: each joins one of them, or makes a new one with others of today.
//!
//! Pair scores are those of [`crate::event`], over the articles of the open window and the new ones together; average linkage goes on
//! from the events that are there, which neither part nor join each other, so that what was told yesterday still holds today.
//! An article leaves the window two weeks after its day. One that came before, letter for letter, keeps its event.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{ToSpan, civil::Date};
use rayon::prelude::*;

use crate::article::Article;
use crate::event::clustering;
use crate::event::signature::{Signature, Signer};
use crate::event::state::{Kept, State};
use crate::event::{EventOptions, explanation, meaning, score_signatures};
use crate::span::ArticleIndex;

/// Days for which an article stays open, as in the guide's trial of online mode.
const OPEN_DAYS: i64 = 14;
/// Least mean probability for joins, where the options do not ask for more: what joins here never parts again, and a day shows an
/// article few neighbours. Of .3, .5, .6 and .7 the best: B-cubed F1, day by day, of Wikinews .908 (with .3 .884), Giveme5W1H .881 (.834),
/// AllSides 2021 .843 (.773), AllSides full .804 (.698).
const LEAST_MEAN: f64 = 0.6;
/// Hexadecimal digits of an event's name.
const NAME_DIGITS: usize = 10;

/// What today's articles are to yesterday's events.
#[derive(Clone, Debug, Default)]
pub struct Continuation {
    /// Events with an article of today, those that go on first, each in order of its first new article.
    pub events: Vec<Continued>,
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
    /// Mean pair probability within, over the articles that are open; 1 for a single one.
    pub cohesion: f64,
    /// Names that at least half of its articles have, as today's write them.
    pub names: Vec<String>,
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

    let before: BTreeMap<&str, &str> = kept.iter().map(|kept| (kept.sha256.as_str(), kept.event.as_str())).collect();
    let digests: Vec<String> = articles.iter().map(|article| article.digest.hex()).collect();
    let (known, new): (Vec<usize>, Vec<usize>) = (0..articles.len()).partition(|at| before.contains_key(digests[*at].as_str()));
    let repeated: Vec<(usize, String)> = known.iter().map(|at| (*at, before[digests[*at].as_str()].to_owned())).collect();
    let texts: Vec<&Article> = new.iter().map(|at| &articles[*at]).collect();
    let mut signed: Vec<Signature> = texts.par_iter().map_init(Signer::default, |signer, article| signer.sign(article)).collect();
    // By the reader of the run before: meanings that two made cannot be compared ([`State::check_encoder`]).
    let reader = meaning::read(&texts, &mut signed, options.encoder);

    let (mut start, first_new) = (groups_of(&kept), kept.len());
    let fixed = start.len();
    start.extend((first_new..first_new + new.len()).map(|at| vec![index(at)]));
    let signatures = kept.iter().map(|kept| kept.signature.clone()).chain(signed.iter().cloned()).collect();
    let scored = score_signatures(signatures, reader);
    let edges = scored.edges();
    let groups = clustering::link_onto(start, fixed, &edges, options.granularity.max(LEAST_MEAN));
    let mut home = vec![0_usize; first_new + new.len()];
    groups.iter().enumerate().for_each(|(group, members)| members.iter().for_each(|member| home[*member as usize] = group));
    let mut within = vec![0.0; groups.len()];
    edges.iter().filter(|edge| home[edge.left as usize] == home[edge.right as usize]).for_each(|edge| {
        within[home[edge.left as usize]] += edge.probability;
    });

    let mut taken: BTreeSet<String> = kept.iter().map(|kept| kept.event.clone()).collect();
    let mut names = Vec::with_capacity(groups.len());
    for group in &groups {
        let first = group[0] as usize;
        names.push(if first < first_new { kept[first].event.clone() } else { name(&digests[new[first - first_new]], &mut taken) });
    }
    let mut events: Vec<Continued> = Vec::new();
    for (at, group) in groups.iter().enumerate() {
        let new_ones: Vec<usize> = group.iter().map(|member| *member as usize).filter(|member| *member >= first_new).collect();
        let again = repeated.iter().filter(|(_, event)| *event == names[at]).map(|(article, _)| *article);
        let mut own: Vec<usize> = new_ones.iter().map(|member| new[member - first_new]).chain(again).collect();
        if own.is_empty() {
            continue;
        }
        own.sort_unstable();
        #[allow(clippy::cast_precision_loss, reason = "sizes of groups")]
        let pairs = (group.len() * (group.len() - 1) / 2) as f64;
        let texts: Vec<&Article> = own.iter().map(|at| &articles[*at]).collect();
        events.push(Continued {
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
            sha256: digests[*at].clone(),
            came: latest.or(newest),
            event: names[home[first_new + place]].clone(),
            signature,
        });
    }
    (Continuation { events, open, closed }, State { articles: kept, encoder: options.encoder.map(|encoder| encoder.digest().to_owned()) })
}

/// The open articles of each event, in order.
fn groups_of(kept: &[Kept]) -> Vec<Vec<u32>> {
    let mut groups: Vec<Vec<u32>> = Vec::new();
    let mut place: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, article) in kept.iter().enumerate() {
        let group = *place.entry(&article.event).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[group].push(index(at));
    }
    groups
}

fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
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
        let late = [ferry("c", "2024-03-25", "Divers found the wreck.")];
        let (later, state) = run(state, &late);
        assert_eq!((later.open, later.closed, state.len()), (2, 2, 1));
        assert!(later.events[0].earlier.is_empty());
    }

    #[test]
    fn events_of_yesterday_never_join_each_other() {
        let (_, mut state) = run(State::default(), &[ferry("a", "2024-03-05", "Fourteen are missing.")]);
        let (_, other) = run(State::default(), &[ferry("b", "2024-03-05", "Fourteen people are missing.")]);
        state.articles.extend(other.articles);
        let today = [ferry("c", "2024-03-06", "Three were found.")];
        let (continued, state) = run(state, &today);
        assert_eq!(continued.events.len(), 1);
        assert_eq!(state.articles.iter().map(|kept| &kept.event).collect::<BTreeSet<_>>().len(), 2);
    }
}
