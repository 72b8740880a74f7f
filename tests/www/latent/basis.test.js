import assert from 'node:assert/strict';
import {test} from 'node:test';
import {coordinateOf, coordinatesOf, moveAlong, nameOf, identityBasis, planeThrough} from '../../../www/latent/basis.js';
import {mostVarying} from '../../../www/latent/most-varying.js';
import {codeAt} from '../../../www/latent/plane.js';

const whole = /** @type {[any, any]} */ ([{min: 0, max: 1}, {min: 0, max: 1}]);
const half = Math.SQRT1_2;
/** @type {import('../../../www/latent/basis.js').Basis} */
const turned = {centre: Float32Array.of(1, 2, 3), directions: [Float32Array.of(half, half, 0), Float32Array.of(half, -half, 0), Float32Array.of(0, 0, 1)], count: 3, prefix: 'PC '};
const close = (/** @type {number} */ a, /** @type {number} */ b) => assert.ok(Math.abs(a - b) < 1e-5, `${a} is not ${b}`);

test('latent dimensions are their own coordinates', () => {
    const codes = Float32Array.of(1, 2, 3, 4, 5, 6);
    assert.deepEqual([...coordinatesOf(identityBasis(3), codes, 2)], [3, 6]);
    assert.equal(coordinateOf(identityBasis(3), codes, 1, 3), 5);
});

test('on turned axes a coordinate is the distance from the centre in their direction', () => {
    close(coordinateOf(turned, Float32Array.of(2, 3, 9), 0), Math.SQRT2);
    close(coordinateOf(turned, Float32Array.of(2, 3, 9), 1), 0);
    const code = Float32Array.of(1, 2, 3);
    moveAlong(turned, code, 0, 4);
    close(coordinateOf(turned, code, 0), 4);
    close(coordinateOf(turned, code, 2), 0);
});

test('a plane through a code holds that code at its own coordinates, and keeps the rest of it everywhere', () => {
    const code = Float32Array.of(5, -1, 7);
    const plane = {domain: whole, ...planeThrough(turned, [0, 1], code)};
    const found = codeAt(plane, coordinateOf(turned, code, 0), coordinateOf(turned, code, 1));
    found.forEach((value, k) => close(value, code[k]));
    close(coordinateOf(turned, codeAt(plane, 10, -3), 2), 4);
    close(coordinateOf(turned, codeAt(plane, 10, -3), 0), 10);
});

test('an axis is named by its basis, from 1 on', () => {
    assert.deepEqual([nameOf(turned, 0), nameOf(identityBasis(3), 2)], ['PC 1', 'z3']);
});

test('the axes that vary most are kept in their order, without those that are left out', () => {
    const codes = Float32Array.of(0, 0, 0, 0, 1, 9, 3, 5);
    assert.deepEqual(mostVarying(identityBasis(4), codes, {most: 2}), [1, 3]);
    assert.deepEqual(mostVarying(identityBasis(4), codes, {most: 2, without: [1]}), [2, 3]);
    assert.deepEqual(mostVarying(identityBasis(4), codes, {most: 9, without: [0, 1]}), [2, 3]);
});
