// Training in chunks of steps: on WebGPU one is in flight while the one before is read. Runs in the worker.

import {secondsForChunk} from './allowances.js';
import {isLabError} from './errors.js';
import {allow, report, setState, takeSnapshot} from './session-state.js';

/** @typedef {import('./session-state.js').Session} Session */

/**
 * One chunk, and a snapshot when one is due. WebGPU gets it before the chunk in flight is settled, so that it never waits for the worker.
 * Where the core has to see the losses first, the chunk is taken by itself.
 * @param {Session} session
 */
export async function advance(session) {
    allow(session, secondsForChunk(session.chunkMs));
    const steps = session.chunks.steps(session.now());
    if (session.device?.kind !== 'webgpu') return takeChunk(session, steps);
    try {
        if (issue(session, steps)) {
            while (session.inFlight.count('chunk') > 1) await session.inFlight.settleOldest();
            return;
        }
    } catch (thrown) {
        session.inFlight.forget();
        return halt(session, thrown);
    }
    await drain(session);
    if (session.state === 'running') await takeChunk(session, steps);
}

/** @param {Session} session @param {number} steps @returns {boolean} whether the core took them */
function issue(session, steps) {
    const {lab, inFlight} = session;
    const began = session.now();
    const reading = lab.issue(steps);
    if (!reading) return false;
    inFlight.add({
        kind: 'chunk', reading, settle(numbers, {ms, alone}) {
            const chunk = lab.settle(numbers);
            session.chunkMs = ms;
            session.chunks.record(chunk.losses.length, ms, alone);
            take(session, chunk);
        },
    }, began);
    const started = session.now();
    if (!session.visible || hurries(session) || !session.snapshots.due(started) || inFlight.count('snapshot') > 0) return true;
    inFlight.add({
        kind: 'snapshot', reading: lab.issueSnapshot(), settle(numbers, {ms}) {
            session.snapshots.record(started, started + ms);
            session.post({type: 'snapshot', run: session.run, ...lab.settleSnapshot(numbers)});
        },
    }, started);
    return true;
}

/** Settles all that is in flight, so that the run stands at the step that the page knows. @param {Session} session */
export async function drain(session) {
    try {
        while (!session.inFlight.isEmpty()) await session.inFlight.settleOldest();
    } catch (thrown) {
        halt(session, thrown);
    }
}

/** One chunk to its end, and a snapshot when one is due. @param {Session} session @param {number} steps */
async function takeChunk(session, steps) {
    const started = session.now();
    if (!await trainChunk(session, steps)) return;
    const ended = session.now();
    session.chunkMs = ended - started;
    session.chunks.record(steps, ended - started);
    const isOver = session.state === 'finished'; // its last snapshot is the one that stays
    if (!isOver && (!session.snapshots.due(ended) || hurries(session))) return;
    try {
        await takeSnapshot(session);
    } catch (thrown) {
        halt(session, thrown);
    }
}

/** Commands wait; but queries may come one after another for long, and snapshots are to go on meanwhile. @param {Session} session */
const hurries = ({queue}) => queue.some(({type}) => type !== 'query');

/** @param {Session} session @param {number} steps @returns {Promise<boolean>} whether all went well */
export async function trainChunk(session, steps) {
    try {
        take(session, await session.lab.train(steps));
        return true;
    } catch (thrown) {
        halt(session, thrown);
        return false;
    }
}

/** @param {Session} session @param {import('../protocol/answers.js').Progress} chunk */
function take(session, chunk) {
    postProgress(session, chunk);
    if (chunk.refusal) tellRefusal(session);
    if (chunk.finished) finish(session, chunk.finished);
}

/** Says once that steps are sent one by one. @param {Session} session */
function tellRefusal(session) {
    if (session.refused || !session.device) return;
    session.refused = true;
    const why = `${session.device.why}; it does not record steps, so that each is sent by itself, more slowly`;
    session.post({type: 'device', run: session.run, device: {...session.device, why}});
}

/** The run has come to its end; where it stands now may be an earlier step. @param {Session} session @param {import('../protocol/answers.js').Finished} end */
function finish(session, {step: done, epoch, ...finished}) {
    session.finished = /** @type {import('../protocol/answers.js').StopReason} */ (finished);
    setState(session, 'finished', {step: done, epoch});
}

/** @param {Session} session @param {unknown} thrown */
function halt(session, thrown) {
    const diverged = isLabError(thrown) && thrown.code === 'diverged';
    const losses = diverged ? thrown.losses : undefined;
    if (losses?.length) {
        const done = session.step + losses.length;
        postProgress(session, {step: done, epoch: done / session.stepsPerEpoch, losses, terms: new Float32Array(0), validations: []});
    }
    if (diverged) setState(session, 'stopped');
    report(session, thrown, {run: session.run});
    // after the error: where worker or device are replaced, the run goes on as it was
    if (!diverged && !session.dead) setState(session, 'paused');
}

/** @param {Session} session @param {import('../protocol/answers.js').Progress} chunk */
function postProgress(session, {step: done, epoch, losses, terms, validations}) {
    session.step = done;
    session.epoch = epoch;
    session.throughput.record(session.now(), done);
    const stepsPerSecond = session.throughput.stepsPerSecond();
    const examplesPerSecond = stepsPerSecond * session.examplesPerStep;
    session.post({
        type: 'progress', run: session.run, step: done, epoch, losses, terms, validations, stepsPerSecond, examplesPerSecond,
    });
}
