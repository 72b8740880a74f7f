import assert from 'node:assert/strict';
import {test} from 'node:test';
import {advance, transitionOf} from '../../../www/client/device-migration.js';
import {describeDevices} from '../../../www/worker/probe-webgpu.js';

const cpu = {isGone: () => false, post() {}, request: async () => ({bytes: new Uint8Array(), state: 'paused'})};

/** A dual worker with a live run on the CPU. @param {Record<string, any>} [changes] @returns {any} */
const dualWith = (changes) => ({
    cpu, gpu: null, state: 'settled', failure: '', refusals: new Map(), devices: describeDevices({found: true, name: 'acme gpu', software: false}),
    live: {run: 1, connection: cpu, config: {device: 'webgpu', dataset: 'digits'}, files: 0, status: null},
    building: new Map(), homes: new Map(), opened: {count: 0, images: ''}, prepared: 0, held: null, announced: '', patienceMs: 50,
    timings: {get: () => null, put() {}}, emit() {}, route() {},
    openGpu: () => ({ready: false, isGone: () => false, bytes: {received: 0, total: 0}}),
    ...changes,
});

/** @param {any} dual @returns {any} */
const factsOf = (dual, kind = 'webgpu') => ({dual, live: dual.live, choice: {kind, why: ''}});

test('choosing the next state opens no worker', () => {
    const dual = dualWith({openGpu: () => assert.fail('it was opened')});
    const [state, deviceOf] = transitionOf(factsOf(dual));
    assert.equal(state, 'loading');
    assert.match(deviceOf(factsOf(dual))?.why ?? '', /GPU module is loading/);
    assert.equal(dual.gpu, null);
});

test('the GPU worker is opened in the state that waits for it, and once', () => {
    let opened = 0;
    const dual = dualWith({openGpu: () => ({ready: false, isGone: () => false, bytes: {received: 0, total: 0}, opened: ++opened})});
    advance(dual);
    advance(dual);
    assert.deepEqual([dual.state, opened], ['loading', 1]);
});

for (const [expected, changes, kind] of /** @type {[string, Record<string, any>, string][]} */ ([
    ['settled', {gpu: {ready: true}}, 'cpu'],
    ['timing', {gpu: {ready: true}}, 'unknown'],
    ['preparing', {gpu: {ready: true}}, 'webgpu'],
    ['moving', {gpu: {ready: true}, prepared: 1}, 'webgpu'],
])) {
    test(`a ready GPU worker and the choice "${kind}" lead to "${expected}"`, () => {
        assert.equal(transitionOf(factsOf(dualWith(changes), kind))[0], expected);
    });
}

test('the device of a migration is chosen once', async () => {
    let chosen = 0;
    const gpu = {ready: true, isGone: () => false, request: async () => ({})};
    const dual = dualWith({gpu, prepared: 1, timings: {get: () => void (chosen += 1), put() {}}});
    await advance(dual);
    assert.equal(dual.live.connection, gpu);
    assert.equal(chosen, 1);
});
