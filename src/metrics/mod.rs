//! How good copies and codes are: plain functions over slices, one idea a file. The definitions are those
//! of scikit-learn and scikit-image, and so are the numbers of the tests (`scripts/metrics_reference.py`).
//!
//! | file | what is measured |
//! | --- | --- |
//! | [`squared_error`] | MSE, sum of squared errors an image, PSNR |
//! | [`ssim`](mod@ssim) | structural similarity |
//! | [`activity`] | active units, mean activation |
//! | [`knn`] | how well neighbours in code space share their label |
//! | [`probe`] | how well a linear classifier reads the label off the code |
//! | [`trustworthiness`](mod@trustworthiness) | whether neighbours on the map are neighbours in truth |
//! | [`auroc`](mod@auroc) | how well a score tells abnormal from normal |
//! | [`confusion`](mod@confusion) | which classes are taken for which |
//! | [`correlation`] | whether numbers of the code go along with known factors |
//! | [`elbo`] | what a variational model thinks of a single picture |
//! | [`report`] | all of them together |
//!
//! `neighbours` and `lbfgs` are what two of them need.

pub mod activity;
pub mod auroc;
pub mod confusion;
pub mod correlation;
pub mod elbo;
pub mod knn;
mod labelled;
mod lbfgs;
mod neighbours;
pub mod probe;
pub mod report;
pub mod squared_error;
pub mod ssim;
pub mod trustworthiness;

pub use activity::{active_units, mean_activation};
pub use auroc::auroc;
pub use confusion::confusion;
pub use correlation::correlations;
pub use labelled::Labelled;
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
