import assert from 'node:assert/strict';
import {test} from 'node:test';
import {accuracyOf, binsOf} from '../../../../www/tools/features/distribution-math.js';
import {bytesOfWeights} from '../../../../www/tools/weights/weight-images.js';

test('the values of one number are counted from its smallest to its largest', () => {
    const codes = Float32Array.of(0, 9, 1, 9, 2, 9, 4, 9);
    assert.deepEqual({...binsOf(codes, 2, 0, 4), counts: [...binsOf(codes, 2, 0, 4).counts]}, {counts: [1, 1, 1, 1], min: 0, max: 4});
    assert.deepEqual([...binsOf(codes, 2, 1, 4).counts], [4, 0, 0, 0], 'a number that never changes');
});

test('accuracy is the share on the diagonal', () => {
    assert.equal(accuracyOf([3, 1, 0, 4], 2), 7 / 8);
    assert.ok(Number.isNaN(accuracyOf([0, 0, 0, 0], 2)));
});

test('weights of 0 are grey in the middle, and each tile has a scale of its own', () => {
    assert.deepEqual([...bytesOfWeights(Float32Array.of(-2, 0, 2, 0.1, 0, 0), 3)], [0, 128, 255, 255, 128, 128]);
});
