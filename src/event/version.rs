//! Versions of one article: the same outlet published it again with other words.
//!
//! Two texts of one outlet are versions of each other if they have one address, or if most of the shorter one's word shingles (Broder,
//! 1997) stand in the other and both have a date, not the same one. What changed is found sentence by sentence and then word by word
//! (`similar`: Myers, 1986, doi 10.1007/BF01840446). Quadratic in the articles of one outlet in one event.
//! Known miss: a text that was rewritten from top to bottom under a new address.

use std::collections::{BTreeMap, BTreeSet};

use similar::{Algorithm, ChangeTag, DiffTag, TextDiff, capture_diff_slices};

use crate::article::{Article, BlockKind, Published};
use crate::event::origin;
use crate::event::signature;
use crate::span::{ArticleIndex, Span};

/// Share of the shorter text's shingles that the longer one has, from which on they are one article: an update keeps most of its
/// paragraphs, a new story of the next day keeps its background (on our own articles at most .3).
const SHARE_OF_SHINGLES: f64 = 0.6;
/// Fewer shingles than these (some four sentences) are no ground to judge by.
const LEAST_SHINGLES: usize = 40;
/// Share of words and spaces in common (0 to 1) from which on a sentence is another one changed, not one dropped and one added.
const CHANGED_FROM: f32 = 0.5;
/// Parts of an address that say where a reader came from, not what he reads.
const TRACKING: [&str; 5] = ["utm_", "fbclid", "gclid", "ref=", "cmpid"];

/// The versions of one article.
#[derive(Clone, Debug, PartialEq)]
pub struct Versions {
    /// The articles, by time; those without a date last.
    pub articles: Vec<ArticleIndex>,
    /// What each changed of the one before it.
    pub revisions: Vec<Revision>,
}

/// What one version changed of the one before.
#[derive(Clone, Debug, PartialEq)]
pub struct Revision {
    /// The earlier version.
    pub from: ArticleIndex,
    /// The later one.
    pub to: ArticleIndex,
    /// Sentences that were changed, dropped or added, in order; headline first.
    pub changes: Vec<TextChange>,
}

/// A sentence that is not as it was.
#[derive(Clone, Debug, PartialEq)]
pub struct TextChange {
    /// Where it stood; none if it was added.
    pub before: Option<Span>,
    /// Where it stands; none if it was dropped.
    pub after: Option<Span>,
    /// Its words, those of both versions once.
    pub words: Vec<WordRun>,
}

/// Words in sequence that fared alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordRun {
    /// What became of them.
    pub change: WordChange,
    /// The words, with the spaces between them.
    pub text: String,
}

/// What became of words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum WordChange {
    /// They stayed.
    Same,
    /// They are gone.
    Removed,
    /// They are new.
    Added,
}

/// The articles among these that are versions of one another.
#[must_use]
pub fn find(articles: &[Article], members: &[ArticleIndex]) -> Vec<Versions> {
    let mut by_outlet: BTreeMap<&str, Vec<ArticleIndex>> = BTreeMap::new();
    for member in members.iter().filter(|member| member.get() < articles.len()) {
        by_outlet.entry(&articles[member.get()].outlet.name).or_default().push(*member);
    }
    let mut found: Vec<Versions> = by_outlet.into_values().flat_map(|own| of_one_outlet(articles, &own)).collect();
    found.sort_by_key(|versions| versions.articles.iter().min().copied());
    found
}

fn of_one_outlet(articles: &[Article], own: &[ArticleIndex]) -> Vec<Versions> {
    // Each article's group is named after its first member.
    let mut home: Vec<usize> = (0..own.len()).collect();
    let shingles: Vec<BTreeSet<u32>> =
        if own.len() < 2 { Vec::new() } else { own.iter().map(|at| origin::shingles(&articles[at.get()])).collect() };
    for later in 1..own.len() {
        for earlier in 0..later {
            let (one, other) = (&articles[own[earlier].get()], &articles[own[later].get()]);
            if home[earlier] != home[later] && are_versions(one, other, &shingles[earlier], &shingles[later]) {
                let (to, from) = (home[earlier].min(home[later]), home[earlier].max(home[later]));
                home.iter_mut().filter(|home| **home == from).for_each(|home| *home = to);
            }
        }
    }
    let groups = (0..own.len()).filter(|at| home[*at] == *at);
    groups
        .map(|group| (0..own.len()).filter(|at| home[*at] == group).map(|at| own[at]).collect::<Vec<_>>())
        .filter(|group| group.len() > 1)
        .map(|mut group| {
            group.sort_by_key(|at| (moment(articles[at.get()].published), *at));
            let revisions = group.windows(2).map(|pair| revision(articles, pair[0], pair[1])).collect();
            Versions { articles: group, revisions }
        })
        .collect()
}

