//! Area under the ROC curve of an anomaly score.

use super::argsort::argsort;

/// Area under the receiver operating characteristic: the probability that an abnormal item scores higher
/// than a normal one ([Mann and Whitney 1947](https://doi.org/10.1214/aoms/1177730491)). Equal scores count
/// half. None where one of the two groups is missing or a score is NaN.
///
/// # Shapes
/// - scores, abnormal: `[count]`
pub fn auroc(scores: &[f64], abnormal: &[bool]) -> Option<f64> {
    let positives = abnormal.iter().filter(|&&is| is).count() as f64;
    let negatives = abnormal.len() as f64 - positives;
    if positives == 0.0 || negatives == 0.0 || scores.iter().any(|score| score.is_nan()) {
        return None;
    }
    let order = argsort(scores);
    let (mut won, mut below) = (0.0, 0.0);
    for equal in order.chunk_by(|&a, &b| scores[a] == scores[b]) {
        let high = equal.iter().filter(|&&index| abnormal[index]).count() as f64;
        let low = equal.len() as f64 - high;
        won += high * (below + low / 2.0);
        below += low;
    }
    Some(won / (positives * negatives))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::samples;

    #[test]
    fn scores_with_many_ties_give_the_area_that_scikit_learn_finds() {
        let (images, labels) = samples::images(300);
        let codes = samples::codes(&images, 1);
        let halves = codes
            .iter()
            .map(|&code| (f64::from(code) * 2.0).round_ties_even() / 2.0);
        let abnormal: Vec<bool> = labels.iter().map(|&label| label == 0).collect();
        // sklearn.metrics.roc_auc_score(labels == 0, numpy.round(codes * 2) / 2)
        let found = auroc(&halves.collect::<Vec<_>>(), &abnormal).unwrap();
        assert!((found - 0.597_133_948_914_738).abs() < 1e-12, "{found}");
    }

    #[test]
    fn perfect_scores_give_1_and_turned_around_0_and_equal_ones_a_half() {
        let abnormal = [false, false, true, true];
        assert_eq!(auroc(&[0.1, 0.2, 0.3, 0.4], &abnormal), Some(1.0));
        assert_eq!(auroc(&[0.4, 0.3, 0.2, 0.1], &abnormal), Some(0.0));
        assert_eq!(auroc(&[0.5; 4], &abnormal), Some(0.5));
        assert_eq!(auroc(&[0.5; 2], &[true, true]), None);
        assert_eq!(auroc(&[f64::NAN, 0.5], &[true, false]), None);
    }
}
