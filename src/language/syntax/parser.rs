//! Heads and relations: at each state the step and relation with the best score (averaged perceptron over arc-hybrid steps, trained with
//! a dynamic oracle; Goldberg and Nivre, 2013, doi:10.1162/tacl_a_00237).
//!
//! Where the scores leave more than one step probable, several trees are followed and the most probable one is taken: a beam over a model
//! that learned steps one by one (as Choi and McCallum, 2013, aclanthology.org/P13-1104, branch where a parser is unsure). Sums of scores
//! do not serve for that, probabilities do. Linear in the sentence's length.
//!
//! To be trusted: subjects, objects, passives, agents, the subject of a reporting verb. To be checked by rules: `conj`, `appos`,
//! `parataxis`, relative clauses, the attachment of prepositions.

use std::sync::LazyLock;

use crate::language::syntax::feature::Features;
use crate::language::syntax::node::Node;
use crate::language::syntax::state::{NONE, State, Step};
use crate::language::syntax::templates::{Group, View};
use crate::weights::scores::{MOST_CLASSES, SparseScores, Sums};

/// The classes of the parser's scores: a step, with the label of the arc it makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Steps {
    /// Step and label of each class.
    pub(crate) classes: Vec<(Step, u8)>,
    /// Label of the arc from the root.
    pub(crate) root: u8,
}

impl Steps {
    /// The best class among those that are allowed, and by how much it leads before the next one.
    pub(crate) fn lead(&self, sums: &Sums, allowed: [bool; 3]) -> (usize, i32) {
        let (mut best, mut first, mut second) = (NONE, i32::MIN, i32::MIN);
        for (class, ((step, _), sum)) in self.classes.iter().zip(sums).enumerate() {
            if allowed[*step as usize] {
                if best == NONE || *sum > first {
                    (best, first, second) = (class, *sum, first);
                } else {
                    second = second.max(*sum);
                }
            }
        }
        (best, first.saturating_sub(second))
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

/// A step that leads by so much in score before templates are looked at that see the top of the stack and the next node together is taken
/// without them; and one that leads by so much before those that see a third node too. A quarter of the states end at the first, two fifths
/// at the second: LAS fell by .08 on EWT and .03 on GUM (with 80 and 60 by .2 and .2), the time from text to attributions by a
/// seventeenth.
pub(crate) const SURE_BEFORE_PAIR: f32 = 100.0;
pub(crate) const SURE_BEFORE_OTHERS: f32 = 70.0;
/// Trees that are followed at once. A fourth one brought nothing.
const WIDTH: usize = 3;
/// Above so many nodes one tree alone is followed: the cost of a step must not grow with the sentence.
const MOST_NODES_OF_MANY: usize = 200;
/// How sharply a lead in score tells: the log of how much more probable a step is than one that scores one less.
const SHARPNESS: f32 = 0.05;
/// A tree is given up that is so much less probable than the best (a natural logarithm).
const FAR_BEHIND: f32 = 1.0;
/// A step that is so much less probable than the best one from the same tree (a natural logarithm) is not taken: 1.0 followed a tenth more
/// states for nothing.
const NOT_TAKEN: f32 = 0.6;
/// A step that is so much less probable than the best (a natural logarithm) counts for nothing.
const NEGLIGIBLE: f32 = 8.0;

/// A tree on the way.
#[derive(Clone, Debug, Default)]
struct Path {
    state: State,
    /// Log of the probability of its steps.
    log: f32,
}

/// A way on from a path: the step of a class, or none where the tree is whole.
#[derive(Clone, Copy, Debug)]
struct Way {
    log: f32,
    path: usize,
    class: usize,
}

/// What a group of templates summed up to.
#[derive(Clone, Copy, Debug)]
struct Held {
    /// What it looked at; 0 for nothing.
    key: u64,
    sums: Sums,
}

/// The last two sums of a group at a node: trees that are followed side by side differ in what lies below it.
#[derive(Clone, Debug)]
struct Place {
    held: [Held; 2],
    last: usize,
}

impl Place {
    const EMPTY: Self = Self { held: [Held { key: 0, sums: [0; MOST_CLASSES] }; 2], last: 0 };

    /// The sums for a key, made anew if they are not held.
    fn sums(&mut self, key: u64, make: impl FnOnce(&mut Sums)) -> &Sums {
        if self.held[self.last].key != key {
            self.last = 1 - self.last;
            let held = &mut self.held[self.last];
            if held.key != key {
                held.key = key;
                held.sums.fill(0);
                make(&mut held.sums);
            }
        }
        &self.held[self.last].sums
    }
}

/// What groups of templates summed up to in a sentence so far: in half of the states they look at what they looked at before.
#[derive(Clone, Debug, Default)]
pub(crate) struct Memory {
    /// A list for each group, a place for each node.
    groups: [Vec<Place>; Group::ALL.len()],
}

impl Memory {
    /// Forgets the last sentence; the next one has so many nodes, with its root.
    pub(crate) fn reset(&mut self, nodes: usize) {
        for places in &mut self.groups {
            if places.len() < nodes {
                places.resize(nodes, Place::EMPTY);
            }
            places[..nodes].iter_mut().flat_map(|place| &mut place.held).for_each(|held| held.key = 0);
        }
    }

    /// The sums of the steps from a state, the best step that is allowed, and by how much it leads in score. Where it is sure early, not
    /// everything is summed up.
    pub(crate) fn score(
        &mut self,
        scorer: &SparseScores<'_>,
        steps: &Steps,
        view: &View<'_>,
        allowed: [bool; 3],
        features: &mut Features,
    ) -> Scored {
        let mut sums = [0; MOST_CLASSES];
        let lead = |sums: &Sums| {
            let (best, lead) = steps.lead(sums, allowed);
            (best, scorer.score_of(lead))
        };
        for group in Group::ALL {
            if group == Group::Pair {
                let (best, lead) = lead(&sums);
                if lead >= SURE_BEFORE_PAIR {
                    return Scored { sums, best, lead };
                }
            }
            let (at, key) = view.key(group);
            let Some(place) = self.groups[group as usize].get_mut(at) else { continue };
            let held = place.sums(key, |sums| {
                view.collect_group(group, features);
                scorer.add_to(features.keys(), sums);
            });
            scorer.join(held, &mut sums);
        }
        let (best, before) = lead(&sums);
        if before >= SURE_BEFORE_OTHERS {
            return Scored { sums, best, lead: before };
        }
        view.collect_others(features);
        scorer.add_to(features.keys(), &mut sums);
        let (best, lead) = lead(&sums);
        Scored { sums, best, lead }
    }
}

/// What the features of a state say.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scored {
    /// By class.
    pub(crate) sums: Sums,
    /// The best class that is allowed; [`NONE`] if none is.
    pub(crate) best: usize,
    /// By how much its score leads.
    pub(crate) lead: f32,
}

/// The trees that are followed, and space that they use again.
#[derive(Clone, Debug, Default)]
pub(crate) struct Beam {
    paths: Vec<Path>,
    next: Vec<Path>,
    spare: Vec<Path>,
    ways: Vec<Way>,
    memory: Memory,
}

impl Beam {
    /// The best tree.
    pub(crate) fn best(&self) -> &State {
        static NOTHING: LazyLock<State> = LazyLock::new(State::default);
        self.paths.first().map_or(&NOTHING, |path| &path.state)
    }

