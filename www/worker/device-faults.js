// Faults of a graphics device that no call reports: its loss, and errors of commands. It leaves those out, so that later
// numbers would be wrong. Runs in the worker.

/** @typedef {{message: string, details: string}} Fault in words, and in those of the driver */

/**
 * Reports the faults of every device that is opened from now on, each device once.
 * @param {Pick<GPUAdapter, 'requestDevice'> | undefined} adapters prototype of all adapters; undefined without WebGPU
 * @param {(fault: Fault) => void} onFault
 */
export function watchDevices(adapters, onFault) {
    if (!adapters) return;
    const open = adapters.requestDevice;
    adapters.requestDevice = async function requestDevice(...options) {
        const device = await open.apply(this, options);
        let hasFault = false;
        /** @param {string} message @param {string} details */
        function report(message, details) {
            if (!hasFault) onFault({message, details});
            hasFault = true;
        }
        device.lost.then(({reason, message}) => report('The graphics card was lost', `${reason}: ${message}`));
        device.addEventListener('uncapturederror', ({error}) => report(inWords(error), `${error.constructor.name}: ${error.message}`));
        return device;
    };
}

/** @param {GPUError} error */
const inWords = ({constructor: {name}}) => name === 'GPUOutOfMemoryError' ?
    'The graphics card ran out of memory' : 'The graphics card refused a command';
