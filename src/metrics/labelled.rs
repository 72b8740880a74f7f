//! Labelled codes, and the accuracy of predicted labels.

/// Codes whose labels are known.
#[derive(Debug, Clone, Copy)]
pub struct Labelled<'a> {
    /// `[count, latent]`, row-major.
    pub codes: &'a [f32],
    /// `[count]`
    pub labels: &'a [u8],
}

impl Labelled<'_> {
    /// Numbers a code; 0 without codes.
    pub fn latent(&self) -> usize {
        self.codes.len() / self.labels.len().max(1)
    }
}

/// Share of the labels that were predicted correctly.
pub fn accuracy(guesses: &[u8], labels: &[u8]) -> f64 {
    let right = guesses
        .iter()
        .zip(labels)
        .filter(|(guess, label)| guess == label);
    right.count() as f64 / labels.len() as f64
}
