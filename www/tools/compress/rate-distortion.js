// Rate and distortion of a model, or of PCA, at some bits per latent dimension. Pure.

import {bytesPerNumber, differenceOf, floatsOf, sizeOf} from '../../examples/buffer.js';
import {codedBits, quantisationError, rangesOf} from '../../math/quantise.js';

/** Bits per latent dimension that are tried. */
export const DEPTHS = [2, 3, 4, 5, 6, 8, 12, 16, 32];

/**
 * @typedef {object} Rate of one depth
 * @property {number} depth bits per latent dimension
 * @property {number} bits of an example's code
 * @property {number} error mean squared error on 0 to 1
 */

/** @typedef {import('../../examples/buffer.js').Extent} Extent */

/** The mean squared difference of bytes, on 0 to 1; in tables of known numbers, in standard deviations. @param {Uint8Array} one @param {Uint8Array} other @param {Extent} extent */
export function squaredError(one, other, extent) {
    const differences = differenceOf(one, other, extent);
    const [errors, most] = extent.kind === 'table' ? [floatsOf(differences).filter((error) => !Number.isNaN(error)), 1] : [differences, 255];
    let sum = 0;
    for (const error of errors) sum += error ** 2;
    return sum / errors.length / most ** 2;
}

/** Bits of an uncompressed number; of a letter of a word, enough to number the alphabet. @param {Extent} extent */
export const rawDepth = (extent) => extent.kind === 'word' ? Math.ceil(Math.log2(extent.channels)) : 8 * bytesPerNumber(extent);

/** Numbers of an uncompressed example, or letters of a word. @param {Extent} extent */
export const rawCount = (extent) => extent.kind === 'word' ? extent.width : sizeOf(extent);

/** Bits of an uncompressed example. @param {Extent} extent */
export const rawBits = (extent) => rawDepth(extent) * rawCount(extent);

/**
 * The rates of PCA. Its axes are orthogonal to each other and to the residual, so that the error of quantisation adds to
 * that of the projection. With coefficients of fewer axes than `latent`, only the rate without quantisation is known.
 * @param {{error: number, codes: Float32Array}} comparison codes of all points, on as many axes as were computed
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

/** Entropy-coded bits of a code, with frequencies counted on these codes; `isAtLeast` where there are too few of them. @param {Float32Array} codes @param {import('../../math/quantise.js').Range[]} ranges @param {number} depth */
export function entropyCoded(codes, ranges, depth) {
    const bits = codedBits(codes, ranges, depth);
    const most = Math.log2(Math.max(1, codes.length / ranges.length));
    // near the maximum that so few codes allow, almost every value occurs once
    return {bits, isAtLeast: bits > 0 && bits > ranges.length * (most - 1)};
}
