import assert from 'node:assert/strict';
import {test} from 'node:test';
import {configOf, presetOf} from '../../../www/settings/presets.js';
import {defaultsOf} from '../../../www/settings/store.js';
import {schema} from '../support/schema.js';

const defaults = defaultsOf(schema);
const [plain, wide] = schema.presets;

test('a preset keeps data, seed and device, and nothing else of what was set', () => {
    const values = {...defaults, dataset: 'strokes', seed: 7, device: 'cpu', learningRate: 1, optimizer: 'sgd'};
    assert.deepEqual(configOf(schema, wide, values), {dataset: 'strokes', seed: 7, device: 'cpu', latent: 32, hidden: []});
});

test('a preset that needs data of its own brings them, and the next one does not keep them', () => {
    const own = {...wide, settings: {dataset: 'strokes'}};
    const all = {...schema, presets: [...schema.presets, own]};
    assert.equal(configOf(all, own, defaults).dataset, 'strokes');
    assert.deepEqual(configOf(all, wide, {...defaults, dataset: 'strokes'}).dataset, undefined);
    assert.equal(configOf(all, wide, {...defaults, dataset: 'file'}).dataset, 'file');
});

test('settings are known as the preset that they are, on any data and device', () => {
    assert.equal(presetOf(schema, defaults), plain);
    assert.equal(presetOf(schema, {...defaults, latent: 32, hidden: [], dataset: 'file', device: 'webgpu', seed: 9}), wide);
    assert.equal(presetOf(schema, {...defaults, latent: 31}), undefined);
});

test('what does not apply makes no difference', () => {
    assert.equal(presetOf(schema, {...defaults, momentum: 0.5}), plain);
    assert.equal(presetOf(schema, {...defaults, momentum: 0.5, optimizer: 'sgd'}), undefined);
});
