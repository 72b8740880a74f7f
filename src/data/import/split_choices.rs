//! Choices of what is trained on, watched and tested on.

use super::choice::{Choice, Sure};
use super::choices::{Choices, offer};
use super::opened::Images;
use super::sample::thousands;
use super::test_set::Decision;
use crate::config::reading::{Reading, Switch};
use crate::data::Dataset;
use crate::data::split::{MAX_VALIDATION, SHARE, SplitSizes};

/// Shares for validation that are offered, in percent.
const OFFERED_SHARES: [usize; 5] = [5, 10, SHARE, 20, 30];

impl Choices {
    /// Exchange of the training and the test set.
    pub fn add_swap(&mut self, files: &[&Images], decision: Decision, reading: &Reading) {
        if files.len() != 2 {
            return;
        }
        let chosen = reading.swap_sets;
        self.taken.swap_sets = Switch::of(chosen.or(false));
        let (why, sure) = match decision {
            Decision::Names => ("The names say which file is to test on.", Sure::Certain),
            Decision::Size | Decision::Choice => (
                "The names do not say which file is to test on: it is the smaller one.",
                Sure::Guess,
            ),
        };
        let words = ["as found", "exchanged"];
        self.add_switch(
            "swapSets",
            "Training and test",
            words,
            (chosen, false),
            why.into(),
            sure,
        );
    }

    /// The share for validation, where different shares are different numbers of examples. Returns the one that took effect.
    pub fn add_validation(&mut self, dataset: &Dataset, reading: &Reading) -> Option<usize> {
        let mixed = dataset.test_from.unwrap_or(dataset.count());
        let tests = dataset.test_from.map(|from| dataset.count() - from);
        let watched = |percent| SplitSizes::of_counts(mixed, tests, Some(percent)).validation;
        let mut shares = OFFERED_SHARES.to_vec();
        shares.extend(reading.validation);
        shares.sort_unstable();
        shares.dedup();
        if watched(shares[0]) == watched(shares[shares.len() - 1]) {
            return None;
        }
        let examples = dataset.kind.plural();
        let label = |percent| format!("{percent} %: {} {examples}", thousands(watched(percent)));
        self.taken.validation = reading.validation;
        self.list.push(Choice {
            field: "validation".into(),
            label: "Share for validation".into(),
            chosen: vec![
                reading
                    .validation
                    .map_or_else(|| "auto".into(), |one| one.to_string()),
            ],
            suggested: SHARE.to_string(),
            why: format!(
                "They are watched during training, never trained on; {} at most.",
                thousands(MAX_VALIDATION)
            ),
            sure: Sure::Likely,
            options: shares
                .into_iter()
                .map(|one| offer(one, label(one)))
                .collect(),
        });
        reading.validation
    }
}
