//! The classes that are told apart: tags, relations, parser steps, and the sets of tags that words usually have.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::language::syntax::conllu::GoldSentence;
use crate::language::syntax::engine;
use crate::language::syntax::node::Role;
use crate::language::syntax::parser::Steps;
use crate::language::syntax::relation::Relation;
use crate::language::syntax::state::{NONE, Step};
use crate::language::syntax::tag::Tag;
use crate::train::gold_tree::GoldTree;
use crate::weights::scores::MOST_CLASSES;

/// A tag must have been seen so often.
const TAG_SEEN: usize = 3;
/// A subtype of a relation must have been seen so often; else the relation without it stands.
const RELATION_SEEN: usize = 20;
/// A step with a label must have been seen so often.
const STEP_SEEN: usize = 5;

/// Where a word's head stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Side {
    /// Before it.
    Left,
    /// After it.
    Right,
    /// It is the head of the sentence.
    Top,
}

impl Side {
    fn of(at: usize, head: Option<usize>) -> Self {
        match head {
            None => Self::Top,
            Some(head) if head < at => Self::Left,
            Some(_) => Self::Right,
        }
    }
}

/// Tags and relations by number.
#[derive(Clone, Debug)]
pub(crate) struct Inventory {
    pub(crate) tags: Vec<Tag>,
    pub(crate) relations: Vec<Relation>,
    tag_numbers: FxHashMap<Tag, u8>,
}

impl Inventory {
    /// Those of a treebank.
    pub(crate) fn of(gold: &[GoldSentence]) -> Self {
        let mut tags: BTreeMap<Tag, usize> = BTreeMap::new();
        let mut relations: BTreeMap<Relation, usize> = BTreeMap::new();
        for word in gold.iter().flat_map(|sentence| &sentence.words) {
            *tags.entry(word.tag).or_default() += 1;
            *relations.entry(word.relation).or_default() += 1;
        }
        let tags: Vec<Tag> = tags.into_iter().filter(|(_, seen)| *seen >= TAG_SEEN).map(|(tag, _)| tag).collect();
        let always = [Relation::Root, Relation::Punctuation, Relation::Unspecified];
        let relations = Relation::ALL
            .iter()
            .copied()
            .filter(|relation| always.contains(relation) || relations.get(relation).is_some_and(|seen| *seen >= RELATION_SEEN));
        let tag_numbers = tags.iter().enumerate().map(|(at, tag)| (*tag, number(at))).collect();
        Self { relations: relations.collect(), tag_numbers, tags }
    }

    /// Number of a tag; of the first tag with its universal class if it is rare.
    pub(crate) fn tag(&self, tag: Tag) -> u8 {
        let near = || self.tags.iter().position(|other| other.upos == tag.upos).map_or(0, number);
        self.tag_numbers.get(&tag).copied().unwrap_or_else(near)
    }

    /// Number of a relation by name; of its base if it is rare.
    pub(crate) fn relation(&self, name: &str) -> u8 {
        let find = |name: &str| self.relations.iter().position(|relation| relation.name() == name);
        let base = name.split(':').next().unwrap_or(name);
        find(name).or_else(|| find(base)).or_else(|| find(Relation::Unspecified.name())).map_or(0, number)
    }

    /// What the parser needs to know of a tag.
    pub(crate) fn role(&self, tag: u8) -> Role {
        engine::role(self.tags[usize::from(tag)])
    }

    /// What each word of a sentence looks like hanging on: a relation and a side. Numbers in `outlooks`; rare ones are 0.
    pub(crate) fn outlook(sentence: &GoldSentence, outlooks: &[(Relation, Side)]) -> Vec<u8> {
        let find = |pair: (Relation, Side)| outlooks.iter().position(|other| *other == pair).map_or(0, number);
        sentence.words.iter().enumerate().map(|(at, word)| find((word.relation, Side::of(at, word.head)))).collect()
    }

    /// The outlooks of a treebank, the frequent ones.
    pub(crate) fn outlooks(gold: &[GoldSentence]) -> Vec<(Relation, Side)> {
        let mut seen: BTreeMap<(Relation, Side), usize> = BTreeMap::new();
        for sentence in gold {
            for (at, word) in sentence.words.iter().enumerate() {
                *seen.entry((word.relation, Side::of(at, word.head))).or_default() += 1;
            }
        }
        let mut order: Vec<_> = seen.into_iter().filter(|pair| pair.1 >= RELATION_SEEN).collect();
        order.sort_by(|left, right| right.1.cmp(&left.1).then_with(|| left.0.cmp(&right.0)));
        order.into_iter().take(MOST_CLASSES).map(|pair| pair.0).collect()
    }

    /// Steps with labels that the trees need.
    pub(crate) fn steps(&self, trees: &[GoldTree]) -> Steps {
        let mut seen: BTreeMap<(Step, u8), usize> = BTreeMap::new();
        for tree in trees {
            for (child, head) in tree.heads.iter().enumerate().filter(|pair| *pair.1 != NONE) {
                let step = if *head > child { Step::Left } else { Step::Right };
                *seen.entry((step, tree.labels[child])).or_default() += 1;
            }
        }
        let classes = std::iter::once((Step::Shift, 0)).chain(seen.into_iter().filter(|step| step.1 >= STEP_SEEN).map(|step| step.0));
        Steps { classes: classes.collect(), root: self.relation(Relation::Root.name()) }
    }
}

fn number(at: usize) -> u8 {
    u8::try_from(at).expect("there are fewer than 256")
}
