import assert from 'node:assert/strict';
import {test} from 'node:test';
import {cellErrors, countOf, differenceOf, exampleAt, examplesOf, findExample, floatsOf, joined, meanErrorOf, strideOf} from '../../../www/examples/buffer.js';
import {penguins, rowOf} from '../support/table.js';

const grey = {width: 2, height: 1, channels: 1};
const adelie = rowOf(39, 1, 0, 0, 3800, 4);
const unknown = rowOf(NaN, NaN, NaN, NaN, 4000, NaN);

test('an example of a table has four bytes a number, any other has one', () => {
    assert.deepEqual([strideOf(grey), strideOf(penguins)], [2, 24]);
    const both = joined([adelie, unknown]);
    assert.equal(countOf(both, penguins), 2);
    assert.deepEqual([...floatsOf(exampleAt(both, penguins, 1))], [NaN, NaN, NaN, NaN, 4000, NaN]);
});

test('numbers are read wherever their bytes lie in a buffer', () => {
    const shifted = new Uint8Array(25);
    shifted.set(adelie, 1);
    assert.deepEqual([...floatsOf(shifted.subarray(1))], [39, 1, 0, 0, 3800, 4]);
});

test('a row is found among others, cells that are not known included', () => {
    const rows = joined([adelie, unknown]);
    assert.deepEqual(examplesOf(rows, penguins).map((row) => findExample(row, rows, penguins)), [0, 1]);
    assert.equal(findExample(rowOf(39, 1, 0, 0, 3801, 4), rows, penguins), -1);
});

test('the difference of rows is in standard deviations, and nothing where one is not known', () => {
    const output = rowOf(41.5, 0.75, 0.25, 0, 3000, 4.5);
    assert.deepEqual([...floatsOf(differenceOf(output, adelie, penguins))], [0.5, 0.25, 0.25, 0, 1, 0.5]);
    assert.deepEqual([...floatsOf(differenceOf(output, unknown, penguins))], [NaN, NaN, NaN, NaN, 1.25, NaN]);
    assert.deepEqual([...differenceOf(Uint8Array.of(3, 250), Uint8Array.of(5, 200), grey)], [2, 50]);
});

test('the error of a category is what the right name lacks to certain', () => {
    const rows = joined([adelie, adelie]);
    const outputs = joined([rowOf(39, 0.25, 0.25, 0.5, 3800, 4), rowOf(44, 1, 0, 0, 3800, 2)]);
    assert.deepEqual(cellErrors(differenceOf(outputs, rows, penguins), penguins), [0, 0.75, 0, 0, 1, 0, 0, 2]);
});

test('the mean error is that of a pixel from 0 to 1, or that of a known cell', () => {
    assert.equal(meanErrorOf(Uint8Array.of(0, 255), Uint8Array.of(255, 255), grey), 0.5);
    const outputs = joined([rowOf(44, 0.5, 0.5, 0, 3800, 4), rowOf(9, 1, 0, 0, 4400, 9)]);
    assert.equal(meanErrorOf(joined([adelie, unknown]), outputs, penguins), (1 + 0.5 + 0 + 0 + 0.5) / 5);
});
