//! Heads and relations: at each state the step and relation with the best score (averaged perceptron over arc-hybrid steps, trained with
//! a dynamic oracle; Goldberg and Nivre, 2013, doi:10.1162/tacl_a_00237). Linear in the sentence's length.
//!
//! To be trusted: subjects, objects, passives, agents, the subject of a reporting verb. To be checked by rules: `conj`, `appos`,
//! `parataxis`, relative clauses, the attachment of prepositions.

use crate::language::syntax::feature::Features;
use crate::language::syntax::node::Node;
use crate::language::syntax::state::{NONE, State, Step};
use crate::language::syntax::templates;
use crate::weights::scores::{MOST_CLASSES, Score};

/// The classes of the parser's scores: a step, with the label of the arc it makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Steps {
    /// Step and label of each class.
    pub(crate) classes: Vec<(Step, u8)>,
    /// Label of the arc from the root.
    pub(crate) root: u8,
}

impl Steps {
    /// The class with the best score among those that are allowed.
    pub(crate) fn best(&self, scores: &[f32; MOST_CLASSES], allowed: [bool; 3]) -> usize {
        let mut best = NONE;
        for (class, (step, _)) in self.classes.iter().enumerate() {
            if allowed[*step as usize] && (best == NONE || scores[class] > scores[best]) {
                best = class;
            }
        }
        best
    }

    /// Takes the step that is the only one, if there is only one to take.
    pub(crate) fn take_forced(&self, state: &mut State) -> bool {
        match state.allowed() {
            [true, false, false] => state.take(Step::Shift, 0),
            [false, true, false] if state.next == state.nodes => state.take(Step::Left, self.root),
            _ => return false,
        }
        true
    }
}

/// Builds the tree over `nodes`, the last of which is the root, in `state`.
pub(crate) fn parse(scorer: &impl Score, steps: &Steps, nodes: &[Node], features: &mut Features, state: &mut State) {
    state.reset(nodes.len().saturating_sub(1));
    let mut scores = [0.0; MOST_CLASSES];
    while !state.is_done() {
        if steps.take_forced(state) {
            continue;
        }
        templates::collect(nodes, state, features);
        scorer.score(features.keys(), &mut scores);
        let Some((step, label)) = steps.classes.get(steps.best(&scores, state.allowed())) else { break };
        state.take(*step, *label);
    }
}
