import assert from 'node:assert/strict';
import {test} from 'node:test';
import {over, spansOf} from '../../../www/scatter/dot-raster.js';

/** @param {number} red @param {number} green @param {number} blue @param {number} alpha */
const pixel = (red, green, blue, alpha) => (alpha << 24 | blue << 16 | green << 8 | red) >>> 0;
const parts = (/** @type {number} */ value) => [value & 255, value >>> 8 & 255, value >>> 16 & 255, value >>> 24];

/** Exact alpha compositing in fractions. @param {number} above @param {number} below */
function exactly(above, below) {
    const [a, b] = [parts(above), parts(below)];
    const [alpha, rest] = [a[3] / 255, b[3] / 255 * (1 - a[3] / 255)];
    return [...[0, 1, 2].map((c) => (a[c] * alpha + b[c] * rest) / (alpha + rest)), 255 * (alpha + rest)];
}

test('one pixel over another is what compositing says, to three levels', () => {
    const values = [0, 3, 100, 200, 255];
    for (const red of values) {
        for (const alpha of [1, 60, 128, 200, 254]) {
            for (const beneath of [1, 90, 254, 255]) {
                const [above, below] = [pixel(red, 255 - red, 40, alpha), pixel(20, red, 250, beneath)];
                const found = parts(over(above, alpha, below));
                exactly(above, below).forEach((value, c) => assert.ok(Math.abs(found[c] - value) <= 3, `${parts(above)} over ${parts(below)}: ${found}, not ${exactly(above, below)}`));
            }
        }
    }
});

test('the spans of a stamp leave out what is clear at both ends of a row', () => {
    assert.deepEqual([...spansOf(Uint32Array.of(0, 5, 0, 0, 0, 0, 7, 0, 8), 3)], [1, 2, 0, 0, 0, 3]);
});
