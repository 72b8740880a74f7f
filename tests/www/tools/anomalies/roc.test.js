import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {countsAt, histogramOf, rangeOfScores, rocOf, ratesOf, thresholdFor} from '../../../../www/tools/anomalies/roc.js';

const cases = JSON.parse(readFileSync(new URL('../../../data/anomalies.json', import.meta.url), 'utf8'));

test('curves and areas are those of scikit-learn, with ties too', () => {
    assert.ok(cases.length >= 3);
    for (const {scores, abnormal, auc, fpr, tpr} of cases) {
        const roc = rocOf(scores, abnormal);
        assert.ok(roc);
        assert.ok(Math.abs(roc.area - auc) < 1e-12, `${roc.area}, not ${auc}`);
        assert.equal(roc.points.length, fpr.length);
        roc.points.forEach(([x, y], i) => {
            assert.ok(Math.abs(x - fpr[i]) < 1e-12 && Math.abs(y - tpr[i]) < 1e-12, `point ${i}`);
        });
    }
});

test('precision and recall at a threshold are those of scikit-learn', () => {
    for (const {scores, abnormal, threshold, precision, recall, confusion} of cases) {
        const counts = countsAt(scores, abnormal, threshold);
        assert.deepEqual([[counts.passed, counts.falseAlarms], [counts.missed, counts.found]], confusion);
        const rates = ratesOf(counts);
        assert.ok(Math.abs(rates.precision - precision) < 1e-12);
        assert.ok(Math.abs(rates.recall - recall) < 1e-12);
    }
});

test('one kind alone, no scores at all, or NaN have no curve', () => {
    assert.equal(rocOf([1, 2], [1, 1]), null);
    assert.equal(rocOf([1, 2], [0, 0]), null);
    assert.equal(rocOf([], []), null);
    assert.equal(rocOf([1, NaN], [0, 1]), null);
    assert.ok(Number.isNaN(ratesOf(countsAt([], [], 0)).recall));
});

test('equal scores are one point of the curve, with half the area', () => {
    assert.deepEqual(rocOf([3, 3, 3], [1, 0, 0]), {points: [[0, 0], [1, 1]], area: 0.5});
});

test('a threshold for a share of the normal ones lets just those pass', () => {
    const scores = [0.1, 0.2, 0.3, 0.4, 9];
    const abnormal = [0, 0, 0, 0, 1];
    assert.equal(thresholdFor(scores, abnormal, 0.75), 0.3);
    assert.equal(thresholdFor(scores, abnormal, 1), 0.4);
    assert.equal(thresholdFor(scores, abnormal, 0), 0.1);
    assert.equal(thresholdFor([5], [0], 0.95), 5);
    assert.ok(Number.isNaN(thresholdFor([5], [1], 0.95)));
});

test('a histogram counts everyone once, those beyond its end in the last column', () => {
    const found = histogramOf([0, 0.49, 0.5, 7, -1], [0, 1, 0, 1, 0], {min: 0, max: 1}, 2);
    assert.deepEqual([...found.normal], [2, 1]);
    assert.deepEqual([...found.abnormal], [1, 1]);
});

test('the range of scores is never empty', () => {
    assert.deepEqual(rangeOfScores([]), {min: 0, max: 1});
    assert.deepEqual(rangeOfScores([0, 0]), {min: 0, max: 1});
    const {min, max} = rangeOfScores([-2, 4]);
    assert.ok(min === -2 && max > 4);
});
