// Curves of the current run in the loss chart: raw and smoothed training loss, validation loss, terms, and PCA. Main thread.

import {element} from '../ui/dom.js';
import {integer} from '../ui/format.js';
import {createLossSeries} from '../runs/loss-series.js';
import {PCA_LINE, columnsFor, linesFor} from './lines.js';
import {createReadout} from './readout.js';

/** @typedef {import('../ui/plot.js').uPlot} uPlot */
/** @typedef {import('../ui/plot.js').AlignedData} AlignedData */

/** @param {{pca: ReturnType<typeof import('./pca-line.js').createPcaLine>, replay: ReturnType<typeof import('./replay-marker.js').createReplayMarker>}} marks */
export function createRunCurves({pca, replay}) {
    let series = createLossSeries();
    /** @type {import('../protocol/answers.js').TermInfo[]} */
    let terms = [];
    /** @type {import('../examples/terms.js').DatasetKind} */
    let kind = {kind: 'image'};
    const lines = () => linesFor(terms, kind);

    return {
        /** A new run. @param {import('../protocol/answers.js').Summary} description @param {import('../runs/loss-series.js').LossSeries} losses @returns {boolean} whether it has other lines */
        begin({terms: next, dataset}, losses) {
            const isOther = JSON.stringify(next) !== JSON.stringify(terms) || dataset.kind !== kind.kind;
            terms = next;
            kind = dataset;
            series = losses;
            return isOther;
        },
        room: 20,
        lines: () => [...lines(), PCA_LINE],
        /** @param {import('../ui/plot.js').Join} _ @param {{positiveOnly: boolean}} options */
        columns: (_, {positiveOnly}) => /** @type {AlignedData} */ (columnsFor(series, {terms, pca: pca.error(), positiveOnly})),
        /** @param {uPlot} plot */
        draw(plot) {
            pca.draw(plot);
            replay.draw(plot);
        },
        /** The step under the pointer, or else the replayed one, or else the newest. @param {AlignedData} data @param {number | null | undefined} index */
        stepAt: (data, index) => typeof index === 'number' ? data[0][index] : Math.min(replay.step() ?? Infinity, series.steps()),
        /** @param {HTMLElement} host */
        readout(host) {
            const show = createReadout(host, lines().map(({name, title, token}) => ({key: keyOf(token), name, title})), pca.item);
            return (/** @type {number} */ step) => show(stepInWords(series, step), lossesAt(series, step));
        },
    };
}

/** @param {string} token of a colour */
function keyOf(token) {
    const key = element('span', {class: 'key'});
    key.style.setProperty('--key', `var(${token})`);
    return key;
}

/** The step, or the steps that share its bin. @param {import('../runs/loss-series.js').LossSeries} series @param {number} step */
export function stepInWords(series, step) {
    const {from, to} = series.stepsAt(step);
    return from < to && step > 0 ? `mean of steps ${integer(from)} to ${integer(to)}` : `step ${integer(step)}`;
}

/** @param {import('../runs/loss-series.js').LossSeries} series @param {number} step */
function lossesAt(series, step) {
    const validation = series.validations().findLast((entry) => entry.step <= step)?.loss;
    if (step <= 0) return [null, null, validation];
    const terms = Array.from({length: series.termCount}, (_, term) => series.termAt(term, step));
    return [series.rawAt(step), series.smoothAt(step), validation, ...terms];
}
