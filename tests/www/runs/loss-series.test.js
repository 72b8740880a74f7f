import assert from 'node:assert/strict';
import {test} from 'node:test';
import {MOST_BINS} from '../../../www/runs/bins.js';
import {bytesOfSeries, chartColumns, createLossSeries, thin} from '../../../www/runs/loss-series.js';

/** @param {number} from @param {number} to @param {(step: number) => number} lossAt */
function progress(from, to, lossAt) {
    const losses = Float32Array.from({length: to - from + 1}, (_, i) => lossAt(from + i));
    return {step: to, losses, validations: /** @type {{step: number, loss: number}[]} */ ([])};
}

/** @param {import('../../../www/runs/loss-series.js').LossSeries} series */
const drawnSteps = (series) => series.drawn().map(({step}) => step);

test('every loss is kept', () => {
    const series = createLossSeries(100);
    for (let step = 1; step <= 5000; step += 50) series.append(progress(step, step + 49, (at) => at / 8));
    assert.equal(series.steps(), 5000);
    for (const step of [1, 2, 777, 4999, 5000]) assert.equal(series.rawAt(step), step / 8);
});

test('a short run is drawn whole', () => {
    const series = createLossSeries(100);
    series.append(progress(1, 40, (step) => step));
    assert.deepEqual(drawnSteps(series), Array.from({length: 40}, (_, i) => i + 1));
});