    fn start(&mut self, nodes: usize) {
        self.spare.append(&mut self.paths);
        let mut first = self.spare.pop().unwrap_or_default();
        first.state.reset(nodes);
        first.log = 0.0;
        self.paths.push(first);
        self.memory.reset(nodes + 1);
    }

    /// Adds the probable ways on from a path, given what the features of its state say. Whether there are any.
    fn look_on(&mut self, path: usize, scorer: &SparseScores<'_>, steps: &Steps, scored: &Scored) -> bool {
        let Path { state, log } = &self.paths[path];
        let Some(top) = scored.sums.get(scored.best) else {
            self.ways.push(Way { log: *log, path, class: NONE });
            return false;
        };
        let allowed = state.allowed();
        let from = self.ways.len();
        let mut sum = 0.0;
        for (class, (step, _)) in steps.classes.iter().enumerate() {
            let behind = SHARPNESS * scorer.score_of(scored.sums[class] - top);
            if allowed[*step as usize] && behind > -NEGLIGIBLE {
                sum += behind.exp();
                if behind > -NOT_TAKEN {
                    self.ways.push(Way { log: log + behind, path, class });
                }
            }
        }
        for way in &mut self.ways[from..] {
            way.log -= sum.ln();
        }
        true
    }

    /// Goes on along the best ways; of those that come to the same state the best one is kept.
    fn go_on(&mut self, steps: &Steps, width: usize) {
        self.ways.sort_by(|a, b| b.log.total_cmp(&a.log));
        let least = self.ways.first().map_or(0.0, |way| way.log) - FAR_BEHIND;
        let probable = self.ways.iter().take_while(|way| way.log >= least).count();
        for at in 0..probable {
            let Way { log, path, class } = self.ways[at];
            let mut next = self.spare.pop().unwrap_or_default();
            if self.ways[at + 1..probable].iter().any(|way| way.path == path) {
                next.state.copy_from(&self.paths[path].state);
            } else {
                std::mem::swap(&mut next, &mut self.paths[path]);
            }
            next.log = log;
            if let Some((step, label)) = steps.classes.get(class) {
                next.state.take(*step, *label);
            }
            if self.next.iter().any(|better| better.state.goes_on_like(&next.state)) {
                self.spare.push(next);
                continue;
            }
            self.next.push(next);
            if self.next.len() == width {
                break;
            }
        }
        self.spare.append(&mut self.paths);
        std::mem::swap(&mut self.paths, &mut self.next);
        self.ways.clear();
    }
}

/// Builds the tree over `nodes`, the last of which is the root: the best of `beam`.
pub(crate) fn parse(scorer: &SparseScores<'_>, steps: &Steps, nodes: &[Node], features: &mut Features, beam: &mut Beam) {
    beam.start(nodes.len().saturating_sub(1));
    let width = if nodes.len() > MOST_NODES_OF_MANY { 1 } else { WIDTH };
    loop {
        let alone = beam.paths.len() == 1;
        let (mut whole, mut at) = (true, 0);
        while let Some(Path { state, log }) = beam.paths.get_mut(at) {
            while steps.take_forced(state) {}
            if state.is_done() {
                beam.ways.push(Way { log: *log, path: at, class: NONE });
                at += 1;
                continue;
            }
            let scored = beam.memory.score(scorer, steps, &View::new(nodes, state), state.allowed(), features);
            // How probable the steps of a tree without a rival are makes no difference.
            if alone
                && SHARPNESS * scored.lead >= NOT_TAKEN
                && let Some((step, label)) = steps.classes.get(scored.best)
            {
                state.take(*step, *label);
                continue;
            }
            whole &= !beam.look_on(at, scorer, steps, &scored);
            at += 1;
        }
        beam.go_on(steps, width);
        if whole {
            return;
        }
    }
}
