import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createLocalStore} from '../../../www/ui/local-store.js';
import {fakeStorage} from '../support/fake-storage.js';

/** @param {any} value */
const asIs = (value) => value;

test('texts and values are kept under their keys until they are removed', () => {
    const {storage} = fakeStorage();
    const store = createLocalStore(storage);
    assert.equal(store.writeText('page.theme', 'dark'), '');
    assert.equal(store.write('page.list', [1, 2]), '');
    const again = createLocalStore(storage);
    assert.equal(again.text('page.theme'), 'dark');
    assert.deepEqual(again.value('page.list', asIs), [1, 2]);
    assert.deepEqual(again.keys('page.'), ['page.theme', 'page.list']);
    store.remove('page.theme');
    assert.equal(again.text('page.theme'), null);
});

test('a text that is no JSON, and one that the check refuses, are no value', () => {
    const store = createLocalStore(fakeStorage().storage);
    store.writeText('odd', 'nonsense');
    store.write('wrong', {});
    assert.equal(store.value('odd', asIs), null);
    assert.equal(store.value('wrong', (value) => value.filter(Boolean)), null);
    assert.equal(store.value('absent', asIs), null);
});

test('a full storage and a forbidden one say so and never throw', () => {
    const full = createLocalStore(fakeStorage({room: 10}).storage);
    assert.equal(full.writeText('key', 'much too long for it'), 'full');
    const forbidden = createLocalStore(fakeStorage({forbidden: true}).storage);
    assert.equal(forbidden.writeText('key', 'text'), 'forbidden');
    assert.equal(forbidden.text('key'), null);
    assert.deepEqual(forbidden.keys(''), []);
    forbidden.remove('key');
});
