// Choice of the two default axes. Avoids a dimension that is the same for all examples, as after posterior collapse: all dots
// would lie on one line. Pure.

import {variancesOf} from '../math/variance.js';

/** Smallest variance of an informative dimension, as a share of the largest. */
const LEAST_SHARE = 0.01;

/**
 * The same two dimensions, with uninformative ones replaced by those of largest variance.
 * @param {Float32Array} codes @param {number} latent @param {[number, number]} axes
 * @returns {[number, number]} the same array if both are informative
 */
export function informativeAxes(codes, latent, axes) {
    const variances = variancesOf(codes, latent);
    const least = LEAST_SHARE * Math.max(...variances);
    const isInformative = (/** @type {number} */ axis) => variances[axis] >= least;
    if (axes.every(isInformative)) return axes;
    const best = variances.map((_, number) => number).sort((a, b) => variances[b] - variances[a]);
    const next = [...axes];
    axes.forEach((axis, i) => {
        if (!isInformative(axis)) next[i] = best.find((number) => !next.includes(number)) ?? axis;
    });
    return [next[0], next[1]];
}
