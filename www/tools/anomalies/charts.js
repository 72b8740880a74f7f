// Charts of the tool "Anomalies" on a canvas: the histogram of scores with the threshold, and the ROC curve. Main thread.

import {significant, ticks} from '../../ui/format.js';
import {colour} from '../../ui/theme.js';
import {clearedContext} from '../../ui/canvas.js';
import {scale} from '../../scatter/geometry.js';
import {histogramOf, ratesOf} from './roc.js';

const BINS = 40;
const PAD = {left: 34, right: 12, top: 16, bottom: 30};

/** @typedef {{left: number, right: number, top: number, bottom: number}} ChartArea CSS pixels */
/** @typedef {{min: number, max: number}} AxisRange */

/**
 * @param {HTMLCanvasElement} canvas @param {{width: number, height: number}} size
 * @returns {{context: CanvasRenderingContext2D, box: ChartArea}}
 */
function begin(canvas, {width, height}) {
    const context = clearedContext(canvas, width, height);
    context.font = '11px system-ui, sans-serif';
    return {context, box: {left: PAD.left, right: width - PAD.right, top: PAD.top, bottom: height - PAD.bottom}};
}

/** @param {CanvasRenderingContext2D} context @param {ChartArea} box @param {{x: AxisRange, y: AxisRange, across: string, up: string}} axes */
function drawAxes(context, {left, right, top, bottom}, {x, y, across, up}) {
    context.strokeStyle = colour('--line');
    context.fillStyle = colour('--ink-soft');
    context.lineWidth = 1;
    context.textAlign = 'center';
    for (const tick of ticks(x.min, x.max, 5)) {
        const at = scale(tick, x, left, right);
        line(context, [at, top], [at, bottom]);
        context.fillText(significant(tick), at, bottom + 12);
    }
    context.fillText(across, (left + right) / 2, bottom + 25);
    context.textAlign = 'right';
    for (const tick of ticks(y.min, y.max, 4)) {
        const at = scale(tick, y, bottom, top);
        line(context, [left, at], [right, at]);
        context.fillText(String(tick), left - 5, at + 4);
    }
    context.textAlign = 'left';
    context.fillText(up, 2, top - 6);
}

/** @param {CanvasRenderingContext2D} context @param {[number, number]} from @param {[number, number]} to */
function line(context, from, to) {
    context.beginPath();
    context.moveTo(...from);
    context.lineTo(...to);
    context.stroke();
}

/**
 * Histogram of normal and, hatched on top, of abnormal scores, with the threshold and the score of the drawing.
 * @param {HTMLCanvasElement} canvas @param {{width: number, height: number}} size
 * @param {{scores: ArrayLike<number>, abnormal: ArrayLike<number>, range: AxisRange, threshold: number, own: number | null, across: string}} shown
 * @returns {ChartArea} of the columns
 */
export function drawHistogram(canvas, size, {scores, abnormal, range, threshold, own, across}) {
    const {context, box} = begin(canvas, size);
    const counts = histogramOf(scores, abnormal, range, BINS);
    const most = Math.max(1, ...counts.normal.map((count, i) => count + counts.abnormal[i]));
    drawAxes(context, box, {x: range, y: {min: 0, max: most}, across, up: 'examples'});
    const width = (box.right - box.left) / BINS;
    for (let i = 0; i < BINS; i++) {
        const [x, floor] = [box.left + i * width, box.bottom];
        const normal = scale(counts.normal[i], {min: 0, max: most}, 0, box.bottom - box.top);
        const other = scale(counts.abnormal[i], {min: 0, max: most}, 0, box.bottom - box.top);
        context.fillStyle = colour('--encoder');
        context.fillRect(x + 0.5, floor - normal, width - 1, normal);
        hatch(context, {x: x + 0.5, y: floor - normal - other, width: width - 1, height: other});
    }
    drawThreshold(context, box, scale(Math.min(range.max, threshold), range, box.left, box.right));
    if (own !== null) drawOwn(context, box, scale(Math.min(range.max, own), range, box.left, box.right));
    return box;
}

/** Abnormal: another colour, and stripes. @param {CanvasRenderingContext2D} context @param {{x: number, y: number, width: number, height: number}} area */
function hatch(context, {x, y, width, height}) {
    context.fillStyle = colour('--accent');
    context.fillRect(x, y, width, height);
    context.save();
    context.beginPath();
    context.rect(x, y, width, height);
    context.clip();
    context.strokeStyle = colour('--card');
    context.lineWidth = 1;
    for (let at = y - width; at < y + height; at += 4) line(context, [x, at + width], [x + width, at]);
    context.restore();
}

/** @param {CanvasRenderingContext2D} context @param {ChartArea} box @param {number} x */
function drawThreshold(context, {top, bottom}, x) {
    context.strokeStyle = colour('--ink');
    context.lineWidth = 2;
    line(context, [x, top - 4], [x, bottom]);
    context.fillStyle = colour('--ink');
    context.beginPath();
    for (const [dx, dy] of [[-6, -12], [6, -12], [0, -3]]) context.lineTo(x + dx, top + dy);
    context.fill();
}

/** @param {CanvasRenderingContext2D} context @param {ChartArea} box @param {number} x */
function drawOwn(context, {top, bottom}, x) {
    context.strokeStyle = colour('--latent');
    context.lineWidth = 2;
    context.setLineDash([4, 3]);
    line(context, [x, top + 12], [x, bottom]);
    context.setLineDash([]);
    context.fillStyle = colour('--ink');
    context.textAlign = x > 120 ? 'right' : 'left';
    context.fillText('your drawing', x + (x > 120 ? -5 : 5), top + 20);
}

/**
 * ROC curve, with a dot at the threshold.
 * @param {HTMLCanvasElement} canvas @param {{width: number, height: number}} size
 * @param {{points: [number, number][], counts: import('./roc.js').Counts}} shown
 */
export function drawRoc(canvas, size, {points, counts}) {
    const {context, box} = begin(canvas, size);
    const unit = {min: 0, max: 1};
    drawAxes(context, box, {x: unit, y: unit, across: 'false positive rate', up: 'recall'});
    /** @param {[number, number]} point @returns {[number, number]} */
    const pixelOf = ([x, y]) => [scale(x, unit, box.left, box.right), scale(y, unit, box.bottom, box.top)];
    context.strokeStyle = colour('--line-strong');
    context.setLineDash([3, 4]);
    line(context, pixelOf([0, 0]), pixelOf([1, 1]));
    context.setLineDash([]);
    context.strokeStyle = colour('--encoder');
    context.lineWidth = 2;
    context.beginPath();
    for (const point of points) context.lineTo(...pixelOf(point));
    context.stroke();
    context.fillStyle = colour('--ink');
    context.beginPath();
    const {falsePositiveRate, recall} = ratesOf(counts);
    context.arc(...pixelOf([falsePositiveRate, recall]), 5, 0, 2 * Math.PI);
    context.fill();
}
