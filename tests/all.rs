//! All tests that look at the tool from outside, in one binary.

mod bad_input;
mod cli;
mod determinism;
mod development;
mod evaluators;
mod golden;
mod layers;
mod machine_forms;
mod properties;
mod quality;
mod schema;
mod tool;
mod traceability;
