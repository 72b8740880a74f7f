// Samples latent codes from a standard normal prior or from a Gaussian mixture, at a temperature. The same seed gives the
// same codes. Pure.

import {randomLcg, randomNormal} from '../../vendor/d3-random/d3-random.js';
import {choleskyOf, drawnFrom} from '../../math/gaussian.js';

/** @typedef {import('../../protocol/messages.js').Config} Config */

/** Range of a latent dimension, by activation of the code. @type {Record<string, [number, number]>} */
const LIMITS = {relu: [0, Infinity], sigmoid: [0, 1], tanh: [-1, 1]};

/**
 * Restricts a code to what the encoder can give: to the range of its activation, and to its k largest dimensions.
 * @param {Float64Array} code @param {Config} config
 */
export function feasible(code, {codeActivation, bottleneck, k}) {
    const [low, high] = bottleneck === 'variational' ? [-Infinity, Infinity] : LIMITS[codeActivation] ?? [-Infinity, Infinity];
    const within = code.map((value) => Math.min(high, Math.max(low, value)));
    if (bottleneck !== 'k-sparse' || k >= code.length) return within;
    const order = Array.from(within.keys()).sort((a, b) => within[b] - within[a]);
    for (const i of order.slice(k)) within[i] = 0;
    return within;
}

/**
 * Codes, one after another.
 * @param {import('../../math/gaussian-mixture.js').Mixture | null} mixture null: the standard normal
 * @param {object} options
 * @param {number} options.count
 * @param {number} options.temperature factor of the standard deviations; at 0 the means alone are sampled
 * @param {number} options.seed
 * @param {Config} options.config
 */
export function sampleCodes(mixture, {count, temperature, seed, config}) {
    const {latent} = config;
    const uniform = randomLcg(seed);
    const normal = randomNormal.source(uniform)();
    const gaussians = mixture?.means.map((mean, c) => ({
        mean, isDiagonal: mixture.isDiagonal, factor: mixture.isDiagonal ? mixture.covariances[c] : choleskyOf(mixture.covariances[c], latent),
    }));
    const codes = new Float32Array(count * latent);
    for (let i = 0; i < count; i++) {
        // drawn with the prior too, so that a seed gives the same normal numbers for every mixture
        const which = uniform();
        const normals = Float64Array.from({length: latent}, () => temperature * normal());
        const code = mixture && gaussians ? drawnFrom(gaussians[chosen(mixture.weights, which)], normals) : normals;
        codes.set(feasible(code, config), i * latent);
    }
    return codes;
}

/** Index of the component that a number from 0 to 1 falls on. @param {Float64Array} weights @param {number} number */
function chosen(weights, number) {
    let rest = number;
    for (let c = 0; c < weights.length - 1; c++) {
        rest -= weights[c];
        if (rest < 0) return c;
    }
    return weights.length - 1;
}
