// What a model with a prior adds to the plane: the prior's rings, and of the selected example the ellipse of its
// posterior and a draw from it. Main thread.

import {colour} from '../theme.js';
import {ellipseOf, ringOf} from './ellipses.js';
import {coordinateOf} from './frames.js';
import {clipTo, drawMark} from './scatter-draw.js';
import {scale} from './scatter-math.js';

const RADII = [1, 2, 3];
const CROSS = 6;

/** @typedef {import('./scatter.js').Sheet} Sheet */
/** @typedef {{frame: import('./frames.js').Frame, axes: [number, number], bend: (value: number) => number}} Seen `bend`: where a coordinate is drawn */

/** @param {Sheet} sheet @param {Seen} seen */
export function drawRings(sheet, seen) {
    const {context, box} = sheet;
    context.save();
    clipTo(context, box);
    context.fillStyle = colour('--ink');
    context.font = '11px system-ui, sans-serif';
    context.textAlign = 'center';
    for (const radius of RADII) {
        const curve = ringOf(seen.frame, seen.axes, radius);
        trace(sheet, seen, curve);
        context.strokeStyle = colour('--ink');
        context.lineWidth = 1.25;
        context.setLineDash([4, 4]);
        context.stroke();
        context.setLineDash([]);
        const [x, y] = pixelOf(sheet, seen, curve[curve.length / 4]);
        label(context, `${radius} σ`, isFlat(seen) ? pixelOf(sheet, seen, curve[0])[0] - 12 : x, y - 4);
    }
    context.restore();
}

/** Text that can be read on tiles. @param {CanvasRenderingContext2D} context @param {string} text @param {number} x @param {number} y */
function label(context, text, x, y) {
    context.strokeStyle = colour('--card');
    context.lineWidth = 3;
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
}

/** @param {Sheet} sheet @param {Seen} seen @param {{mean: Float32Array, deviation: Float32Array}} posterior */
export function drawPosterior(sheet, seen, posterior) {
    const {context, box} = sheet;
    context.save();
    clipTo(context, box);
    context.strokeStyle = context.fillStyle = colour('--latent');
    context.lineWidth = 2;
    for (const radius of [2, 1]) {
        trace(sheet, seen, ellipseOf(seen.frame, seen.axes, posterior, radius));
        context.globalAlpha = 0.2;
        context.fill();
        context.globalAlpha = 1;
        context.stroke();
    }
    context.restore();
}

/** A draw: a cross. @param {Sheet} sheet @param {Seen} seen @param {Float32Array} code */
export function drawDraw(sheet, seen, code) {
    const {context} = sheet;
    const [x, y] = pixelOf(sheet, seen, placeOf(seen, code));
    context.save();
    clipTo(context, sheet.box);
    context.lineWidth = 3;
    context.strokeStyle = colour('--ink');
    context.beginPath();
    for (const way of [1, -1]) {
        context.moveTo(x - CROSS, y - way * CROSS);
        context.lineTo(x + CROSS, y + way * CROSS);
    }
    context.stroke();
    context.restore();
}

/** A code that somebody wants to see: a diamond. @param {Sheet} sheet @param {Seen} seen @param {Float32Array} code */
export function drawCode(sheet, seen, code) {
    const [x, y] = pixelOf(sheet, seen, placeOf(seen, code));
    drawMark(sheet.context, {x, y}, sheet.box, {fill: colour('--accent'), rim: colour('--card')});
}

/** With a code of one number, up and down mean nothing. @param {Seen} seen */
const isFlat = ({frame}) => frame.centre.length === 1;

/** @param {Seen} seen @param {Float32Array} code @returns {[number, number]} */
const placeOf = (seen, code) => [coordinateOf(seen.frame, code, seen.axes[0]), isFlat(seen) ? 0 : coordinateOf(seen.frame, code, seen.axes[1])];

/** @param {Sheet} sheet @param {Seen} seen @param {[number, number]} place @returns {[number, number]} */
function pixelOf({box, domain}, seen, [x, y]) {
    return [
        scale(seen.bend(x), domain[0], box.left, box.right),
        isFlat(seen) ? (box.top + box.bottom) / 2 : scale(seen.bend(y), domain[1], box.bottom, box.top),
    ];
}

/** A curve; of a single number, the two lines at its ends. @param {Sheet} sheet @param {Seen} seen @param {import('./ellipses.js').Curve} curve */
function trace(sheet, seen, curve) {
    const {context, box} = sheet;
    context.beginPath();
    if (!isFlat(seen)) {
        for (const place of curve) context.lineTo(...pixelOf(sheet, seen, place));
        return context.closePath();
    }
    const [right, left] = [curve[0], curve[curve.length / 2]].map((place) => pixelOf(sheet, seen, place)[0]);
    context.rect(left, box.top, right - left, box.bottom - box.top);
}
