// Required values of every message between page and workers, and the guards that refuse anything else. messages.js documents
// their meaning. Pure.

import {problemWith} from './validate.js';

/** @typedef {import('./validate.js').Kind} Kind */

/** @type {Record<(import('./messages.js').Command | import('./messages.js').PcaCommand)['type'], Record<string, Kind>>} */
export const COMMANDS = {
    open: {module: 'text'},
    ping: {},
    describe: {id: 'count', config: 'object'},
    load: {id: 'count', files: 'list'},
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
    compare: {config: 'object', files: 'list'},
    probe: {config: 'object', files: 'list'},
};

/** @type {Record<(import('./messages.js').Event | import('./messages.js').PcaEvent)['type'], Record<string, Kind>>} */
export const EVENTS = {
    ready: {schema: 'object', devices: 'object', lock: 'text'},
    pong: {turn: 'count', busy: 'flag'},
    busy: {seconds: 'number'},
    described: {id: 'count', description: 'object'},
    loaded: {id: 'count', dataset: 'object', note: 'text'},
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
        probes: 'bytes', probeLabels: 'bytes', points: 'bytes', pointLabels: 'bytes',
    },
    progress: {
        run: 'count', step: 'count', epoch: 'number', losses: 'floats', terms: 'floats', validations: 'list',
        stepsPerSecond: 'number', examplesPerSecond: 'number',
    },
    snapshot: {run: 'count', step: 'count', outputs: 'bytes', errors: 'bytes', codes: 'floats', latent: 'count'},
    comparing: {progress: 'number'},
    probed: {},
    compared: {error: 'number', outputs: 'bytes', codes: 'floats', coefficients: 'floats'},
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
