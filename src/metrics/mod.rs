//! Metrics of reconstructions and codes: functions over slices, one idea a file. Definitions and expected values of
//! the tests are those of scikit-learn and scikit-image (`scripts/metrics_reference.py`).
//!
//! | file | metric |
//! | --- | --- |
//! | [`squared_error`] | MSE, sum of squared errors an image, PSNR |
//! | [`ssim`](mod@ssim) | structural similarity |
//! | [`activity`] | active units, mean activation |
//! | [`knn`] | accuracy of k nearest neighbours on codes |
//! | [`probe`] | accuracy of a linear classifier on codes |
//! | [`trustworthiness`](mod@trustworthiness) | neighbourhoods in latent space against those of the images |
//! | [`auroc`](mod@auroc) | area under the ROC curve of an anomaly score |
//! | [`confusion`](mod@confusion) | confusion matrix |
//! | [`correlation`] | correlation of latent dimensions with known factors |
//! | [`elbo`] | negative ELBO of a single example |
//! | [`cells`] | errors of the cells of tables, by their kinds |
//! | [`letters`] | letters and words that come back right, cross-entropy of a letter |
//! | [`least_cross_entropy`](mod@least_cross_entropy) | cross-entropy of a perfect reconstruction of grey pixels |
//! | [`report`] | all of them together |
//!
//! `argsort`, `neighbours` and `lbfgs` are their helpers.

pub mod activity;
mod argsort;
pub mod auroc;
pub mod cells;
pub mod confusion;
pub mod correlation;
pub mod elbo;
pub mod knn;
mod labelled;
mod lbfgs;
pub mod least_cross_entropy;
pub mod letters;
mod neighbours;
pub mod probe;
pub mod report;
pub mod squared_error;
pub mod ssim;
pub mod trustworthiness;

pub use activity::{active_units, mean_activation};
pub(crate) use argsort::argsort_falling;
pub use auroc::auroc;
pub use cells::Cell;
pub use confusion::confusion;
pub use correlation::correlations;
pub use labelled::Labelled;
pub use least_cross_entropy::least_cross_entropy;
pub use report::{Evaluation, NAMES, Report, name_of};
pub use squared_error::{image_errors, mse, psnr, sse};
pub use ssim::ssim;
pub use trustworthiness::trustworthiness;

#[cfg(test)]
mod samples {
    //! The inputs of `scripts/metrics_reference.py`.

    use crate::data::sets::digits;

    /// The first digits, `[count, 64]`, from 0 to 1, and their labels.
    pub fn images(count: usize) -> (Vec<f32>, Vec<u8>) {
        let digits = digits::load().unwrap();
        let bytes = digits.pixels[..count * 64].iter();
        let labels = digits.labels[..count].to_vec();
        (bytes.map(|&byte| f32::from(byte) / 255.0).collect(), labels)
    }

    /// Codes of images: sums of their pixels, weighted by cosines.
    pub fn codes(images: &[f32], latent: usize) -> Vec<f32> {
        let code = |image: &[f32], k: usize| {
            let pixels = image.iter().enumerate();
            let terms =
                pixels.map(|(p, &pixel)| f64::from(pixel) * ((k + 1) as f64 * p as f64).cos());
            terms.sum::<f64>() as f32
        };
        let images = images.chunks_exact(64);
        images
            .flat_map(|image| (0..latent).map(move |k| code(image, k)))
            .collect()
    }

    /// Bad copies: halfway to waves that move on from image to image.
    pub fn copies(images: &[f32]) -> Vec<f32> {
        let pixels = images.iter().enumerate();
        let wave = |at: usize| ((at % 64 + at / 64) as f64).cos();
        pixels
            .map(|(at, &pixel)| ((f64::from(pixel) + wave(at)) / 2.0) as f32)
            .collect()
    }
}
