//! Least binary cross-entropy of pixels that are not black and white alone.

/// Mean over pixels of their entropy −p ln p − (1 − p) ln(1 − p), in nats. It is the binary cross-entropy of a perfect reconstruction,
/// below which no other comes. Of pixels of 0 and 1 it is 0.
pub fn least_cross_entropy(pixels: &[f32]) -> f64 {
    let part = |p: f64| if p > 0.0 { -p * p.ln() } else { 0.0 };
    let entropies = pixels.iter().map(|&pixel| {
        let pixel = f64::from(pixel);
        part(pixel) + part(1.0 - pixel)
    });
    entropies.sum::<f64>() / pixels.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grey_pixel_cannot_be_copied_without_loss_and_a_black_one_can() {
        assert_eq!(least_cross_entropy(&[0.0, 1.0]), 0.0);
        let grey = least_cross_entropy(&[0.5, 1.0]);
        assert!((grey - 2.0_f64.ln() / 2.0).abs() < 1e-12, "{grey}");
        // the mean of bytes from 0 to 255, evenly: near 1/2, that of numbers from 0 to 1
        let bytes: Vec<f32> = (0..=255).map(|byte| byte as f32 / 255.0).collect();
        let even = least_cross_entropy(&bytes);
        assert!((even - 0.498).abs() < 1e-3, "{even}");
    }
}
