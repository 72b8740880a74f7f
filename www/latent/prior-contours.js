// Drawing for models with a prior: prior contours, and of the selected example its posterior and a sample of it. Main thread.

import {colour} from '../ui/theme.js';
import {isFlat, pixelOf, positionOf} from './code-marker.js';
import {posteriorContour, priorContour} from './gaussian-contours.js';
import {clipTo} from '../scatter/axes.js';

const RADII = [1, 2, 3];
const CROSS = 6;

/** @typedef {import('../scatter/painter.js').PlotContext} PlotContext */
/** @typedef {import('./code-marker.js').Projection} Projection */

/** @param {PlotContext} plot @param {Projection} projection */
export function drawPriorContours(plot, projection) {
    const {context, box} = plot;
    context.save();
    clipTo(context, box);
    context.fillStyle = colour('--ink');
    context.font = '11px system-ui, sans-serif';
    context.textAlign = 'center';
    for (const radius of RADII) {
        const curve = priorContour(projection.basis, projection.axes, radius);
        trace(plot, projection, curve);
        context.strokeStyle = colour('--ink');
        context.lineWidth = 1.25;
        context.setLineDash([4, 4]);
        context.stroke();
        context.setLineDash([]);
        const [x, y] = pixelOf(plot, projection, curve[curve.length / 4]);
        label(context, `${radius} σ`, isFlat(projection) ? pixelOf(plot, projection, curve[0])[0] - 12 : x, y - 4);
    }
    context.restore();
}

/** Text with an outline, readable on tiles. @param {CanvasRenderingContext2D} context @param {string} text @param {number} x @param {number} y */
function label(context, text, x, y) {
    context.strokeStyle = colour('--card');
    context.lineWidth = 3;
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
}

/** @param {PlotContext} plot @param {Projection} projection @param {{mean: Float32Array, deviation: Float32Array}} posterior */
export function drawPosterior(plot, projection, posterior) {
    const {context, box} = plot;
    context.save();
    clipTo(context, box);
    context.strokeStyle = context.fillStyle = colour('--latent');
    context.lineWidth = 2;
    for (const radius of [2, 1]) {
        trace(plot, projection, posteriorContour(projection.basis, projection.axes, posterior, radius));
        context.globalAlpha = 0.2;
        context.fill();
        context.globalAlpha = 1;
        context.stroke();
    }
    context.restore();
}

/** Draws a sample as a cross. @param {PlotContext} plot @param {Projection} projection @param {Float32Array} code */
export function drawSample(plot, projection, code) {
    const {context} = plot;
    const [x, y] = pixelOf(plot, projection, positionOf(projection, code));
    context.save();
    clipTo(context, plot.box);
    context.lineWidth = 3;
    context.strokeStyle = colour('--ink');
    context.beginPath();
    for (const sign of [1, -1]) {
        context.moveTo(x - CROSS, y - sign * CROSS);
        context.lineTo(x + CROSS, y + sign * CROSS);
    }
    context.stroke();
    context.restore();
}

/** Traces a contour; for one latent dimension, the two lines at its ends. @param {PlotContext} plot @param {Projection} projection @param {import('./gaussian-contours.js').Contour} curve */
function trace(plot, projection, curve) {
    const {context, box} = plot;
    context.beginPath();
    if (!isFlat(projection)) {
        for (const position of curve) context.lineTo(...pixelOf(plot, projection, position));
        return context.closePath();
    }
    const [right, left] = [curve[0], curve[curve.length / 2]].map((position) => pixelOf(plot, projection, position)[0]);
    context.rect(left, box.top, right - left, box.bottom - box.top);
}
