// Where new codes are drawn from: the prior that a variational model was trained towards, or a mixture fitted to the
// codes of training examples; with a temperature, and always the same for a seed. Pure.

import {randomLcg, randomNormal} from '../../vendor/d3-random/d3-random.js';
import {choleskyOf, drawnFrom} from '../../math/gaussian.js';

/** @typedef {import('../../protocol/messages.js').Config} Config */

/** Whether codes have a distribution of their own to be drawn from. @param {Config} config */
export const hasPrior = ({bottleneck}) => bottleneck === 'variational';

/** Values that the numbers of a code can have. @type {Record<string, [number, number]>} */
const LIMITS = {relu: [0, Infinity], sigmoid: [0, 1], tanh: [-1, 1]};

/**
 * Codes that the model could have made: within what its activation allows, and as sparse as it makes them.
 * @param {Float64Array} code @param {Config} config
 */
export function asMade(code, {codeActivation, bottleneck, k}) {
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
 * @param {object} how
 * @param {number} how.count
 * @param {number} how.temperature what deviations are multiplied by: at 0 there is nothing but the means
 * @param {number} how.seed
 * @param {Config} how.config
 */
export function drawnCodes(mixture, {count, temperature, seed, config}) {
    const {latent} = config;
    const uniform = randomLcg(seed);
    const normal = randomNormal.source(uniform)();
    const gaussians = mixture?.means.map((mean, c) => ({
        mean, isDiagonal: mixture.isDiagonal, factor: mixture.isDiagonal ? mixture.covariances[c] : choleskyOf(mixture.covariances[c], latent),
    }));
    const codes = new Float32Array(count * latent);
    for (let i = 0; i < count; i++) {
        // drawn in any case, so that a number stands for the same, whatever the mixture is
        const which = uniform();
        const normals = Float64Array.from({length: latent}, () => temperature * normal());
        const code = mixture && gaussians ? drawnFrom(gaussians[chosen(mixture.weights, which)], normals) : normals;
        codes.set(asMade(code, config), i * latent);
    }
    return codes;
}

/** Which one a number from 0 to 1 falls on. @param {Float64Array} weights @param {number} number */
function chosen(weights, number) {
    let rest = number;
    for (let c = 0; c < weights.length - 1; c++) {
        rest -= weights[c];
        if (rest < 0) return c;
    }
    return weights.length - 1;
}
