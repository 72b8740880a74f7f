import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createDeviceTimings, timingKey} from '../../../www/client/device-timings.js';

/** @param {string | null} [kept] */
function setUp(kept = null) {
    let value = kept;
    const storage = {getItem: () => value, setItem: (/** @type {string} */ _, /** @type {string} */ next) => void (value = next)};
    return {speeds: createDeviceTimings(() => storage), again: () => createDeviceTimings(() => storage)};
}

const config = {dataset: 'digits', latent: 2, hidden: [64, 32], seed: 1, learningRate: 0.1, device: 'auto'};

test('speeds outlive the page', () => {
    const {speeds, again} = setUp();
    speeds.put('a model', {cpu: 10, webgpu: 20});
    assert.deepEqual(again().get('a model'), {cpu: 10, webgpu: 20});
    assert.equal(again().get('another'), null);
});

test('the oldest are forgotten beyond fifty', () => {
    const {speeds, again} = setUp();
    for (let i = 0; i < 51; i++) speeds.put(`model ${i}`, {cpu: 1, webgpu: 2});
    assert.equal(again().get('model 0'), null);
    assert.notEqual(again().get('model 1'), null);
});

test('what is kept in other words is as good as nothing', () => {
    for (const kept of ['nonsense', '{}', '[["a", null]]', '[["a", {"cpu": "fast"}]]']) {
        assert.equal(setUp(kept).speeds.get('a'), null, kept);
    }
});

test('a storage that is forbidden forgets only when the page is closed', () => {
    const speeds = createDeviceTimings(() => {
        throw new Error('forbidden');
    });
    speeds.put('a model', {cpu: 10, webgpu: 20});
    assert.deepEqual(speeds.get('a model'), {cpu: 10, webgpu: 20});
});

test('seed, rate and device make no other model, sizes, adapter and files do', () => {
    const key = timingKey(config, 'acme', '');
    assert.equal(timingKey({...config, seed: 9, learningRate: 1, device: 'webgpu', reading: {transpose: 'yes'}}, 'acme', 'mnist'), key);
    assert.notEqual(timingKey({...config, hidden: [64]}, 'acme', ''), key);
    assert.notEqual(timingKey(config, 'other', ''), key);
    const file = {...config, dataset: 'file'};
    assert.notEqual(timingKey(file, 'acme', 'one'), timingKey(file, 'acme', 'two'));
});
