// How good a repair is: its error where the damage was and where it was not, and what simpler repairs reach. Pure.

import {countOf, exampleAt, sizeOf} from '../../examples/buffer.js';

/** @typedef {{inside: number | null, outside: number | null}} Scores mean squared errors on 0 to 1; null where there is no such value */

/**
 * @param {Uint8Array} truth
 * @param {Uint8Array} copy
 * @param {Uint8Array} hole 1 for each value that counts as inside
 * @returns {Scores}
 */
export function scoresOf(truth, copy, hole) {
    const sums = [0, 0];
    const counts = [0, 0];
    for (let i = 0; i < truth.length; i++) {
        sums[hole[i]] += ((copy[i] - truth[i]) / 255) ** 2;
        counts[hole[i]] += 1;
    }
    const [outside, inside] = sums.map((sum, i) => counts[i] > 0 ? sum / counts[i] : null);
    return {inside, outside};
}

/** What was damaged is taken from another picture, the rest is left. @param {Uint8Array} damaged @param {Uint8Array} hole @param {Uint8Array} filling */
export const filled = (damaged, hole, filling) => damaged.map((value, i) => hole[i] ? filling[i] : value);

/** The mean of examples, each value by itself. @param {Uint8Array} examples @param {import('../../examples/buffer.js').Extent} extent */
export function meanExample(examples, extent) {
    const count = countOf(examples, extent);
    const sums = new Float64Array(sizeOf(extent));
    for (let index = 0; index < count; index++) {
        const example = exampleAt(examples, extent, index);
        for (let i = 0; i < sums.length; i++) sums[i] += example[i];
    }
    return Uint8Array.from(sums, (sum) => count > 0 ? Math.round(sum / count) : 0);
}

/** Which of some errors is the least, all of them where several are; none where there is nothing to compare. @param {(number | null)[]} errors */
export function bestOf(errors) {
    const known = errors.filter((error) => error !== null);
    const least = Math.min(...known);
    return errors.map((error) => known.length > 1 && error === least);
}
