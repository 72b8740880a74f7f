// The worker's training session: queues commands, runs one at a time, trains in chunks in between.
// Knows neither wasm nor the worker's global scope: both are handed in, so that node can test it.

import {chooseDevice} from './devices.js';
import {createPacer, createSnapshotClock, createThroughput} from './pacing.js';

/** @typedef {import('./protocol.js').Command} Command */
/** @typedef {import('./protocol.js').Event} Event */
/** @typedef {import('./protocol.js').ErrorEvent} ErrorEvent */
/** @typedef {import('./protocol.js').State} State */

/**
 * @typedef {object} Parts
 * @property {import('./pkg.js').Lab} lab
 * @property {import('./protocol.js').Devices} devices
 * @property {(event: Event) => void} post
 * @property {() => number} now milliseconds
 * @property {() => Promise<void>} breathe lets one macrotask pass, so that messages come in
 */

/** @param {Parts} parts */
function emptySession(parts) {
    return {
        ...parts,
        /** @type {Command[]} */ queue: [],
        busy: false,
        dead: false,
        visible: true,
        run: 0,
        /** @type {State} */ state: 'empty',
        step: 0,
        epoch: 0,
        stepsPerEpoch: 1,
        examplesPerStep: 0,
        pacer: createPacer(),
        clock: createSnapshotClock(),
        throughput: createThroughput(),
    };
}

/** @typedef {ReturnType<typeof emptySession>} Session */

/** @param {Parts} parts */
export function createSession(parts) {
    const session = emptySession(parts);
    return {
        /** @param {Command} command */
        accept(command) {
            session.queue.push(command);
            pump(session);
        },
    };
}

/** The lab's methods must not overlap, so this loop is the only place that calls them. @param {Session} session */
async function pump(session) {
    if (session.busy || session.dead) return;
    session.busy = true;
    while (!session.dead) {
        const command = session.queue.shift();
        if (command) await obey(session, command);
        else if (session.state === 'running') await advance(session);
        else break;
        await session.breathe();
    }
    session.busy = false;
}

/** @param {Session} session @param {Command} command */
async function obey(session, command) {
    // of a run that has been replaced, or was never built: its error has been reported already
    if ('run' in command && command.type !== 'create' && command.run !== session.run) return;
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
        const files = command.files.map(({name, bytes}) => ({name, bytes: new Uint8Array(bytes)}));
        return post({type: 'loaded', id: command.id, ...lab.load(files)});
    }
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
    }
}

