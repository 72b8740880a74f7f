//! Metrics of words: letters and words that come back right, and the cross-entropy of a letter.

/// Metrics of words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LetterScores {
    /// Share of letters, ends left out, whose most probable letter is the right one.
    pub letters_right: f64,
    /// Share of words whose every place is right, ends included.
    pub words_right: f64,
    /// Sum of −ln p over all places, ends included, divided by the number of letters without ends.
    pub nats_per_letter: f64,
}

/// Scores of reconstructed words. The last letter of the alphabet stands for the end of a word.
///
/// # Shapes
/// - outputs: `[count, places, alphabet]`, probabilities; words: the same, one-hot
pub fn letter_scores(
    outputs: &[f32],
    words: &[f32],
    places: usize,
    alphabet: usize,
) -> LetterScores {
    let (mut letters, mut right, mut whole, mut nats) = (0usize, 0usize, 0usize, 0.0);
    let rows = places * alphabet;
    let pairs = outputs.chunks_exact(rows).zip(words.chunks_exact(rows));
    let count = words.len() / rows;
    for (output, word) in pairs {
        let mut is_whole = true;
        let places = output.chunks_exact(alphabet);
        for (probabilities, one_hot) in places.zip(word.chunks_exact(alphabet)) {
            let letter = largest(one_hot);
            let is_right = largest(probabilities) == letter;
            is_whole &= is_right;
            if letter + 1 < alphabet {
                letters += 1;
                right += usize::from(is_right);
            }
        }
        whole += usize::from(is_whole);
        nats -= log_likelihood(output, word);
    }
    let letters = letters.max(1) as f64;
    LetterScores {
        letters_right: right as f64 / letters,
        words_right: whole as f64 / count.max(1) as f64,
        nats_per_letter: nats / letters,
    }
}

/// Logarithm of the probability of a word. A probability that is too small for a float still has one.
///
/// # Shapes
/// - probabilities, word: `[places, alphabet]`, the word one-hot
pub(super) fn log_likelihood(probabilities: &[f32], word: &[f32]) -> f64 {
    let letters = probabilities.iter().zip(word);
    letters
        .filter(|&(_, &is_there)| is_there > 0.0)
        .map(|(&probability, _)| f64::from(probability.max(f32::MIN_POSITIVE)).ln())
        .sum()
}

/// The place of the largest number, the first of equals.
pub(super) fn largest(numbers: &[f32]) -> usize {
    (1..numbers.len()).fold(0, |best, at| {
        if numbers[at] > numbers[best] {
            at
        } else {
            best
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_count_for_words_and_nats_but_are_no_letters() {
        // "ab" and "a" with their ends, of the alphabet a, b and the end.
        let words = [
            [1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0],
            [1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0],
        ];
        let outputs = [
            [0.5, 0.25, 0.25, 0.25, 0.5, 0.25, 0.0, 0.0, 1.0],
            [0.5, 0.25, 0.25, 0.25, 0.5, 0.25, 0.25, 0.25, 0.5],
        ];
        let scores = letter_scores(&outputs.concat(), &words.concat(), 3, 3);
        assert_eq!((scores.letters_right, scores.words_right), (1.0, 0.5));
        let halves = [0.5f64, 0.5, 1.0, 0.5, 0.25, 0.5];
        let nats = -halves.into_iter().map(f64::ln).sum::<f64>() / 3.0;
        assert!((scores.nats_per_letter - nats).abs() < 1e-12);
    }

    #[test]
    fn a_letter_that_was_held_impossible_has_a_finite_cost() {
        let scores = letter_scores(&[0.0, 1.0], &[1.0, 0.0], 1, 2);
        assert_eq!(scores.letters_right, 0.0);
        assert!(scores.nats_per_letter > 80.0 && scores.nats_per_letter.is_finite());
    }
}
