//! Lens 10, airtime: words quoted and paraphrased for each source by each article, and where they begin.
//!
//! A word counts once: where one attribution lies in another's content, its words are the inner source's. Only
//! speech counts, not beliefs and plans. Linear in tokens and attributions.
//! Known miss: a paraphrase that runs on over the next sentence without a cue counts as the outlet's own words.

use crate::alignment::Member;
use crate::attribution::{Attribution, AttributionClass, Source};
use crate::framing::Airtime;
use crate::language::TokenKind;
use crate::span::SourceIndex;

/// Measures every source in every article, by member and source.
pub(crate) fn measure(members: &[Member<'_>], sources: &[Source]) -> Vec<Airtime> {
    let mut airtime = Vec::new();
    for (at, member) in members.iter().enumerate() {
        let owners = owners(member, at, sources);
        let mut order: Vec<usize> = (0..member.attributions.len()).filter(|index| owners[*index].is_some()).collect();
        order.sort_by_key(|index| (depth(member.attributions, *index), *index));
        let mut owner_of = vec![None; member.analysis.tokens.len()];
        for index in order {
            for content in &member.attributions[index].content {
                for token in member.analysis.tokens_under(*content).range() {
                    owner_of[token] = owners[index];
                }
            }
        }
        let mut words = vec![(0usize, 0usize, None::<usize>); sources.len()];
        let mut spoken = 0usize;
        for (token, owner) in member.analysis.tokens.iter().zip(&owner_of) {
            if token.kind == TokenKind::Punctuation {
                continue;
            }
            if let Some(owner) = *owner {
                let (quoted, paraphrased, first) = &mut words[owner];
                if member.analysis.is_quoted(token.span) {
                    *quoted += 1
                } else {
                    *paraphrased += 1
                }
                first.get_or_insert(spoken);
            }
            spoken += 1;
        }
        for (source, (quoted_words, paraphrased_words, first)) in words.into_iter().enumerate() {
            let Some(first) = first else { continue };
            airtime.push(Airtime {
                member: u32::try_from(at).unwrap_or(u32::MAX),
                source: SourceIndex::new(source),
                kind: sources[source].kind,
                quoted_words,
                paraphrased_words,
                first_at_thousandths: u32::try_from(first * 1000 / spoken.max(1)).unwrap_or(1000),
            });
        }
    }
    airtime
}

/// The source of each attribution of speech.
fn owners(member: &Member<'_>, at: usize, sources: &[Source]) -> Vec<Option<usize>> {
    let mut owners = vec![None; member.attributions.len()];
    for (number, source) in sources.iter().enumerate() {
        for (_, index) in source.members.iter().filter(|(home, _)| *home == at) {
            if member.attributions.get(index.get()).is_some_and(|attribution| attribution.class == AttributionClass::Speech) {
                owners[index.get()] = Some(number);
            }
        }
    }
    owners
}

/// How many attributions hold this one. A ring of parents ends after as many steps as there are attributions.
fn depth(attributions: &[Attribution], index: usize) -> usize {
    let mut depth = 0;
    let mut at = attributions[index].parent;
    while let Some(parent) = at.and_then(|parent| attributions.get(parent.get())) {
        depth += 1;
        if depth > attributions.len() {
            break;
        }
        at = parent.parent;
    }
    depth
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribution::{CueClass, SpeakerKind};
    use crate::framing::fixture::{Paper, source};
    use crate::span::AttributionIndex;

    #[test]
    fn words_are_counted_once_and_nested_ones_are_the_inner_speakers() {
        let mut paper = Paper::new("A", "Head", "The aide said the mayor claimed the bridge was safe. “It holds,” the mayor said.")
            .says("The aide", ("said", CueClass::Neutral), &["the mayor claimed the bridge was safe"], SpeakerKind::Anonymous)
            .says("the mayor", ("claimed", CueClass::Doubt), &["the bridge was safe"], SpeakerKind::Person)
            .says("the mayor", ("said", CueClass::Neutral), &["“It holds,”"], SpeakerKind::Person);
        paper.attributions[1].parent = Some(AttributionIndex::new(0));
        let sources = [source("aide", SpeakerKind::Anonymous, &[(0, 0)]), source("mayor", SpeakerKind::Person, &[(0, 1), (0, 2)])];
        let airtime = measure(&[paper.member()], &sources);
        let of = |number: usize| airtime.iter().find(|entry| entry.source.get() == number).expect("it speaks");
        assert_eq!((of(0).quoted_words, of(0).paraphrased_words), (0, 3));
        assert_eq!((of(1).quoted_words, of(1).paraphrased_words), (2, 4));
        assert!(of(0).first_at_thousandths < of(1).first_at_thousandths);
    }
}
