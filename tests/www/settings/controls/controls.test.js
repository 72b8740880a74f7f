import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fromSlider, limitsInWords, readTyped, spanOf, toSlider} from '../../../../www/settings/controls/slider-scale.js';
import {significant, compact, ticks} from '../../../../www/ui/format.js';
import {barHeights} from '../../../../www/cards/network-diagram.js';
import {schema} from '../../support/schema.js';

/** @param {string} name */
const span = (name) => spanOf(/** @type {any} */ (schema.fields.find((field) => field.name === name)));

test('a slider reaches both ends of its range', () => {
    for (const name of ['latent', 'learningRate', 'momentum']) {
        const it = /** @type {any} */ (span(name));
        assert.equal(fromSlider(0, it), it.min);
        assert.equal(fromSlider(1000, it), it.max);
        assert.equal(toSlider(it.min, it), 0);
        assert.equal(toSlider(it.max, it), 1000);
    }
});

test('a logarithmic slider gives each power of ten the same room', () => {
    const it = /** @type {any} */ (span('learningRate'));
    const places = [1e-5, 1e-4, 1e-3, 1e-2].map((rate) => toSlider(rate, it));
    const steps = places.slice(1).map((place, i) => place - places[i]);
    assert.ok(Math.max(...steps) - Math.min(...steps) <= 1, String(steps));
});

test('a slider for whole numbers gives whole numbers and reaches all of them', () => {
    const it = /** @type {any} */ (span('latent'));
    const reached = new Set(Array.from({length: 1001}, (_, i) => fromSlider(i, it)));
    assert.deepEqual([...reached], Array.from({length: 64}, (_, i) => i + 1));
});

test('there is no slider for a range that no hand could aim in', () => {
    assert.equal(span('seed'), null);
});

test('half a number is no number yet', () => {
    const limits = {min: 1, max: 64, whole: true};
    for (const text of ['', '-', '2.5', '1e', '0', '65', 'two']) assert.equal(readTyped(text, limits), null, text);
    assert.equal(readTyped(' 16 ', limits), 16);
    assert.equal(readTyped('1e-3', {whole: false}), 0.001);
    assert.equal(readTyped('0,5', {whole: false}), 0.5);
});

test('limits are sentences', () => {
    assert.equal(limitsInWords({min: 1, max: 64, whole: true}), 'Type a whole number from 1 to 64.');
});

test('losses are written with three digits that matter', () => {
    assert.deepEqual([0.041234, 12.345, 1.234e-7, NaN, Infinity, 0].map(significant), ['0.0412', '12.3', '1.23e−7', '–', 'infinite', '0']);
    assert.deepEqual([12, 1234, 12_345].map(compact), ['12', '1,230', '12.3K']);
});

test('ticks are round numbers inside the range', () => {
    assert.deepEqual(ticks(-0.23, 1.1, 5), [0, 0.5, 1]);
    assert.deepEqual(ticks(0, 10, 5), [0, 2, 4, 6, 8, 10]);
    assert.deepEqual(ticks(1, 1, 5), []);
});

test('a wider layer has a taller bar, and a layer of one unit is visible next to one of 784', () => {
    const heights = barHeights([784, 256, 1]);
    assert.ok(heights[0] > heights[1] && heights[1] > heights[2] && heights[2] > 0.03);
    assert.equal(heights[0], 1);
});
