import assert from 'node:assert/strict';
import {test} from 'node:test';
import {pastedInWords, readPasted} from '../../../www/collect/pasted.js';

test('lines of letters are words, each counted once as the core does', () => {
    assert.deepEqual(readPasted("Anna\r\nanna \n\nO'Neil\nAnna Maria\n王芳"), {kind: 'words', count: 4, columns: 1});
    assert.equal(readPasted(`short\n${'x'.repeat(25)}`).count, 1, 'a longer word is left out');
});

test('numbers and separators make a table; a header above numbers is no row', () => {
    assert.deepEqual(readPasted('a\tb\n1\t2,5\n3\t4,5'), {kind: 'table', count: 2, columns: 2});
    assert.deepEqual(readPasted('1;2;3\n4;5;6'), {kind: 'table', count: 2, columns: 3});
    assert.deepEqual(readPasted('x,kind\n-1.5e3,cat\n2,dog\n'), {kind: 'table', count: 2, columns: 2});
    assert.deepEqual(readPasted('1 2  3\n4 5 6'), {kind: 'table', count: 2, columns: 3});
    assert.deepEqual(readPasted('cat\tdog\nowl\tfox'), {kind: 'table', count: 2, columns: 2});
});

test('an empty text holds nothing', () => {
    for (const text of ['', ' \n\n\t']) {
        assert.equal(readPasted(text).count, 0);
        assert.equal(pastedInWords(readPasted(text)), 'Nothing yet.');
    }
});

test('what was found is said with its number', () => {
    assert.equal(pastedInWords(readPasted('cat\ndog')), 'Read as 2 different words, one a line.');
    assert.equal(pastedInWords(readPasted('1,2\n3,4\n5,6')), 'Read as a table of 3 rows and 2 columns.');
});
