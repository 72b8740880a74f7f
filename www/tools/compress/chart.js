// The rate-distortion chart: squared error against bits per example, a line for each model, drawn by uPlot. Below it stand the
// names of the lines, and the values as a table. Main thread.

import {pixelRatio} from '../../ui/canvas.js';
import {element, svg} from '../../ui/dom.js';
import {compact, significant} from '../../ui/format.js';
import {colour} from '../../ui/theme.js';
import {chartLibrary} from '../../loss/uplot.js';

/** @typedef {import('../../vendor/uplot/uPlot.esm.js')} uPlot */
/** @typedef {import('./rate-distortion.js').Rate} Rate */
/** @typedef {{name: string, rates: Rate[]}} RateCurve */
/** @typedef {{token: string, dash: number[], width: number}} LineStyle */

const HEIGHT = 230;
const FONT = '11px system-ui, sans-serif';

/** @type {Record<'own' | 'pca', LineStyle>} */
const STYLES = {own: {token: '--decoder', dash: [], width: 2.5}, pca: {token: '--loss-pca', dash: [6, 4], width: 1.5}};
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
    const rows = element('tbody');
    const titles = element('tr');
    const table = element('details', {class: 'layers'}, element('summary', {}, 'The chart as a table'),
        element('div', {class: 'strip'}, element('table', {}, element('thead', {}, titles), rows)));
    /** @type {{curves: (RateCurve & LineStyle)[], depth: number, one: string} | null} */
    let shown = null;
    /** @type {uPlot | null} */
    let plot = null;
    let built = ''; // names of the lines that the plot was built for
    let building = false;

    async function draw() {
        if (!shown || host.clientWidth === 0 || building) return;
        const lines = JSON.stringify(shown.curves.map(({name, token}) => [name, token]));
        if (plot && lines === built) return plot.setData(columnsOf(shown.curves));
        building = true;
        const UPlot = await chartLibrary().catch(() => null); // tried again with the next numbers
        building = false;
        if (!shown || !UPlot) return;
        plot?.destroy();
        plot = new UPlot(optionsFor(shown, host.clientWidth, ring), columnsOf(shown.curves), host);
        built = lines;
    }

    /** Rings the chosen depth on the first line. @param {uPlot} on */
    function ring(on) {
        const at = shown?.curves[0].rates.find(({depth}) => depth === shown?.depth);
        if (!at) return;
        const ratio = pixelRatio();
        on.ctx.beginPath();
        on.ctx.arc(on.valToPos(at.bits, 'x', true), on.valToPos(at.error, 'y', true), 6 * ratio, 0, 2 * Math.PI);
        on.ctx.lineWidth = 2 * ratio;
        on.ctx.strokeStyle = colour('--ink');
        on.ctx.stroke();
    }

    /** @param {(RateCurve & LineStyle)[]} curves */
    function list(curves) {
        names.replaceChildren(...curves.map((curve) => element('span', {class: 'readout-item'}, keyOf(curve), curve.name)));
        titles.replaceChildren(...['bits per dimension', ...curves.map(({name}) => name)].map((name) => element('th', {scope: 'col'}, name)));
        const depths = [...new Set(curves.flatMap(({rates}) => rates.map(({depth}) => depth)))].sort((a, b) => a - b);
        rows.replaceChildren(...depths.map((depth) => element('tr', {}, element('th', {scope: 'row'}, String(depth)), ...curves.map(({rates}) => {
            const rate = rates.find((one) => one.depth === depth);
            return element('td', {}, rate ? `${significant(rate.error)} at ${compact(rate.bits)} bits` : '–');
        }))));
    }

    new ResizeObserver(() => {
        if (plot && host.clientWidth > 0) plot.setSize({width: host.clientWidth, height: HEIGHT});
        else draw();
    }).observe(host);

    function drop() {
        plot?.destroy();
        plot = null;
    }

    return {
        node: element('div', {class: 'rate-chart'}, host, names, table),
        /** @param {{own: RateCurve, pca: RateCurve | null, earlier: RateCurve[], depth: number, one: string}} rates `one`: name of an example */
        show({own, pca, earlier, depth, one}) {
            const curves = [{...own, ...STYLES.own}, ...pca ? [{...pca, ...STYLES.pca}] : [], ...earlier.map((curve, i) => ({...curve, ...EARLIER[i]}))];
            shown = {curves, depth, one};
            list(curves);
            draw();
        },
        clear() {
            shown = null;
            drop();
            for (const node of [names, titles, rows]) node.replaceChildren();
        },
        recolour() {
            drop();
            draw();
        },
    };
}

/** @param {RateCurve & LineStyle} curve */
function keyOf({token, dash, width, rates}) {
    const mark = rates.length === 1 ? svg('circle', {cx: 13, cy: 5, r: 5, style: `fill: var(${token})`}) :
        svg('line', {x1: 0, x2: 26, y1: 5, y2: 5, style: `stroke: var(${token})`, 'stroke-width': width, 'stroke-dasharray': dash.join(' ')});
    return svg('svg', {width: 26, height: 10, class: 'rate-key', 'aria-hidden': 'true'}, mark);
}

/** One column of bits for all lines, as uPlot wants it. @param {RateCurve[]} curves */
function columnsOf(curves) {
    const bits = [...new Set(curves.flatMap(({rates}) => rates.map((rate) => rate.bits)))].sort((a, b) => a - b);
    const errors = curves.map(({rates}) => bits.map((at) => rates.find((rate) => rate.bits === at)?.error ?? null));
    return /** @type {import('../../vendor/uplot/uPlot.esm.js').AlignedData} */ ([bits, ...errors]);
}

/**
 * @param {{curves: (RateCurve & LineStyle)[], one: string}} shown @param {number} width @param {(plot: uPlot) => void} onDraw
 * @returns {import('../../vendor/uplot/uPlot.esm.js').Options}
 */
function optionsFor({curves, one}, width, onDraw) {
    const axis = {
        stroke: colour('--ink-soft'), font: FONT, labelFont: FONT, labelSize: 16,
        grid: {stroke: colour('--line'), width: 1}, ticks: {show: false},
    };
    return {
        width, height: HEIGHT, padding: [8, 14, 0, 0], legend: {show: false}, cursor: {show: false},
        scales: {
            // twice the bits are as far everywhere
            x: {time: false, distr: 3, log: 2, range: (_, min, max) => [min / 1.3, max * 1.3]},
            y: {range: (_, __, max) => [0, max > 0 ? max * 1.08 : 1]},
        },
        axes: [
            {...axis, label: `bits per ${one}`, size: 26, splits: (_, __, min, max) => powersOf2(min, max), values: (_, splits) => splits.map((bits) => bits === null ? '' : compact(bits))},
            {...axis, label: 'mean squared error', size: 48, space: 36, values: (_, splits) => splits.map((error) => significant(error))},
        ],
        series: [{}, ...curves.map(({name, token, dash, width: wide, rates}) => ({
            label: name, stroke: colour(token), width: wide, dash, spanGaps: true,
            points: {show: true, size: rates.length === 1 ? 10 : 5, fill: colour(token)},
        }))],
        hooks: {draw: [onDraw]},
    };
}

/** At most eight. @param {number} min @param {number} max */
function powersOf2(min, max) {
    const [first, last] = [Math.ceil(Math.log2(min)), Math.floor(Math.log2(max))];
    const step = Math.ceil((last - first + 1) / 8);
    return Array.from({length: Math.floor((last - first) / step) + 1}, (_, i) => 2 ** (first + i * step));
}
