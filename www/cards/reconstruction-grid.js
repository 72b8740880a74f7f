// Grid of reconstructions: input, output and error map of fixed validation examples, and on demand their reconstruction by
// PCA. Main thread.

import {countOf, exampleAt, findExample, sizeOf} from '../examples/buffer.js';
import {createFrame} from '../scheduling/animation-frame.js';
import {significant} from '../ui/format.js';
import {colour} from '../ui/theme.js';
import {classTerm, termsOf} from '../examples/terms.js';
import {clearedContext, pixelRatio} from '../ui/canvas.js';
import {createTilePainter, tileRange, tileSize} from '../examples/painter.js';

const ROWS = 3; // room for them is kept before the first outputs come
const PCA = 'PCA';
const GAP = 6;
const HEAD = 16;
const FONT = '12px system-ui, sans-serif';

/** @typedef {import('../protocol/messages.js').CreatedEvent} CreatedEvent */
/** @typedef {import('../protocol/messages.js').SnapshotEvent} SnapshotEvent */

/** @typedef {{label: string, role: import('../examples/painter.js').Role, bytes: Uint8Array}} ReconstructionRow one example after the other */

/**
 * Layout of the grid: number and size of examples side by side, in several bands if they do not fit.
 * @param {object} options
 * @param {number} options.width CSS pixels
 * @param {number} options.count
 * @param {import('../examples/painter.js').ExampleFormat} options.format of an example
 * @param {number} options.ratio device pixels a CSS pixel
 * @param {number} [options.rows]
 */
export function gridLayout({width, count, format, ratio, rows = ROWS}) {
    const labels = width < 500 ? 0 : 66;
    const room = width - labels;
    const {smallest, largest} = tileRange(format, room);
    const columns = Math.max(1, Math.min(count, Math.floor((room + GAP) / (smallest + GAP))));
    const bands = columns >= 8 ? 1 : Math.min(2, Math.ceil(count / columns));
    const most = Math.min(largest, Math.floor((room + GAP) / columns) - GAP);
    const {width: tileWidth, height: tileHeight} = tileSize(format, most, ratio);
    const step = columns > 1 ? (room - tileWidth) / (columns - 1) : 0;
    const bandHeight = HEAD + rows * (tileHeight + GAP);
    return {
        width, labels, columns, bands, tileWidth, tileHeight, bandHeight,
        step,
        height: bands * bandHeight + (bands - 1) * GAP,
    };
}

/** @typedef {ReturnType<typeof gridLayout>} GridLayout */

/**
 * @param {HTMLElement} host
 * @param {{note: HTMLElement, rows: HTMLElement, pcaSwitch: HTMLInputElement, onPick: (point: number) => void}} options
 *     hosts of the mean error and the row labels, the switch for PCA, and a callback for clicked examples
 */
export function createReconstructionGrid(host, {note, rows: rowsNote, pcaSwitch, onPick}) {
    const canvas = document.createElement('canvas');
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', 'Reconstructions: nothing to show yet');
    host.append(canvas);
    const painter = createTilePainter();
    const frame = createFrame(draw);
    /** @type {CreatedEvent | null} */
    let run = null;
    /** @type {SnapshotEvent | null} */
    let snapshot = null;
    /** @type {Uint8Array | null} */
    let linear = null; // reconstructions by PCA

    /** @type {GridLayout | null} */
    let drawn = null;

    canvas.addEventListener('click', ({offsetX, offsetY}) => {
        if (!run || !drawn) return;
        const {probes, points, description: {dataset}} = run;
        const probe = exampleUnder(drawn, {x: offsetX, y: offsetY});
        if (probe < countOf(probes, dataset)) onPick(findExample(exampleAt(probes, dataset, probe), points, dataset));
    });

    const compared = () => pcaSwitch.checked ? linear : null;
    pcaSwitch.addEventListener('change', () => frame.request());

    function draw() {
        if (!run) return;
        const format = run.description.dataset;
        const size = sizeOf(format);
        const count = run.probes.length / size;
        const ratio = pixelRatio();
        const rows = rowsOf(run, snapshot, compared());
        const layout = gridLayout({width: host.clientWidth, count, format, ratio, rows: Math.max(ROWS, rows.length)});
        const context = cleared(layout.height);
        drawn = layout;
        for (let i = 0; i < Math.min(count, layout.columns * layout.bands); i++) {
            const column = columnOf(layout, i);
            drawName(context, layout, column, format.classes[run.probeLabels[i]]);
            const input = run.probes.subarray(i * size, (i + 1) * size);
            rows.forEach(({role, bytes: all}, row) => {
                const bytes = all.subarray(i * size, (i + 1) * size);
                painter.paint(context, {format, role, bytes, input, box: boxOf(layout, column, row)});
            });
        }
        if (layout.labels > 0) drawLabels(context, layout, rows);
        if (!snapshot) return;
        rowsNote.textContent = `rows: ${rows.map(({label}) => label).join(', ')}`;
        report(run, snapshot);
    }

    /** @param {number} height */
    function cleared(height) {
        const context = clearedContext(canvas, host.clientWidth, height);
        context.font = FONT;
        context.fillStyle = colour('--ink-soft');
        return context;
    }

    /** @param {CreatedEvent} created @param {SnapshotEvent} shown */
    function report({probes, probeLabels, description: {dataset}}, {errors, step}) {
        const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length / 255;
        const {short, value, range} = termsOf(dataset);
        const names = Array.from(probeLabels, (label) => classTerm(dataset, label)).join(', ');
        const byPca = compared();
        const other = byPca ? `, PCA ${significant(meanDifference(probes, byPca))}` : '';
        note.textContent = `mean absolute error ${significant(mean)}${other} per ${value}`;
        canvas.setAttribute('aria-label', `Input, output and error map of ${names || `fixed validation ${short}s`} after step ${
            step}. The mean absolute error of a ${value} is ${significant(mean)}${other}, where ${range} is 1.`);
    }

    new ResizeObserver(() => frame.request()).observe(host);
    return {
        /** A new run: its inputs are shown until the first outputs come. @param {CreatedEvent} created */
        begin(created) {
            run = created;
            snapshot = null;
            frame.request();
        },
        /** @param {SnapshotEvent} next */
        update(next) {
            snapshot = next;
            frame.request();
        },
        /** Reconstructions of the same examples by PCA. @param {import('../client/pca-client.js').PcaNews} news */
        compare({comparison}) {
            linear = comparison?.outputs ?? null;
            frame.request();
        },
        recolour() {
            painter.recolour();
            frame.request();
        },
    };
}

