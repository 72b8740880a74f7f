// Curves of a run in few points, as they are kept. Pure.

import {thin} from './loss-series.js';

/** @typedef {{steps: number[], values: number[]}} Points */

/** Digits that a chart can show. @param {number} value */
const rounded = (value) => Number(value.toPrecision(5));

/** Finite values by their steps. @param {readonly {step: number, value: number}[]} items @param {number} most points @returns {Points} */
export function pointsOf(items, most) {
    const kept = thin(items.filter(({value}) => Number.isFinite(value)), most);
    return {steps: kept.map(({step}) => step), values: kept.map(({value}) => rounded(value))};
}

/**
 * Means of the finite values of runs of buckets, each at the last step of them.
 * @param {{size: number, buckets: {sum: number, count: number, last: number}[]}} means buckets in order, without empty ones
 * @param {number} most points
 * @returns {Points}
 */
export function binnedMeans({size, buckets}, most) {
    const steps = buckets.at(-1)?.last ?? 0;
    const width = Math.max(size, 2 ** Math.max(0, Math.ceil(Math.log2(steps / most))));
    /** @type {Map<number, {sum: number, count: number, last: number}>} */
    const bins = new Map();
    for (const {sum, count, last} of buckets) {
        const at = Math.ceil(last / width);
        const bin = bins.get(at) ?? {sum: 0, count: 0, last};
        bins.set(at, {sum: bin.sum + sum, count: bin.count + count, last});
    }
    return {steps: [...bins.values()].map(({last}) => last), values: [...bins.values()].map(({sum, count}) => rounded(sum / count))};
}
