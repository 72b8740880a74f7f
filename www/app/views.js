// All views as one: hands each event to those that it concerns. Main thread.

import {createSnapshotReplay} from '../runs/snapshot-replay.js';
import {createTools} from '../tools/registry.js';
import {byId} from '../ui/dom.js';
import {createTheme} from '../ui/theme.js';
import {button} from '../ui/widgets.js';
import {
    createLatentCard, createLazyExplanations, createLazyExport, createLazyLesson, createLazyMetrics, createLazyTables, createLossCard, createNetworkCard,
    createReconstructionCard, createStatus,
} from './cards.js';
import {createReplayBadges} from './replay-badges.js';

/**
 * @typedef {object} Parts
 * @property {import('../protocol/queries.js').RunQuery} query
 * @property {(changes: import('../protocol/messages.js').Config) => Promise<string>} train starts a run with these settings changed; resolves to the reason of a refusal, else to nothing
 * @property {import('../tools/registry.js').ToolParts['baselineProbes']} baselineProbes
 * @property {Omit<import('../export/model-file.js').ModelParts, 'query' | 'runStore' | 'now'>} models files of saved ones
 * @property {import('../runs/run-store.js').RunStore} runStore
 * @property {import('../runs/run-recorder.js').RunRecorder} recorder has had each event before the views
 */

/** @param {Parts} parts */
export function createViews(parts) {
    const views = createAll(parts);
    const {explanations, lesson, network, loss, recon, latent, tables, tools, metrics, status, replay} = views;
    const {recorder} = parts;
    /** @param {import('../protocol/messages.js').DeviceInfo} device */
    const showDevice = (device) => status.device(device, recorder.devicesBefore());
    return {
        /** Shows a new run. @param {import('../protocol/messages.js').CreatedEvent} event */
        begin(event) {
            const {description, device} = event;
            replay.begin();
            explanations.queue('update', ({update}) => update(description.dataset));
            tables.begin(description.dataset);
            lesson.begin(description.dataset);
            const series = recorder.series();
            loss.begin(description, series);
            if (series.steps() > 0) loss.update(); // goes on with the curves of before
            network.update(description);
            metrics.begin(event);
            for (const view of [recon, latent.explorer, latent.scatter, tools]) view.begin(event);
            latent.advice.begin(event);
            showDevice(device);
            status.update({step: 0, epoch: 0, validation: series.validations().at(-1)?.loss ?? NaN});
        },
        /** @param {import('../protocol/messages.js').ProgressEvent} event */
        progress({step, epoch, stepsPerSecond, examplesPerSecond}) {
            loss.update();
            const validation = recorder.series().validations().at(-1)?.loss ?? NaN;
            status.update({step, epoch, stepsPerSecond, examplesPerSecond, validation});
        },
        /** @param {import('../protocol/messages.js').SnapshotEvent} event */
        snapshot(event) {
            replay.snapshot(event);
            tools.update();
        },
        /** The run has gone back to an earlier step. */
        recovered() {
            loss.update();
            const run = recorder.now();
            if (run) showDevice(run.device);
        },
        measured: metrics.update,
        /** Shows the model that the settings would build. @param {import('../protocol/answers.js').Summary} description */
        describe: (description) => network.update(description),
        /** @param {import('../client/pca-client.js').PcaNews} news */
        pca(news) {
            for (const view of [loss, recon, latent.scatter, tools]) view.compare(news);
            byId('pca-note').replaceChildren(news.words, ...news.offer ? [button(news.offer.label, news.offer.act, {class: 'small plain'})] : []);
        },
        /** @param {Parameters<typeof status.update>[0]} news */
        status(news) {
            status.update(news);
            replay.status(news.state);
        },
        device: showDevice,
        /** @param {boolean} isPending whether the drawn network is that of a restart */
        pending(isPending) {
            byId('network-pending').hidden = !isPending;
        },
    };
}

/** @param {Parts} parts */
function createAll({query, train, baselineProbes, models, runStore, recorder}) {
    const loss = createLossCard();
    const badges = createReplayBadges();
    const replay = createSnapshotReplay({show, onTurn(step) {
        loss.markReplay(step);
        badges.show(step);
        latent.explorer.forgetPosterior();
    }});
    const latent = createLatentCard({query: replay.guarded(query), isReplaying: replay.isReplaying, onSelect: () => tools.update()});
    const recon = createReconstructionCard((example) => latent.scatter.select(example));
    const tools = createTools({
        query, train, baselineProbes, replay, runStore, recorder, overlay: loss.overlay,
        mark: (code) => latent.scatter.mark(code), selected: latent.explorer.selected, step: replay.newestStep,
    });
    createLazyExport({...models, query, runStore, now: recorder.now}, {isLog: loss.isLog, axes: latent.scatter.shownAxes, plane: () => latent.scatter.canvas, isReplaying: replay.isReplaying, query});
    const recolour = () => {
        for (const view of [loss, recon, latent.explorer, tools, latent.scatter]) view.recolour();
    };
    createTheme(byId('theme')).subscribe(recolour);

    /** @param {import('../protocol/messages.js').SnapshotEvent} snapshot the newest, or an earlier one */
    function show(snapshot) {
        recorder.show(snapshot);
        recon.update(snapshot);
        if (!replay.isReplaying()) latent.explorer.update(snapshot);
        latent.scatter.update(snapshot);
        latent.advice.update(snapshot);
    }

    return {
        loss, replay, latent, recon, tools,
        explanations: createLazyExplanations(), lesson: createLazyLesson(), tables: createLazyTables(recolour), network: createNetworkCard(), metrics: createLazyMetrics(), status: createStatus(),
    };
}
