// Curves of the current run in the loss chart: raw and smoothed training loss, validation loss, terms, and PCA. Main thread.

import {element} from '../ui/dom.js';
import {integer, significant} from '../ui/format.js';
import {colour} from '../ui/theme.js';
import {drawnTerms, factorOf, linesFor} from './lines.js';
import {chartColumns, createLossSeries} from '../runs/loss-series.js';

/** @typedef {import('../vendor/uplot/uPlot.esm.js')} uPlot */
/** @typedef {import('../vendor/uplot/uPlot.esm.js').Options} Options */
/** @typedef {import('../vendor/uplot/uPlot.esm.js').AlignedData} AlignedData */

/** @param {{pca: ReturnType<typeof import('./pca-line.js').createPcaLine>, replay: ReturnType<typeof import('./replay-marker.js').createReplayMarker>}} marks */
export function createRunCurves({pca, replay}) {
    let series = createLossSeries();
    /** @type {import('../protocol/messages.js').Term[]} */
    let terms = [];
    /** @type {import('../examples/terms.js').DatasetKind} */
    let kind = {kind: 'image'};
    const lines = () => linesFor(terms, kind);

    return {
        /** A new run. @param {import('../protocol/messages.js').Description} description @param {import('../runs/loss-series.js').LossSeries} losses @returns {boolean} whether it has other lines */
        begin({terms: next, dataset}, losses) {
            const isOther = JSON.stringify(next) !== JSON.stringify(terms) || dataset.kind !== kind.kind;
            terms = next;
            kind = dataset;
            series = losses;
            return isOther;
        },
        room: 20,
        hasShares: () => lines().some(({scale}) => scale === 'share'),
        series: () => [...chartSeries(lines()), pca.series()],
        /** @param {(tables: AlignedData[]) => AlignedData} _ @param {{positiveOnly: boolean}} options @returns {AlignedData} */
        columns(_, {positiveOnly}) {
            const curves = chartColumns(series, {positiveOnly, factors: drawnTerms(terms).map(factorOf)});
            return /** @type {AlignedData} */ ([...curves, pca.column(curves[0], {positiveOnly})]);
        },
        /** @param {uPlot} plot */
        draw(plot) {
            pca.draw(plot);
            replay.draw(plot);
        },
        /** The step under the pointer, or else the replayed one, or else the newest. @param {AlignedData} data @param {number | null | undefined} index */
        stepAt: (data, index) => typeof index === 'number' ? data[0][index] : Math.min(replay.step() ?? Infinity, series.steps()),
        /** @param {HTMLElement} host */
        readout(host) {
            const show = createReadout(host, lines(), pca.item);
            return (/** @type {number} */ step) => show(step, series);
        },
    };
}

/** True if there is room for a dot at each value. @param {uPlot} plot @param {number} i */
const isSparse = (plot, i) => Array.from(plot.data[i]).filter((value) => value !== null).length < 50;

/** @param {import('./lines.js').LossLine[]} lines @returns {Options['series']} */
const chartSeries = (lines) => lines.map(({name, token, width, scale, dash}, i) => ({
    label: name, scale, dash, stroke: colour(token), width, spanGaps: true,
    points: i === 2 ? {show: isSparse, size: 5, fill: colour(token)} : {show: false},
}));

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

    /** @param {number} at @param {import('../runs/loss-series.js').LossSeries} series */
    return (at, series) => {
        step.textContent = `step ${integer(at)}`;
        const validation = series.validations().findLast((entry) => entry.step <= at);
        const known = at > 0;
        const terms = Array.from({length: series.termCount}, (_, term) => known ? series.termAt(term, at) : null);
        const losses = [known ? series.rawAt(at) : null, known ? series.smoothAt(at) : null, validation?.loss, ...terms];
        values.forEach(({value}, i) => {
            value.textContent = significant(losses[i]);
        });
    };
}
