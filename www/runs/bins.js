// Bins of equally many steps in arrays of bounded size: when there are too many bins they are joined in pairs. Pure.

/** Bins at most: below so many steps every bin has one step. */
export const MOST_BINS = 32_768;
const FIRST_ROOM = 1024;

/**
 * Bins as they are kept with a checkpoint; element i of each array belongs to bin i.
 * @typedef {object} SavedBins
 * @property {number} origin steps before the first bin
 * @property {number} width steps of a bin, a power of two
 * @property {number} steps up to which the bins go
 * @property {Float64Array} sums of those numbers that are known
 * @property {Uint32Array} counts of them
 * @property {Float32Array} lows
 * @property {Float32Array} highs
 * @property {Float32Array} smooth moving average at the end of each bin
 */

/** @typedef {SavedBins & {most: number}} Bins with arrays that have room for more */

const KINDS = /** @type {const} */ ({sums: Float64Array, counts: Uint32Array, lows: Float32Array, highs: Float32Array, smooth: Float32Array});
const NAMES = /** @type {(keyof typeof KINDS)[]} */ (Object.keys(KINDS));

/** @param {number} room @returns {Pick<SavedBins, keyof typeof KINDS>} */
const arraysOf = (room) => ({
    sums: new Float64Array(room), counts: new Uint32Array(room),
    lows: new Float32Array(room), highs: new Float32Array(room), smooth: new Float32Array(room),
});

/** @param {number} most an even number @returns {Bins} */
export const emptyBins = (most) => ({most, origin: 0, width: 1, steps: 0, ...arraysOf(Math.min(FIRST_ROOM, most))});

/** Number of bins. @param {SavedBins} bins */
export const countBins = ({origin, width, steps}) => Math.ceil((steps - origin) / width);

/** The bin of a step. @param {SavedBins} bins @param {number} step */
export const binOf = ({origin, width}, step) => Math.floor((step - 1 - origin) / width);

/** Steps of a bin. @param {SavedBins} bins @param {number} bin @returns {{from: number, to: number}} */
export const stepsOf = ({origin, width, steps}, bin) => ({from: origin + bin * width + 1, to: Math.min(origin + (bin + 1) * width, steps)});

/** Moves numbers into arrays with room for more. @param {Bins} bins @param {SavedBins} from @param {number} count of bins */
function reserve(bins, from, count) {
    let room = Math.min(FIRST_ROOM, bins.most);
    while (room < count) room = Math.min(2 * room, bins.most);
    const arrays = arraysOf(room);
    for (const name of NAMES) arrays[name].set(from[name]);
    Object.assign(bins, arrays);
}

/** Joins bins in pairs. @param {Bins} bins */
function widen(bins) {
    const {sums, counts, lows, highs, smooth} = bins;
    const last = countBins(bins) - 1;
    for (let bin = 0; 2 * bin <= last; bin++) {
        const [one, other] = [2 * bin, Math.min(2 * bin + 1, last)];
        const isPair = other > one;
        sums[bin] = sums[one] + (isPair ? sums[other] : 0);
        counts[bin] = counts[one] + (isPair ? counts[other] : 0);
        lows[bin] = Math.min(lows[one], lows[other]);
        highs[bin] = Math.max(highs[one], highs[other]);
        smooth[bin] = smooth[other];
    }
    bins.width *= 2;
}

/** Makes room up to a step, in bins without numbers. @param {Bins} bins @param {number} step @param {number} average moving average so far */
export function extendBins(bins, step, average) {
    while (step - bins.origin > bins.most * bins.width) widen(bins);
    for (let bin = countBins(bins); bin <= binOf(bins, step); bin++) {
        if (bin === bins.sums.length) reserve(bins, bins, bin + 1);
        [bins.sums[bin], bins.counts[bin], bins.lows[bin], bins.highs[bin], bins.smooth[bin]] = [0, 0, Infinity, -Infinity, average];
    }
    bins.steps = step;
}

/** Adds a number to the last bin. @param {Bins} bins @param {number} value */
export function addToLast(bins, value) {
    const bin = countBins(bins) - 1;
    bins.sums[bin] += value;
    bins.counts[bin] += 1;
    bins.lows[bin] = Math.min(bins.lows[bin], value);
    bins.highs[bin] = Math.max(bins.highs[bin], value);
}

/** Goes back to the end of the last whole bin before a step. @param {Bins} bins @param {number} step */
export function cutBins(bins, step) {
    if (step <= bins.origin) [bins.origin, bins.width] = [step, 1];
    bins.steps = bins.origin + Math.floor((step - bins.origin) / bins.width) * bins.width;
}

/** Mean, minimum and maximum of a bin; NaN where it has no number. @param {SavedBins} bins @param {number} bin */
export function numbersOf({sums, counts, lows, highs}, bin) {
    if (!(counts[bin] > 0)) return {mean: NaN, low: NaN, high: NaN};
    return {mean: sums[bin] / counts[bin], low: lows[bin], high: highs[bin]};
}

/** Copy up to a step, without the bin that this cuts. @param {Bins} bins @param {number} last @returns {SavedBins} */
export function savedBins(bins, last) {
    const {origin, width} = bins;
    const steps = last >= bins.steps ? bins.steps : origin + Math.max(0, Math.floor((last - origin) / width)) * width;
    const count = countBins({...bins, steps});
    return {
        origin, width, steps, sums: bins.sums.slice(0, count), counts: bins.counts.slice(0, count),
        lows: bins.lows.slice(0, count), highs: bins.highs.slice(0, count), smooth: bins.smooth.slice(0, count),
    };
}

/** @param {Bins} bins @param {SavedBins} saved that `areBins` has found sound */
export function restoreBins(bins, saved) {
    const {origin, width, steps} = saved;
    Object.assign(bins, {origin, width, steps});
    reserve(bins, saved, countBins(bins));
}

/** Checks saved bins, which may come from another version of the page. @param {any} saved @param {number} most @returns {saved is SavedBins} */
export function areBins(saved, most) {
    const {origin, width, steps} = saved ?? {};
    const areCounts = [origin, width, steps].every((count) => Number.isSafeInteger(count) && count >= 0);
    if (!areCounts || width < 1 || !Number.isInteger(Math.log2(width)) || steps < origin) return false;
    const count = countBins(saved);
    return count <= most && NAMES.every((name) => saved[name] instanceof KINDS[name] && saved[name].length === count);
}

/** Bytes of the arrays. @param {SavedBins} bins */
export const bytesOfBins = (bins) => NAMES.reduce((sum, name) => sum + bins[name].byteLength, 0);
