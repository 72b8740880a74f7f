// Numbers of a run in a few buckets, as they are drawn: least and greatest of each, at their steps, and the mean. Buckets
// double when there are too many, so that the cost of drawing does not depend on the number of steps. Pure.

import {countBins, numbersOf, stepsOf} from './bins.js';

/**
 * @typedef {object} Bucket
 * @property {number} lowStep
 * @property {number} low NaN where there is no number
 * @property {number} highStep
 * @property {number} high
 * @property {number} sum of the finite numbers
 * @property {number} count of them
 * @property {number} last step of them
 */

/** @typedef {{step: number, value: number}} DrawnPoint */

/** @param {Bucket} one @param {Bucket} other later @returns {Bucket} */
function joined(one, other) {
    const takesLow = other.low < one.low || Number.isNaN(one.low);
    const takesHigh = other.high > one.high || Number.isNaN(one.high);
    return {
        lowStep: takesLow ? other.lowStep : one.lowStep, low: takesLow ? other.low : one.low,
        highStep: takesHigh ? other.highStep : one.highStep, high: takesHigh ? other.high : one.high,
        sum: one.sum + other.sum, count: one.count + other.count, last: other.count > 0 ? other.last : one.last,
    };
}

/** A bucket of one step. @param {number} step @param {number} value @returns {Bucket} */
function single(step, value) {
    const isFinite = Number.isFinite(value);
    return {lowStep: step, low: value, highStep: step, high: value, sum: isFinite ? value : 0, count: isFinite ? 1 : 0, last: step};
}

/** Bucket of a bin, which does not know at which of them its extremes were. @param {import('./bins.js').SavedBins} bins @param {number} bin */
function ofBin(bins, bin) {
    const {from, to} = stepsOf(bins, bin);
    const {mean, low, high} = numbersOf(bins, bin);
    if (from === to || Number.isNaN(mean)) return single(from, mean);
    const isFinite = Number.isFinite(mean);
    return {lowStep: from, low, highStep: to, high, sum: isFinite ? bins.sums[bin] : 0, count: isFinite ? bins.counts[bin] : 0, last: to};
}

/** @param {number} most buckets, an even number */
export function createDrawnBuckets(most) {
    /** @type {(Bucket | undefined)[]} */
    let buckets = []; // with holes where the run has gaps
    let [origin, size] = [0, 1];
    /** @type {DrawnPoint | null} */
    let newest = null;

    /** @param {Bucket} next @param {number} step of its first number */
    function add(next, step) {
        const at = () => Math.floor((step - 1 - origin) / size);
        while (at() >= most) {
            buckets = Array.from({length: Math.ceil(buckets.length / 2)}, (_, i) => {
                const [one, other] = [buckets[2 * i], buckets[2 * i + 1]];
                return one && other ? joined(one, other) : one ?? other;
            });
            size *= 2;
        }
        const before = buckets[at()];
        buckets[at()] = before ? joined(before, next) : next;
    }

    /** @param {number} step */
    function begin(step) {
        [buckets, origin, size, newest] = [[], step, 1, null];
    }

    return {
        /** The next number. @param {number} step @param {number} value */
        push(step, value) {
            if (buckets.length === 0) begin(step - 1);
            add(single(step, value), step);
            newest = {step, value};
        },
        /** Starts again from the bins of a run. @param {import('./bins.js').SavedBins} bins */
        rebuild(bins) {
            begin(bins.origin);
            for (let bin = 0; bin < countBins(bins); bin++) add(ofBin(bins, bin), stepsOf(bins, bin).from);
        },
        /** Extremes of each bucket, and the newest, by their steps. @returns {DrawnPoint[]} */
        points() {
            /** @type {DrawnPoint[]} */
            const found = [];
            for (const bucket of buckets) {
                const before = found.at(-1);
                // a gap in the run is one in the line
                if (!bucket && before && !Number.isNaN(before.value)) found.push({step: before.step + 1, value: NaN});
                if (!bucket) continue;
                const {lowStep, low, highStep, high} = bucket;
                if (lowStep < highStep) found.push({step: lowStep, value: low}, {step: highStep, value: high});
                else found.push({step: highStep, value: high}, ...lowStep > highStep ? [{step: lowStep, value: low}] : []);
            }
            if (newest && newest.step > (found.at(-1)?.step ?? 0)) found.push(newest);
            return found;
        },
        /** Buckets with a finite number, with the steps that each spans. @returns {{size: number, buckets: Bucket[]}} */
        means: () => ({size, buckets: /** @type {Bucket[]} */ (buckets.filter((bucket) => bucket && bucket.count > 0))}),
    };
}
