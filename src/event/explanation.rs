//! Why articles are together: shared names, rare terms and days, the runner-up of each article, the features of a pair.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::article::Article;
use crate::event::clustering::Edge;
use crate::event::probability::{self, FEATURE_NAMES};
use crate::event::signature::{self, Word};
use crate::event::similarity::Comparer;
use crate::event::surroundings::Shared;
use crate::event::{Event, Pair, RunnerUp, Scored, Why};
use crate::lexicon::source_word::{self, SourceWord};
use crate::lexicon::{calendar, function, number};
use crate::span::{ArticleIndex, EventIndex};

/// Names and terms shown at most.
const SHOWN: usize = 8;
/// A term in a larger share of passages says nothing about an event: "government" is in a tenth.
const LARGEST_SHARE: f32 = 0.05;
/// Share of passages below which a term is not rarer.
const LEAST_SHARE: f32 = 1e-4;
/// Runners-up below this mean probability came not near.
const LEAST_RUNNER_UP: f64 = 0.02;
/// Articles of a group that are read for its terms in any case.
const READ_FOR_TERMS: usize = 2;
/// Articles of a group that are read at most; of the others the signatures say which names and terms they hold.
const READ: usize = 6;

/// What stands for and against two articles in one event.
#[derive(Clone, Debug, PartialEq)]
pub struct PairReasons {
    /// That both report one event, 0 to 1.
    pub probability: f64,
    /// Mean probability between the articles of their two events, or within the one that they share, 0 to 1.
    pub mean_between: f64,
    /// The features and what each adds to the log odds, largest first.
    pub features: Vec<PairFeature>,
    /// Names that both have, rarest first.
    pub names: Vec<String>,
    /// Rare terms that both have, rarest first.
    pub terms: Vec<String>,
}

/// One feature of a pair.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PairFeature {
    /// What it compares.
    pub name: &'static str,
    /// Its value.
    pub value: f64,
    /// What it adds to the log odds.
    pub contribution: f64,
}

/// Makes events of groups of articles; `edges` are those of what was scored.
pub(crate) fn describe(articles: &[Article], scored: &Scored, edges: &[Edge], groups: Vec<Vec<u32>>) -> Vec<Event> {
    let mut event_of = vec![0_usize; articles.len()];
    for (event, group) in groups.iter().enumerate() {
        for &article in group {
            event_of[article as usize] = event;
        }
    }
    let mut within = vec![0.0; groups.len()];
    let mut beyond: Vec<BTreeMap<usize, f64>> = vec![BTreeMap::new(); articles.len()];
    for edge in edges {
        let (left, right) = (edge.left as usize, edge.right as usize);
        if event_of[left] == event_of[right] {
            within[event_of[left]] += edge.probability;
        } else {
            *beyond[left].entry(event_of[right]).or_default() += edge.probability;
            *beyond[right].entry(event_of[left]).or_default() += edge.probability;
        }
    }
    #[allow(clippy::cast_precision_loss, reason = "sizes of groups")]
    let size = |event: usize| groups[event].len() as f64;
    groups
        .par_iter()
        .enumerate()
        .map(|(event, group)| {
            let runner_up = |&article: &u32| {
                let near = beyond[article as usize].iter().map(|(&other, &sum)| (sum / size(other), other));
                let best = near.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))?;
                (best.0 >= LEAST_RUNNER_UP).then_some(RunnerUp { event: EventIndex::new(best.1), score: best.0 })
            };
            let pairs = size(event) * (size(event) - 1.0) / 2.0;
            Event {
                articles: group.iter().map(|&article| ArticleIndex(article)).collect(),
                cohesion: if group.len() > 1 { within[event] / pairs } else { 1.0 },
                why: why(articles, scored, group),
                runners_up: group.iter().map(runner_up).collect(),
            }
        })
        .collect()
}

fn why(articles: &[Article], scored: &Scored, group: &[u32]) -> Why {
    let days = group.iter().filter_map(|&article| articles[article as usize].published.day());
    let days = days.clone().min().zip(days.max());
    if group.len() < 2 {
        return Why { days, ..Why::default() };
    }
    let (names, terms) = in_common(articles, scored, group, group.len().div_ceil(2).max(2));
    Why { names, terms, days }
}