fn are_versions(one: &Article, other: &Article, left: &BTreeSet<u32>, right: &BTreeSet<u32>) -> bool {
    if one.digest == other.digest {
        return false;
    }
    let address = |article: &Article| article.url.as_deref().map(bare_address);
    if address(one).is_some_and(|own| address(other) == Some(own)) {
        return true;
    }
    let least = left.len().min(right.len());
    #[allow(clippy::cast_precision_loss, reason = "words of a text")]
    let is_near = least >= LEAST_SHINGLES && left.intersection(right).count() as f64 >= SHARE_OF_SHINGLES * least as f64;
    is_near && came_apart(one.published, other.published)
}

/// Whether two texts are known to have come at two times.
fn came_apart(one: Published, other: Published) -> bool {
    match (one, other) {
        (Published::Moment { unix_seconds: one, .. }, Published::Moment { unix_seconds: other, .. }) => one != other,
        _ => one.day().zip(other.day()).is_some_and(|(one, other)| one != other),
    }
}

/// Undated ones last; a day without a time before the times of that day.
fn moment(published: Published) -> (bool, Option<jiff::civil::Date>, i64) {
    let seconds = match published {
        Published::Moment { unix_seconds, .. } => unix_seconds,
        _ => i64::MIN,
    };
    (published.day().is_none(), published.day(), seconds)
}

/// An address without what does not name the page: scheme, `www.`, fragment, tracking, a slash at the end.
pub(crate) fn bare_address(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.split('#').next().unwrap_or("");
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = path.split_once('/').unwrap_or((path, ""));
    let host = host.to_lowercase();
    let kept: Vec<&str> =
        query.split('&').filter(|part| !part.is_empty() && !TRACKING.iter().any(|tracking| part.starts_with(tracking))).collect();
    format!("{}/{}?{}", host.strip_prefix("www.").unwrap_or(&host), path.trim_end_matches('/'), kept.join("&"))
}

fn revision(articles: &[Article], from: ArticleIndex, to: ArticleIndex) -> Revision {
    let (old, new) = (&articles[from.get()], &articles[to.get()]);
    let (before, after) = (sentences(old), sentences(new));
    let words = |article: &Article, spans: &[Span]| -> Vec<String> {
        spans.iter().map(|span| span.of(&article.text).split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    };
    let (left, right) = (words(old, &before), words(new, &after));
    let mut changes = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &left, &right).iter().filter(|op| op.tag() != DiffTag::Equal) {
        let mut next = op.new_range().start;
        for at in op.old_range() {
            // A sentence that only moved is no change of words.
            if right.contains(&left[at]) {
                continue;
            }
            let fits = |place: &usize| !left.contains(&right[*place]) && likeness(&left[at], &right[*place]) >= CHANGED_FROM;
            let twin = (next..op.new_range().end).find(fits);
            let until = twin.unwrap_or(next);
            added(next..until, &left, &right, &after, &mut changes);
            changes.push(TextChange {
                before: Some(before[at]),
                after: twin.map(|twin| after[twin]),
                words: runs(&left[at], twin.map_or("", |twin| &right[twin])),
            });
            next = twin.map_or(until, |twin| twin + 1);
        }
        added(next..op.new_range().end, &left, &right, &after, &mut changes);
    }
    Revision { from, to, changes }
}

fn added(places: std::ops::Range<usize>, left: &[String], right: &[String], after: &[Span], changes: &mut Vec<TextChange>) {
    for place in places.filter(|place| !left.contains(&right[*place])) {
        changes.push(TextChange { before: None, after: Some(after[place]), words: runs("", &right[place]) });
    }
}

fn likeness(left: &str, right: &str) -> f32 {
    TextDiff::from_unicode_words(left, right).ratio()
}

/// The words of both, in runs that fared alike.
fn runs(left: &str, right: &str) -> Vec<WordRun> {
    let mut runs: Vec<WordRun> = Vec::new();
    for change in TextDiff::from_unicode_words(left, right).iter_all_changes() {
        let kind = match change.tag() {
            ChangeTag::Equal => WordChange::Same,
            ChangeTag::Delete => WordChange::Removed,
            ChangeTag::Insert => WordChange::Added,
        };
        match runs.last_mut() {
            Some(run) if run.change == kind => run.text.push_str(change.value()),
            _ => runs.push(WordRun { change: kind, text: change.value().to_owned() }),
        }
    }
    runs
}

