import assert from 'node:assert/strict';
import {test} from 'node:test';
import {describeDevices} from '../../../www/worker/probe-webgpu.js';
import {fasterOf, chooseDevice, whileLoading} from '../../../www/client/device-choice.js';

const none = describeDevices({found: false, why: 'this browser has no WebGPU'});
const card = describeDevices({found: true, name: 'acme gpu', software: false});
const soft = describeDevices({found: true, name: 'google swiftshader', software: true});

/** @param {string} setting @param {import('../../../www/protocol/messages.js').Devices | null} devices @param {object} [known] */
const choice = (setting, devices, known) => chooseDevice({setting, devices, speeds: null, failure: '', ...known});

test('automatic times a model that it does not know on a real graphics adapter', () => {
    assert.equal(choice('auto', card).kind, 'unknown');
});

test('automatic takes what was faster for this model, and names both speeds', () => {
    const fast = choice('auto', card, {speeds: {cpu: 150, webgpu: 1200}});
    assert.equal(fast.kind, 'webgpu');
    assert.equal(fast.why, 'GPU: 8 times faster than the CPU for this model (1,200 against 150 steps a second)');
    const slow = choice('auto', card, {speeds: {cpu: 3000, webgpu: 1200}});
    assert.equal(slow.kind, 'cpu');
    assert.match(slow.why, /^CPU: 2\.5 times faster than the GPU/);
});

test('devices of almost the same speed get no factor', () => {
    assert.match(fasterOf({cpu: 100, webgpu: 104}).why, /^GPU: hardly faster/);
});

test('automatic takes the CPU without WebGPU, and says why', () => {
    assert.equal(choice('auto', none).kind, 'cpu');
    assert.match(choice('auto', none).why, /No WebGPU: this browser has no WebGPU/);
});

test('automatic takes the CPU rather than a software adapter, and names it', () => {
    const {kind, why} = choice('auto', soft);
    assert.equal(kind, 'cpu');
    assert.match(why, /google swiftshader.*software/);
});

test('an explicit choice is honoured, a software adapter included, whatever was timed', () => {
    assert.equal(choice('webgpu', soft).kind, 'webgpu');
    assert.equal(choice('webgpu', card, {speeds: {cpu: 9, webgpu: 1}}).kind, 'webgpu');
    assert.equal(choice('cpu', card, {speeds: {cpu: 1, webgpu: 9}}).kind, 'cpu');
});

test('WebGPU that is not available becomes the CPU with the reason', () => {
    const {kind, why} = choice('webgpu', none);
    assert.equal(kind, 'cpu');
    assert.match(why, /WebGPU was chosen, but is not available: this browser has no WebGPU/);
});

test('WebGPU that has failed is not tried again, and the reason stays on the page', () => {
    const {kind, why} = choice('auto', card, {failure: 'no memory'});
    assert.equal(kind, 'cpu');
    assert.match(why, /no memory/);
});

test('a model that does not fit WebGPU stays on the CPU, whatever was chosen, with the reason', () => {
    const refusal = 'The weights would take 202 MB. Use at most 1024 units.';
    for (const setting of ['auto', 'webgpu']) {
        const {kind, why} = choice(setting, card, {refusal, speeds: {cpu: 1, webgpu: 9}});
        assert.equal(kind, 'cpu');
        assert.equal(why, `This model does not fit WebGPU: ${refusal}`);
    }
});

test('the progress of the module is shown in per cent where its size is known, else in bytes', () => {
    const known = whileLoading({received: 2_100_000, total: 5_200_000});
    assert.match(known.why, /40 % of 5\.2 MB/);
    assert.ok(known.loaded && known.loaded > 0.4 && known.loaded < 0.41);
    assert.match(whileLoading({received: 2_100_000, total: 0}).why, /2\.1 MB so far/);
});
