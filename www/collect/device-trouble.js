// Sentences about a camera or a microphone that does not start, each with its remedy. Pure.

/** @typedef {{noun: string, instead: string}} Device what it is called, and what to do without it */

export const CAMERA = {noun: 'camera', instead: 'draw your pictures in the tab “Drawings”'};
export const MICROPHONE = {noun: 'microphone', instead: 'open recordings as files'};

/** By the name of the browser's error. @type {Record<string, (device: Device) => string>} */
const BY_NAME = {
    NotAllowedError: blocked, SecurityError: blocked, NotFoundError: absent, OverconstrainedError: absent, NotReadableError: busy, AbortError: busy,
};

/** @param {Device} device */
function blocked({noun}) {
    return `The browser does not let this page use the ${noun}. Press the sign of a ${noun} or a lock next to the address, allow the ${noun}, and try again.`;
}

/** @param {Device} device */
function absent({noun, instead}) {
    return `There is no ${noun} here. Plug one in, or ${instead}.`;
}

/** @param {Device} device */
function busy({noun}) {
    return `The ${noun} cannot be read. Another program or tab may use it: close that one and try again.`;
}

/** @param {{name?: string, message?: string}} thrown @param {Device} device @param {boolean} isSecure whether the address is safe */
export function troubleInWords({name = '', message = ''}, device, isSecure) {
    const {noun, instead} = device;
    if (!isSecure) return `Browsers lend the ${noun} to safe addresses alone: those that begin with https, and localhost. Open this page at such an address.`;
    return BY_NAME[name]?.(device) ?? `The ${noun} does not start: ${message || name}. Try again, or ${instead}.`;
}
