// A repair next to simpler ones: images, and a table of squared errors inside and outside of the corruption. Main thread.

import {element} from '../../ui/dom.js';
import {significant} from '../../ui/format.js';
import {headRow} from '../../ui/table.js';
import {differenceOf} from '../../examples/buffer.js';
import {createFigures} from '../../examples/figures.js';
import {termsOf} from '../../examples/terms.js';
import {bestOf, filled, scoresOf} from './scores.js';

/**
 * @typedef {object} Repaired
 * @property {Uint8Array} truth
 * @property {Uint8Array} corrupted the corrupted example
 * @property {Uint8Array} mask 1 for each corrupted value
 * @property {Uint8Array} output the reconstruction
 * @property {Uint8Array} mean of the validation examples
 * @property {boolean} isNoise corrupted values are left in the example
 */

export function createRepairView() {
    const figures = createFigures('The example, its corrupted version, the reconstruction, its error map, and a filling with the mean');
    const rows = element('tbody');
    const table = element('table', {class: 'metrics tool-table'},
        element('caption', {}, 'Mean squared error of values from 0 to 1'), element('thead', {}, headRow(['repaired by', 'squared error where corrupted', 'elsewhere'])), rows);

    /** @param {{name: string, scores: import('./scores.js').RepairScores}[]} repairs */
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
        /** @param {Repaired} repaired @param {import('../../protocol/answers.js').DatasetInfo} format */
        show({truth, corrupted, mask, output, mean, isNoise}, format) {
            const byMean = filled(corrupted, mask, mean);
            const byZero = filled(corrupted, mask, new Uint8Array(truth.length));
            figures.show([
                {cells: [{bytes: truth, role: 'input'}], caption: 'original'},
                {cells: [{bytes: corrupted, role: 'input'}], caption: 'corrupted'},
                {cells: [{bytes: output, role: 'output', input: truth}], caption: 'reconstruction'},
                {cells: [{bytes: differenceOf(output, truth, format), role: 'error'}], caption: 'error map'},
                {cells: [{bytes: byMean, role: 'input'}], caption: 'filled with the mean'},
            ], format);
            fill([
                {name: 'the model', scores: scoresOf(truth, output, mask)},
                {name: 'zero', scores: scoresOf(truth, byZero, mask)},
                {name: `the mean ${termsOf(format).short}`, scores: scoresOf(truth, byMean, mask)},
                ...isNoise ? [{name: 'nothing', scores: scoresOf(truth, corrupted, mask)}] : [],
            ]);
        },
        clear() {
            figures.clear();
            rows.replaceChildren();
        },
        recolour: figures.recolour,
    };
}
