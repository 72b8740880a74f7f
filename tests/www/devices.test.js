import assert from 'node:assert/strict';
import {test} from 'node:test';
import {adapterName, chooseDevice, describeDevices, isSoftware, probeWebGpu} from '../../www/devices.js';

const none = describeDevices({found: false, why: 'this browser has no WebGPU'});
const card = describeDevices({found: true, name: 'acme gpu', software: false});
const soft = describeDevices({found: true, name: 'google swiftshader', software: true});

/** @param {object} info */
const gpuWith = (info) => /** @type {any} */ ({requestAdapter: async () => ({info})});

test('automatic takes a real graphics adapter', () => {
    assert.equal(chooseDevice('auto', card).kind, 'webgpu');
    assert.equal(chooseDevice('auto', card).name, 'acme gpu');
});

test('automatic takes the CPU without WebGPU, and says why', () => {
    const device = chooseDevice('auto', none);
    assert.equal(device.kind, 'cpu');
    assert.match(device.why, /No WebGPU: this browser has no WebGPU/);
});

test('automatic takes the CPU rather than a software adapter, and names it', () => {
    const device = chooseDevice('auto', soft);
    assert.equal(device.kind, 'cpu');
    assert.match(device.why, /google swiftshader.*software/);
});

test('an explicit choice is honoured, a software adapter included', () => {
    assert.equal(chooseDevice('webgpu', soft).kind, 'webgpu');
    assert.equal(chooseDevice('cpu', card).kind, 'cpu');
});

test('WebGPU that is not to be had becomes the CPU with the reason', () => {
    const device = chooseDevice('webgpu', none);
    assert.equal(device.kind, 'cpu');
    assert.match(device.why, /WebGPU was chosen, but is not to be had: this browser has no WebGPU/);
});

test('software adapters are known by their flag or their name', () => {
    for (const name of ['google swiftshader', 'mesa llvmpipe', 'Lavapipe', 'Microsoft Basic Render Driver']) {
        assert.equal(isSoftware(name, false), true, name);
    }
    assert.equal(isSoftware('acme', true), true);
    assert.equal(isSoftware('nvidia ampere', false), false);
});

test('an adapter is called by the best name it gives away', () => {
    const info = {vendor: 'acme', architecture: 'gen-9', device: '', description: ''};
    assert.equal(adapterName(info), 'acme gen-9');
    assert.equal(adapterName({...info, description: 'Acme 9000'}), 'acme Acme 9000');
    assert.equal(adapterName({vendor: '', architecture: '', device: '', description: ''}), 'unnamed adapter');
});

test('probing survives every way in which WebGPU can be missing', async () => {
    assert.deepEqual(await probeWebGpu(undefined), {found: false, why: 'this browser has no WebGPU'});
    assert.equal((await probeWebGpu(/** @type {any} */ ({requestAdapter: async () => null}))).found, false);
    const broken = await probeWebGpu(/** @type {any} */ ({requestAdapter: () => Promise.reject(new Error('lost'))}));
    assert.match(broken.found ? '' : broken.why, /lost/);
    const info = {vendor: 'google', architecture: 'swiftshader', device: '', description: '', isFallbackAdapter: false};
    assert.deepEqual(await probeWebGpu(gpuWith(info)), {found: true, name: 'google swiftshader', software: true});
});
