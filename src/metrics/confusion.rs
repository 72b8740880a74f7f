//! Confusion matrix of a classifier.

/// Counts `[classes, classes]`: a row is a true class, a column a predicted one, as in scikit-learn's
/// `confusion_matrix`.
///
/// # Shapes
/// - guesses, labels: `[count]`, all below `classes`
pub fn confusion(guesses: &[u8], labels: &[u8], classes: usize) -> Vec<u32> {
    let mut counts = vec![0; classes * classes];
    for (&guess, &label) in guesses.iter().zip(labels) {
        counts[usize::from(label) * classes + usize::from(guess)] += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::{Labelled, knn, samples};

    #[test]
    fn a_row_is_a_true_class_and_a_column_a_guess() {
        // sklearn.metrics.confusion_matrix([0, 0, 1, 2], [0, 2, 1, 1], labels=[0, 1, 2])
        let found = confusion(&[0, 2, 1, 1], &[0, 0, 1, 2], 3);
        assert_eq!(found, [1, 0, 1, 0, 1, 0, 0, 1, 0]);
        assert_eq!(confusion(&[], &[], 2), [0; 4]);
    }

    #[test]
    fn its_diagonal_is_what_was_guessed_right() {
        let (images, labels) = samples::images(300);
        let codes = samples::codes(&images, 2);
        let all = Labelled {
            codes: &codes,
            labels: &labels,
        };
        let guesses = knn::knn_guesses(all, all, 5);
        let found = confusion(&guesses, &labels, 10);
        let right: u32 = (0..10).map(|class| found[class * 11]).sum();
        let accuracy = knn::knn_accuracy(all, all, 5);
        assert!((f64::from(right) / 300.0 - accuracy).abs() < 1e-12);
        assert_eq!(found.iter().sum::<u32>(), 300);
    }
}
