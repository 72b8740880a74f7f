// Choices of reading that the preview collects.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {setChoice} from '../../../www/examples/preview-choices.js';

test('kinds of columns stand in a list of their own, by the whole name', () => {
    const reading = {};
    setChoice(reading, 'columns.bill.mm', 'category');
    setChoice(reading, 'columns.island', 'out');
    setChoice(reading, 'stretch', 'yes');
    assert.deepEqual(reading, {columns: {'bill.mm': 'category', island: 'out'}, stretch: 'yes'});
});

test('what is automatic is left out, and classes are all where none is named', () => {
    const reading = {columns: {island: 'out'}, stretch: 'yes', classes: ['a']};
    const before = reading.columns;
    setChoice(reading, 'columns.island', 'auto');
    setChoice(reading, 'stretch', 'auto');
    setChoice(reading, 'classes', []);
    assert.deepEqual(reading, {columns: {}});
    assert.deepEqual(before, {island: 'out'}, 'options that are being read stay as they are');
});
