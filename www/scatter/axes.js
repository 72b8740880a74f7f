// Drawing primitives of a scatter plot: axes, rings, diamonds, clipping. Main thread.

import {significant, ticks} from '../ui/format.js';
import {scale} from './geometry.js';

const RING = 6.2;

/** @typedef {import('./geometry.js').PlotArea} PlotArea */
/** @typedef {import('./geometry.js').Interval} Interval */
/** @typedef {(range: Interval, about: number) => {at: number, label: string}[]} Ticks */

/** @type {Ticks} */
const plainTicks = ({min, max}, about) => ticks(min, max, about).map((at) => ({at, label: significant(at)}));

/**
 * @param {CanvasRenderingContext2D} context
 * @param {PlotArea} box
 * @param {{x: Interval, y: Interval | null, line: string, ink: string, ticksOf?: Ticks}} axes `y` null: the vertical axis has no meaning
 */
export function drawAxes(context, box, {x, y, line, ink, ticksOf = plainTicks}) {
    context.font = '11px system-ui, sans-serif';
    context.lineWidth = 1;
    context.strokeStyle = line;
    context.fillStyle = ink;
    context.beginPath();
    context.textAlign = 'center';
    for (const tick of ticksOf(x, (box.right - box.left) / 60)) {
        const at = Math.round(scale(tick.at, x, box.left, box.right)) + 0.5;
        context.moveTo(at, box.top);
        context.lineTo(at, box.bottom);
        context.fillText(tick.label, at, box.bottom + 16);
    }
    context.textAlign = 'right';
    for (const tick of y ? ticksOf(y, (box.bottom - box.top) / 60) : []) {
        if (!y) break;
        const at = Math.round(scale(tick.at, y, box.bottom, box.top)) + 0.5;
        context.moveTo(box.left, at);
        context.lineTo(box.right, at);
        context.fillText(tick.label, box.left - 6, at + 4);
    }
    context.stroke();
}

/** @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {string} ink */
export function drawRing(context, x, y, ink) {
    context.strokeStyle = ink;
    context.lineWidth = 2;
    context.beginPath();
    context.arc(x, y, RING, 0, 2 * Math.PI);
    context.stroke();
}

/**
 * A diamond; at the edge if its position is outside.
 * @param {CanvasRenderingContext2D} context @param {{x: number, y: number}} position @param {PlotArea} box @param {{fill: string, rim: string}} style
 */
export function drawDiamond(context, position, {left, right, top, bottom}, {fill, rim}) {
    const x = Math.min(right, Math.max(left, position.x));
    const y = Math.min(bottom, Math.max(top, position.y));
    context.beginPath();
    for (const [dx, dy] of [[0, -9], [7, 0], [0, 9], [-7, 0]]) context.lineTo(x + dx, y + dy);
    context.closePath();
    context.fillStyle = fill;
    context.strokeStyle = rim;
    context.lineWidth = 2;
    context.fill();
    context.stroke();
}

/** Clips later drawing to the plot area. @param {CanvasRenderingContext2D} context @param {PlotArea} box */
export function clipTo(context, {left, right, top, bottom}) {
    context.beginPath();
    context.rect(left, top, right - left, bottom - top);
    context.clip();
}
