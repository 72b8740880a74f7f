// How the worker spends its time: steps a chunk, when a picture is due, steps a second.
// Pure arithmetic on times that the caller passes in; no clock and no timer of its own.

import {createHaste} from './interaction.js';

/**
 * How long a chunk takes, in ms: a question waits for its end. Shorter ones, while somebody points and waits for each
 * answer, cost little on the CPU; on WebGPU each ends with a read-back, which has its price.
 */
const CHUNK_MS = {cpu: {calm: 25, hurried: 10}, webgpu: {calm: 50, hurried: 50}};
// so many steps are recorded and sent as one
const RECORDED = 10;
const SNAPSHOT_EVERY_MS = 200;
// pictures and questions are to take an eighth of the time; but the next picture comes after 20 times what one took
const SNAPSHOT_SHARE = 8;
const LONGEST_SHARE = 20;
const WINDOW_MS = 3000;

/** Sizes chunks so that each takes about as long as it may, from how long the last one took. @param {'cpu' | 'webgpu'} [device] */
export function createPacer(device = 'webgpu') {
    let last = 1; // steps of the last chunk, and how many of them a ms
    let rate = 0;
    const haste = createHaste();
    return {
        /** A question was urgent, and the next may be. */
        hurry: haste.begin,
        /** Steps of the next chunk. @param {number} now */
        steps(now) {
            const {calm, hurried} = CHUNK_MS[device];
            const fitting = rate * (haste.lasts(now) ? hurried : calm);
            const wanted = Math.max(1, Math.round(Math.min(2 * last, Math.max(last / 10, fitting))));
            return wanted < RECORDED ? wanted : wanted - wanted % RECORDED;
        },
        /** @param {number} done steps of the chunk @param {number} ms what it took */
        record(done, ms) {
            last = done;
            rate = done / Math.max(ms, 0.01);
        },
    };
}

/** Says when a picture is due: about five a second, and fewer where pictures and questions about them take long. */
export function createSnapshotClock() {
    let dueAt = -Infinity;
    let others = 0;
    return {
        /** The model was asked something, between two pictures. @param {number} ms what it took */
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

/** Steps a second over a sliding window; 0 while it has seen too little. */
export function createThroughput() {
    /** @type {{time: number, step: number}[]} */
    let seen = [];
    return {
        /** @param {number} time @param {number} step */
        record(time, step) {
            seen.push({time, step});
            // keep one sample older than the window, so that slow devices have two to compare
            while (seen.length > 2 && time - seen[1].time >= WINDOW_MS) seen.shift();
        },
        stepsPerSecond() {
            if (seen.length < 2) return 0;
            const first = seen[0];
            const last = seen[seen.length - 1];
            return last.time > first.time ? 1000 * (last.step - first.step) / (last.time - first.time) : 0;
        },
        clear() {
            seen = [];
        },
    };
}
