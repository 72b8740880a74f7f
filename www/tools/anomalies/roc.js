// Counts, rates and the ROC curve of a threshold on anomaly scores. A score above the threshold raises an alarm. Pure.

/** @typedef {{found: number, missed: number, falseAlarms: number, passed: number}} Counts true positives, false negatives, false positives and true negatives */

/** @param {ArrayLike<number>} scores @param {ArrayLike<number>} abnormal 1 or 0 @param {number} threshold above it is the alarm @returns {Counts} */
export function countsAt(scores, abnormal, threshold) {
    const counts = {found: 0, missed: 0, falseAlarms: 0, passed: 0};
    for (let i = 0; i < scores.length; i++) {
        const alarm = scores[i] > threshold;
        if (abnormal[i]) counts[alarm ? 'found' : 'missed'] += 1;
        else counts[alarm ? 'falseAlarms' : 'passed'] += 1;
    }
    return counts;
}

/** Rates of the counts; NaN where the denominator is 0. @param {Counts} counts */
export const ratesOf = ({found, missed, falseAlarms, passed}) => ({
    precision: found / (found + falseAlarms),
    recall: found / (found + missed),
    falsePositiveRate: falseAlarms / (falseAlarms + passed),
});

/**
 * The receiver operating characteristic and the area below it. Points are false positive rate and recall at every
 * threshold from the highest score down, equal scores taken together. Null where one of the two kinds is missing or a
 * score is NaN.
 * @param {ArrayLike<number>} scores @param {ArrayLike<number>} abnormal
 */
export function rocOf(scores, abnormal) {
    const order = Array.from({length: scores.length}, (_, i) => i).sort((a, b) => scores[b] - scores[a]);
    const positives = order.filter((i) => abnormal[i]).length;
    const negatives = order.length - positives;
    if (positives === 0 || negatives === 0 || order.some((i) => Number.isNaN(scores[i]))) return null;
    /** @type {[number, number][]} */
    const points = [[0, 0]];
    let [found, falseAlarms, area] = [0, 0, 0];
    for (let i = 0; i < order.length;) {
        const [before, at] = [found, falseAlarms];
        for (const score = scores[order[i]]; i < order.length && scores[order[i]] === score; i++) {
            if (abnormal[order[i]]) found += 1;
            else falseAlarms += 1;
        }
        area += (falseAlarms - at) * (before + found) / 2;
        points.push([falseAlarms / negatives, found / positives]);
    }
    return {points, area: area / (positives * negatives)};
}

/** The score that so large a fraction of the normal examples does not exceed. @param {ArrayLike<number>} scores @param {ArrayLike<number>} abnormal @param {number} fraction */
export function thresholdFor(scores, abnormal, fraction) {
    const normal = Float64Array.from(Array.from(scores).filter((_, i) => !abnormal[i])).sort();
    if (normal.length === 0) return NaN;
    return normal[Math.min(normal.length - 1, Math.max(0, Math.ceil(fraction * normal.length) - 1))];
}

/**
 * Histograms of the normal and of the abnormal scores. A score beyond the range counts in the last bin.
 * @param {ArrayLike<number>} scores @param {ArrayLike<number>} abnormal @param {{min: number, max: number}} range @param {number} bins
 */
export function histogramOf(scores, abnormal, {min, max}, bins) {
    const [normal, other] = [new Uint32Array(bins), new Uint32Array(bins)];
    for (let i = 0; i < scores.length; i++) {
        const at = Math.floor((scores[i] - min) / (max - min) * bins);
        (abnormal[i] ? other : normal)[Math.min(bins - 1, Math.max(0, at || 0))] += 1;
    }
    return {normal, abnormal: other};
}

/** A range that holds nearly all scores, without the highest 0.5 % of outliers. @param {ArrayLike<number>} scores */
export function rangeOfScores(scores) {
    const sorted = Float64Array.from(Array.from(scores).filter(Number.isFinite)).sort();
    if (sorted.length === 0) return {min: 0, max: 1};
    const high = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.995))];
    const min = Math.min(0, sorted[0]);
    return {min, max: high > min ? min + (high - min) * 1.05 : min + 1};
}
