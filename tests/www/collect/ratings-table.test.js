import assert from 'node:assert/strict';
import {test} from 'node:test';
import {THINGS, headerOf, ratingsCsv} from '../../../www/collect/ratings-table.js';

test('a person is a row, a thing a column, and an unknown rating an empty cell', () => {
    assert.equal(ratingsCsv(['Tea', 'Cake'], [[5, null], [null, 1]]), 'Tea,Cake\r\n5,\r\n,1\r\n');
});

test('names with commas, quotes and line ends stay one column', () => {
    assert.equal(ratingsCsv(['Tea, black', 'The "best"'], []), '"Tea, black","The ""best"""\r\n');
});

test('no name of a column is empty or there twice', () => {
    assert.deepEqual(headerOf(['Tea', ' Tea ', '', 'Tea', 'Tea (2)']), ['Tea', 'Tea (2)', 'Thing 3', 'Tea (3)', 'Tea (2) (2)']);
});

test('there are twelve different things to begin with', () => {
    assert.deepEqual([THINGS.length, new Set(THINGS).size], [12, 12]);
});