/// Names of at least half of a group's articles, as some of them write them, most telling first. For groups of which not all texts
/// are at hand.
pub(crate) fn names_in_common(texts: &[&Article], scored: &Scored, group: &[u32]) -> Vec<String> {
    let least = group.len().div_ceil(2).max(2);
    let mut holders: FxHashMap<u32, usize> = FxHashMap::default();
    for name in group.iter().flat_map(|&article| &scored.signatures[article as usize].names) {
        *holders.entry(name.key).or_default() += 1;
    }
    let known = Known::of(scored, group);
    let mut reading = Reading::new(&known, &[]);
    texts.iter().enumerate().for_each(|(order, text)| reading.read(text, order));
    for (key, held) in &mut reading.names {
        held.articles = holders.get(key).copied().unwrap_or(0);
    }
    shortest_list(reading.ranked_names(least))
}

/// What the signatures of a group say of its words.
#[derive(Default)]
struct Known {
    /// Share of passages of English news that hold each name.
    names: FxHashMap<u32, f32>,
    /// Words too common to open a name.
    common: FxHashSet<u32>,
}

impl Known {
    fn of(scored: &Scored, group: &[u32]) -> Self {
        let mut known = Self::default();
        for signature in group.iter().map(|&article| &scored.signatures[article as usize]) {
            for name in &signature.names {
                known.names.entry(name.key).or_insert(name.share);
            }
            known.common.extend(signature.terms.iter().filter(|term| signature::is_common(term.share)).map(|term| term.key));
        }
        known
    }
}

/// Rarity in news at large, whatever the run.
fn rarity(share: f32) -> f32 {
    -share.max(LEAST_SHARE).ln()
}

/// How telling a term is that so many articles hold.
#[allow(clippy::cast_precision_loss, reason = "sizes of groups")]
fn weight(share: f32, articles: usize) -> f32 {
    rarity(share) * articles as f32
}

/// Rare terms of those articles that are read which at least `least` of all hold, in order of their keys: key and weight.
fn rare_terms(scored: &Scored, read: &[u32], others: &[u32], least: usize) -> Vec<(u32, f32)> {
    let rare = |article: &u32| scored.signatures[*article as usize].terms.iter().filter(|term| term.share <= LARGEST_SHARE);
    let mut held: FxHashMap<u32, (f32, usize)> = FxHashMap::default();
    for term in read.iter().flat_map(rare) {
        held.entry(term.key).or_insert((term.share, 0)).1 += 1;
    }
    for term in others.iter().flat_map(rare) {
        held.entry(term.key).and_modify(|held| held.1 += 1);
    }
    let common = held.into_iter().filter(|(_, (_, articles))| *articles >= least);
    let mut terms: Vec<(u32, f32)> = common.map(|(key, (share, articles))| (key, weight(share, articles))).collect();
    terms.sort_unstable_by_key(|term| term.0);
    terms
}

/// Names and rare terms in at least `least` of these articles, most telling first.
fn in_common(articles: &[Article], scored: &Scored, group: &[u32], least: usize) -> (Vec<String>, Vec<String>) {
    let (read, others) = group.split_at(group.len().min(READ));
    let known = Known::of(scored, read);
    let rare = rare_terms(scored, read, others, least);
    let mut reading = Reading::new(&known, &rare);
    for (order, &article) in read.iter().enumerate() {
        reading.read(&articles[article as usize], order);
    }
    for name in others.iter().flat_map(|&article| &scored.signatures[article as usize].names) {
        reading.names.entry(name.key).and_modify(|held| held.articles += 1);
    }
    let kept = shortest_list(reading.ranked_names(least));
    let lower: Vec<String> = kept.iter().map(|name| name.to_lowercase()).collect();
    let in_a_name = |term: &str| {
        let mut words = lower.iter().flat_map(|name| name.split(' '));
        words.any(|word| word == term || word.split('-').any(|part| part == term))
    };
    let terms = rare.into_iter().filter_map(|(key, weight)| Some((weight, reading.terms.remove(&key)??)));
    let terms = ranked(terms.collect()).into_iter().filter(|term| !in_a_name(term)).take(SHOWN).collect();
    (kept, terms)
}

/// By weight, the heaviest first.
fn ranked(mut found: Vec<(f32, String)>) -> Vec<String> {
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    found.into_iter().map(|(_, written)| written).collect()
}

