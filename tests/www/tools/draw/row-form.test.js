import assert from 'node:assert/strict';
import {test} from 'node:test';
import {floatsOf} from '../../../../www/examples/buffer.js';
import {rowFrom} from '../../../../www/tools/draw/row-form.js';
import {penguins} from '../../support/table.js';

/** @param {string[]} texts */
const numbers = (texts) => {
    const row = rowFrom(penguins.columns, texts);
    return row && [...floatsOf(row)];
};

test('a form becomes a row, and what is left empty is not known', () => {
    assert.deepEqual(numbers(['39.5', '2', '3800', '4']), [39.5, 0, 0, 1, 3800, 4]);
    assert.deepEqual(numbers(['', '0', '', '']), [NaN, 1, 0, 0, NaN, NaN]);
    assert.deepEqual(numbers(['0', '', '-1', '']), [0, NaN, NaN, NaN, -1, NaN]);
});

test('an empty form is no row', () => {
    assert.equal(numbers(['', '', '', '']), null);
});
