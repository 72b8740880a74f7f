// A worker for tests: the real session over a lab that only counts steps. Messages both ways take a
// macrotask, as real ones do.

import assert from 'node:assert/strict';
import {checkCommand, checkEvent} from '../../../www/protocol/schemas.js';
import {createSession} from '../../../www/worker/session.js';

const dataset = {source: 'digits', kind: 'image', name: 'Digits', width: 8, height: 8, channels: 1, train: 100, validation: 10, test: 10, classes: [], fingerprint: 0};
const description = {dataset, layers: [], parameters: 1, stepsPerEpoch: 10};
const none = () => new Uint8Array();

/** A lab whose loss is the step, and whose speed is that of the device. @param {Record<string, any>} overrides */
function createFakeLab(overrides) {
    const lab = {
        step: 0,
        time: 0,
        kind: 'cpu',
        rate: 0.1,
        loaded: 0,
        create: async (/** @type {any} */ config, /** @type {string} */ kind) => {
            const refusal = overrides.refusal?.(config, kind);
            if (refusal) throw refusal;
            Object.assign(lab, {step: 0, kind, rate: config.learningRate});
            return {config, description, probes: none(), probeLabels: none(), points: none(), pointLabels: none(), probeNames: [], pointNames: [], pointPlaces: new Uint32Array()};
        },
        touch: async () => {},
        train: async (/** @type {number} */ steps) => {
            const losses = Float32Array.from({length: steps}, (_, i) => lab.step + i + 1);
            lab.step += steps;
            lab.time += steps * (lab.kind === 'cpu' ? 4 : 1);
            return {step: lab.step, epoch: lab.step / 10, losses, terms: new Float32Array(0), validations: []};
        },
        snapshot: async () => ({step: lab.step, outputs: none(), errors: none(), codes: new Float32Array(), latent: 2}),
        describe: () => description,
        load: (/** @type {Uint8Array} */ packed) => {
            lab.loaded = packed.length;
            return {...dataset, source: 'file'};
        },
        tune: (/** @type {number} */ rate) => void (lab.rate = rate),
        rewind: () => ({step: lab.step, epoch: 0}),
        save: async () => Uint8Array.from(new TextEncoder().encode(JSON.stringify({step: lab.step, rate: lab.rate}))),
        resume: async (/** @type {Uint8Array} */ bytes, /** @type {string} */ kind) => {
            Object.assign(lab, JSON.parse(new TextDecoder().decode(bytes)), {kind});
            return {description, step: lab.step, epoch: lab.step / 10};
        },
        ...overrides,
    };
    return lab;
}

/**
 * @param {import('../../../www/protocol/messages.js').Devices} devices
 * @param {Record<string, any>} [overrides] of its lab
 * @param {string} [lock] that it holds while it lives
 */
export function createFakeWorker(devices, overrides = {}, lock = '') {
    const lab = createFakeLab(overrides);
    /** @type {any[]} */
    const waiting = [];
    /** @type {ReturnType<typeof createSession> | null} */
    let session = null;
    const worker = {
        lab,
        /** @type {any[]} */ received: [],
        module: '',
        gone: false,
        isClosed: false, // it takes commands and does nothing, as after `self.close()`
        answersPings: true,
        /** @type {((event: any) => void) | null} */ onmessage: null,
        /** @type {((event: any) => void) | null} */ onerror: null,
        /** @param {object} message */
        postMessage(message) {
            const command = /** @type {any} */ (message);
            assert.equal(checkCommand(command), null);
            if (command.type === 'ping') return worker.answersPings && worker.say({type: 'pong', ...session?.pulse() ?? {turn: 0, busy: true}});
            worker.received.push(structuredClone(command));
            if (worker.isClosed) return;
            if (command.type === 'open') worker.module = command.module;
            else if (session) setImmediate(() => session?.accept(command));
            else waiting.push(command);
        },
        terminate() {
            worker.gone = true;
        },
        /** @param {any} data */
        say(data) {
            assert.equal(checkEvent(data), null);
            setImmediate(() => !worker.gone && !worker.isClosed && worker.onmessage?.({data}));
        },
        /** The module has arrived. */
        arrive() {
            session = createSession({
                lab: /** @type {any} */ (lab),
                post: worker.say,
                now: () => lab.time,
                breathe: () => new Promise((resolve) => setImmediate(worker.gone || worker.isClosed ? () => {} : resolve)),
            });
            worker.say({type: 'ready', schema: 0, devices, lock});
            for (const command of waiting.splice(0)) session.accept(command);
        },
        /** @param {string} type */
        got: (type) => worker.received.filter((command) => command.type === type),
    };
    return worker;
}
