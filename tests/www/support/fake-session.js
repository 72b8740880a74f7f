// A session for tests, over a lab that only counts steps.

import assert from 'node:assert/strict';
import {createSession} from '../../../www/worker/session.js';

export const config = {device: 'cpu', latent: 2};
export const device = /** @type {const} */ ({kind: 'cpu', name: 'CPU', why: 'Your choice'});
export const description = /** @type {any} */ ({dataset: {train: 100}, stepsPerEpoch: 10});

/**
 * A session over a lab that takes one millisecond a step, or does what `overrides` say.
 * @param {Record<string, any>} [overrides]
 */
export function setUp(overrides = {}) {
    /** @type {any[]} */
    const events = [];
    /** @type {any[]} seconds that each task may take */
    const allowances = [];
    let time = 0;
    let busy = 0;
    let step = 0;
    const lab = {
        describe: () => description,
        load: () => ({dataset: {source: 'file'}, note: 'Read.'}),
        create: async () => {
            step = 0;
            return {config, description, probes: new Uint8Array(4), probeLabels: new Uint8Array(1), points: new Uint8Array(4), pointLabels: new Uint8Array(1), probeNames: [], pointNames: [], pointPlaces: new Uint32Array()};
        },
        train: async (/** @type {number} */ steps) => {
            assert.equal(busy++, 0, 'two calls into the lab at once');
            await Promise.resolve();
            busy--;
            step += steps;
            time += steps;
            return {step, epoch: step / 10, losses: new Float32Array(steps), terms: new Float32Array(0), validations: []};
        },
        touch: async () => {},
        snapshot: async () => {
            time += 2;
            return {step, outputs: new Uint8Array(4), errors: new Uint8Array(4), codes: new Float32Array(2), latent: 2};
        },
        measure: async (/** @type {string} */ split) => {
            time += 30;
            return {mse: split === 'test' ? 2 : 1};
        },
        decode: async () => new Uint8Array(4),
        reconstruct: async () => ({codes: new Float32Array(2), outputs: new Uint8Array(4), errors: new Float32Array(1)}),
        scores: async () => ({errors: new Float32Array(2), elbos: new Float32Array(0), labels: new Uint8Array(2), abnormal: new Uint8Array(2)}),
        tune: () => {},
        rewind: () => ({step: 5, epoch: 0.5}),
        save: async () => Uint8Array.of(step & 255, step >> 8),
        resume: async (/** @type {Uint8Array} */ [low, high]) => {
            step = low + 256 * high;
            return {description, step, epoch: step / 10};
        },
        ...overrides,
    };
    const session = createSession({
        lab: /** @type {any} */ (lab),
        post: (event) => void (event.type === 'busy' ? allowances : events).push(event),
        now: () => time,
        breathe: () => new Promise((resolve) => setImmediate(resolve)),
    });
    return {
        session, events, allowances,
        types: () => events.map(({type, state}) => state ? `${type} ${state}` : type),
        /** @param {(event: any) => boolean} matches */
        until: async (matches) => {
            for (let i = 0; i < 1000; i++) {
                const found = events.find(matches);
                if (found) return found;
                await new Promise((resolve) => setImmediate(resolve));
            }
            assert.fail(`never came; there were ${events.map(({type}) => type).join(', ')}`);
        },
    };
}

/** @param {string} state */
export const is = (state) => (/** @type {any} */ event) => event.type === 'status' && event.state === state;
