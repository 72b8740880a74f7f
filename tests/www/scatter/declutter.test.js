import assert from 'node:assert/strict';
import {test} from 'node:test';
import {jitter} from '../../../www/scatter/geometry.js';
import {createDeclutter} from '../../../www/scatter/declutter.js';

const box = {left: 0, right: 400, top: 0, bottom: 300};
const tile = {width: 30, height: 20};
const how = {tile, box, skips: () => false, comesFirst: null};

/** @param {number} count @param {number} [spread] */
const cloud = (count, spread = 1) => ({
    xs: Float32Array.from({length: count}, (_, i) => 200 + 200 * spread * jitter(i)),
    ys: Float32Array.from({length: count}, (_, i) => 150 + 150 * spread * jitter(7 * i + 3)),
});

test('no tile hides another, and none could be added', () => {
    const places = cloud(500);
    const shown = [...createDeclutter().choose(places, how)];
    const hides = (/** @type {number} */ i, /** @type {number} */ j) => Math.abs(places.xs[i] - places.xs[j]) < tile.width && Math.abs(places.ys[i] - places.ys[j]) < tile.height;
    assert.ok(shown.length > 30, `only ${shown.length}`);
    for (const i of shown) assert.ok(shown.every((j) => j === i || !hides(i, j)));
    for (let i = 0; i < 500; i++) assert.ok(shown.some((j) => hides(i, j)), `${i} would have had room`);
});

test('where points lie further apart, more of them are shown', () => {
    const near = createDeclutter().choose(cloud(200, 0.3), how).length;
    const far = createDeclutter().choose(cloud(200, 1), how).length;
    assert.ok(far > 2 * near, `${far} after ${near}`);
});

test('those that were shown stay while they move a little', () => {
    const thinning = createDeclutter();
    const places = cloud(300);
    const first = [...thinning.choose(places, how)];
    places.xs.forEach((x, i) => { places.xs[i] = x + 0.3 * jitter(i + 5); });
    const second = new Set(thinning.choose(places, how));
    const stayed = first.filter((i) => second.has(i)).length;
    assert.ok(stayed > 0.9 * first.length, `${stayed} of ${first.length}`);
});

test('hidden points, and those outside, have no tile, and emphasised ones come first', () => {
    const places = {xs: Float32Array.of(100, 101, 102, 500), ys: Float32Array.of(50, 50, 50, 50)};
    assert.deepEqual([...createDeclutter().choose(places, {...how, skips: (i) => i === 0})], [1]);
    assert.deepEqual([...createDeclutter().choose(places, {...how, comesFirst: (i) => i === 2})], [2]);
    assert.deepEqual([...createDeclutter().choose({xs: Float32Array.of(NaN), ys: Float32Array.of(0)}, how)], []);
});
