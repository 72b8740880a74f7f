import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fitTiles} from '../../../www/examples/layout.js';

/** @param {number} side */
const image = (side) => ({kind: /** @type {const} */ ('image'), width: side, height: side, channels: 1});
const signal = {kind: /** @type {const} */ ('sequence'), width: 140, height: 1, channels: 1};
const wide = {room: 1000, gap: 4, ratio: 1};

test('a few tiles are as large as they may be', () => {
    assert.deepEqual(fitTiles(image(8), {...wide, columns: 3}), {width: 96, height: 96, perLine: 3, lines: 1});
    assert.deepEqual(fitTiles(image(28), {...wide, columns: 3}), {width: 84, height: 84, perLine: 3, lines: 1});
    assert.equal(fitTiles(signal, {...wide, columns: 2}).width, 200);
});

test('more tiles shrink, and go on below before they become too small to see', () => {
    assert.deepEqual(fitTiles(image(8), {...wide, columns: 14}), {width: 64, height: 64, perLine: 14, lines: 1});
    assert.deepEqual(fitTiles(image(28), {...wide, columns: 16}), {width: 56, height: 56, perLine: 16, lines: 1});
    assert.deepEqual(fitTiles(image(28), {...wide, columns: 20}), {width: 56, height: 56, perLine: 16, lines: 2});
});

test('no line is wider than its room, whatever the format and the screen', () => {
    for (const format of [image(8), image(28), image(32), image(64), signal]) {
        for (const ratio of [1, 1.5, 2, 3]) {
            for (const room of [120, 334, 1000]) {
                for (let columns = 1; columns <= 40; columns++) {
                    const {width, perLine, lines} = fitTiles(format, {columns, room, gap: 4, ratio});
                    const what = `${columns} of ${format.width} in ${room} at ${ratio}`;
                    assert.ok(perLine * (width + 4) - 4 <= room + 1e-9, `${what}: ${perLine} of ${width}`);
                    assert.ok(perLine * lines >= columns, `${what}: all of them`);
                }
            }
        }
    }
});
