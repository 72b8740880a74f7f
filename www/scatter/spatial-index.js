// Search for the point nearest to a pixel, by a quadtree over the target positions. The tree is in pixels of the plot without
// zoom, so that zooming keeps it. Pure.

import {quadtree} from '../vendor/d3/d3-places.esm.js';
import {scale} from './geometry.js';

/** @typedef {import('./geometry.js').Interval} Interval */
/** @typedef {import('./geometry.js').PlotArea} PlotArea */

/**
 * @typedef {object} PlottedPoints
 * @property {[Float32Array, Float32Array] | null} target
 * @property {[Interval, Interval] | null} domain
 * @property {PlotArea | null} box
 */

/** @param {Interval} range */
const widthOf = ({min, max}) => max - min;

/** @param {(index: number) => boolean} isHidden */
export function createSpatialIndex(isHidden) {
    /** @type {{tree: import('../vendor/d3/d3-places.esm.js').Quadtree<number>, across: number, up: number} | null} */
    let built = null;

    /** @param {[Float32Array, Float32Array]} target @param {[Interval, Interval]} domain @param {PlotArea} box */
    function build([xs, ys], [x, y], box) {
        const across = (box.right - box.left) / widthOf(x);
        const up = (box.bottom - box.top) / widthOf(y);
        const visible = [];
        for (let i = 0; i < xs.length; i++) {
            if (!isHidden(i) && Number.isFinite(xs[i]) && Number.isFinite(ys[i])) visible.push(i);
        }
        return {tree: quadtree(visible, (i) => xs[i] * across, (i) => ys[i] * up), across, up};
    }

    return {
        /** Drops the tree: points have moved, or others are hidden. */
        forget() {
            built = null;
        },
        /**
         * The nearest point within reach of a pixel; -1 for none.
         * @param {PlottedPoints} plane @param {{x: number, y: number, reach?: number}} pixel
         */
        nearest({target, domain, box}, {x, y, reach}) {
            if (!target || !domain || !box) return -1;
            built ??= build(target, domain, box);
            const [across, up] = [
                scale(x, {min: box.left, max: box.right}, domain[0].min, domain[0].max),
                scale(y, {min: box.bottom, max: box.top}, domain[1].min, domain[1].max),
            ];
            const pixels = widthOf(domain[0]) / (box.right - box.left) * built.across; // of the tree, to one of the screen
            return built.tree.find(across * built.across, up * built.up, reach === undefined ? undefined : reach * pixels) ?? -1;
        },
    };
}
