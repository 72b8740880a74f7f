// State of a training session, and its events to the page. No decisions. Runs in the worker.

import {DEFAULT_S} from './allowances.js';
import {errorEvent} from './errors.js';
import {measureLatency} from './read-latency.js';
import {createChunkSizer, createSnapshotTimer, createThroughput} from '../scheduling/chunk-size.js';

/** @typedef {import('../protocol/messages.js').Command} Command */
/** @typedef {import('../protocol/messages.js').Event} Event */
/** @typedef {import('../protocol/messages.js').State} State */

/**
 * @typedef {object} Parts
 * @property {import('./wasm-module.js').Lab} lab
 * @property {(event: Event) => void} post
 * @property {() => number} now milliseconds
 * @property {(fused: boolean) => void} [fuse] takes products and sums in one instruction, or gives that up
 * @property {() => Promise<void>} breathe lets one macrotask pass, so that messages come in
 */

/** @param {Parts} parts */
export function emptySession(parts) {
    return {
        ...parts,
        /** @type {Command[]} */ queue: [],
        busy: false,
        turn: 0, // tasks begun
        allowed: DEFAULT_S, // seconds that the task at hand may take, as the page knows
        chunkMs: 0, // of the last chunk of this run
        dead: false,
        visible: true,
        held: false, // saved, and paused until it is known which worker goes on with it
        run: 0,
        /** @type {State} */ state: 'empty',
        /** @type {import('../protocol/answers.js').StopReason | undefined} */ finished: undefined, // with that state
        step: 0,
        epoch: 0,
        /** @type {import('../protocol/messages.js').DeviceInfo | null} */ device: null,
        /** @type {number | null} ms of a read-back from WebGPU with nothing else to wait for */ latency: null,
        refused: false, // the page knows that the device does not capture steps
        stepsPerEpoch: 1,
        examplesPerStep: 0,
        chunks: createChunkSizer(),
        snapshots: createSnapshotTimer(),
        throughput: createThroughput(),
    };
}

/** @typedef {ReturnType<typeof emptySession>} Session */

/**
 * Takes over a run that was built or resumed here, and is idle.
 * @param {Session} session @param {number} run
 * @param {import('../protocol/answers.js').Summary} description @param {import('../protocol/messages.js').DeviceInfo} device
 */
export async function adopt(session, run, {dataset, stepsPerEpoch}, device) {
    Object.assign(session, {run, stepsPerEpoch, device, refused: false, held: false, chunkMs: 0});
    session.examplesPerStep = dataset.train / stepsPerEpoch;
    if (device.kind === 'webgpu') session.latency ??= await measureLatency(session.lab, session.now);
    session.chunks = createChunkSizer(device.kind, device.kind === 'webgpu' ? session.latency ?? 0 : 0);
    session.throughput.clear();
}

/** Announces how long the worker may be silent from now on. @param {Session} session @param {number} seconds */
export function allow(session, seconds) {
    if (seconds === session.allowed) return;
    session.allowed = seconds;
    session.post({type: 'busy', seconds});
}

/** @param {Session} session */
export async function takeSnapshot(session) {
    if (!session.visible || session.state === 'empty') return;
    const started = session.now();
    const snapshot = await session.lab.snapshot();
    session.snapshots.record(started, session.now());
    session.post({type: 'snapshot', run: session.run, ...snapshot});
}

/** @param {Session} session @param {State} state @param {{step: number, epoch: number}} [cursor] */
export function setState(session, state, cursor) {
    Object.assign(session, {state}, cursor && {step: cursor.step, epoch: cursor.epoch});
    postStatus(session, session.run);
}

/** @param {Session} session @param {number} run */
export function postStatus({post, state, step: done, epoch, finished}, run) {
    post({type: 'status', run, state, step: done, epoch, ...state === 'finished' && {finished}});
}

/** @param {Session} session @param {unknown} thrown @param {{run?: number, id?: number}} about */
export function report(session, thrown, about) {
    const event = errorEvent(thrown, about);
    session.dead = event.code === 'panic';
    session.post(event);
}