/// The first names of a list, of those with a word in common one: the fuller, unless it is very long.
fn shortest_list(names: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for name in names {
        let inside = |longer: &str, shorter: &str| {
            longer.to_lowercase().split(' ').any(|word| word == shorter.to_lowercase()) || longer.contains(shorter)
        };
        match kept.iter().position(|other| inside(other, &name) || inside(&name, other)) {
            Some(at) if kept[at].len() < name.len() && kept[at].len() < 25 => kept[at] = name,
            Some(_) => {}
            None => kept.push(name),
        }
    }
    kept.dedup();
    kept.truncate(SHOWN);
    kept
}

/// Which articles hold a name, and how it was first written.
struct Held {
    last_article: usize,
    articles: usize,
    written: String,
}

/// Where the bare name lies within a run of capitalised words, and its key.
type Bare = Option<(usize, usize, u32)>;

/// Reads the articles of a group one after the other for how its names and terms are written.
struct Reading<'group> {
    known: &'group Known,
    names: FxHashMap<u32, Held>,
    /// The terms that are looked for, once found as written.
    terms: FxHashMap<u32, Option<String>>,
    /// Those not yet found, without those that are names as well: they may never be written small.
    sought: usize,
    /// Runs of words met so far.
    runs: FxHashMap<u32, Bare>,
    buffer: String,
    whole: String,
}

impl<'group> Reading<'group> {
    fn new(known: &'group Known, terms: &[(u32, f32)]) -> Self {
        Self {
            known,
            names: FxHashMap::default(),
            terms: terms.iter().map(|(key, _)| (*key, None)).collect(),
            sought: terms.iter().filter(|(key, _)| !known.names.contains_key(key)).count(),
            runs: FxHashMap::default(),
            buffer: String::new(),
            whole: String::new(),
        }
    }

    /// Notes the names and terms of an article.
    fn read(&mut self, article: &Article, order: usize) {
        for block in article.blocks.iter().filter(|block| block.kind.is_prose()) {
            let words: Vec<Word<'_>> = signature::words(block.span.of(&article.text), block.span.range().start).collect();
            self.read_names(article, order, &words);
            if self.sought > 0 || order < READ_FOR_TERMS {
                self.read_terms(&words);
            }
        }
    }

