// Schema of the settings on the page: those of the core, and those that only the page heeds. The core never sees the latter.

import {SCHEMA} from './schema.js';

/** @typedef {import('../protocol/messages.js').Schema} Schema */
/** @typedef {import('../protocol/messages.js').Field} Field */

/** @type {Field} */
const REPEATABLE = {
    name: 'repeatable', label: 'Exactly repeatable', group: 'run', kind: 'choice', default: 'no', live: false, advanced: false,
    help: 'A run may move to a faster device on its way, and each device rounds in its own way; on the CPU, relaxed SIMD is faster, but some processors round differently. Switched on, the run never moves and does without relaxed SIMD: same seed, same numbers, on the same device and in the same browser.',
    choices: [
        {value: 'no', label: 'Off', help: 'The run moves to WebGPU where that is faster, and says at which step.'},
        {value: 'yes', label: 'On', help: 'The run stays on the CPU, or on WebGPU if you have chosen that as the device.'},
    ],
};

/** Settings of an address that says nothing: not the defaults, but what a first visit begins with. */
export const START = {dataset: 'mnist-sample'};

/** @type {Schema} */
export const PAGE_SCHEMA = {...SCHEMA, fields: [...SCHEMA.fields, REPEATABLE]};
