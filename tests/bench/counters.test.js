import assert from 'node:assert/strict';
import {test} from 'node:test';
import {watchGpu} from '../../bench/counters.js';

/** WebGPU's classes, with the methods that matter, doing nothing. */
function fakeGpu() {
    return {
        GPUComputePassEncoder: class { dispatchWorkgroups() {} dispatchWorkgroupsIndirect() {} },
        GPUQueue: class { submit() {} writeBuffer() {} writeTexture() {} },
        GPUBuffer: class { constructor(size) { this.size = size; } mapAsync() { return 'a promise'; } destroy() {} },
        GPUDevice: class {
            createBindGroup() {}
            createComputePipeline(descriptor) { return {made: descriptor, by: this}; }
            createComputePipelineAsync() {}
            createBuffer({size}) { return new scope.GPUBuffer(size); }
        },
    };
}
let scope = fakeGpu();

/** @param {(gpu: ReturnType<typeof fakeGpu>) => void} program */
function countsOf(program) {
    scope = fakeGpu();
    const counts = watchGpu(scope);
    program(scope);
    return counts;
}

test('calls are counted by what they ask for', () => {
    const counts = countsOf(({GPUComputePassEncoder, GPUQueue, GPUDevice}) => {
        const [pass, queue, device] = [new GPUComputePassEncoder(), new GPUQueue(), new GPUDevice()];
        pass.dispatchWorkgroups();
        pass.dispatchWorkgroupsIndirect();
        queue.submit();
        queue.writeBuffer();
        queue.writeTexture();
        device.createBindGroup();
        device.createComputePipeline();
        device.createComputePipelineAsync();
    });
    assert.deepEqual(counts, {
        dispatches: 2, bind_groups: 1, pipelines: 2, submits: 1, uploads: 2, readbacks: 0, gpu_bytes: 0,
    });
});

test('mapping a buffer for reading is a read-back, for writing an upload', () => {
    const [read, write] = [1, 2];
    const {readbacks, uploads} = countsOf(({GPUDevice}) => {
        const device = new GPUDevice();
        device.createBuffer({size: 4}).mapAsync(read);
        device.createBuffer({size: 4}).mapAsync(write);
        device.createBuffer({size: 4, mappedAtCreation: true});
    });
    assert.deepEqual({readbacks, uploads}, {readbacks: 1, uploads: 2});
});

test('a destroyed buffer takes its bytes off once', () => {
    const counts = countsOf(({GPUDevice}) => {
        const device = new GPUDevice();
        const [kept, gone] = [device.createBuffer({size: 100}), device.createBuffer({size: 20})];
        gone.destroy();
        gone.destroy();
        assert.equal(kept.size, 100);
    });
    assert.equal(counts.gpu_bytes, 100);
});

test('a program does not notice that it is watched', () => {
    countsOf(({GPUDevice}) => {
        const device = new GPUDevice();
        assert.deepEqual(device.createComputePipeline('x'), {made: 'x', by: device});
        assert.equal(device.createBuffer({size: 4}).mapAsync(1), 'a promise');
    });
});

test('where there is no WebGPU nothing is counted and nothing breaks', () => {
    assert.equal(watchGpu({}).dispatches, 0);
});
