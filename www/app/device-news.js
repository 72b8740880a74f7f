// What is said of the devices, once the first worker has looked for them. Main thread.

import {element} from '../ui/dom.js';
import {deviceNote, noWebGpu, otherVersion} from './notices.js';

/**
 * @param {object} parts
 * @param {import('../protocol/messages.js').Schema} parts.schema of this page, which the module should know as well
 * @param {(banner: import('../ui/banners.js').Banner) => void} parts.show
 * @param {(words: import('../protocol/messages.js').ErrorEvent) => void} parts.complain
 */
export function createDeviceNews({schema: ours, show, complain}) {
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
