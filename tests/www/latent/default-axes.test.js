import assert from 'node:assert/strict';
import {test} from 'node:test';
import {variancesOf} from '../../../www/math/variance.js';
import {informativeAxes} from '../../../www/latent/default-axes.js';

/** Codes whose numbers swing by so much around 5. @param {number[]} swings */
const codes = (...swings) => Float32Array.from({length: 40 * swings.length}, (_, at) =>
    5 + swings[at % swings.length] * (Math.floor(at / swings.length) % 2 ? 1 : -1));

test('each latent dimension has the variance of its values', () => {
    const [one, none, half] = variancesOf(codes(1, 0, 0.5), 3);
    assert.deepEqual([one, none, half].map((value) => Math.round(1e4 * value) / 1e4), [1, 0, 0.25]);
});

test('informative dimensions stay, even if others vary more', () => {
    /** @type {[number, number]} */
    const axes = [0, 1];
    assert.equal(informativeAxes(codes(0.2, 0.5, 1, 1), 4, axes), axes);
    assert.equal(informativeAxes(codes(0, 0, 0), 3, axes), axes, 'without an informative dimension the axes stay');
});

test('a constant dimension gives way to the one that varies most', () => {
    assert.deepEqual(informativeAxes(codes(0, 0.5, 0.3, 1), 4, [0, 1]), [3, 1]);
    assert.deepEqual(informativeAxes(codes(0, 0, 0.3, 1), 4, [0, 1]), [3, 2]);
    assert.deepEqual(informativeAxes(codes(0.5, 0.01, 0.3, 1), 4, [0, 1]), [0, 3]);
});
