import assert from 'node:assert/strict';
import {test} from 'node:test';
import {cellsOf, rowText} from '../../../www/examples/table-cells.js';
import {penguins, rowOf} from '../support/table.js';

const {columns} = penguins;
const input = rowOf(39.1, 1, 0, 0, 3750, 4);

/** @param {Uint8Array} bytes @param {Partial<import('../../../www/examples/table-cells.js').Row>} [row] */
const cells = (bytes, row) => cellsOf({role: 'input', bytes, columns, ...row});

test('cells have the names of their columns, and values in units with the digits that matter', () => {
    assert.deepEqual(cells(input).map(({name, text}) => [name, text]), [['bill', '39.1'], ['species', 'Adelie'], ['mass', '3750'], ['stars', '4']]);
    assert.deepEqual(cells(rowOf(-3.04, 0, 0, 1, 3749.6, 2.26)).map(({text}) => text), ['−3', 'Gentoo', '3750', '2.3']);
});

test('a number in tiny or huge units keeps its size', () => {
    const tiny = {name: 'tiny', kind: /** @type {const} */ ('number'), mean: 0, deviation: 1e-7};
    assert.deepEqual(cellsOf({role: 'input', bytes: rowOf(2.5e-7), columns: [tiny]})[0].text, '2.50e−7');
    assert.equal(cellsOf({role: 'input', bytes: rowOf(3e9), columns: [{...tiny, deviation: 1e9}]})[0].text, '3.00e+9');
});

test('what is not known is a question mark', () => {
    const found = cells(rowOf(NaN, NaN, NaN, NaN, NaN, NaN), {role: 'output', input});
    for (const {text, isKnown, isWrong, isGuess} of found) assert.deepEqual([text, isKnown, isWrong, isGuess], ['?', false, false, false]);
});

test('a category is its most probable name, the first of equals, as strong as it is probable', () => {
    const [, species] = cells(rowOf(39, 0.25, 0.375, 0.375, 4000, 3));
    assert.deepEqual([species.text, species.share, species.strip], ['Chinstrap', 0.375, [1 / 3, 2 / 3]]);
});

test('another name is wrong, and a number or rating that is off by more than half a unit', () => {
    const right = cells(rowOf(41.5, 0.5, 0.25, 0.25, 4100, 4.5), {role: 'output', input});
    assert.deepEqual(right.map(({isWrong}) => isWrong), [false, false, false, false]);
    const wrong = cells(rowOf(41.7, 0.25, 0.5, 0.25, 3300, 3.4), {role: 'output', input});
    assert.deepEqual(wrong.map(({isWrong}) => isWrong), [true, true, true, true]);
    assert.ok(cells(rowOf(99, 0, 0, 1, 0, 1)).every(({isWrong}) => !isWrong), 'without an input nothing is wrong');
});

test('a cell that is not known in the input is a guess of the model, right or wrong', () => {
    const gaps = rowOf(39.1, NaN, NaN, NaN, NaN, 4);
    const found = cells(rowOf(99, 0.5, 0.25, 0.25, 3300, 4), {role: 'output', input: gaps});
    assert.deepEqual(found.map(({isGuess}) => isGuess), [false, true, true, false]);
    assert.deepEqual(found.map(({isWrong}) => isWrong), [true, false, false, false]);
});

test('errors are in standard deviations, probability and points, and none where the input is not known', () => {
    const errors = rowOf(0.5, 0.25, 0.25, 0, 9, 1);
    assert.deepEqual(cells(errors, {role: 'error'}).map(({text, share}) => [text, share]), [['0.5 σ', 0.25], ['0.25', 0.25], ['9 σ', 1], ['1', 0.5]]);
    const gaps = rowOf(NaN, 1, 0, 0, 3750, NaN);
    assert.deepEqual(cells(errors, {role: 'error', input: gaps}).map(({text}) => text), ['', '0.25', '9 σ', '']);
});

test('positions in a range stay within it', () => {
    assert.deepEqual(cells(rowOf(44, 1, 0, 0, 9e5, 7)).map(({share}) => share), [0.5, 1, 1, 1]);
    assert.deepEqual(cells(rowOf(31.5, 1, 0, 0, -9e5, 2)).map(({share}) => share), [0, 1, 0, 0.25]);
});

test('a row in words says what is wrong, guessed and not known', () => {
    const gaps = rowOf(39.1, NaN, NaN, NaN, 3750, NaN);
    assert.equal(rowText({role: 'input', bytes: gaps, columns}), 'bill: 39.1; species: not known; mass: 3750; stars: not known');
    assert.equal(rowText({role: 'output', bytes: rowOf(49, 0, 0, 1, 3800, 2), input: gaps, columns}),
        'bill: 49, wrong; species: Gentoo, a guess; mass: 3800; stars: 2, a guess');
});
