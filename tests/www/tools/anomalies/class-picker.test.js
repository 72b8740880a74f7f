import assert from 'node:assert/strict';
import {test} from 'node:test';
import {defaultNormal, summaryOf} from '../../../../www/tools/anomalies/class-picker.js';

test('the default normal class has examples', () => {
    const classes = ['0', '1', '2'];
    assert.deepEqual(defaultNormal({source: 'file', classes}, Uint8Array.of(2, 1, 2)), [1]);
    assert.deepEqual(defaultNormal({source: 'file', classes}, Uint8Array.of(255, 2, 255)), [2], 'an unknown one is no class');
    assert.deepEqual(defaultNormal({source: 'file', classes}, Uint8Array.of(255)), [0]);
    assert.deepEqual(defaultNormal({source: 'signals', classes}, Uint8Array.of(2)), [0, 1]);
});

test('of many classes the fold says how many are chosen, and names the first', () => {
    assert.equal(summaryOf([], 62), '0 of 62 classes');
    assert.equal(summaryOf(['digit 0', 'A'], 62), '2 of 62 classes: digit 0, A');
    assert.equal(summaryOf(['a', 'b', 'c', 'd'], 47), '4 of 47 classes: a, b, c…');
});
