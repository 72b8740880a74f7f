// Recorder of the run that trains: what every event said last, the losses, and what was measured. Export reads it as it
// is; the run store keeps a record of it from a number of steps on. No DOM. Main thread.

import {binnedMeans, pointsOf} from './binned-curve.js';
import {UNKNOWN, beforeInWords, goingOn, stretchesInWords} from './device-stretches.js';
import {createLossSeries} from './loss-series.js';
import {historyOf, takeUp} from './run-history.js';
import {datasetOf, nameOf, termsInShort} from './run-record.js';
import {endInWords} from './stop-reason.js';
import {createThinned} from './thinned-list.js';

/** @typedef {import('./run-record.js').RunRecord} RunRecord */
/** @typedef {import('../protocol/messages.js').Config} Config */
/** @typedef {import('../protocol/messages.js').CreatedEvent} CreatedEvent */
/** @typedef {import('../protocol/messages.js').DeviceInfo} DeviceInfo */
/** @typedef {import('../protocol/messages.js').SnapshotEvent} SnapshotEvent */
/** @typedef {import('../scheduling/metrics-schedule.js').Measured} Measured */
/** @typedef {import('../client/pca-client.js').PcaNews} PcaNews */

/**
 * The run that trains, with all that is known of it.
 * @typedef {object} CurrentRun
 * @property {CreatedEvent} created
 * @property {Config} config as it is now, with what was changed while it trained
 * @property {import('../protocol/answers.js').DatasetInfo} dataset
 * @property {DeviceInfo} device
 * @property {import('./device-stretches.js').DeviceStretch[]} devices on which it has trained, the present one last
 * @property {import('../protocol/messages.js').State} state
 * @property {number} step
 * @property {number} begun ms since 1970
 * @property {number} seconds of training; in the record of a running one, before it was last started
 * @property {import('../protocol/answers.js').StopReason} [finished]
 * @property {import('./loss-series.js').LossSeries} series
 * @property {Measured[]} measured oldest first
 * @property {SnapshotEvent | null} snapshot that is shown
 * @property {PcaNews | null} pca
 */

/** Steps from which a run is kept. */
export const LEAST_STEPS = 50;
const SAVE_MS = 3000;
const POINTS = 200; // of a curve that is kept: a run of 50,000 steps has nearly as many
const MOST_MEASURED = {validation: 900, test: 100};

/** @param {CreatedEvent} created @param {string} name @param {number} begun @returns {CurrentRun & Bookkeeping} */
const emptyRun = (created, name, begun) => ({
    isForgotten: false, id: `${begun.toString(36)}-${Math.random().toString(36).slice(2, 8)}`,
    name, begun, created, config: created.config, dataset: created.description.dataset, device: created.device,
    devices: goingOn([], created.device, 0), before: [{from: 0, name: UNKNOWN}],
    state: 'ready', step: 0, epoch: 0, end: '', seconds: 0, since: null, measured: [], snapshot: null, pca: null,
    series: createLossSeries(undefined, termCount(created.description.terms)),
});

/**
 * Bookkeeping of the recorder, in addition to what everybody may read.
 * @typedef {object} Bookkeeping
 * @property {string} id
 * @property {boolean} isForgotten not to be kept any more
 * @property {string} name
 * @property {import('./device-stretches.js').DeviceStretch[]} before devices of the steps before its file was opened
 * @property {number} epoch
 * @property {string} end how the run ended, in words; empty while it has not
 * @property {number | null} since ms when it was started; null unless it trains
 */

/** Terms that are recorded by themselves: none where the loss has only one. @param {unknown[]} terms */
const termCount = ({length}) => length > 1 ? length : 0;

/**
 * @param {object} parts
 * @param {import('./run-store.js').RunStore} parts.runStore
 * @param {import('../protocol/messages.js').Schema} parts.schema
 * @param {() => Config | null} parts.config of the run as it is now: live settings may have changed
 * @param {() => number} parts.now ms
 * @param {() => number} parts.clock ms since 1970
 */
