// Gaussian mixture, fitted by expectation-maximisation (A. Dempster, N. Laird and D. Rubin, 1977) as in scikit-learn's
// GaussianMixture, with a start by k-means++ (D. Arthur and S. Vassilvitskii, 2007). Pure.

import {choleskyOf, logDensities} from './gaussian.js';

/** Keeps the weight of a Gaussian without points above 0, as scikit-learn does. */
const TINY = 10 * Number.EPSILON;

/** @typedef {Float32Array | Float64Array} Codes `latent` numbers each, one code after another */

/**
 * @typedef {object} Mixture
 * @property {number} latent
 * @property {boolean} isDiagonal latents of a Gaussian vary independently: `covariances` are their variances
 * @property {Float64Array} weights
 * @property {Float64Array[]} means
 * @property {Float64Array[]} covariances `[latent, latent]`, row-major, or `[latent]`
 */

/** Mean and covariance of all codes: the mixture of one. @param {Codes} codes @param {{latent: number, isDiagonal: boolean, ridge: number}} how @returns {Mixture} */
export function oneGaussian(codes, {latent, isDiagonal, ridge}) {
    const count = Math.floor(codes.length / latent);
    return maximised(codes, [new Float64Array(count).fill(1)], {latent, isDiagonal, ridge});
}

/** Rounds of k-means before the fit. */
const MOVES = 10;

/**
 * Gaussians around the middles of crowds (k-means), which are first looked for far from each other.
 * @param {Codes} codes @param {{latent: number, isDiagonal: boolean, ridge: number, components: number, uniform: () => number}} how
 * @returns {Mixture}
 */
export function startOf(codes, {components, uniform, ...how}) {
    const count = Math.floor(codes.length / how.latent);
    /** @type {Float64Array[]} */
    let means = farApart(codes, how.latent, Math.max(1, Math.min(components, count)), uniform);
    for (let i = 1; i < MOVES; i++) ({means} = maximised(codes, crowdsOf(codes, means), {...how, isDiagonal: true}));
    return maximised(codes, crowdsOf(codes, means), how);
}

/** 1 for the mean that is nearest to a code, 0 for the others; means without codes are left out. @param {Codes} codes @param {Float64Array[]} means */
function crowdsOf(codes, means) {
    const [{length: latent}] = means;
    const count = Math.floor(codes.length / latent);
    const shares = means.map(() => new Float64Array(count));
    for (let i = 0; i < count; i++) {
        let [nearest, least] = [0, Infinity];
        means.forEach((mean, c) => {
            let distance = 0;
            for (let k = 0; k < latent; k++) distance += (codes[i * latent + k] - mean[k]) ** 2;
            if (distance < least) [nearest, least] = [c, distance];
        });
        shares[nearest][i] = 1;
    }
    return shares.filter((share) => share.includes(1));
}

/** Codes far from each other: each next one at random, the farther from those there are the likelier. @param {Codes} codes @param {number} latent @param {number} most @param {() => number} uniform */
function farApart(codes, latent, most, uniform) {
    const count = Math.floor(codes.length / latent);
    const distances = new Float64Array(count).fill(Infinity);
    const codeAt = (/** @type {number} */ i) => Float64Array.from(codes.subarray(i * latent, (i + 1) * latent));
    const chosen = [codeAt(Math.floor(uniform() * count))];
    while (chosen.length < most) {
        const last = chosen[chosen.length - 1];
        let sum = 0;
        for (let i = 0; i < count; i++) {
            let distance = 0;
            for (let k = 0; k < latent; k++) distance += (codes[i * latent + k] - last[k]) ** 2;
            distances[i] = Math.min(distances[i], distance);
            sum += distances[i];
        }
        let rest = uniform() * sum;
        // where all are equal there is no distance, and any will do
        let next = sum > 0 ? 0 : Math.floor(uniform() * count);
        for (; sum > 0 && next < count - 1; next++) {
            rest -= distances[next];
            if (rest < 0) break;
        }
        chosen.push(codeAt(next));
    }
    return chosen;
}

