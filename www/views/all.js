// All views as one: hands each event to those it concerns. Main thread.

import {byId} from '../dom.js';
import {createTools} from '../tools/all.js';
import {createAdvice} from './advice.js';
import {createLatentScatter} from './latent-scatter.js';
import {createLossChart} from './loss-chart.js';
import {createMetricsTable} from './metrics-table.js';
import {createNetwork} from './network.js';
import {createPlane} from './plane.js';
import {createReconGrid} from './recon-grid.js';
import {createStatusLine} from './status-line.js';

/** @param {{ask: import('./plane.js').Ask}} parts */
export function createViews({ask}) {
    const network = createNetwork(byId('network'), {caption: byId('network-caption'), table: byId('layer-rows')});
    const loss = createLossChart(byId('loss'), {
        readout: byId('loss-readout'),
        logSwitch: /** @type {HTMLInputElement} */ (byId('loss-log')),
    });
    const recon = createReconGrid(byId('recon'), {
        note: byId('recon-note'), rows: byId('recon-rows'), pcaSwitch: /** @type {HTMLInputElement} */ (byId('recon-pca')),
    });
    const plane = createPlane(byId('place'), {
        ask, onNews: () => scatter.redraw(), others: byId('plane-others'), walks: byId('plane-walks'),
        prior: byId('plane-prior'), rings: /** @type {HTMLInputElement} */ (byId('plane-rings')),
        mapSwitch: /** @type {HTMLInputElement} */ (byId('scatter-map')),
        density: /** @type {HTMLInputElement} */ (byId('map-density')),
    });
    const scatter = createLatentScatter({
        plane: byId('scatter'), beside: byId('scatter-beside'), pca: byId('scatter-pca-plane'),
        group: byId('scatter-group'), ask, bar: byId('scatter-bar'), pcaBar: byId('pca-bar'), legend: byId('scatter-legend'), axes: byId('scatter-axes'), hint: byId('scatter-hint'), pcaSwitch: /** @type {HTMLInputElement} */ (byId('scatter-pca')),
        picturesSwitch: /** @type {HTMLInputElement} */ (byId('scatter-pictures')),
        quantileSwitch: /** @type {HTMLInputElement} */ (byId('plane-quantiles')),
    }, plane);
    const tools = createTools({ask, mark: (code) => scatter.mark(code), selected: plane.selected});
    const metrics = createMetricsTable(byId('metrics'), {
        note: byId('metrics-note'), button: /** @type {HTMLButtonElement} */ (byId('metrics-test')),
    });
    const advice = createAdvice(byId('scatter-advice'));
    const status = createStatusLine({
        state: byId('status-state'), device: byId('status-device'), why: byId('status-why'), step: byId('status-step'),
        epoch: byId('status-epoch'), steps: byId('status-steps'), examples: byId('status-examples'),
    }, /** @type {HTMLProgressElement} */ (byId('status-loading')), byId('status-spoken'));

    return {
        /** A new run. @param {import('../protocol.js').CreatedEvent} event */
        begin(event) {
            loss.begin(event.description.terms);
            network.update(event.description);
            recon.begin(event);
            plane.begin(event);
            scatter.begin(event);
            tools.begin(event);
            advice.begin(event.config);
            status.device(event.device);
            status.update({step: 0, epoch: 0, validation: NaN});
        },
        /** @param {import('../protocol.js').ProgressEvent} event */
        progress(event) {
            loss.update(event);
            const {step, epoch, stepsPerSecond, examplesPerSecond} = event;
            status.update({step, epoch, stepsPerSecond, examplesPerSecond, validation: loss.latest().validation});
        },
        /** @param {import('../protocol.js').SnapshotEvent} event */
        snapshot(event) {
            recon.update(event);
            plane.update(event);
            scatter.update(event);
            tools.update();
            advice.update(event);
        },
        measured: metrics.update,
        /** What the settings would build. @param {import('../protocol.js').Description} description */
        describe: (description) => network.update(description),
        /** What the run is compared with, or how far that is. @param {import('../pca.js').PcaNews} news */
        pca(news) {
            loss.compare(news);
            recon.compare(news);
            scatter.compare(news);
            byId('pca-note').textContent = news.words;
        },
        status: status.update,
        device: status.device,
        /** @param {boolean} isPending whether the drawn network is that of a restart */
        pending(isPending) {
            byId('network-pending').hidden = !isPending;
        },
        recolour() {
            loss.recolour();
            recon.recolour();
            plane.recolour();
            tools.recolour();
            scatter.recolour();
        },
    };
}