export function createRunRecorder({runStore, schema, config, now, clock}) {
    /** @type {(CurrentRun & Bookkeeping) | null} */
    let run = null;
    /** @type {PcaNews | null} */
    let pca = null;
    let savedAt = -Infinity;
    /** @type {{run: number, complete: (run: CurrentRun & Bookkeeping) => void} | null} */
    let awaited = null;

    function save() {
        if (!run || run.step < LEAST_STEPS || run.isForgotten) return;
        savedAt = now();
        runStore.put(recordOf(run, now()));
    }

    return {
        /** Begins a new run; keeps the one before. @param {CreatedEvent} created */
        begin(created) {
            save();
            const name = nameOf(schema, created.config, runStore.runs().map((other) => other.name));
            run = emptyRun(created, name, clock());
            if (awaited?.run === created.run) awaited.complete(run);
            savedAt = -Infinity;
        },
        /** Gives a run that is being built the history of the one that it goes on with. @param {number} number @param {import('./run-history.js').RunHistory} history */
        goOn: (number, history) => void (awaited = {run: number, complete: (next) => takeUp(next, history)}),
        /** Names the devices that trained a model which is being opened; none where its file does not say. @param {number} number @param {import('./device-stretches.js').DeviceStretch[]} devices */
        openedOn: (number, devices) => void (awaited = {run: number, complete: (next) => void (next.before = devices.length > 0 ? devices : next.before)}),
        /** Id of the run; empty without one. */
        id: () => run?.id ?? '',
        /** The run as a checkpoint keeps it. @param {number} [step] where that is not the newest */
        history: (step) => run && historyOf(run, config() ?? run.config, secondsOf(run, now()), Math.min(step ?? run.step, run.step)),
        /** Keeps no record of the present run from now on. */
        forget: () => run && (run.isForgotten = true),
        /** @param {import('../protocol/messages.js').ProgressEvent} progress */
        progress(progress) {
            if (!run) return;
            advance(run, progress);
            run.config = config() ?? run.config;
            if (now() - savedAt >= SAVE_MS) save();
        },
        /** @param {import('../protocol/messages.js').StatusEvent} status */
        status(status) {
            if (!run) return;
            follow(run, status, now());
            if (!['running', 'preparing', 'empty'].includes(status.state)) save();
        },
        /** The worker is gone, and a run with it. @param {number} [which] */
        lost(which) {
            if (run && run.created.run === which) run.state = 'empty';
        },
        /** The run goes on from an earlier step. @param {number} step */
        goBack: (step) => run && goBack(run, step),
        /** @param {Measured | null} news null: nothing is known of the run yet */
        measured(news) {
            if (!run || !news) return;
            run.measured = thinned([...run.measured.filter(({split, step}) => split !== news.split || step < news.step), news]);
        },
        /** @param {DeviceInfo} device that the run has moved to */
        device: (device) => run && Object.assign(run, {device, devices: goingOn(run.devices, device, run.step)}),
        /** Devices on which the run trained before the present one, in words. */
        devicesBefore: () => beforeInWords(run?.devices ?? []),
        /** @param {SnapshotEvent} snapshot that is shown: the newest, or one of the replay */
        show(snapshot) {
            if (run) run.snapshot = snapshot;
        },
        /** @param {PcaNews} news */
        compare(news) {
            pca = news;
        },
        save,
        /** Losses of the run. */
        series: () => run?.series ?? createLossSeries(),
        /** The run with all that is known of it. @returns {CurrentRun | null} */
        now: () => run && {...run, pca, config: config() ?? run.config, seconds: Math.round(secondsOf(run, now()))},
        /** The run as it would be kept, however short it is. @returns {RunRecord | null} */
        current() {
            if (!run) return null;
            const {name = run.name, pinned = false} = runStore.get(run.id) ?? {};
            return {...recordOf(run, now()), name, pinned};
        },
    };
}

/** @typedef {ReturnType<typeof createRunRecorder>} RunRecorder */

/** @typedef {Pick<import('../protocol/messages.js').ProgressEvent, 'step' | 'epoch' | 'losses' | 'terms' | 'validations'>} Progress */

/** @param {CurrentRun & Bookkeeping} run @param {Progress} progress */
function advance(run, progress) {
    const {step, epoch} = progress;
    // after going back to an earlier step, later measurements no longer hold
    if (step < run.step) run.measured = run.measured.filter((measured) => measured.step <= step);
    if (step < run.step) run.devices = goingOn(run.devices, run.device, step);
    run.series.append(progress);
    Object.assign(run, {step, epoch});
}

/** @param {CurrentRun & Bookkeeping} run @param {number} step */
function goBack(run, step) {
    if (step > run.step) return;
    const empty = new Float32Array(0);
    advance(run, {step, epoch: run.epoch * step / Math.max(1, run.step), losses: empty, terms: empty, validations: []});
}

/** @param {CurrentRun & Bookkeeping} run @param {import('../protocol/messages.js').StatusEvent} status @param {number} now */
function follow(run, {state, step, epoch, finished}, now) {
    Object.assign(run, {state, finished});
    if (state === 'preparing' || state === 'empty') return;
    run.seconds = secondsOf(run, now);
    run.since = state === 'running' ? now : null;
    // opened from a file
    if (run.step === 0 && step > 0) run.devices = goingOn(run.before, run.device, step);
    run.end = state === 'finished' && finished ? endInWords(finished, step) : state === 'stopped' ? 'Diverged' : '';
    Object.assign(run, {step, epoch});
}

/** Measurements in bounded number: on the validation split evenly over the run, on the test split the newest. @param {Measured[]} measured */
function thinned(measured) {
    if (measured.length <= MOST_MEASURED.validation + MOST_MEASURED.test) return measured;
    /** @type {ReturnType<typeof createThinned<Measured>>} */
    const validation = createThinned({mostItems: MOST_MEASURED.validation});
    for (const one of measured) if (one.split === 'validation') validation.add(one);
    const test = measured.filter(({split}) => split === 'test').slice(-MOST_MEASURED.test);
    return [...validation.items(), ...test].sort((one, other) => one.step - other.step);
}

/** @param {CurrentRun & Bookkeeping} run @param {number} now */
const secondsOf = ({seconds, since}, now) => since === null ? seconds : seconds + (now - since) / 1000;

/** @param {CurrentRun & Bookkeeping} run @param {number} now @returns {RunRecord} */
function recordOf(run, now) {
    const {id, name, begun, config, dataset, created, devices, step, epoch, end, series} = run;
    const measured = run.measured.filter(({split}) => split === 'validation');
    const validation = pointsOf(series.validations().map(({step: at, loss}) => ({step: at, value: loss})), POINTS);
    const trainingLoss = series.smoothAt(series.steps());
    return {
        version: 2, id, name, begun, config, device: stretchesInWords(devices), steps: step, epochs: epoch, end,
        dataset: datasetOf(dataset),
        terms: termsInShort(created.description.terms),
        pinned: false,
        seconds: Math.round(10 * secondsOf(run, now)) / 10,
        trainingLoss: Number.isFinite(trainingLoss) ? trainingLoss : null,
        validationLoss: validation.values.at(-1) ?? null,
        curves: {
            training: binnedMeans(series.means(), POINTS),
            validation,
            squared: pointsOf(measured.map(({step: at, metrics}) => ({step: at, value: metrics.mse})), POINTS),
        },
        measured: measured.map(({step: at, metrics}) => ({step: at, metrics})).at(-1) ?? null,
    };
}
