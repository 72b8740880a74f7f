// Grid of reconstructions: input, output and error map of fixed validation examples, and on demand their reconstruction by
// PCA. Main thread.

import {countOf, exampleAt, findExample, meanErrorOf} from '../examples/buffer.js';
import {createTilePainter} from '../examples/painter.js';
import {classTerm, termsOf} from '../examples/terms.js';
import {createFrame} from '../scheduling/animation-frame.js';
import {clearedContext, pixelRatio} from '../ui/canvas.js';
import {significant} from '../ui/format.js';
import {drawReconstructions} from './reconstruction-drawing.js';
import {exampleUnder, gridLayout, LEAST_ROWS} from './reconstruction-layout.js';
import {rowsOf} from './reconstruction-rows.js';

/** @typedef {import('../protocol/messages.js').CreatedEvent} CreatedEvent */
/** @typedef {import('../protocol/messages.js').SnapshotEvent} SnapshotEvent */

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
    /** @type {import('./reconstruction-layout.js').GridLayout | null} */
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
        const count = countOf(run.probes, format);
        const rows = rowsOf(run, snapshot, compared());
        drawn = gridLayout({width: host.clientWidth, count, format, ratio: pixelRatio(), rows: Math.max(LEAST_ROWS, rows.length)});
        drawReconstructions(clearedContext(canvas, drawn.width, drawn.height), painter, {layout: drawn, run, rows});
        if (!snapshot) return;
        rowsNote.textContent = `rows: ${rows.map(({label}) => label).join(', ')}${classesInWords(run)}`;
        const words = errorWords(run, snapshot, compared());
        note.textContent = words.short;
        canvas.setAttribute('aria-label', words.long);
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

/** The number of classes that are not shown, where there are more than examples. @param {CreatedEvent} run */
function classesInWords({probeLabels, description: {dataset: {classes}}}) {
    const shown = new Set(probeLabels).size;
    return shown > 0 && classes.length > probeLabels.length ? `; ${shown} of ${classes.length} classes` : '';
}

/** The mean absolute error, for the eye and for screen readers. @param {CreatedEvent} run @param {SnapshotEvent} snapshot @param {Uint8Array | null} linear */
function errorWords({probes, probeLabels, probeNames, description: {dataset}}, {errors, outputs, step}, linear) {
    const mean = dataset.kind === 'table' ? meanErrorOf(probes, outputs, dataset) : errors.reduce((sum, error) => sum + error, 0) / errors.length / 255;
    const {short, value, range} = termsOf(dataset);
    const names = (probeNames.length > 0 ? probeNames : Array.from(probeLabels, (label) => classTerm(dataset, label))).join(', ');
    const other = linear ? `, PCA ${significant(meanErrorOf(probes, linear, dataset))}` : '';
    return {
        short: `mean absolute error ${significant(mean)}${other} per ${value}`,
        long: `Input, output and error map of ${names || `fixed validation ${short}s`} after step ${
            step}. The mean absolute error of a ${value} is ${significant(mean)}${other}, where ${range} is 1.`,
    };
}
