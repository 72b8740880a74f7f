import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createCurve, pointsOf} from '../../../www/runs/binned-curve.js';

test('a short curve is kept as it is', () => {
    const curve = createCurve(10);
    for (let step = 1; step <= 10; step++) curve.push(step, step * step);
    assert.deepEqual(curve.points(), {steps: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], values: [1, 4, 9, 16, 25, 36, 49, 64, 81, 100]});
});

test('a long curve is kept as means, and never has too many points', () => {
    const curve = createCurve(100);
    for (let step = 1; step <= 100_000; step++) {
        curve.push(step, step % 2);
        if (step % 999 === 0) assert.ok(curve.points().steps.length <= 100);
    }
    const {steps, values} = curve.points();
    assert.ok(steps.length > 40);
    assert.equal(steps.at(-1), 100_000);
    assert.ok(values.every((value) => Math.abs(value - 0.5) < 0.01), 'the mean of 0 and 1');
});

test('buckets that are merged weigh as much as they hold', () => {
    const curve = createCurve(2);
    for (const [step, value] of [[1, 1], [2, 1], [3, 1], [4, 5]]) curve.push(step, value);
    assert.deepEqual(curve.points(), {steps: [2, 4], values: [1, 3]});
});

test('what is not finite is left out, and going back forgets', () => {
    const curve = createCurve(10);
    for (const [step, value] of [[1, 4], [2, NaN], [3, 2], [4, Infinity]]) curve.push(step, value);
    assert.deepEqual(curve.points(), {steps: [1, 3], values: [4, 2]});
    curve.truncate(2);
    curve.push(3, 9);
    assert.deepEqual(curve.points(), {steps: [1, 3], values: [4, 9]});
});

test('values are kept with as many digits as a chart can show', () => {
    assert.deepEqual(pointsOf([{step: 5, value: 0.123456789}]), {steps: [5], values: [0.12346]});
});
