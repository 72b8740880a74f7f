// Geometry of a scatter plot: intervals of the axes and their movement, pixel coordinates, and the next point in a
// direction. Pure.

/** @typedef {{min: number, max: number}} Interval */
/** @typedef {{left: number, right: number, top: number, bottom: number}} PlotArea in CSS pixels */

const MARGIN = 0.06;
// milliseconds after which about two thirds of the way is done
const GROW_MS = 120;
const SHRINK_MS = 1500;

/**
 * The interval that shows all values of an axis with a margin; never of width 0.
 * @param {Float32Array} values
 * @returns {Interval}
 */
export function rangeOf(values) {
    let min = Infinity;
    let max = -Infinity;
    for (const value of values) {
        if (!Number.isFinite(value)) continue;
        min = Math.min(min, value);
        max = Math.max(max, value);
    }
    if (min > max) return {min: -1, max: 1};
    const width = Math.max(max - min, 1e-3 * Math.max(1, Math.abs(max)));
    const middle = (min + max) / 2;
    const half = width * (0.5 + MARGIN);
    return {min: middle - half, max: middle + half};
}

/**
 * One frame of a movement towards an interval: fast to grow, slow to shrink.
 * @param {Interval} shown
 * @param {Interval} target
 * @param {number} ms since the last frame
 * @param {boolean} [isFast] the user waits: shrinks as fast as it grows
 * @returns {Interval}
 */
export function approach(shown, target, ms, isFast = false) {
    /** @param {number} from @param {number} to @param {boolean} grows */
    const move = (from, to, grows) => from + (to - from) * (1 - Math.exp(-ms / (grows || isFast ? GROW_MS : SHRINK_MS)));
    const next = {
        min: move(shown.min, target.min, target.min < shown.min),
        max: move(shown.max, target.max, target.max > shown.max),
    };
    return isClose(next, target) ? target : next;
}

/** The smallest interval that holds two others. @param {Interval} a @param {Interval} b @returns {Interval} */
export const unionOf = (a, b) => ({min: Math.min(a.min, b.min), max: Math.max(a.max, b.max)});

/** @param {Interval} a @param {Interval} b */
function isClose(a, b) {
    const tolerance = 1e-3 * (b.max - b.min);
    return Math.abs(a.min - b.min) < tolerance && Math.abs(a.max - b.max) < tolerance;
}

/**
 * One coordinate of every code. Beyond the last coordinate stands the jitter that spreads a
 * one-dimensional code out: fixed for each point, so that points do not dance.
 * @param {Float32Array} codes
 * @param {number} latent
 * @param {number} axis
 * @returns {Float32Array}
 */
export function axisValues(codes, latent, axis) {
    const count = Math.floor(codes.length / latent);
    const values = new Float32Array(count);
    for (let i = 0; i < count; i++) values[i] = axis < latent ? codes[i * latent + axis] : jitter(i);
    return values;
}

/** A fixed number in (-1, 1) for an index: the fractional part of multiples of the golden ratio. @param {number} i */
export function jitter(i) {
    return 2 * ((i + 1) * 0.6180339887498949 % 1) - 1;
}

/** @param {number} value @param {Interval} range @param {number} from pixels @param {number} to pixels */
export function scale(value, {min, max}, from, to) {
    return from + (value - min) / (max - min) * (to - from);
}

/** True for a pixel of the plot area. @param {PlotArea} box @param {number} x @param {number} y */
export const isWithin = ({left, right, top, bottom}, x, y) => x >= left && x <= right && y >= top && y <= bottom;

/**
 * The data coordinates of a pixel.
 * @param {[Interval, Interval]} domain of the two axes
 * @param {PlotArea} box
 * @param {{x: number, y: number}} pixel
 * @returns {[number, number] | null} null outside the box
 */
export function positionAt([across, up], box, {x, y}) {
    if (!isWithin(box, x, y)) return null;
    const {left, right, top, bottom} = box;
    return [
        scale(x, {min: left, max: right}, across.min, across.max),
        scale(y, {min: bottom, max: top}, up.min, up.max),
    ];
}

/** The corners of a box from two opposite ones. @param {[number, number]} from @param {[number, number]} to @returns {[number, number][]} */
export const boxBetween = ([x, y], [right, bottom]) => [[x, y], [right, y], [right, bottom], [x, bottom]];

/**
 * The nearest point in a direction from another, for arrow keys; the same point where there is none.
 * @param {{xs: ArrayLike<number>, ys: ArrayLike<number>}} points in pixels
 * @param {number} from
 * @param {{dx: number, dy: number}} direction of length 1
 * @param {(index: number) => boolean} [skips] of hidden points
 */
export function neighbour({xs, ys}, from, {dx, dy}, skips = () => false) {
    let best = from;
    let bestCost = Infinity;
    for (let i = 0; i < xs.length; i++) {
        const along = (xs[i] - xs[from]) * dx + (ys[i] - ys[from]) * dy;
        const aside = Math.abs((xs[i] - xs[from]) * dy - (ys[i] - ys[from]) * dx);
        if (i === from || along <= 0.5 || aside > along || skips(i)) continue; // not within 45 degrees
        const cost = along + 2 * aside;
        if (cost < bestCost) {
            best = i;
            bestCost = cost;
        }
    }
    return best;
}
