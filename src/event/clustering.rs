//! Average linkage (Sokal and Michener, 1958) on a sparse graph: a pair that was not compared counts as 0.
//!
//! A heap of merges with lazy deletion: n log n in the number of edges. Ties go to the lower pair of groups.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use rustc_hash::FxHashMap;

/// Two articles and the probability that they report one event.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Edge {
    pub(crate) left: u32,
    pub(crate) right: u32,
    pub(crate) probability: f64,
}

#[derive(Clone, Copy, PartialEq)]
struct Merge {
    mean: f64,
    left: usize,
    right: usize,
    versions: (u32, u32),
}

impl Eq for Merge {}

impl PartialOrd for Merge {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Merge {
    fn cmp(&self, other: &Self) -> Ordering {
        self.mean
            .total_cmp(&other.mean)
            .then_with(|| (other.left, other.right, other.versions).cmp(&(self.left, self.right, self.versions)))
    }
}

/// Groups `count` articles: merges the two nearest groups while their mean probability reaches `least`.
/// Groups in order of their first article, articles in order.
pub(crate) fn link(count: usize, edges: &[Edge], least: f64) -> Vec<Vec<u32>> {
    let mut members: Vec<Vec<u32>> = (0..count).map(|at| vec![u32::try_from(at).unwrap_or(u32::MAX)]).collect();
    let mut near: Vec<FxHashMap<usize, f64>> = vec![FxHashMap::default(); count];
    for edge in edges {
        let (left, right) = (edge.left as usize, edge.right as usize);
        if left != right {
            *near[left].entry(right).or_default() += edge.probability;
            *near[right].entry(left).or_default() += edge.probability;
        }
    }
    let mut heap = BinaryHeap::new();
    for (left, neighbours) in near.iter().enumerate() {
        for (&right, &sum) in neighbours.iter().filter(|(right, _)| **right > left) {
            #[allow(clippy::cast_precision_loss, reason = "sizes of groups")]
            let mean = sum / (members[left].len() * members[right].len()) as f64;
            if mean >= least {
                heap.push(Merge { mean, left, right, versions: (0, 0) });
            }
        }
    }
    let mut version = vec![0_u32; count];
    while let Some(merge) = heap.pop() {
        let (left, right) = (merge.left, merge.right);
        if members[left].is_empty() || members[right].is_empty() || merge.versions != (version[left], version[right]) {
            continue;
        }
        let moved = std::mem::take(&mut members[right]);
        members[left].extend(moved);
        version[left] += 1;
        let mut neighbours: Vec<(usize, f64)> = std::mem::take(&mut near[right]).into_iter().collect();
        neighbours.sort_unstable_by_key(|&(other, _)| other);
        near[left].remove(&right);
        for (other, sum) in neighbours {
            near[other].remove(&right);
            if other != left {
                let total = near[left].entry(other).or_default();
                *total += sum;
                let total = *total;
                near[other].insert(left, total);
            }
        }
        for (&other, &sum) in &near[left] {
            #[allow(clippy::cast_precision_loss, reason = "sizes of groups")]
            let mean = sum / (members[left].len() * members[other].len()) as f64;
            if mean >= least {
                let (left, right) = (left.min(other), left.max(other));
                heap.push(Merge { mean, left, right, versions: (version[left], version[right]) });
            }
        }
    }
    let mut groups: Vec<Vec<u32>> = members.into_iter().filter(|group| !group.is_empty()).collect();
    for group in &mut groups {
        group.sort_unstable();
    }
    groups.sort_unstable_by_key(|group| group[0]);
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(left: u32, right: u32, probability: f64) -> Edge {
        Edge { left, right, probability }
    }

    #[test]
    fn missing_pairs_count_as_strangers() {
        // 0-1 at .9 join; 2 is near 1 alone: its mean with {0, 1} is .4.
        let edges = [edge(0, 1, 0.9), edge(1, 2, 0.8)];
        assert_eq!(link(3, &edges, 0.5), [vec![0, 1], vec![2]]);
        assert_eq!(link(3, &edges, 0.4), [vec![0, 1, 2]]);
    }

    #[test]
    fn ties_go_to_the_lower_pair_in_any_order_of_edges() {
        let mut edges = vec![edge(0, 1, 0.6), edge(1, 2, 0.6), edge(2, 3, 0.6)];
        let first = link(4, &edges, 0.5);
        edges.reverse();
        assert_eq!(link(4, &edges, 0.5), first);
        assert_eq!(first, [vec![0, 1], vec![2, 3]]);
    }

    #[test]
    fn articles_without_edges_stay_alone() {
        assert_eq!(link(2, &[], 0.1), [vec![0], vec![1]]);
        assert!(link(0, &[], 0.1).is_empty());
    }
}