/** @param {Session} session @param {{run: number, config: import('./protocol.js').Config}} command */
async function create(session, {run, config}) {
    session.post({type: 'status', run, state: 'preparing', step: 0, epoch: 0});
    const wanted = chooseDevice(config.device, session.devices);
    try {
        const {created, device} = await createOn(session, config, wanted);
        const {dataset, stepsPerEpoch} = created.description;
        session.run = run;
        session.stepsPerEpoch = stepsPerEpoch;
        session.examplesPerStep = dataset.train / stepsPerEpoch;
        session.pacer = createPacer();
        session.throughput.clear();
        session.post({type: 'created', run, device, ...created});
        setState(session, 'ready', {step: 0, epoch: 0});
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
 * @param {import('./protocol.js').Config} config
 * @param {import('./protocol.js').DeviceInfo} device
 */
async function createOn({lab, devices}, config, device) {
    try {
        return {created: await lab.create(config, device.kind), device};
    } catch (thrown) {
        if (device.kind === 'cpu' || !isLabError(thrown) || thrown.code !== 'device') throw thrown;
        const why = `WebGPU failed to start (${thrown.message})`;
        return {created: await lab.create(config, 'cpu'), device: {...devices.cpu, why}};
    }
}

/** @param {Session} session */
function start(session) {
    session.throughput.clear();
    session.throughput.record(session.now(), session.step);
    const canRun = session.state === 'ready' || session.state === 'paused';
    setState(session, canRun ? 'running' : session.state);
}

/** @param {Session} session */
async function pause(session) {
    setState(session, session.state === 'running' ? 'paused' : session.state);
    await takeSnapshot(session); // so that the pictures show the very step it says
}

/** @param {Session} session */
async function step(session) {
    if (session.state === 'stopped' || session.state === 'empty') return setState(session, session.state);
    session.state = 'paused';
    session.throughput.clear();
    if (await trainChunk(session, 1)) {
        setState(session, 'paused');
        await takeSnapshot(session);
    }
}

/** @param {Session} session @param {number} learningRate */
async function rewind(session, learningRate) {
    const cursor = session.lab.rewind(learningRate);
    setState(session, 'paused', cursor);
    await takeSnapshot(session);
}

/** One chunk, and a picture when one is due. @param {Session} session */
async function advance(session) {
    const steps = session.pacer.steps();
    const started = session.now();
    if (!await trainChunk(session, steps)) return;
    const ended = session.now();
    session.pacer.record(steps, ended - started);
    if (!session.clock.due(ended) || session.queue.length > 0) return;
    try {
        await takeSnapshot(session);
    } catch (thrown) {
        setState(session, 'paused');
        report(session, thrown, {run: session.run});
    }
}

/** @param {Session} session @param {number} steps @returns {Promise<boolean>} whether all went well */
async function trainChunk(session, steps) {
    try {
        postProgress(session, await session.lab.train(steps));
        return true;
    } catch (thrown) {
        halt(session, thrown);
        return false;
    }
}

/** @param {Session} session @param {unknown} thrown */
function halt(session, thrown) {
    const diverged = isLabError(thrown) && thrown.code === 'diverged';
    const losses = diverged ? thrown.losses : undefined;
    if (losses?.length) {
        const done = session.step + losses.length;
        postProgress(session, {step: done, epoch: done / session.stepsPerEpoch, losses, validations: []});
    }
    setState(session, diverged ? 'stopped' : 'paused');
    report(session, thrown, {run: session.run});
}

/** @param {Session} session @param {import('./pkg.js').Chunk} chunk */
function postProgress(session, {step: done, epoch, losses, validations}) {
    session.step = done;
    session.epoch = epoch;
    session.throughput.record(session.now(), done);
    const stepsPerSecond = session.throughput.stepsPerSecond();
    const examplesPerSecond = stepsPerSecond * session.examplesPerStep;
    session.post({
        type: 'progress', run: session.run, step: done, epoch, losses, validations, stepsPerSecond, examplesPerSecond,
    });
}

/** @param {Session} session */
async function takeSnapshot(session) {
    if (!session.visible || session.state === 'empty') return;
    const started = session.now();
    const snapshot = await session.lab.snapshot();
    session.clock.record(started, session.now());
    session.post({type: 'snapshot', run: session.run, ...snapshot});
}

/** @param {Session} session @param {State} state @param {{step: number, epoch: number}} [cursor] */
function setState(session, state, cursor) {
    Object.assign(session, {state}, cursor && {step: cursor.step, epoch: cursor.epoch});
    postStatus(session, session.run);
}

/** @param {Session} session @param {number} run */
function postStatus({post, state, step: done, epoch}, run) {
    post({type: 'status', run, state, step: done, epoch});
}

/** @param {Session} session @param {unknown} thrown @param {{run?: number, id?: number}} about */
function report(session, thrown, about) {
    const event = errorEvent(thrown, about);
    session.dead = event.code === 'panic';
    session.post(event);
}

/**
 * @param {unknown} thrown
 * @returns {thrown is import('./pkg.js').LabError}
 */
function isLabError(thrown) {
    return typeof thrown === 'object' && thrown !== null && 'code' in thrown && !(thrown instanceof Error);
}

/**
 * What the page is told of something thrown: a `LabError` as it is, a trap as a panic.
 * @param {unknown} thrown
 * @param {{run?: number, id?: number}} [about]
 * @returns {ErrorEvent}
 */
export function errorEvent(thrown, about = {}) {
    if (isLabError(thrown)) {
        const {code, message, remedy, field, value, rewind: offer} = thrown;
        /** @type {ErrorEvent} */
        const event = {type: 'error', code, message, remedy, ...about};
        if (field !== undefined) Object.assign(event, {field, value});
        if (offer) event.rewind = offer;
        return event;
    }
    const text = thrown instanceof Error ? thrown.message : String(thrown);
    if (thrown instanceof WebAssembly.RuntimeError) return panicEvent(text, about);
    const remedy = 'Reload the page. If it happens again, please report it with these words.';
    return {type: 'error', code: 'internal', message: `The training worker failed: ${text}.`, remedy, ...about};
}

/**
 * @param {string} text
 * @param {{run?: number, id?: number}} [about]
 * @returns {ErrorEvent}
 */
export function panicEvent(text, about = {}) {
    return {
        type: 'error',
        code: 'panic',
        message: `The training worker broke down (${text}). The pictures show where it got to.`,
        remedy: 'A fresh worker has been started: start again, perhaps with a smaller model or on the CPU.',
        ...about,
    };
}
