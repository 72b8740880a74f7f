import assert from 'node:assert/strict';
import {test} from 'node:test';
import {comparisonOf, notesOn} from '../../../www/tools/compare/comparison.js';
import {createSlots} from '../../../www/tools/compare/slots.js';
import {runOf} from '../support/runs.js';

/** @param {string} id @param {string} loss @param {number | null} negElbo */
const bounded = (id, loss, negElbo) => runOf({id, config: {...runOf().config, loss}, measured: /** @type {any} */ ({step: 100, metrics: {negElbo}})});

/** @param {import('../../../www/runs/run-record.js').RunRecord[]} runs */
const notes = ([now, ...others]) => notesOn(comparisonOf(now, others, 'validation'), createSlots(3), {problem: '', gone: ''});

test('runs whose −ELBO is of different likelihoods are not ranked by it', () => {
    assert.match(notes([bounded('a', 'mse', 2.3), bounded('b', 'bce', 26)]), /different likelihoods .* cannot be compared/);
    assert.doesNotMatch(notes([bounded('a', 'bce', 2.3), bounded('b', 'bce', 26)]), /likelihood/);
    assert.doesNotMatch(notes([bounded('a', 'mse', null), bounded('b', 'bce', 26)]), /likelihood/);
});
