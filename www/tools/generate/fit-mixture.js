// Fits a Gaussian mixture to the codes of a model that learns: once from the last fit and once from a fresh start. Keeps the
// fit of higher likelihood. It pauses between rounds, so that the page can draw. Main thread.

import {randomLcg} from '../../vendor/d3-random/d3-random.js';
import {improved, oneGaussian, startOf} from '../../math/gaussian-mixture.js';

const MOST_COMPONENTS = 10;
/** Most latent dimensions with full covariances. With more of them covariances are diagonal, since full ones need too many codes. */
export const MOST_TOGETHER = 16;
const ROUNDS = 25;
const LEAST_GAIN = 1e-3; // nats that a round has to gain
const LEAST_LEAD = 0.05; // nats by which a fresh start has to lead the last fit, whose samples the page shows
const SEED = 1;
/** Multiplications of a round at most: some tens of milliseconds. */
const WORK = 3_000_000;

/** Number of codes that can be fitted in time. @param {number} latent */
export function mostCodes(latent) {
    const each = MOST_COMPONENTS * (latent > MOST_TOGETHER ? 2 * latent : latent * latent);
    return Math.max(100, Math.min(2000, Math.floor(WORK / each)));
}

/** Number of components, so that each has codes enough. @param {number} count of codes @param {number} latent */
export const componentsFor = (count, latent) => Math.max(1, Math.min(MOST_COMPONENTS, Math.floor(count / (4 * (latent + 1)))));

/**
 * @param {Float32Array} codes
 * @param {object} options
 * @param {number} options.latent
 * @param {import('../../math/gaussian-mixture.js').Mixture | null} options.last start of one fit
 * @param {() => Promise<unknown>} options.pause between two rounds
 */
export async function fitMixture(codes, {latent, last, pause}) {
    const isDiagonal = latent > MOST_TOGETHER;
    const {covariances: [whole]} = oneGaussian(codes, {latent, isDiagonal, ridge: 0});
    let variance = 0;
    for (let k = 0; k < latent; k++) variance += whole[isDiagonal ? k : k * latent + k] / latent;
    const ridge = 1e-3 * variance + 1e-9;
    const components = componentsFor(Math.floor(codes.length / latent), latent);
    const fresh = await settled(codes, startOf(codes, {latent, isDiagonal, ridge, components, uniform: randomLcg(SEED)}), {ridge, pause});
    if (!last || last.latent !== latent || last.means.length !== fresh.mixture.means.length) return fresh.mixture;
    const further = await settled(codes, last, {ridge, pause});
    return fresh.likelihood > further.likelihood + LEAST_LEAD || !Number.isFinite(further.likelihood) ? fresh.mixture : further.mixture;
}

/** @param {Float32Array} codes @param {import('../../math/gaussian-mixture.js').Mixture} mixture @param {{ridge: number, pause: () => Promise<unknown>}} options */
async function settled(codes, mixture, {ridge, pause}) {
    let before = {mixture, likelihood: -Infinity};
    for (let round = 0; round < ROUNDS; round++) {
        const next = improved(codes, before.mixture, ridge);
        await pause();
        if (!(next.likelihood > before.likelihood + LEAST_GAIN)) return {...before, likelihood: Math.max(before.likelihood, next.likelihood)};
        before = next;
    }
    return before;
}
