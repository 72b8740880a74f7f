// The worker that trains: wraps WebGPU, then loads the package, and times each command itself, so that
// no message is in a time.

import {watchGpu} from './counters.js';
import {bindKernels, loadKernels} from '/www/worker/kernels.js';
import {images, weights} from './workloads.mjs';

const counts = watchGpu(globalThis);
let instance = null;
let memory = null;
let pkg = null;
let bench = null;

const commands = {
    /** Loads and instantiates a package: the address of its JavaScript. */
    async open(address) {
        const start = performance.now();
        pkg = await import(address);
        instance = await pkg.default();
        memory = instance?.memory ?? null;
        return {ms: performance.now() - start};
    },

    /** Builds the model on a device; drawing its data and weights is not in the time. */
    async create({workload, adam, data}, device) {
        const inputs = [images(data), weights(workload)];
        if (device === 'cpu-relaxed') await useRelaxed();
        const start = performance.now();
        bench = await pkg.bench_create(JSON.stringify({workload, adam, options: {device: device.split('-')[0]}}), ...inputs);
        return {ms: performance.now() - start, backend: bench.backend?.() ?? '?'};
    },

    /** Trains; ends with the loss of the last step on the CPU if it is one of those read. */
    async run(first, steps, readEvery) {
        const start = performance.now();
        const losses = await bench.run(first, steps, readEvery);
        return {ms: performance.now() - start, losses: [...losses]};
    },

    /** The time to issue steps, on an empty queue: until `run` returns, without a read-back, and `sync` waits. */
    async issue(first, steps) {
        await bench.sync();
        const start = performance.now();
        await bench.run(first, steps, 0);
        const idle = nextTask();
        const done = bench.sync();
        await idle;
        const ms = performance.now() - start;
        await done;
        return {ms};
    },
};

async function useRelaxed() {
    const kernels = await loadKernels();
    if (!kernels) throw new Error('the browser has no relaxed SIMD, or the kernels are not built: cargo xtask build');
    bindKernels(pkg, instance, kernels)(true);
}

/** Resolves when this task and all its microtasks are over. */
function nextTask() {
    const {port1, port2} = new MessageChannel();
    return new Promise((resolve) => {
        port1.onmessage = () => {
            port1.close();
            resolve();
        };
        port2.postMessage(null);
    });
}

// a panic inside an async export may surface only here; thrown again, it reaches the page
globalThis.onunhandledrejection = ({reason}) => setTimeout(() => { throw reason; });

globalThis.onmessage = async ({data: {id, name, given}}) => {
    try {
        const value = await commands[name](...given);
        postMessage({id, value: {...value, counts: {...counts}, wasm_bytes: memory?.buffer.byteLength ?? null}});
    } catch (thrown) {
        postMessage({id, error: thrown instanceof Error ? thrown.message : String(thrown)});
    }
};
