//! Where a text was first written: copies, wire stories, shared passages.
//!
//! Sentences are compared through an index of word shingles (Broder, 1997): two are the same passage if one holds most of
//! the other's shingles, so small edits, cuts and house spelling do not hide a copy. A passage counts only with enough
//! words outside quotation marks or as a sequence: two reporters who quote the same man did not copy each other.
//! Articles that share passages are joined to the article that has them first (the agency's own, else the earliest, else
//! the longest). Cost: linear in the text, for shingles that many articles share are left out.
//! Known miss: a rewritten wire story ("The blast killed nine" for "Nine died in the blast") shares no shingle.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::article::{Article, BlockKind, Wire, WireSign};
use crate::event::signature;
use crate::event::version::{self, Versions};
use crate::span::{ArticleIndex, Span};

/// Words in a shingle: fewer meet by chance, more break at every edit.
const SHINGLE_WORDS: usize = 4;
/// Share of a sentence's shingles that must stand in the other.
const SHARE_OF_SHINGLES: f64 = 0.6;
/// Fewest words of a sentence that is looked for.
const SENTENCE_WORDS: usize = 6;
/// Words outside quotation marks from which shared passages count.
const OWN_WORDS: usize = 25;
/// Shared sentences in sequence, with some own words, that count in any case.
const SEQUENCE: usize = 3;
/// Words outside quotation marks that a sequence needs.
const SEQUENCE_OWN_WORDS: usize = 12;
/// Sentences that hold one shingle at most; a phrase of more is a formula.
const MOST_HOLDERS: usize = 200;

/// Articles, or parts of them, that share one text.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// Who wrote it first, as a report should name it: an agency, else the outlet of `first`.
    pub writer: String,
    /// The article in which it appeared first (the agency's own, else the earliest, else the longest).
    pub first: ArticleIndex,
    /// The articles that carry it, `first` among them, in order of the run.
    pub carriers: Vec<Carrier>,
}

/// An article that carries a shared text.
#[derive(Clone, Debug, PartialEq)]
pub struct Carrier {
    /// The article.
    pub article: ArticleIndex,
    /// Its passages that stand in `first` too, nearly word for word, in order; between versions of one article all that no other
    /// text has.
    pub passages: Vec<Span>,
    /// Share of its prose (bytes) that those passages make, 0 to 1.
    pub shared_share: f64,
}

/// A sentence, as copies are looked for.
struct Sentence {
    /// Position in `members`.
    member: usize,
    /// Number within its article.
    order: usize,
    span: Span,
    /// Words outside quotation marks.
    own_words: usize,
    shingles: Vec<u32>,
}

