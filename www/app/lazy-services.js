// Services around a run that are loaded when they are needed: the comparison with PCA, measurements, and help for long runs. Main thread.

import {spawnPcaWorker} from '../client/spawn.js';
import {inContext} from '../runs/measured-context.js';
import {scheduleIdleLoading, startIdleLoading} from '../scheduling/idle-loader.js';
import {byId} from '../ui/dom.js';
import {createLazyModule} from '../ui/lazy-module.js';

/** @typedef {import('../scheduling/metrics-schedule.js').Measured} Measured */

/**
 * @param {object} parts
 * @param {Pick<ReturnType<typeof import('../client/training-client.js').createClient>, 'measure'>} parts.client
 * @param {() => import('../client/pca-client.js').Data} parts.data
 * @param {{isActive: (now: number) => boolean}} parts.interaction
 * @param {(news: import('../client/pca-client.js').PcaNews) => void} parts.onPca
 * @param {(news: Measured | null) => void} parts.onMeasured null: a new run without measurements
 * @param {Parameters<typeof import('./long-runs.js').createLongRuns>[0]} parts.notices
 */
export function createLazyServices({client, data, interaction, onPca, onMeasured, notices}) {
    /** @type {import('../protocol/messages.js').CreatedEvent} */
    let created;
    const pca = createLazyModule({
        name: 'The comparison with PCA', show: (message) => byId('pca-note').replaceChildren(message),
        load: async () => (await import('../client/pca-client.js')).createPcaClient({spawn: spawnPcaWorker, data, onNews: onPca}),
    });
    const metrics = createLazyModule({
        name: 'The measurement of metrics', show: (message) => byId('metrics-note').before(message),
        load: async () => (await import('../scheduling/metrics-schedule.js')).createMetricsSchedule({
            request: client.measure, onNews: (news) => onMeasured(news && inContext(news, created)), now: () => performance.now(), isInteracting: interaction.isActive,
        }),
    });
    const longRuns = createLazyModule({
        name: 'Help for long runs', show: (message) => byId('banners').append(message),
        load: async () => (await import('./long-runs.js')).createLongRuns(notices),
    });
    byId('wake-row').hidden = !('wakeLock' in navigator);
    byId('metrics-test').addEventListener('click', () => metrics.use(({test}) => void test()));
    return {
        /** @type {import('../tools/registry.js').ToolParts['baselineProbes']} */
        baselineProbes: (...run) => new Promise((resolve) => pca.use(({probes}) => resolve(probes(...run)))),
        /** @param {import('../protocol/messages.js').CreatedEvent} event */
        created(event) {
            created = event;
            metrics.queue('begin', ({begin}) => begin(event));
            pca.queue('begin', ({begin}) => begin(event));
        },
        /** The run goes on on another device. */
        moved: () => longRuns.loaded()?.moved(),
        /** @param {import('../protocol/messages.js').StatusEvent} event */
        status(event) {
            if (event.state === 'ready') scheduleIdleLoading();
            metrics.queue('status', ({status}) => status(event));
            longRuns.queue('status', ({status}) => status(event));
        },
        /** Loads the services with the first losses. @param {import('../protocol/messages.js').ProgressEvent} event */
        progress(event) {
            startIdleLoading();
            longRuns.queue('progress', ({progress}) => progress(event));
            if (!metrics.hasFailed()) metrics.use(({progress}) => progress(event), 'progress');
            if (!pca.hasFailed()) pca.use(({progressed}) => progressed(event), 'progress');
        },
    };
}