/**
 * Once through all codes: how likely each Gaussian is to have made each code, and the Gaussians that fit that best.
 * @param {Codes} codes @param {Mixture} mixture @param {number} ridge added to each variance, so that none is 0
 * @returns {{mixture: Mixture, likelihood: number}} `likelihood`: mean logarithm of a code's density before, in nats
 */
export function improved(codes, mixture, ridge) {
    const {shares, likelihood} = expected(codes, mixture);
    return {mixture: maximised(codes, shares, {...mixture, ridge}), likelihood};
}

/** The share that each Gaussian has in each code. @param {Codes} codes @param {Mixture} mixture */
function expected(codes, {latent, isDiagonal, weights, means, covariances}) {
    const count = Math.floor(codes.length / latent);
    const shares = means.map((mean, c) => {
        const logs = logDensities(codes, {mean, factor: isDiagonal ? covariances[c] : choleskyOf(covariances[c], latent), isDiagonal});
        return logs.map((log) => log + Math.log(weights[c]));
    });
    let sum = 0;
    for (let i = 0; i < count; i++) {
        let most = -Infinity;
        for (const share of shares) most = Math.max(most, share[i]);
        let total = 0;
        for (const share of shares) total += Math.exp(share[i] - most);
        const log = most + Math.log(total);
        sum += log;
        for (const share of shares) share[i] = Math.exp(share[i] - log);
    }
    return {shares, likelihood: sum / count};
}

/** @param {Codes} codes @param {Float64Array[]} shares of each Gaussian in each code @param {{latent: number, isDiagonal: boolean, ridge: number}} how @returns {Mixture} */
function maximised(codes, shares, {latent, isDiagonal, ridge}) {
    const masses = Float64Array.from(shares, (share) => share.reduce((sum, value) => sum + value, TINY));
    const all = masses.reduce((sum, mass) => sum + mass, 0);
    const means = shares.map((share, c) => {
        const mean = new Float64Array(latent);
        for (let i = 0; i < share.length; i++) for (let k = 0; k < latent; k++) mean[k] += share[i] * codes[i * latent + k];
        return mean.map((sum) => sum / masses[c]);
    });
    const spread = isDiagonal ? variancesOf : covarianceOf;
    const covariances = shares.map((share, c) => spread(codes, share, {mean: means[c], mass: masses[c], ridge}));
    return {latent, isDiagonal, weights: masses.map((mass) => mass / all), means, covariances};
}

/** @param {Codes} codes @param {Float64Array} share @param {{mean: Float64Array, mass: number, ridge: number}} of */
function variancesOf(codes, share, {mean, mass, ridge}) {
    const sums = new Float64Array(mean.length);
    for (let i = 0; i < share.length; i++) for (let k = 0; k < mean.length; k++) sums[k] += share[i] * (codes[i * mean.length + k] - mean[k]) ** 2;
    return sums.map((sum) => sum / mass + ridge);
}

/** @param {Codes} codes @param {Float64Array} share @param {{mean: Float64Array, mass: number, ridge: number}} of */
function covarianceOf(codes, share, {mean, mass, ridge}) {
    const latent = mean.length;
    const sums = new Float64Array(latent * latent);
    const away = new Float64Array(latent);
    for (let i = 0; i < share.length; i++) {
        if (share[i] === 0) continue;
        for (let k = 0; k < latent; k++) away[k] = codes[i * latent + k] - mean[k];
        for (let row = 0; row < latent; row++) {
            const part = share[i] * away[row];
            for (let column = 0; column <= row; column++) sums[row * latent + column] += part * away[column];
        }
    }
    for (let row = 0; row < latent; row++) {
        for (let column = 0; column <= row; column++) {
            sums[row * latent + column] = sums[row * latent + column] / mass + (row === column ? ridge : 0);
            sums[column * latent + row] = sums[row * latent + column];
        }
    }
    return sums;
}
