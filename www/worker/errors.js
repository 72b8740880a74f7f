// Error events for the page, from anything thrown in the worker. Pure; runs in the worker.

/** @typedef {import('../protocol/messages.js').ErrorEvent} ErrorEvent */

/**
 * @param {unknown} thrown
 * @returns {thrown is import('./wasm-module.js').Thrown}
 */
export function isLabError(thrown) {
    return typeof thrown === 'object' && thrown !== null && 'code' in thrown && !(thrown instanceof Error);
}

/**
 * The error event for something thrown: a `LabError` as it is, a trap as a panic.
 * @param {unknown} thrown
 * @param {{run?: number, id?: number}} [about]
 * @returns {ErrorEvent}
 */
export function errorEvent(thrown, about = {}) {
    if (isLabError(thrown)) {
        const {code, message, remedy, field, value, rewind: offer} = thrown;
        /** @type {ErrorEvent} */
        const event = {type: 'error', code, message, remedy, ...about};
        if (field !== undefined) Object.assign(event, {field, value});
        if (offer) event.rewind = offer;
        return event;
    }
    const text = thrown instanceof Error ? thrown.message : String(thrown);
    if (breaksModule(thrown)) return panicEvent(text, about);
    const remedy = 'Reload the page. If it happens again, please report it with these words.';
    return {type: 'error', code: 'internal', message: `The training worker failed: ${text}.`, remedy, ...about};
}

/**
 * True for what leaves the module in an unknown state: a trap, an overflow of the stack, and the refusals of later calls.
 * @param {unknown} thrown
 */
const breaksModule = (thrown) => thrown instanceof WebAssembly.RuntimeError || thrown instanceof RangeError
    || (thrown instanceof Error && /recursive use of an object|null pointer passed to rust/i.test(thrown.message));

/**
 * @param {string} text
 * @param {{run?: number, id?: number}} [about]
 * @returns {ErrorEvent}
 */
export function panicEvent(text, about = {}) {
    return {
        type: 'error',
        code: 'panic',
        message: 'The training worker broke down',
        details: text,
        remedy: 'Start again, perhaps with a smaller model.',
        ...about,
    };
}