/// Headline, then the sentences of the text, captions and furniture left out.
fn sentences(article: &Article) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for block in article.blocks.iter().filter(|block| block.kind.is_prose()) {
        let text = block.span.of(&article.text);
        let parts = if block.kind == BlockKind::Headline { std::iter::once(0..text.len()).collect() } else { origin::sentences(text) };
        let base = block.span.range().start;
        let whole = parts.into_iter().map(|part| Span::new(base + part.start, base + part.end).trim(&article.text));
        spans.extend(whole.filter(|span| signature::words(span.of(&article.text), 0).next().is_some()));
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::article_from_text;

    const FIRST: &str = "The ferry Santa Irene sank off Velmora on Monday night with 60 people aboard. Fourteen are missing, the coast guard said. \
        Rescuers searched the sea near Cape Doro until the storm drove them back into the harbour.\n\nThe owner, Harvan Lines, did not \
        answer questions. The ship was built in 1988 and passed its last inspection in March, according to the port office.";

    fn published(id: &str, moment: Option<(i64, &str)>, url: Option<&str>, text: &str) -> Article {
        let mut article = article_from_text(id, "Ferry sinks off Velmora", text);
        article.outlet.name = "Harvan Post".to_owned();
        article.url = url.map(str::to_owned);
        if let Some((unix_seconds, day)) = moment {
            article.published = Published::Moment { unix_seconds, day: day.parse().expect("it is a day") };
        }
        article
    }

    fn all(articles: &[Article]) -> Vec<ArticleIndex> {
        (0..articles.len()).map(ArticleIndex::new).collect()
    }

    fn update() -> String {
        FIRST.replace("Fourteen are missing", "Eleven are missing") + " The captain was questioned by the police."
    }

    #[test]
    fn one_address_with_another_text_is_a_version_and_its_words_are_compared() {
        let articles = [
            published("late", Some((200, "2024-03-05")), Some("http://harvanpost.example/ferry/?utm_source=feed#top"), &update()),
            published("early", Some((100, "2024-03-05")), Some("https://www.harvanpost.example/ferry"), FIRST),
        ];
        let found = find(&articles, &all(&articles));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].articles, [ArticleIndex(1), ArticleIndex(0)]);
        let changes = &found[0].revisions[0].changes;
        assert_eq!(changes.len(), 2, "{changes:?}");
        let run = |change, text: &str| WordRun { change, text: text.to_owned() };
        assert_eq!(changes[0].words[..2], [run(WordChange::Removed, "Fourteen"), run(WordChange::Added, "Eleven")]);
        assert!(changes[0].before.expect("it was there").of(&articles[1].text).starts_with("Fourteen are"));
        assert_eq!(changes[1].before, None);
        assert!(changes[1].after.expect("it is new").of(&articles[0].text).starts_with("The captain"));
    }

    #[test]
    fn a_near_duplicate_at_another_time_is_a_version_and_at_no_known_time_it_is_none() {
        let versions = |left: Option<(i64, &str)>, right: Option<(i64, &str)>| {
            let articles = [published("a", left, None, FIRST), published("b", right, None, &update())];
            find(&articles, &all(&articles)).len()
        };
        assert_eq!(versions(Some((100, "2024-03-05")), Some((200, "2024-03-05"))), 1);
        assert_eq!(versions(Some((100, "2024-03-05")), Some((100, "2024-03-05"))), 0);
        assert_eq!(versions(Some((100, "2024-03-05")), None), 0);
    }

    #[test]
    fn another_story_another_outlet_and_the_same_text_are_no_versions() {
        let story = "The captain of the Santa Irene told a court in Harvan that water had come in through the car deck. Fourteen people died \
            when his ferry went down off Velmora. The trial goes on next week with the engineers of Harvan Lines, who checked the doors.";
        let mut other = published("c", Some((300, "2024-03-06")), None, &update());
        other.outlet.name = "Velmora Voice".to_owned();
        let articles = [
            published("a", Some((100, "2024-03-05")), Some("https://harvanpost.example/1"), FIRST),
            published("b", Some((200, "2024-03-06")), Some("https://harvanpost.example/2"), story),
            published("d", Some((400, "2024-03-07")), Some("https://harvanpost.example/1"), FIRST),
            other,
        ];
        assert!(find(&articles, &all(&articles)).is_empty());
    }

    #[test]
    fn sentences_that_moved_are_no_change() {
        let moved = "One ferry sank off the coast of Velmora. Two boats went out to look for it. Three men were saved by them.";
        let other = "Two boats went out to look for it. One ferry sank off the coast of Velmora. Three men were saved by them!";
        let articles = [published("a", None, Some("https://x.example/1"), moved), published("b", None, Some("https://x.example/1"), other)];
        let changes = &find(&articles, &all(&articles))[0].revisions[0].changes;
        assert_eq!(changes.len(), 1, "{changes:?}");
        assert!(changes[0].words.iter().any(|run| run.change == WordChange::Added && run.text == "!"));
    }

    #[test]
    fn odd_texts_and_strange_indices_give_nothing() {
        let articles = [published("a", None, Some("#?"), ""), published("b", None, Some("://"), "“”\n…! ?")];
        let _ = find(&articles, &[ArticleIndex(0), ArticleIndex(1), ArticleIndex(9)]);
    }
}