    fn read_names(&mut self, article: &Article, order: usize, words: &[Word<'_>]) {
        let Self { known, names, runs, buffer, whole, .. } = self;
        let common = |at: usize| known.common.contains(&signature::key_of(words[at].form, &mut String::new()));
        for run in signature::name_runs(words, common) {
            let goes_on = words.get(run.last + 1).filter(|next| !next.opens && !next.parted && is_surname_with_article(next.form));
            let run = &words[run.first..=run.last];
            let bare = *runs.entry(signature::name_key(run, buffer, whole)).or_insert_with(|| {
                let (first, last) = bare(run)?;
                Some((first, last, signature::name_key(&run[first..=last], buffer, whole)))
            });
            let Some((first, last, key)) = bare.filter(|(_, _, key)| known.names.contains_key(key)) else { continue };
            let at_end = last + 1 == run.len();
            let (Some(first), Some(last)) = (run.get(first), run.get(last)) else { continue };
            let held = names.entry(key).or_insert_with(|| {
                let last = goes_on.filter(|_| at_end).unwrap_or(last);
                let written = article.text.get(first.start..last.start + last.form.len()).unwrap_or("");
                let written = written.split_whitespace().collect::<Vec<_>>().join(" ");
                let written = written.strip_suffix("'s").or(written.strip_suffix("’s")).unwrap_or(&written).to_owned();
                Held { last_article: usize::MAX, articles: 0, written }
            });
            held.articles += usize::from(held.last_article != order);
            held.last_article = order;
        }
    }

    fn read_terms(&mut self, words: &[Word<'_>]) {
        for word in words.iter().filter(|word| word.form.starts_with(char::is_lowercase) && word.form.len() > 2) {
            let key = signature::key_of(word.form, &mut self.buffer);
            let Some(written @ None) = self.terms.get_mut(&key) else { continue };
            if word.form.chars().count() < 3 {
                continue;
            }
            self.sought -= usize::from(!self.known.names.contains_key(&key));
            signature::normal(word.form, &mut self.buffer);
            if says_nothing(&self.buffer) || is_title(&self.buffer) || function::is_function_word(&self.buffer) {
                self.terms.remove(&key);
            } else {
                *written = Some(self.buffer.clone());
            }
        }
    }

    /// Names of at least `least` articles, by number of articles times rarity.
    fn ranked_names(&mut self, least: usize) -> Vec<String> {
        let names = self.names.drain().filter(|(_, held)| held.articles >= least);
        let share = |key: &u32| self.known.names.get(key).copied().unwrap_or(0.0);
        ranked(names.map(|(key, held)| (weight(share(&key), held.articles), held.written)).collect())
    }
}

/// Where, in a run of capitalised words, a name stands without titles and offices before it ("Iraqi Prime Minister Mustafa") and words of the
/// calendar around it: positions of its first and last word. Nothing if nothing is left.
fn bare(run: &[Word<'_>]) -> Option<(usize, usize)> {
    let mut lower = String::new();
    let mut says = |word: &Word<'_>, wanted: &dyn Fn(&str) -> bool| {
        signature::normal(word.form, &mut lower);
        wanted(&lower)
    };
    let opens_name = |lower: &str| !says_nothing(lower) && !is_title(lower) && !function::is_function_word(lower);
    let last = run.iter().rposition(|word| says(word, &|lower| !says_nothing(lower)))?;
    let after_title = run[..last].iter().rposition(|word| says(word, &is_title)).map_or(0, |title| title + 1);
    let first = after_title + run[after_title..].iter().position(|word| says(word, &opens_name))?;
    (first <= last).then_some((first, last))
}

/// A title or an office.
fn is_title(lower: &str) -> bool {
    matches!(source_word::of(lower), Some(SourceWord::Title | SourceWord::Role(_)))
}

/// A surname that begins with a small article: "al-Kadhimi".
fn is_surname_with_article(form: &str) -> bool {
    form.split_once('-').is_some_and(|(article, name)| article.chars().all(char::is_lowercase) && name.starts_with(char::is_uppercase))
}

/// Weekdays, months, numbers and number words, "percent", and verbs drawn together ("I'm", "don't"): any two articles may share them.
fn says_nothing(lower: &str) -> bool {
    const DRAWN_TOGETHER: [&str; 6] = ["n't", "'re", "'ve", "'ll", "'d", "'m"];
    calendar::look_up(lower).is_some()
        || matches!(lower, "cent" | "percent")
        || number::look_up(lower).is_some()
        || lower.starts_with(|c: char| c.is_ascii_digit())
        || DRAWN_TOGETHER.iter().any(|ending| lower.ends_with(ending))
}

/// Explains one pair.
pub(crate) fn pair(articles: &[Article], events: &[Event], scored: &Scored, left: ArticleIndex, right: ArticleIndex) -> PairReasons {
    let (left, right) = (left.0.min(right.0), left.0.max(right.0));
    if right as usize >= scored.signatures.len() {
        return PairReasons { probability: 0.0, mean_between: 0.0, features: Vec::new(), names: Vec::new(), terms: Vec::new() };
    }
    let compared = scored.pairs.binary_search_by_key(&(left, right), |pair| (pair.left, pair.right)).ok().map(|at| &scored.pairs[at]);
    let plain = || Comparer::new(&scored.run, &scored.signatures).compare(left as usize, right as usize);
    let apart = Pair { left, right, plain: compared.map_or_else(plain, |pair| pair.plain), shared: Shared::default() };
    let pair = compared.unwrap_or(&apart);
    let values = scored.features(pair);
    let contributions = probability::contributions(&pair.plain, scored.reader, &values);
    let mut features: Vec<PairFeature> = FEATURE_NAMES
        .iter()
        .zip(values)
        .zip(contributions)
        .map(|((name, value), contribution)| PairFeature { name, value: value.into(), contribution: contribution.into() })
        .collect();
    features.sort_by(|a, b| b.contribution.abs().total_cmp(&a.contribution.abs()));
    let (names, terms) = in_common(articles, scored, &[left, right], 2);
    PairReasons { probability: scored.probability(pair), mean_between: mean_between(events, scored, left, right), features, names, terms }
}

/// The mean that decides whether the groups of two articles are joined.
fn mean_between(events: &[Event], scored: &Scored, left: u32, right: u32) -> f64 {
    let home = |article: u32| events.iter().position(|event| event.articles.contains(&ArticleIndex(article)));
    let (Some(one), Some(other)) = (home(left), home(right)) else { return 0.0 };
    let is_in = |event: usize, article: u32| events[event].articles.contains(&ArticleIndex(article));
    let across = |pair: &&Pair| is_in(one, pair.left) && is_in(other, pair.right) || is_in(other, pair.left) && is_in(one, pair.right);
    let sum: f64 = scored.pairs.iter().filter(across).map(|pair| scored.probability(pair)).sum();
    let size = |event: usize| events[event].articles.len();
    let pairs = if one == other { size(one) * (size(one) - 1) / 2 } else { size(one) * size(other) };
    #[allow(clippy::cast_precision_loss, reason = "sizes of groups")]
    if pairs == 0 { 1.0 } else { sum / pairs as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{EventOptions, explain_pair, group, score};
    use crate::ingest::article_from_text;

    fn two() -> Vec<Article> {
        let left = "President Ilse Brandt opened the Velmora lighthouse on Monday. On Monday, ten ferries came in June, Brandt said. The lighthouse at Velmora has ten lamps and a brass lantern.";
        let right = "The Velmora lighthouse was opened by President Ilse Brandt. Brandt lit the brass lantern of the lighthouse on Monday before ten ferries in June, she said at Velmora.";
        vec![
            article_from_text("a", "Brandt opens Velmora lighthouse", left),
            article_from_text("b", "Velmora lighthouse opened by Brandt", right),
        ]
    }

    #[test]
    fn names_stand_without_titles_and_the_calendar_is_left_out() {
        let why = group(&two(), &EventOptions::default()).swap_remove(0).why;
        assert!(why.names.contains(&"Ilse Brandt".to_owned()), "{why:?}");
        assert!(why.terms.contains(&"lighthouse".to_owned()) || why.names.iter().any(|name| name.contains("Velmora")), "{why:?}");
        for word in ["Monday", "June", "President", "ten"] {
            assert!(!why.names.iter().chain(&why.terms).any(|shown| shown.contains(word)), "{word}: {why:?}");
        }
    }

    #[test]
    fn offices_within_a_run_of_capitals_are_no_part_of_a_name_and_small_articles_are() {
        let left =
            "A drone hit the home of Harvan Prime Minister Mustafa al-Kadhimi on Sunday. Harvan President Barham Salih spoke of a coup.";
        let right = "The home of Harvan Prime Minister Mustafa al-Kadhimi was hit by a drone. A coup, said Harvan President Barham Salih.";
        let articles = [article_from_text("a", "Drone hits home", left), article_from_text("b", "Home hit by drone", right)];
        let why = group(&articles, &EventOptions::default()).swap_remove(0).why;
        assert!(why.names.contains(&"Mustafa al-Kadhimi".to_owned()), "{why:?}");
        assert!(!why.names.iter().chain(&why.terms).any(|shown| shown.to_lowercase().contains("minister")), "{why:?}");
        assert!(!why.terms.contains(&"al-kadhimi".to_owned()), "{why:?}");
    }

    #[test]
    fn verbs_drawn_together_are_no_names_and_no_terms() {
        let left = "“I’m done, and I’ll say it: they don't know the lighthouse,” Brandt said. “I'm off to the Velmora lighthouse.”";
        let right = "Brandt had enough. “I'm done, I'll say,” he said at the Velmora lighthouse. “They don’t know it, I’m sure.”";
        let articles = [article_from_text("a", "Brandt leaves lighthouse", left), article_from_text("b", "Lighthouse loses Brandt", right)];
        let (names, terms) = in_common(&articles, &score(&articles, None), &[0, 1], 2);
        assert!(names.iter().chain(&terms).any(|shown| shown.contains("Brandt")), "{names:?} {terms:?}");
        assert!(!names.iter().chain(&terms).any(|shown| shown.contains(['\'', '’'])), "{names:?} {terms:?}");
    }

    #[test]
    fn a_pair_is_the_same_from_both_sides_and_none_is_needed() {
        let articles = two();
        let explain = |left, right| explain_pair(&articles, ArticleIndex(left), ArticleIndex(right), &EventOptions::default()).1;
        assert_eq!(explain(0, 1), explain(1, 0));
        assert_eq!(explain(0, 1).mean_between, explain(0, 1).probability, "an event of two");
        assert!(explain(0, 9).features.is_empty());
    }
}
