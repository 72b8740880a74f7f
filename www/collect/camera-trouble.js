// Sentences about a camera that does not start, each with its remedy. Pure.

const BLOCKED = 'The browser does not let this page use the camera. Press the sign of a camera or a lock next to the address, allow the camera, and try again.';
const ABSENT = 'There is no camera here. Plug one in, or draw your pictures in the tab “Drawings”.';
const BUSY = 'The camera cannot be read. Another program or tab may use it: close that one and try again.';
const INSECURE = 'Browsers lend the camera to safe addresses alone: those that begin with https, and localhost. Open this page at such an address.';

/** @type {Record<string, string>} by the name of the browser's error */
const BY_NAME = {
    NotAllowedError: BLOCKED, SecurityError: BLOCKED, NotFoundError: ABSENT, OverconstrainedError: ABSENT, NotReadableError: BUSY, AbortError: BUSY,
};

/** @param {{name?: string, message?: string}} thrown @param {boolean} isSecure whether the address is safe */
export function troubleInWords({name = '', message = ''}, isSecure) {
    if (!isSecure) return INSECURE;
    return BY_NAME[name] ?? `The camera does not start: ${message || name}. Try again, or draw your pictures in the tab “Drawings”.`;
}
