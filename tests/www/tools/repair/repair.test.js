import assert from 'node:assert/strict';
import {test} from 'node:test';
import {eraseSquare, erased, squareAt} from '../../../../www/tools/repair/erasing.js';
import {bestOf, filled, meanExample, scoresOf} from '../../../../www/tools/repair/scores.js';

const grid = {width: 6, height: 4, channels: 1};

test('a square is erased in all channels, and never leaves the image', () => {
    assert.deepEqual(squareAt({x: 0, y: 0}, 3, grid), {left: 0, top: 0, side: 3});
    assert.deepEqual(squareAt({x: 5.9, y: 3.9}, 3, grid), {left: 3, top: 1, side: 3});
    assert.deepEqual(squareAt({x: 3, y: 2}, 2, grid), {left: 2, top: 1, side: 2});
    assert.deepEqual(squareAt({x: 3, y: 0.5}, 3, {width: 140, height: 1, channels: 1}), {left: 2, top: 0, side: 3});
    const colours = {width: 3, height: 2, channels: 3};
    const marked = new Uint8Array(18);
    eraseSquare(marked, squareAt({x: 3, y: 2}, 1, colours), colours);
    assert.deepEqual([...marked], [...new Uint8Array(15), 1, 1, 1]);
    const {examples, mask} = erased(new Uint8Array(18).fill(9), marked);
    assert.deepEqual([...examples], [...new Uint8Array(15).fill(9), 0, 0, 0]);
    assert.deepEqual(mask, marked);
});

test('errors inside and outside of the corruption are kept apart', () => {
    const mask = Uint8Array.of(1, 1, 0, 0);
    const scores = scoresOf(Uint8Array.of(0, 0, 255, 255), Uint8Array.of(255, 0, 255, 204), mask);
    assert.equal(scores.inside, 0.5);
    assert.ok(Math.abs(Number(scores.outside) - 0.02) < 1e-12);
    assert.deepEqual(scoresOf(Uint8Array.of(1), Uint8Array.of(1), Uint8Array.of(1)), {inside: 0, outside: null});
    assert.deepEqual(scoresOf(Uint8Array.of(1), Uint8Array.of(1), Uint8Array.of(0)), {inside: null, outside: 0});
});

test('a filling replaces corrupted values alone', () => {
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
