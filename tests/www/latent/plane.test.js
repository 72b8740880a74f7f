import assert from 'node:assert/strict';
import {test} from 'node:test';
import {identityBasis, planeThrough} from '../../../www/latent/basis.js';
import {codeAt, codesOfGrid, gridOver, nearestCodes} from '../../../www/latent/plane.js';

const domain = /** @type {[any, any]} */ ([{min: -2, max: 2}, {min: 0, max: 10}]);
const box = {left: 0, right: 400, top: 0, bottom: 200};
const plane = {domain, ...planeThrough(identityBasis(3), [2, 0], Float32Array.of(7, 8, 9))};

test('a latent point on the plane changes two dimensions, and leaves the others as they are', () => {
    assert.deepEqual([...codeAt(plane, 1, 2)], [2, 8, 1]);
    assert.deepEqual([...codeAt({domain, ...planeThrough(identityBasis(1), [0, 1], Float32Array.of(3))}, 1, 2)], [1]);
});

test('on quantile axes a position is a quantile of the prior', () => {
    const code = codeAt({...plane, isQuantile: true}, 0.5, 0.975);
    assert.ok(Math.abs(code[2]) < 1e-6 && Math.abs(code[0] - 1.959964) < 1e-5 && code[1] === 8);
});

test('the cells of a grid have the proportions of a tile, and their codes go row by row from the upper left', () => {
    assert.deepEqual(gridOver(box, 16, 2), {columns: 8, rows: 8});
    const grid = gridOver(box, 4);
    assert.deepEqual([grid.columns, grid.rows], [4, 2]);
    const codes = codesOfGrid(plane, grid);
    assert.equal(codes.length, 4 * 2 * 3);
    assert.deepEqual([...codes.subarray(0, 3)], [7.5, 8, -1.5]);
    assert.deepEqual([...codes.subarray(3, 6)], [7.5, 8, -0.5]);
    assert.deepEqual([...codes.subarray(-3)], [2.5, 8, 1.5]);
});

test('the nearest codes come first, and a code is not its own neighbour', () => {
    const codes = Float32Array.of(0, 0, 5, 5, 1, 0, 0, 2, 9, 9);
    assert.deepEqual(nearestCodes(codes, 2, 0, 3), [2, 3, 1]);
    assert.deepEqual(nearestCodes(codes, 2, 0, 9), [2, 3, 1, 4]);
});
