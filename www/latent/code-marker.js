// Where a code is drawn on the plane, and the mark of one that somebody wants to see. Main thread.

import {colour} from '../ui/theme.js';
import {coordinateOf} from './basis.js';
import {drawMark} from '../scatter/axes.js';
import {scale} from '../scatter/geometry.js';

/** @typedef {import('../scatter/scatter.js').Sheet} Sheet */
/** @typedef {{frame: import('./basis.js').Frame, axes: [number, number], bend: (value: number) => number}} Seen `bend`: where a coordinate is drawn */

/** A code that somebody wants to see: a diamond. @param {Sheet} sheet @param {Seen} seen @param {Float32Array} code */
export function drawCode(sheet, seen, code) {
    const [x, y] = pixelOf(sheet, seen, placeOf(seen, code));
    drawMark(sheet.context, {x, y}, sheet.box, {fill: colour('--accent'), rim: colour('--card')});
}

/** With a code of one number, up and down mean nothing. @param {Seen} seen */
export const isFlat = ({frame}) => frame.centre.length === 1;

/** Where a code is on the plane. @param {Seen} seen @param {Float32Array} code @returns {[number, number]} */
export const placeOf = (seen, code) => [coordinateOf(seen.frame, code, seen.axes[0]), isFlat(seen) ? 0 : coordinateOf(seen.frame, code, seen.axes[1])];

/** Where that is drawn. @param {Sheet} sheet @param {Seen} seen @param {[number, number]} place @returns {[number, number]} */
export function pixelOf({box, domain}, seen, [x, y]) {
    return [
        scale(seen.bend(x), domain[0], box.left, box.right),
        isFlat(seen) ? (box.top + box.bottom) / 2 : scale(seen.bend(y), domain[1], box.bottom, box.top),
    ];
}