/// Finds the texts that articles of one event share.
#[must_use]
pub fn trace(articles: &[Article], members: &[ArticleIndex]) -> Vec<Origin> {
    let members: Vec<ArticleIndex> = members.iter().copied().filter(|member| member.get() < articles.len()).collect();
    let sentences: Vec<Sentence> = members.iter().enumerate().flat_map(|(at, member)| cut(&articles[member.get()], at)).collect();
    let twins = twins(&sentences);
    let precedence = precedence(articles, &members);
    let mut by_pair: BTreeMap<(usize, usize), Vec<(usize, usize)>> = BTreeMap::new();
    for &(left, right) in &twins {
        let (a, b) = (sentences[left].member, sentences[right].member);
        let (first, later) = if precedence[a] < precedence[b] { ((a, left), (b, right)) } else { ((b, right), (a, left)) };
        by_pair.entry((first.0, later.0)).or_default().push((first.1, later.1));
    }
    by_pair.retain(|_, shared| is_copying(shared, &sentences));

    // Each article belongs to the earliest article that it shares enough with; that one may itself have copied.
    let mut origins: BTreeMap<usize, BTreeMap<usize, Vec<usize>>> = BTreeMap::new();
    let mut order: Vec<usize> = (0..members.len()).collect();
    order.sort_by_key(|&at| precedence[at]);
    let mut claimed: FxHashMap<usize, FxHashSet<usize>> = FxHashMap::default();
    for &first in &order {
        for &later in &order {
            let Some(shared) = by_pair.get(&(first, later)) else { continue };
            let fresh: Vec<(usize, usize)> =
                shared.iter().copied().filter(|(_, there)| !claimed.get(&later).is_some_and(|done| done.contains(there))).collect();
            // What `first` has from an earlier origin was not first written by it.
            let fresh: Vec<(usize, usize)> =
                fresh.into_iter().filter(|(here, _)| !claimed.get(&first).is_some_and(|done| done.contains(here))).collect();
            if !is_copying(&fresh, &sentences) {
                continue;
            }
            let origin = origins.entry(first).or_default();
            for (here, there) in fresh {
                origin.entry(first).or_default().push(here);
                origin.entry(later).or_default().push(there);
                claimed.entry(later).or_default().insert(there);
            }
        }
    }
    // An agency's story that one outlet alone carries is still the agency's.
    let mut found: Vec<Origin> = origins
        .into_iter()
        .map(|(first, carried)| {
            let carriers = carried
                .into_iter()
                .map(|(member, at)| carrier(articles, members[member], at.into_iter().map(|at| sentences[at].span).collect()));
            let mut carriers: Vec<Carrier> = carriers.collect();
            carriers.sort_by_key(|carrier| carrier.article);
            Origin { writer: writer(articles, members[first], &carriers), first: members[first], carriers }
        })
        .collect();
    for &member in &members {
        let article = &articles[member.get()];
        let alone = found.iter().all(|origin| origin.carriers.iter().all(|carrier| carrier.article != member));
        if let Some(wire) = article.wire.as_ref().filter(|wire| alone && is_whole(wire)) {
            let prose = article.blocks.iter().filter(|block| block.kind.is_prose()).map(|block| block.span).collect();
            found.push(Origin { writer: wire.agency.clone(), first: member, carriers: vec![carrier(articles, member, prose)] });
        }
    }
    found.sort_by_key(|origin| (origin.carriers.first().map(|carrier| carrier.article), origin.first));
    for versions in version::find(articles, &members) {
        join(articles, &versions, &mut found);
    }
    found
}

/// Makes versions of one article one origin: what none of them has from elsewhere, all of them have from their outlet, changed or not.
/// Comes last, so that a passage that others share too counts for them.
fn join(articles: &[Article], versions: &Versions, found: &mut Vec<Origin>) {
    let own = |at: ArticleIndex| versions.articles.contains(&at);
    // What was found between the versions alone is part of the new one.
    found.retain(|origin| !origin.carriers.iter().all(|carrier| own(carrier.article)) || origin.carriers.len() < 2);
    let first = versions.articles[0];
    let shared = |article: ArticleIndex| {
        let held = found.iter().flat_map(|origin| &origin.carriers).filter(|carrier| carrier.article == article);
        held.flat_map(|carrier| carrier.passages.clone()).collect::<Vec<Span>>()
    };
    let mut carriers: Vec<Carrier> = Vec::new();
    for &article in &versions.articles {
        let elsewhere = shared(article);
        let all = cut(&articles[article.get()], 0).into_iter().map(|sentence| sentence.span);
        let passages: Vec<Span> = all.filter(|span| !elsewhere.iter().any(|passage| passage.overlaps(*span))).collect();
        if !passages.is_empty() {
            carriers.push(carrier(articles, article, passages));
        }
    }
    carriers.sort_by_key(|carrier| carrier.article);
    if carriers.len() > 1 {
        found.push(Origin { writer: articles[first.get()].outlet.name.clone(), first, carriers });
    }
}

/// Whether the sign says that the whole text is the agency's; a credit line often means a part.
fn is_whole(wire: &Wire) -> bool {
    matches!(wire.sign, WireSign::Byline | WireSign::Dateline)
}

