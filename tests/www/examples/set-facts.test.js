import assert from 'node:assert/strict';
import {test} from 'node:test';
import {MADE_SETS, isFetched} from '../../../www/examples/set-facts.js';
import {SCHEMA} from '../../../www/settings/schema.js';

test('each line about a made set belongs to a data set that is not fetched, and says what to look for', () => {
    const values = SCHEMA.fields.find(({name}) => name === 'dataset')?.choices?.map(({value}) => value) ?? [];
    for (const [source, words] of Object.entries(MADE_SETS)) {
        assert.ok(values.includes(source) && !isFetched(source), source);
        assert.match(words, /Look for/);
    }
});
