//! From the parser's nodes back to all words of a sentence: marks get a head too, so that the tree stays one without crossing arcs.

use crate::language::syntax::state::{NONE, State};

/// Head (nothing for the root) and label of each word. `places` holds the word of each node. Marks have label `mark`.
pub(crate) fn spread(state: &State, places: &[usize], words: usize, root: u8, mark: u8, arcs: &mut Vec<(Option<usize>, u8)>) {
    arcs.clear();
    arcs.resize(words, (None, mark));
    let mut top = NONE;
    for (node, place) in places.iter().enumerate() {
        let head = state.heads.get(node).copied().unwrap_or(NONE);
        let label = state.labels.get(node).copied().unwrap_or(root);
        if head < places.len() {
            arcs[*place] = (Some(places[head]), label);
        } else if top == NONE {
            top = *place;
            arcs[*place] = (None, root);
        } else {
            arcs[*place] = (Some(top), label);
        }
    }
    if top == NONE {
        // Marks alone: the first stands for all.
        for (place, arc) in arcs.iter_mut().enumerate() {
            *arc = if place == 0 { (None, root) } else { (Some(0), mark) };
        }
        return;
    }
    let mut right = 0;
    for place in 0..words {
        while right < places.len() && places[right] < place {
            right += 1;
        }
        if places.get(right) != Some(&place) {
            let left = right.checked_sub(1).map(|left| places[left]);
            arcs[place] = (Some(head_of_mark(arcs, place, left, places.get(right).copied(), top)), mark);
        }
    }
}

/// The highest word beside a mark that its neighbours reach without an arc over the mark; the root at either end of the sentence.
fn head_of_mark(arcs: &[(Option<usize>, u8)], place: usize, left: Option<usize>, right: Option<usize>, top: usize) -> usize {
    let (Some(left), Some(right)) = (left, right) else { return top };
    let climb = |from: usize| {
        let mut at = from;
        while let Some(head) = arcs[at].0 {
            if (head < place) != (from < place) {
                return (at, Some(head));
            }
            at = head;
        }
        (at, None)
    };
    match (climb(right), climb(left)) {
        // The arc over the mark leads from its right side to the left: the mark goes with what hangs there.
        ((below, Some(_)), _) => below,
        (_, (below, Some(_))) => below,
        _ => top,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_hangs_on_the_clause_beside_it() {
        // 0 <- 1 , 3 -> 4 . with 1 <- 3 the root
        let state = State { heads: vec![1, 2, 4, 2], labels: vec![1; 4], ..State::default() };
        let mut arcs = Vec::new();
        spread(&state, &[0, 1, 3, 4], 6, 7, 9, &mut arcs);
        assert_eq!(arcs, [(Some(1), 1), (Some(3), 1), (Some(1), 9), (None, 7), (Some(3), 1), (Some(3), 9)]);
    }

    #[test]
    fn marks_alone_make_a_tree() {
        let mut arcs = Vec::new();
        spread(&State::default(), &[], 2, 7, 9, &mut arcs);
        assert_eq!(arcs, [(None, 7), (Some(0), 9)]);
    }
}
