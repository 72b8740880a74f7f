// Line chart by uPlot, from a description as data. Loads the library with the first data, follows the size of its host, and
// builds the chart again when its description changes. Main thread.

import {createFrame} from '../scheduling/animation-frame.js';
import {createLazyModule} from './lazy-module.js';
import {loadStyle} from './style-sheet.js';
import {colour} from './theme.js';

/** @typedef {import('../vendor/uplot/uPlot.esm.js')} uPlot */
/** @typedef {import('../vendor/uplot/uPlot.esm.js').Options} Options */
/** @typedef {import('../vendor/uplot/uPlot.esm.js').AlignedData} AlignedData */
/** @typedef {(tables: AlignedData[]) => AlignedData} Join */

/**
 * @typedef {object} PlotLine
 * @property {string} name
 * @property {string} token of its colour
 * @property {number} width
 * @property {number[]} [dash]
 * @property {string} [scale]
 * @property {number} [dots] size of a dot at each value, where there are few
 */

/** @typedef {Omit<Options, 'width' | 'height' | 'series'> & {lines: PlotLine[]}} PlotDescription */

const REDRAW_MS = 100;
const HEIGHT = 210;
const FONT = '11px system-ui, sans-serif';
const FEW = 50; // values with a dot

/** An axis in the colours of the theme. @param {import('../vendor/uplot/uPlot.esm.js').Axis} own @returns {import('../vendor/uplot/uPlot.esm.js').Axis} */
export const axisOf = (own) => ({
    stroke: colour('--ink-soft'), font: FONT, labelFont: FONT, labelSize: 16,
    grid: {stroke: colour('--line'), width: 1}, ticks: {show: false}, ...own,
});

/** @param {PlotLine} line @returns {Options['series'][0]} */
const seriesOf = ({name, token, width, dash, scale = 'y', dots}) => ({
    label: name, scale, dash, width, stroke: colour(token), spanGaps: true,
    points: dots ? {show: isSparse, size: dots, fill: colour(token)} : {show: false},
});

/** @param {uPlot} plot @param {number} i */
const isSparse = (plot, i) => Array.from(plot.data[i]).filter((value) => value !== null).length < FEW;

/** The library; from the second call on without a request. */
async function chartLibrary() {
    ensureLanguageTag();
    const [{default: UPlot}] = await Promise.all([import('../vendor/uplot/uPlot.esm.js'), loadStyle('vendor/uplot/uPlot.css')]);
    return UPlot;
}

/** Replaces a browser's language that is no language tag: with the locale C, WebKitGTK says "C", and uPlot does not load. */
function ensureLanguageTag() {
    try {
        Intl.getCanonicalLocales(navigator.language);
    } catch {
        Object.defineProperty(navigator, 'language', {value: 'en', configurable: true});
    }
}

/**
 * @param {HTMLElement} host
 * @param {object} options
 * @param {() => PlotDescription | null} options.describe null: no chart
 * @param {(join: Join) => AlignedData} options.columns
 * @param {(plot: uPlot) => void} [options.onDrawn]
 */
export function createPlot(host, {describe, columns, onDrawn = () => undefined}) {
    /** @type {uPlot | null} */
    let plot = null;
    let built = ''; // description of the plot
    const frame = createFrame(draw, REDRAW_MS);
    const library = createLazyModule({name: 'The chart', load: chartLibrary, show: (message) => host.append(message), isOnDemand: true});

    function draw() {
        const description = describe();
        if (!description) return drop();
        const UPlot = library.loaded();
        if (!UPlot) return void (library.hasFailed() || library.use(draw, 'draw'));
        const shape = JSON.stringify(description);
        if (plot && shape === built) {
            plot.setData(columns(UPlot.join));
        } else {
            drop();
            const {lines, ...options} = description;
            plot = new UPlot({legend: {show: false}, ...sizeOf(host), ...options, series: [{}, ...lines.map(seriesOf)]}, columns(UPlot.join), host);
            built = shape;
        }
        onDrawn(plot);
    }

    function drop() {
        plot?.destroy();
        plot = null;
    }

    new ResizeObserver(() => {
        if (plot && host.clientWidth > 0) plot.setSize(sizeOf(host));
    }).observe(host);

    return {
        /** Draws, and loads the library first. */
        show: frame.request,
        /** Draws if there is a chart. */
        redraw: () => plot && frame.request(),
    };
}

/** @param {HTMLElement} host */
const sizeOf = (host) => ({width: Math.max(200, host.clientWidth), height: Math.max(150, host.clientHeight || HEIGHT)});
