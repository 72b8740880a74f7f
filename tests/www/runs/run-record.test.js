import assert from 'node:assert/strict';
import {test} from 'node:test';
import {datasetOf, nameOf, readRecord, termsInShort, whyApart} from '../../../www/runs/run-record.js';
import {defaultsOf} from '../../../www/settings/store.js';
import {SCHEMA} from '../../../www/settings/schema.js';
import {runOf} from '../support/runs.js';

const defaults = defaultsOf(SCHEMA);

/** @param {import('../../../www/protocol/messages.js').Config} settings @param {string[]} [taken] */
const name = (settings, taken = []) => nameOf(SCHEMA, {...defaults, ...settings}, taken);

test('a run is named after its preset, or else after what is special about it', () => {
    const vae = SCHEMA.presets.find(({label}) => label === 'VAE');
    assert.equal(name({...vae?.settings}), 'VAE');
    assert.equal(name({...vae?.settings, epochs: 7, seed: 5}), 'VAE', 'when it stops says nothing of what it is');
    assert.equal(name({latent: 8}), 'Latent dimensions 8');
    assert.equal(name({latent: 8, seed: 77, device: 'cpu'}), 'Latent dimensions 8');
    assert.equal(name({latent: 8, hidden: [9], dataset: 'strokes'}), 'Drawn strokes, Hidden layers 9');
});

test('no two runs get the same name', () => {
    assert.equal(name({latent: 8}, ['Latent dimensions 8', 'Latent dimensions 8 (2)']), 'Latent dimensions 8 (3)');
});

test('losses of other kinds, data or terms are kept apart, and why is said', () => {
    const [one, other] = [runOf(), runOf({id: 'two'})];
    assert.equal(whyApart(SCHEMA, other, one, 'validation'), '');
    const bce = runOf({config: {...defaults, loss: 'bce'}});
    assert.match(whyApart(SCHEMA, bce, one, 'training'), /^other loss: .*cross/i);
    assert.match(whyApart(SCHEMA, runOf({config: {...defaults, reduction: 'sum'}}), one, 'validation'), /^other loss: reduction sum$/);
    assert.equal(whyApart(SCHEMA, runOf({terms: '[["reconstruction",1],["kl",4]]'}), one, 'validation'), 'its loss has other terms');
    assert.equal(whyApart(SCHEMA, runOf({dataset: {key: 'x', name: 'Heartbeats'}}), one, 'squared'), 'other data: Heartbeats');
    assert.equal(whyApart(SCHEMA, runOf({dataset: {key: 'x', name: runOf().dataset.name}}), one, 'squared'), 'other examples of the same data');
});

test('the squared error of the same data has one axis, whatever the losses', () => {
    const bce = runOf({config: {...defaults, loss: 'bce', reduction: 'sum'}, terms: '[]'});
    assert.equal(whyApart(SCHEMA, bce, runOf(), 'squared'), '');
    const empty = {steps: [], values: []};
    const early = runOf({curves: {...runOf().curves, squared: empty, validation: empty}});
    assert.equal(whyApart(SCHEMA, early, runOf(), 'squared'), 'not measured yet');
    assert.equal(whyApart(SCHEMA, early, runOf(), 'validation'), 'no validation loss yet');
});

test('terms that are only watched do not make a loss another one', () => {
    const term = (/** @type {string} */ called, /** @type {number | null} */ weight) => ({name: called, label: '', unit: '', help: '', weight, warmUp: 0});
    assert.equal(termsInShort([term('a', 1), term('accuracy', null)]), termsInShort([term('a', 1)]));
    assert.notEqual(termsInShort([term('a', 1), term('kl', 4)]), termsInShort([term('a', 1), term('kl', 1)]));
});

test('files are the same data by what they hold, whatever their names', () => {
    const info = /** @type {any} */ ({source: 'file', name: 'file', train: 100, validation: 10, width: 8, height: 8, channels: 1, fingerprint: 7});
    assert.equal(datasetOf(info).key, datasetOf({...info, name: 'file.gz'}).key);
    assert.notEqual(datasetOf(info).key, datasetOf({...info, fingerprint: 8}).key);
    assert.notEqual(datasetOf(info).key, datasetOf({...info, train: 200}).key);
});

test('what was written is read back as it was, and nothing else is', () => {
    assert.deepEqual(readRecord(JSON.stringify(runOf())), runOf());
    assert.deepEqual([null, '', '{}', '[]', 'null', '{"version":1}'].map(readRecord), [null, null, null, null, null, null]);
});
