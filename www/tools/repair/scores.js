// Squared errors of repairs, inside and outside of the corruption. Pure.

import {countOf, exampleAt, sizeOf} from '../../examples/buffer.js';

/** @typedef {{inside: number | null, outside: number | null}} RepairScores mean squared errors on 0 to 1; null without such values */

/**
 * @param {Uint8Array} truth
 * @param {Uint8Array} output
 * @param {Uint8Array} mask 1 for each value that counts as inside
 * @returns {RepairScores}
 */
export function scoresOf(truth, output, mask) {
    const sums = [0, 0];
    const counts = [0, 0];
    for (let i = 0; i < truth.length; i++) {
        sums[mask[i]] += ((output[i] - truth[i]) / 255) ** 2;
        counts[mask[i]] += 1;
    }
    const [outside, inside] = sums.map((sum, i) => counts[i] > 0 ? sum / counts[i] : null);
    return {inside, outside};
}

/** Replaces the corrupted values by those of a filling. @param {Uint8Array} corrupted @param {Uint8Array} mask @param {Uint8Array} filling */
export const filled = (corrupted, mask, filling) => corrupted.map((value, i) => mask[i] ? filling[i] : value);

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

/** True for each least error; none where there is nothing to compare. @param {(number | null)[]} errors */
export function bestOf(errors) {
    const known = errors.filter((error) => error !== null);
    const least = Math.min(...known);
    return errors.map((error) => known.length > 1 && error === least);
}
