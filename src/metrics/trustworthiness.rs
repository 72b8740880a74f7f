//! Trustworthiness of a low-dimensional embedding.

use super::neighbours::nearest;
use crate::ops::cpu::gemm::{Matrix, product};

/// Neighbours in a [`super::Report`]; scikit-learn's default.
pub const NEIGHBOURS: usize = 5;

/// Largest difference of equal codes, as a share of the larger: kernels may sum in another order in another batch.
const ROUNDING: f32 = 1e-5;

/// Points worked on at a time.
const BLOCK: usize = 64;

/// Trustworthiness of the `neighbours` nearest codes of each code ([Venna and Kaski
/// 2001](https://doi.org/10.1007/3-540-44668-0_68), in the form of scikit-learn).
/// It is `1 − 2 / (n k (2n − 3k − 1)) Σᵢ Σⱼ max(0, r(i, j) − k)`, where j runs over the k nearest codes of i.
/// The rank of image j by its distance from image i is r(i, j). 1 where all are true neighbours, about
/// 0.5 for a random embedding. None unless there are more than two points a
/// neighbour. None either where all codes or all images are the same, so that none is nearer than another.
///
/// # Shapes
/// - codes: `[count, latent]`, images: `[count, pixels]`
pub fn trustworthiness(
    codes: &[f32],
    latent: usize,
    images: &[f32],
    pixels: usize,
    neighbours: usize,
) -> Option<f64> {
    let (count, k) = (codes.len() / latent, neighbours);
    if count <= 2 * k || is_one_point(codes, latent) || is_one_point(images, pixels) {
        return None;
    }
    // Each point is among its own nearest.
    let nearest = nearest(codes, codes, latent, k + 1);
    let norms: Vec<f32> = images
        .chunks_exact(pixels)
        .map(|image| image.iter().map(|pixel| pixel * pixel).sum())
        .collect();
    let mut too_far = 0.0;
    let mut distances = Vec::new();
    for (block, rows) in images.chunks(BLOCK * pixels).enumerate() {
        let doubled: Vec<f32> = rows.iter().map(|pixel| -2.0 * pixel).collect();
        distances.resize(rows.len() / pixels * count, 0.0);
        let columns = Matrix::new(images, pixels).transposed();
        product(
            Matrix::new(&doubled, pixels),
            columns,
            &norms,
            &mut distances,
        );
        for (row, distances) in distances.chunks_exact(count).enumerate() {
            let point = block * BLOCK + row;
            let others = nearest[point * (k + 1)..][..k + 1]
                .iter()
                .map(|&other| other as usize);
            let others = others.filter(|&other| other != point).take(k);
            too_far += others
                .map(|other| rank(distances, point, other).saturating_sub(k) as f64)
                .sum::<f64>();
        }
    }
    let (n, k) = (count as f64, k as f64);
    Some(1.0 - too_far * 2.0 / (n * k * (2.0 * n - 3.0 * k - 1.0)))
}

/// True if all points are the same, up to rounding.
fn is_one_point(points: &[f32], size: usize) -> bool {
    let (first, others) = points.split_at(size);
    let is_near =
        |one: f32, other: f32| (one - other).abs() <= ROUNDING * one.abs().max(other.abs());
    let mut pairs = others
        .chunks_exact(size)
        .flat_map(|point| first.iter().zip(point));
    pairs.all(|(&one, &other)| is_near(one, other))
}

/// 1 for the nearest of all others; of equal ones the first comes first.
fn rank(distances: &[f32], point: usize, other: usize) -> usize {
    let limit = distances[other];
    let nearer = |(index, &distance): (usize, &f32)| {
        index != point && (distance < limit || (distance == limit && index < other))
    };
    1 + distances
        .iter()
        .enumerate()
        .filter(|&entry| nearer(entry))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::samples;

    #[test]
    fn a_map_of_digits_is_as_trustworthy_as_scikit_learn_says() {
        // sklearn.manifold.trustworthiness(images, codes, n_neighbors=neighbours)
        for (count, neighbours, exact) in
            [(200, 5, 0.588_546_875), (600, 12, 0.601_266_122_098_022)]
        {
            let images = samples::images(count).0;
            let codes = samples::codes(&images, 2);
            let found = trustworthiness(&codes, 2, &images, 64, neighbours).unwrap();
            assert!((found - exact).abs() < 1e-6, "{count}: {found} {exact}");
        }
    }

    #[test]
    fn the_images_themselves_are_wholly_trustworthy() {
        let images = samples::images(100).0;
        assert_eq!(
            trustworthiness(&images, 64, &images, 64, NEIGHBOURS),
            Some(1.0)
        );
        assert_eq!(
            trustworthiness(&images[..640], 64, &images[..640], 64, NEIGHBOURS),
            None
        );
    }

    #[test]
    fn equal_codes_or_equal_images_have_no_trustworthiness() {
        let images = samples::images(40).0;
        let codes = samples::codes(&images, 2);
        let collapsed: Vec<f32> = (0..40)
            .flat_map(|at| [3.0 + 1e-6 * (at % 2) as f32, -0.5])
            .collect();
        assert_eq!(
            trustworthiness(&collapsed, 2, &images, 64, NEIGHBOURS),
            None
        );
        assert_eq!(
            trustworthiness(&codes, 2, &[0.0; 40 * 64], 64, NEIGHBOURS),
            None
        );
        let mut one_apart = collapsed;
        one_apart[79] = -0.4;
        assert!(trustworthiness(&one_apart, 2, &images, 64, NEIGHBOURS).is_some());
    }
}
