import assert from 'node:assert/strict';
import {test} from 'node:test';
import {adapterName, describeDevices, isSoftware, probeWebGpu} from '../../../www/worker/probe-webgpu.js';

/** @param {object} info */
const gpuWith = (info) => /** @type {any} */ ({requestAdapter: async () => ({info})});

test('WebGPU is described as available, as a software adapter, or as missing with the reason', () => {
    const {webgpu} = describeDevices({found: true, name: 'acme', software: false});
    assert.deepEqual([webgpu.available, webgpu.software, webgpu.name], [true, false, 'acme']);
    assert.equal(describeDevices({found: true, name: 'acme', software: true}).webgpu.software, true);
    const missing = describeDevices({found: false, why: 'none here'}).webgpu;
    assert.deepEqual([missing.available, missing.why], [false, 'None here']);
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
