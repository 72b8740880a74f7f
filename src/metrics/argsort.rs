//! Indices in the order of their keys. One sort serves all callers: each sort of its own would make the module larger.

/// Indices of the keys, the smallest key first; of equal keys the earlier index.
pub fn argsort(keys: &[f64]) -> Vec<usize> {
    let mut pairs: Vec<(f64, usize)> = keys.iter().copied().zip(0..).collect();
    pairs.sort_unstable_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
    pairs.into_iter().map(|(_, index)| index).collect()
}

/// Indices of the keys, the largest key first; of equal keys the earlier index.
pub fn argsort_falling(keys: &[f64]) -> Vec<usize> {
    let negative: Vec<f64> = keys.iter().map(|key| -key).collect();
    argsort(&negative)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_in_order_and_equal_ones_as_they_were() {
        assert_eq!(
            argsort(&[2.0, -1.0, 2.0, f64::INFINITY, 0.5]),
            [1, 4, 0, 2, 3]
        );
        assert_eq!(
            argsort_falling(&[2.0, -1.0, 2.0, f64::INFINITY, 0.5]),
            [3, 0, 2, 4, 1]
        );
    }
}
