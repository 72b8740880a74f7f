// Writes down the run that trains: from a number of steps on it is put on the runStore, and there brought up to date
// every few seconds, where it rests, and where it ends. No DOM. Main thread.

import {endInWords} from './stop-reason.js';
import {createCurve, pointsOf} from './binned-curve.js';
import {datasetOf, nameOf, termsInShort} from './run-record.js';
import {createThinned} from './thinned-list.js';

/** @typedef {import('./run-record.js').RunRecord} RunRecord */
/** @typedef {import('../protocol/messages.js').Config} Config */

/** A run of fewer steps is not worth keeping. */
export const LEAST_STEPS = 50;
const SAVE_MS = 3000;
const POINTS = 160; // of a curve
const SMOOTHING = 0.95; // as in the loss chart

/** @param {import('../protocol/messages.js').CreatedEvent} created @param {string} name @param {number} begun */
function emptyRun({config, device, description}, name, begun) {
    return {
        id: `${begun.toString(36)}-${Math.random().toString(36).slice(2, 8)}`,
        name, begun, config,
        dataset: datasetOf(description.dataset),
        terms: termsInShort(description.terms),
        device: device.name,
        steps: 0, epochs: 0, end: '',
        seconds: 0,
        /** @type {number | null} ms when it was started, while it trains */ since: null,
        smooth: {sum: 0, weight: 0},
        training: createCurve(POINTS),
        validation: /** @type {ReturnType<typeof createThinned<Value>>} */ (createThinned({mostItems: POINTS})),
        squared: /** @type {ReturnType<typeof createThinned<Value>>} */ (createThinned({mostItems: POINTS})),
        /** @type {RunRecord['measured']} */ measured: null,
    };
}

/** @typedef {{step: number, value: number}} Value */
/** @typedef {ReturnType<typeof emptyRun>} Run */

/**
 * @param {object} parts
 * @param {import('./run-store.js').RunStore} parts.runStore
 * @param {import('../protocol/messages.js').Schema} parts.schema
 * @param {() => Config | null} parts.config of the run as it is now: what can be changed live may have been
 * @param {() => number} parts.now ms
 * @param {() => number} parts.clock ms since 1970
 */
export function createRecorder({runStore, schema, config, now, clock}) {
    /** @type {Run | null} */
    let run = null;
    let savedAt = -Infinity;

    function save() {
        if (!run || run.steps < LEAST_STEPS) return;
        savedAt = now();
        runStore.put(recordOf(run, now()));
    }

    return {
        /** The run before ends here. @param {import('../protocol/messages.js').CreatedEvent} created */
        begin(created) {
            save();
            const name = nameOf(schema, created.config, runStore.runs().map((other) => other.name));
            run = emptyRun(created, name, clock());
            savedAt = -Infinity;
        },
        /** @param {import('../protocol/messages.js').ProgressEvent} progress */
        progress(progress) {
            if (!run) return;
            write(run, progress);
            run.config = config() ?? run.config;
            if (now() - savedAt >= SAVE_MS) save();
        },
        /** @param {import('../protocol/messages.js').StatusEvent} status */
        status(status) {
            if (!run || status.state === 'preparing' || status.state === 'empty') return;
            follow(run, status, now());
            if (status.state !== 'running') save();
        },
        /** @param {import('../scheduling/metrics-schedule.js').Measured | null} news */
        measured(news) {
            if (!run || news?.part !== 'validation') return;
            run.measured = {step: news.step, metrics: news.metrics};
            run.squared.add({step: news.step, value: news.metrics.mse});
        },
        /** The run has moved. @param {import('../protocol/messages.js').DeviceInfo} device */
        device({name}) {
            if (run) run.device = name;
        },
        /** The page is left, or the run is to be looked at. */
        save,
        /** The run that trains, however short it is. @returns {RunRecord | null} */
        current() {
            if (!run) return null;
            const {name = run.name, pinned = false} = runStore.get(run.id) ?? {};
            return {...recordOf(run, now()), name, pinned};
        },
    };
}

/** @typedef {ReturnType<typeof createRecorder>} Recorder */

/** @param {Run} run @param {import('../protocol/messages.js').ProgressEvent} progress */
function write(run, {step, epoch, losses, validations}) {
    const start = step - losses.length;
    run.training.truncate(start); // it may have gone back
    losses.forEach((value, i) => {
        run.training.push(start + i + 1, value);
        if (!Number.isFinite(value)) return;
        run.smooth.sum = SMOOTHING * run.smooth.sum + (1 - SMOOTHING) * value;
        run.smooth.weight = SMOOTHING * run.smooth.weight + (1 - SMOOTHING);
    });
    for (const {step: at, loss} of validations) if (Number.isFinite(loss)) run.validation.add({step: at, value: loss});
    Object.assign(run, {steps: step, epochs: epoch});
}

/** @param {Run} run @param {import('../protocol/messages.js').StatusEvent} status @param {number} now */
function follow(run, {state, step, epoch, finished}, now) {
    run.seconds = secondsOf(run, now);
    run.since = state === 'running' ? now : null;
    Object.assign(run, {steps: step, epochs: epoch});
    run.end = state === 'finished' && finished ? endInWords(finished, step) : state === 'stopped' ? 'Diverged' : '';
}

/** @param {Run} run @param {number} now */
const secondsOf = ({seconds, since}, now) => since === null ? seconds : seconds + (now - since) / 1000;

/** @param {Run} run @param {number} now @returns {RunRecord} */
function recordOf(run, now) {
    const {id, name, begun, config, dataset, terms, device, steps, epochs, end, smooth, measured} = run;
    const validation = pointsOf(run.validation.items());
    return {
        version: 2, id, name, begun, config, dataset, terms, device, steps, epochs, end, measured,
        pinned: false,
        seconds: Math.round(10 * secondsOf(run, now)) / 10,
        trainingLoss: smooth.weight > 0 ? smooth.sum / smooth.weight : null,
        validationLoss: validation.values.at(-1) ?? null,
        curves: {training: run.training.points(), validation, squared: pointsOf(run.squared.items())},
    };
}
