import assert from 'node:assert/strict';
import {test} from 'node:test';
import {identityBasis} from '../../../www/latent/basis.js';
import {createMovedCoordinates} from '../../../www/latent/moved-coordinates.js';

const code = Float32Array.of(5, 7, 9);
const turned = {centre: Float32Array.of(1, 1, 1), directions: [Float32Array.of(0, 0, 1), Float32Array.of(1, 0, 0)], count: 2, prefix: 'PC '};

test('a moved coordinate replaces that of the code, and the others stay', () => {
    const moved = createMovedCoordinates();
    moved.set(1, -2);
    assert.deepEqual([...moved.applied(identityBasis(3), code)], [5, -2, 9]);
    assert.deepEqual([0, 1, 2].map((axis) => moved.coordinate(identityBasis(3), code, axis)), [5, -2, 9]);
    assert.deepEqual([...code], [5, 7, 9], 'the code itself is not moved');
});

test('a coordinate is moved on the axes of the basis', () => {
    const moved = createMovedCoordinates();
    moved.set(0, 3);
    const applied = moved.applied(turned, code);
    assert.deepEqual([...applied], [5, 7, 4]);
    assert.equal(moved.coordinate(turned, applied, 1), 4);
});

test('without moved coordinates the code is the same object', () => {
    const moved = createMovedCoordinates();
    moved.set(0, 1);
    moved.clear();
    assert.ok(moved.isEmpty());
    assert.equal(moved.applied(turned, code), code);
});
