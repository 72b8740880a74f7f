// Codes as text: a table for CSV, and the two TSV files of the Embedding Projector. The command line writes the same
// (packages/cli/src/encode/text.rs). Pure.

import {classOf, labelOf, splitOf} from './rows.js';

/** @typedef {import('./rows.js').CodeRows} CodeRows */

/** @param {CodeRows} rows @returns {import('../csv.js').Table} */
export function codesTable(rows) {
    const {latent, indices, names, labels, codes} = rows;
    const isLabelled = labels.length > 0;
    return {
        header: ['index', 'split', ...namePart('name', names), ...isLabelled ? ['label', 'class'] : [], ...Array.from({length: latent}, (_, i) => `code_${i + 1}`)],
        rows: Array.from(indices, (index, row) => [
            index, splitOf(rows, row), ...namePart(names[row], names), ...isLabelled ? [labelOf(rows, row), classOf(rows, row)] : [], ...codes.subarray(row * latent, (row + 1) * latent),
        ]),
    };
}

/** A cell, where the examples have names. @param {string} cell @param {string[]} names */
const namePart = (cell, names) => names.length > 0 ? [cell] : [];

/** A cell without tabs and ends of lines. @param {string | undefined} cell */
const oneLine = (cell = '') => cell.replaceAll(/[\t\r\n]/g, ' ');

/** The vectors, without a header. @param {CodeRows} rows */
export const vectorsTsv = ({indices, latent, codes}) =>
    Array.from(indices, (_, row) => `${codes.subarray(row * latent, (row + 1) * latent).join('\t')}\n`).join('');

/** Description of each vector, with a header, as the projector wants it for more than one column. @param {CodeRows} rows */
export function metadataTsv(rows) {
    const {indices, names, labels} = rows;
    const isLabelled = labels.length > 0;
    const lines = Array.from(indices, (index, row) =>
        [index, splitOf(rows, row), ...namePart(oneLine(names[row]), names), ...isLabelled ? [labelOf(rows, row) ?? '', oneLine(classOf(rows, row))] : []]);
    return [['index', 'split', ...namePart('name', names), ...isLabelled ? ['label', 'class'] : []], ...lines].map((line) => `${line.join('\t')}\n`).join('');
}
