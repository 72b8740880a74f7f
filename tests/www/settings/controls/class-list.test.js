import assert from 'node:assert/strict';
import {test} from 'node:test';
import {classesOf} from '../../../../www/settings/controls/class-list.js';
import {parseHash} from '../../../../www/settings/url-hash.js';
import {SCHEMA as schema} from '../../../../www/settings/schema.js';
import {valueInWords} from '../../../../www/settings/store.js';

test('numbers of classes are read in any order and spelling, each once', () => {
    assert.deepEqual(classesOf('3, 0;3 12'), [0, 3, 12]);
    assert.deepEqual(classesOf('  '), []);
});

test('what is no number of a class is refused', () => {
    for (const text of ['zero', '1.5', '-1', '0-3', '1,x']) assert.equal(classesOf(text), null, text);
});

test('normal classes stand in the address and in words', () => {
    assert.deepEqual(parseHash(schema, '#v=2&normalClasses=0,3'), {config: {normalClasses: [0, 3]}, problems: []});
    assert.equal(parseHash(schema, '#v=2&normalClasses=300').problems.length, 1);
    const field = /** @type {any} */ (schema.fields.find(({name}) => name === 'normalClasses'));
    assert.equal(valueInWords(field, []), 'all');
    assert.equal(valueInWords(field, [0, 3]), '0, 3');
});
