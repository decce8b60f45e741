//! Average linkage (Sokal and Michener, 1958) on a sparse graph: a pair that was not compared counts as 0.
//!
//! A heap of merges with lazy deletion: n log n in the number of edges. Ties go to the lower pair of groups.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

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
    left: u32,
    right: u32,
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

/// A group's neighbours in order, each with the sum of the probabilities of the pairs between the two.
type Neighbours = Vec<(u32, f64)>;

/// Groups `count` articles: merges the two nearest groups while their mean probability reaches `least`.
/// Groups in order of their first article, articles in order.
pub(crate) fn link(count: usize, edges: &[Edge], least: f64) -> Vec<Vec<u32>> {
    let mut members: Vec<Vec<u32>> = (0..count).map(|at| vec![u32::try_from(at).unwrap_or(u32::MAX)]).collect();
    let mut near = neighbours(count, edges);
    let mut heap = BinaryHeap::new();
    for (left, neighbours) in (0_u32..).zip(&near) {
        let higher = neighbours.iter().filter(|&&(right, sum)| right > left && sum >= least);
        heap.extend(higher.map(|&(right, sum)| Merge { mean: sum, left, right, versions: (0, 0) }));
    }
    let mut version = vec![0_u32; count];
    while let Some(merge) = heap.pop() {
        let (left, right) = (merge.left as usize, merge.right as usize);
        if members[left].is_empty() || members[right].is_empty() || merge.versions != (version[left], version[right]) {
            continue;
        }
        let moved = std::mem::take(&mut members[right]);
        members[left].extend(moved);
        version[left] += 1;
        let (own, others) = (std::mem::take(&mut near[left]), std::mem::take(&mut near[right]));
        for &(other, sum) in others.iter().filter(|(other, _)| *other != merge.left) {
            rename(&mut near[other as usize], merge.right, merge.left, sum);
        }
        near[left] = united(&own, &others, merge.left, merge.right);
        for &(other, sum) in &near[left] {
            #[allow(clippy::cast_precision_loss, reason = "sizes of groups")]
            let mean = sum / (members[left].len() * members[other as usize].len()) as f64;
            if mean >= least {
                let (left, right) = (merge.left.min(other), merge.left.max(other));
                heap.push(Merge { mean, left, right, versions: (version[left as usize], version[right as usize]) });
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

/// Each article's neighbours; a pair that stands twice counts twice.
fn neighbours(count: usize, edges: &[Edge]) -> Vec<Neighbours> {
    let mut near: Vec<Neighbours> = vec![Vec::new(); count];
    for edge in edges.iter().filter(|edge| edge.left != edge.right) {
        near[edge.left as usize].push((edge.right, edge.probability));
        near[edge.right as usize].push((edge.left, edge.probability));
    }
    for list in &mut near {
        list.sort_by_key(|&(other, _)| other);
        list.dedup_by(|again, first| {
            let same = again.0 == first.0;
            first.1 += if same { again.1 } else { 0.0 };
            same
        });
    }
    near
}

/// In a list of neighbours, puts one group in the place of another that it has taken in, `sum` of whose pairs are now its own.
fn rename(list: &mut Neighbours, from: u32, to: u32, sum: f64) {
    let place = |list: &Neighbours, group: u32| list.binary_search_by_key(&group, |&(other, _)| other);
    if let Ok(at) = place(list, from) {
        list.remove(at);
    }
    match place(list, to) {
        Ok(at) => list[at].1 += sum,
        Err(at) => list.insert(at, (to, sum)),
    }
}

/// The neighbours of two groups together, the two themselves left out.
fn united(own: &Neighbours, others: &Neighbours, left: u32, right: u32) -> Neighbours {
    let mut all = Vec::with_capacity(own.len() + others.len());
    let (mut own, mut others) = (own.iter().peekable(), others.iter().peekable());
    loop {
        let (other, sum) = match (own.peek(), others.peek()) {
            (Some(&&(one, sum)), Some(&&(two, more))) if one == two => {
                own.next();
                others.next();
                (one, sum + more)
            }
            (Some(&&(one, sum)), other) if other.is_none_or(|&&(two, _)| one < two) => {
                own.next();
                (one, sum)
            }
            (_, Some(&&two)) => {
                others.next();
                two
            }
            _ => return all,
        };
        if other != left && other != right {
            all.push((other, sum));
        }
    }
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
