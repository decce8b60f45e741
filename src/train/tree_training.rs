//! Learns the parser's weights with a dynamic oracle: it follows its own steps, right or wrong, and is told the best way on from there.

use crate::language::syntax::feature::Features;
use crate::language::syntax::parser::Steps;
use crate::language::syntax::state::{NONE, State};
use crate::language::syntax::templates;
use crate::train::gold_tree::GoldTree;
use crate::train::oracle;
use crate::train::perceptron::Perceptron;
use crate::train::random::Random;
use crate::weights::scores::{MOST_CLASSES, Score};

/// How the parser is trained.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TreeSettings {
    /// Passes over the sentences.
    pub(crate) epochs: usize,
    /// How often it follows a wrong step of its own, from the second pass on; 0 to 1.
    pub(crate) exploration: f64,
    /// By how much a good step must lead.
    pub(crate) margin: f32,
    pub(crate) seed: u64,
}

/// Trains on trees, from the weights given.
pub(crate) fn train(mut perceptron: Perceptron, trees: &[&GoldTree], steps: &Steps, settings: TreeSettings) -> Perceptron {
    let mut random = Random::new(settings.seed);
    let mut order: Vec<usize> = (0..trees.len()).collect();
    let mut features = Features::default();
    let mut state = State::default();
    let mut scores = [0.0; MOST_CLASSES];
    for epoch in 0..settings.epochs {
        random.shuffle(&mut order);
        for tree in order.iter().map(|at| trees[*at]) {
            state.reset(tree.nodes.len() - 1);
            while !state.is_done() {
                if steps.take_forced(&mut state) {
                    continue;
                }
                templates::collect(&tree.nodes, &state, &mut features);
                perceptron.score(features.keys(), &mut scores);
                perceptron.tick();
                let (good, bad) = leaders(steps, &state, tree, &scores);
                if good == NONE {
                    break;
                }
                let wrong = bad != NONE && scores[bad] >= scores[good];
                if bad != NONE && scores[good] - scores[bad] <= settings.margin {
                    perceptron.change(features.keys(), class(good), 1.0);
                    perceptron.change(features.keys(), class(bad), -1.0);
                }
                let follow = if wrong && epoch > 0 && random.share() < settings.exploration { bad } else { good };
                let (step, label) = steps.classes[follow];
                state.take(step, label);
            }
        }
    }
    perceptron
}

fn class(class: usize) -> u8 {
    u8::try_from(class).expect("there are at most 128 classes")
}

/// The best class that is good and the best that is not.
fn leaders(steps: &Steps, state: &State, tree: &GoldTree, scores: &[f32; MOST_CLASSES]) -> (usize, usize) {
    let allowed = state.allowed();
    let costs = oracle::costs(state, tree);
    let least = (0..3).filter(|step| allowed[*step]).map(|step| costs[step]).min().unwrap_or(0);
    let (mut good, mut bad) = (NONE, NONE);
    for (class, (step, label)) in steps.classes.iter().enumerate() {
        if !allowed[*step as usize] {
            continue;
        }
        let leader = if oracle::is_good(state, tree, costs, least, *step, *label) { &mut good } else { &mut bad };
        if *leader == NONE || scores[class] > scores[*leader] {
            *leader = class;
        }
    }
    (good, bad)
}
