import assert from 'node:assert/strict';
import {test} from 'node:test';
import {differencesInWords} from '../../../www/runs/settings-diff.js';
import {defaultsOf} from '../../../www/settings/store.js';
import {SCHEMA} from '../../../www/settings/schema.js';

/** @param {string} letter @param {import('../../../www/protocol/messages.js').Config} [settings] */
const run = (letter, settings = {}) => ({letter, config: {...defaultsOf(SCHEMA), ...settings}});

/** @param {ReturnType<typeof run>[]} runs */
const words = (...runs) => differencesInWords(SCHEMA, runs);

test('each difference names the setting and the value of each run', () => {
    assert.equal(words(run('', {latent: 2}), run('A', {latent: 8}), run('B', {latent: 16})), 'Latent dimensions: 2 now, 8 in A, 16 in B.');
    assert.equal(words(run(''), run('A', {hidden: []}), run('B', {hidden: []})), 'Hidden layers: 64, 32 now, none in A and B.');
    assert.equal(words(run('', {seed: 1}), run('A', {seed: 7}), run('B', {seed: 1}), run('C', {seed: 7})), 'Seed: 1 now and in B, 7 in A and C.');
});

test('runs of the same settings are said to be so, and one alone differs from nothing', () => {
    assert.equal(words(run(''), run('A')), 'Their settings are the same.');
    assert.equal(words(run('')), '');
});

test('a setting that means nothing to one of two goes without saying', () => {
    const text = words(run('', {bottleneck: 'plain', beta: 1}), run('A', {bottleneck: 'variational', beta: 4}));
    assert.match(text, /^Bottleneck: Plain now, Variational in A\.$/);
    assert.match(words(run('', {bottleneck: 'variational', beta: 1}), run('A', {bottleneck: 'variational', beta: 4}), run('B')),
        /β \(KL weight\): 1 now, 4 in A/);
});

test('of many differences the first are listed and the rest counted', () => {
    const text = words(run(''), run('A', {latent: 8, hidden: [16], activation: 'tanh', seed: 2, batchSize: 8, learningRate: 0.5}));
    assert.match(text, /; and 2 more settings\.$/);
    assert.equal(text.split(';').length, 5);
});

test('a setting that an older page did not know is unknown', () => {
    const old = run('A');
    delete old.config.latent;
    assert.equal(words(run('', {latent: 2}), old), 'Latent dimensions: 2 now, unknown in A.');
});
