// Curves of a run in few points, as they are kept. Pure.

import {thin} from './loss-series.js';

/** @typedef {{steps: number[], values: number[]}} Points */

/** Digits that a chart can show. @param {number} value */
const rounded = (value) => Number(value.toPrecision(5));

/** Finite values by their steps. @param {{step: number, value: number}[]} items @param {number} most points @returns {Points} */
export function pointsOf(items, most) {
    const kept = thin(items.filter(({value}) => Number.isFinite(value)), most);
    return {steps: kept.map(({step}) => step), values: kept.map(({value}) => rounded(value))};
}

/**
 * Mean of the finite values of each bucket of steps, at the last of them.
 * @param {(step: number) => number} valueAt from step 1 on @param {number} steps @param {number} most points
 * @returns {Points}
 */
export function binnedMeans(valueAt, steps, most) {
    const width = 2 ** Math.max(0, Math.ceil(Math.log2(steps / most)));
    /** @type {Points} */
    const points = {steps: [], values: []};
    let [sum, count, last] = [0, 0, 0];
    for (let step = 1; step <= steps; step++) {
        const value = valueAt(step);
        if (Number.isFinite(value)) [sum, count, last] = [sum + value, count + 1, step];
        if (count === 0 || (step % width !== 0 && step !== steps)) continue;
        points.steps.push(last);
        points.values.push(rounded(sum / count));
        [sum, count] = [0, 0];
    }
    return points;
}
