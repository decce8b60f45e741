//! The features of a parser's state: words, tags, clusters, distances, children and marks around the top of the stack (`top`), the two
//! nodes below it and the next three nodes, after Zhang and Nivre (2011), with the labels of all children so far (so that a verb is known
//! to have its subject), and the quotation marks, commas and verbs between two nodes.
//!
//! Templates stand in groups by what they look at, since most of them say the same in several states: what lies ahead stays until a word
//! is shifted, and what lies on the stack comes back when the words above it are gone. [`View::key`] tells when a group says the same. A
//! template's number is part of its features' keys and so of the weights: numbers stay, whatever the order.

use crate::language::syntax::feature::{Features, key_of};
use crate::language::syntax::node::Node;
use crate::language::syntax::state::{NONE, State};

/// Key space of the parser's features.
const TASK: u64 = 2;
/// Children above which no more are counted.
const MOST_CHILDREN: u8 = 5;

/// Templates that look at the same nodes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Group {
    /// The next three nodes.
    Ahead,
    /// The next node with its children, which are all on the left.
    Next,
    /// The top of the stack with all its children.
    Top,
    /// The stack, with the children on the left of its top and all children of the node below.
    Stack,
    /// The top of the stack, with its children on the left, and the next three nodes.
    Pair,
}

impl Group {
    /// All of them, those that see most last.
    pub(crate) const ALL: [Self; 5] = [Self::Ahead, Self::Next, Self::Top, Self::Stack, Self::Pair];
}

/// A node's outermost or second outermost child on one side.
#[derive(Clone, Copy)]
struct Child<'sentence> {
    node: &'sentence Node,
    label: u64,
}

/// The children of a node on one side.
struct Side<'sentence> {
    outer: Child<'sentence>,
    second: Child<'sentence>,
    count: u64,
    labels: u64,
}

/// What lies between two nodes: quotation marks (odd or even, any), commas and verbs (up to two each).
struct Between {
    quotes: u64,
    commas: u64,
    verbs: u64,
}

/// The nodes that a decision looks at.
pub(crate) struct View<'sentence> {
    nodes: &'sentence [Node],
    state: &'sentence State,
    top_at: usize,
    below_at: usize,
    third_at: usize,
    top: &'sentence Node,
    below: &'sentence Node,
    third: &'sentence Node,
    next: &'sentence Node,
    next1: &'sentence Node,
    next2: &'sentence Node,
}

impl<'sentence> View<'sentence> {
    /// Of a state.
    pub(crate) fn new(nodes: &'sentence [Node], state: &'sentence State) -> Self {
        let stack = |depth: usize| state.stack.len().checked_sub(depth).map_or(NONE, |at| state.stack[at]);
        let node = |at: usize| nodes.get(at).unwrap_or(&Node::NONE);
        let (top_at, below_at, third_at) = (stack(1), stack(2), stack(3));
        Self {
            nodes,
            state,
            top_at,
            below_at,
            third_at,
            top: node(top_at),
            below: node(below_at),
            third: node(third_at),
            next: node(state.next),
            next1: node(state.next + 1),
            next2: node(state.next + 2),
        }
    }

    /// The node that a group is remembered with, and a number, never 0, for all that it looks at: where it is the
    /// same, so are the features.
    pub(crate) fn key(&self, group: Group) -> (usize, u64) {
        let Self { state, top_at, below_at, third_at, .. } = *self;
        let (next, top, below, third) = (state.next as u64, top_at as u64, below_at as u64, third_at as u64);
        let (left, right) = (|at| seen(&state.left_seen, at), |at| seen(&state.right_seen, at));
        let (at, key) = match group {
            Group::Ahead => (state.next, key_of(TASK, [next])),
            Group::Stack => (top_at, key_of(TASK, [third, below, top, left(top_at), left(below_at), right(below_at)])),
            Group::Pair => (top_at, key_of(TASK, [top, next, left(top_at)])),
            Group::Top => (top_at, key_of(TASK, [top, left(top_at), right(top_at)])),
            Group::Next => (state.next, key_of(TASK, [next, left(state.next)])),
        };
        (at, key | 1)
    }

    /// The features of a group alone.
    pub(crate) fn collect_group(&self, group: Group, out: &mut Features) {
        out.start(TASK);
        self.put(group, out);
    }

    /// The features that belong to no group.
    pub(crate) fn collect_others(&self, out: &mut Features) {
        out.start(TASK);
        others(self, out);
    }

