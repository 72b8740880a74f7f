import assert from 'node:assert/strict';
import {test} from 'node:test';
import {chartColumns, createLossSeries, thin} from '../../../www/runs/loss-series.js';

/** @param {number} from @param {number} to @param {(step: number) => number} lossAt */
function progress(from, to, lossAt) {
    const losses = Float32Array.from({length: to - from + 1}, (_, i) => lossAt(from + i));
    return {step: to, losses, validations: /** @type {{step: number, loss: number}[]} */ ([])};
}

test('every loss is kept', () => {
    const series = createLossSeries(100);
    for (let step = 1; step <= 5000; step += 50) series.append(progress(step, step + 49, (at) => at / 8));
    assert.equal(series.steps(), 5000);
    for (const step of [1, 2, 777, 4999, 5000]) assert.equal(series.rawAt(step), step / 8);
});

test('a short run is drawn whole', () => {
    const series = createLossSeries(100);
    series.append(progress(1, 40, (step) => step));
    assert.deepEqual(series.drawnSteps(), Array.from({length: 40}, (_, i) => i + 1));
});

test('a long run is drawn with few points, and its spikes are among them', () => {
    const series = createLossSeries(100);
    const spikes = new Map([[3, 9], [31_337, 50], [77_001, -4]]);
    series.append(progress(1, 100_000, (step) => spikes.get(step) ?? 1 + (step % 7) / 10));
    const drawn = series.drawnSteps();
    assert.ok(drawn.length <= 100, `${drawn.length} points`);
    for (const step of spikes.keys()) assert.ok(drawn.includes(step), `the spike at ${step} is missing`);
    assert.deepEqual(drawn, [...drawn].sort((a, b) => a - b));
    assert.equal(drawn.at(-1), 100_000);
});

test('a million steps are drawn in no more points than fit', () => {
    const series = createLossSeries(2000);
    series.append(progress(1, 1_000_000, (step) => Math.sin(step)));
    assert.ok(chartColumns(series, {positiveOnly: false})[0].length <= 2000);
});

test('smoothing starts at the first loss instead of at zero', () => {
    const series = createLossSeries();
    series.append(progress(1, 3, () => 5));
    for (const step of [1, 2, 3]) assert.ok(Math.abs(series.smoothAt(step) - 5) < 1e-5);
});

test('smoothing follows a new level within a few hundred steps', () => {
    const series = createLossSeries();
    series.append(progress(1, 500, (step) => step <= 200 ? 5 : 1));
    assert.ok(series.smoothAt(205) > 4 && series.smoothAt(500) < 1.1);
});

test('going back to an earlier step replaces what came after it, as if it had never been', () => {
    const series = createLossSeries();
    series.append({...progress(1, 100, () => 2), validations: [{step: 50, loss: 3}, {step: 100, loss: 4}]});
    series.append(progress(61, 70, () => 1));
    const straight = createLossSeries();
    straight.append(progress(1, 60, () => 2));
    straight.append(progress(61, 70, () => 1));
    assert.equal(series.steps(), 70);
    assert.deepEqual(series.drawnSteps(), straight.drawnSteps());
    assert.ok(Math.abs(series.smoothAt(70) - straight.smoothAt(70)) < 1e-6);
    assert.deepEqual(series.validations(), [{step: 50, loss: 3}]);
});

test('validation has its place among the steps, with gaps elsewhere', () => {
    const series = createLossSeries();
    series.append({...progress(1, 3, (step) => step), validations: [{step: 2, loss: 9}]});
    const [steps, raw, , validation] = chartColumns(series, {positiveOnly: false});
    assert.deepEqual(steps, [1, 2, 3]);
    assert.deepEqual(raw, [1, 2, 3]);
    assert.deepEqual(validation, [null, 9, null]);
});

test('a logarithmic chart leaves out what has no logarithm', () => {
    const series = createLossSeries();
    series.append(progress(1, 3, (step) => step === 2 ? 0 : 1));
    assert.deepEqual(chartColumns(series, {positiveOnly: true})[1], [1, null, 1]);
    assert.deepEqual(chartColumns(series, {positiveOnly: false})[1], [1, 0, 1]);
});

test('thinning keeps the newest', () => {
    const list = Array.from({length: 1001}, (_, i) => i);
    const few = thin(list, 100);
    assert.ok(few.length <= 100);
    assert.equal(few.at(-1), 1000);
    assert.deepEqual(thin([1, 2], 100), [1, 2]);
});
