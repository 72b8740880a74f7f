// Measures rate and distortion of the model as it is now: ranges and frequencies over many codes, and reconstructions of some
// examples at each depth. All depths are decoded in one query, so that they have the same weights. Main thread.

import {joined} from '../../examples/buffer.js';
import {quantised, rangesOf} from '../../math/quantise.js';
import {DEPTHS, entropyCoded, squaredError} from './rate-distortion.js';

/** Values that are counted at most: more would slow the page down. */
const MOST_VALUES = 60_000;
const MOST_CODES = 2000;

/**
 * @typedef {object} Measured
 * @property {(import('./rate-distortion.js').Rate & {coded: {bits: number, isAtLeast: boolean}})[]} rates by depth
 * @property {number} codes number of codes behind ranges and frequencies
 */

/**
 * Codes of some examples, and of many for ranges and frequencies. Null where the run is gone, or they are not finite.
 * @param {import('../../protocol/queries.js').RunQuery} query @param {Uint8Array} examples @param {number} latent
 */
async function queryCodes(query, examples, latent) {
    const most = Math.max(1, Math.min(MOST_CODES, Math.floor(MOST_VALUES / latent)));
    const many = (await query({kind: 'codes', split: 'validation', most}))?.codes;
    const codes = (await query({kind: 'reconstruct', examples: examples.slice()}))?.codes;
    return many?.every(Number.isFinite) && codes?.every(Number.isFinite) ? {codes, many, ranges: rangesOf(many, latent)} : null;
}

/**
 * Reconstructions of an example from its code, and from its code in `depth` bits per latent dimension, one after the other.
 * @param {import('../../protocol/queries.js').RunQuery} query @param {{picture: Uint8Array, latent: number, depth: number}} of
 */
export async function reconstructInBits(query, {picture, latent, depth}) {
    const found = await queryCodes(query, picture, latent);
    return found && query({kind: 'decode', codes: Float32Array.of(...found.codes, ...quantised(found.codes, found.ranges, depth))});
}

/**
 * Null where the run is gone, or its codes are not finite.
 * @param {import('../../protocol/queries.js').RunQuery} query
 * @param {{sample: Uint8Array[], latent: number, format: import('../../examples/buffer.js').Extent}} of `sample`: examples that are reconstructed
 * @returns {Promise<Measured | null>}
 */
export async function measureRates(query, {sample, latent, format}) {
    const examples = joined(sample);
    const found = await queryCodes(query, examples, latent);
    if (!found) return null;
    const {codes, many, ranges} = found;
    const all = new Float32Array(codes.length * DEPTHS.length);
    DEPTHS.forEach((depth, i) => all.set(quantised(codes, ranges, depth), i * codes.length));
    const decoded = await query({kind: 'decode', codes: all});
    if (decoded?.pictures.length !== examples.length * DEPTHS.length) return null;
    const rates = [];
    for (const [i, depth] of DEPTHS.entries()) {
        const reconstructed = decoded.pictures.subarray(i * examples.length, (i + 1) * examples.length);
        const coded = entropyCoded(many, ranges, depth);
        rates.push({depth, bits: latent * depth, error: squaredError(examples, reconstructed, format), coded});
        await new Promise((resolve) => setTimeout(resolve)); // the page may draw in between
    }
    return {rates, codes: many.length / latent};
}
