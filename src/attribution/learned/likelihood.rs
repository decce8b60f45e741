//! How probable it is that an attribution is right: a logistic function of what tagger and labeller say of it.

use crate::attribution::learned::model::Labelled;
use crate::attribution::learned::scene::{Scene, is_cue_entry};

/// Weights of the function.
pub(crate) const FEATURES: usize = 9;
/// Leads beyond this say no more.
const MOST_LEAD: f32 = 12.0;

/// What the function weighs.
pub(crate) fn features(scene: &Scene, one: &Labelled) -> [f32; FEATURES] {
    let sure = one.cue.probability.clamp(0.01, 0.99);
    let quoted = one.content.iter().filter(|at| scene.places[**at].quoted).count();
    let head = &scene.places[one.cue.head(scene)];
    let lead = one.lead.clamp(-MOST_LEAD, MOST_LEAD);
    let flag = |holds: bool| f32::from(u8::from(holds));
    [
        1.0,
        (sure / (1.0 - sure)).ln(),
        lead,
        flag(2 * quoted > one.content.len()),
        flag(quoted > 0),
        flag(one.source.is_empty()),
        (one.content.len() as f32).ln(),
        flag(is_cue_entry(head.entry)),
        flag(scene.places[one.cue.words.start].quoted),
    ]
}

/// The probability.
pub(crate) fn of(weights: &[f32], features: &[f32; FEATURES]) -> f32 {
    let sum: f32 = weights.iter().zip(features).map(|(weight, value)| weight * value).sum();
    1.0 / (1.0 + (-sum).exp())
}
