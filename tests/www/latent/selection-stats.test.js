import assert from 'node:assert/strict';
import {test} from 'node:test';
import {deviationOf, histogramOf, meanOf, spreadOf} from '../../../www/latent/selection-stats.js';

const codes = Float32Array.of(0, 0, 4, 0, 100, 100, 4, 2, 0, 2);
const group = Uint32Array.of(0, 1, 3, 4);

test('the mean code of a selection leaves out all others', () => {
    assert.deepEqual([...meanOf(codes, 2, group)], [2, 1]);
});

test('without a selection, mean and deviation are those of all', () => {
    assert.deepEqual([...meanOf(Float32Array.of(1, 10, 3, 30), 2)], [2, 20]);
    assert.equal(deviationOf([0, 4, 4, 0]), 2);
});

test('the spread of a selection is the standard deviation on an axis, and the root of their squares over all', () => {
    assert.equal(deviationOf([0, 4, 100, 4, 0], group), 2);
    assert.ok(Math.abs(spreadOf(codes, 2, group) - Math.sqrt(5)) < 1e-6);
    assert.equal(spreadOf(codes, 2, Uint32Array.of(2)), 0, 'a single code has none');
});

test('the histogram counts the classes that there are, in their order', () => {
    const labels = Uint8Array.of(7, 3, 1, 7, 7);
    assert.deepEqual(histogramOf(labels, group), [{label: 3, count: 1}, {label: 7, count: 3}]);
    assert.deepEqual(histogramOf(new Uint8Array(0), group), [], 'without labels there is none');
    assert.deepEqual(histogramOf(Uint8Array.of(7, 255, 1, 7, 255), group), [{label: 7, count: 2}], 'an unknown class is none');
});
