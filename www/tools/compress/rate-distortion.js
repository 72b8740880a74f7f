// What rate and distortion a model, or PCA, has at some bits a latent. Pure.

import {sizeOf} from '../../examples/buffer.js';
import {codedBits, quantisationError, rangesOf} from '../../math/quantise.js';

/** Bits a latent that are tried. */
export const DEPTHS = [2, 3, 4, 5, 6, 8, 12, 16, 32];

/**
 * @typedef {object} Rate of one depth
 * @property {number} depth bits a latent
 * @property {number} bits of a picture's code
 * @property {number} error mean squared error on 0 to 1
 */

/** The mean squared difference of bytes, on 0 to 1. @param {Uint8Array} one @param {Uint8Array} other */
export function squaredError(one, other) {
    let sum = 0;
    for (let i = 0; i < one.length; i++) sum += (one[i] - other[i]) ** 2;
    return sum / one.length / 255 ** 2;
}

/** Bits of a picture as it is: 8 for each value. @param {import('../../examples/buffer.js').Extent} extent */
export const rawBits = (extent) => 8 * sizeOf(extent);

/**
 * The rates of PCA. Its axes are at right angles to each other and to what it leaves out, so that the error of
 * quantisation adds to its own. Where only some of the codes are at hand there is only the one rate at which
 * quantisation does nothing.
 * @param {{error: number, codes: Float32Array}} comparison codes of all points, on as many axes as it brought
 * @param {{latent: number, points: number, size: number}} of
 * @returns {Rate[]}
 */
export function pcaRates({error, codes}, {latent, points, size}) {
    const axes = codes.length / points;
    const deepest = DEPTHS[DEPTHS.length - 1];
    if (!(axes >= latent)) return [{depth: deepest, bits: latent * deepest, error}];
    const own = codes.filter((_, i) => i % axes < latent);
    const ranges = rangesOf(own, latent);
    return DEPTHS.map((depth) => ({depth, bits: latent * depth, error: error + quantisationError(own, ranges, depth) / size}));
}

/** Bits of the codes when they are coded by frequency; they are counted on so few codes that it may be more than that. @param {Float32Array} codes @param {import('../../math/quantise.js').Range[]} ranges @param {number} depth */
export function entropyCoded(codes, ranges, depth) {
    const bits = codedBits(codes, ranges, depth);
    const most = Math.log2(Math.max(1, codes.length / ranges.length));
    // so near to what the count of codes allows, every value is almost alone
    return {bits, isAtLeast: bits > 0 && bits > ranges.length * (most - 1)};
}