/// Rank of each member as the first writer: the agency's own text, then the earliest, then the longest.
fn precedence(articles: &[Article], members: &[ArticleIndex]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..members.len()).collect();
    order.sort_by_cached_key(|&at| {
        let article = &articles[members[at].get()];
        let agency = article.wire.as_ref();
        let own = agency.is_some_and(|wire| same_name(&wire.agency, &article.outlet.name));
        let rank = if own { 0 } else { 2 - usize::from(agency.is_some_and(is_whole)) };
        let day = article.published.day();
        let moment = match article.published {
            crate::article::Published::Moment { unix_seconds, .. } => unix_seconds,
            _ => i64::MAX,
        };
        (rank, day.is_none(), day, moment, std::cmp::Reverse(article.body.len()), members[at])
    });
    let mut rank = vec![0; members.len()];
    for (place, at) in order.into_iter().enumerate() {
        rank[at] = place;
    }
    rank
}

fn same_name(left: &str, right: &str) -> bool {
    let plain = |name: &str| name.to_lowercase().trim_start_matches("the ").chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    plain(left) == plain(right)
}

/// The agency that a carrier names (the first article before others), else the first outlet.
fn writer(articles: &[Article], first: ArticleIndex, carriers: &[Carrier]) -> String {
    let wire = |at: ArticleIndex| articles[at.get()].wire.as_ref();
    let named =
        wire(first).or_else(|| carriers.iter().filter(|carrier| carrier.shared_share >= 0.3).find_map(|carrier| wire(carrier.article)));
    named.map_or_else(|| articles[first.get()].outlet.name.clone(), |wire| wire.agency.clone())
}

fn carrier(articles: &[Article], article: ArticleIndex, mut spans: Vec<Span>) -> Carrier {
    let text = &articles[article.get()].text;
    // A passage lies in one part of the article as it was given: headline or body.
    let one_part = |left: Span, right: Span| articles[article.get()].locate(left).0 == articles[article.get()].locate(right).0;
    spans.sort_unstable();
    spans.dedup();
    let mut passages: Vec<Span> = Vec::new();
    for span in spans {
        match passages.last_mut() {
            Some(last)
                if one_part(*last, span)
                    && (text.get(last.range().end..span.range().start).is_some_and(|gap| gap.trim().is_empty()) || last.overlaps(span)) =>
            {
                *last = last.cover(span)
            }
            _ => passages.push(span),
        }
    }
    let bytes = |spans: &[Span]| spans.iter().map(|span| span.of(text).chars().filter(|c| !c.is_whitespace()).count()).sum::<usize>();
    let prose: Vec<Span> = articles[article.get()].blocks.iter().filter(|block| block.kind.is_prose()).map(|block| block.span).collect();
    #[allow(clippy::cast_precision_loss, reason = "lengths of texts")]
    let shared_share = (bytes(&passages) as f64 / bytes(&prose).max(1) as f64).min(1.0);
    Carrier { article, passages, shared_share }
}

/// Whether shared sentences of two articles show that one copied the other.
fn is_copying(shared: &[(usize, usize)], sentences: &[Sentence]) -> bool {
    let mut pairs: Vec<(usize, usize)> = shared.to_vec();
    pairs.sort_by_key(|&(_, there)| sentences[there].order);
    pairs.dedup_by_key(|&mut (_, there)| there);
    let own = |pair: &(usize, usize)| sentences[pair.0].own_words.min(sentences[pair.1].own_words);
    if pairs.iter().map(own).sum::<usize>() >= OWN_WORDS {
        return true;
    }
    let (mut run, mut words) = (0, 0);
    for (at, pair) in pairs.iter().enumerate() {
        let follows = at > 0 && {
            let before = &pairs[at - 1];
            sentences[pair.0].order == sentences[before.0].order + 1 && sentences[pair.1].order == sentences[before.1].order + 1
        };
        (run, words) = if follows { (run + 1, words + own(pair)) } else { (1, own(pair)) };
        if run >= SEQUENCE && words >= SEQUENCE_OWN_WORDS {
            return true;
        }
    }
    false
}

