// The worker's training session: queues commands, runs one at a time, trains in chunks in between.
// Knows neither wasm nor the worker's global scope: both are handed in, so that node can test it.

import {DEFAULT_S, secondsForChunk, secondsForCommand} from './allowances.js';
import {answerQuery} from './query-handlers.js';
import {CPU_NAME} from '../protocol/devices.js';
import {isLabError} from './errors.js';
import {enqueue} from './command-queue.js';
import {adopt, allow, emptySession, postStatus, report, setState, takeSnapshot} from './session-state.js';
import {benchmark} from './device-timing.js';
import {drop, keep, resume, save} from './run-transfer.js';

/** @typedef {import('../protocol/messages.js').Command} Command */
/** @typedef {import('./session-state.js').Session} Session */

/** Most queries answered in a row before the next chunk of steps. */
const ANSWERS = 4;

/** @param {import('./session-state.js').Parts} parts */
export function createSession(parts) {
    const session = emptySession(parts);
    return {
        /** @param {Command} command */
        accept(command) {
            enqueue(session.queue, command);
            pump(session);
        },
        /** Sign of life: a task that never ends keeps its turn. */
        pulse: () => ({turn: session.turn, busy: session.busy}),
    };
}

/** The lab's methods must not overlap, so this loop is the only place that calls them. @param {Session} session */
async function pump(session) {
    if (session.busy || session.dead) return;
    session.busy = true;
    let answered = 0; // queries since the last chunk: however many come, training goes on between them
    while (!session.dead) {
        const trains = session.state === 'running' && !session.held;
        const waits = trains && answered === ANSWERS && session.queue[0]?.type === 'query';
        const command = waits ? undefined : session.queue.shift();
        session.turn += 1;
        if (command) await obey(session, command);
        else if (trains) await advance(session);
        else break;
        answered = command?.type === 'query' ? answered + 1 : 0;
        await session.breathe();
    }
    allow(session, DEFAULT_S);
    session.busy = false;
}

/** @param {Session} session @param {Command} command */
async function obey(session, command) {
    // of a run that has been replaced, or was never built: its error has been reported already
    const ofRun = 'run' in command && !('id' in command) && command.type !== 'create';
    if (ofRun && command.run !== session.run) return;
    allow(session, secondsForCommand(command, session.device));
    try {
        await handle(session, command);
    } catch (thrown) {
        report(session, thrown, 'id' in command ? {id: command.id} : {run: session.run});
    }
}

/** @param {Session} session @param {Command} command */
async function handle(session, command) {
    const {lab, post} = session;
    switch (command.type) {
    case 'describe':
        return post({type: 'described', id: command.id, description: lab.describe(command.config)});
    case 'load': {
        return post({type: 'loaded', id: command.id, dataset: lab.load(command.packed)});
    }
    case 'inspect':
        return post({type: 'inspected', id: command.id, ...lab.inspect(command.bytes)});
    case 'create':
        return create(session, command);
    case 'start':
        return start(session);
    case 'pause':
        return pause(session);
    case 'step':
        return step(session);
    case 'tune':
        return lab.tune(command.learningRate);
    case 'rewind':
        return rewind(session, command.learningRate);
    case 'visible':
        session.visible = command.visible;
        if (command.visible && session.state !== 'empty') await takeSnapshot(session);
        return;
    case 'measure':
        return measure(session, command);
    case 'query':
        return query(session, command);
    case 'benchmark':
        return benchmark(session, command);
    case 'save':
        return save(session, command);
    case 'keep':
        return keep(session);
    case 'drop':
        return drop(session);
    case 'resume':
        return resume(session, command);
    }
}

/** @param {Session} session @param {Extract<Command, {type: 'create'}>} command */
async function create(session, {run, config, saved, device: choice, exact = false}) {
    session.fuse?.(!exact);
    session.post({type: 'status', run, state: 'preparing', step: 0, epoch: 0});
    try {
        const {created, device} = await createOn(session, {config, saved}, choice);
        await adopt(session, run, created.description, device);
        session.post({type: 'created', run, device, ...created});
        const {step: done = 0, epoch = 0} = created;
        setState(session, done > 0 ? 'paused' : 'ready', {step: done, epoch});
        await takeSnapshot(session);
    } catch (thrown) {
        report(session, thrown, {run});
        // the run before, if there was one, goes on as it was
        if (!session.dead) postStatus(session, session.run || run);
    }
}

