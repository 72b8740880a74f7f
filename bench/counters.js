// Counts what a program asks of WebGPU, by wrapping the methods of its classes. Has to be called before
// the program takes a method for itself.

/**
 * @typedef {object} Counts calls since the wrapping, and bytes
 * @property {number} dispatches
 * @property {number} bind_groups
 * @property {number} pipelines made, for computing or drawing
 * @property {number} submits
 * @property {number} uploads writeBuffer, writeTexture, and buffers mapped for writing
 * @property {number} readbacks buffers mapped for reading
 * @property {number} gpu_bytes of the buffers alive: made, and neither destroyed nor collected
 */

const MAP_READ = 1;

/**
 * Wraps the WebGPU classes of a global scope; where there are none, nothing will ever be counted.
 * @param {object} scope @returns {Counts} kept up to date
 */
export function watchGpu(scope) {
    /** @type {Counts} */
    const counts = {dispatches: 0, bind_groups: 0, pipelines: 0, submits: 0, uploads: 0, readbacks: 0, gpu_bytes: 0};
    const calls = (name, key) => (...where) => wrap(scope[name]?.prototype, where, () => { counts[key] += 1; });
    calls('GPUComputePassEncoder', 'dispatches')('dispatchWorkgroups', 'dispatchWorkgroupsIndirect');
    calls('GPUDevice', 'bind_groups')('createBindGroup');
    calls('GPUDevice', 'pipelines')(
        'createComputePipeline', 'createComputePipelineAsync', 'createRenderPipeline', 'createRenderPipelineAsync');
    calls('GPUQueue', 'submits')('submit');
    calls('GPUQueue', 'uploads')('writeBuffer', 'writeTexture');
    wrap(scope.GPUBuffer?.prototype, ['mapAsync'], ([mode]) => {
        counts[mode & MAP_READ ? 'readbacks' : 'uploads'] += 1;
    });
    watchBuffers(scope, counts);
    return counts;
}

/** Adds the bytes of buffers that are made, and takes them off when they are gone. */
function watchBuffers(scope, counts) {
    /** @type {WeakMap<object, number>} */
    const alive = new WeakMap();
    const collected = new FinalizationRegistry((size) => { counts.gpu_bytes -= size; });
    wrap(scope.GPUDevice?.prototype, ['createBuffer'], ([{size, mappedAtCreation}], buffer) => {
        counts.uploads += mappedAtCreation ? 1 : 0;
        counts.gpu_bytes += size;
        alive.set(buffer, size);
        collected.register(buffer, size, buffer);
    });
    wrap(scope.GPUBuffer?.prototype, ['destroy'], (_arguments, _result, buffer) => {
        counts.gpu_bytes -= alive.get(buffer) ?? 0;
        alive.delete(buffer);
        collected.unregister(buffer);
    });
}

/** Has `note` called after each call of these methods, with arguments, result and object. */
function wrap(prototype, names, note) {
    for (const name of names) {
        const original = prototype?.[name];
        if (!original) continue;
        prototype[name] = function (...given) {
            const result = original.apply(this, given);
            note(given, result, this);
            return result;
        };
    }
}
