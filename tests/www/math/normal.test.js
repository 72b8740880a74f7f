import assert from 'node:assert/strict';
import {test} from 'node:test';
import {cdf, drawTwo, quantile} from '../../../www/math/normal.js';

const close = (/** @type {number} */ a, /** @type {number} */ b) => assert.ok(Math.abs(a - b) < 1e-9, `${a} is not ${b}`);

test('shares below a value are those of scipy.stats.norm.cdf', () => {
    const known = [[-3, 0.0013498980316300933], [-1, 0.15865525393145707], [-0.1, 0.460172162722971], [0.5, 0.6914624612740131], [2, 0.9772498680518208], [5, 0.9999997133484281]];
    for (const [x, share] of known) close(cdf(x), share);
    assert.deepEqual([cdf(-100), cdf(100)], [0, 1]);
});

test('values below which a share lies are those of scipy.stats.norm.ppf', () => {
    const known = [[0.001, -3.090232306167813], [0.03125, -1.8627318674216515], [0.5, 0], [0.7, 0.5244005127080407], [0.975, 1.959963984540054]];
    for (const [share, x] of known) close(quantile(share), x);
});

test('beyond the last shares there is a last value', () => {
    assert.ok(quantile(0) < -4 && quantile(-3) === quantile(0));
    assert.ok(quantile(1) > 4 && quantile(1) < 6);
});

test('draws have mean 0 and deviation 1', () => {
    let state = 1;
    const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
    const draws = Array.from({length: 5000}, () => drawTwo(random)).flat();
    const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
    const squares = draws.reduce((sum, x) => sum + x * x, 0) / draws.length;
    assert.ok(Math.abs(mean) < 0.04 && Math.abs(squares - 1) < 0.05, `${mean}, ${squares}`);
});
