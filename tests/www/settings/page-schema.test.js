import assert from 'node:assert/strict';
import {test} from 'node:test';
import {coreConfig} from '../../../www/protocol/core-config.js';
import {PAGE_SCHEMA} from '../../../www/settings/page-schema.js';
import {configOf} from '../../../www/settings/presets.js';
import {SCHEMA} from '../../../www/settings/schema.js';
import {defaultsOf} from '../../../www/settings/store.js';
import {formatHash, parseHash} from '../../../www/settings/url-hash.js';

test('the address holds the setting "Exactly repeatable", and leaves it out by default', () => {
    const config = {...defaultsOf(PAGE_SCHEMA), repeatable: 'yes'};
    assert.equal(formatHash(PAGE_SCHEMA, config), '#v=2&repeatable=yes');
    assert.deepEqual(parseHash(PAGE_SCHEMA, '#v=2&repeatable=yes'), {config: {repeatable: 'yes'}, problems: []});
    assert.equal(formatHash(PAGE_SCHEMA, defaultsOf(PAGE_SCHEMA)), '#v=2');
});

test('the core gets its own settings, and no other', () => {
    assert.deepEqual(Object.keys(coreConfig(defaultsOf(PAGE_SCHEMA))), SCHEMA.fields.map(({name}) => name));
});

test('a preset leaves a run repeatable', () => {
    const values = {...defaultsOf(PAGE_SCHEMA), repeatable: 'yes'};
    assert.equal(configOf(PAGE_SCHEMA, PAGE_SCHEMA.presets[0], values).repeatable, 'yes');
});
