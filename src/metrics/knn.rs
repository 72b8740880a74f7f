//! Accuracy of k nearest neighbours on codes: a classifier without training.

use super::labelled::{Labelled, accuracy};
use super::neighbours::nearest;

/// Neighbours that vote in a [`super::Report`].
pub const NEIGHBOURS: usize = 5;

/// Share of the queries whose label is that of most of their `neighbours` nearest references. Euclidean,
/// every vote counts the same, and of labels with as many votes the smallest wins, as in scikit-learn's
/// `KNeighborsClassifier`.
pub fn knn_accuracy(queries: Labelled, references: Labelled, neighbours: usize) -> f64 {
    accuracy(
        &knn_guesses(queries, references, neighbours),
        queries.labels,
    )
}

/// The labels that most of the nearest references have, `[queries]`.
pub fn knn_guesses(queries: Labelled, references: Labelled, neighbours: usize) -> Vec<u8> {
    let count = neighbours.min(references.labels.len());
    let nearest = nearest(queries.codes, references.codes, references.latent(), count);
    nearest
        .chunks_exact(count)
        .map(|nearest| {
            vote(
                nearest
                    .iter()
                    .map(|&index| references.labels[index as usize]),
            )
        })
        .collect()
}

fn vote(labels: impl Iterator<Item = u8>) -> u8 {
    let mut votes = [0_usize; 256];
    labels.for_each(|label| votes[usize::from(label)] += 1);
    let most = votes.iter().copied().max().unwrap_or(0);
    votes.iter().position(|&count| count == most).unwrap_or(0) as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::samples;

    #[test]
    fn digits_are_classified_as_well_as_by_scikit_learn() {
        let (images, labels) = samples::images(1797);
        // KNeighborsClassifier(5, algorithm="brute").fit(codes[:1200], labels[:1200])
        //     .score(codes[1200:], labels[1200:]) * 597
        for (latent, right) in [(2, 122.0), (30, 553.0)] {
            let codes = samples::codes(&images, latent);
            let (references, queries) = codes.split_at(1200 * latent);
            let (known, asked) = labels.split_at(1200);
            let queries = Labelled {
                codes: queries,
                labels: asked,
            };
            let references = Labelled {
                codes: references,
                labels: known,
            };
            let found = knn_accuracy(queries, references, NEIGHBOURS);
            assert!(
                (found - right / 597.0).abs() < 1e-9,
                "{latent}: {}",
                found * 597.0
            );
        }
    }

    #[test]
    fn of_labels_with_as_many_votes_the_smallest_wins() {
        assert_eq!(vote([7, 3, 3, 7, 9].into_iter()), 3);
    }
}
