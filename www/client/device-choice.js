// Choice of the device for a run, with its reason in words. Depends on the user's setting, the devices found and the speed
// of each for this model. Pure.

import {CPU_NAME} from '../protocol/devices.js';
import {compact} from '../ui/format.js';

/** @typedef {import('../protocol/messages.js').Devices} Devices */
/** @typedef {import('../protocol/messages.js').DeviceInfo} DeviceInfo */
/** @typedef {import('../protocol/messages.js').Speeds} Speeds */

/** @typedef {{kind: 'cpu' | 'webgpu' | 'unknown', why: string}} DeviceChoice `unknown`: both have to be timed first */

/**
 * @param {object} known
 * @param {string} known.setting value of the config's `device`
 * @param {boolean} [known.isRepeatable] the run may not move
 * @param {Devices | null} known.devices null until the worker has probed for them
 * @param {Speeds | null} known.speeds of this model, if it has been timed
 * @param {string} known.failure reason why WebGPU failed before; empty if it did not
 * @param {string} [known.refusal] reason why this model does not fit WebGPU; empty if it does, as far as known
 * @returns {DeviceChoice}
 */
export function chooseDevice({setting, isRepeatable = false, devices, speeds, failure, refusal = ''}) {
    if (setting === 'cpu') return {kind: 'cpu', why: 'Your choice'};
    if (isRepeatable && setting !== 'webgpu') return {kind: 'cpu', why: 'Exactly repeatable: the run stays here'};
    if (!devices) return {kind: 'cpu', why: 'Looking for a graphics card'};
    const {available, software, name, why} = devices.webgpu;
    const isChosen = setting === 'webgpu';
    if (!available) {
        const reason = `${why.charAt(0).toLowerCase()}${why.slice(1)}`;
        return {kind: 'cpu', why: isChosen ? `WebGPU was chosen, but is not available: ${reason}` : `No WebGPU: ${reason}`};
    }
    if (software && !isChosen) {
        return {kind: 'cpu', why: `The only WebGPU adapter (${name}) is a software one, slower than the CPU itself`};
    }
    if (failure) return {kind: 'cpu', why: `WebGPU failed: ${failure}`};
    if (refusal) return {kind: 'cpu', why: `This model does not fit WebGPU: ${refusal}`};
    if (isChosen) return {kind: 'webgpu', why: 'Your choice'};
    if (!speeds) return {kind: 'unknown', why: 'Not timed yet'};
    return fasterOf(speeds);
}

/** @param {Speeds} speeds @returns {DeviceChoice} */
export function fasterOf({cpu = 0, webgpu = 0}) {
    const kind = webgpu > cpu ? 'webgpu' : 'cpu';
    const [[winner, most], [loser, least]] = kind === 'webgpu' ?
        [['GPU', webgpu], ['CPU', cpu]] : [['CPU', cpu], ['GPU', webgpu]];
    const figures = `${compact(most)} against ${compact(least)} steps a second`;
    return {kind, why: `${winner}: ${times(most / least)} faster than the ${loser} for this model (${figures})`};
}

/** @param {number} ratio at least 1 */
function times(ratio) {
    if (ratio < 1.1) return 'hardly';
    return `${ratio < 9.95 ? Number(ratio.toFixed(1)) : Math.round(ratio)} times`;
}

/** The CPU as the device of a run. @param {string} why @param {number} [loaded] @returns {DeviceInfo} */
export function onCpu(why, loaded) {
    return loaded === undefined ? {kind: 'cpu', name: CPU_NAME, why} : {kind: 'cpu', name: CPU_NAME, why, loaded};
}

/** The CPU, while the GPU module is loading. @param {{received: number, total: number, building?: boolean}} bytes @returns {DeviceInfo} */
export function whileLoading({received, total, building}) {
    if (building) return onCpu('Running here while the GPU module is being built', 0);
    const megabytes = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(1);
    if (total === 0) return onCpu(`Running here while the GPU module is loading, ${megabytes(received)} MB so far`);
    const loaded = Math.min(1, received / total);
    const share = `${Math.floor(100 * loaded)} % of ${megabytes(total)} MB`;
    return onCpu(`Running here while the GPU module is loading, ${share}`, loaded);
}
