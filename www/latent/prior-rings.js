// What a model with a prior adds to the plane: the prior's rings, and of the selected example the ellipse of its
// posterior and a draw from it. Main thread.

import {colour} from '../ui/theme.js';
import {isFlat, pixelOf, placeOf} from './code-marker.js';
import {ellipseOf, ringOf} from './gaussian-contours.js';
import {clipTo} from '../scatter/axes.js';

const RADII = [1, 2, 3];
const CROSS = 6;

/** @typedef {import('../scatter/scatter.js').Sheet} Sheet */
/** @typedef {import('./code-marker.js').Seen} Seen */

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

/** A curve; of a single number, the two lines at its ends. @param {Sheet} sheet @param {Seen} seen @param {import('./gaussian-contours.js').Curve} curve */
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
