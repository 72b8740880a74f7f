// A dual worker over fake workers, for tests.

import assert from 'node:assert/strict';
import {afterEach} from 'node:test';
import {describeDevices} from '../../../www/worker/probe-webgpu.js';
import {createDeviceTimings} from '../../../www/client/device-timings.js';
import {createDualWorker} from '../../../www/client/dual-worker.js';
import {createLockProbe} from '../../../www/client/free-lock.js';
import {createFakeWorker} from './fake-worker.js';

export const card = describeDevices({found: true, name: 'acme gpu', software: false});
export const soft = describeDevices({found: true, name: 'swiftshader', software: true});
export const chosen = {device: 'webgpu', dataset: 'digits', learningRate: 0.1};

/** @param {() => any} condition @param {string} what */
export async function until(condition, what) {
    const deadline = Date.now() + 10_000;
    while (Date.now() < deadline) {
        const found = condition();
        if (found) return found;
        await new Promise((resolve) => setImmediate(resolve));
    }
    assert.fail(`never came: ${what}`);
}

/** @type {import('../../../www/client/training-client.js').WorkerLike[]} */
const opened = [];
afterEach(() => opened.splice(0).forEach((dual) => dual.terminate())); // else their runs train on for ever

/**
 * A dual worker over fake workers.
 * @param {object} [options]
 * @param {import('../../../www/protocol/messages.js').Devices} [options.devices]
 * @param {Record<string, any>} [options.cpu] overrides of the first worker's lab
 * @param {Record<string, any>} [options.gpu] overrides of the labs of all others
 * @param {Uint8Array | null} [options.ownData]
 * @param {number} [options.patienceMs]
 * @param {boolean} [options.isBroken] whether the module of the first worker does not arrive
 * @param {boolean} [options.opensAtOnce] whether the modules of later workers are there at once
 * @param {ReturnType<typeof import('./fake-locks.js').createFakeLocks>} [options.locks] those that workers hold while they live
 */
export function setUp({devices = card, cpu = {}, gpu: others = {}, ownData = null, patienceMs, opensAtOnce = false, isBroken = false, locks} = {}) {
    /** @type {ReturnType<typeof createFakeWorker>[]} */
    const workers = [];
    /** @type {any[]} */
    const events = [];
    /** @type {Map<number, {run: number, step: number, bytes: Uint8Array}>} by run */
    const checkpoints = new Map();
    let second = () => {};
    const dual = createDualWorker({
        spawn() {
            const lock = locks ? `worker ${workers.length}` : '';
            const worker = createFakeWorker(devices, workers.length === 0 ? cpu : others, lock);
            locks?.hold(lock);
            workers.push(worker);
            if (opensAtOnce && workers.length > 1) setImmediate(worker.arrive);
            return worker;
        },
        timings: createDeviceTimings(() => {
            throw new Error('none');
        }),
        ownData: async () => ownData?.slice() ?? null,
        patienceMs,
        lastCheckpoint: (run) => checkpoints.get(run) ?? null,
        every(tick) {
            second = tick;
            return () => {};
        },
        wait: async () => {},
        isFree: locks && createLockProbe(locks.manager),
    });
    opened.push(dual);
    dual.onmessage = ({data}) => events.push(data);
    const send = (/** @type {object} */ command) => dual.postMessage(command, []);
    if (!isBroken) workers[0].arrive();
    const all = (/** @type {string} */ type) => events.filter((event) => event.type === type);
    return {
        dual, workers, events, send, all,
        /** @param {number} count */
        async seconds(count) {
            for (let i = 0; i < count; i++) {
                second();
                await new Promise((resolve) => setImmediate(() => setImmediate(() => setImmediate(resolve))));
            }
        },
        /** Keeps a checkpoint of the run as a worker has it now. @param {number} run @param {number} worker */
        async keep(run, worker) {
            const {lab} = workers[worker];
            const {step} = lab;
            checkpoints.set(run, {run, step, bytes: await lab.save()});
            return step;
        },
        /** @param {(event: any) => any} condition */
        event: (condition) => until(() => events.find(condition), `among ${events.map(({type}) => type)}`),
        /** @param {number} step */
        step: (step) => until(() => all('progress').some((event) => event.step >= step), `step ${step}`),
        onGpu: () => until(() => all('device').find(({device}) => device.kind === 'webgpu'), 'the move'),
        gpu: () => until(() => workers[1], 'the GPU worker'),
        losses: () => all('progress').flatMap(({losses}) => [...losses]),
    };
}

/** A loss for every step, once. @param {number[]} losses */
export function assertUnbroken(losses) {
    assert.deepEqual(losses, losses.map((_, i) => i + 1));
}
