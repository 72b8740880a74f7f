import assert from 'node:assert/strict';
import {test} from 'node:test';
import {dataDifference} from '../../../www/runs/data-differences.js';

/** @param {string} key @param {object} [reading] @param {string} [name] @returns {any} */
const on = (key, reading, name = 'birds.csv') => ({dataset: {key, name}, config: {dataset: 'file', ...reading && {reading}}});

test('the same examples do not differ, however they were read', () => {
    assert.equal(dataDifference(on('1', {invert: 'yes'}), on('1')), '');
});

test('data of one name were read in another way, or have other contents', () => {
    assert.equal(dataDifference(on('1', {labelColumn: '3', columns: {island: 'out'}}), on('2', {labelColumn: '3'})),
        'its data were read in another way: column island out, not automatic');
    assert.equal(dataDifference(on('1', {labelColumn: 'none', classes: ['a', 'b']}), on('2', {labelColumn: '3'})),
        'its data were read in another way: label column none, not 3; classes a and b, not automatic');
    assert.equal(dataDifference(on('1', {invert: 'no', labelColumn: '1'}), on('2', {labelColumn: 'none'})),
        'its data were read in another way: label column 1, not none; invert no, not automatic');
    const columns = {a: 'out', b: 'out', c: 'out', d: 'out', e: 'out'};
    assert.match(dataDifference(on('1', {columns}), on('2')), /column c out, not automatic; and 2 more$/);
    assert.equal(dataDifference(on('1', {invert: 'yes'}), on('2', {invert: 'yes'})), 'other contents in birds.csv');
});

test('other data are named, and those of another seed are of the same kind', () => {
    assert.equal(dataDifference(on('1', {}, 'fish.csv'), on('2')), 'other data: fish.csv');
    /** @type {any} */
    const [one, other] = ['1', '2'].map((key) => ({dataset: {key, name: 'Drawn strokes'}, config: {dataset: 'strokes'}}));
    assert.equal(dataDifference(one, other), 'other examples of the same data');
});
