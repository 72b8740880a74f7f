import assert from 'node:assert/strict';
import {test} from 'node:test';
import {MADE_SETS, SET_FACTS, isFetched} from '../../../www/examples/set-facts.js';
import {SCHEMA} from '../../../www/settings/schema.js';

test('each data set but a file of one\'s own has a line that says what to look for', () => {
    const values = SCHEMA.fields.find(({name}) => name === 'dataset')?.choices?.map(({value}) => value) ?? [];
    assert.deepEqual([...Object.keys(MADE_SETS), ...Object.keys(SET_FACTS)].sort(), values.filter((value) => value !== 'file').sort());
    for (const source of Object.keys(MADE_SETS)) assert.ok(!isFetched(source), source);
    for (const words of [...Object.values(MADE_SETS), ...Object.values(SET_FACTS).map(({look}) => look)]) assert.match(words, /Look for/);
});
