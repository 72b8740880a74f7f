import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {test} from 'node:test';
import {MIN_EXAMPLES, lackInWords} from '../../../www/collect/enough.js';

test('the page asks for as many examples as the core does', async () => {
    const limits = await readFile(new URL('../../../src/data/limits.rs', import.meta.url), 'utf8');
    assert.equal(MIN_EXAMPLES, Number(limits.match(/MIN_EXAMPLES: usize = (\d+);/)?.[1]));
});

test('it is said how many are missing, up to the last one', () => {
    assert.equal(lackInWords({count: 0, noun: 'pictures'}), '0 of at least 50 pictures: 50 more are needed.');
    assert.match(lackInWords({count: 49, noun: 'words'}), /^49 of at least 50 words: 1 more is needed\.$/);
    assert.equal(lackInWords({count: 50, noun: 'words'}), '');
});

test('another problem is said as well, and with enough examples too', () => {
    assert.match(lackInWords({count: 3, noun: 'pictures', problem: 'No name.'}), /47 more .* No name\.$/);
    assert.equal(lackInWords({count: 60, noun: 'pictures', problem: 'No name.'}), 'No name.');
});
