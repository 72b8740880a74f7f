// Time budget of the worker: steps per chunk, when a snapshot is due, steps per second. Pure arithmetic on times that the
// caller passes in.

import {createInteraction} from './interaction.js';

/**
 * Duration of a chunk in ms: a query waits for its end. During pointer interaction shorter chunks cost little on the CPU; on
 * WebGPU each chunk ends with a read-back, which has its price.
 */
const CHUNK_MS = {cpu: {idle: 25, interactive: 10}, webgpu: {idle: 50, interactive: 50}};
// a chunk lasts as many latencies of a read-back at least, so that waiting for it is the smaller part
const LATENCIES = 1.5;
// where read-backs end with the tick of a clock, one chunk may wait for all of a tick and another for none
const SPANNED = 3;
// steps that the device captures and submits as one
const CAPTURED = 10;
const SNAPSHOT_EVERY_MS = 200;
// snapshots and queries may take an eighth of the time; but a snapshot comes at latest after 20 times its own duration
const SNAPSHOT_SHARE = 8;
const LONGEST_SHARE = 20;
const WINDOW_MS = 3000;

/**
 * Sizes chunks by the speed of the last ones, so that each takes about as long as it may. A long wait for a read-back says nothing
 * of the speed.
 * @param {'cpu' | 'webgpu'} [device] @param {number} [latency] ms until an idle device answers a read-back
 */
export function createChunkSizer(device = 'webgpu', latency = 0) {
    let last = 1; // steps of the last chunk
    /** @type {{done: number, work: number}[]} */
    let recent = []; // at least one, and as many as work for longer than some waits
    const sum = (/** @type {'done' | 'work'} */ key, from = 0) => recent.slice(from).reduce((all, chunk) => all + chunk[key], 0);
    const interaction = createInteraction();
    return {
        /** A query was urgent, and the next may be. */
        interact: interaction.extend,
        /** Steps of the next chunk. @param {number} now */
        steps(now) {
            const {idle, interactive} = CHUNK_MS[device];
            const ms = Math.max(interaction.isActive(now) ? interactive : idle, LATENCIES * latency);
            const fitting = ms * sum('done') / Math.max(sum('work'), 0.01);
            const steps = Math.max(1, Math.round(Math.min(2 * last, Math.max(last / 10, fitting))));
            return steps < CAPTURED ? steps : steps - steps % CAPTURED;
        },
        /** @param {number} done steps of the chunk @param {number} ms from its begin to the end of its read-back */
        record(done, ms) {
            last = done;
            recent.push({done, work: Math.max(ms - latency, 0)});
            while (recent.length > 1 && sum('work', 1) >= SPANNED * latency) recent = recent.slice(1);
        },
    };
}

/** Times of snapshots: about five a second, and fewer where snapshots and queries take long. */
export function createSnapshotTimer() {
    let dueAt = -Infinity;
    let others = 0;
    return {
        /** A query was answered between two snapshots. @param {number} ms its duration */
        spent(ms) {
            others += ms;
        },
        /** @param {number} now */
        due: (now) => now >= dueAt,
        /** @param {number} started @param {number} ended */
        record(started, ended) {
            const own = ended - started;
            dueAt = started + Math.max(SNAPSHOT_EVERY_MS, Math.min(SNAPSHOT_SHARE * (own + others), LONGEST_SHARE * own));
            others = 0;
        },
    };
}

/** Steps per second over a sliding window; 0 while it has too few samples. */
export function createThroughput() {
    /** @type {{time: number, step: number}[]} */
    let samples = [];
    return {
        /** @param {number} time @param {number} step */
        record(time, step) {
            samples.push({time, step});
            // keep one sample older than the window, so that slow devices have two to compare
            while (samples.length > 2 && time - samples[1].time >= WINDOW_MS) samples.shift();
        },
        stepsPerSecond() {
            if (samples.length < 2) return 0;
            const first = samples[0];
            const last = samples[samples.length - 1];
            return last.time > first.time ? 1000 * (last.step - first.step) / (last.time - first.time) : 0;
        },
        clear() {
            samples = [];
        },
    };
}
