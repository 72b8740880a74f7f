//! Nearest neighbours by brute force: distances to all, a block at a time, as one matrix product.

use crate::ops::cpu::gemm::{Matrix, product};

const QUERIES: usize = 128;
const REFERENCES: usize = 1024;
/// Extra candidates that are kept in 32 bits, and then ranked in 64.
const SPARE: usize = 11;

/// Nearest references of each query by Euclidean distance, the nearest first: `[queries, count]` indices.
/// Ties go to the first. A query has fewer only where there are fewer references.
///
/// # Shapes
/// - queries: `[queries, size]`, references: `[references, size]`
pub fn nearest(queries: &[f32], references: &[f32], size: usize, count: usize) -> Vec<u32> {
    let (near_zero, points) = centred(queries, references, size);
    let norms: Vec<f32> = points
        .chunks_exact(size)
        .map(|point| point.iter().map(|value| value * value).sum())
        .collect();
    let mut found = Vec::with_capacity(queries.len() / size * count);
    let blocks = near_zero.chunks(QUERIES * size);
    for (block, queries) in blocks.zip(queries.chunks(QUERIES * size)) {
        let mut nearest: Vec<NearestList> = (0..block.len() / size)
            .map(|_| NearestList::new(count + SPARE))
            .collect();
        compare(block, (&points, &norms), size, &mut nearest);
        for (query, nearest) in queries.chunks_exact(size).zip(nearest) {
            let nearest = nearest.exactly(query, references, size);
            found.extend(nearest.into_iter().take(count));
        }
    }
    found
}

/// Both sets centred on the references' mean: distances stay, and lose less to rounding.
fn centred(queries: &[f32], references: &[f32], size: usize) -> (Vec<f32>, Vec<f32>) {
    let count = references.len() as f64 / size as f64;
    let mut mean = vec![0.0; size];
    for point in references.chunks_exact(size) {
        mean.iter_mut()
            .zip(point)
            .for_each(|(mean, &value)| *mean += f64::from(value) / count);
    }
    let moved = |points: &[f32]| {
        let points = points.chunks_exact(size);
        let values = points.flat_map(|point| point.iter().zip(&mean));
        values
            .map(|(&value, mean)| (f64::from(value) - mean) as f32)
            .collect()
    };
    (moved(queries), moved(references))
}

/// Compares a block of queries with all references: |reference|² − 2 query · reference is the squared distance
/// but for |query|², which is the same for all.
fn compare(
    block: &[f32],
    (references, norms): (&[f32], &[f32]),
    size: usize,
    nearest: &mut [NearestList],
) {
    let doubled: Vec<f32> = block.iter().map(|value| -2.0 * value).collect();
    let mut distances = Vec::new();
    let points = references.chunks(REFERENCES * size);
    for (index, (points, norms)) in points.zip(norms.chunks(REFERENCES)).enumerate() {
        distances.resize(nearest.len() * norms.len(), 0.0);
        let columns = Matrix::new(points, size).transposed();
        product(Matrix::new(&doubled, size), columns, norms, &mut distances);
        for (nearest, distances) in nearest.iter_mut().zip(distances.chunks_exact(norms.len())) {
            nearest.offer(index * REFERENCES, distances);
        }
    }
}

/// The nearest references found so far.
struct NearestList {
    room: usize,
    /// Distance and index, the nearest first.
    found: Vec<(f32, u32)>,
    /// Distance that a new reference must beat.
    limit: f32,
}

impl NearestList {
    fn new(room: usize) -> Self {
        Self {
            room,
            found: Vec::with_capacity(room + 1),
            limit: f32::INFINITY,
        }
    }

    fn offer(&mut self, first: usize, distances: &[f32]) {
        for (index, distance) in distances.iter().enumerate() {
            // The distance of codes near the end of 32 bits is infinite, or no number.
            let distance = distance.min(f32::MAX);
            if distance < self.limit {
                let at = self.found.partition_point(|&(known, _)| known <= distance);
                self.found.insert(at, (distance, (first + index) as u32));
                if self.found.len() >= self.room {
                    self.found.truncate(self.room);
                    self.limit = self.found[self.room - 1].0;
                }
            }
        }
    }

    /// Their indices, in the order of the exact distances.
    fn exactly(self, query: &[f32], references: &[f32], size: usize) -> Vec<u32> {
        let distance = |index: u32| {
            let point = &references[index as usize * size..][..size];
            let differences = query
                .iter()
                .zip(point)
                .map(|(&a, &b)| f64::from(a) - f64::from(b));
            differences
                .map(|difference| difference * difference)
                .sum::<f64>()
        };
        let found = self
            .found
            .into_iter()
            .map(|(_, index)| (distance(index), index));
        let mut found: Vec<(f64, u32)> = found.collect();
        found.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        found.into_iter().map(|(_, index)| index).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_in_several_blocks_are_those_of_the_definition() {
        let value = |i: usize, seed: usize| ((i * i * 31 + i * seed) % 1009) as f32 / 100.0 + 50.0;
        let queries: Vec<f32> = (0..150 * 3).map(|i| value(i, 7)).collect();
        let references: Vec<f32> = (0..2500 * 3).map(|i| value(i, 5)).collect();
        let found = nearest(&queries, &references, 3, 4);
        for (query, found) in queries.chunks(3).zip(found.chunks(4)) {
            let distance = |index: usize| {
                let point = &references[index * 3..][..3];
                let squares = query
                    .iter()
                    .zip(point)
                    .map(|(a, b)| f64::from(a - b).powi(2));
                squares.sum::<f64>()
            };
            let mut order: Vec<usize> = (0..2500).collect();
            order.sort_by(|&a, &b| distance(a).total_cmp(&distance(b)));
            let found: Vec<f64> = found
                .iter()
                .map(|&index| distance(index as usize))
                .collect();
            let exact: Vec<f64> = order[..4].iter().map(|&index| distance(index)).collect();
            for (found, exact) in found.iter().zip(exact) {
                assert!((found - exact).abs() < 1e-4, "{found} {exact}");
            }
        }
    }

    #[test]
    fn codes_at_the_end_of_32_bits_have_neighbours_too() {
        let far = [0.0, 1e30, -3e38, 3e38];
        assert_eq!(nearest(&far, &far, 1, 2), [0, 1, 1, 0, 2, 0, 3, 1]);
    }

    #[test]
    fn of_equal_distances_the_first_comes_first() {
        assert_eq!(
            nearest(&[0.0], &[1.0, -1.0, 5.0, 1.0, 0.5], 1, 3),
            [4, 0, 1]
        );
        assert_eq!(nearest(&[0.0], &[1.0, -2.0], 1, 3), [0, 1]);
    }
}
