//! The features of a parser's state: words, tags, clusters, distances, children and marks around the top of the stack (`top`), the two
//! nodes below it and the next three nodes, after Zhang and Nivre (2011), with the labels of all children so far (so that a verb is known
//! to have its subject), and the quotation marks, commas and verbs between two nodes.

use crate::language::syntax::feature::Features;
use crate::language::syntax::node::Node;
use crate::language::syntax::state::{NONE, State};

/// Key space of the parser's features.
const TASK: u64 = 2;
/// Children above which no more are counted.
const MOST_CHILDREN: u8 = 5;

/// The nodes that a decision looks at.
struct View<'sentence> {
    nodes: &'sentence [Node],
    state: &'sentence State,
    top_at: usize,
    below_at: usize,
    next_at: usize,
    top: &'sentence Node,
    below: &'sentence Node,
    third: &'sentence Node,
    next: &'sentence Node,
    next1: &'sentence Node,
    next2: &'sentence Node,
}

impl<'sentence> View<'sentence> {
    fn new(nodes: &'sentence [Node], state: &'sentence State) -> Self {
        let stack = |depth: usize| state.stack.len().checked_sub(depth).map_or(NONE, |at| state.stack[at]);
        let node = |at: usize| nodes.get(at).unwrap_or(&Node::NONE);
        let (top_at, below_at, next_at) = (stack(1), stack(2), state.next);
        Self {
            nodes,
            state,
            top_at,
            below_at,
            next_at,
            top: node(top_at),
            below: node(below_at),
            third: node(stack(3)),
            next: node(next_at),
            next1: node(next_at + 1),
            next2: node(next_at + 2),
        }
    }

    fn node(&self, at: usize) -> &'sentence Node {
        self.nodes.get(at).unwrap_or(&Node::NONE)
    }

    fn left(&self, at: usize, rank: usize) -> usize {
        self.state.left_children.get(at).map_or(NONE, |children| children[rank])
    }

    fn right(&self, at: usize, rank: usize) -> usize {
        self.state.right_children.get(at).map_or(NONE, |children| children[rank])
    }

    fn label(&self, at: usize) -> u64 {
        if at == NONE { 0 } else { self.state.labels.get(at).map_or(0, |label| u64::from(*label) + 1) }
    }
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

fn count(list: &[u8], at: usize) -> u64 {
    list.get(at).map_or(9, |count| u64::from((*count).min(MOST_CHILDREN)))
}

fn labels(list: &[u64], at: usize) -> u64 {
    list.get(at).copied().unwrap_or(0)
}

/// Quotation marks (odd or even, any), commas and verbs (up to two each) between two nodes.
fn between(left_at: usize, left: &Node, right: &Node) -> (u64, u64, u64) {
    if left_at == NONE {
        return (3, 0, 0);
    }
    let quotes = right.quotes.saturating_sub(left.quotes);
    let quotes = u64::from(quotes & 1) + 2 * u64::from(quotes > 0);
    (quotes, u64::from((right.commas.saturating_sub(left.commas)).min(2)), u64::from((right.verbs.saturating_sub(left.verbs)).min(2)))
}

/// Collects the features of a state.
pub(crate) fn collect(nodes: &[Node], state: &State, out: &mut Features) {
    let view = View::new(nodes, state);
    out.start(TASK);
    words(&view, out);
    distances_and_children(&view, out);
    children(&view, out);
    label_sets(&view, out);
    marks(&view, out);
    guesses(&view, out);
    clusters(&view, out);
}