/** Mean absolute error; black to white is 1. @param {Uint8Array} inputs @param {Uint8Array} outputs */
const meanDifference = (inputs, outputs) =>
    outputs.reduce((sum, value, i) => sum + Math.abs(value - inputs[i]), 0) / inputs.length / 255;

/**
 * The rows of the grid, inputs first.
 * @param {CreatedEvent} run @param {SnapshotEvent | null} snapshot @param {Uint8Array | null} linear
 * @returns {ReconstructionRow[]}
 */
export function rowsOf({probes, corrupted}, snapshot, linear) {
    const input = /** @type {const} */ ('input');
    /** @type {ReconstructionRow[]} */
    const rows = [
        {label: 'input', role: input, bytes: probes},
        ...corrupted ? [{label: 'corrupted', role: input, bytes: corrupted}] : [],
    ];
    if (!snapshot) return rows;
    return [
        ...rows,
        {label: 'output', role: 'output', bytes: snapshot.outputs},
        {label: 'error map', role: 'error', bytes: snapshot.errors},
        ...linear ? [{label: PCA, role: /** @type {const} */ ('output'), bytes: linear}] : [],
    ];
}

/** The position of a column. @param {GridLayout} layout @param {number} i */
function columnOf({labels, columns, step, bandHeight}, i) {
    return {x: labels + (i % columns) * step, top: Math.floor(i / columns) * (bandHeight + GAP)};
}

/** The example at a position; Infinity for none. @param {GridLayout} layout @param {{x: number, y: number}} position */
export function exampleUnder(layout, {x, y}) {
    const {columns, bands, tileWidth, bandHeight} = layout;
    for (let i = 0; i < columns * bands; i++) {
        const {x: left, top} = columnOf(layout, i);
        if (x >= left && x <= left + tileWidth && y >= top && y <= top + bandHeight) return i;
    }
    return Infinity;
}

/** @param {GridLayout} layout @param {{x: number, top: number}} column @param {number} row */
function boxOf({tileWidth, tileHeight}, {x, top}, row) {
    return {x: snap(x), y: snap(top + HEAD + row * (tileHeight + GAP)), width: tileWidth, height: tileHeight};
}

/**
 * The name of a class over its column. It may be wider than the tile, but not reach the next name or leave the canvas.
 * @param {CanvasRenderingContext2D} context @param {GridLayout} layout
 * @param {{x: number, top: number}} column @param {string | undefined} name
 */
function drawName(context, {width, tileWidth, step}, {x, top}, name) {
    if (name === undefined) return;
    const most = Math.max(tileWidth, step - GAP);
    const half = Math.min(most, context.measureText(name).width) / 2;
    context.textAlign = 'center';
    context.fillText(name, Math.min(width - half, Math.max(half, x + tileWidth / 2)), top + 11, most);
}

/** @param {CanvasRenderingContext2D} context @param {GridLayout} layout @param {ReconstructionRow[]} rows */
function drawLabels(context, {bands, bandHeight, tileHeight}, rows) {
    context.textAlign = 'left';
    for (let band = 0; band < bands; band++) {
        rows.forEach(({label}, row) => {
            context.fillText(label, 0, band * (bandHeight + GAP) + HEAD + row * (tileHeight + GAP) + tileHeight / 2 + 4);
        });
    }
}

/** To whole device pixels. @param {number} value */
function snap(value) {
    const ratio = pixelRatio();
    return Math.round(value * ratio) / ratio;
}
