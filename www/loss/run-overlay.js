// Overlay of compared runs in the loss chart: each curve has a dash pattern and a letter, so that colour is not the only cue.
// Main thread.

import {element, svg} from '../ui/dom.js';
import {integer, significant} from '../ui/format.js';
import {colour} from '../ui/theme.js';

/** @typedef {import('../vendor/uplot/uPlot.esm.js')} uPlot */
/** @typedef {import('../vendor/uplot/uPlot.esm.js').AlignedData} AlignedData */
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
        hasShares: () => false,
        /** The step under the pointer, or else the last. @param {AlignedData} data @param {number | null | undefined} index */
        stepAt: (data, index) => data[0][index ?? data[0].length - 1] ?? 0,
        /** @param {(tables: AlignedData[]) => AlignedData} join @param {{positiveOnly: boolean}} options */
        columns: (join, options) => columnsOf(join, compared, options),
        series: () => seriesOf(compared),
        /** @param {uPlot} plot */
        draw: (plot) => drawLetters(plot, compared),
        /** @param {HTMLElement} host */
        readout: (host) => createReadout(host, compared),
    };
}

/** @typedef {ReturnType<typeof createOverlay>} Overlay */

/**
 * Steps, and a column for each line.
 * @param {(tables: AlignedData[]) => AlignedData} join of the chart's library
 * @param {ComparedRuns} compared
 * @param {{positiveOnly: boolean}} options
 */
function columnsOf(join, {lines}, {positiveOnly}) {
    const tables = lines.map(({points: {steps, values}}) =>
        [steps, values.map((value) => value > 0 || !positiveOnly ? value : null)]);
    return tables.length > 0 ? join(/** @type {AlignedData[]} */ (tables)) : /** @type {AlignedData} */ ([[]]);
}

/** @param {ComparedRuns} compared */
const seriesOf = ({lines}) => lines.map(({letter, token, dash}) => ({
    label: letter, stroke: colour(token), dash, width: dash.length > 0 ? 1.75 : 2.25, spanGaps: true, points: {show: false},
}));

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
    const ratio = devicePixelRatio || 1;
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

/** @param {HTMLElement} host @param {ComparedRuns} compared */
function createReadout(host, {title, lines}) {
    const step = element('span', {class: 'readout-step'});
    const values = lines.map((line) => {
        const value = element('b', {}, '–');
        return {value, item: element('span', {class: 'readout-item', title: line.name}, swatch(line), ` ${line.letter} `, value)};
    });
    host.replaceChildren(step, ...values.map(({item}) => item));

    /** @param {number} at @param {AlignedData} data */
    return (at, data) => {
        step.textContent = `${title}, step ${integer(at)}`;
        values.forEach(({value}, i) => {
            value.textContent = significant(valueAt(data[0], /** @type {OverlayColumn} */ (data[i + 1] ?? []), at));
        });
    };
}
