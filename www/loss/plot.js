// The uPlot chart of the loss. Loads the library with the first losses, follows the size of its host, and rebuilds the chart
// for other curves. Main thread.

import {createFrame} from '../scheduling/animation-frame.js';
import {createLazyModule} from '../ui/lazy-module.js';
import {compact, significant} from '../ui/format.js';
import {colour} from '../ui/theme.js';
import {chartLibrary} from './uplot.js';

/** @typedef {import('../vendor/uplot/uPlot.esm.js')} uPlot */
/** @typedef {import('../vendor/uplot/uPlot.esm.js').Options} Options */
/** @typedef {import('../vendor/uplot/uPlot.esm.js').AlignedData} AlignedData */
/** @typedef {(tables: AlignedData[]) => AlignedData} Join */

/**
 * @typedef {object} Curves
 * @property {() => Options['series']} series
 * @property {() => boolean} hasShares whether the chart has an axis for shares
 * @property {number} room at the right, in CSS pixels
 * @property {(join: Join, options: {positiveOnly: boolean}) => AlignedData} columns
 * @property {(plot: uPlot) => void} draw draws over the curves
 */

const REDRAW_MS = 100;
const HEIGHT = 210;
const FONT = '11px system-ui, sans-serif';

/** @param {HTMLElement} host @param {{curves: () => Curves, isLog: () => boolean, onCursor: (plot: uPlot) => void}} options */
export function createPlot(host, {curves, isLog, onCursor}) {
    /** @type {uPlot | null} */
    let plot = null;
    /** @type {Join} */
    let join = ([table]) => table; // until the library is loaded
    const frame = createFrame(draw, REDRAW_MS);
    const library = createLazyModule({name: 'The chart', load: chartLibrary, show: (message) => host.append(message), isOnDemand: true});
    const requestBuild = () => library.use(build, 'build');
    const columns = () => curves().columns(join, {positiveOnly: isLog()});

    /** @param {Awaited<ReturnType<typeof chartLibrary>>} UPlot */
    function build(UPlot) {
        join = UPlot.join;
        plot?.destroy();
        const {series, hasShares, room} = curves();
        const hooks = {setCursor: [onCursor], draw: [(/** @type {uPlot} */ drawn) => curves().draw(drawn)]};
        plot = new UPlot(chartOptions({...sizeOf(host), lines: series(), hasShares: hasShares(), room, isLog: isLog(), hooks}), columns(), host);
    }

    function draw() {
        if (!plot) return library.hasFailed() || requestBuild();
        plot.setData(columns());
        onCursor(plot);
    }

    new ResizeObserver(() => {
        if (plot && host.clientWidth > 0) plot.setSize(sizeOf(host));
    }).observe(host);

    return {
        /** Draws, and loads the library first. */
        show: frame.request,
        /** Draws if the library is loaded. */
        redraw: () => plot && frame.request(),
        /** Builds the chart for other curves or colours; loads the library if `isForced`. */
        rebuild: (isForced = false) => (plot || isForced) && requestBuild(),
    };
}

/** @param {HTMLElement} host */
const sizeOf = (host) => ({width: Math.max(200, host.clientWidth), height: Math.max(150, host.clientHeight || HEIGHT)});

/**
 * @param {object} options
 * @param {number} options.width
 * @param {number} options.height
 * @param {Options['series']} options.lines
 * @param {boolean} options.hasShares
 * @param {number} options.room
 * @param {boolean} options.isLog
 * @param {Options['hooks']} options.hooks
 * @returns {Options}
 */
function chartOptions({width, height, lines, hasShares, room, isLog, hooks}) {
    const axis = {
        stroke: colour('--ink-soft'), font: FONT, labelFont: FONT,
        grid: {stroke: colour('--line'), width: 1}, ticks: {show: false},
    };
    return {
        width, height, hooks,
        legend: {show: false},
        cursor: {drag: {x: false, y: false}, y: false, points: {size: 6}},
        padding: [8, hasShares ? 0 : room, 0, 0],
        scales: {
            x: {time: false, range: (_, __, max) => [0, Math.max(10, max || 0)]},
            y: isLog ? {distr: 3} : {range: (_, __, max) => [0, max > 0 ? max * 1.05 : 1]},
            share: {range: [0, 1]},
        },
        axes: [
            {...axis, size: 24, space: 70, label: 'step', labelSize: 16, values: (_, splits) => splits.map((step) => Number.isInteger(step) ? compact(step) : '')},
            {...axis, size: 50, space: 40, values: (_, splits) => splits.map((value) => value === null ? '' : significant(value))},
            ...hasShares ? [{
                ...axis, scale: 'share', side: /** @type {1} */ (1), size: 44, grid: {show: false},
                values: (/** @type {uPlot} */ _, /** @type {number[]} */ splits) => splits.map((share) => `${Math.round(100 * share)} %`),
            }] : [],
        ],
        series: [{}, ...lines],
    };
}
