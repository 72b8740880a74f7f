import assert from 'node:assert/strict';
import {test} from 'node:test';
import {mayHoldCheckpoints} from '../../../www/app/lazy-checkpoints.js';

/** @param {string[]} names */
const holding = (names) => /** @type {any} */ (() => ({databases: async () => names.map((name) => ({name}))}));

test('checkpoints are looked for where the browser has the database, and storage is allowed', async () => {
    assert.equal(await mayHoldCheckpoints(holding([])), false);
    assert.equal(await mayHoldCheckpoints(holding(['other'])), false);
    assert.equal(await mayHoldCheckpoints(holding(['hourglass'])), true);
    assert.equal(await mayHoldCheckpoints(() => {
        throw new Error('forbidden');
    }), false);
});
