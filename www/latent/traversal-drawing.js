// Drawing of latent traversals: a row of tiles for each axis, with its name to the left and the steps above. Main thread.

import {exampleAt} from '../examples/buffer.js';
import {kindOf} from '../examples/kinds.js';
import {tileSize} from '../examples/painter.js';
import {clearedContext, pixelRatio} from '../ui/canvas.js';
import {colour} from '../ui/theme.js';
import {nameOf} from './basis.js';
import {stepsOf} from './traversal-codes.js';

const GAP = 3;
const HEAD = 16;
const SIDE = 34;
const LEAST_ROOM = 200;

/** @typedef {import('../examples/painter.js').ExampleFormat} ExampleFormat */
/** @typedef {ReturnType<typeof layoutOf>} TraversalLayout */

/** Size and positions in CSS pixels. @param {ExampleFormat} format @param {{columns: number, rows: number, room: number}} space */
function layoutOf(format, {columns, rows, room}) {
    const share = Math.floor(Math.max(LEAST_ROOM, room - SIDE) / columns) - GAP;
    const {width, height} = tileSize(format, Math.min(kindOf(format).traversal, share), pixelRatio());
    const [across, down] = [width + GAP, height + GAP];
    return {
        width: SIDE + columns * across,
        height: HEAD + rows * down,
        /** @param {number} i */
        tile: (i) => ({x: SIDE + (i % columns) * across, y: HEAD + Math.floor(i / columns) * down, width, height}),
        /** The middle of a column. @param {number} column */
        middle: (column) => SIDE + (column + 0.5) * across,
        /** The baseline of the name of a row. @param {number} row */
        baseline: (row) => HEAD + (row + 0.5) * down + 3,
    };
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {ReturnType<typeof import('../examples/painter.js').createTilePainter>} painter
 * @param {object} traversals
 * @param {ExampleFormat} traversals.format
 * @param {Uint8Array} traversals.pictures row by row
 * @param {import('./basis.js').Basis} traversals.basis
 * @param {number[]} traversals.axes one a row
 * @param {boolean} traversals.hasPrior
 * @param {number} traversals.room CSS pixels
 */
export function drawTraversals(canvas, painter, {format, pictures, basis, axes, hasPrior, room}) {
    const steps = stepsOf(hasPrior);
    const layout = layoutOf(format, {columns: steps.length, rows: axes.length, room});
    const context = clearedContext(canvas, layout.width, layout.height);
    drawNames(context, layout, {
        steps: steps.map((step) => hasPrior ? `${step}` : `${step} σ`),
        axes: axes.map((axis) => nameOf(basis, axis)),
    });
    for (let i = 0; i < axes.length * steps.length; i++) {
        painter.paint(context, {format, role: 'input', bytes: exampleAt(pictures, format, i), box: layout.tile(i)});
    }
}

/** The names of every second step and of all axes. @param {CanvasRenderingContext2D} context @param {TraversalLayout} layout @param {{steps: string[], axes: string[]}} names */
function drawNames(context, layout, {steps, axes}) {
    context.font = '11px system-ui, sans-serif';
    context.fillStyle = colour('--ink-soft');
    context.textAlign = 'center';
    steps.forEach((step, column) => {
        if (column % 2 === 0) context.fillText(step, layout.middle(column), HEAD - 5);
    });
    context.textAlign = 'left';
    axes.forEach((axis, row) => context.fillText(axis, 0, layout.baseline(row)));
}
