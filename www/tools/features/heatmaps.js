// Contents of the heatmaps: the confusion matrix of a classifier, and correlations of latent dimensions with generative
// factors. Pure.

import {classTerm} from '../../examples/terms.js';
import {signed} from '../../ui/format.js';

const MOST_ROWS = 16; // latent dimensions

/** @typedef {import('./heatmap-table.js').Heatmap} Heatmap */

/** @param {Uint32Array} counts a row for each true class @param {import('../../protocol/answers.js').DatasetInfo} dataset @returns {Heatmap} */
export function confusionOf(counts, dataset) {
    const {classes} = dataset;
    const totals = classes.map((_, row) => counts.subarray(row * classes.length, (row + 1) * classes.length).reduce((sum, count) => sum + count, 0));
    return {
        caption: 'Confusion matrix: a row is the true class, a column the predicted one',
        corner: 'true', rows: classes.map((_, row) => classTerm(dataset, row)), columns: classes,
        cell(row, column) {
            const count = counts[row * classes.length + column];
            return {text: count > 0 ? String(count) : '', share: count / Math.max(1, totals[row]), isWrong: row !== column && count > 0};
        },
    };
}

/** @param {import('../../protocol/answers.js').Features} features @param {number} latent @returns {Heatmap} */
export function correlationOf({factors, correlations}, latent) {
    return {
        caption: 'Correlation of each latent dimension with each generative factor: 1 or −1 is a straight line, 0 is none',
        corner: '', rows: Array.from({length: Math.min(MOST_ROWS, latent)}, (_, k) => `z${k + 1}`), columns: factors,
        cell(row, column) {
            const value = correlations[row * factors.length + column];
            return {text: signed(value.toFixed(2)), share: Math.abs(value)};
        },
    };
}
