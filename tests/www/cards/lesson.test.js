import assert from 'node:assert/strict';
import {test} from 'node:test';
import {readFile} from 'node:fs/promises';
import {LESSON} from '../../../www/cards/lesson.js';
import {penguins} from '../support/table.js';

/** @type {any} */
const table = {...penguins, source: 'penguins', name: 'Penguins', classes: ['a', 'b']};
/** @type {any} */
const names = {kind: 'word', source: 'names', name: 'Names', width: 10, height: 1, channels: 28, columns: [], classes: []};
/** @type {any} */
const mnist = {kind: 'image', source: 'mnist', name: 'MNIST', width: 28, height: 28, channels: 1, columns: [], classes: ['0', '1']};

test('every sentence of the introduction that depends on the data is known, and no other', async () => {
    const page = await readFile(new URL('../../../index.html', import.meta.url), 'utf8');
    const places = [...page.matchAll(/data-lesson="(\w+)"/g)].map(([, name]) => name);
    assert.deepEqual(places, Object.keys(LESSON));
});

test('sentences have the words of the data, and speak of digits only where there are any', () => {
    assert.match(LESSON.size(table), /^A row of Penguins has 4 cells\. .* each row\./);
    assert.match(LESSON.size(names), /^A word of Names has 10 places for a letter/);
    assert.match(LESSON.size(mnist), /^A picture of MNIST has 784 pixels/);
    assert.match(LESSON.latent(mnist), /0 and 1 move apart/);
    assert.match(LESSON.recon(mnist), /round and straight digits/);
    for (const dataset of [table, names, {...mnist, source: 'fashion'}]) {
        for (const sentence of Object.values(LESSON)) assert.doesNotMatch(sentence(dataset), /digit|0 and 1/);
    }
    for (const sentence of Object.values(LESSON)) assert.doesNotMatch(sentence(table), /picture|pixel|image/i);
    assert.match(LESSON.latent(names), /Watch which groups form/);
});
