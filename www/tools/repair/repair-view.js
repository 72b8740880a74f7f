// What a repair looks like, and how good it is beside simpler ones: pictures, and a table of errors inside and
// outside of the damage with the best one named. Main thread.

import {element} from '../../ui/dom.js';
import {differenceOf} from '../../examples/buffer.js';
import {significant} from '../../ui/format.js';
import {termsOf} from '../../examples/terms.js';
import {createFigures} from '../../examples/figures.js';
import {bestOf, filled, scoresOf} from './scores.js';

/**
 * @typedef {object} Repaired
 * @property {Uint8Array} truth
 * @property {Uint8Array} damaged
 * @property {Uint8Array} hole 1 for each value that was damaged
 * @property {Uint8Array} output what the model makes of it
 * @property {Uint8Array} mean of many examples
 * @property {boolean} isNoise something is left of what was damaged
 */

export function createRepairView() {
    const figures = createFigures('The example, what is left of it, what the model makes of that, and how far it is from the example');
    const rows = element('tbody');
    const titles = ['repaired by', 'error where damaged', 'elsewhere'].map((text) => element('th', {scope: 'col'}, text));
    const table = element('table', {class: 'metrics tool-table'},
        element('caption', {}, 'Mean squared error of values from 0 to 1, by what repairs them'),
        element('thead', {}, element('tr', {}, ...titles)), rows);

    /** @param {{name: string, scores: import('./scores.js').Scores}[]} repairs */
    function fill(repairs) {
        const best = bestOf(repairs.map(({scores}) => scores.inside));
        rows.replaceChildren(...repairs.map(({name, scores: {inside, outside}}, i) => element('tr', {},
            element('th', {scope: 'row'}, name),
            element('td', {}, best[i] ? element('span', {class: 'tool-best'}, 'best ') : null, significant(inside)),
            element('td', {}, significant(outside)))));
    }

    return {
        figures: figures.node,
        table,
        /** @param {Repaired} repaired @param {import('../../protocol/messages.js').DatasetInfo} format */
        show({truth, damaged, hole, output, mean, isNoise}, format) {
            const byMean = filled(damaged, hole, mean);
            figures.show([
                {cells: [{bytes: truth, role: 'input'}], caption: 'original'},
                {cells: [{bytes: damaged, role: 'input'}], caption: 'damaged'},
                {cells: [{bytes: output, role: 'output', input: truth}], caption: 'the model’s copy'},
                {cells: [{bytes: differenceOf(output, truth), role: 'error'}], caption: 'its difference'},
                {cells: [{bytes: byMean, role: 'input'}], caption: 'filled with the mean'},
            ], format);
            const byZero = filled(damaged, hole, new Uint8Array(truth.length));
            fill([
                {name: 'the model', scores: scoresOf(truth, output, hole)},
                {name: 'zero instead', scores: scoresOf(truth, byZero, hole)},
                {name: `the mean ${termsOf(format).short} instead`, scores: scoresOf(truth, byMean, hole)},
                ...isNoise ? [{name: 'leaving it as it is', scores: scoresOf(truth, damaged, hole)}] : [],
            ]);
        },
        clear() {
            figures.clear();
            rows.replaceChildren();
        },
        recolour: figures.recolour,
    };
}
