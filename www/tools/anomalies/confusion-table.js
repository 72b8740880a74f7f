// What a threshold does, in numbers: a table with a column for validation, where it was chosen, and one for test,
// where it is reported. Main thread.

import {element} from '../../ui/dom.js';
import {integer, significant} from '../../ui/format.js';
import {countsAt, rocOf, sharesOf} from './roc.js';

/** @typedef {{scores: ArrayLike<number>, abnormal: ArrayLike<number>}} Scored */
/** @typedef {{counts: import('./roc.js').Counts, area: number | null, threshold: number}} Verdict */

/** @param {Scored} scored @param {number} threshold @returns {Verdict} */
export const verdictOn = ({scores, abnormal}, threshold) => ({
    counts: countsAt(scores, abnormal, threshold), area: rocOf(scores, abnormal)?.area ?? null, threshold,
});

/** @param {number} share */
const percent = (share) => Number.isNaN(share) ? '–' : `${(100 * share).toFixed(1)} %`;

/** @type {[string, (verdict: Verdict) => string, string][]} */
const ROWS = [
    ['Threshold', ({threshold}) => significant(threshold), 'A score above it raises the alarm.'],
    ['Abnormal, found', ({counts: {found, missed}}) => `${integer(found)} of ${integer(found + missed)}`, 'Abnormal examples above the threshold.'],
    ['Normal, false alarms', ({counts: {falseAlarms, passed}}) => `${integer(falseAlarms)} of ${integer(falseAlarms + passed)}`, 'Normal examples above the threshold.'],
    ['Recall', ({counts}) => percent(sharesOf(counts).recall), 'Share of the abnormal examples that are found.'],
    ['Precision', ({counts}) => percent(sharesOf(counts).precision), 'Share of the alarms that are right.'],
    ['False alarms', ({counts}) => percent(sharesOf(counts).falseRate), 'Share of the normal examples that raise the alarm.'],
    ['AUC', ({area}) => area === null ? '–' : area.toFixed(3), 'How often an abnormal example scores higher than a normal one, at any threshold: 1 is perfect, 0.5 is chance.'],
];

/** What its rows mean. @type {[name: string, meaning: string][]} */
export const VERDICT_TERMS = ROWS.map(([name, , help]) => [name, help]);

export function createVerdictTable() {
    const body = element('tbody');
    const node = element('table', {class: 'tool-table stats-table', hidden: true}, body);
    return {
        node,
        /** @param {{title: string, verdict: Verdict}[]} columns */
        show(columns) {
            node.hidden = columns.length === 0;
            body.replaceChildren(
                element('tr', {}, element('td'), ...columns.map(({title}) => element('th', {scope: 'col'}, title))),
                ...ROWS.map(([name, text, help]) => element('tr', {title: help}, element('th', {scope: 'row'}, name),
                    ...columns.map(({verdict}) => element('td', {}, text(verdict))))));
        },
    };
}
