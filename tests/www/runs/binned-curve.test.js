import assert from 'node:assert/strict';
import {test} from 'node:test';
import {binnedMeans, pointsOf} from '../../../www/runs/binned-curve.js';
import {createDrawnBuckets} from '../../../www/runs/drawn-buckets.js';

/** Means of a run with these values. @param {(step: number) => number} valueAt @param {number} steps @param {number} most */
function meansOf(valueAt, steps, most) {
    const buckets = createDrawnBuckets(500);
    for (let step = 1; step <= steps; step++) buckets.push(step, valueAt(step));
    return binnedMeans(buckets.means(), most);
}

test('a short curve is kept as it is', () => {
    const points = meansOf((step) => step * step, 10, 10);
    assert.deepEqual(points, {steps: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], values: [1, 4, 9, 16, 25, 36, 49, 64, 81, 100]});
});

test('a long curve is kept as means, and never has too many points', () => {
    for (const steps of [101, 999, 50_000, 100_000]) {
        const points = meansOf((step) => step % 2, steps, 100);
        assert.ok(points.steps.length > 40 && points.steps.length <= 100, `${points.steps.length} of ${steps}`);
        assert.equal(points.steps.at(-1), steps);
        assert.ok(points.values.slice(0, -1).every((value) => Math.abs(value - 0.5) < 0.01), 'the mean of 0 and 1');
    }
});

test('values that are not finite are left out', () => {
    assert.deepEqual(meansOf((step) => [4, NaN, 2, Infinity][step - 1], 4, 10), {steps: [1, 3], values: [4, 2]});
    assert.deepEqual(meansOf((step) => [NaN, NaN, 1, 1, 5, NaN][step - 1], 6, 3), {steps: [4, 5], values: [1, 5]});
    assert.deepEqual(meansOf(() => NaN, 0, 10), {steps: [], values: []});
});

test('values are kept with as many digits as a chart can show', () => {
    assert.deepEqual(pointsOf([{step: 5, value: 0.123456789}], 10), {steps: [5], values: [0.12346]});
});

test('too many points are thinned out evenly, and the last one stays', () => {
    const {steps} = pointsOf(Array.from({length: 1000}, (_, i) => ({step: i + 1, value: i})), 160);
    assert.ok(steps.length > 80 && steps.length <= 160);
    assert.equal(steps.at(-1), 1000);
});
