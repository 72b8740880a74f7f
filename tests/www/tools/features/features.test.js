import assert from 'node:assert/strict';
import {test} from 'node:test';
import {accuracyOf, histogramOf} from '../../../../www/tools/features/counts.js';
import {bytesOfWeights} from '../../../../www/tools/weights/weight-images.js';

test('the values of a latent dimension are counted from its smallest to its largest', () => {
    const codes = Float32Array.of(0, 9, 1, 9, 2, 9, 4, 9);
    const {counts, ...range} = histogramOf(codes, {latent: 2, k: 0, bins: 4});
    assert.deepEqual({...range, counts: [...counts]}, {counts: [1, 1, 1, 1], min: 0, max: 4});
    assert.deepEqual([...histogramOf(codes, {latent: 2, k: 1, bins: 4}).counts], [4, 0, 0, 0], 'a constant dimension');
});

test('accuracy is the share on the diagonal', () => {
    assert.equal(accuracyOf([3, 1, 0, 4], 2), 7 / 8);
    assert.ok(Number.isNaN(accuracyOf([0, 0, 0, 0], 2)));
});

test('weights of 0 are middle grey, and each image has a scale of its own', () => {
    assert.deepEqual([...bytesOfWeights(Float32Array.of(-2, 0, 2, 0.1, 0, 0), 3)], [0, 128, 255, 255, 128, 128]);
});
