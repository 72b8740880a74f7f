// How a run leaves one session and goes on in another, and how a session finds out what a device would
// make of it. Runs in the worker.

import {adopt, setState} from './session-state.js';

/** @typedef {import('../protocol/messages.js').Command} Command */
/** @typedef {import('./session-state.js').Session} Session */

const FIRST_STEPS = 4; // untimed: whatever is made once is made in them
const GROWTH = 4;
const SMALLEST_RATE = 1e-6; // of those that the core takes

/** @param {Session} session @param {Extract<Command, {type: 'save'}>} command */
export async function save(session, {id, run}) {
    if (run !== session.run || session.state === 'stopped') throw new Error(`run ${run} is not here to be saved`);
    const bytes = await session.lab.save();
    session.held = true;
    const {state, finished} = session;
    session.post({type: 'saved', id, run, bytes, state, ...state === 'finished' && {finished}});
}

/** @param {Session} session */
export function keep(session) {
    session.held = false;
    session.throughput.clear(); // the rest was no training
}

/** @param {Session} session */
export function drop(session) {
    Object.assign(session, {run: 0, state: 'empty', step: 0, epoch: 0, held: false});
}

/** @param {Session} session @param {Extract<Command, {type: 'resume'}>} command */
export async function resume(session, {id, run, bytes, state, finished, device}) {
    const {lab, post, visible} = session;
    const {step, epoch, description} = await lab.resume(bytes, device.kind);
    const snapshot = await lab.snapshot(); // the device is seen to work before the run counts as moved
    adopt(session, run, description, device);
    post({type: 'resumed', id, run, step, epoch});
    session.finished = finished;
    setState(session, state, {step, epoch});
    if (visible) post({type: 'snapshot', run, ...snapshot});
}

/**
 * Each device gets the same time, one after the other, and at least one step.
 * @param {Session} session @param {Extract<Command, {type: 'rehearse'}>} command
 */
export async function rehearse(session, {id, config, kinds, ms}) {
    drop(session);
    /** @type {import('../protocol/messages.js').Speeds} */
    const speeds = {};
    // a run that ended on the way would look faster than it is, and one that fell apart have no speed
    const endless = {...config, epochs: 0, target: 0, patience: 0, learningRate: SMALLEST_RATE};
    for (const kind of kinds) {
        await session.lab.create(endless, kind);
        speeds[kind] = await speedOf(session, ms);
    }
    session.post({type: 'rehearsed', id, speeds});
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
