// Evaluation of a threshold on anomaly scores: counts, AUROC and a table. The threshold is chosen on the validation column
// and reported on the test column. Main thread.

import {errorOfAuroc} from '../../cards/uncertainty.js';
import {element} from '../../ui/dom.js';
import {integer, significant} from '../../ui/format.js';
import {bodyRow, headRow} from '../../ui/table.js';
import {countsAt, ratesOf, rocOf} from './roc.js';

/** @typedef {{scores: ArrayLike<number>, abnormal: ArrayLike<number>}} Scored */
/** @typedef {{counts: import('./roc.js').Counts, auroc: number | null, threshold: number}} Evaluation */

/** @param {Scored} scored @param {number} threshold @returns {Evaluation} */
export const evaluate = ({scores, abnormal}, threshold) => ({
    counts: countsAt(scores, abnormal, threshold), auroc: rocOf(scores, abnormal)?.area ?? null, threshold,
});

/** @param {number} rate */
const percent = (rate) => Number.isNaN(rate) ? '–' : `${(100 * rate).toFixed(1)} %`;

/** @param {Evaluation} evaluation */
function areaInWords({auroc, counts: {found, missed, falseAlarms, passed}}) {
    return auroc === null ? '–' : `${auroc.toFixed(3)} ± ${errorOfAuroc(auroc, falseAlarms + passed, found + missed).toFixed(3)}`;
}

/** @type {[name: string, value: (evaluation: Evaluation) => string, help: string][]} */
const ROWS = [
    ['Threshold', ({threshold}) => significant(threshold), 'A score above it raises an alarm.'],
    ['True positives', ({counts: {found, missed}}) => `${integer(found)} of ${integer(found + missed)}`, 'Abnormal examples above the threshold, of all abnormal ones.'],
    ['False positives', ({counts: {falseAlarms, passed}}) => `${integer(falseAlarms)} of ${integer(falseAlarms + passed)}`, 'Normal examples above the threshold, of all normal ones: false alarms.'],
    ['Recall', ({counts}) => percent(ratesOf(counts).recall), 'Fraction of the abnormal examples that are found.'],
    ['Precision', ({counts}) => percent(ratesOf(counts).precision), 'Fraction of the alarms that are right.'],
    ['False positive rate', ({counts}) => percent(ratesOf(counts).falsePositiveRate), 'Fraction of the normal examples that raise an alarm.'],
    ['AUROC', areaInWords, 'Area under the ROC curve, ± its standard error: how often an abnormal example scores higher than a normal one, at any threshold. 1 is perfect, 0.5 is chance.'],
];

/** Explanations of the rows. @type {[name: string, meaning: string][]} */
export const EVALUATION_TERMS = ROWS.map(([name, , help]) => [name, help]);

export function createEvaluationTable() {
    const body = element('tbody');
    return {
        node: element('table', {class: 'tool-table stats-table'}, body),
        /** @param {Evaluation} validation @param {Evaluation | null} test */
        show(validation, test) {
            const columns = [validation, ...test ? [test] : []];
            body.replaceChildren(headRow(['', 'validation', ...test ? ['test'] : []]),
                ...ROWS.map(([text, value, title]) => bodyRow([{text, title}, ...columns.map((column) => ({text: value(column), title}))])));
        },
    };
}
