// The rate-distortion chart: squared error against bits per example, a line for each model, drawn by uPlot. Below it stand the
// names of the lines, and the values as a table. Main thread.

import {pixelRatio} from '../../ui/canvas.js';
import {element, svg} from '../../ui/dom.js';
import {compact, significant} from '../../ui/format.js';
import {axisOf, createPlot} from '../../ui/plot.js';
import {bodyRow, headRow} from '../../ui/table.js';
import {colour} from '../../ui/theme.js';
import {PCA_LINE} from '../../loss/lines.js';

/** @typedef {import('../../ui/plot.js').uPlot} uPlot */
/** @typedef {import('./rate-distortion.js').Rate} Rate */
/** @typedef {{name: string, rates: Rate[]}} RateCurve */
/** @typedef {{token: string, dash?: number[], width: number}} LineStyle */
/** @typedef {{curves: (RateCurve & LineStyle)[], depth: number, one: string}} RateCurves `one`: name of an example */

/** @type {Record<'own' | 'pca', LineStyle>} */
const STYLES = {own: {token: '--decoder', width: 2.5}, pca: {token: PCA_LINE.token, dash: PCA_LINE.dash, width: PCA_LINE.width}};
/** @type {LineStyle[]} of earlier runs */
const EARLIER = [
    {token: '--term-0', dash: [2, 3], width: 1.5}, {token: '--term-2', dash: [9, 3, 2, 3], width: 1.5},
    {token: '--term-3', dash: [14, 4], width: 1.5}, {token: '--term-4', dash: [4, 2, 1, 2, 1, 2], width: 1.5},
];
/** Number of earlier runs with a line style of their own. */
export const MOST_EARLIER = EARLIER.length;

export function createRateChart() {
    const host = element('div', {class: 'rate-host', role: 'img', 'aria-label': 'Mean squared error against bits; the table below has the same values'});
    const names = element('div', {class: 'readout'});
    const table = createRateTable();
    /** @type {RateCurves | null} */
    let shown = null;
    const plot = createPlot(host, {
        describe: () => shown && describeRates(shown, (drawn) => shown && ring(drawn, shown)),
        columns: () => columnsOf(shown?.curves ?? []),
    });

    return {
        node: element('div', {class: 'rate-chart'}, host, names, table.node),
        /** @param {{own: RateCurve, pca: RateCurve | null, earlier: RateCurve[], depth: number, one: string}} rates `one`: name of an example */
        show({own, pca, earlier, depth, one}) {
            const curves = [{...own, ...STYLES.own}, ...pca ? [{...pca, ...STYLES.pca}] : [], ...earlier.map((curve, i) => ({...curve, ...EARLIER[i]}))];
            shown = {curves, depth, one};
            names.replaceChildren(...curves.map((curve) => element('span', {class: 'readout-item'}, keyOf(curve), curve.name)));
            table.show(curves);
            plot.show();
        },
        clear() {
            shown = null;
            names.replaceChildren();
            table.clear();
            plot.redraw();
        },
        recolour: plot.redraw,
    };
}

/** The values of the chart, a row for each number of bits. */
function createRateTable() {
    const [head, body] = [element('thead'), element('tbody')];
    return {
        node: element('details', {class: 'layers'}, element('summary', {}, 'The chart as a table'),
            element('div', {class: 'strip'}, element('table', {}, head, body))),
        /** @param {RateCurve[]} curves */
        show(curves) {
            const depths = [...new Set(curves.flatMap(({rates}) => rates.map(({depth}) => depth)))].sort((a, b) => a - b);
            head.replaceChildren(headRow(['bits per dimension', ...curves.map(({name}) => name)]));
            body.replaceChildren(...depths.map((depth) => bodyRow([String(depth), ...curves.map(({rates}) => {
                const rate = rates.find((one) => one.depth === depth);
                return rate ? `${significant(rate.error)} at ${compact(rate.bits)} bits` : '–';
            })])));
        },
        clear() {
            head.replaceChildren();
            body.replaceChildren();
        },
    };
}

/** Rings the chosen depth on the first line. @param {uPlot} plot @param {RateCurves} shown */
function ring(plot, {curves, depth}) {
    const at = curves[0].rates.find((rate) => rate.depth === depth);
    if (!at) return;
    const {ctx} = plot;
    const ratio = pixelRatio();
    ctx.beginPath();
    ctx.arc(plot.valToPos(at.bits, 'x', true), plot.valToPos(at.error, 'y', true), 6 * ratio, 0, 2 * Math.PI);
    ctx.lineWidth = 2 * ratio;
    ctx.strokeStyle = colour('--ink');
    ctx.stroke();
}

/** @param {RateCurve & LineStyle} curve */
function keyOf({token, dash, width, rates}) {
    const mark = rates.length === 1 ? svg('circle', {cx: 13, cy: 5, r: 5, style: `fill: var(${token})`}) :
        svg('line', {x1: 0, x2: 26, y1: 5, y2: 5, style: `stroke: var(${token})`, 'stroke-width': width, 'stroke-dasharray': dash?.join(' ') ?? ''});
    return svg('svg', {width: 26, height: 10, class: 'rate-key', 'aria-hidden': 'true'}, mark);
}

/** One column of bits for all lines, as uPlot wants it. @param {RateCurve[]} curves */
function columnsOf(curves) {
    const bits = [...new Set(curves.flatMap(({rates}) => rates.map((rate) => rate.bits)))].sort((a, b) => a - b);
    const errors = curves.map(({rates}) => bits.map((at) => rates.find((rate) => rate.bits === at)?.error ?? null));
    return /** @type {import('../../ui/plot.js').AlignedData} */ ([bits, ...errors]);
}

/** @param {RateCurves} shown @param {(plot: uPlot) => void} onDraw @returns {import('../../ui/plot.js').PlotDescription} */
const describeRates = ({curves, one}, onDraw) => ({
    padding: [8, 14, 0, 0], cursor: {show: false}, hooks: {draw: [onDraw]},
    lines: curves.map(({rates, ...line}) => ({...line, dots: rates.length === 1 ? 10 : 5})),
    scales: {
        // twice the bits are as far everywhere
        x: {time: false, distr: 3, log: 2, range: (_, min, max) => [min / 1.3, max * 1.3]},
        y: {range: (_, __, max) => [0, max > 0 ? max * 1.08 : 1]},
    },
    axes: [
        axisOf({
            label: `bits per ${one}`, size: 26, splits: (_, __, min, max) => powersOf2(min, max),
            values: (_, splits) => splits.map((bits) => bits === null ? '' : compact(bits)),
        }),
        axisOf({label: 'mean squared error', size: 48, space: 36, values: (_, splits) => splits.map((error) => significant(error))}),
    ],
});

/** At most eight. @param {number} min @param {number} max */
function powersOf2(min, max) {
    const [first, last] = [Math.ceil(Math.log2(min)), Math.floor(Math.log2(max))];
    const step = Math.ceil((last - first + 1) / 8);
    return Array.from({length: Math.floor((last - first) / step) + 1}, (_, i) => 2 ** (first + i * step));
}
