// Probe for WebGPU: asks the browser for an adapter and describes what it finds. Runs in the worker. Builds nothing on
// the device.

import {CPU_NAME} from '../protocol/devices.js';

/** @typedef {import('../protocol/messages.js').Devices} Devices */
/** @typedef {{found: false, why: string} | {found: true, name: string, software: boolean}} Probe */

const SOFTWARE = /swiftshader|llvmpipe|lavapipe|basic render|software/i;

/**
 * @param {GPU | undefined} gpu `navigator.gpu`
 * @returns {Promise<Probe>}
 */
export async function probeWebGpu(gpu) {
    if (!gpu) return {found: false, why: 'this browser has no WebGPU'};
    try {
        const adapter = await gpu.requestAdapter();
        if (!adapter) return {found: false, why: 'the browser found no graphics adapter for it'};
        const {vendor, architecture, device, description, isFallbackAdapter} = adapter.info;
        const name = adapterName({vendor, architecture, device, description});
        return {found: true, name, software: isSoftware(name, Boolean(isFallbackAdapter))};
    } catch (reason) {
        return {found: false, why: `asking for WebGPU failed (${reason instanceof Error ? reason.message : String(reason)})`};
    }
}

/**
 * @param {string} name
 * @param {boolean} isFallbackAdapter
 */
export function isSoftware(name, isFallbackAdapter) {
    return isFallbackAdapter || SOFTWARE.test(name);
}

/**
 * The best name that the browser gives away; it may be as little as the vendor.
 * @param {{vendor: string, architecture: string, device: string, description: string}} info
 */
export function adapterName({vendor, architecture, device, description}) {
    const parts = [vendor, description || device || architecture].filter(Boolean);
    return parts.join(' ') || 'unnamed adapter';
}

/**
 * @param {Probe} probe
 * @returns {Devices}
 */
export function describeDevices(probe) {
    const cpu = /** @type {const} */ ({kind: 'cpu', name: CPU_NAME, why: 'WebAssembly with SIMD, always there'});
    if (!probe.found) {
        const why = sentence(probe.why);
        return {
            webgpu: {kind: 'webgpu', name: 'WebGPU', why, available: false, software: false},
            cpu,
        };
    }
    const {name, software} = probe;
    const why = software ? 'A software adapter: it runs WebGPU on the CPU' : 'A graphics adapter';
    return {
        webgpu: {kind: 'webgpu', name, why, available: true, software},
        cpu,
    };
}

/** @param {string} text */
function sentence(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
}
