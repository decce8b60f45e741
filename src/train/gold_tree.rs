//! A treebank sentence as the parser's nodes with their gold heads, made projective.

use crate::language::syntax::conllu::GoldSentence;
use crate::language::syntax::form::Form;
use crate::language::syntax::node::{self, Node, Role};
use crate::language::syntax::state::NONE;

/// Nodes (the root last) with gold heads and labels.
#[derive(Clone, Debug)]
pub(crate) struct GoldTree {
    pub(crate) nodes: Vec<Node>,
    /// Head of each node; the root's is [`NONE`].
    pub(crate) heads: Vec<usize>,
    /// Children of each node.
    pub(crate) children: Vec<Vec<usize>>,
    /// Label of each node's arc.
    pub(crate) labels: Vec<u8>,
}

impl GoldTree {
    /// From heads that may cross: crossing arcs are lifted to the head's head (Nivre and Nilsson, 2005), shortest first.
    pub(crate) fn new(nodes: Vec<Node>, mut heads: Vec<usize>, labels: Vec<u8>) -> Self {
        make_projective(&mut heads);
        let mut children = vec![Vec::new(); nodes.len()];
        for (child, head) in heads.iter().enumerate().filter(|pair| *pair.1 != NONE) {
            children[*head].push(child);
        }
        Self { nodes, heads, children, labels }
    }

    /// From a treebank's sentence under predicted tags. Words that are tagged as marks are no nodes: what hangs on them goes to their
    /// head. Nothing if no node is left.
    pub(crate) fn of(
        sentence: &GoldSentence,
        forms: &[Form],
        tags: &[u8],
        guesses: &[u8],
        role: impl Fn(u8) -> Role,
        label: impl Fn(&str) -> u8,
    ) -> Option<Self> {
        let (mut nodes, mut places) = (Vec::new(), Vec::new());
        node::build(forms, tags, guesses, role, &mut nodes, &mut places);
        let root = places.len();
        if root == 0 {
            return None;
        }
        let mut node_of = vec![NONE; sentence.words.len()];
        for (node, place) in places.iter().enumerate() {
            node_of[*place] = node;
        }
        let mut heads = vec![NONE; root + 1];
        let mut top = NONE;
        for (node, place) in places.iter().enumerate() {
            let mut head = sentence.words[*place].head;
            let mut climbed = 0;
            while let Some(above) = head.filter(|above| node_of[*above] == NONE && climbed < sentence.words.len()) {
                head = sentence.words[above].head;
                climbed += 1;
            }
            heads[node] = match head.map(|head| node_of[head]) {
                Some(head) if head != NONE => head,
                _ if top == NONE => {
                    top = node;
                    root
                }
                _ => top,
            };
        }
        let labels = places.iter().map(|place| label(sentence.words[*place].relation.name())).collect();
        Some(Self::new(nodes, heads, labels))
    }
}

/// Lifts crossing arcs. The last node is the root.
pub(crate) fn make_projective(heads: &mut [usize]) {
    let root = heads.len() - 1;
    for _ in 0..heads.len() * 4 {
        let mut shortest: Option<(usize, usize)> = None;
        for child in 0..root {
            let head = heads[child];
            if head == root {
                continue;
            }
            let (left, right) = (child.min(head), child.max(head));
            let crossed = (left + 1..right).any(|inner| {
                let mut at = inner;
                let mut climbed = 0;
                while at != root && at != head && climbed <= root {
                    at = heads[at];
                    climbed += 1;
                }
                at != head
            });
            if crossed && shortest.is_none_or(|(length, _)| right - left < length) {
                shortest = Some((right - left, child));
            }
        }
        match shortest {
            Some((_, child)) => heads[child] = heads[heads[child]],
            None => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crossing_arc_is_lifted() {
        // 0 <- 2, 1 <- 3, 2 <- 3, 3 <- root: 0-2 and 1-3 cross.
        let mut heads = vec![2, 3, 3, 4, NONE];
        make_projective(&mut heads);
        assert_eq!(heads, [3, 3, 3, 4, NONE]);
    }
}
