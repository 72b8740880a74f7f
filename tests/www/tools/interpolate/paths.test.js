import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {bytesOf, floatsOf} from '../../../../www/examples/buffer.js';
import {crossFade, linear, spherical} from '../../../../www/tools/interpolate/paths.js';

/** @param {ArrayLike<number>} values */
const length = (values) => Math.hypot(...Array.from(values));

test('the straight line goes in equal steps, ends included', () => {
    assert.deepEqual(linear([0, 10], [4, 20], 5).map((code) => [...code]), [[0, 10], [1, 12.5], [2, 15], [3, 17.5], [4, 20]]);
});

test('spherical interpolation keeps its distance from 0, in equal angles', () => {
    const way = spherical([3, 0], [0, 3], 4);
    for (const code of way) assert.ok(Math.abs(length(code) - 3) < 1e-5, `${length(code)}`);
    assert.deepEqual(way.map(([x, y]) => Math.round(Math.atan2(y, x) * 180 / Math.PI)), [0, 30, 60, 90]);
});

test('between spheres its radius goes evenly', () => {
    const way = spherical([1, 0], [0, 3], 5);
    way.forEach((code, i) => assert.ok(Math.abs(length(code) - (1 + i / 2)) < 1e-5, `${length(code)}`));
});

test('on the sphere itself it equals the interpolation of SciPy', () => {
    const cases = JSON.parse(readFileSync(new URL('../../../data/paths.json', import.meta.url), 'utf8'));
    assert.ok(cases.length >= 3);
    for (const {from, to, way} of cases) {
        spherical(from, to, way.length).forEach((code, i) => code.forEach((value, k) => {
            assert.ok(Math.abs(value - way[i][k]) < 1e-6, `${value}, not ${way[i][k]}`);
        }));
    }
});

test('without an angle spherical interpolation is linear', () => {
    for (const [from, to] of [[[0, 0], [1, 2]], [[1, 1], [2, 2]], [[1, 0], [-1, 0]]]) {
        assert.deepEqual(spherical(from, to, 3), linear(from, to, 3));
    }
});

test('a cross-fade mixes each pixel by itself', () => {
    const frames = crossFade(Uint8Array.of(0, 255), Uint8Array.of(255, 255), 3, {width: 2, height: 1, channels: 1});
    assert.deepEqual(frames.map((frame) => [...frame]), [[0, 255], [128, 255], [255, 255]]);
});

test('a cross-fade of rows mixes their numbers, and knows no more than both', () => {
    const [from, to] = [[0, NaN, 4000], [1, 3, 4500]].map((row) => bytesOf(Float32Array.from(row)));
    const frames = crossFade(from, to, 3, {kind: 'table', width: 3, height: 1, channels: 1});
    assert.deepEqual(frames.map((frame) => [...floatsOf(frame)]), [[0, NaN, 4000], [0.5, NaN, 4250], [1, NaN, 4500]]);
});
