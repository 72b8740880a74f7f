// All views as one: hands each event to those it concerns. Main thread.

import {byId} from '../ui/dom.js';
import {createRecord} from './current-run.js';
import {createLazyModule, whenVisible} from '../ui/lazy-module.js';
import {createTools} from '../tools/registry.js';
import {createAdvice} from '../latent/advice.js';
import {createLatentScatter} from '../latent/latent-scatter.js';
import {createLossChart} from '../loss/chart.js';
import {createMetricsTable} from '../cards/metrics-table.js';
import {createNetworkDiagram} from '../cards/network-diagram.js';
import {createPastWords} from './replay-badges.js';
import {createLatentExplorer} from '../latent/explorer.js';
import {createReconstructionGrid} from '../cards/reconstruction-grid.js';
import {createReplaying} from '../runs/snapshot-replay.js';
import {createStatusLine} from './status-bar.js';

/**
 * @param {object} parts
 * @param {import('../latent/explorer.js').Ask} parts.ask
 * @param {(changes: import('../protocol/messages.js').Config) => void} parts.train begins anew with these settings changed
 * @param {import('../tools/registry.js').ToolParts['baselineProbes']} parts.baselineProbes
 * @param {Omit<import('../export/model-file.js').ModelParts, 'ask' | 'now'>} parts.models files of saved ones
 * @param {() => import('../protocol/messages.js').Config | null} parts.config of the newest run, as it is now
 * @param {import('../runs/run-store.js').RunStore} parts.runStore
 * @param {import('../runs/run-recorder.js').Recorder} parts.recorder
 */
