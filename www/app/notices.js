// Notices of the page: devices, files and addresses. Main thread.

import {element} from '../ui/dom.js';
import {WEBGPU_REMEDY} from '../protocol/devices.js';

/** @typedef {import('../ui/banners.js').Banner} Banner */

/** @returns {import('../protocol/messages.js').ErrorEvent} */
export function noFile() {
    return {
        type: 'error', code: 'data', field: 'dataset',
        message: 'No file is open yet.', remedy: 'Open an IDX file, or drop one anywhere on the page.',
    };
}

/** @param {string} why @returns {Banner} */
export function noWebGpu(why) {
    return {key: 'device', kind: 'notice', message: `Training on the CPU. ${why}.`, remedy: WEBGPU_REMEDY};
}

/** @param {() => void} ask opens the file picker @returns {Banner} */
export function missingFile(ask) {
    return {
        key: 'file', kind: 'notice', message: 'This experiment used a file of your own.',
        remedy: 'Pages forget files when they are closed: open it again. Until then, here are the digits.',
        actions: [{label: 'Open files…', act: ask}],
    };
}

/** @param {string[]} problems @returns {Banner} */
export function oddAddress(problems) {
    return {key: 'address', kind: 'error', message: 'Part of the address was ignored.', remedy: problems.join(' ')};
}

/** What was found, for the place under the choice of device. @param {import('../protocol/messages.js').Devices} devices */
export function deviceNote({webgpu}) {
    if (!webgpu.available) return `${webgpu.why}. Automatic takes the CPU.`;
    const automatic = webgpu.software ? 'takes the CPU, which is faster' : 'takes what is faster for the model at hand';
    return `Found: ${webgpu.name}. ${webgpu.why}. Automatic ${automatic}.`;
}

/** @returns {import('../protocol/messages.js').ErrorEvent} */
export function otherVersion() {
    return {
        type: 'error', code: 'protocol', message: 'The page and the training module are of different versions.',
        remedy: 'Reload the page. Whoever builds it: cargo xtask schema, then cargo xtask build.',
    };
}

/**
 * Notices about the devices, once the first worker has probed for them.
 * @param {object} parts
 * @param {import('../protocol/messages.js').Schema} parts.schema of this page, which the module should share
 * @param {(banner: import('../ui/banners.js').Banner) => void} parts.show
 * @param {(words: import('../protocol/messages.js').ErrorEvent) => void} parts.complain
 */
export function createDeviceNotices({schema: ours, show, complain}) {
    const note = element('p', {class: 'choice-help'});
    /** @type {import('../protocol/messages.js').Devices | null} */
    let found = null;
    return {
        note,
        isKnown: () => found !== null,
        isWithoutGpu: () => found?.webgpu.available === false,
        /** @param {import('../protocol/messages.js').ReadyEvent} event */
        meet({devices, schema}) {
            found = devices;
            note.textContent = deviceNote(devices);
            if (JSON.stringify(schema) !== JSON.stringify(ours)) complain(otherVersion());
            if (!devices.webgpu.available) show(noWebGpu(devices.webgpu.why));
        },
    };
}
