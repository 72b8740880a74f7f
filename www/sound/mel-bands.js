// From the bands of a log-mel picture back to the power of each frequency. Scale and bands are those of the core
// (`src/data/import/sounds/mel.rs`). Pure.

const DECIBELS = 80; // from black to white
const STEPS = 60;

/** @param {number} hertz */
const mel = (hertz) => 2595 * Math.log10(1 + hertz / 700);
/** @param {number} value */
const hertz = (value) => 700 * (10 ** (value / 2595) - 1);

/** A band: its first bin, and its weights from there on. @typedef {{first: number, weights: number[]}} Band */

/**
 * Triangles from 0 to half the rate, the lowest first.
 * @param {number} rate samples a second @param {number} window samples of a window @param {number} count @returns {Band[]}
 */
export function melBands(rate, window, count) {
    const corners = Array.from({length: count + 2}, (_, at) => hertz(mel(rate / 2) * at / (count + 1)));
    const bin = rate / window;
    return Array.from({length: count}, (_, at) => {
        const [low, middle, high] = corners.slice(at, at + 3);
        const first = Math.ceil(low / bin);
        const last = Math.min(Math.floor(high / bin), window / 2);
        const weights = Array.from({length: last - first + 1}, (__, i) => {
            const here = (first + i) * bin;
            return Math.max(0, Math.min((here - low) / (middle - low), (high - here) / (high - middle)));
        });
        return {first, weights};
    });
}

/** Power of a byte of a picture, where a tone of amplitude 1 has 1. Black is nothing. @param {number} byte */
export const powerOf = (byte) => byte === 0 ? 0 : 10 ** (DECIBELS * (byte / 255 - 1) / 10);

/**
 * Powers of bins that give the powers of some bands: least squares without negative numbers, by multiplications (D. D. Lee and
 * H. S. Seung, "Algorithms for non-negative matrix factorization", NIPS 13, 2000).
 * @param {Band[]} bands @param {number[]} powers one a band @param {number} bins
 */
export function binPowers(bands, powers, bins) {
    const found = new Float64Array(bins).fill(1e-12 + Math.max(...powers));
    const aim = spread(bands, powers, bins);
    for (let step = 0; step < STEPS; step++) {
        const now = spread(bands, bands.map(({first, weights}) => weights.reduce((sum, weight, i) => sum + weight * found[first + i], 0)), bins);
        for (let bin = 0; bin < bins; bin++) found[bin] *= now[bin] > 0 ? aim[bin] / now[bin] : 0;
    }
    return found;
}

/** Each band's value times its weights, by bin. @param {Band[]} bands @param {number[]} values @param {number} bins */
function spread(bands, values, bins) {
    const sums = new Float64Array(bins);
    bands.forEach(({first, weights}, band) => weights.forEach((weight, i) => (sums[first + i] += weight * values[band])));
    return sums;
}
