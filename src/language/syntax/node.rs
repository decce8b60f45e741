//! The nodes that the parser builds a tree of: the words of a sentence without its marks, and the root.
//!
//! A mark is no node, since marks hang where the rest of the tree lets them. What they tell is kept as features of the words beside
//! them, and as counts of quotation marks, commas and verbs, so that the parser can ask what lies between two words.

use crate::language::syntax::feature::mix;
use crate::language::syntax::form::{Form, word_key};

/// Marks in a row that are told apart.
const MARKS_IN_A_ROW: usize = 2;

/// What the parser needs to know of a tag.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Role {
    /// A mark: no node.
    Mark,
    /// A verb or auxiliary.
    Verb,
    /// Any other class, with a number for it.
    Other(u8),
}

/// A node.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    /// The word.
    pub(crate) word: u64,
    /// Its tag.
    pub(crate) tag: u64,
    /// Its tag, roughly.
    pub(crate) role: u64,
    /// The first guess at its arc.
    pub(crate) guess: u64,
    /// Its last three letters.
    pub(crate) suffix: u64,
    /// Whether it has a capital.
    pub(crate) capital: u64,
    /// Fine cluster; 0 if unknown.
    pub(crate) fine: u64,
    /// Rough cluster; 0 if unknown.
    pub(crate) rough: u64,
    /// Quotation marks before it in the sentence.
    pub(crate) quotes: u32,
    /// Commas before it.
    pub(crate) commas: u32,
    /// Verbs before it.
    pub(crate) verbs: u32,
    /// The marks right before it.
    pub(crate) marks_before: u64,
    /// The marks right after it.
    pub(crate) marks_after: u64,
}

impl Node {
    /// Where there is none.
    pub(crate) const NONE: Self = Self {
        word: 0x11,
        tag: 0xfff1,
        role: 0xfff1,
        guess: 0xfff1,
        suffix: 0x11,
        capital: 2,
        fine: 0,
        rough: 0,
        quotes: 0,
        commas: 0,
        verbs: 0,
        marks_before: 3,
        marks_after: 3,
    };
}

/// Nodes of a sentence, the root last, and the place of each in the sentence (the root has none).
pub(crate) fn build(
    forms: &[Form],
    tags: &[u8],
    guesses: &[u8],
    role: impl Fn(u8) -> Role,
    nodes: &mut Vec<Node>,
    places: &mut Vec<usize>,
) {
    nodes.clear();
    places.clear();
    let (quote, comma) = (word_key("\""), word_key(","));
    let (mut quotes, mut commas, mut verbs) = (0, 0, 0);
    let (mut marks, mut count) = (0, 0);
    for (place, (form, tag)) in forms.iter().zip(tags).enumerate() {
        let role = role(*tag);
        if role == Role::Mark {
            quotes += u32::from(form.word == quote);
            commas += u32::from(form.word == comma);
            if count < MARKS_IN_A_ROW {
                marks = mix(marks ^ form.word);
            }
            count += 1;
            if count == 1
                && let Some(last) = nodes.last_mut()
            {
                last.marks_after = marks;
            }
            continue;
        }
        nodes.push(Node {
            word: form.word,
            tag: u64::from(*tag) + 1,
            role: match role {
                Role::Verb => 1000,
                Role::Mark => 0,
                Role::Other(class) => u64::from(class) + 1,
            },
            guess: guesses.get(place).map_or(0, |guess| u64::from(*guess) + 1),
            suffix: form.suffixes[2],
            capital: u64::from(form.is_capital()),
            fine: form.fine,
            rough: form.rough,
            quotes,
            commas,
            verbs,
            marks_before: marks,
            marks_after: 0,
        });
        places.push(place);
        (marks, count) = (0, 0);
        verbs += u32::from(role == Role::Verb);
    }
    nodes.push(Node {
        word: 0x22,
        tag: 0xfff2,
        role: 0xfff2,
        suffix: 0x22,
        quotes,
        commas,
        verbs,
        marks_before: marks,
        marks_after: 0,
        ..Node::NONE
    });
}
