//! The dynamic oracle of the arc-hybrid system: how many gold arcs a step makes unreachable (Goldberg and Nivre, 2013).

use crate::language::syntax::state::{State, Step};
use crate::train::gold_tree::GoldTree;

/// Gold arcs lost by each step, as if all were allowed where they make an arc.
pub(crate) fn costs(state: &State, gold: &GoldTree) -> [usize; 3] {
    let next = state.next;
    let mut costs = [usize::MAX; 3];
    if next < state.nodes {
        // Shifting the next node loses its head, if that is in the stack but not on top, and its children in the stack.
        let below = state.stack.split_last().map_or(&[][..], |(_, below)| below);
        let head = usize::from(below.contains(&gold.heads[next]));
        costs[Step::Shift as usize] =
            head + gold.children[next].iter().filter(|child| **child < next && state.stack.contains(child)).count();
    }
    if let Some((top, below)) = state.stack.split_last() {
        // The top of the stack leaves it: it loses its children that are to come, and its head if that is elsewhere.
        let coming = gold.children[*top].iter().filter(|child| **child >= next).count();
        let head = gold.heads[*top];
        let under = below.last().copied();
        costs[Step::Left as usize] = coming + usize::from(Some(head) == under || head > next && head <= state.nodes);
        costs[Step::Right as usize] = coming + usize::from(head >= next && head <= state.nodes);
    }
    costs
}

/// Whether a class loses no more arcs than it must, and gives a gold arc its gold label.
pub(crate) fn is_good(state: &State, gold: &GoldTree, costs: [usize; 3], least: usize, step: Step, label: u8) -> bool {
    costs[step as usize] <= least
        && state.arc(step).is_none_or(|(child, head)| gold.heads[child] != head || gold.labels.get(child) == Some(&label))
}
