// The loss chart: training loss raw and smoothed, validation loss, the terms that make it up and the error of PCA,
// linear or logarithmic, with a readout under the pointer; or, while runs are compared, a curve of each of them instead.
// The drawing is uPlot's; the numbers are kept in series.js. Main thread.

import {element} from '../ui/dom.js';
import {createFrame} from '../scheduling/animation-frame.js';
import {createLazyModule} from '../ui/lazy-module.js';
import {compact, integer, significant} from '../ui/format.js';
import {colour} from '../ui/theme.js';
import {drawnTerms, factorOf, linesFor, unitOfLoss} from './lines.js';
import {chartLibrary} from './uplot.js';
import {chartColumns, createLossSeries} from './series.js';
import {createReplayMarker} from './replay-marker.js';
import {createPcaLine} from './pca-line.js';

/** @typedef {import('../vendor/uplot/uPlot.esm.js')} uPlot */
/** @typedef {import('../vendor/uplot/uPlot.esm.js').Options} Options */
/** @typedef {import('../vendor/uplot/uPlot.esm.js').AlignedData} AlignedData */
/** @typedef {import('./run-overlay.js').Overlay} Overlay */

const REDRAW_MS = 100;
const HEIGHT = 210;
const FONT = '11px system-ui, sans-serif';

/**
 * @param {HTMLElement} host
 * @param {{readout: HTMLElement, unit: HTMLElement, logSwitch: HTMLInputElement}} parts
 */
export function createLossChart(host, {readout, unit, logSwitch}) {
    let series = createLossSeries();
    /** @type {import('../protocol/messages.js').Term[]} */
    let terms = [];
    /** @type {import('../examples/terms.js').DatasetKind} */
    let kind = {kind: 'image'};
    /** @type {uPlot | null} */
    let plot = null;
    const frame = createFrame(draw, REDRAW_MS);
    const pca = createPcaLine();
    const replay = createReplayMarker();
    let readStep = createReadout(readout, linesFor(terms, kind), pca.item);
    /** @type {Overlay | null} */
    let overlay = null; // the runs that are compared
    /** @type {ReturnType<Overlay['readout']> | null} */
    let showOverlay = null;
    let join = (/** @type {AlignedData[]} */ [table]) => table; // until the library has come

    // fetched with the first losses
    const library = createLazyModule({name: 'The chart', load: chartLibrary, show: (message) => host.append(message), isOnDemand: true});
    const requestBuild = () => library.use(build, 'build');

    /** @param {Awaited<ReturnType<typeof chartLibrary>>} UPlot */
    function build(UPlot) {
        join = UPlot.join;
        plot?.destroy();
        const size = {width: Math.max(200, host.clientWidth), height: chartHeight(host)};
        const lines = linesFor(terms, kind);
        const own = {
            lines: overlay ? overlay.series() : [...ownSeries(lines), pca.series()],
            shares: !overlay && lines.some(({scale}) => scale === 'share'),
            right: overlay?.room ?? 20,
            hooks: {setCursor: [onCursor], draw: overlay ? [(/** @type {uPlot} */ drawn) => overlay?.draw(drawn)] : [pca.draw, replay.draw]},
        };
        plot = new UPlot(chartOptions({...size, ...own, log: logSwitch.checked}), columns(), host);
    }

    /** @returns {AlignedData} */
    function columns() {
        const positiveOnly = logSwitch.checked;
        if (overlay) return overlay.columns(join, {positiveOnly});
        const curves = chartColumns(series, {positiveOnly, factors: drawnTerms(terms).map(factorOf)});
        return /** @type {AlignedData} */ ([...curves, pca.column(curves[0], {positiveOnly})]);
    }

    function draw() {
        if (!plot) return library.hasFailed() || requestBuild();
        plot.setData(columns());
        onCursor();
    }

    /** What is under the pointer, or else what is looked back at, or else the newest. */
    function onCursor() {
        const i = plot?.cursor.idx;
        if (overlay && plot) return showOverlay?.(plot.data[0][i ?? plot.data[0].length - 1] ?? 0, plot.data);
        const step = i !== null && i !== undefined && plot ? plot.data[0][i] : Math.min(replay.step() ?? Infinity, series.steps());
        readStep(step, series);
    }

    const rebuild = () => plot && requestBuild();
    logSwitch.addEventListener('change', rebuild);
    new ResizeObserver(() => {
        if (!plot || host.clientWidth === 0) return;
        plot.setSize({width: Math.max(200, host.clientWidth), height: chartHeight(host)});
    }).observe(host);

    return {
        /** @param {import('../protocol/messages.js').ProgressEvent} progress */
        update(progress) {
            series.append(progress);
            frame.request();
        },
        /** A new run, whose loss is made of terms. @param {import('../protocol/messages.js').Description} description */
        begin({terms: next, dataset}) {
            unit.textContent = unitOfLoss(next, dataset);
            const others = JSON.stringify(next) !== JSON.stringify(terms) || dataset.kind !== kind.kind;
            terms = next;
            kind = dataset;
            series = createLossSeries(undefined, drawnTerms(terms).length);
            if (others && !overlay) readStep = createReadout(readout, linesFor(terms, kind), pca.item);
            if (plot && others) {
                // the old one has other lines than the numbers that come from now on
                plot.destroy();
                plot = null;
                requestBuild();
            } else if (plot) frame.request();
        },
        /** What a linear map of the same size would reach. @param {import('../client/pca-client.js').PcaNews} news */
        compare(news) {
            pca.update(news);
            if (plot) frame.request();
        },
        /** Several runs instead of the one. @param {Overlay | null} next null: the one again */
        overlay(next) {
            const isOther = next?.shape !== overlay?.shape;
            overlay = next;
            unit.hidden = next?.hasOtherUnit ?? false;
            if (!isOther) return plot && frame.request();
            if (overlay) showOverlay = overlay.readout(readout);
            else readStep = createReadout(readout, linesFor(terms, kind), pca.item);
            plot?.destroy();
            plot = null;
            requestBuild();
        },
        /** A step is looked back at. @param {number | null} step null: nobody does */
        markReplay(step) {
            replay.set(step);
            if (plot) frame.request();
        },
        recolour: rebuild,
        /** Every loss of the run. */
        series: () => series,
        /** The newest numbers, for the text twin. */
        latest() {
            const seen = series.validations();
            return {smooth: series.steps() ? series.smoothAt(series.steps()) : NaN, validation: seen.at(-1)?.loss ?? NaN};
        },
    };
}

