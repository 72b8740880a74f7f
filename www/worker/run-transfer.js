// Transfer of a run from one session to another. Runs in the worker.

import {adopt, setState} from './session-state.js';

/** @typedef {import('../protocol/messages.js').Command} Command */
/** @typedef {import('./session-state.js').Session} Session */

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
    session.throughput.clear(); // the pause was no training
}

/** @param {Session} session */
export function drop(session) {
    Object.assign(session, {run: 0, state: 'empty', step: 0, epoch: 0, held: false});
}

/** @param {Session} session @param {Extract<Command, {type: 'resume'}>} command */
export async function resume(session, {id, run, bytes, state, finished, device, exact = false}) {
    const {lab, post, visible} = session;
    session.fuse?.(!exact);
    const {step, epoch, description} = await lab.resume(bytes, device.kind);
    const snapshot = await lab.snapshot(); // proves that the device works before the run counts as moved
    await adopt(session, run, description, device);
    post({type: 'resumed', id, run, step, epoch});
    session.finished = finished;
    setState(session, state, {step, epoch});
    if (visible) post({type: 'snapshot', run, ...snapshot});
}