    fn put(&self, group: Group, out: &mut Features) {
        match group {
            Group::Ahead => ahead(self, out),
            Group::Stack => stack(self, out),
            Group::Pair => pair(self, out),
            Group::Top => top(self, out),
            Group::Next => next(self, out),
        }
    }

    fn child(&self, at: usize) -> Child<'sentence> {
        let label = if at == NONE { 0 } else { self.state.labels.get(at).map_or(0, |label| u64::from(*label) + 1) };
        Child { node: self.nodes.get(at).unwrap_or(&Node::NONE), label }
    }

    fn side(&self, at: usize, children: &[[usize; 2]], counts: &[u8], labels: &[u64]) -> Side<'sentence> {
        let [outer, second] = children.get(at).copied().unwrap_or([NONE; 2]);
        Side {
            outer: self.child(outer),
            second: self.child(second),
            count: counts.get(at).map_or(9, |count| u64::from((*count).min(MOST_CHILDREN))),
            labels: labels.get(at).copied().unwrap_or(0),
        }
    }

    fn left(&self, at: usize) -> Side<'sentence> {
        self.side(at, &self.state.left_children, &self.state.left_count, &self.state.left_labels)
    }

    fn right(&self, at: usize) -> Side<'sentence> {
        self.side(at, &self.state.right_children, &self.state.right_count, &self.state.right_labels)
    }
}

fn seen(list: &[u64], at: usize) -> u64 {
    list.get(at).copied().unwrap_or(0)
}

/// Distance in steps that widen.
fn distance(left: usize, right: usize) -> u64 {
    if left == NONE || right == NONE {
        return 0;
    }
    match right - left {
        near @ 0..=4 => near as u64,
        5..=6 => 5,
        7..=10 => 6,
        _ => 7,
    }
}

fn between(left_at: usize, left: &Node, right: &Node) -> Between {
    if left_at == NONE {
        return Between { quotes: 3, commas: 0, verbs: 0 };
    }
    let quotes = right.quotes.saturating_sub(left.quotes);
    let up_to_two = |left: u32, right: u32| u64::from(right.saturating_sub(left).min(2));
    Between {
        quotes: u64::from(quotes & 1) + 2 * u64::from(quotes > 0),
        commas: up_to_two(left.commas, right.commas),
        verbs: up_to_two(left.verbs, right.verbs),
    }
}

/// Collects the features of a state, in the order in which they are learned.
#[cfg(feature = "train")]
pub(crate) fn collect(nodes: &[Node], state: &State, out: &mut Features) {
    let view = View::new(nodes, state);
    out.start(TASK);
    for group in [Group::Ahead, Group::Stack, Group::Pair, Group::Top, Group::Next] {
        view.put(group, out);
    }
    others(&view, out);
}

fn ahead(view: &View<'_>, out: &mut Features) {
    let View { next, next1, next2, .. } = *view;
    out.put(1, [0]);
    out.put(10, [next.word, next.tag]);
    out.put(11, [next.word]);
    out.put(12, [next.tag]);
    out.put(13, [next.suffix, next.tag]);
    out.put(16, [next1.word, next1.tag]);
    out.put(17, [next1.word]);
    out.put(18, [next1.tag]);
    out.put(19, [next2.word, next2.tag]);
    out.put(20, [next2.tag]);
    out.put(25, [next.tag, next1.tag]);
    out.put(26, [next.word, next1.tag]);
    out.put(27, [next.tag, next1.word]);
    out.put(38, [next.tag, next1.tag, next2.tag]);
    out.put(122, [next.word, next.marks_before]);
    out.put(140, [next.guess, next1.guess, next2.guess]);
    if next.fine > 0 {
        out.put(153, [next.rough]);
    }
}