fn words(view: &View<'_>, out: &mut Features) {
    let View { top, below, third, next, next1, next2, .. } = *view;
    let (near, far) = (distance(view.top_at, view.next_at), distance(view.below_at, view.top_at));
    let child = |at: usize| view.node(at).tag;
    out.add([0]);
    for node in [top, below, next] {
        out.add([node.word, node.tag]);
        out.add([node.word]);
        out.add([node.tag]);
        out.add([node.suffix, node.tag]);
    }
    out.add([third.tag]);
    out.add([third.word, third.tag]);
    out.add([next1.word, next1.tag]);
    out.add([next1.word]);
    out.add([next1.tag]);
    out.add([next2.word, next2.tag]);
    out.add([next2.tag]);
    // Two nodes.
    out.add([top.word, top.tag, next.tag]);
    out.add([top.tag, next.word, next.tag]);
    out.add([top.word, next.word]);
    out.add([top.tag, next.tag]);
    out.add([next.tag, next1.tag]);
    out.add([next.word, next1.tag]);
    out.add([next.tag, next1.word]);
    out.add([top.tag, next.tag, near]);
    out.add([below.word, top.word]);
    out.add([below.tag, top.tag]);
    out.add([below.word, below.tag, top.tag]);
    out.add([below.tag, top.word, top.tag]);
    out.add([below.tag, top.tag, far]);
    out.add([below.word, next.word]);
    out.add([below.tag, next.tag]);
    out.add([below.tag, next.word]);
    out.add([below.word, next.tag]);
    // Three and four.
    out.add([next.tag, next1.tag, next2.tag]);
    out.add([top.tag, next.tag, next1.tag]);
    out.add([below.tag, top.tag, next.tag]);
    out.add([third.tag, below.tag, top.tag]);
    out.add([top.tag, child(view.left(view.top_at, 0)), next.tag]);
    out.add([top.tag, child(view.right(view.top_at, 0)), next.tag]);
    out.add([top.tag, next.tag, child(view.left(view.next_at, 0))]);
    out.add([below.tag, top.tag, child(view.right(view.below_at, 0))]);
    out.add([below.tag, top.tag, child(view.right(view.top_at, 0))]);
    out.add([below.tag, top.tag, child(view.left(view.top_at, 0))]);
    out.add([below.tag, top.tag, child(view.left(view.below_at, 0))]);
    out.add([below.tag, top.tag, next.word]);
    out.add([below.word, top.tag, next.tag]);
    out.add([below.tag, top.word, next.tag]);
    out.add([top.word, next.tag, next1.tag]);
    out.add([below.tag, top.tag, next.tag, next1.tag]);
    out.add([top.tag, next.word, next1.tag]);
    out.add([top.tag, next.tag, next1.tag, next2.tag]);
    out.add([below.tag, next.tag, top.capital, next.capital]);
}

fn distances_and_children(view: &View<'_>, out: &mut Features) {
    let View { top, below, next, state, .. } = *view;
    let (near, far) = (distance(view.top_at, view.next_at), distance(view.below_at, view.top_at));
    out.add([top.word, near]);
    out.add([top.tag, near]);
    out.add([next.word, near]);
    out.add([next.tag, near]);
    out.add([top.word, next.word, near]);
    out.add([below.word, far]);
    out.add([top.word, far]);
    out.add([below.tag, far]);
    let (top_right, top_left) = (count(&state.right_count, view.top_at), count(&state.left_count, view.top_at));
    let (next_left, below_right) = (count(&state.left_count, view.next_at), count(&state.right_count, view.below_at));
    out.add([top.word, top_right]);
    out.add([top.tag, top_right]);
    out.add([top.word, top_left]);
    out.add([top.tag, top_left]);
    out.add([next.word, next_left]);
    out.add([next.tag, next_left]);
    out.add([below.word, below_right]);
    out.add([below.tag, below_right]);
}

fn children(view: &View<'_>, out: &mut Features) {
    let View { top, below, next, .. } = *view;
    let outer = [
        (view.left(view.top_at, 0), top.tag),
        (view.right(view.top_at, 0), top.tag),
        (view.left(view.next_at, 0), next.tag),
        (view.right(view.below_at, 0), below.tag),
        (view.left(view.below_at, 0), below.tag),
    ];
    for (at, parent) in outer {
        let node = view.node(at);
        out.add([node.word]);
        out.add([node.tag]);
        out.add([view.label(at), parent]);
    }
    let (top_left2, top_right2) = (view.left(view.top_at, 1), view.right(view.top_at, 1));
    let (next_left2, below_right2) = (view.left(view.next_at, 1), view.right(view.below_at, 1));
    for at in [top_left2, top_right2, next_left2, below_right2] {
        out.add([view.label(at)]);
    }
    out.add([top.tag, view.node(outer[0].0).tag, view.node(top_left2).tag]);
    out.add([top.tag, view.node(outer[1].0).tag, view.node(top_right2).tag]);
    out.add([next.tag, view.node(outer[2].0).tag, view.node(next_left2).tag]);
    out.add([below.tag, view.node(outer[3].0).tag, view.node(below_right2).tag]);
    let (top_left, top_right, next_left, below_right) =
        (view.label(outer[0].0), view.label(outer[1].0), view.label(outer[2].0), view.label(outer[3].0));
    out.add([top.word, top_right, top_left]);
    out.add([below.word, below_right]);
    out.add([top.tag, top_left, top_right, next.tag]);
    out.add([below.tag, below_right, top.tag]);
    out.add([next.word, next_left]);
}

