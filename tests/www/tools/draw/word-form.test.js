import assert from 'node:assert/strict';
import {test} from 'node:test';
import {wordFrom} from '../../../../www/tools/draw/word-form.js';

const ALPHABET = ['a', 'é', 'z', '·'];

test('a word is a one-hot letter a place, with ends up to the last one', () => {
    const found = wordFrom(' Éz ', ALPHABET, 3);
    assert.deepEqual('example' in found && [...found.example], [0, 255, 0, 0, 0, 0, 255, 0, 0, 0, 0, 255]);
});

test('a letter that the examples do not have, and a word that is too long, are named with the remedy', () => {
    const odd = wordFrom('ab', ALPHABET, 3);
    assert.match('why' in odd ? odd.why : '', /no “b”. Their letters: aéz\./);
    const end = wordFrom('a·', ALPHABET, 3);
    assert.match('why' in end ? end.why : '', /no “·”/);
    const long = wordFrom('aaaa', ALPHABET, 3);
    assert.match('why' in long ? long.why : '', /has 3 letters; “aaaa” has 4/);
});
