import assert from 'node:assert/strict';
import {test} from 'node:test';
import {identityBasis} from '../../../www/latent/basis.js';
import {stepsOf, traversalCodes} from '../../../www/latent/traversal-codes.js';

const codes = Float32Array.of(0, 0, 2, 6, 0, 6, 2, 0);

test('steps go as far down as up, with the code itself in the middle', () => {
    assert.deepEqual(stepsOf(false), [-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2]);
    assert.deepEqual([stepsOf(true)[0], stepsOf(true)[4], stepsOf(true)[8]], [-3, 0, 3]);
});

test('a traversal changes one dimension by standard deviations, and passes through the code', () => {
    const code = Float32Array.of(5, 7);
    const walked = traversalCodes(identityBasis(2), codes, {code, axes: [1], hasPrior: false});
    assert.equal(walked.length, 9 * 2);
    assert.deepEqual([...walked.subarray(0, 2)], [5, 7 - 2 * 3]);
    assert.deepEqual([...walked.subarray(8, 10)], [5, 7]);
    assert.deepEqual([...walked.subarray(16)], [5, 7 + 2 * 3]);
});

test('with a prior a traversal goes through its values, also on axes centred elsewhere', () => {
    const basis = {centre: Float32Array.of(1, 2), directions: [Float32Array.of(0, 1), Float32Array.of(1, 0)], count: 2, prefix: 'PC '};
    const walked = traversalCodes(basis, codes, {code: Float32Array.of(5, 7), axes: [0], hasPrior: true});
    assert.deepEqual([...walked.subarray(0, 2)], [5, -3]);
});

test('with a prior a traversal goes through its values, wherever the code is', () => {
    const walked = traversalCodes(identityBasis(2), codes, {code: Float32Array.of(5, 7), axes: [1, 0], hasPrior: true});
    assert.deepEqual([...walked.subarray(0, 2)], [5, -3]);
    assert.deepEqual([...walked.subarray(-2)], [3, 7]);
});
