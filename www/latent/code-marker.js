// Where a code is drawn on the plane, and the mark of one that somebody wants to see. Main thread.

import {colour} from '../ui/theme.js';
import {coordinateOf} from './basis.js';
import {drawDiamond} from '../scatter/axes.js';
import {scale} from '../scatter/geometry.js';

/** @typedef {import('../scatter/painter.js').PlotContext} PlotContext */
/** @typedef {{basis: import('./basis.js').Basis, axes: [number, number], toAxis: (value: number) => number}} Projection `toAxis`: where a coordinate is drawn */

/** A code that somebody wants to see: a diamond. @param {PlotContext} plot @param {Projection} projection @param {Float32Array} code */
export function drawCode(plot, projection, code) {
    const [x, y] = pixelOf(plot, projection, positionOf(projection, code));
    drawDiamond(plot.context, {x, y}, plot.box, {fill: colour('--accent'), rim: colour('--card')});
}

/** With a code of one number, up and down mean nothing. @param {Projection} projection */
export const isFlat = ({basis}) => basis.centre.length === 1;

/** Where a code is on the plane. @param {Projection} projection @param {Float32Array} code @returns {[number, number]} */
export const positionOf = (projection, code) => [coordinateOf(projection.basis, code, projection.axes[0]), isFlat(projection) ? 0 : coordinateOf(projection.basis, code, projection.axes[1])];

/** Where that is drawn. @param {PlotContext} plot @param {Projection} projection @param {[number, number]} place @returns {[number, number]} */
export function pixelOf({box, domain}, projection, [x, y]) {
    return [
        scale(projection.toAxis(x), domain[0], box.left, box.right),
        isFlat(projection) ? (box.top + box.bottom) / 2 : scale(projection.toAxis(y), domain[1], box.bottom, box.top),
    ];
}
