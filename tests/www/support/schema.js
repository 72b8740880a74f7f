// A schema for tests: the shape of the real one in `src/config`, with a field of every kind.

/** @typedef {import('../../../www/protocol/messages.js').Schema} Schema */

/** @param {string[]} values */
const choices = (...values) => values.map((value) => ({value, label: value.toUpperCase(), help: `About ${value}.`}));

const plain = {live: false, advanced: false, help: 'What it does.'};

/** @type {Schema} */
export const schema = {
    version: 2,
    renamed: {optimiser: 'optimizer'},
    fields: [
        {...plain, name: 'dataset', label: 'Images', group: 'data', kind: 'choice', default: 'digits', choices: choices('digits', 'strokes', 'file')},
        {...plain, name: 'hidden', label: 'Hidden layers', group: 'model', kind: 'sizes', min: 1, max: 2048, maxItems: 6, default: [64, 32]},
        {...plain, name: 'latent', label: 'Latent dimensions', group: 'model', kind: 'integer', min: 1, max: 64, scale: 'log', default: 2},
        {...plain, name: 'optimizer', label: 'Optimizer', group: 'training', kind: 'choice', default: 'adam', choices: choices('adam', 'rmsprop', 'sgd')},
        {...plain, name: 'learningRate', label: 'Learning rate', group: 'training', kind: 'number', min: 1e-6, max: 1000, scale: 'log', default: 0.001, live: true},
        {...plain, name: 'momentum', label: 'Momentum', group: 'training', kind: 'number', min: 0, max: 0.999, scale: 'linear', default: 0.9, when: [{field: 'optimizer', is: ['sgd']}]},
        {...plain, name: 'seed', label: 'Seed', group: 'run', kind: 'integer', min: 0, max: 4294967295, scale: 'linear', default: 1},
        {...plain, name: 'device', label: 'Device', group: 'run', kind: 'choice', default: 'auto', choices: choices('auto', 'webgpu', 'cpu')},
    ],
    presets: [
        {name: 'plain', label: 'Plain', help: 'As it is.', settings: {}},
        {name: 'wide', label: 'Wide', help: 'A large code.', settings: {latent: 32, hidden: []}},
    ],
    companions: [{field: 'optimizer', value: 'sgd', settings: {learningRate: 1, momentum: 0.5}}],
};
