// A lab for tests, on a device that works by itself: it takes steps and snapshots in their order, and read-backs come late.

import assert from 'node:assert/strict';

export const gpu = /** @type {const} */ ({kind: 'webgpu', name: 'acme', why: 'Your choice'});

/**
 * Methods of the lab, for `setUp`. `calls` gets their names and steps, in their order.
 * @param {import('./fake-session.js').Clock} clock
 * @param {{msPerStep?: number, latency?: number, calls?: string[], diverges?: number, refuses?: (step: number) => boolean}} [options] `diverges`:
 *     after so many steps
 */
export function gpuLab(clock, {msPerStep = 1, latency = 0, calls = [], diverges = Infinity, refuses = () => false} = {}) {
    let freeAt = 0;
    let issued = 0; // steps
    let settled = 0;
    const waiting = /** @type {object[]} */ ([]); // numbers that were not settled yet
    let sound = 0;

    /** Keeps the device busy; a promise of the numbers. @param {number} ms @param {object} numbers */
    function work(ms, numbers) {
        freeAt = Math.max(freeAt, clock.now()) + ms;
        const readyAt = freeAt + latency;
        waiting.push(numbers);
        const reading = {
            then(/** @type {any} */ ok, /** @type {any} */ bad) {
                clock.waitUntil(readyAt);
                return Promise.resolve(numbers).then(ok, bad);
            },
            catch: () => reading,
        };
        return /** @type {any} */ (reading);
    }

    /** @param {object} numbers */
    function inOrder(numbers) {
        assert.equal(waiting.shift(), numbers, 'what was issued is settled in its order');
    }

    /** Nothing may be in flight. @param {string} name */
    function alone(name) {
        calls.push(name);
        assert.equal(waiting.length, 0, `${name} while something is in flight`);
    }

    return {
        touch: () => work(0, {}).then((/** @type {object} */ numbers) => inOrder(numbers)),
        issue(/** @type {number} */ steps) {
            if (refuses(issued)) return undefined;
            calls.push(`issue ${steps}`);
            issued += steps;
            return work(steps * msPerStep, {steps, end: issued, free() {}});
        },
        settle(/** @type {any} */ numbers) {
            inOrder(numbers);
            const {steps, end} = numbers;
            calls.push(`settle ${steps}`);
            if (end > diverges) {
                waiting.length = 0;
                const losses = new Float32Array(diverges - end + steps);
                throw {code: 'diverged', message: 'Infinite.', remedy: 'Go back.', losses, rewind: {step: sound, learningRate: 0.1}};
            }
            settled = end;
            return {step: settled, epoch: settled / 10, losses: new Float32Array(steps), terms: new Float32Array(0), validations: []};
        },
        issueSnapshot() {
            calls.push('issue snapshot');
            return work(2, {step: issued, free() {}});
        },
        settleSnapshot(/** @type {any} */ numbers) {
            inOrder(numbers);
            calls.push('settle snapshot');
            sound = numbers.step;
            return {step: numbers.step, outputs: new Uint8Array(4), errors: new Uint8Array(4), codes: new Float32Array(2), latent: 2};
        },
        async train(/** @type {number} */ steps) {
            alone(`train ${steps}`);
            issued = settled += steps;
            clock.waitUntil(clock.now() + steps * msPerStep + latency);
            return {step: settled, epoch: settled / 10, losses: new Float32Array(steps), terms: new Float32Array(0), validations: []};
        },
        async snapshot() {
            alone('snapshot');
            clock.waitUntil(clock.now() + 2 + latency);
            sound = settled;
            return {step: settled, outputs: new Uint8Array(4), errors: new Uint8Array(4), codes: new Float32Array(2), latent: 2};
        },
        async measure() {
            alone('measure');
            return {mse: 1};
        },
        async decode() {
            alone('decode');
            return new Uint8Array(4);
        },
        async save() {
            alone('save');
            return Uint8Array.of(settled & 255, settled >> 8);
        },
        tune: () => alone('tune'),
        rewind() {
            alone('rewind');
            issued = settled = sound;
            return {step: sound, epoch: sound / 10};
        },
    };
}
