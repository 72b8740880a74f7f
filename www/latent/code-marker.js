// Positions of latent codes on the plot, and the marker of one code. Main thread.

import {colour} from '../ui/theme.js';
import {coordinateOf} from './basis.js';
import {drawDiamond} from '../scatter/axes.js';
import {scale} from '../scatter/geometry.js';

/** @typedef {import('../scatter/painter.js').PlotContext} PlotContext */
/** @typedef {{basis: import('./basis.js').Basis, axes: [number, number], toAxis: (value: number) => number}} Projection `toAxis`: where a coordinate is drawn */

/** Marks a code by a diamond. @param {PlotContext} plot @param {Projection} projection @param {Float32Array} code */
export function drawCode(plot, projection, code) {
    const [x, y] = pixelOf(plot, projection, positionOf(projection, code));
    drawDiamond(plot.context, {x, y}, plot.box, {fill: colour('--accent'), rim: colour('--card')});
}

/** True for one latent dimension: the vertical axis has no meaning. @param {Projection} projection */
export const isFlat = ({basis}) => basis.centre.length === 1;

/** The coordinates of a code on the two axes. @param {Projection} projection @param {Float32Array} code @returns {[number, number]} */
export const positionOf = (projection, code) => [coordinateOf(projection.basis, code, projection.axes[0]), isFlat(projection) ? 0 : coordinateOf(projection.basis, code, projection.axes[1])];

/** The pixel of such coordinates. @param {PlotContext} plot @param {Projection} projection @param {[number, number]} position @returns {[number, number]} */
export function pixelOf({box, domain}, projection, [x, y]) {
    return [
        scale(projection.toAxis(x), domain[0], box.left, box.right),
        isFlat(projection) ? (box.top + box.bottom) / 2 : scale(projection.toAxis(y), domain[1], box.bottom, box.top),
    ];
}
