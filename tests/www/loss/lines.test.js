import assert from 'node:assert/strict';
import {test} from 'node:test';
import {drawnTerms, factorOf, linesFor, unitOfLoss} from '../../../www/loss/lines.js';
import {chartColumns, createLossSeries} from '../../../www/runs/loss-series.js';

/** @param {string} name @param {number | null} weight */
const term = (name, weight, warmUp = 0) => ({name, label: name, unit: 'nats', help: 'About it.', weight, warmUp});
const pictures = /** @type {const} */ ({kind: 'image'});

test('a loss of one term has no line for it', () => {
    const terms = [term('Reconstruction', 1)];
    assert.deepEqual([drawnTerms(terms), linesFor(terms, pictures).length], [[], 3]);
});

test('each of several terms has a line that names its weight, and shares a scale of their own', () => {
    const lines = linesFor([term('Reconstruction', 1), term('KL', 4), term('Accuracy', null)], pictures).slice(3);
    assert.deepEqual(lines.map(({name}) => name), ['reconstruction', 'KL × 4', 'accuracy']);
    assert.deepEqual(lines.map(({scale}) => scale), ['y', 'y', 'share']);
    assert.equal(new Set(lines.map(({token, dash}) => token + dash)).size, 3);
});

test('a loss is counted in the unit of its first term, and says that there are others', () => {
    const [one, other, watched] = [term('Reconstruction', 1), term('KL', 4), term('Accuracy', null)];
    assert.equal(unitOfLoss([one, watched], {kind: 'image'}), 'nats');
    assert.equal(unitOfLoss([one, other], {kind: 'image'}), 'nats + weighted terms');
});

test('terms by their weights add up to the loss', () => {
    const terms = [term('Reconstruction', 1), term('KL', 4)];
    const series = createLossSeries(100, 2);
    const parts = Float32Array.from([3, 0.5, 2, 0.25]);
    series.append({step: 2, losses: Float32Array.from([5, 3]), terms: parts, validations: []});
    const [, , smooth, , one, other] = chartColumns(series, {positiveOnly: false, factors: terms.map(factorOf)});
    for (const i of [0, 1]) assert.ok(Math.abs(Number(one[i]) + Number(other[i]) - Number(smooth[i])) < 1e-6);
});

test('a term whose weight grows adds up in each step', () => {
    const factor = factorOf(term('KL', 4, 10));
    assert.deepEqual([1, 2, 6, 11, 500].map(factor), [0, 0.4, 2, 4, 4]);
    assert.equal(factorOf(term('Accuracy', null))(1), 1);
});

test('a term is explained in the words of its data', () => {
    const of = {...term('Reconstruction', 1), unit: 'nats per picture', help: 'Of the pictures.'};
    const [line] = linesFor([of, term('KL', 1)], {kind: 'sequence'}).slice(3);
    assert.equal(line.title, 'Of the signals. In nats per signal, smoothed.');
});

test('what a step has no number of leaves the mean of the others as it is', () => {
    const series = createLossSeries(100, 1);
    const add = (/** @type {number[]} */ ...values) => series.append({
        step: series.steps() + values.length, losses: Float32Array.from(values, () => 1), terms: Float32Array.from(values), validations: [],
    });
    add(NaN, NaN);
    assert.ok(Number.isNaN(series.termAt(0, 2)));
    add(0.5, NaN, NaN, 0.5, NaN);
    for (const step of [3, 4, 7]) assert.ok(Math.abs(series.termAt(0, step) - 0.5) < 1e-6, `step ${step}: ${series.termAt(0, step)}`);
    series.append({step: 5, losses: Float32Array.of(1), terms: Float32Array.of(0.5), validations: []});
    assert.ok(Math.abs(series.termAt(0, 5) - 0.5) < 1e-6);
});

test('going back takes the terms along', () => {
    const series = createLossSeries(100, 2);
    const add = (/** @type {number} */ step, /** @type {number} */ value) => series.append({
        step, losses: Float32Array.from([value]), terms: Float32Array.from([value, 2 * value]), validations: [],
    });
    for (const step of [1, 2, 3]) add(step, step);
    const before = series.termAt(1, 2);
    add(2, 2);
    assert.equal(series.steps(), 2);
    assert.ok(Math.abs(series.termAt(1, 2) - before) < 1e-6);
});