/**
 * A WebGPU device that breaks while it is set up is no reason to leave the user without one.
 * @param {Session} session
 * @param {{config: import('../protocol/messages.js').Config, saved?: Uint8Array}} source
 * @param {import('../protocol/messages.js').DeviceInfo} device
 */
async function createOn({lab}, {config, saved}, device) {
    /** @param {'cpu' | 'webgpu'} kind */
    const build = (kind) => saved ? lab.resume(saved, kind) : lab.create(config, kind);
    try {
        return {created: await build(device.kind), device};
    } catch (thrown) {
        if (device.kind === 'cpu' || !isLabError(thrown) || thrown.code !== 'device') throw thrown;
        const why = `WebGPU failed to start (${thrown.message})`;
        return {created: await build('cpu'), device: {kind: /** @type {const} */ ('cpu'), name: CPU_NAME, why}};
    }
}

/** @param {Session} session */
function start(session) {
    session.throughput.clear();
    session.throughput.record(session.now(), session.step);
    const canRun = session.state === 'ready' || session.state === 'paused' || session.state === 'finished';
    setState(session, canRun ? 'running' : session.state);
}

/** @param {Session} session */
async function pause(session) {
    setState(session, session.state === 'running' ? 'paused' : session.state);
    await takeSnapshot(session); // so that the snapshot is of the very step that the status reports
}

/** @param {Session} session */
async function step(session) {
    if (session.state === 'stopped' || session.state === 'empty') return setState(session, session.state);
    session.state = 'paused';
    session.throughput.clear();
    if (await trainChunk(session, 1)) {
        if (session.state === 'paused') setState(session, 'paused');
        await takeSnapshot(session);
    }
}

/** @param {Session} session @param {number} learningRate */
async function rewind(session, learningRate) {
    const cursor = session.lab.rewind(learningRate);
    setState(session, 'paused', cursor);
    await takeSnapshot(session);
}

/** One chunk, and a snapshot when one is due. @param {Session} session */
async function advance(session) {
    allow(session, secondsForChunk(session.chunkMs));
    const steps = session.chunks.steps(session.now());
    const started = session.now();
    if (!await trainChunk(session, steps)) return;
    const ended = session.now();
    session.chunkMs = ended - started;
    session.chunks.record(steps, ended - started);
    const isOver = session.state === 'finished'; // its last snapshot is the one that stays
    // queries may come one after another for long, and snapshots are to go on meanwhile
    const hurries = session.queue.some(({type}) => type !== 'query');
    if (!isOver && (!session.snapshots.due(ended) || hurries)) return;
    try {
        await takeSnapshot(session);
    } catch (thrown) {
        halt(session, thrown);
    }
}

/** @param {Session} session @param {number} steps @returns {Promise<boolean>} whether all went well */
async function trainChunk(session, steps) {
    try {
        const chunk = await session.lab.train(steps);
        postProgress(session, chunk);
        if (chunk.refusal) tellRefusal(session);
        if (chunk.finished) finish(session, chunk.finished);
        return true;
    } catch (thrown) {
        halt(session, thrown);
        return false;
    }
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

/** Metrics of a split; null for a diverged model, which the next step reports. @param {import('./wasm-module.js').Lab} lab @param {'validation' | 'test'} split */
async function measureSound(lab, split) {
    try {
        return await lab.measure(split);
    } catch (thrown) {
        if (isLabError(thrown) && thrown.code === 'diverged') return null;
        throw thrown;
    }
}

/** @param {Session} session @param {Extract<Command, {type: 'measure'}>} command */
async function measure(session, {id, run, split}) {
    if (run !== session.run) return session.post({type: 'measured', id, run, step: 0, ms: 0, metrics: null});
    const asked = session.now();
    const metrics = await measureSound(session.lab, split);
    session.throughput.clear(); // the time of the measurement was no training
    session.post({type: 'measured', id, run, step: session.step, ms: session.now() - asked, metrics});
}

/** @param {Session} session @param {Extract<Command, {type: 'query'}>} command */
async function query(session, {id, run, query: content, urgent}) {
    const gone = run !== session.run || session.state === 'empty';
    const asked = session.now();
    const answer = gone ? null : await answerQuery(session.lab, content);
    const ms = session.now() - asked;
    session.snapshots.spent(ms);
    if (urgent) session.chunks.interact(session.now());
    session.post({type: 'answer', id, run, step: gone ? 0 : session.step, ms, answer});
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
