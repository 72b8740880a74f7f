// Which two numbers of a code make a plane that shows something: a number that is the same for all examples, as those
// that a sparse or a variational model has given up, would show them all in one place or on one line. Pure.

import {variancesOf} from '../math/variance.js';

/** Of the variance of the number that varies most: less, and a number tells next to nothing. */
const LEAST_SHARE = 0.01;

/**
 * The same two numbers, but for those that tell next to nothing: in their place the ones that vary most.
 * @param {Float32Array} codes @param {number} latent @param {[number, number]} axes
 * @returns {[number, number]} the same array where both may stay
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