fn label_sets(view: &View<'_>, out: &mut Features) {
    let View { top, below, next, state, .. } = *view;
    let (top_left, top_right) = (labels(&state.left_labels, view.top_at), labels(&state.right_labels, view.top_at));
    let (below_left, below_right) = (labels(&state.left_labels, view.below_at), labels(&state.right_labels, view.below_at));
    let next_left = labels(&state.left_labels, view.next_at);
    out.add([top.word, top_left]);
    out.add([top.tag, top_left]);
    out.add([top.word, top_right]);
    out.add([top.tag, top_right]);
    out.add([next.word, next_left]);
    out.add([next.tag, next_left]);
    out.add([below.tag, below_right]);
    out.add([below.word, below_right]);
    out.add([below.tag, below_left, top.tag]);
    out.add([top.tag, top_left, next.tag]);
    out.add([below.tag, below_right, top.tag, next.role]);
    out.add([top.tag, top_left, next.tag, next_left]);
    out.add([below.tag, below_right, top.tag, top_left]);
}

fn marks(view: &View<'_>, out: &mut Features) {
    let View { top, below, next, next1, .. } = *view;
    let (quotes, commas, verbs) = between(view.top_at, top, next);
    out.add([top.tag, next.tag, commas, quotes]);
    out.add([top.tag, next.tag, verbs, commas]);
    out.add([top.word, next.tag, quotes]);
    let (quotes, commas, verbs) = between(view.below_at, below, top);
    out.add([below.tag, top.tag, commas, quotes]);
    out.add([below.tag, top.tag, verbs, commas]);
    out.add([below.word, top.tag, quotes]);
    out.add([top.tag, next.tag, next.marks_before]);
    out.add([top.word, next.marks_before]);
    out.add([next.word, next.marks_before]);
    out.add([below.tag, top.tag, top.marks_before]);
    out.add([top.tag, top.marks_before, next.marks_before]);
    out.add([below.tag, top.tag, next.tag, next.marks_before]);
    out.add([below.word, top.tag, top.marks_before]);
    out.add([next1.marks_before, next.tag, top.tag]);
    out.add([below.tag, top.tag, top.marks_before, next.marks_before]);
    out.add([top.tag, next.tag, next.marks_before, next1.marks_before]);
    out.add([below.tag, top.tag, top.marks_after, next.tag]);
}

fn guesses(view: &View<'_>, out: &mut Features) {
    let View { top, below, next, next1, next2, state, .. } = *view;
    let near = distance(view.top_at, view.next_at);
    out.add([top.guess, next.guess]);
    out.add([top.guess, next.tag]);
    out.add([top.tag, next.guess]);
    out.add([below.guess, top.guess]);
    out.add([below.tag, top.guess]);
    out.add([below.guess, top.guess, next.guess]);
    out.add([below.tag, top.guess, next.tag]);
    out.add([top.guess, next.guess, next1.guess]);
    out.add([top.guess, top.tag, near]);
    out.add([next.guess, next1.guess, next2.guess]);
    out.add([top.guess, next.tag, next1.tag]);
    out.add([top.guess, labels(&state.right_labels, view.top_at), next.tag]);
    out.add([top.guess, top.word, next.tag]);
    out.add([top.guess, below.word]);
    out.add([top.guess, next.word]);
    out.add([top.guess, next.marks_before, next.guess]);
}

fn clusters(view: &View<'_>, out: &mut Features) {
    let View { top, below, next, next1, .. } = *view;
    if top.fine > 0 {
        out.add([top.fine, next.tag]);
        out.add([top.rough]);
        out.add([top.fine, next.fine]);
        out.add([top.rough, next.rough]);
        out.add([top.rough, next.tag, below.tag]);
    } else {
        out.skip(5);
    }
    if next.fine > 0 {
        out.add([next.fine, top.tag]);
        out.add([next.rough]);
        out.add([next.rough, next1.tag, top.tag]);
    } else {
        out.skip(3);
    }
    if below.fine > 0 {
        out.add([below.fine, top.tag]);
        out.add([below.fine, top.fine]);
        out.add([below.rough, top.rough]);
        out.add([below.rough]);
        out.add([below.rough, top.rough, next.rough]);
    }
}
