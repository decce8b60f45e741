//! How the articles of an event stand to each other: same outlet, same text, or truly another voice.
//!
//! Two articles are one voice if they come from one outlet or if one is a copy of the other; what only one
//! voice says is said once, however many print it. The relation is not carried on: an outlet that runs a
//! wire story and an article of its own does not become the agency. Quadratic in the articles of one event.
//! Known miss: a copy reworded sentence by sentence counts as a voice of its own.

use crate::alignment::Member;
use crate::article::Completeness;
use crate::event::origin::Origin;
use crate::span::{ArticleIndex, Span};

/// Share of an article's prose (0 to 1) from which on it counts as a copy of the whole: a wire story of ten paragraphs
/// with one paragraph added or two cut. The report uses the same figure.
const COPY_SHARE: f64 = 0.8;

/// Who is another voice than whom in one event.
#[derive(Clone, Debug)]
pub(crate) struct Standing {
    size: usize,
    same: Vec<bool>,
    speaks: Vec<bool>,
    /// For each member, shared passages with the position of their origin.
    shared: Vec<Vec<(usize, Span)>>,
}

impl Standing {
    /// `articles` names the members as `origins` name them, in the same order.
    pub(crate) fn new(members: &[Member<'_>], articles: &[ArticleIndex], origins: &[Origin]) -> Self {
        let size = members.len();
        let mut standing =
            Self { size, same: vec![false; size * size], speaks: members.iter().map(speaks).collect(), shared: vec![Vec::new(); size] };
        for left in 0..size {
            for right in left..size {
                let (one, other) = (members[left].article, members[right].article);
                let texts = |article: &crate::article::Article| article.body.of(&article.text).trim().to_owned();
                if left == right || one.outlet.name == other.outlet.name || one.digest == other.digest || texts(one) == texts(other) {
                    standing.join(left, right);
                }
            }
        }
        for (number, origin) in origins.iter().enumerate() {
            let mut copies: Vec<usize> = Vec::new();
            for carrier in &origin.carriers {
                let Some(member) = articles.iter().position(|index| *index == carrier.article).filter(|member| *member < size) else {
                    continue;
                };
                standing.shared[member].extend(carrier.passages.iter().map(|passage| (number, *passage)));
                if carrier.article == origin.first || carrier.shared_share >= COPY_SHARE {
                    copies.push(member);
                }
            }
            for (at, left) in copies.iter().enumerate() {
                for right in &copies[at + 1..] {
                    standing.join(*left, *right);
                }
            }
        }
        standing
    }

    fn join(&mut self, left: usize, right: usize) {
        self.same[left * self.size + right] = true;
        self.same[right * self.size + left] = true;
    }

    /// Whether the two members are one voice: one outlet, or one text.
    pub(crate) fn is_same(&self, left: usize, right: usize) -> bool {
        left < self.size && right < self.size && self.same[left * self.size + right]
    }

    /// Whether something follows from a member's silence: it was analysed and is there whole.
    pub(crate) fn speaks(&self, member: usize) -> bool {
        self.speaks.get(member).copied().unwrap_or(false)
    }

    /// Whether two passages are one text: of one voice, or both in what their articles share.
    pub(crate) fn is_one_text(&self, left: (usize, Span), right: (usize, Span)) -> bool {
        self.is_same(left.0, right.0) || self.is_shared(left, right)
    }

    /// Whether both passages lie in a text that their articles share.
    pub(crate) fn is_shared(&self, left: (usize, Span), right: (usize, Span)) -> bool {
        let origin = |(member, span): (usize, Span)| {
            let passages = self.shared.get(member).map_or(&[][..], Vec::as_slice);
            passages.iter().find(|(_, passage)| passage.intersection(span).is_some_and(|part| part.len() * 2 > span.len())).map(|at| at.0)
        };
        origin(left).is_some_and(|number| origin(right) == Some(number))
    }

    /// Members that are another voice than each of these.
    pub(crate) fn others(&self, of: &[usize]) -> Vec<usize> {
        (0..self.size).filter(|member| of.iter().all(|one| !self.is_same(*one, *member))).collect()
    }

    /// Number of voices among these members: those that are the same as one already counted count once.
    pub(crate) fn voices(&self, members: &[usize]) -> usize {
        let mut counted: Vec<usize> = Vec::new();
        for member in members {
            if counted.iter().all(|one| !self.is_same(*one, *member)) {
                counted.push(*member);
            }
        }
        counted.len()
    }
}

fn speaks(member: &Member<'_>) -> bool {
    member.article.language.is_analysed() && member.article.completeness == Completeness::Whole && !member.analysis.sentences.is_empty()
}