fn stack(view: &View<'_>, out: &mut Features) {
    let View { top, below, third, .. } = *view;
    let (top_left, below_left, below_right) = (view.left(view.top_at), view.left(view.below_at), view.right(view.below_at));
    let (far, gap) = (distance(view.below_at, view.top_at), between(view.below_at, below, top));
    out.put(2, [top.word, top.tag]);
    out.put(3, [top.word]);
    out.put(4, [top.tag]);
    out.put(5, [top.suffix, top.tag]);
    out.put(6, [below.word, below.tag]);
    out.put(7, [below.word]);
    out.put(8, [below.tag]);
    out.put(9, [below.suffix, below.tag]);
    out.put(14, [third.tag]);
    out.put(15, [third.word, third.tag]);
    out.put(29, [below.word, top.word]);
    out.put(30, [below.tag, top.tag]);
    out.put(31, [below.word, below.tag, top.tag]);
    out.put(32, [below.tag, top.word, top.tag]);
    out.put(33, [below.tag, top.tag, far]);
    out.put(41, [third.tag, below.tag, top.tag]);
    out.put(45, [below.tag, top.tag, below_right.outer.node.tag]);
    out.put(47, [below.tag, top.tag, top_left.outer.node.tag]);
    out.put(48, [below.tag, top.tag, below_left.outer.node.tag]);
    out.put(62, [below.word, far]);
    out.put(63, [top.word, far]);
    out.put(64, [below.tag, far]);
    out.put(67, [top.word, top_left.count]);
    out.put(68, [top.tag, top_left.count]);
    out.put(71, [below.word, below_right.count]);
    out.put(72, [below.tag, below_right.count]);
    out.put(73, [top_left.outer.node.word]);
    out.put(74, [top_left.outer.node.tag]);
    out.put(75, [top_left.outer.label, top.tag]);
    out.put(82, [below_right.outer.node.word]);
    out.put(83, [below_right.outer.node.tag]);
    out.put(84, [below_right.outer.label, below.tag]);
    out.put(85, [below_left.outer.node.word]);
    out.put(86, [below_left.outer.node.tag]);
    out.put(87, [below_left.outer.label, below.tag]);
    out.put(88, [top_left.second.label]);
    out.put(91, [below_right.second.label]);
    out.put(92, [top.tag, top_left.outer.node.tag, top_left.second.node.tag]);
    out.put(95, [below.tag, below_right.outer.node.tag, below_right.second.node.tag]);
    out.put(97, [below.word, below_right.outer.label]);
    out.put(99, [below.tag, below_right.outer.label, top.tag]);
    out.put(101, [top.word, top_left.labels]);
    out.put(102, [top.tag, top_left.labels]);
    out.put(107, [below.tag, below_right.labels]);
    out.put(108, [below.word, below_right.labels]);
    out.put(109, [below.tag, below_left.labels, top.tag]);
    out.put(113, [below.tag, below_right.labels, top.tag, top_left.labels]);
    out.put(117, [below.tag, top.tag, gap.commas, gap.quotes]);
    out.put(118, [below.tag, top.tag, gap.verbs, gap.commas]);
    out.put(119, [below.word, top.tag, gap.quotes]);
    out.put(123, [below.tag, top.tag, top.marks_before]);
    out.put(126, [below.word, top.tag, top.marks_before]);
    out.put(134, [below.guess, top.guess]);
    out.put(135, [below.tag, top.guess]);
    out.put(144, [top.guess, below.word]);
    if top.fine > 0 {
        out.put(148, [top.rough]);
    }
    if below.fine > 0 {
        out.put(155, [below.fine, top.tag]);
        out.put(156, [below.fine, top.fine]);
        out.put(157, [below.rough, top.rough]);
        out.put(158, [below.rough]);
    }
}

fn pair(view: &View<'_>, out: &mut Features) {
    let View { top, next, next1, next2, .. } = *view;
    let top_left = view.left(view.top_at);
    let (near, gap) = (distance(view.top_at, view.state.next), between(view.top_at, top, next));
    out.put(21, [top.word, top.tag, next.tag]);
    out.put(22, [top.tag, next.word, next.tag]);
    out.put(23, [top.word, next.word]);
    out.put(24, [top.tag, next.tag]);
    out.put(28, [top.tag, next.tag, near]);
    out.put(39, [top.tag, next.tag, next1.tag]);
    out.put(42, [top.tag, top_left.outer.node.tag, next.tag]);
    out.put(52, [top.word, next.tag, next1.tag]);
    out.put(54, [top.tag, next.word, next1.tag]);
    out.put(55, [top.tag, next.tag, next1.tag, next2.tag]);
    out.put(57, [top.word, near]);
    out.put(58, [top.tag, near]);
    out.put(59, [next.word, near]);
    out.put(60, [next.tag, near]);
    out.put(61, [top.word, next.word, near]);
    out.put(110, [top.tag, top_left.labels, next.tag]);
    out.put(114, [top.tag, next.tag, gap.commas, gap.quotes]);
    out.put(115, [top.tag, next.tag, gap.verbs, gap.commas]);
    out.put(116, [top.word, next.tag, gap.quotes]);
    out.put(120, [top.tag, next.tag, next.marks_before]);
    out.put(121, [top.word, next.marks_before]);
    out.put(124, [top.tag, top.marks_before, next.marks_before]);
    out.put(127, [next1.marks_before, next.tag, top.tag]);
    out.put(129, [top.tag, next.tag, next.marks_before, next1.marks_before]);
    out.put(131, [top.guess, next.guess]);
    out.put(132, [top.guess, next.tag]);
    out.put(133, [top.tag, next.guess]);
    out.put(138, [top.guess, next.guess, next1.guess]);
    out.put(139, [top.guess, top.tag, near]);
    out.put(141, [top.guess, next.tag, next1.tag]);
    out.put(143, [top.guess, top.word, next.tag]);
    out.put(145, [top.guess, next.word]);
    out.put(146, [top.guess, next.marks_before, next.guess]);
    if top.fine > 0 {
        out.put(147, [top.fine, next.tag]);
        out.put(149, [top.fine, next.fine]);
        out.put(150, [top.rough, next.rough]);
    }
    if next.fine > 0 {
        out.put(152, [next.fine, top.tag]);
        out.put(154, [next.rough, next1.tag, top.tag]);
    }
}

