//! Mutated inputs for every reader and message of the core. A target makes an input from its number, and
//! checks that it is taken or refused as it should be.

#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "each test binary uses a part; tests may panic"
)]

pub mod contract;
pub mod corpus;
pub mod forms;
pub mod meter;
pub mod mutate;
pub mod safetensors_file;
pub mod targets;

use mutate::Random;

/// Fault that a target found with an input, as a sentence.
pub type Verdict = Result<(), String>;

/// A reader, or the messages to a run.
#[allow(async_fn_in_trait, reason = "the tests alone call it")]
pub trait Target {
    /// A mutated input, as bytes that can be kept in a file.
    fn input(&self, random: &mut Random) -> Vec<u8>;

    /// Hands the input to the core and checks what comes of it.
    async fn check(&mut self, input: &[u8]) -> Verdict;
}

/// Inputs of a target, and the seed of their mutations.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    pub inputs: u64,
    pub seed: u64,
}

impl Plan {
    /// The plan that `HOURGLASS_FUZZ` and `HOURGLASS_FUZZ_SEED` say.
    pub fn new(inputs: Option<&str>, seed: Option<&str>, usual: u64) -> Self {
        let number = |text: Option<&str>| text.and_then(|text| text.trim().parse().ok());
        Self {
            inputs: number(inputs).unwrap_or(usual),
            seed: number(seed).unwrap_or(1),
        }
    }
}
