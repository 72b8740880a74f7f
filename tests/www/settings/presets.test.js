import assert from 'node:assert/strict';
import {test} from 'node:test';
import {kindOfData, kindsWith} from '../../../www/settings/preset-data.js';
import {cameWithPreset, configOf, presetOf} from '../../../www/settings/presets.js';
import {defaultsOf} from '../../../www/settings/store.js';
import {schema} from '../support/schema.js';

const defaults = defaultsOf(schema);
const [plain, wide] = schema.presets;

test('a preset keeps data, seed and device, and nothing else of what was set', () => {
    const values = {...defaults, dataset: 'strokes', seed: 7, device: 'cpu', learningRate: 1, optimizer: 'sgd'};
    assert.deepEqual(configOf(schema, wide, values), {dataset: 'strokes', seed: 7, device: 'cpu', latent: 32, hidden: []});
});

test('a preset that needs data of its own brings them, and the next one does not keep them', () => {
    const own = {...wide, settings: {dataset: 'penguins'}};
    const all = {...schema, presets: [...schema.presets, own]};
    assert.equal(configOf(all, own, defaults).dataset, 'penguins');
    assert.deepEqual(configOf(all, wide, {...defaults, ...own.settings}).dataset, undefined);
    assert.equal(configOf(all, wide, {...defaults, dataset: 'penguins', latent: 7}).dataset, 'penguins', 'chosen by hand');
    assert.equal(configOf(all, wide, {...defaults, dataset: 'file'}).dataset, 'file');
});

test('data of a kind that a preset can use stay, and others give way', () => {
    const table = {...wide, name: 'table', settings: {dataset: 'penguins', latent: 3}};
    const conv = {...wide, name: 'conv', settings: {architecture: 'conv'}};
    const all = {...schema, presets: [...schema.presets, table, conv]};
    /** @param {import('../../../www/protocol/messages.js').Preset} preset @param {string} dataset @param {import('../../../www/settings/preset-data.js').DataKind | null} [own] */
    const after = (preset, dataset, own) => configOf(all, preset, {...defaults, dataset}, kindsWith(own)).dataset;
    assert.deepEqual(['zoo', 'ratings', 'strokes', 'names'].map((dataset) => after(table, dataset)), ['zoo', 'ratings', 'penguins', 'penguins']);
    assert.deepEqual([after(table, 'file', 'table'), after(table, 'file', 'image'), after(table, 'file', null)], ['file', 'penguins', 'penguins']);
    assert.deepEqual([after(conv, 'zoo'), after(conv, 'fashion'), after(conv, 'file', 'word'), after(conv, 'file', 'image')], [undefined, 'fashion', undefined, 'file']);
    assert.equal(after(wide, 'zoo'), 'zoo');
    assert.equal(presetOf(all, {...defaults, dataset: 'zoo', latent: 3})?.name, 'table', 'on other data of its kind too');
    assert.equal(cameWithPreset(all, {...defaults, dataset: 'penguins', latent: 3}), true);
    assert.equal(cameWithPreset(all, {...defaults, dataset: 'penguins'}), false);
    assert.equal(kindOfData(/** @type {any} */ ({kind: 'table', columns: [{kind: 'rating'}, {kind: 'rating'}]})), 'ratings');
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
