import assert from 'node:assert/strict';
import {test} from 'node:test';
import {damage, eraseSquare, squareAt} from '../../../../www/tools/repair/corruption.js';
import {bestOf, filled, meanExample, scoresOf} from '../../../../www/tools/repair/scores.js';

const GREY = new Uint8Array(10_000).fill(128);
const NONE = new Uint8Array(GREY.length);
const grid = {width: 6, height: 4, channels: 1};

/** @param {import('../../../../www/tools/repair/corruption.js').Kind} kind @param {number} amount @param {number} [seed] */
const spoilt = (kind, amount, seed = 7) => damage(GREY, {kind, amount, seed, erased: NONE});

test('a seed always gives the same damage, and another one another', () => {
    for (const kind of /** @type {const} */ (['noise', 'mask', 'salt'])) {
        assert.deepEqual(spoilt(kind, 0.3), spoilt(kind, 0.3), kind);
        assert.notDeepEqual(spoilt(kind, 0.3).bytes, spoilt(kind, 0.3, 8).bytes, kind);
    }
});

test('noise has the deviation asked for, around what was there', () => {
    const {bytes, hole} = spoilt('noise', 0.1);
    const mean = bytes.reduce((sum, value) => sum + value, 0) / bytes.length;
    const deviation = Math.sqrt(bytes.reduce((sum, value) => sum + (value - mean) ** 2, 0) / bytes.length);
    assert.ok(Math.abs(mean - 128) < 1, `${mean}`);
    assert.ok(Math.abs(deviation - 25.5) < 1, `${deviation}`);
    assert.ok(hole.every((inside) => inside === 1));
});

test('a share of the values turns black, or half of it black and half white', () => {
    const masked = spoilt('mask', 0.3);
    const count = (/** @type {Uint8Array} */ bytes, /** @type {number} */ value) => bytes.filter((byte) => byte === value).length / bytes.length;
    assert.ok(Math.abs(count(masked.bytes, 0) - 0.3) < 0.02);
    assert.equal(count(masked.bytes, 128), count(masked.hole, 0));
    const salted = spoilt('salt', 0.3);
    assert.ok(Math.abs(count(salted.bytes, 0) - 0.15) < 0.02);
    assert.ok(Math.abs(count(salted.bytes, 255) - 0.15) < 0.02);
    assert.equal(count(salted.bytes, 128), count(salted.hole, 0));
});

test('more damage is the same and more', () => {
    const [less, more] = [spoilt('mask', 0.2), spoilt('mask', 0.5)];
    assert.ok(less.hole.every((inside, i) => inside <= more.hole[i]));
});

test('no damage leaves everything as it was', () => {
    for (const kind of /** @type {const} */ (['noise', 'mask', 'salt', 'erase'])) {
        assert.deepEqual(spoilt(kind, 0), {bytes: GREY, hole: NONE}, kind);
    }
});

test('a square is erased in all channels, and never leaves the picture', () => {
    assert.deepEqual(squareAt({x: 0, y: 0}, 3, grid), {left: 0, top: 0, side: 3});
    assert.deepEqual(squareAt({x: 5.9, y: 3.9}, 3, grid), {left: 3, top: 1, side: 3});
    assert.deepEqual(squareAt({x: 3, y: 2}, 2, grid), {left: 2, top: 1, side: 2});
    assert.deepEqual(squareAt({x: 3, y: 0.5}, 3, {width: 140, height: 1, channels: 1}), {left: 2, top: 0, side: 3});
    const colours = {width: 3, height: 2, channels: 3};
    const erased = new Uint8Array(18);
    eraseSquare(erased, squareAt({x: 3, y: 2}, 1, colours), colours);
    assert.deepEqual([...erased], [...new Uint8Array(15), 1, 1, 1]);
    const {bytes, hole} = damage(new Uint8Array(18).fill(9), {kind: 'erase', amount: 0, seed: 1, erased});
    assert.deepEqual([...bytes], [...new Uint8Array(15).fill(9), 0, 0, 0]);
    assert.deepEqual(hole, erased);
});

test('errors are told apart by where the damage was', () => {
    const hole = Uint8Array.of(1, 1, 0, 0);
    const scores = scoresOf(Uint8Array.of(0, 0, 255, 255), Uint8Array.of(255, 0, 255, 204), hole);
    assert.equal(scores.inside, 0.5);
    assert.ok(Math.abs(Number(scores.outside) - 0.02) < 1e-12);
    assert.deepEqual(scoresOf(Uint8Array.of(1), Uint8Array.of(1), Uint8Array.of(1)), {inside: 0, outside: null});
    assert.deepEqual(scoresOf(Uint8Array.of(1), Uint8Array.of(1), Uint8Array.of(0)), {inside: null, outside: 0});
});

test('a filling goes into the hole alone', () => {
    assert.deepEqual([...filled(Uint8Array.of(1, 2, 3), Uint8Array.of(0, 1, 0), Uint8Array.of(7, 8, 9))], [1, 8, 3]);
});

test('the mean example is that of each value, and black without any', () => {
    const extent = {width: 2, height: 1, channels: 1};
    assert.deepEqual([...meanExample(Uint8Array.of(0, 10, 1, 30, 5, 20), extent)], [2, 20]);
    assert.deepEqual([...meanExample(new Uint8Array(), extent)], [0, 0]);
});

test('the best is the least error, shared where several are, and none is where there is nothing to compare', () => {
    assert.deepEqual(bestOf([0.3, 0.1, null]), [false, true, false]);
    assert.deepEqual(bestOf([0.1, 0.1, 0.2]), [true, true, false]);
    assert.deepEqual(bestOf([null, null]), [false, false]);
    assert.deepEqual(bestOf([0.1]), [false]);
});
