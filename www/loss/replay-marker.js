// Marker of the replayed step in the loss chart: a line, with later steps faint. Main thread.

import {pixelRatio} from '../ui/canvas.js';
import {integer} from '../ui/format.js';
import {colour} from '../ui/theme.js';

/** @typedef {import('../ui/plot.js').uPlot} uPlot */

export function createReplayMarker() {
    /** @type {number | null} */
    let step = null;
    return {
        step: () => step,
        /** @param {number | null} next null: no replay */
        set(next) {
            step = next;
        },
        /** @param {uPlot} plot */
        draw(plot) {
            if (step !== null) drawMark(plot, step);
        },
    };
}

/** @param {uPlot} plot @param {number} step */
function drawMark(plot, step) {
    const {ctx, bbox} = plot;
    const ratio = pixelRatio();
    const x = plot.valToPos(step, 'x', true);
    const right = bbox.left + bbox.width;
    ctx.save();
    ctx.globalAlpha = 0.75;
    ctx.fillStyle = colour('--card');
    ctx.fillRect(x, bbox.top, Math.max(0, right - x), bbox.height);
    ctx.globalAlpha = 1;
    ctx.fillStyle = colour('--accent');
    ctx.fillRect(x - ratio, bbox.top, 2 * ratio, bbox.height);
    ctx.font = `600 ${11 * ratio}px system-ui, sans-serif`;
    const text = `step ${integer(step)}`;
    const isLeft = x + ctx.measureText(text).width + 8 * ratio > right;
    ctx.textAlign = isLeft ? 'right' : 'left';
    ctx.fillText(text, x + (isLeft ? -6 : 6) * ratio, bbox.top + 12 * ratio);
    ctx.restore();
}
