// The repair of a row: tiles, and a table of the cells that were erased, filled in by the model and by the mean row. Main thread.

import {element} from '../../ui/dom.js';
import {significant} from '../../ui/format.js';
import {headRow} from '../../ui/table.js';
import {createFigures} from '../../examples/figures.js';
import {filledRow, repairsOf} from './cell-repairs.js';
import {bestOf} from './scores.js';

const CAPTION = 'In brackets the error: of a number in standard deviations, of a name what its probability lacks to 1, of a rating in points';

export function createRowRepairView() {
    const figures = createFigures('The row, the row without some cells, its reconstruction, and a filling with the mean');
    const rows = element('tbody');
    const table = element('table', {class: 'metrics tool-table row-repairs'}, element('caption', {}, CAPTION),
        element('thead', {}, headRow(['erased cell', 'was', 'the model', 'the mean row'])), rows);

    /** @param {import('./cell-repairs.js').Filled} filled @param {boolean} isBest */
    const cellOf = ({text, error}, isBest) => element('td', {},
        isBest ? element('span', {class: 'tool-best'}, 'best ') : null, text, error === null ? '' : ` (${significant(Math.round(100 * error) / 100)})`);

    return {
        figures: figures.node,
        table,
        /**
         * @param {import('./repair-view.js').Repaired} repaired @param {boolean[]} isErased one a column
         * @param {import('../../protocol/answers.js').DatasetInfo} format
         */
        show({truth, corrupted, mask, output, mean}, isErased, format) {
            figures.show([
                {cells: [{bytes: truth, role: 'input'}], caption: 'original'},
                {cells: [{bytes: corrupted, role: 'input'}], caption: 'erased'},
                {cells: [{bytes: output, role: 'output', input: corrupted}], caption: 'reconstruction'},
                {cells: [{bytes: filledRow(corrupted, mask, mean), role: 'input'}], caption: 'filled with the mean'},
            ], format);
            rows.replaceChildren(...repairsOf({truth, output, mean}, isErased, format).map(({name, right, model, mean: usual}) => {
                const [isBest, isMean] = bestOf([model.error, usual.error]);
                return element('tr', {}, element('th', {scope: 'row'}, name), element('td', {}, right), cellOf(model, isBest), cellOf(usual, isMean));
            }));
        },
        clear() {
            figures.clear();
            rows.replaceChildren();
        },
        recolour: figures.recolour,
    };
}
