// How dots and axes of a plane move: smoothly towards where the newest codes want them, frame by frame, without
// allocating anything. A plane that somebody has zoomed stays where it is. Pure.

import {approach, rangeOf, scale} from './geometry.js';

const DOT_MS = 90; // how long a dot takes for two thirds of its way

/** @typedef {import('./geometry.js').Interval} Interval */
/** @typedef {import('./spatial-index.js').PlotArea} PlotArea */

/** What a plane shows right now, on its way to `target`. */
export function createMotion() {
    return {
        /** @type {[Float32Array, Float32Array] | null} */ target: null,
        /** @type {[Float32Array, Float32Array] | null} */ dots: null,
        /** @type {[Interval, Interval] | null} where all dots are seen */ fit: null,
        /** @type {[Interval, Interval] | null} what somebody has zoomed to */ view: null,
        /** @type {[Interval, Interval] | null} */ domain: null,
        /** on its way to a place somebody asked for */ isFast: false,
        xs: new Float32Array(0),
        ys: new Float32Array(0),
        /** @type {PlotArea | null} */ box: null,
    };
}

/** @typedef {ReturnType<typeof createMotion>} Motion */

/** Where the axes are on their way to. @param {Motion} motion */
export const targetIntervals = ({view, fit}) => view ?? fit;

/**
 * Takes the newest places as what to move to.
 * @param {Motion} motion
 * @param {[Float32Array, Float32Array]} target
 * @param {{jump: boolean, fit?: [Interval, Interval]}} how `jump` for what is not comparable with what is shown; `fit` for axes that
 *     do not follow the dots
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

/** One frame on the way. @param {Motion} motion @param {number} ms @returns {boolean} whether there is more to come */
export function advance(motion, ms) {
    const {dots, target, domain} = motion;
    const wanted = targetIntervals(motion);
    if (!dots || !target || !domain || !wanted) return false;
    let moving = false;
    for (const axis of [0, 1]) {
        domain[axis] = approach(domain[axis], wanted[axis], ms, motion.isFast);
        if (domain[axis] !== wanted[axis]) moving = true;
    }
    if (!moving) motion.isFast = false;
    for (const axis of [0, 1]) {
        if (glide(dots[axis], target[axis], {still: 1e-3 * (domain[axis].max - domain[axis].min), ms})) moving = true;
    }
    return moving;
}

/** @param {Float32Array} dots @param {Float32Array} target @param {{still: number, ms: number}} step @returns {boolean} whether any is on its way */
function glide(dots, target, {still, ms}) {
    const share = 1 - Math.exp(-ms / DOT_MS);
    let moving = false;
    for (let i = 0; i < dots.length; i++) {
        const way = target[i] - dots[i];
        const far = Math.abs(way) > still;
        if (far) moving = true;
        dots[i] += far ? way * share : way;
    }
    return moving;
}

/** Where the dots are on the screen by now. @param {Motion} motion @param {PlotArea} box */
export function project(motion, box) {
    motion.box = box;
    const {dots, domain, xs, ys} = motion;
    if (!dots || !domain) return;
    for (let i = 0; i < xs.length; i++) {
        xs[i] = scale(dots[0][i], domain[0], box.left, box.right);
        ys[i] = scale(dots[1][i], domain[1], box.bottom, box.top);
    }
}
