// The reconstruction grid: for fixed validation images what went in, what came out, and the absolute
// difference; on demand, what principal components make of them. Pixels stay square and crisp at every size. Main thread.

import {createFrame} from '../frame.js';
import {loss} from '../numbers.js';
import {colour} from '../theme.js';
import {className, context2d, errorRamp, fitCanvas, imageRamp, paintImages} from './pixels.js';

const ROWS = ['input', 'output', 'error'];
const PCA = 'PCA';
const GAP = 6;
const HEAD = 16;
const FONT = '12px system-ui, sans-serif';

/**
 * How many images go side by side, and how large; in bands of rows where they do not all fit.
 * @param {object} options
 * @param {number} options.width CSS pixels
 * @param {number} options.count
 * @param {number} options.imageWidth pixels of an image
 * @param {number} options.imageHeight
 * @param {number} options.ratio device pixels a CSS pixel
 * @param {number} [options.rows]
 */
export function gridLayout({width, count, imageWidth, imageHeight, ratio, rows = ROWS.length}) {
    const labels = width < 500 ? 0 : 52;
    const room = width - labels;
    const smallest = room < 500 ? 40 : 48;
    const columns = Math.max(1, Math.min(count, Math.floor((room + GAP) / (smallest + GAP))));
    const bands = columns >= 8 ? 1 : Math.min(2, Math.ceil(count / columns));
    const tile = Math.min(60, Math.floor((room + GAP) / columns) - GAP);
    // a whole number of device pixels for each image pixel keeps squares square
    const longest = Math.max(imageWidth, imageHeight);
    const scale = Math.max(1, Math.floor(tile * ratio / longest)) / ratio;
    const tileWidth = scale * imageWidth;
    const tileHeight = scale * imageHeight;
    const step = columns > 1 ? (room - tileWidth) / (columns - 1) : 0;
    const bandHeight = HEAD + rows * (tileHeight + GAP);
    return {
        labels, columns, bands, tileWidth, tileHeight, bandHeight,
        step,
        height: bands * bandHeight + (bands - 1) * GAP,
    };
}

/**
 * @param {HTMLElement} host
 * @param {{note: HTMLElement, rows: HTMLElement, pcaSwitch: HTMLInputElement}} parts where the mean error and the
 *     rows are told, and whether there is one for PCA
 */
