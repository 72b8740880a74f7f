// Sentences of the introduction that depend on the data: loaded with the first data that are no digits. Main thread.

import {isDigits, termsOf} from '../examples/terms.js';
import {sizeOf} from '../examples/buffer.js';
import {integer} from '../ui/format.js';

/** @typedef {import('../protocol/answers.js').DatasetInfo} DatasetInfo */

/** The first reconstructions, by the kind of the examples. @type {Record<DatasetInfo['kind'], string>} */
const FIRST = {
    image: 'First everything looks like the same blur: the average picture. Then large shapes differ, later details. The error map shows what the bottleneck has lost.',
    sequence: 'First every signal is the same: the average of all. Then slow waves differ, later sharp peaks. The error map shows what the bottleneck has lost.',
    word: 'First every word is the same: at each place the most frequent letter. Then lengths and endings differ, later single letters. Wrong letters are marked.',
    table: 'First every row is the same: the mean of each number, and the most frequent name. Then rows of different classes differ. Wrong cells are marked.',
};

/** @type {Record<string, (dataset: DatasetInfo) => string>} by `data-lesson` of index.html */
export const LESSON = {
    size(dataset) {
        const {one, value} = termsOf(dataset);
        const [count, parts] = dataset.kind === 'word' ? [dataset.width, 'places for a letter'] :
            dataset.kind === 'table' ? [dataset.columns.length, dataset.columns.length === 1 ? value : `${value}s`] : [sizeOf(dataset), dataset.channels === 3 ? `values of ${value}s` : `${value}s`];
        return `A ${one} of ${dataset.name} has ${integer(count)} ${parts}. With a code of few numbers the network cannot store each ${one}. It has to find out what the ${one}s have in common.`;
    },
    recon: (dataset) => isDigits(dataset) ? FIRST.image.replace('large shapes', 'round and straight digits').replace('details', 'the others') : FIRST[dataset.kind],
    latent(dataset) {
        const {one} = termsOf(dataset);
        const alike = {image: 'Pictures that look alike', sequence: 'Signals of the same form', word: 'Words that share letters at the same places', table: 'Rows with similar cells'}[dataset.kind];
        const watch = isDigits(dataset) ? 'Watch 0 and 1 move apart early, while 4 and 9 stay neighbours for long.' : dataset.classes.length > 1 ? 'Watch which classes move apart early, and which stay neighbours for long.' : 'Watch which groups form, and what their members share.';
        return `${alike} get codes that lie close together. ${watch} Point at a dot to see its ${one}.`;
    },
};

/** Fills in all sentences. @param {DatasetInfo} dataset */
export function updateLesson(dataset) {
    for (const node of document.querySelectorAll('[data-lesson]')) {
        node.textContent = LESSON[/** @type {HTMLElement} */ (node).dataset.lesson ?? ''](dataset);
    }
}
