import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fittingBatch, fittingInWords} from '../../../www/settings/fitting-batch.js';

test('a batch that the examples fill stays, and a larger one becomes a power of two that gives two batches', () => {
    const fitted = [[64, 1000], [64, 64], [64, 63], [128, 53], [8, 5], [4, 1]].map(([batch, examples]) => fittingBatch(batch, examples));
    assert.deepEqual(fitted, [64, 64, 16, 16, 2, 1]);
    assert.match(fittingInWords(16, 53), /now 16, as there are 53 examples/);
});
