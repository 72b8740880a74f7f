// Formats of the codes of the split that is chosen in the card. Main thread.

import {integer} from '../../ui/format.js';
import {whenReachable} from '../../ui/lazy-module.js';
import {termsOf} from '../../examples/terms.js';
import {csvOf} from '../csv.js';
import {encodedRows, snapshotRows} from './rows.js';
import {codesTable, metadataTsv, vectorsTsv} from './text.js';

/** @typedef {import('../formats.js').Run} Run */
/** @typedef {import('../formats.js').Page} Page */
/** @typedef {import('./rows.js').CodeRows} CodeRows */
/** @typedef {import('../../protocol/queries.js').Part} Part */

/** Words for the examples of a split. @param {Part} part @param {number} count @param {string} noun */
const inWords = (part, count, noun) => part === 'all' ? `all ${integer(count)} ${noun}s` : `${integer(count)} ${part} ${noun}s`;

/** The rows of the model that the page shows. @param {Run} run @param {Page} page @returns {Promise<CodeRows>} */
function rowsOf(run, {query, part, isReplaying}) {
    const isPast = isReplaying() || run.state === 'stopped';
    if (!isPast) return encodedRows(query, run, part());
    if (part() !== 'validation') {
        const remedy = isReplaying() ? 'choose validation, or go back to now' : 'choose validation, or go back to the last step that was sound';
        throw new Error(`Only the codes of validation ${termsOf(run.dataset).one}s are kept of this step: ${remedy}.`);
    }
    if (!run.snapshot) throw new Error('There are no codes yet: wait for the first.');
    return snapshotRows(query, run, run.snapshot);
}

/**
 * A format of codes.
 * @param {string} ending @param {(rows: CodeRows) => string | Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>>} write
 * @param {string | ((rows: CodeRows) => string)} words about the file @param {string} [content] of it
 */
const format = (ending, write, words, content = 'The codes') => ({
    /** @param {Run} run @param {Page} page @returns {Promise<import('../formats.js').ExportFile>} */
    async make(run, page) {
        const rows = await rowsOf(run, page);
        const noun = termsOf(run.dataset).one;
        const shown = page.isReplaying() ? ` It shows step ${integer(rows.step)}, like the page.` : '';
        const about = typeof words === 'string' ? words : words(rows);
        const unlabelled = rows.labels.length > 0 ? '' : ` These ${noun}s have no labels, so there is no column for labels.`;
        return {
            content: await write(rows), step: rows.step, name: `${page.part()}-${ending}`,
            message: `${content} of ${inWords(page.part(), rows.indices.length, noun)}${about}${shown}${unlabelled}`,
        };
    },
});

/** @type {Record<'codes.csv' | 'codes.npz' | 'vectors.tsv' | 'metadata.tsv' | 'sprite.png', import('../formats.js').ExportFormat>} */
export const CODE_FORMATS = {
    'codes.csv': format('codes.csv', (rows) => csvOf(codesTable(rows)), ', one a row. The index is the place in the file, from 0 on.'),
    'codes.npz': format('codes.npz', async (rows) => (await whenReachable(() => import('./numpy.js'))).npzOf(rows), ' as arrays of NumPy: codes, index, split and, where known, name, label and class.'),
    'vectors.tsv': format('vectors.tsv', vectorsTsv, ({latent}) => latent > 1 ? ' for the Embedding Projector: load this file first, then the metadata.' :
        ', one a line. The Embedding Projector refuses codes of one number: train with two latent dimensions or more for it.'),
    'metadata.tsv': format('metadata.tsv', metadataTsv, ' for the Embedding Projector: load this file after the vectors of the same examples.', 'Index, split, name and class'),
    'sprite.png': {
        async make(run, {query, part}) {
            const sprite = await query({kind: 'sprite', part: part()});
            if (!sprite) throw new Error('The model was replaced meanwhile. Export again.');
            const {encode} = await whenReachable(() => import('../../vendor/fast-png/fast-png.js'));
            const {width, height, channels, pixels, tileWidth, tileHeight} = sprite;
            const png = encode({width, height, data: pixels, channels: channels === 3 ? 3 : 1, depth: 8});
            return {
                content: png, name: `${part()}-sprite.png`,
                message: `The ${part() === 'all' ? '' : `${part()} `}${termsOf(run.dataset).one}s in the order of the vectors, in tiles of ${tileWidth} × ${tileHeight} pixels.`,
            };
        },
    },
};
