// A package that trains nothing and makes a known number of WebGPU calls, for the test of the benchmark in a browser.
// Its "loss" is a number that the device computed.

const BUFFER_BYTES = 1024;
const READ_BYTES = 4;

export const PER_STEP = {dispatches: 3, bind_groups: 1, pipelines: 0, submits: 1, uploads: 1};
export const GPU_BYTES = BUFFER_BYTES + READ_BYTES;
const WASM_PAGES = 16;

export default async function init() {
    return {memory: new WebAssembly.Memory({initial: WASM_PAGES})};
}

const WGSL = `
@group(0) @binding(0) var<storage, read_write> loss: array<f32>;
@compute @workgroup_size(1) fn halve() { loss[0] *= 0.5; }`;

/** @param {string} json */
export async function bench_create(json) {
    const {workload, options} = JSON.parse(json);
    if (workload.id === 'W4') throw new Error('there is no convolution here');
    const device = await (await navigator.gpu.requestAdapter()).requestDevice();
    const {STORAGE, COPY_SRC, COPY_DST, MAP_READ} = GPUBufferUsage;
    const compute = {module: device.createShaderModule({code: WGSL}), entryPoint: 'halve'};
    const pipeline = device.createComputePipeline({layout: 'auto', compute});
    const buffer = device.createBuffer({size: BUFFER_BYTES, usage: STORAGE | COPY_SRC | COPY_DST});
    const reader = device.createBuffer({size: READ_BYTES, usage: MAP_READ | COPY_DST});
    device.createBuffer({size: 4096, usage: COPY_DST}).destroy();

    function step(read) {
        device.queue.writeBuffer(buffer, 0, new Float32Array([1]));
        const encoder = device.createCommandEncoder();
        const pass = encoder.beginComputePass();
        pass.setPipeline(pipeline);
        const entries = [{binding: 0, resource: {buffer}}];
        pass.setBindGroup(0, device.createBindGroup({layout: pipeline.getBindGroupLayout(0), entries}));
        for (let i = 0; i < PER_STEP.dispatches; i++) pass.dispatchWorkgroups(1);
        pass.end();
        if (read) encoder.copyBufferToBuffer(buffer, 0, reader, 0, READ_BYTES);
        device.queue.submit([encoder.finish()]);
    }

    async function loss() {
        await reader.mapAsync(GPUMapMode.READ);
        const [value] = new Float32Array(reader.getMappedRange());
        reader.unmap();
        return value;
    }

    return {
        backend: () => `counted on ${options.device}`,
        async run(start, n, readEvery) {
            const losses = [];
            for (let i = 1; i <= n; i++) {
                const read = readEvery > 0 && i % readEvery === 0;
                step(read);
                if (read) losses.push(start + i - 1, await loss());
            }
            return Float64Array.from(losses);
        },
        sync: () => device.queue.onSubmittedWorkDone(),
    };
}
