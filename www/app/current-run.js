// What is known of the newest run, for whoever takes it away: the last word of every kind of event, and all that was
// measured. The losses stay where they are, in the series of the loss chart. Main thread.

/** @typedef {import('../protocol/messages.js').CreatedEvent} CreatedEvent */
/** @typedef {import('../scheduling/metrics-schedule.js').Measured} Measured */

/**
 * @typedef {object} Run
 * @property {CreatedEvent} created
 * @property {import('../protocol/messages.js').Config} config as it is now: what was changed while it trained, too
 * @property {import('../protocol/messages.js').DatasetInfo} dataset
 * @property {import('../protocol/messages.js').DeviceInfo} device
 * @property {import('../protocol/messages.js').State} state
 * @property {number} step
 * @property {import('../protocol/messages.js').Finished} [finished]
 * @property {import('../loss/series.js').LossSeries} series
 * @property {Measured[]} measured oldest first
 * @property {import('../protocol/messages.js').SnapshotEvent | null} snapshot that is shown
 * @property {import('../client/pca-client.js').PcaNews | null} pca
 */

/**
 * @param {object} parts
 * @param {() => import('../loss/series.js').LossSeries} parts.series of the newest run
 * @param {() => import('../protocol/messages.js').Config | null} parts.config of the newest run, as it is now
 */
export function createRecord({series, config}) {
    /** @type {Omit<Run, 'series' | 'config' | 'dataset' | 'pca'> | null} */
    let run = null;
    /** @type {import('../client/pca-client.js').PcaNews | null} */
    let pca = null;
    return {
        /** A new run. @param {CreatedEvent} created */
        begin(created) {
            run = {created, device: created.device, state: 'ready', step: 0, measured: [], snapshot: null};
        },
        /** @param {{step: number}} progress */
        progress({step}) {
            if (!run) return;
            // after going back to an earlier step, what was measured later no longer counts
            if (step < run.step) run.measured = run.measured.filter((measured) => measured.step <= step);
            run.step = step;
        },
        /** What the page shows: the newest codes and copies, or some that are looked back at. @param {import('../protocol/messages.js').SnapshotEvent} snapshot */
        show(snapshot) {
            if (run) run.snapshot = snapshot;
        },
        /** @param {Measured | null} measured */
        measured(measured) {
            if (!run) return;
            run.measured = measured ? [...run.measured, measured] : [];
        },
        /** @param {{state: import('../protocol/messages.js').State, step?: number, finished?: import('../protocol/messages.js').Finished}} status */
        status({state, step, finished}) {
            if (run) Object.assign(run, {state, finished, step: step ?? run.step});
        },
        /** @param {import('../protocol/messages.js').DeviceInfo} device */
        device(device) {
            if (run) run.device = device;
        },
        /** @param {import('../client/pca-client.js').PcaNews} news */
        compare(news) {
            pca = news;
        },
        /** What there is to take away; null before a model was built. @returns {Run | null} */
        now: () => run && {...run, pca, series: series(), config: config() ?? run.created.config, dataset: run.created.description.dataset},
    };
}
