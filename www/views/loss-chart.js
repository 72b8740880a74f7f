// The loss chart: training loss raw and smoothed, validation loss, the error of PCA, linear or logarithmic, with a
// readout under the pointer. The drawing is uPlot's; the numbers are kept in loss-series.js. Main thread.

import {element} from '../dom.js';
import {createFrame} from '../frame.js';
import {loss, short, whole} from '../numbers.js';
import {colour} from '../theme.js';
import {chartColumns, createLossSeries} from './loss-series.js';

/** @typedef {import('../vendor/uplot/uPlot.esm.js')} uPlot */
/** @typedef {import('../vendor/uplot/uPlot.esm.js').Options} Options */

const REDRAW_MS = 100;
const HEIGHT = 210;
const FONT = '11px system-ui, sans-serif';
const SERIES = [
    {name: 'training', token: '--loss-raw', width: 1},
    {name: 'smoothed', token: '--loss-smooth', width: 2},
    {name: 'validation', token: '--loss-validation', width: 1.5},
];
const BASELINE = 1 + SERIES.length; // its column, behind the steps and the curves

/**
 * @param {HTMLElement} host
 * @param {{readout: HTMLElement, logSwitch: HTMLInputElement}} parts
 */
export function createLossChart(host, {readout, logSwitch}) {
    let series = createLossSeries();
    /** @type {uPlot | null} */
    let plot = null;
    /** @type {Promise<void> | null} */
    let first = null; // of all builds
    const frame = createFrame(draw, REDRAW_MS);
    const show = createReadout(readout);
    const baseline = createBaseline(readout);

    // fetched with the first losses: no training waits for it
    const library = () => import('../vendor/uplot/uPlot.esm.js');

    async function build() {
        const {default: UPlot} = await library();
        plot?.destroy();
        const size = {width: Math.max(200, host.clientWidth), height: chartHeight(host)};
        plot = new UPlot(chartOptions({...size, log: logSwitch.checked, onCursor}), columns(), host);
    }

    /** @returns {import('../vendor/uplot/uPlot.esm.js').AlignedData} */
    function columns() {
        const curves = chartColumns(series, {positiveOnly: logSwitch.checked});
        return [...curves, curves[0].map(() => baseline.error(logSwitch.checked))];
    }

    function draw() {
        if (!plot) return void (first ??= build());
        plot.setData(columns());
        onCursor();
    }

    /** What is under the pointer, or else the newest. */
    function onCursor() {
        const i = plot?.cursor.idx;
        const step = i !== null && i !== undefined && plot ? plot.data[0][i] : series.steps();
        show(step, series);
    }

    const rebuild = () => plot && void build();
    logSwitch.addEventListener('change', rebuild);
    new ResizeObserver(() => {
        if (!plot || host.clientWidth === 0) return;
        plot.setSize({width: Math.max(200, host.clientWidth), height: chartHeight(host)});
    }).observe(host);

    return {
        /** @param {import('../protocol.js').ProgressEvent} progress */
        update(progress) {
            series.append(progress);
            frame.request();
        },
        clear() {
            series = createLossSeries();
            if (plot) frame.request();
        },
        /** What a linear map of the same size would reach. @param {import('../pca.js').PcaNews} news */
        compare(news) {
            baseline.update(news);
            if (plot) frame.request();
        },
        recolour: rebuild,
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

/** @param {HTMLElement} host */
function createReadout(host) {
    const step = element('span', {class: 'readout-step'});
    const values = SERIES.map(({name, token}) => {
        const value = element('b', {}, '–');
        const key = element('span', {class: 'key'});
        key.style.setProperty('--key', `var(${token})`);
        host.append(element('span', {class: 'readout-item'}, key, `${name} `, value));
        return value;
    });
    host.prepend(step);

    /** @param {number} at @param {import('./loss-series.js').LossSeries} series */
    return (at, series) => {
        step.textContent = `step ${whole(at)}`;
        const seen = series.validations();
        const validation = seen.findLast((entry) => entry.step <= at);
        const texts = at > 0 ? [series.rawAt(at), series.smoothAt(at), validation?.loss] : [null, null, validation?.loss];
        values.forEach((value, i) => {
            value.textContent = loss(texts[i]);
        });
    };
}

/** The line of principal components: where it is, and what is said of it. @param {HTMLElement} host */
function createBaseline(host) {
    const value = element('b', {}, '–');
    const item = element('span', {class: 'readout-item', hidden: true}, element('span', {class: 'key dashed'}), 'PCA ', value);
    host.append(item);
    /** @type {number | null} */
    let error = null;
    return {
        // what rounding leaves of a perfect copy would stretch a logarithmic axis to nothing but itself
        error: (/** @type {boolean} */ log) => error !== null && (!log || error > 1e-8) ? error : null,
        /** @param {import('../pca.js').PcaNews} news */
        update(news) {
            error = news.error;
            item.hidden = !news.applies;
            value.textContent = error === null && news.progress > 0 ? `${Math.floor(100 * news.progress)} %` : loss(error);
        },
    };
}

/** Names the line of principal components at its end. @param {uPlot} plot */
function drawLabel(plot) {
    const error = plot.data[BASELINE]?.at(-1);
    if (error === null || error === undefined) return;
    const {ctx, bbox} = plot;
    const ratio = devicePixelRatio || 1;
    ctx.save();
    ctx.font = `${11 * ratio}px system-ui, sans-serif`;
    ctx.fillStyle = colour('--loss-pca');
    ctx.textAlign = 'right';
    ctx.fillText('PCA', bbox.left + bbox.width - 4 * ratio, plot.valToPos(error, 'y', true) - 4 * ratio);
    ctx.restore();
}

/**
 * @param {{width: number, height: number, log: boolean, onCursor: () => void}} options
 * @returns {Options}
 */
function chartOptions({width, height, log, onCursor}) {
    const axis = {
        stroke: colour('--ink-soft'), font: FONT, labelFont: FONT,
        grid: {stroke: colour('--line'), width: 1}, ticks: {show: false},
    };
    const strokes = SERIES.map(({token}) => colour(token));
    return {
        width, height,
        legend: {show: false},
        cursor: {drag: {x: false, y: false}, y: false, points: {size: 6}},
        padding: [8, 20, 0, 0],
        scales: {
            x: {time: false, range: (_, __, max) => [0, Math.max(10, max || 0)]},
            y: log ? {distr: 3} : {range: (_, __, max) => [0, max > 0 ? max * 1.05 : 1]},
        },
        axes: [
            {...axis, size: 28, space: 70, values: (_, splits) => splits.map((step) => Number.isInteger(step) ? short(step) : '')},
            {...axis, size: 50, space: 40, values: (_, splits) => splits.map((value) => value === null ? '' : loss(value))},
        ],
        series: [
            {},
            ...SERIES.map(({name, width: lineWidth}, i) => ({
                label: name,
                stroke: strokes[i],
                width: lineWidth,
                spanGaps: true,
                points: i === 2 ? {show: isSparse, size: 5, fill: strokes[i]} : {show: false},
            })),
            {label: 'PCA', stroke: colour('--loss-pca'), width: 1.5, dash: [6, 4], points: {show: false}},
        ],
        hooks: {setCursor: [onCursor], draw: [drawLabel]},
    };
}
