// Checks a message against its shape: the values that it must have, and the kind of each. Knows no message by name. Pure.

/** Kinds of values that a message may hold, each with what it is called in a refusal. */
const KINDS = {
    count: {is: 'a whole number from 0', test: (/** @type {unknown} */ v) => Number.isInteger(v) && Number(v) >= 0},
    number: {is: 'a number', test: (/** @type {unknown} */ v) => typeof v === 'number'},
    rate: {is: 'a number above 0', test: (/** @type {unknown} */ v) => typeof v === 'number' && Number.isFinite(v) && v > 0},
    text: {is: 'a text', test: (/** @type {unknown} */ v) => typeof v === 'string'},
    flag: {is: 'true or false', test: (/** @type {unknown} */ v) => typeof v === 'boolean'},
    object: {is: 'an object', test: isObject},
    list: {is: 'a list', test: (/** @type {unknown} */ v) => Array.isArray(v)},
    bytes: {is: 'a Uint8Array', test: (/** @type {unknown} */ v) => v instanceof Uint8Array},
    floats: {is: 'a Float32Array', test: (/** @type {unknown} */ v) => v instanceof Float32Array},
};

/** @typedef {keyof typeof KINDS} Kind */

/**
 * Problem with a message, in words; null for a valid one.
 * @param {unknown} message
 * @param {Record<string, Record<string, Kind>>} shapes
 * @param {string} noun
 */
export function problemWith(message, shapes, noun) {
    if (!isObject(message)) return `A message must be an object, got ${String(message)}.`;
    const {type} = message;
    if (typeof type !== 'string' || !Object.hasOwn(shapes, type)) return `Unknown ${noun} "${String(type)}".`;
    for (const [key, kind] of Object.entries(shapes[type])) {
        if (!KINDS[kind].test(message[key])) {
            return `The ${noun} "${type}" needs ${KINDS[kind].is} as "${key}", got ${String(message[key])}.`;
        }
    }
    return null;
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
