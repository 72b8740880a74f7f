// Strokes and dots of the latent scatter on its canvas. No state, no events. Main thread.

import {loss as label, ticks} from '../numbers.js';

const RADIUS = 3.2;

/** @typedef {{left: number, right: number, top: number, bottom: number}} Box */
/** @typedef {import('./scatter-math.js').Range} Range */

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Box} box
 * @param {{x: Range, y: Range | null, line: string, ink: string}} axes no `y` for an axis that means nothing
 */
export function drawAxes(context, box, {x, y, line, ink}) {
    context.font = '11px system-ui, sans-serif';
    context.lineWidth = 1;
    context.strokeStyle = line;
    context.fillStyle = ink;
    context.beginPath();
    context.textAlign = 'center';
    for (const tick of ticks(x.min, x.max, (box.right - box.left) / 80)) {
        const at = Math.round(box.left + (tick - x.min) / (x.max - x.min) * (box.right - box.left)) + 0.5;
        context.moveTo(at, box.top);
        context.lineTo(at, box.bottom);
        context.fillText(label(tick), at, box.bottom + 16);
    }
    context.textAlign = 'right';
    for (const tick of y ? ticks(y.min, y.max, (box.bottom - box.top) / 60) : []) {
        if (!y) break;
        const at = Math.round(box.bottom - (tick - y.min) / (y.max - y.min) * (box.bottom - box.top)) + 0.5;
        context.moveTo(box.left, at);
        context.lineTo(box.right, at);
        context.fillText(label(tick), box.left - 6, at + 4);
    }
    context.stroke();
}

/**
 * Dots are stamped from one small picture a colour, which is far cheaper than an arc each.
 * @param {CanvasRenderingContext2D} context
 * @param {{xs: Float32Array, ys: Float32Array}} points
 * @param {{labels: Uint8Array, palette: string[], plain: string, rim: string, highlighted: number, ratio: number}} style
 */
export function drawDots(context, {xs, ys}, {labels, palette, plain, rim, highlighted, ratio}) {
    const stamps = (labels.length > 0 ? palette : [plain]).map((fill) => stamp(fill, rim, ratio));
    const size = 2 * (RADIUS + 1);
    // the highlighted class goes on top
    for (const onTop of highlighted < 0 ? [false] : [false, true]) {
        for (let i = 0; i < xs.length; i++) {
            const chosen = labels.length > 0 && labels[i] === highlighted;
            if (chosen !== onTop) continue;
            context.globalAlpha = highlighted < 0 ? 0.9 : onTop ? 0.95 : 0.1;
            const picture = stamps[labels.length > 0 ? labels[i] % palette.length : 0];
            context.drawImage(picture, xs[i] - size / 2, ys[i] - size / 2, size, size);
        }
    }
    context.globalAlpha = 1;
}

/** @param {string} fill @param {string} rim @param {number} ratio */
function stamp(fill, rim, ratio) {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = Math.ceil(2 * (RADIUS + 1) * ratio);
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    context.fillStyle = fill;
    context.beginPath();
    context.arc(canvas.width / 2, canvas.width / 2, RADIUS * ratio, 0, 2 * Math.PI);
    context.fill();
    context.strokeStyle = rim;
    context.lineWidth = 0.75 * ratio;
    context.stroke();
    return canvas;
}

/** @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {string} ink */
export function drawRing(context, x, y, ink) {
    context.strokeStyle = ink;
    context.lineWidth = 2;
    context.beginPath();
    context.arc(x, y, RADIUS + 3, 0, 2 * Math.PI);
    context.stroke();
}

/**
 * A diamond; at the edge, where its place is beyond it.
 * @param {CanvasRenderingContext2D} context @param {{x: number, y: number}} place @param {Box} box @param {{fill: string, rim: string}} style
 */
export function drawMark(context, place, {left, right, top, bottom}, {fill, rim}) {
    const x = Math.min(right, Math.max(left, place.x));
    const y = Math.min(bottom, Math.max(top, place.y));
    context.beginPath();
    for (const [dx, dy] of [[0, -9], [7, 0], [0, 9], [-7, 0]]) context.lineTo(x + dx, y + dy);
    context.closePath();
    context.fillStyle = fill;
    context.strokeStyle = rim;
    context.lineWidth = 2;
    context.fill();
    context.stroke();
}
