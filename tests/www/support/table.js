// A table of penguins and its rows, for tests. Not part of the page.

import {bytesOf} from '../../../www/examples/buffer.js';

/** @type {import('../../../www/protocol/answers.js').Field[]} */
const columns = [
    {name: 'bill', kind: 'number', mean: 44, deviation: 5},
    {name: 'species', kind: 'category', names: ['Adelie', 'Chinstrap', 'Gentoo']},
    {name: 'mass', kind: 'number', mean: 4200, deviation: 800},
    {name: 'stars', kind: 'rating', low: 1, high: 5},
];

/** @type {import('../../../www/protocol/answers.js').DatasetInfo} */
export const penguins = {
    source: 'file', kind: 'table', name: 'penguins.csv', width: 6, height: 1, channels: 1, alphabet: '', columns,
    train: 80, validation: 10, test: 10, classes: [], labelled: 0, sound: null, fingerprint: 7,
};

/** Bytes of rows, NaN for what is not known. @param {...number} numbers */
export const rowOf = (...numbers) => bytesOf(Float32Array.from(numbers));
