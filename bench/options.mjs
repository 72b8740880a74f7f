// The command lines of the benchmarks.

import {parseArgs} from 'node:util';

/** `cpu-relaxed`: with the kernels of relaxed SIMD. */
const DEVICES = ['cpu', 'cpu-relaxed', 'webgpu'];

/**
 * @param {string[]} words @param {string[]} known names of the workloads
 * @throws {Error} that names the option, its value and what is allowed
 */
export function readOptions(words, known) {
    const {values} = parseArgs({
        args: words,
        options: {
            pkg: {type: 'string'},
            workloads: {type: 'string', default: known.join(',')},
            devices: {type: 'string', default: DEVICES.join(',')},
            seconds: {type: 'string', default: '12'},
            'memory-seconds': {type: 'string', default: '60'},
            'memory-steps': {type: 'string', default: '1000,10000'},
            gpu: {type: 'boolean', default: false},
            record: {type: 'boolean', default: false},
        },
    });
    if (!values.pkg) throw new Error('--pkg is missing: name the folder of a package with the feature bench');
    const seconds = number('seconds', values.seconds);
    if (seconds === 0) throw new Error('--seconds is 0: at least something has to be timed');
    return {
        pkg: values.pkg,
        workloads: names('workloads', values.workloads, known),
        devices: names('devices', values.devices, DEVICES),
        seconds,
        memorySeconds: number('memory-seconds', values['memory-seconds']),
        memorySteps: steps('memory-steps', values['memory-steps']),
        adapter: /** @type {'hardware' | 'software'} */ (values.gpu ? 'hardware' : 'software'),
        record: values.record,
    };
}

/**
 * Of the measurements of exploring.
 * @param {string[]} words @param {{models: string[], tools: string[]}} known
 */
export function readExploring(words, known) {
    const {values} = parseArgs({
        args: words,
        options: {
            models: {type: 'string', default: known.models.join(',')},
            tools: {type: 'string', default: known.tools.join(',')},
            seconds: {type: 'string', default: '4'},
            rounds: {type: 'string', default: '5'},
            moves: {type: 'string', default: '200'},
            record: {type: 'boolean', default: false},
        },
    });
    const seconds = number('seconds', values.seconds);
    if (seconds === 0) throw new Error('--seconds is 0: at least something has to be timed');
    return {
        models: names('models', values.models, known.models),
        tools: names('tools', values.tools, known.tools),
        seconds,
        rounds: whole('rounds', values.rounds),
        moves: whole('moves', values.moves),
        record: values.record,
    };
}

function whole(option, text) {
    if (!/^\d+$/.test(text)) throw new Error(`--${option} is "${text}": it has to be a whole number; 0 leaves it out`);
    return Number(text);
}

function names(option, list, known) {
    const chosen = list.split(',');
    const unknown = chosen.find((name) => !known.includes(name));
    if (unknown !== undefined) throw new Error(`--${option} has "${unknown}": choose from ${known.join(',')}`);
    return chosen;
}

function steps(option, list) {
    const values = list.split(',').map(Number);
    const rise = values.every((value, i) => Number.isInteger(value) && value > (values[i - 1] ?? 10));
    if (!rise) throw new Error(`--${option} is "${list}": it has to be whole numbers above 10 that rise, like 1000,10000`);
    return values;
}

function number(option, text) {
    const value = Number(text);
    if (text.trim() === '' || !Number.isFinite(value) || value < 0) {
        throw new Error(`--${option} is "${text}": it has to be a number of seconds`);
    }
    return value;
}
