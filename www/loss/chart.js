// The loss chart: the curves of the current run, or of several compared runs instead, linear or logarithmic, with a readout
// under the pointer. Main thread.

import {createPlot} from '../ui/plot.js';
import {unitOfLoss} from './lines.js';
import {createPcaLine} from './pca-line.js';
import {describeLossPlot} from './plot.js';
import {createReplayMarker} from './replay-marker.js';
import {createRunCurves} from './run-curves.js';

/** @typedef {import('../ui/plot.js').uPlot} uPlot */
/** @typedef {import('../ui/plot.js').AlignedData} AlignedData */
/** @typedef {import('./run-overlay.js').Overlay} Overlay */

/**
 * @param {HTMLElement} host
 * @param {{readout: HTMLElement, unit: HTMLElement, logSwitch: HTMLInputElement}} options
 */
export function createLossChart(host, {readout, unit, logSwitch}) {
    const pca = createPcaLine();
    const replay = createReplayMarker();
    const run = createRunCurves({pca, replay});
    /** @type {Overlay | null} */
    let overlay = null; // curves of compared runs
    const curves = () => overlay ?? run;
    /** @type {(step: number, data: AlignedData) => void} */
    let read = run.readout(readout);
    const isLog = () => logSwitch.checked;
    const hooks = {setCursor: [readCursor], draw: [(/** @type {uPlot} */ drawn) => curves().draw(drawn)]};
    const plot = createPlot(host, {
        describe: () => describeLossPlot(curves(), {isLog: isLog(), hooks}),
        columns: (join) => curves().columns(join, {positiveOnly: isLog()}),
        onDrawn: readCursor,
    });
    logSwitch.addEventListener('change', plot.redraw);

    /** @param {uPlot} drawn */
    function readCursor({data, cursor}) {
        read(curves().stepAt(data, cursor.idx), data);
    }

    return {
        /** Draws what was appended to the series of the run. */
        update: plot.show,
        /** A new run. @param {import('../protocol/answers.js').Summary} description @param {import('../runs/loss-series.js').LossSeries} series */
        begin(description, series) {
            unit.textContent = unitOfLoss(description.terms, description.dataset);
            const isOther = run.begin(description, series);
            if (isOther && !overlay) read = run.readout(readout);
            plot.redraw();
        },
        /** The error of PCA, or its progress. @param {import('../client/pca-client.js').PcaNews} news */
        compare(news) {
            pca.update(news);
            plot.redraw();
        },
        /** Shows compared runs instead of the current one. @param {Overlay | null} next null: the current run again */
        overlay(next) {
            const isOther = next?.shape !== overlay?.shape;
            overlay = next;
            unit.hidden = next?.hasOtherUnit ?? false;
            if (!isOther) return plot.redraw();
            read = curves().readout(readout);
            plot.show();
        },
        /** Marks the replayed step. @param {number | null} step null: no replay */
        markReplay(step) {
            replay.set(step);
            plot.redraw();
        },
        recolour: plot.redraw,
        isLog,
    };
}
