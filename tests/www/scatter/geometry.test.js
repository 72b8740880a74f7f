import assert from 'node:assert/strict';
import {test} from 'node:test';
import {approach, axisValues, boxBetween, jitter, neighbour, positionAt, rangeOf, scale} from '../../../www/scatter/geometry.js';

test('a box goes around from corner to corner, whichever way it is drawn', () => {
    assert.deepEqual(boxBetween([1, 2], [5, 9]), [[1, 2], [5, 2], [5, 9], [1, 9]]);
    assert.deepEqual(boxBetween([5, 9], [1, 2]), [[5, 9], [1, 9], [1, 2], [5, 2]]);
});

test('a range shows every value with a margin', () => {
    const {min, max} = rangeOf(Float32Array.of(-2, 0, 6));
    assert.ok(min < -2 && max > 6 && max - min < 10);
});

test('a range has a width even when all codes are the same, or none is finite', () => {
    for (const values of [[3, 3, 3], [0], [], [NaN, Infinity]]) {
        const {min, max} = rangeOf(Float32Array.from(values));
        assert.ok(max > min && Number.isFinite(max - min), String(values));
    }
});

test('the shown range goes part of the way each frame, and does not overshoot', () => {
    let shown = {min: 0, max: 1};
    const target = {min: -10, max: 10};
    const first = approach(shown, target, 16);
    assert.ok(first.max > 1 && first.max < 3, `jumped to ${first.max}`);
    for (let frame = 0; frame < 200; frame++) {
        const next = approach(shown, target, 16);
        assert.ok(next.max >= shown.max && next.max <= 10);
        shown = next;
    }
    assert.equal(shown, target);
});

test('it opens faster than it closes', () => {
    const opened = approach({min: 0, max: 1}, {min: 0, max: 2}, 100).max - 1;
    const closed = 2 - approach({min: 0, max: 2}, {min: 0, max: 1}, 100).max;
    assert.ok(opened > 5 * closed);
});

test('it closes as fast as it opens after a command of the user', () => {
    const closed = 2 - approach({min: 0, max: 2}, {min: 0, max: 1}, 100, true).max;
    assert.ok(closed > 0.4, `closed by ${closed} of 1`);
});

test('without motion it is there at once', () => {
    const target = {min: -3, max: 5};
    assert.equal(approach({min: 0, max: 1}, target, Infinity), target);
});

test('an axis picks one number of every code', () => {
    const codes = Float32Array.of(1, 2, 3, 4, 5, 6);
    assert.deepEqual([...axisValues(codes, 3, 2)], [3, 6]);
    assert.deepEqual([...axisValues(codes, 2, 0)], [1, 3, 5]);
});

test('beyond the last number stands a spread that never changes', () => {
    const codes = Float32Array.of(7, 8, 9);
    assert.deepEqual([...axisValues(codes, 1, 1)], [0, 1, 2].map((i) => Math.fround(jitter(i))));
    const spread = Array.from({length: 1000}, (_, i) => jitter(i));
    assert.ok(Math.min(...spread) < -0.95 && Math.max(...spread) > 0.95 && new Set(spread).size === 1000);
});

test('scale maps the ends of a range to the ends of a box, either way round', () => {
    assert.equal(scale(2, {min: 2, max: 4}, 10, 110), 10);
    assert.equal(scale(4, {min: 2, max: 4}, 10, 110), 110);
    assert.equal(scale(2.5, {min: 2, max: 4}, 110, 10), 85);
});

test('arrow keys go to the next point in their direction, or stay', () => {
    const points = {xs: [0, 10, 40, 0], ys: [0, 1, 0, -10]};
    assert.equal(neighbour(points, 0, {dx: 1, dy: 0}), 1);
    assert.equal(neighbour(points, 1, {dx: 1, dy: 0}), 2);
    assert.equal(neighbour(points, 2, {dx: 1, dy: 0}), 2);
    assert.equal(neighbour(points, 0, {dx: 0, dy: -1}), 3);
    assert.equal(neighbour(points, 0, {dx: 1, dy: 0}, (i) => i === 1), 2, 'one that is not to be seen is passed over');
});

test('a pixel inside the box has data coordinates, one outside has none', () => {
    /** @type {Parameters<typeof positionAt>[0]} */
    const domain = [{min: -2, max: 2}, {min: 0, max: 10}];
    const box = {left: 0, right: 400, top: 0, bottom: 200};
    assert.deepEqual(positionAt(domain, box, {x: 0, y: 0}), [-2, 10]);
    assert.deepEqual(positionAt(domain, box, {x: 300, y: 150}), [1, 2.5]);
    assert.equal(positionAt(domain, box, {x: 401, y: 10}), null);
});
