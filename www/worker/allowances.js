// Allowances of tasks: seconds for which a worker may be silent over one. Whoever watches it takes it for lost after that. A
// bound against hanging, far above what a task takes on a slow machine. Pure; runs in the worker.

/** @typedef {import('../protocol/messages.js').Command} Command */
/** @typedef {import('../protocol/messages.js').DeviceInfo} DeviceInfo */

export const DEFAULT_S = 30;
const LONG_S = 120;
const GPU_BUILD_S = 300; // its shaders are compiled, on a software adapter by the CPU

/** Commands and queries over all data or the whole model. */
const LONG = ['describe', 'load', 'inspect', 'measure', 'save', 'create', 'resume', 'codes', 'encode', 'sprite', 'scores', 'features', 'modelStats', 'model'];

/** Seconds that a command may take. @param {Command} command @param {DeviceInfo | null} device of the run */
export function secondsForCommand(command, device) {
    if (command.type === 'benchmark' || ('device' in command && command.device.kind === 'webgpu')) return GPU_BUILD_S;
    const isQuery = command.type === 'query';
    // the first of a kind compiles shaders
    if (isQuery && device?.kind === 'webgpu') return LONG_S;
    return LONG.includes(isQuery ? command.query.kind : command.type) ? LONG_S : DEFAULT_S;
}

/** Seconds that a chunk of steps may take. @param {number} last ms of the chunk before; 0 where there is none */
export const secondsForChunk = (last) => last === 0 ? LONG_S : Math.max(DEFAULT_S, Math.ceil(4 * last / 1000));
