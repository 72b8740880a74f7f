import assert from 'node:assert/strict';
import {test} from 'node:test';
import {floatsOf, joined} from '../../../../www/examples/buffer.js';
import {maskedAtRandom, withoutCells} from '../../../../www/tools/repair/cell-erasing.js';
import {filledRow, meanRow, repairsOf} from '../../../../www/tools/repair/cell-repairs.js';
import {penguins, rowOf} from '../../support/table.js';

const {columns} = penguins;
const truth = rowOf(39, 1, 0, 0, 3800, NaN);
const isErased = [false, true, true, true];

test('the numbers of an erased cell are not known, and all others stay', () => {
    const {corrupted, mask} = withoutCells(truth, columns, [false, true, true, false]);
    assert.deepEqual([...floatsOf(corrupted)], [39, NaN, NaN, NaN, NaN, NaN]);
    assert.deepEqual([...mask], [0, 1, 1, 1, 1, 0]);
    assert.deepEqual([...floatsOf(truth)], [39, 1, 0, 0, 3800, NaN], 'the row itself is kept');
});

test('the mean row is over what is known, and has the share of each name', () => {
    const mean = meanRow(joined([truth, rowOf(NaN, 0, 0, 1, 4200, 2), rowOf(41, 1, 0, 0, NaN, 4), rowOf(40, 1, 0, 0, NaN, NaN)]), penguins);
    assert.deepEqual([...floatsOf(mean)], [40, 0.75, 0, 0.25, 4000, 3]);
    assert.deepEqual([...floatsOf(filledRow(rowOf(39, NaN, NaN, NaN, 3800, NaN), Uint8Array.of(0, 1, 1, 1, 0, 0), mean))], [39, 0.75, 0, 0.25, 3800, NaN]);
});

test('each erased cell has what was right, what the model fills in, and the mean, with their errors', () => {
    const found = repairsOf({truth, output: rowOf(0, 0.25, 0.5, 0.25, 4200, 3), mean: rowOf(0, 0.75, 0, 0.25, 3000, 2)}, isErased, penguins);
    assert.deepEqual(found, [
        {name: 'species', right: 'Adelie', model: {text: 'Chinstrap', error: 0.75}, mean: {text: 'Adelie', error: 0.25}},
        {name: 'mass', right: '3800', model: {text: '4200', error: 0.5}, mean: {text: '3000', error: 1}},
        {name: 'stars', right: '?', model: {text: '3', error: null}, mean: {text: '2', error: null}},
    ]);
});

test('masking noise hides about a fraction of the cells, the same for a seed', () => {
    const masked = maskedAtRandom(1000, 0.3, 0.017);
    const count = masked.filter(Boolean).length;
    assert.ok(count > 250 && count < 350, String(count));
    assert.deepEqual(maskedAtRandom(1000, 0.3, 0.017), masked);
    assert.notDeepEqual(maskedAtRandom(1000, 0.3, 0.018), masked);
    assert.deepEqual(maskedAtRandom(3, 0, 0.5), [false, false, false]);
    assert.deepEqual(maskedAtRandom(3, 1, 0.5), [true, true, true]);
});
