//! A parser's state and its three steps: the arc-hybrid system (Kuhlmann, Gómez-Rodríguez and Satta, 2011) with the root behind the last
//! node (Ballesteros and Nivre, 2013, doi:10.1162/COLI_a_00132). Each node is shifted once and leaves the stack once: linear.

use crate::language::syntax::feature::mix;

/// No node.
pub(crate) const NONE: usize = usize::MAX;

/// What a parser does next.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) enum Step {
    /// Moves the next node onto the stack.
    Shift,
    /// Hangs the top of the stack on the next node.
    Left,
    /// Hangs the top of the stack on the one below it.
    Right,
}

impl Step {
    /// All of them.
    pub(crate) const ALL: [Self; 3] = [Self::Shift, Self::Left, Self::Right];
}

/// The stack, the next node, and the arcs so far. Nodes are numbered from 0; the root is the node after the last.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    /// Nodes without the root.
    pub(crate) nodes: usize,
    /// Nodes without a head that were shifted.
    pub(crate) stack: Vec<usize>,
    /// The next node.
    pub(crate) next: usize,
    /// Head of each node; [`NONE`] as long as it has none.
    pub(crate) heads: Vec<usize>,
    /// Label of each node's arc.
    pub(crate) labels: Vec<u8>,
    /// The outermost and the second outermost child on the left.
    pub(crate) left_children: Vec<[usize; 2]>,
    /// The outermost and the second outermost child on the right.
    pub(crate) right_children: Vec<[usize; 2]>,
    /// Number of children on the left.
    pub(crate) left_count: Vec<u8>,
    /// Number of children on the right.
    pub(crate) right_count: Vec<u8>,
    /// Labels of the children on the left, a bit each.
    pub(crate) left_labels: Vec<u64>,
    /// Labels of the children on the right, a bit each.
    pub(crate) right_labels: Vec<u64>,
    /// A number for the children on the left, their order and labels: where it is the same, so are they.
    pub(crate) left_seen: Vec<u64>,
    /// The same for those on the right.
    pub(crate) right_seen: Vec<u64>,
}

impl State {
    /// The first state for so many nodes.
    pub(crate) fn reset(&mut self, nodes: usize) {
        fn fill<T: Clone>(list: &mut Vec<T>, length: usize, value: T) {
            list.clear();
            list.resize(length, value);
        }
        self.nodes = nodes;
        self.stack.clear();
        self.next = 0;
        let length = nodes + 1;
        fill(&mut self.heads, length, NONE);
        fill(&mut self.labels, length, 0);
        fill(&mut self.left_children, length, [NONE; 2]);
        fill(&mut self.right_children, length, [NONE; 2]);
        fill(&mut self.left_count, length, 0);
        fill(&mut self.right_count, length, 0);
        fill(&mut self.left_labels, length, 0);
        fill(&mut self.right_labels, length, 0);
        fill(&mut self.left_seen, length, 0);
        fill(&mut self.right_seen, length, 0);
    }

    /// Becomes like another state, in the space that it has.
    pub(crate) fn copy_from(&mut self, other: &Self) {
        self.nodes = other.nodes;
        self.next = other.next;
        self.stack.clone_from(&other.stack);
        self.heads.clone_from(&other.heads);
        self.labels.clone_from(&other.labels);
        self.left_children.clone_from(&other.left_children);
        self.right_children.clone_from(&other.right_children);
        self.left_count.clone_from(&other.left_count);
        self.right_count.clone_from(&other.right_count);
        self.left_labels.clone_from(&other.left_labels);
        self.right_labels.clone_from(&other.right_labels);
        self.left_seen.clone_from(&other.left_seen);
        self.right_seen.clone_from(&other.right_seen);
    }

    /// Whether everything that a later step can see is as in the other state: then the same steps are the best from both on.
    pub(crate) fn goes_on_like(&self, other: &Self) -> bool {
        let label = |state: &Self, child: usize| state.labels.get(child).copied();
        let children = |state: &Self, node: usize| {
            let (left, right) = (state.left_children[node], state.right_children[node]);
            let labels = [left, right].map(|pair| pair.map(|child| label(state, child)));
            let counts = (state.left_count[node], state.right_count[node]);
            (left, right, labels, counts, state.left_labels[node], state.right_labels[node])
        };
        self.next == other.next
            && self.stack == other.stack
            && self.stack.iter().rev().chain([&self.next]).all(|node| children(self, *node) == children(other, *node))
    }

    /// Whether every node has its head.
    pub(crate) fn is_done(&self) -> bool {
        self.next == self.nodes && self.stack.is_empty()
    }

    /// Which steps can be taken. Only one node may hang on the root: the last one on the stack.
    pub(crate) fn allowed(&self) -> [bool; 3] {
        let more = self.next < self.nodes;
        [more, !self.stack.is_empty() && (more || self.stack.len() == 1), self.stack.len() > 1]
    }

    /// The node that a step would give a head, and the head.
    pub(crate) fn arc(&self, step: Step) -> Option<(usize, usize)> {
        let (top, below) = self.stack.split_last()?;
        match step {
            Step::Shift => None,
            Step::Left => Some((*top, self.next)),
            Step::Right => Some((*top, *below.last()?)),
        }
    }

    /// Takes a step that is allowed.
    pub(crate) fn take(&mut self, step: Step, label: u8) {
        let Some((child, head)) = self.arc(step) else {
            self.stack.push(self.next);
            self.next += 1;
            return;
        };
        self.stack.pop();
        self.heads[child] = head;
        self.labels[child] = label;
        let bit = 1_u64 << (label & 63);
        let (children, count, labels, seen) = match step {
            Step::Right => (&mut self.right_children, &mut self.right_count, &mut self.right_labels, &mut self.right_seen),
            _ => (&mut self.left_children, &mut self.left_count, &mut self.left_labels, &mut self.left_seen),
        };
        children[head] = [child, children[head][0]];
        count[head] = count[head].saturating_add(1);
        labels[head] |= bit;
        seen[head] = mix(seen[head] ^ ((child as u64 + 1) << 8 | u64::from(label))).wrapping_add(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_build_a_tree_with_one_root() {
        // 0 <- 1 -> 2, 1 on the root.
        let mut state = State::default();
        state.reset(3);
        for step in [Step::Shift, Step::Left, Step::Shift, Step::Shift, Step::Right, Step::Left] {
            assert!(state.allowed()[step as usize], "{step:?}");
            state.take(step, 1);
        }
        assert!(state.is_done());
        assert_eq!(state.heads[..3], [1, 3, 1]);
        assert_eq!(state.allowed(), [false, false, false]);
    }

    #[test]
    fn a_second_node_may_not_hang_on_the_root() {
        let mut state = State::default();
        state.reset(2);
        state.take(Step::Shift, 0);
        state.take(Step::Shift, 0);
        assert_eq!(state.allowed(), [false, false, true]);
    }
}
