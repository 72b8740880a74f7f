import assert from 'node:assert/strict';
import {test} from 'node:test';
import {principalAxes} from '../../../www/math/principal-axes.js';
import {symmetricEigen} from '../../../www/math/eigen.js';

const MOST = 18;

/** @param {Float32Array} codes @param {number} latent @param {Float32Array[] | null} previous */
const axesOf = (codes, latent, previous) => principalAxes(codes, latent, {previous, most: MOST});

const close = (/** @type {number} */ a, /** @type {number} */ b, within = 1e-6) => assert.ok(Math.abs(a - b) < within, `${a} is not ${b}`);

/** Numbers from 0 to 1, always the same. */
function random() {
    let state = 12345;
    return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

/** Codes that vary along the numbers with these deviations, the numbers turned into each other by some angle. @param {number[]} deviations @param {number} angle */
function codesOf(deviations, angle = 0, count = 400) {
    const next = random();
    const latent = deviations.length;
    const codes = new Float32Array(count * latent);
    for (let i = 0; i < count; i++) {
        const code = deviations.map((deviation) => deviation * (next() + next() + next() - 1.5) * 2);
        [code[0], code[1]] = [Math.cos(angle) * code[0] - Math.sin(angle) * code[1], Math.sin(angle) * code[0] + Math.cos(angle) * code[1]];
        codes.set(code.map((value, k) => value + k), i * latent);
    }
    return codes;
}

const along = (/** @type {Float32Array} */ a, /** @type {number[]} */ b) => a.reduce((sum, value, k) => sum + value * b[k], 0);

test('eigenvalues and vectors are those that NumPy finds', () => {
    // numpy.linalg.eigh([[4, 1, -2], [1, 3, 0.5], [-2, 0.5, 1]])
    const [first, second, third] = symmetricEigen(Float64Array.of(4, 1, -2, 1, 3, 0.5, -2, 0.5, 1), 3);
    close(first.value, 5.217955775144567);
    close(second.value, 3.0346541415190385);
    close(third.value, -0.252609916663607);
    [4 * first.vector[0] + first.vector[1] - 2 * first.vector[2], first.vector[0] + 3 * first.vector[1] + 0.5 * first.vector[2]]
        .forEach((value, i) => close(value, first.value * first.vector[i]));
    close(Math.hypot(...first.vector), 1);
});

test('a matrix of nothing, and one without links, have their axes as well', () => {
    assert.deepEqual(symmetricEigen(new Float64Array(4), 2).map(({value}) => value), [0, 0]);
    assert.deepEqual(symmetricEigen(Float64Array.of(1, 0, 0, 5), 2).map(({value, vector}) => [value, ...vector]), [[5, 0, 1], [1, 1, 0]]);
});

test('the first axis is that along which codes vary most', () => {
    const directions = axesOf(codesOf([0.5, 3, 1]), 3, null);
    assert.equal(directions.length, 3);
    assert.ok(directions[0][1] > 0.99, String(directions[0]));
    assert.ok(Math.abs(directions[1][2]) > 0.99);
});

test('signs and order stay while the codes turn, however far they turn', () => {
    let directions = axesOf(codesOf([3, 1, 0.3]), 3, null);
    for (let step = 1; step <= 60; step++) {
        const next = axesOf(codesOf([3, 1, 0.3], step * 0.1), 3, directions);
        next.forEach((direction, i) => assert.ok(along(direction, [...directions[i]]) > 0.95, `axis ${i} jumps in step ${step}`));
        directions = next;
    }
});

test('axes of like variance do not change places, one that has clearly more comes first', () => {
    const directions = axesOf(codesOf([3, 2.6]), 2, null);
    const like = axesOf(codesOf([2.6, 3]), 2, directions);
    assert.ok(Math.abs(along(like[0], [...directions[0]])) > 0.9);
    const more = axesOf(codesOf([1, 3]), 2, directions);
    assert.ok(Math.abs(more[0][1]) > 0.99);
});

test('long codes have the same axes as short ones, found in a few rounds', () => {
    const deviations = Array.from({length: 100}, (_, k) => (k === 70 ? 8 : k === 3 ? 4 : 0.2));
    const first = axesOf(codesOf(deviations), 100, null);
    assert.equal(first.length, MOST);
    assert.ok(Math.abs(first[0][70]) > 0.99 && Math.abs(first[1][3]) > 0.99);
    const next = axesOf(codesOf(deviations, 0.1), 100, first);
    assert.ok(along(next[0], [...first[0]]) > 0.99);
    next.forEach((a, i) => next.forEach((b, j) => close(along(a, [...b]), i === j ? 1 : 0, 1e-4)));
});

test('codes that are all the same have axes too, of finite numbers', () => {
    for (const latent of [3, 80]) {
        const directions = axesOf(new Float32Array(latent * 5).fill(2), latent, null);
        assert.ok(directions.every((direction) => direction.every(Number.isFinite)));
    }
});
