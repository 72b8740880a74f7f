import assert from 'node:assert/strict';
import {test} from 'node:test';
import {defaultNormal} from '../../../../www/tools/anomalies/class-picker.js';

test('the default normal class has examples', () => {
    const classes = ['0', '1', '2'];
    assert.deepEqual(defaultNormal({source: 'file', classes}, Uint8Array.of(2, 1, 2)), [1]);
    assert.deepEqual(defaultNormal({source: 'file', classes}, Uint8Array.of(255, 2, 255)), [2], 'an unknown one is no class');
    assert.deepEqual(defaultNormal({source: 'file', classes}, Uint8Array.of(255)), [0]);
    assert.deepEqual(defaultNormal({source: 'signals', classes}, Uint8Array.of(2)), [0, 1]);
});
