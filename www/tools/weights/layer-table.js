// A table of what each layer holds and does. Main thread.

import {element} from '../../ui/dom.js';
import {significant} from '../../ui/format.js';
import {bodyRow, headRow} from '../../ui/table.js';

/** @typedef {import('../../protocol/answers.js').LayerStats} LayerStats */

/** @type {[name: string, value: (layer: LayerStats) => string, help: string][]} */
const COLUMNS = [
    ['Weights', ({weights}) => significant(weights), 'Root mean square of its weights and biases.'],
    ['Gradients', ({gradients}) => significant(gradients), 'Root mean square of their gradient on one batch. A layer whose gradient alone is near 0 has stopped learning.'],
    ['Outputs', ({mean, deviation}) => `${significant(mean)} ± ${significant(deviation)}`, 'Mean and standard deviation of its outputs over the validation examples.'],
    ['Dead units', ({silent}) => `${(100 * silent).toFixed(0)} %`, 'Units with the same output for every example: they do nothing.'],
];

/** Explanations of the columns. @type {[name: string, meaning: string][]} */
export const LAYER_TERMS = COLUMNS.map(([name, , help]) => [name, help]);

export function createLayerTable() {
    const body = element('tbody');
    const table = element('table', {class: 'tool-table stats-table', hidden: true}, body);
    const head = ['Layer', ...COLUMNS.map(([text, , title]) => ({text, title}))];
    return {
        node: element('div', {class: 'table-host'}, table),
        /** @param {LayerStats[]} layers @param {string[]} names */
        show(layers, names) {
            table.hidden = false;
            body.replaceChildren(headRow(head), ...layers.map((layer, i) =>
                bodyRow([names[i] ?? `layer ${i + 1}`, ...COLUMNS.map(([, value, title]) => ({text: value(layer), title}))])));
        },
        clear() {
            table.hidden = true;
        },
    };
}
