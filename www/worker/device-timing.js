// Timing of a model on each device. Runs in the worker.

import {drop} from './run-transfer.js';

/** @typedef {import('../protocol/messages.js').Command} Command */
/** @typedef {import('./session-state.js').Session} Session */

const FIRST_STEPS = 4; // untimed: they include what is built once
const GROWTH = 4;
const SMALLEST_RATE = 1e-6; // that the core accepts

/**
 * Trains the model on each device for the same time, and for one step at least; answers with steps per second.
 * @param {Session} session @param {Extract<Command, {type: 'benchmark'}>} command
 */
export async function benchmark(session, {id, config, kinds, ms}) {
    drop(session);
    /** @type {import('../protocol/messages.js').Speeds} */
    const speeds = {};
    // a run that ends while it is timed would seem faster than it is, and one that diverges has no speed
    const endless = {...config, epochs: 0, targetLoss: 0, patience: 0, learningRate: SMALLEST_RATE};
    for (const kind of kinds) {
        await session.lab.create(endless, kind);
        speeds[kind] = await speedOf(session, ms);
    }
    session.post({type: 'benchmarked', id, speeds});
}

/** Steps a second, in chunks that grow until the time is up. @param {Session} session @param {number} ms */
async function speedOf({lab, now}, ms) {
    await lab.train(ms > 0 ? FIRST_STEPS : 1);
    const started = now();
    let done = 0;
    for (let chunk = 1; done === 0 || now() - started < ms; chunk *= GROWTH) {
        // the last chunk may not take several times what is left
        const left = done === 0 ? chunk : done * (ms / (now() - started) - 1);
        const steps = Math.max(1, Math.min(chunk, Math.ceil(left)));
        await lab.train(steps);
        done += steps;
    }
    return 1000 * done / Math.max(now() - started, 0.01);
}
