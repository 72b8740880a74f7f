// Drawing of the grid of reconstructions: tiles, names or classes over them, and row labels to their left. Main thread.

import {countOf, exampleAt} from '../examples/buffer.js';
import {UNKNOWN} from '../examples/terms.js';
import {colour} from '../ui/theme.js';
import {labelBaselines, namePosition, tileBox} from './reconstruction-layout.js';

const FONT = '12px system-ui, sans-serif';

/** @typedef {import('./reconstruction-layout.js').GridLayout} GridLayout */
/** @typedef {import('./reconstruction-rows.js').ReconstructionRow} ReconstructionRow */

/**
 * @param {CanvasRenderingContext2D} context in CSS pixels, cleared
 * @param {ReturnType<typeof import('../examples/painter.js').createTilePainter>} painter
 * @param {object} grid
 * @param {GridLayout} grid.layout
 * @param {import('../protocol/messages.js').CreatedEvent} grid.run
 * @param {ReconstructionRow[]} grid.rows
 */
export function drawReconstructions(context, painter, {layout, run, rows}) {
    const {probes, probeLabels, probeNames, description: {dataset: format}} = run;
    context.font = FONT;
    context.fillStyle = colour('--ink-soft');
    for (let i = 0; i < Math.min(countOf(probes, format), layout.columns * layout.bands); i++) {
        drawName(context, layout, i, probeNames[i] ? probeNames[i] : probeLabels[i] === UNKNOWN ? 'unknown' : format.classes[probeLabels[i]]);
        const input = exampleAt(probes, format, i);
        rows.forEach(({role, bytes}, row) => {
            painter.paint(context, {format, role, bytes: exampleAt(bytes, format, i), input, box: tileBox(layout, i, row)});
        });
    }
    if (layout.labels > 0) drawLabels(context, layout, rows);
}

/** @param {CanvasRenderingContext2D} context @param {GridLayout} layout @param {number} i @param {string | undefined} name of the class */
function drawName(context, layout, i, name) {
    if (name === undefined) return;
    const {centre, baseline, most} = namePosition(layout, i, context.measureText(name).width);
    context.textAlign = 'center';
    context.fillText(name, centre, baseline, most);
}

/** @param {CanvasRenderingContext2D} context @param {GridLayout} layout @param {ReconstructionRow[]} rows */
function drawLabels(context, layout, rows) {
    context.textAlign = 'left';
    rows.forEach(({label}, row) => {
        for (const baseline of labelBaselines(layout, row)) context.fillText(label, 0, baseline);
    });
}
