// Overlay of compared runs in the loss chart: each curve has a dash pattern and a letter, so that colour is not the only cue.
// Main thread.

import {pixelRatio} from '../ui/canvas.js';
import {svg} from '../ui/dom.js';
import {integer} from '../ui/format.js';
import {colour} from '../ui/theme.js';
import {createReadout} from './readout.js';

/** @typedef {import('../ui/plot.js').uPlot} uPlot */
/** @typedef {import('../ui/plot.js').AlignedData} AlignedData */
/** @typedef {(number | null | undefined)[]} OverlayColumn */

/**
 * @typedef {object} RunLine
 * @property {string} letter at the end of the line
 * @property {string} name
 * @property {string} token of its colour
 * @property {number[]} dash none for a line without gaps
 * @property {import('../runs/binned-curve.js').Points} points
 */

/**
 * The compared runs.
 * @typedef {object} ComparedRuns
 * @property {string} title of the numbers
 * @property {boolean} hasOtherUnit than the loss of the run that trains
 * @property {RunLine[]} lines
 */

/** Space for the letters at the right, in CSS pixels. */
const ROOM = 34;

/** Styles of the runs in their order: the number of runs that can be compared. */
export const STYLES = [
    {token: '--term-0', dash: [10, 4]}, {token: '--term-1', dash: [3, 3]}, {token: '--term-3', dash: [12, 3, 3, 3]},
    {token: '--term-2', dash: [1, 4]}, {token: '--term-4', dash: [9, 3, 2, 3, 2, 3]},
];

/** The current run, as a solid line. */
export const CURRENT_RUN = {token: '--loss-validation', dash: [], letter: 'now'};

/** Curves for the loss chart. @param {ComparedRuns} compared */
export function createOverlay(compared) {
    const {title, hasOtherUnit, lines} = compared;
    return {
        /** Overlays of the same shape share a chart. */
        shape: JSON.stringify([title, lines.map(({letter, name, token}) => [letter, name, token])]),
        hasOtherUnit,
        room: ROOM,
        /** The step under the pointer, or else the last. @param {AlignedData} data @param {number | null | undefined} index */
        stepAt: (data, index) => data[0][index ?? data[0].length - 1] ?? 0,
        /** @param {import('../ui/plot.js').Join} join @param {{positiveOnly: boolean}} options */
        columns: (join, options) => columnsOf(join, compared, options),
        lines: () => lines.map(({letter, token, dash}) => ({name: letter, token, dash, width: dash.length > 0 ? 1.75 : 2.25})),
        /** @param {uPlot} plot */
        draw: (plot) => drawLetters(plot, compared),
        /** @param {HTMLElement} host */
        readout(host) {
            const show = createReadout(host, lines.map((line) => ({key: swatch(line), name: ` ${line.letter}`, title: line.name})));
            return (/** @type {number} */ at, /** @type {AlignedData} */ data) => show(`${title}, step ${integer(at)}`,
                lines.map((_, i) => valueAt(data[0], /** @type {OverlayColumn} */ (data[i + 1] ?? []), at)));
        },
    };
}

/** @typedef {ReturnType<typeof createOverlay>} Overlay */

/**
 * Steps, and a column for each line.
 * @param {import('../ui/plot.js').Join} join of the chart's library
 * @param {ComparedRuns} compared
 * @param {{positiveOnly: boolean}} options
 */
function columnsOf(join, {lines}, {positiveOnly}) {
    const tables = lines.map(({points: {steps, values}}) =>
        [steps, values.map((value) => value > 0 || !positiveOnly ? value : null)]);
    return tables.length > 0 ? join(/** @type {AlignedData[]} */ (tables)) : /** @type {AlignedData} */ ([[]]);
}

/** The value of a column at a step, or else the last before it. @param {ArrayLike<number>} steps @param {OverlayColumn} column @param {number} at */
export function valueAt(steps, column, at) {
    for (let i = steps.length - 1; i >= 0; i--) {
        const value = column[i];
        if (steps[i] <= at && value !== null && value !== undefined) return value;
    }
    return null;
}

/**
 * Positions of labels without overlap, as near as possible to the given ones.
 * @param {number[]} ideal @param {number} apart @param {number} most
 */
export function spreadLabels(ideal, apart, most) {
    const order = ideal.map((_, i) => i).sort((a, b) => ideal[a] - ideal[b]);
    const positions = [...ideal];
    order.forEach((at, i) => {
        if (i > 0) positions[at] = Math.max(positions[at], positions[order[i - 1]] + apart);
    });
    order.reverse().forEach((at, i) => {
        positions[at] = Math.min(positions[at], i > 0 ? positions[order[i - 1]] - apart : most);
    });
    return positions;
}

/** The letters at the ends of the lines. @param {uPlot} plot @param {ComparedRuns} compared */
function drawLetters(plot, {lines}) {
    const {ctx, bbox, data} = plot;
    const ratio = pixelRatio();
    const ends = lines.map((line, i) => {
        const at = /** @type {OverlayColumn} */ (data[i + 1] ?? []).findLastIndex((value) => value !== null && value !== undefined);
        return {line, at, value: at < 0 ? NaN : Number(data[i + 1][at])};
    }).filter(({at}) => at >= 0);
    const ys = spreadLabels(ends.map(({value}) => plot.valToPos(value, 'y', true)), 12 * ratio, bbox.top + bbox.height);
    ctx.save();
    ctx.font = `700 ${11 * ratio}px system-ui, sans-serif`;
    ctx.textBaseline = 'middle';
    ctx.lineJoin = 'round';
    ctx.lineWidth = 3 * ratio;
    ctx.strokeStyle = colour('--card');
    ends.forEach(({line, at}, i) => {
        const x = plot.valToPos(data[0][at], 'x', true) + 4 * ratio;
        ctx.fillStyle = colour(line.token);
        ctx.strokeText(line.letter, x, ys[i]);
        ctx.fillText(line.letter, x, ys[i]);
    });
    ctx.restore();
}

/** A short piece of a line, for keys and tables. @param {{token: string, dash: number[]}} style */
export function swatch({token, dash}) {
    const line = svg('line', {x1: 0, x2: 34, y1: 4, y2: 4, 'stroke-width': dash.length > 0 ? 2.5 : 3, 'stroke-dasharray': dash.join(' ')});
    line.style.stroke = `var(${token})`;
    return svg('svg', {class: 'swatch', width: 34, height: 8, 'aria-hidden': 'true'}, line);
}