fn top(view: &View<'_>, out: &mut Features) {
    let (top, top_left, top_right) = (view.top, view.left(view.top_at), view.right(view.top_at));
    out.put(65, [top.word, top_right.count]);
    out.put(66, [top.tag, top_right.count]);
    out.put(76, [top_right.outer.node.word]);
    out.put(77, [top_right.outer.node.tag]);
    out.put(78, [top_right.outer.label, top.tag]);
    out.put(89, [top_right.second.label]);
    out.put(93, [top.tag, top_right.outer.node.tag, top_right.second.node.tag]);
    out.put(96, [top.word, top_right.outer.label, top_left.outer.label]);
    out.put(103, [top.word, top_right.labels]);
    out.put(104, [top.tag, top_right.labels]);
}

fn next(view: &View<'_>, out: &mut Features) {
    let (next, next_left) = (view.next, view.left(view.state.next));
    out.put(69, [next.word, next_left.count]);
    out.put(70, [next.tag, next_left.count]);
    out.put(79, [next_left.outer.node.word]);
    out.put(80, [next_left.outer.node.tag]);
    out.put(81, [next_left.outer.label, next.tag]);
    out.put(90, [next_left.second.label]);
    out.put(94, [next.tag, next_left.outer.node.tag, next_left.second.node.tag]);
    out.put(100, [next.word, next_left.outer.label]);
    out.put(105, [next.word, next_left.labels]);
    out.put(106, [next.tag, next_left.labels]);
}

fn others(view: &View<'_>, out: &mut Features) {
    let View { top, below, next, next1, .. } = *view;
    let (top_left, top_right) = (view.left(view.top_at), view.right(view.top_at));
    let (below_right, next_left) = (view.right(view.below_at), view.left(view.state.next));
    out.put(34, [below.word, next.word]);
    out.put(35, [below.tag, next.tag]);
    out.put(36, [below.tag, next.word]);
    out.put(37, [below.word, next.tag]);
    out.put(40, [below.tag, top.tag, next.tag]);
    out.put(43, [top.tag, top_right.outer.node.tag, next.tag]);
    out.put(44, [top.tag, next.tag, next_left.outer.node.tag]);
    out.put(46, [below.tag, top.tag, top_right.outer.node.tag]);
    out.put(49, [below.tag, top.tag, next.word]);
    out.put(50, [below.word, top.tag, next.tag]);
    out.put(51, [below.tag, top.word, next.tag]);
    out.put(53, [below.tag, top.tag, next.tag, next1.tag]);
    out.put(56, [below.tag, next.tag, top.capital, next.capital]);
    out.put(98, [top.tag, top_left.outer.label, top_right.outer.label, next.tag]);
    out.put(111, [below.tag, below_right.labels, top.tag, next.role]);
    out.put(112, [top.tag, top_left.labels, next.tag, next_left.labels]);
    out.put(125, [below.tag, top.tag, next.tag, next.marks_before]);
    out.put(128, [below.tag, top.tag, top.marks_before, next.marks_before]);
    out.put(130, [below.tag, top.tag, top.marks_after, next.tag]);
    out.put(136, [below.guess, top.guess, next.guess]);
    out.put(137, [below.tag, top.guess, next.tag]);
    out.put(142, [top.guess, top_right.labels, next.tag]);
    if top.fine > 0 {
        out.put(151, [top.rough, next.tag, below.tag]);
    }
    if below.fine > 0 {
        out.put(159, [below.rough, top.rough, next.rough]);
    }
}
