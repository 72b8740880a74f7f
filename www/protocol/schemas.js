// Required values of every message between page and workers, and the guards that refuse anything else. The types in
// messages.js document their meaning, and tsc holds this list to them. Pure.

import {problemWith} from './validate.js';

/**
 * @template V a value
 * @typedef {V extends string ? 'text' : V extends number ? 'count' | 'number' | 'rate' : V extends boolean ? 'flag'
 *     : V extends Uint8Array ? 'bytes' : V extends Float32Array ? 'floats' : V extends any[] ? 'list' : 'object'} KindOf
 */

/**
 * Kinds of the values of a message that are never missing or null.
 * @template M a message
 * @typedef {{[K in keyof M as K extends 'type' ? never : Extract<M[K], null | undefined> extends never ? K : never]: KindOf<M[K]>}} Shape
 */

/**
 * @template M a message @template T its type
 * @typedef {M extends {type: unknown} ? T extends M['type'] ? Shape<M> : never : never} ShapeOf
 */

/**
 * @template {{type: string}} M messages
 * @typedef {{[T in M['type']]: ShapeOf<M, T>}} Shapes
 */

/** @type {Shapes<import('./messages.js').Command | import('./messages.js').PcaCommand | import('./messages.js').ImportCommand>} */
export const COMMANDS = {
    open: {module: 'text'},
    ping: {},
    describe: {id: 'count', config: 'object'},
    load: {id: 'count', packed: 'bytes'},
    inspect: {id: 'count', bytes: 'bytes'},
    create: {run: 'count', config: 'object', device: 'object'},
    start: {run: 'count'},
    pause: {run: 'count'},
    step: {run: 'count'},
    tune: {run: 'count', learningRate: 'rate'},
    rewind: {run: 'count', learningRate: 'rate'},
    visible: {visible: 'flag'},
    measure: {id: 'count', run: 'count', split: 'text'},
    query: {id: 'count', run: 'count', query: 'object', urgent: 'flag'},
    benchmark: {id: 'count', config: 'object', kinds: 'list', ms: 'number'},
    save: {id: 'count', run: 'count'},
    keep: {run: 'count'},
    drop: {run: 'count'},
    resume: {id: 'count', run: 'count', bytes: 'bytes', state: 'text', device: 'object'},
    compare: {config: 'object'},
    probe: {config: 'object'},
    import: {files: 'list', decoded: 'list', reading: 'text'},
    unpack: {files: 'list'},
};

/** @type {Shapes<import('./messages.js').Event | import('./messages.js').PcaEvent | import('./messages.js').ImportEvent>} */
export const EVENTS = {
    ready: {schema: 'number', devices: 'object', lock: 'text'},
    pong: {turn: 'count', busy: 'flag'},
    busy: {seconds: 'number'},
    described: {id: 'count', description: 'object'},
    loaded: {id: 'count', dataset: 'object'},
    inspected: {id: 'count', config: 'object', dataset: 'text', step: 'count'},
    loading: {received: 'count', total: 'count'},
    benchmarked: {id: 'count', speeds: 'object'},
    saved: {id: 'count', run: 'count', bytes: 'bytes', state: 'text'},
    measured: {id: 'count', run: 'count', step: 'count', ms: 'number'},
    answer: {id: 'count', run: 'count', step: 'count', ms: 'number'},
    resumed: {id: 'count', run: 'count', step: 'count', epoch: 'number'},
    device: {run: 'count', device: 'object'},
    recovered: {run: 'count', step: 'count', device: 'object', cause: 'text', outlook: 'text', details: 'text'},
    status: {run: 'count', state: 'text', step: 'count', epoch: 'number'},
    created: {
        run: 'count', config: 'object', device: 'object', description: 'object',
        probes: 'bytes', probeLabels: 'bytes', points: 'bytes', pointLabels: 'bytes', probeNames: 'list', pointNames: 'list', pointPlaces: 'object',
    },
    progress: {
        run: 'count', step: 'count', epoch: 'number', losses: 'floats', terms: 'floats', validations: 'list',
        stepsPerSecond: 'number', examplesPerSecond: 'number',
    },
    snapshot: {run: 'count', step: 'count', outputs: 'bytes', errors: 'bytes', codes: 'floats', latent: 'count'},
    comparing: {progress: 'number'},
    probed: {},
    unpacked: {sounds: 'list'},
    imported: {dataset: 'object', note: 'text', packed: 'bytes', preview: 'object'},
    compared: {error: 'number', counted: 'number', outputs: 'bytes', codes: 'floats', coefficients: 'floats'},
    error: {code: 'text', message: 'text', remedy: 'text'},
};

/**
 * Problem with a message to the worker, in words; null for a valid one.
 * @param {unknown} message
 */
export function checkCommand(message) {
    return problemWith(message, COMMANDS, 'command');
}

/**
 * Problem with a message from the worker, in words; null for a valid one.
 * @param {unknown} message
 */
export function checkEvent(message) {
    return problemWith(message, EVENTS, 'event');
}
