// Movement of the dots and axes of a scatter plot towards their newest positions, frame by frame and without allocation.
// A zoomed view stays as it is. Pure.

import {approach, rangeOf, scale} from './geometry.js';

const DOT_MS = 90; // time constant of a dot: two thirds of its way

/** @typedef {import('./geometry.js').Interval} Interval */
/** @typedef {import('./geometry.js').PlotArea} PlotArea */

/** State of a plot on its way to `target`. */
export function createMotion() {
    return {
        /** @type {[Float32Array, Float32Array] | null} */ target: null,
        /** @type {[Float32Array, Float32Array] | null} */ dots: null,
        /** @type {[Interval, Interval] | null} that show all dots */ fit: null,
        /** @type {[Interval, Interval] | null} of the user's zoom */ view: null,
        /** @type {[Interval, Interval] | null} */ domain: null,
        /** the user waits for the movement */ isFast: false,
        xs: new Float32Array(0),
        ys: new Float32Array(0),
        /** @type {PlotArea | null} */ box: null,
    };
}

/** @typedef {ReturnType<typeof createMotion>} Motion */

/** Axes at the end of the movement. @param {Motion} motion */
export const targetIntervals = ({view, fit}) => view ?? fit;

/**
 * Sets new positions as the target.
 * @param {Motion} motion
 * @param {[Float32Array, Float32Array]} target
 * @param {{jump: boolean, fit?: [Interval, Interval]}} options `jump`: positions on other axes, without a movement; `fit`: axes that do not follow
 *     the dots
 */
export function setTarget(motion, target, {jump, fit}) {
    motion.target = target;
    motion.fit = fit ?? [rangeOf(target[0]), rangeOf(target[1])];
    if (!jump && motion.dots?.[0].length === target[0].length) return;
    motion.dots = [target[0].slice(), target[1].slice()];
    motion.xs = new Float32Array(target[0].length);
    motion.ys = new Float32Array(target[0].length);
    if (jump || !motion.domain) motion.domain = [...motion.fit];
}

/** Advances the movement by a frame. @param {Motion} motion @param {number} ms @returns {boolean} whether anything still moves */
export function advance(motion, ms) {
    const {dots, target, domain} = motion;
    const intervals = targetIntervals(motion);
    if (!dots || !target || !domain || !intervals) return false;
    let moving = false;
    for (const axis of [0, 1]) {
        domain[axis] = approach(domain[axis], intervals[axis], ms, motion.isFast);
        if (domain[axis] !== intervals[axis]) moving = true;
    }
    if (!moving) motion.isFast = false;
    for (const axis of [0, 1]) {
        if (glide(dots[axis], target[axis], {still: 1e-3 * (domain[axis].max - domain[axis].min), ms})) moving = true;
    }
    return moving;
}

/** @param {Float32Array} dots @param {Float32Array} target @param {{still: number, ms: number}} step @returns {boolean} whether any dot still moves */
function glide(dots, target, {still, ms}) {
    const share = 1 - Math.exp(-ms / DOT_MS);
    let moving = false;
    for (let i = 0; i < dots.length; i++) {
        const distance = target[i] - dots[i];
        const far = Math.abs(distance) > still;
        if (far) moving = true;
        dots[i] += far ? distance * share : distance;
    }
    return moving;
}

/** Computes the pixel positions of the dots. @param {Motion} motion @param {PlotArea} box */
export function project(motion, box) {
    motion.box = box;
    const {dots, domain, xs, ys} = motion;
    if (!dots || !domain) return;
    for (let i = 0; i < xs.length; i++) {
        xs[i] = scale(dots[0][i], domain[0], box.left, box.right);
        ys[i] = scale(dots[1][i], domain[1], box.bottom, box.top);
    }
}