test('a long run is drawn with few points, and its spikes are among them', () => {
    const series = createLossSeries(100);
    const spikes = new Map([[3, 9], [31_337, 50], [77_001, -4]]);
    series.append(progress(1, 100_000, (step) => spikes.get(step) ?? 1 + (step % 7) / 10));
    const drawn = drawnSteps(series);
    for (const [step, value] of spikes) assert.equal(series.drawn().find((point) => point.step === step)?.value, value);
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
    assert.deepEqual(drawnSteps(series), drawnSteps(straight));
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

/** A run of so many steps in chunks of 500, with two terms, and a validation every 100 steps. @param {number} steps */
function longRun(steps) {
    const series = createLossSeries(undefined, 2);
    for (let step = 500; step <= steps; step += 500) {
        const losses = Float32Array.from({length: 500}, (_, i) => 1 / Math.sqrt(step - 499 + i) + (i % 7) / 100);
        const terms = Float32Array.from({length: 1000}, (_, i) => losses[i >> 1] / 2);
        series.append({step, losses, terms, validations: [1, 2, 3, 4, 5].map((i) => ({step: step - 500 + 100 * i, loss: 1 / i, terms: [1, 2]}))});
    }
    return series;
}

test('a million steps take the memory, the points and the checkpoint of 50,000', () => {
    const [short, long] = [longRun(50_000), longRun(1_000_000)];
    const atMost = (/** @type {number} */ one, /** @type {number} */ other, /** @type {string} */ what) =>
        assert.ok(one <= 1.1 * other, `${what}: ${one} after a million steps, ${other} after 50,000`);
    assert.equal(long.bytes(), short.bytes());
    atMost(long.drawn().length, short.drawn().length, 'drawn points');
    atMost(long.means().buckets.length, short.means().buckets.length, 'buckets that a record sums up');
    atMost(long.bins().length, MOST_BINS, 'bins');
    assert.ok(long.validations().length <= 4096 && long.validations().at(-1)?.step === 1_000_000);
    assert.ok(long.areValidationsThinned() && !short.areValidationsThinned());
    assert.ok(bytesOfSeries(long.save()) <= 3 * 24 * MOST_BINS + 64 * 4096);
});

test('no number of steps is drawn with more than 10 % more points than 50,000', () => {
    const bound = 1.1 * longRun(50_000).drawn().length;
    const series = createLossSeries();
    const losses = Float32Array.from({length: 10_000}, (_, i) => Math.sin(i));
    for (let step = 10_000; step <= 2_000_000; step += 10_000) {
        series.append({step, losses, validations: []});
        assert.ok(series.drawn().length <= bound, `${series.drawn().length} at step ${step}`);
    }
});

test('steps are exact until there are too many, and share bins from then on', () => {
    const series = createLossSeries();
    series.append(progress(1, MOST_BINS, (step) => step));
    assert.equal(series.binWidth(), 1);
    assert.equal(series.rawAt(12_345), 12_345);
    assert.deepEqual(series.stepsAt(12_345), {from: 12_345, to: 12_345});
    series.append(progress(MOST_BINS + 1, MOST_BINS + 1, (step) => step));
    assert.equal(series.binWidth(), 2);
    assert.deepEqual(series.stepsAt(12_345), {from: 12_345, to: 12_346});
    assert.equal(series.rawAt(12_345), 12_345.5);
    assert.deepEqual(series.bins()[6172], {from: 12_345, to: 12_346, numbers: [{mean: 12_345.5, low: 12_345, high: 12_346}]});
    const last = MOST_BINS + 1;
    assert.deepEqual([series.stepsAt(last), series.rawAt(last)], [{from: last, to: last}, last], 'the newest is known by itself');
});

test('bins have the minimum, mean and maximum of their steps, and the moving average at their end', () => {
    const lossAt = (/** @type {number} */ step) => Math.fround(2 + Math.sin(step) + step / 50);
    const [series, exact] = [createLossSeries(100, 0, 64), createLossSeries(100)];
    for (const one of [series, exact]) one.append(progress(1, 1000, lossAt));
    assert.equal(series.binWidth(), 16);
    const bins = series.bins();
    assert.equal(bins.length, 63);
    assert.deepEqual([bins[0].from, bins[0].to, bins[62].from, bins[62].to], [1, 16, 993, 1000]);
    for (const {from, to, numbers: [{mean, low, high}]} of bins) {
        const losses = Array.from({length: to - from + 1}, (_, i) => lossAt(from + i));
        assert.ok(Math.abs(mean - losses.reduce((sum, loss) => sum + loss, 0) / losses.length) < 1e-9);
        assert.deepEqual([low, high], [Math.min(...losses), Math.max(...losses)]);
        assert.equal(series.smoothAt(from), exact.smoothAt(to));
    }
});

test('a run that goes back into the middle of a bin keeps the bins before, and goes on', () => {
    const series = createLossSeries(100, 1, 64);
    const add = (/** @type {number} */ from, /** @type {number} */ to, /** @type {number} */ loss) => {
        const losses = new Float32Array(to - from + 1).fill(loss);
        series.append({step: to, losses, terms: losses, validations: []});
    };
    add(1, 1000, 4);
    add(904, 1000, 1); // 16 steps a bin: that of 897 to 912 is cut
    assert.deepEqual(series.bins().map(({numbers}) => numbers[0].mean), [...Array.from({length: 56}, () => 4), ...Array.from({length: 7}, () => 1)]);
    assert.equal(series.steps(), 1000);
    const before = series.smoothAt(890);
    assert.ok(Math.abs(before - 4) < 1e-5 && series.smoothAt(912) < before && series.smoothAt(912) > 2, 'smoothing goes on from where it was');
    assert.deepEqual(drawnSteps(series), drawnSteps(series).toSorted((a, b) => a - b));
    add(1, 10, 9);
    assert.deepEqual([series.steps(), series.binWidth(), series.rawAt(1)], [10, 1, 9], 'from the beginning every step is exact again');
});

test('a run that goes on at step 100,000,000 costs what its own steps cost, and each is exact', () => {
    const series = createLossSeries();
    const started = performance.now();
    series.append({...progress(100_000_001, 100_000_050, (step) => step % 7), validations: [{step: 100_000_000, loss: 3}]});
    assert.deepEqual(series.bins().map(({from, numbers}) => [from, numbers[0].mean]), Array.from({length: 50}, (_, i) => [100_000_001 + i, (100_000_001 + i) % 7]));
    assert.deepEqual(drawnSteps(series), Array.from({length: 50}, (_, i) => 100_000_001 + i));
    assert.equal(chartColumns(series, {positiveOnly: false})[0].length, 51);
    assert.deepEqual(series.validations(), [{step: 100_000_000, loss: 3}]);
    assert.ok(Number.isNaN(series.rawAt(50)));
    assert.ok(series.bytes() < 50_000 && performance.now() - started < 200);
});

test('a gap of any size within a run costs no more than bins', () => {
    const series = createLossSeries();
    series.append(progress(1, 10, () => 1));
    series.append(progress(3_000_000_001, 3_000_000_010, () => 2));
    assert.ok(series.bins().length <= MOST_BINS);
    assert.deepEqual([series.rawAt(5), series.rawAt(3_000_000_005)], [1, 2]);
    assert.ok(Number.isNaN(series.rawAt(1_000_000_000)));
    assert.equal(series.smoothAt(1_000_000_000).toFixed(3), '1.000');
    const [, raw] = chartColumns(series, {positiveOnly: false});
    assert.ok(raw.includes(null), 'no line is drawn through it');
});

test('a saved series is taken up as it was, and goes on alike', () => {
    for (const steps of [100, 1000]) {
        const before = createLossSeries(100, 1, 64);
        const losses = Float32Array.from({length: steps}, (_, i) => Math.sin(i));
        before.append({step: steps, losses, terms: losses, validations: [{step: 50, loss: 1, terms: [2]}]});
        const after = createLossSeries(100, 1, 64);
        after.append(progress(1, 7, () => 99));
        after.restore(structuredClone(before.save()));
        for (const series of [before, after]) series.append({step: steps + 40, losses: losses.subarray(0, 40), terms: losses.subarray(0, 40), validations: []});
        assert.deepEqual(after.bins(), before.bins());
        assert.deepEqual(after.validations(), before.validations());
        assert.ok(Math.abs(after.smoothAt(steps + 40) - before.smoothAt(steps + 40)) < 1e-6);
        assert.deepEqual([after.steps(), after.rawAt(steps + 40), after.termAt(0, 1)], [before.steps(), before.rawAt(steps + 40), before.termAt(0, 1)]);
    }
});

test('a series is saved up to a step that lies before its end', () => {
    const series = createLossSeries(100, 0, 64);
    series.append({...progress(1, 1000, (step) => step), validations: [{step: 500, loss: 1}, {step: 1000, loss: 2}]});
    const cut = createLossSeries(100, 0, 64);
    cut.restore(series.save(900));
    assert.deepEqual(cut.bins(), series.bins().slice(0, 56));
    assert.deepEqual(cut.validations(), [{step: 500, loss: 1}]);
    cut.append(progress(901, 1000, () => 0));
    assert.deepEqual([cut.steps(), cut.bins().length, cut.rawAt(900)], [1000, 63, 0]);
});

test('what is no saved series is not taken up', () => {
    const series = createLossSeries();
    series.append(progress(1, 5, () => 1));
    const saved = series.save();
    const {total} = saved;
    const bad = [
        null, {}, {...saved, terms: [total]}, {...saved, validations: null}, {...saved, total: {...total, width: 3}},
        {...saved, total: {...total, steps: 1e9}}, {...saved, total: {...total, origin: -1}}, {...saved, total: {...total, sums: [1, 2, 3, 4, 5]}},
    ];
    for (const one of bad) {
        const fresh = createLossSeries();
        fresh.restore(/** @type {any} */ (one));
        assert.equal(fresh.steps(), 0, JSON.stringify(one));
    }
});
