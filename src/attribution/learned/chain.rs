//! Linear chains: the best labels of a row of words, and how probable each label is (Lafferty, McCallum and Pereira, 2001).
//!
//! Scores of a word's labels come from its features, scores of two labels beside each other from a table for each kind of border
//! between the words. Cost: words times labels squared.

/// Score of what cannot be.
pub(crate) const NEVER: f32 = -1e9;

/// Scores of a row: `words * labels` of words; the table of borders, `kinds * labels * labels`, and the kind before each word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'a> {
    pub(crate) labels: usize,
    pub(crate) words: &'a [f32],
    pub(crate) borders: &'a [f32],
    pub(crate) kinds: &'a [u8],
}

impl Row<'_> {
    fn len(&self) -> usize {
        self.kinds.len()
    }

    /// Score of label `from` before `to` at word `at`.
    #[inline]
    fn border(&self, at: usize, from: usize, to: usize) -> f32 {
        self.borders[(usize::from(self.kinds[at]) * self.labels + from) * self.labels + to]
    }

    /// The best labels among those in which `wanted` occurs, and their score less that of the best without it. Empty if there are none.
    pub(crate) fn best_with(&self, wanted: usize, path: &mut Vec<u8>) -> f32 {
        path.clear();
        let (labels, count) = (self.labels, self.len());
        if count == 0 {
            return f32::NEG_INFINITY;
        }
        // Twice as many states: those after `wanted` occurred come second.
        let states = 2 * labels;
        let enters = |label: usize, seen: bool| if seen || label == wanted { labels + label } else { label };
        let mut scores = vec![f32::NEG_INFINITY; states];
        for label in 0..labels {
            scores[enters(label, false)] = self.words[label];
        }
        let mut next = vec![f32::NEG_INFINITY; states];
        let mut back = vec![0_u8; count * states];
        for at in 1..count {
            next.fill(f32::NEG_INFINITY);
            for (from, score) in scores.iter().enumerate().filter(|state| *state.1 > f32::NEG_INFINITY) {
                for to in 0..labels {
                    let state = enters(to, from >= labels);
                    let score = score + self.border(at, from % labels, to) + self.words[at * labels + to];
                    if score > next[state] {
                        next[state] = score;
                        back[at * states + state] = u8::try_from(from).unwrap_or(0);
                    }
                }
            }
            std::mem::swap(&mut scores, &mut next);
        }
        let leader = |range: std::ops::Range<usize>| range.max_by(|one, two| scores[*one].total_cmp(&scores[*two])).unwrap_or(0);
        let (without, with) = (leader(0..labels), leader(labels..states));
        let mut last = with;
        path.resize(count, 0);
        for at in (0..count).rev() {
            path[at] = u8::try_from(last % labels).unwrap_or(0);
            last = usize::from(back[at * states + last]);
        }
        scores[with] - scores[without]
    }

    /// Forward and backward sums of each word and label, as logarithms, and that of all.
    pub(crate) fn sums(&self, forward: &mut Vec<f32>, backward: &mut Vec<f32>) -> f32 {
        let (labels, count) = (self.labels, self.len());
        forward.clear();
        backward.clear();
        forward.resize(count * labels, 0.0);
        backward.resize(count * labels, 0.0);
        if count == 0 {
            return 0.0;
        }
        forward[..labels].copy_from_slice(&self.words[..labels]);
        let mut terms = [0.0_f32; MOST_LABELS];
        for at in 1..count {
            for to in 0..labels {
                for (from, term) in terms[..labels].iter_mut().enumerate() {
                    *term = forward[(at - 1) * labels + from] + self.border(at, from, to);
                }
                forward[at * labels + to] = log_sum(&terms[..labels]) + self.words[at * labels + to];
            }
        }
        for at in (0..count - 1).rev() {
            for from in 0..labels {
                for (to, term) in terms[..labels].iter_mut().enumerate() {
                    let next = (at + 1) * labels + to;
                    *term = self.border(at + 1, from, to) + self.words[next] + backward[next];
                }
                backward[at * labels + from] = log_sum(&terms[..labels]);
            }
        }
        log_sum(&forward[(count - 1) * labels..])
    }
}

/// Labels that a chain can have.
pub(crate) const MOST_LABELS: usize = 8;

/// Logarithm of a sum of exponentials.
#[inline]
pub(crate) fn log_sum(terms: &[f32]) -> f32 {
    let most = terms.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    most + terms.iter().map(|term| (term - most).exp()).sum::<f32>().ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_can_be_asked_for_at_a_price() {
        let row = Row { labels: 2, words: &[1.0, 0.0, 0.0, 0.5, 1.0, 0.0], borders: &[0.0, -2.0, -2.0, 0.0], kinds: &[0, 0, 0] };
        let mut path = Vec::new();
        // 0 0 0 has 2 points; of the others 1 1 1 is best with half a point.
        let lead = row.best_with(1, &mut path);
        assert!((lead + 1.5).abs() < 1e-6, "{lead}");
        assert_eq!(path, [1, 1, 1]);
    }

    #[test]
    fn probabilities_of_a_word_add_up_to_one() {
        let row = Row { labels: 2, words: &[1.0, 0.0, 0.3, 1.0], borders: &[0.0, -2.0, 0.5, 0.0], kinds: &[0, 0] };
        let (mut forward, mut backward) = (Vec::new(), Vec::new());
        let all = row.sums(&mut forward, &mut backward);
        for at in 0..2 {
            let sum: f32 = (0..2).map(|label| (forward[2 * at + label] + backward[2 * at + label] - all).exp()).sum();
            assert!((sum - 1.0).abs() < 1e-5);
        }
    }

    #[test]
    fn nothing_has_no_labels() {
        let row = Row { labels: 2, words: &[], borders: &[0.0; 4], kinds: &[] };
        let mut path = vec![1];
        assert_eq!(row.best_with(1, &mut path), f32::NEG_INFINITY);
        assert!(path.is_empty());
    }
}