/** @param {HTMLElement} host */
const chartHeight = (host) => Math.max(150, host.clientHeight || HEIGHT);

/** Whether there is room to mark every value. @param {uPlot} plot @param {number} i */
const isSparse = (plot, i) => Array.from(plot.data[i]).filter((value) => value !== null).length < 50;

/** @param {HTMLElement} host @param {import('./lines.js').LossLine[]} lines @param {HTMLElement} last */
function createReadout(host, lines, last) {
    const step = element('span', {class: 'readout-step'});
    const values = lines.map(({name, title, token}) => {
        const value = element('b', {}, '–');
        const key = element('span', {class: 'key'});
        key.style.setProperty('--key', `var(${token})`);
        return {value, item: element('span', {class: 'readout-item', title}, key, `${name} `, value)};
    });
    host.replaceChildren(step, ...values.map(({item}) => item), last);

    /** @param {number} at @param {import('./series.js').LossSeries} series */
    return (at, series) => {
        step.textContent = `step ${integer(at)}`;
        const seen = series.validations();
        const validation = seen.findLast((entry) => entry.step <= at);
        const known = at > 0;
        const terms = Array.from({length: series.termCount}, (_, term) => known ? series.termAt(term, at) : null);
        const texts = [known ? series.rawAt(at) : null, known ? series.smoothAt(at) : null, validation?.loss, ...terms];
        values.forEach(({value}, i) => {
            value.textContent = significant(texts[i]);
        });
    };
}

/** @param {import('./lines.js').LossLine[]} lines @returns {Options['series']} */
const ownSeries = (lines) => lines.map(({name, token, width, scale, dash}, i) => ({
    label: name,
    scale,
    dash,
    stroke: colour(token),
    width,
    spanGaps: true,
    points: i === 2 ? {show: isSparse, size: 5, fill: colour(token)} : {show: false},
}));

/**
 * @param {object} options
 * @param {number} options.width
 * @param {number} options.height
 * @param {Options['series']} options.lines
 * @param {boolean} options.shares whether there is an axis for them
 * @param {number} options.right room beside the chart where there is no such axis
 * @param {boolean} options.log
 * @param {Options['hooks']} options.hooks
 * @returns {Options}
 */
function chartOptions({width, height, lines, shares, right, log, hooks}) {
    const axis = {
        stroke: colour('--ink-soft'), font: FONT, labelFont: FONT,
        grid: {stroke: colour('--line'), width: 1}, ticks: {show: false},
    };
    return {
        width, height, hooks,
        legend: {show: false},
        cursor: {drag: {x: false, y: false}, y: false, points: {size: 6}},
        padding: [8, shares ? 0 : right, 0, 0],
        scales: {
            x: {time: false, range: (_, __, max) => [0, Math.max(10, max || 0)]},
            y: log ? {distr: 3} : {range: (_, __, max) => [0, max > 0 ? max * 1.05 : 1]},
            share: {range: [0, 1]},
        },
        axes: [
            {...axis, size: 24, space: 70, label: 'step', labelSize: 16, values: (_, splits) => splits.map((step) => Number.isInteger(step) ? compact(step) : '')},
            {...axis, size: 50, space: 40, values: (_, splits) => splits.map((value) => value === null ? '' : significant(value))},
            ...shares ? [{
                ...axis, scale: 'share', side: /** @type {1} */ (1), size: 44, grid: {show: false},
                values: (/** @type {uPlot} */ _, /** @type {number[]} */ splits) => splits.map((share) => `${Math.round(100 * share)} %`),
            }] : [],
        ],
        series: [{}, ...lines],
    };
}
