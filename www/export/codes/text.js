// Codes as text: a table for CSV, and the two TSV files of the Embedding Projector. The command line writes the same
// (packages/cli/src/encode/text.rs). Pure.

import {classOf, labelOf, splitOf} from './rows.js';

/** @typedef {import('./rows.js').CodeRows} CodeRows */

/** @param {CodeRows} rows @returns {import('../csv.js').Table} */
export function codesTable(rows) {
    const {latent, indices, labels, codes} = rows;
    const isLabelled = labels.length > 0;
    return {
        header: ['index', 'split', ...isLabelled ? ['label', 'class'] : [], ...Array.from({length: latent}, (_, i) => `code_${i + 1}`)],
        rows: Array.from(indices, (index, row) => [
            index, splitOf(rows, row), ...isLabelled ? [labelOf(rows, row), classOf(rows, row)] : [], ...codes.subarray(row * latent, (row + 1) * latent),
        ]),
    };
}

/** The vectors, without a header. @param {CodeRows} rows */
export const vectorsTsv = ({indices, latent, codes}) =>
    Array.from(indices, (_, row) => `${codes.subarray(row * latent, (row + 1) * latent).join('\t')}\n`).join('');

/** Description of each vector, with a header, as the projector wants it for more than one column. @param {CodeRows} rows */
export function metadataTsv(rows) {
    const {indices, labels} = rows;
    const isLabelled = labels.length > 0;
    const lines = Array.from(indices, (index, row) =>
        [index, splitOf(rows, row), ...isLabelled ? [labelOf(rows, row) ?? '', classOf(rows, row).replaceAll(/[\t\r\n]/g, ' ')] : []]);
    return [['index', 'split', ...isLabelled ? ['label', 'class'] : []], ...lines].map((line) => `${line.join('\t')}\n`).join('');
}