/// Pairs of sentences of two articles that are nearly the same, lower first; each sentence with its best match an article.
fn twins(sentences: &[Sentence]) -> Vec<(usize, usize)> {
    let mut holders: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for (at, sentence) in sentences.iter().enumerate() {
        for &shingle in &sentence.shingles {
            holders.entry(shingle).or_default().push(at);
        }
    }
    let mut found = Vec::new();
    let mut counts: FxHashMap<usize, usize> = FxHashMap::default();
    for (at, sentence) in sentences.iter().enumerate() {
        counts.clear();
        for shingle in &sentence.shingles {
            let list = holders.get(shingle).map_or(&[][..], Vec::as_slice);
            if list.len() <= MOST_HOLDERS {
                for &other in list.iter().filter(|&&other| sentences[other].member != sentence.member) {
                    *counts.entry(other).or_default() += 1;
                }
            }
        }
        let mut best: BTreeMap<usize, (f64, usize)> = BTreeMap::new();
        for (&other, &count) in &counts {
            #[allow(clippy::cast_precision_loss, reason = "words of a sentence")]
            let share = count as f64 / sentence.shingles.len().min(sentences[other].shingles.len()) as f64;
            let entry = best.entry(sentences[other].member).or_insert((0.0, usize::MAX));
            if share > entry.0 || (share >= entry.0 && other < entry.1) {
                *entry = (share, other);
            }
        }
        for (share, other) in best.into_values() {
            if share >= SHARE_OF_SHINGLES {
                found.push((at.min(other), at.max(other)));
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The sentences of an article's text, headline left out (desks rewrite it, agencies suggest it).
fn cut(article: &Article, member: usize) -> Vec<Sentence> {
    let mut found: Vec<Sentence> = Vec::new();
    let mut buffer = String::new();
    for block in article.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Lede | BlockKind::Body)) {
        let text = block.span.of(&article.text);
        for range in sentences(text) {
            let base = block.span.range().start + range.start;
            let span = Span::new(base, block.span.range().start + range.end).trim(&article.text);
            let mut keys = Vec::new();
            let (mut own_words, mut inside, mut from) = (0, false, 0);
            let sentence = &text[range];
            for word in signature::words(sentence, 0) {
                inside = quoted_after(sentence.get(from..word.start).unwrap_or(""), inside);
                from = word.start;
                own_words += usize::from(!inside);
                signature::normal(word.form, &mut buffer);
                keys.push(signature::hash(&buffer));
            }
            if keys.len() < SENTENCE_WORDS {
                continue;
            }
            let mut shingles: Vec<u32> = keys
                .windows(SHINGLE_WORDS)
                .map(|window| window.iter().fold(0, |sum: u32, key| sum.rotate_left(7).wrapping_mul(0x9e37_79b1) ^ key))
                .collect();
            shingles.sort_unstable();
            shingles.dedup();
            found.push(Sentence { member, order: found.len(), span, own_words, shingles });
        }
    }
    found
}

/// All shingles of an article's text.
pub(super) fn shingles(article: &Article) -> BTreeSet<u32> {
    cut(article, 0).into_iter().flat_map(|sentence| sentence.shingles).collect()
}

/// Whether the text after `between` is in quotation marks, if it was so before it.
fn quoted_after(between: &str, before: bool) -> bool {
    between.chars().fold(before, |inside, c| match c {
        '“' | '«' | '„' => true,
        '”' | '»' => false,
        '"' => !inside,
        _ => inside,
    })
}

/// Rough sentences of a paragraph: a stop, closing marks, white space, and no lower-case letter after it.
pub(super) fn sentences(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut stop = false;
    for (at, c) in text.char_indices() {
        match c {
            '.' | '!' | '?' | '…' => stop = true,
            '"' | '”' | '’' | '\'' | ')' | '»' => {}
            '\n' => {
                found.push(start..at);
                start = at;
                stop = false;
            }
            c if c.is_whitespace() => {
                let word = text[start..at].rsplit(char::is_whitespace).next().unwrap_or("");
                let abbreviated =
                    word.ends_with('.') && word.chars().filter(|c| c.is_alphabetic()).count() <= 3 && word.starts_with(char::is_uppercase);
                let goes_on = text[at..].trim_start().starts_with(char::is_lowercase);
                if stop && !abbreviated && !goes_on {
                    found.push(start..at);
                    start = at;
                }
                stop = false;
            }
            _ => stop = false,
        }
    }
    found.push(start..text.len());
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::article_from_text;

    const WIRE: &str = "A drone attack hit the home of the prime minister on Sunday, wounding six guards who were on duty outside.\n\nTwo drones were shot down over the river before they could reach the compound, officials told the agency.\n\nNo group has said that it carried out the attack, which follows weeks of protest over the results of the vote.";

    fn all(articles: &[Article]) -> Vec<ArticleIndex> {
        (0..articles.len()).map(ArticleIndex::new).collect()
    }

    fn wired(mut article: Article, agency: &str) -> Article {
        article.wire = Some(Wire { agency: agency.into(), sign: WireSign::Dateline });
        article
    }

    #[test]
    fn a_story_with_small_edits_goes_back_to_the_agency() {
        let edited = WIRE.replace("on Sunday", "early on Sunday").replace("officials told the agency", "officials said");
        let own = "The council met for an hour. It spoke of many other matters that have nothing at all to do with this.";
        let articles = [
            article_from_text("a", "One", &edited),
            wired(article_from_text("b", "Two", WIRE), "Northwire"),
            article_from_text("c", "Three", own),
        ];
        let origins = trace(&articles, &all(&articles));
        assert_eq!(origins.len(), 1);
        assert_eq!(origins[0].writer, "Northwire");
        assert_eq!(origins[0].first, ArticleIndex(1));
        assert_eq!(origins[0].carriers.iter().map(|carrier| carrier.article.0).collect::<Vec<_>>(), [0, 1]);
        assert!(origins[0].carriers[0].shared_share > 0.9);
    }

    #[test]
    fn a_part_that_was_taken_over_is_named_with_its_passages() {
        let part: &str = WIRE.split("\n\n").nth(1).expect("it has three paragraphs");
        let mixed = format!(
            "Our reporter walked the streets all night and saw little but closed shops and soldiers.\n\n{part} {}",
            WIRE.split("\n\n").nth(2).expect("it has three")
        );
        let articles = [wired(article_from_text("a", "", WIRE), "Northwire"), article_from_text("b", "", &mixed)];
        let origins = trace(&articles, &all(&articles));
        let carrier = &origins[0].carriers[1];
        assert!(carrier.shared_share > 0.5 && carrier.shared_share < 0.9);
        assert!(carrier.passages[0].of(&articles[1].text).starts_with("Two drones"));
    }

    #[test]
    fn the_same_quoted_words_are_no_copy() {
        let quote =
            "“We will find those who did this and bring them before a court, and nobody in this country will stand above the law again,”";
        let left = format!("The minister spoke at noon in front of his house. {quote} he said.");
        let right = format!("{quote} said the minister, whose home was hit. Guards stood by as cameras rolled.");
        let articles = [article_from_text("a", "", &left), article_from_text("b", "", &right)];
        assert!(trace(&articles, &all(&articles)).is_empty());
    }

    #[test]
    fn versions_of_one_article_are_one_origin_beside_what_they_took_over() {
        let version = |id: &str, text: &str| {
            let mut article = article_from_text(id, "", text);
            article.outlet.name = "Harvan Post".to_owned();
            article.url = Some("https://harvanpost.example/drone".to_owned());
            article
        };
        let own = "Our reporter walked the streets all night and saw little but closed shops and soldiers.";
        let articles = [
            wired(article_from_text("w", "", WIRE), "Northwire"),
            version("a", &format!("{WIRE}\n\n{own}")),
            version("b", &format!("{WIRE}\n\nOur reporter was turned back at the bridge by soldiers before the shops opened.")),
        ];
        let origins = trace(&articles, &all(&articles));
        assert_eq!(origins.iter().map(|origin| origin.writer.as_str()).collect::<Vec<_>>(), ["Northwire", "Harvan Post"]);
        let told = |at: usize| origins[1].carriers[at].passages[0].of(&articles[at + 1].text);
        assert!(told(0).starts_with("Our reporter walked") && told(1).starts_with("Our reporter was"));
    }

    #[test]
    fn odd_texts_and_strange_indices_give_nothing() {
        let articles = [article_from_text("a", "", ""), article_from_text("b", "", "“”\n…! ?")];
        assert!(trace(&articles, &[ArticleIndex(0), ArticleIndex(1), ArticleIndex(9)]).is_empty());
    }
}