export function createViews({ask, train, baselineProbes, models, config, runStore, recorder}) {
    const about = createLazyExplanations();
    const network = createNetworkDiagram(byId('network'), {caption: byId('network-caption'), table: byId('layer-rows')});
    const loss = createLossChart(byId('loss'), {
        readout: byId('loss-readout'), unit: byId('loss-unit'),
        logSwitch: /** @type {HTMLInputElement} */ (byId('loss-log')),
    });
    const recon = createReconstructionGrid(byId('recon'), {
        note: byId('recon-note'), rows: byId('recon-rows'), pcaSwitch: /** @type {HTMLInputElement} */ (byId('recon-pca')),
        onPick: (point) => scatter.select(point),
    });
    const pastWords = createPastWords();
    const replaying = createReplaying({show, onTurn(step) {
        loss.markReplay(step);
        pastWords.show(step);
        plane.rest();
    }});
    const askOfShown = replaying.only(ask);
    const plane = createLatentExplorer(byId('latent-detail'), {
        ask: askOfShown, onNews: () => scatter.redraw(), onSelect: () => tools.update(),
        others: /** @type {HTMLDetailsElement} */ (byId('latent-sliders')), walks: /** @type {HTMLDetailsElement} */ (byId('latent-traversals')),
        prior: byId('prior-options'), rings: /** @type {HTMLInputElement} */ (byId('prior-contours')),
        mapSwitch: /** @type {HTMLInputElement} */ (byId('latent-map')),
        density: /** @type {HTMLInputElement} */ (byId('latent-map-density')),
    });
    let newest = 0; // step of the last snapshot
    const scatter = createLatentScatter({
        plane: byId('scatter'), beside: byId('pca-figure'), pca: byId('pca-scatter'),
        group: byId('selection-panel'), ask: askOfShown, bar: byId('scatter-bar'), pcaBar: byId('pca-bar'), legend: byId('scatter-legend'), axes: byId('scatter-axes'), hint: byId('scatter-hint'), pcaSwitch: /** @type {HTMLInputElement} */ (byId('scatter-pca')),
        picturesSwitch: /** @type {HTMLInputElement} */ (byId('scatter-thumbnails')),
        quantileSwitch: /** @type {HTMLInputElement} */ (byId('prior-quantiles')),
    }, {...plane, draw: (...where) => replaying.isPast() || plane.draw(...where)});
    const tools = createTools({
        query: ask, train, baselineProbes, mark: (code) => scatter.mark(code), selected: plane.selected, step: () => newest, replaying, runStore, recorder,
        overlay: loss.overlay,
    });
    const metrics = createMetricsTable(byId('metrics'), {
        note: byId('metrics-note'), button: /** @type {HTMLButtonElement} */ (byId('metrics-test')), terms: byId('metric-terms'),
    });
    const advice = createAdvice(byId('scatter-advice'));
    const status = createStatusLine({
        state: byId('status-state'), device: byId('status-device'), why: byId('status-why'), step: byId('status-step'),
        epoch: byId('status-epoch'), steps: byId('status-steps'), examples: byId('status-examples'),
    }, /** @type {HTMLProgressElement} */ (byId('status-loading')), byId('status-spoken'));

    const record = createRecord({series: loss.series, config});
    const page = {
        isLog: () => /** @type {HTMLInputElement} */ (byId('loss-log')).checked,
        axes: () => Array.from(byId('scatter-axes').querySelectorAll('select'), ({value}) => Number(value)).filter(Number.isInteger),
        plane: () => byId('scatter').querySelector('canvas'),
    };
    createLazyExport({words: byId('export-message'), now: record.now, page}, {...models, ask, now: record.now});

    /** @param {import('../protocol/messages.js').SnapshotEvent} snapshot the newest, or one that is looked back at */
    function show(snapshot) {
        record.show(snapshot);
        recon.update(snapshot);
        if (!replaying.isPast()) plane.update(snapshot);
        scatter.update(snapshot);
        advice.update(snapshot);
    }

    return {
        /** A new run. @param {import('../protocol/messages.js').CreatedEvent} event */
        begin(event) {
            newest = 0;
            replaying.begin();
            record.begin(event);
            about.queue('update', ({update}) => update(event.description.dataset));
            loss.begin(event.description);
            network.update(event.description);
            metrics.begin(event.description.dataset);
            recon.begin(event);
            plane.begin(event);
            scatter.begin(event);
            tools.begin(event);
            advice.begin(event.config);
            status.device(event.device);
            status.update({step: 0, epoch: 0, validation: NaN});
        },
        /** @param {import('../protocol/messages.js').ProgressEvent} event */
        progress(event) {
            record.progress(event);
            loss.update(event);
            const {step, epoch, stepsPerSecond, examplesPerSecond} = event;
            status.update({step, epoch, stepsPerSecond, examplesPerSecond, validation: loss.latest().validation});
        },
        /** @param {import('../protocol/messages.js').SnapshotEvent} event */
        snapshot(event) {
            newest = event.step;
            replaying.snapshot(event);
            tools.update();
        },
        /** @param {import('../scheduling/metrics-schedule.js').Measured | null} measured null: nothing is known any more */
        measured(measured) {
            record.measured(measured);
            metrics.update(measured);
        },
        /** What the settings would build. @param {import('../protocol/messages.js').Description} description */
        describe: (description) => network.update(description),
        /** What the run is compared with, or how far that is. @param {import('../client/pca-client.js').PcaNews} news */
        pca(news) {
            record.compare(news);
            loss.compare(news);
            recon.compare(news);
            scatter.compare(news);
            tools.compare(news);
            byId('pca-note').textContent = news.words;
        },
        /** @param {Parameters<typeof record.status>[0] & Parameters<typeof status.update>[0]} news */
        status(news) {
            record.status(news);
            status.update(news);
            replaying.status(news.state);
        },
        /** @param {import('../protocol/messages.js').DeviceInfo} device */
        device(device) {
            record.device(device);
            status.device(device);
        },
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

/** What one is looking at, once somebody asks. */
function createLazyExplanations() {
    const folds = [...document.querySelectorAll('details.about')];
    const about = createLazyModule({
        name: 'The explanation', show: (words) => folds.find((fold) => fold.hasAttribute('open'))?.append(words),
        load: async () => (await import('../cards/explanations.js')).createExplanations(),
    });
    for (const fold of folds) fold.addEventListener('toggle', () => about.use());
    return about;
}

/** The card "Take it away". @param {Parameters<typeof import('../export/card.js').createExportCard>[1]} parts @param {import('../export/model-file.js').ModelParts} models */
function createLazyExport(parts, models) {
    const host = byId('export');
    const card = createLazyModule({
        name: 'This card', show: (words) => host.append(words),
        load: async () => (await import('../export/index.js')).createExport(host, parts, models),
    });
    whenVisible(host, () => card.use());
}