export function createReconGrid(host, {note, rows: rowsNote, pcaSwitch}) {
    const canvas = document.createElement('canvas');
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', 'Reconstructions: nothing to show yet');
    host.append(canvas);
    const sheets = [...ROWS, PCA].map(() => document.createElement('canvas'));
    const frame = createFrame(draw);
    let ramps = {image: imageRamp(), error: errorRamp()};
    /** @type {import('../protocol.js').CreatedEvent | null} */
    let run = null;
    /** @type {import('../protocol.js').SnapshotEvent | null} */
    let snapshot = null;
    /** @type {Uint8Array | null} */
    let linear = null; // what PCA makes of the probes

    const rows = () => pcaSwitch.checked && linear ? [...ROWS, PCA] : ROWS;
    pcaSwitch.addEventListener('change', () => frame.request());

    function draw() {
        if (!run) return;
        const {width, height} = run.description.dataset;
        /** @param {number} row @param {Uint8Array} bytes @param {Uint32Array} ramp */
        const paint = (row, bytes, ramp) => paintImages(sheets[row], bytes, {width, height, ramp});
        paint(0, run.probes, ramps.image);
        if (snapshot) {
            paint(1, snapshot.outputs, ramps.image);
            paint(2, snapshot.errors, ramps.error);
            tell(snapshot);
        }
        if (linear) paint(ROWS.length, linear, ramps.image);
        rowsNote.textContent = `rows: ${rows().join(', ')}`;
        drawSheets(run);
    }

    /** @param {import('../protocol.js').CreatedEvent} created */
    function drawSheets({probes, probeLabels, description: {dataset}}) {
        const [imageWidth, imageHeight] = [dataset.width, dataset.height];
        const count = probes.length / (imageWidth * imageHeight);
        const ratio = devicePixelRatio || 1;
        const layout = gridLayout({width: host.clientWidth, count, imageWidth, imageHeight, ratio, rows: rows().length});
        fitCanvas(canvas, host.clientWidth, layout.height);
        const context = context2d(canvas);
        context.setTransform(ratio, 0, 0, ratio, 0, 0);
        context.clearRect(0, 0, host.clientWidth, layout.height);
        context.imageSmoothingEnabled = false;
        context.font = FONT;
        context.fillStyle = colour('--ink-soft');
        for (let i = 0; i < Math.min(count, layout.columns * layout.bands); i++) {
            drawColumn({context, layout, source: {width: imageWidth, height: imageHeight}}, i, dataset.classes[probeLabels[i]]);
        }
        if (layout.labels > 0) drawLabels(context, layout, rows());
    }

    /**
     * @param {{context: CanvasRenderingContext2D, layout: ReturnType<typeof gridLayout>, source: {width: number, height: number}}} where
     * @param {number} i
     * @param {string | undefined} name
     */
    function drawColumn({context, layout, source}, i, name) {
        const {tileWidth, tileHeight} = layout;
        const x = layout.labels + (i % layout.columns) * layout.step;
        const top = Math.floor(i / layout.columns) * (layout.bandHeight + GAP);
        if (name !== undefined) {
            context.textAlign = 'center';
            context.fillText(name, x + tileWidth / 2, top + 11, tileWidth);
        }
        sheets.slice(0, rows().length).forEach((sheet, row) => {
            if (row > 0 && !snapshot) return;
            const y = top + HEAD + row * (tileHeight + GAP);
            context.drawImage(sheet, 0, i * source.height, source.width, source.height, snap(x), snap(y), tileWidth, tileHeight);
        });
    }

    /** @param {import('../protocol.js').SnapshotEvent} shown */
    function tell({errors, step}) {
        const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length / 255;
        const compared = rows().includes(PCA) ? `, PCA ${loss(linearError())}` : '';
        note.textContent = `mean error ${loss(mean)}${compared}`;
        canvas.setAttribute('aria-label', `Input, output and error of ${names()} after step ${
            step}. The mean absolute error of a pixel is ${loss(mean)}${compared}, where black to white is 1.`);
    }

    function linearError() {
        if (!run || !linear) return NaN;
        const {probes} = run;
        return linear.reduce((sum, value, i) => sum + Math.abs(value - probes[i]), 0) / probes.length / 255;
    }

    function names() {
        if (!run?.probeLabels.length) return 'fixed validation images';
        const {classes} = run.description.dataset;
        return Array.from(run.probeLabels, (label) => className(classes[label] ?? String(label))).join(', ');
    }

    new ResizeObserver(() => frame.request()).observe(host);
    return {
        /** A new run: its inputs are shown until the first outputs come. @param {import('../protocol.js').CreatedEvent} created */
        begin(created) {
            run = created;
            snapshot = null;
            frame.request();
        },
        /** @param {import('../protocol.js').SnapshotEvent} next */
        update(next) {
            snapshot = next;
            frame.request();
        },
        /** What PCA makes of the same images. @param {import('../pca.js').PcaNews} news */
        compare({comparison}) {
            linear = comparison?.outputs ?? null;
            frame.request();
        },
        recolour() {
            ramps = {image: imageRamp(), error: errorRamp()};
            frame.request();
        },
    };
}

/** @param {CanvasRenderingContext2D} context @param {ReturnType<typeof gridLayout>} layout @param {string[]} rows */
function drawLabels(context, {bands, bandHeight, tileHeight}, rows) {
    context.textAlign = 'left';
    for (let band = 0; band < bands; band++) {
        rows.forEach((text, row) => {
            context.fillText(text, 0, band * (bandHeight + GAP) + HEAD + row * (tileHeight + GAP) + tileHeight / 2 + 4);
        });
    }
}

/** To whole device pixels. @param {number} value */
function snap(value) {
    const ratio = devicePixelRatio || 1;
    return Math.round(value * ratio) / ratio;
}
